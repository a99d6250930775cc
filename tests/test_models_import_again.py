"""Importing again: nothing is stored twice, and no row that changed is lost in silence."""

from decimal import Decimal

import pytest
from openpyxl import Workbook

from models.changes import Refused
from models.documents import Document
from models.importing.answering import Answering
from models.importing.checking import check
from models.importing.checking import checked as checked_in_steps
from models.importing.steps import to_its_end
from models.importing.taking import taken_in
from models.people.members import Member
from models.produce.deliveries import Delivery
from models.produce.sales import Sale
from models.review.books import faults
from tests.factories import a_delivery, a_grade, a_member, a_sale, an_association, may
from tests.sheets_to_import import ENTREGAS, checked, draft, imported, said, sheet

VENTAS = "Venta N°;Fecha;Cliente;Lote;Producto;Calidad;Cantidad;Precio"
TEN = "1;16/05/2026;Comercial Sur;papa de mayo;Papa;Primera;10;1.80"
TWENTY = "1;16/05/2026;Comercial Sur;papa de mayo;Papa;Primera;20;1.80"
FIVE = "1;16/05/2026;Comercial Sur;papa de mayo;Papa;Primera;5;1.80"
COBROS = "Venta N°;Fecha;Monto S/;N° operación"
CODE = "0f0f0f0f-1111-4222-8333-444444444444"


@pytest.fixture
def store(association):
    """Five hundred kilos of potatoes to sell from."""
    return a_delivery(association, "500", may(5), member=a_member(association, "Quispe, Ana"))


def test_a_sale_whose_rows_were_sorted_otherwise_is_asked_about_not_sold_twice(
    association, store, tmp_path
):
    imported(association, sheet(tmp_path, VENTAS, TEN, TWENTY))

    report = checked(association, sheet(tmp_path, VENTAS, TWENTY, TEN))

    assert [(one.about, one.cell.row, one.cell.name) for one in report.questions] == [
        ("duplicate", 2, "quantity"),
        ("duplicate", 3, "quantity"),
    ]


def test_a_sale_with_another_price_is_asked_about_not_sold_twice(association, store, tmp_path):
    imported(association, sheet(tmp_path, VENTAS, TEN, TWENTY))

    report = checked(association, sheet(tmp_path, VENTAS, TEN.replace("1.80", "1.90"), TWENTY))

    assert said(report) == [
        f"hoja, fila {row}, columna G (Cantidad): Ya hay una venta igual: Comercial Sur, "
        f"16/05/2026, {kilos} kg. ¿Es otra?"
        for row, kilos in ((2, "10.0"), (3, "20.0"))
    ]


def test_a_row_added_to_a_sale_of_the_book_is_said_not_lost(association, store, tmp_path):
    imported(association, sheet(tmp_path, VENTAS, TEN, TWENTY))

    report = checked(association, sheet(tmp_path, VENTAS, TEN, TWENTY, FIVE))

    (question,) = report.questions
    assert (question.about, question.cell.row) == ("problem", 4)
    assert "ya está en el libro sin esta fila" in question.say
    assert checked(association, sheet(tmp_path, VENTAS, TEN, TWENTY)).is_empty


def test_a_collection_with_one_word_more_is_asked_about_not_collected_twice(
    association, store, tmp_path
):
    sale = a_sale(association, "100", may(16))
    imported(association, sheet(tmp_path, COBROS, f"{sale};18/05/2026;10;"))

    report = checked(association, sheet(tmp_path, COBROS, f"{sale};18/05/2026;10;123"))

    assert [(one.about, one.cell.name) for one in report.questions] == [("duplicate", "amount")]


def test_a_code_copied_with_its_row_is_said_not_taken_for_the_same_row(
    association, store, tmp_path
):
    headings = ENTREGAS + ";Código único"
    first = f"07/05/2026;Quispe, Ana;Papa;Primera;50.5;;{CODE}"
    second = f"07/05/2026;Quispe, Ana;Papa;Primera;70;;{CODE}"
    imported(association, sheet(tmp_path, headings, first))

    made = draft(association, sheet(tmp_path, headings, first, second))
    report = check(association, made)

    (question,) = report.questions
    assert (question.cell.row, question.letter) == (3, "G")
    assert "ya está en hoja, fila 2" in question.say
    Answering(made, list(report.questions)).correct(question, "")
    report = check(association, made)
    to_its_end(taken_in(association, made, report))
    assert sorted(one.gross for one in Delivery.select()) == [
        Decimal("50.5"),
        Decimal("70.0"),
        Decimal("500.0"),
    ]


@pytest.mark.parametrize("whose", ["a member", "a delivery"])
def test_a_sale_with_the_code_of_something_else_is_said(association, store, tmp_path, whose):
    code = Member.get().uid if whose == "a member" else store.document.uid

    report = checked(association, sheet(tmp_path, VENTAS + ";Código único", f"{TEN};{code}"))

    assert [(one.about, one.cell.name) for one in report.questions] == [("problem", "uid")]


