"""The paper a page wants: a known sheet, or so much of a roll."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from ui.printers.jobs import Size

POINT = 25.4 / 72  # millimetres
ALIKE = 1.0  # mm two papers of one kind may differ by
# Each standing; a page that lies takes the same sheet.
SHEETS = {"A4": (210.0, 297.0), "A5": (148.0, 210.0)}


@dataclass(frozen=True)
class Medium:
    """«A4», «A5», or "" for a piece of a roll. Millimetres, as the paper leaves the printer."""

    name: str
    wide: float
    tall: float


@dataclass(frozen=True)
class Run:
    """Pages one after the other on one paper; `first` and `last` count from 1, both included."""

    medium: Medium
    first: int
    last: int


def medium_of(size: Size) -> Medium:
    wide, tall = (round(side * POINT, 1) for side in size)
    for name, sheet in SHEETS.items():
        if _alike((min(wide, tall), max(wide, tall)), sheet):
            return Medium(name, *sheet)
    return Medium("", wide, tall)


def _alike(sides: tuple[float, float], sheet: tuple[float, float]) -> bool:
    return all(abs(a - b) <= ALIKE for a, b in zip(sides, sheet, strict=True))


def runs(sizes: Sequence[Size]) -> list[Run]:
    """Receipts on a roll are each as long as they need: every length is a run of its own."""
    found: list[Run] = []
    numbered = enumerate(map(medium_of, sizes), start=1)
    for medium, pages in groupby(numbered, key=lambda page: page[1]):
        numbers = [number for number, _medium in pages]
        found.append(Run(medium, numbers[0], numbers[-1]))
    return found
