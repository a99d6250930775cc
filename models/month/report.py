"""The economic report: what the assembly is told of a month, a half-year or a year.

Every figure is a sum over the books, so those of a month are those of its workbook. The report to
each assembly: domain 6.1 and 6.2.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import JOIN, Case, fn

from models import money, stock
from models.associations import Association
from models.cash.budgets import YearPlan, budget_of
from models.documents import VALID, Document
from models.fields import total
from models.month.debts import Owed, owed_at
from models.month.flows import PURSES, Flows, by_owner, flows_in
from models.month.money import Result, result_between
from models.month.spans import Span, known_since, known_until, may_change
from models.months import Month
from models.produce.products import Grade, Product
from models.produce.receivables import AGES, Receivable, receivables
from models.produce.sales import SaleLine
from models.record import rows
from models.reversals import Reversal
from models.settling.settlements import Settlement
from models.stock import StockEntry

ZERO = Decimal(0)


# Produce and settlements ------------------------------------------------------------------------


@dataclass(frozen=True)
class ProduceLine:
    """One product through the span: quantities in its unit, and what its sales came to, S/."""

    product: Product
    opening: Decimal
    delivered: Decimal
    sold: Decimal
    lost: Decimal
    closing: Decimal
    amount: Decimal


_STOCK_KINDS = ("EN", "V", "ME")


def produce_in(association: Association, since: date, until: date) -> list[ProduceLine]:
    """Every product that was in store or moved, in the order of the catalogue."""
    original = Document.alias()
    kind = fn.COALESCE(original.kind, Document.kind)
    query = (
        StockEntry.select(StockEntry.grade, kind, total(StockEntry.quantity))
        .join(Document, on=(StockEntry.document == Document.id))
        .join(Reversal, JOIN.LEFT_OUTER, on=(Reversal.document == Document.id))
        .join(original, JOIN.LEFT_OUTER, on=(original.id == Reversal.original))
        .where(StockEntry.association == association, StockEntry.day.between(since, until))
        .group_by(StockEntry.grade, kind)
    )
    moved: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for grade, what, quantity in rows(query):
        moved[grade][what] = quantity
    begun, earned = stock.held_before(association, since), _sold_in(association, since, until)
    grades = Grade.select(Grade, Product).join(Product)
    of_product: dict[int, list[Grade]] = defaultdict(list)
    for one in grades.where(Grade.id.in_({*moved, *begun, *earned})).order_by(Product.id):
        of_product[one.product_id].append(one)

    def line(several: list[Grade]) -> ProduceLine:
        keys = [one.id for one in several]
        opening = sum((begun.get(key, ZERO) for key in keys), ZERO)
        parts = [sum((moved[key].get(k, ZERO) for key in keys), ZERO) for k in _STOCK_KINDS]
        amount = sum((earned.get(key, ZERO) for key in keys), ZERO)
        came, sold, lost = parts
        closing = opening + came + sold + lost
        return ProduceLine(several[0].product, opening, came, -sold, -lost, closing, amount)

    lines = [line(several) for several in of_product.values()]
    return [one for one in lines if any((one.opening, one.delivered, one.sold, one.lost))]


def _papers(association: Association, kind: str, since: date, until: date) -> Any:
    """Valid papers of that kind (key, 1), and those reversed in the span (key, −1)."""
    original = Document.alias()
    return (
        Document.select(
            fn.COALESCE(original.id, Document.id).alias("key"),
            Case(None, [(original.id.is_null(), 1)], -1).alias("sign"),
        )
        .join(Reversal, JOIN.LEFT_OUTER, on=(Reversal.document == Document.id))
        .join(original, JOIN.LEFT_OUTER, on=(original.id == Reversal.original))
        .where(
            Document.association == association,
            Document.state == VALID,
            Document.day.between(since, until),
            fn.COALESCE(original.kind, Document.kind) == kind,
        )
    )


def _sold_in(association: Association, since: date, until: date) -> dict[int, Decimal]:
    """Grade's key -> what the sales of the span came to, S/."""
    papers = _papers(association, "V", since, until)
    query = (
        SaleLine.select(SaleLine.grade, total(SaleLine.amount * papers.c.sign, SaleLine.amount))
        .join(papers, on=(SaleLine.sale == papers.c.key))
        .group_by(SaleLine.grade)
    )
    return dict(rows(query))


