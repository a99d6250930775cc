"""The file of a family in a crop year: plots, harvests, food and sales side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from models.associations import Association
from models.changes import Refused
from models.documents import VALID, Document
from models.economy.incomes import (
    FamilyIncome,
    income_of_families,
)
from models.economy.who import Who, families_on
from models.fields import total
from models.food.questions import (
    HarvestUse,
    Score,
    diet_scores,
    harvest_uses,
    share_used,
    shortage_scores,
)
from models.land.rotation import PlotUse, history_of
from models.land.seasons import Season
from models.language import _
from models.produce.deliveries import Delivery
from models.produce.plots import Plot
from models.produce.products import Product
from models.record import rows
from models.reversals import reversed_papers

ZERO = Decimal(0)
YEARS = 3  # of the history of a plot, with the crop year asked for


@dataclass(frozen=True)
class Handed:
    """What a family delivered of one product, payable, in its unit."""

    product: str
    unit: str
    payable: Decimal


@dataclass(frozen=True)
class FamilyLine:
    """A family in the list of a crop year."""

    family: str
    name: str
    members: Sequence[Who]
    hectares: Decimal
    kept_pct: Decimal | None  # of the kilos harvested, kept to eat
    diet: int | None  # groups, of the newest survey
    shortage: int | None  # months with food, of the newest survey
    income: Decimal

    @property
    def community(self) -> str:
        return next((one.community for one in self.members if one.community), "")

    @property
    def people(self) -> int:
        return max(one.people for one in self.members)


@dataclass(frozen=True)
class FamilyFile:
    association: Association
    season: Season
    name: str
    members: Sequence[Who]
    plots: Sequence[Plot]
    uses: Sequence[PlotUse]
    harvests: Sequence[HarvestUse]
    diet: Sequence[Score]
    shortage: Sequence[Score]
    handed: Sequence[Handed]
    income: FamilyIncome

    @property
    def hectares(self) -> Decimal:
        return sum((Decimal(one.area) for one in self.plots), ZERO)

    @property
    def people(self) -> int:
        """Of the household, 0 where nobody said."""
        return max(one.people for one in self.members)

    @property
    def places(self) -> tuple[str, str]:
        """Community and watershed of the family, "" where nobody said."""
        return (
            next((one.community for one in self.members if one.community), ""),
            next((one.watershed for one in self.members if one.watershed), ""),
        )


def family_lines(association: Association, season: Season) -> list[FamilyLine]:
    """Every active family at the end of the crop year; as many questions for ten as for a thousand."""
    since, until = season.since, season.until
    held = _hectares_by_member(association)
    uses, incomes = harvest_uses(association, since, until), _incomes(association, season)
    diet = {one.who.family: one.score for one in diet_scores(association, since, until)}
    shortage = {one.who.family: one.score for one in shortage_scores(association, since, until)}
    by_family: dict[str, list[HarvestUse]] = {}
    for use in uses:
        by_family.setdefault(use.who.family, []).append(use)
    found = []
    for family, members in families_on(association, until).items():
        own = [one for one in by_family.get(family, []) if one.unit == "kg"]
        found.append(
            FamilyLine(
                family=family,
                name=members[0].family_name,
                members=members,
                hectares=sum((held.get(one.member, ZERO) for one in members), ZERO),
                kept_pct=share_used(own, "own_use"),
                diet=diet.get(family),
                shortage=shortage.get(family),
                income=incomes[family].now,
            )
        )
    return found


def family_file(association: Association, family: str, season: Season) -> FamilyFile:
    """All of one family, named as `Who.family` names it; refused where it had no member then."""
    since, until = season.since, season.until
    members = families_on(association, until).get(family)
    if members is None:
        raise Refused(_("Esa familia no tenía ningún socio al terminar la campaña."))
    keys = [one.member for one in members]
    plots = list(Plot.select().where(Plot.member.in_(keys)).order_by(Plot.code))
    return FamilyFile(
        association=association,
        season=season,
        name=members[0].family_name,
        members=members,
        plots=plots,
        uses=history_of([one.id for one in plots], Season(season.first - YEARS + 1), season),
        harvests=_of_family(harvest_uses(association, since, until, keys)),
        diet=[s for s in diet_scores(association, since, until) if s.who.member in keys],
        shortage=[s for s in shortage_scores(association, since, until) if s.who.member in keys],
        handed=_handed(keys, season),
        income=_incomes(association, season)[family],
    )


def _of_family(several: Sequence[HarvestUse]) -> list[HarvestUse]:
    """What its members harvested of each product, together."""
    found: dict[str, HarvestUse] = {}
    for one in several:
        before = found.get(one.product)
        if before is None:
            found[one.product] = one
            continue
        parts = tuple(a + b for a, b in zip(before.parts, one.parts, strict=True))
        found[one.product] = replace(before, total=before.total + one.total, parts=parts)
    return list(found.values())


def _incomes(association: Association, season: Season) -> dict[str, FamilyIncome]:
    change = income_of_families(association, season, season.previous)
    return {one.family: one for one in change.families}


def _hectares_by_member(association: Association) -> dict[int, Decimal]:
    query = Plot.select(Plot.member, total(Plot.area)).where(Plot.association == association)
    return dict(rows(query.group_by(Plot.member)))


def _handed(members: Sequence[int], season: Season) -> list[Handed]:
    query = (
        Delivery.select(Product.name, Product.unit, total(Delivery.payable))
        .join_from(Delivery, Document)
        .join_from(Delivery, Product)
        .where(
            Delivery.member.in_(members),
            Document.state == VALID,
            Document.day.between(season.since, season.until),
            Document.id.not_in(reversed_papers()),
        )
        .group_by(Delivery.product)
        .order_by(Product.found_by)
    )
    return [Handed(*row) for row in rows(query)]
