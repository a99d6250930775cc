"""Long work beside the window: in a thread, which touches neither Tk nor the database."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from tkinter import Misc
from typing import TypeVar

LOOK_MS = 40  # between looks at whether it is done

Answer = TypeVar("Answer")
_pool = ThreadPoolExecutor(1, "aside")


def aside(window: Misc, work: Callable[[], Answer], then: Callable[[Future[Answer]], None]) -> None:
    """Do `work`, one after the other, and give `then` its outcome back in the window."""
    _wait_for(window, _pool.submit(work), then)


def _wait_for(
    window: Misc, outcome: Future[Answer], then: Callable[[Future[Answer]], None]
) -> None:
    if outcome.done():
        then(outcome)
    else:
        window.after(LOOK_MS, _wait_for, window, outcome, then)
