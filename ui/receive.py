"""Recibir dinero: collect a sale, all or part of it, or take in money of another kind."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.buyers import Buyer
from models.cash_book import Party, Receipt, income
from models.categories import INCOME, Category
from models.documents import Document, Paper
from models.language import N_, _
from models.members import Member
from models.record import Record
from models.sales import SALES, Sale, balance_of, collect, owed_after
from ui.amounts import soles
from ui.context import Context
from ui.deed import show_papers
from ui.money_deed import Chosen, MoneyDeed
from ui.row import Row
from ui.tiles import Line

COLLECT, OTHER = N_("Cobrar una venta"), N_("Otro ingreso")
COLUMNS = (N_("Número"), N_("Cliente"), N_("Vence"), N_("Por cobrar S/"))


class Receive(MoneyDeed):
    """With a `sale`, that one is chosen from the start; `papers` are printed with the receipt."""

    kinds = (Receipt, Sale, Document, Category, Member, Buyer)
    title = N_("Recibir dinero")
    paper_title = N_("Recibo de ingreso")
    save_words = N_("Guardar recibo e imprimir")
    direction = INCOME
    chosen = Chosen(SALES, COLUMNS, (Sale.due, Document.id))
    picking_words = COLLECT

    def __init__(
        self,
        parent: Misc,
        context: Context,
        sale: Sale | None = None,
        papers: Sequence[Document] = (),
        instead_of: Receipt | None = None,
    ) -> None:
        self.papers = list(papers)
        super().__init__(parent, context, sale, instead_of)

    def build(self, form: ttk.Frame) -> None:
        words = [_(COLLECT), _(OTHER)]
        self.ask_way(form, _("Qué se recibe"), words, _("A dónde entra"))

    def ask_other(self, form: Misc) -> list[Row]:
        who, why = self.row(form), self.row(form)
        self.ask_heading(who)
        self.ask_party(who, _("Recibido de"), _("Falta de quién se recibe."), 30)
        self.ask_concept(why)
        return [who, why]

    def suggest(self, picked: Record) -> Decimal:
        assert isinstance(picked, Sale)
        return balance_of(picked)

    # What follows -------------------------------------------------------------------------------

    def facts(self) -> list[Line]:
        amount, sale = self.value("amount"), self.picker.picked
        if self.picking:
            who = str(sale.buyer) if isinstance(sale, Sale) else ""
            why = _("Cobro de {number}").format(number=sale) if sale else ""
        else:
            who, why = self.party.get(), self.cells["concept"].input.typed()
        lines: list[Line] = [
            (_("Recibí de"), who, "body"),
            (_("Por"), why, "body"),
            (_("Medio"), self.paying.how, "body"),
            (_("Monto"), soles(amount) if amount else "", "figure"),
        ]
        if self.picking and isinstance(sale, Sale) and amount:
            left = owed_after(sale, amount)
            if left >= 0:
                lines.append((_("Queda por cobrar"), soles(left), "body"))
        return lines

    def echo(self) -> None:
        sale, amount = self.picker.picked, self.value("amount")
        self.paying.say_balance(1, self.day, amount)
        said, too_much = "", ""
        if self.picking and isinstance(sale, Sale) and amount:
            left = owed_after(sale, amount)
            if left == 0:
                said = _("Con esto {number} queda cobrada.").format(number=sale)
            elif left > 0:
                said = _("De {number} quedarán por cobrar {left}.")
                said = said.format(number=sale, left=soles(left))
            else:
                too_much = _("Falta cobrar {owed}; no se puede cobrar más.")
                too_much = too_much.format(owed=soles(left + amount))
        self.picker_row.say(said, "good", "left")
        named = self.paying.row.tone_of("amount") == "danger"  # said already, at F9
        self.paying.row.say("" if named else too_much, "danger", "too much")

    def thanks(self, made: Record) -> str:
        assert isinstance(made, Receipt)
        return _("Guardado: {number}, {amount} de {party}.").format(
            number=made, amount=soles(made.amount), party=made.party
        )

    def follow_up(self, document: Document, *, printing: bool) -> None:
        papers, self.papers = self.papers, []
        if printing:
            show_papers(self.context, *papers, document)

    def store(self, values: Mapping[str, Any], paper: Paper, *, sure: bool) -> Receipt:
        payment = self.paying.payment(values)
        if self.picking:
            sale = self.picked_of(Sale, _("Elija la venta que se cobra."))
            return collect(sale, payment, paper, sure=sure)
        who = Party.of(values["party"])
        heading = self.heading_of(values)
        return income(heading, who, values["concept"], payment, paper, sure=sure)
