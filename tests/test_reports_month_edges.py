"""The monthly workbook where it is easily got wrong: empty months, mixed units, hostile names."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from playhouse.test_utils import count_queries

from models.cash.funds import Fund
from models.documents import Document, Paper
from models.month.closing import standing
from models.months import Month
from models.opening import carry_forward
from models.parameters import Parameter
from models.people.dues import pay_dues
from models.people.officers import Officer
from models.produce.deliveries import Handover, deliver
from models.produce.weighing import Weight
from models.produce.write_offs import Loss, write_off
from models.program import VERSION
from models.reversing import reverse
from models.settling.deductions import GROSS, Deduction
from models.settling.settle import settle
from models.voiding import void
from reports.excel import monthly
from reports.excel.month_control import control_sheet
from reports.excel.month_request import Request
from reports.excel.monthly import export_month, month_book
from reports.excel.workbook import workbook
from tests.factories import (
    JUNE,
    MAY,
    a_collection,
    a_delivery,
    a_grade,
    a_lot,
    a_member,
    a_sale,
    an_association,
    bank,
    cash,
    june,
    may,
)
from tests.test_reports_monthly import SHEETS
from tests.workbook_reader import figures_of, rows_of, table_under, texts_of


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
            if "SUM(" not in rules[0].formula[0]:
                continue
            total = sheet[str(where.sqref)]
            first, last = rules[0].formula[0].split("SUM(")[1].split(")")[0].split(":")
            column = [cell.value or 0 for (cell,) in sheet[first:last]]
            assert total.value == pytest.approx(sum(column), abs=0.001), (sheet.title, total)
            assert sheet.cell(total.row - 1, total.column) == sheet[last]


# Settlements, dues and the control of the sums ------------------------------------------------


@pytest.fixture
def settled(association):
    """100 kg of one member, sold for S/ 100.00 and settled with an own deduction of 2 %."""
    Parameter.create(association=association, name="service_pct", since=may(1), value=Decimal(5))
    fund = Fund.create(association=association, name="Solidaridad")
    Deduction.create(
        association=association,
        name="Solidaridad",
        place=7,
        base=GROSS,
        rate=Decimal(2),
        fund=fund,
        since=may(1),
    )
    a_delivery(association, "100.0", may(4))
    a_collection(a_sale(association, "100.0", may(5)), cash("100.00"), may(5))
    settle(a_lot(association), Paper(may(6)))
    return association


def test_what_is_taken_off_besides_has_a_column_only_where_there_is_some(settled, export):
    line, total = rows_of(export(settled)["Liquidaciones"])

    assert (line["Otros descuentos"], line["Neto"]) == (2, 93)
    assert total["Otros descuentos"] == 2


def test_a_month_without_such_deductions_has_the_usual_columns(worked_month, export):
    assert "Otros descuentos" not in rows_of(export(worked_month)["Liquidaciones"])[0]


def test_a_fund_and_a_net_not_paid_stand_in_the_summary(settled, export):
    sheet = export(settled)["Resumen"]
    said = figures_of(sheet)

    assert (said["Neto por pagar"], said["Fondos restringidos"]) == (93, 2)
    assert (said["Dinero de socios"], said["Aumento de los fondos"]) == (93, 2)
    assert said["Netos sin pagar"] == 93
    fund, total = table_under(sheet, "Fondo")
    assert (fund["Fondo"], fund["Recibido"], fund["Queda"]) == ("Solidaridad", 2, 2)
    assert total["Queda"] == 2


def test_all_agrees_in_a_month_of_settlements_losses_and_voids(settled, export):
    a_delivery(settled, "30.0", may(7), advance=cash("10.00"))
    loss = Loss(a_lot(settled, "papa-junio"), a_grade(settled), Decimal(5), "se mojó")
    write_off(loss, Paper(may(8)))
    void(a_sale(settled, "10.0", may(9), lot=a_lot(settled, "papa-junio")).document, may(9), "x")

    lines = table_under(export(settled)["Control"], "Qué")

    assert {line["Resultado"] for line in lines} == {"cuadra"}


def test_all_agrees_in_a_month_that_reverses_papers_of_a_closed_one(association, export):
    delivery = a_delivery(association, "30.0", may(7), advance=cash("10.00"))
    sale = a_sale(association, "10.0", may(9), credit_days=30)
    collected = a_collection(sale, cash("4.00"), may(10))
    a_delivery(association, "50.0", june(1))
    carry_forward(association, MAY)
    advance = Document.get(Document.about == delivery.document, Document.kind == "RE")
    for number, paper in enumerate((collected.document, sale.document, advance), start=2):
        reverse(paper, Paper(june(number)), "se repitió", sure=True)

    book = export(association, JUNE)

    assert {line["Resultado"] for line in table_under(book["Control"], "Qué")} == {"cuadra"}
    assert "Extorno de V-2026-0001" in [row["Detalle"] for row in rows_of(book["Kardex"])]
    assert figures_of(book["Resumen"])["Cobros"] == -4
    assert figures_of(book["Resumen"])["Adelantos pendientes"] == 0


def test_a_figure_the_rows_do_not_add_up_to_is_told(settled):
    request = Request(settled, MAY)
    sheets = [make(request) for make in monthly.SHEETS]
    place = next(n for n, sheet in enumerate(sheets) if sheet.title == "Ventas")
    sheets[place] = replace(sheets[place], tables=[replace(sheets[place].tables[0], rows=[])])

    control = control_sheet(request, sheets)

    (verdict,) = control.sections[0][0].figures
    assert verdict.value == "1 cifra no cuadra"
    (line,) = (row for row in control.tables[0].rows if row[-1] == "no cuadra")
    assert line[:6] == ["Ventas", "Ventas", "S/", 100, 0, -100]


def test_the_dues_of_many_months_are_printed_across_several_pages_with_the_names(book, export):
    association = an_association(month=Month(2023, 6))
    Parameter.update(value=Decimal(5)).where(Parameter.name == "dues_per_member").execute()
    a_member(association, "Condori, Rosa", admitted=date(2023, 1, 1))

    sheet = export(association)["Cuotas"]

    line, _total = rows_of(sheet)
    assert (line["2023-06"], line["2026-05"], line["Debe"]) == (0, 0, 180)
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_cols == "$A:$A"
    assert sheet.page_setup.fitToWidth == 3


def test_a_month_not_owed_is_empty_and_one_not_paid_is_zero(association, export):
    Parameter.update(value=Decimal(5)).where(Parameter.name == "dues_per_member").execute()
    a_member(association, "Condori, Rosa")
    a_member(association, "Puma, Elena", admitted=may(20))

    rosa, elena, _total = rows_of(export(association, JUNE)["Cuotas"])

    assert (rosa["2026-05"], rosa["2026-06"], rosa["Debe"]) == (0, 0, 10)
    assert (elena["2026-05"], elena["2026-06"], elena["Debe"]) == (None, 0, 5)


def test_what_is_to_a_members_credit_has_a_column_where_there_is_some(association, export):
    Parameter.update(value=Decimal(5)).where(Parameter.name == "dues_per_member").execute()
    rosa, _elena = a_member(association, "Condori, Rosa"), a_member(association, "Puma, Elena")
    pay_dues(rosa, cash("5.00"), Paper(may(3)), sure=True)
    before = [cell.value for cell in export(association)["Cuotas"][4]]
    rosa.dues_exempt = True
    rosa.save(sure=True)

    credited, owing, _total = rows_of(export(association)["Cuotas"])

    assert "A favor" not in before
    assert (credited["Debe"] or 0, credited["A favor"]) == (0, 5)
    assert (owing["Debe"], owing["A favor"] or 0) == (5, 0)


def test_the_notes_say_who_closed_the_month_and_with_which_code(worked_month, export):
    closing = standing(worked_month, MAY)

    texts = texts_of(export(worked_month)["Notas"])

    assert {closing.code, datetime.fromisoformat(closing.made).strftime("%H:%M")} <= set(texts)
    assert {"Saldo anterior", "Descuento por servicio, %", "arroba"} <= set(texts)


def test_the_notes_name_the_version_of_the_program(association, export):
    texts = texts_of(export(association)["Notas"])

    assert VERSION in texts
    assert "Cierre del mes" not in texts
