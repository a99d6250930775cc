"""The facts of a donor report: what a span of days came to, without a name or a number of anybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.associations import Association
from models.council.forums import AGES
from models.council.resolutions import STATES, Resolution
from models.council.sessions import Presence, Session
from models.fields import total
from models.indicators.cases import LEAST
from models.indicators.measuring import Measured, measured
from models.indicators.territory import Territory, territory_of
from models.people.members import SEXES
from models.plan.board import Board, Branch, board_of
from models.plan.plans import Plan, PlannedMoney
from models.plan.spending import spent_by_activity
from models.record import rows


@dataclass(frozen=True)
class Table:
    """What happened at the table in the span: sessions held, who came (each time they came), and
    the resolutions by how they stand now. A group of fewer than LEAST is None."""

    sessions: int
    attended: int
    by_sex: Mapping[str, int | None]
    by_age: Mapping[str, int | None]
    resolutions: Mapping[str, int]

    @property
    def resolved(self) -> int:
        return sum(self.resolutions.values())


@dataclass(frozen=True)
class PlanFigures:
    """A plan at the end of the span, and S/ spent in the span by axis key."""

    board: Board
    spent: Mapping[int, Decimal]
    sources: Mapping[str, Decimal]  # who puts money in -> S/ planned, all years

    def spent_on(self, branch: Branch) -> Decimal:
        return self.spent.get(branch.axis.id, Decimal(0))

    @property
    def spent_in_all(self) -> Decimal:
        return sum(self.spent.values(), Decimal(0))


@dataclass(frozen=True)
class DonorReport:
    since: date
    until: date
    associations: Sequence[str]
    indicators: Sequence[Measured]
    table: Table
    plans: Sequence[PlanFigures]
    territory: Territory


def donor_report(since: date, until: date) -> DonorReport:
    """From `since` to `until`, both included."""
    names = [str(one.name) for one in Association.select().order_by(Association.found_by)]
    plans = Plan.select().where(Plan.since <= until, Plan.until >= since).order_by(Plan.since)
    return DonorReport(
        *(since, until, names, measured(since, until), _table(since, until)),
        [_plan(plan, since, until) for plan in plans],
        territory_of(since, until),
    )


def _table(since: date, until: date) -> Table:
    held = (Session.day.between(since, until)) & Session.sealed.is_null(False)
    came = rows(Presence.select(Presence.sex, Presence.age).join(Session).where(held))
    states = rows(Resolution.select(Resolution.state).join(Session).where(held))
    return Table(
        Session.select().where(held).count(),
        len(came),
        _told([sex for sex, _age in came], [key for key, _words in SEXES]),
        _told([age for _sex, age in came], [key for key, _words in AGES]),
        {key: sum(one == key for (one,) in states) for key, _words in STATES},
    )


def _told(found: Sequence[str], keys: Sequence[str]) -> dict[str, int | None]:
    """How many of each; with a small group others are kept back, the smallest first, until those
    kept back are several and of LEAST people, so that none can be reckoned from the whole."""
    counts = {key: found.count(key) for key in keys}
    ranked = sorted((key for key in keys if counts[key]), key=lambda key: counts[key])
    small = sum(counts[key] < LEAST for key in ranked)
    while 0 < small < len(ranked) and (
        small == 1 or sum(counts[key] for key in ranked[:small]) < LEAST
    ):
        small += 1
    return {key: None if key in ranked[:small] else number for key, number in counts.items()}


def _plan(plan: Plan, since: date, until: date) -> PlanFigures:
    board = board_of(plan, until)
    paid = spent_by_activity(since, until)
    keys = [one.activity.id for one in board.steps]
    sources = (
        PlannedMoney.select(PlannedMoney.source, total(PlannedMoney.amount))
        .where(PlannedMoney.activity.in_(keys))
        .group_by(PlannedMoney.source)
        .order_by(PlannedMoney.source)
    )
    return PlanFigures(
        board,
        {
            branch.axis.id: sum(
                (paid.get(step.activity.id, Decimal(0)) for step in branch.steps), Decimal(0)
            )
            for branch in board.branches
        },
        dict(rows(sources)),
    )
