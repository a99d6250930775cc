"""A book that was damaged by a hand in the file is told, one plain sentence for each fault."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from models.changes import database
from models.file import storage
from models.review.books import faults
from tests.factories import (
    an_association,
    an_income,
    cash,
    may,
    no_guards,
)


def test_books_kept_through_the_deeds_have_no_fault(busy):
    assert faults() == []
    assert faults(busy) == []


def test_the_worked_month_has_no_fault(worked_month):
    assert faults() == []


def test_an_empty_book_has_no_fault(book):
    assert faults() == []


DAMAGE = [
    (
        "UPDATE money_entry SET amount = amount + 1 WHERE id = 1",
        "Los asientos de RE-2026-0001 no suman cero: sobran S/ 0.01.",
    ),
    (
        "UPDATE document SET state = 'voided', voided_on = '2026-05-09' WHERE number = 'RE-2026-0002'",
        "RE-2026-0002 está anulado y todavía mueve S/ − 3.00 en «Caja».",
    ),
    (
        "UPDATE document SET state = 'voided', voided_on = '2026-06-09' WHERE number = 'V-2026-0003'",
        "V-2026-0003 está anulado y todavía mueve − 10.0 del stock.",
    ),
    (
        "UPDATE money_entry SET day = '2026-05-31' WHERE id = 1",
        "Un asiento de RE-2026-0001 tiene otra fecha u otra asociación que el documento.",
    ),
    (
        "UPDATE opening_balance SET amount = 1000 WHERE account = 'cash'",
        "El 04/05/2026 Caja queda en S/ − 40.00, menos que cero.",
    ),
    (
        "UPDATE stock_entry SET day = '2026-05-20' WHERE id = 1",
        "El 05/05/2026 quedan − 60.5 de papa primera, menos que cero.",
    ),
    (
        "UPDATE stock_entry SET quantity = quantity / 2 WHERE id = 1",
        "De la entrega EN-2026-0001 salió más de lo que entró: − 20.5.",
    ),
    (
        "UPDATE document SET sequence = 7, number = 'V-2026-0007' WHERE number = 'V-2026-0003'",
        "En la serie V-2026 faltan números o hay números dobles: el último es V-2026-0007.",
    ),
    (
        "DELETE FROM transfer",
        "TR-2026-0001 no tiene lo que su clase de documento dice.",
    ),
    (
        "UPDATE sale SET total = total + 100 WHERE document_id = (SELECT min(document_id) FROM sale)",
        "El total de V-2026-0001 no es la suma de sus líneas: sobran S/ 1.00.",
    ),
    (
        "UPDATE sale_line SET price = price + 100 WHERE id = 1",
        "Una línea de V-2026-0001 no es cantidad por precio.",
    ),
    (
        "UPDATE sale_line SET quantity = quantity + 1000 WHERE id = 1",
        "Las salidas de V-2026-0001 no son las cantidades de sus líneas.",
    ),
    (
        "UPDATE receipt SET amount = amount + 1 WHERE amount = 300",
        "RE-2026-0002 dice S/ 3.01 y los asientos dicen otra cosa.",
    ),
    (
        "UPDATE delivery SET payable = payable - 1000",
        "El peso de la entrega EN-2026-0001 no cuadra: bruto, tara, descuentos y pagable.",
    ),
    (
        "UPDATE money_entry SET party = 99 WHERE account = 'expense'",
        "Un asiento de RE-2026-0002 en «Gastos propios» es de alguien que no está registrado.",
    ),
    (
        "UPDATE money_entry SET amount = -7000 WHERE account = 'receivable' AND amount = -2000",
        "De V-2026-0001 se cobró más de lo que se debía: S/ − 7.68.",
    ),
    (
        "UPDATE harvest SET loss = 1000",
        "Los destinos de la cosecha de Quispe Mamani, María del 03/05/2026 no suman su total.",
    ),
]


@pytest.mark.parametrize(("damage", "sentence"), DAMAGE, ids=lambda one: one[:40])
def test_each_fault_has_its_sentence(busy, damage, sentence):
    with no_guards():
        database.execute_sql(damage)

    assert sentence in faults()
    assert sentence in faults(busy)


def test_the_faults_of_one_association_are_not_those_of_another(busy):
    other = an_association("Asociación de Cachora")
    an_income(other, cash("5.00"), may(5))
    with no_guards():
        database.execute_sql("UPDATE money_entry SET amount = 1 WHERE id = 1")

    assert faults(other) == []
    assert faults(busy)


def test_a_row_that_names_what_is_not_there_is_told(busy):
    with no_guards():
        database.execute_sql("DELETE FROM grade WHERE id = 1")

    assert any("nombra algo que no está en «grade»" in one for one in faults())


def test_a_guard_that_was_taken_away_is_told(busy):
    database.execute_sql("DROP TRIGGER money_entry_no_update")
    database.execute_sql("DROP TRIGGER sale_history_update")

    assert faults() == [
        "Falta la protección «money_entry_no_update».",
        "Falta la protección «sale_history_update».",
    ]


def test_a_table_that_takes_anything_is_told(busy):
    sql = database.execute_sql("SELECT sql FROM sqlite_schema WHERE name = 'plot'").fetchone()[0]
    with no_guards():
        database.execute_sql("DROP TABLE plot")
        database.execute_sql(sql.removesuffix("STRICT"))

    assert "La tabla «plot» ya no rechaza lo que no corresponde." in faults()


def test_a_page_that_was_overwritten_is_told(busy, book: Path):
    index = "money_entry_document_id"
    (root,) = database.execute_sql(
        "SELECT rootpage FROM sqlite_schema WHERE name = ?", (index,)
    ).fetchone()
    storage.close()
    with closing(sqlite3.connect(book)) as other:
        (size,) = other.execute("PRAGMA page_size").fetchone()
    with book.open("r+b") as file:
        file.seek((root - 1) * size + size - 40)
        file.write(bytes(40))
    storage.database.init(f"{book.as_uri()}?mode=rw", uri=True)
    storage.database.connect()

    assert any("El archivo está dañado" in one for one in faults())