def kilos_by_month(association: Association, since: date, until: date) -> dict[str, Decimal]:
    """Month (AAAA-MM) -> kilos delivered, to be paid for; every month of the span."""
    original = Document.alias()
    month = fn.SUBSTR(StockEntry.day, 1, 7)
    query = (
        StockEntry.select(month, total(StockEntry.quantity))
        .join(Document, on=(StockEntry.document == Document.id))
        .join(Reversal, JOIN.LEFT_OUTER, on=(Reversal.document == Document.id))
        .join(original, JOIN.LEFT_OUTER, on=(original.id == Reversal.original))
        .join(Grade, on=(StockEntry.grade == Grade.id))
        .join(Product, on=(Grade.product == Product.id))
        .where(
            StockEntry.association == association,
            StockEntry.day.between(since, until),
            fn.COALESCE(original.kind, Document.kind) == "EN",
            Product.unit == "kg",
        )
        .group_by(month)
    )
    delivered = dict(rows(query))
    found, one = {}, Month.of(since)
    while one <= Month.of(until):
        found[str(one)] = delivered.get(str(one), ZERO)
        one = one.next
    return found


@dataclass(frozen=True)
class Settled:
    """What was settled in the span, S/: gross − costs − service − advances − deducted = net."""

    members: int
    papers: int
    gross: Decimal
    costs: Decimal
    service: Decimal
    advances: Decimal
    deducted: Decimal
    net: Decimal
    carried_out: Decimal


def settled_in(association: Association, since: date, until: date) -> Settled:
    papers = _papers(association, "LQ", since, until)
    sign = papers.c.sign
    fields = ("gross", "costs", "service", "advances", "deducted", "net", "carried_out")
    parts = [getattr(Settlement, name) for name in fields]
    query = Settlement.select(
        fn.COUNT(Settlement.member.distinct()),
        fn.COALESCE(fn.SUM(sign), 0),
        *(total(one * sign, one) for one in parts),
    ).join(papers, on=(Settlement.document == papers.c.key))
    return Settled(*rows(query)[0])


# Who owes ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Owing:
    """Who owes at the end of the span: buyers sale by sale, and the sums of all, S/."""

    receivable: Sequence[Receivable]
    owed: Owed

    @property
    def by_age(self) -> dict[str, Decimal]:
        """What buyers owe by days since the sale: 0-30, 31-60, 61-90, +90."""
        found = dict.fromkeys((*(age for age, _most in AGES), "+90"), ZERO)
        for one in self.receivable:
            found[one.age] += one.balance
        return found

    @property
    def members(self) -> Decimal:
        """All that members owe; an advance is owed until its produce is settled."""
        one = self.owed
        parts = (one.advances, one.loans, one.inputs, one.carried, one.dues, one.charges)
        return sum(parts, ZERO)


# All of it --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EconomicReport:
    """What the assembly is told of a span; `since` is None where the books begin after it."""

    span: Span
    since: date | None
    until: date
    may_change: bool
    opening: Mapping[str, Decimal]  # account -> S/
    closing: Mapping[str, Decimal]
    flows: Flows
    produce: Sequence[ProduceLine]
    kilos: Mapping[str, Decimal]  # month -> kilos delivered
    settled: Settled
    owing: Owing
    result: Result
    plan: YearPlan  # of the calendar year, with what moved in it up to the end of the span

    def owned(self, *, at_start: bool = False) -> dict[str, Decimal]:
        return by_owner(self.opening if at_start else self.closing)

    def passed(self, owner: str) -> Decimal:
        """What settlements gave this owner of the others' money (−: took), S/."""
        flows = self.flows.total_came(owner) - self.flows.total_went(owner)
        return self.owned()[owner] - self.owned(at_start=True)[owner] - flows

    def moved_in(self, purse: str) -> Decimal:
        """What transfers between cash and bank brought this purse (−: took), S/."""
        flows = self.flows.total_came(purse) - self.flows.total_went(purse)
        return self.closing.get(purse, ZERO) - self.opening.get(purse, ZERO) - flows

    @property
    def money_at_start(self) -> Decimal:
        return sum((self.opening.get(one, ZERO) for one in PURSES), ZERO)

    @property
    def money_at_end(self) -> Decimal:
        return sum((self.closing.get(one, ZERO) for one in PURSES), ZERO)


def economic_report(association: Association, span: Span, today: date) -> EconomicReport:
    """The report of a month, a half-year or a year, from the first day there are books of."""
    since, until = known_since(association, span), known_until(association, span, today)
    start = since or span.since
    return EconomicReport(
        span,
        since,
        until,
        may_change(association, span),
        money.balances_before(association, start),
        money.balances(association, until),
        flows_in(association, start, until),
        produce_in(association, start, until),
        kilos_by_month(association, start, until),
        settled_in(association, start, until),
        Owing(receivables(association, until), owed_at(association, until)),
        result_between(association, start, until),
        budget_of(association, until.year, until),
    )
