"""Products with their grades, the units people weigh in, and what is plausible and taxed by date.

The plausibility limits warn and never block; like the tax status of each product they are general
knowledge (domain 2.5, 4.5) for a person to confirm, and stand in dated rows.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import BooleanField, ForeignKeyField, IntegerField

from models.associations import Association
from models.changes import Refused, transaction
from models.fields import (
    ChoiceField,
    DayField,
    FactorField,
    NameField,
    PercentField,
    PriceField,
    QuantityField,
    folded,
)
from models.language import N_, _
from models.numbers import show_number
from models.parameters import EPOCH
from models.record import Column, Record, RecordType

BASES = (("kg", N_("kg")), ("litro", N_("litro")), ("unidad", N_("unidad")))
IGV = (
    ("exonerado", N_("Exonerado")),
    ("gravado", N_("Gravado")),
    ("inafecto", N_("Inafecto")),
    ("por_confirmar", N_("Por confirmar")),
)


class Product(Record):
    """What is gathered and sold, counted in its base unit."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    name = NameField(verbose_name=N_("Producto"))
    unit = ChoiceField(verbose_name=N_("Se cuenta en"), choices=BASES, default="kg")
    moisture_base = PercentField(verbose_name=N_("Humedad base, %"), null=True)
    native = BooleanField(verbose_name=N_("Variedad nativa"), default=False)
    association_id: int
    harvest_set: Any
    delivery_set: Any

    class Meta:
        indexes = ((("association", "name"), True),)

    def __str__(self) -> str:
        return str(self.name)

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield (
            "moisture_base",
            self.moisture_base is None or self.moisture_base < 100,
            _("La humedad base debe ser menor que 100 %."),
        )
        before = self.before()
        yield (
            "unit",
            before is None or before.unit == self.unit or not _in_use(before),
            _("Ya hay cosechas o entregas en «{unit}»; no se cambia.").format(
                unit=before and before.text("unit")
            ),
        )

    def save(self, force_insert: bool = False, only: Any = None, *, sure: bool = False) -> int:
        """A new product begins with the limits and tax status its name is known for."""
        is_new = not self.id
        with transaction():
            stored = super().save(force_insert, only, sure=sure)
            if is_new:
                _known_terms(self).save()
        return stored

    @property
    def places(self) -> int:
        """Decimals a quantity of it is rounded to: tenths of a kilo or litre, whole pieces."""
        return 0 if self.unit == "unidad" else 1

    def said(self, quantity: Decimal) -> str:
        """«322.4 kg», «12 unidad»."""
        return f"{show_number(quantity, self.places, 3)} {self.text('unit')}"

    def why_not(self, quantity: Decimal) -> str:
        """What keeps a quantity from being sold or lost: nothing of it, or too many decimals."""
        if quantity <= 0:
            return _("La cantidad debe ser mayor que cero.")
        if quantity % Decimal(1).scaleb(-self.places):
            if self.places:
                return _("La cantidad lleva como máximo 1 decimal.")
            return _("Se cuenta en enteros.")
        return ""


def _in_use(product: Product) -> bool:
    """Whether quantities of it stand in the books."""
    return bool(product.harvest_set.exists() or product.delivery_set.exists())


class Grade(Record):
    """A quality of a product, with the advance suggested for one unit of it (S/)."""

    product = ForeignKeyField(
        Product, verbose_name=N_("Producto"), on_delete="RESTRICT", backref="grades", index=False
    )
    name = NameField(verbose_name=N_("Calidad"))
    place = IntegerField(verbose_name=N_("Orden"), default=1)
    tariff = PriceField(verbose_name=N_("Adelanto sugerido, S/ por unidad"), default=Decimal(0))
    product_id: int
    delivery_set: Any

    class Meta:
        indexes = ((("product", "name"), True),)

    def __str__(self) -> str:
        return str(self.name)

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield "tariff", self.tariff >= 0, _("No puede ser menor que cero.")
        before = self.before()
        yield (
            "product",
            before is None
            or before.product_id == self.product_id
            or not before.delivery_set.exists(),
            _("Ya se entregó de esta calidad; es de {product}.").format(
                product=before and before.product
            ),
        )


