"""What a sheet of a workbook holds, said without Excel: tables, figures, charts, notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from models.language import _


@dataclass(frozen=True)
class Link:
    """Words that lead to the sheet of that title."""

    text: str
    sheet: str


Value = str | int | Decimal | date | Link | None


class Kind(Enum):
    """Kinds of cells, by the number format Excel shows them in."""

    TEXT = "General"
    DAY = "dd/mm/yyyy"
    WHOLE = "#,##0"
    SOLES = "#,##0.00"
    QUANTITY = "#,##0.0"
    PERCENT = "0.0#"
    FINE = "#,##0.00##"  # prices, factors and hectares


class Tone(Enum):
    """Why cells stand out. Words beside them always say it too."""

    WARN = "warn"  # waits, is due
    DANGER = "danger"  # cannot be so
    VOID = "void"  # counts for nothing


@dataclass(frozen=True)
class Mark:
    """Cells of a row that stand out while `when` holds, an Excel condition of that row.

    It names cells by their heading: «AND([Saldo]>0,[Vence]<DATE(2026,5,31))». No `headings`: the
    whole row.
    """

    when: str
    tone: Tone
    headings: Sequence[str] = ()


@dataclass(frozen=True)
class Chart:
    """Bars for each row of a table: its first column names them, `headings` give their heights."""

    title: str
    headings: Sequence[str]
    lying: bool = False  # for names too long to stand side by side


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
    `fixed` columns stay in sight, and are repeated where the others take several pages. `charts`
    stand beside it.
    """

    headings: Sequence[Heading]
    rows: Sequence[Sequence[Value]]
    title: str = ""
    stated: Mapping[str, Value] = field(default_factory=dict)
    fixed: int = 0
    marks: Sequence[Mark] = ()
    charts: Sequence[Chart] = ()

    def total(self, place: int) -> Value:
        heading = self.headings[place]
        if heading.text in self.stated:
            return self.stated[heading.text]
        figures = (row[place] for row in self.rows)
        return sum((one for one in figures if isinstance(one, int | Decimal)), Decimal(0))


@dataclass(frozen=True)
class Figure:
    label: str | Link
    value: Value
    kind: Kind = Kind.SOLES
    strong: bool = False  # one people come for


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
    heading: str = ""  # what stands above it, if not its title
    shows: Sequence[str] = ()  # titles of charts of other sheets, drawn again under all else

    @property
    def only_table(self) -> Table | None:
        """The table of a sheet that is nothing else: it is frozen, filtered and repeated."""
        return self.tables[0] if len(self.tables) == 1 and not self.sections else None


@dataclass(frozen=True)
class Words:
    """What every workbook says, in the language it was begun in."""

    total: str = field(default_factory=lambda: _("Total"))
    page: str = field(default_factory=lambda: _("Página {page} de {pages}"))
    sheet: str = field(default_factory=lambda: _("Hoja"))


@dataclass(frozen=True)
class Book:
    """A workbook. `day` dates the file itself, so that the same facts make the same bytes.

    Every sheet leads back to its `cover`, which stands before them.
    """

    association: str
    period: str
    day: date
    sheets: Sequence[Sheet]
    cover: Sheet | None = None
    words: Words = field(default_factory=Words)


def contents_of(sheets: Sequence[Sheet], title: str) -> Section:
    """A link to each sheet, and how many rows there are in it."""
    return Section(
        title, [Figure(Link(one.title, one.title), _rows(one), Kind.WHOLE) for one in sheets]
    )


def _rows(sheet: Sheet) -> int | None:
    return len(sheet.only_table.rows) if sheet.only_table else None
