"""A field for one figure: its name, what is typed, and under it what the program made of that."""

from collections.abc import Callable
from tkinter import Misc, StringVar
from typing import Any

import ttkbootstrap as ttk
from peewee import Field

from models.fields import read
from ui import theme
from ui.widgets import controls
from ui.widgets.entries import entry


class FigureField(ttk.Frame):
    """`on_type` hears what a person types, not what the program puts there."""

    def __init__(
        self,
        parent: Misc,
        name: str,
        field: Field,
        *,
        role: str = "figure",
        width: int = 5,
        hint: str = "",
        number: bool = True,
        on_type: Callable[[], object] = controls.nothing,
        on_leave: Callable[[], object] = controls.nothing,
    ) -> None:
        look = theme.of(parent)
        super().__init__(parent, style=look.frame("paper"))
        self.field = field
        self.words, self.hint = StringVar(self), StringVar(self, hint)
        self._putting = False
        controls.text(self, name, "strong", "ink", "paper").pack(anchor="w")
        self.entry = entry(self, role=role, width=width, number=number, textvariable=self.words)
        self.entry.pack(anchor="w", pady=(look.px(0.5), 0))
        controls.text(self, self.hint, "small", "soft", "paper").pack(anchor="w")
        self.words.trace_add("write", lambda *_names: self._putting or on_type())
        self.entry.bind("<FocusOut>", lambda _event: self._left(on_leave), add="+")

    def _left(self, on_leave: Callable[[], object]) -> None:
        self.entry.selection_clear()
        on_leave()

    def focus_set(self) -> None:
        self.entry.focus_set()
        self.entry.selection_range(0, "end")  # also where it had the keyboard already

    def get(self) -> str:
        return self.words.get().strip()

    def put(self, words: str) -> None:
        if words != self.words.get():
            self._putting = True
            self.words.set(words)
            self._putting = False

    def value(self) -> Any:
        """What the words stand for, None for none; ValueError, with a sentence, if nothing."""
        return read(self.field, self.get()) if self.get() else None

    def allow(self, allowed: bool) -> None:
        if not allowed:
            self.put("")
        self.entry.state(["!disabled" if allowed else "disabled"])

    @property
    def allowed(self) -> bool:
        return not self.entry.instate(["disabled"])

    def mark(self, wrong: bool) -> None:
        self.entry.state(["invalid" if wrong else "!invalid"])
