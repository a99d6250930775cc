"""Who the members of all associations are, as a figure needs to know: sex, age, community, watershed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peewee import JOIN

from models.associations import Association
from models.council.forums import GROWN, OLD, YOUNG
from models.economy.who import Who, people_on
from models.places import District, Watershed
from models.record import rows


@dataclass(frozen=True)
class Person:
    """A member of an association; who says no community is of the watershed of the association."""

    who: Who
    association: int
    age: str  # group, of AGES; "" without a birth date
    watershed: str


def age_group(years: int | None) -> str:
    """The group of AGES; "" where nobody knows."""
    if years is None:
        return ""
    return YOUNG if years < 30 else GROWN if years < 60 else OLD


def watersheds_of_associations() -> dict[int, str]:
    """Association's key -> the watershed of its district."""
    query = (
        Association.select(Association.id, Watershed.name)
        .join_from(Association, District, JOIN.LEFT_OUTER)
        .join_from(District, Watershed, JOIN.LEFT_OUTER)
    )
    return {key: name or "" for key, name in rows(query)}


def everyone_on(day: date, watershed: str = "") -> Mapping[int, Person]:
    """Everyone who is or was in a padrón by that day, of one watershed if it is said; by key."""
    own = watersheds_of_associations()
    found = {}
    for association in Association.select().order_by(Association.found_by):
        for key, who in people_on(association, day).items():
            where = who.watershed or own[association.id]
            if watershed in ("", where):
                found[key] = Person(who, association.id, age_group(who.age), where)
    return found
