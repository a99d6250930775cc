"""Whether the file and the books in it are as the program left them, for the command `revisar`.

The rules and the triggers keep the books right through every door. This looks at the rows
themselves: after a damaged disk, a copy brought from elsewhere, or a hand in the file. Every check
is one question to SQLite, and each row it answers becomes a sentence.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any

from peewee import DatabaseError, Field

from models import catalog, money
from models.associations import Association
from models.changes import database
from models.documents import Document
from models.fields import IDENTITY, DayField, read, show
from models.file import schema
from models.language import _
from models.money import MoneyEntry
from models.month import closing
from models.review import balances as review_balances
from models.review import entries as review_entries
from models.review import history as review_history
from models.review import papers as review_papers
from models.review import records as review_records
from models.review import settlements as review_settlements
from models.stock import StockEntry

# What `{number}`, `{day}`, `{amount}`, `{quantity}`, `{what}` and `{name}` are in each sentence
# stands in the columns of its question. `:association` is the one reviewed; NULL means all.
CHECKS = (
    *review_papers.CHECKS,
    *review_entries.CHECKS,
    *review_balances.CHECKS,
    *review_records.CHECKS,
    *review_settlements.CHECKS,
)


# What a question or a reader rises with before a value that this program never wrote.
_UNREADABLE = (DatabaseError, sqlite3.Error, TypeError, ValueError, LookupError, ArithmeticError)


def faults(association: Association | None = None) -> list[str]:
    """One sentence for each fault of the open file, and of the books of that association or all."""
    return list(looked_through(association))


def looked_through(association: Association | None = None) -> Iterator[str]:
    """The same, each as soon as it is found."""
    try:
        yield from _damage()
        yield from _orphans()
        yield from _altered_parts()
        yield from review_history.altered_history()
        yield from review_history.altered_records(association)
        yield from _impossible_values()
        yield from _wrong_sums(association)
        yield from _altered_closings(association)
    except _UNREADABLE:  # what can no longer be read adds up to nothing
        yield _damaged()


def _damaged() -> str:
    return _("El archivo está dañado. Use la última copia.")


def _damage() -> Iterator[str]:
    """What SQLite itself finds in the pages of the file. Its own words help nobody."""
    found = [said for (said,) in database.execute_sql("PRAGMA integrity_check").fetchall()]
    unfit = [said.partition("CHECK constraint failed in ")[2] for said in found]
    for table in sorted(set(unfit) - {""}):
        yield _("En «{table}» hay una fila que no debió aceptarse.").format(table=table)
    if any(not table and said != "ok" for said, table in zip(found, unfit, strict=True)):
        yield _damaged()


def _orphans() -> Iterator[str]:
    for table, row, parent, _key in database.execute_sql("PRAGMA foreign_key_check").fetchall():
        yield _("En «{table}», la fila {row} nombra algo que no está en «{parent}».").format(
            table=table, row=row, parent=parent
        )


def _altered_parts() -> Iterator[str]:
    """What should refuse a wrong row and is not there, or is not what the program made."""
    made, found = schema.expected(), schema.parts()
    for part in sorted(made.keys() | found.keys()):
        kind, name = part
        if part not in found:
            yield _missing(kind).format(name=name)
        elif part not in made:
            yield _("«{name}» no es del programa.").format(name=name)
        elif found[part] != made[part]:
            yield _altered(kind).format(name=name)


def _missing(kind: str) -> str:
    if kind == "table":
        return _("Falta la tabla «{name}».")
    if kind == "index":
        return _("Falta el índice «{name}».")
    return _("Falta la protección «{name}».")


def _altered(kind: str) -> str:
    if kind == "table":
        return _("La tabla «{name}» ya no rechaza lo que no corresponde.")
    if kind == "index":
        return _("El índice «{name}» no es el del programa.")
    return _("La protección «{name}» no es la del programa.")


def _impossible_values() -> Iterator[str]:
    """Days no calendar has, and numbers of identity nobody has."""
    for model in catalog.models():
        table = str(model._meta.table_name)
        for field in model._meta.sorted_fields:
            if isinstance(field, DayField):
                yield from _impossible_days(table, field.column_name)
            elif isinstance(field, IDENTITY):
                yield from _impossible_numbers(table, field)


def _impossible_days(table: str, column: str) -> Iterator[str]:
    question = f"SELECT DISTINCT {column} FROM {table} WHERE date({column}) IS NOT {column}"
    for (day,) in database.execute_sql(question).fetchall():
        yield _("En «{table}» hay una fecha que no existe: {day}.").format(table=table, day=day)


def _impossible_numbers(table: str, field: Field) -> Iterator[str]:
    column = field.column_name
    question = f"SELECT rowid, {column} FROM {table} WHERE {column} <> ''"
    for row, number in database.execute_sql(question).fetchall():
        try:
            read(field, number)
        except ValueError as why:
            yield _("En «{table}», la fila {row} no está bien: {why}").format(
                table=table, row=row, why=why
            )


def _wrong_sums(association: Association | None) -> Iterator[str]:
    """What does not add up in the books."""
    asked = {"association": association.id if association is not None else None}
    for sentence, question in CHECKS:
        cursor = database.execute_sql(question, asked)
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            values = zip(names, row, strict=True)
            yield _(sentence).format(**{name: _said(name, value) for name, value in values})


def _altered_closings(association: Association | None) -> Iterator[str]:
    """Closed months in which something is no longer as it was when they closed."""
    of = Association.select() if association is None else [association]
    for one in of:
        for check in closing.checked(one):
            if not check.is_same:
                yield _("{month} se cerró con el código {code} y ahora da {now}.").format(
                    month=check.closing, code=check.closing.code, now=check.code_now
                )


def _said(name: str, value: Any) -> str:
    """A column of an answer as people read it."""
    if name == "amount":
        return show(MoneyEntry.amount, MoneyEntry.amount.python_value(value))
    if name == "quantity":
        return show(StockEntry.quantity, StockEntry.quantity.python_value(value))
    if name == "day":
        return _day(value)
    accounts = dict(money.ACCOUNTS)
    return _(accounts[value]) if name == "what" and value in accounts else str(value)


def _day(text: str) -> str:
    try:
        return show(Document.day, date.fromisoformat(text))
    except ValueError:  # a day no calendar has is told as it is
        return text
