"""Questions about a month that cross subjects: everything is as at its last day (FORMAT rule 17)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from peewee import JOIN, fn

from models import money
from models.associations import Association
from models.cash.books import Book, book
from models.cash.cash_book import Receipt
from models.cash.transfers import Transfer
from models.documents import VALID, VOIDED, Document
from models.fields import total
from models.money import MoneyEntry
from models.month.moves import moves_of
from models.month.settled import Settled, settled_in
from models.months import Month
from models.people.charges import Charge
from models.people.members import Member
from models.produce.buyers import Buyer
from models.produce.deliveries import Delivery
from models.produce.products import Grade, Product
from models.produce.sales import Sale, SaleLine, lines_by_sale, state_of
from models.record import rows
from models.settling.settlements import Settlement

ZERO = Decimal(0)


# Deliveries and sales -----------------------------------------------------------------------


class DeliveredLine(NamedTuple):
    """What the sheets state of one delivery; quantities in its product's unit."""

    key: int
    day: date
    number: str
    member: str
    dni: str
    product: str
    grade: str
    unit: str
    sacks: int
    gross: Decimal
    tare: Decimal
    net: Decimal
    payable: Decimal


def deliveries_in(association: Association, month: Month) -> list[DeliveredLine]:
    """Valid deliveries of the month, by day and order of typing."""
    query = (
        Delivery.select(
            *(Delivery.document, Document.day, Document.number, Member.name, Member.dni),
            *(Product.name, Grade.name, Product.unit, Delivery.sacks),
            *(Delivery.gross, Delivery.tare, Delivery.net, Delivery.payable),
        )
        .join_from(Delivery, Document)
        .join_from(Delivery, Member)
        .join_from(Delivery, Product)
        .join_from(Delivery, Grade)
        .where(
            Document.association == association,
            Document.kind == "EN",
            Document.state == VALID,
            Document.day.between(month.first, month.last),
        )
        .order_by(Document.day, Document.id)
    )
    return [DeliveredLine(*row) for row in rows(query)]


def delivered_by_grade(association: Association, month: Month) -> list[tuple[Grade, Decimal]]:
    """Payable quantity of each product and grade delivered in the month, the most first."""
    quantity = total(Delivery.payable)
    query = (
        Delivery.select(Delivery.grade, quantity)
        .join_from(Delivery, Document)
        .where(
            Document.association == association,
            Document.kind == "EN",
            Document.state == VALID,
            Document.day.between(month.first, month.last),
        )
        .group_by(Delivery.grade)
        .order_by(quantity.desc())
    )
    quantities = rows(query)
    grades = Grade.select(Grade, Product).join(Product)
    by_key = {one.id: one for one in grades.where(Grade.id.in_([key for key, _q in quantities]))}
    return [(by_key[key], delivered) for key, delivered in quantities]


def advances_paid(association: Association, month: Month) -> dict[int, Decimal]:
    """Delivery's key -> what receipts of the month paid on it, S/."""
    query = (
        MoneyEntry.select(MoneyEntry.party, total(MoneyEntry.amount))
        .join(Document)
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account == money.ADVANCES,
            MoneyEntry.day.between(month.first, month.last),
            Document.kind == "RE",
        )
        .group_by(MoneyEntry.party)
    )
    return {party: amount for party, amount in rows(query) if amount}


@dataclass(frozen=True)
class SoldLine:
    """A line of a sale as at the month's end. What belongs to the whole sale is on its first."""

    sale: Sale
    line: SaleLine
    first: bool
    balance: Decimal  # of the sale, S/

    @property
    def collected(self) -> Decimal:
        """Of the sale, S/; nothing of a void one."""
        return Decimal(self.sale.total - self.balance) if self.sale.document.is_valid else ZERO

    @property
    def state(self) -> str:
        return state_of(self.sale, self.balance)


def sales_in(association: Association, month: Month) -> list[SoldLine]:
    """Every line of the month's sales, void ones too, by day and order of typing."""
    sales = (
        Sale.select(
            *(Sale.document, Sale.lot, Sale.terms, Sale.due, Sale.voucher, Sale.total),
            *(Document.id, Document.number, Document.day, Document.state),
            *(Buyer.id, Buyer.name, Buyer.ruc, Buyer.dni),
        )
        .join_from(Sale, Document)
        .join_from(Sale, Buyer)
        .where(
            Document.association == association,
            Document.kind == "V",
            Document.day.between(month.first, month.last),
        )
        .order_by(Document.day, Document.id)
    )
    by_key = {sale.document_id: sale for sale in sales}
    # A query of their own: joined to their sale, peewee asks for its document once per line.
    of_sale = lines_by_sale(list(by_key))
    owed = money.balances_by_party(association, money.RECEIVABLE, month.last)
    return [
        SoldLine(sale, line, line.place == 1, owed.get(key, ZERO))
        for key, sale in by_key.items()
        for line in of_sale[key]
    ]


