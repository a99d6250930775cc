"""The whole of the book is gone through at each start, aside: the window does not wait for it.

What `revisar` asks, with its pages, its sums and the chain of its history, takes a moment in the
book of a year and seconds in one of many. What is found while something was stored is not believed
but looked for again.
"""

from collections.abc import Callable
from pathlib import Path
from tkinter import Event, Misc

from models.file import soundness
from models.review.books import faults
from ui.errors import write
from ui.tasks import in_thread

LOOK_STEPS = 20_000  # of SQLite, between two looks at whether it is stopped
TIMES = 3  # it is gone through at most, where something is stored meanwhile


class Checking:
    """Goes through the book at `path`; `found` is called with what was found, if anything was."""

    def __init__(self, shell: Misc, path: Path, found: Callable[[list[str]], object]) -> None:
        self.shell, self.path, self.found = shell, path, found
        self._stopped = self.is_done = False
        shell.bind("<Destroy>", self._gone, add="+")
        in_thread(shell, self._look, self._told, write)

    def _gone(self, event: Event) -> None:
        if event.widget is self.shell:
            self.stop()

    def stop(self) -> None:
        """Nothing is looked at any more; the thread ends at once."""
        self._stopped = True

    def _look(self) -> list[str]:
        for _time in range(TIMES):
            before = soundness.stamp(self.path)
            with soundness.aside(self.path) as own:
                own.set_progress_handler(lambda: self._stopped, LOOK_STEPS)
                said = faults()
            if self._stopped or not said or soundness.stamp(self.path) == before:
                return said
        return []

    def _told(self, said: list[str]) -> None:
        self.is_done = True
        if said and not self._stopped:
            self.found(said)
