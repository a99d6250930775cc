"""What the person at the scale asks: who this is, from which harvest, how the day goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peewee import fn

from models import money
from models.associations import Association
from models.documents import VALID, Document
from models.fields import total
from models.money import MoneyEntry
from models.numbers import rounded
from models.parameters import parameter
from models.people.members import Member
from models.produce.deliveries import Delivery, delivered_from, season_start
from models.produce.harvests import Harvest
from models.produce.products import Grade, Product
from models.record import rows

ZERO = Decimal(0)


def products_of(association: Association) -> list[Product]:
    """What can be weighed, in the order registered."""
    query = Product.select().where(Product.association == association)
    return list(query.order_by(Product.id))


def has_members(association: Association) -> bool:
    """Whether anybody is registered who could deliver."""
    return bool(Member.select().where(Member.association == association).exists())


def grades_of(product: Product) -> list[Grade]:
    """The qualities of a product, in their order."""
    query = Grade.select().where(Grade.product == product)
    return list(query.order_by(Grade.place, Grade.id))


@dataclass(frozen=True)
class Promise:
    """A harvest meant for sale, and the net quantity of it that came so far."""

    harvest: Harvest
    delivered: Decimal

    @property
    def left(self) -> Decimal:
        return Decimal(max(self.harvest.sale - self.delivered, ZERO))


def promises(member: Member, product: Product, day: date) -> list[Promise]:
    """Harvests of the crop year until that day with something for sale, the newest first."""
    query = Harvest.select().where(
        Harvest.member == member,
        Harvest.product == product,
        Harvest.sale > 0,
        Harvest.day.between(season_start(day), day),
    )
    newest_first = query.order_by(Harvest.day.desc(), Harvest.id.desc())
    return [Promise(one, delivered_from(one)) for one in newest_first]


def likely(promised: list[Promise]) -> Promise | None:
    """The harvest a delivery comes from, where only one is possible."""
    candidates = [one for one in promised if one.left] or promised
    return candidates[0] if len(candidates) == 1 else None


def last_delivery(association: Association, member: Member | None = None) -> Delivery | None:
    """The last valid delivery of a member; without one, the last one registered of all."""
    query = (
        Delivery.select(Delivery, Document, Product, Grade)
        .join_from(Delivery, Document)
        .join_from(Delivery, Product)
        .join_from(Delivery, Grade)
        .where(Document.association == association, Document.state == VALID)
    )
    if member is None:
        return query.order_by(Document.id.desc()).get_or_none()
    own = query.where(Delivery.member == member)
    return own.order_by(Document.day.desc(), Document.id.desc()).get_or_none()


def tare_of(product: Product, sacks: int, day: date) -> Decimal:
    """What so many empty sacks weigh, kg, rounded as the product is weighed."""
    return rounded(sacks * parameter(product.association, "sack_tare", day), product.places)


@dataclass(frozen=True)
class DayTotals:
    """What one day brought in so far; void deliveries do not count."""

    deliveries: int
    delivered: Mapping[str, Decimal]  # unit -> payable quantity
    advances: Decimal  # paid that day, S/


def day_totals(association: Association, day: date) -> DayTotals:
    query = (
        Delivery.select(Product.unit, fn.COUNT(1), total(Delivery.payable))
        .join_from(Delivery, Document)
        .join_from(Delivery, Product)
        .where(
            Document.association == association,
            Document.kind == "EN",
            Document.state == VALID,
            Document.day == day,
        )
        .group_by(Product.unit)
    )
    by_unit = rows(query)
    paid = MoneyEntry.select(total(MoneyEntry.amount)).where(
        MoneyEntry.association == association,
        MoneyEntry.account == money.ADVANCES,
        MoneyEntry.day == day,
    )
    return DayTotals(
        sum(count for _unit, count, _quantity in by_unit),
        {unit: quantity for unit, _count, quantity in by_unit},
        Decimal(paid.scalar()),
    )
