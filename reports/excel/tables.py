"""Excel's own tables: rows that keep their headings, filters and name when somebody works on them.

What Excel asks of them: a name of letters that is no cell and stands once in the workbook, whatever
its capitals; headings that are texts, all different, the same as in the cells; at least one row;
and no filter of the sheet besides theirs. It «repairs» any other file.
"""

from collections.abc import Sequence

from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from reports.excel.cells import clean, kept
from reports.files import safe_name

_LONGEST_HEADING = 250


class Names:
    """The names of the tables of one workbook."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, title: str) -> str:
        """«tabla_libro_caja»; never one given before."""
        own = name = f"tabla_{safe_name(title, 40)}".replace("-", "_").lower()
        number = 1
        while name in self._taken:
            number += 1
            name = f"{own}_{number}"
        self._taken.add(name)
        return name


def unique(headings: Sequence[str]) -> list[str]:
    """The headings as Excel takes them: in one line, none empty, none twice."""
    found: list[str] = []
    taken: set[str] = set()
    for place, heading in enumerate(headings, 1):
        own = text = " ".join(clean(heading).split())[:_LONGEST_HEADING] or str(place)
        number = 1
        while text.casefold() in taken:
            number += 1
            text = f"{own} ({number})"
        taken.add(text.casefold())
        found.append(text)
    return found


def excel_table(name: str, ref: str, headings: Sequence[str], *, filtered: bool) -> Table:
    """The table over those cells; `filtered` gives its headings a button to filter by."""
    made = Table(
        id=1,
        displayName=name,
        name=name,
        ref=ref,
        tableStyleInfo=TableStyleInfo(showRowStripes=False),
    )
    made.tableColumns = [
        TableColumn(id=place, name=kept(heading)) for place, heading in enumerate(headings, 1)
    ]
    if filtered:
        made.autoFilter = AutoFilter(ref=ref)
    return made
