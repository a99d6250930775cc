"""Where the four words, the code of the sheet or a PIN are typed: covered, unless one asks to see."""

from collections.abc import Callable
from tkinter import Misc

import ttkbootstrap as ttk

from models.language import _
from ui import theme
from ui.widgets import controls
from ui.widgets.entries import entry

COVER = "●"


class WordsField(ttk.Frame):
    """Enter is `on_enter`. What is wrong is said under it."""

    def __init__(
        self, parent: Misc, on_enter: Callable[[], object], *, width: int = 34, hint: str = ""
    ) -> None:
        look = theme.of(parent)
        super().__init__(parent, style=look.frame("paper"))
        row = controls.area(self, "paper")
        row.pack(anchor="w")
        self.entry = entry(row, role="lead", width=width, show=COVER)
        self.entry.pack(side="left")
        self.see_button = controls.Button(
            row, _("Ver"), self.turn, kind="quiet", icon="eye", surface="paper"
        )
        self.see_button.pack(side="left", padx=look.px(2))
        self.problem = controls.Problem(self, letters=52, hint=hint)
        self.problem.pack(anchor="w", pady=(look.px(1), 0))
        for key in ("<Return>", "<KP_Enter>"):
            self.entry.bind(key, controls.then(on_enter))

    def turn(self) -> None:
        """Show what is typed, or cover it again."""
        covered = bool(self.entry.cget("show"))
        self.entry.configure(show="" if covered else COVER)
        self.see_button.say(_("Tapar") if covered else _("Ver"))

    def get(self) -> str:
        return self.entry.get()

    def clear(self) -> None:
        self.entry.delete(0, "end")
        self.problem.say("")

    def focus_set(self) -> None:
        self.entry.focus_set()

    def say(self, words: str, tone: str = "danger") -> None:
        """The sentence; what was typed stays, ready to be put right."""
        self.problem.say(words, tone)
        self.entry.focus_set()
        self.entry.icursor("end")
