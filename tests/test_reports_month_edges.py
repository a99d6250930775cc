"""The monthly workbook where it is easily got wrong: empty months, mixed units, hostile names."""

from decimal import Decimal

import pytest
from openpyxl import load_workbook
from playhouse.test_utils import count_queries

from models.deliveries import Handover, deliver
from models.documents import Paper
from models.members import Officer
from models.months import Month
from models.opening import carry_forward
from models.weighing import Weight
from reports.monthly import export_month, month_book
from reports.workbook import workbook
from tests.factories import (
    JUNE,
    MAY,
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
from tests.test_reports_monthly import SHEETS
from tests.workbook_reader import figures_of, rows_of, texts_of


@pytest.fixture
def export(tmp_path):
    """Writes a month and opens the file again."""

    def written(association, month=MAY):
        return load_workbook(export_month(association, month, tmp_path))

    return written


@pytest.mark.parametrize(
    ("month", "says"),
    [
        (Month(2026, 4), "De abril de 2026 no hay nada registrado: el libro empieza después."),
        (MAY, "El mes de mayo de 2026 está cerrado: sus cifras ya no cambian."),
        (JUNE, "El mes de junio de 2026 está abierto: sus cifras todavía pueden cambiar."),
    ],
)
def test_the_summary_says_whether_its_figures_may_still_change(association, export, month, says):
    carry_forward(association, MAY)

    assert says in texts_of(export(association, month)["Resumen"])


def test_the_summary_and_the_cash_book_are_signed_by_who_holds_office(association, export):
    treasurer = a_member(association, "Condori, Rosa")
    Officer.create(association=association, member=treasurer, office="treasurer", since=may(1))

    book = export(association)

    for name in ("Resumen", "Libro caja"):
        *_rest, signatures = book[name].iter_rows(values_only=True)
        assert [text for text in signatures if text] == [
            "Tesorera o tesorero: Condori, Rosa",
            "Presidenta o presidente",
            "Fiscal",
        ]


def test_kilos_and_pieces_are_never_added_up(association, export):
    a_delivery(association, "100.0", may(6))
    grade = a_grade(association, "Cuy")
    grade.product.unit = "unidad"
    grade.product.save()
    weight = Weight(Decimal(12), "unidad")
    deliver(Handover(a_member(association), grade, weight), Paper(may(6)))

    book = export(association)

    assert rows_of(book["Acopio"])[-1]["Pagable kg"] is None
    assert figures_of(book["Resumen"])["Acopio kg"] == 100
    assert figures_of(book["Resumen"])["Acopio unidad"] == 12


def test_a_month_with_nothing_in_it_has_all_its_sheets(association, export):
    book = export(association, JUNE)

    assert book.sheetnames == SHEETS
    assert figures_of(book["Resumen"])["Saldo final caja"] == 1000
    assert [row["Saldo S/"] for row in rows_of(book["Libro caja"])] == [1000, None]
    assert "No hay documentos anulados." in texts_of(book["Resumen"])


def test_the_same_month_makes_the_same_file(worked_month, tmp_path):
    first = export_month(worked_month, MAY, tmp_path / "uno").read_bytes()

    assert export_month(worked_month, MAY, tmp_path / "dos").read_bytes() == first


def test_names_that_look_like_formulas_stay_names(association, export):
    member = a_member(association, '=HYPERLINK("http://x")')
    a_delivery(association, "10.0", may(6), member=member, advance=cash("4.00"))

    cells = [
        cell
        for sheet in export(association)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == member.name
    ]

    assert len(cells) >= 4  # Acopio, Libro caja, Adelantos, Kardex, Padrón
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_month_of_many_papers_takes_no_more_questions_than_one_of_few(association):
    lot = a_lot(association)
    asked = []
    for _time in range(2):
        for _paper in range(5):
            a_delivery(association, "10.0", may(6), advance=cash("4.00"))
            sale = a_sale(association, "10.0", may(7), lot=lot, credit_days=30)
            a_collection(sale, bank("1.00"), may(8))
        with count_queries() as counter:
            month_book(association, MAY)
        asked.append(counter.count)

    assert asked[0] == asked[1] <= 105


def test_every_total_is_the_sum_of_its_column(worked_month, tmp_path):
    path = tmp_path / "libro.xlsx"
    path.write_bytes(workbook(month_book(worked_month, MAY)))

    for sheet in load_workbook(path):
        for where, rules in sheet.conditional_formatting._cf_rules.items():
            total = sheet[str(where.sqref)]
            first, last = rules[0].formula[0].split("SUM(")[1].split(")")[0].split(":")
            column = [cell.value or 0 for (cell,) in sheet[first:last]]
            assert total.value == pytest.approx(sum(column), abs=0.001), (sheet.title, total)
            assert sheet.cell(total.row - 1, total.column) == sheet[last]
