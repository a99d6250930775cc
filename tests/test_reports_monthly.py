"""The monthly workbook, re-read as a treasurer's reader of the file would."""

from datetime import datetime

import pytest
from openpyxl import load_workbook

from models.listing import Listing
from models.people.members import MEMBERS, resign
from models.voiding import void
from reports.excel.lists import save_list, shown
from reports.excel.monthly import export_month
from tests.factories import (
    JUNE,
    MAY,
    a_delivery,
    a_harvest,
    a_member,
    a_sale,
    an_association,
    an_expense,
    cash,
    june,
    may,
)
from tests.workbook_reader import rows_of, texts_of

SHEETS = [
    "Portada",
    "Resumen",
    "Gráficos",
    "Libro caja",
    "Libro banco",
    "Acopio",
    "Ventas",
    "Cuentas por cobrar",
    "Liquidaciones",
    "Adelantos y préstamos",
    "Kardex",
    "Cosechas",
    "Cuotas",
    "Padrón",
    "Indicadores",
    "Notas",
    "Control",
]


@pytest.fixture
def export(tmp_path):
    """Writes a month and opens the file again."""

    def written(association, month=MAY, **options):
        return load_workbook(export_month(association, month, tmp_path, **options))

    return written


def test_the_file_is_named_after_the_month_and_the_association(worked_month, tmp_path):
    path = export_month(worked_month, MAY, tmp_path)

    assert path == tmp_path / "2026-05_asociacion-de-productores-demo-ecocuenca.xlsx"


def test_the_sheets_stand_in_their_order(worked_month, export):
    assert export(worked_month).sheetnames == SHEETS


def test_the_summary_lists_what_was_voided_and_what_replaces_it(worked_month, export):
    sheet = export(worked_month)["Resumen"]

    (row,) = (row for row in sheet.iter_rows(values_only=True) if row[0] == "V-2026-0001")

    assert row[:6] == (
        "V-2026-0001",
        datetime(2026, 5, 16),
        1565.43,
        datetime(2026, 5, 16),
        "V-2026-0002",
        "precio mal digitado (1.03 por 1.30)",
    )


def test_the_cash_book_begins_with_what_there_was_and_runs_on(worked_month, export):
    first, _dues, _dues, advance, *_rest, total = rows_of(export(worked_month)["Libro caja"])

    assert (first["Concepto"], first["Saldo S/"]) == ("Saldo inicial", 2650.4)
    assert advance == {
        "N°": 3,
        "Fecha": datetime(2026, 5, 6),
        "Comprobante": "RE-2026-0001",
        "Recibido de/Pagado a": "Socia Demo 01",
        "Concepto": "Adelanto de la entrega EN-2026-0001",
        "Rubro": "adelantos a socios",
        "Ingreso S/": None,
        "Egreso S/": 204,
        "Saldo S/": 2456.4,
    }
    assert (total["N°"], total["Ingreso S/"], total["Egreso S/"]) == ("Total", 1853.1, 3264)


def test_a_void_receipt_keeps_its_line_with_nothing_in_it(association, export):
    receipt = an_expense(association, cash("30.00"), may(6))
    void(receipt.document, may(7), "se repitió")

    _opening, line, total = rows_of(export(association)["Libro caja"])

    assert line["Concepto"] == "ANULADO. Cuadernos"
    assert (line["Ingreso S/"], line["Egreso S/"], line["Saldo S/"]) == (0, 0, 1000)
    assert total["Egreso S/"] == 0


def test_deliveries_state_what_was_weighed_and_paid(worked_month, export):
    rows = rows_of(export(worked_month)["Acopio"])

    assert rows[2] == {
        "Fecha": datetime(2026, 5, 7),
        "N° entrega": "EN-2026-0003",
        "Socio": "Socio Demo 02",
        "Producto": "Papa",
        "Calidad": "Primera",
        "Sacos": 6,
        "Bruto": 332,
        "Tara": 3,
        "Neto": 329,
        "Dscto.": 6.6,
        "Pagable kg": 322.4,
        "Adelanto": 161.2,
    }
    assert (rows[-1]["Fecha"], rows[-1]["Pagable kg"], rows[-1]["Adelanto"]) == (
        "Total",
        2203.4,
        2141.5,
    )


def test_dni_stand_in_the_file_only_if_asked_for(worked_month, export):
    without = [text for sheet in export(worked_month) for text in texts_of(sheet)]
    asked = export(worked_month, with_dni=True)

    assert "99900002" not in without
    assert rows_of(asked["Acopio"])[2]["DNI"] == "99900002"
    assert rows_of(asked["Padrón"])[1]["DNI"] == "99900002"


