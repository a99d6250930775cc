"""The settlements of a month: their totals, and their pieces line by line."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peewee import Expression

from models.associations import Association
from models.documents import VALID, Document
from models.fields import total
from models.months import Month
from models.people.members import Member
from models.produce.deliveries import Delivery
from models.produce.products import Grade, Product
from models.record import rows
from models.settling.deductions import CARRIED, DUES, INPUTS, LOAN, RETENTION
from models.settling.settlements import Settlement, SettlementDeduction, SettlementLine

ZERO = Decimal(0)
_KNOWN = (CARRIED, RETENTION, INPUTS, LOAN, DUES)


@dataclass(frozen=True)
class Deducted:
    """What settlements took off, S/; `others` are charges and the association's own deductions."""

    carried_in: Decimal
    retention: Decimal
    inputs: Decimal
    loan: Decimal
    dues: Decimal
    others: Decimal


def _deducted(by_base: Mapping[str, Decimal]) -> Deducted:
    return Deducted(
        carried_in=by_base.get(CARRIED, ZERO),
        retention=by_base.get(RETENTION, ZERO),
        inputs=by_base.get(INPUTS, ZERO),
        loan=by_base.get(LOAN, ZERO),
        dues=by_base.get(DUES, ZERO),
        others=sum((amount for base, amount in by_base.items() if base not in _KNOWN), ZERO),
    )


@dataclass(frozen=True)
class Settled:
    """What was settled in a month, S/: gross − costs − service − advances − deducted is net, and
    what was missing is `carried_out`."""

    gross: Decimal
    costs: Decimal
    service: Decimal
    advances: Decimal
    net: Decimal
    carried_out: Decimal
    deducted: Deducted


_FIGURES = ("gross", "costs", "service", "advances", "net", "carried_out")


def settled_in(association: Association, month: Month) -> Settled:
    """The valid settlements of the month, added up."""
    of_month = _of_month(association, month)
    sums = (
        Settlement.select(*(total(getattr(Settlement, name)) for name in _FIGURES))
        .join(Document)
        .where(of_month)
    )
    taken = (
        SettlementDeduction.select(SettlementDeduction.base, total(SettlementDeduction.amount))
        .join(Settlement)
        .join(Document)
        .where(of_month)
        .group_by(SettlementDeduction.base)
    )
    (figures,) = rows(sums)
    named = dict(zip(_FIGURES, figures, strict=True))
    return Settled(**named, deducted=_deducted(dict(rows(taken))))


def _of_month(association: Association, month: Month) -> Expression:
    return (
        (Document.association == association)
        & (Document.kind == "LQ")
        & (Document.state == VALID)
        & Document.day.between(month.first, month.last)
    )


@dataclass(frozen=True)
class SettledLine:
    """One piece of a settlement, in its product's unit and S/.

    What belongs to the whole settlement stands on its first line, and is None on the others.
    """

    number: str
    day: date
    delivery: str
    member: str
    grade: str
    unit: str
    quantity: Decimal
    gross: Decimal
    costs: Decimal
    service: Decimal
    advances: Decimal
    deducted: Deducted | None
    net: Decimal | None
    carried_out: Decimal | None


def settlement_lines(association: Association, month: Month) -> list[SettledLine]:
    """The pieces of the month's valid settlements, by number; of each, by number of the delivery."""
    of_month = _of_month(association, month)
    taken = (
        SettlementDeduction.select(
            SettlementDeduction.settlement, SettlementDeduction.base, SettlementDeduction.amount
        )
        .join(Settlement)
        .join(Document)
        .where(of_month)
    )
    by_paper: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for paper, base, amount in rows(taken):
        by_paper[paper][base] += amount
    brought = Document.alias()
    query = (
        SettlementLine.select(
            *(SettlementLine.settlement, Settlement.net, Settlement.carried_out),
            *(Document.number, Document.day, brought.number, Member.name),
            *(Grade.name, Product.unit, SettlementLine.quantity, SettlementLine.gross),
            *(SettlementLine.costs, SettlementLine.service, SettlementLine.advance),
        )
        .join_from(SettlementLine, Settlement)
        .join_from(Settlement, Document)
        .join_from(Settlement, Member)
        .join_from(SettlementLine, brought, on=(SettlementLine.delivery == brought.id))
        .join_from(SettlementLine, Delivery, on=(SettlementLine.delivery == Delivery.document))
        .join_from(Delivery, Grade)
        .join_from(Delivery, Product)
        .where(of_month)
        .order_by(Document.day, Document.id, brought.year, brought.sequence)
    )
    lines: list[SettledLine] = []
    begun: set[int] = set()
    for paper, net, carried_out, *words in rows(query):
        whole = (_deducted(by_paper[paper]), net, carried_out)
        lines.append(SettledLine(*words, *((None,) * 3 if paper in begun else whole)))
        begun.add(paper)
    return lines
