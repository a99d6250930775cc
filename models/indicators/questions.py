"""The catalogue of questions an indicator may ask of what is already typed (domain 7.1).

Each answers with its cases, of all associations of the file or of one watershed. The day `until`
says who is a member; what happened counts from `since` to `until`, both included. Of a paper that
is void or was reversed nothing counts.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import JOIN

from models.associations import Association
from models.cash.cash_book import Receipt
from models.council.forums import Actor, Forum
from models.council.resolutions import DONE, DROPPED, Resolution
from models.council.sessions import Presence, Session
from models.documents import VALID, Document
from models.economy.incomes import income_by_member
from models.economy.prices import price_differences
from models.economy.together import native_varieties_by_member, products_by_member
from models.economy.who import Figure
from models.food.surveys import GROUPS, MONTHS, DietSurvey, ShortageSurvey, ticked
from models.indicators import cases
from models.indicators.cases import AGE, COMMUNITY, ONE, SEX, WATERSHED, ZERO, Case, Together
from models.indicators.people import Person, everyone_on, watersheds_of_associations
from models.land.care import hectares_cared_for
from models.places import Community, Watershed
from models.plan.board import board_of
from models.plan.plans import Activity, Axis, Objective, Plan
from models.plan.spending import PlanExpense
from models.produce.deliveries import Delivery
from models.produce.harvests import Harvest
from models.produce.plots import Plot
from models.produce.products import Product
from models.produce.sales import Sale, SaleLine
from models.record import rows
from models.reversals import reversed_papers

KILOS = "kg"


@dataclass(frozen=True)
class Span:
    """The days of a question, both included, and its watershed; "" for all."""

    since: date
    until: date
    watershed: str = ""

    @property
    def everyone(self) -> Mapping[int, Person]:
        """Who left before the end too: what they did in these days counts."""
        return everyone_on(self.until, self.watershed)

    @property
    def people(self) -> Mapping[int, Person]:
        """The active members on the last day."""
        return {key: one for key, one in self.everyone.items() if one.who.active}

    def counts(self) -> Any:
        """Condition: the paper is of these days, and neither void nor reversed by their end."""
        undone = Document.id.in_(reversed_papers(self.until))
        return (Document.state == VALID) & Document.day.between(self.since, self.until) & ~undone


@dataclass(frozen=True)
class Question:
    """How its cases come together, into which groups they part, and who gives them."""

    together: Together
    groups: tuple[str, ...]
    ask: Callable[[Span], list[Case]]


OF_PEOPLE = (SEX, AGE, COMMUNITY, WATERSHED)
OF_FAMILIES = (COMMUNITY, WATERSHED)


def _of(
    one: Person, amount: Decimal, kind: str, key: int, label: str = "", of: Decimal = ONE
) -> Case:
    who = one.who
    words = f"{label} · {who.name}" if label else who.name
    return Case(
        *(words, amount, kind, key, of, who.member),
        *(who.sex, one.age, who.community, one.watershed),
    )


def _by_member(people: Mapping[int, Person], amounts: Mapping[int, Decimal]) -> list[Case]:
    return [_of(one, amounts[key], "member", key) for key, one in people.items() if key in amounts]


# People -----------------------------------------------------------------------------------------


def _members(span: Span) -> list[Case]:
    return [_of(one, ONE, "member", key) for key, one in span.people.items()]


def _women(span: Span) -> list[Case]:
    return [
        _of(one, ONE if one.who.sex == "F" else ZERO, "member", key)
        for key, one in span.people.items()
    ]


def _young(span: Span) -> list[Case]:
    """Of those whose birth date is known; until which age is a parameter of the association."""
    return [
        _of(one, ONE if one.who.young else ZERO, "member", key)
        for key, one in span.people.items()
        if one.who.young is not None
    ]


# Produce ------------------------------------------------------------------------------------------


def _delivered(span: Span) -> list[Case]:
    query = (
        Delivery.select(Delivery.document, Document.number, Delivery.member, Delivery.payable)
        .join_from(Delivery, Document)
        .join_from(Delivery, Product)
        .where(span.counts(), Product.unit == KILOS)
        .order_by(Document.day, Document.id)
    )
    people = span.everyone
    return [
        _of(people[member], kilos, "delivery", key, number)
        for key, number, member, kilos in rows(query)
        if member in people
    ]


def _sold(span: Span) -> list[Case]:
    """By the watershed of the association: what is sold together is of nobody alone."""
    where = watersheds_of_associations()
    query = (
        SaleLine.select(Document.id, Document.number, Document.association, SaleLine.quantity)
        .join_from(SaleLine, Sale)
        .join_from(Sale, Document)
        .join_from(SaleLine, Product)
        .where(span.counts(), Product.unit == KILOS)
        .order_by(Document.day, Document.id, SaleLine.place)
    )
    return [
        Case(number, kilos, "sale", key, watershed=where.get(association, ""))
        for key, number, association, kilos in rows(query)
        if not span.watershed or where.get(association) == span.watershed
    ]


def _harvests(span: Span, part: Any, *, shared: bool) -> list[Case]:
    """Of each harvest in kilos, a part of it; as a share of all of it, or by itself."""
    query = (
        Harvest.select(Harvest.id, Product.name, Harvest.member, part, Harvest.total)
        .join_from(Harvest, Product)
        .where(Harvest.day.between(span.since, span.until), Product.unit == KILOS)
        .order_by(Harvest.day, Harvest.id)
    )
    people = span.everyone
    return [
        _of(people[member], amount, "harvest", key, product, whole if shared else ONE)
        for key, product, member, amount, whole in rows(query)
        if member in people
    ]


def _crops(span: Span) -> list[Case]:
    """Distinct products of each member who harvested something."""
    return _by_member(span.everyone, _everywhere(span, products_by_member))


def _native(span: Span) -> list[Case]:
    """Native varieties harvested, of each member who harvested something."""
    grown = dict.fromkeys(_everywhere(span, products_by_member), ZERO)
    return _by_member(span.everyone, grown | _everywhere(span, native_varieties_by_member))


def _everywhere(
    span: Span, ask: Callable[[Association, date, date], list[Figure]]
) -> dict[int, Decimal]:
    """Member's key -> the figure, of all associations."""
    found: dict[int, Decimal] = {}
    for association in Association.select():
        figures = ask(association, span.since, span.until)
        found |= {one.who.member: one.amount for one in figures}
    return found


