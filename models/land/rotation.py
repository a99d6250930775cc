"""The history of plots: what was sown in each crop year, what was expected, harvested and delivered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import JOIN, fn

from models.documents import VALID, Document
from models.land.seasons import Season
from models.land.uses import Sowing
from models.language import _
from models.numbers import rounded
from models.produce.deliveries import Delivery
from models.produce.harvests import Harvest
from models.produce.plots import Plot
from models.produce.products import Product
from models.record import rows
from models.reversals import reversed_papers

ZERO = Decimal(0)


@dataclass(frozen=True)
class PlotUse:
    """One crop of one plot in one crop year, quantities in the product's unit; without one it rests.

    `expected` is None where nobody said; `area` (ha) is what was sown, or harvested.
    """

    plot: str
    season: str
    product: str
    unit: str
    area: Decimal
    expected: Decimal | None
    harvested: Decimal
    delivered: Decimal

    @property
    def said(self) -> str:
        return self.product or _("en descanso")

    @property
    def per_hectare(self) -> Decimal | None:
        """Harvested per hectare, to the unit; None without a harvest."""
        return rounded(self.harvested / self.area, 0) if self.harvested and self.area else None


def history_of(plots: Sequence[int], since: Season, until: Season) -> list[PlotUse]:
    """By plot, the newest crop year first; what was harvested without a sowing is there too.

    Three questions, however many plots: sowings, harvests, deliveries.
    """
    code = dict(rows(Plot.select(Plot.id, Plot.code).where(Plot.id.in_(plots))))
    sown = {(row[0], row[1], row[2]): row for row in _sown(plots, since, until)}
    grown = _grown(plots, since, until)
    given = _given(plots, since, until)
    every = {*sown, *grown}
    found = []
    for key in every:
        row, harvest = sown.get(key), grown.get(key)
        name, unit = (row or harvest)[3:5]  # type: ignore[index]
        area = row[5] if row else harvest[5] if harvest else None
        found.append(
            PlotUse(
                plot=code[key[0]],
                season=key[1],
                product=name or "",
                unit=unit or "",
                area=Decimal(area or 0),
                expected=row[6] if row else None,
                harvested=harvest[6] if harvest else ZERO,
                delivered=given.get(key, ZERO),
            )
        )
    return sorted(found, key=lambda one: (one.plot, -int(one.season[:4]), one.product))


Key = tuple[int, str, int | None]  # plot, crop year, product


def _sown(plots: Sequence[int], since: Season, until: Season) -> list[tuple[Any, ...]]:
    query = (
        Sowing.select(
            Sowing.plot,
            Sowing.season,
            Sowing.product,
            Product.name,
            Product.unit,
            _sum(Sowing.area),
            _sum(Sowing.expected),
        )
        .join_from(Sowing, Product, JOIN.LEFT_OUTER)
        .where(Sowing.plot.in_(plots), Sowing.season.between(str(since), str(until)))
        .group_by(Sowing.plot, Sowing.season, Sowing.product)
    )
    return rows(query)


def _grown(plots: Sequence[int], since: Season, until: Season) -> dict[Key, tuple[Any, ...]]:
    season = _season(Harvest.day)
    query = (
        Harvest.select(
            Harvest.plot,
            season,
            Harvest.product,
            Product.name,
            Product.unit,
            fn.MAX(Harvest.area).python_value(Harvest.area.python_value),
            _sum(Harvest.total),
        )
        .join_from(Harvest, Product)
        .where(Harvest.plot.in_(plots), Harvest.day.between(since.since, until.until))
        .group_by(Harvest.plot, season, Harvest.product)
    )
    found = {}
    for plot, begun, *rest in rows(query):
        found[plot, str(Season.of(date.fromisoformat(begun))), rest[0]] = (plot, begun, *rest)
    return found


def _given(plots: Sequence[int], since: Season, until: Season) -> dict[Key, Decimal]:
    season = _season(Harvest.day)
    query = (
        Delivery.select(Harvest.plot, season, Delivery.product, _sum(Delivery.net))
        .join_from(Delivery, Harvest)
        .join_from(Delivery, Document)
        .where(
            Harvest.plot.in_(plots),
            Harvest.day.between(since.since, until.until),
            Document.state == VALID,
            Document.id.not_in(reversed_papers()),
        )
        .group_by(Harvest.plot, season, Delivery.product)
    )
    return {
        (plot, str(Season.of(date.fromisoformat(begun))), product): quantity
        for plot, begun, product, quantity in rows(query)
    }


def _season(day: Any) -> Any:
    """1 August of the crop year a day lies in, AAAA-MM-DD."""
    begun = fn.DATE(day, "-7 months", "start of year", "+7 months")
    return begun.python_value(str)


def _sum(field: Any) -> Any:
    return fn.SUM(field).python_value(field.python_value)
