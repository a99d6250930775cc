"""The cells of a sheet, as the text of its part in the file.

openpyxl makes a tree of every cell and takes two thirds of a month's time for it; a row is simple
enough to be written as it is. All else of the sheet is left to openpyxl.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from reports.excel.looks import Looks
from reports.excel.sheets import Link, Value

_NOT_IN_EXCEL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST_TEXT = 32767
_FORMULA_MARKS = ("=", "+", "-", "@", "\t")

_DAY_ZERO = date(1899, 12, 30)  # from which Excel counts days

Cell = tuple[Value, int]  # what stands in it, and its look


def clean(text: str) -> str:
    """`text` without what makes a workbook unreadable: control characters, halves of letters."""
    fit = _NOT_IN_EXCEL.sub("", text)
    if len(fit) > _LONGEST_TEXT // 2:  # Excel counts as UTF-16 does, where an emoji is two letters
        fit = fit.encode("utf-16-le")[: 2 * _LONGEST_TEXT].decode("utf-16-le", "ignore")
    return fit


def kept(text: str) -> str:
    """`text` as the file holds it, so that Excel does not read «_x0041_» as an A."""
    return _LOOKS_ESCAPED.sub("_x005F_", clean(text))


class Cells:
    """Rows of cells, written from the top down."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self._rows: list[str] = []
        self.row = self.width = 0
        self.links: list[tuple[str, str]] = []  # where, and the sheet it leads to

    def add(self, cells: Sequence[Cell | None], height: float | None = None) -> None:
        """One row; None leaves a cell out. `height` is in points."""
        self.row += 1
        self.width = max(self.width, len(cells))
        written = "".join(
            [
                self._cell(f"{_letters(place)}{self.row}", *cell)
                for place, cell in enumerate(cells, 1)
                if cell is not None
            ]
        )
        high = f' ht="{height:g}" customHeight="1"' if height else ""
        self._rows.append(f'<row r="{self.row}"{high}>{written}</row>')

    def _cell(self, where: str, value: Value, look: int) -> str:
        if value is None:
            return f'<c r="{where}" s="{look}"/>'
        if isinstance(value, Link):
            self.links.append((where, value.sheet))
            value = value.text
        if isinstance(value, str):  # never a formula, nor an error like #N/A
            if value.startswith(_FORMULA_MARKS):
                look = self._looks.quoted(look)  # nor later, when somebody edits it
            return f'<c r="{where}" s="{look}" t="inlineStr">{_text(value)}</c>'
        return f'<c r="{where}" s="{look}"><v>{_number(value)}</v></c>'

    @property
    def text(self) -> str:
        return "".join(self._rows)


@lru_cache(4096)
def _text(value: str) -> str:
    return f'<is><t xml:space="preserve">{escape(kept(value))}</t></is>'


def _number(value: int | Decimal | date) -> str:
    if isinstance(value, date):
        return _serial(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


_letters = cache(get_column_letter)


@cache
def _serial(day: date) -> str:
    return str((day - _DAY_ZERO).days)