def voided_in(association: Association, month: Month) -> list[Document]:
    """Void papers of the month of their own day, by day and order of typing."""
    query = Document.select().where(
        Document.association == association,
        Document.state == VOIDED,
        Document.day.between(month.first, month.last),
    )
    return list(query.order_by(Document.day, Document.id))


def amounts_of(papers: Sequence[int]) -> dict[int, Decimal]:
    """Paper's key -> the amount it states (S/), of a settlement its net.

    Those that state none are left out: deliveries, losses, reversals.
    """
    stated = (Sale.total, Receipt.amount, Transfer.amount, Settlement.net, Charge.total)
    query = Document.select(Document.id, *stated)
    for one in stated:
        query = query.join_from(
            Document, one.model, JOIN.LEFT_OUTER, on=(one.model.document == Document.id)
        )
    stated_by = {key: amounts for key, *amounts in rows(query.where(Document.id.in_(papers)))}
    return {
        key: amount
        for key, amounts in stated_by.items()
        for amount in amounts
        if amount is not None
    }


def amount_of(document: Document) -> Decimal | None:
    """The amount a paper states (S/); None for one that states none."""
    return amounts_of([document.id]).get(document.id)


# The whole month ----------------------------------------------------------------------------


@dataclass(frozen=True)
class MonthTotals:
    """The month in one look, in the words of the workbook's summary."""

    delivered: Mapping[str, Decimal]  # unit -> payable quantity
    deliveries: int
    deliverers: int
    sales: Decimal
    sales_count: int
    cash_sales: Decimal
    credit_sales: Decimal
    sales_voided: Decimal
    collected: Decimal
    advances_paid: Decimal
    advances_settled: Decimal
    settled: Settled
    settlements_paid: Decimal  # nets paid, without what cash was rounded up by
    advances_pending: Decimal
    receivable: Decimal


def totals_of(association: Association, month: Month) -> MonthTotals:
    span = Document.day.between(month.first, month.last)
    papers = (Document.association == association) & span
    delivered = (
        Delivery.select(Product.unit, total(Delivery.payable), fn.COUNT(1))
        .join_from(Delivery, Document)
        .join_from(Delivery, Product)
        .where(papers, Document.kind == "EN", Document.state == VALID)
        .group_by(Product.unit)
    )
    by_unit = {unit: (quantity, count) for unit, quantity, count in rows(delivered)}
    deliverers = (
        Delivery.select(fn.COUNT(Delivery.member.distinct()))
        .join(Document)
        .where(papers, Document.kind == "EN", Document.state == VALID)
        .scalar()
    )
    sales = (
        Sale.select(Document.state, Sale.terms, total(Sale.total), fn.COUNT(1))
        .join(Document)
        .where(papers, Document.kind == "V")
        .group_by(Document.state, Sale.terms)
    )
    sold: dict[tuple[str, str], tuple[Decimal, int]] = {
        (state, terms): (amount, count) for state, terms, amount, count in rows(sales)
    }

    def of(state: str, *terms: str) -> Decimal:
        return sum((sold.get((state, one), (ZERO, 0))[0] for one in terms), ZERO)

    held = money.balances(association, month.last)
    moves = moves_of(association, month, (money.RECEIVABLE, money.ADVANCES, money.PAYABLE))
    return MonthTotals(
        delivered={unit: quantity for unit, (quantity, _count) in by_unit.items()},
        deliveries=sum(count for _quantity, count in by_unit.values()),
        deliverers=deliverers,
        sales=of(VALID, "cash", "credit"),
        sales_count=sum(count for (state, _t), (_a, count) in sold.items() if state == VALID),
        cash_sales=of(VALID, "cash"),
        credit_sales=of(VALID, "credit"),
        sales_voided=of(VOIDED, "cash", "credit"),
        collected=-moves[money.RECEIVABLE, "RI"],
        advances_paid=moves[money.ADVANCES, "RE"],
        advances_settled=-moves[money.ADVANCES, "LQ"],
        settled=settled_in(association, month),
        settlements_paid=moves[money.PAYABLE, "RE"],
        advances_pending=held[money.ADVANCES],
        receivable=held[money.RECEIVABLE],
    )


def books_of(association: Association, month: Month) -> tuple[Book, Book]:
    """Cash book and bank book of the month."""
    return (
        book(association, money.CASH, month.first, month.last),
        book(association, money.BANK, month.first, month.last),
    )
