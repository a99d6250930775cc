"""Recibir dinero: collect a sale, what a member owes, or money of another kind."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from tkinter import Misc
from typing import Any

from models.cash.cash_book import Party, Payment, Receipt, income
from models.cash.categories import DUES, INCOME, Category
from models.cash.funds import Fund
from models.documents import Document, Paper
from models.language import N_, _
from models.people.charges import Charge
from models.people.members import Member
from models.produce.buyers import Buyer
from models.produce.sales import SALES, Sale, balance_of, owed_after
from models.produce.selling import collect
from models.record import Record
from ui.cash.donation import Donation
from ui.cash.from_member import FromMember
from ui.cash.money_deed import Chosen, MoneyDeed, OnList, Purpose
from ui.context import Context
from ui.deed import show_papers
from ui.widgets.amounts import soles
from ui.widgets.row import Row
from ui.widgets.tiles import Line


class CollectSale(OnList):
    words = N_("Cobro de venta")
    listed = Chosen(
        SALES,
        (N_("Número"), N_("Cliente"), N_("Vence"), N_("Por cobrar S/")),
        (Sale.due, Document.id),
    )

    @property
    def sale(self) -> Sale | None:
        picked = self.picker.picked
        return picked if isinstance(picked, Sale) else None

    def suggest(self, picked: Record) -> Decimal:
        assert isinstance(picked, Sale)
        return balance_of(picked)

    def who(self) -> str:
        return str(self.sale.buyer) if self.sale else ""

    def why(self) -> str:
        return _("Cobro de {number}").format(number=self.sale) if self.sale else ""

    def _left(self, amount: Decimal | None) -> Decimal | None:
        return owed_after(self.sale, amount) if self.sale and amount else None

    def after(self) -> list[Line]:
        left = self._left(self.deed.value("amount"))
        return [(_("Queda por cobrar"), soles(left), "body")] if left and left > 0 else []

    def echo(self, amount: Decimal | None) -> None:
        left, said, too_much = self._left(amount), "", ""
        if left is not None and amount:
            if left == 0:
                said = _("Con esto {number} queda cobrada.").format(number=self.sale)
            elif left > 0:
                said = _("De {number} quedarán por cobrar {left}.")
                said = said.format(number=self.sale, left=soles(left))
            else:
                too_much = _("Falta cobrar {owed}; no se puede cobrar más.")
                too_much = too_much.format(owed=soles(left + amount))
        self.row.say(said, "good", "left")
        self.deed.say_too_much(too_much)

    def store(
        self, values: Mapping[str, Any], payment: Payment, paper: Paper, *, sure: bool
    ) -> Receipt:
        sale = self.picked_of(Sale, _("Elija la venta que se cobra."))
        return collect(sale, payment, paper, sure=sure)


class OtherIncome(Purpose):
    words = N_("Otro ingreso")

    def build(self, form: Misc) -> list[Row]:
        row = self.deed.row(form)
        self.heading = self.deed.ask_heading(row)
        return [row, self.deed.who_row]

    def empty(self) -> None:
        self.heading.put(None)

    def echo(self, amount: Decimal | None) -> None:
        """Dues received here would leave the member owing them."""
        said = ""
        if self.heading.get() == DUES and isinstance(self.deed.party.picked, Member):
            said = _("Así no baja lo que debe. Para eso elija «Cuota o deuda».")
        self.rows[0].say(said, "warn", "dues")

    def repeat(self, made: Receipt) -> bool:
        self.heading.put(made.category)
        return True

    def store(
        self, values: Mapping[str, Any], payment: Payment, paper: Paper, *, sure: bool
    ) -> Receipt:
        who = Party.of(values["party"])
        heading = self.deed.heading_of(values)
        return income(heading, who, values["concept"], payment, paper, sure=sure)


class Receive(MoneyDeed):
    """With a `sale`, or a `member` and what is paid (`account`, or a `line` of a charge), that one
    is chosen from the start; `papers` are printed with the receipt.
    """

    kinds = (Receipt, Sale, Document, Category, Member, Buyer, Charge, Fund)
    title = N_("Recibir dinero")
    paper_title = N_("Recibo de ingreso")
    save_words = N_("Guardar recibo e imprimir")
    direction = INCOME
    leaf_kind = "RI"
    sign = 1
    purposes = (CollectSale, FromMember, Donation, OtherIncome)
    way_title, where_title = N_("Qué se recibe"), N_("A dónde entra")
    party_title, party_needed = N_("Recibido de"), N_("Falta de quién se recibe.")

    def __init__(
        self,
        parent: Misc,
        context: Context,
        sale: Sale | None = None,
        papers: Sequence[Document] = (),
        instead_of: Receipt | None = None,
        member: Member | None = None,
        account: str = "",
        line: int | None = None,
    ) -> None:
        self.papers = list(papers)
        wanted: tuple[type[Purpose], Any] | None = None
        if sale is not None:
            wanted = CollectSale, sale
        elif member is not None:
            wanted = FromMember, (member, account, line)
        super().__init__(parent, context, wanted, instead_of)

    def thanks(self, made: Record) -> str:
        assert isinstance(made, Receipt)
        return _("Guardado: {number}, {amount} de {party}.").format(
            number=made, amount=soles(made.amount), party=made.party
        )

    def follow_up(self, document: Document, *, printing: bool) -> None:
        papers, self.papers = self.papers, []
        if printing:
            show_papers(self.context, *papers, document)
