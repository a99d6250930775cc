"""Plots on the ground: put there from a GPS file, told as GeoJSON, and drawn by community."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from peewee import JOIN

from models.associations import Association
from models.changes import Refused, transaction
from models.fields import folded
from models.land.gps import Shape
from models.land.points import Point, degrees
from models.language import _
from models.people.members import Member
from models.places import Community, District, Watershed
from models.produce.plots import HECTARE, Plot
from models.record import rows


@dataclass(frozen=True)
class Placed:
    """A plot as it is drawn: without points it is only named."""

    plot: Plot
    community: str
    watershed: str

    @property
    def points(self) -> tuple[Point, ...]:
        return self.plot.points or ()


def placed_plots(association: Association) -> list[Placed]:
    """Every plot by watershed, community and code; where nobody said it, its member's community."""
    where = _places()
    plots = Plot.select(Plot, Member).join(Member).where(Plot.association == association)
    found = []
    for plot in plots.order_by(Plot.code):
        community, watershed = where.get(
            plot.community_id or plot.member.community_id or 0, ("", "")
        )
        found.append(Placed(plot, community, watershed))
    return sorted(found, key=lambda one: (not one.watershed, one.watershed, one.community))


def _places() -> dict[int, tuple[str, str]]:
    """Community's key -> its name and watershed."""
    query = (
        Community.select(Community.id, Community.name, Watershed.name)
        .join_from(Community, District)
        .join_from(District, Watershed, JOIN.LEFT_OUTER)
    )
    return {key: (name, watershed or "") for key, name, watershed in rows(query)}


def assigned(
    association: Association, shapes: Sequence[Shape], chosen: Plot | None = None
) -> list[tuple[Plot, Shape]]:
    """Which plot each shape is: by its code, or, for a shape alone that names none, the chosen one.

    Refused, naming them, where shapes have no plot or two are of the same.
    """
    known = {folded(str(one.code)): one for one in _plots(association)}
    if len(shapes) == 1 and folded(shapes[0].name) not in known and chosen is not None:
        return [(chosen, shapes[0])]
    strange = [one.name or _("sin nombre") for one in shapes if folded(one.name) not in known]
    if strange:
        raise Refused(
            _("El archivo nombra parcelas que no están registradas: {names}.").format(
                names=", ".join(strange[:5])
            )
        )
    pairs = [(known[folded(one.name)], one) for one in shapes]
    if len({plot.id for plot, _shape in pairs}) < len(pairs):
        raise Refused(_("El archivo trae dos veces la misma parcela."))
    return pairs


def _plots(association: Association) -> list[Plot]:
    return list(Plot.select().where(Plot.association == association))


@transaction()
def put_on_map(pairs: Sequence[tuple[Plot, Shape]], *, sure: bool = False) -> None:
    """Store the points of each plot, all or none."""
    for plot, shape in pairs:
        plot.points = shape.points
        plot.save(sure=sure)


def geojson(plots: Sequence[Placed]) -> bytes:
    """The plots with points as GeoJSON (RFC 7946), without names of persons.

    Coordinates are written with seven decimals, longitude first; a boundary ends where it begins.
    """
    features = [_feature(one) for one in plots if one.points]
    whole = {"type": "FeatureCollection", "features": features}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _feature(placed: Placed) -> dict[str, object]:
    points = [[_number(one.lon), _number(one.lat)] for one in placed.points]
    polygon = len(points) > 2
    if polygon:
        round_about = points if _is_left_round(placed.points) else points[::-1]
        places: object = [[*round_about, round_about[0]]]
    else:
        places = points[0]
    return {
        "type": "Feature",
        "properties": {
            "codigo": str(placed.plot.code),
            "nombre": str(placed.plot.name),
            "comunidad": placed.community,
            "cuenca": placed.watershed,
            "area_m2": int(Decimal(placed.plot.area) * HECTARE),
        },
        "geometry": {"type": "Polygon" if polygon else "Point", "coordinates": places},
    }


def _number(units: int) -> float:
    """For JSON alone, which knows no other: nine figures are exact in it."""
    return float(degrees(units))


def _is_left_round(points: Sequence[Point]) -> bool:
    """Whether the boundary goes against the clock, as RFC 7946 asks."""
    first, turning = points[0], 0
    for a, b in zip(points, [*points[1:], first], strict=True):
        turning += (a.lon - first.lon) * (b.lat - first.lat)
        turning -= (b.lon - first.lon) * (a.lat - first.lat)
    return turning > 0
