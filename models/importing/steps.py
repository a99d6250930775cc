"""Work done in steps, so that a window lives while it goes on."""

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")


def to_its_end(steps: Generator[tuple[int, int], None, T]) -> T:
    """What the work answers, all steps done at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            answer: T = end.value
            return answer
