"""Stock entries: deliveries in, sales out, in payable quantity per product and grade.

Every entry names the delivery it belongs to: what came in with it, or what was drawn from it. So
one sum gives the kardex, what is left of a delivery, and which deliveries a lot is made of.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peewee import ForeignKeyField, IntegerField, fn

from models import entries
from models.associations import Association
from models.changes import Refused, note
from models.documents import Document
from models.fields import DayField, QuantityField, show, total
from models.language import _
from models.months import Opening, opening_before
from models.produce.products import Grade
from models.record import Record, insert_all, rows


class StockEntry(Record):
    """A quantity of one delivery that comes in (+) or goes out (−). Written once."""

    document = ForeignKeyField(Document, on_delete="RESTRICT", backref="stock", index=False)
    association = ForeignKeyField(Association, on_delete="RESTRICT", index=False)
    day = DayField()
    grade = ForeignKeyField(Grade, on_delete="RESTRICT", index=False)
    delivery = ForeignKeyField(Document, on_delete="RESTRICT", backref="+", index=False)
    line = IntegerField(default=0)  # which line of the document, from 1
    quantity = QuantityField()
    association_id: int
    grade_id: int
    delivery_id: int

    class Meta:
        indexes = (
            (("association", "grade", "day", "document", "quantity"), False),
            (("association", "day", "grade", "document", "quantity"), False),
            (("delivery", "quantity"), False),
            (("document",), False),
        )

    def searched(self) -> str:
        return ""  # nobody looks for one by itself


class OpeningStock(Record):
    """What was left of a delivery on the day of an opening."""

    opening = ForeignKeyField(Opening, on_delete="RESTRICT", backref="stock")
    grade = ForeignKeyField(Grade, on_delete="RESTRICT", index=False)
    delivery = ForeignKeyField(Document, on_delete="RESTRICT", backref="+", index=False)
    quantity = QuantityField()

    def searched(self) -> str:
        return ""  # nobody looks for one by itself


@dataclass(frozen=True)
class Piece:
    """A part of a delivery, or all of it."""

    delivery: Document
    quantity: Decimal


def post(document: Document, grade: Grade, pieces: Iterable[Piece], line: int = 0) -> None:
    """Store what a document brings in (+) or takes out (−); no day may end below zero."""
    for piece in pieces:
        StockEntry.create(
            document=document,
            association=document.association_id,
            day=document.day,
            grade=grade,
            delivery=piece.delivery,
            line=line,
            quantity=piece.quantity,
        )
    note(StockEntry)
    _check_stock(document.association, grade, document.day)


def bring_in(pieces: Iterable[tuple[Grade, Piece]]) -> None:
    """Store what deliveries bring in, each its own, in one statement: no day can end lower by it."""
    insert_all(
        StockEntry,
        [
            {
                "document": piece.delivery.id,
                "association": piece.delivery.association_id,
                "day": piece.delivery.day,
                "grade": grade.id,
                "delivery": piece.delivery.id,
                "line": 0,
                "quantity": piece.quantity,
            }
            for grade, piece in pieces
        ],
    )


def undo(document: Document) -> None:
    """Give back what the document took, and take back what it brought, on its own day."""
    reverse(document, document)


def reverse(original: Document, document: Document) -> None:
    """Give back what `original` took, and take back what it brought, on the day of `document`."""
    posted = entries.post_opposite(original, document, StockEntry.quantity)
    if short := _drawn_beyond({entry.delivery_id for entry in posted}):
        raise Refused(
            _("De {number} ya salió una parte. Anule primero lo que la sacó.").format(
                number=", ".join(short)
            )
        )
    for grade in {entry.grade for entry in posted}:
        _check_stock(document.association, grade, document.day)


def _drawn_beyond(deliveries: Iterable[int]) -> list[str]:
    """Numbers of the deliveries more was drawn from than they brought."""
    query = (
        StockEntry.select(Document.number)
        .join(Document, on=StockEntry.delivery == Document.id)
        .where(StockEntry.delivery.in_(list(deliveries)))
        .group_by(Document.id)
        .having(fn.SUM(StockEntry.quantity) < 0)
        .order_by(Document.id)
    )
    return [number for (number,) in rows(query)]


def draw(association: Association, grade: Grade, quantity: Decimal, day: date) -> list[Piece]:
    """Which deliveries `quantity` is drawn from: oldest first, the last one split (FORMAT rule 7).

    Deliveries typed so far count, whatever their day. Refused where they do not hold enough.
    """
    pieces, missing = [], quantity
    for piece in free(association, grade, day):
        if not missing:
            break
        taken = min(missing, piece.quantity)
        pieces.append(Piece(piece.delivery, taken))
        missing -= taken
    if missing:
        raise Refused(_short(grade, quantity - missing, quantity))
    return pieces


def free(association: Association, grade: Grade, day: date) -> list[Piece]:
    """What is left of each delivery of this grade, the oldest first, then the lowest number."""
    opening = opening_before(association, day)
    left: dict[int, Decimal] = {}
    begun = OpeningStock.select(OpeningStock.delivery, OpeningStock.quantity).where(
        OpeningStock.opening == opening, OpeningStock.grade == grade
    )
    moved = (
        StockEntry.select(StockEntry.delivery, total(StockEntry.quantity))
        .where(
            StockEntry.association == association,
            StockEntry.grade == grade,
            StockEntry.day >= (opening.day if opening else date.min),
        )
        .group_by(StockEntry.delivery)
    )
    for delivery, quantity in rows(begun) + rows(moved):
        left[delivery] = left.get(delivery, Decimal(0)) + quantity
    remaining = [key for key, quantity in left.items() if quantity > 0]
    deliveries = Document.select().where(Document.id.in_(remaining))
    ordered = deliveries.order_by(Document.day, Document.year, Document.sequence)
    return [Piece(delivery, left[delivery.id]) for delivery in ordered]


def left_of(delivery: Document) -> Decimal:
    """What no valid paper has drawn from this delivery yet."""
    query = StockEntry.select(total(StockEntry.quantity)).where(StockEntry.delivery == delivery)
    return Decimal(query.scalar())


def held(association: Association, grade: Grade, until: date) -> Decimal:
    """Quantity in store at the end of that day."""
    opening = opening_before(association, until)
    begun = OpeningStock.select(total(OpeningStock.quantity)).where(
        OpeningStock.opening == opening, OpeningStock.grade == grade
    )
    moved = StockEntry.select(total(StockEntry.quantity)).where(
        StockEntry.association == association,
        StockEntry.grade == grade,
        StockEntry.day >= (opening.day if opening else date.min),
        StockEntry.day <= until,
    )
    return Decimal(begun.scalar()) + Decimal(moved.scalar())


def left_by_grade(association: Association) -> dict[int, Decimal]:
    """Grade's key -> quantity no sale has drawn yet, those that are not zero."""
    return held_before(association, date.max)


