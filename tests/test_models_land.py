"""Land: plots kept exact, how they were used, cared for and certified, and where they lie."""

import json
import shutil
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from peewee import SqliteDatabase
from playhouse.migrations import Runner
from playhouse.test_utils import count_queries

from models.changes import Refused
from models.economy.who import split, whole
from models.file import schema
from models.land.care import (
    hectares_cared_for,
    hectares_held,
    hectares_of_status,
    hectares_restored,
)
from models.land.gps import Shape, read_shapes
from models.land.mapping import assigned, geojson, placed_plots, put_on_map
from models.land.organic import OrganicStatus, says_organic
from models.land.points import boundary, typed_point
from models.land.practices import Practice
from models.land.rotation import history_of
from models.land.seasons import Season
from models.land.uses import Sowing
from models.places import Community
from models.produce.plots import Plot
from models.produce.products import Product
from models.record import Doubtful, RulesBroken
from models.voiding import void
from tests.factories import (
    a_delivery,
    a_grade,
    a_harvest,
    a_lot,
    a_member,
    a_sale,
    everything,
    may,
)

# A hundredth of a degree by nine thousandths, at 14° south: 1,106.4 m by 972.3 m, 107.58 ha.
CORNERS = ("-14.000, -71.500", "-14.000, -71.491", "-13.990, -71.491", "-13.990, -71.500")

MAY_1, MAY_10, MAY_20 = map(may, (1, 10, 20))


def a_plot(association, member=None, area="1.00", unit="ha", sure=True, **texts) -> Plot:
    plot = Plot(association=association, member=member or a_member(association))
    plot.fill({"typed_area": area, "area_unit": unit, **texts}).save(sure=sure)
    return plot


def square(side: int = 1) -> tuple:
    """A boundary near Pomacanchi, of so many ten-thousandths of a degree each way."""
    step = Decimal(side) / 10000
    south, west = Decimal("-14.03"), Decimal("-71.57")
    corners = [(south, west), (south, west + step), (south + step, west + step)]
    return boundary([typed_point(f"{a} {b}") for a, b in [*corners, (south + step, west)]])


# Area -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "unit", "hectares"),
    [
        ("1.5", "topo", "0.5000"),
        ("2", "topo", "0.6666"),
        ("0.3333", "ha", "0.3333"),
        ("785", "m2", "0.0785"),
    ],
)
def test_land_is_kept_in_whole_square_metres_with_what_was_typed(
    association, typed, unit, hectares
):
    plot = a_plot(association, area=typed, unit=unit)

    stored = Plot.get_by_id(plot.id)
    assert stored.area == Decimal(hectares)  # 1.5 topos of 3,333 m² are 4,999.5: 5,000
    assert (stored.typed_area, stored.area_unit) == (Decimal(typed), "m²" if unit == "m2" else unit)


def test_a_boundary_far_from_the_area_typed_is_asked_about(association):
    points = "\n".join(CORNERS)

    with pytest.raises(Doubtful, match=r"encierra 107\.57"):
        a_plot(association, points=points, sure=False)

    a_plot(association, area="107.6", points=points, sure=False)


def test_points_that_cross_are_refused_and_so_is_a_height_of_the_clouds(association):
    crossed = "\n".join((CORNERS[0], CORNERS[2], CORNERS[1], CORNERS[3]))

    with pytest.raises(RulesBroken) as broken:
        a_plot(association, points=crossed, altitude="7000")

    assert set(broken.value.problems) == {"points", "altitude"}


# Seasons ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "season"),
    [
        (date(2025, 7, 31), "2024-2025"),
        (date(2025, 8, 1), "2025-2026"),
        (date(2026, 7, 31), "2025-2026"),
    ],
)
def test_a_crop_year_begins_on_the_first_of_august(day, season):
    found = Season.of(day)

    assert str(found) == season
    assert found.since <= day <= found.until


@pytest.mark.parametrize("text", ["2025", "2025-2026", " 2025/26 "])
def test_a_season_is_read_as_it_is_said(text):
    assert Season.read(text) == Season(2025)


@pytest.mark.parametrize("text", ["2025-2027", "25-26", "", "mayo"])
def test_what_is_no_season_is_refused(text):
    with pytest.raises(ValueError, match="no es una campaña"):
        Season.read(text)


