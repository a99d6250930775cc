"""What a sheet of a workbook holds, said without Excel: tables, figures, notes, signatures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path

from peewee import DateField, Field, IntegerField

from models.associations import Association
from models.fields import (
    FactorField,
    HectaresField,
    PercentField,
    PriceField,
    QuantityField,
    SolesField,
)
from models.language import _
from models.listing import Listing, Row
from models.months import Month
from models.record import Column, RecordType
from reports.files import association_name, safe_name, write_whole

EPOCH = date(2000, 1, 1)  # dates the file of a list that has no end

Value = str | int | Decimal | date | None


class Kind(Enum):
    """Kinds of cells, by the number format Excel shows them in."""

    TEXT = "General"
    DAY = "dd/mm/yyyy"
    WHOLE = "#,##0"
    SOLES = "#,##0.00"
    QUANTITY = "#,##0.0"
    PERCENT = "0.0#"
    FINE = "#,##0.00##"  # prices, factors and hectares


_KINDS: dict[type[Field], Kind] = {
    SolesField: Kind.SOLES,
    QuantityField: Kind.QUANTITY,
    PercentField: Kind.PERCENT,
    PriceField: Kind.FINE,
    FactorField: Kind.FINE,
    HectaresField: Kind.FINE,
    DateField: Kind.DAY,
    IntegerField: Kind.WHOLE,
}


@dataclass(frozen=True)
class Heading:
    text: str
    kind: Kind = Kind.TEXT
    total: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under headings. Below them stands the total of each column that has one.

    A total given in `stated` (a list that leaves voided papers out) is written as it is; the
    others are the sum of their column, and turn red in Excel when a cell is altered. The first
    `fixed` columns stay in sight, and are repeated where the others take several pages.
    """

    headings: Sequence[Heading]
    rows: Sequence[Sequence[Value]]
    title: str = ""
    stated: Mapping[str, Value] = field(default_factory=dict)
    fixed: int = 0

    def total(self, place: int) -> Value:
        heading = self.headings[place]
        if heading.text in self.stated:
            return self.stated[heading.text]
        return sum((row[place] or 0 for row in self.rows), Decimal(0))


@dataclass(frozen=True)
class Figure:
    label: str
    value: Value
    kind: Kind = Kind.SOLES


@dataclass(frozen=True)
class Section:
    """Labels with a figure to the right of each."""

    title: str
    figures: Sequence[Figure]


@dataclass(frozen=True)
class Sheet:
    """One sheet: sections, in columns side by side; then tables; then notes and signatures."""

    title: str
    tables: Sequence[Table] = ()
    sections: Sequence[Sequence[Section]] = ()
    notes: Sequence[str] = ()
    signatures: Sequence[str] = ()

    @property
    def only_table(self) -> Table | None:
        """The table of a sheet that is nothing else: it is frozen, filtered and repeated."""
        return self.tables[0] if len(self.tables) == 1 and not self.sections else None


@dataclass(frozen=True)
class Book:
    """A workbook. `day` dates the file itself, so that the same facts make the same bytes."""

    association: str
    period: str
    day: date
    sheets: Sequence[Sheet]


def kind_of(column: Column) -> Kind:
    """The kind of cells a column of a list makes."""
    known = (_KINDS[one] for one in type(column.field).__mro__ if one in _KINDS)
    return next(known, Kind.TEXT)


def list_sheet(
    kind: RecordType, rows: Iterable[Row], totals: Mapping[str, Decimal] | None = None
) -> Sheet:
    """A list as it is shown; `totals` by column title, as `Listing.summary` gives them."""
    kinds = [kind_of(column) for column in kind.columns]
    table = Table(
        [
            Heading(_(column.title), cells, column.total)
            for column, cells in zip(kind.columns, kinds, strict=True)
        ],
        [
            [
                column.show(value) if cells is Kind.TEXT else value
                for column, cells, value in zip(kind.columns, kinds, row[1:], strict=True)
            ]
            for row in rows
        ],
        stated={_(title): value for title, value in (totals or {}).items()},
    )
    return Sheet(_(kind.title), [table])


def save_list(listing: Listing, folder: Path) -> Path:
    """Write a list, all of it as it was asked for, to a workbook of its own in `folder`."""
    from reports.excel.workbook import workbook  # it knows sheets; and loads openpyxl

    kind = listing.kind
    counted = listing.summary().totals if kind.counts is not None else None
    sheet = list_sheet(kind, listing.window(0, -1), counted)
    whose = str(listing.association or "")
    book = Book(whose, _period(listing), listing.until or EPOCH, [sheet])
    parts = [
        str(Month.of(listing.until)) if listing.until else "",
        safe_name(sheet.title.lower()),
        association_name(listing.association)
        if isinstance(listing.association, Association)
        else "",
    ]
    name = "_".join(part for part in parts if part)
    return write_whole(folder / f"{name}.xlsx", workbook(book))


def _period(listing: Listing) -> str:
    """«mayo de 2026», or the two days."""
    since, until = listing.since, listing.until
    if not (since and until):
        return _("Todo lo registrado")
    month = Month.of(until)
    if (since, until) == (month.first, month.last):
        return month.title
    return _("Del {since} al {until}").format(since=f"{since:%d/%m/%Y}", until=f"{until:%d/%m/%Y}")
