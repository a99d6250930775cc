"""Registrar reintegro: what a buyer pays later for a settled lot, to be shared over the same kilos."""

from collections.abc import Mapping
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.cash.cash_book import Receipt
from models.documents import Paper
from models.language import N_, _
from models.produce.buyers import Buyer
from models.produce.lots import Lot
from models.produce.products import Grade
from models.produce.sales import Sale
from models.record import Record, RulesBroken
from models.settling.settlements import Settlement
from models.settling.top_ups import grades_of, receive_top_up
from models.stock import described
from ui.cash.paying import Paying
from ui.context import Context
from ui.deed import Deed
from ui.widgets.amounts import soles
from ui.widgets.inputs import called
from ui.widgets.lookup import MOST
from ui.widgets.tiles import Line
from ui.widgets.words import starting


class ReceiveTopUp(Deed):
    kinds = (Sale, Settlement, Receipt)
    title = N_("Registrar reintegro")
    paper_title = N_("Recibo de ingreso")
    save_words = N_("Guardar recibo e imprimir")
    kept = ("day", "account", "method", "grade")
    leaf_kind = "RI"

    def __init__(
        self, parent: Misc, context: Context, lot: Lot, instead_of: Receipt | None = None
    ) -> None:
        self.lot = lot
        super().__init__(parent, context, instead_of)

    def build(self, form: ttk.Frame) -> None:
        row = self.row(form)
        beside = Buyer(association=self.context.association)
        self.buyer = self.lookup(
            "buyer",
            row,
            _("Cliente que paga"),
            lambda words: Buyer.like(words, beside, MOST),
            called,
            34,
            _("Falta el cliente."),
        )
        self.grades = {starting(described(one)): one for one in grades_of(self.lot)}
        words = [_("Todo el lote"), *self.grades] if len(self.grades) > 1 else [_("Todo el lote")]
        row = self.row(form, _("Se reparte por lo que cada socio tuvo en el lote."))
        if len(words) > 4:
            self.list_of("grade", row, _("Por qué calidad"), words)
            self.cells["grade"].input.box.set(words[0])  # type: ignore[attr-defined]
        else:
            self.chips("grade", row, _("Por qué calidad"), words)
        self.paying = Paying(self, form, _("A dónde entra"))
        self.add_day(self.paying.row)

    @property
    def grade(self) -> Grade | None:
        """The one grade it is paid for; None for all of the lot."""
        return self.grades.get(self.cells["grade"].input.typed())

    def facts(self) -> list[Line]:
        amount = self.value("amount")
        return [
            (_("Recibí de"), self.buyer.get(), "body"),
            (_("Por"), _("Reintegro por el lote {lot}").format(lot=self.lot), "body"),
            (_("Calidad"), self.cells["grade"].input.typed(), "body"),
            (_("Medio"), self.paying.how, "body"),
            (_("Monto"), soles(amount) if amount else "", "figure"),
        ]

    def brief(self) -> list[tuple[str, str]]:
        amount = self.value("amount")
        return [(_("Monto"), soles(amount))] if amount else []

    def echo(self) -> None:
        self.paying.say_balance(1, self.day, self.value("amount"))

    def empty(self) -> None:
        sale = Sale.select().where(Sale.lot == self.lot).order_by(Sale.document.desc()).first()
        self.buyer.put(sale.buyer if sale else None)
        self.paying.empty()

    def first(self) -> Misc:
        return self.buyer.entry

    def repeat(self, made: Receipt) -> None:
        self.buyer.put(made.buyer)
        self.paying.repeat(made)

    def thanks(self, made: Record) -> str:
        assert isinstance(made, Receipt)
        return _(
            "Guardado: {number}, {amount}. El lote espera que se liquide el reintegro."
        ).format(number=made, amount=soles(made.amount))

    def store(self, values: Mapping[str, Any], paper: Paper, *, sure: bool) -> Receipt:
        buyer = values["buyer"]
        if not isinstance(buyer, Buyer):
            raise RulesBroken({"buyer": _("Elija un cliente de la lista.")})
        payment = self.paying.payment(values)
        return receive_top_up(self.lot, buyer, payment, paper, grade=self.grade, sure=sure)