# Use --------------------------------------------------------------------------------------------


def sow(plot, season, product=None, **more) -> Sowing:
    sowing = Sowing(association=plot.association, plot=plot, season=season, product=product, **more)
    sowing.save()
    return sowing


def test_the_history_tells_expected_harvested_and_delivered_by_season(association):
    plot = a_plot(association, area="0.50")
    product = a_grade(association).product
    sow(plot, "2025-2026", product, expected=Decimal(5000))
    sow(plot, "2024-2025")
    for day, total in ((may(3), "3000.0"), (may(4), "1200.0")):
        harvest = a_harvest(plot.member, day, total)
        harvest.plot = plot
        harvest.save(sure=True)
    a_delivery(association, "700.0", may(5), harvest=harvest)
    gone = a_delivery(association, "50.0", may(5), harvest=harvest)
    void(gone.document, may(6), "error")

    now, before = history_of([plot.id], Season(2024), Season(2025))

    assert (now.season, now.product, now.expected) == ("2025-2026", "Papa", Decimal(5000))
    assert (now.harvested, now.delivered) == (Decimal(4200), Decimal(700))
    assert now.per_hectare == Decimal(8400)  # 4,200 kg of half a hectare
    assert (before.said, before.area, before.harvested) == ("en descanso", Decimal("0.5"), 0)


def test_a_harvest_of_a_field_nobody_wrote_as_sown_is_in_its_history(association):
    plot = a_plot(association, area="0.25")
    harvest = a_harvest(plot.member, date(2026, 5, 3), "500.0")
    harvest.plot = plot
    harvest.save(sure=True)

    (one,) = history_of([plot.id], Season(2025), Season(2025))

    assert (one.expected, one.harvested, one.per_hectare) == (None, Decimal(500), Decimal(2000))


def test_the_history_of_many_plots_takes_as_many_questions_as_of_one(association):
    plots = [a_plot(association).id for _place in range(6)]
    with count_queries() as one:
        history_of(plots[:1], Season(2020), Season(2025))
    with count_queries() as many:
        history_of(plots, Season(2020), Season(2025))

    assert many.count == one.count


def test_a_plot_that_rests_gives_no_harvest_and_a_day_lies_in_its_season(association):
    plot = a_plot(association)

    with pytest.raises(RulesBroken, match="descansa"):
        sow(plot, "2025-2026", expected=Decimal(10))
    with pytest.raises(RulesBroken, match="de agosto a julio"):
        sow(plot, "2025-2026", day=date(2026, 8, 1))


# Care -------------------------------------------------------------------------------------------


def care(plot, practice, day=MAY_10, **more) -> None:
    row = {"association": plot.association, "plot": plot, "practice": practice, "day": day}
    Practice(**row, verifier="Técnica", **more).save()


def test_land_counts_as_cared_for_from_three_practices_of_the_last_year_on(association):
    member, other = a_member(association), a_member(association, "Ccori Puma, Rosa")
    cared, poor, old = (a_plot(association, one, "0.40") for one in (member, other, other))
    for practice in ("rotation", "manure", "terraces"):
        care(cared, practice)
        care(old, practice, date(2025, 5, 9))
    for _twice in (1, 2):
        care(poor, "rotation")
    care(poor, "manure")

    assert whole(hectares_held(association, may(31))) == Decimal("1.20")
    (only,) = hectares_cared_for(association, may(31))
    assert (only.who.name, only.amount) == (member.name, Decimal("0.40"))
    assert whole(hectares_cared_for(association, may(31), least=2)) == Decimal("0.80")


def test_a_practice_on_more_land_than_the_plot_is_refused(association):
    with pytest.raises(RulesBroken, match="no puede tener más"):
        care(a_plot(association, area="0.10"), "manure", area=Decimal("0.20"))


def test_restored_terraces_are_added_up_by_community(association):
    place = Community.get(Community.name == "Tocorani")
    member = a_member(association)
    member.community = place
    member.save()
    a_plot(association, member, "0.30", terraces="Rehabilitados")
    a_plot(association, member, "0.70", terraces="Dañados")

    found = hectares_restored(association, may(31))

    assert split(found, "community") == {"Tocorani": Decimal("0.30")}
    assert split(found, "watershed") == {"Pomacanchi": Decimal("0.30")}


