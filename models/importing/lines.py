"""The rows of a sheet as a reader's eye takes them: which cells name something, which are figures."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from models.importing.reading import CellFault, Row, Sheet, Value
from models.language import in_spanish

_LABEL_LETTERS, _FIGURE_LETTERS = 80, 40
_FIGURE = re.compile(
    in_spanish(
        r"(s/\.?|us\$|\$)? ?[-−(]? ?(s/\.?)? ?"
        r"[0-9][0-9., '’]*\)? ?"
        r"(kg|kgs|kilos?|qq|@|has?|m2|m²|soles|l|lts?|litros?|sacos?|und?|unidad(es)?|%)?\.?"
    ),
    re.IGNORECASE,
)
_DIGIT = re.compile("[0-9]")
_DAY = re.compile(
    r"[0-9]{1,4} ?[-/.] ?([0-9]{1,2}|[a-z]{3,10}) ?[-/.] ?[0-9]{2,4}( .*)?", re.IGNORECASE
)


@dataclass(frozen=True)
class Line:
    """A row that holds something. `merged_until`: first -> last column of cells made one."""

    number: int
    row: Row
    merged_until: dict[int, int]

    def at(self, column: int) -> Value:
        return self.row[column] if column < len(self.row) else None

    def text_at(self, column: int) -> str:
        value = self.at(column)
        return " ".join(value.split()) if isinstance(value, str) else ""

    @cached_property
    def filled(self) -> list[int]:
        return [place for place, value in enumerate(self.row) if value is not None]

    @cached_property
    def labels(self) -> list[int]:
        return [place for place in self.filled if is_label(self.row[place])]

    @cached_property
    def strings(self) -> list[str]:
        return [value for value in self.row if isinstance(value, str)]

    @property
    def texts(self) -> list[str]:
        """What is neither figure nor day."""
        return [text for text in self.strings if not is_figure(text)]

    @cached_property
    def has_texts(self) -> bool:
        return not all(map(is_figure, self.strings))

    @property
    def is_all_labels(self) -> bool:
        return len(self.labels) == len(self.filled)

    @cached_property
    def has_figures(self) -> bool:
        return any(map(is_figure, self.row))

    @property
    def has_day(self) -> bool:
        return any(map(_is_day, self.row))


def lines_of(sheet: Sheet) -> list[Line]:
    """The rows that hold something. Cells made one downwards all have the value of the first."""
    rows = {number: list(row) for number, row in enumerate(sheet.rows) if any_value(row)}
    merged: dict[int, dict[int, int]] = {}
    for top, left, bottom, right in sheet.merged:
        merged.setdefault(top, {})[left] = right
        if left == right and left < len(rows.get(top, ())):
            for number in range(top + 1, bottom + 1):
                if number in rows:
                    _put(rows[number], left, rows[top][left])
    return [Line(n + 1, tuple(row), merged.get(n, {})) for n, row in rows.items()]


def _put(row: list[Value], column: int, value: Value) -> None:
    row += [None] * (column + 1 - len(row))
    if row[column] is None:
        row[column] = value


def any_value(row: Row) -> bool:
    return row.count(None) < len(row)


def is_label(value: Value) -> bool:
    """Whether it may stand over a column: a short text that is no figure, day or fault."""
    return (
        isinstance(value, str)
        and not isinstance(value, CellFault)
        and len(value) <= _LABEL_LETTERS
        and not is_figure(value)
        and not value.rstrip().endswith(":")
        and any(letter.isalpha() or letter in "#%°" for letter in value)
    )


def is_figure(value: Value) -> bool:
    """Whether it is a figure or a day, or a text written like one."""
    if isinstance(value, str):
        return _may_be_figure(value) and _says_figure(value)
    return isinstance(value, Decimal | date)


@lru_cache(4096)  # a row is looked at more than once, and words come again in the next one
def _says_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(_even(text)) or _is_day(text))


def _is_day(value: Value) -> bool:
    if isinstance(value, str):
        return _may_be_figure(value) and bool(_DAY.fullmatch(_even(value)))
    return isinstance(value, date)


def _may_be_figure(text: str) -> bool:
    return len(text) <= _FIGURE_LETTERS and bool(_DIGIT.search(text))


def _even(text: str) -> str:
    return " ".join(text.split())
