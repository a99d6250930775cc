"""Harvests: what each family brought in from a field, and what became of it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import JOIN, ForeignKeyField, Select

from models.associations import Association
from models.changes import Refused
from models.fields import DayField, HectaresField, NoteField, QuantityField, show
from models.language import N_, _
from models.months import check_open
from models.numbers import rounded
from models.people.members import Member
from models.produce.plots import HECTARE, Plot
from models.produce.products import Product, terms_on
from models.record import Column, Record, RecordType, RulesBroken

DESTINATIONS = (
    "sale",
    "own_use",
    "seed",
    "barter",
    "processing",
    "feed",
    "gift",
    "loss",
    "undecided",
)


class Harvest(Record):
    """One harvest of one product; its destinations add up to its total exactly (domain 4.6).

    With a plot and no area, the area is the whole plot's on the day it is stored.
    """

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    member = ForeignKeyField(
        Member, verbose_name=N_("Socio"), on_delete="RESTRICT", backref="harvests"
    )
    product = ForeignKeyField(Product, verbose_name=N_("Producto"), on_delete="RESTRICT")
    day = DayField(verbose_name=N_("Fecha"))
    plot = ForeignKeyField(Plot, verbose_name=N_("Parcela"), null=True, on_delete="RESTRICT")
    area = HectaresField(verbose_name=N_("Área cosechada (ha)"), null=True)
    total = QuantityField(verbose_name=N_("Total cosechado"))
    sale = QuantityField(verbose_name=N_("Venta"), default=Decimal(0))
    own_use = QuantityField(verbose_name=N_("Autoconsumo"), default=Decimal(0))
    seed = QuantityField(verbose_name=N_("Semilla"), default=Decimal(0))
    barter = QuantityField(verbose_name=N_("Trueque"), default=Decimal(0))
    processing = QuantityField(verbose_name=N_("Transformación"), default=Decimal(0))
    feed = QuantityField(verbose_name=N_("Alimento animal"), default=Decimal(0))
    gift = QuantityField(verbose_name=N_("Regalo"), default=Decimal(0))
    loss = QuantityField(verbose_name=N_("Merma"), default=Decimal(0))
    undecided = QuantityField(verbose_name=N_("Por decidir"), default=Decimal(0))
    noted = NoteField(verbose_name=N_("Se preguntó y se confirmó"), default="")
    association_id: int | None
    member_id: int
    product_id: int
    plot_id: int | None
    deliveries: Any

    class Meta:
        indexes = ((("association", "day"), False),)

    def __str__(self) -> str:
        return _("{product} de {member}, {day}").format(
            product=self.product, member=self.member, day=self.text("day")
        )

    def searched(self) -> str:
        return self.text("day")

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield "total", self.total > 0, _("El total debe ser mayor que cero.")
        step = Decimal(1).scaleb(-self.product.places)
        say_step = _("Se pesa con 1 decimal.") if step < 1 else _("Se cuenta en enteros.")
        say_sign = _("No puede ser menor que cero.")
        for name in ("total", *DESTINATIONS):
            part = getattr(self, name)
            yield name, part >= 0, say_sign
            yield name, not part % step, say_step
        split = self.split()
        yield (
            "total",
            split == self.total,
            _("Los destinos suman {split} y el total es {total}. Deben ser iguales.").format(
                split=show(Harvest.total, split), total=show(Harvest.total, self.total)
            ),
        )

        yield from self._delivered_from()

    def _delivered_from(self) -> Iterator[tuple[str, bool, str]]:
        """Whose harvest it was, and of what, stays once some of it was delivered."""
        before = self.before()
        if before is None or not before.deliveries.exists():
            return
        say = _("Ya se entregó de esta cosecha; eso no se cambia.")
        yield "member", before.member_id == self.member_id, say
        yield "product", before.product_id == self.product_id, say

    def doubts(self) -> Iterator[tuple[str, bool, str]]:
        yield "day", self.day <= date.today(), _("Esa fecha todavía no llega. ¿Es correcta?")
        yield (
            "plot",
            self.plot is None or self.plot.member_id == self.member_id,
            _("La parcela {plot} no es de {name}. ¿Es correcto?").format(
                plot=self.plot, name=self.member
            ),
        )
        yield (
            "area",
            not (self.area and self.plot) or self.area <= self.plot.area,
            _("El área cosechada es mayor que la parcela. ¿Es correcta?"),
        )
        from models.produce.deliveries import delivered_from

        delivered = delivered_from(self) if self.id else Decimal(0)
        yield (
            "sale",
            delivered <= self.sale,
            _("De esta cosecha ya se entregó {quantity} para vender. ¿Es correcto?").format(
                quantity=self.product.said(delivered)
            ),
        )
        terms = terms_on(self.product, self.day)
        reached = self.per_hectare()
        if terms and reached is not None and self.product.unit == "kg":
            ask = _("¿{kilos} kg por hectárea de {product}?").format(
                kilos=f"{reached:,}", product=str(self.product).lower()
            )
            yield "total", terms.yield_low is None or reached >= terms.yield_low, ask
            yield "total", terms.yield_high is None or reached <= terms.yield_high, ask

    def split(self) -> Decimal:
        """The destinations added up."""
        return sum((getattr(self, name) for name in DESTINATIONS), Decimal(0))

    def per_hectare(self) -> Decimal | None:
        """Yield per hectare, to the unit; None without land."""
        return yield_of(self.total, self.area)

    def complete(self) -> None:
        if self.plot is not None and self.area is None:
            self.area = self.plot.area
        self._check_months()

    def remove(self) -> None:
        self._check_months()
        super().remove()

    def _check_months(self) -> None:
        """Neither the day typed nor the day stored before may lie in a closed month."""
        if self.association_id is None or self.day is None:
            return
        try:
            check_open(self.association, self.day)
            if self.id:
                stored = Harvest.select(Harvest.day).where(Harvest.id == self.id).scalar()
                check_open(self.association, stored)
        except Refused as refusal:
            raise RulesBroken({"day": str(refusal)}) from refusal


def yield_of(quantity: Decimal, area: Decimal | None) -> Decimal | None:
    """Quantity per hectare, rounded to the unit (FORMAT rule 17); None without land."""
    if not area:
        return None
    return rounded(quantity * HECTARE / (area * HECTARE), 0)


def harvests_of(association: Association, since: date, until: date) -> list[Harvest]:
    """Harvests of the days `since` to `until`, both included, by day and order of typing."""
    return list(_between(association, since, until).order_by(Harvest.day, Harvest.id))


def _between(association: Association, since: date, until: date) -> Select:
    return (
        Harvest.select(
            Harvest,
            Member.id,
            Member.name,
            Product.id,
            Product.name,
            Product.unit,
            Plot.id,
            Plot.code,
        )
        .join_from(Harvest, Member)
        .join_from(Harvest, Product)
        .join_from(Harvest, Plot, JOIN.LEFT_OUTER)
        .where(Harvest.association == association, Harvest.day.between(since, until))
    )


HARVESTS = RecordType(
    Harvest,
    title=N_("Cosechas"),
    one=N_("cosecha"),
    menu="people",
    icon="tree",
    columns=(
        Column(N_("Fecha"), Harvest.day, sample="31/12/2026"),
        Column(N_("Socio"), Member.name, sample="Quispe Mamani, María Asunción"),
        Column(N_("Parcela"), Plot.code, sample="P123", rank=2),
        Column(N_("Producto"), Product.name, sample="Papa nativa"),
        Column(N_("ha"), Harvest.area, sample="1.2345", rank=3),
        Column(N_("Total"), Harvest.total, sample="10,000.0", total=True, strong=True),
        Column(N_("Venta"), Harvest.sale, sample="10,000.0", total=True),
        Column(N_("Autoconsumo"), Harvest.own_use, sample="10,000.0", total=True, rank=1),
        Column(N_("Por decidir"), Harvest.undecided, sample="10,000.0", total=True, rank=4),
    ),
    joins=(Harvest.member, Harvest.product, Harvest.plot),
    search=(Harvest.member, Harvest.product, Harvest.plot),
    form={
        N_("Cosecha"): ("member", "product", "day", "plot", "area", "total"),
        N_("Qué se hizo con ella"): DESTINATIONS,
    },
    order=(Harvest.day.desc(), Harvest.id.desc()),
    day=Harvest.day,
)
