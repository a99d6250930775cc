"""What came and what was sold, month by month and product by product; one question each."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from models.associations import Association
from models.documents import VALID, Document
from models.fields import total
from models.months import Month, month_of
from models.produce.deliveries import Delivery
from models.produce.products import Product
from models.produce.sales import SaleLine
from models.record import rows


class Good(NamedTuple):
    """A product by its name, and the unit it is counted in."""

    name: str
    unit: str


# Product, and in each month that has some, how much: in its unit, or S/.
ByProduct = Mapping[Good, Mapping[Month, Decimal]]


@dataclass(frozen=True)
class Sold:
    """What was sold by product and month: quantities in their unit, and S/."""

    quantities: ByProduct
    amounts: ByProduct


def delivered_by_month(association: Association, first: Month, last: Month) -> ByProduct:
    """Payable quantities of valid deliveries, from `first` to `last`, both included."""
    month = month_of(Document.day)
    query = (
        Delivery.select(Product.name, Product.unit, month, total(Delivery.payable))
        .join_from(Delivery, Document)
        .join_from(Delivery, Product)
        .where(
            Document.association == association,
            Document.kind == "EN",
            Document.state == VALID,
            Document.day.between(first.first, last.last),
        )
        .group_by(Product.id, month)
        .order_by(Product.id)
    )
    found: dict[Good, dict[Month, Decimal]] = defaultdict(dict)
    for name, unit, when, quantity in rows(query):
        found[Good(name, unit)][Month.read(when)] = quantity
    return found


def sold_by_month(association: Association, first: Month, last: Month) -> Sold:
    """The lines of valid sales, from `first` to `last`, both included."""
    month = month_of(Document.day)
    query = (
        SaleLine.select(
            *(Product.name, Product.unit, month),
            *(total(SaleLine.quantity), total(SaleLine.amount)),
        )
        .join_from(SaleLine, Document, on=(SaleLine.sale == Document.id))
        .join_from(SaleLine, Product)
        .where(
            Document.association == association,
            Document.kind == "V",
            Document.state == VALID,
            Document.day.between(first.first, last.last),
        )
        .group_by(Product.id, month)
        .order_by(Product.id)
    )
    quantities: dict[Good, dict[Month, Decimal]] = defaultdict(dict)
    amounts: dict[Good, dict[Month, Decimal]] = defaultdict(dict)
    for name, unit, when, quantity, amount in rows(query):
        quantities[Good(name, unit)][Month.read(when)] = quantity
        amounts[Good(name, unit)][Month.read(when)] = amount
    return Sold(quantities, amounts)
