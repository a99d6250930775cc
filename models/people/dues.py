"""Monthly dues: who owes which month, what was paid for it, and who is in good standing.

A month is owed from its first day by every member admitted by that day, not resigned before it and
not exempt (FORMAT rule 11). What a month charges is a question while it is open and a stored fact
once it is closed. Payments go to the oldest month owed; which month one covers is never stored.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def balances(association: Association, until: date) -> dict[int, Decimal]:
    """Member's key -> dues charged less those paid at the end of that day, S/; none that are zero.

    Negative is to the member's credit: who resigns as of an earlier day, or pays less from it on,
    has paid for months that are no longer owed. It reads the last opening and what came after.
    """
    opening = opening_before(association, until)
    if opening is None:
        return {}
    begun = OpeningBalance.select(OpeningBalance.party, total(OpeningBalance.amount)).where(
        OpeningBalance.opening == opening, OpeningBalance.account == money.DUES
    )
    found: dict[int, Decimal] = defaultdict(Decimal)
    found.update(rows(begun.group_by(OpeningBalance.party)))
    for charges in charged_between(association, Month.of(opening.day), Month.of(until)).values():
        for party, amount in charges.items():
            found[party] += amount
    for party, amount in paid_between(association, until, opening.day).items():
        found[party] -= amount
    return {party: amount for party, amount in found.items() if amount}


def owed_by_month(association: Association, until: date, member: Member | None = None) -> ByMonth:
    """Member's key -> month -> what is still owed of it at the end of that day, the oldest first.

    Payments go to the oldest month: what is owed are the newest months that add up to it. Closed
    months are read a year at a time, and only as far back as somebody owes.
    """
    left = {
        party: amount
        for party, amount in balances(association, until).items()
        if amount > 0 and (member is None or party == member.id)
    }
    found: ByMonth = {party: {} for party in left}
    for month, charges in _newest_first(association, until, left):
        for party in charges.keys() & left.keys():
            part = min(charges[party], left[party])
            found[party][month] = part
            left[party] -= part
            if not left[party]:
                del left[party]
    return {party: dict(sorted(months.items())) for party, months in found.items()}


def _newest_first(
    association: Association, until: date, owing: Mapping[int, Decimal]
) -> Iterator[tuple[str, dict[int, Decimal]]]:
    """Month -> member's key -> dues, backwards from that day, while there is anybody in `owing`."""
    first, opening = first_month(association), opening_before(association, until)
    if first is None or opening is None or not owing:
        return
    begun, since, last = _begun(association, first), Month.of(opening.day), Month.of(until)
    while owing and last >= first:
        charged = charged_between(association, since, last, list(owing))
        for month in [month for month in begun if month >= str(since)]:
            _add(charged.setdefault(month, {}), begun.pop(month))
        yield from sorted(charged.items(), reverse=True)
        since, last = max(first, Month(since.year - 1, since.number)), since.previous
    yield from sorted(begun.items(), reverse=True)


def _begun(association: Association, first: Month) -> dict[str, dict[int, Decimal]]:
    """Month -> member's key -> dues still owed when the books began, S/."""
    query = (
        OpeningBalance.select(
            OpeningBalance.detail, OpeningBalance.party, total(OpeningBalance.amount)
        )
        .join(Opening)
        .where(
            Opening.association == association,
            Opening.month == str(first),
            OpeningBalance.account == money.DUES,
        )
        .group_by(OpeningBalance.detail, OpeningBalance.party)
    )
    found: dict[str, dict[int, Decimal]] = defaultdict(dict)
    for month, party, amount in rows(query):
        found[month][party] = amount
    return found


def _add(charges: dict[int, Decimal], more: Mapping[int, Decimal]) -> None:
    for party, amount in more.items():
        charges[party] = charges.get(party, ZERO) + amount


def overpaid(association: Association, until: date) -> dict[int, Decimal]:
    """Member's key -> what was paid for months that are no longer owed, S/."""
    return {party: -amount for party, amount in balances(association, until).items() if amount < 0}


def charged_between(
    association: Association, first: Month, last: Month, parties: Sequence[int] | None = None
) -> dict[str, dict[int, Decimal]]:
    """Month -> member's key -> dues, closed months as they were charged, open ones as they stand.

    With `parties` the closed months are read for those members alone.
    """
    newest = newest_opening(association)
    line = Month.of(newest.day) if newest else first
    found: dict[str, dict[int, Decimal]] = {
        str(month): {} for month in _months(first, min(last, line.previous))
    }
    kept = DuesCharge.select(DuesCharge.month, DuesCharge.member, DuesCharge.amount).where(
        DuesCharge.association == association, DuesCharge.month.between(str(first), str(last))
    )
    if parties is not None:
        kept = kept.where(DuesCharge.member.in_(parties))
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
    return {party: amount for party, amount in balances(association, until).items() if amount > 0}


def owed_by(member: Member, until: date) -> Decimal:
    """Dues this member owes at the end of that day, S/."""
    return owed_in_all(member.association, until).get(member.id, ZERO)


@dataclass(frozen=True)
class DuesRow:
    """One member in the sheet of dues: each month owed so far, what was paid for it, what is owed."""

    member: Member
    charged: Mapping[str, Decimal]  # month -> S/
    paid: Mapping[str, Decimal]
    owed: Decimal
    credit: Decimal  # paid for months that are no longer owed


def sheet_of(association: Association, until: date) -> list[DuesRow]:
    """Everyone admitted by that day, by the padrón, with every month since the books began."""
    first = first_month(association)
    if first is None:
        return []
    by_month = _begun(association, first)
    for month, charges in charged_between(association, first, Month.of(until)).items():
        _add(by_month[month], charges)
    charged: ByMonth = defaultdict(dict)
    for month, charges in sorted(by_month.items()):
        for party, amount in charges.items():
            charged[party][month] = amount
    paid = paid_between(association, until, date.min)
    members = Member.select().where(Member.association == association, Member.admitted <= until)
    found = []
    for member in members.order_by(Member.place):
        months = charged[member.id]
        its = paid.get(member.id, ZERO)
        left = _less(months, its)
        covered = {month: amount - left.get(month, ZERO) for month, amount in months.items()}
        credit = max(its - sum(months.values(), ZERO), ZERO)
        found.append(DuesRow(member, months, covered, sum(left.values(), ZERO), credit))
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
        raise RulesBroken({"amount": _too_much(member, owed, paper.day)})
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


def _too_much(member: Member, owed: Decimal, day: date) -> str:
    if owed < 0:
        say = _("{name} tiene S/ {amount} a favor en sus cuotas; no se puede cobrar más.")
        return say.format(name=member.name, amount=show(Receipt.amount, -owed))
    say = _("{name} debe S/ {owed} de cuotas hasta {month}; no se puede cobrar más.")
    month = Month.of(day).title
    return say.format(name=member.name, owed=show(Receipt.amount, owed), month=month)


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
    if opening_before(member.association, until) is None:
        raise Refused(_("Primero registre los saldos con que empieza el libro."))
    return balances(member.association, until).get(member.id, ZERO)


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
