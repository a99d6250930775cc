"""Cases of the table where plans are made, and of the plan."""

from typing import Any

from peewee import JOIN

from models.cash.cash_book import Receipt
from models.council.forums import Actor, Forum
from models.council.resolutions import DONE, DROPPED, Resolution
from models.council.sessions import Presence, Session
from models.documents import Document
from models.indicators.cases import ONE, ZERO, Case
from models.indicators.span import Span
from models.places import Community, Watershed
from models.plan.board import board_of
from models.plan.plans import Activity, Axis, Objective, Plan
from models.plan.spending import PlanExpense
from models.record import rows


def _at_the_table(query: Any, span: Span) -> Any:
    """Of the sessions of these days, in spaces of that watershed."""
    query = query.where(Session.day.between(span.since, span.until))
    return query.where(Watershed.name == span.watershed) if span.watershed else query


def sessions(span: Span) -> list[Case]:
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


def women_attending(span: Span) -> list[Case]:
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


def fulfilled(span: Span) -> list[Case]:
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


def plan_done(span: Span) -> list[Case]:
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


def plan_spent(span: Span) -> list[Case]:
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
