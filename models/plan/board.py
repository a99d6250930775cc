"""How a plan stands on a day: each axis, objective and activity with its money and its progress.

The progress of an activity is what was done of its goal, never more than all of it; of an objective,
an axis or the plan it is the plain mean of its activities.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from models.fields import total
from models.language import N_
from models.numbers import rounded, show_number
from models.plan.plans import Activity, Axis, Objective, Plan, PlannedMoney, Progress
from models.plan.spending import spent_by_activity
from models.record import Record, rows

_Part = TypeVar("_Part", bound=Record)

ZERO, HUNDRED = Decimal(0), Decimal(100)
WAITING, RUNNING, DONE, LATE = "waiting", "running", "done", "late"
STATES = (
    (WAITING, N_("Por empezar")),
    (RUNNING, N_("En marcha")),
    (DONE, N_("Cumplida")),
    (LATE, N_("Atrasada")),
)
TONES = {WAITING: "soft", RUNNING: "warn", DONE: "good", LATE: "danger"}


@dataclass(frozen=True)
class Step:
    """An activity with its number in the plan («2.1.3»), S/ planned and spent, and what was done."""

    code: str
    activity: Activity
    planned: Decimal
    spent: Decimal
    done: Decimal
    day: date

    @property
    def percent(self) -> Decimal:
        """Of the goal, to 0.1; 100 at most."""
        return min(rounded(self.done * 100 / self.activity.goal, 1), HUNDRED)

    @property
    def state(self) -> str:
        if self.done >= self.activity.goal:
            return DONE
        if self.activity.until < self.day:
            return LATE
        started = self.done or self.spent or self.activity.since <= self.day
        return RUNNING if started else WAITING


@dataclass(frozen=True)
class Aim:
    """An objective and its activities."""

    code: str
    objective: Objective
    steps: Sequence[Step]


@dataclass(frozen=True)
class Branch:
    """An axis and its objectives."""

    code: str
    axis: Axis
    aims: Sequence[Aim]

    @property
    def steps(self) -> list[Step]:
        return [step for aim in self.aims for step in aim.steps]


@dataclass(frozen=True)
class Board:
    """A plan as it stands at the end of a day."""

    plan: Plan
    day: date
    branches: Sequence[Branch]

    @property
    def steps(self) -> list[Step]:
        return [step for branch in self.branches for step in branch.steps]


def amount(done: Decimal) -> str:
    """«6», «1.5»: what is counted in the unit of an activity."""
    return show_number(done, 0, 3)


def planned(steps: Sequence[Step]) -> Decimal:
    return sum((one.planned for one in steps), ZERO)


def spent(steps: Sequence[Step]) -> Decimal:
    return sum((one.spent for one in steps), ZERO)


def percent(steps: Sequence[Step]) -> Decimal:
    """The plain mean of their progress, to 0.1; zero of none."""
    if not steps:
        return ZERO
    return rounded(sum((one.percent for one in steps), ZERO) / len(steps), 1)


def board_of(plan: Plan, day: date) -> Board:
    """All of the plan at the end of that day; a fixed number of questions."""
    axes = list(Axis.select().where(Axis.plan == plan).order_by(Axis.place, Axis.id))
    objectives = _under(Objective, Objective.axis, [one.id for one in axes])
    activities = _under(
        Activity, Activity.objective, [one.id for some in objectives.values() for one in some]
    )
    keys = [one.id for some in activities.values() for one in some]
    money, done = planned_by_activity(keys), done_by_activity(keys, until=day)
    paid = spent_by_activity(until=day)
    branches = []
    for first, axis in enumerate(axes, start=1):
        aims = []
        for second, objective in enumerate(objectives[axis.id], start=1):
            code = f"{first}.{second}"
            steps = [
                Step(
                    f"{code}.{third}",
                    one,
                    money.get(one.id, ZERO),
                    paid.get(one.id, ZERO),
                    done.get(one.id, ZERO),
                    day,
                )
                for third, one in enumerate(activities[objective.id], start=1)
            ]
            aims.append(Aim(code, objective, steps))
        branches.append(Branch(str(first), axis, aims))
    return Board(plan, day, branches)


def _under(model: type[_Part], key: Any, above: Sequence[int]) -> dict[int, list[_Part]]:
    """Key of what stands above -> what stands under it, by its number."""
    found: dict[int, list[_Part]] = defaultdict(list)
    place = model._meta.fields["place"]
    for one in model.select().where(key.in_(list(above))).order_by(place, model.id):
        found[one.__data__[key.name]].append(one)
    return found


def planned_by_activity(activities: Sequence[int], year: int = 0) -> Mapping[int, Decimal]:
    """Activity's key -> S/ planned for it; of one year, if it is said."""
    query = PlannedMoney.select(PlannedMoney.activity, total(PlannedMoney.amount))
    query = query.where(PlannedMoney.activity.in_(list(activities)))
    if year:
        query = query.where(PlannedMoney.year == year)
    return dict(rows(query.group_by(PlannedMoney.activity)))


def done_by_activity(
    activities: Sequence[int], since: date = date.min, until: date = date.max
) -> Mapping[int, Decimal]:
    """Activity's key -> what was done of it from `since` to `until`, both included."""
    query = (
        Progress.select(Progress.activity, total(Progress.done))
        .where(Progress.activity.in_(list(activities)), Progress.day.between(since, until))
        .group_by(Progress.activity)
    )
    return dict(rows(query))


# The year looked back on ------------------------------------------------------------------------


@dataclass(frozen=True)
class YearStep:
    """An activity in one year: S/ planned and spent in it, done in it, and done until its end."""

    step: Step
    planned: Decimal
    spent: Decimal
    done: Decimal


@dataclass(frozen=True)
class Review:
    """A year of a plan, planned against done; `board` is how it stood at the end of the year."""

    year: int
    board: Board
    steps: Sequence[YearStep]


def review_of(plan: Plan, year: int) -> Review:
    since, until = date(year, 1, 1), date(year, 12, 31)
    board = board_of(plan, until)
    keys = [one.activity.id for one in board.steps]
    money, done = planned_by_activity(keys, year), done_by_activity(keys, since, until)
    paid = spent_by_activity(since, until)
    return Review(
        year,
        board,
        [
            YearStep(
                one,
                money.get(one.activity.id, ZERO),
                paid.get(one.activity.id, ZERO),
                done.get(one.activity.id, ZERO),
            )
            for one in board.steps
        ],
    )
