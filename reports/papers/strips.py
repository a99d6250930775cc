"""What stands on a roll: strips one under another, in one column as wide as the printer prints.

Millimetres. The letters are as small as a ticket printer of 8 dots to the millimetre still writes
them clearly, and nothing is cut: what does not fit on a line takes the next.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from models.language import _
from reports.papers.pen import BOLD, LEADING, PLAIN, POINT, Pen, Set, drawable, set_text, width_mm

TEXT, SMALL = 8.5, 7.5
GAP = 2.5  # between words and the figure at their right
FEWEST = 0.4  # of the width: words beside a figure are never pressed into less


class Strip(Protocol):
    @property
    def height(self) -> float: ...

    def draw(self, pen: Pen, left: float, down: float, width: float) -> None: ...


@dataclass(frozen=True)
class Words:
    """Lines of words, at the left or in the middle."""

    lines: Set
    centred: bool = False
    after: float = 0.8

    @property
    def height(self) -> float:
        return self.lines.height + self.lines.size * LEADING * POINT + self.after

    def draw(self, pen: Pen, left: float, down: float, width: float) -> None:
        step = self.lines.size * LEADING * POINT
        for number, line in enumerate(self.lines.lines):
            level = down + (number + 0.8) * step
            if self.centred:
                middle = left + width / 2
                pen.text_centred(middle, level, line, self.lines.size, self.lines.font)
            else:
                pen.text(left, level, line, self.lines.size, self.lines.font)


@dataclass(frozen=True)
class Pair:
    """Words at the left, and a figure at the right of their last line."""

    lines: Set
    figure: str

    @property
    def height(self) -> float:
        return self.lines.height + self.lines.size * LEADING * POINT + 0.6

    def draw(self, pen: Pen, left: float, down: float, width: float) -> None:
        Words(self.lines).draw(pen, left, down, width)
        level = down + self.lines.height + 0.8 * self.lines.size * LEADING * POINT
        pen.text_right(left + width, level, self.figure, self.lines.size, self.lines.font)


@dataclass(frozen=True)
class Rule:
    thick: float = 0.4
    height: float = 1.6

    def draw(self, pen: Pen, left: float, down: float, width: float) -> None:
        pen.line(left, down + 0.6, left + width, self.thick)


@dataclass(frozen=True)
class Gap:
    """White between one matter and the next."""

    height: float = 1.4

    def draw(self, pen: Pen, left: float, down: float, width: float) -> None:
        pass


@dataclass(frozen=True)
class Framed:
    """Strips in a frame: the figure a paper is about."""

    strips: Sequence[Strip]

    @property
    def height(self) -> float:
        return sum(one.height for one in self.strips) + 4.4

    def draw(self, pen: Pen, left: float, down: float, width: float) -> None:
        pen.box(left + 0.2, down + 0.6, width - 0.4, self.height - 1.8, round_mm=1.2)
        down += 1.9
        for strip in self.strips:
            strip.draw(pen, left + 2, down, width - 4)
            down += strip.height


@dataclass(frozen=True)
class SignHere:
    """Room, a line, and whose name goes on it."""

    name: Set
    room: float = 13

    @property
    def height(self) -> float:
        return self.room + Words(self.name).height

    def draw(self, pen: Pen, left: float, down: float, width: float) -> None:
        pen.line(left, down + self.room, left + width, 0.5)
        Words(self.name).draw(pen, left, down + self.room + 0.4, width)


@dataclass(frozen=True)
class Fingerprint:
    wide: float = 24
    tall: float = 26

    @property
    def height(self) -> float:
        return self.tall + 6

    def draw(self, pen: Pen, left: float, down: float, width: float) -> None:
        middle = left + width / 2
        pen.box(middle - self.wide / 2, down + 1.5, self.wide, self.tall)
        pen.text_centred(middle, down + self.tall + 4.6, _("huella"), SMALL)


@dataclass(frozen=True)
class Seal:
    """The square a telephone reads."""

    text: str
    side: float = 26

    @property
    def height(self) -> float:
        return self.side

    def draw(self, pen: Pen, left: float, down: float, width: float) -> None:
        pen.qr(left + (width - self.side) / 2, down, self.side, self.text)


def said(
    text: str, width: float, size: float = TEXT, *, strong: bool = False, centred: bool = False
) -> Words:
    """Words in as many lines as they take."""
    return Words(set_text(text, width, size, font=BOLD if strong else PLAIN), centred)


def paired(
    words: str, figure: str, width: float, size: float = TEXT, *, strong: bool = False
) -> Iterator[Strip]:
    """Words with their figure; where both do not fit side by side, the figure stands below."""
    font = BOLD if strong else PLAIN
    room = width - width_mm(drawable(figure), size, font) - GAP
    if not figure:
        yield said(words, width, size, strong=strong)
    elif room >= FEWEST * width:
        yield Pair(set_text(words, room, size, font=font), figure)
    else:
        if words:
            yield said(words, width, size, strong=strong)
        # A figure no roll is wide enough for goes on below, as words do.
        for line in set_text(figure, width, size, font=font).lines:
            yield Pair(Set(("",), size, font), line)


def table_strips(
    headings: Sequence[str],
    figures: Sequence[bool],
    rows: Sequence[Sequence[str]],
    width: float,
    strong: Sequence[bool] = (),
) -> Iterator[Strip]:
    """A table in one column: of each row its words and its last figure, the others under them."""
    last = max((place for place, one in enumerate(figures) if one), default=-1)
    if last >= 0 and headings[last]:
        yield from paired("", headings[last], width, SMALL, strong=True)
    yield Rule()
    for number, row in enumerate(rows):
        cells = list(zip(headings, figures, row, strict=True))
        words = " · ".join(cell for _title, figure, cell in cells if cell and not figure)
        others = [
            f"{title} {cell}"
            for place, (title, figure, cell) in enumerate(cells)
            if cell and figure and place != last
        ]
        loud = bool(strong) and strong[number]
        if loud:
            yield Rule(0.7)
        yield from paired(words, row[last] if last >= 0 else "", width, strong=loud)
        if others:
            yield said(" · ".join(others), width, SMALL, strong=loud)
