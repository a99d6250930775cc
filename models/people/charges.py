"""Charges to members: extraordinary dues, entry fees, contributions and fines (domain 1.5).

One paper CG charges one concept to one or many members. It moves no money: what is paid later is
own income under the heading of its kind. A contribution is not given back (CC 91).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import ForeignKeyField, fn

from models import money
from models.associations import Association
from models.cash.cash_book import (
    Matter,
    Party,
    Payment,
    Receipt,
    ask,
    check_payment,
    day_doubts,
    payment_doubts,
    receive,
)
from models.cash.categories import DUES, INCOME, Category, category
from models.changes import Refused, transaction
from models.documents import TONES, VALID, VOIDED, Document, Paper, check_valid, issue, issued
from models.fields import ChoiceField, NameField, SolesField, show, total
from models.language import N_, _, in_spanish
from models.money import Leg, MoneyEntry
from models.numbers import MOST, too_large
from models.people.members import Member, active_on
from models.prints import TIMES_PRINTED
from models.record import Column, Record, RecordType, RulesBroken, State, insert_all, rows
from models.reversals import check_not_before_reversal

ZERO = Decimal(0)
EXTRA, ENTRY, CONTRIBUTION, FINE = "extra", "entry", "contribution", "fine"
KINDS = (
    (EXTRA, N_("Cuota extraordinaria")),
    (ENTRY, N_("Derecho de ingreso")),
    (CONTRIBUTION, N_("Aporte")),
    (FINE, N_("Multa")),
)
# The heading each is received under.
HEADINGS = {EXTRA: DUES, ENTRY: "aportes", CONTRIBUTION: "aportes", FINE: "multas"}


class Charge(Record):
    """One concept charged on one day, to one member or many."""

    document = ForeignKeyField(Document, primary_key=True, on_delete="RESTRICT")
    kind = ChoiceField(verbose_name=N_("Clase"), choices=KINDS)
    concept = NameField(verbose_name=N_("Concepto"))
    total = SolesField(verbose_name=N_("Total S/"))
    document_id: int
    lines: Any

    def __str__(self) -> str:
        return str(self.document)

    def searched(self) -> str:
        return f"{self.document.number} {self.concept}"


class ChargeLine(Record):
    """What the charge asks of one member. Its balance is a sum over entries."""

    charge = ForeignKeyField(Charge, on_delete="RESTRICT", backref="lines", index=False)
    member = ForeignKeyField(Member, on_delete="RESTRICT")
    amount = SolesField()
    charge_id: int
    member_id: int

    class Meta:
        indexes = ((("charge", "member"), True),)

    def searched(self) -> str:
        return ""  # nobody looks for one by itself


@transaction()
def charge(
    association: Association,
    kind: str,
    concept: str,
    amounts: Mapping[int, Decimal],
    paper: Paper,
    *,
    sure: bool = False,
) -> Charge:
    """Charge a concept: a paper CG. `amounts` is member's key -> S/; one at least, none of zero."""
    if made := issued(paper.uid, "CG"):
        return Charge.get_by_id(made)
    _check(kind, concept, amounts)
    noted = ask(day_doubts(paper.day) | _strangers(association, amounts, paper.day), sure=sure)
    document = issue(association, "CG", paper, noted=noted)
    made_now: Charge = Charge.create(
        document=document, kind=kind, concept=concept, total=sum(amounts.values(), ZERO)
    )
    insert_all(
        ChargeLine,
        [
            {"charge": document.id, "member": member, "amount": amount}
            for member, amount in amounts.items()
        ],
    )
    legs: list[Leg] = [(money.CHARGES, line, line.amount) for line in made_now.lines]
    money.post_all({document: [*legs, (money.MEMO, None, -made_now.total)]})
    return made_now


def _check(kind: str, concept: str, amounts: Mapping[int, Decimal]) -> None:
    problems = {}
    if kind not in dict(KINDS):
        problems["kind"] = _("Elija la clase de cargo.")
    if not concept.strip():
        problems["concept"] = _("Falta decir por qué.")
    if not amounts:
        problems["amounts"] = _("Elija al menos a un socio.")
    elif Member.select().where(Member.id.in_(list(amounts))).count() < len(amounts):
        problems["amounts"] = _("Elija socios del padrón.")
    elif any(amount <= 0 or amount % Decimal("0.01") for amount in amounts.values()):
        problems["amounts"] = _("El monto debe ser mayor que cero.")
    elif sum(amounts.values(), ZERO) >= MOST:
        problems["amounts"] = too_large()
    if problems:
        raise RulesBroken(problems)


