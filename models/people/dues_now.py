"""How the members stand with dues at the end of a month, and what came in on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peewee import fn

from models import money
from models.associations import Association
from models.documents import VALID, Document
from models.fields import total
from models.money import MoneyEntry
from models.months import Month
from models.people.dues import charged_in, overpaid, owed_by_month, paid_between
from models.people.members import Member
from models.record import rows

ZERO = Decimal(0)


@dataclass(frozen=True)
class DuesNow:
    """How one member stands with dues at the end of a month, S/."""

    member: Member
    charged: Decimal  # of that month
    paid: Decimal  # in that month, for whichever
    owed: Mapping[str, Decimal]  # month -> what is left of it, the oldest first
    credit: Decimal  # paid for months that are no longer owed

    @property
    def owed_in_all(self) -> Decimal:
        return sum(self.owed.values(), ZERO)

    @property
    def oldest(self) -> Mapping[str, Decimal]:
        """The oldest month owed, to which a payment goes first; empty if none is."""
        return dict(list(self.owed.items())[:1])


def dues_at_end(association: Association, month: Month) -> list[DuesNow]:
    """Who was a member in that month, or owes dues or has credit at its end, by alphabet."""
    charged, paid = (
        charged_in(association, month),
        paid_between(association, month.last, month.first),
    )
    owed, credit = owed_by_month(association, month.last), overpaid(association, month.last)
    members = Member.select().where(
        Member.association == association,
        Member.admitted <= month.last,
        Member.departed.is_null()
        | (Member.departed >= month.first)
        | Member.id.in_(list({*owed, *paid, *credit})),
    )
    return [
        DuesNow(
            one,
            charged.get(one.id, ZERO),
            paid.get(one.id, ZERO),
            owed.get(one.id, dict[str, Decimal]()),
            credit.get(one.id, ZERO),
        )
        for one in members.order_by(Member.found_by)
    ]


def together(amounts: Iterable[Decimal]) -> Decimal:
    """What these are in all, S/."""
    return sum(amounts, ZERO)


def owed_together(some: Iterable[DuesNow]) -> Decimal:
    """What these owe, S/."""
    return together(one.owed_in_all for one in some)


def paid_together(some: Iterable[DuesNow]) -> Decimal:
    """What these paid in the month, S/."""
    return sum((one.paid for one in some), ZERO)


def received_on(association: Association, day: date) -> tuple[int, Decimal]:
    """How many receipts of dues that count are of that day, and what they brought, S/."""
    query = MoneyEntry.select(fn.COUNT(MoneyEntry.document.distinct()), total(MoneyEntry.amount))
    ((count, amount),) = rows(
        query.join(Document).where(
            MoneyEntry.association == association,
            MoneyEntry.account == money.DUES,
            MoneyEntry.day == day,
            Document.kind == "RI",
            Document.state == VALID,
        )
    )
    return count, -amount
