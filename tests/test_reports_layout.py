"""Papers with the longest and the shortest words: nothing is cut, and nothing overlaps."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.papers.furniture import Head, Letterhead, Void
from tests.test_reports_paper import DELIVERY, ITEM, RECEIPT, SALE, printed

LONG_NAME = "Quispe Mamani de Huamán Condori, María Asunción Encarnación"  # 60 letters
LONGEST = "Pago de la liquidación del lote de papa nativa de colores, con descuento " + "ñ" * 47


def letters_of(content):
    """(page, letter, its box) of everything drawn, the word across a void paper left out."""
    document = pypdfium2.PdfDocument(content)
    for number, page in enumerate(document):
        words = page.get_textpage()
        for place in range(words.count_chars()):
            letter = words.get_text_range(place, 1)
            box = words.get_charbox(place)
            if letter.strip() and box[3] - box[1] < 30:
                yield number, letter, box


def assert_well_laid_out(content):
    """Every letter lies within the margins of its half, and none lies on another."""
    taken = {}
    for page, letter, (left, down, right, up) in letters_of(content):
        assert left >= 36, f"«{letter}» is cut at the left"
        assert right <= 595 - 36, f"«{letter}» is cut at the right"
        half = 0 if up <= 421 else 421
        assert down >= half + 14, f"«{letter}» is cut below"
        assert up <= half + 421 - 14, f"«{letter}» is cut above"
        middle = (left + right) / 2, (down + up) / 2
        for other, (x, y) in taken.get((page, int(middle[0] / 8), int(middle[1] / 8)), []):
            close = abs(x - middle[0]) < 0.9 and abs(y - middle[1]) < 2
            assert not close, f"«{letter}» lies on «{other}»"
        taken.setdefault((page, int(middle[0] / 8), int(middle[1] / 8)), []).append(
            (letter, middle)
        )


WORST_HEAD = Head(
    Letterhead("W" * 60 + " " + LONG_NAME, "20999999990", f"{LONG_NAME}, {LONG_NAME}", "9" * 20),
    "RI-2026-9999",
    date(2026, 9, 30),
    "San Pedro de Cachora",
    replaces="RI-2026-9998",
    void=Void(date(2026, 9, 30), "se digitó mal el monto y el nombre " * 28, "RI-2027-0001"),
)


@pytest.mark.parametrize(
    "slip",
    [
        replace(
            DELIVERY,
            head=WORST_HEAD,
            member=LONG_NAME,
            dni="99900002",
            product=LONG_NAME,
            grade=LONG_NAME,
            typed="1,000.5 quintales de Pomacanchi",
            moisture=Decimal("15.5"),
            moisture_base=Decimal(14),
            advances=[(f"RE-2026-000{n}", Decimal("12345.60")) for n in range(4)],
        ),
        replace(
            RECEIPT,
            head=WORST_HEAD,
            comes_in=False,
            party=LONGEST,
            tax_id=LONGEST,
            amount=Decimal("888888888.88"),
            concept=LONGEST,
            operation=LONGEST,
        ),
        replace(
            SALE,
            head=WORST_HEAD,
            buyer=LONGEST,
            voucher=LONGEST,
            items=[replace(ITEM, product=LONG_NAME, grade=LONG_NAME)] * 7,
            total=Decimal("888888888.88"),
        ),
        replace(DELIVERY, head=Head(Letterhead("A"), "EN-2026-0001", date(2026, 1, 1))),
        replace(RECEIPT, party="", tax_id="", concept="", amount=Decimal("0.00")),
        replace(SALE, items=[], total=Decimal("0.00")),
    ],
    ids=["delivery", "receipt", "sale", "no letterhead", "empty receipt", "empty sale"],
)
def test_the_longest_and_the_shortest_words_fit(slip):
    assert_well_laid_out(printed(slip))


@settings(max_examples=20)
@given(
    st.integers(1, 30),
    st.integers(1, 120),
    st.integers(1, 120),
)
def test_a_sale_of_any_size_fits(count, product, buyer):
    items = [replace(ITEM, product=("papa " * 30)[:product])] * count

    assert_well_laid_out(printed(replace(SALE, items=items, buyer=("Quispe " * 20)[:buyer])))
