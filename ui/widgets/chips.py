"""One of a few, as a row of chips; where they do not fit, as a list to choose from."""

from collections.abc import Callable, Mapping, Sequence
from tkinter import Event, Misc, StringVar

import ttkbootstrap as ttk

from ui import theme
from ui.widgets import controls
from ui.widgets.controls import Choice
from ui.widgets.entries import choices
from ui.widgets.words import number


class Chips(ttk.Frame):
    """`variable` holds the value of the chosen one; `command` is called when a person chooses."""

    def __init__(
        self,
        parent: Misc,
        variable: StringVar,
        options: Sequence[tuple[str, str]],  # value, words
        command: Callable[[], object],
        *,
        surface: str = "ground",
    ) -> None:
        self.look, self.variable, self.command = theme.of(parent), variable, command
        super().__init__(parent, style=self.look.frame(surface), height=1)
        self.words = dict(options)
        self.row = controls.area(self, surface)
        self.chips = {
            value: Choice(self.row, words, variable, value, command, surface=surface)
            for value, words in options
        }
        for chip in self.chips.values():
            chip.pack(side="left", padx=(0, self.look.px(1)))
        self.list = choices(self, [], width=18, surface=surface)
        self.list.bind("<<ComboboxSelected>>", self._choose)
        variable.trace_add("write", lambda *_names: self._say_chosen())
        self.bind("<Configure>", self._fit)
        self.row.bind("<Configure>", self._fit)
        self._tell()

    def count(self, counts: Mapping[str, int]) -> None:
        """Say behind each word how many there are."""
        for value, count in counts.items():
            self.chips[value].say(f"{self.words[value]}  {number(count)}")
        self._tell()

    def _tell(self) -> None:
        said = [str(chip.cget("text")).strip() for chip in self.chips.values()]
        self.list.configure(values=said)
        self._say_chosen()

    def _say_chosen(self) -> None:
        if not self.winfo_exists():
            return
        place = list(self.chips).index(self.variable.get())
        self.list.current(place)

    def _choose(self, _event: Event) -> None:
        self.list.selection_clear()
        self.variable.set(list(self.chips)[self.list.current()])
        self.command()

    def _fit(self, _event: Event) -> None:
        room, wanted = self.winfo_width(), self.row.winfo_reqwidth()
        if room <= 1:
            return
        shown, other = (self.row, self.list) if wanted <= room else (self.list, self.row)
        other.place_forget()
        if not shown.winfo_manager():
            shown.place(x=0, rely=0.5, anchor="w")
        self.configure(height=max(self.row.winfo_reqheight(), self.list.winfo_reqheight()))