# Organic ----------------------------------------------------------------------------------------


def certify(plot, status="organic", since=MAY_1, until=MAY_20, product=None) -> None:
    row = {"association": plot.association, "plot": plot, "status": status, "product": product}
    OrganicStatus(**row, since=since, until=until, certificate="SGP-1").save(sure=True)


@pytest.mark.parametrize("words", ["Papa orgánica", "ORGANICO", "Habas orgánicas", "orgánicos"])
def test_the_word_is_known_in_all_its_forms(words):
    assert says_organic(words)


@pytest.mark.parametrize("words", ["inorgánico", "organización", "organizada", "Papa"])
def test_other_words_are_not_taken_for_it(words):
    assert not says_organic(words)


def test_organic_is_delivered_only_from_a_plot_certified_on_that_day(association):
    grade = a_grade(association, "Papa orgánica")
    plot = a_plot(association)
    certify(plot)

    a_delivery(association, "10.0", may(20), grade=grade)
    with pytest.raises(RulesBroken, match="no hay un certificado orgánico de Papa orgánica"):
        a_delivery(association, "10.0", may(21), grade=grade)
    with pytest.raises(RulesBroken):
        other = a_member(association, "Ccori Puma, Rosa")
        a_delivery(association, "10.0", may(20), grade=grade, member=other)


def test_organic_is_sold_only_while_a_plot_is_certified_for_the_product(association):
    grade = a_grade(association)
    grade.name = "Primera orgánica"
    certify(a_plot(association), product=grade.product)
    a_delivery(association, "50.0", may(10), grade=grade)
    grade.save()

    a_sale(association, "10.0", may(20), grade=grade)
    with pytest.raises(RulesBroken, match="Primera orgánica"):
        a_sale(association, "10.0", may(21), grade=grade)


def test_in_transition_or_suspended_nothing_is_organic(association):
    grade = a_grade(association, "Papa orgánica")
    plot = a_plot(association)
    certify(plot, "transition")
    with pytest.raises(RulesBroken):
        a_delivery(association, "10.0", may(5), grade=grade)
    certify(plot, "organic", may(6))
    a_delivery(association, "10.0", may(7), grade=grade)
    certify(plot, "suspended", may(8))
    with pytest.raises(RulesBroken):
        a_delivery(association, "10.0", may(9), grade=grade)

    assert whole(hectares_of_status(association, may(5), "transition")) == 1
    assert whole(hectares_of_status(association, may(7), "organic")) == 1
    assert whole(hectares_of_status(association, may(9), "organic")) == 0


def test_a_lot_may_not_call_itself_organic_either_and_nothing_is_left_of_the_try(association):
    a_delivery(association, "50.0", may(10))
    before = everything()

    with pytest.raises(RulesBroken, match="papa-orgánica"):
        a_sale(association, "10.0", may(12), lot=a_lot(association, "Lote papa-orgánica"))

    assert everything() == before


def test_an_organic_status_needs_a_certificate_and_an_end(association):
    row = OrganicStatus(association=association, plot=a_plot(association), status="organic")
    row.since = may(1)

    with pytest.raises(RulesBroken) as broken:
        row.save()

    assert set(broken.value.problems) == {"certificate", "until"}


# Maps -------------------------------------------------------------------------------------------


def test_what_goes_out_as_geojson_comes_in_as_the_same_points(association):
    plot = a_plot(association, code="P07")
    put_on_map([(plot, Shape("", square()))], sure=True)
    lonely = a_plot(association, code="P08", points="-14.0301234, -71.5701234")
    a_plot(association, code="P09")

    written = geojson(placed_plots(association))

    shapes = {one.name: one.points for one in read_shapes("x.geojson", written)}
    assert shapes == {"P07": square(), "P08": lonely.points}
    assert b"Quispe" not in written  # no names of persons leave in it


