"""What members owe at the end of a day and what is owed to them (FORMAT rules 16 and 17)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models import money
from models.associations import Association
from models.fields import total
from models.money import MoneyEntry
from models.month.moves import moves_of
from models.months import Month, OpeningBalance, opening_before
from models.people import dues
from models.people.members import Member
from models.produce.deliveries import Delivery
from models.record import rows
from models.settling.settlements import Settlement

ZERO = Decimal(0)


@dataclass(frozen=True)
class MemberDebts:
    """What a member owes, and the net of settlements not paid to them yet, S/."""

    member: Member
    advances: Decimal
    loans: Decimal
    inputs: Decimal
    carried: Decimal
    unpaid: Decimal


def owed_by_members(association: Association, until: date) -> list[MemberDebts]:
    """Members with any of it at the end of that day, by the padrón."""
    debts: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    held = money.balances_by_parties(association, _SHOWN, until)
    by_delivery = held[money.ADVANCES]
    givers = Delivery.select(Delivery.document, Delivery.member)
    givers_of = dict(rows(givers.where(Delivery.document.in_(list(by_delivery)))))
    for delivery, amount in by_delivery.items():
        debts[givers_of[delivery]][money.ADVANCES] += amount
    by_paper = held[money.PAYABLE]
    payees = Settlement.select(Settlement.document, Settlement.member)
    payees_of = dict(rows(payees.where(Settlement.document.in_(list(by_paper)))))
    for paper, amount in by_paper.items():
        debts[payees_of[paper]][money.PAYABLE] -= amount
    for account in (money.LOANS, money.INPUTS, money.CARRIED):
        for member, amount in held[account].items():
            debts[member][account] = amount
    members = Member.select().where(Member.id.in_(list(debts))).order_by(Member.place)
    return [MemberDebts(one, *(debts[one.id][account] for account in _SHOWN)) for one in members]


_SHOWN = (money.ADVANCES, money.LOANS, money.INPUTS, money.CARRIED, money.PAYABLE)


@dataclass(frozen=True)
class Owed:
    """All that is owed to the association at the end of a day, and the nets it owes, S/."""

    receivable: Decimal
    advances: Decimal
    dues: Decimal
    charges: Decimal
    loans: Decimal
    inputs: Decimal
    carried: Decimal
    unpaid: Decimal


def owed_at(association: Association, until: date) -> Owed:
    held = money.balances(association, until)
    return Owed(
        receivable=held[money.RECEIVABLE],
        advances=held[money.ADVANCES],
        dues=sum(dues.owed_in_all(association, until).values(), ZERO),
        charges=held[money.CHARGES],
        loans=held[money.LOANS],
        inputs=held[money.INPUTS],
        carried=held[money.CARRIED],
        unpaid=-held[money.PAYABLE],
    )


def income_to_date(association: Association, until: date) -> dict[int, Decimal]:
    """Member's key -> gross settled in the calendar year of that day, up to its end, S/."""
    opening = opening_before(association, until)
    year_begins = date(until.year, 1, 1)
    of_this_year = opening is not None and opening.day >= year_begins
    begun = (
        OpeningBalance.select(OpeningBalance.party, total(OpeningBalance.amount))
        .where(
            OpeningBalance.opening == (opening if of_this_year else None),
            OpeningBalance.account == money.INCOME_TO_DATE,
        )
        .group_by(OpeningBalance.party)
    )
    since = opening.day if opening is not None and of_this_year else year_begins
    settled = (
        MoneyEntry.select(MoneyEntry.party, total(MoneyEntry.amount))
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account == money.INCOME_TO_DATE,
            MoneyEntry.day.between(since, until),
        )
        .group_by(MoneyEntry.party)
    )
    found: dict[int, Decimal] = defaultdict(Decimal)
    for member, amount in rows(begun) + rows(settled):
        found[member] += amount
    return {member: amount for member, amount in found.items() if amount}


# Dues ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DuesTotals:
    """Dues of the month: charged in it, received by receipt, taken off settlements; owed at its end."""

    charged: Decimal
    received: Decimal
    deducted: Decimal
    owed: Decimal


def dues_totals(association: Association, month: Month) -> DuesTotals:
    moves = moves_of(association, month, (money.DUES,))
    return DuesTotals(
        charged=sum(dues.charged_in(association, month).values(), ZERO),
        received=-moves[money.DUES, "RI"],
        deducted=-moves[money.DUES, "LQ"],
        owed=sum(dues.owed_in_all(association, month.last).values(), ZERO),
    )
