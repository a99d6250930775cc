"""Indicators: what is measured, from where it starts and where it should come to (domain 7.1).

The programme's indicators are of the territory: all associations of the file share them.
"""

from collections.abc import Iterator

from peewee import ForeignKeyField, IntegerField

from models.council.forums import AGES
from models.fields import ChoiceField, DayField, FactorField, NameField
from models.language import N_, _
from models.people.members import SEXES
from models.places import Community, Watershed
from models.record import Column, Record, RecordType

BY_HAND = "hand"
# What each is worked out from stands in models/indicators/questions.py, by the same name.
FORMULAS = (
    (BY_HAND, N_("Se escribe a mano")),
    ("members", N_("Socios activos")),
    ("women", N_("Mujeres entre los socios activos, %")),
    ("young", N_("Jóvenes entre los socios activos, %")),
    ("delivered", N_("Kilos entregados a la asociación")),
    ("sold", N_("Kilos vendidos juntos")),
    ("sales", N_("Ventas de las asociaciones, S/")),
    ("better_price", N_("Ganado sobre el precio local, S/")),
    ("income", N_("Ingreso por familia, promedio S/")),
    ("income_median", N_("Ingreso por familia, mediana S/")),
    ("hdds", N_("Grupos de comida (HDDS), promedio")),
    ("mahfp", N_("Meses con comida (MAHFP), promedio")),
    ("harvested", N_("Kilos cosechados")),
    ("own_use", N_("Cosecha para comer en casa, %")),
    ("loss", N_("Cosecha perdida, %")),
    ("crops", N_("Productos distintos por familia, promedio")),
    ("native", N_("Variedades nativas por familia, promedio")),
    ("land", N_("Parcelas de socios, ha")),
    ("cared_land", N_("Parcelas con 3 prácticas o más, ha")),
    ("sessions", N_("Sesiones de concertación")),
    ("women_attending", N_("Mujeres en las sesiones, %")),
    ("fulfilled", N_("Acuerdos cumplidos, %")),
    ("plan_done", N_("Avance del plan, %")),
    ("plan_spent", N_("Gastado en el plan, S/")),
)


class Indicator(Record):
    """One figure to follow; of a watershed, or of all of the file."""

    name = NameField(verbose_name=N_("Indicador"))
    english = NameField(
        verbose_name=N_("En inglés"), default="", help_text=N_("para el informe a donantes")
    )
    formula = ChoiceField(verbose_name=N_("De dónde sale"), choices=FORMULAS)
    unit = NameField(verbose_name=N_("Unidad"), default="", help_text=N_("%, kg, S/, familias…"))
    watershed = ForeignKeyField(
        Watershed,
        null=True,
        on_delete="RESTRICT",
        verbose_name=N_("Cuenca"),
        help_text=N_("vacío: todas"),
    )
    baseline = FactorField(verbose_name=N_("Línea de base"), null=True)
    baseline_day = DayField(verbose_name=N_("Medida el"), null=True)
    target = FactorField(verbose_name=N_("Meta"), null=True)
    target_day = DayField(verbose_name=N_("Para el"), null=True)
    watershed_id: int | None

    def __str__(self) -> str:
        return str(self.name)

    def searched(self) -> str:
        return f"{self.name} {self.english}"

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        both = _("Ponga el valor y la fecha, los dos.")
        for value, day in (("baseline", "baseline_day"), ("target", "target_day")):
            yield day, (getattr(self, value) is None) == (getattr(self, day) is None), both


class IndicatorValue(Record):
    """A figure typed by hand for a day: of all, or of one part of the people."""

    indicator = ForeignKeyField(
        Indicator, on_delete="RESTRICT", verbose_name=N_("Indicador"), index=False
    )
    day = DayField(verbose_name=N_("Fecha"))
    value = FactorField(verbose_name=N_("Valor"))
    sex = ChoiceField(verbose_name=N_("Solo de"), choices=SEXES, null=True)
    age = ChoiceField(verbose_name=N_("Solo de la edad"), choices=AGES, null=True)
    community = ForeignKeyField(
        Community, null=True, on_delete="RESTRICT", verbose_name=N_("Solo de la comunidad")
    )
    people = IntegerField(
        verbose_name=N_("De cuántas personas"), null=True, help_text=N_("si son personas")
    )
    source = NameField(verbose_name=N_("De dónde sale"), default="")
    indicator_id: int
    community_id: int | None

    class Meta:
        indexes = ((("indicator", "day"), False),)

    def __str__(self) -> str:
        return f"{self.indicator}, {self.text('day')}"

    def searched(self) -> str:
        return f"{self.text('day')} {self.source}"

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield (
            "indicator",
            self.indicator.formula == BY_HAND,
            _("Este indicador se calcula solo de lo registrado."),
        )


INDICATORS = RecordType(
    Indicator,
    title=N_("Indicadores"),
    one=N_("indicador"),
    menu="council",
    icon="speedometer2",
    columns=(
        Column(
            N_("Indicador"), Indicator.name, sample="Mujeres entre los socios activos", strong=True
        ),
        Column(N_("Cuenca"), Watershed.name, sample="Pomacanchi", rank=2),
        Column(N_("Línea de base"), Indicator.baseline, sample="1,234.5"),
        Column(N_("Meta"), Indicator.target, sample="1,234.5"),
        Column(N_("Unidad"), Indicator.unit, sample="familias", rank=1),
    ),
    joins=(Indicator.watershed,),
    form={
        N_("Qué se mide"): ("name", "english", "formula", "unit", "watershed"),
        N_("De dónde parte y a dónde va"): (
            *("baseline", "baseline_day"),
            *("target", "target_day"),
        ),
    },
    order=(Indicator.found_by,),
)
INDICATOR_VALUES = RecordType(
    IndicatorValue,
    title=N_("Valores escritos a mano"),
    one=N_("valor"),
    menu="inside",
    icon="pencil-square",
    columns=(
        Column(N_("Fecha"), IndicatorValue.day, sample="31/12/2026"),
        Column(N_("Indicador"), Indicator.name, sample="Familias con riego", strong=True),
        Column(N_("Valor"), IndicatorValue.value, sample="1,234.5"),
        Column(N_("Solo de"), IndicatorValue.sex, sample="Mujer", rank=1),
        Column(N_("De dónde sale"), IndicatorValue.source, sample="Encuesta", rank=2),
    ),
    joins=(IndicatorValue.indicator,),
    search=(IndicatorValue.indicator,),
    form={
        N_("Valor"): ("indicator", "day", "value", "source"),
        N_("Si es solo de una parte"): ("sex", "age", "community", "people"),
    },
    order=(IndicatorValue.day.desc(), IndicatorValue.id.desc()),
)
