"""Points on the ground, whole numbers of 1e-7 degree (about a centimetre), and what they enclose.

Areas and lengths are taken on a plane that touches the ground at the middle of the points (WGS84,
equirectangular). For a plot less than 2 km across in Peru the area is wrong by less than one part
in two thousand, less than any hand-held GPS.
"""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from typing import NamedTuple

from models.fields import NoteField, read, show
from models.language import _

DEGREE = 10**7  # units of a degree
MOST_POINTS = 500  # of one boundary
SOUTH, NORTH = -184 * DEGREE // 10, DEGREE // 10  # Peru lies between these, both included
WEST, EAST = -814 * DEGREE // 10, -686 * DEGREE // 10

_BILLION = Decimal(10) ** 9  # a number so large is no coordinate in any measure
_PI = Decimal("3.14159265358979323846264338327950288")
_EQUATOR = Decimal(6378137)  # metres, WGS84
_FLATNESS = Decimal("0.00669437999014")  # first eccentricity, squared
_NUMBER = re.compile(r"[-+]?[0-9]{1,9}(?:\.[0-9]{1,20})?", re.ASCII)


class Point(NamedTuple):
    """Latitude and longitude in units of 1e-7 degree; south and west are negative."""

    lat: int
    lon: int

    def __str__(self) -> str:
        return f"{degrees(self.lat)}, {degrees(self.lon)}"


def degrees(units: int) -> Decimal:
    """«-13.9876543»: always with seven decimals."""
    return Decimal(units).scaleb(-7)


def units(text: str | Decimal) -> int:
    """Degrees as units, rounded to the nearest; ValueError, with a sentence, for anything else."""
    words = str(text).strip()
    if isinstance(text, str) and not _NUMBER.fullmatch(words):
        raise ValueError(_("«{text}» no es una coordenada.").format(text=words[:40]))
    value = Decimal(text)
    if not (value.is_finite() and -_BILLION < value < _BILLION):
        raise ValueError(_("«{text}» no es una coordenada.").format(text=words[:40]))
    if not -180 <= value <= 180:
        raise ValueError(
            _("«{text}» está en metros (UTM). Ponga el GPS en grados decimales.").format(text=words)
        )
    return int(value.scaleb(7).to_integral_value(ROUND_HALF_UP))


def point(lat: str | Decimal, lon: str | Decimal) -> Point:
    """The point, which must lie in Peru."""
    made = Point(units(lat), units(lon))
    if not (SOUTH <= made.lat <= NORTH and WEST <= made.lon <= EAST):
        raise ValueError(_("El punto {point} no está en el Perú.").format(point=made))
    return made


def typed_point(text: str) -> Point:
    """A point as people write it: latitude and longitude, in either order, a height after them.

    The two cannot be taken for one another: in Peru one is near −14 and the other near −72.
    """
    words = text.strip()
    if "." not in words:
        words = re.sub(r"(?<=[0-9]),(?=[0-9])", ".", words)
    parts = [one for one in re.split(r"[,;\s]+", words) if one]
    if len(parts) not in (2, 3):
        raise ValueError(
            _("«{text}» no es un punto. Escriba latitud, longitud: -13.98765, -71.54321").format(
                text=text.strip()[:40]
            )
        )
    first, second = units(parts[0]), units(parts[1])
    swapped = WEST <= first <= EAST
    return point(*((parts[1], parts[0]) if swapped and second > EAST else (parts[0], parts[1])))


