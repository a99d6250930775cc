"""Communal work days (faenas): who came, who owes the day, and the fine of who did not (domain 1.5).

Attendance is marked once for each member. Who owes the day works it later, or is fined: one paper
CG charges the fine to all who owe. If that paper is voided, they owe the day again.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import JOIN, ForeignKeyField, IntegerField, fn

from models.associations import Association
from models.changes import Refused, note, transaction
from models.documents import VALID, Document, Paper
from models.fields import ChoiceField, DayField, NameField, SolesField
from models.language import N_, _, in_spanish
from models.months import check_open
from models.people.charges import FINE, Charge, charge
from models.people.members import Member, active_on
from models.record import Column, Record, RecordType, RulesBroken, insert_all, rows
from models.reversals import reversed_papers

CAME, SENT, EXCUSED, OWES = "came", "sent", "excused", "owes"
FINED, MADE_UP = "fined", "made_up"
MARKS = (
    (CAME, N_("Vino")),
    (SENT, N_("Mandó a otra persona")),
    (EXCUSED, N_("Con permiso")),
    (OWES, N_("Debe el día")),
)
# What became of a day that was owed is never marked by hand.
STATES = (*MARKS, (FINED, N_("Con multa")), (MADE_UP, N_("Repuso el día")))


class Workday(Record):
    """A day of communal work, and what absence costs, S/ (zero where it is made up in work)."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    day = DayField(verbose_name=N_("Fecha"), default=date.today)
    title = NameField(verbose_name=N_("Faena"))
    fine = SolesField(
        verbose_name=N_("Multa S/"),
        default=Decimal(0),
        help_text=N_("por persona; 0 si se repone con trabajo"),
    )
    association_id: int
    attendances: Any

    class Meta:
        indexes = ((("association", "day"), False),)

    def __str__(self) -> str:
        return str(self.title)

    def searched(self) -> str:
        return str(self.title)

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield "fine", self.fine >= 0, _("La multa no puede ser menor que cero.")
        before = self.before()
        if before is None or (before.day, before.fine) == (self.day, self.fine):
            return
        states = {one.state for one in roll_of(before)}
        fined = _("Esta faena ya tiene multas. Anule primero ese cargo.")
        yield "day", FINED not in states or before.day == self.day, fined
        yield "fine", FINED not in states or before.fine == self.fine, fined
        made_up = _("Alguien ya repuso el día. Quite primero esa anotación.")
        yield "day", MADE_UP not in states or before.day == self.day, made_up


class Attendance(Record):
    """What one member did on a work day. `made_up` is the day on which a day owed was worked."""

    workday = ForeignKeyField(Workday, on_delete="RESTRICT", backref="attendances", index=False)
    member = ForeignKeyField(Member, on_delete="RESTRICT")
    state = ChoiceField(choices=MARKS)
    made_up = DayField(null=True)
    charge = ForeignKeyField(Charge, null=True, on_delete="RESTRICT")
    workday_id: int
    member_id: int
    charge_id: int | None

    class Meta:
        indexes = ((("workday", "member"), True),)

    def searched(self) -> str:
        return ""  # nobody looks for one by itself


# Questions ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Turn:
    """One member of the list of a work day; `state` is "" while nothing is marked."""

    member: Member
    state: str
    attendance: Attendance | None


def roll_of(workday: Workday) -> list[Turn]:
    """Everyone who was a member on that day, or is marked, by the padrón."""
    fines = {key for (key,) in rows(_fines())}
    marked = {one.member_id: one for one in workday.attendances}
    members = Member.select().where(
        Member.association == workday.association_id,
        active_on(workday.day) | Member.id.in_(list(marked)),
    )
    return [
        Turn(one, _state(marked[one.id], fines) if one.id in marked else "", marked.get(one.id))
        for one in members.order_by(Member.place)
    ]


def _fines(until: date = date.max) -> Any:
    """Keys of the fines of work days that count: neither void, nor reversed by that day."""
    return Document.select(Document.id).where(
        Document.id.in_(Attendance.select(Attendance.charge).where(~Attendance.charge.is_null())),
        Document.state == VALID,
        Document.id.not_in(reversed_papers(until)),
    )


def _state(one: Attendance, fines: Container[int]) -> str:
    """What became of it: one of STATES."""
    if one.state == OWES and one.made_up is not None:
        return MADE_UP
    if one.state == OWES and one.charge_id in fines:
        return FINED
    return str(one.state)


def counts_in(turns: Sequence[Turn]) -> Counter[str]:
    """State (or "" for not marked) -> how many members."""
    return Counter(one.state for one in turns)


def fine_of(workday: Workday, turns: Sequence[Turn]) -> tuple[int, Decimal]:
    """How many owe the day, and what their fines come to, S/."""
    count = counts_in(turns)[OWES]
    return count, count * workday.fine


def days_owed(association: Association, until: date) -> dict[int, int]:
    """Member's key -> work days owed at the end of that day: not worked since, and not fined."""
    query = (
        Attendance.select(Attendance.member, fn.COUNT(Attendance.id))
        .join_from(Attendance, Workday)
        .join_from(Attendance, Document, JOIN.LEFT_OUTER, on=Attendance.charge == Document.id)
        .where(Workday.association == association, Workday.day <= until, _owed_at(until))
        .group_by(Attendance.member)
    )
    return dict(rows(query))


def owed_days_of(member: Member, until: date) -> list[Attendance]:
    """The work days this member owes at the end of that day, the oldest first."""
    query = (
        Attendance.select(Attendance, Workday)
        .join_from(Attendance, Workday)
        .join_from(Attendance, Document, JOIN.LEFT_OUTER, on=Attendance.charge == Document.id)
        .where(Attendance.member == member, Workday.day <= until, _owed_at(until))
    )
    return list(query.order_by(Workday.day, Workday.id))


