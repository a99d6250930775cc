"""Cash and bank by rubro and by whose money it is: own, members', restricted, withheld.

What answers a receipt says whose money it moved (FORMAT rule 16).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peewee import JOIN, Case, fn

from models import money
from models.associations import Association
from models.cash.cash_book import Receipt
from models.cash.categories import INCOME, Category
from models.documents import Document
from models.fields import total
from models.language import _
from models.money import MoneyEntry
from models.month.money import whose
from models.record import rows
from models.reversals import Reversal

ZERO = Decimal(0)
OWN, MEMBERS, RESTRICTED, WITHHELD = "own", "members", "restricted", "withheld"
WHOSE = (OWN, MEMBERS, RESTRICTED, WITHHELD)
# What answers a receipt says whose money it moved.
_OWNER = {
    money.INCOME: OWN,
    money.EXPENSE: OWN,
    money.LOANS: OWN,
    money.INPUTS: OWN,
    money.CARRIED: OWN,
    money.RECEIVABLE: MEMBERS,
    money.PRODUCE: MEMBERS,
    money.ADVANCES: MEMBERS,
    money.PAYABLE: MEMBERS,
    money.FUNDS: RESTRICTED,
    money.WITHHELD: WITHHELD,
}
PURSES = (money.CASH, money.BANK)


def by_owner(held: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Cash and bank by whose they are, from what every account holds, S/."""
    found = whose(held)
    parts = (found.own, found.members, found.restricted, found.withheld)
    return dict(zip(WHOSE, parts, strict=True))


@dataclass(frozen=True)
class Flow:
    """What came, or went, under one rubro: by purse, and by whose money it was, S/."""

    name: str
    by_purse: Mapping[str, Decimal]
    by_owner: Mapping[str, Decimal]

    @property
    def amount(self) -> Decimal:
        return sum(self.by_purse.values(), ZERO)


@dataclass(frozen=True)
class Flows:
    """Every receipt of the span by rubro; transfers between cash and bank are neither."""

    came: Sequence[Flow]
    went: Sequence[Flow]
    settlements_paid: Decimal

    def total_came(self, owner: str = "") -> Decimal:
        return _sum(self.came, owner)

    def total_went(self, owner: str = "") -> Decimal:
        return _sum(self.went, owner)


def _sum(flows: Sequence[Flow], part: str) -> Decimal:
    """Of all of it, or of one purse or owner, S/."""
    if not part:
        return sum((one.amount for one in flows), ZERO)
    parts = [one.by_purse if part in PURSES else one.by_owner for one in flows]
    return sum((one.get(part, ZERO) for one in parts), ZERO)


def flows_in(association: Association, since: date, until: date) -> Flows:
    """What the receipts from `since` to `until`, both included, brought and took, by rubro.

    The reversal of a receipt stands on the other side, as it does in the cash book.
    """
    accounts = [*PURSES, *_OWNER]
    reversed_ = Reversal.document.is_null(False)
    query = (
        MoneyEntry.select(
            *(Category.direction, Category.name, Case(None, [(reversed_, 1)], 0)),
            *(MoneyEntry.account, total(MoneyEntry.amount)),
        )
        .join(Document, on=(MoneyEntry.document == Document.id))
        .join(Reversal, JOIN.LEFT_OUTER, on=(Reversal.document == Document.id))
        .join(Receipt, on=(Receipt.document == fn.COALESCE(Reversal.original, Document.id)))
        .join(Category, on=(Receipt.category == Category.id))
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account.in_(accounts),
            MoneyEntry.day.between(since, until),
        )
        .group_by(Category.id, Reversal.document.is_null(), MoneyEntry.account)
        .order_by(Category.found_by)
    )
    found: dict[tuple[str, bool, str], dict[str, Decimal]] = defaultdict(dict)
    paid = ZERO
    for direction, name, is_back, account, amount in rows(query):
        found[direction, bool(is_back), name][account] = amount
        paid += amount if account == money.PAYABLE else ZERO
    came: list[Flow] = []
    went: list[Flow] = []
    for (direction, is_back, name), by_account in found.items():
        comes = (direction == INCOME) != is_back
        words = _("extorno de {rubro}").format(rubro=name) if is_back else name
        flow = _flow(words, by_account, 1 if comes else -1)
        if flow.amount or any(flow.by_owner.values()):
            (came if comes else went).append(flow)
    return Flows(came, went, paid)


def _flow(name: str, by_account: Mapping[str, Decimal], sign: int) -> Flow:
    by_owner: dict[str, Decimal] = defaultdict(Decimal)
    for account, owner in _OWNER.items():
        by_owner[owner] -= sign * by_account.get(account, ZERO)
    by_purse = {purse: sign * by_account.get(purse, ZERO) for purse in PURSES}
    return Flow(name, by_purse, dict(by_owner))
