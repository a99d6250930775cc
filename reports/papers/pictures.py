"""Pictures of a few figures: bars told apart by their filling, so that they copy in grey."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportlab.graphics.shapes import Drawing, Group, Line, Rect, String
from reportlab.lib.colors import Color
from reportlab.lib.units import mm

from reports.papers.pen import BOLD, PLAIN, drawable, width_mm, wrapped

INK, GREY, PAPER = Color(0.1, 0.1, 0.1), Color(0.35, 0.35, 0.35), Color(1, 1, 1)
WIDEST = 18.0  # of a standing bar, mm
THICK, STEP = 3.4, 2.6  # of a bar, and between the lines of a hatching; mm and points
SIZE = 8.5


@dataclass(frozen=True)
class Bars:
    """Something counted: its name, and a bar for each word of the key, with the figure in words."""

    name: str
    values: Sequence[Decimal]
    words: Sequence[str]


def bars(several: Sequence[Bars], key: Sequence[str], width: float) -> Drawing:
    """Lying bars, those below zero to the left of the line; the key under them. `width` in mm."""
    names = min(
        max((width_mm(drawable(one.name), SIZE) for one in several), default=0), width * 0.3
    )
    said = max((width_mm(drawable(w), SIZE) for one in several for w in one.words), default=0)
    most = max([*(value for one in several for value in one.values), Decimal(0)])
    least = min([*(value for one in several for value in one.values), Decimal(0)])
    reach = float(most - least) or 1.0
    room = max(width - names - said - 5, 20.0)
    room -= said if least < 0 else 0
    zero = names + 2 + (said if least < 0 else 0) + room * float(-least) / reach
    labels = [wrapped(drawable(one.name), SIZE, names + 0.5) for one in several]
    talls = [
        max(len(one.values) * (THICK + 0.5), len(lines) * 3.6) + 2.2
        for one, lines in zip(several, labels, strict=True)
    ]
    tall = sum(talls) + (6 if len(key) > 1 else 1)
    drawing = Drawing(width * mm, tall * mm)
    top = tall
    for one, lines, height in zip(several, labels, talls, strict=True):
        for number, line in enumerate(lines):
            drawing.add(_words(0, top - 2.9 - number * 3.6, line))
        down = top
        for place, (value, words) in enumerate(zip(one.values, one.words, strict=True)):
            long = room * abs(float(value)) / reach
            start = zero if value >= 0 else zero - long
            drawing.add(_filled(start, down - THICK, long, THICK, place))
            at = (
                zero + long + 1 if value >= 0 else zero - long - 1 - width_mm(drawable(words), SIZE)
            )
            drawing.add(_words(at, down - THICK + 0.6, words))
            down -= THICK + 0.5
        top -= height
    drawing.add(
        Line(zero * mm, tall * mm, zero * mm, (top + 1.6) * mm, strokeColor=INK, strokeWidth=0.7)
    )
    _add_key(drawing, key)
    return drawing


def columns(several: Sequence[tuple[str, Decimal, str]], width: float, height: float) -> Drawing:
    """Standing bars: the word under each, its value, and its figure in words above. Sizes in mm."""
    drawing = Drawing(width * mm, height * mm)
    most = float(max((value for _name, value, _words in several), default=Decimal(0))) or 1.0
    wide = width / max(len(several), 1)
    for place, (name, value, words) in enumerate(several):
        tall = (height - 10) * float(value) / most
        left = place * wide
        if value:
            thick = min(wide * 0.6, WIDEST)
            drawing.add(_filled(left + (wide - thick) / 2, 5, thick, tall, 0))
            drawing.add(_words(left + wide / 2, 6 + tall, words, middle=True))
        drawing.add(_words(left + wide / 2, 1, name, middle=True))
    drawing.add(Line(0, 5 * mm, width * mm, 5 * mm, strokeColor=INK, strokeWidth=0.7))
    return drawing


def _add_key(drawing: Drawing, key: Sequence[str]) -> None:
    left = 0.0
    for place, words in enumerate(key if len(key) > 1 else ()):
        drawing.add(_filled(left, 0.4, 5, 2.8, place))
        drawing.add(_words(left + 6.2, 0.8, words))
        left += 6.2 + width_mm(drawable(words), SIZE) + 6


def _words(
    left: float, up: float, words: str, *, middle: bool = False, strong: bool = False
) -> String:
    return String(
        left * mm,
        up * mm,
        drawable(words),
        fontName=BOLD if strong else PLAIN,
        fontSize=SIZE,
        fillColor=INK,
        textAnchor="middle" if middle else "start",
    )


def _filled(left: float, up: float, wide: float, tall: float, place: int) -> Group:
    """A bar: the first of a key full, the second hatched."""
    group = Group()
    x, y, w, h = left * mm, up * mm, wide * mm, tall * mm
    full = place == 0
    box = Rect(x, y, w, h)
    box.fillColor, box.strokeColor, box.strokeWidth = GREY if full else PAPER, INK, 0.5
    group.add(box)
    along = STEP - h
    while not full and along < w:
        # From the foot to the head of the bar, leaning right, cut at its two sides.
        start, end = max(along, 0.0), min(along + h, w)
        group.add(
            Line(
                x + start,
                y + start - along,
                x + end,
                y + end - along,
                strokeColor=INK,
                strokeWidth=0.45,
            )
        )
        along += STEP
    return group
