"""Loans to members, with their instalments, and farm inputs given on credit; how both come back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import ForeignKeyField, IntegerField

from models import money
from models.associations import Association
from models.cash.cash_book import (
    Matter,
    Party,
    Payment,
    Receipt,
    ask,
    check_payment,
    hand_out,
    payment_doubts,
    receive,
)
from models.cash.categories import (
    EXPENSE,
    INCOME,
    INPUTS_GIVEN,
    INPUTS_REPAID,
    INTEREST,
    LENT,
    REPAID,
    category,
)
from models.changes import transaction
from models.documents import VALID, Document, Paper, issued
from models.fields import LAST_YEAR, DayField, SolesField, show
from models.language import N_, _, in_spanish
from models.money import check_owed
from models.months import Month
from models.people.members import Member
from models.record import Record, RulesBroken
from models.reversals import reversed_papers
from models.settling.shares import shared

ZERO = Decimal(0)
MOST_PARTS = 60  # of a loan


class Loan(Record):
    """The terms of a loan: equal monthly instalments from `first_due`; none agreed if empty."""

    document = ForeignKeyField(Document, primary_key=True, on_delete="RESTRICT")
    member = ForeignKeyField(Member, on_delete="RESTRICT", verbose_name=N_("Socio"))
    amount = SolesField(verbose_name=N_("Monto S/"))
    instalments = IntegerField(verbose_name=N_("Partes"), default=1)
    first_due = DayField(verbose_name=N_("Primer vencimiento"), null=True)
    document_id: int
    member_id: int

    def __str__(self) -> str:
        return str(self.document)

    def searched(self) -> str:
        return ""  # found by its receipt


@dataclass(frozen=True)
class Terms:
    """How a loan comes back: so many monthly instalments (1 to 60), the first on that day."""

    instalments: int = 1
    first_due: date | None = None


@transaction()
def lend(
    member: Member,
    concept: str,
    payment: Payment,
    paper: Paper,
    *,
    terms: Terms = Terms(),
    sure: bool = False,
) -> Receipt:
    """Lend money to a member: a receipt RE; the member owes it."""
    if made := issued(paper.uid, "RE"):
        return Receipt.get_by_id(made)
    if not 1 <= terms.instalments <= MOST_PARTS:
        raise RulesBroken({"instalments": _("Las partes van de 1 a 60.")})
    if terms.first_due is not None and terms.first_due < paper.day:
        raise RulesBroken({"first_due": _("No vence antes de prestarse.")})
    if terms.first_due is not None and terms.first_due.year > LAST_YEAR:
        say = _("El año {year} no puede ser.").format(year=terms.first_due.year)
        raise RulesBroken({"first_due": say})
    receipt = _give(member, money.LOANS, LENT, concept, payment, paper, sure)
    Loan.create(
        document=receipt.document,
        member=member,
        amount=payment.amount,
        instalments=terms.instalments,
        first_due=terms.first_due,
    )
    return receipt


@transaction()
def charge_inputs(
    member: Member, concept: str, payment: Payment, paper: Paper, *, sure: bool = False
) -> Receipt:
    """Buy farm inputs for a member on credit: a receipt RE; the member owes what was paid."""
    if made := issued(paper.uid, "RE"):
        return Receipt.get_by_id(made)
    return _give(member, money.INPUTS, INPUTS_GIVEN, concept, payment, paper, sure)


def _give(
    member: Member,
    account: str,
    heading: str,
    concept: str,
    payment: Payment,
    paper: Paper,
    sure: bool,
) -> Receipt:
    association = member.association
    if not concept.strip():
        raise RulesBroken({"concept": _("Falta decir por qué.")})
    check_payment(payment)
    doubts = payment_doubts(association, paper.day, payment)
    if not Member.get_by_id(member.id).is_member_on(paper.day):
        doubts["member"] = _("{name} no era socio el {day}.").format(
            name=member.name, day=f"{paper.day:%d/%m/%Y}"
        )
    noted = ask(doubts, sure=sure)
    answers = [(account, member, payment.amount)]
    matter = Matter(concept, category(association, EXPENSE, heading), answers)
    return hand_out(association, paper, Party.of(member), matter, payment, noted)


@transaction()
def repay_loan(
    member: Member,
    principal: Decimal,
    payment: Payment,
    paper: Paper,
    *,
    sure: bool = False,
) -> Receipt:
    """Take back part of a loan: a receipt RI. What is paid beyond `principal` (S/) is interest."""
    if made := issued(paper.uid, "RI"):
        return Receipt.get_by_id(made)
    interest = payment.amount - principal
    if principal < 0 or interest < 0:
        raise RulesBroken({"principal": _("Lo devuelto es parte de lo que se paga.")})
    association = member.association
    heading = category(association, INCOME, INTEREST)
    answers = [(money.LOANS, member, principal), (money.INCOME, heading, interest)]
    concept = in_spanish("Devolución de préstamo") + _named(
        parts_paid(member, principal, paper.day)
    )
    if interest:
        concept += in_spanish(", con S/ {interest} de interés").format(
            interest=show(Receipt.amount, interest)
        )
    return _take_back(member, REPAID, concept, answers, payment, paper, sure)


def _named(parts: Sequence["Instalment"]) -> str:
    """«, parte 1 de 3», «, partes 1 a 3 de 3»; nothing of a loan in one part, or of several loans."""
    several = {one.loan.document_id for one in parts}
    if len(several) != 1 or parts[0].loan.instalments == 1:
        return ""
    first, last, count = parts[0].place, parts[-1].place, parts[0].loan.instalments
    if first == last:
        return in_spanish(", parte {place} de {count}").format(place=first, count=count)
    said = in_spanish(", partes {first} a {last} de {count}")
    return said.format(first=first, last=last, count=count)


@transaction()
def repay_inputs(member: Member, payment: Payment, paper: Paper, *, sure: bool = False) -> Receipt:
    """Take back what a member owes for farm inputs: a receipt RI. Never more than is owed."""
    if made := issued(paper.uid, "RI"):
        return Receipt.get_by_id(made)
    concept = in_spanish("Devolución de insumos a crédito")
    answers = [(money.INPUTS, member, payment.amount)]
    return _take_back(member, INPUTS_REPAID, concept, answers, payment, paper, sure)


def _take_back(
    member: Member,
    heading: str,
    concept: str,
    answers: Sequence[money.Leg],
    payment: Payment,
    paper: Paper,
    sure: bool,
) -> Receipt:
    association, (account, _who, given) = member.association, answers[0]
    check_payment(payment)
    owed = money.balance(association, account, paper.day, member)
    if given > owed:
        say = _("{name} debe S/ {owed}; no se puede cobrar más.")
        say = say.format(name=member.name, owed=show(Receipt.amount, max(owed, ZERO)))
        raise RulesBroken({"amount": say})
    noted = ask(payment_doubts(association, paper.day, payment), sure=sure)
    matter = Matter(concept, category(association, INCOME, heading), answers)
    receipt = receive(association, paper, Party.of(member), matter, payment, noted)
    check_owed(association, account, paper.day, member)
    return receipt


# Questions ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Instalment:
    """One instalment of a loan, S/; `left` is what is still owed of it."""

    loan: Loan
    place: int  # from 1
    due: date | None
    amount: Decimal
    left: Decimal


def instalments_of(member: Member, until: date) -> list[Instalment]:
    """Every instalment of the member's valid loans; what was repaid went to the oldest ones.

    What was owed before the books began is not here: it has no terms. It is repaid first.
    """
    owed = money.balance(member.association, money.LOANS, until, member)
    return _covered(_loans(until).where(Loan.member == member), {member.id: owed})


def parts_paid(member: Member, principal: Decimal, day: date) -> list[Instalment]:
    """The instalments that so much (S/), paid on that day, would go to, the oldest first."""
    waiting = [one for one in instalments_of(member, day) if one.left]
    owed = money.balance(member.association, money.LOANS, day, member)
    principal -= owed - sum((one.left for one in waiting), ZERO)  # of before the books: first
    found = []
    for one in waiting:
        if principal <= 0:
            break
        found.append(one)
        principal -= one.left
    return found


def planned(amount: Decimal, terms: Terms) -> list[tuple[date | None, Decimal]]:
    """Each part of a loan of `amount` (S/) and its day, None where no day was agreed."""
    parts = shared(amount, [Decimal(1)] * terms.instalments)
    due: date | None = terms.first_due
    month = Month.of(due) if due else None
    found: list[tuple[date | None, Decimal]] = []
    for part in parts:
        if due is None or month is None:
            found.append((None, part))
            continue
        found.append((date(month.year, month.number, min(due.day, month.last.day)), part))
        month = month.next
    return found


def _loans(until: date) -> Any:
    return (
        Loan.select(Loan, Document)
        .join(Document)
        .where(
            Document.state == VALID,
            Document.day <= until,
            Document.id.not_in(reversed_papers()),
        )
        .order_by(Document.day, Document.id)
    )


def _covered(loans: Iterable[Loan], owed: Mapping[int, Decimal]) -> list[Instalment]:
    """Their instalments, less what each member (by key) repaid: all that is not owed any more."""
    by_member: dict[int, list[tuple[Loan, int, date | None, Decimal]]] = defaultdict(list)
    for loan in loans:
        plan = planned(loan.amount, Terms(loan.instalments, loan.first_due))
        by_member[loan.member_id] += [
            (loan, place, due, amount) for place, (due, amount) in enumerate(plan, start=1)
        ]
    found = []
    for member, parts in by_member.items():
        lent = sum((amount for *_what, amount in parts), ZERO)
        paid = max(lent - owed.get(member, ZERO), ZERO)
        for loan, place, due, amount in parts:
            covered = min(paid, amount)
            paid -= covered
            found.append(Instalment(loan, place, due, amount, amount - covered))
    return found


def overdue_loans(association: Association, day: date) -> dict[int, Decimal]:
    """Member's key -> instalments due before that day and not repaid, S/."""
    owing = money.balances_by_party(association, money.LOANS, day)
    late: dict[int, Decimal] = defaultdict(Decimal)
    for one in _covered(_loans(day).where(Loan.member.in_(list(owing))), owing):
        if one.left and one.due is not None and one.due < day:
            late[one.loan.member_id] += one.left
    return dict(late)
