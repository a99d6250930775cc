"""A screen of fields that the keyboard walks through, and the sentences beside them.

Enter goes to the next field, Esc to the one before, F9 stores. Nothing typed is lost until it is
stored or let go.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from tkinter import Misc
from tkinter.ttk import Widget
from typing import Any, TypeVar

import ttkbootstrap as ttk
from peewee import Field

from models.changes import Refused
from models.fields import read, show
from models.language import _
from models.record import Doubtful, RulesBroken
from ui.context import Context, Screen
from ui.widgets import controls
from ui.widgets.dialogs import ask
from ui.widgets.inputs import ChipInput, Input, LineInput, ListInput
from ui.widgets.lookup import Lookup
from ui.widgets.row import Row

Made = TypeVar("Made")

ECHO_MS = 40  # after the last key, before the screen says what the fields say now


@dataclass
class Cell:
    """One thing that is typed. `field` reads it; `needed` is what to say when it is empty."""

    input: Input
    row: Row
    field: Field | None = None
    needed: str = ""
    blamed: Any = None  # what it said when it was called wrong; None while nothing is wrong


class FoundInput(Input):
    """A `Lookup` as an input: what was picked, or the words typed."""

    def __init__(self, lookup: Lookup) -> None:
        super().__init__(lookup, lookup.entry)
        self.lookup = lookup

    def typed(self) -> str:
        return self.lookup.get()

    def picked(self) -> Any:
        return self.lookup.picked


class Walk(Screen):
    """`refresh` says what the fields say now; `say_state` what stands in the way of storing it."""

    title = ""
    kept: tuple[str, ...] = ()  # fields that stay as they are for the next one

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.form: ttk.Frame
        self.save_button: controls.Button
        self.cells: dict[str, Cell] = {}
        self.stops: set[str] = set()  # paths of the widgets that Enter walks through
        self.before: dict[str, str] = {}  # what was typed when it began
        self.doubted: dict[str, Any] | None = None  # what was meant when the person was asked
        self._stated: dict[str, Any] | None = None  # what was meant when the state was said
        self._echoing = ""

    def refresh(self) -> None:
        """Say what the fields say now; what was said of another value goes."""
        if self._echoing:
            self.after_cancel(self._echoing)
        self._echoing = ""
        self.forgive()

    def say_state(self, words: str, tone: str = "danger") -> None:
        raise NotImplementedError

    # Building -----------------------------------------------------------------------------------

    def row(self, form: Misc, hint: str = "") -> Row:
        made = Row(form, hint)
        made.pack(fill="x", pady=(0, self.look.px(1 if self.context.compact else 2.5)))
        return made

    def add(
        self, name: str, row: Row, made: Input, field: Field | None = None, needed: str = ""
    ) -> Input:
        """Take an input that stands in a place of `row`."""
        made.widget.pack(anchor="w", pady=(self.look.px(1), 0))
        self.cells[name] = Cell(made, row, field, needed)
        if isinstance(made, ChipInput):
            self._tame_chips(made)
        else:
            self.stop(made.keyboard)
            self.hear(made)
        return made

    def line(
        self, name: str, row: Row, title: str, field: Field, needed: str = "", role: str = "body"
    ) -> LineInput:
        """A line to type a value of this kind in."""
        made = LineInput(row.slot(title), field, "", lambda problem: self._left(name, problem))
        if role != "body":
            made.keyboard.configure(font=self.look.font(role))  # type: ignore[call-arg]
        self.add(name, row, made, field, needed)
        return made

    def chips(self, name: str, row: Row, title: str, words: Sequence[str]) -> ChipInput:
        place = row.slot(title)
        if not title:
            controls.clear(place)
        made = ChipInput(place, words, words[0], self.changed)
        self.add(name, row, made)
        return made

    def ways(self, form: Misc, title: str, words: Sequence[str]) -> tuple[ChipInput, ttk.Frame]:
        """Which of a few deeds it is, and a place at the right of them."""
        row = self.row(form)
        beside = controls.area(row.line, "paper")
        beside.pack(side="right", anchor="s")
        place = row.slot("" if self.context.compact else title)
        if self.context.compact:
            controls.clear(place)
        made = ChipInput(place, words, words[0], self.changed)
        self.add("way", row, made)
        return made, beside

    def list_of(self, name: str, row: Row, title: str, words: Sequence[str]) -> ListInput:
        made = ListInput(row.slot(title), words, "", self.changed)
        self.add(name, row, made)
        return made

    def lookup(
        self,
        name: str,
        row: Row,
        title: str,
        search: Callable[[str], Sequence[Any]],
        called: Callable[[Any], tuple[str, str]],
        width: int = 34,
        needed: str = "",
    ) -> Lookup:
        made = Lookup(
            row.slot(title),
            search,
            called,
            width=width,
            on_pick=lambda _picked: self._picked(made),
            on_type=self.changed,
        )
        self.add(name, row, FoundInput(made), None, needed)
        return made

    # Keys ---------------------------------------------------------------------------------------

    def stop(self, widget: Misc) -> None:
        """Enter and Esc walk through this one."""
        self.stops.add(str(widget))
        if widget.winfo_class() == "TButton":
            widget.bind("<Return>", lambda _event: (widget.invoke(), "break")[1])  # type: ignore[attr-defined]
        else:
            for event in ("<Return>", "<KP_Enter>"):
                widget.bind(event, lambda _event: self.walk(widget), add="+")
        widget.bind("<Escape>", lambda _event: self.walk(widget, -1), add="+")

    def walk(self, widget: Misc, step: int = 1) -> str | None:
        """The keyboard to the next field, or to the one before; from the first one out of here."""
        if self._echoing:
            self.refresh()
        self.update_idletasks()  # what was just typed or chosen may change what is asked next
        at: Any = widget
        for _turn in range(200):
            at = at.tk_focusNext() if step > 0 else at.tk_focusPrev()
            if step < 0 and (at in (None, widget, self.save_button)):
                self.context.back()  # there is nothing before the first field
                return "break"
            if at is None or at is widget:
                return None
            if str(at) in self.stops and at.winfo_viewable() and self._takes_keys(at):
                at.focus_set()
                return "break"
        return None

    def _takes_keys(self, widget: Misc) -> bool:
        """Whether something can be typed or chosen there."""
        if not isinstance(widget, Widget):
            return True
        is_list = widget.winfo_class() == "TCombobox"  # readonly, and yet chosen from
        return widget.instate(["!disabled"] if is_list else ["!disabled", "!readonly"])

    def _tame_chips(self, made: ChipInput) -> None:
        """Tab and Enter stop at the chosen chip; the arrows choose another."""
        chips = list(made.chips.values())

        def settle(*_names: str) -> None:
            for words, chip in made.chips.items():
                chip.configure(takefocus=words == made.word.get())

        def move(place: int, step: int) -> str:
            other = chips[(place + step) % len(chips)]
            other.focus_set()
            other.invoke()
            return "break"

        def accept(chip: controls.Choice) -> str | None:
            chip.invoke()
            return self.walk(chip)

        for place, chip in enumerate(chips):
            self.stops.add(str(chip))
            for key, step in (("Right", 1), ("Down", 1), ("Left", -1), ("Up", -1)):
                chip.bind(f"<{key}>", controls.then(partial(move, place, step)))
            for key in ("Return", "KP_Enter"):
                chip.bind(f"<{key}>", controls.then(partial(accept, chip)))
            chip.bind("<Escape>", controls.then(partial(self.walk, chip, -1)))
        made.word.trace_add("write", settle)
        settle()

    def hear(self, made: Input) -> None:
        """What is typed here may change what the paper says."""
        if isinstance(made, LineInput):
            made.words.trace_add("write", lambda *_names: self.changed())

    def changed(self) -> None:
        if self._echoing:
            self.after_cancel(self._echoing)
        self._echoing = self.after(ECHO_MS, self.refresh)

    def _picked(self, lookup: Lookup) -> None:
        self.refresh()  # what is asked next may depend on it
        self.walk(lookup.entry)

    def _left(self, name: str, problem: str) -> None:
        """A field was left: what it says is judged alone."""
        if problem:
            self.blame(name, problem)
        self.changed()

    def blame(self, name: str, sentence: str, tone: str = "danger") -> None:
        """Say beside a field what is wrong with it, or odd, until it says something else."""
        cell = self.cells[name]
        cell.row.say(sentence, tone, name)
        cell.input.mark(tone == "danger")
        cell.blamed = self._says(name) if tone == "danger" else None

    def forgive(self) -> None:
        """What was wrong and can be read now is wrong no more."""
        for name, cell in self.cells.items():
            if cell.blamed is not None and self._says(name) != cell.blamed and self._is_well(name):
                self._pardon(name)
        if self.doubted is not None and self.meant() != self.doubted:
            self.doubted = None
            for name, cell in self.cells.items():
                if cell.row.tone_of(name) == "warn":
                    self._pardon(name)
        if self._stated is not None and self.meant() != self._stated and not self.is_wrong:
            self._state("")

    @property
    def is_wrong(self) -> bool:
        """Whether something stands marked as wrong."""
        return any(cell.blamed is not None for cell in self.cells.values())

    def _pardon(self, name: str) -> None:
        cell = self.cells[name]
        cell.row.say("", about=name)
        cell.input.mark(False)
        cell.blamed = None

    def _says(self, name: str) -> Any:
        """What a field says, however it is written."""
        made, value = self.cells[name].input, self.value(name)
        return made.picked() or made.typed() if value is None else value

    def _is_well(self, name: str) -> bool:
        cell = self.cells[name]
        if not cell.input.typed():
            return not cell.needed
        return cell.field is None or self.value(name) is not None

    # What the fields say ------------------------------------------------------------------------

    def typed(self) -> dict[str, str]:
        return {name: cell.input.typed() for name, cell in self.cells.items()}

    @property
    def unsaved(self) -> bool:
        now, kept = self.typed(), self.kept
        mine = {name: words for name, words in now.items() if name not in kept}
        return mine != {name: words for name, words in self.before.items() if name not in kept}

    def meant(self) -> dict[str, Any]:
        """What the fields say, however it is written: 500 is 500.00."""
        typed = self.typed()
        values = {name: self.value(name) for name in typed if name in self.cells}
        return typed | {name: value for name, value in values.items() if value is not None}

    def value(self, name: str) -> Any:
        """What a field says now; None while it is empty or cannot be read."""
        cell = self.cells[name]
        words = cell.input.typed()
        if cell.field is None or not words:
            return None
        try:
            return read(cell.field, words)
        except ValueError:
            return None

    def read(self) -> dict[str, Any]:
        """Every field as its value; all that is missing or unreadable is said at once."""
        values, problems = dict[str, Any](), dict[str, str]()
        for name, cell in self.cells.items():
            words = cell.input.typed()
            if not self._asked(cell):
                continue
            if not words:
                values[name] = None
                if cell.needed:
                    problems[name] = cell.needed
            elif cell.field is None:
                values[name] = cell.input.picked() or words
            else:
                try:
                    values[name] = read(cell.field, words)
                except ValueError as unread:
                    problems[name] = str(unread)
        if problems:
            raise RulesBroken(problems)
        return values

    def _asked(self, cell: Cell) -> bool:
        """Whether the field is in sight: another way of paying asks other things."""
        widget: Any = cell.input.widget
        while widget is not None and widget is not self.form:
            if not widget.winfo_manager():
                return False
            widget = widget.master
        return True

    def put(self, name: str, value: Any) -> None:
        """Write a value into a line."""
        made, field = self.cells[name].input, self.cells[name].field
        assert isinstance(made, LineInput)
        assert field is not None
        made.words.set(show(field, value))

    # Storing ------------------------------------------------------------------------------------

    def attempt(self, deed: Callable[[dict[str, Any], bool], Made]) -> Made | None:
        """Do the deed with what the fields say and whether the person is sure; None if it was not.

        A doubt is asked beside its field; trying again with the same is the answer.
        """
        self.refresh()  # what is asked may depend on what was typed last
        meant = self.meant()
        sure = self.doubted == meant
        self.doubted = None
        self._clear_problems()
        try:
            return deed(self.read(), sure)
        except RulesBroken as broken:
            self._explain(broken.problems)
        except Doubtful as doubt:
            self.doubted = meant
            self._wonder(doubt.doubts)
        except Refused as refused:
            self._state(str(refused))
        return None

    def _state(self, words: str, tone: str = "danger") -> None:
        self.say_state(words, tone)
        self._stated = self.meant() if words else None

    def _clear_problems(self) -> None:
        self._state("")
        for name in self.cells:
            self._pardon(name)

    def _explain(self, problems: Mapping[str, str]) -> None:
        self._say_beside(problems, "danger")
        elsewhere = [say for name, say in problems.items() if name not in self.cells]
        self._state("  ".join(elsewhere) or _("Falta corregir lo marcado."))

    def _wonder(self, doubts: Mapping[str, str]) -> None:
        self._say_beside(doubts, "warn")
        again = _("Pulse F9 otra vez si es correcto.")
        elsewhere = [say for name, say in doubts.items() if name not in self.cells]
        self._state("  ".join([*elsewhere, again]), "warn")

    def _say_beside(self, sentences: Mapping[str, str], tone: str) -> None:
        here = {name: say for name, say in sentences.items() if name in self.cells}
        for name, say in here.items():
            self.blame(name, say, tone)
        for row in {self.cells[name].row for name in here}:
            row.follow(row)
        first = next((name for name in self.cells if name in here), None)
        if first:
            self.cells[first].input.focus()

    # Leaving -----------------------------------------------------------------------------------

    def leave(self) -> bool:
        return not self.unsaved or ask(
            self,
            _("¿Salir sin guardar?"),
            _("Lo que escribió en «{title}» se pierde.").format(title=_(self.title)),
            _("Salir sin guardar"),
            _("Seguir escribiendo"),
            danger=True,
        )

    def destroy(self) -> None:
        if self._echoing:
            self.after_cancel(self._echoing)
        super().destroy()
