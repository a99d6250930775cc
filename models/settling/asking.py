"""What to propose taking off each member for what is owed: the treasurer changes it as agreed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from models.people.loans import instalments_of
from models.people.members import Member
from models.settling.deductions import ASKED, LOAN
from models.settling.forecast import Forecast

ZERO = Decimal(0)


def proposed(forecast: Forecast) -> dict[int, dict[str, Decimal]]:
    """Member's key -> base of a deduction -> S/: all that is owed, but of loans what is due."""
    return {
        one.member.id: {
            base: _due(one.member, forecast.day, owed) if base == LOAN else owed
            for base, owed in everything(one.owed).items()
        }
        for one in forecast.shares
    }


def everything(owed: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """All that can be asked of a member, by base, S/; what is not owed is left out."""
    return {base: owed[base] for base in ASKED if owed.get(base, ZERO) > 0}


def _due(member: Member, day: date, owed: Decimal) -> Decimal:
    """Of a loan, all but the instalments that fall due later."""
    later = (one.left for one in instalments_of(member, day) if one.due and one.due > day)
    return max(owed - sum(later, ZERO), ZERO)
