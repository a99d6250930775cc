"""Resolutions of a session: who voted how, who answers for them, by when, and how they fare."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from peewee import Case, ForeignKeyField, IntegerField, fn

from models.council.forums import Actor
from models.council.sessions import SEALED, Session, quorum_of
from models.fields import ChoiceField, DayField, NameField, NoteField
from models.language import N_, _
from models.plan.plans import Activity
from models.record import Column, Record, RecordType, State

PENDING, RUNNING, DONE, NOT_DONE, DROPPED = "pending", "running", "done", "not_done", "dropped"
STATES = (
    (PENDING, N_("Pendiente")),
    (RUNNING, N_("En proceso")),
    (DONE, N_("Cumplido")),
    (NOT_DONE, N_("No cumplido")),
    (DROPPED, N_("Sin efecto")),
)
TONES = {PENDING: "warn", RUNNING: "warn", DONE: "good", NOT_DONE: "danger", DROPPED: "soft"}
WAITING = (PENDING, RUNNING)
# Of a closed acta these go on being written.
FOLLOWED = ("state", "settled_on", "evidence", "activity")


class Resolution(Record):
    """One agreement of a session; the actors vote, one vote each."""

    session = ForeignKeyField(
        Session, on_delete="RESTRICT", backref="resolutions", verbose_name=N_("Sesión"), index=False
    )
    number = IntegerField(verbose_name=N_("N°"))
    wording = NoteField(verbose_name=N_("Se acuerda"))
    in_favour = IntegerField(verbose_name=N_("A favor"))
    against = IntegerField(verbose_name=N_("En contra"), default=0)
    abstained = IntegerField(verbose_name=N_("Abstenciones"), default=0)
    responsible = NameField(verbose_name=N_("Responsable"))
    actor = ForeignKeyField(
        Actor, null=True, on_delete="RESTRICT", verbose_name=N_("Actor responsable")
    )
    due = DayField(verbose_name=N_("Plazo"), null=True)
    state = ChoiceField(verbose_name=N_("Cómo va"), choices=STATES, default=PENDING)
    settled_on = DayField(verbose_name=N_("Se cumplió el"), null=True)
    evidence = NameField(
        verbose_name=N_("Prueba"), default="", help_text=N_("acta, foto, oficio: dónde está")
    )
    activity = ForeignKeyField(
        Activity, null=True, on_delete="RESTRICT", verbose_name=N_("Actividad del plan")
    )
    session_id: int
    activity_id: int | None

    class Meta:
        indexes = ((("session", "number"), True),)

    def __str__(self) -> str:
        return f"{self.session.number}-{self.number:02}"

    def searched(self) -> str:
        return f"{self} {self.wording} {self.responsible}"

    @property
    def votes(self) -> int:
        return int(self.in_favour + self.against + self.abstained)

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        for name in ("in_favour", "against", "abstained"):
            yield name, getattr(self, name) >= 0, _("No puede ser menor que cero.")
        if self._is_new_or_changed():
            yield "wording", self.session.sealed is None, _(SEALED)
            yield from self._voted()
        yield (
            "due",
            self.due is None or self.due >= self.session.day,
            _("El plazo vence antes de la sesión. Revise la fecha."),
        )
        done = self.state == DONE
        yield "settled_on", not done or self.settled_on is not None, _("Diga qué día se cumplió.")
        yield (
            "settled_on",
            self.settled_on is None or done,
            _("Tiene fecha de cumplido: ponga «Cumplido» o quite la fecha."),
        )
        yield (
            "settled_on",
            self.settled_on is None or self.settled_on >= self.session.day,
            _("Se cumplió antes de acordarse. Revise la fecha."),
        )

    def _is_new_or_changed(self) -> bool:
        before = self.before()
        followed = {self._meta.fields[name].name for name in FOLLOWED} | {"found_by", "uid", "id"}
        return before is None or any(
            before.__data__.get(name) != self.__data__.get(name)
            for name in self._meta.fields
            if name not in followed
        )

    def _voted(self) -> Iterator[tuple[str, bool, str]]:
        quorum = quorum_of(self.session)
        say = _("Sin quórum no hay acuerdos: vinieron {present} y se necesitan {needed}.")
        yield (
            "wording",
            quorum.reached,
            say.format(present=quorum.present, needed=quorum.needed),
        )
        say = _("Los votos suman {votes} y vinieron {present} actores.")
        yield (
            "in_favour",
            self.votes <= quorum.present,
            say.format(votes=self.votes, present=quorum.present),
        )

    def doubts(self) -> Iterator[tuple[str, bool, str]]:
        if not self._is_new_or_changed():
            return
        present = quorum_of(self.session).present
        say = _("No llega a más de la mitad de los {present} presentes. ¿Así se acordó?")
        yield "in_favour", self.in_favour * 2 > present, say.format(present=present)

    def save(self, force_insert: bool = False, only: Any = None, *, sure: bool = False) -> int:
        if self.__data__.get("session") and not self.number:
            self.number = next_number(self.session)
        return super().save(force_insert, only, sure=sure)


def next_number(session: Session) -> int:
    query = Resolution.select(fn.MAX(Resolution.number)).where(Resolution.session == session)
    return (query.scalar() or 0) + 1


def resolutions_of(session: Session) -> list[Resolution]:
    """In the order they were taken."""
    query = Resolution.select().where(Resolution.session == session)
    return list(query.order_by(Resolution.number))


def due_by(day: date) -> Sequence[Resolution]:
    """Waiting resolutions whose day has come, the oldest first."""
    query = Resolution.select(Resolution, Session).join(Session)
    query = query.where(Resolution.state.in_(WAITING), Resolution.due <= day)
    return list(query.order_by(Resolution.due, Resolution.id))


_overdue = Resolution.state.in_(WAITING) & (Resolution.due < fn.DATE("now", "localtime"))

RESOLUTIONS = RecordType(
    Resolution,
    title=N_("Acuerdos"),
    one=N_("acuerdo"),
    menu="council",
    icon="check2-square",
    columns=(
        Column(
            N_("N°"),
            fn.PRINTF("%d-%02d", Session.number, Resolution.number),
            like=Resolution.responsible,
            sample="12-34",
        ),
        Column(N_("Sesión"), Session.day, sample="31/12/2026", rank=2),
        Column(
            N_("Se acuerda"),
            Resolution.wording,
            sample="Cercar los manantes de Tocorani con postes",
            strong=True,
        ),
        Column(N_("Responsable"), Resolution.responsible, sample="Quispe Mamani, María", rank=1),
        Column(N_("Plazo"), Resolution.due, sample="31/12/2026"),
        Column(
            N_("Cómo va"),
            Case(None, [(_overdue, "late")], Resolution.state),
            like=ChoiceField(choices=(*STATES, ("late", N_("Vencido")))),
            sample="No cumplido",
            tones=TONES | {"late": "danger"},
        ),
    ),
    joins=(Resolution.session, Session.forum),
    search=(Resolution.activity,),
    form={
        N_("Acuerdo"): ("wording", "in_favour", "against", "abstained"),
        N_("Quién responde"): ("responsible", "actor", "due", "activity"),
        N_("Seguimiento"): ("state", "settled_on", "evidence"),
    },
    order=(Resolution.due.is_null(), Resolution.due, Resolution.id),
    states=(
        State(N_("Por cumplir"), Resolution.state.in_(WAITING)),
        State(N_("Vencidos"), _overdue),
        State(N_("Cumplidos"), Resolution.state == DONE),
    ),
)
