"""Long work that lets the window live: in short steps, or in a thread that is asked now and then."""

import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.changes import Refused
from models.importing.draft import tables_of
from models.importing.reading import Progress, Workbook, read_file
from models.importing.tables import Table
from models.language import _
from ui import theme
from ui.widgets import controls
from ui.widgets.dialogs import Dialog

SLICE = 0.02  # seconds of work between two looks at the keyboard
POLL_MS = 40

Steps = Generator[tuple[int, int], None, Any]
Tell = Callable[[int, int], object]


class Stepping:
    """Runs `steps` to their end: `on_end(answer)`, or `on_fail(sentence)` when they are refused."""

    def __init__(
        self,
        widget: Misc,
        steps: Steps,
        on_step: Tell,
        on_end: Callable[[Any], object],
        on_fail: Callable[[str], object],
    ) -> None:
        self.widget, self.steps = widget, steps
        self.on_step, self.on_end, self.on_fail = on_step, on_end, on_fail
        self.waiting = widget.after(1, self._go)

    @property
    def is_going(self) -> bool:
        return bool(self.waiting)

    def _go(self) -> None:
        self.waiting, ends = "", time.monotonic() + SLICE
        try:
            while time.monotonic() < ends:
                done, total = next(self.steps)
        except StopIteration as end:
            self.on_end(end.value)
            return
        except Refused as refused:
            self.on_fail(str(refused))
            return
        self.on_step(done, total)
        self.waiting = self.widget.after(1, self._go)

    def stop(self) -> None:
        """Give it up: what it began is taken back."""
        if self.waiting:
            self.widget.after_cancel(self.waiting)
            self.waiting = ""
            self.steps.close()


class Threaded:
    """Runs `work(tell, stopped)` in a thread of its own that touches neither Tk nor the book."""

    def __init__(
        self,
        widget: Misc,
        work: Callable[[Tell, Callable[[], bool]], Any],
        on_step: Tell,
        on_end: Callable[[Any], object],
        on_fail: Callable[[BaseException], object],
    ) -> None:
        self.widget, self.on_step, self.on_end, self.on_fail = widget, on_step, on_end, on_fail
        self.stopped, self.at = threading.Event(), (0, 0)
        self.answer: Any = None
        self.failure: BaseException | None = None
        self.thread = threading.Thread(target=self._work, args=(work,), daemon=True)
        self.thread.start()
        self.waiting = widget.after(POLL_MS, self._look)

    def _work(self, work: Callable[[Tell, Callable[[], bool]], Any]) -> None:
        try:
            self.answer = work(self._note, self.stopped.is_set)
        except BaseException as failure:  # noqa: BLE001  told in the window's own thread
            self.failure = failure

    def _note(self, done: int, total: int) -> None:
        self.at = done, total

    def _look(self) -> None:
        self.waiting = ""
        if self.thread.is_alive():
            self.on_step(*self.at)
            self.waiting = self.widget.after(POLL_MS, self._look)
        elif self.failure is not None:
            self.on_fail(self.failure)
        else:
            self.on_end(self.answer)

    def stop(self) -> None:
        self.stopped.set()


def reading(
    path: Path, encoding: str, separator: str
) -> Callable[[Tell, Callable[[], bool]], tuple[Workbook, list[Table]]]:
    """The work of reading a file and finding its tables, to be done aside."""

    def work(tell: Tell, stopped: Callable[[], bool]) -> tuple[Workbook, list[Table]]:
        def note(now: Progress) -> None:
            tell(now.done, now.total)

        workbook = read_file(
            path, encoding=encoding, separator=separator, progress=note, cancelled=stopped
        )
        return workbook, tables_of(workbook)

    return work


class Bar(ttk.Frame):
    """How far the work is: a sentence, a bar, and the button that stops it."""

    def __init__(
        self, parent: Misc, words: str, stop: str, deed: Callable[[], object], surface: str
    ) -> None:
        look = theme.of(parent)
        super().__init__(parent, style=look.frame(surface))
        controls.text(self, words, "lead", "ink", surface).pack(anchor="w")
        self.bar = ttk.Progressbar(self, length=look.em(90), mode="determinate")
        self.bar.pack(fill="x", pady=look.px(2))
        self.count = controls.text(self, " ", "small", "soft", surface)
        self.count.pack(anchor="w")
        self.button = controls.Button(self, stop, deed, key=_("Esc"), surface=surface)
        self.button.pack(anchor="w", pady=(look.px(2), 0))

    def show(self, done: int, total: int) -> None:
        if total:
            self.bar.configure(value=100 * done / total)
            self.count.configure(
                text=_("{done} de {total} filas").format(done=f"{done:,}", total=f"{total:,}")
            )


class Storing(Dialog):
    """Over the window while the book is written: nothing else may be done to it meanwhile."""

    def __init__(self, parent: Misc, title: str, stop: str, steps: Steps) -> None:
        super().__init__(parent, title)
        self.refusal = ""
        self.bar = Bar(self.body, title, stop, lambda: self.answer(None), "paper")
        self.bar.pack(fill="x")
        self.work = Stepping(self, steps, self.bar.show, self.answer, self._fail)

    def _fail(self, sentence: str) -> None:
        self.refusal = sentence
        self.answer(None)

    def destroy(self) -> None:
        """Also when the window behind it is closed: what was begun is taken back."""
        self.work.stop()
        super().destroy()


def store_in_sight(parent: Misc, title: str, stop: str, steps: Steps) -> Any:
    """What the work answers; None if the person stopped it. Refused as the work is."""
    made = Storing(parent, title, stop, steps)
    answer = made.run(made.bar.button)
    if made.refusal:
        raise Refused(made.refusal)
    return answer
