"""Every numbered paper on every size: nothing is cut, it says which print it is, and its code."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from models.changes import Refused
from models.control_codes import codes_of
from models.documents import Document
from models.prints import PRINTED, record_prints
from reports.papers.documents import Batch, document_pdf, documents_pdf, each_pdf
from reports.papers.furniture import Void
from reports.papers.paper import pdf
from reports.papers.qr import _strokes
from reports.papers.sizes import A4, A4X2, A5, ROLL_58, ROLL_80, SIZES, size_named
from tests.test_reports_layout import LONG_NAME, LONGEST, WORST_HEAD
from tests.test_reports_paper import DELIVERY, ITEM, RECEIPT, SALE, head

POINT = 25.4 / 72
every_size = pytest.mark.parametrize("size", SIZES.values(), ids=list(SIZES))
WORST = [
    replace(
        DELIVERY,
        head=WORST_HEAD,
        member=LONG_NAME,
        product=LONG_NAME,
        grade=LONG_NAME,
        moisture=Decimal("15.5"),
        advances=[(f"RE-2026-000{n}", Decimal("12345.60")) for n in range(4)],
    ),
    replace(
        RECEIPT,
        head=WORST_HEAD,
        party=LONGEST,
        tax_id=LONGEST,
        amount=Decimal("888888888.88"),
        concept=LONGEST,
        operation="W" * 120,
    ),
    replace(SALE, buyer=LONGEST, items=[replace(ITEM, product=LONG_NAME, grade=LONG_NAME)] * 40),
]


def pages_of(content):
    """Of each page: width and height (mm), and its words."""
    return [
        (
            round(page.get_width() * POINT, 1),
            round(page.get_height() * POINT, 1),
            " ".join(page.get_textpage().get_text_bounded().replace("\u00a0", " ").split()),
        )
        for page in PdfDocument(content)
    ]


def assert_within(content, size):
    """Every letter within what the printer prints."""
    for page in PdfDocument(content):
        words = page.get_textpage()
        for place in range(words.count_chars()):
            left, down, right, up = words.get_charbox(place)
            if words.get_text_range(place, 1).strip() and up - down < 30:
                assert left * POINT > size.margin - 1.5
                assert right * POINT < size.width - size.margin + 1
                assert down > 0
                assert up < page.get_height()


@every_size
def test_every_paper_of_the_worked_month_stands_on_it_with_its_number_and_code(worked_month, size):
    papers = list(Document.select().order_by(Document.id))
    codes = codes_of([one.id for one in papers])

    for document, content in each_pdf(papers, size=size):
        pages = pages_of(content)
        assert {width for width, _height, _words in pages} == {size.width}
        if size.height:
            assert {height for _width, height, _words in pages} == {size.height}
        assert all(f"Control {codes[document.id]}" in words for _w, _h, words in pages)
        assert f"N° {document}" in pages[0][2]
        assert "No es comprobante de pago" in pages[-1][2]
        assert ("ANULADO" in pages[0][2]) == (not document.is_valid)
        assert len(pages) == 1 or (size == A5 and document.kind == "LQ")
        assert_within(content, size)


@every_size
@pytest.mark.parametrize("slip", WORST, ids=["delivery", "receipt", "sale"])
def test_the_longest_words_are_whole_on_it(slip, size):
    content = pdf([slip.paper()], size)

    assert_within(content, size)
    shown = "".join(words for _w, _h, words in pages_of(content)).replace(" ", "")
    longest = {DELIVERY.__class__: LONG_NAME, SALE.__class__: LONGEST, RECEIPT.__class__: LONGEST}
    assert longest[type(slip)].replace(" ", "") in shown


@pytest.mark.parametrize("size", [A4, A5, ROLL_80, ROLL_58], ids=lambda one: one.code)
def test_forty_lines_each_stand_on_it_once_and_it_is_signed_at_the_end(size):
    items = [replace(ITEM, product=f"Papa {number:02}") for number in range(40)]

    pages = pages_of(pdf([replace(SALE, items=items).paper()], size))

    words = " ".join(one for _w, _h, one in pages)
    assert all(words.count(f"Papa {number:02}") == 1 for number in range(40))
    assert ["recibí conforme" in one for _w, _h, one in pages] == [False] * (len(pages) - 1) + [
        True
    ]
    assert len(pages) == {"a4": 2, "a5": 4}.get(size.code, 1)


def test_a_roll_is_as_long_as_what_stands_on_it():
    short = pages_of(pdf([RECEIPT.paper()], ROLL_80))[0]
    narrow = pages_of(pdf([RECEIPT.paper()], ROLL_58))[0]
    long = pages_of(pdf([replace(SALE, items=[ITEM] * 40).paper()], ROLL_80))[0]

    assert (short[0], narrow[0]) == (80, 58)
    assert 120 < short[1] < narrow[1] < long[1]


def test_a_ticket_longer_than_any_printer_takes_goes_on_on_another():
    items = [ITEM] * 800

    pages = pages_of(pdf([replace(SALE, items=items).paper()], ROLL_80))

    assert len(pages) > 1
    assert all(height <= 3020 for _width, height, _words in pages)
    assert all("V-2026-0002" in words for _width, _height, words in pages)


@every_size
def test_the_first_says_original_and_each_print_after_it_which_duplicate(worked_month, size):
    paper = Document.get(Document.number == "RI-2026-0001")
    first = document_pdf(paper, size=size)

    record_prints([paper], PRINTED)
    second = document_pdf(paper, size=size)
    record_prints([paper], PRINTED)
    third = document_pdf(paper, size=size)

    assert "ORIGINAL" in pages_of(first)[0][2]
    assert ("COPIA" in pages_of(first)[0][2]) == (size == A4X2)
    assert "DUPLICADO 1" in pages_of(second)[0][2]
    assert "DUPLICADO 2" in pages_of(third)[0][2]
    assert "ORIGINAL" not in pages_of(second)[0][2]
    assert document_pdf(paper, size=size) == third


def test_a_batch_is_drawn_one_by_one_and_can_be_stopped(worked_month):
    papers = list(Document.select().order_by(Document.id))
    batch = Batch(papers, size=A5)
    drawn = []

    for document in batch:
        if document is not None:  # None after each question asked before
            drawn.append(document)
        if len(drawn) == 3:
            break

    assert (len(batch), drawn) == (len(papers), papers[:3])
    assert batch.pdf() == documents_pdf(papers[:3], size=A5)


def test_what_a_telephone_reads_names_nobody():
    sealed = head("RI-2026-0003", code="RPP6-9756").sealed("S/\u00a01,843.10")

    assert sealed == "RI-2026-0003|2026-05-16|1843.10|RPP6-9756"
    assert head("RI-2026-0003").sealed("S/\u00a01,843.10") == ""


def test_the_square_has_its_three_corners_and_white_around_it():
    count, strokes = _strokes("RI-2026-0003|2026-05-16|1843.10|RPP6-9756")
    white, *rows, filled = strokes.splitlines()
    dark = set()
    for row in rows:
        left, level, wide, _tall, _re = row.split()
        dark |= {(int(left) + place, int(level)) for place in range(int(wide))}

    assert (count, white, filled) == (29, "1 g -4 -4 37 37 re f 0 g", "f")
    ring = {(x, y) for x in range(7) for y in range(7) if {x, y} & {0, 6}}
    for left, foot in ((0, 22), (22, 22), (0, 0)):
        assert {(left + x, foot + y) for x, y in ring} <= dark


def test_void_stands_across_every_page_and_under_the_square():
    void = Void(date(2026, 5, 16), "precio mal digitado")
    slip = replace(SALE, head=head("V-2026-0001", void=void), items=[ITEM] * 40)

    for size in SIZES.values():
        assert all("ANULADO" in words for _w, _h, words in pages_of(pdf([slip.paper()], size)))


def test_a_size_nobody_has_is_refused_with_those_there_are():
    assert size_named("80mm") is ROLL_80
    with pytest.raises(Refused, match=r"No hay papel «carta»\. Puede ser a4x2, a4, a5, 80mm, 58mm"):
        size_named("carta")


def test_a_file_says_its_papers_and_its_language():
    reader = PdfReader(BytesIO(pdf([RECEIPT.paper()], ROLL_80)))

    assert reader.metadata.title == "RI-2026-0003"
    assert reader.trailer["/Root"]["/Lang"] == "es-PE"
