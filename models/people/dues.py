"""Monthly dues: who owes which month, what was paid for it, and who is in good standing.

A month is owed from its first day by every member admitted by that day, not resigned before it and
not exempt (FORMAT rule 11). What a month charges is a question while it is open and a stored fact
once it is closed. Payments go to the oldest month owed; which month one covers is never stored.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peewee import ForeignKeyField, TextField

from models import money
from models.associations import Association
from models.cash.cash_book import (
    Matter,
    Party,
    Payment,
    Receipt,
    ask,
    check_payment,
    payment_doubts,
    receive,
)
from models.cash.categories import DUES, INCOME, Category, category
from models.changes import Refused, transaction
from models.documents import Paper, issued
from models.fields import SolesField, show, total
from models.language import _, in_spanish, speaking
from models.money import Leg, MoneyEntry
from models.months import (
    Month,
    Opening,
    OpeningBalance,
    first_month,
    newest_opening,
    opening_before,
)
from models.numbers import rounded
from models.parameters import values_on
from models.people.members import Member
from models.record import Record, RulesBroken, insert_all, rows

ZERO = Decimal(0)
# member's key -> month (AAAA-MM) -> S/
ByMonth = dict[int, dict[str, Decimal]]


class DuesCharge(Record):
    """What a member owed for a month that is closed. Stored by its closing, gone with it."""

    association = ForeignKeyField(Association, on_delete="RESTRICT", index=False)
    member = ForeignKeyField(Member, on_delete="RESTRICT", index=False)
    month = TextField()  # AAAA-MM
    amount = SolesField()

    class Meta:
        indexes = ((("member", "month"), True), (("association", "month"), False))

    def searched(self) -> str:
        return ""  # nobody looks for one by itself


# What is owed -------------------------------------------------------------------------------


def charged_in(association: Association, month: Month) -> dict[int, Decimal]:
    """Member's key -> the dues of that month, S/; of a month that is open, as things stand now."""
    opening = newest_opening(association)
    if opening is not None and month.first < opening.day:
        kept = DuesCharge.select(DuesCharge.member, DuesCharge.amount).where(
            DuesCharge.association == association, DuesCharge.month == str(month)
        )
        return dict(rows(kept))
    return _charges(association, [month])[str(month)]


def _charges(association: Association, months: Iterable[Month]) -> dict[str, dict[int, Decimal]]:
    """Month -> member's key -> dues, from the padrón and the amount in force, S/."""
    months = list(months)
    if not months:
        return {}
    amounts = values_on(association, "dues_per_member", [month.first for month in months])
    people = rows(
        Member.select(Member.id, Member.admitted, Member.departed).where(
            Member.association == association, ~Member.dues_exempt
        )
    )
    return {
        str(month): {
            member: rounded(amount, 2)
            for member, admitted, departed in people
            if amount and admitted <= month.first and (departed is None or departed >= month.first)
        }
        for month, amount in zip(months, amounts, strict=True)
    }


def _months(since: Month, until: Month) -> list[Month]:
    found = []
    while since <= until:
        found.append(since)
        since = since.next
    return found


def owed_by_month(association: Association, until: date, member: Member | None = None) -> ByMonth:
    """Member's key -> month -> what is still owed of it at the end of that day, the oldest first.

    It reads the last opening and what came after; never more than the open months.
    """
    opening = opening_before(association, until)
    if opening is None:
        return {}
    owed: ByMonth = defaultdict(dict)
    begun = OpeningBalance.select(
        OpeningBalance.party, OpeningBalance.detail, OpeningBalance.amount
    ).where(OpeningBalance.opening == opening, OpeningBalance.account == money.DUES)
    for party, month, amount in rows(begun.order_by(OpeningBalance.detail)):
        owed[party][month] = owed[party].get(month, ZERO) + amount
    for month, charges in _since(association, Month.of(opening.day), Month.of(until)).items():
        for party, amount in charges.items():
            owed[party][month] = amount
    paid = paid_between(association, until, opening.day)
    for party, amount in paid.items():
        if amount < 0:  # reversed was more than paid since: owed again for the last closed month
            before = str(Month.of(opening.day).previous)
            owed[party][before] = owed[party].get(before, ZERO) - amount
    wanted = owed if member is None else {member.id: owed.get(member.id, {})}
    return {
        party: left
        for party, months in wanted.items()
        if (left := _less(months, max(paid.get(party, ZERO), ZERO)))
    }


