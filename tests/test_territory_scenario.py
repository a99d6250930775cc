"""Pomacanchi from the first call to the donor report; every figure is worked out by hand here."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from models.council.resolutions import due_by
from models.council.sessions import quorum_of
from models.file import storage
from models.indicators.donor import donor_report
from models.indicators.measuring import measure
from models.indicators.records import Indicator
from models.land.seasons import Season
from models.parameters import Parameter
from models.plan.board import LATE, board_of, percent, planned, review_of, spent
from models.plan.spending import expenses_of
from models.plan.versions import read_version
from reports.territory.acta import acta_pdf, attendance_pdf
from reports.territory.donor_book import donor_book
from reports.territory.donor_pdf import donor_pdf
from reports.territory.family_paper import family_pdf
from reports.territory.plan_paper import plan_pdf, review_pdf
from tests import factories
from tests.conftest import copied
from tests.factories import may
from tests.pomacanchi import JULY, PEOPLE, TABLE, Scenario, found, play

SINCE = may(1)


@pytest.fixture(scope="module")
def played_book(tmp_path_factory) -> Path:
    """The scenario, played once; each test looks at a copy of its own."""
    path = tmp_path_factory.mktemp("pomacanchi") / "played.ecocuenca"
    with storage.opened(path, create_missing=True):
        association = factories.an_association()
        rate = {"since": date(2026, 1, 1), "value": Decimal(5)}
        Parameter.create(association=association, name="service_pct", **rate)
        play(association)
    return path


@pytest.fixture
def played(played_book, tmp_path) -> Iterator[Scenario]:
    with copied(played_book, tmp_path):
        yield found()


@pytest.fixture
def report(played):
    return donor_report(SINCE, JULY)


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def amounts(*several: str) -> list[Decimal]:
    return [Decimal(one) for one in several]


# The table --------------------------------------------------------------------------------------


def test_two_people_of_one_actor_are_one_of_the_quorum(played):
    first, second = (quorum_of(one) for one in played.sessions)

    # Eight actors are accredited: more than half of them are 5. Six people of five actors came
    # first; then seven people, one of them a guest, of six actors.
    assert (first.accredited, first.present, first.needed) == (8, 5, 5)
    assert (second.accredited, second.present, second.needed) == (8, 6, 5)


def test_what_is_due_on_the_last_day_of_july_is_the_plan_that_was_to_be_ready_in_june(played):
    assert [str(one) for one in due_by(JULY)] == ["1-02"]
    assert [str(one) for one in due_by(date(2026, 10, 1))] == ["1-02", "2-02"]


def test_the_acta_says_all_the_registry_asks_for(played):
    words = words_of(acta_pdf(played.sessions[1]))

    for said in (
        "Acta de la sesión ordinaria N° 2",
        "En Salón comunal, plaza principal, siendo las 09:00 horas del 11 de julio de 2026",
        "en primera convocatoria",
        "Se convocó el 1 de julio de 2026 por oficio y radio",
        "están acreditados 8 actores. Asisten, por sí o por sus representantes, 6",
        "para el quórum se necesitan 5. Hay quórum",
        "vinieron 7 personas: 6 mujeres y 1 varón",
        "2. El plan de la cuenca",
        "Acuerdo N° 2-01. Aprobar el plan. Votación: 6 a favor, por unanimidad.",
        "Votación: 4 a favor, 1 en contra, 1 abstención.",
        "Responsable: Comunidad Tocorani. Plazo: 30 de setiembre de 2026.",
        "siendo las 12:30 horas del mismo día se levantó la sesión",
        "Dirige la sesión: Alcalde Uno",
        "Toma el acta: Técnica Siete",
    ):
        assert said in words
    assert "BORRADOR" not in words


def test_who_attended_stands_by_alphabet_with_room_to_sign(played):
    words = words_of(acta_pdf(played.sessions[1])).split("por orden alfabético")[1]
    came = ["Enfermera Diez", "Lideresa Seis", "Presidenta Cuatro", "Presidente Tres"]
    came += ["Regidora Dos", "Socia Cinco", "Técnica Siete"]

    places = [words.index(name) for name in came]

    assert places == sorted(places)
    assert "Firma o huella" in words
    assert "Alcalde Uno" not in words
    assert "Posta Sin voto" in words


def test_the_sheet_to_sign_has_everyone_accredited_and_rows_for_guests(played):
    words = words_of(attendance_pdf(played.sessions[0]))

    assert all(name in words for _actor, _kind, people in TABLE for name, *_more in people)
    assert "1. Los manantes. 2. El plan de la cuenca." in words
    assert " 15 " in words  # nine who may come, six rows for guests


# The plan ---------------------------------------------------------------------------------------


def test_the_plan_costs_and_advances_as_reckoned_by_hand(played):
    board = board_of(played.plan, JULY)

    # 3,000 + 2,500; 1,600 + 150; 900 + 240
    assert [planned(one.steps) for one in board.branches] == amounts("5500", "1750", "1140")
    # the receipt that is void does not count, nor the one of no activity
    assert [spent(one.steps) for one in board.branches] == amounts("120", "300", "0")
    # 1.5 of 6 ha, 0 of 4, 10 of 20, 3 of 3, 0 of 1, 15 of 12 (no more than all of it)
    assert [one.percent for one in board.steps] == amounts("25", "0", "50", "100", "0", "100")
    # (25 + 0) / 2, (50 + 100) / 2, (0 + 100) / 2; 275 / 6 = 45.83
    assert [percent(one.steps) for one in board.branches] == amounts("12.5", "75", "50")
    assert percent(board.steps) == Decimal("45.8")
    assert all(one.state != LATE for one in board.steps)


def test_spent_is_taken_from_the_cash_book(played):
    terraces, gardens = played.activities[0], played.activities[2]

    assert [str(one) for one in expenses_of(terraces)] == [str(played.receipts[0])]
    assert [one.amount for one in expenses_of(gardens)] == amounts("300")


def test_the_plan_is_printed_as_the_session_approved_it(played):
    terraces = played.activities[0]
    terraces.goal = Decimal(9)
    terraces.save()

    approved = words_of(plan_pdf(played.plan, played.version))
    draft = words_of(plan_pdf(played.plan))

    assert "Versión 1, aprobada en la sesión N° 2 del 11 de julio de 2026" in approved
    assert (
        "1.1.1 Rehabilitar andenes Comité de Mujeres. 03/2026 – 12/2027 6 ha 3,000.00" in approved
    )
    assert "Total 8,390.00 8,390.00" in approved
    assert "Borrador de la versión 2" in draft
    assert "9 ha" in draft
    assert read_version(played.version).activities[0].goal == 6


def test_the_year_is_looked_back_on(played):
    review = review_of(played.plan, 2026)
    words = words_of(review_pdf(played.plan, 2026))

    assert sum((one.planned for one in review.steps), Decimal(0)) == Decimal(8390)
    assert sum((one.spent for one in review.steps), Decimal(0)) == Decimal(420)
    assert "Todo el plan 8,390.00 420.00 45.8 %" in words
    assert "1.1.1 Rehabilitar andenes 3,000.00 120.00 1.5 1.5 de 6 ha 25.0 %" in words


# The donor report ---------------------------------------------------------------------------------


def test_every_indicator_is_as_reckoned_by_hand(report):
    measured = {one.indicator.formula: (one.value, one.way) for one in report.indicators}

    assert measured == {
        "members": (Decimal(6), Decimal("33.3")),  # from 4 to 10: 2 of 6
        "women": (Decimal("66.7"), Decimal("66.8")),  # 4 of 6; 16.7 of 25
        "hdds": (Decimal(6), Decimal(60)),  # (6 + 7 + 6 + 5) / 4; 1.5 of 2.5
        "mahfp": (Decimal("10.25"), Decimal(70)),  # (10 + 11 + 11 + 9) / 4; 1.75 of 2.5
        "sold": (Decimal(150), None),
        "income": (Decimal("23.75"), None),  # (100 − 5 + 50 − 2.50) / 6
        "fulfilled": (Decimal(50), Decimal("62.5")),  # 2 of 4; 50 of 80
        "women_attending": (Decimal("76.9"), None),  # 10 of 13
        "plan_done": (Decimal("45.8"), Decimal("45.8")),
        "plan_spent": (Decimal(420), None),
        "hand": (Decimal(3), Decimal(50)),  # from 1 to 5: 2 of 4
    }


def test_the_families_ate_better_after_the_season_than_before(played):
    hdds = Indicator.get(Indicator.formula == "hdds")

    before = measure(hdds, date(2025, 8, 1), date(2025, 10, 31))

    assert before.value == Decimal("4.5")  # (4 + 5 + 6 + 3) / 4
    assert [(one.label, one.amount) for one in before.cases] == [
        ("Quispe Mamani, María", Decimal(4)),
        ("Huamán Puma, José", Decimal(5)),
        ("Condori Yupa, Elena", Decimal(6)),
        ("Puma Quispe, Luz", Decimal(3)),
    ]
    assert {one.kind for one in before.cases} == {"diet_survey"}


def test_the_groups_are_as_reckoned_by_hand(report):
    parts = {
        (str(one.indicator.formula), title): [(part.name, part.value) for part in some]
        for one in report.indicators
        for title, some in one.shown
    }

    # Two men of six are too few to be told from the women; each community has three.
    assert ("members", "Por sexo") not in parts
    assert parts["members", "Por comunidad"] == [("Santa Lucía", 3), ("Tocorani", 3)]
    # María, José and Pedro are between 30 and 59; Rosa, Luz and Elena are three together.
    others = "Otros, menos de 3 personas cada uno"
    assert parts["members", "Por edad"] == [("De 30 a 59 años", 3), (others, 3)]
    assert parts["income", "Por comunidad"] == [
        ("Santa Lucía", Decimal("15.83")),  # 47.50 / 3
        ("Tocorani", Decimal("31.67")),  # 95.00 / 3
    ]
    # Two families of each community were surveyed: neither is told apart.
    assert ("hdds", "Por comunidad") not in parts


def test_the_table_and_the_plan_stand_in_the_report(report):
    table, (plan,) = report.table, report.plans

    # First 4 women and 2 men; then 6 women and 1 man. Of ages, 2 young, 9 grown, 2 old.
    assert (table.sessions, table.attended) == (2, 13)
    assert table.by_sex == {"F": 10, "M": 3}
    assert table.by_age == {"young": None, "grown": 9, "old": None}
    assert (table.resolved, table.resolutions["done"], table.resolutions["pending"]) == (4, 2, 2)
    assert plan.spent_in_all == Decimal(420)
    assert plan.sources == {
        "association": Decimal(1290),  # 150 + 900 + 240
        "families": Decimal(1800),
        "municipality": Decimal(2500),
        "ngo": Decimal(2800),  # 1,200 + 1,600
    }


def test_the_territory_is_parted_by_watershed_and_community(report):
    whole = report.territory.whole
    communities = {one.community: one for one in report.territory.communities}

    assert [one.watershed for one in report.territory.watersheds] == ["Pomacanchi"]
    assert (whole.associations, whole.members, whole.families, whole.women) == (1, 6, 6, 4)
    assert (whole.delivered, whole.sales, whole.income) == (150, 150, Decimal("142.50"))
    tocorani, santa_lucia = communities["Tocorani"], communities["Santa Lucía"]
    assert (tocorani.women, tocorani.delivered, tocorani.income) == (2, 100, Decimal(95))
    assert tocorani.sales is None  # what is sold together is of no community alone
    assert (santa_lucia.women, santa_lucia.delivered, santa_lucia.income) == (
        *(2, 50),
        Decimal("47.50"),
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", ("Informe de indicadores", "Meses con comida meses 8.5 (30/09/2025) 10.25")),
        (
            "en",
            (
                "Indicator report",
                "Months with food meses 8.5 (30/09/2025) 10.25",
                "By age 30 to 59 years 3",
                "Others, fewer than 3 people each 3",
            ),
        ),
    ],
)
def test_the_report_prints_the_same_figures_in_both_languages(report, language, said):
    words = words_of(donor_pdf(report, language))

    assert all(one in words for one in said)
    for figures in (
        "23.75",
        "66.7",
        "76.9",
        "420.00",
        "8,390.00 420.00 45.8 %",
        "150 150.00 142.50 23.75",
    ):
        assert figures in words


@pytest.mark.parametrize("language", ["es", "en"])
def test_nobody_is_named_in_the_report(played, report, language):
    people = [one[0] for one in PEOPLE] + [name for *_a, some in TABLE for name, *_more in some]
    names = {part for name in people for part in name.replace(",", "").split()}
    numbers = {str(one.dni) for one in (*played.members, *played.delegates.values())}
    told = words_of(donor_pdf(report, language))
    sheets = load_workbook(BytesIO(donor_book(report, language))).worksheets
    told += " ".join(
        str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row
    )

    assert not {one for one in names | numbers if f" {one} " in f" {told} "}


def test_the_workbook_holds_real_figures(report):
    book = load_workbook(BytesIO(donor_book(report, "es")))
    sheet = book["Indicadores"]
    rows = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows()}

    assert book.sheetnames == [
        *("Indicadores", "Por grupos", "Sesiones y acuerdos", "Plan", "Territorio")
    ]
    assert rows["Meses con comida"][4] == 10.25
    assert rows["Ingreso por familia"][4] == 23.75


def test_the_family_file_shows_the_season_side_by_side(played):
    maria = played.members[0]

    words = words_of(family_pdf(played.association, f"m{maria.id}", Season(2025), JULY))

    assert "Ficha de la familia: Quispe Mamani, María" in words
    assert "Ingreso por liquidaciones S/ 95.00" in words
    assert "Grupos de comida 4" in words
    assert "Grupos de comida 6" in words
