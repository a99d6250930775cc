"""The cash book or the bank book of a month as a workbook of its own."""

from pathlib import Path

from models.associations import Association
from models.language import speaking
from models.money import CASH
from models.months import Month
from reports.excel.month_request import Request
from reports.excel.month_tables import bank_book_sheet, cash_book_sheet
from reports.excel.sheets import Book
from reports.excel.workbook import workbook
from reports.files import association_name, write_whole


def save_book(association: Association, month: Month, purse: str, folder: Path) -> Path:
    """Write that sheet of the month's workbook alone into `folder`, and say where it stands."""
    make, name = (
        (cash_book_sheet, "libro-caja") if purse == CASH else (bank_book_sheet, "libro-banco")
    )
    with speaking("es"):
        sheet = make(Request(association, month))
        book = Book(str(association.name), month.title, month.last, [sheet])
        content = workbook(book)
    return write_whole(folder / f"{month}_{name}_{association_name(association, 60)}.xlsx", content)
