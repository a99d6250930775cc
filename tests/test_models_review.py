"""A book that was damaged by a hand in the file is told, one plain sentence for each fault."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from models import storage
from models.associations import Association
from models.cash_book import transfer
from models.changes import database
from models.documents import Paper, void
from models.opening import carry_forward
from models.review import faults
from tests.factories import (
    MAY,
    a_collection,
    a_delivery,
    a_harvest,
    a_member,
    a_sale,
    an_association,
    an_expense,
    an_income,
    cash,
    june,
    may,
)


@pytest.fixture
def busy(association: Association) -> Association:
    """A little of everything, with papers voided and a month closed."""
    harvest = a_harvest(a_member(association), may(3))
    a_delivery(association, "100.0", may(4), advance=cash("50.00"), harvest=harvest)
    sale = a_sale(association, "60.5", may(5), price="1.03")
    a_collection(sale, cash("20.00"), may(6))
    void(a_sale(association, "10.0", may(6)).document, may(7), "error")
    void(an_income(association, cash("5.00"), may(7)).document, may(8), "error")
    an_expense(association, cash("3.00"), may(8))
    transfer(association, "cash", "bank", Decimal("10.00"), Paper(may(9)))
    carry_forward(association, MAY)
    a_sale(association, "10.0", june(2))
    return association


@contextmanager
def no_guards() -> Iterator[None]:
    """Without the triggers of the file, and with them again."""
    rows = database.execute_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    triggers = rows.fetchall()
    database.execute_sql("PRAGMA ignore_check_constraints = 1")
    database.execute_sql("PRAGMA foreign_keys = 0")
    with database.atomic():
        for name, _sql in triggers:
            database.execute_sql(f"DROP TRIGGER {name}")
        yield
        for _name, sql in triggers:
            database.execute_sql(sql)
    database.execute_sql("PRAGMA foreign_keys = 1")
    database.execute_sql("PRAGMA ignore_check_constraints = 0")


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
