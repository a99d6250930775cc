"""The months of a year side by side, each with the figures its own workbook states.

Every question is asked once for all of them: what was held before the first, and then what each
month moved.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from peewee import JOIN, fn

from models import money
from models.associations import Association
from models.cash.categories import Category
from models.documents import VALID, VOIDED, Document
from models.fields import total
from models.money import BANK, CASH, MoneyEntry
from models.month.debts import Owed
from models.month.indicators import People
from models.month.money import Money, whose
from models.month.produce_by_month import ByProduct, Sold, delivered_by_month, sold_by_month
from models.month.spans import known_since, known_until, year_span
from models.months import Month, month_of
from models.people.dues_by_month import owed_by_month_end
from models.people.members import Member
from models.produce.harvests import DESTINATIONS, Harvest
from models.produce.products import Product
from models.produce.sales import Sale
from models.record import rows
from models.reversals import Reversal
from models.settling.settlements import Settlement

ZERO = Decimal(0)


class Purse(NamedTuple):
    """Cash or bank in a month, S/."""

    opening: Decimal
    came: Decimal
    went: Decimal
    closing: Decimal


class Sales(NamedTuple):
    """The sales of a month, S/."""

    cash: Decimal
    credit: Decimal
    voided: Decimal


class Settled(NamedTuple):
    """The settlements of a month, S/."""

    gross: Decimal = ZERO
    costs: Decimal = ZERO
    service: Decimal = ZERO
    advances: Decimal = ZERO
    deducted: Decimal = ZERO
    net: Decimal = ZERO
    carried_out: Decimal = ZERO


@dataclass(frozen=True)
class MonthFigures:
    """One month; what is held and owed is as at its last day."""

    month: Month
    cash: Purse
    bank: Purse
    whose: Money
    owed: Owed
    sales: Sales
    collected: Decimal
    advances_paid: Decimal
    settled: Settled
    settlements_paid: Decimal
    people: People
    harvested: Mapping[str, Decimal]  # destination -> kilos


@dataclass(frozen=True)
class Year:
    """The months there are books of, to the last one begun; and what is told by product or rubro."""

    number: int
    months: Sequence[MonthFigures]
    delivered: ByProduct
    sold: Sold
    income: Mapping[str, Mapping[Month, Decimal]]  # rubro -> month -> S/
    expense: Mapping[str, Mapping[Month, Decimal]]


def year_of(association: Association, number: int, today: date) -> Year:
    """The calendar year, up to the month of `today` if it is under way."""
    span = year_span(Month(number, 1))
    since = known_since(association, span)
    if since is None:
        return Year(number, [], {}, Sold({}, {}), {}, {})
    first, last = Month.of(since), Month.of(known_until(association, span, today))
    income, expense = _by_rubro(association, first, last)
    return Year(
        number,
        _months(association, first, last),
        delivered_by_month(association, first, last),
        sold_by_month(association, first, last),
        income,
        expense,
    )


def _months(association: Association, first: Month, last: Month) -> list[MonthFigures]:
    held = money.balances_before(association, first.first)
    moves, flows = _moves(association, first, last), _flows(association, first, last)
    dues = owed_by_month_end(association, first, last)
    sales, settled = _sales(association, first, last), _settled(association, first, last)
    harvested, members = _harvested(association, first, last), _members(association)
    found, month = [], first
    while month <= last:
        name, before, moved = str(month), dict(held), moves[str(month)]
        for (account, _kind), amount in moved.items():
            held[account] += amount
        cash, bank = (
            Purse(before[one], *flows.get((name, one), (ZERO, ZERO)), held[one])
            for one in (CASH, BANK)
        )
        found.append(
            MonthFigures(
                month=month,
                cash=cash,
                bank=bank,
                whose=whose(held),
                owed=_owed(held, dues[month]),
                sales=_sales_of(sales[name]),
                collected=-moved[money.RECEIVABLE, "RI"],
                advances_paid=moved[money.ADVANCES, "RE"],
                settled=settled.get(name, Settled()),
                settlements_paid=moved[money.PAYABLE, "RE"],
                people=_people_on(members, month.last),
                harvested=harvested[name],
            )
        )
        month = month.next
    return found


# Money --------------------------------------------------------------------------------------


def _moves(
    association: Association, first: Month, last: Month
) -> dict[str, dict[tuple[str, str], Decimal]]:
    """Month -> (account, kind of paper) -> what was posted, S/.

    A reversal counts for the kind of the paper it undoes.
    """
    undone, month = Document.alias(), month_of(MoneyEntry.day)
    kind = fn.COALESCE(undone.kind, Document.kind)
    query = (
        MoneyEntry.select(month, MoneyEntry.account, kind, total(MoneyEntry.amount))
        .join_from(MoneyEntry, Document)
        .join_from(Document, Reversal, JOIN.LEFT_OUTER, on=(Reversal.document == Document.id))
        .join_from(Reversal, undone, JOIN.LEFT_OUTER, on=(Reversal.original == undone.id))
        .where(
            MoneyEntry.association == association,
            MoneyEntry.day.between(first.first, last.last),
        )
        .group_by(month, MoneyEntry.account, kind)
    )
    found: dict[str, dict[tuple[str, str], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for name, account, made_by, amount in rows(query):
        found[name][account, made_by] = amount
    return found


def _flows(
    association: Association, first: Month, last: Month
) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    """(month, purse) -> what came and what went, S/, paper by paper as in its book."""
    month = month_of(MoneyEntry.day)
    papers = (
        MoneyEntry.select(
            month.alias("month"), MoneyEntry.account, fn.SUM(MoneyEntry.amount).alias("moved")
        )
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account.in_((CASH, BANK)),
            MoneyEntry.day.between(first.first, last.last),
        )
        .group_by(MoneyEntry.document, month, MoneyEntry.account)
        .alias("papers")
    )
    came, went = (total(fn.MAX(sign * papers.c.moved, 0), MoneyEntry.amount) for sign in (1, -1))
    query = (
        MoneyEntry.select(papers.c.month, papers.c.account, came, went)
        .from_(papers)
        .group_by(papers.c.month, papers.c.account)
    )
    return {(name, purse): (came, went) for name, purse, came, went in rows(query)}


def _owed(held: Mapping[str, Decimal], dues: Decimal) -> Owed:
    return Owed(
        receivable=held[money.RECEIVABLE],
        advances=held[money.ADVANCES],
        dues=dues,
        charges=held[money.CHARGES],
        loans=held[money.LOANS],
        inputs=held[money.INPUTS],
        carried=held[money.CARRIED],
        unpaid=-held[money.PAYABLE],
    )


def _by_rubro(
    association: Association, first: Month, last: Month
) -> tuple[dict[str, dict[Month, Decimal]], dict[str, dict[Month, Decimal]]]:
    """Own income and own expense: rubro -> month -> S/; what was given back counts against it."""
    month = month_of(MoneyEntry.day)
    query = (
        MoneyEntry.select(month, MoneyEntry.account, Category.name, total(MoneyEntry.amount))
        .join(Category, on=(MoneyEntry.party == Category.id))
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account.in_((money.INCOME, money.EXPENSE)),
            MoneyEntry.day.between(first.first, last.last),
        )
        .group_by(month, MoneyEntry.account, Category.id)
        .order_by(Category.name)
    )
    income: dict[str, dict[Month, Decimal]] = defaultdict(dict)
    expense: dict[str, dict[Month, Decimal]] = defaultdict(dict)
    for name, account, rubro, amount in rows(query):
        if account == money.INCOME:
            income[rubro][Month.read(name)] = -amount
        else:
            expense[rubro][Month.read(name)] = amount
    return income, expense


# Sales and settlements ----------------------------------------------------------------------


def _sales(
    association: Association, first: Month, last: Month
) -> dict[str, dict[tuple[str, str], Decimal]]:
    """Month -> (state, terms) -> what the sales came to, S/."""
    month = month_of(Document.day)
    query = (
        Sale.select(month, Document.state, Sale.terms, total(Sale.total))
        .join(Document)
        .where(
            Document.association == association,
            Document.kind == "V",
            Document.day.between(first.first, last.last),
        )
        .group_by(month, Document.state, Sale.terms)
    )
    found: dict[str, dict[tuple[str, str], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for name, state, terms, amount in rows(query):
        found[name][state, terms] = amount
    return found


def _sales_of(sold: Mapping[tuple[str, str], Decimal]) -> Sales:
    voided = sold[VOIDED, "cash"] + sold[VOIDED, "credit"]
    return Sales(sold[VALID, "cash"], sold[VALID, "credit"], voided)


def _settled(association: Association, first: Month, last: Month) -> dict[str, Settled]:
    month = month_of(Document.day)
    query = (
        Settlement.select(month, *(total(getattr(Settlement, one)) for one in Settled._fields))
        .join(Document)
        .where(
            Document.association == association,
            Document.kind == "LQ",
            Document.state == VALID,
            Document.day.between(first.first, last.last),
        )
        .group_by(month)
    )
    return {name: Settled(*figures) for name, *figures in rows(query)}


# People and harvests ------------------------------------------------------------------------


def _members(association: Association) -> list[tuple[date, date | None, str]]:
    """Of everyone in the padrón: admitted, departed, sex."""
    query = Member.select(Member.admitted, Member.departed, Member.sex)
    return rows(query.where(Member.association == association))


def _people_on(members: Sequence[tuple[date, date | None, str]], day: date) -> People:
    entered = [one for one in members if one[0] <= day]
    active = [sex for _admitted, departed, sex in entered if departed is None or departed > day]
    return People(len(entered), len(active), active.count("F"))


def _harvested(
    association: Association, first: Month, last: Month
) -> dict[str, dict[str, Decimal]]:
    """Month -> destination -> kilos."""
    month = month_of(Harvest.day)
    query = (
        Harvest.select(month, *(total(getattr(Harvest, one)) for one in DESTINATIONS))
        .join(Product, on=(Harvest.product == Product.id))
        .where(
            Harvest.association == association,
            Product.unit == "kg",
            Harvest.day.between(first.first, last.last),
        )
        .group_by(month)
    )
    found: dict[str, dict[str, Decimal]] = defaultdict(lambda: dict.fromkeys(DESTINATIONS, ZERO))
    for name, *kilos in rows(query):
        found[name] = dict(zip(DESTINATIONS, kilos, strict=True))
    return found
