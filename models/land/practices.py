"""Practices that keep the soil, verified on the plot: which, on how much land, when, by whom."""

from collections.abc import Iterator
from datetime import date

from peewee import ForeignKeyField, IntegerField

from models.associations import Association
from models.fields import ChoiceField, DayField, HectaresField, NameField, NoteField
from models.language import N_, _
from models.people.members import Member
from models.produce.plots import Plot
from models.record import Column, Record, RecordType, State

# Domain 8.
PRACTICES = (
    ("rotation", N_("Rotación o descanso")),
    ("mixed_crops", N_("Asociación de cultivos")),
    ("manure", N_("Abono orgánico")),
    ("green_manure", N_("Abono verde")),
    ("low_tillage", N_("Labranza mínima")),
    ("terraces", N_("Andenes rehabilitados")),
    ("infiltration", N_("Zanjas de infiltración")),
    ("water_harvest", N_("Cosecha de agua")),
    ("efficient_irrigation", N_("Riego tecnificado")),
    ("agroforestry", N_("Cercos vivos o árboles")),
    ("native_seed", N_("Semilla nativa conservada")),
    ("pest_care", N_("Plagas sin agroquímicos")),
    ("no_burning", N_("Sin quema")),
    ("pasture", N_("Manejo de praderas")),
    ("containers", N_("Manejo de envases")),
    ("garden", N_("Biohuerto familiar")),
    ("mixed_pasture", N_("Pastos asociados")),
)
DEGREES = (("whole", N_("Sí")), ("partial", N_("En parte")))


class Practice(Record):
    """One practice seen on a plot on a day, with who saw it. Without an area it is the whole plot."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    plot = ForeignKeyField(
        Plot, verbose_name=N_("Parcela"), on_delete="RESTRICT", backref="practices"
    )
    practice = ChoiceField(verbose_name=N_("Práctica"), choices=PRACTICES)
    degree = ChoiceField(verbose_name=N_("Se hace"), choices=DEGREES, default="whole")
    area = HectaresField(verbose_name=N_("Área con la práctica (ha)"), null=True)
    varieties = IntegerField(verbose_name=N_("Variedades conservadas"), null=True)
    day = DayField(verbose_name=N_("Se verificó el"))
    verifier = NameField(verbose_name=N_("Quién verificó"))
    evidence = NoteField(verbose_name=N_("Evidencia"), default="")
    plot_id: int

    class Meta:
        indexes = ((("association", "day"), False),)

    def __str__(self) -> str:
        return f"{self.text('practice')}, {self.plot}"

    def searched(self) -> str:
        return f"{self.text('practice')} {self.verifier}"

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield "area", self.area is None or self.area > 0, _("Debe ser mayor que cero.")
        yield (
            "area",
            self.area is None or self.area <= self.plot.area,
            _("La parcela {plot} tiene {area} ha; la práctica no puede tener más.").format(
                plot=self.plot, area=self.plot.text("area")
            ),
        )
        count = self.varieties
        yield "varieties", count is None or 0 < count < 1000, _("Escriba cuántas son.")

    def doubts(self) -> Iterator[tuple[str, bool, str]]:
        yield "day", self.day <= date.today(), _("Esa fecha todavía no llega. ¿Es correcta?")


VERIFIED = RecordType(
    Practice,
    title=N_("Prácticas"),
    one=N_("práctica"),
    menu="land",
    icon="shield-check",
    columns=(
        Column(N_("Se verificó el"), Practice.day, sample="31/12/2026"),
        Column(N_("Parcela"), Plot.code, sample="P123", strong=True),
        Column(N_("Socio"), Member.name, sample="Quispe Mamani, María Asunción", rank=2),
        Column(N_("Práctica"), Practice.practice, sample="Semilla nativa conservada"),
        Column(N_("Se hace"), Practice.degree, sample="En parte", rank=3),
        Column(N_("Quién verificó"), Practice.verifier, sample="Ccori Puma, Rosa", rank=1),
    ),
    joins=(Practice.plot, Plot.member),
    search=(Practice.plot,),
    form={
        N_("Práctica"): ("plot", "practice", "degree", "area", "varieties"),
        N_("Cómo se sabe"): ("day", "verifier", "evidence"),
    },
    order=(Practice.day.desc(), Practice.id.desc()),
    states=(State(N_("En parte"), Practice.degree == "partial"),),
)
