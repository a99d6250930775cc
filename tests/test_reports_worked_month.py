"""Every cell of the worked month's workbook that another hand worked out, sheet by sheet."""

from datetime import datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from reports.excel.monthly import export_month
from tests.factories import MAY
from tests.factories import worked_month as written_month
from tests.workbook_reader import figures_of, rows_of, table_under

WRITTEN = written_month()
INPUTS, EXPECTED = WRITTEN["inputs"], WRITTEN["expected"]
MONTH = EXPECTED["months"][str(MAY)]
NAMES = {one["ref"]: one["name"] for one in (*INPUTS["members"], *INPUTS["buyers"])}
PRODUCTS = {one["ref"]: one["name"] for one in INPUTS["products"]}
GRADES = {
    (one["ref"], grade["ref"]): grade["name"]
    for one in INPUTS["products"]
    for grade in one["grades"]
}
SOLD = {event["ref"]: event for event in INPUTS["events"] if event["do"] == "sell"}
TOTALS, OWED = MONTH["totals"], MONTH["balances"]["totals"]
PARTS = {
    "Venta": "sale",
    "Autoconsumo": "own_use",
    "Semilla": "seed",
    "Trueque": "barter",
    "Transformación": "processing",
    "Alimento animal": "feed",
    "Regalo": "gift",
    "Merma": "loss",
}


@pytest.fixture
def workbook(worked_month, tmp_path):
    return load_workbook(export_month(worked_month, MAY, tmp_path))


def number(text):
    return float(text)


def or_blank(text):
    """A figure as a cell shows it where zero is left out."""
    return float(text) or None


def day(text):
    return datetime.fromisoformat(text)


def of_month(rows):
    return [one for one in rows if one["date"].startswith(str(MAY))]


def columns(rows, *headings):
    """Those columns of the rows alone."""
    return [{heading: row[heading] for heading in headings} for row in rows]


def compared(rows, wanted):
    """The rows with only the headings that are known of them, beside what is wanted."""
    assert columns(rows, *wanted[0]) == wanted


def test_every_sheet_has_as_many_rows_as_expected(workbook):
    found = {title: len(rows_of(workbook[title])) for title in MONTH["sheet_rows"]}

    # The reader counts the total too; the kardex and the padrón have none.
    without_total = ("Kardex", "Padrón")
    assert {title: count - (title not in without_total) for title, count in found.items()} == MONTH[
        "sheet_rows"
    ]


def test_the_summary_says_what_was_worked_out(workbook):
    said = figures_of(workbook["Resumen"])
    result, money, settled = MONTH["result"], MONTH["money"], TOTALS["settled"]
    wanted = {
        **_of_book("caja", MONTH["cash_book"]),
        **_of_book("banco", MONTH["bank_book"]),
        "Ventas": TOTALS["sales"],
        "Ventas al contado": TOTALS["cash_sales"],
        "Ventas al crédito": TOTALS["credit_sales"],
        "Ventas anuladas": TOTALS["sales_voided"],
        "Cobros": TOTALS["collected"],
        "Acopio kg": TOTALS["delivered"]["kg"],
        "Adelantos pagados": TOTALS["advances_paid"],
        "Adelantos pendientes": OWED["advances"],
        "Liquidado bruto": settled["gross"],
        "Liquidado neto": settled["net"],
        "Liquidaciones pagadas": TOTALS["settlements_paid"],
        "Neto por pagar": OWED["unpaid"],
        "Cuentas por cobrar": MONTH["receivables"]["total"],
        "Cuotas por cobrar": MONTH["dues"]["owed"],
        "Préstamos por cobrar": OWED["loan"],
        "Insumos por cobrar": OWED["inputs"],
        "Saldos deudores": OWED["carried"],
        "Ingresos propios": result["total_income"],
        "Gastos propios": result["total_expense"],
        "Resultado propio": result["result"],
        "Dinero propio": money["own"],
        "Dinero de socios": money["members"],
        "Fondos restringidos": money["restricted"],
        "Retenciones por pagar": money["withheld"],
    }

    assert {label: said.get(label) for label in wanted} == {
        label: number(figure) for label, figure in wanted.items()
    }


def _of_book(name, book):
    return {
        f"Saldo inicial {name}": book["opening"],
        f"Ingresos {name}": book["in"],
        f"Egresos {name}": book["out"],
        f"Saldo final {name}": book["closing"],
    }


def test_the_summary_explains_why_cash_and_bank_changed(workbook):
    said, change = figures_of(workbook["Resumen"]), MONTH["money"]["change"]
    came_back = sum(Decimal(change[name]) for name in ("loans", "inputs", "carried"))

    assert said["Cambio de caja y banco"] == number(change["money"])
    assert said["Lo ganado menos lo gastado"] == number(change["result"])
    assert said["Devuelto por socios, menos lo prestado"] == number(came_back)
    assert said["Aumento del dinero de socios"] == number(change["members"])


