"""Una donación: for the association to use as it sees fit, or for one purpose (a fund)."""

from collections.abc import Mapping
from tkinter import Misc
from typing import Any

from models.cash.cash_book import Party, Payment, Receipt, donate
from models.cash.categories import DONATIONS
from models.cash.funds import Fund, funds_of, held_in
from models.documents import Paper
from models.language import N_, _
from ui.cash.money_deed import Purpose
from ui.widgets.amounts import soles
from ui.widgets.row import Row
from ui.widgets.tiles import Line

OWN = N_("Para la asociación")


class Donation(Purpose):
    words = N_("Donación")

    def build(self, form: Misc) -> list[Row]:
        hint = _("Un fondo es dinero para una sola cosa. Los nuevos se agregan en Fondos.")
        self.row = self.deed.row(form, hint)
        self.fund = self.deed.list_of("fund", self.row, _("Para qué es"), self._funds())
        return [self.row, self.deed.who_row]

    def _funds(self) -> list[str]:
        funds = funds_of(self.deed.context.association)
        return [_(OWN), *(_("El fondo {fund}").format(fund=one) for one in funds)]

    def _chosen(self) -> Fund | None:
        place = self.fund.box.current()
        return funds_of(self.deed.context.association)[place - 1] if place > 0 else None

    def empty(self) -> None:
        self.fund.box.set(_(OWN))

    def reload(self) -> None:
        self.fund.box.configure(values=self._funds())

    def chosen(self) -> None:
        self.reload()
        if not self.fund.typed():
            self.empty()

    def repeat(self, made: Receipt) -> bool:
        if made.document.about is not None or made.category.name != DONATIONS:
            return False
        funds = funds_of(self.deed.context.association)
        self.fund.box.current(funds.index(made.fund) + 1 if made.fund in funds else 0)
        return True

    def facts(self) -> list[Line]:
        return [(_("Para qué es"), self.fund.typed(), "body")]

    def echo(self, amount: Any) -> None:
        fund, said = self._chosen(), ""
        if fund is not None and amount and self.deed.day:
            said = _("El fondo tendrá {held}.")
            said = said.format(held=soles(held_in(fund, self.deed.day) + amount))
        self.row.say(said, "good", "fund")

    def store(
        self, values: Mapping[str, Any], payment: Payment, paper: Paper, *, sure: bool
    ) -> Receipt:
        return donate(
            self.deed.context.association,
            Party.of(values["party"]),
            values["concept"],
            payment,
            paper,
            fund=self._chosen(),
            sure=sure,
        )
