"""Work done in steps, so that a window lives while it goes on."""

from collections.abc import Generator
from contextlib import closing
from typing import Any, TypeVar

from models import chain
from models.asked import answers_kept

T = TypeVar("T")
Steps = Generator[tuple[int, int], None, T]  # how much of how much; then the answer


def to_its_end(steps: Steps[T]) -> T:
    """What the work answers, all steps done at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            answer: T = end.value
            return answer


def linked(steps: Steps[T]) -> Steps[T]:
    """The same steps; what each stores is linked with it, so that the end holds up no window."""
    with closing(steps):
        while True:
            try:
                now = next(steps)
            except StopIteration as end:
                answer: T = end.value
                return answer
            chain.seal()
            yield now


def with_answers(answers: dict[Any, Any], steps: Steps[T]) -> Steps[T]:
    """The same steps, all with these answers kept; between two the window asks its own questions."""
    with closing(steps):
        while True:
            with answers_kept(answers):
                try:
                    now = next(steps)
                except StopIteration as end:
                    answer: T = end.value
                    return answer
            yield now