def overpaid(association: Association, until: date) -> dict[int, Decimal]:
    """Member's key -> what was paid for months that were then no longer owed, S/.

    Who resigns as of an earlier day, or pays less from it on, has it to their credit.
    """
    opening = opening_before(association, until)
    if opening is None:
        return {}
    left = paid_between(association, until, opening.day)
    begun = OpeningBalance.select(OpeningBalance.party, OpeningBalance.amount).where(
        OpeningBalance.opening == opening, OpeningBalance.account == money.DUES
    )
    for party, amount in rows(begun):
        left[party] = left.get(party, ZERO) - amount
    for charges in _since(association, Month.of(opening.day), Month.of(until)).values():
        for party, amount in charges.items():
            left[party] = left.get(party, ZERO) - amount
    return {party: amount for party, amount in left.items() if amount > 0}


def _since(association: Association, first: Month, last: Month) -> dict[str, dict[int, Decimal]]:
    """Month -> member's key -> dues, closed months as they were charged, open ones as they stand."""
    newest = newest_opening(association)
    line = Month.of(newest.day) if newest else first
    found: dict[str, dict[int, Decimal]] = {
        str(month): {} for month in _months(first, min(last, line.previous))
    }
    kept = DuesCharge.select(DuesCharge.month, DuesCharge.member, DuesCharge.amount).where(
        DuesCharge.association == association, DuesCharge.month.between(str(first), str(last))
    )
    if found:
        for month, party, amount in rows(kept):
            found[month][party] = amount
    return found | _charges(association, _months(max(first, line), last))


def _less(months: Mapping[str, Decimal], paid: Decimal) -> dict[str, Decimal]:
    """What is left of each month once `paid` went to the oldest ones."""
    left = {}
    for month, amount in sorted(months.items()):
        covered = min(paid, amount)
        paid -= covered
        if amount > covered:
            left[month] = amount - covered
    return left


def paid_between(association: Association, until: date, since: date) -> dict[int, Decimal]:
    """Member's key -> what was paid or deducted from `since` to `until`, both included, S/."""
    query = (
        MoneyEntry.select(MoneyEntry.party, total(MoneyEntry.amount))
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account == money.DUES,
            MoneyEntry.day.between(since, until),
        )
        .group_by(MoneyEntry.party)
    )
    return {party: -amount for party, amount in rows(query)}


def owed_in_all(association: Association, until: date) -> dict[int, Decimal]:
    """Member's key -> dues owed at the end of that day, those that are not zero, S/."""
    by_month = owed_by_month(association, until)
    return {party: sum(months.values(), ZERO) for party, months in by_month.items()}


def owed_by(member: Member, until: date) -> Decimal:
    """Dues this member owes at the end of that day, S/."""
    months = owed_by_month(member.association, until, member).get(member.id, {})
    return sum(months.values(), ZERO)


@dataclass(frozen=True)
class DuesRow:
    """One member in the sheet of dues: each month owed so far, what was paid for it, what is owed."""

    member: Member
    charged: Mapping[str, Decimal]  # month -> S/
    paid: Mapping[str, Decimal]
    owed: Decimal


def sheet_of(association: Association, until: date) -> list[DuesRow]:
    """Everyone admitted by that day, by the padrón, with every month since the books began."""
    first = first_month(association)
    if first is None:
        return []
    charged: ByMonth = defaultdict(dict)
    begun = (
        OpeningBalance.select(OpeningBalance.party, OpeningBalance.detail, OpeningBalance.amount)
        .join(Opening)
        .where(
            Opening.association == association,
            Opening.month == str(first),
            OpeningBalance.account == money.DUES,
        )
    )
    for party, month, amount in rows(begun):
        charged[party][month] = charged[party].get(month, ZERO) + amount
    for month, charges in _since(association, first, Month.of(until)).items():
        for party, amount in charges.items():
            charged[party][month] = charged[party].get(month, ZERO) + amount
    paid = paid_between(association, until, date.min)
    members = Member.select().where(Member.association == association, Member.admitted <= until)
    found = []
    for member in members.order_by(Member.place):
        months = dict(sorted(charged[member.id].items()))
        left = _less(months, paid.get(member.id, ZERO))
        covered = {month: amount - left.get(month, ZERO) for month, amount in months.items()}
        found.append(DuesRow(member, months, covered, sum(left.values(), ZERO)))
    return found


# Deeds --------------------------------------------------------------------------------------


@transaction()
def pay_dues(member: Member, payment: Payment, paper: Paper, *, sure: bool = False) -> Receipt:
    """Take dues of a member: a receipt RI. Never more than is owed by the end of its month."""
    association = member.association
    if made := issued(paper.uid, "RI"):
        return Receipt.get_by_id(made)
    check_payment(payment)
    noted = ask(payment_doubts(association, paper.day, payment), sure=sure)
    owed = most_to_pay(member, paper.day)
    if payment.amount > owed:
        say = _("{name} debe S/ {owed} de cuotas hasta {month}; no se puede cobrar más.")
        raise RulesBroken(
            {
                "amount": say.format(
                    name=member.name,
                    owed=show(Receipt.amount, owed),
                    month=Month.of(paper.day).title,
                )
            }
        )
    covered = covered_by(member, payment.amount, paper.day)
    with speaking("es"):
        months = said_months(covered)
    matter = Matter(
        in_spanish("Cuotas de {months}").format(months=months),
        category(association, INCOME, DUES),
        legs(member, payment.amount),
    )
    return receive(association, paper, Party.of(member), matter, payment, noted)