def test_two_sales_with_one_code_are_said(association, store, tmp_path):
    other = TWENTY.replace("1;", "2;", 1)
    path = sheet(tmp_path, VENTAS + ";Código único", f"{TEN};{CODE}", f"{other};{CODE}")

    report = checked(association, path)

    assert [(one.about, one.cell.row) for one in report.questions] == [("problem", 3)]
    assert Sale.select().count() == 0


def test_a_row_of_another_association_of_the_file_is_new_here_and_once(association, tmp_path):
    other = an_association("Asociación Vecina")
    theirs = a_member(other, "Puma Quispe, Rosa")
    headings = "Apellidos y nombres;DNI;Sexo;Fecha de ingreso;Código único"
    path = sheet(tmp_path, headings, f"Puma Quispe, Rosa;41234567;Mujer;15/01/2024;{theirs.uid}")

    imported(association, path)

    assert Member.select().where(Member.association == association).count() == 1
    assert checked(association, path).is_empty
    assert faults() == []


def test_what_was_stored_while_the_rows_were_looked_at_is_noticed(association, store, tmp_path):
    made = draft(association, sheet(tmp_path, VENTAS, TEN))
    steps = checked_in_steps(association, made)
    next(steps)
    a_delivery(association, "30", may(6), member=Member.get(), grade=a_grade(association, "Otra"))

    report = to_its_end(steps)
    to_its_end(report.rehearsal())

    assert report.questions == []
    with pytest.raises(Refused, match="cambió después"):
        to_its_end(taken_in(association, made, report))
    assert Document.select().where(Document.kind == "V").count() == 0


def test_what_was_confirmed_is_noted_on_the_receipt_of_an_advance_as_when_it_is_typed(
    association, store, tmp_path
):
    imported(
        association,
        sheet(tmp_path, ENTREGAS, "07/05/2026;Quispe, Ana;Papa;Primera;50.5;20.03"),
    )

    receipt = Document.get(Document.kind == "RE")
    assert receipt.noted == "¿S/ 20.03 en efectivo? La moneda más pequeña es de S/ 0.10."


def test_an_income_with_a_lot_is_said_not_taken_without_it(association, tmp_path):
    path = sheet(
        tmp_path,
        "Fecha;Recibido de;Concepto;Rubro;Ingreso S/;Lote",
        "07/05/2026;Feria;Rifa;otros ingresos;20;papa de mayo",
    )

    (question,) = checked(association, path).questions

    assert (question.letter, question.say) == ("F", "Solo un egreso puede ser gasto de un lote.")


def test_rows_of_one_sale_with_two_vouchers_are_said(association, store, tmp_path):
    path = sheet(tmp_path, VENTAS + ";Comprobante", TEN + ";F001-1", TWENTY + ";F001-2")

    (question,) = checked(association, path).questions

    assert (question.cell.row, question.cell.name) == (3, "voucher")


def test_a_per_cent_that_excel_keeps_as_a_part_of_one_is_asked_about(association, store, tmp_path):
    """18 % in a cell is 0.18 in the file: taken as it stands, nothing would be taken off."""
    path = tmp_path / "libro.xlsx"
    book = Workbook()
    book.active.append([*ENTREGAS.split(";")[:5], "Impureza %"])
    book.active.append([may(7), "Quispe, Ana", "Papa", "Primera", 50.5, 0.18])
    book.active["F2"].number_format = "0%"
    book.save(path)

    (question,) = checked(association, path).questions

    assert (question.about, question.letter) == ("doubt", "F")
    assert question.say == "¿0.18 %, menos de 1 %? Si en Excel se ve «18 %», escriba 18."


def test_a_new_buyer_that_is_like_another_is_asked_about_once(association, store, tmp_path):
    imported(association, sheet(tmp_path, VENTAS, TEN))
    path = sheet(
        tmp_path,
        VENTAS,
        "8;17/05/2026;Comercial Surr;papa de mayo;Papa;Primera;7;1.80",
        "9;18/05/2026;Comercial Surr;papa de mayo;Papa;Primera;8;1.80",
    )

    (question,) = checked(association, path).questions

    assert (question.about, question.cell.row) == ("doubt", 2)
    assert question.say == "Es un cliente nuevo. ¿Quiso decir «Comercial Sur»?"


def test_a_cash_sale_with_a_day_to_pay_is_said_not_taken_without_it(association, store, tmp_path):
    path = sheet(tmp_path, VENTAS + ";Condición;Vence", TEN + ";Contado;30/05/2026")

    (question,) = checked(association, path).questions

    assert (question.about, question.cell.name) == ("problem", "due")
