"""All that the book holds of one person: what the person may ask to see (Ley 29733, art. 19)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peewee import JOIN, Field

from models.economy.incomes import BASELINES, IncomeBaseline
from models.exports import Leaving
from models.food.surveys import GROUPS, MONTHS, DietSurvey, ShortageSurvey
from models.land.organic import OrganicStatus
from models.land.practices import Practice
from models.land.seasons import Season
from models.land.uses import Sowing
from models.language import _
from models.listing import Row
from models.months import newest_opening
from models.people.member_view import TimeLine
from models.people.members import MEMBERS, Member
from models.people.officers import Officer
from models.people.statement_view import Statement, statement_of
from models.produce.plots import Plot
from models.produce.products import Product
from models.record import Record

Fact = tuple[str, str]  # what it is, and what the book says


@dataclass(frozen=True)
class Answered:
    """A survey: when, who answered, and what was said."""

    day: date
    title: str
    said: str


@dataclass(frozen=True)
class MemberFile:
    member: Member
    day: date
    facts: Sequence[tuple[str, Sequence[Fact]]]  # section by section, as on the form
    offices: Sequence[Officer]
    plots: Sequence[Plot]
    on_land: Sequence[tuple[date, str, str]]  # day, plot, what was seen or sown
    past: Sequence[Row]  # as `member_view.TIME_LINE` shows it, the oldest first
    statement: Statement  # how things stand on that day
    surveys: Sequence[Answered]
    leavings: Sequence[Leaving]  # lists and papers with data of members, since the admission


def member_file(member: Member, day: date) -> MemberFile:
    """What is known on that day; a dozen questions."""
    begun = newest_opening(member.association)
    until = max(day, begun.day) if begun is not None else day
    plots = list(Plot.select().where(Plot.member == member).order_by(Plot.code))
    past = TimeLine(member).window(0, -1)
    leavings = Leaving.select().where(
        Leaving.association == member.association,
        Leaving.people > 0,
        Leaving.moment >= member.admitted.isoformat(),
    )
    return MemberFile(
        member,
        day,
        _facts(member),
        list(Officer.select().where(Officer.member == member).order_by(Officer.since)),
        plots,
        sorted(_on_land(plots)),
        past[::-1],
        statement_of(member, until, until),
        sorted(_surveys(member), key=lambda one: one.day),
        list(leavings.order_by(Leaving.id)),
    )


def _facts(member: Member) -> list[tuple[str, list[Fact]]]:
    found = []
    for title, names in MEMBERS.form.items():
        hidden = ("dni",) if member.lost_dni else ()
        said = [(_label(member, name), member.text(name)) for name in names if name not in hidden]
        found.append((_(title), [one for one in said if one[1]]))
    return [one for one in found if one[1]]


def _label(record: Record, name: str) -> str:
    field: Field = record._meta.fields[name]
    return _(field.verbose_name)


def _on_land(plots: Sequence[Plot]) -> list[tuple[date, str, str]]:
    named, keys = {one.id: str(one) for one in plots}, [one.id for one in plots]
    found = []
    for practice in Practice.select().where(Practice.plot.in_(keys)):
        said = ", ".join(filter(None, (practice.text("practice"), practice.text("verifier"))))
        found.append((practice.day, named[practice.plot_id], said))
    for status in OrganicStatus.select().where(OrganicStatus.plot.in_(keys)):
        found.append((status.since, named[status.plot_id], status.text("status")))
    sown = Sowing.select(Sowing, Product).join(Product, JOIN.LEFT_OUTER)
    for one in sown.where(Sowing.plot.in_(keys)):
        day = one.day or Season.read(str(one.season)).since
        said = f"{one.season}: {one.product or _('descansa')}"
        found.append((day, named[one.plot_id], said))
    return found


def _surveys(member: Member) -> list[Answered]:
    found = []
    for diet in DietSurvey.select().where(DietSurvey.member == member):
        eaten = [_(words) for name, words in GROUPS if getattr(diet, name)]
        found.append(_answered(diet, _("Encuesta de comida"), eaten))
    for shortage in ShortageSurvey.select().where(ShortageSurvey.member == member):
        months = [_(words) for name, words in MONTHS if getattr(shortage, name)]
        said = [_("Meses sin comida suficiente: {months}").format(months=", ".join(months))]
        found.append(_answered(shortage, _("Encuesta de escasez"), said if months else []))
    for base in IncomeBaseline.select().where(IncomeBaseline.member == member):
        said = [_("Campaña {s}: S/ {amount}").format(s=base.season, amount=base.text("income"))]
        found.append(Answered(base.day, _(BASELINES.one).capitalize(), "; ".join(said)))
    return found


def _answered(survey: DietSurvey | ShortageSurvey, title: str, said: Sequence[str]) -> Answered:
    who = _("Respondió {name}").format(name=survey.answered) if survey.answered else ""
    words = [*said, str(survey.remarks), who]
    return Answered(survey.day, title, "; ".join(filter(None, words)))
