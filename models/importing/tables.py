"""The tables of a sheet that a person made: where the headings are, and which rows are records.

Nothing is dropped in silence: a row that looks like a total, a note or headings printed again
stays in the table with its `mark`, so that it can be shown as left out, and taken in after all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from models.importing.limits import letter_of
from models.importing.lines import Line, is_figure, lines_of
from models.importing.reading import Row, Sheet
from models.language import in_spanish

TOTAL, NOTE, HEADING = "total", "note", "heading"  # marks of rows that are no records

_LOOKED_AT = 60  # lines in which headings are looked for, and of which a table's width is known
_SUMS = re.compile(
    in_spanish(
        r"\s*(?:(?P<balance>saldo\s+(?:inicial|anterior|final|del mes)\b.{0,30})|"
        r"(?:sub[ -]?total(?:es)?|total(?:es)?|sumas?|suman|van|vienen|pasan|promedio)\b"
        r"(?: \S+){0,4}[.:]?)\s*"
    ),
    re.IGNORECASE,
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
    """`above` are the texts over the headings: titles, the month, whose sheet it is."""

    sheet: str
    headings: tuple[Heading, ...]
    rows: tuple[TableRow, ...]
    above: tuple[str, ...] = ()
    signs: dict[int, Any] = field(default_factory=dict, compare=False, repr=False)  # once looked at

    @cached_property
    def records(self) -> tuple[TableRow, ...]:
        """The rows that carry no mark."""
        return tuple(row for row in self.rows if not row.mark)


def find_tables(sheet: Sheet) -> tuple[Table, ...]:
    """The tables of the sheet from top to bottom; none in an empty one.

    Without headings the columns have none, and every row is in one table.
    """
    lines = lines_of(sheet)
    tables = []
    start = 0
    while start < len(lines):
        top = _first_headings(lines[start : start + _LOOKED_AT])
        at = _Headings(lines, start if top is None else start + top, top is not None)
        end = _next_table(lines, at)
        tables.append(_table(sheet, lines[start:end], at, start))
        start = end
    return tuple(tables)


# Headings -----------------------------------------------------------------------------------


class _Headings:
    """The one or two lines over the columns, from line `place` on; none where `there` is false."""

    def __init__(self, lines: Sequence[Line], place: int, there: bool) -> None:
        self.place = place
        self.first = lines[place] if there else None
        self.second = lines[place + 1] if there and _is_second(lines, place) else None
        self.words = self._words()
        self.texts = {text.strip() for line in self.lines for text in line.strings}

    @property
    def lines(self) -> list[Line]:
        return [line for line in (self.first, self.second) if line]

    @property
    def records_from(self) -> int:
        return self.place + len(self.lines)

    def _words(self) -> dict[int, str]:
        """Column -> what stands over it, the word of a group before that of its part."""
        if not self.first:
            return {}
        merged = self.first.merged_until
        width = max(len(line.row) for line in self.lines)
        words: dict[int, str] = {}
        group, reach = "", 0
        for column in range(width):
            over = self.first.text_at(column)
            under = self.second.text_at(column) if self.second else ""
            if over:
                group, reach = over, merged.get(column, column) if merged else width
            if under and column <= reach and under != group:
                words[column] = f"{group} {under}"
            elif over or under:
                words[column] = over or under
        return words


def _first_headings(lines: Sequence[Line]) -> int | None:
    """The place of the headings among `lines`: of what stands over the first record, the line
    with the most labels; and the line over it when both make one.
    """
    width = max(len(line.filled) for line in lines)
    over = next(
        (n for n, line in enumerate(lines) if line.has_figures and len(line.filled) * 2 > width),
        len(lines),
    )
    fit = [n for n in range(over) if _may_be_headings(lines[n], width)]
    if not fit:
        return None
    best = max(fit, key=lambda n: len(lines[n].labels))
    if over == len(lines):  # no figures at all: a list of names, whose first line names it
        best = fit[0]
    if best and lines[best - 1].is_all_labels and _is_second(lines, best - 1):
        return best - 1
    return best


def _may_be_headings(line: Line, width: int) -> bool:
    labels = {line.row[column] for column in line.labels}
    enough = len(labels) >= 2 or width == 1
    return enough and line.is_all_labels and len(line.labels) * 2 >= width


def _is_second(lines: Sequence[Line], place: int) -> bool:
    """Whether the line after `place` completes its headings: labels over figures, in its gaps."""
    if place + 2 >= len(lines):
        return False
    first, second, *below = lines[place : place + 5]
    if second.number != first.number + 1 or not second.is_all_labels or len(first.filled) < 2:
        return False
    if _stands_alone(first, second, below):
        return False
    added = [column for column in second.labels if second.at(column) != first.at(column)]
    in_gaps = [column for column in added if first.at(column) is None]
    over_figures = [c for c in added if any(is_figure(line.at(c)) for line in below)]
    return bool(in_gaps or len(added) > 1) and 0 < len(added) <= len(over_figures) * 2


def _stands_alone(first: Line, second: Line, below: Sequence[Line]) -> bool:
    """Whether the second names every column, and the first, with fewer words, groups none."""
    if len(second.labels) <= len(first.labels) or any(
        right > left for left, right in first.merged_until.items()
    ):
        return False
    return {column for line in below for column in line.filled} <= set(second.labels)


# Where a table ends -------------------------------------------------------------------------


def _next_table(lines: Sequence[Line], at: _Headings) -> int:
    """The place of the line with which another table begins, after an empty row."""
    begins = at.records_from
    for place in range(at.records_from + 1, len(lines) - 1):
        if lines[place].number > lines[place - 1].number + 1:
            begins = place
        if begins > at.records_from and _are_other_headings(lines[place], lines[place + 1], at):
            return begins
    return len(lines)


def _are_other_headings(line: Line, below: Line, at: _Headings) -> bool:
    if not line.is_all_labels or len(line.labels) < 2 or _repeats(line, at):
        return False
    over_figures = [column for column in line.labels if is_figure(below.at(column))]
    return len(over_figures) * 2 >= len(line.labels) and below.number == line.number + 1


def _repeats(line: Line, at: _Headings) -> bool:
    same = sum(text.strip() in at.texts for text in line.strings)
    return same >= 2 and same * 2 > len(line.filled)


# Rows ---------------------------------------------------------------------------------------


def _table(sheet: Sheet, lines: Sequence[Line], at: _Headings, start: int) -> Table:
    rows = lines[at.records_from - start :]
    used = sorted({*at.words, *(column for line in rows for column in line.filled)})
    full = [line for line in rows if len(line.filled) * 2 > len(used)]
    have_texts = sum(line.has_texts for line in full) * 2 > len(full)
    have_figures = sum(line.has_figures for line in full) * 2 > len(full)
    return Table(
        sheet.name,
        tuple(Heading(letter_of(column), at.words.get(column, "")) for column in used),
        tuple(
            TableRow(
                line.number,
                _values(line.row, used),
                _mark(line, at, len(used), have_texts, have_figures),
            )
            for line in rows
        ),
        tuple(text for line in lines[: at.place - start] for text in line.texts),
    )


@lru_cache(4096)  # the same words stand in row after row
def _sum(text: str) -> re.Match[str] | None:
    return _SUMS.fullmatch(text)


def _values(row: Row, used: Sequence[int]) -> Row:
    """The cells in those columns; a row ends with its last value."""
    if len(row) == len(used) == used[-1] + 1:
        return row
    return tuple(row[column] if column < len(row) else None for column in used)


def _mark(line: Line, at: _Headings, width: int, have_texts: bool, have_figures: bool) -> str:
    strings = line.strings
    sums = [found for text in strings if (found := _sum(text))]
    if sums and (any(found["balance"] for found in sums) or not line.has_day):
        return TOTAL
    if _repeats(line, at):
        return HEADING
    if width > 2 and have_texts and not line.has_texts and not line.has_day:
        return TOTAL  # sums without a word
    few = len(line.filled)
    if have_figures and few * 2 <= width and not line.has_figures:
        return NOTE
    return NOTE if few == 1 and width > 2 and line.has_texts else ""