def _better_price(span: Span) -> list[Case]:
    """S/ above the local price, product by product, where one is known."""
    where = watersheds_of_associations()
    return [
        Case(str(one.product), one.total, "product", one.product.id, watershed=where[whose.id])
        for whose in Association.select()
        if span.watershed in ("", where[whose.id])
        for one in price_differences(whose, span.since, span.until)
        if one.quantity
    ]


def _land(span: Span) -> list[Case]:
    people = span.people
    query = Plot.select(Plot.id, Plot.code, Plot.member, Plot.area).order_by(Plot.id)
    return [
        _of(people[member], area, "plot", key, code)
        for key, code, member, area in rows(query)
        if member in people
    ]


def _cared_land(span: Span) -> list[Case]:
    """Hectares of plots with three practices or more, verified in the year before the last day."""

    def ask(association: Association, _since: date, until: date) -> list[Figure]:
        return hectares_cared_for(association, until)

    return _by_member(span.people, _everywhere(span, ask))


# Families ---------------------------------------------------------------------------------------


def _income(span: Span) -> list[Case]:
    """S/ from settlements, costs and service taken off, of every family with an active member; also
    of those who sold nothing. Members of one household are one family."""
    earned: dict[str, Decimal] = defaultdict(Decimal)
    everyone, income = span.everyone, _everywhere(span, income_by_member)
    for key, one in everyone.items():
        earned[one.who.family] += income.get(key, ZERO)
    first: dict[str, Person] = {}
    for one in everyone.values():
        if one.who.active:
            first.setdefault(one.who.family, one)
    return [_of_family(one, earned[family]) for family, one in first.items()]


def _of_family(one: Person, amount: Decimal, kind: str = "member", key: int = 0) -> Case:
    """Of a family there is a place, and neither a sex nor an age."""
    who = one.who
    return Case(
        *(who.family_name, amount, kind, key or who.member, ONE, who.family),
        community=who.community,
        watershed=one.watershed,
    )


def _surveyed(span: Span, survey: Any, answers: Any) -> list[Case]:
    """Of each family its newest survey of these days."""
    query = (
        survey.select(survey.id, survey.member, answers.coerce(False))
        .where(survey.day.between(span.since, span.until))
        .order_by(survey.day, survey.id)
    )
    people, newest = span.everyone, dict[str, Case]()
    for key, member, score in rows(query):
        if member in people:
            case = _of_family(people[member], Decimal(score), survey._meta.table_name, key)
            newest[people[member].who.family] = case
    return list(newest.values())


# The table and the plan -----------------------------------------------------------------------------


def _at_the_table(query: Any, span: Span) -> Any:
    """Of the sessions of these days, in spaces of that watershed."""
    query = query.where(Session.day.between(span.since, span.until))
    return query.where(Watershed.name == span.watershed) if span.watershed else query


def _sessions(span: Span) -> list[Case]:
    query = (
        Session.select(Session.id, Session.number, Forum.name, Watershed.name)
        .join_from(Session, Forum)
        .join_from(Forum, Watershed, JOIN.LEFT_OUTER)
        .where(Session.sealed.is_null(False))
        .order_by(Session.day)
    )
    return [
        Case(f"{forum}, {number}", ONE, "session", key, watershed=basin or "")
        for key, number, forum, basin in rows(_at_the_table(query, span))
    ]