class Unit(Record):
    """A unit people speak in; how many base units one is. A product's own factor comes first."""

    association = ForeignKeyField(Association, verbose_name=N_("Asociación"), on_delete="RESTRICT")
    name = NameField(verbose_name=N_("Unidad"))
    of = ChoiceField(
        verbose_name=N_("Se convierte a"), choices=(*BASES, ("m2", N_("m²"))), default="kg"
    )
    factor = FactorField(verbose_name=N_("Cuántos son"))
    product = ForeignKeyField(
        Product, verbose_name=N_("Solo para el producto"), null=True, on_delete="RESTRICT"
    )
    product_id: int | None

    def __str__(self) -> str:
        return str(self.name)

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield "factor", self.factor > 0, _("Debe ser mayor que cero.")
        beside = Unit.select().where(
            Unit.association == self.association, Unit.of == self.of, Unit.id != (self.id or 0)
        )
        same = [
            one
            for one in beside
            if one.product_id == self.product_id and folded(str(one.name)) == folded(self.name)
        ]
        yield "name", not same, _("Esa unidad ya está: {name}.").format(name=self.name)


class ProductTerms(Record):
    """From a day on: tax status, and beyond which figures the program asks whether they are right."""

    product = ForeignKeyField(
        Product, verbose_name=N_("Producto"), on_delete="RESTRICT", backref="terms", index=False
    )
    since = DayField(verbose_name=N_("Rige desde"))
    igv = ChoiceField(verbose_name=N_("IGV"), choices=IGV, default="por_confirmar")
    price_low = PriceField(verbose_name=N_("Precio raro, menos de S/"), null=True)
    price_high = PriceField(verbose_name=N_("Precio raro, más de S/"), null=True)
    yield_low = QuantityField(verbose_name=N_("Rendimiento raro, menos de kg/ha"), null=True)
    yield_high = QuantityField(verbose_name=N_("Rendimiento raro, más de kg/ha"), null=True)
    delivery_high = QuantityField(verbose_name=N_("Entrega rara, más de"), null=True)

    class Meta:
        indexes = ((("product", "since"), True),)

    def __str__(self) -> str:
        return f"{self.product} {self.text('since')}"


def terms_on(product: Product, day: date) -> ProductTerms | None:
    """What holds for the product on that day; None where nobody said."""
    rows = ProductTerms.select().where(ProductTerms.product == product, ProductTerms.since <= day)
    return rows.order_by(ProductTerms.since.desc()).get_or_none()


def igv_on(product: Product, day: date) -> str:
    terms = terms_on(product, day)
    return str(terms.igv) if terms else "por_confirmar"


def factor_of(product: Product, unit: str) -> Decimal:
    """How many base units of the product one `unit` is; refused where nobody said."""
    if folded(unit) == folded(product.unit):
        return Decimal(1)
    for row in units_of(product):
        if folded(row.name) == folded(unit):
            return Decimal(row.factor)
    raise Refused(
        _("No se sabe cuántos {base} tiene {unit} de {product}.").format(
            base=product.text("unit"), unit=unit, product=product.name
        )
    )


def units_of(product: Product) -> list[Unit]:
    """The units a quantity of this product may be typed in, its own first."""
    rows = Unit.select().where(
        Unit.association == product.association_id,
        Unit.of == product.unit,
        Unit.product.is_null() | (Unit.product == product),
    )
    return sorted(rows, key=lambda row: (row.product_id is None, row.id))


def land_factor(association: Association, unit: str) -> Decimal:
    """Square metres of one `unit` of land: 10,000 for a hectare, the association's topo, …"""
    if folded(unit) == "ha":
        return Decimal(10000)
    if folded(unit) in ("m2", "m²"):
        return Decimal(1)
    for row in Unit.select().where(Unit.association == association, Unit.of == "m2"):
        if folded(row.name) == folded(unit):
            return Decimal(row.factor)
    raise Refused(_("No se sabe cuántos m² tiene un «{unit}».").format(unit=unit))


