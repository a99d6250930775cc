"""Sheets as an Excel workbook: real numbers and dates, ready to print, safe to open anywhere.

Totals are values, because what openpyxl writes carries no result with a formula, and phones,
previews and Excel's protected view show none. A rule beside each total checks it in Excel.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from reports.excel.cells import clean
from reports.excel.charts import draw_beside, draw_under, sources_of
from reports.excel.layout import SheetWriter
from reports.excel.looks import Looks
from reports.excel.paper import set_paper
from reports.excel.sheets import Book, Sheet
from reports.excel.tables import Names

_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")


def workbook(book: Book) -> bytes:
    """The file. The same book gives the same bytes."""
    target = Workbook()
    looks, names = Looks(target), Names()
    target.remove(target.worksheets[0])
    target.properties.creator = "ECOCUENCA"
    target.properties.title = clean(f"{book.association}, {book.period}")
    target.properties.created = target.properties.modified = datetime.combine(book.day, time())
    titles: dict[str, str] = {}
    written: list[SheetWriter] = []
    for sheet in (*([book.cover] if book.cover else []), *book.sheets):
        titles[sheet.title] = _title(sheet.title, book, target)
        page = target.create_sheet(titles[sheet.title])
        writer = SheetWriter(page, looks, book, names)
        writer.write(sheet)
        draw_beside(page, sources_of(page, writer.placed), max(writer.widths, default=1))
        set_paper(writer, book, sheet)
        written.append(writer)
    for writer in written:
        writer.lead(titles)
    if book.cover:
        _draw_again(book.cover, written)
    content = BytesIO()
    rows = {f"xl/worksheets/sheet{n}.xml": one.cells.text for n, one in enumerate(written, 1)}
    ExcelWriter(target, _Archive(content, rows)).save()
    return content.getvalue()


def _draw_again(cover: Sheet, written: Sequence[SheetWriter]) -> None:
    """The charts that the cover shows, under all else."""
    every = [one for writer in written for one in sources_of(writer.target, writer.placed)]
    drawn = [one for title in cover.shows for one in every if one.chart.title == title]
    page = written[0]
    draw_under(page.target, drawn, page.cells.row, page.widths)


class _Archive(ZipFile):
    """The parts of the file without the hour it was made at; each sheet gets its rows here."""

    def __init__(self, content: BytesIO, rows: Mapping[str, str]) -> None:
        super().__init__(content, "w", ZIP_DEFLATED)
        self._rows = rows

    def writestr(self, name: Any, content: Any, *rest: Any) -> None:
        super().writestr(ZipInfo(str(name)), content, ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *rest: Any) -> None:
        part = Path(filename).read_text("utf-8")
        if arcname in self._rows:
            part = _filled(part, self._rows[arcname])
        self.writestr(arcname, part)


def _filled(part: str, rows: str) -> str:
    """A sheet with those rows in the place of the corners that said how far it reaches."""
    before, begun, rest = part.partition("<sheetData>")
    _corners, ended, after = rest.partition("</sheetData>")
    return f"{before}{begun}{rows}{ended}{after}"


def _title(text: str, book: Book, target: Workbook) -> str:
    """A name for a sheet that Excel takes: 31 letters, no brackets or slashes, used once."""
    title = _NOT_IN_A_TITLE.sub(" ", clean(text)).strip("' ")[:31] or book.words.sheet
    taken = {name.casefold() for name in target.sheetnames}
    number = 1
    while title.casefold() in taken:
        number += 1
        title = f"{title[:27].removesuffix(f' {number - 1}')} {number}"
    return title
