"""Informes: the papers for the assembly, chosen at the left and seen at the right as they print."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from tkinter import Event, Misc, StringVar

import ttkbootstrap as ttk

from models.associations import Association, LegalBook
from models.cash.budgets import Budget
from models.cash.cash_count import CashCount
from models.changes import Refused
from models.documents import Document
from models.fields import DayField, read, show
from models.language import _
from models.money import MoneyEntry
from models.month.closing import Closing
from models.months import Month
from models.parameters import Parameter
from models.people.members import Member, Officer
from models.stock import StockEntry
from ui import errors, printing
from ui.context import Context, Screen
from ui.widgets import controls
from ui.widgets.entries import entry
from ui.widgets.paper_desk import PaperDesk, opened
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
        self.pdf, self.asked = b"", self._ask(_day_of(context.month))
        self._typing = ""
        self._head().pack(fill="x", pady=(0, self.look.px(2)))
        self.line = controls.Problem(self, "ground", 60 if context.compact else 110)
        self.line.pack(side="bottom", anchor="w", pady=(self.look.px(1), 0))
        self._choosing().pack(side="left", fill="y", padx=(0, self.look.px(3)))
        self.desk = PaperDesk(self, lambda percent: self.percent.configure(text=f"{percent} %"))
        self.desk.pack(side="left", fill="both", expand=True)
        self.day.trace_add("write", lambda *_names: self._typed())
        self.deeds = {
            "<Control-p>": self.print_,
            "<Control-P>": self.print_,
            "<F9>": self.save,
        }
        self.stale = True

    # Building -------------------------------------------------------------------------------------

    def _head(self) -> ttk.Frame:
        px, head = self.look.px, controls.area(self)
        self.print_button = controls.Button(
            head, _("Imprimir"), self.print_, kind="primary", icon="printer", key=_("Ctrl+P")
        )
        self.print_button.pack(side="right")
        save = _("Guardar") if self.context.compact else _("Guardar PDF")
        self.save_button = controls.Button(
            head, save, self.save, icon="file-earmark-arrow-down", key=_("F9")
        )
        self.save_button.pack(side="right", padx=px(2))
        for icon, step in (("zoom-in", 1), ("zoom-out", -1)):
            zoom = controls.Button(head, "", partial(self._zoom, step), icon=icon)
            zoom.pack(side="right")
            if step == 1:
                self.percent = controls.text(head, "", "strong", width=6, anchor="center")
                self.percent.pack(side="right")
        controls.text(head, _("Informes"), "title").pack(side="left")
        return head

    def _zoom(self, step: int) -> None:
        self.desk.zoom(step)

    def _choosing(self) -> ttk.Frame:
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
            from reports.assembly.contents import assembly_pdf

            self.pdf = assembly_pdf(self.context.association, self.asked)
            self.desk.show(opened(self.pdf))
        except (Refused, ValueError) as unread:
            self._fail(str(unread))
            return
        except Exception as failure:  # noqa: BLE001  the books are whole; only the paper is not
            where = errors.write(failure)
            self._fail(
                _("No se pudo preparar el papel. El detalle está en {file}.").format(file=where)
            )
            return
        for button in (self.print_button, self.save_button):
            button.allow(True)

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

    def _fail(self, sentence: str) -> None:
        self.pdf = b""
        self.desk.show([])
        for button in (self.print_button, self.save_button):
            button.allow(False)
        self.line.say(sentence)

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

    # Deeds ----------------------------------------------------------------------------------------

    def print_(self) -> None:
        """Write the PDF and have the system open it: there one chooses printer and copies."""
        if (path := self._written()) is None:
            return
        if printing.open_with_system(path):
            say = _("Se abrió «{file}» para imprimir. Está en {folder}.")
            self.line.say(say.format(file=path.name, folder=path.parent), "good")
        else:
            say = _("No hay con qué abrir un PDF. «{file}» está en {folder}: imprímalo desde ahí.")
            self.line.say(say.format(file=path.name, folder=path.parent), "warn")

    def save(self) -> None:
        """Write the PDF and say where it is."""
        if (path := self._written()) is not None:
            say = _("«{file}» está en {folder}.").format(file=path.name, folder=path.parent)
            self.line.say(say, "good")

    def _written(self) -> Path | None:
        from reports.files import write_whole

        if self._typing:
            self.reload()  # what is printed is what was typed
        if not self.pdf:
            return None
        try:
            return write_whole(printing.folder("informes") / self.asked.file_name, self.pdf)
        except Refused as refused:
            self.line.say(str(refused))
            return None


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
