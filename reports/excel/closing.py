"""The workbook that goes with a closed month: made when it closes and kept as it was then.

It is written without the DNI of the members, so that it can be handed round.
"""

from pathlib import Path

from models import chain
from models.associations import Association
from models.changes import transaction
from models.month.closing import Closing, close_month, closed_months, keep_workbook, kept_workbook
from models.months import Month
from reports.excel.monthly import month_file, month_file_name
from reports.files import write_whole


def close_and_keep(association: Association, month: Month, *, sure: bool = False) -> Closing:
    """Close the month and store its workbook with the closing, both or none."""
    with transaction():
        closing: Closing = close_month(association, month, sure=sure)
        chain.seal()  # its workbook says the code of the book
        keep_workbook(closing, month_file(association, month))
    return closing


def keep_missing(association: Association) -> None:
    """Store the workbook of every closed month that has none, as its figures are now."""
    for closing in closed_months(association):
        if kept_workbook(closing) is None:
            month = Month.read(str(closing.month))
            keep_workbook(closing, month_file(association, month))


def write_kept(closing: Closing, folder: Path) -> Path | None:
    """Put the kept workbook into `folder` as it was stored; None where none was kept."""
    content = kept_workbook(closing)
    if content is None:
        return None
    month = Month.read(str(closing.month))
    name = month_file_name(closing.association, month)
    if not closing.stands:  # beside the workbook of the closing that followed
        name = name.replace(".xlsx", f"_cierre-{closing.key}.xlsx")
    return write_whole(folder / name, content)
