"""Sessions of a consultation space: the call, who came, and whether they were enough.

While a session is open all of it can be put right. Once its acta is closed, what was done and
resolved stays as it was signed (triggers of 0006 keep it so); only how a resolution fares goes on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from peewee import Case, ForeignKeyField, IntegerField, fn

from models.changes import Refused, transaction
from models.council.forums import AGES, Actor, Delegate, Forum, delegates_on
from models.fields import ChoiceField, DayField, DniField, HourField, NameField, NoteField, folded
from models.language import N_, _
from models.people.members import SEXES
from models.record import Column, Record, RecordType, RulesBroken, State

FIRST, SECOND = "first", "second"
CALLS = ((FIRST, N_("Primera convocatoria")), (SECOND, N_("Segunda convocatoria")))
KINDS = (("ordinary", N_("Ordinaria")), ("extraordinary", N_("Extraordinaria")))
OPEN, CLOSED = "open", "closed"
SEALED = N_("El acta está cerrada.")  # also what the triggers answer
STATES = ((OPEN, N_("Por cerrar")), (CLOSED, N_("Acta cerrada")))


class Session(Record):
    """One meeting. `sealed` is the day its acta was closed; then `accredited` and `needed` keep how
    many actors there were and how many it took, as the acta states them."""

    forum = ForeignKeyField(Forum, on_delete="RESTRICT", verbose_name=N_("Espacio"), index=False)
    number = IntegerField(verbose_name=N_("N°"))
    kind = ChoiceField(verbose_name=N_("Sesión"), choices=KINDS, default="ordinary")
    day = DayField(verbose_name=N_("Fecha"))
    starts = HourField(verbose_name=N_("Empieza"), help_text=N_("9:30 o 14:30"))
    ends = HourField(
        verbose_name=N_("Termina"), null=True, help_text=N_("se pone al terminar la sesión")
    )
    venue = NameField(verbose_name=N_("Lugar y dirección"))
    call = ChoiceField(verbose_name=N_("Se reúne en"), choices=CALLS, default=FIRST)
    called_on = DayField(verbose_name=N_("Se convocó el"))
    means = NameField(
        verbose_name=N_("Cómo se convocó"), help_text=N_("oficio, radio, parlante, visita…")
    )
    chair = NameField(verbose_name=N_("Dirige la sesión"), default="")
    secretary = NameField(verbose_name=N_("Toma el acta"), default="")
    agenda = NoteField(verbose_name=N_("Agenda"), help_text=N_("un punto en cada línea"))
    remarks = NoteField(verbose_name=N_("Otros hechos"), default="")
    sealed = DayField(verbose_name=N_("Acta cerrada el"), null=True)
    accredited = IntegerField(verbose_name=N_("Actores acreditados"), null=True)
    needed = IntegerField(verbose_name=N_("Quórum"), null=True)
    reopened = NoteField(verbose_name=N_("Por qué se abrió de nuevo"), default="")
    forum_id: int
    presences: Any
    resolutions: Any

    class Meta:
        indexes = ((("forum", "number"), True),)

    def __str__(self) -> str:
        return _("Sesión {number} de {forum}").format(number=self.number, forum=self.forum)

    def searched(self) -> str:
        return f"{self.number} {self.day:%d/%m/%Y} {self.venue}"

    @property
    def points(self) -> list[str]:
        """The agenda, point by point."""
        return [one for one in str(self.agenda).splitlines() if one.strip()]

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield "called_on", self.called_on <= self.day, _("Se convocó después de la sesión.")
        yield (
            "ends",
            self.ends is None or self.ends > self.starts,
            _("Termina antes de empezar. Revise las dos horas."),
        )
        before = self.before()
        yield (
            "forum",
            before is None or before.forum_id == self.forum_id or not before.presences.exists(),
            _("Ya se anotó quién vino: el espacio no se cambia."),
        )

    def doubts(self) -> Iterator[tuple[str, bool, str]]:
        coming = self.day <= date.today() + timedelta(days=366)
        yield "day", coming, _("Falta más de un año. ¿Es correcta la fecha?")

    def save(self, force_insert: bool = False, only: Any = None, *, sure: bool = False) -> int:
        if self.__data__.get("forum") and not self.number:
            self.number = next_number(self.forum)
        return super().save(force_insert, only, sure=sure)


class Presence(Record):
    """Someone who came. Of a delegate the name, sex and age are as they were on that day; who comes
    without accreditation has a voice and no vote."""

    session = ForeignKeyField(
        Session, on_delete="RESTRICT", backref="presences", verbose_name=N_("Sesión"), index=False
    )
    delegate = ForeignKeyField(
        Delegate, null=True, on_delete="RESTRICT", verbose_name=N_("Representante")
    )
    actor = ForeignKeyField(Actor, null=True, on_delete="RESTRICT", verbose_name=N_("Representa a"))
    name = NameField(verbose_name=N_("Apellidos y nombres"))
    dni = DniField(verbose_name=N_("DNI"), null=True)
    sex = ChoiceField(verbose_name=N_("Sexo"), choices=SEXES)
    age = ChoiceField(verbose_name=N_("Edad"), choices=AGES)
    body = NameField(verbose_name=N_("De dónde viene"), default="")
    session_id: int
    delegate_id: int | None
    actor_id: int | None

    class Meta:
        indexes = ((("session", "delegate"), True),)

    def __str__(self) -> str:
        return str(self.name)

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield "name", self.session.sealed is None, _(SEALED)


# Questions ----------------------------------------------------------------------------------


def next_number(forum: Forum) -> int:
    query = Session.select(fn.MAX(Session.number)).where(Session.forum == forum)
    return (query.scalar() or 0) + 1


@dataclass(frozen=True)
class Turn:
    """One line of the attendance: who may speak for whom, and whether they came."""

    name: str
    body: str
    role: str  # «Titular», «Alterno», or «Sin voto»
    sex: str
    age: str
    delegate: Delegate | None
    presence: Presence | None


@dataclass(frozen=True)
class Quorum:
    """Actors accredited on the day, how many of them came, and how many it takes."""

    accredited: int
    present: int
    needed: int

    @property
    def reached(self) -> bool:
        return self.present >= self.needed


def roll_of(session: Session) -> list[Turn]:
    """Everyone who may come and everyone who came, by alphabet."""
    came = list(session.presences.order_by(Presence.found_by, Presence.id))
    by_delegate = {one.delegate_id: one for one in came if one.delegate_id}
    turns = [_of_delegate(one, by_delegate.pop(one.id, None)) for one in _may_come(session, came)]
    turns += [
        Turn(one.name, str(one.body), _("Sin voto"), one.sex, one.age, None, one)
        for one in came
        if one.delegate_id is None
    ]
    return sorted(turns, key=lambda one: folded(one.name))


def _may_come(session: Session, came: Sequence[Presence]) -> list[Delegate]:
    """The accredited of that day, and who came although the accreditation was changed since."""
    known = delegates_on(session.forum, session.day)
    missing = {one.delegate_id for one in came if one.delegate_id} - {one.id for one in known}
    others = Delegate.select(Delegate, Actor).join(Actor).where(Delegate.id.in_(list(missing)))
    return [*known, *others]


def _of_delegate(one: Delegate, presence: Presence | None) -> Turn:
    said = presence or one
    body = str(presence.body if presence is not None else one.actor)
    return Turn(said.name, body, one.text("role"), said.sex, said.age, one, presence)


def quorum_of(session: Session) -> Quorum:
    """As the acta states it once it is closed; until then of the accreditations of the day."""
    present = Presence.select(fn.COUNT(fn.DISTINCT(Presence.actor)))
    came = present.where(Presence.session == session).scalar() or 0
    if session.sealed is not None:
        return Quorum(session.accredited or 0, came, session.needed or 0)
    accredited = len({one.actor_id for one in delegates_on(session.forum, session.day)})
    forum = session.forum
    share = forum.first_pct if session.call == FIRST else forum.second_pct
    return Quorum(accredited, came, needed_of(accredited, share))


def needed_of(accredited: int, share: Decimal) -> int:
    """The first whole number above `share` per cent of the accredited actors; 1 at least."""
    return int((accredited * share / 100).to_integral_value(ROUND_FLOOR)) + 1


def sessions_of(forum: Forum) -> list[Session]:
    """The newest first."""
    return list(Session.select().where(Session.forum == forum).order_by(Session.number.desc()))


# Deeds --------------------------------------------------------------------------------------


@transaction()
def attend(session: Session, delegate: Delegate) -> Presence:
    """Write that a delegate came; refused of one who was not accredited on that day."""
    _check_unsealed(session)
    if delegate.id not in {one.id for one in delegates_on(session.forum, session.day)}:
        say = _("{name} no estaba acreditado el {day}.")
        raise Refused(say.format(name=delegate, day=session.text("day")))
    known = Presence.get_or_none(Presence.session == session, Presence.delegate == delegate)
    if known is not None:
        return known
    return Presence.create(
        session=session,
        delegate=delegate,
        actor=delegate.actor,
        name=delegate.name,
        dni=delegate.dni,
        sex=delegate.sex,
        age=delegate.age,
        body=str(delegate.actor),
    )


@transaction()
def take_away(presence: Presence) -> None:
    """Write that someone did not come after all."""
    _check_unsealed(presence.session)
    presence.remove()


def _check_unsealed(session: Session) -> None:
    if Session.select(Session.sealed).where(Session.id == session.id).scalar() is not None:
        raise Refused(_(SEALED))


@transaction()
def seal(session: Session, day: date) -> Session:
    """Close the acta: what it says stays. Refused while it lacks what SUNARP asks of it (domain 7.2)
    or resolves without quorum."""
    _check_unsealed(session)
    missing = {
        "ends": (session.ends, _("Falta la hora en que terminó.")),
        "chair": (session.chair, _("Falta quién dirigió la sesión.")),
        "secretary": (session.secretary, _("Falta quién tomó el acta.")),
    }
    if problems := {name: say for name, (value, say) in missing.items() if not value}:
        raise RulesBroken(problems)
    if day < session.day:
        raise Refused(_("Todavía no llega el día de la sesión."))
    quorum = quorum_of(session)
    if not quorum.present:
        raise Refused(_("Anote primero quién vino."))
    _check_resolutions(session, quorum)
    session.accredited, session.needed, session.sealed = quorum.accredited, quorum.needed, day
    session.save(sure=True)
    return session


def _check_resolutions(session: Session, quorum: Quorum) -> None:
    """Attendance may have been put right after the votes were counted."""
    for one in session.resolutions:
        if not quorum.reached:
            say = _("Sin quórum no hay acuerdos: vinieron {present} y se necesitan {needed}.")
            raise Refused(say.format(present=quorum.present, needed=quorum.needed))
        if one.votes > quorum.present:
            say = _("El acuerdo {number} suma {votes} votos y vinieron {present} actores.")
            raise Refused(say.format(number=one, votes=one.votes, present=quorum.present))


@transaction()
def reopen(session: Session, reason: str) -> Session:
    """Open a closed acta again to put it right; only of the newest session, and the reason stays."""
    if session.sealed is None:
        raise Refused(_("El acta no está cerrada."))
    if session.number != next_number(session.forum) - 1:
        raise Refused(_("Hay sesiones después. Lo que falte se acuerda en una nueva."))
    if not reason.strip():
        raise RulesBroken({"reason": _("Diga por qué se abre de nuevo.")})
    session.sealed = session.accredited = session.needed = None
    session.reopened = "\n".join(filter(None, (str(session.reopened), reason.strip())))
    session.save(sure=True)
    return session


_came = Presence.alias()
_attended = (
    _came.select(fn.NULLIF(fn.COUNT(_came.id), 0)).where(_came.session == Session.id).coerce(False)
)

SESSIONS = RecordType(
    Session,
    title=N_("Sesiones"),
    one=N_("sesión"),
    menu="council",
    icon="journal-text",
    columns=(
        Column(N_("N°"), Session.number, sample="123"),
        Column(N_("Fecha"), Session.day, sample="31/12/2026"),
        Column(N_("Espacio"), Forum.name, sample="Mesa de concertación", strong=True),
        Column(N_("Sesión"), Session.kind, sample="Extraordinaria", rank=2),
        Column(N_("Asistentes"), _attended, like=IntegerField(), sample="123", rank=1),
        Column(
            N_("Estado"),
            Case(None, [(Session.sealed.is_null(), OPEN)], CLOSED),
            like=ChoiceField(choices=STATES),
            sample="Acta cerrada",
            tones={OPEN: "warn", CLOSED: "good"},
        ),
    ),
    joins=(Session.forum,),
    search=(Session.forum,),
    form={
        N_("Sesión"): ("forum", "kind", "day", "starts", "ends", "venue"),
        N_("Convocatoria"): ("call", "called_on", "means", "agenda"),
        N_("Quién la lleva"): ("chair", "secretary", "remarks"),
    },
    order=(Session.day.desc(), Session.id.desc()),
    states=(
        State(N_("Por cerrar"), Session.sealed.is_null()),
        State(N_("Cerradas"), Session.sealed.is_null(False)),
    ),
)

PRESENCES = RecordType(
    Presence,
    title=N_("Asistentes"),
    one=N_("asistente"),
    menu="inside",
    icon="person-plus",
    columns=(
        Column(N_("Fecha"), Session.day, sample="31/12/2026"),
        Column(
            N_("Apellidos y nombres"), Presence.name, sample="Quispe Mamani, María", strong=True
        ),
        Column(N_("De dónde viene"), Presence.body, sample="Municipalidad de Pomacanchi"),
        Column(N_("Sexo"), Presence.sex, sample="Mujer", rank=1),
        Column(N_("Edad"), Presence.age, sample="De 30 a 59 años", rank=1),
    ),
    joins=(Presence.session,),
    form={N_("Invitado, con voz y sin voto"): ("name", "sex", "age", "body", "dni")},
    order=(Session.day.desc(), Presence.found_by),
)
