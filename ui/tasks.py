"""Work that does not stop the window: in a thread, or a little at a time between two keys."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread
from tkinter import Misc, TclError
from typing import TypeVar

T = TypeVar("T")

LOOK_MS = 25  # between two looks at whether a thread is done
SLICE_S = 0.01  # of work before the window has its turn


def in_thread(
    widget: Misc,
    work: Callable[[], T],
    then: Callable[[T], object],
    failed: Callable[[Exception], object],
) -> None:
    """Do `work` aside, and what follows in Tk's own thread; nothing follows a widget that is gone.

    `work` touches neither the window nor the book, which belong to Tk's thread. The program does
    not end before it is done.
    """
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as failure:  # noqa: BLE001  it rises again in Tk's thread
            done.set_exception(failure)

    def look() -> None:
        if not is_there(widget):
            return
        if not done.done():
            widget.after(LOOK_MS, look)
        elif isinstance(failure := done.exception(), Exception):
            failed(failure)
        else:
            then(done.result())

    Thread(target=run, name="work aside").start()
    widget.after(LOOK_MS, look)


class Slices:
    """Takes the steps of a long work a few at a time; `then` is called after the last one."""

    def __init__(
        self,
        widget: Misc,
        steps: Iterator[object],
        then: Callable[[], object],
        failed: Callable[[Exception], object],
        *,
        after_each: Callable[[], object],
    ) -> None:
        self.widget, self.steps, self.after_each = widget, steps, after_each
        self.then, self.failed = then, failed
        self._next = widget.after(1, self._go_on)

    def stop(self) -> None:
        """Take no further step; nothing follows."""
        if self._next:
            with suppress(TclError):  # the window itself may be going
                self.widget.after_cancel(self._next)
            self._next = ""

    def _go_on(self) -> None:
        self._next = ""
        if not is_there(self.widget):
            return
        until = time.perf_counter() + SLICE_S
        try:
            while time.perf_counter() < until:
                next(self.steps)
        except StopIteration:
            self.then()
        except Exception as failure:  # noqa: BLE001  whoever asked for the work answers it
            self.failed(failure)
        else:
            self.after_each()
            self._next = self.widget.after(1, self._go_on)


def is_there(widget: Misc) -> bool:
    """Whether it still stands, and its window."""
    try:
        return bool(widget.winfo_exists())
    except TclError:
        return False
