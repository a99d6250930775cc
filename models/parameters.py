"""Rates and legal limits, each with the day from which it holds. None of them stands in the code.

The defaults are general knowledge to be confirmed by the association's accountant (domain 2).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from peewee import ForeignKeyField

from models.asked import kept
from models.associations import Association
from models.changes import Refused
from models.fields import ChoiceField, DayField, FactorField, NameField
from models.language import N_, _, in_spanish
from models.months import newest_opening, open_since
from models.record import Column, Record, RecordType, rows

NAMES = (
    ("service_pct", N_("Descuento por servicio, %")),
    ("dues_per_member", N_("Cuota mensual por socio, S/")),
    ("bank_means_threshold", N_("Desde este monto se paga por banco, S/ (Ley 28194)")),
    ("retention_pct", N_("Retención del impuesto, % (Ley 32434)")),
    ("retention_threshold", N_("Retención sobre lo que pasa de, S/ al año")),
    ("cash_step", N_("Moneda más pequeña, S/ (BCRP)")),
    ("sack_tare", N_("Peso de un saco vacío, kg")),
    ("arrears_months", N_("Meses de cuota que puede deber un socio hábil")),
    ("youth_age", N_("Se cuenta como joven hasta los, años")),
    ("keep_years", N_("Años que se guardan los papeles de cuentas")),
    ("incident_hours", N_("Horas para avisar si se pierden o roban datos")),
    ("access_days", N_("Días para contestar a quien pide ver sus datos")),
    ("rectify_days", N_("Días para corregir o retirar datos")),
)
DEFAULTS = {
    "bank_means_threshold": Decimal(2000),
    "cash_step": Decimal("0.10"),
    "sack_tare": Decimal("0.5"),
    "dues_per_member": Decimal(0),
    "retention_pct": Decimal(0),
    "retention_threshold": Decimal(165000),  # 30 UIT of S/ 5,500 (2026)
    "arrears_months": Decimal(0),
    "youth_age": Decimal(29),
    "keep_years": Decimal(5),
    "incident_hours": Decimal(48),
    "access_days": Decimal(20),
    "rectify_days": Decimal(10),
}
SOURCES = {
    "keep_years": in_spanish("Código Tributario, art. 87.7"),
    "incident_hours": "D.S. 016-2024-JUS, art. 34",
    "access_days": "D.S. 016-2024-JUS, art. 69",
    "rectify_days": "D.S. 016-2024-JUS, art. 69",
}
EPOCH = date(2000, 1, 1)  # from when the defaults hold


class Parameter(Record):
    """One rate or limit; the row in force on a day is the latest that begins by then."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    name = ChoiceField(verbose_name=N_("Qué es"), choices=NAMES)
    since = DayField(verbose_name=N_("Rige desde"))
    value = FactorField(verbose_name=N_("Valor"))
    source = NameField(verbose_name=N_("Norma o acuerdo"), default="")

    class Meta:
        indexes = ((("association", "name", "since"), True),)

    def __str__(self) -> str:
        return self.text("name")

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield "value", self.value >= 0, _("No puede ser menor que cero.")
        percent = str(self.name).endswith("_pct")
        yield "value", not percent or self.value <= 100, _("Un porcentaje llega hasta 100.")
        yield (
            "value",
            self.name != "cash_step" or self.value > 0,
            _("La moneda más pequeña debe ser mayor que cero."),
        )
        yield from self._fixed()

    def _fixed(self) -> Iterator[tuple[str, bool, str]]:
        """What held in a closed month stays; another value begins in an open one."""
        line, before = open_since(self.association), self.before()
        if line is None:
            return
        say = _("Rige en meses cerrados: eso ya no se cambia. Use una fecha desde el {day}.")
        sentence = say.format(day=f"{line:%d/%m/%Y}")
        held = before is not None and before.since < line
        if held and before is not None:
            yield "value", (before.value, before.name) == (self.value, self.name), sentence
        kept = before is not None and before.since == self.since
        yield "since", kept or (self.since >= line and not held), sentence


@kept
def parameter(association: Association, name: str, day: date) -> Decimal:
    """The value in force on that day; refused where the association never set one."""
    value = (
        Parameter.select(Parameter.value)
        .where(Parameter.association == association, Parameter.name == name, Parameter.since <= day)
        .order_by(Parameter.since.desc())
        .scalar()
    )
    if value is None:
        raise Refused(
            _("Falta el parámetro «{name}» para el {day}.").format(
                name=_(dict(NAMES)[name]), day=f"{day:%d/%m/%Y}"
            )
        )
    return Decimal(value)


def values_on(association: Association, name: str, days: Sequence[date]) -> list[Decimal]:
    """The value in force on each of these days, zero where none was; one question for all."""
    query = (
        Parameter.select(Parameter.since, Parameter.value)
        .where(Parameter.association == association, Parameter.name == name)
        .order_by(Parameter.since)
    )
    known = rows(query)
    return [
        next((value for since, value in reversed(known) if since <= day), Decimal(0))
        for day in days
    ]


def new_rate(association: Association, name: str) -> Parameter:
    """A rate that is not stored yet, to hold from the first open day."""
    begun = newest_opening(association)
    since = begun.day if begun is not None else date.today()
    return Parameter(association=association, name=name, since=since)


def set_defaults(association: Association) -> None:
    for name, value in DEFAULTS.items():
        source = SOURCES.get(name, "")
        Parameter.create(
            association=association, name=name, since=EPOCH, value=value, source=source
        )


PARAMETERS = RecordType(
    Parameter,
    title=N_("Cuotas y montos de ley"),
    one=N_("cuota o monto de ley"),
    menu="catalogue",
    icon="sliders",
    columns=(
        Column(
            N_("Qué es"),
            Parameter.name,
            sample="Desde este monto se paga por banco, S/ (Ley 28194)",
        ),
        Column(N_("Rige desde"), Parameter.since, sample="01/01/2026"),
        Column(N_("Valor"), Parameter.value, sample="165,000.00", strong=True),
        Column(N_("Norma o acuerdo"), Parameter.source, sample="Acta de asamblea 12", rank=1),
    ),
    form={N_("Cuota o monto"): ("name", "since", "value", "source")},
    order=(Parameter.name, Parameter.since.desc()),
)
