"""What is grown and sold together: kilos through the association, products and native varieties."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peewee import fn

from models.associations import Association
from models.documents import VALID, Document
from models.economy.who import Figure, figures, people_on, share_of
from models.fields import total
from models.produce.deliveries import Delivery
from models.produce.harvests import Harvest
from models.produce.products import Product
from models.produce.sales import Sale, SaleLine
from models.record import rows
from models.reversals import reversed_papers


@dataclass(frozen=True)
class SoldTogether:
    """Of one product, in its unit: sold by the association, and harvested by its families."""

    product: str
    unit: str
    sold: Decimal
    harvested: Decimal

    @property
    def share_pct(self) -> Decimal | None:
        """Of what was harvested, sold together, %; None where no harvest is known."""
        return share_of(self.sold, self.harvested)


def sold_together(association: Association, since: date, until: date) -> list[SoldTogether]:
    """By product, the days `since` to `until` both included; one query."""
    sold = (
        SaleLine.select(fn.SUM(SaleLine.quantity))
        .join_from(SaleLine, Sale)
        .join_from(Sale, Document)
        .where(
            SaleLine.product == Product.id,
            Document.state == VALID,
            Document.day.between(since, until),
            Document.id.not_in(reversed_papers()),
        )
    )
    grown = Harvest.select(fn.SUM(Harvest.total)).where(
        Harvest.product == Product.id, Harvest.day.between(since, until)
    )
    query = (
        Product.select(Product.name, Product.unit, sold.coerce(False), grown.coerce(False))
        .where(Product.association == association)
        .order_by(Product.found_by)
    )
    amount = SaleLine.quantity.python_value
    return [
        SoldTogether(name, unit, amount(one or 0), amount(other or 0))
        for name, unit, one, other in rows(query)
        if one or other
    ]


def kilos_handed_over(association: Association, since: date, until: date) -> list[Figure]:
    """Payable kilos each member delivered to sell together; what is counted otherwise is left out."""
    query = (
        Delivery.select(Delivery.member, total(Delivery.payable))
        .join_from(Delivery, Document)
        .join_from(Delivery, Product)
        .where(
            Document.association == association,
            Product.unit == "kg",
            Document.state == VALID,
            Document.day.between(since, until),
            Document.id.not_in(reversed_papers()),
        )
        .group_by(Delivery.member)
    )
    return figures(people_on(association, until), dict(rows(query)))


def products_by_member(association: Association, since: date, until: date) -> list[Figure]:
    """How many different products each member harvested."""
    return _counted(association, since, until, native=False)


def native_varieties_by_member(association: Association, since: date, until: date) -> list[Figure]:
    """How many products marked as native varieties each member harvested."""
    return _counted(association, since, until, native=True)


def _counted(association: Association, since: date, until: date, *, native: bool) -> list[Figure]:
    query = (
        Harvest.select(Harvest.member, fn.COUNT(Harvest.product.distinct()))
        .join(Product)
        .where(Harvest.association == association, Harvest.day.between(since, until))
        .group_by(Harvest.member)
    )
    if native:
        query = query.where(Product.native)
    counts = {member: Decimal(count) for member, count in rows(query)}
    return figures(people_on(association, until), counts)


@dataclass(frozen=True)
class Diversity:
    """Different products harvested by the whole association, and how many are native varieties."""

    products: int
    native: int


def diversity(association: Association, since: date, until: date) -> Diversity:
    query = (
        Harvest.select(
            fn.COUNT(Harvest.product.distinct()),
            fn.COUNT(Harvest.product.distinct()).filter(Product.native),
        )
        .join(Product)
        .where(Harvest.association == association, Harvest.day.between(since, until))
    )
    return Diversity(*rows(query)[0])