def land_units(association: Association) -> tuple[str, ...]:
    """What the association calls its own measures of land: «topo», …"""
    query = Unit.select().where(Unit.association == association, Unit.of == "m2")
    return tuple(str(one.name) for one in query.order_by(Unit.found_by))


# A unit and how many of its base it is: domain 4.2. The topo must be asked of the association.
UNITS = (
    ("arroba", "kg", "11.5"),
    ("quintal", "kg", "46"),
    ("libra", "kg", "0.46"),
    ("tonelada", "kg", "1000"),
    ("docena", "unidad", "12"),
    ("ciento", "unidad", "100"),
    ("topo", "m2", "3333"),
)

# Word the name begins with; IGV; price S/; yield kg/ha; kilos of one delivery (domain 2.5, 4.5).
KNOWN_TERMS: tuple[tuple[str, str, tuple[str, str], tuple[str, str] | None, str], ...] = (
    ("papa nativa", "exonerado", ("0.30", "8.00"), ("1500", "25000"), "1000"),
    ("papa", "exonerado", ("0.20", "6.00"), ("2000", "40000"), "1000"),
    ("chuno", "por_confirmar", ("2.00", "25.00"), None, "500"),
    ("moraya", "por_confirmar", ("2.00", "25.00"), None, "500"),
    ("choclo", "exonerado", ("0.30", "6.00"), ("1500", "20000"), "1000"),
    ("maiz", "por_confirmar", ("1.00", "15.00"), ("400", "7000"), "800"),
    ("quinua", "por_confirmar", ("2.00", "20.00"), ("300", "4000"), "500"),
    ("kiwicha", "por_confirmar", ("2.00", "20.00"), ("400", "5000"), "500"),
    ("tarwi", "por_confirmar", ("1.50", "15.00"), ("300", "3000"), "500"),
    ("haba verde", "exonerado", ("0.30", "5.00"), ("1000", "12000"), "800"),
    ("haba", "exonerado", ("1.20", "12.00"), ("400", "3500"), "600"),
    ("cebada", "por_confirmar", ("0.50", "6.00"), ("400", "5000"), "800"),
    ("trigo", "por_confirmar", ("0.60", "6.00"), ("400", "5000"), "800"),
    ("avena", "exonerado", ("0.05", "2.00"), ("5000", "70000"), "3000"),
    ("oca", "exonerado", ("0.30", "8.00"), ("1500", "15000"), "800"),
    ("olluco", "exonerado", ("0.30", "8.00"), ("1500", "15000"), "800"),
    ("frijol", "exonerado", ("2.00", "18.00"), ("300", "3500"), "500"),
    ("anis", "por_confirmar", ("4.00", "45.00"), ("150", "2000"), "300"),
    ("palta", "exonerado", ("0.80", "15.00"), ("1000", "25000"), "1000"),
    ("leche", "exonerado", ("0.60", "4.00"), None, "200"),
    ("queso", "por_confirmar", ("7.00", "50.00"), None, "100"),
    ("cuy", "por_confirmar", ("8.00", "70.00"), None, "100"),
    ("trucha", "exonerado", ("7.00", "40.00"), None, "300"),
    ("miel", "por_confirmar", ("10.00", "80.00"), None, "200"),
)


def set_default_units(association: Association) -> None:
    for name, of, factor in UNITS:
        Unit.create(association=association, name=name, of=of, factor=Decimal(factor))


def add_product(product: Product, grades: list[Grade], since: date, igv: str = "") -> Product:
    """Store a product with its grades. `igv` is its status from `since` on."""
    with transaction():
        product.save()
        for place, grade in enumerate(grades, start=1):
            grade.product, grade.place = product, place
            grade.save()
        terms = ProductTerms.get(ProductTerms.product == product)
        terms.since, terms.igv = since, igv or terms.igv
        terms.save()
    return product


