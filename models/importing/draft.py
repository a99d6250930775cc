"""An import while a person works on it: the tables of a file, what they are, and her answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from models.associations import Association
from models.importing import mapping
from models.importing.entries import Cell, is_example
from models.importing.mapping import Layout
from models.importing.reading import Workbook
from models.importing.readings import DecimalSign
from models.importing.tables import Table, find_tables
from models.language import _


@dataclass
class Answers:
    """What the person said about cells and rows."""

    corrected: dict[Cell, str] = field(default_factory=dict)
    confirmed: set[tuple[Cell, str]] = field(default_factory=set)  # of what was asked about a cell
    left_out: set[Cell] = field(default_factory=set)
    taken_in: set[Cell] = field(default_factory=set)  # rows that look like totals or notes

    def rows_in(self, sheet: str) -> set[int]:
        """The numbers of the rows of a sheet that are taken in though they look like no record."""
        return {cell.row for cell in self.taken_in if cell.sheet == sheet}


@dataclass
class Part:
    """One table of the file."""

    table: Table
    layout: Layout

    @property
    def asked(self) -> Mapping[int, tuple[DecimalSign, ...]]:
        """Columns whose figures can be read in two ways, until one is chosen."""
        return mapping.signs_asked(self.table, self.layout)


@dataclass
class Draft:
    """`encoding` and `separator` say how a text file was read."""

    path: Path
    parts: list[Part]
    encoding: str = ""
    separator: str = ""
    answers: Answers = field(default_factory=Answers)

    @property
    def used(self) -> list[Part]:
        """The tables that are imported."""
        return [one for one in self.parts if one.layout.kind is not None]

    @property
    def set_aside(self) -> int:
        """Rows that look like totals or notes, and are not imported."""
        return sum(
            bool(row.mark) and not is_example(row)
            for part in self.used
            for row in part.table.rows
            if row.number not in self.answers.rows_in(part.table.sheet)
        )

    def undecided(self) -> list[str]:
        """What has to be decided about whole columns before the cells are looked at."""
        said = []
        if not self.used:
            said.append(
                _("No se reconoce ninguna hoja. Los títulos deben decir qué hay en cada columna.")
            )
        for part in self.used:
            where = f"{part.table.sheet}: "
            for place in part.asked:
                heading = part.table.headings[place]
                say = _(
                    "los números de la columna {letter} ({title}) se leen de dos maneras; "
                    "escríbalos con decimales, o elija en la ventana."
                ).format(letter=heading.letter, title=heading.words)
                said.append(where + say)
        return said

    def remember(self, association: Association) -> None:
        """Keep how each table was understood."""
        for part in self.parts:
            if part.table.headings and any(one.words for one in part.table.headings):
                mapping.remember(association, part.table, part.layout)


def tables_of(workbook: Workbook) -> list[Table]:
    """The tables of its sheets that are not hidden. Asks nothing of the book: any thread may."""
    shown = (sheet for sheet in workbook.sheets if not sheet.hidden)
    found = [table for sheet in shown for table in find_tables(sheet)]
    for table in found:
        mapping.signs_asked(table, mapping.by_name(table))  # kept: the window need not look again
    return found


def draft_of(workbook: Workbook, association: Association) -> Draft:
    """The tables of a file, each understood by its headings or as it was last time."""
    return drafted(workbook, tables_of(workbook), association)


def drafted(workbook: Workbook, tables: Sequence[Table], association: Association) -> Draft:
    """The same, of tables that were found before."""
    parts = [Part(table, mapping.understood(table, association)) for table in tables]
    return Draft(workbook.path, parts, workbook.encoding, workbook.separator)
