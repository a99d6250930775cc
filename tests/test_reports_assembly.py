"""The papers of the assembly: their words and figures, and that nothing of them is cut or lost."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from models.associations import Association, LegalBook
from models.cash.budgets import Budget
from models.cash.cash_book import Party, expense, income
from models.cash.categories import EXPENSE, INCOME
from models.documents import Paper
from models.language import speaking
from models.money import BANK, CASH
from models.month.spans import half_year_span, month_span, year_span
from models.months import Month
from models.people.members import Member
from models.people.officers import Officer
from models.voiding import void
from reports.assembly.book_pages import book_pages_pdf
from reports.assembly.contents import (
    CASH_BOOK,
    ECONOMIC,
    HALF_YEAR,
    PAPERS,
    REGISTER,
    Asked,
    assembly_pdf,
)
from reports.assembly.economic import economic_pdf
from reports.assembly.handover import handover_pdf
from reports.assembly.member_lists import register_pdf, voters_pdf
from tests.factories import (
    JUNE,
    MAY,
    a_delivery,
    a_grade,
    a_harvest,
    a_heading,
    a_member,
    a_sale,
    an_expense,
    an_income,
    cash,
    june,
    may,
)

IN_JUNE = date(2026, 6, 20)
LONG_NAME = "Quispe Mamani de Huamán Ccahuana, María Asunción del Rosario F."  # 60 letters and more


def pages_of(pdf: bytes) -> list[str]:
    """What stands on each page, with one blank between words."""
    pages = PdfReader(BytesIO(pdf)).pages
    return [re.sub(r"\s+", " ", page.extract_text()) for page in pages]


def text_of(pdf: bytes) -> str:
    return " ".join(pages_of(pdf))


def economic(association: Association, month: Month = MAY) -> list[str]:
    return pages_of(economic_pdf(association, month_span(month), IN_JUNE))


# The economic report --------------------------------------------------------------------------


def test_the_worked_month_is_told_in_two_pages(worked_month):
    first, second = economic(worked_month)

    assert "Informe económico de mayo de 2026" in first
    assert "Empezamos con S/ 3,850.40. Entraron S/ 2,853.10 y salieron S/ 3,088.14." in first
    assert "Quedan S/ 3,615.36: S/ 1,239.50 en caja y S/ 2,375.86 en el banco." in first
    assert "El mes está cerrado: las cifras ya no cambian." in first
    assert "Al final 4,064.06 − 448.70 3,615.36" in first
    assert "Pasó en las liquidaciones 222.16 − 222.16 0.00" in first
    assert "adelantos a socios 2,141.50 2,141.50" in first
    assert "Papa kg 1,623.9 1,623.9 1,843.10" in first + second
    assert "Neto para los socios 824.14" in second
    assert "Compradores, 0-30 días 1,665.70" in second
    assert "Socios, en total 1,708.70" in second
    assert "Resultado propio: S/ 122.16 menos S/ 18.50 = S/ 103.66." in second
    assert "Tesorera o tesorero Presidenta o presidente Fiscal" in second


def test_members_money_spent_ahead_is_explained(worked_month):
    first, _second = economic(worked_month)

    assert "A los socios se les adelantó S/ 448.70 más de lo que se cobró" in first


def test_a_month_without_papers_says_so(association):
    said = " ".join(economic(association, JUNE))

    assert "Empezamos con S/ 1,500.00. Entraron S/ 0.00 y salieron S/ 0.00." in said
    assert "Nada entró en ese tiempo." in said
    assert "No hubo entregas ni ventas." in said
    assert "No se liquidó ningún lote." in said


def test_time_before_the_books_says_so(association):
    pdf = economic_pdf(association, year_span(Month(2025, 3)), IN_JUNE)

    assert "El libro empieza después" in text_of(pdf)


def test_a_half_year_says_from_when_and_shows_its_months(worked_month):
    said = text_of(economic_pdf(worked_month, half_year_span(MAY), IN_JUNE))

    assert "Informe económico de enero a junio de 2026" in said
    assert "Del 1 de mayo de 2026 al 30 de junio de 2026. El libro empieza ese día." in said
    assert "Kilos entregados cada mes" in said


def test_the_names_of_the_board_stand_under_the_lines(worked_month):
    member = Member.get(Member.code == "S03")
    Officer(
        association=worked_month, member=member, office="treasurer", since=date(2026, 1, 1)
    ).save()

    assert "Tesorera o tesorero: Socia Demo 03" in " ".join(economic(worked_month))


def test_a_budget_stands_beside_what_was_spent(worked_month):
    for direction, name, amount in ((INCOME, "cuotas", "480.00"), (EXPENSE, "útiles", "100.00")):
        heading = a_heading(worked_month, direction, name)
        Budget(association=worked_month, year=2026, category=heading, amount=Decimal(amount)).save()
    said = " ".join(economic(worked_month))

    assert "«Año» es lo que va de 2026 hasta el 31/05/2026." in said
    assert "cuotas 30.00 30.00 480.00" in said
    assert "descuento por servicio 92.16 92.16 Total 122.16 122.16 480.00" in said
    assert "útiles 18.50 18.50 100.00 Total 18.50 18.50 100.00" in said


def test_two_pages_are_enough_for_many_rubros_and_products(association):
    """As many as an association uses: twelve rubros each way, eight products, a plan for all."""
    a_harvest(a_member(association), may(3), total="9000.0")
    for number in range(12):
        for direction, deed in ((INCOME, income), (EXPENSE, expense)):
            heading = a_heading(association, direction, f"rubro de prueba {direction} {number}")
            deed(heading, Party("Alguien"), "algo", cash("12.00"), Paper(may(5)), sure=True)
            Budget(association=association, year=2026, category=heading, amount=Decimal(20)).save()
    for number in range(8):
        grade = a_grade(association, product=f"Producto {number}")
        a_delivery(association, "100.0", may(6), grade=grade)

    assert len(economic(association)) == 2


# The books ------------------------------------------------------------------------------------


def test_the_cash_book_of_the_worked_month_is_one_page_that_closes(worked_month):
    (page,) = pages_of(book_pages_pdf(worked_month, CASH, MAY))

    assert "01/05/2026 Saldo inicial 2,650.40" in page
    assert "15 20/05/2026 RE-2026-0011 Librería Demo Útiles de oficina 18.50 1,239.50" in page
    assert "31/05/2026 Totales y saldo final 1,853.10 3,264.00 1,239.50" in page
    assert "Van" not in page
    assert "Hoja 1 de 1" in page


def test_the_bank_book_says_the_operations(worked_month):
    (page,) = pages_of(book_pages_pdf(worked_month, BANK, MAY))

    assert "Op. OP-0530-4 96.83 2,375.86" in page


def test_the_certified_book_is_named_in_the_head(worked_month):
    LegalBook(
        association=worked_month,
        book="cash",
        number="2",
        opened=date(2025, 1, 5),
        certified_by="Juez de paz de Pomacanchi",
        pages="200",
    ).save()
    said = text_of(book_pages_pdf(worked_month, CASH, MAY))

    assert "Libro caja N° 2, abierto el 05/01/2025" in said
    assert "legalizado por Juez de paz de Pomacanchi, 200 folios." in said


def test_two_hundred_lines_carry_their_totals_from_page_to_page(association):
    for _number in range(200):
        an_income(association, cash("1.00"), may(7))
    pages = pages_of(book_pages_pdf(association, CASH, MAY))
    carried = [re.search(r"Van ([\d,.]+) ([\d,.]+) ([\d,.]+)", page) for page in pages[:-1]]
    brought = [re.search(r"Vienen ([\d,.]+) ([\d,.]+) ([\d,.]+)", page) for page in pages[1:]]

    assert len(pages) > 4
    assert all(carried)
    assert all(brought)
    for van, vienen, page in zip(carried, brought, pages, strict=False):
        assert van.groups() == vienen.groups()
        last = max(int(n) for n in re.findall(r"(\d+) 07/05/2026", page))
        assert van.groups() == (f"{last}.00", "0.00", f"{1000 + last:,}.00")
    assert "Totales y saldo final 200.00 0.00 1,200.00" in pages[-1]
    assert all(f"Hoja {n} de {len(pages)}" in page for n, page in enumerate(pages, start=1))


def test_a_void_receipt_keeps_its_line(association):
    void(an_expense(association, cash("9.00"), may(8)).document, may(9), "error")

    assert "ANULADO · Cuadernos 0.00 1,000.00" in text_of(book_pages_pdf(association, CASH, MAY))


# People ---------------------------------------------------------------------------------------


def enrol(association: Association, count: int) -> None:
    for place in range(1, count + 1):
        a_member(association, f"{LONG_NAME} {place:03}", f"{41000000 + place}")


def test_nobody_is_missing_from_a_list_of_three_hundred(association):
    enrol(association, 300)
    for pdf in (register_pdf(association, may(31)), voters_pdf(association, may(15))):
        said = text_of(pdf)
        places = [int(n) for n in re.findall(r"Rosario F\. (\d{3})", said)]
        assert places == list(range(1, 301))


def test_the_dni_stands_only_where_it_was_asked_for(worked_month):
    for make in (register_pdf, voters_pdf):
        assert "99900001" not in text_of(make(worked_month, may(31)))
        assert "99900001" in text_of(make(worked_month, may(31), with_dni=True))


def test_who_may_vote_and_the_quorum_both_ways(worked_month):
    said = text_of(voters_pdf(worked_month, june(15)))

    assert "Socios activos: 8. Hábiles: 6. No hábiles: 2." in said
    assert "4 si el estatuto cuenta a los hábiles; 5 si cuenta a todos los activos." in said
    assert "Socio Demo 04 4 1 mes de cuotas" in said
    assert said.index("Socia Demo 08") < said.index("Socio Demo 02")


# The hand-over --------------------------------------------------------------------------------


def test_the_hand_over_of_the_worked_month(worked_month):
    said = text_of(handover_pdf(worked_month, may(31)))

    for words in (
        "Caja 1,239.50",
        "Banco 2,375.86",
        "Son TRES MIL SEISCIENTOS QUINCE Y 36/100 SOLES.",
        "200.00 5 1,000.00",
        "No hay productos en almacén.",
        "V-2026-0003 22/05/2026 Comprador Demo B 21/06/2026 9 1,665.70",
        "4 Socio Demo 04 858.70 5.00 863.70",
        "Total 1,448.70 250.00 10.00 1,708.70",
        "RE-2026-0015, RI-2026-0004",
        "Último mes cerrado: mayo de 2026, código de control",
        "Mes abierto desde: junio de 2026.",
        "Recibe: nombre y DNI",
    ):
        assert words in said


def test_stock_and_no_count_are_handed_over_too(association):
    a_harvest(a_member(association), may(3))
    a_delivery(association, "100.0", may(4))
    a_sale(association, "60.5", may(5))
    said = text_of(handover_pdf(association, may(31)))

    assert "Papa Primera 39.5 kg" in said
    assert "No hay arqueo registrado." in said
    assert "Todavía no se cerró ningún mes." in said


# All of them ----------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", [name for name, _words in PAPERS])
def test_the_same_facts_make_the_same_bytes(worked_month, paper):
    asked = Asked(paper, MAY, may(31))

    assert assembly_pdf(worked_month, asked) == assembly_pdf(worked_month, asked)


@pytest.mark.parametrize("paper", [name for name, _words in PAPERS])
def test_the_papers_are_spanish_whatever_the_screen_speaks(worked_month, paper):
    asked = Asked(paper, MAY, may(31), HALF_YEAR)
    spanish = assembly_pdf(worked_month, asked)
    with speaking("en"):
        assert assembly_pdf(worked_month, asked) == spanish


def test_a_file_is_called_by_what_is_in_it():
    day = may(31)
    assert Asked(ECONOMIC, MAY, day).file_name == "informe-economico_2026-05.pdf"
    assert Asked(ECONOMIC, MAY, day, HALF_YEAR).file_name == (
        "informe-economico_2026-semestre-1.pdf"
    )
    assert Asked(CASH_BOOK, MAY, day, HALF_YEAR).file_name == "libro-caja_2026-05.pdf"
    assert Asked(REGISTER, MAY, day).file_name == "padron-de-socios_2026-05-31.pdf"
