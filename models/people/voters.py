"""Who may vote on a day, who may not and why, and how many make a quorum (domain 1.2, 1.4)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.associations import Association
from models.months import Month
from models.parameters import parameter
from models.people import charges, dues
from models.people.members import Member, active_on


@dataclass(frozen=True)
class Barred:
    """An active member who may not vote: months of dues owed, and S/ owed for charges."""

    member: Member
    months: int
    charges: Decimal


@dataclass(frozen=True)
class Voters:
    """The active members of a day, parted into who may vote (by alphabet) and who may not."""

    day: date
    entitled: Sequence[Member]
    barred: Sequence[Barred]

    @property
    def active(self) -> int:
        return len(self.entitled) + len(self.barred)


def quorum_of(members: int) -> int:
    """More than half of so many (CC art. 87); none of nobody."""
    return members // 2 + 1 if members else 0


def in_arrears(association: Association, day: date) -> dict[int, int]:
    """Member's key -> how many months before that of `day` are still owed at its end."""
    month = str(Month.of(day))
    late = {
        party: sum(one < month for one in months)
        for party, months in dues.owed_by_month(association, day).items()
    }
    return {party: count for party, count in late.items() if count}


def in_good_standing(association: Association, day: date) -> list[Member]:
    """Active members who may vote on that day: up to date with dues and charges, by alphabet.

    How many months of dues one may owe is a parameter of the association (its statute). A charge
    counts from the day after it was made. Source: domain 1.4 (SUNARP 63).
    """
    allowed = parameter(association, "arrears_months", day)
    late = {party for party, count in in_arrears(association, day).items() if count > allowed}
    late |= set(charges.overdue(association, day))
    query = Member.select().where(Member.association == association, active_on(day))
    return [one for one in query.order_by(Member.found_by) if one.id not in late]


def voters_on(association: Association, day: date) -> Voters:
    entitled = in_good_standing(association, day)
    late = in_arrears(association, day)
    owed: dict[int, Decimal] = defaultdict(Decimal)
    for one in charges.owing(association, day):
        if one.line.charge.document.day < day:
            owed[one.line.member_id] += one.left
    may_vote = {one.id for one in entitled}
    query = Member.select().where(Member.association == association, active_on(day))
    return Voters(
        day,
        entitled,
        [
            Barred(one, late.get(one.id, 0), owed.get(one.id, Decimal(0)))
            for one in query.order_by(Member.found_by)
            if one.id not in may_vote
        ],
    )
