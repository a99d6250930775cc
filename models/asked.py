"""Questions whose answer holds while much is entered at once: asked of the file one time each.

The rules stay one set. What a rule asks of the file (a rate, a limit, whether a month is open) is
marked `kept`; inside `answers_kept()` the same question is answered from memory. Whoever enters
that block promises to change nothing of what is asked about.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def answers_kept(answers: dict[Any, Any] | None = None) -> Iterator[None]:
    """Answer each marked question from memory once it was asked; `answers` may outlive the block."""
    token = _answers.set({} if answers is None else answers)
    try:
        yield
    finally:
        _answers.reset(token)


def kept(question: Callable[P, T]) -> Callable[P, T]:
    """Mark a question that depends on its arguments and on the file alone."""

    @wraps(question)
    def ask(*what: P.args, **more: P.kwargs) -> T:
        answers = _answers.get()
        if answers is None:
            return question(*what, **more)
        key = (question, *what, *more.items())
        if key not in answers:
            answers[key] = question(*what, **more)
        answer: T = answers[key]
        return answer

    return ask


def known(of: Any, name: str) -> dict[Any, Any] | None:
    """What is kept of `of` under that name, to be written in too; None outside the block."""
    answers = _answers.get()
    return None if answers is None else answers.setdefault(("known", of, name), {})


def remember(record: Any, *names: str) -> None:
    """Keep it as the one that has these values, where what is known of its kind is kept."""
    for name in names:
        if (found := known(type(record), name)) is not None:
            found[record.__data__[name]] = record
