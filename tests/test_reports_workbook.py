"""Workbooks as Excel and its readers get them."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from models.listing import Listing
from models.people.members import MEMBERS
from models.produce.deliveries import DELIVERIES
from reports.excel.lists import Shown, list_sheet, save_list, shown
from reports.excel.sheets import Book, Figure, Heading, Kind, Section, Sheet, Table
from reports.excel.workbook import workbook
from tests.factories import MAY

MONEY = (
    Heading("Fecha", Kind.DAY),
    Heading("Socio"),
    Heading("Pagable kg", Kind.QUANTITY, total=True),
    Heading("Adelanto", Kind.SOLES, total=True),
)
ROWS = (
    (date(2026, 5, 6), "Socia Demo 01", Decimal("408.0"), Decimal("204.00")),
    (date(2026, 5, 7), "Socio Demo 02", Decimal("322.4"), None),
    (date(2026, 5, 8), "Socia Demo 03", Decimal("298.0"), Decimal("0.10")),
)


def book_of(*sheets):
    return Book("Asociación & Cía", "mayo de 2026", date(2026, 5, 31), sheets)


def reopened(*sheets):
    """The sheets as another program reads them from the file."""
    return load_workbook(BytesIO(workbook(book_of(*sheets))))


def one_cell(text):
    return reopened(Sheet("Hoja", [Table([Heading("Socio")], [[text]])]))["Hoja"]["A5"]


def test_figures_are_numbers_and_days_are_dates_in_the_format_of_their_kind():
    sheet = reopened(Sheet("Acopio", [Table(MONEY, ROWS)]))["Acopio"]

    cells = sheet[5]

    assert [cell.value for cell in cells] == [datetime(2026, 5, 6), "Socia Demo 01", 408, 204]
    assert [cell.number_format for cell in cells] == [
        "dd/mm/yyyy",
        "General",
        "#,##0.0",
        "#,##0.00",
    ]


def test_a_total_is_a_value_that_every_reader_sees():
    sheet = reopened(Sheet("Acopio", [Table(MONEY, ROWS)]))["Acopio"]

    assert [cell.value for cell in sheet[8]] == ["Total", None, 1028.4, 204.1]


def test_a_total_turns_red_when_its_column_is_altered():
    sheet = reopened(Sheet("Acopio", [Table(MONEY, ROWS)]))["Acopio"]

    checks = {
        str(where.sqref): rule.formula[0]
        for where, rules in sheet.conditional_formatting._cf_rules.items()
        for rule in rules
        if rule.type == "expression"
    }

    assert checks == {
        "C8": "ABS(C8-SUM(C5:C7))>0.004",
        "D8": "ABS(D8-SUM(D5:D7))>0.004",
    }


def test_a_total_that_leaves_voided_papers_out_is_written_as_given_and_not_checked():
    table = Table(MONEY, ROWS, stated={"Adelanto": Decimal("204.00")})

    sheet = reopened(Sheet("Acopio", [table]))["Acopio"]

    assert sheet["D8"].value == 204
    checked = [str(one.sqref) for one in sheet.conditional_formatting if "8" in str(one.sqref)]
    assert checked == ["C8"]


def test_a_table_with_nothing_in_it_has_its_headings_and_a_total_of_zero():
    sheet = reopened(Sheet("Acopio", [Table(MONEY, [])], notes=["Sin entregas."]))["Acopio"]

    assert [cell.value for cell in sheet[4]] == ["Fecha", "Socio", "Pagable kg", "Adelanto"]
    assert [cell.value for cell in sheet[5]] == ["Total", None, 0, 0]
    assert sheet["A7"].value == "Sin entregas."


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x")', "+51 984", "-5", "@SUM(A1)", "#REF!", "00123456"]
)
def test_what_people_type_never_becomes_a_formula_an_error_or_a_number(text):
    cell = one_cell(text)

    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize("text", ["=1+1", "+51 984", "-5", "@SUM(A1)"])
def test_editing_such_a_text_in_excel_does_not_make_it_a_formula(text):
    assert one_cell(text).quotePrefix


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x1fc", "abc"),
        ("media \ud800 letra", "media  letra"),
        ("fin\ufffe\uffff", "fin"),
        ("ñ ʔ ½ «»", "ñ ʔ ½ «»"),
        ("x" * 40_000, "x" * 32_767),
    ],
)
def test_what_excel_cannot_take_is_left_out(text, kept):
    assert one_cell(text).value == kept


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs", "C"])))
def test_a_file_with_any_text_in_it_opens_again(text):
    assert isinstance(one_cell(f"|{text}|").value, str)


def test_a_table_alone_on_its_sheet_is_frozen_filtered_and_repeated_on_paper():
    sheet = reopened(Sheet("Acopio", [Table(MONEY, ROWS)]))["Acopio"]

    assert sheet.freeze_panes == "A5"
    assert sheet.tables["tabla_acopio"].autoFilter.ref == "A4:D7"
    assert sheet.print_title_rows == "$4:$4"


def test_every_sheet_prints_on_a4_as_wide_as_the_page():
    sheet = reopened(Sheet("Acopio", [Table(MONEY, ROWS)]))["Acopio"]

    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddHeader.left.text == "Asociación && Cía · Acopio"
    assert sheet.oddHeader.right.text == "mayo de 2026"
    assert sheet.oddFooter.center.text == "Página &P de &N"
    assert sheet.firstFooter.center.text == "Página &P de &N"


def test_columns_are_as_wide_as_what_they_hold_within_bounds():
    table = Table([Heading("N°"), Heading("Socio")], [["1", "x" * 300]])

    sheet = reopened(Sheet("Padrón", [table]))["Padrón"]

    assert sheet.column_dimensions["A"].width == 10
    assert sheet.column_dimensions["B"].width == 42
    assert sheet["B5"].alignment.wrap_text


def test_each_label_has_its_figure_to_the_right():
    left = [Section("Caja", [Figure("Saldo inicial caja", Decimal("2650.40"))])]
    right = [Section("Personas", [Figure("Socios activos", 8, Kind.WHOLE)])]

    sheet = reopened(Sheet("Resumen", sections=[left, right]))["Resumen"]

    assert [cell.value for cell in sheet[4]] == ["Caja", None, None, "Personas", None]
    assert [cell.value for cell in sheet[5]] == [
        "Saldo inicial caja",
        2650.4,
        None,
        "Socios activos",
        8,
    ]


def test_there_is_a_line_to_sign_on_for_each_name():
    sheet = reopened(
        Sheet("Libro caja", [Table(MONEY, ROWS)], signatures=["Tesorera", "Presidente"])
    )["Libro caja"]

    *_rest, lines, names = sheet.iter_rows(values_only=True)

    assert [text for text in lines if text] == ["_" * 28] * 2
    assert [text for text in names if text] == ["Tesorera", "Presidente"]


def test_the_same_facts_make_the_same_file():
    sheet = Sheet("Acopio", [Table(MONEY, ROWS)])

    assert workbook(book_of(sheet)) == workbook(book_of(sheet))


def test_titles_of_sheets_are_ones_that_excel_takes():
    titles = ["Caja/banco: [a]", "x" * 40, "X" * 31, "'", "acopio", "Acopio"]

    book = reopened(*(Sheet(title, [Table(MONEY, [])]) for title in titles))

    assert book.sheetnames == [
        "Caja banco   a",
        "x" * 31,
        "X" * 27 + " 2",
        "Hoja",
        "acopio",
        "Acopio 2",
    ]


def test_any_list_makes_a_sheet_as_it_is_shown():
    row = (7, 1, "S01", "Socia Demo 01", "F", "Tocorani", "984123456", date(2024, 1, 15), "active")

    sheet = reopened(list_sheet(Shown(None, MEMBERS.title, MEMBERS.columns, [row], {})))["Socios"]

    assert [cell.value for cell in sheet[5]] == [
        1,
        "S01",
        "Socia Demo 01",
        "Mujer",
        "Tocorani",
        "984 123 456",
        datetime(2024, 1, 15),
        "Activo",
    ]


def test_long_names_sign_one_below_the_other():
    name = "Quispe Mamani de Huamán Condori, María Asunción Encarnación"

    sheet = reopened(Sheet("Libro caja", [Table(MONEY, ROWS)], signatures=[name, name]))

    first = [row[0] for row in sheet["Libro caja"].iter_rows(min_row=9, values_only=True)]
    assert [text for text in first if text] == ["_" * 28, name, "_" * 28, name]


def test_a_row_is_as_high_as_its_longest_text():
    table = Table([Heading("Concepto")], [["x" * 30], ["x" * 100], ["M" * 100]])

    sheet = reopened(Sheet("Libro caja", [table]))["Libro caja"]

    assert [sheet.row_dimensions[row].height for row in (5, 6, 7)] == [None, 45, 45]


def test_a_list_of_a_month_is_a_file_named_after_it(worked_month, tmp_path):
    listing = Listing(DELIVERIES, worked_month, since=MAY.first, until=MAY.last)

    path = save_list(shown(listing), tmp_path)

    assert path.name == "2026-05_entregas_asociacion-de-productores-demo-ecocuenca.xlsx"
    rows = list(load_workbook(path)["Entregas"].iter_rows(min_row=4, values_only=True))
    assert [row[6] for row in rows[1:3]] == [229.5, 236]
    assert (rows[9][0], rows[9][6], rows[9][7]) == ("Total", 2203.4, 2141.5)


@pytest.mark.parametrize(
    ("span", "says"),
    [
        ((None, None), "Todo lo registrado"),
        ((MAY.first, MAY.last), "mayo de 2026"),
        ((MAY.first, date(2026, 5, 15)), "Del 01/05/2026 al 15/05/2026"),
    ],
)
def test_a_list_says_of_which_days_it_is(worked_month, tmp_path, span, says):
    since, until = span
    listing = Listing(DELIVERIES, worked_month, since=since, until=until)

    path = save_list(shown(listing), tmp_path)

    assert load_workbook(path)["Entregas"]["A2"].value.endswith(f" · {says}")
