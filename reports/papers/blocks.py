"""What a page is made of: sentences, tables, pictures, lines to sign on, each as wide as it is told.

Millimetres throughout; `scale` below 1 sets a block tighter. Nothing is cut.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm

from models.language import _
from reports.papers.furniture import LEFT, RIGHT, SEAL
from reports.papers.pen import (
    BOLD,
    LEADING,
    PLAIN,
    POINT,
    Pen,
    drawable,
    set_text,
    width_mm,
    wrapped,
)
from reports.papers.strips import (
    SMALL,
    Fingerprint,
    Gap,
    SignHere,
    Strip,
    said,
    table_strips,
)
from reports.papers.strips import TEXT as TICKET

WIDTH = RIGHT - LEFT
TEXT = 9.5
SHORT = 12  # letters of a heading that stands on one line
PADDING = 2.6  # of a cell, both sides


class Block(Protocol):
    """A part of the page, as wide as it is told."""

    def height(self, width: float, scale: float) -> float: ...

    def draw(self, pen: Pen, left: float, down: float, width: float, scale: float) -> None: ...

    def strips(self, width: float) -> Iterator[Strip]: ...


@dataclass(frozen=True)
class Say:
    """A sentence, or several."""

    text: str
    strong: bool = False
    size: float = TEXT

    def height(self, width: float, scale: float) -> float:
        return len(self._lines(width, scale)) * self.size * scale * LEADING * POINT + 1.4 * scale

    def draw(self, pen: Pen, left: float, down: float, width: float, scale: float) -> None:
        step = self.size * scale * LEADING * POINT
        font = BOLD if self.strong else PLAIN
        for number, line in enumerate(self._lines(width, scale), start=1):
            pen.text(left, down + number * step - 0.9, line, self.size * scale, font)

    def strips(self, width: float) -> Iterator[Strip]:
        yield said(self.text, width, TICKET if self.size >= TEXT else SMALL, strong=self.strong)

    def _lines(self, width: float, scale: float) -> list[str]:
        return wrapped(self.text, self.size * scale, width, BOLD if self.strong else PLAIN)


@dataclass(frozen=True)
class Title:
    """What a part of the page is about; it stands as high as the title of a table beside it."""

    text: str

    def height(self, width: float, scale: float) -> float:
        return 6.6 * scale

    def draw(self, pen: Pen, left: float, down: float, width: float, scale: float) -> None:
        pen.text(left, down + 5 * scale, self.text, 11 * scale, BOLD)

    def strips(self, width: float) -> Iterator[Strip]:
        yield said(self.text, width, strong=True)


@dataclass(frozen=True)
class Column:
    """A heading, its share of the width, and what stands under it.

    Figures and `exact` words (days, numbers) are never broken: their column is as wide as they need,
    at the cost of the others, whose words are.
    """

    title: str
    share: float = 0
    figure: bool = False
    exact: bool = False


@dataclass(frozen=True)
class Row:
    cells: Sequence[str]
    strong: bool = False


@dataclass(frozen=True)
class Grid:
    """A table. `carried(n)` is the row of totals after n rows, for a page that ends with more to come.

    `tall` is the least height of a row: room to sign in.
    """

    columns: Sequence[Column]
    rows: Sequence[Row]
    title: str = ""
    carried: Callable[[int], Sequence[str]] | None = None
    tall: float = 0
    begun: int = 0  # rows that stand on pages before
    all_rows: Sequence[Row] = ()  # of every page: the columns are as wide on each
    known: dict[tuple[float, float], list[float]] = field(
        default_factory=dict, init=False, compare=False
    )

    def height(self, width: float, scale: float) -> float:
        rows = sum(self._row_height(row, width, scale) for row in self._shown())
        return self._head_height(width, scale) + rows + 2.2 * scale

    def draw(self, pen: Pen, left: float, down: float, width: float, scale: float) -> None:
        if self.title:
            Title(self.title).draw(pen, left, down, width, scale)
            down += 6.6 * scale
        if any(column.title for column in self.columns):
            head = Row([column.title for column in self.columns], strong=True)
            tall = self._row_height(head, width, scale, least=False)
            pen.shade(left, down, width, tall)
            self._cells(pen, left, down, width, scale, head)
            down += tall
        for row in self._shown():
            tall = self._row_height(row, width, scale)
            if row.strong:
                pen.line(left, down, left + width, 0.7)
            self._cells(pen, left, down, width, scale, row)
            down += tall
            pen.line(left, down, left + width, 0.2)

    def strips(self, width: float) -> Iterator[Strip]:
        yield Gap()
        if self.title:
            yield said(self.title, width, strong=True)
        yield from table_strips(
            [column.title for column in self.columns],
            [column.figure for column in self.columns],
            [row.cells for row in self.rows],
            width,
            [row.strong for row in self.rows],
        )

    def divided(self, room: float, width: float, scale: float) -> "tuple[Grid | None, Grid]":
        """What fits in that room, if a few rows do, and the rest."""
        used = self._head_height(width, scale) + 2.2 * scale
        spare = 0.0
        if self.carried:  # a line of totals ends this page, and one begins it
            spare = self._row_height(self._carry(_("Van"), 1), width, scale)
            used += spare * (2 if self.begun else 1)
        fits = 0
        for row in self.rows:
            used += self._row_height(row, width, scale)
            if used > room:
                break
            fits += 1
        if fits < min(3, len(self.rows)):
            return None, self
        fits = max(fits, 1)
        whole = self.all_rows or self.rows
        here = replace(self, rows=self.rows[:fits], all_rows=whole)
        if self.carried:
            here = replace(here, rows=[*here.rows, self._carry(_("Van"), self.begun + fits)])
        return here, replace(
            self, rows=self.rows[fits:], begun=self.begun + fits, title="", all_rows=whole
        )

    def _shown(self) -> Sequence[Row]:
        if self.carried and self.begun:
            return [self._carry(_("Vienen"), self.begun), *self.rows]
        return self.rows

    def _carry(self, word: str, rows: int) -> Row:
        assert self.carried is not None
        cells = list(self.carried(rows))
        empty = next(place for place, cell in enumerate(cells) if cell == "…")
        cells[empty] = word
        return Row(cells, strong=True)

    def _head_height(self, width: float, scale: float) -> float:
        tall = 6.6 * scale if self.title else 0
        if any(column.title for column in self.columns):
            head = Row([column.title for column in self.columns], strong=True)
            tall += self._row_height(head, width, scale, least=False)
        return tall

    def _widths(self, width: float, scale: float) -> list[float]:
        if (width, scale) not in self.known:
            self.known[width, scale] = self._measured(width, scale)
        return self.known[width, scale]

    def _measured(self, width: float, scale: float) -> list[float]:
        """By their shares; but never narrower than what must not be broken."""
        size, rows = (TEXT - 0.5) * scale, self.all_rows or self.rows
        widths: dict[int, float] = {}
        needed = []
        for place, column in enumerate(self.columns):
            whole = len(column.title) <= SHORT
            words = [(part, BOLD) for part in ([column.title] if whole else column.title.split())]
            words = words or [("", BOLD)]
            if column.figure or column.exact:
                words += [(row.cells[place], BOLD if row.strong else PLAIN) for row in rows]
            widest = max(width_mm(drawable(text), size, font) for text, font in words)
            needed.append(widest + PADDING)
        while True:
            free = [place for place in range(len(self.columns)) if place not in widths]
            room = width - sum(widths.values())
            shares = sum(self.columns[place].share for place in free) or 1
            wanted = {place: room * self.columns[place].share / shares for place in free}
            tight = {place: needed[place] for place in free if wanted[place] < needed[place]}
            if not tight:
                return [(widths | wanted)[place] for place in range(len(self.columns))]
            widths |= tight

    def _wrapped(self, row: Row, width: float, scale: float) -> list[list[str]]:
        font = BOLD if row.strong else PLAIN
        return [
            wrapped(text, (TEXT - 0.5) * scale, wide - PADDING + 0.1, font)
            for text, wide in zip(row.cells, self._widths(width, scale), strict=True)
        ]

    def _row_height(self, row: Row, width: float, scale: float, *, least: bool = True) -> float:
        lines = max(len(one) for one in self._wrapped(row, width, scale))
        tall = lines * (TEXT - 0.5) * scale * LEADING * POINT + 1.3 * scale
        return max(tall, self.tall if least else 0)

    def _cells(
        self, pen: Pen, left: float, down: float, width: float, scale: float, row: Row
    ) -> None:
        size, font = (TEXT - 0.5) * scale, BOLD if row.strong else PLAIN
        step = size * LEADING * POINT
        cells = self._wrapped(row, width, scale)
        for lines, wide, column in zip(
            cells, self._widths(width, scale), self.columns, strict=True
        ):
            for number, line in enumerate(lines, start=1):
                level = down + number * step - 0.35 * scale
                if column.figure:
                    pen.text_right(left + wide - PADDING / 2, level, line, size, font)
                else:
                    pen.text(left + PADDING / 2, level, line, size, font)
            left += wide


@dataclass(frozen=True)
class Picture:
    """A drawing under its title."""

    title: str
    drawing: Drawing

    def height(self, width: float, scale: float) -> float:
        return 9.6 * scale + float(self.drawing.height) / mm

    def draw(self, pen: Pen, left: float, down: float, width: float, scale: float) -> None:
        pen.text(left, down + 5 * scale, self.title, 11 * scale, BOLD)
        foot = pen.top - (down + 6.6 * scale) * mm - float(self.drawing.height)
        renderPDF.draw(self.drawing, pen.canvas, left * mm, foot)

    def strips(self, width: float) -> Iterator[Strip]:
        """On no roll: no paper of a roll has a picture."""
        yield from ()


@dataclass(frozen=True)
class Beside:
    """Blocks next to each other, each with its part of the width."""

    blocks: Sequence[Block]
    shares: Sequence[float] = (1, 1)
    gap: float = 8

    def height(self, width: float, scale: float) -> float:
        parts = zip(self.blocks, self._widths(width), strict=True)
        return max(block.height(wide, scale) for block, wide in parts)

    def draw(self, pen: Pen, left: float, down: float, width: float, scale: float) -> None:
        for block, wide in zip(self.blocks, self._widths(width), strict=True):
            block.draw(pen, left, down, wide, scale)
            left += wide + self.gap

    def strips(self, width: float) -> Iterator[Strip]:
        for block in self.blocks:
            yield from block.strips(width)

    def _widths(self, width: float) -> list[float]:
        room = width - self.gap * (len(self.blocks) - 1)
        return [room * share / sum(self.shares) for share in self.shares]


@dataclass(frozen=True)
class Over:
    """Blocks one over the other, kept together."""

    blocks: Sequence[Block]

    def height(self, width: float, scale: float) -> float:
        return sum(block.height(width, scale) for block in self.blocks)

    def draw(self, pen: Pen, left: float, down: float, width: float, scale: float) -> None:
        for block in self.blocks:
            block.draw(pen, left, down, width, scale)
            down += block.height(width, scale)

    def strips(self, width: float) -> Iterator[Strip]:
        for block in self.blocks:
            yield from block.strips(width)


@dataclass(frozen=True)
class Signatures:
    """A line to sign on for each, four abreast at most; at the end, a box for a fingerprint."""

    names: Sequence[str]
    room: float = 20  # above the line
    fingerprint: bool = False
    seal: str = ""  # what a telephone reads of the paper, at the left

    def height(self, width: float, scale: float) -> float:
        return len(self._ranks()) * (self.room + 13)

    def draw(self, pen: Pen, left: float, down: float, width: float, scale: float) -> None:
        if self.seal:
            pen.qr(left - 2, down + self.room - SEAL + 4, SEAL, self.seal)
            left, width = left + SEAL + 2, width - SEAL - 2
        ranks = self._ranks()
        for rank in ranks:
            box = 32 if self.fingerprint and rank is ranks[-1] else 0
            wide = (width - box) / len(rank)
            for place, name in enumerate(rank):
                start = left + place * wide
                pen.line(start, down + self.room, start + wide - 6, 0.6)
                words = set_text(name, wide - 6, 9, least=7, lines=3)
                pen.set(start, down + self.room + 4, words)
            if box:
                pen.box(left + width - 24, down + self.room - 18, 24, 26)
                pen.text_centred(left + width - 12, down + self.room + 11.5, _("huella"), 8)
            down += self.room + 13

    def strips(self, width: float) -> Iterator[Strip]:
        for name in self.names:
            yield SignHere(set_text(name, width, SMALL))
        if self.fingerprint:
            yield Fingerprint()

    def _ranks(self) -> list[Sequence[str]]:
        return [self.names[at : at + 4] for at in range(0, len(self.names), 4)]
