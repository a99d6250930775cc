"""Pagar o gastar: an expense, an advance on a delivery, or what a member gets on credit."""

from collections.abc import Mapping
from decimal import Decimal
from tkinter import Misc
from typing import Any

from models.cash.cash_book import Party, Payment, Receipt, expense
from models.cash.categories import EXPENSE, Category
from models.cash.funds import Fund, funds_of, held_in
from models.documents import Document, Paper
from models.language import N_, _
from models.people.debts import account_of
from models.people.members import Member
from models.produce.buyers import Buyer
from models.produce.deliveries import DELIVERIES, Delivery, advance_left, pay_advance
from models.produce.lots import Lot, lots_of
from models.record import Record
from ui.cash.money_deed import Chosen, MoneyDeed, OnList, Purpose
from ui.cash.to_member import GiveInputs, Lend
from ui.context import Context
from ui.widgets.amounts import soles
from ui.widgets.row import Row
from ui.widgets.tiles import Line

OWN = N_("De la asociación")


class Spending(Purpose):
    words = N_("Un gasto")

    def build(self, form: Misc) -> list[Row]:
        row = self.deed.row(form)
        self.heading = self.deed.ask_heading(row)
        self.row = row
        self.lot = self.deed.list_of("lot", row, _("Quién lo asume"), self._bearers())
        return [row, self.deed.who_row]

    def _others(self) -> list[Lot | Fund]:
        """Who else than the association may bear it: a lot's members, or a fund."""
        association = self.deed.context.association
        return [*lots_of(association), *funds_of(association)]

    def _bearers(self) -> list[str]:
        words = {Lot: _("El lote {name}"), Fund: _("El fondo {name}")}
        return [_(OWN), *(words[type(one)].format(name=one) for one in self._others())]

    def _bearer(self) -> Lot | Fund | None:
        place = self.lot.box.current()
        return self._others()[place - 1] if place > 0 else None

    def empty(self) -> None:
        self.heading.put(None)
        self.lot.box.set(_(OWN))

    def ask_for(self, wanted: Lot) -> None:
        self.lot.box.current(self._others().index(wanted) + 1)
        self.heading.focus_set()

    def reload(self) -> None:
        self.lot.box.configure(values=self._bearers())

    def repeat(self, made: Receipt) -> bool:
        if made.document.about is not None or account_of(made):
            return False
        self.heading.put(made.category)
        others, bearer = self._others(), made.lot or made.fund
        self.lot.box.current(others.index(bearer) + 1 if bearer in others else 0)
        return True

    def facts(self) -> list[Line]:
        lines: list[Line] = [(_("Rubro"), self.heading.get(), "body")]
        if self.lot.typed() != _(OWN):
            lines.append((_("Lo asume"), self.lot.typed(), "body"))
        return lines

    def echo(self, amount: Decimal | None) -> None:
        bearer, said, tone = self._bearer(), "", "good"
        if isinstance(bearer, Fund) and self.deed.day:
            left = held_in(bearer, self.deed.day) - (amount or 0)
            said = _("Al fondo le quedarán {left}.") if amount else _("El fondo tiene {left}.")
            if left < 0:
                said, tone = _("Al fondo le faltarían {left}."), "danger"
            said = said.format(left=soles(abs(left)))
        self.row.say(said, tone, "lot")

    def store(
        self, values: Mapping[str, Any], payment: Payment, paper: Paper, *, sure: bool
    ) -> Receipt:
        bearer = self._bearer()
        return expense(
            self.deed.heading_of(values),
            Party.of(values["party"]),
            values["concept"],
            payment,
            paper,
            lot=bearer if isinstance(bearer, Lot) else None,
            fund=bearer if isinstance(bearer, Fund) else None,
            sure=sure,
        )


class Advance(OnList):
    words = N_("Adelanto")
    listed = Chosen(
        DELIVERIES,
        (N_("Número"), N_("Fecha"), N_("Socio"), N_("Pagable"), N_("Adelanto S/")),
        DELIVERIES.order,
    )

    @property
    def delivery(self) -> Delivery | None:
        picked = self.picker.picked
        return picked if isinstance(picked, Delivery) else None

    def suggest(self, picked: Record) -> Decimal:
        assert isinstance(picked, Delivery)
        return advance_left(picked)

    def who(self) -> str:
        return str(self.delivery.member) if self.delivery else ""

    def why(self) -> str:
        return _("Adelanto de {number}").format(number=self.delivery) if self.delivery else ""

    def echo(self, amount: Decimal | None) -> None:
        said = ""
        if self.delivery:
            said = _("Ya se adelantó lo sugerido por esta entrega.")
            if left := advance_left(self.delivery):
                said = _("De lo sugerido faltan {left}.").format(left=soles(left))
        self.row.say(said, "good", "left")

    def store(
        self, values: Mapping[str, Any], payment: Payment, paper: Paper, *, sure: bool
    ) -> Receipt:
        delivery = self.picked_of(Delivery, _("Elija la entrega que se adelanta."))
        return pay_advance(delivery, payment, paper, sure=sure)


class Spend(MoneyDeed):
    """With a `delivery` an advance on that one is paid; with a `lot` that one bears the expense;
    with a `member` something is given on credit: money, or farm inputs (`inputs`).
    """

    kinds = (Receipt, Delivery, Document, Category, Member, Buyer, Lot, Fund)
    title = N_("Pagar o gastar")
    paper_title = N_("Recibo de egreso")
    save_words = N_("Guardar recibo e imprimir")
    direction = EXPENSE
    leaf_kind = "RE"
    sign = -1
    purposes = (Spending, Advance, Lend, GiveInputs)
    way_title, where_title = N_("Qué se paga"), N_("De dónde sale")
    party_title, party_needed = N_("Pagado a"), N_("Falta a quién se paga.")

    def __init__(
        self,
        parent: Misc,
        context: Context,
        delivery: Delivery | None = None,
        instead_of: Receipt | None = None,
        member: Member | None = None,
        inputs: bool = False,
        lot: Lot | None = None,
    ) -> None:
        wanted: tuple[type[Purpose], Any] | None = None
        if delivery is not None:
            wanted = Advance, delivery
        elif lot is not None:
            wanted = Spending, lot
        elif member is not None:
            wanted = GiveInputs if inputs else Lend, member
        super().__init__(parent, context, wanted, instead_of)

    def thanks(self, made: Record) -> str:
        assert isinstance(made, Receipt)
        return _("Guardado: {number}, {amount} a {party}.").format(
            number=made, amount=soles(made.amount), party=made.party
        )
