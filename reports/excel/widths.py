"""How wide a column must be for what it holds, in letters, and how many lines a text takes then."""

from collections.abc import Sequence
from decimal import Decimal
from math import ceil

from reports.excel.sheets import Heading, Kind, Value

NARROWEST, WIDEST = 8, 40


def column_width(heading: Heading, values: Sequence[Value]) -> int:
    """Letters that the column needs; its heading may take two lines."""
    if heading.kind is Kind.DAY:
        content = 10
    elif heading.kind is Kind.TEXT:
        content = max((len(str(value)) for value in values if value is not None), default=0)
    else:
        figures = [Decimal(value) for value in values if isinstance(value, int | Decimal)]
        largest = sum(map(abs, figures)) if heading.total else max(map(abs, figures), default=0)
        content = len(f"{largest:,.2f}")
    longest_word = max(map(len, heading.text.split()), default=0)
    half = (len(heading.text) + 1) // 2
    return max(NARROWEST, content, longest_word + 2, half)


def heading_lines(heading: Heading, width: int) -> int:
    return 1 if len(heading.text) + 3 <= min(width, WIDEST) + 2 else 2


def lines_of(text: str) -> int:
    """Lines that a text takes in the widest column; capitals are wide."""
    return sum(map(_lines_of_one, text.split("\n")))


def _lines_of_one(text: str) -> int:
    capitals = sum(map(str.isupper, text))
    return max(1, ceil((len(text) + 0.3 * capitals) / (WIDEST + 4)))


def nearest(edges: Sequence[float], where: float) -> int:
    return min(range(len(edges)), key=lambda edge: abs(edges[edge] - where))
