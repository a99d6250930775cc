"""A local development plan: vision, axes, objectives and activities (domain 7.2).

It is what the actors of a space agreed, smaller than the municipality's own plan (PDLC), and never
called so. What stands here is the plan as it is being written; an approved version is kept by itself.
"""

from collections.abc import Iterator
from typing import Any

from peewee import ForeignKeyField, IntegerField, fn

from models.council.forums import Actor, Forum
from models.fields import ChoiceField, DayField, NameField, NoteField, QuantityField, SolesField
from models.indicators.records import Indicator
from models.language import N_, _
from models.record import Column, Record, RecordType

SOURCES = (
    ("association", N_("Asociaciones")),
    ("families", N_("Familias y faenas")),
    ("community", N_("Comunidades")),
    ("municipality", N_("Municipalidad")),
    ("state", N_("Estado")),
    ("ngo", N_("ONG o programa")),
    ("company", N_("Empresa")),
    ("other", N_("Otra fuente")),
)


class Plan(Record):
    """The plan of one space for some years, both days included."""

    forum = ForeignKeyField(Forum, on_delete="RESTRICT", verbose_name=N_("Espacio"))
    name = NameField(verbose_name=N_("Plan"))
    since = DayField(verbose_name=N_("Desde"))
    until = DayField(verbose_name=N_("Hasta"))
    vision = NoteField(verbose_name=N_("Visión"))
    forum_id: int

    def __str__(self) -> str:
        return str(self.name)

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield (
            "until",
            self.until > self.since,
            _("El plan termina antes de empezar. Revise las dos fechas."),
        )


class _Placed(Record):
    """A part of a plan with its number under the part above it."""

    above = ""  # the field that says which
    place: Any

    def save(self, force_insert: bool = False, only: Any = None, *, sure: bool = False) -> int:
        above = self.__data__.get(self.above)
        if above is not None and not self.place:
            fields = type(self)._meta.fields
            last = type(self).select(fn.MAX(fields["place"])).where(fields[self.above] == above)
            self.place = (last.scalar() or 0) + 1
        return super().save(force_insert, only, sure=sure)


class Axis(_Placed):
    above = "plan"
    plan = ForeignKeyField(Plan, on_delete="RESTRICT", verbose_name=N_("Plan"), backref="axes")
    place = IntegerField(verbose_name=N_("N°"))
    name = NameField(verbose_name=N_("Eje"))
    plan_id: int

    def __str__(self) -> str:
        return str(self.name)


class Objective(_Placed):
    above = "axis"
    axis = ForeignKeyField(Axis, on_delete="RESTRICT", verbose_name=N_("Eje"))
    place = IntegerField(verbose_name=N_("N°"))
    name = NameField(verbose_name=N_("Objetivo"))
    axis_id: int

    def __str__(self) -> str:
        return str(self.name)


class Activity(_Placed):
    """What will be done, by whom, and how much of it: `goal`, counted in `unit`."""

    above = "objective"
    objective = ForeignKeyField(Objective, on_delete="RESTRICT", verbose_name=N_("Objetivo"))
    place = IntegerField(verbose_name=N_("N°"))
    name = NameField(verbose_name=N_("Actividad"))
    responsible = NameField(verbose_name=N_("Responsable"))
    actor = ForeignKeyField(
        Actor, null=True, on_delete="RESTRICT", verbose_name=N_("Actor responsable")
    )
    allies = NameField(verbose_name=N_("Aliados"), default="")
    since = DayField(verbose_name=N_("Empieza"))
    until = DayField(verbose_name=N_("Termina"))
    goal = QuantityField(verbose_name=N_("Meta"))
    unit = NameField(verbose_name=N_("Se cuenta en"), help_text=N_("ha, familias, talleres…"))
    indicator = ForeignKeyField(
        Indicator, null=True, on_delete="RESTRICT", verbose_name=N_("Indicador")
    )
    objective_id: int

    def __str__(self) -> str:
        return str(self.name)

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield "goal", self.goal > 0, _("La meta debe ser mayor que cero.")
        yield (
            "until",
            self.until >= self.since,
            _("Termina antes de empezar. Revise las dos fechas."),
        )

    def doubts(self) -> Iterator[tuple[str, bool, str]]:
        plan = self.objective.axis.plan
        within = plan.since <= self.since and self.until <= plan.until
        say = _("El plan va del {since} al {until}. ¿Es correcto?")
        yield "until", within, say.format(since=plan.text("since"), until=plan.text("until"))


class PlannedMoney(Record):
    """What one source gives for an activity in one year, S/."""

    activity = ForeignKeyField(
        Activity, on_delete="RESTRICT", verbose_name=N_("Actividad"), index=False
    )
    year = IntegerField(verbose_name=N_("Año"))
    source = ChoiceField(verbose_name=N_("Quién lo pone"), choices=SOURCES)
    amount = SolesField(verbose_name=N_("Monto S/"))
    activity_id: int

    class Meta:
        indexes = ((("activity", "year", "source"), True),)

    def __str__(self) -> str:
        return f"{self.activity}, {self.year}, {self.text('source')}"

    def searched(self) -> str:
        return f"{self.year} {self.text('source')}"

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield "amount", self.amount > 0, _("El monto debe ser mayor que cero.")
        plan = self.activity.objective.axis.plan
        within = plan.since.year <= self.year <= plan.until.year
        say = _("El plan va de {since} a {until}.")
        yield "year", within, say.format(since=plan.since.year, until=plan.until.year)
        same = PlannedMoney.get_or_none(
            PlannedMoney.activity == self.activity,
            PlannedMoney.year == self.year,
            PlannedMoney.source == self.source,
            PlannedMoney.id != (self.id or 0),
        )
        yield "source", same is None, _("Ya está lo que pone en ese año. Ábralo y cámbielo.")