def test_a_void_sale_keeps_its_lines_without_quantity_or_amount(worked_month, export):
    first, second, *_rest = rows_of(export(worked_month)["Ventas"])

    for line in (first, second):
        assert (line["N°"], line["Estado"]) == ("V-2026-0001", "Anulada")
        assert (line["kg"], line["Importe"]) == (0, 0)
    assert first["P. unit."] == 1.03
    assert (first["Cobrado"], first["Saldo"]) == (0, 0)


def test_a_sale_in_part_collected_says_so_on_its_first_line(worked_month, export):
    *_rest, second_of_two, credit, total = rows_of(export(worked_month)["Ventas"])

    assert (second_of_two["Cobrado"], second_of_two["Saldo"]) == (None, None)
    assert credit == {
        "Fecha": datetime(2026, 5, 22),
        "N°": "V-2026-0003",
        "Cliente": "Comprador Demo B",
        "RUC/DNI": "20999999973",
        "Comprobante SUNAT": None,
        "Producto": "Haba seca",
        "Calidad": "Primera",
        "kg": 579.5,
        "P. unit.": 4.6,
        "Importe": 2665.7,
        "IGV": "Exonerado",
        "Condición": "Crédito",
        "Vence": datetime(2026, 6, 21),
        "Cobrado": 1000,
        "Saldo": 1665.7,
        "Estado": "Parcial",
    }
    assert (total["Importe"], total["Cobrado"], total["Saldo"]) == (4508.8, 2843.1, 1665.7)


def test_what_is_owed_stands_under_its_age(association, export):
    a_delivery(association, "300.0", may(1))
    a_sale(association, "100.0", may(2), credit_days=30)
    a_sale(association, "200.0", may(31), credit_days=30)

    older, newer, total = rows_of(export(association, JUNE)["Cuentas por cobrar"])

    assert (older["Días"], older["0-30"], older["31-60"]) == (59, None, 100)
    assert (newer["Días"], newer["0-30"], newer["31-60"]) == (30, 200, None)
    assert [total[age] for age in ("0-30", "31-60", "61-90", "+90")] == [200, 100, 0, 0]


def test_harvests_say_where_they_went_and_what_the_land_gave(worked_month, export):
    first, *_rest, total = rows_of(export(worked_month)["Cosechas"])

    assert first == {
        "Fecha": datetime(2026, 5, 4),
        "Socio": "Socia Demo 01",
        "Parcela": "P01",
        "Producto": "Papa",
        "ha": 0.12,
        "kg": 1200,
        "Venta": 700,
        "Autoconsumo": 250,
        "Semilla": 150,
        "Trueque": 20,
        "Transformación": 50,
        "Alimento animal": None,
        "Regalo": None,
        "Merma": 30,
        "kg/ha": 10000,
    }
    assert (total["kg"], total["Venta"], total["Merma"]) == (4150, 2415, 95)


def test_what_is_not_decided_yet_has_a_column_when_there_is_some(association, export):
    a_harvest(a_member(association), may(4), "500.0", sale="300.0", undecided="200.0")

    row, total = rows_of(export(association)["Cosechas"])

    assert (row["Venta"], row["Por decidir"]) == (300, 200)
    assert total["Por decidir"] == 200


def test_the_register_says_who_had_left_by_the_end_of_the_month(association, export):
    a_member(association, "Condori, Rosa")
    leaver = a_member(association, "Mamani, Julio")
    a_member(association, "Puma, Elena", admitted=june(1))
    resign(leaver, may(20), "Acta 7")

    people = rows_of(export(association)["Padrón"])

    assert [(one["Socio"], one["Condición"]) for one in people] == [
        ("Condori, Rosa", "Activo"),
        ("Mamani, Julio", "Retirado"),
    ]


def test_the_notes_give_the_rates_and_units_the_figures_stand_on(worked_month, export):
    texts = texts_of(export(worked_month)["Notas"])

    assert {"Descuento por servicio, %", "arroba", "topo"} <= set(texts)
    assert {5, 11.5, 3333} <= set(texts)


def test_associations_of_like_names_have_a_workbook_each(book, tmp_path):
    names = ["Los Andes", "LOS ANDES.", "Los Andes 2", "Cachora"]
    made = [an_association(name) for name in names]

    paths = [export_month(one, MAY, tmp_path).name for one in made]

    assert paths == [
        "2026-05_los-andes-1.xlsx",
        "2026-05_los-andes-2.xlsx",
        "2026-05_los-andes-2-3.xlsx",
        "2026-05_cachora.xlsx",
    ]


def test_lists_of_associations_of_like_names_have_a_file_each(book, tmp_path):
    made = [an_association(name) for name in ("Los Andes", "LOS ANDES.")]

    paths = [save_list(shown(Listing(MEMBERS, one)), tmp_path) for one in made]

    assert len(set(paths)) == 2
    assert all(path.exists() for path in paths)
