"""Papers on A4 twice: nothing is cut, nothing overlaps, and printing again gives the same bytes."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from reports.papers.furniture import Head, Letterhead, Void
from reports.papers.paper import pdf
from reports.papers.pen import BOLD, PLAIN, drawable, width_mm, wrapped
from reports.papers.slips import DeliveryNote, MoneyReceipt, SaleNote, SoldItem, TransferNote

ROOT = Path(__file__).parents[1]
ASSOCIATION = Letterhead(
    "Asociación de Productores DEMO Ecocuenca",
    "20999999990",
    "Tocorani, Pomacanchi, Acomayo, Cusco",
    "11012345",
)


def head(number, **more):
    return Head(ASSOCIATION, number, date(2026, 5, 16), "Pomacanchi", **more)


DELIVERY = DeliveryNote(
    head=head("EN-2026-0003"),
    member="Socio Demo 02",
    code="S02",
    dni="",
    product="Papa",
    grade="Primera",
    unit="kg",
    typed="",
    factor=Decimal(1),
    sacks=6,
    gross=Decimal("332.0"),
    tare=Decimal("3.0"),
    net=Decimal("329.0"),
    impurity=Decimal("2.00"),
    impurity_off=Decimal("6.6"),
    moisture=None,
    moisture_base=None,
    moisture_off=Decimal(0),
    payable=Decimal("322.4"),
    tariff=Decimal("0.5000"),
    suggested=Decimal("161.20"),
    advances=[("RE-2026-0003", Decimal("161.20"))],
    season="2025-2026",
    season_quantity=Decimal("1322.4"),
)
RECEIPT = MoneyReceipt(
    head=head("RI-2026-0003"),
    comes_in=True,
    party="Comprador Demo A",
    tax_id="20999999981",
    amount=Decimal("1843.10"),
    concept="Cobro de la venta V-2026-0002",
    methods=[("Efectivo", True), ("Depósito", False), ("Yape o Plin", False)],
    operation="",
    balance=Decimal("0.00"),
)
ITEM = SoldItem(
    "Papa",
    "Primera",
    Decimal("1028.4"),
    "kg",
    Decimal("1.3000"),
    "Exonerado",
    Decimal("1336.92"),
)
SALE = SaleNote(
    head=head("V-2026-0002"),
    buyer="Comprador Demo A",
    tax_id="20999999981",
    items=[ITEM],
    total=Decimal("1336.92"),
    terms="Contado",
    due=None,
    voucher="",
)


def printed(*slips):
    return pdf(slip.paper() for slip in slips)


def text_of(content):
    """The words of a file, blanks folded."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


def upper_and_lower(content, page=0):
    """The words of the two halves of a page."""
    halves = [], []

    def sort(text, matrix, text_matrix, font, size):
        if text.strip():
            halves[text_matrix[5] + matrix[5] < 421].append(text.strip())

    PdfReader(BytesIO(content)).pages[page].extract_text(visitor_text=sort)
    return halves


def test_a_delivery_note_says_all_that_was_weighed_and_paid():
    words = text_of(printed(DELIVERY))

    for fact in (
        "NOTA DE ENTREGA",
        "N° EN-2026-0003",
        "RUC 20999999990 · Tocorani, Pomacanchi, Acomayo, Cusco · Partida SUNARP N° 11012345",
        "Pomacanchi, 16 de mayo de 2026",
        "Socio Demo 02",
        "S02",
        "Papa – Primera",
        "Peso bruto 332.0 kg",
        "Tara (6 sacos) − 3.0 kg",
        "Peso neto 329.0 kg",
        "Impureza 2 % − 6.6 kg",
        "Pagable 322.4 kg",
        "Sugerido a S/ 0.50 por kg S/ 161.20",
        "Pagado con RE-2026-0003 S/ 161.20",
        "Lleva entregado en la campaña 2025-2026 1,322.4 kg",
        "huella",
        "Documento interno de control. No es comprobante de pago (R.S. 007-99/SUNAT).",
    ):
        assert fact in words


def test_a_delivery_typed_in_arrobas_says_so_and_its_moisture():
    slip = replace(
        DELIVERY,
        typed="10 arroba",
        factor=Decimal("11.5"),
        sacks=0,
        moisture=Decimal("15.5"),
        moisture_base=Decimal("14.0"),
        moisture_off=Decimal("6.1"),
    )

    words = text_of(printed(slip))

    assert "Peso bruto (10 arroba × 11.5) 332.0 kg" in words
    assert "Humedad 15.5 % (base 14 %) − 6.1 kg" in words


def test_one_sack_is_said_as_one():
    assert "Tara (1 saco) − 3.0 kg" in text_of(printed(replace(DELIVERY, sacks=1)))


def test_moisture_of_a_product_without_a_base_takes_nothing_off():
    words = text_of(printed(replace(DELIVERY, moisture=Decimal("15.5"))))

    assert "Humedad 15.5 % 0.0 kg" in words


def test_the_dni_stands_on_a_delivery_note_only_if_asked_for():
    assert "DNI 99900002" not in text_of(printed(DELIVERY))
    assert "DNI 99900002" in text_of(printed(replace(DELIVERY, dni="99900002")))


def test_a_receipt_of_income_says_who_how_much_what_for_and_how():
    words = text_of(printed(RECEIPT))

    for fact in (
        "RECIBO DE INGRESO",
        "S/ 1,843.10",
        "Recibí de Comprador Demo A RUC 20999999981",
        "La suma de MIL OCHOCIENTOS CUARENTA Y TRES Y 10/100 SOLES",
        "Por concepto de Cobro de la venta V-2026-0002",
        "[x] Efectivo",
        "[ ] Depósito",
        "Saldo S/ 0.00",
        "Entregué conforme (DNI)",
    ):
        assert fact in words


