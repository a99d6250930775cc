"""A member's statement: what was brought, settled, received and paid in a time, and what is owed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models import money
from models.cash.cash_book import Receipt
from models.documents import VALID, Document
from models.fields import total
from models.language import _
from models.months import Month, opening_before
from models.people import charges, dues, loans
from models.people.members import Member
from models.produce.deliveries import Delivery
from models.produce.lots import Lot
from models.produce.products import Grade, Product
from models.record import rows
from models.reversals import reversed_papers
from models.settling.settlements import LotSettlement, Settlement, SettlementLine

ZERO = Decimal(0)


@dataclass(frozen=True)
class Handed:
    """A delivery, in its product's unit: payable, and how much of it was settled by the last day."""

    number: str
    day: date
    what: str
    unit: str
    payable: Decimal
    settled: Decimal

    @property
    def left(self) -> Decimal:
        """Not settled yet."""
        return self.payable - self.settled


@dataclass(frozen=True)
class Settled:
    """A settlement, S/."""

    number: str
    day: date
    lot: str
    gross: Decimal
    costs: Decimal
    service: Decimal
    advances: Decimal
    deducted: Decimal
    net: Decimal


@dataclass(frozen=True)
class Moved:
    """Money the member received or paid, S/."""

    number: str
    day: date
    concept: str
    received: Decimal
    paid: Decimal


@dataclass(frozen=True)
class Owed:
    """One thing owed at the end of the time, S/."""

    words: str
    amount: Decimal


@dataclass(frozen=True)
class Statement:
    """All that stands between a member and the association; papers that do not count are left out."""

    member: Member
    since: date
    until: date  # both included
    handed: Sequence[Handed]
    settled: Sequence[Settled]
    moved: Sequence[Moved]
    owes: Sequence[Owed]  # by the member
    to_pay: Sequence[Owed]  # to the member

    @property
    def debt(self) -> Decimal:
        return sum((one.amount for one in self.owes), ZERO)

    @property
    def credit(self) -> Decimal:
        return sum((one.amount for one in self.to_pay), ZERO)


def statement_of(member: Member, since: date, until: date) -> Statement:
    """From `since` to `until`, both included; what is owed is as at the end of `until`."""
    begun = opening_before(member.association, until) is not None
    return Statement(
        member,
        since,
        until,
        _handed(member, since, until),
        _settled(member, since, until),
        _moved(member, since, until),
        list(_owes(member, until)) if begun else [],
        list(_to_pay(member, until)) if begun else [],
    )


def _counts() -> Any:
    return (Document.state == VALID) & Document.id.not_in(reversed_papers())


def _handed(member: Member, since: date, until: date) -> list[Handed]:
    paper = Document.alias()
    settled = dict(
        rows(
            SettlementLine.select(SettlementLine.delivery, total(SettlementLine.quantity))
            .join_from(SettlementLine, Settlement)
            .join_from(Settlement, LotSettlement)
            .join_from(Settlement, paper, on=Settlement.document == paper.id)
            .where(
                Settlement.member == member,
                paper.state == VALID,
                paper.day <= until,
                ~LotSettlement.is_top_up,
            )
            .group_by(SettlementLine.delivery)
        )
    )
    query = (
        Delivery.select(Delivery, Document, Product, Grade)
        .join_from(Delivery, Document)
        .join_from(Delivery, Product)
        .join_from(Delivery, Grade)
        .where(Delivery.member == member, Document.day.between(since, until), _counts())
        .order_by(Document.day, Document.id)
    )
    return [
        Handed(
            str(one.document.number),
            one.document.day,
            f"{one.product.name} – {one.grade.name}",
            str(one.product.text("unit")),
            one.payable,
            settled.get(one.document_id, ZERO),
        )
        for one in query
    ]