def _strangers(
    association: Association, amounts: Mapping[int, Decimal], day: date
) -> dict[str, str]:
    """A doubt about those who are no members on that day: who has left may still owe."""
    members = Member.select(Member.id).where(Member.association == association, active_on(day))
    strangers = set(amounts) - {member.id for member in members}
    if not strangers:
        return {}
    names = Member.select(Member.name).where(Member.id.in_(list(strangers))).order_by(Member.place)
    say = _("No son socios el {day}: {names}.")
    listed = ", ".join(str(name) for (name,) in rows(names))
    return {"amounts": say.format(day=f"{day:%d/%m/%Y}", names=listed)}


@transaction()
def pay_charge(line: ChargeLine, payment: Payment, paper: Paper, *, sure: bool = False) -> Receipt:
    """Take money for a charge, all or part: a receipt RI. Never more than is owed of it."""
    if made := issued(paper.uid, "RI"):
        return Receipt.get_by_id(made)
    document, member = line.charge.document, line.member
    check_payment(payment)
    check_valid(document)
    owed = balance_of(line)
    if payment.amount > owed:
        say = _("De {number} falta cobrar S/ {owed}; no se puede cobrar más.")
        raise RulesBroken({"amount": say.format(number=document, owed=show(Receipt.amount, owed))})
    if paper.day < document.day:
        raise RulesBroken({"day": _("No se cobra antes de cargarlo.")})
    check_not_before_reversal(document, paper.day, payment.amount, money.CHARGES, line)
    noted = ask(payment_doubts(document.association, paper.day, payment), sure=sure)
    concept = in_spanish("{what}: {concept}").format(
        what=in_spanish(dict(KINDS)[line.charge.kind]), concept=line.charge.concept
    )
    matter = Matter(
        concept,
        _heading(document.association, line.charge.kind),
        _legs_of(line, payment.amount),
        about=document,
    )
    return receive(document.association, paper, Party.of(member), matter, payment, noted)


def _heading(association: Association, kind: str) -> Category:
    return category(association, INCOME, HEADINGS[kind])


def _legs_of(line: ChargeLine, amount: Decimal) -> list[Leg]:
    heading = _heading(line.member.association, line.charge.kind)
    return [
        (money.INCOME, heading, amount),
        (money.CHARGES, line, amount),
        (money.MEMO, None, -amount),
    ]


# Questions ----------------------------------------------------------------------------------


def balance_of(line: ChargeLine) -> Decimal:
    """What the member still owes of it, S/."""
    return money.owed_by(money.CHARGES, line.id)


@dataclass(frozen=True)
class Owing:
    """A line of a charge of which something is owed at the end of a day, S/."""

    line: ChargeLine
    left: Decimal


def owing(association: Association, until: date, member: Member | None = None) -> list[Owing]:
    """What members (or one) owe for charges at the end of that day, the oldest first."""
    left = money.balances_by_party(association, money.CHARGES, until)
    query = (
        ChargeLine.select(ChargeLine, Charge, Document, Member)
        .join_from(ChargeLine, Charge)
        .join_from(Charge, Document)
        .join_from(ChargeLine, Member)
        .where(ChargeLine.id.in_(list(left)))
        .order_by(Document.day, Document.id, Member.place)
    )
    if member is not None:
        query = query.where(ChargeLine.member == member)
    return [Owing(line, left[line.id]) for line in query]


def owed_in_all(association: Association, until: date) -> dict[int, Decimal]:
    """Member's key -> what is owed for charges at the end of that day, S/."""
    found: dict[int, Decimal] = defaultdict(Decimal)
    for one in owing(association, until):
        found[one.line.member_id] += one.left
    return dict(found)


def deductible(association: Association, day: date) -> dict[int, Decimal]:
    """Member's key -> what a deduction of that day can take for charges, S/."""
    least = money.lowest_by_party(association, money.CHARGES, day)
    found: dict[int, Decimal] = defaultdict(Decimal)
    for one in owing(association, day):
        found[one.line.member_id] += min(one.left, max(least[one.line.id], ZERO))
    return dict(found)


