"""Whose the money is, what was earned and spent, and why cash and bank changed (FORMAT rule 16)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peewee import JOIN, fn

from models import money
from models.associations import Association
from models.cash.categories import Category
from models.documents import VALID, Document
from models.fields import total
from models.money import BANK, CASH, MoneyEntry
from models.months import Month, OpeningBalance, opening_before
from models.record import rows
from models.reversals import Reversal
from models.settling.settlements import LotSettlement, Settlement

ZERO = Decimal(0)


# The result ---------------------------------------------------------------------------------


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


def result_of(association: Association, month: Month) -> Result:
    """Own income and expense of the month, by heading; what was given back counts against it."""
    return result_between(association, month.first, month.last)


def result_between(association: Association, since: date, until: date) -> Result:
    """The same from `since` to `until`, both included."""
    query = (
        MoneyEntry.select(MoneyEntry.account, Category.name, total(MoneyEntry.amount))
        .join(Category, on=(MoneyEntry.party == Category.id))
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account.in_((money.INCOME, money.EXPENSE)),
            MoneyEntry.day.between(since, until),
        )
        .group_by(MoneyEntry.account, Category.id)
        .order_by(Category.name)
    )
    found: dict[str, dict[str, Decimal]] = {money.INCOME: {}, money.EXPENSE: {}}
    for account, name, amount in rows(query):
        if amount:
            found[account][name] = amount if account == money.EXPENSE else -amount
    return Result(found[money.INCOME], found[money.EXPENSE])


# Whose it is --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Money:
    """Cash and bank at the end of a day by whose they are, S/: own + members' + restricted +
    withheld is all there is."""

    cash: Decimal
    bank: Decimal
    members: Decimal
    restricted: Decimal
    withheld: Decimal

    @property
    def total(self) -> Decimal:
        return self.cash + self.bank

    @property
    def own(self) -> Decimal:
        return self.total - self.members - self.restricted - self.withheld


def money_of(association: Association, until: date) -> Money:
    """Whose the money in cash and bank is at the end of that day."""
    return whose(money.balances(association, until))


def whose(held: Mapping[str, Decimal]) -> Money:
    """The same, from what every account holds (`money.balances`)."""
    # The lots' account holds costs less sales; what is not collected of them is no money yet.
    collected = -held[money.PRODUCE] - held[money.RECEIVABLE]
    return Money(
        cash=held[CASH],
        bank=held[BANK],
        members=collected - held[money.ADVANCES] - held[money.PAYABLE],
        restricted=-held[money.FUNDS],
        withheld=-held[money.WITHHELD],
    )


@dataclass(frozen=True)
class MembersMoney:
    """What members' money is made of, S/; costs and advances are below zero. They add up to it."""

    collected_unsettled: Decimal
    costs_unsettled: Decimal
    advances_outstanding: Decimal
    settled_unpaid: Decimal

    @property
    def total(self) -> Decimal:
        return (
            self.collected_unsettled
            + self.costs_unsettled
            + self.advances_outstanding
            + self.settled_unpaid
        )


def members_money(association: Association, until: date) -> MembersMoney:
    """Members' money at the end of that day, by what it is made of."""
    held = money.balances(association, until)
    costs = _costs_unsettled(association, until)
    return MembersMoney(
        collected_unsettled=costs - held[money.PRODUCE] - held[money.RECEIVABLE],
        costs_unsettled=-costs,
        advances_outstanding=-held[money.ADVANCES],
        settled_unpaid=-held[money.PAYABLE],
    )


def _costs_unsettled(association: Association, until: date) -> Decimal:
    """What was spent for lots and not yet taken off in a settlement, S/.

    Only of lots that were open at the last opening or moved since: the others are settled.
    """
    opening = opening_before(association, until)
    begun = OpeningBalance.select(OpeningBalance.party).where(
        OpeningBalance.opening == opening, OpeningBalance.account == money.PRODUCE
    )
    moved = MoneyEntry.select(MoneyEntry.party).where(
        MoneyEntry.association == association,
        MoneyEntry.account == money.PRODUCE,
        MoneyEntry.day.between(opening.day if opening else date.min, until),
    )
    lots = sorted({lot for (lot,) in rows(begun) + rows(moved.distinct())})
    undone = Document.alias()
    spent = (
        MoneyEntry.select(total(MoneyEntry.amount))
        .join_from(MoneyEntry, Document)
        .join_from(Document, Reversal, JOIN.LEFT_OUTER, on=(Reversal.document == Document.id))
        .join_from(Reversal, undone, JOIN.LEFT_OUTER, on=(Reversal.original == undone.id))
        .where(
            MoneyEntry.account == money.PRODUCE,
            MoneyEntry.party.in_(lots),
            MoneyEntry.day <= until,
            fn.COALESCE(undone.kind, Document.kind) == "RE",
        )
    )
    taken = (
        Settlement.select(total(Settlement.costs))
        .join_from(Settlement, Document)
        .join_from(Settlement, LotSettlement)
        .where(LotSettlement.lot.in_(lots), Document.state == VALID, Document.day <= until)
    )
    return Decimal(spent.scalar()) - Decimal(taken.scalar())


# Why it changed -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """Why cash and bank are more or less than when the month began, S/.

    `loans`, `inputs` and `carried`: what came back less what went out. The rest is growth. All of
    them but the first add up to it.
    """

    money: Decimal
    result: Decimal
    loans: Decimal
    inputs: Decimal
    carried: Decimal
    members: Decimal
    restricted: Decimal
    withheld: Decimal

    @property
    def explained(self) -> Decimal:
        came_back = self.loans + self.inputs + self.carried
        return self.result + came_back + self.members + self.restricted + self.withheld


def change_of(association: Association, month: Month) -> Change:
    """What explains the change of cash and bank in the month."""
    before = money.balances_before(association, month.first)
    after = money.balances(association, month.last)
    grown = {account: after[account] - before[account] for account in after}
    earlier, later = whose(before), whose(after)
    return Change(
        money=later.total - earlier.total,
        result=-grown[money.INCOME] - grown[money.EXPENSE],
        loans=-grown[money.LOANS],
        inputs=-grown[money.INPUTS],
        carried=-grown[money.CARRIED],
        members=later.members - earlier.members,
        restricted=later.restricted - earlier.restricted,
        withheld=later.withheld - earlier.withheld,
    )
