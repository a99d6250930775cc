"""Gráficos: the month or the year in one look, seen as it prints."""

from datetime import date
from functools import partial
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from models.associations import Association
from models.documents import Document
from models.language import N_, _
from models.money import MoneyEntry
from models.months import Opening
from models.produce.products import Product
from models.stock import StockEntry
from ui.context import Context
from ui.previewing.paper_page import PaperPage
from ui.previewing.printout import Unnumbered
from ui.widgets import controls

MONTH, YEAR = "month", "year"


class Charts(PaperPage):
    kinds = (MoneyEntry, StockEntry, Document, Product, Opening, Association)
    title = N_("Gráficos")

    def __init__(self, parent: Misc, context: Context) -> None:
        self.month = context.month
        super().__init__(parent, context)

    def choose(self, place: ttk.Frame) -> None:
        self.reach = StringVar(self, MONTH)
        part = self.part(place, _("¿De cuánto tiempo?"))
        self.chips = {
            value: controls.Choice(part, _(words), self.reach, value, self.reload)
            for value, words in ((MONTH, N_("Mes")), (YEAR, N_("Año")))
        }
        for chip in self.chips.values():
            chip.pack(anchor="w", pady=(0, self.look.px(1)))
        for key, value in (("Down", YEAR), ("Right", YEAR), ("Up", MONTH), ("Left", MONTH)):
            for chip in self.chips.values():
                chip.bind(f"<{key}>", controls.then(self._chooser(value)))
        self.of_month = controls.text(place, "", "small", "soft", justify="left")
        self.of_month.configure(wraplength=self.look.em(60))
        self.of_month.pack(anchor="w")

    def _chooser(self, value: str):
        def choose_it() -> str:
            self.chips[value].focus_set()
            self.chips[value].invoke()
            return "break"

        return choose_it

    def printout(self) -> Unnumbered:
        from reports.papers.charts import month_charts_pdf, year_charts_pdf

        of_month = self.reach.get() == MONTH
        say = (
            _("El mes, y los doce meses que terminan con él. El mes se cambia arriba: {month}.")
            if of_month
            else _("El año entero de ese mes. El mes se cambia arriba: {month}.")
        )
        self.of_month.configure(text=say.format(month=self.month.title))
        made = month_charts_pdf if of_month else year_charts_pdf
        of = self.month if of_month else self.month.year
        make = partial(made, self.context.association, self.month, date.today())
        return Unnumbered(_(self.title), "charts", "informes", f"graficos_{of}.pdf", make)

    def shown(self) -> None:
        if self.month != self.context.month:
            self.month, self.stale = self.context.month, True
        self.look_again()
        self.chips[self.reach.get()].focus_set()
