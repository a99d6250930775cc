"""Fields side by side, and under them the sentence that matters most of those said about them."""

from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from ui import theme
from ui.widgets import controls
from ui.widgets.scroller import Scroller

LETTERS = 74  # of a sentence under a row of fields
TONES = ("danger", "warn", "good")  # what stands first hides the others


class Row(ttk.Frame):
    """Under the fields: a hint, or what was said `about` each. What is wrong hides what is well."""

    def __init__(self, parent: Misc, hint: str = "") -> None:
        self.look = theme.of(parent)
        super().__init__(parent, style=self.look.frame("paper"))
        self.line = controls.area(self, "paper")
        self.line.pack(fill="x")
        self.beside = controls.Problem(self, letters=LETTERS, hint=hint)
        self.beside.pack(anchor="w", pady=(self.look.px(0.5), 0))
        self.said: dict[str, tuple[str, str]] = {}  # about -> sentence and its tone
        self._shown = ("", "")

    def slot(self, title: str) -> ttk.Frame:
        """A place for one field, its name above it."""
        made = controls.area(self.line, "paper")
        made.pack(side="left", anchor="n", padx=(0, self.look.px(4)))
        controls.text(made, title, "strong", "ink", "paper").pack(anchor="w")
        return made

    def say(self, words: str, tone: str = "danger", about: str = "") -> None:
        """Say this about that, in place of what was said about it before; "" says nothing."""
        if words:
            self.said[about] = words, tone
        else:
            self.said.pop(about, None)
        worst = next((t for t in TONES if any(t == said for _w, said in self.said.values())), "")
        words = "  ".join(dict.fromkeys(w for w, said in self.said.values() if said == worst))
        if (words, worst) != self._shown:
            self._shown = words, worst
            self.beside.say(words, worst)

    def tone_of(self, about: str) -> str:
        return self.said.get(about, ("", ""))[1]

    def follow(self, widget: Misc) -> None:
        """Where the form scrolls, the sentence comes into view with its field."""
        around: Any = self.master
        while around is not None and not isinstance(around, Scroller):
            around = around.master
        if around is not None:
            self.update_idletasks()
            tall = self.winfo_height() > around.winfo_height() / 2
            around.follow(widget if tall else self)
