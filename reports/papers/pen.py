"""Writing on a PDF page in millimetres from the top, with fonts that travel in the file."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from reports.papers.qr import draw_qr

PLAIN, BOLD = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold"
_FONTS = Path(__file__).parent / "fonts"
NO_BREAK = "\u00a0"  # a blank no line ends at
POINT = 25.4 / 72  # millimetres
NARROWEST = 10.0  # mm; a few letters
REMEMBERED = 16384  # most of what is measured is said on every paper, and twice
LEADING = 1.22  # from one line to the next, in heights of the letters


@cache
def _letters() -> frozenset[int]:
    """Register the two fonts; the letters both have."""
    fonts = [TTFont(name, _FONTS / f"{name}.ttf") for name in (PLAIN, BOLD)]
    for font in fonts:
        registerFont(font)
    plain, bold = (frozenset(font.face.charToGlyph) for font in fonts)
    return plain & bold


@lru_cache(REMEMBERED)
def drawable(text: str) -> str:
    """`text` as the fonts can draw it: blanks for control characters, ? for unknown letters."""
    return "".join(map(_drawable_letter, text))


@cache
def _drawable_letter(letter: str) -> str:
    if letter == NO_BREAK or (letter.isprintable() and ord(letter) in _letters()):
        return letter
    return "?" if letter.isprintable() else " "


def width_mm(text: str, size: float, font: str = PLAIN) -> float:
    return _width(text, font) * size / mm


@lru_cache(REMEMBERED)
def _width(text: str, font: str) -> float:
    """In points, set in letters of one point."""
    _letters()
    return float(stringWidth(text, font, 1))


def wrapped(text: str, size: float, width: float, font: str = PLAIN) -> list[str]:
    """`text` in lines no wider than `width` mm; a word that is wider itself is divided.

    Nothing is set narrower than NARROWEST, whatever little room is left beside something longer.
    """
    width = max(width, NARROWEST)
    lines, line = [], ""
    for word in drawable(text).split(" "):
        joined = f"{line} {word}" if line else word
        if width_mm(joined, size, font) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        line = word
        while width_mm(line, size, font) > width:
            fits = max(_fitting(line, size, width, font), 1)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line]


def _fitting(word: str, size: float, width: float, font: str) -> int:
    """How many letters of a word fit."""
    counts = range(1, len(word) + 1)
    return bisect_right(counts, width, key=lambda count: width_mm(word[:count], size, font))


@dataclass(frozen=True)
class Set:
    """Text set in lines of one size, ready to be drawn."""

    lines: tuple[str, ...]
    size: float
    font: str

    @property
    def height(self) -> float:
        """Millimetres from the first baseline to the last."""
        return (len(self.lines) - 1) * self.size * LEADING * POINT


@lru_cache(REMEMBERED)
def set_text(
    text: str, width: float, size: float, *, font: str = PLAIN, least: float = 0, lines: int = 1
) -> Set:
    """`text` within `width` mm: smaller, down to `least` points, until it fits in `lines`.

    What does not fit then takes more lines: nothing is ever cut.
    """
    least = least or size
    while True:
        found = wrapped(text, size, width, font)
        if len(found) <= lines or size <= least:
            return Set(tuple(found), size, font)
        size = max(size - 0.25, least)


class Pen:
    """Draws on a part of a page: `left` and `down` are millimetres from its upper left corner."""

    def __init__(self, canvas: Canvas, top: float) -> None:
        self.canvas = canvas
        self.top = top  # of the part, in points from the foot of the page

    def text(self, left: float, down: float, text: str, size: float, font: str = PLAIN) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(left * mm, self.top - down * mm, drawable(text))

    def text_right(
        self, right: float, down: float, text: str, size: float, font: str = PLAIN
    ) -> None:
        self.text(right - width_mm(drawable(text), size, font), down, text, size, font)

    def text_centred(
        self, middle: float, down: float, text: str, size: float, font: str = PLAIN
    ) -> None:
        self.text(middle - width_mm(drawable(text), size, font) / 2, down, text, size, font)

    def set(self, left: float, down: float, what: Set) -> None:
        for number, line in enumerate(what.lines):
            self.text(left, down + number * what.size * LEADING * POINT, line, what.size, what.font)

    def line(self, left: float, down: float, right: float, thick: float = 0.3) -> None:
        self.canvas.setLineWidth(thick)
        level = self.top - down * mm
        self.canvas.line(left * mm, level, right * mm, level)

    def box(
        self, left: float, down: float, width: float, height: float, *, round_mm: float = 0
    ) -> None:
        self.canvas.setLineWidth(0.6)
        corner = left * mm, self.top - (down + height) * mm
        self.canvas.roundRect(*corner, width * mm, height * mm, round_mm * mm)

    def shade(self, left: float, down: float, width: float, height: float) -> None:
        self.canvas.saveState()
        self.canvas.setFillGray(0.93)
        corner = left * mm, self.top - (down + height) * mm
        self.canvas.rect(*corner, width * mm, height * mm, stroke=0, fill=1)
        self.canvas.restoreState()

    def across(self, middle: float, down: float, text: str, size: float) -> None:
        """A word in outline lying across the part: seen on a copy, and all under it can be read."""
        self.canvas.saveState()
        self.canvas.translate(middle * mm, self.top - down * mm)
        self.canvas.rotate(28)
        self.canvas.setStrokeGray(0.5)
        self.canvas.setLineWidth(max(size / 80, 0.7))
        self.canvas.setFont(BOLD, size)
        self.canvas.drawCentredString(0, -size / 3, text, mode=1)
        self.canvas.restoreState()

    def qr(self, left: float, down: float, side: float, text: str) -> None:
        """What a telephone reads, `side` mm wide with the white it needs around it."""
        draw_qr(self.canvas, text, left * mm, self.top - (down + side) * mm, side)
