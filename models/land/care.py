"""How much land is cared for: hectares with practices, in transition or organic, on terraces."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from peewee import fn

from models.associations import Association
from models.economy.who import Figure, figures, people_on
from models.fields import total
from models.land.organic import OrganicStatus
from models.land.practices import Practice
from models.produce.plots import Plot
from models.record import rows

ENOUGH = 3  # practices for a plot to count as under sustainable use (domain 8)
CURRENT = timedelta(days=365)  # how long a verified practice counts


def hectares_held(association: Association, day: date) -> list[Figure]:
    """Hectares of the plots of each member."""
    return _hectares(association, day, True)


def hectares_cared_for(association: Association, day: date, least: int = ENOUGH) -> list[Figure]:
    """Hectares of plots with at least so many practices verified in the year before that day."""
    cared = (
        Practice.select(Practice.plot)
        .where(Practice.day.between(day - CURRENT, day))
        .group_by(Practice.plot)
        .having(fn.COUNT(Practice.practice.distinct()) >= least)
    )
    return _hectares(association, day, Plot.id.in_(cared))


def hectares_of_status(association: Association, day: date, status: str) -> list[Figure]:
    """Hectares of plots that are «organic», «transition», … on that day, by their newest status."""
    later = OrganicStatus.alias()
    newest = later.select(fn.MAX(later.since)).where(
        later.plot == OrganicStatus.plot, later.since <= day
    )
    standing = OrganicStatus.select(OrganicStatus.plot).where(
        OrganicStatus.status == status,
        OrganicStatus.since == newest,
        OrganicStatus.until.is_null() | (OrganicStatus.until >= day),
    )
    return _hectares(association, day, Plot.id.in_(standing))


def hectares_restored(association: Association, day: date) -> list[Figure]:
    """Hectares of plots whose terraces were restored."""
    return _hectares(association, day, Plot.terraces == "restored")


def _hectares(association: Association, day: date, condition: Any) -> list[Figure]:
    query = (
        Plot.select(Plot.member, total(Plot.area))
        .where(Plot.association == association, condition)
        .group_by(Plot.member)
    )
    held: dict[int, Decimal] = dict(rows(query))
    return figures(people_on(association, day), held)
