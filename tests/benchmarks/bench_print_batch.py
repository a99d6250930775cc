"""Five hundred papers to the printer in one go, and whether the window answers all the while.

A tick every few milliseconds stands for the hands of a person: the longest wait between two of them
is what she may feel. It is taken from the choice of the papers until the printer has all of them.
The floor is the same work with nobody waiting: the file made in one go.
"""

import sys
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import measuring
from books import book

from models import documents, storage
from models.associations import Association
from models.months import Month
from reports.papers.documents import documents_pdf
from reports.papers.sizes import A4X2, ROLL_80, Size
from ui.printers import system
from ui.printers.jobs import Job, Progress

PAPERS, TICK_MS = 500, 5
FIRST_MS, LONGEST_MS, TARGET = 100, 50, 1.5


class Ticks:
    """The longest time (s) in which the window did not answer."""

    def __init__(self, root: Any) -> None:
        self.root, self.last, self.longest = root, time.perf_counter(), 0.0
        self._tick()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self.last - TICK_MS / 1000)
        self.last = now
        self.root.after(TICK_MS, self._tick)


@contextmanager
def printer():
    """One that takes everything at once: what it does with it is its own affair."""
    taken: list[Job] = []

    def take(job: Job, _progress: Progress) -> None:
        taken.append(job)

    before = system.printers, system.send
    system.printers, system.send = (list), take
    try:
        yield taken
    finally:
        system.printers, system.send = before


def batch(app: Any, several: list, size: Size) -> tuple[float, float, float]:
    """Seconds until the first page stands on the desk, until all are made, and the longest wait."""
    app.context.preferences.papers = {str(several[0].kind): {"": size.code}}
    ticks = Ticks(app.root)
    app.root.update()
    ticks.longest = 0.0
    start = time.perf_counter()
    screen = app.shell.go("preview", documents=several, what="")
    app.root.update_idletasks()
    first = time.perf_counter() - start
    ticks.last, ticks.longest = time.perf_counter(), 0.0
    while not screen.view.pdf:
        app.root.update()
    made = time.perf_counter() - start
    app.root.update()
    app.shell.go("home")
    return first, made, ticks.longest


def main() -> None:
    from ui.app import open_window
    from ui.preferences import Preferences

    with storage.opened(book(12)), TemporaryDirectory() as folder, measuring.screen(), printer():
        several = documents.named(str(Month.of(date.today())))[:PAPERS]
        app = open_window(
            Association.get(),
            Month.of(date.today()),
            preferences=Preferences(),
            preferences_path=Path(folder) / "preferences",
        )
        promises = []
        for size in (A4X2, ROLL_80):
            measuring.title(f"{len(several)} papers previewed, {size.code}", "a tick every 5 ms")
            batch(app, several[:20], size)  # what is read in once does not count
            first, made, longest = batch(app, several, size)
            start = time.perf_counter()
            documents_pdf(several, size=size)
            floor = time.perf_counter() - start
            promises += [
                measuring.verdict_ms("the first page on the desk", first, FIRST_MS),
                measuring.verdict_ms("the longest time without an answer", longest, LONGEST_MS),
            ]
            print(f"  all of them: {measuring.ms(made)}, in one go {measuring.ms(floor)}")
            promises.append(measuring.verdict("in slices against in one go", made / floor, TARGET))
        app.root.destroy()
    measuring.close(promises)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
