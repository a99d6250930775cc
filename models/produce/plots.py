"""Plots: the land of each member, kept in whole square metres, with where and how it lies."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from peewee import ForeignKeyField, IntegerField

from models.associations import Association
from models.fields import ChoiceField, FactorField, HectaresField, NameField, folded
from models.land.points import PointsField, enclosed, why_not
from models.language import N_, _
from models.numbers import rounded, show_number
from models.people.members import Member
from models.places import Community
from models.produce.products import land_factor, land_units
from models.record import Column, Record, RecordType, State, rows

HECTARE = Decimal(10000)  # square metres
SMALLEST = 10  # square metres: less is not sown, so another unit was meant
APART = Decimal("0.10")  # part of the typed area by which what its boundary encloses may differ
HIGHEST = 5500  # metres above the sea: above it nothing is sown or grazed

TENURES = (
    ("communal", N_("Posesión comunal")),
    ("titled", N_("Propiedad titulada")),
    ("untitled", N_("Sin título")),
    ("rented", N_("Alquiler")),
    ("shared", N_("Al partir")),
    ("inherited", N_("Herencia sin partir")),
)
SLOPES = (
    ("flat", N_("Plano, menos de 5 %")),
    ("gentle", N_("Suave")),
    ("moderate", N_("Moderada")),
    ("steep", N_("Fuerte, más de 25 %")),
)
TERRACES = (
    ("none", N_("No tiene")),
    ("good", N_("En buen estado")),
    ("damaged", N_("Dañados")),
    ("restored", N_("Rehabilitados")),
)
IRRIGATION = (
    ("rainfed", N_("Secano")),
    ("gravity", N_("Por gravedad")),
    ("sprinkler", N_("Por aspersión")),
    ("drip", N_("Por goteo")),
)


class Plot(Record):
    """A piece of land; its area is typed in any unit and kept exact (domain 8)."""

    association = ForeignKeyField(Association, verbose_name=N_("Asociación"), on_delete="RESTRICT")
    member = ForeignKeyField(
        Member, verbose_name=N_("Socio"), on_delete="RESTRICT", backref="plots"
    )
    code = NameField(verbose_name=N_("Código"), default="")  # the next free one if left empty
    name = NameField(verbose_name=N_("Nombre o sector"), default="")
    typed_area = FactorField(verbose_name=N_("Área"))
    area_unit = NameField(verbose_name=N_("Medida en"), default="ha")
    area = HectaresField(verbose_name=N_("Área (ha)"))
    community = ForeignKeyField(
        Community, verbose_name=N_("Comunidad"), null=True, on_delete="RESTRICT"
    )
    tenure = ChoiceField(verbose_name=N_("Tenencia"), choices=TENURES, null=True)
    holder = NameField(verbose_name=N_("Titular, si es otra persona"), default="")
    laymi = NameField(verbose_name=N_("Sector de laymi o muyuy"), default="")
    slope = ChoiceField(verbose_name=N_("Pendiente"), choices=SLOPES, null=True)
    terraces = ChoiceField(verbose_name=N_("Andenes o terrazas"), choices=TERRACES, null=True)
    irrigation = ChoiceField(verbose_name=N_("Tipo de riego"), choices=IRRIGATION, null=True)
    altitude = IntegerField(verbose_name=N_("Altitud, m s. n. m."), null=True)
    points = PointsField(verbose_name=N_("Puntos del GPS"), null=True)
    association_id: int | None
    member_id: int
    community_id: int | None

    class Meta:
        indexes = ((("association", "code"), True),)

    def __str__(self) -> str:
        return str(self.code)

    def searched(self) -> str:
        return f"{self.code} {self.name}"

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield "typed_area", self.area > 0, _("El área debe ser mayor que cero.")
        yield (
            "altitude",
            self.altitude is None or 0 <= self.altitude <= HIGHEST,
            _("La altitud va de 0 a 5,500 metros."),
        )
        wrong = why_not(self.points or ())
        yield "points", not wrong, wrong

    def doubts(self) -> Iterator[tuple[str, bool, str]]:
        say = _("¿Son solo {area} m²?").format(area=show_number(self.area * HECTARE, 0, 0))
        yield "typed_area", self.area * HECTARE >= SMALLEST, say
        measured = self.measured
        ask = _("El lindero encierra {measured} ha y se escribió {typed} ha. ¿Es correcto?")
        yield (
            "points",
            not measured or abs(measured - self.area) <= self.area * APART,
            ask.format(
                measured=show_number(measured, 2, 4), typed=show_number(Decimal(self.area), 2, 4)
            ),
        )

    @property
    def measured(self) -> Decimal:
        """What its boundary encloses, in hectares; 0 without one."""
        return enclosed(self.points or ()) / HECTARE

    def hints(self) -> dict[str, str]:
        points = _(
            "Latitud, longitud: uno por línea. Uno solo es el lugar; tres o más, el lindero."
        )
        if self.id or not self.association_id:
            return {"points": points}
        free = _("el siguiente libre: {code}").format(code=next_code(self.association))
        return {"code": free, "points": points}

    def offered(self, name: str) -> tuple[str, ...]:
        if name != "area_unit":
            return ()
        own = land_units(self.association) if self.association_id else ()
        known = ("ha", "m²", *own)
        return known if self.area_unit in known else (*known, str(self.area_unit))

    def save(self, force_insert: bool = False, only: Any = None, *, sure: bool = False) -> int:
        if self.area_unit and folded(self.area_unit) == "m2":
            self.area_unit = "m²"
        if self.association_id and not self.code:
            self.code = next_code(self.association)
        if self.typed_area is not None and self.area_unit and self.association_id:
            self.area = hectares(self.association, self.typed_area, str(self.area_unit))
        return super().save(force_insert, only, sure=sure)


def next_code(association: Association) -> str:
    """The code after the highest one: P001, P002, …"""
    codes = rows(Plot.select(Plot.code).where(Plot.association == association))
    found = (re.fullmatch(r"P0*([0-9]{1,6})", code.upper(), re.ASCII) for (code,) in codes)
    return f"P{max((int(one[1]) for one in found if one), default=0) + 1:03}"


def hectares(association: Association, area: Decimal, unit: str) -> Decimal:
    """An area in hectares, rounded to the square metre."""
    return rounded(area * land_factor(association, unit), 0) / HECTARE


PLOTS = RecordType(
    Plot,
    title=N_("Parcelas"),
    one=N_("parcela"),
    menu="land",
    icon="geo-alt",
    columns=(
        Column(N_("Código"), Plot.code, sample="P123", strong=True),
        Column(N_("Nombre o sector"), Plot.name, sample="Pampa de Tocorani", rank=1),
        Column(N_("Socio"), Member.name, sample="Quispe Mamani, María Asunción"),
        Column(N_("Comunidad"), Community.name, sample="Santa Lucía", rank=2),
        Column(N_("Tipo de riego"), Plot.irrigation, sample="Por aspersión", rank=3),
        Column(N_("ha"), Plot.area, sample="12.3456", total=True),
    ),
    joins=(Plot.member, Plot.community),
    search=(Plot.member, Plot.community),
    form={
        N_("Parcela"): ("member", "code", "name", "typed_area", "area_unit"),
        N_("De quién es la tierra"): ("community", "tenure", "holder", "laymi"),
        N_("Cómo es"): ("altitude", "slope", "terraces", "irrigation"),
        N_("Dónde queda"): ("points",),
    },
    states=(
        State(N_("Sin puntos"), Plot.points.is_null()),
        State(N_("Con puntos"), Plot.points.is_null(False)),
    ),
    order=(Plot.code,),
)