def _settled(member: Member, since: date, until: date) -> list[Settled]:
    one = Settlement
    query = (
        one.select(
            *(Document.number, Document.day, Lot.name, one.gross, one.costs, one.service),
            *(one.advances, one.deducted, one.net),
        )
        .join_from(Settlement, Document)
        .join_from(Settlement, LotSettlement)
        .join_from(LotSettlement, Lot)
        .where(one.member == member, Document.day.between(since, until), _counts())
        .order_by(Document.day, Document.id)
    )
    return [Settled(*row) for row in rows(query)]


def _moved(member: Member, since: date, until: date) -> list[Moved]:
    query = (
        Receipt.select(
            Document.kind, Document.number, Document.day, Receipt.concept, Receipt.amount
        )
        .join(Document)
        .where(Receipt.member == member, Document.day.between(since, until), _counts())
        .order_by(Document.day, Document.id)
    )
    found = []
    for kind, number, day, concept, amount in rows(query):
        received, paid = (amount, ZERO) if kind == "RE" else (ZERO, amount)
        found.append(Moved(number, day, concept, received, paid))
    return found


# What is owed ---------------------------------------------------------------------------------


def _owes(member: Member, until: date) -> Iterator[Owed]:
    association = member.association
    yield from _advances(member, until)
    yield from _loans(member, until)
    if inputs := money.balance(association, money.INPUTS, until, member):
        yield Owed(_("Insumos a crédito"), inputs)
    months = dues.owed_by_month(association, until, member).get(member.id, {})
    for month, amount in months.items():
        yield Owed(_("Cuota de {month}").format(month=Month.read(month).title), amount)
    for one in charges.owing(association, until, member):
        charge = one.line.charge
        words = _("{kind}: {concept} ({number})").format(
            kind=charge.text("kind"), concept=charge.concept, number=charge.document
        )
        yield Owed(words, one.left)
    if carried := money.balance(association, money.CARRIED, until, member):
        yield Owed(_("Saldo deudor de liquidaciones"), carried)


def _advances(member: Member, until: date) -> Iterator[Owed]:
    """Advances a settlement has not taken back yet, by delivery."""
    left = money.balances_by_party(member.association, money.ADVANCES, until)
    query = (
        Delivery.select(Delivery.document, Document.number, Document.day)
        .join(Document)
        .where(Delivery.member == member, Delivery.document.in_(list(left)))
        .order_by(Document.day, Document.id)
    )
    for key, number, day in rows(query):
        words = _("Adelanto de {number} del {day}, por liquidar")
        yield Owed(words.format(number=number, day=f"{day:%d/%m/%Y}"), left[key])


def _loans(member: Member, until: date) -> Iterator[Owed]:
    """What is left of each instalment, and what was lent without terms."""
    owed = money.balance(member.association, money.LOANS, until, member)
    several = loans.instalments_of(member, until)
    for one in several:
        if not one.left:
            continue
        words = _("Préstamo {number}").format(number=one.loan.document)
        if one.loan.instalments > 1:
            words += ", " + _("parte {place} de {count}").format(
                place=one.place, count=one.loan.instalments
            )
        if one.due:
            late = _("venció el {day}") if one.due < until else _("vence el {day}")
            words += ", " + late.format(day=f"{one.due:%d/%m/%Y}")
        yield Owed(words, one.left)
    if rest := owed - sum((one.left for one in several), ZERO):
        yield Owed(_("Préstamo de antes de este libro"), rest)


def _to_pay(member: Member, until: date) -> Iterator[Owed]:
    left = money.balances_by_party(member.association, money.PAYABLE, until)
    query = (
        Settlement.select(Settlement.document, Document.number, Document.day)
        .join(Document)
        .where(Settlement.member == member, Settlement.document.in_(list(left)))
        .order_by(Document.day, Document.id)
    )
    for key, number, day in rows(query):
        words = _("{number} del {day}, por pagarle")
        yield Owed(words.format(number=number, day=f"{day:%d/%m/%Y}"), -left[key])
