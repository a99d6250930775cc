"""Of whom a figure is: member, family, sex, age, community and watershed; and figures split by these.

Every question of the territory answers with `Figure`s, one for each person it concerns, so that
any of them can be added up by any of `BY`. Who never belonged to the padrón in that time is no one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import JOIN

from models.associations import Association
from models.language import N_, _
from models.numbers import rounded
from models.parameters import values_on
from models.people.households import Household
from models.people.members import SEXES, Member
from models.places import Community, District, Watershed
from models.record import rows

BY = ("sex", "age", "community", "watershed", "family")
YOUNG, ADULT, UNKNOWN = N_("Jóvenes"), N_("Adultos"), N_("Sin dato")
YOUTH = Decimal(29)  # where the association says nothing else


@dataclass(frozen=True)
class Who:
    """A member as counted. `family` tells families apart; `age` is in whole years on that day."""

    member: int
    name: str
    family: str
    family_name: str
    people: int  # of the household, 0 if nobody said
    sex: str
    age: int | None
    young: bool | None
    community: str
    watershed: str
    active: bool

    def group(self, by: str) -> str:
        """The word a figure of this person stands under when split by one of `BY`."""
        if by == "sex":
            return _(dict(SEXES)[self.sex])
        if by == "age":
            return _(UNKNOWN) if self.young is None else _(YOUNG) if self.young else _(ADULT)
        if by == "family":
            return self.family_name
        return {"community": self.community, "watershed": self.watershed}[by] or _(UNKNOWN)


@dataclass(frozen=True)
class Figure:
    """An amount of one person: soles, kilos, hectares or a count, as the question says."""

    who: Who
    amount: Decimal


def age_on(born: date, day: date) -> int:
    """Whole years lived by that day; who was born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def people_on(association: Association, day: date) -> dict[int, Who]:
    """Member's key -> who it is on that day, everyone admitted by then; one query."""
    (limit,) = values_on(association, "youth_age", [day])
    query = (
        Member.select(
            Member.id,
            Member.name,
            Member.sex,
            Member.born,
            Member.household,
            Member.admitted,
            Member.departed,
            Household.id,
            Household.name,
            Household.people,
            Community.name,
            Watershed.name,
        )
        .join_from(Member, Household, JOIN.LEFT_OUTER, on=Member.home)
        .join_from(Member, Community, JOIN.LEFT_OUTER)
        .join_from(Community, District, JOIN.LEFT_OUTER)
        .join_from(District, Watershed, JOIN.LEFT_OUTER)
        .where(Member.association == association, Member.admitted <= day)
        .order_by(Member.found_by)
    )
    return {row[0]: _who(row, day, int(limit or YOUTH)) for row in rows(query)}


def _who(row: tuple[Any, ...], day: date, limit: int) -> Who:
    key, name, sex, born, household, _in, left, home, home_name, people, community, watershed = row
    age = age_on(born, day) if born is not None else None
    return Who(
        member=key,
        name=name,
        family=f"h{home}" if home else f"m{key}",
        family_name=home_name or name,
        people=people or household or 0,
        sex=sex,
        age=age,
        young=None if age is None else age <= limit,
        community=community or "",
        watershed=watershed or "",
        active=left is None or left > day,
    )


def figures(people: Mapping[int, Who], amounts: Mapping[int, Decimal]) -> list[Figure]:
    """Each amount with whose it is, in the order of `people`."""
    return [Figure(who, amounts[key]) for key, who in people.items() if key in amounts]


def split(several: Sequence[Figure], by: str) -> dict[str, Decimal]:
    """Word -> sum of the figures that stand under it; the parts add up to the whole."""
    found: dict[str, Decimal] = {}
    for one in several:
        group = one.who.group(by)
        found[group] = found.get(group, Decimal(0)) + one.amount
    return found


def whole(several: Sequence[Figure]) -> Decimal:
    return sum((one.amount for one in several), Decimal(0))


def members_on(association: Association, day: date) -> list[Figure]:
    """One for each active member on that day: split by sex or age it counts women and the young."""
    people = people_on(association, day)
    return [Figure(who, Decimal(1)) for who in people.values() if who.active]


def families_on(association: Association, day: date) -> dict[str, list[Who]]:
    """Family -> its active members on that day, in the order of the alphabet."""
    found: dict[str, list[Who]] = {}
    for who in people_on(association, day).values():
        if who.active:
            found.setdefault(who.family, []).append(who)
    return found


def share_of(part: Decimal, all_of_it: Decimal) -> Decimal | None:
    """Per cent, to one decimal; None of nothing."""
    return rounded(part * 100 / all_of_it, 1) if all_of_it else None
