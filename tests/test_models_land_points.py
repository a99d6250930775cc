"""Points on the ground and what they enclose, against published lengths of a degree and laws."""

import math
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.fields import read, show
from models.land.points import (
    DEGREE,
    Point,
    PointsField,
    boundary,
    crossing,
    enclosed,
    metres,
    middle,
    point,
    typed_point,
    why_not,
)

THOUSANDTH = DEGREE // 1000


def square(south: int, west: int, side: int = THOUSANDTH) -> list[Point]:
    return [
        Point(south, west),
        Point(south, west + side),
        Point(south + side, west + side),
        Point(south + side, west),
    ]


def test_a_square_at_the_equator_has_the_area_of_its_two_sides():
    # WGS84 at the equator: 110.5742759 m and 111.3194908 m for a thousandth of a degree.
    assert enclosed(square(-THOUSANDTH // 2, -75 * DEGREE)) == Decimal(12309)


@pytest.mark.parametrize(
    ("lat", "north", "east"), [(0, "110.574", "111.320"), (15, "110.649", "107.550")]
)
def test_a_degree_is_as_long_as_the_tables_say(lat, north, east):
    to_north, to_east = metres(-lat * DEGREE)

    metre = Decimal("0.001")  # of a degree told in km
    assert abs(to_north * DEGREE / 1000 - Decimal(north)) < metre
    assert abs(to_east * DEGREE / 1000 - Decimal(east)) < metre


def test_three_points_are_half_a_square():
    whole = square(-14 * DEGREE, -72 * DEGREE)

    assert abs(enclosed(whole[:3]) * 2 - enclosed(whole)) <= 2


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("-13.98765, -71.54321", -139876500, -715432100),
        ("-71.54321 -13.98765", -139876500, -715432100),
        ("-13,98765; -71,54321", -139876500, -715432100),
        ("-13.98765 -71.54321 3715", -139876500, -715432100),
        ("-13.98765004,-71.54320995", -139876500, -715432100),
        ("-13.98765005,-71.54321", -139876501, -715432100),
    ],
)
def test_a_point_is_read_as_people_write_it(text, lat, lon):
    assert typed_point(text) == (lat, lon)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("8450000, 230000", "UTM"),
        ("40.4168, -3.7038", "no está en el Perú"),
        ("-13.98765", "no es un punto"),
        ("aquí, allá", "no es una coordenada"),
        ("nan, -71.5", "no es una coordenada"),
        ("-1e1, -71.5", "no es una coordenada"),
    ],
)
def test_what_is_no_point_in_peru_is_refused_with_a_sentence(text, says):
    with pytest.raises(ValueError, match=says):
        typed_point(text)


def test_a_boundary_keeps_each_point_once():
    corners = square(-14 * DEGREE, -72 * DEGREE)

    assert boundary([corners[0], *corners, corners[0]]) == tuple(corners)


def test_a_boundary_that_crosses_itself_is_refused():
    a, b, c, d = square(-14 * DEGREE, -72 * DEGREE)

    assert crossing([a, b, c, d]) is None
    assert crossing([a, c, b, d]) == (0, 2)
    assert "se cruza" in why_not([a, c, b, d])


def test_a_boundary_that_comes_back_on_itself_or_touches_itself_is_refused():
    a, b, c, d = square(-14 * DEGREE, -72 * DEGREE)
    half = Point(a.lat, (a.lon + b.lon) // 2)

    assert crossing([a, b, half, d]) == (0, 1)
    assert crossing([a, b, c, half, d]) is not None


@pytest.mark.parametrize(("count", "says"), [(2, "al menos tres"), (501, "caben 500")])
def test_too_few_and_too_many_points_are_refused(count, says):
    assert says in why_not([Point(-14 * DEGREE + n, -72 * DEGREE) for n in range(count)])


def test_points_in_one_line_enclose_nothing():
    line = [Point(-14 * DEGREE + n, -72 * DEGREE + n) for n in (0, 10, 20)]

    assert why_not(line)


def test_one_point_is_a_place_and_encloses_nothing():
    here = [point("-14.03", "-71.57")]

    assert why_not(here) == ""
    assert enclosed(here) == 0
    assert middle(here) == here[0]


coordinates = st.builds(
    Point, st.integers(-145000000, -135000000), st.integers(-725000000, -715000000)
)


@given(st.lists(coordinates, min_size=1, max_size=20))
def test_what_is_shown_is_read_as_the_same_points_and_so_is_what_is_stored(points):
    field, kept = PointsField(), boundary(points)

    assert read(field, show(field, kept)) == kept
    assert field.python_value(field.db_value(kept)) == kept


def star(center: Point, radii: list[int]) -> list[Point]:
    """Corners round about a middle: never crossing."""
    count = len(radii)
    return [
        Point(
            center.lat + round(radius * math.sin(2 * math.pi * place / count)),
            center.lon + round(radius * math.cos(2 * math.pi * place / count)),
        )
        for place, radius in enumerate(radii)
    ]


@given(coordinates, st.lists(st.integers(2000, 9000), min_size=5, max_size=40), st.integers(0, 39))
def test_the_area_is_the_same_from_any_corner_and_either_way_round(center, radii, turn):
    corners = star(center, radii)
    turned = corners[turn % len(corners) :] + corners[: turn % len(corners)]

    assert crossing(corners) is None
    assert enclosed(corners) == enclosed(turned) == enclosed(corners[::-1]) > 0


@given(st.lists(st.builds(Point, st.integers(0, 9), st.integers(0, 9)), max_size=9))
def test_the_search_for_a_crossing_finds_what_looking_at_every_pair_finds(points):
    corners = boundary(points)
    if len(corners) < 3:
        return
    sides = [(corners[n], corners[(n + 1) % len(corners)]) for n in range(len(corners))]
    pairs = [pair for pair in combinations(range(len(sides)), 2) if _share(sides, *pair)]

    assert (crossing(corners) is not None) == bool(pairs)


def _share(sides, n, m) -> bool:
    """Whether two sides share more than a corner they have in common, point by point in quarters."""
    beside = m == n + 1 or (n == 0 and m == len(sides) - 1)
    corner = set(sides[n]) & set(sides[m]) if beside else set()
    return bool(_meeting(sides[n], sides[m]) - {(one.lat, one.lon) for one in corner})


def _meeting(one, other):
    """Exact common points of two sides; of an overlap its two ends."""
    (a, b), (c, d) = one, other
    u, v = (b.lat - a.lat, b.lon - a.lon), (d.lat - c.lat, d.lon - c.lon)
    across = u[0] * v[1] - u[1] * v[0]
    if across:
        s = Fraction((c.lat - a.lat) * v[1] - (c.lon - a.lon) * v[0], across)
        t = Fraction((c.lat - a.lat) * u[1] - (c.lon - a.lon) * u[0], across)
        inside = 0 <= s <= 1 and 0 <= t <= 1
        return {(a.lat + s * u[0], a.lon + s * u[1])} if inside else set()
    if (c.lat - a.lat) * u[1] != (c.lon - a.lon) * u[0]:
        return set()
    low, high = max(min(a, b), min(c, d)), min(max(a, b), max(c, d))
    return {(low.lat, low.lon), (high.lat, high.lon)} if low <= high else set()
