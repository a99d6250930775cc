"""The day of what is being registered: typed short, shown whole, and judged beside it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from tkinter import Event, Misc

import ttkbootstrap as ttk

from models.changes import Refused
from models.documents import Document
from models.fields import read, show
from models.language import _
from models.months import Month, check_open
from ui import theme
from ui.context import Context
from ui.widgets import controls
from ui.widgets.entries import entry


class DayField(ttk.Frame):
    """`on_leave` is called when a person leaves the field, `on_say` when its sentence changed."""

    def __init__(
        self,
        parent: Misc,
        context: Context,
        *,
        on_leave: Callable[[], object],
        on_say: Callable[[], object],
    ) -> None:
        look = theme.of(parent)
        super().__init__(parent, style=look.frame("ground"))
        self.context, self.on_leave, self.on_say = context, on_leave, on_say
        self.by_hand = False  # whether a person typed it
        self._last = date.today()
        self.entry = entry(self, width=11, surface="ground")
        self.entry.pack(side="right")
        self.entry.bind("<KeyRelease>", self._typed, add="+")
        self.entry.bind("<FocusOut>", lambda _event: self.left(), add="+")
        controls.text(self, _("Fecha"), "strong").pack(side="right", padx=look.px(2))
        self.beside = controls.Problem(self, "ground", 40)
        self.beside.pack(side="right", padx=look.px(2))

    @property
    def is_wrong(self) -> bool:
        return self.entry.instate(["invalid"])

    def focus_set(self) -> None:
        self.entry.focus_set()

    def get(self) -> str:
        return self.entry.get()

    def suggest(self) -> None:
        """Today, whichever month is on display: nothing is dated back unseen."""
        self._write(date.today())
        self.by_hand = False
        self.judge()

    def put(self, day: date) -> None:
        """Write this day, as if a person had."""
        self._write(day)
        self.by_hand = True
        self.judge()

    def put_words(self, words: str) -> None:
        """Write what a person had typed, whatever it was."""
        self.entry.delete(0, "end")
        self.entry.insert(0, words)
        self.by_hand = True
        self.judge()

    def day(self) -> date:
        """The day typed; ValueError or Refused, with a sentence, for none that can be."""
        if not self.get().strip():
            raise ValueError(_("Falta la fecha."))
        day: date = read(Document.day, self.get())
        check_open(self.context.association, day)
        return day

    def meant(self) -> date:
        """The day typed, or the last one that could be read."""
        with suppress(ValueError, Refused):  # its own sentence stands beside it
            self._last = self.day()
        return self._last

    def judge(self) -> str:
        """Say beside it what is wrong with it, or that another month is shown above; what is wrong."""
        try:
            day = self.day()
        except (ValueError, Refused) as wrong:
            self.say(str(wrong))
            return str(wrong)
        self.say(another_month(day, self.context.month), "warn")
        return ""

    def say(self, sentence: str, tone: str = "danger") -> None:
        self.beside.say(sentence, tone)
        self.entry.state(["invalid" if sentence and tone == "danger" else "!invalid"])
        self.on_say()

    def left(self) -> None:
        if not self.winfo_exists():
            return
        if not self.judge():
            self._write(self.day())
        self.on_leave()

    def _typed(self, _event: Event) -> None:
        self.by_hand = True
        self.say("")

    def _write(self, day: date) -> None:
        self.entry.delete(0, "end")
        self.entry.insert(0, show(Document.day, day))


def another_month(day: date | None, shown: Month) -> str:
    """«Se anota en noviembre; arriba está viendo mayo.» for a day outside the month shown; else ""."""
    if day is None or (month := Month.of(day)) == shown:
        return ""
    same_year = month.year == shown.year
    return _("Se anota en {month}; arriba está viendo {shown}.").format(
        month=month.name if same_year else month.title,
        shown=shown.name if same_year else shown.title,
    )
