"""Economía: what families earned in a crop year, at which price, together with whom, as it prints."""

from datetime import date
from functools import partial
from tkinter import Misc

import ttkbootstrap as ttk

from models.documents import Document
from models.economy.incomes import IncomeBaseline
from models.economy.prices import LOCAL_PRICES, LocalPrice
from models.land.seasons import Season
from models.language import N_, _
from models.people.households import Household
from models.people.members import Member
from models.produce.harvests import Harvest
from models.produce.products import Product
from ui.context import Context
from ui.land.families import season_box
from ui.previewing.paper_page import PaperPage
from ui.previewing.printout import Unnumbered
from ui.widgets import controls


class EconomyPage(PaperPage):
    kinds = (Document, IncomeBaseline, LocalPrice, Household, Member, Harvest, Product)
    title = N_("Economía")

    def __init__(self, parent: Misc, context: Context) -> None:
        self.season = Season.of(context.month.last)
        super().__init__(parent, context)

    def choose(self, place: ttk.Frame) -> None:
        self.box = season_box(self.part(place, _("Campaña")), self.season)
        self.box.pack(anchor="w")
        self.box.bind("<<ComboboxSelected>>", controls.then(self._choose))
        price = _("Nuevo precio local")
        controls.Button(place, price, self._new_price, kind="quiet", icon="plus-lg").pack(
            anchor="w"
        )

    def _new_price(self) -> None:
        self.context.go("form", kind=LOCAL_PRICES)

    def _choose(self) -> None:
        self.season = Season.read(self.box.get())
        self.box.selection_clear()
        self.reload()

    def printout(self) -> Unnumbered:
        from reports.territory.economy_paper import economy_pdf

        name = f"economia-{self.season}.pdf"
        make = partial(economy_pdf, self.context.association, self.season, date.today())
        return Unnumbered(_(self.title), "economy", "familias", name, make)