def held_before(association: Association, day: date) -> dict[int, Decimal]:
    """Grade's key -> quantity in store before anything of that day, those that are not zero."""
    opening = opening_before(association, day)
    begun = OpeningStock.select(OpeningStock.grade, total(OpeningStock.quantity)).where(
        OpeningStock.opening == opening
    )
    moved = StockEntry.select(StockEntry.grade, total(StockEntry.quantity)).where(
        StockEntry.association == association,
        StockEntry.day >= (opening.day if opening else date.min),
        StockEntry.day < day,
    )
    found: dict[int, Decimal] = {}
    # + 0: else SQLite goes through all the years grade by grade, rather than by the few days.
    begun, moved = begun.group_by(OpeningStock.grade), moved.group_by(StockEntry.grade + 0)
    for grade, quantity in rows(begun) + rows(moved):
        found[grade] = found.get(grade, Decimal(0)) + quantity
    return {grade: quantity for grade, quantity in found.items() if quantity}


def _check_stock(association: Association, grade: Grade, day: date) -> None:
    """Refuse what leaves less than nothing in store at the end of that day or of a later one."""
    which = (StockEntry.association == association) & (StockEntry.grade == grade)
    low = entries.lowest(held(association, grade, day), day, StockEntry.quantity, which)
    if low.amount < 0:
        raise Refused(
            _("No alcanza el stock: el {day} faltarían {short} {unit} de {what}.").format(
                day=f"{low.day:%d/%m/%Y}",
                short=show(StockEntry.quantity, -low.amount),
                unit=grade.product.text("unit"),
                what=described(grade),
            )
        )


def described(grade: Grade) -> str:
    """«papa primera»."""
    return f"{grade.product.name} {grade.name}".lower()


def _short(grade: Grade, available: Decimal, wanted: Decimal) -> str:
    return _("No alcanza: de {what} hay {available} {unit} y se piden {wanted} {unit}.").format(
        what=described(grade),
        available=show(StockEntry.quantity, available),
        wanted=show(StockEntry.quantity, wanted),
        unit=grade.product.text("unit"),
    )
