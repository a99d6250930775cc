"""The blank weigh-in sheet: who stands on it, in which columns, on how many pages."""

import re
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from models.language import _
from models.people.members import Member
from models.produce.products import Product
from models.produce.weigh_sheet import columns_of, title_of
from reports.papers.weigh_sheet import ROWS, weigh_sheet_pdf
from tests.factories import a_grade, a_member
from tests.test_reports_hostile import HOSTILE
from tests.ui_book import LONG_NAME


def pages_of(pdf: bytes) -> list[str]:
    pages = PdfReader(BytesIO(pdf)).pages
    return [re.sub(r"\s+", " ", page.extract_text()) for page in pages]


@pytest.fixture
def product(association) -> Product:
    return a_grade(association).product


def test_its_columns_are_those_of_the_screen_in_the_same_order(product):
    product.moisture_base = Decimal(14)

    (page,) = pages_of(weigh_sheet_pdf(product, [], 5))

    titles = [_(title_of(column, product)) for column in columns_of(product)]
    head = page[page.index("Código") :]
    places = [head.index(title) for title in titles]
    assert len(titles) == 9
    assert places == sorted(places)
    assert places[-1] < head.index("Firma o huella")


def test_it_says_whose_it_is_what_is_weighed_and_how_a_quality_is_written(association, product):
    (page,) = pages_of(weigh_sheet_pdf(product, [], 5))

    assert str(association.name) in page
    assert "Hoja de acopio: Papa" in page
    assert "1 = Primera, 2 = Segunda" in page
    for words in ("Lugar", "Fecha", "Totales de esta hoja", "Líneas llenas"):
        assert words in page


def test_every_member_stands_on_it_once_in_order_with_the_code_and_without_the_dni(
    association, product
):
    names = [f"Apaza {number:02}" for number in range(1, 33)]
    members = [a_member(association, name) for name in names]

    pages = pages_of(weigh_sheet_pdf(product, members, 0))

    text = " ".join(pages)
    assert len(pages) == 3  # 15, 15 and 2 of 32
    assert re.findall(r"S\d\d Apaza \d\d", text) == [f"{one.code} {one}" for one in members]
    assert "Hoja 2 de 3" in pages[1]
    assert members[0].dni not in text


@pytest.mark.parametrize(
    ("members", "empty", "pages"), [(0, 0, 1), (10, 5, 1), (10, 6, 2), (0, 2 * ROWS, 2)]
)
def test_there_is_room_for_as_many_others_as_were_asked_for(
    association, product, members, empty, pages
):
    people = [a_member(association, f"Apaza {number}") for number in range(members)]

    assert len(pages_of(weigh_sheet_pdf(product, people, empty))) == pages


def test_it_lies_and_the_longest_name_stays_in_its_row(association, product):
    member = a_member(association, LONG_NAME)
    pdf = weigh_sheet_pdf(product, [member], 0)

    page = PdfReader(BytesIO(pdf)).pages[0]

    assert page.mediabox.width > page.mediabox.height
    assert LONG_NAME in re.sub(r"\s+", " ", page.extract_text())


def test_whatever_stands_in_a_name_the_sheet_is_drawn(association, product):
    members = [Member(code=f"S{n}", name=text) for n, text in enumerate(HOSTILE.values())]
    product.name = HOSTILE["html"]

    pages = pages_of(weigh_sheet_pdf(product, members, 0))

    assert len(pages) == -(-len(members) // ROWS)


def test_the_same_people_give_the_same_bytes(association, product):
    members = [a_member(association)]

    assert weigh_sheet_pdf(product, members, 5) == weigh_sheet_pdf(product, members, 5)
