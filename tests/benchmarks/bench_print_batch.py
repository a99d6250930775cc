"""Five hundred papers made ready for the printer, and whether the window answers all the while.

A tick every few milliseconds stands for the hands of a person: the longest wait between two of them
is what she may feel, in time of the processor: what else the machine does is not ours. The floor is the same
work with nobody waiting: the file made in one go.
"""

import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import measuring
from books import book

from models import documents
from models.associations import Association
from models.file import storage
from models.months import Month
from reports.papers.documents import documents_pdf
from reports.papers.sizes import A4X2, ROLL_80, Size

PAPERS, TICK_MS = 500, 5
FIRST_MS, LONGEST_MS, TARGET = 100, 50, 1.5


class Ticks:
    """The longest time (s) in which the window did not answer."""

    def __init__(self, root: Any) -> None:
        self.root, self.last, self.longest = root, time.process_time(), 0.0
        self._tick()

    def _tick(self) -> None:
        now = time.process_time()
        self.longest = max(self.longest, now - self.last - TICK_MS / 1000)
        self.last = now
        self.root.after(TICK_MS, self._tick)


def batch(app: Any, several: list, size: Size) -> tuple[float, float, float]:
    """Seconds until the first page stands on the desk, until all are made, and the longest wait."""
    app.context.preferences.papers = {str(several[0].kind): {"": size.code}}
    ticks = Ticks(app.root)
    app.root.update()
    ticks.longest = 0.0
    start = time.process_time()
    screen = app.shell.go("preview", documents=several, what="")
    app.root.update_idletasks()
    first = time.process_time() - start
    ticks.last, ticks.longest = time.process_time(), 0.0
    while not screen.view.pdf:
        app.root.update()
    made = time.process_time() - start
    app.root.update()
    app.shell.go("home")
    return first, made, ticks.longest


def main() -> None:
    from ui.app import open_window
    from ui.preferences import Preferences

    with storage.opened(book(12)), TemporaryDirectory() as folder, measuring.screen():
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
            start = time.process_time()
            documents_pdf(several, size=size)
            floor = time.process_time() - start
            promises += [
                measuring.verdict_ms("the first page on the desk", first, FIRST_MS),
                measuring.verdict_ms("the longest time without an answer", longest, LONGEST_MS),
            ]
            print(f"  all of them: {measuring.ms(made)}, in one go {measuring.ms(floor)}")
            promises.append(measuring.verdict("in slices against in one go", made / floor, TARGET))
        app.root.destroy()
    measuring.close(promises)


if __name__ == "__main__":
    main()
