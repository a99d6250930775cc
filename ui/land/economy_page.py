"""Economía: what families earned in a crop year, at which price, together with whom, as it prints."""

from datetime import date
from tkinter import Misc

import ttkbootstrap as ttk

from models.documents import Document
from models.economy.incomes import IncomeBaseline
from models.economy.prices import LOCAL_PRICES, LocalPrice
from models.land.seasons import Season
from models.language import _
from models.people.households import Household
from models.people.members import Member
from models.produce.harvests import Harvest
from models.produce.products import Product
from ui.context import Context
from ui.land.families import season_box
from ui.land.paper_page import PaperPage
from ui.widgets import controls


class EconomyPage(PaperPage):
    kinds = (Document, IncomeBaseline, LocalPrice, Household, Member, Harvest, Product)
    folder = "familias"

    def __init__(self, parent: Misc, context: Context) -> None:
        self.season = Season.of(context.month.last)
        super().__init__(parent, context, _("Economía"))
        self.deeds.pop("<Escape>")

    def options(self, row: ttk.Frame) -> None:
        controls.text(row, _("Campaña"), "body").pack(side="left", padx=(0, self.look.px(2)))
        self.box = season_box(row, self.season)
        self.box.pack(side="left")
        self.box.bind("<<ComboboxSelected>>", controls.then(self._choose))
        price = _("Nuevo precio local")
        controls.Button(row, price, self._new_price, kind="quiet", icon="plus-lg").pack(
            side="right"
        )

    def _new_price(self) -> None:
        self.context.go("form", kind=LOCAL_PRICES)

    def _choose(self) -> None:
        self.season = Season.read(self.box.get())
        self.box.selection_clear()
        self.reload()

    def made(self) -> bytes:
        from reports.territory.economy_paper import economy_pdf

        return economy_pdf(self.context.association, self.season, date.today())

    @property
    def file_name(self) -> str:
        return f"economia-{self.season}.pdf"
