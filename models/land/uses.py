"""How each plot is used, crop year by crop year: what was sown, or that it rests."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from peewee import ForeignKeyField

from models.associations import Association
from models.fields import DayField, HectaresField, NameField, QuantityField
from models.land.seasons import Season, SeasonField
from models.language import N_, _
from models.people.members import Member
from models.produce.plots import Plot
from models.produce.products import Product
from models.record import Column, Record, RecordType, State


class Sowing(Record):
    """One crop of a plot in a crop year; without a product the plot rests.

    `expected` is in the product's unit. Without an area it is the whole plot.
    """

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    plot = ForeignKeyField(Plot, verbose_name=N_("Parcela"), on_delete="RESTRICT", backref="uses")
    season = SeasonField(verbose_name=N_("Campaña"))
    product = ForeignKeyField(
        Product, verbose_name=N_("Producto (vacío: descansa)"), null=True, on_delete="RESTRICT"
    )
    variety = NameField(verbose_name=N_("Variedad"), default="")
    day = DayField(verbose_name=N_("Fecha de siembra"), null=True)
    area = HectaresField(verbose_name=N_("Área sembrada (ha)"), null=True)
    seed = QuantityField(verbose_name=N_("Semilla usada"), null=True)
    expected = QuantityField(verbose_name=N_("Cosecha esperada"), null=True)
    plot_id: int
    product_id: int | None

    class Meta:
        indexes = ((("association", "season"), False),)

    def __str__(self) -> str:
        return f"{self.plot} {self.season}: {self.product or _('descansa')}"

    def searched(self) -> str:
        return f"{self.season} {self.variety}"

    def problems(self) -> dict[str, str]:
        try:
            self.season = str(Season.read(str(self.season or "")))
        except ValueError as unread:
            return {"season": str(unread)}
        return super().problems()

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        season = Season.read(str(self.season))
        yield (
            "day",
            self.day is None or season.since <= self.day <= season.until,
            _("Esa fecha no es de la campaña {season}: va de agosto a julio.").format(
                season=season
            ),
        )
        yield "area", self.area is None or self.area > 0, _("Debe ser mayor que cero.")
        for name in ("seed", "expected"):
            amount = getattr(self, name)
            yield name, amount is None or amount >= 0, _("No puede ser menor que cero.")
            rests = _("Si la parcela descansa, deje esto vacío.")
            yield name, amount is None or self.product_id is not None, rests

    def doubts(self) -> Iterator[tuple[str, bool, str]]:
        yield (
            "area",
            self.area is None or self.area <= self.plot.area,
            _("El área sembrada es mayor que la parcela. ¿Es correcta?"),
        )

    def save(self, force_insert: bool = False, only: Any = None, *, sure: bool = False) -> int:
        if self.plot_id and self.area is None:
            self.area = Decimal(self.plot.area)
        return super().save(force_insert, only, sure=sure)


SOWINGS = RecordType(
    Sowing,
    title=N_("Siembras"),
    one=N_("siembra"),
    menu="land",
    icon="flower1",
    columns=(
        Column(N_("Campaña"), Sowing.season, sample="2025-2026"),
        Column(N_("Parcela"), Plot.code, sample="P123", strong=True),
        Column(N_("Socio"), Member.name, sample="Quispe Mamani, María Asunción", rank=1),
        Column(N_("Producto"), Product.name, sample="Papa nativa"),
        Column(N_("Variedad"), Sowing.variety, sample="Qompis", rank=3),
        Column(N_("ha"), Sowing.area, sample="12.3456", total=True),
        Column(N_("Esperado"), Sowing.expected, sample="10,000.0", total=True, rank=2),
    ),
    joins=(Sowing.plot, Plot.member, Sowing.product),
    search=(Sowing.plot, Sowing.product),
    form={
        N_("Siembra"): ("season", "plot", "product", "variety", "day", "area"),
        N_("Semilla y cosecha"): ("seed", "expected"),
    },
    order=(Sowing.season.desc(), Plot.code),
    states=(State(N_("En descanso"), Sowing.product.is_null()),),
)
