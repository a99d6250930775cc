"""The workbook of a year, re-read as its reader would."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from models.changes import Refused
from reports.excel.monthly import month_book, month_file
from reports.excel.workbook import workbook
from reports.excel.yearly import export_year, year_book
from tests.factories import MAY
from tests.workbook_reader import figures_of, rows_of
from tests.workbook_rules import faults_of

TODAY = date(2026, 6, 20)
SHEETS = [
    *("Portada", "Gráficos", "Caja y banco", "Productos", "Ventas y liquidaciones"),
    *("Lo que se debe", "Resultado", "Indicadores", "Notas"),
]


@pytest.fixture
def year(worked_month, tmp_path):
    return load_workbook(export_year(worked_month, 2026, TODAY, tmp_path))


def line_of(sheet, group, what):
    return next(row for row in rows_of(sheet) if (row["Grupo"], row["Concepto"]) == (group, what))


def test_it_is_named_after_the_year_and_the_association(worked_month, tmp_path):
    path = export_year(worked_month, 2026, TODAY, tmp_path)

    assert path.name == "2026_asociacion-de-productores-demo-ecocuenca.xlsx"


def test_its_sheets_stand_in_their_order(year):
    assert year.sheetnames == SHEETS


def test_months_stand_side_by_side_and_those_not_begun_are_empty(year):
    cash = line_of(year["Caja y banco"], "Caja", "Ingresos")

    assert (cash["Abril"], cash["Mayo"], cash["Junio"], cash["Julio"]) == (None, 1853.1, 0, None)
    assert cash["Año"] == 1853.1


def test_what_is_held_stands_in_the_year_as_it_was_in_the_end(year):
    cash, bank = (
        line_of(year["Caja y banco"], purse, "Saldo final") for purse in ("Caja", "Banco")
    )

    assert (cash["Mayo"], cash["Año"]) == (1239.5, 1239.5)
    assert (bank["Mayo"], bank["Año"]) == (2375.86, 2375.86)


def test_a_year_begins_with_what_there_was_before_its_first_month(year):
    assert line_of(year["Caja y banco"], "Caja", "Saldo inicial")["Año"] == 2650.4


def test_products_sales_settlements_debts_and_result_are_those_of_the_month(year):
    sales, owed = year["Ventas y liquidaciones"], year["Lo que se debe"]

    assert line_of(year["Productos"], "Acopio", "Papa (kg)")["Mayo"] == 1623.9
    assert line_of(sales, "Ventas", "Ventas anuladas")["Mayo"] == 1565.43
    assert line_of(sales, "Ventas por producto", "Haba seca")["Mayo"] == 2665.7
    assert line_of(sales, "Liquidaciones", "Liquidado neto")["Año"] == 824.14
    assert line_of(owed, "Deben a la asociación", "Adelantos pendientes")["Mayo"] == 1448.7
    assert line_of(year["Resultado"], "Resultado propio", "Resultado propio")["Año"] == 103.66
    assert line_of(year["Indicadores"], "Personas", "Mujeres")["Mayo"] == 5


def test_the_cover_says_the_year_in_few_figures(year):
    figures = figures_of(year["Portada"])

    assert (figures["Ventas"], figures["Resultado propio"]) == (4508.8, 103.66)
    assert (figures["Cerrados"], figures["Abiertos"]) == (1, 1)


def test_the_control_codes_of_closed_months_stand_in_the_notes(year):
    may, june = rows_of(year["Notas"])

    assert (may["Estado"], june["Estado"]) == ("Cerrado", "Abierto")
    assert may["Código de control"]
    assert not june["Código de control"]


def test_a_year_before_the_books_is_refused(worked_month, tmp_path):
    with pytest.raises(Refused, match="Del año 2025 no hay nada: el libro empieza en mayo de 2026"):
        export_year(worked_month, 2025, TODAY, tmp_path / "libros")

    assert not (tmp_path / "libros").exists()


def test_excel_takes_month_and_year_as_they_are(worked_month):
    assert faults_of(month_file(worked_month, MAY, with_dni=True)) == []
    assert faults_of(workbook(year_book(worked_month, 2026, TODAY))) == []


# The month's cover and charts -----------------------------------------------------------------


@pytest.fixture
def month(worked_month):
    return load_workbook(BytesIO(month_file(worked_month, MAY)))


def test_the_cover_leads_to_every_sheet_and_every_sheet_back(month):
    cover, *others = month
    led = {cell.hyperlink.location for row in cover for cell in row if cell.hyperlink}

    assert led == {f"'{sheet.title}'!A1" for sheet in others}
    assert {one["A3"].hyperlink.location for one in others} == {"'Portada'!A1"}
    assert {one["A3"].value for one in others} == {"← Portada"}


def test_the_cover_says_the_month_in_few_figures(month):
    figures = figures_of(month["Portada"])

    assert (figures["Caja y banco"], figures["De los socios"]) == (3615.36, -448.7)
    assert (figures["Cobros"], figures["Resultado propio"]) == (2843.1, 103.66)
    assert figures["Deben los clientes"] == 1665.7


def test_charts_draw_kilos_sales_and_whose_the_money_is(month):
    assert (len(month["Gráficos"]._charts), len(month["Portada"]._charts)) == (5, 2)


def test_every_list_of_the_month_is_a_table_of_excel(month):
    named = {name for sheet in month for name in sheet.tables}

    assert {"tabla_libro_caja", "tabla_acopio", "tabla_cuotas", "tabla_control"} <= named


def test_what_needs_attention_stands_out_and_says_so(worked_month):
    book = month_book(worked_month, MAY)
    marks = {
        sheet.title: [mark.when for mark in table.marks]
        for sheet in book.sheets
        for table in sheet.tables
        if table.marks
    }

    assert marks["Cuentas por cobrar"] == ['[Estado]="Vencida"']
    assert marks["Control"] == ['[Resultado]="no cuadra"']
    assert marks["Cuotas"] == ["N([Debe])>0"]
