"""Receipts of what members owe, of funds and counts; and the papers that move no money."""

from decimal import Decimal
from io import BytesIO

import pytest
from playhouse.test_utils import count_queries
from pypdf import PdfReader

from models.cash.cash_book import Party, donate, expense
from models.cash.cash_count import count_cash
from models.cash.funds import Fund
from models.documents import Document, Paper
from models.month.closing import close_month
from models.people.charges import FINE, charge, lines_of, pay_charge
from models.people.loans import Terms, charge_inputs, lend, repay_loan
from models.people.members import Member
from models.produce.write_offs import Loss, write_off
from models.reversing import reverse
from models.voiding import void
from reports.papers.documents import document_pdf, documents_pdf, named, slips_of
from tests.factories import (
    MAY,
    a_delivery,
    a_grade,
    a_heading,
    a_lot,
    a_member,
    a_sale,
    an_expense,
    an_income,
    cash,
    june,
    may,
)


def paper(number):
    return Document.get(Document.number == number)


def words_of(number):
    reader = PdfReader(BytesIO(document_pdf(paper(number))))
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.fixture
def member(association):
    return a_member(association)


def test_a_receipt_of_dues_says_what_is_left_of_them(worked_month):
    words = words_of("RI-2026-0001")

    assert "Por concepto de Cuotas de mayo de 2026" in words
    assert "Queda debiendo S/ 0.00 de cuotas hasta mayo de 2026" in words


def test_a_settlement_paid_by_bank_has_no_rounding(worked_month):
    assert "Cuenta neto S/ 320.06, pagado S/ 320.06" in words_of("RE-2026-0012")


def test_a_cost_names_its_lot(worked_month):
    assert "Lote papa-mayo" in words_of("RE-2026-0009")


def test_a_loan_says_what_is_owed_and_how_it_comes_back(member):
    lend(member, "Para semilla", cash("300.00"), Paper(may(3)), terms=Terms(3, june(30)))

    words = words_of("RE-2026-0001")

    assert "Queda debiendo S/ 300.00 de préstamo" in words
    assert "Se devuelve en 3 partes iguales, una cada mes, la primera el 30/06/2026" in words


def test_a_loan_given_back_says_its_interest_and_what_is_left(member):
    lend(member, "Para semilla", cash("300.00"), Paper(may(3)))
    repay_loan(member, Decimal("40.00"), cash("45.00"), Paper(may(20)))

    words = words_of("RI-2026-0001")

    assert "Devolución de préstamo, con S/ 5.00 de interés" in words
    assert "Queda debiendo S/ 260.00 de préstamo" in words


def test_what_was_owed_before_the_books_began_counts(open_month):
    debtor = Member.get(Member.code == "S02")
    repay_loan(debtor, Decimal("10.00"), cash("10.00"), Paper(may(31)), sure=True)

    # 300.00 in the opening − 50.00 in its settlement − 10.00
    assert "Queda debiendo S/ 240.00 de préstamo" in words_of("RI-2026-0005")


def test_a_receipt_is_printed_again_as_it_was_after_more_is_given_back(member):
    charge_inputs(member, "Guano de isla", cash("80.00"), Paper(may(3)))
    lend(member, "Para semilla", cash("300.00"), Paper(may(3)))
    repay_loan(member, Decimal("40.00"), cash("40.00"), Paper(may(20)))
    before = document_pdf(paper("RI-2026-0001"))

    repay_loan(member, Decimal("60.00"), cash("60.00"), Paper(may(20)))

    assert document_pdf(paper("RI-2026-0001")) == before
    assert "Queda debiendo S/ 80.00 de insumos" in words_of("RE-2026-0001")


def test_a_charge_paid_in_part_says_what_is_left_of_it(association, member):
    made = charge(
        association, FINE, "Faltó a la faena", {member.id: Decimal("20.00")}, Paper(may(5))
    )
    pay_charge(lines_of(made)[0], cash("5.00"), Paper(may(6)))

    words = words_of("RI-2026-0001")

    assert "Multa: Faltó a la faena" in words
    assert "Queda debiendo S/ 15.00 de este cargo" in words


def test_what_comes_to_a_fund_and_goes_from_it_says_what_it_holds(association):
    fund = Fund(association=association, name="Riego 2026")
    donate(association, Party("AMP"), "Para riego", cash("500.00"), Paper(may(5)), fund=fund)
    fund = Fund.get()
    heading = a_heading(association, "expense")
    expense(heading, Party("Ferretería"), "Tubos", cash("120.00"), Paper(may(6)), fund=fund)

    assert "Fondo Riego 2026; quedan S/ 500.00" in words_of("RI-2026-0001")
    assert "Fondo Riego 2026; quedan S/ 380.00" in words_of("RE-2026-0001")