@transaction()
def pay_dues_of_many(
    association: Association,
    amounts: Mapping[int, Decimal],
    account: str,
    paper: Paper,
    *,
    operation: str = "",
    sure: bool = False,
) -> list[Receipt]:
    """Take dues of many at once, member's key -> S/: a receipt RI each, by the padrón; all or none.

    What is wrong with one of them is told under their key, as text: `RulesBroken({"12": …})`.
    """
    if not amounts:
        raise RulesBroken({"amounts": _("Elija al menos a un socio.")})
    members = Member.select().where(Member.association == association, Member.id.in_(list(amounts)))
    made = []
    for member in members.order_by(Member.place):
        payment = Payment(amounts[member.id], account, operation)
        its_paper = Paper(paper.day, f"{paper.uid}-{member.id}")
        try:
            made.append(pay_dues(member, payment, its_paper, sure=sure))
        except RulesBroken as broken:
            problems = dict(broken.problems)
            told = {str(member.id): problems.pop("amount")} if "amount" in problems else {}
            raise RulesBroken(problems | told) from broken
    return made


def legs(member: Member, amount: Decimal, heading: Category | None = None) -> list[Leg]:
    """What a payment or deduction of dues answers: own income, and a month owed less."""
    heading = heading or category(member.association, INCOME, DUES)
    return [
        (money.INCOME, heading, amount),
        (money.DUES, member, amount),
        (money.MEMO, None, -amount),
    ]


def most_to_pay(member: Member, day: date) -> Decimal:
    """What a payment of that day may be at most, S/: no later month may end overpaid."""
    association = member.association
    query = (
        MoneyEntry.select(MoneyEntry.day)
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account == money.DUES,
            MoneyEntry.party == member.id,
            MoneyEntry.day > Month.of(day).last,
        )
        .distinct()
    )
    months = {Month.of(day), *(Month.of(later) for (later,) in rows(query))}
    return min(owed_or_overpaid(member, month.last) for month in months)


def owed_or_overpaid(member: Member, until: date) -> Decimal:
    """Dues charged to a member less those paid, S/; negative where more was paid than owed."""
    association = member.association
    opening = opening_before(association, until)
    if opening is None:
        raise Refused(_("Primero registre los saldos con que empieza el libro."))
    begun = OpeningBalance.select(total(OpeningBalance.amount)).where(
        OpeningBalance.opening == opening,
        OpeningBalance.account == money.DUES,
        OpeningBalance.party == member.id,
    )
    charges = _since(association, Month.of(opening.day), Month.of(until)).values()
    charged = sum((one.get(member.id, ZERO) for one in charges), ZERO)
    paid = paid_between(association, until, opening.day).get(member.id, ZERO)
    return Decimal(begun.scalar()) + charged - paid


def covered_by(member: Member, amount: Decimal, day: date) -> list[str]:
    """The months (AAAA-MM) a payment of that day would go to, the oldest first."""
    owed = owed_by_month(member.association, Month.of(day).last, member).get(member.id, {})
    found = []
    for month, left in owed.items():
        if amount <= 0:
            break
        found.append(month)
        amount -= left
    return found


def said_months(months: Sequence[str]) -> str:
    """Months (AAAA-MM, in order) as people say them: «mayo a julio de 2026, enero de 2027»."""
    runs: list[list[Month]] = []
    for one in map(Month.read, months):
        if runs and runs[-1][-1].next == one and one.year == runs[-1][0].year:
            runs[-1].append(one)
        else:
            runs.append([one])
    return ", ".join(
        run[0].title
        if len(run) == 1
        else _("{first} a {last}").format(first=run[0].name, last=run[-1].title)
        for run in runs
    )


def freeze(association: Association, month: Month) -> None:
    """Store what the month charged; its closing does this while it is still open."""
    charges = _charges(association, [month])[str(month)]
    insert_all(
        DuesCharge,
        [
            {"association": association.id, "member": party, "month": str(month), "amount": amount}
            for party, amount in charges.items()
        ],
    )


def thaw(association: Association, month: Month) -> None:
    """Forget what the month charged, for it is open again."""
    DuesCharge.delete().where(
        DuesCharge.association == association, DuesCharge.month == str(month)
    ).execute()