class Progress(Record):
    """What was done of an activity on a day, in its unit; all of them add up."""

    activity = ForeignKeyField(
        Activity, on_delete="RESTRICT", verbose_name=N_("Actividad"), index=False
    )
    day = DayField(verbose_name=N_("Fecha"))
    done = QuantityField(verbose_name=N_("Se hizo"))
    note = NameField(verbose_name=N_("Qué se hizo"), default="")
    evidence = NameField(
        verbose_name=N_("Prueba"), default="", help_text=N_("acta, foto, lista: dónde está")
    )
    activity_id: int

    class Meta:
        indexes = ((("activity", "day"), False),)

    def __str__(self) -> str:
        return f"{self.text('done')} {self.activity.unit}, {self.text('day')}"

    def searched(self) -> str:
        return f"{self.text('day')} {self.note}"

    def hints(self) -> dict[str, str]:
        return {"done": str(self.activity.unit)} if self.__data__.get("activity") else {}

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield "done", self.done > 0, _("Escriba cuánto se hizo.")


PLANS = RecordType(
    Plan,
    title=N_("Planes de desarrollo"),
    one=N_("plan"),
    menu="council",
    icon="signpost-split",
    columns=(
        Column(N_("Plan"), Plan.name, sample="Plan de desarrollo local sostenible", strong=True),
        Column(N_("Espacio"), Forum.name, sample="Mesa de concertación", rank=1),
        Column(N_("Desde"), Plan.since, sample="31/12/2026"),
        Column(N_("Hasta"), Plan.until, sample="31/12/2026"),
    ),
    joins=(Plan.forum,),
    search=(Plan.forum,),
    form={N_("Plan"): ("name", "forum", "since", "until", "vision")},
    order=(Plan.since.desc(),),
)
AXES = RecordType(
    Axis,
    title=N_("Ejes"),
    one=N_("eje"),
    menu="inside",
    icon="signpost",
    columns=(
        Column(N_("N°"), Axis.place, sample="12"),
        Column(N_("Eje"), Axis.name, sample="Uso sostenible del suelo y del agua", strong=True),
        Column(N_("Plan"), Plan.name, sample="Plan de desarrollo local"),
    ),
    joins=(Axis.plan,),
    form={N_("Eje"): ("place", "name")},
    order=(Axis.plan, Axis.place),
)
OBJECTIVES = RecordType(
    Objective,
    title=N_("Objetivos"),
    one=N_("objetivo"),
    menu="inside",
    icon="bullseye",
    columns=(
        Column(N_("N°"), Objective.place, sample="12"),
        Column(N_("Objetivo"), Objective.name, sample="Recuperar andenes y manantes", strong=True),
        Column(N_("Eje"), Axis.name, sample="Uso sostenible del suelo"),
    ),
    joins=(Objective.axis,),
    form={N_("Objetivo"): ("axis", "place", "name")},
    order=(Objective.axis, Objective.place),
)
ACTIVITIES = RecordType(
    Activity,
    title=N_("Actividades"),
    one=N_("actividad"),
    menu="inside",
    icon="list-check",
    columns=(
        Column(N_("N°"), Activity.place, sample="12"),
        Column(N_("Actividad"), Activity.name, sample="Rehabilitar andenes en desuso", strong=True),
        Column(N_("Responsable"), Activity.responsible, sample="Quispe Mamani, María", rank=1),
        Column(N_("Empieza"), Activity.since, sample="31/12/2026", rank=2),
        Column(N_("Termina"), Activity.until, sample="31/12/2026"),
        Column(N_("Meta"), Activity.goal, sample="1,234.0"),
        Column(N_("Se cuenta en"), Activity.unit, sample="familias"),
    ),
    joins=(Activity.objective,),
    form={
        N_("Actividad"): ("objective", "place", "name", "since", "until", "goal", "unit"),
        N_("Quién la hace"): ("responsible", "actor", "allies", "indicator"),
    },
    order=(Activity.objective, Activity.place),
)
PLANNED_MONEY = RecordType(
    PlannedMoney,
    title=N_("Presupuesto del plan"),
    one=N_("monto"),
    menu="inside",
    icon="piggy-bank",
    columns=(
        Column(N_("Actividad"), Activity.name, sample="Rehabilitar andenes", strong=True),
        Column(N_("Año"), PlannedMoney.year, sample="2026"),
        Column(N_("Quién lo pone"), PlannedMoney.source, sample="Familias y faenas"),
        Column(N_("Monto S/"), PlannedMoney.amount, sample="12,345.00", total=True),
    ),
    joins=(PlannedMoney.activity,),
    search=(PlannedMoney.activity,),
    form={N_("Presupuesto"): ("activity", "year", "source", "amount")},
    order=(PlannedMoney.activity, PlannedMoney.year),
)
PROGRESS = RecordType(
    Progress,
    title=N_("Avances del plan"),
    one=N_("avance"),
    menu="inside",
    icon="graph-up-arrow",
    columns=(
        Column(N_("Fecha"), Progress.day, sample="31/12/2026"),
        Column(N_("Actividad"), Activity.name, sample="Rehabilitar andenes", strong=True),
        Column(N_("Se hizo"), Progress.done, sample="1,234.0"),
        Column(N_("Qué se hizo"), Progress.note, sample="Faena de la comunidad", rank=1),
        Column(N_("Prueba"), Progress.evidence, sample="Acta de faena", rank=2),
    ),
    joins=(Progress.activity,),
    search=(Progress.activity,),
    form={N_("Avance"): ("activity", "day", "done", "note", "evidence")},
    order=(Progress.day.desc(), Progress.id.desc()),
)
