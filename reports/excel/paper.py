"""How a sheet prints: on A4, standing or lying as it is wide, every page known by its edges."""

from math import ceil

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.excel.cells import clean
from reports.excel.layout import SheetWriter
from reports.excel.sheets import Book, Sheet

WIDEST_STANDING = 105  # letters across a page standing, that need not be made smaller
WIDEST_PAGE = 190  # letters that can still be read across a page lying
_ONE_PAGE = 64  # rows that can still be read on one


def set_paper(writer: SheetWriter, book: Book, sheet: Sheet) -> None:
    """As wide as the page; association and period on every page after the first."""
    target, table = writer.target, sheet.only_table
    standing = sum(writer.widths.values()) <= WIDEST_STANDING and not _has_charts(sheet)
    target.page_setup.paperSize = target.PAPERSIZE_A4
    target.page_setup.orientation = (
        target.ORIENTATION_PORTRAIT if standing else target.ORIENTATION_LANDSCAPE
    )
    target.page_setup.fitToWidth = _pages_across(writer, sheet)
    # 0: as many as it takes.
    target.page_setup.fitToHeight = 0 if table or writer.cells.row > _ONE_PAGE else 1
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.page_margins.left = target.page_margins.right = 0.5
    target.page_margins.top = target.page_margins.bottom = 0.75
    target.page_margins.header = target.page_margins.footer = 0.3
    target.sheet_view.showGridLines = False
    _edges(target, book, sheet)


def _has_charts(sheet: Sheet) -> bool:
    return any(table.charts for table in sheet.tables)


def _pages_across(writer: SheetWriter, sheet: Sheet) -> int:
    """One, unless what would be read then is too small and a column stays on every page."""
    if sheet.only_table is None or not sheet.only_table.fixed:
        return 1
    fixed = sum(writer.widths[place + 1] for place in range(sheet.only_table.fixed))
    return max(1, ceil((sum(writer.widths.values()) - fixed) / (WIDEST_PAGE - fixed)))


def _edges(target: Worksheet, book: Book, sheet: Sheet) -> None:
    target.HeaderFooter.differentFirst = True
    header, footers = target.oddHeader, (target.firstFooter, target.oddFooter)
    assert header is not None
    standing = target.page_setup.orientation == target.ORIENTATION_PORTRAIT
    whose = book.association[: 42 if standing else 80]  # or it runs into the period
    header.left.text = _for_header(f"{whose} · {sheet.title}")
    header.right.text = _for_header(book.period)
    for footer in footers:
        assert footer is not None
        footer.center.text = book.words.page.format(page="&P", pages="&N")


def _for_header(text: str) -> str:
    """Text for a page's header, where & commands."""
    return clean(text)[:100].replace("&", "&&")
