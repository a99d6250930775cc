"""Importing in steps: few questions to the file however many rows, and nothing left of half a work."""

import gc
from uuid import uuid5

import pytest

from models.changes import Refused, database
from models.documents import Document
from models.file import copies
from models.importing.checking import check
from models.importing.checking import checked as checked_in_steps
from models.importing.entries import IMPORTED, uuid_of
from models.importing.steps import to_its_end
from models.importing.storing import SLICE, store
from models.importing.taking import taken_in
from models.produce.sales import Sale
from tests.factories import a_delivery, a_grade, a_member, everything, may
from tests.sheets_to_import import ENTREGAS, checked, draft, sheet

VENTAS = "Venta N°;Fecha;Cliente;Lote;Producto;Calidad;Cantidad;Precio"
SOLD = "1;16/05/2026;Comercial Sur;papa de mayo;Papa;Primera;10;1.80"


def statements(deed):
    asked = []
    database.query_hooks.append(asked.append)
    try:
        deed()
    finally:
        database.query_hooks.remove(asked.append)
    return len(asked)


def deliveries(tmp_path, count):
    rows = (f"07/05/2026;Quispe, Ana;Papa;Primera;{40 + n};" for n in range(count))
    return sheet(tmp_path, ENTREGAS, *rows, name=f"entregas{count}")


@pytest.fixture
def member(association):
    a_grade(association)
    return a_member(association, "Quispe, Ana")


def test_as_few_questions_are_asked_of_the_file_for_many_rows_as_for_few(
    association, member, tmp_path
):
    few = draft(association, deliveries(tmp_path, 3))
    many = draft(association, deliveries(tmp_path, 300))

    assert statements(lambda: check(association, many)) <= statements(
        lambda: check(association, few)
    )


def test_the_rows_of_a_step_are_stored_in_as_few_statements_as_one(association, member, tmp_path):
    one = checked(association, deliveries(tmp_path, 1))
    in_one = statements(lambda: store(association, one.plan, one.known, "una.csv"))
    many = checked(association, deliveries(tmp_path, SLICE + 1))  # one of them is stored already

    in_many = statements(lambda: store(association, many.plan, many.known, "muchas.csv"))

    assert many.plan.counts()["deliveries"] == SLICE
    assert in_many <= in_one


def test_the_token_of_a_row_is_the_name_based_one_of_the_standard():
    words = ["", "ñandú\x1f1", *(f"fila {n}" for n in range(200))]

    assert [uuid_of(one) for one in words] == [str(uuid5(IMPORTED, one)) for one in words]


def test_what_is_tried_in_the_book_and_given_up_leaves_nothing_and_is_not_stored(
    association, member, tmp_path
):
    a_delivery(association, "500", may(5), member=member)
    made = draft(association, sheet(tmp_path, VENTAS, SOLD))
    report = to_its_end(checked_in_steps(association, made))
    before = everything()

    trying = report.rehearsal()
    next(trying)
    trying.close()

    assert not database.in_transaction()
    assert everything() == before
    with pytest.raises(Refused, match="por corregir o confirmar"):
        to_its_end(taken_in(association, made, report))
    assert Sale.select().count() == 0


def test_a_copy_given_up_while_it_is_read_back_leaves_no_file(association, tmp_path, book):
    folder = tmp_path / "usb"
    copying = copies.copied(folder)
    next(copying)

    copying.close()

    assert list(folder.iterdir()) == []


def test_what_was_read_is_looked_through_again_once_it_is_let_go(association, member, tmp_path):
    report = checked(association, deliveries(tmp_path, 3))
    assert gc.get_freeze_count() > 0

    del report

    assert gc.get_freeze_count() == 0
    assert Document.select().count() == 0
