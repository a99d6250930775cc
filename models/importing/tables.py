"""The tables of a sheet that a person made: where the headings are, and which rows are records.

Nothing is dropped in silence: a row that looks like a total, a note or headings printed again
stays in the table with its `mark`, so that it can be shown as left out, and taken in after all.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.fields import folded
from models.importing.reading import CellFault, Row, Sheet, Value

TOTAL, NOTE, HEADING = "total", "note", "heading"  # marks of rows that are no records

_HEADING_LETTERS = 80
_TOTALS = re.compile(
    r"(sub ?-?total(es)?|total(es)?|suma(s|n)?|van|vienen|pasan|promedio|"
    r"saldo (inicial|final|anterior))\b"
)
_FIGURE_LIKE = re.compile(
    r"(s/\.?|us\$|\$)?\s*[-−(]?\s*(s/\.?)?[\d.,'\s\u00a0]*\d[\d.,'\s\u00a0]*\)?\s*"
    r"(kg|kgs|kilos?|qq|@|ha|m2|m²|soles|lt?s?|sacos?|und?|%)?\.?",
    re.IGNORECASE,
)
_DAY_LIKE = re.compile(
    r"\d{1,4}\s*[-/.]\s*(\d{1,2}|[a-z]{3,10})\s*[-/.]\s*\d{1,4}.*", re.IGNORECASE
)


@dataclass(frozen=True)
class Heading:
    """A column: its letter in the sheet, and what stands over it; "" when nothing does."""

    letter: str
    words: str


@dataclass(frozen=True)
class TableRow:
    """A row with its number in the sheet; `values` are as many as the headings."""

    number: int
    values: Row
    mark: str = ""


@dataclass(frozen=True)
class Table:
    """`above` are the texts between the table before, or the sheet's edge, and the headings."""

    sheet: str
    headings: tuple[Heading, ...]
    rows: tuple[TableRow, ...]
    above: tuple[str, ...] = ()

    @property
    def records(self) -> tuple[TableRow, ...]:
        """The rows that carry no mark."""
        return tuple(row for row in self.rows if not row.mark)


def letter_of(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def find_tables(sheet: Sheet) -> tuple[Table, ...]:
    """The tables of the sheet from top to bottom; none in an empty one."""
    rows = [_Line(number, row) for number, row in enumerate(sheet.rows, 1) if any_value(row)]
    if not rows:
        return ()
    start, second = _heading_at(rows, sheet)
    return (_table(sheet, rows, start, second),)


def any_value(row: Row) -> bool:
    return any(value is not None for value in row)


@dataclass(frozen=True)
class _Line:
    number: int
    row: Row

    @property
    def filled(self) -> list[int]:
        return [place for place, value in enumerate(self.row) if value is not None]

    def at(self, column: int) -> Value:
        return self.row[column] if column < len(self.row) else None


def is_label(value: Value) -> bool:
    """Whether it may stand over a column: a short text that is no figure, day or fault."""
    return (
        isinstance(value, str)
        and not isinstance(value, CellFault)
        and len(value) <= _HEADING_LETTERS
        and not is_figure(value)
        and not value.rstrip().endswith(":")
    )


def is_figure(value: Value) -> bool:
    """Whether it is a figure or a day, or a text written like one."""
    if isinstance(value, str):
        text = value.strip()
        return bool(_FIGURE_LIKE.fullmatch(text) or _DAY_LIKE.fullmatch(text))
    return isinstance(value, Decimal | date)


def _heading_at(lines: Sequence[_Line], sheet: Sheet) -> tuple[int | None, bool]:
    """Where the headings are among `lines`, and whether they take two lines; None without any."""
    width = max(len(line.filled) for line in lines[:60])
    for place, line in enumerate(lines[:40]):
        labels = [column for column in line.filled if is_label(line.at(column))]
        if len(labels) < len(line.filled) or len(labels) < min(2, width):
            if len(line.filled) >= max(2, width // 2) and any(map(is_figure, line.row)):
                return None, False  # records from the top
            continue
        if len({line.at(column) for column in labels}) * 2 < width:
            continue
        return place, _is_second(lines, place)
    return None, False


def _is_second(lines: Sequence[_Line], place: int) -> bool:
    """Whether the line after the headings completes them: labels where they leave room."""
    if place + 2 >= len(lines):
        return False
    first, second, below = lines[place : place + 3]
    if second.number != first.number + 1 or not all(is_label(second.at(c)) for c in second.filled):
        return False
    return any(first.at(c) is None and is_figure(below.at(c)) for c in second.filled) or any(
        is_figure(below.at(c)) for c in second.filled if is_label(first.at(c))
    )


def _table(sheet: Sheet, lines: Sequence[_Line], start: int | None, second: bool) -> Table:
    first = 0 if start is None else start + 1 + second
    used = [column for line in lines[start or 0 :] for column in line.filled]
    columns = range(min(used), max(used) + 1)
    words = {} if start is None else _words(lines[start], lines[start + 1] if second else None)
    headings = tuple(Heading(letter_of(c), words.get(c, "")) for c in columns)
    repeated = {folded(word) for word in words.values()}
    rows = tuple(
        TableRow(line.number, tuple(line.at(c) for c in columns), _mark(line, repeated))
        for line in lines[first:]
    )
    above = tuple(str(value) for line in lines[: start or 0] for value in line.row if value)
    return Table(sheet.name, headings, rows, above)


def _words(first: _Line, second: _Line | None) -> dict[int, str]:
    words: dict[int, str] = {}
    group = ""
    for column in range(max(len(first.row), len(second.row) if second else 0)):
        top = str(first.at(column) or "")
        bottom = str(second.at(column) or "") if second else ""
        group = top or (group if bottom else "")
        words[column] = " ".join(f"{group} {bottom}".split())
    return words


def _mark(line: _Line, headings: set[str]) -> str:
    texts = [value for value in line.row if isinstance(value, str)]
    if any(_TOTALS.match(folded(text)) for text in texts[:3]):
        return TOTAL
    same = Counter(folded(text) in headings for text in texts)
    if same[True] >= 2 and same[True] * 2 > len(line.filled):
        return HEADING
    if len(line.filled) == 1 and len(headings) > 2 and texts:
        return NOTE
    return ""