def test_the_summary_lists_what_was_voided(workbook):
    compared(
        table_under(workbook["Resumen"], "N°"),
        [
            {
                "N°": one["number"],
                "Fecha": day(one["date"]),
                "Importe S/": number(one["amount"]),
                "Anulado el": day(one["voided_on"]),
                "Reemplazado por": one["replaced_by"],
                "Motivo": one["reason"],
            }
            for one in MONTH["voided"]
        ],
    )


@pytest.mark.parametrize(("title", "name"), [("Libro caja", "cash"), ("Libro banco", "bank")])
def test_the_books_have_each_paper_in_its_place_with_its_balance(workbook, title, name):
    written, rows = MONTH[f"{name}_book"], rows_of(workbook[title])
    begun, *lines, total = rows

    assert (begun["Concepto"], begun["Saldo S/"]) == ("Saldo inicial", number(written["opening"]))
    compared(
        lines,
        [
            {
                "Fecha": day(one["date"]),
                "Comprobante": one["document"],
                "Ingreso S/": or_blank(one["in"]),
                "Egreso S/": or_blank(one["out"]),
                "Saldo S/": number(one["balance"]),
            }
            for one in written["rows"]
        ],
    )
    assert (total["Ingreso S/"], total["Egreso S/"]) == (
        number(written["in"]),
        number(written["out"]),
    )


def test_the_bank_book_gives_the_operations_typed(workbook):
    *lines, _total = rows_of(workbook["Libro banco"])

    assert [one["N° operación"] for one in lines[1:]] == [
        one.get("operation") for one in MONTH["bank_book"]["rows"]
    ]


def test_deliveries_have_their_weights_and_advances(workbook):
    *lines, total = rows_of(workbook["Acopio"])
    delivered = of_month(EXPECTED["deliveries"])

    compared(
        lines,
        [
            {
                "Fecha": day(one["date"]),
                "N° entrega": one["number"],
                "Socio": NAMES[one["member"]],
                "Producto": PRODUCTS[one["product"]],
                "Calidad": GRADES[one["product"], one["grade"]],
                "Sacos": one["sacks"] or None,
                "Bruto": number(one["gross"]),
                "Tara": or_blank(one["tare"]),
                "Neto": number(one["net"]),
                "Dscto.": or_blank(one["discount"]),
                "Pagable kg": number(one["payable"]),
                "Adelanto": or_blank(one["advance"]),
            }
            for one in delivered
        ],
    )
    assert total["Adelanto"] == number(sum(Decimal(one["advance"]) for one in delivered))


def test_sales_have_a_line_each_with_what_is_owed_at_the_end(workbook):
    *lines, total = rows_of(workbook["Ventas"])
    owing = {one["sale"]: one["balance"] for one in MONTH["receivables"]["rows"]}

    compared(lines, [row for one in of_month(EXPECTED["sales"]) for row in _sold(one, owing)])
    assert total["Importe"] == number(TOTALS["sales"])


def _sold(sale, owing):
    void, typed = sale["state"] == "ANULADA", SOLD[sale["ref"]]["lines"]
    whole = Decimal(0) if void else Decimal(sale["total"])
    balance = Decimal(0) if void else Decimal(owing.get(sale["number"], 0))
    collected = number(whole - balance), number(balance)
    for place, line in enumerate(sale["lines"]):
        first = place == 0
        yield {
            "Fecha": day(sale["date"]),
            "N°": sale["number"],
            "Cliente": NAMES[sale["buyer"]],
            "Producto": PRODUCTS[line["product"]],
            "Calidad": GRADES[line["product"], line["grade"]],
            "kg": 0 if void else number(line["quantity"]),
            "P. unit.": number(typed[place]["price"]),
            "Importe": 0 if void else number(line["amount"]),
            "Condición": {"cash": "Contado", "credit": "Crédito"}[sale["terms"]],
            "Vence": day(sale["due"]),
            "Cobrado": collected[0] if first else None,
            "Saldo": collected[1] if first else None,
            "Estado": "Anulada" if void else "Parcial" if balance else "Cobrada",
        }


def test_what_buyers_owe_stands_under_its_age(workbook):
    *lines, total = rows_of(workbook["Cuentas por cobrar"])
    written = MONTH["receivables"]

    compared(
        lines,
        [
            {
                "Fecha": day(one["date"]),
                "N°": one["sale"],
                "Cliente": NAMES[one["buyer"]],
                "Vence": day(one["due"]),
                "Importe": number(one["total"]),
                "Cobrado": number(one["collected"]),
                "Saldo": number(one["balance"]),
                "Días": one["days"],
                **{
                    age: number(one["balance"]) if age == one["bucket"] else None
                    for age in written["buckets"]
                },
            }
            for one in written["rows"]
        ],
    )
    assert total["Saldo"] == number(written["total"])
    assert {age: total[age] for age in written["buckets"]} == {
        age: number(owed) for age, owed in written["buckets"].items()
    }


DEDUCTED = {
    "Saldo anterior": "carried_in",
    "Retención": "retention",
    "Insumos": "inputs",
    "Préstamo": "loan",
    "Cuota": "dues",
}


