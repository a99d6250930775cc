"""What the programme asks of a month: people, where the harvest went, and yields."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from models.associations import Association
from models.harvests import DESTINATIONS, Harvest, harvests_of, yield_of
from models.members import register_of
from models.months import Month
from models.numbers import rounded

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
    people = [
        one
        for one in register_of(association, month.last)
        if one.departed is None or one.departed > month.last
    ]
    women = sum(1 for one in people if one.sex == "F")
    harvests = [
        one for one in harvests_of(association, month.first, month.last) if one.product.unit == "kg"
    ]
    kilos = sum((one.total for one in harvests), ZERO)
    parts = {name: sum((getattr(one, name) for one in harvests), ZERO) for name in DESTINATIONS}
    return Indicators(
        active=len(people),
        women=women,
        women_percent=percent_of(Decimal(women), Decimal(len(people))),
        kilos=kilos,
        percents={name: percent_of(part, kilos) for name, part in parts.items()},
        yields=_yields(harvests),
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
