"""The workbook that goes with a copy: what the book says, for who has only Excel."""

from pathlib import Path

from models.associations import Association
from models.documents import newest_day
from models.file.copies import Copy
from models.months import Month, newest_opening
from reports.excel.monthly import month_file
from reports.files import association_name, write_whole


def write_beside(copy: Copy) -> list[Path]:
    """The last month of each association of the open book, beside its copy; without the DNI."""
    associations = list(Association.select().order_by(Association.id))
    written = []
    for one in associations:
        month = _last_month(one)
        if month is None:
            continue
        path = copy.workbook
        if len(associations) > 1:
            path = path.with_stem(f"{path.stem}_{association_name(one, 40)}")
        written.append(write_whole(path, month_file(one, month)))
    return written


def _last_month(association: Association) -> Month | None:
    """That of its newest document, or the first of its books; None before they begin."""
    begun, newest = newest_opening(association), newest_day(association)
    if begun is None:
        return None
    return max(Month.of(begun.day), Month.of(newest)) if newest else Month.of(begun.day)
