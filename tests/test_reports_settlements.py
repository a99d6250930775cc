"""The paper of a settlement, and the receipt that pays it: what a member reads on them."""

from decimal import Decimal
from io import BytesIO

import pytest
from playhouse.test_utils import count_queries
from pypdf import PdfReader

from models.documents import Document, Paper
from models.settling.payouts import pay_settlement
from models.settling.settle import settle, undo_settlement
from models.settling.settlements import runs_of
from models.settling.top_ups import receive_top_up
from reports.papers.documents import document_pdf, documents_pdf
from tests.factories import (
    a_buyer,
    a_collection,
    a_delivery,
    a_lot,
    a_member,
    a_sale,
    bank,
    cash,
    may,
)

LONG = "Choquehuanca Huamancusi de Quispe, María Encarnación Filomen"  # 60 letters


def paper(number):
    return Document.get(Document.number == number)


def pages_of(number, **options):
    reader = PdfReader(BytesIO(document_pdf(paper(number), **options)))
    return [" ".join(page.extract_text().replace("\u00a0", " ").split()) for page in reader.pages]


def words_of(number, **options):
    return " ".join(pages_of(number, **options))


def sold_and_collected(association, kilos, price="2.00", lot="papa-mayo", day=16):
    sale = a_sale(association, kilos, may(day), price=price, lot=a_lot(association, lot))
    a_collection(sale, bank(str(sale.total)), may(day))
    return sale.lot


@pytest.mark.parametrize(
    "fact",
    [
        "LIQUIDACIÓN AL SOCIO N° LQ-2026-0002",
        "Pomacanchi, 30 de mayo de 2026",
        "Socio Demo 02 S02",
        "EN-2026-0003 07/05/2026 Papa – Primera 332.0 3.0 6.6 322.4 322.4 419.12",
        "Total 437.4 516.87",
        "Descuentos en peso: EN-2026-0003: impureza 2 %.",
        "V-2026-0002 16/05/2026 Comprador Demo A Papa – Segunda 595.5 0.85 506.18",
        "Lo que le toca de las ventas 516.87",
        "S/ 104.00 de todo el lote, por 437.4 kg de 1,623.9 kg − 28.02",
        "5 % de lo que le toca de las ventas (S/ 516.87) − 25.85",
        "Por la entrega EN-2026-0003, con RE-2026-0003 del 07/05/2026 − 161.20",
        "Préstamo − 50.00 de S/ 300.00 que debe, queda S/ 250.00",
        "Cuotas − 5.00 mayo de 2026",
        "Neto a pagar S/ 212.30 Son: DOSCIENTOS DOCE Y 30/100 SOLES",
        "Pagado con RE-2026-0013 del 30/05/2026",
        "En la campaña 2025-2026 lleva entregado: Papa 437.4 kg.",
        "Tesorera o tesorero (DNI) Presidencia (DNI) Socia o socio: conforme (DNI)",
        "huella",
        "No es comprobante de pago (R.S. 007-99/SUNAT).",
    ],
)
def test_the_settlement_of_the_worked_month_says_how_it_was_worked_out(worked_month, fact):
    assert fact in words_of("LQ-2026-0002")


def test_a_settlement_takes_one_page(worked_month):
    assert len(pages_of("LQ-2026-0001")) == 1


def test_the_dni_is_on_a_settlement_only_if_asked_for(worked_month):
    assert "99900002" not in words_of("LQ-2026-0002")
    assert "DNI 99900002" in words_of("LQ-2026-0002", with_dni=True)


def test_a_member_with_forty_deliveries_a_long_name_and_seven_digits_has_all_of_it(selling):
    member = a_member(selling, LONG)
    for number in range(40):
        a_delivery(selling, "1000.0", may(1 + number % 15), member=member, advance=cash("1.00"))
    lot = sold_and_collected(selling, "40000.0", price="150.00")
    (settlement,) = settle(lot, Paper(may(20)))

    pages = pages_of("LQ-2026-0001")

    assert settlement.net == Decimal("5699960.00")  # 6,000,000 − 5 % − 40
    assert len(pages) == 2
    everything = " ".join(pages)
    assert all(f"EN-2026-{number:04}" in everything for number in range(1, 41))
    assert LONG in everything
    assert "S/ 5,699,960.00" in everything
    assert "CINCO MILLONES SEISCIENTOS NOVENTA Y NUEVE MIL" in everything
    assert "LIQUIDACIÓN AL SOCIO · LQ-2026-0001" in pages[1]
    assert "Hoja 2 de 2" in pages[1]


