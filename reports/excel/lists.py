"""Any list as it stands on screen, as a sheet and as a workbook of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
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
from models.people.members import Member
from models.record import Column
from reports.excel.sheets import Book, Heading, Kind, Mark, Sheet, Table, Tone, Value
from reports.files import association_name, safe_name, write_whole

EPOCH = date(2000, 1, 1)  # dates the file of a list that has no end

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
_TONES = {"warn": Tone.WARN, "danger": Tone.DANGER}


@dataclass(frozen=True)
class Shown:
    """A list as a person sees it: its rows in their order, and what stands under its columns.

    `totals` are by column title; `filters` say what was asked for: «Por cobrar», «Buscado: papa».
    """

    association: Association | None
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    totals: Mapping[str, Value]
    since: date | None = None
    until: date | None = None  # both included
    filters: Sequence[str] = ()
    issued: bool = False  # papers: those void are struck

    @property
    def people(self) -> int:
        """How many members its column of names names; 0 where it has none."""
        for place, column in enumerate(self.columns, start=1):
            if column.expression is Member.name:
                return len({row[place] for row in self.rows if row[place]})
        return 0


def shown(listing: Listing) -> Shown:
    """All that a list answers to what was asked of it; two queries."""
    return shown_with(listing, listing.window(0, -1))


def shown_with(listing: Listing, found: Sequence[Row]) -> Shown:
    """The same, of rows already read."""
    kind, words = listing.kind, listing.words.strip()
    whose = listing.association
    return Shown(
        whose if isinstance(whose, Association) else None,
        kind.title,
        kind.columns,
        found,
        listing.summary().totals,
        listing.since,
        listing.until,
        [
            *([_(listing.state.title)] if listing.state else []),
            *([_("Buscado: {words}").format(words=words)] if words else []),
        ],
        kind.issued,
    )


def kind_of(column: Column) -> Kind:
    """The kind of cells a column of a list makes."""
    known = (_KINDS[one] for one in type(column.field).__mro__ if one in _KINDS)
    return next(known, Kind.TEXT)


def list_sheet(made: Shown) -> Sheet:
    kinds = [kind_of(column) for column in made.columns]
    table = Table(
        [
            Heading(_(column.title), cells, column.title in made.totals)
            for column, cells in zip(made.columns, kinds, strict=True)
        ],
        [
            [
                _written(column, cells, value)
                for column, cells, value in zip(made.columns, kinds, row[1:], strict=True)
            ]
            for row in made.rows
        ],
        marks=[mark for column in made.columns for mark in _marks(column, issued=made.issued)],
    )
    summed = {
        heading.text: table.total(place)
        for place, heading in enumerate(table.headings)
        if heading.total
    }
    said = {_(title): value for title, value in made.totals.items()}
    stated = {title: value for title, value in said.items() if value != summed[title]}
    return Sheet(_(made.title), [replace(table, stated=stated)])


def _written(column: Column, cells: Kind, value: Value) -> Value:
    return (column.show(value) if cells is Kind.TEXT else value) if value != "" else None


def _marks(column: Column, *, issued: bool) -> list[Mark]:
    """What the tone of a state says on screen; a void paper is struck from end to end."""
    title, marks = _(column.title), []
    for kept, tone in column.tones.items():
        word = column.show(kept).replace('"', '""')
        when = f'[{title}]="{word}"'
        if issued and tone == "danger":
            marks.append(Mark(when, Tone.VOID))
        elif tone in _TONES:
            marks.append(Mark(when, _TONES[tone], [title]))
    return marks


def save_list(made: Shown, folder: Path) -> Path:
    """Write a list, all of it as it was asked for, to a workbook of its own in `folder`."""
    return write_whole(folder / list_file_name(made), list_workbook(made))


def list_workbook(made: Shown) -> bytes:
    """The file. Nothing more is asked of the records."""
    from reports.excel.workbook import workbook  # loads openpyxl

    period = " · ".join([_period(made), *made.filters])
    whose, day = str(made.association or ""), made.until or EPOCH
    return workbook(Book(whose, period, day, [list_sheet(made)]))


def list_file_name(made: Shown) -> str:
    """«2026-05_entregas_por-liquidar_asociacion.xlsx»."""
    parts = [
        str(Month.of(made.until)) if made.until else "",
        safe_name(_(made.title).lower(), 40),
        *(safe_name(one.lower(), 20) for one in made.filters),
        association_name(made.association, 60) if made.association is not None else "",
    ]
    return "_".join(part for part in parts if part) + ".xlsx"


def _period(made: Shown) -> str:
    """«mayo de 2026», or the two days."""
    since, until = made.since, made.until
    if not (since and until):
        return _("Todo lo registrado")
    month = Month.of(until)
    if (since, until) == (month.first, month.last):
        return month.title
    return _("Del {since} al {until}").format(since=f"{since:%d/%m/%Y}", until=f"{until:%d/%m/%Y}")