def _known_terms(product: Product) -> "ProductTerms":
    """What the list of known products says of this name; without a limit where it says nothing."""
    terms = ProductTerms(product=product, since=EPOCH)
    known = next((k for k in KNOWN_TERMS if folded(str(product.name)).startswith(k[0])), None)
    if known:
        _name, terms.igv, price, yields, heaviest = known
        terms.price_low, terms.price_high = map(Decimal, price)
        if yields:
            terms.yield_low, terms.yield_high = map(Decimal, yields)
        terms.delivery_high = Decimal(heaviest)
    return terms


PRODUCTS = RecordType(
    Product,
    title=N_("Productos"),
    one=N_("producto"),
    menu="catalogue",
    icon="basket",
    columns=(
        Column(N_("Producto"), Product.name, sample="Papa nativa", strong=True),
        Column(N_("Se cuenta en"), Product.unit, sample="unidad"),
        Column(N_("Humedad base, %"), Product.moisture_base, sample="14.0"),
        Column(N_("Variedad nativa"), Product.native, sample="no"),
    ),
    form={N_("Producto"): ("name", "unit", "moisture_base", "native")},
    order=(Product.found_by,),
)

GRADES = RecordType(
    Grade,
    title=N_("Calidades"),
    one=N_("calidad"),
    menu="catalogue",
    icon="stars",
    columns=(
        Column(N_("Producto"), Product.name, sample="Papa nativa"),
        Column(N_("Calidad"), Grade.name, sample="Primera", strong=True),
        Column(N_("Orden"), Grade.place, sample="1"),
        Column(N_("Adelanto S/"), Grade.tariff, sample="12.50"),
    ),
    joins=(Grade.product,),
    search=(Grade.product,),
    form={N_("Calidad"): ("product", "name", "place", "tariff")},
    order=(Product.found_by, Grade.place),
)

UNITS_OF_MEASURE = RecordType(
    Unit,
    title=N_("Unidades"),
    one=N_("unidad"),
    menu="catalogue",
    icon="rulers",
    columns=(
        Column(N_("Unidad"), Unit.name, sample="tonelada", strong=True),
        Column(N_("Cuántos son"), Unit.factor, sample="10,000.0"),
        Column(N_("Se convierte a"), Unit.of, sample="unidad"),
        Column(N_("Producto"), Product.name, sample="Papa nativa", rank=1),
    ),
    joins=(Unit.product,),
    search=(Unit.product,),
    form={N_("Unidad"): ("name", "factor", "of", "product")},
    order=(Unit.of, Unit.factor),
)

PRODUCT_TERMS = RecordType(
    ProductTerms,
    title=N_("IGV y precios usuales"),
    one=N_("IGV y precios de un producto"),
    menu="catalogue",
    icon="exclamation-diamond",
    columns=(
        Column(N_("Producto"), Product.name, sample="Papa nativa", strong=True),
        Column(N_("Rige desde"), ProductTerms.since, sample="01/01/2026"),
        Column(N_("IGV"), ProductTerms.igv, sample="Por confirmar"),
        Column(N_("Precio desde S/"), ProductTerms.price_low, sample="12.50", rank=2),
        Column(N_("hasta S/"), ProductTerms.price_high, sample="12.50", rank=2),
        Column(N_("kg/ha desde"), ProductTerms.yield_low, sample="10,000.0", rank=3),
        Column(N_("kg/ha hasta"), ProductTerms.yield_high, sample="10,000.0", rank=3),
        Column(N_("Entrega hasta"), ProductTerms.delivery_high, sample="1,000.0", rank=1),
    ),
    joins=(ProductTerms.product,),
    search=(ProductTerms.product,),
    form={
        N_("Desde cuándo"): ("product", "since", "igv"),
        N_("El programa pregunta si pasa de aquí"): (
            "price_low",
            "price_high",
            "yield_low",
            "yield_high",
            "delivery_high",
        ),
    },
    order=(Product.found_by, ProductTerms.since.desc()),
)