def test_a_long_table_of_deliveries_repeats_its_headings(selling):
    member = a_member(selling, LONG)
    for number in range(120):
        a_delivery(selling, "10.0", may(1 + number % 15), member=member)
    settle(sold_and_collected(selling, "1200.0"), Paper(may(20)))

    pages = pages_of("LQ-2026-0001")

    assert "Entrega Día Producto" in pages[0]
    assert "Entrega Día Producto" in pages[1]


def test_who_stays_owing_is_told_so_and_nothing_is_paid(selling):
    a_delivery(selling, "100.0", may(6), advance=cash("120.00"))
    settle(sold_and_collected(selling, "100.0", price="1.00"), Paper(may(20)))

    words = words_of("LQ-2026-0001")

    assert "Saldo deudor S/ 25.00 Son: VEINTICINCO Y 00/100 SOLES" in words
    assert "Queda debiendo S/ 25.00, que se descuenta de su próxima liquidación." in words


def test_a_settlement_that_was_undone_is_void_on_every_page(selling):
    a_delivery(selling, "100.0", may(6))
    lot = sold_and_collected(selling, "100.0")
    settle(lot, Paper(may(20)))
    undo_settlement(runs_of(lot)[0], may(21), "faltaba un costo")

    words = words_of("LQ-2026-0001")

    assert "ANULADO" in words
    assert "Anulado el 21/05/2026: faltaba un costo." in words
    assert "Está anulada: no se paga con ella." in words
    assert "Por pagar" not in words


def test_a_top_up_says_who_paid_it_later_and_what_is_kept(selling):
    a_delivery(selling, "100.0", may(6))
    lot = sold_and_collected(selling, "100.0")
    settle(lot, Paper(may(20)))
    receive_top_up(lot, a_buyer(selling), bank("20.00"), Paper(may(22)))
    settle(lot, Paper(may(22)))

    words = words_of("LQ-2026-0002")

    assert "LIQUIDACIÓN DE REINTEGRO" in words
    assert "RI-2026-0002 22/05/2026 Comercial Sur S.A.C. todo el lote 20.00" in words
    assert "Neto a pagar S/ 19.00" in words


def test_the_receipt_of_a_settlement_paid_in_cash_shows_net_rounding_and_paid(selling):
    a_delivery(selling, "10.3", may(6))
    (settlement,) = settle(sold_and_collected(selling, "10.3", price="1.99"), Paper(may(20)))
    pay_settlement(settlement, "cash", Paper(may(21)))  # 20.50 − 1.03 = 19.47

    words = words_of("RE-2026-0001")

    assert "Cuenta neto S/ 19.47 + redondeo S/ 0.03 a su favor = pagado S/ 19.50" in words
    assert "DIECINUEVE Y 50/100 SOLES" in words
    assert "Redondeo a su favor: S/ 0.03." in words_of("LQ-2026-0001")


def test_hostile_names_are_printed_as_they_are(selling):
    a_delivery(
        selling, "10.0", may(6), member=a_member(selling, "<b>Ñahui & Cía</b> <img src='x'/>")
    )
    settle(sold_and_collected(selling, "10.0"), Paper(may(20)))

    assert "<b>Ñahui & Cía</b> <img src='x'/>" in words_of("LQ-2026-0001")


def test_many_settlements_are_read_in_one_batch(selling):
    for number in range(60):
        member = a_member(selling, f"Socia {number:03}")
        a_delivery(selling, "10.0", may(6), member=member, advance=cash("1.00"))
    papers = [one.document for one in settle(sold_and_collected(selling, "600.0"), Paper(may(20)))]
    with count_queries() as one:
        document_pdf(papers[0])

    with count_queries() as many:
        content = documents_pdf(papers)

    assert many.count == one.count <= 29
    assert len(PdfReader(BytesIO(content)).pages) == 60