def test_settlements_have_a_line_for_each_piece(workbook):
    *lines, total = rows_of(workbook["Liquidaciones"])

    compared(lines, [row for one in of_month(EXPECTED["settlements"]) for row in _settled(one)])
    pieces = {"Bruto": "gross", "Costos": "costs", "Servicio": "service", "Adelantos": "advances"}
    names = pieces | DEDUCTED | {"Neto": "net", "Saldo deudor": "carried_out"}
    assert {heading: total[heading] for heading in names} == {
        heading: number(TOTALS["settled"][name]) for heading, name in names.items()
    }


def _settled(one):
    for place, piece in enumerate(one["lines"]):
        first = place == 0
        yield {
            "N°": one["number"],
            "Fecha": day(one["date"]),
            "Entrega": piece["delivery"],
            "Socio": NAMES[one["member"]],
            "Pagable kg": number(piece["quantity"]),
            "Bruto": number(piece["gross"]),
            "Costos": or_blank(piece["costs"]),
            "Servicio": or_blank(piece["service"]),
            "Adelantos": or_blank(piece["advance"]),
            **{
                heading: or_blank(one[name]) if first else None
                for heading, name in DEDUCTED.items()
            },
            "Neto": number(one["net"]) if first else None,
            "Saldo deudor": or_blank(one["carried_out"]) if first else None,
        }


def test_what_members_owe_and_are_owed_is_listed(workbook):
    *lines, total = rows_of(workbook["Adelantos y préstamos"])
    names = {
        "Adelantos": "advances",
        "Préstamos": "loan",
        "Insumos": "inputs",
        "Saldo deudor": "carried",
        "Por pagar": "unpaid",
    }

    compared(
        lines,
        [
            {
                "Socio": NAMES[one["member"]],
                **{heading: or_blank(one[name]) for heading, name in names.items()},
            }
            for one in MONTH["balances"]["rows"]
        ],
    )
    assert {heading: total[heading] for heading in names} == {
        heading: number(OWED[name]) for heading, name in names.items()
    }


def test_the_kardex_has_every_movement_with_what_was_left(workbook):
    compared(rows_of(workbook["Kardex"]), [row for one in MONTH["kardex"] for row in _card(one)])


def _card(card):
    names = {
        "Producto": PRODUCTS[card["product"]],
        "Calidad": GRADES[card["product"], card["grade"]],
    }
    opening = {"Fecha": day(f"{MAY}-01"), "Documento": None, "Entrada kg": None}
    yield {**names, **opening, "Salida kg": None, "Saldo kg": number(card["opening"])}
    for one in card["rows"]:
        yield {
            **names,
            "Fecha": day(one["date"]),
            "Documento": one["document"],
            "Entrada kg": or_blank(one["in"]),
            "Salida kg": or_blank(one["out"]),
            "Saldo kg": number(one["balance"]),
        }


def test_harvests_say_where_they_went_and_their_yield(workbook):
    *lines, _total = rows_of(workbook["Cosechas"])

    compared(
        lines,
        [
            {
                "Socio": NAMES[one["member"]],
                "Producto": PRODUCTS[one["product"]],
                "ha": number(Decimal(one["area_m2"]) / 10000) if one["area_m2"] else None,
                "kg": number(one["total"]),
                **{heading: or_blank(one["destinations"][name]) for heading, name in PARTS.items()},
                "kg/ha": number(one["yield_per_ha"]) if one["area_m2"] else None,
            }
            for one in MONTH["harvests"]["rows"]
        ],
    )


def test_dues_say_what_each_paid_for_each_month_and_owes(workbook):
    *lines, total = rows_of(workbook["Cuotas"])

    compared(
        lines,
        [
            {
                "Socio": NAMES[one["member"]],
                **{month: number(paid) for month, paid in one["paid"].items()},
                "Debe": or_blank(one["owed"]),
            }
            for one in MONTH["dues"]["rows"]
        ],
    )
    assert total["Debe"] == number(MONTH["dues"]["owed"])


def test_the_indicators_are_those_worked_out(workbook):
    said, people, harvest = figures_of(workbook["Indicadores"]), MONTH["members"], MONTH["harvests"]

    assert said == {
        "Socios activos": people["active"],
        "Mujeres": people["women"],
        "Mujeres %": number(people["women_pct"]),
        "Cosecha kg": number(harvest["kg"]["total"]),
        **{f"{label} %": number(harvest["kg"]["pct"][name]) for label, name in PARTS.items()},
        **{
            f"Rendimiento kg/ha {PRODUCTS[ref]}": number(one["yield_per_ha"])
            for ref, one in harvest["products"].items()
        },
    }


def test_all_the_screens_figures_agree_with_the_rows_added_up_anew(workbook):
    sheet = workbook["Control"]

    lines = table_under(sheet, "Qué")

    assert {one["Resultado"] for one in lines} == {"cuadra"}
    assert len(lines) == 28
    assert "Todo cuadra" in [cell for row in sheet.iter_rows(values_only=True) for cell in row]
