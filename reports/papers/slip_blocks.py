"""What a slip is filled in with: a label and its words, columns of figures, a table of lines.

Millimetres; `scale` below 1 sets a block tighter. On a roll a block stands in strips instead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from reports.papers.furniture import LEFT, RIGHT
from reports.papers.pen import (
    BOLD,
    LEADING,
    PLAIN,
    POINT,
    Pen,
    Set,
    drawable,
    set_text,
    width_mm,
    wrapped,
)
from reports.papers.strips import SMALL, Gap, Rule, Strip, paired, said, table_strips

LABELS = 32.0  # width of the column of labels


class Block(Protocol):
    """A part of the body. `scale` below 1 sets it tighter."""

    def height(self, scale: float) -> float: ...

    def draw(self, pen: Pen, down: float, scale: float) -> None: ...

    def strips(self, width: float) -> Iterator[Strip]: ...


@dataclass(frozen=True)
class Field:
    """A label, what it says on a line, and at the right something shorter."""

    label: str
    text: str
    side: str = ""
    strong: bool = False

    def height(self, scale: float) -> float:
        text, _side = self._set(scale)
        return 8.4 * scale + text.height

    def draw(self, pen: Pen, down: float, scale: float) -> None:
        text, side = self._set(scale)
        base = down + 5.2 * scale
        pen.text(LEFT, base, self.label, 8.5 * max(scale, 0.85))
        pen.set(LEFT + LABELS, base, text)
        pen.text_right(RIGHT, base, side, text.size)
        pen.line(LEFT + LABELS, base + text.height + 1.6 * scale, RIGHT, 0.3)

    def strips(self, width: float) -> Iterator[Strip]:
        yield Gap()
        yield said(self.label, width, SMALL)
        text = "   ".join(filter(None, (self.text, self.side)))
        yield said(text, width, strong=self.strong)

    def _set(self, scale: float) -> tuple[Set, str]:
        """The text, and what stands at its right; a long side comes after the text instead."""
        size, room = 10 * max(scale, 0.75), RIGHT - LEFT - LABELS
        side = width_mm(drawable(self.side), size) + 4 if self.side else 0
        text, beside = self.text, self.side
        if side > room / 2:
            text, beside, side = f"{self.text}   {self.side}", "", 0
        font = BOLD if self.strong else PLAIN
        return set_text(text, room - side, size, font=font, least=size * 0.88), beside


@dataclass(frozen=True)
class Remark:
    """Small words over the whole width."""

    text: str

    def height(self, scale: float) -> float:
        return self._set(scale).height + 4.6 * scale

    def draw(self, pen: Pen, down: float, scale: float) -> None:
        pen.set(LEFT, down + 1.6, self._set(scale))

    def strips(self, width: float) -> Iterator[Strip]:
        yield said(self.text, width)

    def _set(self, scale: float) -> Set:
        return set_text(self.text, RIGHT - LEFT, 9 * scale)


@dataclass(frozen=True)
class Figure:
    """A label and a figure at the right of its column."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True)
class Columns:
    """Columns of figures side by side, each under its title."""

    columns: Sequence[tuple[str, Sequence[Figure]]]

    def height(self, scale: float) -> float:
        return max(self._column(None, 0, 0, scale, number) for number in range(len(self.columns)))

    def draw(self, pen: Pen, down: float, scale: float) -> None:
        for number in range(len(self.columns)):
            left = LEFT + number * (self._width + 10)
            self._column(pen, left, down, scale, number)

    def strips(self, width: float) -> Iterator[Strip]:
        for title, figures in self.columns:
            yield Gap()
            yield said(title, width, strong=True)
            yield Rule()
            for one in figures:
                yield from paired(one.label, one.value, width, strong=one.strong)

    @property
    def _width(self) -> float:
        count = len(self.columns)
        return (RIGHT - LEFT - 10 * (count - 1)) / count

    def _column(
        self, pen: Pen | None, left: float, down: float, scale: float, number: int
    ) -> float:
        """Draw a column, if there is a pen; its height."""
        title, figures = self.columns[number]
        size, start = 9.5 * max(scale, 0.75), down
        down += 5.2 * scale
        if pen:
            pen.text(left, down, title, size, BOLD)
            pen.line(left, down + 1.2, left + self._width, 0.6)
        down += 1.2
        for figure in figures:
            font = BOLD if figure.strong else PLAIN
            figure_width = width_mm(drawable(figure.value), size, font)
            room = max(self._width - figure_width - 4, self._width / 3)
            label = set_text(figure.label, room, size, font=font)
            down += 4.7 * scale
            if pen:
                pen.set(left, down, label)
            down += label.height
            if pen:
                pen.text_right(left + self._width, down, figure.value, size, font)
        return down - start


@dataclass(frozen=True)
class Lines:
    """A table: headings, how wide each column is (mm), which are figures, and its rows."""

    headings: Sequence[str]
    widths: Sequence[float]
    figures: Sequence[bool]
    rows: Sequence[Sequence[str]]

    def height(self, scale: float) -> float:
        return 6.5 + sum(self.row_height(row) for row in self.rows)

    def row_height(self, row: Sequence[str]) -> float:
        return 1.9 + 9 * LEADING * POINT * max(len(lines) for lines in self._wrapped(row))

    def draw(self, pen: Pen, down: float, scale: float) -> None:
        pen.shade(LEFT, down, RIGHT - LEFT, 5.5)
        self._row(pen, down + 3.9, [[text] for text in self.headings], 8, BOLD)
        down += 6.0
        for row in self.rows:
            self._row(pen, down + 3.4, self._wrapped(row), 9, PLAIN)
            down += self.row_height(row)
            pen.line(LEFT, down, RIGHT, 0.2)

    def strips(self, width: float) -> Iterator[Strip]:
        yield from table_strips(self.headings, self.figures, self.rows, width)

    def _row(
        self, pen: Pen, down: float, cells: Sequence[Sequence[str]], size: float, font: str
    ) -> None:
        left = LEFT
        for lines, width, figure in zip(cells, self.widths, self.figures, strict=True):
            for number, line in enumerate(lines):
                level = down + number * size * LEADING * POINT
                if figure:
                    pen.text_right(left + width - 1.5, level, line, size, font)
                else:
                    pen.text(left + 1.5, level, line, size, font)
            left += width

    def _wrapped(self, row: Sequence[str]) -> list[list[str]]:
        return [wrapped(text, 9, width - 3) for text, width in zip(row, self.widths, strict=True)]
