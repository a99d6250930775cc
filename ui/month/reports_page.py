"""Informes: the papers for the assembly, chosen at the left and seen at the right as they print."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from tkinter import Event, Misc, StringVar

import ttkbootstrap as ttk

from models.associations import Association, LegalBook
from models.cash.budgets import Budget
from models.cash.cash_count import CashCount
from models.documents import Document
from models.exports import PAPERS, Taken
from models.fields import DayField, read, show
from models.language import _
from models.money import MoneyEntry
from models.month.closing import Closing
from models.months import Month
from models.parameters import Parameter
from models.people.members import Member, register_of
from models.people.officers import Officer
from models.stock import StockEntry
from ui.context import Context, Screen
from ui.previewing.printout import Unnumbered
from ui.previewing.view import PaperView
from ui.widgets import controls
from ui.widgets.entries import entry
from ui.widgets.scroller import Scroller

WITHOUT, WITH = "without", "with"
SOON = 350  # ms after the last letter of a day


class Reports(Screen):
    kinds = (
        *(MoneyEntry, StockEntry, Document, Member, Officer, Association),
        *(LegalBook, CashCount, Closing, Budget, Parameter),
    )

    def __init__(self, parent: Misc, context: Context) -> None:
        from reports.assembly import contents as assembly

        super().__init__(parent, context)
        self.assembly = assembly
        self.month = context.month
        self.paper = StringVar(self, assembly.ECONOMIC)
        self.reach = StringVar(self, assembly.MONTH)
        self.dni = StringVar(self, WITHOUT)
        self.day = StringVar(self, show(DayField(), _day_of(context.month)))
        self.asked = self._ask(_day_of(context.month))
        self._typing = ""
        head = controls.area(self)
        head.pack(fill="x", pady=(0, self.look.px(2)))
        self.line = controls.Problem(self, "ground", 60 if context.compact else 110)
        self.line.pack(side="bottom", anchor="w", pady=(self.look.px(1), 0))
        roll = self._choosing()
        self.view = PaperView(self, context, roll.inside, "ground", self.line.say)
        self.view.options.pack(anchor="w", pady=(self.look.px(2), 0))
        self.view.pack_deeds(head)
        controls.text(head, _("Informes"), "title").pack(side="left")
        roll.pack(side="left", fill="y", padx=(0, self.look.px(3)))
        self.view.pack(side="left", fill="both", expand=True)
        self.day.trace_add("write", lambda *_names: self._typed())
        deeds = {key: partial(self._as_typed, deed) for key, deed in self.view.deeds.items()}
        self.deeds = {**deeds, "<Escape>": self.view.cancel}
        self.stale = True

    # Building -------------------------------------------------------------------------------------

    def _choosing(self) -> Scroller:
        """The papers, and under them the little there is to choose for each."""
        px, assembly = self.look.px, self.assembly
        roll = Scroller(self)
        inside = roll.inside
        self.chips: dict[str, controls.Choice] = {}
        for value, words in assembly.PAPERS:
            chip = controls.Choice(inside, _(words), self.paper, value, self.reload)
            chip.pack(anchor="w", pady=(0, px(1)))
            self.chips[value] = chip
        _walk(list(self.chips.values()))
        self.options = controls.area(inside)
        self.options.pack(fill="x", pady=(px(3), 0))
        self.of_reach = self._part(_("¿De cuánto tiempo?"))
        reaches = [
            controls.Choice(self.of_reach, _(words), self.reach, value, self.reload)
            for value, words in assembly.REACHES
        ]
        self.of_day = self._part(_("¿A qué día?"))
        self.day_field = entry(self.of_day, width=12, surface="ground", textvariable=self.day)
        self.day_field.pack(anchor="w")
        self.day_field.bind("<Return>", controls.then(self.reload))
        self.of_people = self._part(_("¿Con los DNI?"))
        people = [
            controls.Choice(self.of_people, words, self.dni, value, self.reload)
            for value, words in ((WITHOUT, _("Sin los DNI")), (WITH, _("Con los DNI")))
        ]
        for chips in (reaches, people):
            for chip in chips:
                chip.pack(anchor="w", pady=(0, px(0.5)))
            _walk(chips)
        self.of_month = controls.text(
            self.options, "", "small", "soft", wraplength=self._room(), justify="left"
        )
        roll.canvas.configure(width=self._room())
        return roll

    def _room(self) -> int:
        """As wide as the longest paper or question."""
        words = [_(words) for _value, words in self.assembly.PAPERS] + [_("¿De cuánto tiempo?")]
        widest = max(self.look.width(one) for one in words)
        return int(widest + self.look.em(2) + self.look.px(12))

    def _part(self, title: str) -> ttk.Frame:
        part = controls.area(self.options)
        controls.text(part, title, "strong").pack(anchor="w", pady=(0, self.look.px(1)))
        return part

    # Looking --------------------------------------------------------------------------------------

    def shown(self) -> None:
        if self.month != self.context.month:
            self.month, self.stale = self.context.month, True
            self.day.set(show(DayField(), _day_of(self.month)))
        self.look_again()
        self.chips[self.paper.get()].focus_set()

    def reload(self) -> None:
        """Make the paper anew and lay it on the desk."""
        self._forget_typing()
        self._show_options()
        self.line.say("")
        try:
            self.asked = self._ask(self._read_day())
        except ValueError as unread:
            self.view.clear(str(unread))
            return
        self.view.show(self._printout())

    def _printout(self) -> Unnumbered:
        from reports.assembly.contents import assembly_pdf

        asked, association = self.asked, self.context.association
        return Unnumbered(
            self._title(),
            asked.paper,
            "informes",
            asked.file_name,
            lambda: assembly_pdf(association, asked),
            self._taken(),
        )

    def _taken(self) -> Taken | None:
        """Two of the papers are lists of people."""
        asked, association = self.asked, self.context.association
        if asked.paper not in self.assembly.WITH_PEOPLE:
            return None
        people, title = len(register_of(association, asked.day)), _(self._title())
        return Taken(association, PAPERS, title, people, asked.with_dni)

    def _title(self) -> str:
        return str(dict(self.assembly.PAPERS)[self.asked.paper])

    def _ask(self, day: date):
        return self.assembly.Asked(
            self.paper.get(), self.context.month, day, self.reach.get(), self.dni.get() == WITH
        )

    def _read_day(self) -> date:
        if self.paper.get() not in self.assembly.OF_A_DAY:
            return _day_of(self.context.month)
        day = read(DayField(), self.day.get())
        if day is None:
            raise ValueError(_("Falta la fecha."))
        return day

    def _show_options(self) -> None:
        paper, assembly = self.paper.get(), self.assembly
        asked_for = (
            (self.of_reach, paper in assembly.OF_A_REACH),
            (self.of_day, paper in assembly.OF_A_DAY),
            (self.of_people, paper in assembly.WITH_PEOPLE),
            (self.of_month, paper not in assembly.OF_A_DAY),
        )
        for part, _wanted in asked_for:
            part.pack_forget()
        for part, wanted in asked_for:
            if wanted:
                part.pack(anchor="w", fill="x", pady=(0, self.look.px(3)))
        say = _("El mes se cambia arriba: {month}.")
        self.of_month.configure(text=say.format(month=self.context.month.title))

    def _typed(self) -> None:
        """A day is read once the person stops typing."""
        self._forget_typing()
        if self.day_field.winfo_ismapped():
            self._typing = self.after(SOON, self.reload)

    def _forget_typing(self) -> None:
        if self._typing:
            self.after_cancel(self._typing)
            self._typing = ""

    def _as_typed(self, deed: Callable[[], object]) -> None:
        """What is printed is what was typed."""
        if self._typing:
            self.reload()
        deed()


def _day_of(month: Month) -> date:
    """Today in the month that runs; else its last day."""
    today = date.today()
    return today if Month.of(today) == month else month.last


def _walk(chips: Sequence[controls.Choice]) -> None:
    """The arrows go from one to the next and choose it: what it means is seen at once."""

    def go(to: controls.Choice, _event: Event) -> str:
        to.focus_set()
        to.invoke()
        return "break"

    for place, chip in enumerate(chips):
        chip.bind("<Down>", partial(go, chips[(place + 1) % len(chips)]))
        chip.bind("<Up>", partial(go, chips[place - 1]))
