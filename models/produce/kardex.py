"""The kardex: what came and went of each product and grade in a month, with what was left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peewee import JOIN, fn

from models import stock
from models.associations import Association
from models.documents import Document
from models.fields import total
from models.language import _
from models.months import Month
from models.people.members import Member
from models.produce.buyers import Buyer
from models.produce.deliveries import Delivery
from models.produce.products import Grade, Product
from models.produce.sales import Sale
from models.produce.write_offs import WriteOff
from models.record import rows
from models.reversals import Reversal
from models.stock import StockEntry

ZERO = Decimal(0)


@dataclass(frozen=True)
class KardexLine:
    day: date
    number: str
    detail: str  # who handed over or bought; why it was lost; what was reversed
    came: Decimal
    went: Decimal
    balance: Decimal


@dataclass(frozen=True)
class Kardex:
    """One product and grade through a month, in the product's unit."""

    grade: Grade
    opening: Decimal
    lines: list[KardexLine]
    closing: Decimal


def kardex_of(association: Association, month: Month) -> list[Kardex]:
    """Every product and grade that has stock or moved; papers that moved nothing have no line."""
    begun = stock.held_before(association, month.first)
    moved = (
        StockEntry.select(
            StockEntry.grade, StockEntry.document, total(StockEntry.quantity).alias("moved")
        )
        .where(
            StockEntry.association == association,
            StockEntry.day.between(month.first, month.last),
        )
        .group_by(StockEntry.grade, StockEntry.document)
    )
    by_grade: dict[int, list[tuple[int, Decimal]]] = {grade: [] for grade in begun}
    for grade, document, quantity in rows(moved):
        if quantity:
            by_grade.setdefault(grade, []).append((document, quantity))
    grades = (
        Grade.select(Grade, Product)
        .join(Product)
        .where(Grade.id.in_(list(by_grade)))
        .order_by(Product.id, Grade.place)
    )
    papers = _papers([key for lines in by_grade.values() for key, _quantity in lines])
    return [
        _kardex(grade, begun.get(grade.id, ZERO), by_grade[grade.id], papers) for grade in grades
    ]


def _kardex(
    grade: Grade,
    opening: Decimal,
    moved: list[tuple[int, Decimal]],
    papers: Mapping[int, tuple[date, str, str]],
) -> Kardex:
    lines, held = [], opening
    for key, quantity in sorted(moved, key=lambda one: (papers[one[0]][0], one[0])):
        held += quantity
        came, went = max(quantity, ZERO), max(-quantity, ZERO)
        lines.append(KardexLine(*papers[key], came, went, held))
    return Kardex(grade, opening, lines, held)


def _papers(keys: list[int]) -> dict[int, tuple[date, str, str]]:
    """Document's key -> its day, its number, and who handed over or bought, or why it moved."""
    undone = Document.alias()
    query = (
        Document.select(
            *(Document.id, Document.day, Document.number),
            *(fn.COALESCE(Member.name, Buyer.name, ""), WriteOff.reason, undone.number),
        )
        .join_from(Document, Delivery, JOIN.LEFT_OUTER)
        .join_from(Delivery, Member, JOIN.LEFT_OUTER)
        .join_from(Document, Sale, JOIN.LEFT_OUTER)
        .join_from(Sale, Buyer, JOIN.LEFT_OUTER)
        .join_from(Document, WriteOff, JOIN.LEFT_OUTER)
        .join_from(Document, Reversal, JOIN.LEFT_OUTER, on=(Reversal.document == Document.id))
        .join_from(Reversal, undone, JOIN.LEFT_OUTER, on=(Reversal.original == undone.id))
        .where(Document.id.in_(keys))
    )
    return {
        key: (day, number, _detail(party, lost, original))
        for key, day, number, party, lost, original in rows(query)
    }


def _detail(party: str, lost: str | None, undone: str | None) -> str:
    if lost is not None:
        return _("Merma: {reason}").format(reason=lost)
    if undone is not None:
        return _("Extorno de {number}").format(number=undone)
    return party
