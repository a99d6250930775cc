"""The square a telephone reads: number, day, amount and control code of a paper, and nothing else."""

from functools import lru_cache
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

QUIET = 4  # modules left white around it, as its standard asks
# Any of the eight masks can be read. Looking for the handsomest takes six times as long.
_MASK = 3


def draw_qr(canvas: Canvas, text: str, left: float, foot: float, side: float) -> None:
    """Draw it `side` mm wide, its white border included; the corner in points of the page."""
    modules, strokes = _strokes(text)
    unit = side * mm / (modules + 2 * QUIET)
    canvas.saveState()
    canvas.translate(left + QUIET * unit, foot + QUIET * unit)
    canvas.scale(unit, unit)
    canvas.addLiteral(strokes)
    canvas.restoreState()


@lru_cache(32)
def _strokes(text: str) -> tuple[int, str]:
    """How many modules wide it is, and its strokes in PDF's own words, a module long and wide."""
    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    code.makeImpl(False, _MASK)
    rows, count = code.modules, code.getModuleCount()
    drawn = []
    for place, row in enumerate(rows):
        start, level = 0, count - place - 1
        while start < count:
            if not row[start]:
                start += 1
                continue
            end = start
            while end < count and row[end]:
                end += 1
            drawn.append(f"{start} {level} {end - start} 1 re")
            start = end
    whole = count + 2 * QUIET
    white = f"1 g {-QUIET} {-QUIET} {whole} {whole} re f 0 g"  # over the word across a void paper
    return count, "\n".join([white, *drawn, "f"])
