"""The whole of the book is gone through at each start, aside: the window does not wait for it.

What `revisar` asks, with its pages, its sums and the chain of its history, takes a moment in the
book of a year and seconds in one of many. What is found while something was stored is not believed
but looked for again.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from tkinter import Event, Misc

from models import soundness
from models.review.books import faults
from ui.tasks import in_thread

TIMES = 3  # it is gone through at most, where something is stored meanwhile


class Checking:
    """Goes through the book at `path`; `found` is called with what was found, if anything was."""

    def __init__(self, shell: Misc, path: Path, found: Callable[[list[str]], object]) -> None:
        self.shell, self.path, self.found = shell, path, found
        self._own: sqlite3.Connection | None = None
        self._stopped = self.is_done = False
        shell.bind("<Destroy>", self._gone, add="+")
        in_thread(shell, self._look, self._told, lambda _failure: None)

    def _gone(self, event: Event) -> None:
        if event.widget is self.shell:
            self.stop()

    def stop(self) -> None:
        """Nothing is looked at any more; the thread ends at once."""
        self._stopped = True
        if self._own is not None:
            self._own.interrupt()

    def _look(self) -> list[str]:
        for _time in range(TIMES):
            before = soundness.stamp(self.path)
            with soundness.aside(self.path) as self._own:
                said = [] if self._stopped else faults()
                self._own = None
            if self._stopped or not said or soundness.stamp(self.path) == before:
                return said
        return []

    def _told(self, said: list[str]) -> None:
        self.is_done = True
        if said and not self._stopped:
            self.found(said)
