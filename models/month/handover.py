"""What a treasurer hands over to the next: money, produce, debts, series, and the last closing.

The hand-over report to the successor is a duty of the office (domain 1.2).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from peewee import fn

from models import money, stock
from models.associations import Association
from models.cash.cash_count import CashCount, CountedPiece
from models.cash.funds import FundMoves, fund_moves
from models.chain import BookCode, code_now
from models.documents import Document
from models.month.closing import Closing
from models.month.flows import by_owner
from models.months import Month, newest_opening
from models.people import charges, dues
from models.people.members import Member
from models.produce.deliveries import Delivery
from models.produce.products import Grade, Product
from models.produce.receivables import Receivable, receivables
from models.record import rows
from models.settling import settlements

ZERO = Decimal(0)
# What a member may owe, in the order it is told.
_KEPT = (money.ADVANCES, money.LOANS, money.INPUTS, money.CARRIED)
DEBTS = (*_KEPT, money.DUES, money.CHARGES)


@dataclass(frozen=True)
class MemberDebt:
    """What one member owes at the end of a day, S/; account -> amount, none of zero."""

    member: Member
    by_account: Mapping[str, Decimal]

    @property
    def amount(self) -> Decimal:
        return sum(self.by_account.values(), ZERO)


@dataclass(frozen=True)
class Handover:
    """All that is handed over at the end of `day`."""

    day: date
    count: CashCount | None  # the last one
    pieces: Sequence[tuple[Decimal, int]]  # of it: note or coin (S/), how many
    held: Mapping[str, Decimal]  # account -> S/
    produce: Sequence[tuple[Grade, Decimal]]
    receivable: Sequence[Receivable]
    debts: Sequence[MemberDebt]
    funds: Sequence[FundMoves]
    unpaid: Sequence[tuple[settlements.Settlement, Decimal]]
    series: Sequence[str]  # the last number of each kind of paper of the year
    open_month: Month | None
    closing: Closing | None  # the last one that stands
    code: BookCode | None  # of the book as it is now, whatever the day

    @property
    def owned(self) -> dict[str, Decimal]:
        return by_owner(self.held)

    def owed(self, account: str) -> Decimal:
        """What members owe of one kind, S/."""
        return sum((one.by_account.get(account, ZERO) for one in self.debts), ZERO)


def handover_at(association: Association, day: date) -> Handover:
    """What there is at the end of that day."""
    count = (
        CashCount.select()
        .where(CashCount.association == association, CashCount.day <= day)
        .order_by(CashCount.day.desc(), CashCount.id.desc())
        .first()
    )
    pieces = CountedPiece.select(CountedPiece.value, CountedPiece.pieces).where(
        CountedPiece.cash_count == count
    )
    newest = newest_opening(association)
    closing = Closing.select().where(Closing.association == association, Closing.reopened.is_null())
    return Handover(
        day,
        count,
        rows(pieces.order_by(CountedPiece.value.desc())),
        money.balances(association, day),
        _produce(association, day),
        receivables(association, day),
        _debts(association, day),
        fund_moves(association, day, day),
        settlements.unpaid(association, day),
        _series(association, day),
        Month.read(str(newest.month)) if newest is not None else None,
        closing.order_by(Closing.month.desc()).first(),
        code_now(),
    )


def _produce(association: Association, day: date) -> list[tuple[Grade, Decimal]]:
    left = stock.held_before(association, day + timedelta(days=1))
    grades = Grade.select(Grade, Product).join(Product).where(Grade.id.in_(list(left)))
    return [(one, left[one.id]) for one in grades.order_by(Product.id, Grade.place)]


def _series(association: Association, day: date) -> list[str]:
    """«RI-2026-0021», … the last of each kind in the year of that day, void ones too."""
    query = (
        Document.select(Document.number, fn.MAX(Document.sequence))
        .where(Document.association == association, Document.year == day.year)
        .group_by(Document.kind)
        .order_by(Document.kind)
    )
    return [number for number, _last in rows(query)]


def _debts(association: Association, day: date) -> list[MemberDebt]:
    """Members who owe something, by the padrón; an advance is owed by who delivered."""
    owed: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    by_party = money.balances_by_parties(association, _KEPT, day)
    advances = by_party.pop(money.ADVANCES, {})
    givers = Delivery.select(Delivery.document, Delivery.member)
    owners = dict(rows(givers.where(Delivery.document.in_(list(advances)))))
    for delivery, amount in advances.items():
        owed[owners[delivery]][money.ADVANCES] += amount
    by_party[money.DUES] = dues.owed_in_all(association, day)
    by_party[money.CHARGES] = charges.owed_in_all(association, day)
    for account, amounts in by_party.items():
        for party, amount in amounts.items():
            owed[party][account] += amount
    members = Member.select().where(Member.id.in_(list(owed))).order_by(Member.place)
    found = [
        MemberDebt(one, {account: amount for account, amount in owed[one.id].items() if amount})
        for one in members
    ]
    return [one for one in found if one.by_account]