def _owed_at(day: date) -> Any:
    not_fined = Document.id.is_null() | (Document.day > day) | Document.id.not_in(_fines(day))
    not_made_up = Attendance.made_up.is_null() | (Attendance.made_up > day)
    return (Attendance.state == OWES) & not_made_up & not_fined


# Deeds --------------------------------------------------------------------------------------


@transaction()
def mark(workday: Workday, marks: Mapping[int, str]) -> None:
    """Write what members (by key) did on that day; "" takes the mark away.

    Refused in a closed month, and for who was fined or worked the day since.
    """
    check_open(workday.association, workday.day)
    if wrong := set(marks.values()) - {kept for kept, _words in MARKS} - {""}:
        raise ValueError(f"no such mark: {wrong}")
    before = {one.member.id: one for one in roll_of(workday)}
    new = []
    for member, state in marks.items():
        turn = before.get(member)
        if turn is None:
            raise Refused(_("Esa persona no era socio ese día."))
        if turn.state == state:
            continue
        if turn.attendance is None:
            new.append({"workday": workday.id, "member": member, "state": state})
            continue
        _check_free(turn)
        if state:
            turn.attendance.state = state
            turn.attendance.charge = None  # a fine that was voided
            turn.attendance.save()
        else:
            turn.attendance.delete_instance()
    insert_all(Attendance, new)
    note(Attendance)


def _check_free(turn: Turn) -> None:
    if turn.state == FINED and turn.attendance is not None:
        say = _("{name} tiene la multa {number}. Anule primero ese cargo.")
        raise Refused(say.format(name=turn.member.name, number=turn.attendance.charge))
    if turn.state == MADE_UP:
        say = _("{name} ya repuso el día. Quite primero esa anotación.")
        raise Refused(say.format(name=turn.member.name))


@transaction()
def make_up(attendance: Attendance, day: date) -> None:
    """Write that a day owed was worked on that other day."""
    turns = {one.member.id: one.state for one in roll_of(attendance.workday)}
    if turns.get(attendance.member_id) != OWES:
        raise Refused(_("Ese día no se debe."))
    if day <= attendance.workday.day:
        raise RulesBroken({"day": _("Se repone después de la faena.")})
    check_open(attendance.workday.association, day)
    attendance.made_up = day
    attendance.save()


@transaction()
def take_back_make_up(attendance: Attendance) -> None:
    """Write that a day owed was not worked after all."""
    if attendance.made_up is None:
        return
    check_open(attendance.workday.association, attendance.made_up)
    attendance.made_up = None
    attendance.save()


def to_fine(workday: Workday) -> Sequence[Turn]:
    """Who owes the day: neither worked it since nor was fined."""
    return [one for one in roll_of(workday) if one.state == OWES]


@transaction()
def fine_absent(workday: Workday, paper: Paper, *, sure: bool = False) -> Charge:
    """Charge the fine of the work day to all who owe it: one paper CG.

    Refused where it has no fine, nobody owes it, or the paper is dated before it.
    """
    owing = to_fine(workday)
    if not workday.fine:
        raise RulesBroken({"fine": _("Esta faena no tiene multa: escriba cuánto es.")})
    if not owing:
        raise Refused(_("Nadie debe esta faena."))
    if paper.day < workday.day:
        raise RulesBroken({"day": _("No se multa antes de la faena.")})
    concept = in_spanish("Falta a la faena «{title}» del {day}").format(
        title=workday.title, day=f"{workday.day:%d/%m/%Y}"
    )
    amounts = {one.member.id: workday.fine for one in owing}
    made = charge(workday.association, FINE, concept, amounts, paper, sure=sure)
    Attendance.update(charge=made).where(
        Attendance.workday == workday,
        Attendance.member.in_(list(amounts)),
        Attendance.state == OWES,
        Attendance.made_up.is_null(),
    ).execute()
    note(Attendance)
    return made


def _count_of(*states: str) -> Any:
    """How many of a work day are marked so; nothing rather than zero."""
    attended = Attendance.alias()
    return fn.NULLIF(
        attended.select(fn.COUNT(attended.id)).where(
            attended.workday == Workday.id, attended.state.in_(states)
        ),
        0,
    ).coerce(False)


def _owing_now() -> Any:
    attended, fined = Attendance.alias(), Document.alias()
    return fn.NULLIF(
        attended.select(fn.COUNT(attended.id))
        .join_from(attended, fined, JOIN.LEFT_OUTER, on=attended.charge == fined.id)
        .where(
            attended.workday == Workday.id,
            attended.state == OWES,
            attended.made_up.is_null(),
            fined.id.is_null() | fined.id.not_in(_fines()),
        ),
        0,
    ).coerce(False)


_PEOPLE = IntegerField()

WORKDAYS = RecordType(
    Workday,
    title=N_("Faenas"),
    one=N_("faena"),
    menu="people",
    icon="tools",
    columns=(
        Column(N_("Fecha"), Workday.day, sample="31/12/2026"),
        Column(N_("Faena"), Workday.title, sample="Limpieza del canal de riego", strong=True),
        Column(N_("Vinieron"), _count_of(CAME, SENT), like=_PEOPLE, sample="120"),
        Column(N_("Con permiso"), _count_of(EXCUSED), like=_PEOPLE, sample="120", rank=1),
        Column(N_("Deben"), _owing_now(), like=_PEOPLE, sample="120"),
        Column(N_("Multa S/"), Workday.fine, sample="120.00", rank=2),
    ),
    form={N_("Faena"): ("day", "title", "fine")},
    order=(Workday.day.desc(), Workday.id.desc()),
    day=Workday.day,
)
