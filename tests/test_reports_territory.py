"""The papers of the territory: the sketch map drawn to scale, and the file of a family."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.graphics.shapes import Circle, Polygon, Rect, String
from reportlab.lib.units import mm

from models.land.gps import Shape
from models.land.mapping import placed_plots, put_on_map
from models.land.points import Point
from models.land.sample import plant
from models.land.seasons import Season
from models.people.members import Member
from models.places import Community
from models.produce.plots import Plot
from reports.territory.economy_paper import economy_pdf
from reports.territory.family_paper import family_pdf
from reports.territory.sketch import FOOT, sketch, sketch_pdf
from tests.factories import a_member, may


def words_of(pdf: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.fixture
def planted(worked_month):
    """The worked month with the territory of the sample."""
    plant(worked_month)
    return worked_month


def a_plot(association, code, *points, area="0.01") -> Plot:
    plot = Plot(association=association, member=a_member(association), code=code)
    plot.fill({"typed_area": area, "area_unit": "ha"}).save()
    if points:
        put_on_map([(plot, Shape("", tuple(points)))], sure=True)
    return plot


def shapes_of(drawing, kind) -> list:
    return [one for one in drawing.contents if isinstance(one, kind)]


SOUTH, WEST, STEP = (
    -140300000,
    -715700000,
    10000,
)  # a step of 110.6 m to the north, 108.0 to the east
CORNERS = (
    Point(SOUTH, WEST),
    Point(SOUTH, WEST + STEP),
    Point(SOUTH + STEP, WEST + STEP),
    Point(SOUTH + STEP, WEST),
)


def test_the_sketch_is_drawn_to_the_scale_of_its_bar(association):
    a_plot(association, "P01", *CORNERS)

    drawing = sketch(placed_plots(association), 182)

    (plot,) = [one for one in shapes_of(drawing, Polygon) if len(one.points) == 8]
    full, _empty = shapes_of(drawing, Rect)[1:]
    (length,) = [int(one.text.split()[0]) for one in shapes_of(drawing, String) if " m" in one.text]
    metres_of_a_point = length / (2 * full.width)
    wide, tall = plot.points[2] - plot.points[0], plot.points[5] - plot.points[1]
    assert wide * metres_of_a_point == pytest.approx(108.0, abs=0.1)
    assert tall * metres_of_a_point == pytest.approx(110.6, abs=0.1)
    assert plot.points[1] > FOOT * mm  # the south edge below, above the scale


def test_a_plot_known_by_one_point_is_a_dot_and_one_without_is_only_named(association):
    a_plot(association, "P01", *CORNERS)
    a_plot(association, "P02", Point(SOUTH, WEST + 3 * STEP))
    a_plot(association, "P03")

    drawn = [one for one in placed_plots(association) if one.points]
    drawing = sketch(drawn, 182)

    assert len(shapes_of(drawing, Circle)) == 1
    said = [one.text for one in shapes_of(drawing, String)]
    assert "P01" in said
    assert "P02" in said
    words = words_of(sketch_pdf(association, may(31)))
    assert "3 parcelas, 2 con puntos de GPS." in words
    assert "P03 Quispe Mamani, María 0.01 sin puntos" in words


def test_names_of_plots_on_one_another_do_not_cover_each_other(association):
    for place in range(4):
        a_plot(association, f"P0{place}", Point(SOUTH + place, WEST))

    drawing = sketch(placed_plots(association), 182)

    places = {(round(w.x), round(w.y)) for w in shapes_of(drawing, String) if w.text[0] == "P"}
    assert len(places) == 4


def test_each_community_is_drawn_under_its_watershed(planted):
    words = words_of(sketch_pdf(planted, may(31)))

    assert "Santa Lucía, cuenca Pomacanchi" in words
    assert "Tocorani, cuenca Pomacanchi" in words
    assert "P01 María-pampa Socia Demo 01 0.12 0.1177 3,715" in words
    assert "Total 0.30" in words  # 0.12 + 0.10 + 0.08 in Santa Lucía

    one = words_of(sketch_pdf(planted, may(31), "Tocorani"))
    assert "Santa Lucía" not in one


def test_without_plots_the_sketch_says_so(association):
    assert "Todavía no hay parcelas registradas." in words_of(sketch_pdf(association, may(31)))


OF_A_FAMILY = (
    "Ficha de la familia: Familia Demo 01 y 02",
    "Santa Lucía cuenca Pomacanchi 5 personas en el hogar",
    "En el padrón: Socia Demo 01, Socio Demo 02.",
    "P01 María-pampa Posesión comunal Por gravedad Rehabilitados 0.12",
    "Total 0.22",
    # 1,200 kg of 0.12 ha; of its harvest 659.0 kg went to the association.
    "P01 2025-2026 Papa 0.12 1,300.0 kg 1,200.0 kg 10,000 659.0 kg",
    "P02 2024-2025 en descanso 0.10",
    # 1,200 + 900 kg; sold 700 + 500, eaten 250 + 200, seed 150 + 120, lost 30 + 20.
    "Papa 2,100.0 kg 1,200.0 450.0 270.0 20.0 110.0 50.0",
    "20/05/2026 Grupos de comida 7 (buena)",
    "20/05/2026 Meses con comida 10",
    "Entregó: Papa 1,096.4 kg",
    "Ingreso por liquidaciones S/ 1,127.36",
    "Campaña 2024-2025 S/ 350.00",
    "Cambio +222.1 %",
)


def test_the_file_of_a_family_says_all_of_a_crop_year(planted):
    family = f"h{Member.get(Member.code == 'S01').home_id}"

    words = words_of(family_pdf(planted, family, Season(2025), may(31)))

    assert [fact for fact in OF_A_FAMILY if fact not in words] == []


def test_a_family_of_whom_nothing_is_known_has_a_file_that_says_so(association):
    member = a_member(association, "Choquehuanca Huamancusi de Quispe, María Encarnación Filomen")

    words = words_of(family_pdf(association, f"m{member.id}", Season(2025), may(31)))

    assert member.name in words
    assert "Parcelas: no tiene registradas." in words
    assert "Cosechas: no hay registradas en la campaña." in words
    assert "No se hizo ninguna encuesta en la campaña." in words
    assert "sin dato" in words


def test_the_same_facts_give_the_same_bytes(planted):
    assert sketch_pdf(planted, may(31)) == sketch_pdf(planted, may(31))


def test_a_plot_without_a_community_stands_where_its_member_lives(association):
    plot = a_plot(association, "P01")
    member = plot.member
    member.community = Community.get(Community.name == "Cachora")
    member.save()

    (one,) = placed_plots(association)

    assert (one.community, one.watershed) == ("Cachora", "Cachora")


OF_THE_ECONOMY = (
    "Familia Demo 01 y 02 350.00 1,127.36 +222.1 %",
    "Socia Demo 05 sin dato 0.00",
    "Familia Demo 04 600.00 0.00 −100.0 %",
    # Of 350.00, 180.00 and 600.00 before; of 1,127.36, 348.95 and 0.00 now.
    "Mediana de 3 familias con dato de antes 350.00 348.95 −0.3 %",
    # 2,665.70 for 579.5 kg; at 3.20 they would have brought 1,854.40.
    "Haba seca 579.5 kg 4.60 3.20 1.40 811.30",
    "Papa 1,623.9 kg 1.1350 1.00 0.1350 219.20",
    "Total 1,030.50",
    "Haba seca 900.0 kg 579.5 kg 64.4 %",
    "Socios activos 8",
    "Mujer 5 62.5 %",
    # Born in 1999 and 2001: 26 and 25 years old.
    "Jóvenes 2 25.0 %",
    "Productos cosechados 2",
    "De ellos, variedades nativas 1",
)


def test_the_economy_of_a_crop_year_is_on_one_paper(planted):
    words = words_of(economy_pdf(planted, Season(2025), may(31)))

    assert [fact for fact in OF_THE_ECONOMY if fact not in words] == []


def test_a_crop_year_without_anything_has_a_paper_that_says_so(association):
    a_member(association)

    words = words_of(economy_pdf(association, Season(2025), may(31)))

    assert "Precios: no se vendió nada en la campaña." in words
    assert "Quispe Mamani, María sin dato 0.00" in words
