"""The sheet of a lot: what an assembly can check with a pencil."""

from decimal import Decimal
from io import BytesIO

import pytest
from playhouse.test_utils import count_queries
from pypdf import PdfReader

from models.documents import Paper
from models.produce.lots import Lot
from models.produce.write_offs import Loss, write_off
from models.settling.settle import settle, undo_settlement
from models.settling.settlements import runs_of
from models.settling.top_ups import receive_top_up
from reports.papers.lot_sheet import lot_sheet_folio, lot_sheet_pdf
from tests.factories import (
    a_buyer,
    a_collection,
    a_delivery,
    a_grade,
    a_lot,
    a_member,
    a_sale,
    bank,
    cash,
    may,
)


def words_of(lot):
    reader = PdfReader(BytesIO(lot_sheet_pdf(lot)))
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\u00a0", " ").split())


def sold_and_collected(association, kilos, price="2.00"):
    sale = a_sale(association, kilos, may(16), price=price, lot=a_lot(association))
    a_collection(sale, bank(str(sale.total)), may(16))
    return sale.lot


@pytest.mark.parametrize(
    "fact",
    [
        "Hoja del lote «papa-mayo» Liquidado el 30 de mayo de 2026.",
        "V-2026-0002 16/05/2026 Comprador Demo A Papa – Primera 1,028.4 1.30 1,336.92",
        "Total 1,623.9 1,843.10",
        "RE-2026-0009 16/05/2026 Flete Transportista Demo 80.00",
        "Papa – Segunda: 595.5 kg, por entrega",
        "EN-2026-0004 07/05/2026 S02 115.0 97.75 7.37 4.89 34.50",
        "EN-2026-0008 13/05/2026 S06 229.5 195.08 14.70 9.75 68.80",
        "Descuento por servicio, 5 % de las ventas − 92.16",
        "Neto para los socios 824.14",
        "S02 Socio Demo 02 437.4 516.87 28.02 25.85 195.70 55.00 212.30",
        "Total 1,623.9 1,843.10 104.00 92.16 692.80 130.00 824.14",
        "Descuentos: Insumos S/ 60.00, Cuotas S/ 20.00, Préstamo S/ 50.00.",
        "Las partes de los socios suman S/ 1,843.10, igual que las ventas.",
        "OCHOCIENTOS VEINTICUATRO Y 14/100 SOLES",
        "Fiscal",
    ],
)
def test_the_lot_of_the_worked_month_adds_up_on_paper(worked_month, fact):
    assert fact in words_of(Lot.get(Lot.name == "papa-mayo"))


def test_a_lot_that_is_not_settled_says_how_it_goes_and_what_is_missing(worked_month):
    words = words_of(Lot.get(Lot.name == "haba-mayo"))

    assert "todavía no está liquidado" in words
    assert "De V-2026-0003 falta cobrar S/ 1,665.70." in words
    assert "S04 Socio Demo 04 343.5 1,580.10 0.00 79.01 858.70 0.00 642.39" in words


def test_a_lot_with_nothing_in_it_says_so(selling):
    lot = a_lot(selling, "vacío")
    lot.save()

    assert "no tiene ninguna venta que cuente" in words_of(lot)


def test_losses_debts_and_later_prices_stand_on_it(selling):
    a_delivery(selling, "100.0", may(6), advance=cash("300.00"))
    a_delivery(selling, "100.0", may(6), member=a_member(selling, "Ccori Puma, Rosa"))
    lot = sold_and_collected(selling, "180.0")  # 360.00: 180.00 each, less 9.00 of service
    write_off(Loss(lot, a_grade(selling), Decimal("20.0"), "se malogró"), Paper(may(17)))
    settle(lot, Paper(may(18)))
    receive_top_up(lot, a_buyer(selling), bank("40.00"), Paper(may(20)))
    settle(lot, Paper(may(20)))

    words = words_of(lot)

    for fact in (
        "ME-2026-0001 17/05/2026 Papa – Primera se malogró 20.0",
        "Lo que algunos quedan debiendo 129.00",
        "S01 Quispe Mamani, María 100.0 180.00 0.00 9.00 300.00 0.00 0.00 129.00",
        "Neto para los socios 171.00",
        "Reintegro del 20 de mayo de 2026",
        "RI-2026-0002 20/05/2026 Comercial Sur S.A.C. todo el lote 40.00",
        "Las partes de los socios suman S/ 40.00, igual que las ventas.",
    ):
        assert fact in words


def test_a_settling_that_was_undone_is_not_on_it(selling):
    a_delivery(selling, "100.0", may(6))
    lot = sold_and_collected(selling, "100.0")
    settle(lot, Paper(may(18)))
    undo_settlement(runs_of(lot)[0], may(19), "faltaba un costo")

    assert "todavía no está liquidado" in words_of(lot)


def test_the_sheet_of_many_members_asks_as_much_as_that_of_one(selling):
    a_delivery(selling, "10.0", may(6))
    one = sold_and_collected(selling, "10.0")
    settle(one, Paper(may(18)))
    for number in range(15):
        a_delivery(selling, "10.0", may(6), member=a_member(selling, f"Socia {number:02}"))
    sale = a_sale(selling, "150.0", may(16), lot=a_lot(selling, "otro"))
    a_collection(sale, bank(str(sale.total)), may(16))
    settle(sale.lot, Paper(may(18)))

    with count_queries() as of_one:
        lot_sheet_folio(one, may(18))
    with count_queries() as of_many:
        lot_sheet_folio(sale.lot, may(18))

    assert of_many.count == of_one.count
