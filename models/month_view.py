"""Questions about a month that cross subjects: everything is as at its last day (FORMAT rule 17)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from peewee import fn

from models import money
from models.associations import Association
from models.books import Book, book
from models.buyers import Buyer
from models.categories import Category
from models.deliveries import Delivery
from models.documents import VALID, VOIDED, Document
from models.fields import total
from models.members import Member
from models.money import MoneyEntry
from models.months import Month, OpeningBalance, opening_before
from models.products import Grade, Product
from models.record import rows
from models.sales import Sale, SaleLine, lines_by_sale, state_of

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
    """Delivery's key -> what was paid on it in the month, S/."""
    query = (
        MoneyEntry.select(MoneyEntry.party, total(MoneyEntry.amount))
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account == money.ADVANCES,
            MoneyEntry.day.between(month.first, month.last),
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


def amount_of(document: Document) -> Decimal | None:
    """The amount a paper states (S/); None for a delivery note."""
    for name in ("sale", "receipt", "transfer"):
        made = getattr(document, f"{name}_set").first()
        if made is not None:
            return Decimal(made.total if name == "sale" else made.amount)
    return None


# The whole month ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Money:
    """Whose the money is (FORMAT rule 16), S/."""

    own: Decimal
    members: Decimal
    restricted: Decimal


@dataclass(frozen=True)
class Result:
    """Own income and expense of the month by heading, S/."""

    income: Mapping[str, Decimal]
    expense: Mapping[str, Decimal]

    @property
    def total_income(self) -> Decimal:
        return sum(self.income.values(), ZERO)

    @property
    def total_expense(self) -> Decimal:
        return sum(self.expense.values(), ZERO)

    @property
    def result(self) -> Decimal:
        return self.total_income - self.total_expense


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

    return MonthTotals(
        delivered={unit: quantity for unit, (quantity, _count) in by_unit.items()},
        deliveries=sum(count for _quantity, count in by_unit.values()),
        deliverers=deliverers,
        sales=of(VALID, "cash", "credit"),
        sales_count=sum(count for (state, _t), (_a, count) in sold.items() if state == VALID),
        cash_sales=of(VALID, "cash"),
        credit_sales=of(VALID, "credit"),
        sales_voided=of(VOIDED, "cash", "credit"),
        collected=_collected(association, month),
        advances_paid=_moved(association, money.ADVANCES, month),
        advances_pending=money.balance(association, money.ADVANCES, month.last),
        receivable=money.balance(association, money.RECEIVABLE, month.last),
    )


def _moved(association: Association, account: str, month: Month) -> Decimal:
    query = MoneyEntry.select(total(MoneyEntry.amount)).where(
        MoneyEntry.association == association,
        MoneyEntry.account == account,
        MoneyEntry.day.between(month.first, month.last),
    )
    return Decimal(query.scalar())


def _collected(association: Association, month: Month) -> Decimal:
    """What was received for sales, whenever they were made."""
    entry = MoneyEntry.alias()
    query = (
        entry.select(total(entry.amount))
        .join(Document, on=(entry.document == Document.id))
        .where(
            entry.association == association,
            entry.account == money.RECEIVABLE,
            entry.day.between(month.first, month.last),
            Document.kind == "RI",
        )
    )
    return -Decimal(query.scalar())


def result_of(association: Association, month: Month) -> Result:
    """Own income and expense of the month, by heading."""
    query = (
        MoneyEntry.select(MoneyEntry.account, Category.name, total(MoneyEntry.amount))
        .join(Category, on=(MoneyEntry.party == Category.id))
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account.in_((money.INCOME, money.EXPENSE)),
            MoneyEntry.day.between(month.first, month.last),
        )
        .group_by(MoneyEntry.account, Category.id)
        .order_by(Category.name)
    )
    found: dict[str, dict[str, Decimal]] = {money.INCOME: {}, money.EXPENSE: {}}
    for account, name, amount in rows(query):
        if amount:
            found[account][name] = abs(amount) if account == money.EXPENSE else -amount
    return Result(found[money.INCOME], found[money.EXPENSE])


def money_of(association: Association, until: date) -> Money:
    """Cash and bank at the end of that day by whose they are (FORMAT rule 16).

    Members': collected on lots not settled, less their costs, less advances not recovered.
    """

    def held(account: str) -> Decimal:
        return money.balance(association, account, until)

    # The lots' account holds sales less costs (−); what is not collected is no money yet.
    members = -held(money.PRODUCE) - held(money.RECEIVABLE) - held(money.ADVANCES)
    restricted = held(money.FUNDS)
    purse = held(money.CASH) + held(money.BANK)
    return Money(purse - members - restricted, members, restricted)


def owed_by_members(association: Association, until: date) -> list["MemberDebts"]:
    """Members with an advance, loan or inputs not returned at the end of that day."""
    debts: dict[int, dict[str, Decimal]] = defaultdict(dict)
    by_delivery = money.balances_by_party(association, money.ADVANCES, until)
    givers = Delivery.select(Delivery.document, Delivery.member)
    owners = dict(rows(givers.where(Delivery.document.in_(list(by_delivery)))))
    for delivery, amount in by_delivery.items():
        debts[owners[delivery]][money.ADVANCES] = (
            debts[owners[delivery]].get(money.ADVANCES, ZERO) + amount
        )
    for account in (money.LOANS, money.INPUTS):
        for member, amount in money.balances_by_party(association, account, until).items():
            debts[member][account] = amount
    members = Member.select().where(Member.id.in_(list(debts))).order_by(Member.place)
    return [
        MemberDebts(
            member,
            *(debts[member.id].get(a, ZERO) for a in (money.ADVANCES, money.LOANS, money.INPUTS)),
        )
        for member in members
    ]


@dataclass(frozen=True)
class MemberDebts:
    member: Member
    advances: Decimal
    loans: Decimal
    inputs: Decimal


def books_of(association: Association, month: Month) -> tuple[Book, Book]:
    """Cash book and bank book of the month."""
    return (
        book(association, money.CASH, month.first, month.last),
        book(association, money.BANK, month.first, month.last),
    )


def opening_dues(association: Association, until: date) -> Decimal:
    """Dues owed since before the books began, S/."""
    query = OpeningBalance.select(total(OpeningBalance.amount)).where(
        OpeningBalance.opening == opening_before(association, until),
        OpeningBalance.account == money.DUES,
    )
    return Decimal(query.scalar())
