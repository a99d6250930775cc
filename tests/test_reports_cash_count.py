"""The sheet of a cash count: notes, coins, the book, and what became of a difference."""

from decimal import Decimal
from io import BytesIO

from pypdf import PdfReader

from models.cash.cash_count import CashCount, count_cash
from models.documents import Document, Paper
from models.voiding import void
from reports.papers.cash_count_sheet import cash_count_pdf
from tests.factories import may


def words_of(count):
    pages = PdfReader(BytesIO(cash_count_pdf(count))).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().replace("\u00a0", " ").split())


def test_the_count_of_the_worked_month_is_as_it_was_counted(worked_month):
    words = words_of(CashCount.get())

    for fact in (
        "Arqueo de caja",
        "200.00 5 1,000.00",
        "0.50 1 0.50",
        "0.10 0 0.00",
        "Efectivo contado 1,239.50",
        "Diferencia 0.00",
        "Contado: MIL DOSCIENTOS TREINTA Y NUEVE Y 50/100 SOLES.",
        "Lo contado es igual a lo que dice el libro.",
        "Fiscal",
        "No es comprobante de pago (R.S. 007-99/SUNAT).",
    ):
        assert fact in words


def test_what_is_missing_names_its_reason_its_receipt_and_the_witness(association):
    count = count_cash(
        association,
        {Decimal(200): 4, Decimal(50): 3, Decimal("0.10"): 5},
        Paper(may(9)),
        explanation="vuelto mal dado en la feria",
        witness="Ccori Puma, Rosa",
    )

    words = words_of(count)

    for fact in (
        "Efectivo contado 950.50",
        "antes de anotar la diferencia 1,000.00",
        "Falta 49.50",
        "Explicación: vuelto mal dado en la feria",
        "La diferencia de S/ 49.50 está en el libro caja con RE-2026-0001 del 09/05/2026.",
        "Testigo: Ccori Puma, Rosa",
    ):
        assert fact in words


def test_what_is_too_much_is_said_and_a_void_receipt_of_it_too(association):
    count = count_cash(
        association, {Decimal(200): 6}, Paper(may(9)), explanation="un pago sin recibo"
    )
    assert "Sobra 200.00" in words_of(count)

    void(Document.get(Document.number == "RI-2026-0001"), may(10), "apareció el recibo")

    assert "con RI-2026-0001 del 09/05/2026, ya anulado." in words_of(CashCount.get())


def test_seven_digits_fit(association):
    count = count_cash(
        association, {Decimal(200): 45678}, Paper(may(9)), explanation="se cuenta todo"
    )

    assert "200.00 45678 9,135,600.00" in words_of(count)
