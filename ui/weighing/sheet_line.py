"""One line of a sheet being typed: a field under each column of the list, in the order of the paper."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise
from tkinter import Misc, StringVar
from typing import Any

import ttkbootstrap as ttk

from models.associations import Association
from models.changes import Refused
from models.fields import SolesField, read, show
from models.language import _
from models.people.members import Member, found
from models.produce.deliveries import Delivery
from models.produce.products import Product
from models.produce.weigh_in import tare_of
from models.produce.weigh_sheet import (
    ADVANCE,
    CODE,
    GRADE,
    GROSS,
    IMPURITY,
    MEMBER,
    MOISTURE,
    SACKS,
    TARE,
    SheetLine,
    checked,
    columns_of,
    grade_marks,
    grade_named,
)
from models.produce.weighing import Weight
from models.record import RulesBroken
from ui import theme
from ui.widgets import controls
from ui.widgets.columns import Slot
from ui.widgets.entries import entry
from ui.widgets.lookup import MOST, Lookup

FIELDS = {
    SACKS: Delivery.sacks,
    GROSS: Delivery.gross,
    TARE: Delivery.tare,
    IMPURITY: Delivery.impurity,
    MOISTURE: Delivery.moisture,
    ADVANCE: SolesField(),
}
_PAID = {"amount": ADVANCE}  # fields of a payment as they are called here


class LineEntry(ttk.Frame):
    """Enter goes from field to field and, after the last, tells `on_line`; Esc goes back.

    `on_empty` is told of Enter where nobody is named and nothing is typed; `say(sentence, tone)`
    tells what is wrong with a field.
    """

    def __init__(
        self,
        parent: Misc,
        association: Association,
        day: Callable[[], date],
        *,
        on_line: Callable[[SheetLine], object],
        on_empty: Callable[[], object],
        say: Callable[..., object],
    ) -> None:
        self.look = theme.of(parent)
        super().__init__(parent, style=self.look.frame("paper", "line"))
        self.association, self.day = association, day
        self.on_line, self.on_empty, self.say = on_line, on_empty, say
        self.product: Product | None = None
        self.columns: list[str] = []
        self.editing: SheetLine | None = None  # the line that is put right
        self.tare_by_hand = False
        self._putting = False
        self.words: dict[str, StringVar] = {}
        self.entries: dict[str, ttk.Entry] = {}
        self.who = Lookup(
            self,
            self._found,
            _called,
            width=8,
            on_pick=lambda _one: self.after_idle(self._picked),
            on_type=self._named,
        )
        for key in ("<Return>", "<KP_Enter>"):
            self.who.entry.bind(key, lambda _event: self._enter(MEMBER), add="+")
        # Else ↑ of the list would take the key from the screen, which goes to the lines with it.
        self.who.entry.bind("<Control-Up>", lambda _event: None)
        self.configure(height=self.who.entry.winfo_reqheight() + self.look.px(2.5))

    def _found(self, words: str) -> list[Member]:
        return found(self.association, words, MOST)

    # Building -----------------------------------------------------------------------------------

    def ask_for(self, product: Product) -> None:
        """The fields of this product."""
        for made in self.entries.values():
            made.destroy()
        self.product, self.columns = product, columns_of(product)
        self.words = {name: StringVar(self) for name in self.columns if name not in (CODE, MEMBER)}
        self.entries = {}
        for name, words in self.words.items():
            made = entry(self, width=4, number=name != GRADE, textvariable=words)
            self.entries[name] = made
            for key in ("<Return>", "<KP_Enter>"):
                made.bind(key, controls.then(partial(self._enter, name)))
            made.bind("<Escape>", controls.then(partial(self._back, name)))
            words.trace_add("write", lambda *_names, name=name: self._typed(name))
        self.who.entry.bind("<Escape>", controls.then(self._escape), add="+")
        self.clear()

    def align(self, slots: Sequence[Slot]) -> None:
        """Each field under its column."""
        if not slots or len(slots) != len(self.columns):
            return
        edges = [max(0, slots[0].left - self.look.px(2))]
        edges += [(a.right + b.left) // 2 for a, b in pairwise(slots)]
        edges.append(slots[-1].right + self.look.px(2))
        gap, places = self.look.px(0.5), dict(zip(self.columns, range(len(slots)), strict=True))
        widgets: dict[str, Any] = dict(self.entries)
        for name, widget in widgets.items():
            at = places[name]
            left, right = edges[at] + gap, edges[at + 1] - gap
            widget.place(x=left, width=right - left, rely=0.5, anchor="w")
        right = edges[places[MEMBER] + 1] - gap
        self.who.place(x=edges[0], width=right - edges[0], rely=0.5, anchor="w")

    # What is typed --------------------------------------------------------------------------------

    @property
    def is_empty(self) -> bool:
        """Whether nothing of this line was typed yet."""
        mine = [words.get().strip() for name, words in self.words.items() if name != GRADE]
        return not (self.who.get() or any(mine))

    def _typed(self, name: str) -> None:
        if self._putting:
            return
        if name == TARE:
            self.tare_by_hand = True
        self.mark(name, wrong=False)
        self.say("")

    def _named(self) -> None:
        """Somebody else is being named: what was said of the one before goes."""
        if self.who.entry.instate(["invalid"]):
            self.mark(MEMBER, wrong=False)
            self.say("")

    def _put(self, name: str, words: str) -> None:
        self._putting = True
        self.words[name].set(words)
        self._putting = False

    def mark(self, name: str, *, wrong: bool) -> None:
        widget = self.who.entry if name in (CODE, MEMBER) else self.entries.get(name)
        if widget is not None:
            widget.state(["invalid" if wrong else "!invalid"])

    def value(self, name: str) -> Any:
        """What a field says, None for nothing; ValueError, with a sentence, if it cannot be read."""
        words = self.words[name].get().strip() if name in self.words else ""
        return read(FIELDS[name], words) if words else None

    def clear(self) -> None:
        """Ready for the next line; the quality stays."""
        self.editing, self.tare_by_hand = None, False
        self.who.put(None)
        for name in self.entries:
            self.mark(name, wrong=False)
            if name != GRADE:
                self._put(name, "")
        self.mark(MEMBER, wrong=False)
        if GRADE in self.words and not self.words[GRADE].get() and self.product is not None:
            self._put(GRADE, str(grade_marks(self.product)[0][1]))

    def bring(self, line: SheetLine) -> None:
        """A line written before, to be put right."""
        self.clear()
        self.editing, self.tare_by_hand = line, True
        self.who.put(line.member)
        weight = line.weight
        values = {
            SACKS: weight.sacks or None,
            GROSS: weight.gross,
            TARE: weight.tare or None,
            IMPURITY: weight.impurity,
            MOISTURE: weight.moisture,
            ADVANCE: line.advance or None,
        }
        for name in self.words:
            said = str(line.grade) if name == GRADE else show(FIELDS[name], values[name])
            self._put(name, said)

    # The line -------------------------------------------------------------------------------------

    def line(self) -> SheetLine:
        """What is typed, if it can have been weighed; RulesBroken, by column, where it cannot."""
        problems, values = dict[str, str](), dict[str, Any]()
        if (member := self._who_is_meant()) is None:
            problems[MEMBER] = self._why_nobody()
        for name in FIELDS:
            try:
                values[name] = self.value(name)
            except ValueError as unread:
                problems[name] = str(unread)
        grade = None
        try:
            grade = self._grade()
        except ValueError as unread:
            problems[GRADE] = str(unread)
        if values.get(GROSS) is None and GROSS not in problems:
            problems[GROSS] = _("Falta el peso.")
        if problems or member is None or grade is None or self.product is None:
            raise RulesBroken(problems)
        weight = Weight(
            values[GROSS],
            str(self.product.unit),
            values[TARE] or Decimal(0),
            values[SACKS] or 0,
            values[IMPURITY],
            values[MOISTURE],
        )
        made = SheetLine(member, grade, weight, values[ADVANCE] or Decimal(0))
        if self.editing is not None:
            made = replace(made, uid=self.editing.uid)
        return checked(made, self.day())

    def _grade(self) -> Any:
        assert self.product is not None
        marks = grade_marks(self.product)
        if not marks:
            raise ValueError(_("Este producto no tiene calidades. Regístrelas primero."))
        if GRADE not in self.words:
            return marks[0][1]
        return grade_named(self.product, self.words[GRADE].get())

    def _who_is_meant(self) -> Member | None:
        """Who was picked, or the only one meant by what was typed."""
        if self.who.picked is None and (words := self.who.get()):
            people = found(self.association, words, 2)
            exact = [one for one in people if words.casefold() == str(one.code).casefold()]
            if len(people) == 1 or exact:
                self.who.put((exact or people)[0])
        return self.who.picked

    def _why_nobody(self) -> str:
        words = self.who.get()
        if not words:
            return _("Falta quién entrega.")
        if found(self.association, words, 1):
            return _("Hay varios «{text}». Elija uno de la lista.").format(text=words)
        return _("Nadie tiene «{words}» en su código, nombre o DNI.").format(words=words)

    # Walking ------------------------------------------------------------------------------------

    def _enter(self, name: str) -> str:
        if name == MEMBER and self.is_empty:
            self.on_empty()
            return "break"
        if why := self._why_not(name):
            self.mark(name, wrong=True)
            self.say(why)
            return "break"
        self._understand(name)
        names = [MEMBER, *self.entries]
        place = names.index(name) + 1
        if place < len(names):
            self.entries[names[place]].focus_set()
        else:
            self.finish()
        return "break"

    def _picked(self) -> None:
        if self.entries:
            next(iter(self.entries.values())).focus_set()

    def _back(self, name: str) -> str:
        names = [MEMBER, *self.entries]
        before = names[names.index(name) - 1]
        (self.who if before == MEMBER else self.entries[before]).focus_set()
        return "break"

    def _escape(self) -> None:
        """Where a line is being put right: leave it as it was."""
        if self.editing is not None:
            self.clear()
            self.say("")

    def _why_not(self, name: str) -> str:
        try:
            if name == MEMBER:
                return "" if self._who_is_meant() is not None else self._why_nobody()
            if name == GRADE:
                self._grade()
            elif self.value(name) is None and name == GROSS:
                return _("Falta el peso.")
        except ValueError as unread:
            return str(unread)
        return ""

    def _understand(self, name: str) -> None:
        """Show what was typed as it is understood; sacks say what they weigh empty."""
        if name == GRADE:
            self._put(GRADE, str(self._grade()))
        elif name != MEMBER and (value := self.value(name)) is not None:
            self._put(name, show(FIELDS[name], value))
        if name == SACKS and TARE in self.words and not self.tare_by_hand:
            self._suggest_tare()

    def _suggest_tare(self) -> None:
        assert self.product is not None
        sacks = self.value(SACKS) or 0
        try:
            tare = tare_of(self.product, sacks, self.day())
        except Refused:
            return
        self._put(TARE, show(Delivery.tare, tare) if sacks else "")

    def finish(self) -> None:
        """The line is written; what is wrong with it is said, and the keyboard goes there."""
        try:
            line = self.line()
        except RulesBroken as broken:
            problems = {_PAID.get(name, name): say for name, say in broken.problems.items()}
            for name in problems:
                self.mark(name, wrong=True)
            self.say("  ".join(problems.values()))
            first = next((name for name in (MEMBER, *self.entries) if name in problems), MEMBER)
            (self.who if first == MEMBER else self.entries[first]).focus_set()
        except (Refused, ValueError) as refused:
            self.say(str(refused))
        else:
            self.on_line(line)

    def focus_set(self) -> None:
        self.who.focus_set()


def _called(member: Member) -> tuple[str, str]:
    return str(member), str(member.code)
