"""The monthly workbook: which sheets it has, in their order."""

from collections.abc import Callable
from pathlib import Path

from models.associations import Association
from models.language import speaking
from models.month.closing import kept_workbook, standing
from models.months import Month
from reports.excel.month_charts import charts_sheet
from reports.excel.month_control import control_sheet
from reports.excel.month_cover import cover_of
from reports.excel.month_people import (
    debts_sheet,
    dues_sheet,
    harvests_sheet,
    members_sheet,
    settlements_sheet,
)
from reports.excel.month_request import Request
from reports.excel.month_summary import indicators_sheet, notes_sheet, summary_sheet
from reports.excel.month_tables import (
    bank_book_sheet,
    cash_book_sheet,
    deliveries_sheet,
    kardex_sheet,
    receivables_sheet,
    sales_sheet,
)
from reports.excel.sheets import Book, Sheet
from reports.excel.workbook import workbook
from reports.files import association_name, write_whole

# A new subject puts its sheet in its place here.
SHEETS: tuple[Callable[[Request], Sheet], ...] = (
    summary_sheet,
    charts_sheet,
    cash_book_sheet,
    bank_book_sheet,
    deliveries_sheet,
    sales_sheet,
    receivables_sheet,
    settlements_sheet,
    debts_sheet,
    kardex_sheet,
    harvests_sheet,
    dues_sheet,
    members_sheet,
    indicators_sheet,
    notes_sheet,
)


def export_month(
    association: Association, month: Month, folder: Path, *, with_dni: bool = False
) -> Path:
    """Write the month's workbook into `folder`, whole or not at all, and say where it stands.

    A closed month is written as it was kept when it closed, unless the DNI are asked for.
    """
    content = month_content(association, month, with_dni=with_dni)
    return write_whole(folder / month_file_name(association, month), content())


def month_content(
    association: Association, month: Month, *, with_dni: bool = False
) -> Callable[[], bytes]:
    """Makes that file: the records are asked now, and the answer may be called in a thread."""
    closing = None if with_dni else standing(association, month)
    kept = kept_workbook(closing) if closing is not None else None
    if kept is not None:
        return lambda: kept
    with speaking("es"):
        book = month_book(association, month, with_dni=with_dni)
    return lambda: workbook(book)


def month_file_name(association: Association, month: Month) -> str:
    """«2026-05_asociacion.xlsx»."""
    return f"{month}_{association_name(association, 70)}.xlsx"


def month_file(association: Association, month: Month, *, with_dni: bool = False) -> bytes:
    """The month's workbook as it stands now.

    Its names and headings are fixed (FORMAT), so it is Spanish whatever the screen speaks.
    """
    with speaking("es"):
        return workbook(month_book(association, month, with_dni=with_dni))


def month_book(association: Association, month: Month, *, with_dni: bool = False) -> Book:
    """All the sheets of the month. Members' DNI stands in it only if asked for."""
    request = Request(association, month, with_dni)
    sheets = [make(request) for make in SHEETS]
    control = control_sheet(request, sheets)
    sheets.append(control)
    verdict = control.sections[0][0].figures[0].value
    cover = cover_of(request, sheets, verdict)
    return Book(str(association.name), month.title, month.last, sheets, cover)