def test_the_receipt_of_a_difference_says_what_was_counted(association):
    count_cash(
        association,
        {Decimal(200): 4, Decimal(100): 1},
        Paper(may(9)),
        explanation="vuelto mal dado",
    )

    words = words_of("RE-2026-0001")

    assert "Por concepto de Arqueo: vuelto mal dado" in words
    assert "Arqueo contado S/ 900.00, según el libro S/ 1,000.00" in words


def test_a_void_receipt_says_no_balance(member):
    receipt = lend(member, "Para semilla", cash("300.00"), Paper(may(3)))
    void(receipt.document, may(4), "era para otro socio")

    assert "Queda debiendo" not in words_of("RE-2026-0001")


def test_a_loss_says_of_which_lot_and_why(association):
    a_delivery(association, "100.0", may(6))
    lot = a_sale(association, "50.0", may(7)).lot
    write_off(Loss(lot, a_grade(association), Decimal("20.5"), "se heló"), Paper(may(8)))

    words = words_of("ME-2026-0001")

    for fact in ("MERMA", "Baja 20.5 kg", "Papa – Primera", "Lote papa-mayo", "Motivo se heló"):
        assert fact in words


def test_a_charge_lists_the_members_and_adds_up(association):
    people = [a_member(association, f"Socia {number:02}") for number in range(60)]
    amounts = {one.id: Decimal("12.50") for one in people}
    charge(association, FINE, "Faltó a la faena del canal", amounts, Paper(may(5)))

    reader = PdfReader(BytesIO(document_pdf(paper("CG-2026-0001"))))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]

    assert "CARGO A SOCIOS N° CG-2026-0001" in pages[0]
    assert "Multa: Faltó a la faena del canal" in pages[0]
    assert all(str(one.name) in " ".join(pages) for one in people)
    assert "Total 750.00 Son: SETECIENTOS CINCUENTA Y 00/100 SOLES" in pages[-1]
    assert "Código Socio Monto S/" in pages[-1]


def test_a_reversal_says_what_it_undoes_and_the_paper_it_undid_says_so_too(association):
    wrong = an_income(association, cash("33.00"), may(30))
    close_month(association, MAY, sure=True)
    reverse(wrong.document, Paper(june(3)), "no era de la rifa")

    words = words_of("EX-2026-0001")

    for fact in (
        "EXTORNO N° EX-2026-0001",
        "Deshace RI-2026-0001 del 30/05/2026 Recibo de ingreso",
        "Era de Feria Demo",
        "TREINTA Y TRES Y 00/100 SOLES",
        "Motivo no era de la rifa",
    ):
        assert fact in words
    assert "Ya no cuenta: lo deshace EX-2026-0001." in words_of("RI-2026-0001")


def test_a_reversed_delivery_says_whose_it_was(association):
    wrong = a_delivery(association, "10.0", may(30))
    close_month(association, MAY, sure=True)
    reverse(wrong.document, Paper(june(3)), "no se entregó")

    words = words_of("EX-2026-0001")

    assert "Deshace EN-2026-0001 del 30/05/2026 Nota de entrega" in words
    assert "Era de Quispe Mamani, María" in words


def test_papers_of_every_kind_stand_in_one_file(association, member):
    a_delivery(association, "100.0", may(6), member=member)
    lot = a_sale(association, "50.0", may(7)).lot
    write_off(Loss(lot, a_grade(association), Decimal("20.5"), "se heló"), Paper(may(8)))
    charge(association, FINE, "Faltó", {member.id: Decimal("20.00")}, Paper(may(9)))
    an_expense(association, cash("3.00"), may(9), lot=a_lot(association))

    papers = named(["2026-05"])

    assert len(PdfReader(BytesIO(documents_pdf(papers))).pages) == len(papers) == 5


def test_many_receipts_ask_as_much_as_one(association, member):
    for number in range(12):
        lend(member, f"Préstamo {number}", cash("1.00"), Paper(may(3)))
    papers = named(["2026-05"])
    with count_queries() as one:
        list(slips_of(papers[:1]))
    with count_queries() as many:
        list(slips_of(papers))

    assert many.count == one.count <= 20
