"""What is owed for dues at the end of each of several months, asked once for all of them."""

from collections import defaultdict
from decimal import Decimal

from models import money
from models.associations import Association
from models.fields import total
from models.money import MoneyEntry
from models.months import Month, OpeningBalance, month_of, opening_before
from models.people import dues
from models.record import rows

ZERO = Decimal(0)


def owed_by_month_end(association: Association, first: Month, last: Month) -> dict[Month, Decimal]:
    """Dues all members owe at the end of each month from `first` to `last`, S/."""
    held = _before(association, first)
    charged = dues.charged_between(association, first, last)
    paid = _paid(association, first, last)
    found, month = {}, first
    while month <= last:
        for party, amount in charged.get(str(month), {}).items():
            held[party] += amount
        for party, amount in paid[str(month)].items():
            held[party] -= amount
        found[month] = sum((amount for amount in held.values() if amount > 0), ZERO)
        month = month.next
    return found


def _before(association: Association, month: Month) -> dict[int, Decimal]:
    """Member's key -> dues owed less those overpaid before anything of the month, S/."""
    opening = opening_before(association, month.first)
    if opening is None or opening.day < month.first:
        return defaultdict(Decimal, dues.balances(association, month.previous.last))
    begun = OpeningBalance.select(OpeningBalance.party, total(OpeningBalance.amount)).where(
        OpeningBalance.opening == opening, OpeningBalance.account == money.DUES
    )
    return defaultdict(Decimal, rows(begun.group_by(OpeningBalance.party)))


def _paid(association: Association, first: Month, last: Month) -> dict[str, dict[int, Decimal]]:
    """Month (AAAA-MM) -> member's key -> what was paid or deducted in it, S/."""
    month = month_of(MoneyEntry.day)
    query = (
        MoneyEntry.select(month, MoneyEntry.party, total(MoneyEntry.amount))
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account == money.DUES,
            MoneyEntry.day.between(first.first, last.last),
        )
        .group_by(month, MoneyEntry.party)
    )
    found: dict[str, dict[int, Decimal]] = defaultdict(dict)
    for name, party, amount in rows(query):
        found[name][party] = -amount
    return found
