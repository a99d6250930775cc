"""The month's workbook, from the records to the file, against bare openpyxl.

The floor writes the same cells: the values and number formats of the finished workbook, known
beforehand, one after the other into an empty one, those too that only carry a border. No query, no
column width, no page to print.
"""

import time
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import measuring
from books import book
from openpyxl import Workbook, load_workbook

from models.associations import Association
from models.file import storage
from models.months import Month
from reports.excel.monthly import export_month

TARGET = 1.3
Sheets = dict[str, Sequence[tuple[int, int, Any, str]]]


def cells_of(path: Path) -> Sheets:
    """Title of each sheet -> its cells: row, column, value, number format."""
    return {
        sheet.title: [
            (cell.row, cell.column, cell.value, cell.number_format)
            for row in sheet
            for cell in row
            if cell.has_style
        ]
        for sheet in load_workbook(path)
    }


def write_bare(sheets: Sheets) -> None:
    target = Workbook()
    for title, cells in sheets.items():
        sheet = target.create_sheet(title)
        for row, column, value, number_format in cells:
            sheet.cell(row, column, value).number_format = number_format
    target.save(BytesIO())


def main() -> None:
    with storage.opened(book(12)), TemporaryDirectory() as folder:
        association, month = Association.get(), Month.of(date.today())
        sheets = cells_of(export_month(association, month, Path(folder)))
        cells = sum(map(len, sheets.values()))
        measuring.title("The month's workbook", f"{len(sheets)} sheets, {cells:,} cells")
        pairs = measuring.paired(
            lambda: export_month(association, month, Path(folder)),
            lambda: write_bare(sheets),
            clock=time.process_time,
        )
        promises = [measuring.line("from the records to the file", pairs, TARGET)]
    measuring.peers(
        "GnuCash shows a month as HTML in 2.03 s; Calc copies one, unformatted, in 0.17 s"
    )
    measuring.close(promises)


if __name__ == "__main__":
    main()