def test_a_boundary_goes_out_against_the_clock_and_closed(association):
    plot = a_plot(association)
    put_on_map([(plot, Shape("", square()[::-1]))], sure=True)

    ring = json.loads(geojson(placed_plots(association)))["features"][0]["geometry"]["coordinates"][
        0
    ]

    assert ring[0] == ring[-1]
    turning = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    assert turning > 0


def test_a_file_puts_each_plot_named_in_it_on_the_map(association):
    first, second = a_plot(association, code="P01"), a_plot(association, code="P02")
    shapes = [Shape("p02", square(2)), Shape("P01", square(1))]

    put_on_map(assigned(association, shapes, first), sure=True)

    assert Plot.get_by_id(first.id).points == square(1)
    assert Plot.get_by_id(second.id).points == square(2)


def test_a_shape_alone_without_a_known_name_is_that_of_the_chosen_plot(association):
    chosen, other = a_plot(association, code="P01"), a_plot(association, code="P02")

    assert assigned(association, [Shape("Track 7", square())], chosen)[0][0] == chosen
    assert assigned(association, [Shape("P02", square())], chosen)[0][0] == other


def test_shapes_of_no_plot_or_twice_of_one_are_refused(association):
    a_plot(association, code="P01")

    with pytest.raises(Refused, match="no están registradas: P05"):
        assigned(association, [Shape("P01", square()), Shape("P05", square())])
    with pytest.raises(Refused, match="dos veces"):
        assigned(association, [Shape("P01", square()), Shape("p01", square())])


def test_a_doubt_about_one_plot_stores_none(association):
    first, second = a_plot(association, area="0.0120"), a_plot(association, area="9")

    # A ten-thousandth of a degree each way is 11.06 m by 10.80 m: 119.5 m².
    with pytest.raises(Doubtful):
        put_on_map([(first, Shape("", square())), (second, Shape("", square()))])

    assert Plot.get_by_id(first.id).points is None


def test_a_native_product_is_marked_and_a_new_one_is_not(association):
    product = a_grade(association).product
    assert not Product.get_by_id(product.id).native

    product.fill({"native": "sí"}).save()

    assert Product.get_by_id(product.id).native


@pytest.mark.parametrize(
    ("months", "since"), [(["2026-05"], "2000-01-01"), (["2026-05", "2026-06"], "2026-06-01")]
)
def test_a_book_of_before_keeps_its_plots_and_learns_until_which_age_one_is_young(
    tmp_path, months, since
):
    """Where a month is closed the rate begins with the open ones: what was closed stays."""
    for name in ("0001_start.py", "0002_books.py"):
        shutil.copy(schema.MIGRATIONS / name, tmp_path)
    old = SqliteDatabase(":memory:")
    Runner(old, str(tmp_path)).up()
    old.execute_sql(
        "INSERT INTO association (id, uid, found_by, name, form, district_id, address, registry,"
        " ppa_code, remarks) VALUES (1, 'a', '', 'A', 'asociacion', 1, '', '', '', '')"
    )
    old.execute_sql(
        "INSERT INTO member (id, uid, found_by, association_id, place, code, name, dni, sex, partner,"
        " occupation, address, admitted, admission_minutes, dues_exempt, departure_minutes, tongue,"
        " ppa_code, bank_account, remarks) VALUES (1, 'm', '', 1, 1, 'S01', 'Ana', '40000001', 'F',"
        " '', '', '', '2024-01-15', '', 0, '', '', '', '', '')"
    )
    old.execute_sql(
        "INSERT INTO plot (uid, found_by, association_id, member_id, code, name, typed_area, area_unit,"
        " area) VALUES ('p', '', 1, 1, 'P01', '', 15000, 'topo', 5000)"
    )
    for month in months:
        old.execute_sql(
            "INSERT INTO opening (uid, found_by, association_id, month) VALUES (?, '', 1, ?)",
            (month, month),
        )

    Runner(old, str(schema.MIGRATIONS)).up()

    rates = "SELECT since, value FROM parameter WHERE name = 'youth_age'"
    assert old.execute_sql(rates).fetchall() == [(since, 290000)]
    plots = "SELECT code, typed_area, area_unit, area, holder, tenure, points FROM plot"
    assert old.execute_sql(plots).fetchall() == [("P01", 15000, "topo", 5000, "", None, None)]
    old.close()
