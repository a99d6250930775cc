"""What became of what families harvested, and how they eat: answered from harvests and surveys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.associations import Association
from models.economy.who import Figure, Who, people_on, share_of
from models.fields import total
from models.food.surveys import (
    GROUPS,
    MONTHS,
    DietSurvey,
    ShortageSurvey,
    band,
    ticked,
)
from models.language import N_
from models.numbers import rounded
from models.produce.harvests import DESTINATIONS, Harvest
from models.produce.products import Product
from models.record import rows

ZERO = Decimal(0)
# What each destination is called in the words of the family.
USES = (
    ("sale", N_("Vendió")),
    ("own_use", N_("Guardó para comer")),
    ("seed", N_("Guardó de semilla")),
    ("barter", N_("Cambió (trueque)")),
    ("processing", N_("Transformó")),
    ("feed", N_("Dio a los animales")),
    ("gift", N_("Regaló")),
    ("loss", N_("Perdió")),
    ("undecided", N_("Por decidir")),
)


@dataclass(frozen=True)
class HarvestUse:
    """What one member harvested of one product in that time, in its unit, and where it went."""

    who: Who
    product: str
    unit: str
    total: Decimal
    parts: tuple[Decimal, ...]  # in the order of DESTINATIONS; they add up to the total

    def part(self, destination: str) -> Decimal:
        return self.parts[DESTINATIONS.index(destination)]


def harvest_uses(
    association: Association, since: date, until: date, members: Sequence[int] | None = None
) -> list[HarvestUse]:
    """By member and product, the days `since` to `until` both included; those of `members`, or all."""
    sums = [total(getattr(Harvest, name)) for name in ("total", *DESTINATIONS)]
    query = (
        Harvest.select(Harvest.member, Product.name, Product.unit, *sums)
        .join(Product)
        .where(Harvest.association == association, Harvest.day.between(since, until))
        .group_by(Harvest.member, Harvest.product)
        .order_by(Product.found_by)
    )
    if members is not None:
        query = query.where(Harvest.member.in_(members))
    people = people_on(association, until)
    return [
        HarvestUse(people[member], product, unit, harvested, tuple(parts))
        for member, product, unit, harvested, *parts in rows(query)
        if member in people
    ]


def kilos_used(several: Sequence[HarvestUse], destination: str) -> list[Figure]:
    """Kilos that went there, for each person and product; litres and pieces are left out."""
    return [Figure(one.who, one.part(destination)) for one in several if one.unit == "kg"]


def share_used(several: Sequence[HarvestUse], destination: str) -> Decimal | None:
    """Per cent of the kilos harvested that went there; None where none were."""
    kilos = [one for one in several if one.unit == "kg"]
    went = sum((one.part(destination) for one in kilos), ZERO)
    return share_of(went, sum((one.total for one in kilos), ZERO))


@dataclass(frozen=True)
class Score:
    """The answer of one family to one survey: 0 to 12."""

    who: Who
    day: date
    score: int

    @property
    def band(self) -> str:
        """«low», «middle» or «high»: how varied the food is, where the score counts groups."""
        return band(self.score)


def diet_scores(association: Association, since: date, until: date) -> list[Score]:
    """HDDS of the surveys of those days, both included, by day."""
    return _scores(association, DietSurvey, ticked(DietSurvey, GROUPS), since, until)


def shortage_scores(association: Association, since: date, until: date) -> list[Score]:
    """MAHFP, months with enough food, of the surveys of those days, both included, by day."""
    return _scores(association, ShortageSurvey, 12 - ticked(ShortageSurvey, MONTHS), since, until)


def _scores(
    association: Association, model: Any, counted: Any, since: date, until: date
) -> list[Score]:
    query = (
        model.select(model.member, model.day, counted.coerce(False))
        .where(model.association == association, model.day.between(since, until))
        .order_by(model.day, model.id)
    )
    people = people_on(association, until)
    return [
        Score(people[member], day, score) for member, day, score in rows(query) if member in people
    ]


def mean_score(several: Sequence[Score]) -> Decimal | None:
    """To one decimal; None of none."""
    return (
        rounded(Decimal(sum(one.score for one in several)) / len(several), 1) if several else None
    )