def overdue(association: Association, day: date) -> list[int]:
    """Keys of the members who owe a charge made before that day."""
    late = {
        one.line.member_id for one in owing(association, day) if one.line.charge.document.day < day
    }
    return sorted(late)


def legs(member: Member, amount: Decimal, day: date) -> list[Leg]:
    """What a deduction of charges answers, the oldest charge first, S/."""
    found: list[Leg] = []
    least = money.lowest_by_party(member.association, money.CHARGES, day)
    for one in owing(member.association, day, member):
        taken = min(amount, one.left, max(least[one.line.id], ZERO))
        if taken:
            found += _legs_of(one.line, taken)
        amount -= taken
    if amount:
        raise Refused(
            _("{name} debe S/ {owed} menos por multas y aportes.").format(
                name=member.name, owed=show(Receipt.amount, amount)
            )
        )
    return found


def lines_of(one: Charge) -> Sequence[ChargeLine]:
    """Its lines by the padrón, with their members."""
    query = ChargeLine.select(ChargeLine, Member).join(Member).where(ChargeLine.charge == one)
    return list(query.order_by(Member.place))


@dataclass(frozen=True)
class LineNow:
    """One line of a charge as it stands now, S/."""

    line: ChargeLine
    paid: Decimal
    left: Decimal


def lines_now(one: Charge) -> list[LineNow]:
    """Its lines by the padrón, with what was paid of each; a void charge asks nothing."""
    lines = lines_of(one)
    entries = MoneyEntry.select(MoneyEntry.party, total(MoneyEntry.amount)).where(
        MoneyEntry.account == money.CHARGES, MoneyEntry.party.in_([line.id for line in lines])
    )
    left = dict(rows(entries.group_by(MoneyEntry.party)))
    counts = one.document.is_valid
    return [
        LineNow(
            line, line.amount - left.get(line.id, ZERO) if counts else ZERO, left.get(line.id, ZERO)
        )
        for line in lines
    ]


def left_of(some: Iterable[LineNow]) -> Decimal:
    """What is left of these, S/."""
    return sum((one.left for one in some), ZERO)


def paid_of(some: Iterable[LineNow]) -> Decimal:
    """What was paid of these, S/."""
    return sum((one.paid for one in some), ZERO)


def to_each(members: Iterable[int], amount: Decimal) -> dict[int, Decimal]:
    """The same amount (S/) for each of these members, by key."""
    return dict.fromkeys(members, amount)


def total_of(amounts: Mapping[int, Decimal]) -> Decimal:
    """What these amounts come to, S/."""
    return sum(amounts.values(), ZERO)


_left = MoneyEntry.select(fn.SUM(MoneyEntry.amount)).where(
    MoneyEntry.account == money.CHARGES,
    MoneyEntry.party.in_(
        ChargeLine.select(ChargeLine.id).where(ChargeLine.charge == Charge.document)
    ),
)

CHARGES = RecordType(
    Charge,
    title=N_("Cargos a socios"),
    one=N_("cargo"),
    menu="people",
    icon="clipboard-plus",
    columns=(
        Column(N_("Número"), Document.number, sample="CG-2026-0007"),
        Column(N_("Fecha"), Document.day, sample="31/12/2026"),
        Column(N_("Clase"), Charge.kind, sample="Cuota extraordinaria", rank=3),
        Column(N_("Concepto"), Charge.concept, sample="Multa por faltar a la faena", strong=True),
        Column(N_("Total S/"), Charge.total, sample="12,239.50", total=True, rank=2),
        Column(
            N_("Por cobrar S/"),
            fn.NULLIF(_left, 0).coerce(False),
            like=Charge.total,
            sample="12,239.50",
            total=True,
        ),
        Column(N_("Estado"), Document.state, sample="Anulado", tones=TONES, rank=1),
        TIMES_PRINTED,
    ),
    joins=(Charge.document,),
    form={N_("Cargo"): ("kind", "concept", "total")},
    order=(Document.day.desc(), Document.id.desc()),
    every=Document.kind == "CG",
    day=Document.day,
    states=(State(N_("Anulados"), Document.state == VOIDED),),
    counts=Document.state == VALID,
    issued=True,
)
