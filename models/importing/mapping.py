"""Which kind of sheet a table is, and which of its columns is what: by name, or as last time."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from peewee import DateField, IntegerField

from models.associations import Association
from models.changes import transaction
from models.fields import ExactField, folded
from models.importing.imports import SourceColumn
from models.importing.kinds import KINDS
from models.importing.reading import Value
from models.importing.readings import DecimalSign, Forms, day_orders, decimal_signs
from models.importing.tables import Table
from models.importing.wanted import Kind, Wanted
from models.language import in_spanish
from models.record import insert_all

LEAST = 2  # mandatory columns found by name before a sheet is taken for one of ours
MANY = 4  # columns found by name that tell as much
OUT = "-"  # the kind that is remembered of a sheet left out


@dataclass(frozen=True)
class Layout:
    """What a table is understood as. `columns` is place of the column -> name of what it holds."""

    kind: Kind | None = None
    columns: Mapping[int, str] = field(default_factory=dict)
    signs: Mapping[int, DecimalSign] = field(default_factory=dict)  # chosen by the person
    remembered: bool = False

    @property
    def places(self) -> dict[str, int]:
        return {name: place for place, name in self.columns.items()}

    @property
    def lacking(self) -> list[Wanted]:
        """The mandatory columns that none of the table's was taken for."""
        if self.kind is None:
            return []
        return [one for one in self.kind.columns if one.needed and one.name not in self.places]

    def with_column(self, place: int, name: str) -> "Layout":
        """The column at `place` holds that, and no other does; "" is nothing."""
        rest = {at: one for at, one in self.columns.items() if at != place and one != name}
        return replace(self, columns=rest | ({place: name} if name else {}))

    def with_sign(self, place: int, sign: DecimalSign) -> "Layout":
        return replace(self, signs={**self.signs, place: sign})


def plain(words: str) -> str:
    """A heading without accents, capitals and signs: «Precio unitario S/» is «precio unitario s»."""
    return " ".join(re.findall(r"[a-z0-9²]+", folded(words)))


def names_of(column: Wanted) -> list[str]:
    """The headings a column is known under, its own first."""
    labels = (column.title, str(column.field.verbose_name))
    own = [plain(in_spanish(label)) for label in labels if label]
    return [*dict.fromkeys([*own, *map(plain, column.also)])]


def understood(table: Table, association: Association) -> Layout:
    """What the table is, as it was imported last time, or else by its headings."""
    known = SourceColumn.select().where(
        SourceColumn.association == association, SourceColumn.source == source_of(table)
    )
    if kept := list(known.order_by(SourceColumn.place)):
        return _as_kept(kept)
    return by_name(table)


def by_name(table: Table) -> Layout:
    """The kind whose mandatory columns are found best among the headings."""
    found = [(kind, matched(table, kind)) for kind in KINDS]
    kind, columns = max(found, key=lambda one: _fitness(table, *one))
    needed = {one.name for one in kind.columns if one.needed}
    held = needed & set(columns.values())
    sure = _is_named(table, kind) or len(held) >= 0.75 * len(needed) or len(columns) >= MANY
    return Layout(kind, columns) if sure and len(held) >= LEAST else Layout()


def _is_named(table: Table, kind: Kind) -> bool:
    """Whether the sheet is called like what it holds."""
    return any(word in plain(table.sheet) for word in kind.also)


def _fitness(table: Table, kind: Kind, columns: Mapping[int, str]) -> tuple[bool, float, int]:
    needed = {one.name for one in kind.columns if one.needed}
    part = len(needed & set(columns.values())) / len(needed)
    return _is_named(table, kind) and part >= 0.5, part, len(columns)


def matched(table: Table, kind: Kind) -> dict[int, str]:
    """Place -> what it holds, each heading taken by the column that knows it best."""
    words = {place: plain(one.words) for place, one in enumerate(table.headings) if one.words}
    wishes = [
        (rank, place, column.name)
        for column in kind.columns
        for place, heading in words.items()
        if (rank := _rank(heading, names_of(column))) is not None
    ]
    found: dict[int, str] = {}
    for _how_well, place, name in sorted(wishes):
        if place not in found and name not in found.values():
            found[place] = name
    return found


def _rank(heading: str, names: Sequence[str]) -> int | None:
    """How well a heading is one of these names: the same, or all its words among more."""
    if heading in names:
        return names.index(heading)
    own = set(heading.split())
    for place, name in enumerate(names):
        if len(name) > 2 and set(name.split()) <= own and len(own) <= len(name.split()) + 2:
            return 100 + place
    return None


def source_of(table: Table) -> str:
    """What tells one kind of sheet from another: its headings, in their order."""
    words = "\n".join(plain(one.words) for one in table.headings)
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def _as_kept(kept: Sequence[SourceColumn]) -> Layout:
    by_kind = {kind.name: kind for kind in KINDS}
    kind = by_kind.get(str(kept[0].kind))
    if kind is None:
        return Layout(remembered=True)
    columns = {one.place: str(one.field) for one in kept if str(one.field) in kind.by_name}
    signs = {one.place: DecimalSign(one.form) for one in kept if one.form}
    return Layout(kind, columns, signs, remembered=True)


def remember(association: Association, table: Table, layout: Layout) -> None:
    """Keep how the table was understood, for the next file with the same headings."""
    source = source_of(table)
    with transaction():
        SourceColumn.delete().where(
            SourceColumn.association == association, SourceColumn.source == source
        ).execute()
        kind = layout.kind.name if layout.kind else OUT
        insert_all(
            SourceColumn,
            [
                {
                    "association": association.id,
                    "source": source,
                    "kind": kind,
                    "place": place,
                    "field": name,
                    "form": layout.signs[place].value if place in layout.signs else "",
                }
                for place, name in (layout.columns or {0: ""}).items()
            ],
        )


# Readings -----------------------------------------------------------------------------------


def column_of(table: Table, place: int) -> Iterable[Value]:
    return (row.values[place] for row in table.records)


def _signs(table: Table, place: int) -> tuple[DecimalSign, ...]:
    """Looked for once: in a column of figures written as texts that takes a while."""
    found: tuple[DecimalSign, ...] | None = table.signs.get(place)
    if found is None:
        found = table.signs[place] = tuple(decimal_signs(column_of(table, place)))
    return found


def signs_asked(table: Table, layout: Layout) -> dict[int, tuple[DecimalSign, ...]]:
    """Places of the columns whose figures have two readings, which the person has to choose from."""
    asked = {}
    for place, name in layout.columns.items():
        if layout.kind is None or place in layout.signs:
            continue
        if isinstance(layout.kind.by_name[name].field, ExactField):
            signs = _signs(table, place)
            if len(signs) > 1:
                asked[place] = signs
    return asked


def forms_of(table: Table, layout: Layout) -> dict[int, Forms]:
    """How the texts of each column are written: as chosen, or as only one reading is possible."""
    forms = {}
    for place, name in layout.columns.items():
        assert layout.kind is not None
        one = layout.kind.by_name[name].field
        decimal, day = layout.signs.get(place), None
        if decimal is None and isinstance(one, ExactField | IntegerField):
            signs = _signs(table, place)
            decimal = signs[0] if len(signs) == 1 else None
        if isinstance(one, DateField):
            orders = day_orders(column_of(table, place))
            day = orders[0] if len(orders) == 1 else None
        forms[place] = Forms(decimal, day)
    return forms
