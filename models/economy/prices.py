"""What buyers in the place pay, written down day by day, and how much better the association sold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from peewee import ForeignKeyField, fn

from models.associations import Association
from models.documents import VALID, Document
from models.fields import DayField, NameField, PriceField
from models.language import N_, _
from models.numbers import rounded
from models.produce.products import Product
from models.produce.sales import Sale, SaleLine
from models.record import Column, Record, RecordType, rows
from models.reversals import reversed_papers

FRESH = timedelta(days=31)  # how long a local price is compared with

ZERO = Decimal(0)


class LocalPrice(Record):
    """What one unit of a product was paid at the farm gate or the fair, S/, on a day."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    product = ForeignKeyField(Product, verbose_name=N_("Producto"), on_delete="RESTRICT")
    market = NameField(verbose_name=N_("Dónde"))
    day = DayField(verbose_name=N_("Fecha"))
    price = PriceField(verbose_name=N_("Precio local por unidad, S/"))
    source = NameField(verbose_name=N_("Quién lo dijo"), default="")
    product_id: int

    class Meta:
        indexes = (
            (("association", "day"), False),
            (("product", "market", "day"), True),
        )

    def __str__(self) -> str:
        return f"{self.product}, {self.market}, {self.text('day')}"

    def searched(self) -> str:
        return str(self.market)

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield "price", self.price > 0, _("El precio debe ser mayor que cero.")
        same = LocalPrice.select().where(
            LocalPrice.product == self.product_id,
            LocalPrice.market == self.market,
            LocalPrice.day == self.day,
            LocalPrice.id != (self.id or 0),
        )
        yield "day", not same.exists(), _("Ya está el precio de ese producto, lugar y día.")

    def doubts(self) -> Iterator[tuple[str, bool, str]]:
        yield "day", self.day <= date.today(), _("Esa fecha todavía no llega. ¿Es correcta?")


@dataclass(frozen=True)
class PriceDifference:
    """Of one product: what was sold where a local price is known, and what it would have brought.

    Quantities in the product's unit; `unknown` is what was sold with no local price to compare.
    """

    product: Product
    quantity: Decimal
    amount: Decimal  # S/
    local: Decimal  # S/
    unknown: Decimal

    @property
    def total(self) -> Decimal:
        """S/ more (or, below zero, less) than at the local price."""
        return self.amount - self.local

    @property
    def per_unit(self) -> Decimal | None:
        """The same for one unit, S/ to four decimals."""
        return rounded(self.total / self.quantity, 4) if self.quantity else None


def price_differences(association: Association, since: date, until: date) -> list[PriceDifference]:
    """Sales of the days `since` to `until`, both included, against the local price; one query.

    A sale is compared with the mean of the newest day with local prices of its product, not after
    it and at most 31 days before. Void and reversed sales do not count.
    """
    newest = LocalPrice.alias()
    day = newest.select(fn.MAX(newest.day)).where(
        newest.product == SaleLine.product,
        newest.day <= Document.day,
        newest.day >= fn.DATE(Document.day, f"-{FRESH.days} days"),
    )
    summed, count = (
        LocalPrice.select(what).where(LocalPrice.product == SaleLine.product, LocalPrice.day == day)
        for what in (fn.SUM(LocalPrice.price), fn.COUNT(LocalPrice.id))
    )
    query = (
        SaleLine.select(
            SaleLine.product,
            Product.name,
            Product.unit,
            SaleLine.quantity,
            SaleLine.amount,
            summed.coerce(False),
            count,
        )
        .join_from(SaleLine, Sale)
        .join_from(Sale, Document)
        .join_from(SaleLine, Product)
        .where(
            Document.association == association,
            Document.state == VALID,
            Document.day.between(since, until),
            Document.id.not_in(reversed_papers()),
        )
        .order_by(Product.found_by, Document.day, Document.id, SaleLine.place)
    )
    found: dict[int, PriceDifference] = {}
    for key, name, unit, quantity, amount, prices, counted in rows(query):
        sofar = found.get(key) or PriceDifference(
            Product(id=key, name=name, unit=unit), ZERO, ZERO, ZERO, ZERO
        )
        found[key] = _with(sofar, quantity, amount, prices, counted)
    return list(found.values())


def _with(
    sofar: PriceDifference, quantity: Decimal, amount: Decimal, prices: int | None, counted: int
) -> PriceDifference:
    if not prices:
        return PriceDifference(
            sofar.product, sofar.quantity, sofar.amount, sofar.local, sofar.unknown + quantity
        )
    local = LocalPrice.price.python_value(prices) / counted
    return PriceDifference(
        sofar.product,
        sofar.quantity + quantity,
        sofar.amount + amount,
        sofar.local + rounded(quantity * local, 2),
        sofar.unknown,
    )


LOCAL_PRICES = RecordType(
    LocalPrice,
    title=N_("Precios locales"),
    one=N_("precio local"),
    menu="collection",
    icon="tags",
    columns=(
        Column(N_("Fecha"), LocalPrice.day, sample="31/12/2026"),
        Column(N_("Producto"), Product.name, sample="Papa nativa", strong=True),
        Column(N_("Dónde"), LocalPrice.market, sample="Feria de Pomacanchi"),
        Column(N_("Precio S/"), LocalPrice.price, sample="12.50"),
        Column(N_("Quién lo dijo"), LocalPrice.source, sample="Ccori Puma, Rosa", rank=1),
    ),
    joins=(LocalPrice.product,),
    search=(LocalPrice.product,),
    form={N_("Precio local"): ("product", "market", "day", "price", "source")},
    order=(LocalPrice.day.desc(), Product.found_by),
)
