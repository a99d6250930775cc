"""Pagar o gastar: an expense, of the association or of a lot, or an advance on a delivery."""

from collections.abc import Mapping
from decimal import Decimal
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.buyers import Buyer
from models.cash_book import Party, Receipt, expense
from models.categories import EXPENSE, Category
from models.deliveries import DELIVERIES, Delivery, advance_left, pay_advance
from models.documents import Document, Paper
from models.language import N_, _
from models.lots import Lot, lots_of
from models.members import Member
from models.record import Record
from ui.amounts import soles
from ui.context import Context
from ui.money_deed import Chosen, MoneyDeed
from ui.row import Row
from ui.tiles import Line

SPEND, ADVANCE = N_("Un gasto"), N_("Adelanto de una entrega")
COLUMNS = (N_("Número"), N_("Fecha"), N_("Socio"), N_("Pagable"), N_("Adelanto S/"))
OWN = N_("De la asociación")


class Spend(MoneyDeed):
    """With a `delivery`, an advance on that one is paid."""

    kinds = (Receipt, Delivery, Document, Category, Member, Buyer, Lot)
    title = N_("Pagar o gastar")
    paper_title = N_("Recibo de egreso")
    save_words = N_("Guardar recibo e imprimir")
    direction = EXPENSE
    chosen = Chosen(DELIVERIES, COLUMNS, DELIVERIES.order)
    picking_words = ADVANCE

    def __init__(
        self,
        parent: Misc,
        context: Context,
        delivery: Delivery | None = None,
        instead_of: Receipt | None = None,
    ) -> None:
        super().__init__(parent, context, delivery, instead_of)

    def build(self, form: ttk.Frame) -> None:
        words = [_(SPEND), _(ADVANCE)]
        self.ask_way(form, _("Qué se paga"), words, _("De dónde sale"))

    def ask_other(self, form: Misc) -> list[Row]:
        what, who = self.row(form), self.row(form)
        self.ask_heading(what)
        self.lot = self.list_of("lot", what, _("Quién lo asume"), self._lots())
        self.ask_party(who, _("Pagado a"), _("Falta a quién se paga."), 28)
        self.ask_concept(who)
        return [what, who]

    def _lots(self) -> list[str]:
        lots = [_("El lote {lot}").format(lot=one) for one in lots_of(self.context.association)]
        return [_(OWN), *lots]

    def suggest(self, picked: Record) -> Decimal:
        assert isinstance(picked, Delivery)
        return advance_left(picked)

    def empty(self) -> None:
        super().empty()
        self.lot.box.set(_(OWN))

    def repeat(self, made: Receipt) -> None:
        super().repeat(made)
        if made.document.about is None:
            lots = lots_of(self.context.association)
            self.lot.box.current(lots.index(made.lot) + 1 if made.lot in lots else 0)

    def reload(self) -> None:
        self.lot.box.configure(values=self._lots())
        super().reload()

    # What follows -------------------------------------------------------------------------------

    def facts(self) -> list[Line]:
        amount, delivery = self.value("amount"), self.picker.picked
        if self.picking:
            who = str(delivery.member) if isinstance(delivery, Delivery) else ""
            why = _("Adelanto de {number}").format(number=delivery) if delivery else ""
        else:
            who, why = self.party.get(), self.cells["concept"].input.typed()
        lines: list[Line] = [(_("Pagado a"), who, "body"), (_("Por"), why, "body")]
        if not self.picking:
            lines.append((_("Rubro"), self.heading.get(), "body"))
            if self.lot.typed() != _(OWN):
                lines.append((_("Lo asume"), self.lot.typed(), "body"))
        return [
            *lines,
            (_("Medio"), self.paying.how, "body"),
            (_("Monto"), soles(amount) if amount else "", "figure"),
        ]

    def echo(self) -> None:
        self.paying.say_balance(-1, self.day, self.value("amount"))
        delivery, said = self.picker.picked, ""
        if isinstance(delivery, Delivery):
            said = _("Ya se adelantó lo sugerido por esta entrega.")
            if left := advance_left(delivery):
                said = _("De lo sugerido faltan {left}.").format(left=soles(left))
        self.picker_row.say(said, "good", "left")

    def thanks(self, made: Record) -> str:
        assert isinstance(made, Receipt)
        return _("Guardado: {number}, {amount} a {party}.").format(
            number=made, amount=soles(made.amount), party=made.party
        )

    def store(self, values: Mapping[str, Any], paper: Paper, *, sure: bool) -> Receipt:
        payment = self.paying.payment(values)
        if self.picking:
            delivery = self.picked_of(Delivery, _("Elija la entrega que se adelanta."))
            return pay_advance(delivery, payment, paper, sure=sure)
        return expense(
            self.heading_of(values),
            Party.of(values["party"]),
            values["concept"],
            payment,
            paper,
            lot=self._lot(),
            sure=sure,
        )

    def _lot(self) -> Lot | None:
        place = self.lot.box.current()
        return lots_of(self.context.association)[place - 1] if place > 0 else None