def test_a_receipt_of_expense_is_signed_by_the_president_and_who_receives():
    slip = replace(RECEIPT, comes_in=False, tax_id="99900001", operation="OP-0518", balance=None)

    words = text_of(printed(slip))

    assert "RECIBO DE EGRESO" in words
    assert "Páguese a Comprador Demo A DNI 99900001" in words
    assert "N° de operación OP-0518" in words
    assert "V° B° presidencia" in words
    assert "Saldo" not in words


def test_a_sale_says_its_lines_terms_and_voucher():
    slip = replace(SALE, terms="Crédito", due=date(2026, 6, 21), voucher="F001-00000123")

    words = text_of(printed(slip))

    for fact in (
        "NOTA DE VENTA",
        "Papa Primera 1,028.4 kg 1.30 Exonerado 1,336.92",
        "Crédito vence el 21/06/2026 Comprobante SUNAT F001-00000123",
        "Son MIL TRESCIENTOS TREINTA Y SEIS Y 92/100 SOLES S/ 1,336.92",
    ):
        assert fact in words


def test_a_transfer_says_from_where_to_where():
    slip = TransferNote(head("TR-2026-0001"), "Caja", "Banco", Decimal("1000.00"), "OP-0518")

    words = text_of(printed(slip))

    assert "TRANSFERENCIA N° TR-2026-0001" in words
    assert "Sale de Caja Entra a Banco La suma de MIL Y 00/100 SOLES" in words
    assert "N° de operación OP-0518" in words
    assert "N° de operación" not in text_of(printed(replace(slip, operation="")))


def test_a_voided_paper_says_so_across_with_its_reason_and_what_replaces_it():
    void = Void(date(2026, 5, 16), "precio mal digitado", "V-2026-0002")

    words = text_of(printed(replace(SALE, head=head("V-2026-0001", void=void))))

    assert "ANULADO" in words
    assert "Anulado el 16/05/2026: precio mal digitado. Lo reemplaza V-2026-0002." in words


def test_a_paper_says_what_it_replaces():
    words = text_of(printed(replace(SALE, head=head("V-2026-0002", replaces="V-2026-0001"))))

    assert "Reemplaza a V-2026-0001." in words
    assert "ANULADO" not in words


@pytest.mark.parametrize("slip", [DELIVERY, RECEIPT, SALE])
def test_original_and_copy_differ_in_that_one_word(slip):
    upper, lower = upper_and_lower(printed(slip))

    assert upper != lower
    assert [word.replace("ORIGINAL", "COPIA") for word in upper] == lower


@pytest.mark.parametrize("slip", [DELIVERY, RECEIPT, SALE])
def test_the_same_facts_make_the_same_file(slip):
    assert printed(slip) == printed(slip)


def test_another_run_of_the_program_makes_the_same_file():
    program = (
        "import hashlib, tests.test_reports_paper as t;"
        "print(hashlib.sha256(t.printed(t.DELIVERY, t.RECEIPT, t.SALE)).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
        ).stdout.strip()
        for _run in range(2)
    }

    assert runs == {hashlib.sha256(printed(DELIVERY, RECEIPT, SALE)).hexdigest()}


def test_many_papers_make_one_file_with_a_page_for_each():
    pages = PdfReader(BytesIO(printed(DELIVERY, RECEIPT, SALE))).pages

    assert [
        next(line for line in page.extract_text().splitlines() if line.isupper()) for page in pages
    ] == ["NOTA DE ENTREGA", "RECIBO DE INGRESO", "NOTA DE VENTA"]


def test_a_sale_of_forty_lines_goes_on_on_further_pages_and_is_signed_on_the_last():
    items = [replace(ITEM, product=f"Papa {number:02}") for number in range(40)]

    pages = [
        " ".join(page.extract_text().split())
        for page in PdfReader(BytesIO(printed(replace(SALE, items=items)))).pages
    ]

    words = " ".join(pages)
    assert all(words.count(f"Papa {number:02}") == 2 for number in range(40))
    assert all(f"Hoja {n} de {len(pages)}" in page for n, page in enumerate(pages, start=1))
    assert ["recibí conforme" in page for page in pages] == [False] * (len(pages) - 1) + [True]
    assert ["Sigue en la hoja" in page for page in pages] == [True] * (len(pages) - 1) + [False]


def test_every_letter_of_spanish_and_quechua_is_drawn():
    words = "ÁÉÍÓÚÜÑ áéíóúüñ ¿¡ «» – — · ° ½ S/ − × … ʼ ’ ch’uñu q'aya ʔ 0123456789 [ ]"

    assert drawable(words) == words


def test_what_no_font_has_is_seen_as_missing_and_never_breaks_the_paper():
    assert drawable("a\ud800b\x07c\nd山") == "a b c d?"
    assert "a b?" in text_of(printed(replace(RECEIPT, concept="a\x00b山")))


def test_the_fonts_travel_in_the_file():
    fonts = PdfReader(BytesIO(printed(RECEIPT))).pages[0]["/Resources"]["/Font"].values()

    embedded = {
        font["/BaseFont"].split("+")[-1]
        for font in (one.get_object() for one in fonts)
        if "/FontFile2" in font.get("/FontDescriptor", {})
    }

    assert embedded == {PLAIN, BOLD}


def test_a_word_wider_than_its_line_is_divided_and_nothing_is_lost():
    lines = wrapped("W" * 100, 10, 50)

    assert "".join(lines) == "W" * 100
    assert all(width_mm(line, 10) <= 50 for line in lines)
