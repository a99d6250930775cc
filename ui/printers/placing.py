"""Where a page goes on the sheet of a printer that is drawn upon dot by dot."""

from dataclasses import dataclass
from fractions import Fraction

from ui.printers.jobs import Size

POINTS = 72  # to the inch
ENOUGH_DPI = 300  # finer than this no letter gets: the printer's own dots fill it in
SLACK = Fraction(1, 50)  # a page may be so much larger than the sheet, and only its margin is lost


@dataclass(frozen=True)
class Sheet:
    """What a printer says of its paper, in its own dots: `left` and `top` it cannot print on."""

    wide: int  # of the whole sheet
    tall: int
    left: int
    top: int
    reach_wide: int  # of what it can print on
    reach_tall: int
    across_dpi: int
    down_dpi: int


@dataclass(frozen=True)
class Placed:
    """`box` in dots from the first one that can be printed on: left, top, right, bottom."""

    turned: bool  # a quarter
    box: tuple[int, int, int, int]
    scale: float  # to draw the page at, of 72 dots to the inch, before it is turned


def place(page: Size, sheet: Sheet) -> Placed:
    """At its true size where the sheet has room for it, as it lies or turned; else made smaller.

    It begins at the upper edge of the sheet, in the middle of its width.
    """
    whole = _fit(page, sheet, sheet.wide, sheet.tall)
    turned_page = (page[1], page[0])
    turned = _fit(turned_page, sheet, sheet.wide, sheet.tall)
    if whole >= 1 - SLACK:
        return _at_true_size(page, sheet, turned=False)
    if turned >= 1 - SLACK:
        return _at_true_size(turned_page, sheet, turned=True)
    lying = turned > whole
    shown = turned_page if lying else page
    shrunk = _fit(shown, sheet, sheet.reach_wide, sheet.reach_tall)
    wide, tall = (round(side * shrunk) for side in _dots(shown, sheet))
    left = (sheet.reach_wide - wide) // 2
    return Placed(lying, (left, 0, left + wide, tall), _scale(sheet, shrunk))


def _at_true_size(page: Size, sheet: Sheet, *, turned: bool) -> Placed:
    wide, tall = (round(side) for side in _dots(page, sheet))
    left = int((sheet.wide - wide) / 2) - sheet.left
    return Placed(turned, (left, -sheet.top, left + wide, tall - sheet.top), _scale(sheet, 1))


def _dots(page: Size, sheet: Sheet) -> tuple[Fraction, Fraction]:
    across, down = (Fraction(side).limit_denominator(1000) for side in page)
    return across * sheet.across_dpi / POINTS, down * sheet.down_dpi / POINTS


def _fit(page: Size, sheet: Sheet, wide: int, tall: int) -> Fraction:
    """How large the page may be to fit; 1 is its true size, which it never exceeds."""
    across, down = _dots(page, sheet)
    return min(Fraction(1), Fraction(wide) / across, Fraction(tall) / down)


def _scale(sheet: Sheet, shrunk: Fraction | int) -> float:
    return float(min(sheet.across_dpi, sheet.down_dpi, ENOUGH_DPI) * Fraction(shrunk) / POINTS)
