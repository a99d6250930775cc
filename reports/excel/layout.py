"""One sheet from the top down: where everything stands, how wide columns and high rows are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from reports.excel.cells import Cell, Cells, clean
from reports.excel.looks import Looks, altered, below_zero, marked
from reports.excel.sheets import Book, Figure, Kind, Link, Section, Sheet, Table
from reports.excel.tables import Names, excel_table, unique
from reports.excel.widths import NARROWEST, WIDEST, column_width, heading_lines, lines_of, nearest

_CAN_BE_BELOW_ZERO = (Kind.SOLES, Kind.QUANTITY, Kind.FINE)
_BACK_PT = 21.0  # the line that leads back, with some room under it
_NAMED = re.compile(r"\[([^]]+)\]")  # a cell of the row, by its heading


@dataclass(frozen=True)
class Placed:
    """A table as it stands on its sheet: the row of its headings, and its last row."""

    table: Table
    top: int
    last: int


class SheetWriter:
    """Writes one sheet; afterwards `cells` hold its rows, and `placed` says where its tables are."""

    def __init__(self, target: Worksheet, looks: Looks, book: Book, names: Names) -> None:
        self.target, self.looks, self.book, self.names = target, looks, book, names
        self.cells = Cells(looks)
        self.widths: dict[int, float] = {}
        self.placed: list[Placed] = []

    def write(self, sheet: Sheet) -> None:
        looks, cover = self.looks, self.book.cover
        above = looks.heading_of_cover if sheet is cover else looks.heading_of_sheet
        self.cells.add([(sheet.heading or sheet.title, above)])
        self.cells.add([(f"{self.book.association} · {self.book.period}", looks.soft)])
        if cover is not None and sheet is not cover:
            self.cells.add([(Link(f"← {cover.title}", cover.title), looks.back)], _BACK_PT)
        else:
            self.cells.add([])
        if sheet.sections:
            self._sections(sheet.sections)
        for table in sheet.tables:
            self._table(sheet, table)
        for note in sheet.notes:
            self.cells.add([(note, looks.soft)])
        for place, width in self.widths.items():
            self.target.column_dimensions[get_column_letter(place)].width = width
        if sheet.signatures:
            self._signatures(sheet.signatures)
        # These two say how far the sheet reaches; what stands in them is in `cells`.
        for row, column in ((1, 1), (self.cells.row, self.cells.width)):
            self.target.cell(row, column)

    def lead(self, titles: Mapping[str, str]) -> None:
        """Make the links lead to their sheets, by what these are called in the file."""
        for where, title in self.cells.links:
            place = f"{quote_sheetname(titles[title])}!A1"
            self.target[where].hyperlink = Hyperlink(ref=where, location=place)

    # Figures ------------------------------------------------------------------------------------

    def _sections(self, columns: Sequence[Sequence[Section]]) -> None:
        """Sections side by side, each two columns wide with an empty one between."""
        first, sides = self.cells.row + 1, [list(_lines(sections)) for sections in columns]
        for side, lines in enumerate(sides):
            self._widen(3 * side + 1, max(len(_said(line)) for line in lines))
            self._widen(3 * side + 2, 14)
            if side < len(sides) - 1:
                self._widen(3 * side + 3, 4)
        for height in range(max(map(len, sides))):
            cells: list[Cell | None] = []
            for lines in sides:
                cells += self._side(lines[height] if height < len(lines) else None)
            self.cells.add(cells)
        for side in range(len(sides)):
            letter = get_column_letter(3 * side + 2)
            self._mark_below_zero(f"{letter}{first}:{letter}{self.cells.row}")
        self.cells.add([])

    def _side(self, line: str | Figure | None) -> list[Cell | None]:
        """Label and figure, or the title of a section; then an empty cell."""
        looks = self.looks
        if line is None:
            return [(None, looks.plain), (None, looks.plain), None]
        if isinstance(line, str):
            look = looks.section if line else looks.plain
            return [(line or None, look), (None, look), None]
        figures = looks.strong if line.strong else looks.figures
        label = looks.strong_label if line.strong else looks.label
        label = looks.link if isinstance(line.label, Link) else label
        value = figures[Kind.TEXT if isinstance(line.value, str) else line.kind]
        return [(line.label, label), (line.value, value), None]

    # Tables -------------------------------------------------------------------------------------

    def _table(self, sheet: Sheet, table: Table) -> None:
        if table.title:
            self.cells.add([(table.title, self.looks.section)])
        texts = unique([heading.text for heading in table.headings])
        columns = list(zip(*table.rows, strict=True)) or [()] * len(table.headings)
        widths = [column_width(*one) for one in zip(table.headings, columns, strict=True)]
        height = 15.5 * max(map(heading_lines, table.headings, widths))
        self.cells.add([(text, self.looks.heading) for text in texts], height)
        for place, width in enumerate(widths, 1):
            self._widen(place, width)
        top = self.cells.row
        self._rows(table, widths)
        placed = Placed(table, top, self.cells.row)
        self.placed.append(placed)
        alone = table is sheet.only_table
        if table.rows:
            name = self.names.give(sheet.title)
            ref = f"A{top}:{get_column_letter(len(texts))}{placed.last}"
            self.target.add_table(excel_table(name, ref, texts, filtered=alone))
            self._marks(placed)
        if any(heading.total for heading in table.headings):
            self._totals(placed)
        if alone:
            self._keep_in_sight(placed)
        self.cells.add([])

    def _rows(self, table: Table, widths: Sequence[int]) -> None:
        long = [
            place
            for place, heading in enumerate(table.headings)
            if heading.kind is Kind.TEXT and widths[place] >= WIDEST
        ]
        looks = [
            self.looks.long if place in long else self.looks.cells[heading.kind]
            for place, heading in enumerate(table.headings)
        ]
        for row in table.rows:
            # Readers other than Excel do not heighten a row for text of several lines.
            lines = max((lines_of(str(row[place] or "")) for place in long), default=1)
            height = min(15.0 * lines, 400) if lines > 1 else None
            self.cells.add(list(zip(row, looks, strict=True)), height)

    def _totals(self, placed: Placed) -> None:
        """The line under a table. It is no part of it: a filter leaves it in sight."""
        table, last = placed.table, placed.last
        cells: list[Cell] = [
            (table.total(place) if heading.total else None, self.looks.totals[heading.kind])
            for place, heading in enumerate(table.headings)
        ]
        cells[0] = (self.book.words.total, self.looks.totals[Kind.TEXT])
        self.cells.add(cells)
        for place, heading in enumerate(table.headings, 1):
            if heading.total and table.rows and heading.text not in table.stated:
                letter = get_column_letter(place)
                here = f"{letter}{self.cells.row}"
                sum_differs = f"ABS({here}-SUM({letter}{placed.top + 1}:{letter}{last}))>0.004"
                self.target.conditional_formatting.add(here, altered(sum_differs))

    def _marks(self, placed: Placed) -> None:
        table, first = placed.table, placed.top + 1
        letters = {
            heading.text: get_column_letter(place)
            for place, heading in enumerate(table.headings, 1)
        }
        for mark in table.marks:
            when = _NAMED.sub(lambda found: f"${letters[found[1]]}{first}", mark.when)
            where = [
                f"{letters[name]}{first}:{letters[name]}{placed.last}" for name in mark.headings
            ]
            whole = f"A{first}:{get_column_letter(len(table.headings))}{placed.last}"
            here = " ".join(where) or whole
            self.target.conditional_formatting.add(here, marked(when, mark.tone))
        for heading in table.headings:
            if heading.kind in _CAN_BE_BELOW_ZERO:
                letter = letters[heading.text]
                self._mark_below_zero(f"{letter}{first}:{letter}{placed.last}")

    def _mark_below_zero(self, where: str) -> None:
        self.target.conditional_formatting.add(where, below_zero())

    def _keep_in_sight(self, placed: Placed) -> None:
        """The headings stay on screen and are repeated on paper."""
        top, fixed = placed.top, placed.table.fixed
        self.target.freeze_panes = f"{get_column_letter(fixed + 1)}{top + 1}"
        if fixed:
            self.target.print_title_cols = f"A:{get_column_letter(fixed)}"
        self.target.print_title_rows = f"{top}:{top}"

    # Signatures ---------------------------------------------------------------------------------

    def _signatures(self, names: Sequence[str]) -> None:
        """A line to sign on above each name: side by side, or below one another if long."""
        edges = [0.0]
        for place in range(1, max(self.widths, default=1) + 1):
            edges.append(edges[-1] + self.widths.get(place, NARROWEST))
        step = max(edges[-1] / len(names), 36)
        starts = [nearest(edges, number * step) for number in range(len(names))]
        room = min((edges[b] - edges[a] for a, b in pairwise(starts)), default=99)
        if max(map(len, names)) > room - 2:
            for name in names:
                self._sign([0], [name])
        else:
            self._sign(starts, names)

    def _sign(self, starts: Sequence[int], names: Sequence[str]) -> None:
        for _blank in range(3):
            self.cells.add([])
        for texts in (["_" * 28] * len(names), names):
            cells: list[Cell | None] = [None] * (max(starts) + 1)
            for start, text in zip(starts, texts, strict=True):
                cells[start] = (text, self.looks.plain)
            self.cells.add(cells)

    def _widen(self, place: int, width: float) -> None:
        self.widths[place] = max(self.widths.get(place, 0), min(width, WIDEST) + 2)


def _lines(sections: Sequence[Section]) -> Iterator[str | Figure]:
    """Titles and figures, one below the other; an empty line between sections."""
    for number, section in enumerate(sections):
        if number:
            yield ""
        yield section.title
        yield from section.figures


def _said(line: str | Figure) -> str:
    label = line.label if isinstance(line, Figure) else line
    return clean(label.text if isinstance(label, Link) else label)
