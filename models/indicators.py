"""What the programme asks of a month: people, where the harvest went, and yields."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peewee import fn

from models.associations import Association
from models.harvests import DESTINATIONS, Harvest, harvests_of, yield_of
from models.members import Member
from models.months import Month
from models.numbers import rounded
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


def indicators_of(association: Association, month: Month) -> Indicators:
    active, women = _people(association, month.last)
    harvests = [
        one for one in harvests_of(association, month.first, month.last) if one.product.unit == "kg"
    ]
    kilos = sum((one.total for one in harvests), ZERO)
    parts = {name: sum((getattr(one, name) for one in harvests), ZERO) for name in DESTINATIONS}
    return Indicators(
        active=active,
        women=women,
        women_percent=percent_of(Decimal(women), Decimal(active)),
        kilos=kilos,
        percents={name: percent_of(part, kilos) for name, part in parts.items()},
        yields=_yields(harvests),
    )


def _people(association: Association, until: date) -> tuple[int, int]:
    """How many are members at the end of that day, and how many of them are women."""
    remain = Member.departed.is_null() | (Member.departed > until)
    counts = (
        Member.select(Member.sex, fn.COUNT(1))
        .where(Member.association == association, Member.admitted <= until, remain)
        .group_by(Member.sex)
    )
    by_sex = dict(rows(counts))
    return sum(by_sex.values()), by_sex.get("F", 0)


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
