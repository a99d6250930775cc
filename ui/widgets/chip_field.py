"""Chips as one field of a form: one stop for Tab, then arrows or the first letter."""

from collections.abc import Callable, Sequence
from functools import partial
from tkinter import Event, Misc, StringVar

from models.fields import folded
from ui.widgets import controls
from ui.widgets.chips import Chips


class ChipField(Chips):
    """Where all chips fit they stand in a row, else they are a list; the keys are the same."""

    def __init__(
        self,
        parent: Misc,
        variable: StringVar,
        options: Sequence[tuple[str, str]],  # value, words
        command: Callable[[], object] = controls.nothing,
        *,
        surface: str = "paper",
        large: bool = False,
        whole: bool = False,
    ) -> None:
        """`whole` ones are few and always take the room of all their chips."""
        super().__init__(parent, variable, options, command, surface=surface)
        self.values = [value for value, _words in options]
        for chip in self.chips.values():
            if large:
                chip.configure(style=controls.choice_style(self.look, surface, True))
            for key, step in (("Left", -1), ("Up", -1), ("Right", 1), ("Down", 1)):
                chip.bind(f"<{key}>", partial(self._arrow, step))
            chip.bind("<Key>", self._letter)
        if whole:
            self.after_idle(self._widen)
        self._trace = variable.trace_add("write", lambda *_names: self._one_stop())
        self.bind("<Destroy>", self._untie, add="+")
        self._one_stop()

    @property
    def wanted_px(self) -> int:
        """Width of the whole row of chips."""
        return self.row.winfo_reqwidth()

    @property
    def keyboards(self) -> list[Misc]:
        """Every widget that may have the keyboard here."""
        return [*self.chips.values(), self.list]

    def _widen(self) -> None:
        if self.winfo_exists():
            self.configure(width=self.wanted_px)

    def focus_set(self) -> None:
        if self.list.winfo_manager():
            self.list.focus_set()
        else:
            (self.chips.get(self.variable.get()) or self.chips[self.values[0]]).focus_set()

    def on_keys(self, sequence: str, deed: Callable[[], object]) -> None:
        """What a key does wherever the keyboard is in here."""
        for widget in self.keyboards:
            widget.bind(sequence, lambda _event: deed() or "break")

    def pick(self, start: str) -> bool:
        """Choose the next one whose name begins so; whether there is one."""
        now = self._place()
        turned = [*self.values[now + 1 :], *self.values[: now + 1]]
        for value in turned:
            if folded(self.words[value]).startswith(folded(start)):
                self._take(value)
                return True
        return False

    def _place(self) -> int:
        now = self.variable.get()
        return self.values.index(now) if now in self.values else -1

    def _step(self, step: int) -> str:
        self._take(self.values[max(0, min(self._place() + step, len(self.values) - 1))])
        return "break"

    def _arrow(self, step: int, _event: Event) -> str:
        return self._step(step)

    def _letter(self, event: Event) -> str | None:
        if event.char.isalpha() and self.pick(event.char):
            return "break"
        return None

    def _take(self, value: str) -> None:
        had_keyboard = self.focus_get() in self.keyboards
        self.variable.set(value)
        if had_keyboard:
            self.focus_set()
        self.command()

    def _say_chosen(self) -> None:
        if not self.winfo_exists():
            return
        if self.variable.get() in self.chips:
            super()._say_chosen()
        else:
            self.list.set("")

    def _one_stop(self) -> None:
        """Tab comes to the chosen chip and to no other."""
        chosen = self.variable.get() or self.values[0]
        for value, chip in self.chips.items():
            chip.configure(takefocus=value == chosen)

    def _untie(self, event: Event) -> None:
        if event.widget is self:
            self.variable.trace_remove("write", self._trace)
