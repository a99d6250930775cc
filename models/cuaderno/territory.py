"""What a cuaderno may say of the territory: its table, its plan and what is measured.

A record is written as its form takes it, field by field; others are called by their names.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from models.cash.cash_book import Receipt
from models.council.forums import Actor, Delegate, Forum
from models.council.resolutions import Resolution
from models.council.sessions import Presence, Session, attend, seal
from models.cuaderno.words import Event, Keys, day
from models.documents import Document
from models.indicators.records import Indicator
from models.people.members import Member
from models.places import Community, District
from models.plan.plans import Activity, Axis, Objective, Plan, PlannedMoney, Progress
from models.plan.spending import tie
from models.plan.versions import approve
from models.record import Record

_Made = TypeVar("_Made", bound=Record)


def set_up_territory(keys: Keys, written: Event) -> None:
    """Store it, after all events: what pays for the plan is in the cash book by then."""
    for community, members in written.get("communities", {}).items():
        _settle(keys, community, members)
    forum = _made(Forum, written["forum"])
    for one in written.get("actors", ()):
        _made(Actor, one)
    delegates = {one["name"]: _made(Delegate, one, forum=forum) for one in written["delegates"]}
    for one in written.get("indicators", ()):
        _made(Indicator, one)
    plan = _plan(forum, written["plan"]) if "plan" in written else None
    for one in written.get("sessions", ()):
        _session(forum, one, delegates, plan)
    for one in written.get("expenses", ()):
        _expense(keys, one)


def _made(kind: type[_Made], written: Event, **more: Any) -> _Made:
    """A record of that kind, filled in as its form would be; what is a list stands under it."""
    texts = {name: one for name, one in written.items() if isinstance(one, str)}
    made = kind(**more).fill(texts)
    made.save(sure=True)
    return made


def _settle(keys: Keys, name: str, members: Event) -> None:
    district = District.get(District.ubigeo == members["ubigeo"])
    known = Community.get_or_none(Community.name == name, Community.district == district)
    community = known or Community.create(name=name, district=district)
    for ref in members["members"]:
        member = Member.get_by_id(keys.members[ref].id)
        member.community = community
        member.save(sure=True)


def _plan(forum: Forum, written: Event) -> Plan:
    plan = _made(Plan, written, forum=forum)
    for one in written["axes"]:
        axis = _made(Axis, one, plan=plan)
        for two in one["objectives"]:
            objective = _made(Objective, two, axis=axis)
            for three in two["activities"]:
                activity = _made(Activity, three, objective=objective)
                _under(PlannedMoney, three.get("money", ()), activity=activity)
                _under(Progress, three.get("progress", ()), activity=activity)
    return plan


def _under(kind: type[Record], written: Sequence[Event], **above: Record) -> None:
    for one in written:
        _made(kind, one, **above)


def _session(
    forum: Forum, written: Event, delegates: dict[str, Delegate], plan: Plan | None
) -> None:
    session = _made(
        Session, {name: one for name, one in written.items() if name != "sealed"}, forum=forum
    )
    for name in written["present"]:
        attend(session, delegates[name])
    _under(Presence, written.get("guests", ()), session=session)
    _under(Resolution, written.get("resolutions", ()), session=session)
    if written.get("approves_plan") and plan is not None:
        approve(plan, session)
    if "sealed" in written:
        seal(session, day(written["sealed"]))


def _expense(keys: Keys, written: Event) -> None:
    receipt = Receipt.get(
        Receipt.document
        == Document.get(
            Document.association == keys.association, Document.number == written["receipt"]
        )
    )
    tie(receipt, Activity.get(Activity.name == written["activity"]))
