"""Sheets as an Excel workbook: real numbers and dates, ready to print, safe to open anywhere.

Totals are values, because what openpyxl writes carries no result with a formula, and phones,
previews and Excel's protected view show none. A rule beside each total checks it in Excel.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache
from io import BytesIO
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from models.language import _
from reports.excel.sheets import Book, Heading, Kind, Section, Sheet, Table, Value

NARROWEST, WIDEST = 8, 40  # letters
WIDEST_PAGE = 190  # letters that can still be read across a page lying
_NOT_IN_EXCEL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 32767
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")

_INK, _LINE, _HEAD = "2A2420", "D9D0C2", "E2EDE8"
_RULE = Border(bottom=Side("hair", color=_LINE))
_FORMULA_MARKS = ("=", "+", "-", "@")


def workbook(book: Book) -> bytes:
    """The file. The same book gives the same bytes."""
    target = Workbook()
    target.remove(target.worksheets[0])
    target.properties.creator = "ECOCUENCA"
    target.properties.title = clean(f"{book.association}, {book.period}")
    target.properties.created = target.properties.modified = datetime.combine(book.day, time())
    styles = _Styles(target)
    for sheet in book.sheets:
        _SheetWriter(target.create_sheet(_title(sheet.title, target)), styles).write(book, sheet)
    content = BytesIO()
    ExcelWriter(target, _TimelessZip(content, "w", ZIP_DEFLATED)).save()
    return content.getvalue()


class _TimelessZip(ZipFile):
    """An archive without the hour it was made at."""

    def writestr(self, name: Any, content: Any, *rest: Any) -> None:
        super().writestr(ZipInfo(str(name)), content, ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *rest: Any) -> None:
        self.writestr(arcname, Path(filename).read_bytes())


@lru_cache(4096)
def clean(text: str) -> str:
    """`text` without what makes a workbook unreadable: control characters, halves of letters."""
    return _NOT_IN_EXCEL.sub("", text)[:_LONGEST_TEXT]


def _title(text: str, target: Workbook) -> str:
    """A name for a sheet that Excel takes: 31 letters, no brackets or slashes, used once."""
    title = _NOT_IN_A_TITLE.sub(" ", clean(text)).strip("' ")[:31] or _("Hoja")
    taken = {name.casefold() for name in target.sheetnames}
    number = 1
    while title.casefold() in taken:
        number += 1
        title = f"{title[:27].removesuffix(f' {number - 1}')} {number}"
    return title


def _font(*, bold: bool = True, size: int = 11, color: str = _INK) -> Font:
    return Font("Calibri", size, bold=bold, color=color)


class _Styles:
    """The few styles of a workbook, each made once and shared by all its cells."""

    def __init__(self, target: Workbook) -> None:
        self._target = target
        self.title = self._style("title", font=_font(size=14))
        self.soft = self._style("soft", font=_font(bold=False, size=10, color="645A4E"))
        self.section = self._style(
            "section",
            font=_font(color="1F5F56"),
            border=Border(bottom=Side("thin", color="1F5F56")),
        )
        self.heading = self._style(
            "heading",
            font=_font(),
            fill=PatternFill("solid", _HEAD),
            border=Border(bottom=Side("thin", color=_INK)),
            alignment=Alignment("center", "center", wrap_text=True),
        )
        self.plain = self._style("plain")
        self.cells = {kind: self._cell(kind) for kind in Kind}
        self.long = self._style(
            "long", border=_RULE, alignment=Alignment("left", "top", wrap_text=True, indent=1)
        )
        self.totals = {kind: self._total(kind) for kind in Kind}

    def _cell(self, kind: Kind) -> StyleArray:
        side = "left" if kind is Kind.TEXT else "center" if kind is Kind.DAY else "right"
        # Set in, so that a word never touches the figure before it.
        alignment = Alignment(side, "top", indent=kind is Kind.TEXT)
        return self._style(
            kind.name.lower(), border=_RULE, alignment=alignment, number_format=kind.value
        )

    def _total(self, kind: Kind) -> StyleArray:
        border = Border(top=Side("thin", color=_INK), bottom=Side("double", color=_INK))
        return self._style(
            f"total {kind.name.lower()}",
            font=_font(),
            border=border,
            number_format=kind.value,
        )

    def _style(self, name: str, **look: Any) -> StyleArray:
        look.setdefault("font", _font(bold=False))
        style = NamedStyle(f"Ecocuenca {name}", **look)
        self._target.add_named_style(style)
        return style.as_tuple()


class _SheetWriter:
    """Writes one sheet from the top down."""

    def __init__(self, target: Worksheet, styles: _Styles) -> None:
        self.target = target
        self.styles = styles
        self.row = 0
        self.widths: dict[int, float] = {}

    def write(self, book: Book, sheet: Sheet) -> None:
        self._line((sheet.title, self.styles.title))
        self._line((f"{book.association} · {book.period}", self.styles.soft))
        self._line()
        if sheet.sections:
            self._sections(sheet.sections)
        for table in sheet.tables:
            self._table(table, alone=table is sheet.only_table)
        for note in sheet.notes:
            self._line((note, self.styles.soft))
        for place, width in self.widths.items():
            self.target.column_dimensions[get_column_letter(place)].width = width
        if sheet.signatures:
            self._signatures(sheet.signatures)
        self._paper(book, sheet)

    def _line(self, *cells: tuple[Value, StyleArray] | None) -> None:
        """One row of cells; None leaves one empty."""
        self._row([cell and self._cell(*cell) for cell in cells])

    def _row(self, cells: list[Cell | None] | list[Cell]) -> None:
        self.row += 1
        self.target.append(cells)

    def _cell(self, value: Value, style: StyleArray) -> Cell:
        if not isinstance(value, str):
            value = _serial(value) if isinstance(value, date) else value
            return Cell(self.target, 1, 1, value, style)  # `append` puts it in place
        text = clean(value)
        cell = Cell(self.target, 1, 1, text, style)
        cell.data_type = "s"  # never a formula, nor an error like #N/A
        if text[:1] in _FORMULA_MARKS:
            cell.quotePrefix = True  # nor later, when somebody edits it
        return cell

    def _sections(self, columns: Sequence[Sequence[Section]]) -> None:
        """Sections side by side, each two columns wide with an empty one between."""
        sides = [list(_section_lines(sections)) for sections in columns]
        for side, lines in enumerate(sides):
            self._widen(3 * side + 1, max(len(str(label)) for label, _value, _kind in lines))
            self._widen(3 * side + 2, 14)
            self._widen(3 * side + 3, 4)
        for height in range(max(map(len, sides))):
            cells: list[tuple[Value, StyleArray] | None] = []
            for lines in sides:
                label, value, kind = lines[height] if height < len(lines) else (None, None, None)
                if kind is None:
                    look = self.styles.section if label else self.styles.plain
                    cells += [(label, look), (None, look), None]
                else:
                    look = self.styles.cells[kind if not isinstance(value, str) else Kind.TEXT]
                    cells += [(label, self.styles.cells[Kind.TEXT]), (value, look), None]
            self._line(*cells)
        self._line()

    def _table(self, table: Table, *, alone: bool) -> None:
        if table.title:
            self._line((table.title, self.styles.section))
        self._line(*((heading.text, self.styles.heading) for heading in table.headings))
        top, columns = self.row, list(zip(*table.rows, strict=True)) or [()] * len(table.headings)
        widths = [_width(*one) for one in zip(table.headings, columns, strict=True)]
        self.target.row_dimensions[top].height = 15.5 * max(map(_lines, table.headings, widths))
        looks = self._looks(table.headings, widths)
        for place, width in enumerate(widths, 1):
            self._widen(place, width)
        long = [place for place, look in enumerate(looks) if look is self.styles.long]
        for row in table.rows:
            self._row([self._cell(*cell) for cell in zip(row, looks, strict=True)])
            if long:
                self._make_room([str(row[place] or "") for place in long])
        if any(heading.total for heading in table.headings):
            self._totals(table, top + 1)
        if alone:
            self._keep_in_sight(top, table)
        self._line()

    def _make_room(self, texts: Sequence[str]) -> None:
        """Readers other than Excel do not heighten a row for text of several lines."""
        lines = max(sum(map(_lines_of, text.split("\n"))) for text in texts)
        if lines > 1:
            self.target.row_dimensions[self.row].height = min(15 * lines, 400)

    def _looks(self, headings: Sequence[Heading], widths: Sequence[int]) -> list[StyleArray]:
        long = [
            heading.kind is Kind.TEXT and wide >= WIDEST
            for heading, wide in zip(headings, widths, strict=True)
        ]
        return [
            self.styles.long if wraps else self.styles.cells[heading.kind]
            for heading, wraps in zip(headings, long, strict=True)
        ]

    def _totals(self, table: Table, first: int) -> None:
        cells: list[tuple[Value, StyleArray]] = []
        last = self.row
        for place, heading in enumerate(table.headings):
            look = self.styles.totals[heading.kind]
            cells.append((table.total(place) if heading.total else None, look))
        cells[0] = (_("Total"), self.styles.totals[Kind.TEXT])
        self._line(*cells)
        for place, heading in enumerate(table.headings, 1):
            if heading.total and table.rows and heading.text not in table.stated:
                letter = get_column_letter(place)
                here = f"{letter}{self.row}"
                sum_differs = f"ABS({here}-SUM({letter}{first}:{letter}{last}))>0.004"
                self.target.conditional_formatting.add(here, _red_when(sum_differs))

    def _keep_in_sight(self, top: int, table: Table) -> None:
        """The headings stay on screen, are repeated on paper, and filter the rows."""
        last = get_column_letter(len(table.headings))
        self.target.freeze_panes = f"{get_column_letter(table.fixed + 1)}{top + 1}"
        if table.fixed:
            self.target.print_title_cols = f"A:{get_column_letter(table.fixed)}"
        self.target.print_title_rows = f"{top}:{top}"
        self.target.auto_filter.ref = f"A{top}:{last}{top + max(len(table.rows), 1)}"

    def _signatures(self, names: Sequence[str]) -> None:
        """A line to sign on above each name: side by side, or below one another if long."""
        edges = [0.0]
        for place in range(1, max(self.widths, default=1) + 1):
            edges.append(edges[-1] + self.widths.get(place, NARROWEST))
        step = max(edges[-1] / len(names), 36)
        starts = [_nearest(edges, number * step) for number in range(len(names))]
        room = min((edges[b] - edges[a] for a, b in pairwise(starts)), default=99)
        if max(map(len, names)) > room - 2:
            for name in names:
                self._sign([0], [name])
        else:
            self._sign(starts, names)

    def _sign(self, starts: Sequence[int], names: Sequence[str]) -> None:
        for _blank in range(3):
            self._line()
        for texts in (["_" * 28] * len(names), names):
            cells: list[tuple[Value, StyleArray] | None] = [None] * (max(starts) + 1)
            for start, text in zip(starts, texts, strict=True):
                cells[start] = (text, self.styles.plain)
            self._line(*cells)

    def _widen(self, place: int, width: float) -> None:
        self.widths[place] = max(self.widths.get(place, 0), min(width, WIDEST) + 2)

    def _pages_across(self, sheet: Sheet) -> int:
        """One, unless what would be read then is too small and a column stays on every page."""
        if sheet.only_table is None or not sheet.only_table.fixed:
            return 1
        fixed = sum(self.widths[place + 1] for place in range(sheet.only_table.fixed))
        return max(1, ceil((sum(self.widths.values()) - fixed) / (WIDEST_PAGE - fixed)))

    def _paper(self, book: Book, sheet: Sheet) -> None:
        """A4 lying, as wide as the page; association and period on every page after the first."""
        target = self.target
        target.page_setup.paperSize = target.PAPERSIZE_A4
        target.page_setup.orientation = target.ORIENTATION_LANDSCAPE
        target.page_setup.fitToWidth = self._pages_across(sheet)
        target.page_setup.fitToHeight = 0 if sheet.only_table else 1  # 0: as many as it takes
        target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        target.page_margins.left = target.page_margins.right = 0.5
        target.page_margins.top = target.page_margins.bottom = 0.75
        target.page_margins.header = target.page_margins.footer = 0.3
        target.sheet_view.showGridLines = sheet.only_table is not None
        target.HeaderFooter.differentFirst = True
        header, footers = target.oddHeader, (target.firstFooter, target.oddFooter)
        assert header is not None
        header.left.text = _for_header(f"{book.association[:80]} · {sheet.title}")
        header.right.text = _for_header(book.period)
        for footer in footers:
            assert footer is not None
            footer.center.text = _("Página {page} de {pages}").format(page="&P", pages="&N")


_serial = cache(to_excel)


def _nearest(edges: Sequence[float], where: float) -> int:
    return min(range(len(edges)), key=lambda edge: abs(edges[edge] - where))


def _lines_of(text: str) -> int:
    """Lines that a text takes in the widest column; capitals are wide."""
    capitals = sum(map(str.isupper, text))
    return max(1, ceil((len(text) + 0.3 * capitals) / (WIDEST + 4)))


def _red_when(condition: str) -> Rule:
    look = DifferentialStyle(font=_font(color="FFFFFF"), fill=PatternFill(bgColor="A3291C"))
    return Rule("expression", dxf=look, formula=[condition])


def _for_header(text: str) -> str:
    """Text for a page's header, where & commands."""
    return clean(text)[:100].replace("&", "&&")


def _section_lines(
    sections: Sequence[Section],
) -> Iterator[tuple[str | None, Value, Kind | None]]:
    for number, section in enumerate(sections):
        if number:
            yield None, None, None
        yield section.title, None, None
        for figure in section.figures:
            yield figure.label, figure.value, figure.kind


def _width(heading: Heading, values: Sequence[Value]) -> int:
    """Letters that the column needs; its heading may take two lines."""
    if heading.kind is Kind.DAY:
        content = 10
    elif heading.kind is Kind.TEXT:
        content = max((len(str(value)) for value in values if value is not None), default=0)
    else:
        figures = [Decimal(value) for value in values if isinstance(value, int | Decimal)]
        largest = sum(map(abs, figures)) if heading.total else max(map(abs, figures), default=0)
        content = len(f"{largest:,.2f}")
    longest_word = max(map(len, heading.text.split()), default=0)
    half = (len(heading.text) + 1) // 2
    return max(NARROWEST, content, longest_word + 2, half)


def _lines(heading: Heading, width: int) -> int:
    return 1 if len(heading.text) + 3 <= min(width, WIDEST) + 2 else 2
