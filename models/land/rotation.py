"""The history of plots: what was sown in each crop year, what was expected, harvested and delivered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import JOIN, fn

from models.documents import VALID, Document
from models.fields import total
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
    sown, grown = _sown(plots, since, until), _grown(plots, since, until)
    given = _given(plots, since, until)
    found = []
    for key in {*sown, *grown}:
        crop, harvest = sown.get(key), grown.get(key)
        known = crop or harvest
        assert known is not None
        found.append(
            PlotUse(
                plot=code[key[0]],
                season=key[1],
                product=known.product,
                unit=known.unit,
                area=known.area,
                expected=crop.quantity if crop else None,
                harvested=harvest.quantity or ZERO if harvest else ZERO,
                delivered=given.get(key, ZERO),
            )
        )
    return sorted(found, key=lambda one: (one.plot, -int(one.season[:4]), one.product))


Key = tuple[int, str, int | None]  # plot, crop year, product


@dataclass(frozen=True)
class _Crop:
    """Of one plot, crop year and product: hectares, and what was expected or harvested of it."""

    product: str
    unit: str
    area: Decimal
    quantity: Decimal | None


def _sown(plots: Sequence[int], since: Season, until: Season) -> dict[Key, _Crop]:
    query = (
        Sowing.select(
            Sowing.plot,
            Sowing.season,
            Sowing.product,
            Product.name,
            Product.unit,
            total(Sowing.area),
            total(Sowing.expected),
            fn.COUNT(Sowing.expected),
        )
        .join_from(Sowing, Product, JOIN.LEFT_OUTER)
        .where(Sowing.plot.in_(plots), Sowing.season.between(str(since), str(until)))
        .group_by(Sowing.plot, Sowing.season, Sowing.product)
    )
    return {
        (plot, season, product): _Crop(name or "", unit or "", area, expected if said else None)
        for plot, season, product, name, unit, area, expected, said in rows(query)
    }


def _grown(plots: Sequence[int], since: Season, until: Season) -> dict[Key, _Crop]:
    season = _season()
    query = (
        Harvest.select(
            Harvest.plot,
            season,
            Harvest.product,
            Product.name,
            Product.unit,
            fn.MAX(fn.COALESCE(Harvest.area, 0)).coerce(False),  # of several harvests of a field
            total(Harvest.total),
        )
        .join_from(Harvest, Product)
        .where(Harvest.plot.in_(plots), Harvest.day.between(since.since, until.until))
        .group_by(Harvest.plot, season, Harvest.product)
    )
    return {
        (plot, _named(begun), product): _Crop(name, unit, Harvest.area.python_value(area), amount)
        for plot, begun, product, name, unit, area, amount in rows(query)
    }


def _given(plots: Sequence[int], since: Season, until: Season) -> dict[Key, Decimal]:
    season = _season()
    query = (
        Delivery.select(Harvest.plot, season, Delivery.product, total(Delivery.net))
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
    return {(plot, _named(begun), product): amount for plot, begun, product, amount in rows(query)}


def _season() -> Any:
    """1 August of the crop year a harvest lies in, AAAA-MM-DD."""
    return fn.DATE(Harvest.day, "-7 months", "start of year", "+7 months").coerce(False)


def _named(begun: str) -> str:
    return str(Season.of(date.fromisoformat(begun)))
