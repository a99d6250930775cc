"""The kardex: what came and went of each product and grade in a month, with what was left."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from peewee import JOIN, fn

from models import stock
from models.associations import Association
from models.buyers import Buyer
from models.deliveries import Delivery
from models.documents import Document
from models.fields import total
from models.members import Member
from models.months import Month
from models.products import Grade, Product
from models.record import rows
from models.sales import Sale
from models.stock import StockEntry

ZERO = Decimal(0)


@dataclass(frozen=True)
class KardexLine:
    document: Document
    detail: str
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
    documents = _with_party([key for lines in by_grade.values() for key, _quantity in lines])
    return [
        _kardex(grade, begun.get(grade.id, ZERO), by_grade[grade.id], documents) for grade in grades
    ]


def _kardex(
    grade: Grade,
    opening: Decimal,
    moved: list[tuple[int, Decimal]],
    documents: Mapping[int, tuple[Document, str]],
) -> Kardex:
    lines, held = [], opening
    for key, quantity in sorted(moved, key=lambda one: (documents[one[0]][0].day, one[0])):
        document, party = documents[key]
        held += quantity
        lines.append(KardexLine(document, party, max(quantity, ZERO), max(-quantity, ZERO), held))
    return Kardex(grade, opening, lines, held)


def _with_party(keys: list[int]) -> dict[int, tuple[Document, str]]:
    """Document's key -> the paper and who handed over or bought."""
    query = (
        Document.select(Document, fn.COALESCE(Member.name, Buyer.name, "").alias("party"))
        .join_from(Document, Delivery, JOIN.LEFT_OUTER)
        .join_from(Delivery, Member, JOIN.LEFT_OUTER)
        .join_from(Document, Sale, JOIN.LEFT_OUTER)
        .join_from(Sale, Buyer, JOIN.LEFT_OUTER)
        .where(Document.id.in_(keys))
    )
    found: list[Any] = list(query.objects())  # a Document with one attribute more
    return {one.id: (one, one.party) for one in found}