def _women_attending(span: Span) -> list[Case]:
    """Who came, each time they came."""
    query = (
        Presence.select(
            *(Presence.id, Presence.name, Presence.sex, Presence.age, Community.name),
            *(Watershed.name, Session.id, Session.number, Presence.delegate),
        )
        .join_from(Presence, Session)
        .join_from(Session, Forum)
        .join_from(Forum, Watershed, JOIN.LEFT_OUTER)
        .join_from(Presence, Actor, JOIN.LEFT_OUTER)
        .join_from(Actor, Community, JOIN.LEFT_OUTER)
        .where(Session.sealed.is_null(False))
        .order_by(Session.day, Presence.found_by)
    )
    return [
        Case(
            *(f"{number} · {name}", ONE if sex == "F" else ZERO, "session", session, ONE),
            *(delegate or -key, sex, age, community or "", basin or ""),
        )
        for key, name, sex, age, community, basin, session, number, delegate in rows(
            _at_the_table(query, span)
        )
    ]


def _fulfilled(span: Span) -> list[Case]:
    """Of the resolutions of these days, those fulfilled by their end; what was dropped is left out."""
    query = (
        Resolution.select(
            *(Resolution.id, Session.number, Resolution.number, Resolution.wording),
            *(Resolution.state, Resolution.settled_on, Watershed.name),
        )
        .join_from(Resolution, Session)
        .join_from(Session, Forum)
        .join_from(Forum, Watershed, JOIN.LEFT_OUTER)
        .where(Resolution.state != DROPPED, Session.sealed.is_null(False))
        .order_by(Session.day, Resolution.number)
    )
    return [
        Case(
            f"{session}-{number:02} · {wording}",
            ONE if state == DONE and day <= span.until else ZERO,
            "resolution",
            key,
            watershed=basin or "",
        )
        for key, session, number, wording, state, day, basin in rows(_at_the_table(query, span))
    ]


def _plans(span: Span) -> list[tuple[Plan, str]]:
    """Plans that had begun by the last day, with their watershed."""
    found = []
    for plan in Plan.select(Plan, Forum).join(Forum).where(Plan.since <= span.until):
        basin = str(plan.forum.watershed or "")
        if not span.watershed or basin == span.watershed:
            found.append((plan, basin))
    return found


def _plan_done(span: Span) -> list[Case]:
    return [
        Case(
            f"{step.code} · {step.activity}",
            step.percent,
            "activity",
            step.activity.id,
            watershed=basin,
        )
        for plan, basin in _plans(span)
        for step in board_of(plan, span.until).steps
    ]


def _plan_spent(span: Span) -> list[Case]:
    query = (
        PlanExpense.select(
            Document.id, Document.number, Activity.name, Receipt.amount, Watershed.name
        )
        .join_from(PlanExpense, Receipt)
        .join_from(Receipt, Document)
        .join_from(PlanExpense, Activity)
        .join_from(Activity, Objective)
        .join_from(Objective, Axis)
        .join_from(Axis, Plan)
        .join_from(Plan, Forum)
        .join_from(Forum, Watershed, JOIN.LEFT_OUTER)
        .where(span.counts())
        .order_by(Document.day, Document.id)
    )
    return [
        Case(f"{number} · {activity}", amount, "receipt", key, watershed=basin or "")
        for key, number, activity, amount, basin in rows(query)
        if not span.watershed or basin == span.watershed
    ]


QUESTIONS: Mapping[str, Question] = {
    "members": Question(cases.count, OF_PEOPLE, _members),
    "women": Question(cases.share, (AGE, COMMUNITY, WATERSHED), _women),
    "young": Question(cases.share, (SEX, COMMUNITY, WATERSHED), _young),
    "delivered": Question(cases.total, OF_PEOPLE, _delivered),
    "sold": Question(cases.total, (WATERSHED,), _sold),
    "better_price": Question(cases.total, (WATERSHED,), _better_price),
    "income": Question(cases.mean, OF_FAMILIES, _income),
    "income_median": Question(cases.middle, OF_FAMILIES, _income),
    "hdds": Question(
        cases.mean,
        OF_FAMILIES,
        lambda span: _surveyed(span, DietSurvey, ticked(DietSurvey, GROUPS)),
    ),
    "mahfp": Question(
        cases.mean,
        OF_FAMILIES,
        lambda span: _surveyed(span, ShortageSurvey, 12 - ticked(ShortageSurvey, MONTHS)),
    ),
    "harvested": Question(
        cases.total, OF_PEOPLE, lambda span: _harvests(span, Harvest.total, shared=False)
    ),
    "own_use": Question(
        cases.share, OF_PEOPLE, lambda span: _harvests(span, Harvest.own_use, shared=True)
    ),
    "loss": Question(
        cases.share, OF_PEOPLE, lambda span: _harvests(span, Harvest.loss, shared=True)
    ),
    "crops": Question(cases.mean, OF_PEOPLE, _crops),
    "native": Question(cases.mean, OF_PEOPLE, _native),
    "land": Question(cases.total, OF_PEOPLE, _land),
    "cared_land": Question(cases.total, OF_PEOPLE, _cared_land),
    "sessions": Question(cases.count, (WATERSHED,), _sessions),
    "women_attending": Question(cases.share, (AGE, COMMUNITY, WATERSHED), _women_attending),
    "fulfilled": Question(cases.share, (WATERSHED,), _fulfilled),
    "plan_done": Question(cases.mean_share, (WATERSHED,), _plan_done),
    "plan_spent": Question(cases.total, (WATERSHED,), _plan_spent),
}
