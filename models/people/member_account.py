"""The whole account of one member at the end of a day: what is owed, to whom, and her good standing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.cash.cash_book import Receipt
from models.fields import show
from models.language import _, ngettext
from models.month.debts import MemberDebts
from models.months import Month
from models.parameters import parameter
from models.people import charges, dues
from models.people.charges import Owing
from models.people.loans import Instalment, instalments_of
from models.people.member_view import debts_of
from models.people.members import Member
from models.people.workdays import Attendance, owed_days_of

ZERO = Decimal(0)


@dataclass(frozen=True)
class Account:
    """All there is between a member and the association at the end of a day, S/."""

    member: Member
    day: date
    debts: MemberDebts
    instalments: Sequence[Instalment]  # those with something left, by when they were lent
    dues: Mapping[str, Decimal]  # month -> what is left of it, the oldest first
    dues_credit: Decimal  # paid for months that are no longer owed
    charges: Sequence[Owing]
    work_days: Sequence[Attendance]  # owed
    objections: Sequence[str]  # why she may not vote; nothing if she may

    @property
    def dues_owed(self) -> Decimal:
        return sum(self.dues.values(), ZERO)

    @property
    def charges_owed(self) -> Decimal:
        return sum((one.left for one in self.charges), ZERO)

    @property
    def next_due(self) -> Instalment | None:
        """The first instalment with a day that has something left."""
        return next((one for one in self.instalments if one.due is not None), None)

    @property
    def overdue(self) -> Decimal:
        """What is left of instalments due before that day."""
        late = (one.left for one in self.instalments if one.due is not None and one.due < self.day)
        return sum(late, ZERO)

    @property
    def owes_nothing(self) -> bool:
        debts = self.debts
        owed = (debts.advances, debts.loans, debts.inputs, debts.carried, self.dues_owed)
        return not (any(owed) or self.charges or self.work_days)


def account_at(member: Member, day: date) -> Account:
    """The account of a member at the end of that day; a dozen queries, however long the past."""
    months = dues.owed_by_month(member.association, day, member).get(member.id, {})
    owing = charges.owing(member.association, day, member)
    return Account(
        member,
        day,
        debts_of(member, day),
        [one for one in instalments_of(member, day) if one.left],
        months,
        ZERO if months else dues.overpaid(member.association, day).get(member.id, ZERO),
        owing,
        owed_days_of(member, day),
        _objections(member, day, months, owing),
    )


def _objections(
    member: Member, day: date, months: Mapping[str, Decimal], owing: Sequence[Owing]
) -> list[str]:
    """Why the member may not vote on that day, by the rule of `voters.in_good_standing`."""
    if not member.is_member_on(day):
        return [_("no es socio ese día")]
    found = []
    late = sum(month < str(Month.of(day)) for month in months)
    if late > parameter(member.association, "arrears_months", day):
        found.append(
            ngettext("debe {n} mes de cuota", "debe {n} meses de cuota", late).format(n=late)
        )
    charged = sum((one.left for one in owing if one.line.charge.document.day < day), ZERO)
    if charged:
        say = _("debe S/ {amount} de multas o aportes")
        found.append(say.format(amount=show(Receipt.amount, charged)))
    return found
