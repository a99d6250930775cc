"""The text of a statement, as peewee writes it, in a fraction of the time."""

from typing import Any

from peewee import SCOPE_VALUES, Context, Field


class Writer(Context):
    """Writes a column at once: peewee takes eight calls for each, and a record has up to forty.

    No table of ours has an alias of its own, and no column a quotation mark in its name.
    """

    def sql(self, obj: Any) -> Any:
        if isinstance(obj, Field) and type(obj).__sql__ is Field.__sql__:
            if self.state.scope == SCOPE_VALUES:
                return self.literal(f'"{obj.column_name}"')
            table = self.alias_manager[obj.model._meta.table]
            return self.literal(f'"{table}"."{obj.column_name}"')
        return super().sql(obj)  # type: ignore[no-untyped-call]