def boundary(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points each once: what was measured twice, and the first again at the end, left out."""
    kept: list[Point] = []
    for one in points:
        if not kept or kept[-1] != one:
            kept.append(one)
    while len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return tuple(kept)


def why_not(points: Sequence[Point]) -> str:
    """What keeps them from being a place (one point) or a boundary (three or more); "" if nothing."""
    if len(points) > MOST_POINTS:
        return _("Son {n} puntos; caben {most}.").format(n=len(points), most=MOST_POINTS)
    if len(points) == 2:
        return _("Un lindero tiene al menos tres puntos; un lugar, uno solo.")
    if len(points) > 2 and (pair := crossing(points)):
        return _("El lindero se cruza: el lado {a} corta el lado {b}. Revise el orden.").format(
            a=pair[0] + 1, b=pair[1] + 1
        )
    if len(points) > 2 and not twice_enclosed(points):
        return _("Esos puntos están en una sola línea: no encierran nada.")
    return ""


def crossing(points: Sequence[Point]) -> tuple[int, int] | None:
    """Two sides (counted from 0) that meet where they should not; None for a simple boundary."""
    count = len(points)
    sides = [(points[n], points[(n + 1) % count]) for n in range(count)]
    # From south to north: two sides meet only where their latitudes do.
    spans = sorted((min(a.lat, b.lat), max(a.lat, b.lat), n) for n, (a, b) in enumerate(sides))
    for place, (_low, high, n) in enumerate(spans):
        for low, _high, m in spans[place + 1 :]:
            if low > high:
                break
            if _clash(sides, *sorted((n, m))):
                return min(n, m), max(n, m)
    return None


def _clash(sides: Sequence[tuple[Point, Point]], n: int, m: int) -> bool:
    """Whether two sides, n before m, meet elsewhere than in a corner they have in common."""
    if m == n + 1:
        return _fold_back(sides[n], sides[m])
    if n == 0 and m == len(sides) - 1:
        return _fold_back(sides[m], sides[n])
    return _meet(*sides[n], *sides[m])


def _fold_back(one: tuple[Point, Point], following: tuple[Point, Point]) -> bool:
    """Whether a side lies on the one it follows."""
    (before, corner), (_corner, after) = one, following
    if _turn(before, corner, after):
        return False
    ahead = (corner.lat - before.lat) * (after.lat - corner.lat)
    return ahead + (corner.lon - before.lon) * (after.lon - corner.lon) < 0


def _turn(a: Point, b: Point, c: Point) -> int:
    """Above 0 where the way a, b, c turns to one side, below 0 to the other, 0 straight on."""
    return (b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon)


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the sides a-b and c-d have a point in common."""
    turns = (_turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b))
    if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
        return True
    ends = ((a, b, c), (a, b, d), (c, d, a), (c, d, b))
    return any(not turn and _between(*one) for turn, one in zip(turns, ends, strict=True))


def _between(a: Point, b: Point, on_line: Point) -> bool:
    return min(a.lat, b.lat) <= on_line.lat <= max(a.lat, b.lat) and min(
        a.lon, b.lon
    ) <= on_line.lon <= max(a.lon, b.lon)


def twice_enclosed(points: Sequence[Point]) -> int:
    """Twice what they enclose, in squared units, exact; whichever way round they go."""
    following = [*points[1:], points[0]]
    first = points[0]
    return abs(
        sum(
            (a.lon - first.lon) * (b.lat - first.lat) - (b.lon - first.lon) * (a.lat - first.lat)
            for a, b in zip(points, following, strict=True)
        )
    )


def enclosed(points: Sequence[Point]) -> Decimal:
    """Whole square metres inside the boundary; 0 for fewer than three points."""
    if len(points) < 3:
        return Decimal(0)
    tall, wide = metres(middle(points).lat)
    with localcontext(prec=40):
        exact = Decimal(twice_enclosed(points)) / 2 * tall * wide
        return exact.quantize(Decimal(1), ROUND_HALF_UP)


def middle(points: Sequence[Point]) -> Point:
    """The mean of the points: where a plot is said to lie."""
    count = len(points)
    return Point(
        round(sum(one.lat for one in points) / Decimal(count)),
        round(sum(one.lon for one in points) / Decimal(count)),
    )


@lru_cache(256)
def metres(lat: int) -> tuple[Decimal, Decimal]:
    """How long one unit is at that latitude, to the north and to the east."""
    with localcontext(prec=40):
        angle = degrees(lat) * _PI / 180
        cosine = _cosine(angle)
        flat = 1 - _FLATNESS * (1 - cosine * cosine)
        to_north = _EQUATOR * (1 - _FLATNESS) / (flat * flat.sqrt())
        to_east = _EQUATOR / flat.sqrt() * cosine
        unit = _PI / 180 / DEGREE
        return to_north * unit, to_east * unit


def _cosine(angle: Decimal) -> Decimal:
    """By its series: below a third of a turn, twenty terms are exact to thirty figures."""
    term = whole = Decimal(1)
    for n in range(1, 20):
        term *= -angle * angle / ((2 * n - 1) * (2 * n))
        whole += term
    return whole


class PointsField(NoteField):
    """Points, one on each line as «latitude, longitude»; kept as whole units «lat lon;lat lon»."""

    def db_value(self, value: Sequence[Point] | None) -> str | None:
        return ";".join(f"{one.lat} {one.lon}" for one in value) if value else None

    def python_value(self, value: str | None) -> tuple[Point, ...] | None:
        if not value:
            return None
        return tuple(Point(*map(int, one.split())) for one in value.split(";"))


@read.register
def _read_points(field: PointsField, text: str) -> tuple[Point, ...]:
    lines = [one for one in re.split(r"[\n|]", text) if one.strip()]
    if len(lines) > 2 * MOST_POINTS:
        raise ValueError(_("Son {n} puntos; caben {most}.").format(n=len(lines), most=MOST_POINTS))
    return boundary([typed_point(one) for one in lines])


@show.register
def _show_points(field: PointsField, value: Sequence[Point] | None) -> str:
    return "\n".join(map(str, value or ()))
