"""Versions of a plan, each approved in a session, and kept as it was approved.

The plan goes on being written; what differs from the last version approved is the draft of the next.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import ForeignKeyField, IntegerField, TextField

from models.changes import Refused, transaction
from models.council.sessions import Session, quorum_of
from models.fields import DayField
from models.language import N_, _
from models.plan.board import board_of
from models.plan.plans import Activity, Plan, PlannedMoney
from models.record import Record, RulesBroken


class PlanVersion(Record):
    """A plan as a session approved it; `content` is all of its text, as `PlanText` reads it."""

    plan = ForeignKeyField(Plan, on_delete="RESTRICT", verbose_name=N_("Plan"), index=False)
    number = IntegerField(verbose_name=N_("Versión"))
    session = ForeignKeyField(Session, on_delete="RESTRICT", verbose_name=N_("Sesión"))
    day = DayField(verbose_name=N_("Aprobada el"))
    content = TextField(verbose_name=N_("Texto"))
    plan_id: int

    class Meta:
        indexes = ((("plan", "number"), True),)

    def __str__(self) -> str:
        return _("versión {number}").format(number=self.number)

    def searched(self) -> str:
        return ""  # found by its plan


@dataclass(frozen=True)
class Share:
    """S/ that one source gives in one year."""

    year: int
    source: str
    amount: Decimal


@dataclass(frozen=True)
class ActivityText:
    code: str
    name: str
    responsible: str
    allies: str
    since: date
    until: date
    goal: Decimal
    unit: str
    indicator: str
    shares: Sequence[Share]

    @property
    def amount(self) -> Decimal:
        return sum((one.amount for one in self.shares), Decimal(0))


@dataclass(frozen=True)
class ObjectiveText:
    code: str
    name: str
    activities: Sequence[ActivityText]


@dataclass(frozen=True)
class AxisText:
    code: str
    name: str
    objectives: Sequence[ObjectiveText]

    @property
    def activities(self) -> list[ActivityText]:
        return [one for objective in self.objectives for one in objective.activities]


@dataclass(frozen=True)
class PlanText:
    """Every word of a plan."""

    name: str
    vision: str
    since: date
    until: date
    axes: Sequence[AxisText]

    @property
    def activities(self) -> list[ActivityText]:
        return [one for axis in self.axes for one in axis.activities]


def text_of(plan: Plan) -> PlanText:
    """The plan as it is being written."""
    board = board_of(plan, date.max)
    shares: dict[int, list[Share]] = {}
    keys = [one.activity.id for one in board.steps]
    money = PlannedMoney.select().where(PlannedMoney.activity.in_(keys))
    for one in money.order_by(PlannedMoney.year, PlannedMoney.source):
        shares.setdefault(one.activity_id, []).append(Share(one.year, one.source, one.amount))
    return PlanText(
        str(plan.name),
        str(plan.vision),
        plan.since,
        plan.until,
        [
            AxisText(
                branch.code,
                str(branch.axis.name),
                [
                    ObjectiveText(
                        aim.code,
                        str(aim.objective.name),
                        [_activity(one.code, one.activity, shares) for one in aim.steps],
                    )
                    for aim in branch.aims
                ],
            )
            for branch in board.branches
        ],
    )


def _activity(code: str, one: Activity, shares: dict[int, list[Share]]) -> ActivityText:
    return ActivityText(
        code,
        str(one.name),
        str(one.responsible),
        str(one.allies),
        one.since,
        one.until,
        one.goal,
        str(one.unit),
        one.text("indicator"),
        shares.get(one.id, []),
    )


def _written(text: PlanText) -> str:
    return json.dumps(asdict(text), ensure_ascii=False, default=str)


def read_version(version: PlanVersion) -> PlanText:
    """The text that was approved."""
    return _plan(json.loads(str(version.content)))


def _plan(kept: Any) -> PlanText:
    axes = [
        AxisText(
            axis["code"],
            axis["name"],
            [
                ObjectiveText(
                    aim["code"], aim["name"], [_kept_activity(one) for one in aim["activities"]]
                )
                for aim in axis["objectives"]
            ],
        )
        for axis in kept["axes"]
    ]
    return PlanText(kept["name"], kept["vision"], *_days(kept), axes)


def _days(kept: Any) -> tuple[date, date]:
    return date.fromisoformat(kept["since"]), date.fromisoformat(kept["until"])


def _kept_activity(one: Any) -> ActivityText:
    shares = [Share(s["year"], s["source"], Decimal(s["amount"])) for s in one["shares"]]
    since, until = _days(one)
    goal = Decimal(one["goal"])
    return ActivityText(**{**one, "since": since, "until": until, "goal": goal, "shares": shares})


def versions_of(plan: Plan) -> list[PlanVersion]:
    """The newest first."""
    query = PlanVersion.select(PlanVersion, Session).join(Session)
    return list(query.where(PlanVersion.plan == plan).order_by(PlanVersion.number.desc()))


@dataclass(frozen=True)
class Standing:
    """The last version approved, and whether what is written now differs from it."""

    approved: PlanVersion | None
    is_draft: bool

    @property
    def words(self) -> str:
        number = self.approved.number if self.approved else 0
        if self.is_draft:
            return _("Borrador de la versión {number}").format(number=number + 1)
        return _("Versión {number}, aprobada").format(number=number)


def standing_of(plan: Plan) -> Standing:
    last = next(iter(versions_of(plan)), None)
    same = last is not None and read_version(last) == text_of(plan)
    return Standing(last, not same)


@transaction()
def approve(plan: Plan, session: Session) -> PlanVersion:
    """Keep the plan as that session approved it. Refused without quorum, without an activity, of
    another space, or where nothing changed since the last version."""
    if session.forum_id != plan.forum_id:
        raise RulesBroken({"session": _("Esa sesión es de otro espacio.")})
    quorum = quorum_of(session)
    if not quorum.reached:
        say = _("Sin quórum no se aprueba: vinieron {present} y se necesitan {needed}.")
        raise Refused(say.format(present=quorum.present, needed=quorum.needed))
    text = text_of(plan)
    if not text.activities:
        raise Refused(_("El plan no tiene actividades todavía."))
    before = standing_of(plan)
    if not before.is_draft:
        say = _("No hay cambios desde la {version}.")
        raise Refused(say.format(version=before.approved))
    if before.approved is not None and session.day < before.approved.day:
        raise Refused(_("Esa sesión es anterior a la última versión aprobada."))
    number = before.approved.number + 1 if before.approved else 1
    return PlanVersion.create(
        plan=plan, number=number, session=session, day=session.day, content=_written(text)
    )
