"""Consultation spaces: who sits at the table of a watershed, and in whose name (domain 7.2).

A space belongs to the territory and not to one association: the municipality, the communities and
several associations sit at the same table, so all the books of a file share it, as they share
watersheds and communities.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from peewee import Expression, ForeignKeyField

from models.fields import ChoiceField, DayField, DniField, NameField, PercentField, PhoneField
from models.language import N_, _
from models.people.members import SEXES
from models.places import Community, District, Watershed
from models.record import Column, Record, RecordType, State

KINDS = (
    ("producers", N_("Asociación de productores")),
    ("community", N_("Comunidad campesina")),
    ("women", N_("Organización de mujeres")),
    ("youth", N_("Organización de jóvenes")),
    ("water", N_("Usuarios de agua o JASS")),
    ("municipality", N_("Municipalidad")),
    ("state", N_("Entidad del Estado")),
    ("education", N_("Institución educativa")),
    ("health", N_("Establecimiento de salud")),
    ("ngo", N_("ONG o programa")),
    ("company", N_("Empresa o comprador")),
    ("guild", N_("Gremio o federación")),
    ("church", N_("Iglesia")),
    ("other", N_("Otro")),
)
ROLES = (("titular", N_("Titular")), ("alternate", N_("Alterno")))
# Of whom no birth date is asked: what a table needs to know of its people is no more than this.
YOUNG, GROWN, OLD = "young", "grown", "old"
AGES = ((YOUNG, N_("Hasta 29 años")), (GROWN, N_("De 30 a 59 años")), (OLD, N_("De 60 a más años")))


class Forum(Record):
    """A consultation space. A session needs more than so many per cent of its accredited actors."""

    name = NameField(verbose_name=N_("Espacio de concertación"), unique=True)
    watershed = ForeignKeyField(
        Watershed, null=True, on_delete="RESTRICT", verbose_name=N_("Cuenca")
    )
    district = ForeignKeyField(
        District, null=True, on_delete="RESTRICT", verbose_name=N_("Distrito")
    )
    begun = DayField(verbose_name=N_("Se instaló el"), null=True)
    deed = NameField(verbose_name=N_("Acta o norma de creación"), default="")
    first_pct = PercentField(
        verbose_name=N_("Quórum, primera convocatoria"),
        default=Decimal(50),
        help_text=N_("porcentaje de los acreditados que hay que pasar"),
    )
    second_pct = PercentField(
        verbose_name=N_("Quórum, segunda convocatoria"),
        default=Decimal(0),
        help_text=N_("0 si vale con los que vengan"),
    )

    def __str__(self) -> str:
        return str(self.name)

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        for name in ("first_pct", "second_pct"):
            share = getattr(self, name)
            yield name, 0 <= share < 100, _("Escriba un porcentaje menor que 100.")


class Actor(Record):
    """Whoever takes part in the life of the territory: an organisation, an office, a firm."""

    name = NameField(verbose_name=N_("Actor"), unique=True)
    kind = ChoiceField(verbose_name=N_("Qué es"), choices=KINDS)
    district = ForeignKeyField(
        District, null=True, on_delete="RESTRICT", verbose_name=N_("Distrito")
    )
    community = ForeignKeyField(
        Community, null=True, on_delete="RESTRICT", verbose_name=N_("Comunidad")
    )
    registry = NameField(verbose_name=N_("Partida o resolución"), default="")
    phone = PhoneField(verbose_name=N_("Celular"), null=True)

    def __str__(self) -> str:
        return str(self.name)


class Delegate(Record):
    """Who speaks for an actor in a space, both days included; without an end while it lasts."""

    forum = ForeignKeyField(Forum, on_delete="RESTRICT", verbose_name=N_("Espacio"))
    actor = ForeignKeyField(
        Actor, on_delete="RESTRICT", verbose_name=N_("Representa a"), backref="delegates"
    )
    name = NameField(verbose_name=N_("Apellidos y nombres"))
    dni = DniField(verbose_name=N_("DNI"), null=True)
    sex = ChoiceField(verbose_name=N_("Sexo"), choices=SEXES)
    age = ChoiceField(verbose_name=N_("Edad"), choices=AGES)
    role = ChoiceField(verbose_name=N_("Va como"), choices=ROLES, default="titular")
    document = NameField(verbose_name=N_("Documento que lo acredita"), default="")
    since = DayField(verbose_name=N_("Acreditado desde"))
    until = DayField(verbose_name=N_("Hasta"), null=True)
    phone = PhoneField(verbose_name=N_("Celular"), null=True)
    forum_id: int
    actor_id: int

    def __str__(self) -> str:
        return str(self.name)

    def searched(self) -> str:
        return f"{self.name} {self.dni or ''}"

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield (
            "until",
            self.until is None or self.until >= self.since,
            _("La acreditación termina antes de empezar. Revise las dos fechas."),
        )

    def doubts(self) -> Iterator[tuple[str, bool, str]]:
        say = _("¿Sin documento que lo acredite? Se puede poner después.")
        yield "document", bool(self.document), say


def accredited_on(day: date) -> Expression:
    """Condition: the accreditation of a delegate holds on that day."""
    return (Delegate.since <= day) & (Delegate.until.is_null() | (Delegate.until >= day))


def delegates_on(forum: Forum, day: date) -> list[Delegate]:
    """Who may speak in that space on that day, by alphabet."""
    query = (
        Delegate.select(Delegate, Actor)
        .join(Actor)
        .where(Delegate.forum == forum, accredited_on(day))
    )
    return list(query.order_by(Delegate.found_by, Delegate.id))


FORUMS = RecordType(
    Forum,
    title=N_("Espacios de concertación"),
    one=N_("espacio"),
    menu="council",
    icon="chat-square-text",
    columns=(
        Column(N_("Espacio"), Forum.name, sample="Mesa de concertación de la laguna", strong=True),
        Column(N_("Cuenca"), Watershed.name, sample="Pomacanchi"),
        Column(N_("Se instaló el"), Forum.begun, sample="31/12/2026", rank=1),
    ),
    joins=(Forum.watershed,),
    search=(Forum.watershed,),
    form={
        N_("Espacio"): ("name", "watershed", "district", "begun", "deed"),
        N_("Cuántos hacen quórum"): ("first_pct", "second_pct"),
    },
    order=(Forum.found_by,),
)

ACTORS = RecordType(
    Actor,
    title=N_("Actores"),
    one=N_("actor"),
    menu="council",
    icon="diagram-3",
    columns=(
        Column(N_("Actor"), Actor.name, sample="Municipalidad Distrital de Pomac", strong=True),
        Column(N_("Qué es"), Actor.kind, sample="Asociación de productores"),
        Column(N_("Distrito"), District.name, sample="San Pedro de Cachora", rank=1),
        Column(N_("Comunidad"), Community.name, sample="Santa Lucía", rank=2),
    ),
    joins=(Actor.district, Actor.community),
    search=(Actor.district, Actor.community),
    form={
        N_("Actor"): ("name", "kind", "district", "community"),
        N_("Otros datos"): ("registry", "phone"),
    },
    order=(Actor.found_by,),
)

DELEGATES = RecordType(
    Delegate,
    title=N_("Representantes"),
    one=N_("representante"),
    menu="council",
    icon="person-check",
    columns=(
        Column(
            N_("Apellidos y nombres"), Delegate.name, sample="Quispe Mamani, María", strong=True
        ),
        Column(N_("Representa a"), Actor.name, sample="Municipalidad de Pomacanchi"),
        Column(N_("Va como"), Delegate.role, sample="Titular"),
        Column(N_("Espacio"), Forum.name, sample="Mesa de Pomacanchi", rank=3),
        Column(N_("Desde"), Delegate.since, sample="31/12/2026", rank=1),
        Column(N_("Hasta"), Delegate.until, sample="31/12/2026", rank=1),
    ),
    joins=(Delegate.actor, Delegate.forum),
    search=(Delegate.actor, Delegate.forum),
    form={
        N_("Quién es"): ("name", "dni", "sex", "age", "phone"),
        N_("A quién representa"): ("forum", "actor", "role", "document", "since", "until"),
    },
    order=(Delegate.found_by,),
    states=(
        State(N_("Titulares"), Delegate.role == "titular"),
        State(N_("Alternos"), Delegate.role == "alternate"),
    ),
)
