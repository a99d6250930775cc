"""What the programme asks of a month: people, where the harvest went, and yields."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peewee import fn

from models.associations import Association
from models.fields import whole
from models.months import Month
from models.numbers import rounded
from models.people.members import Member, active_on
from models.produce.harvests import DESTINATIONS, Harvest, harvests_of, yield_of
from models.record import rows

ZERO = Decimal(0)


@dataclass(frozen=True)
class Indicators:
    """What the programme asks of a month: people, kilos by destination, yields."""

    active: int
    women: int
    women_percent: Decimal
    kilos: Decimal
    percents: Mapping[str, Decimal]  # destination -> % of all kilos, to 0.1
    yields: Mapping[str, Decimal]  # product -> kg per hectare


@dataclass(frozen=True)
class People:
    """Of the padrón at the end of a day: all who entered, who are members, and the women of them."""

    registered: int
    active: int
    women: int

    @property
    def women_percent(self) -> Decimal:
        """Of the active ones, to 0.1."""
        return percent_of(Decimal(self.women), Decimal(self.active))


def indicators_of(association: Association, month: Month) -> Indicators:
    people = people_on(association, month.last)
    harvests = [
        one for one in harvests_of(association, month.first, month.last) if one.product.unit == "kg"
    ]
    kilos = sum((one.total for one in harvests), ZERO)
    parts = {name: sum((getattr(one, name) for one in harvests), ZERO) for name in DESTINATIONS}
    return Indicators(
        active=people.active,
        women=people.women,
        women_percent=people.women_percent,
        kilos=kilos,
        percents={name: percent_of(part, kilos) for name, part in parts.items()},
        yields=_yields(harvests),
    )


def people_on(association: Association, until: date) -> People:
    """Who was in the padrón at the end of that day."""
    counts = (
        Member.select(Member.sex, fn.COUNT(1), fn.SUM(whole(active_on(until))))
        .where(Member.association == association, Member.admitted <= until)
        .group_by(Member.sex)
    )
    by_sex = {sex: (registered, active) for sex, registered, active in rows(counts)}
    return People(
        registered=sum(registered for registered, _active in by_sex.values()),
        active=sum(active for _registered, active in by_sex.values()),
        women=by_sex.get("F", (0, 0))[1],
    )


def percent_of(part: Decimal, whole: Decimal) -> Decimal:
    """Per cent to 0.1; zero of nothing."""
    return rounded(part * 100 / whole, 1) if whole else ZERO


def _yields(harvests: list[Harvest]) -> dict[str, Decimal]:
    kilos: dict[str, Decimal] = defaultdict(Decimal)
    land: dict[str, Decimal] = defaultdict(Decimal)
    for one in harvests:
        if one.area:
            kilos[str(one.product)] += one.total
            land[str(one.product)] += one.area
    found = {name: yield_of(kilos[name], land[name]) for name in kilos}
    return {name: reached for name, reached in found.items() if reached is not None}
