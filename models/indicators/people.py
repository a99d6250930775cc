"""Who the members of all associations are, as a figure needs to know: sex, age, community, watershed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peewee import JOIN

from models.associations import Association
from models.council.forums import GROWN, OLD, YOUNG
from models.people.members import Member, active_on
from models.places import Community, District, Watershed
from models.record import rows


@dataclass(frozen=True)
class Person:
    """A member of one association; who says no community is of the watershed of the association."""

    key: int
    name: str
    sex: str
    age: str
    community: str
    watershed: str
    association: int
    active: bool


def age_group(born: date | None, day: date) -> str:
    """Of the years completed on that day; "" without a birth date."""
    if born is None:
        return ""
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return YOUNG if years < 30 else GROWN if years < 60 else OLD


def watersheds_of_associations() -> dict[int, str]:
    """Association's key -> the watershed of its district."""
    query = (
        Association.select(Association.id, Watershed.name)
        .join_from(Association, District, JOIN.LEFT_OUTER)
        .join_from(District, Watershed, JOIN.LEFT_OUTER)
    )
    return {key: name or "" for key, name in rows(query)}


def people_on(day: date, watershed: str = "") -> Mapping[int, Person]:
    """Everyone who is or was in a padrón by that day, of one watershed if it is said; by key."""
    own = watersheds_of_associations()
    active = active_on(day)
    query = (
        Member.select(
            *(Member.id, Member.name, Member.sex, Member.born, Member.association),
            *(Community.name, Watershed.name, active),
        )
        .join_from(Member, Community, JOIN.LEFT_OUTER)
        .join_from(Community, District, JOIN.LEFT_OUTER)
        .join_from(District, Watershed, JOIN.LEFT_OUTER)
        .where(Member.admitted <= day)
        .order_by(Member.association, Member.place)
    )
    found = {}
    for key, name, sex, born, association, community, basin, is_active in rows(query):
        where = basin or own.get(association, "")
        if watershed and where != watershed:
            continue
        age = age_group(born, day)
        found[key] = Person(
            *(key, name, sex, age, community or "", where, association, bool(is_active))
        )
    return found
