"""What a hand in the file changed with care, so that every sum still agrees, is told all the same."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from models.associations import Association
from models.changes import database
from models.documents import Document
from models.fields import show
from models.file import storage
from models.opening import carry_forward
from models.review.books import faults
from tests.factories import MAY, a_member, an_association
from tests.test_models_review import no_guards  # noqa: F401: a fixture

NEW = "lower(hex(randomblob(8))), ''"


def a_leg(number: str, account: str, party: str, centimos: int) -> str:
    return (
        "INSERT INTO money_entry"
        " (uid, found_by, document_id, association_id, day, account, party, amount)"
        f" SELECT {NEW}, id, association_id, day, '{account}', {party}, {centimos}"
        f" FROM document WHERE number = '{number}'"
    )


def a_draw(number: str, line: int, grams: int) -> str:
    return (
        "INSERT INTO stock_entry"
        " (uid, found_by, document_id, association_id, day, grade_id, delivery_id, line, quantity)"
        f" SELECT {NEW}, d.id, d.association_id, d.day, v.grade_id, v.document_id, {line}, {grams}"
        f" FROM document d, delivery v WHERE d.number = '{number}'"
    )


def a_balance(month: str, account: str, party: int, centimos: int, detail: str = "") -> str:
    return (
        "INSERT INTO opening_balance (uid, found_by, opening_id, account, party, detail, amount)"
        f" SELECT {NEW}, id, '{account}', {party}, '{detail}', {centimos}"
        f" FROM opening WHERE month = '{month}'"
    )


OTHER_ENTRIES = "Los asientos de {} no son los de su clase de documento."
OTHER_STOCK = "{} mueve un stock que no le corresponde."
INCOME, EXPENSE = "(SELECT min(id) FROM category)", "(SELECT max(id) FROM category)"

TODAY = show(Document.day, date.today())

HANDS = [
    (
        [
            a_leg("RE-2026-0002", "income", INCOME, -5000),
            a_leg("RE-2026-0002", "expense", EXPENSE, 5000),
        ],
        OTHER_ENTRIES.format("RE-2026-0002"),
    ),
    (
        [a_leg("V-2026-0003", "cash", "0", -100), a_leg("V-2026-0003", "expense", EXPENSE, 100)],
        OTHER_ENTRIES.format("V-2026-0003"),
    ),
    (
        [a_leg("EN-2026-0001", "cash", "0", -100), a_leg("EN-2026-0001", "income", INCOME, 100)],
        OTHER_ENTRIES.format("EN-2026-0001"),
    ),
    (
        [a_leg("TR-2026-0001", "cash", "0", -500), a_leg("TR-2026-0001", "cash", "0", 500)],
        OTHER_ENTRIES.format("TR-2026-0001"),
    ),
    ([a_draw("V-2026-0003", 99, -500)], OTHER_STOCK.format("V-2026-0003")),
    ([a_draw("RE-2026-0002", 0, 700)], OTHER_STOCK.format("RE-2026-0002")),
    (
        ["DELETE FROM change WHERE id BETWEEN 3 AND 5"],
        f"En el historial de cambios faltan 3 anotaciones, desde la N° 3 ({TODAY}).",
    ),
    (
        [a_balance("2026-05", "cash", 0, 500)],
        "El saldo de «Caja» con que empieza 2026-05 está escrito dos veces.",
    ),
    (
        [a_balance("2026-05", "bank", 0, 500, detail="x")],
        "El saldo de «Banco» con que empieza 2026-05 está escrito dos veces.",
    ),
    (
        [a_balance("2026-05", "loans", 9999, 500)],
        "Un saldo de «Préstamos» con que empieza 2026-05 es de alguien que no está registrado.",
    ),
    (
        [
            "UPDATE opening_balance SET amount = amount + 100 WHERE account = 'cash' AND opening_id = 2"
        ],
        "2026-06 no empieza con el saldo de «Caja» del mes anterior: sobran S/ 1.00.",
    ),
    (
        ["UPDATE opening_stock SET quantity = quantity + 1000"],
        "2026-06 no empieza con el stock del mes anterior: sobran 1.0 de EN-2026-0001.",
    ),
    (
        ["DELETE FROM opening_stock", "DELETE FROM opening_balance", "DELETE FROM opening"],
        "TR-2026-0001 es de antes de que empezara el libro.",
    ),
    (
        ["UPDATE harvest SET day = '2026-05-39'"],
        "En «harvest» hay una fecha que no existe: 2026-05-39.",
    ),
    (
        ["UPDATE member SET dni = 'abc'"],
        "En «member», la fila 1 no está bien: El DNI tiene solo cifras; escribió «abc».",
    ),
    (
        ["UPDATE grade SET product_id = 99"],
        "El producto, la calidad o la cosecha de EN-2026-0001 no corresponden.",
    ),
    (
        ["UPDATE harvest SET member_id = 99"],
        "El producto, la calidad o la cosecha de EN-2026-0001 no corresponden.",
    ),
    (
        ["UPDATE member SET association_id = 99"],
        "EN-2026-0001 nombra a alguien o algo de otra asociación.",
    ),
]


@pytest.mark.parametrize(("written", "sentence"), HANDS, ids=lambda one: str(one)[:60])
def test_what_a_careful_hand_wrote_is_told(busy, written, sentence):
    with no_guards():
        for statement in written:
            database.execute_sql(statement)

    assert sentence in faults()


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        (
            [
                "DROP TRIGGER money_entry_no_update",
                "CREATE TRIGGER money_entry_no_update BEFORE UPDATE ON lot BEGIN SELECT 1; END",
            ],
            "La protección «money_entry_no_update» no es la del programa.",
        ),
        (
            ["DROP INDEX document_association_id_kind_year_sequence"],
            "Falta el índice «document_association_id_kind_year_sequence».",
        ),
        (["DROP TABLE signature"], "Falta la tabla «signature»."),
        (
            ["CREATE TRIGGER x AFTER INSERT ON lot BEGIN DELETE FROM plot; END"],
            "«x» no es del programa.",
        ),
    ],
)
def test_a_part_of_the_file_that_is_not_as_the_program_made_it_is_told(
    association: Association, statements, sentence
):
    for statement in statements:
        database.execute_sql(statement)

    assert faults() == [sentence]


def test_months_closed_one_after_the_other_have_no_fault(busy):
    carry_forward(busy, MAY.next)

    assert faults() == []


@pytest.mark.parametrize(
    "damage", ["DROP TABLE change", "UPDATE member SET dni = CAST(x'ff41' AS TEXT)"]
)
def test_what_can_no_longer_be_read_is_told_in_words_of_ours(book: Path, damage):
    a_member(an_association())
    storage.close()
    with closing(sqlite3.connect(book)) as other:
        for (name,) in other.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall():
            other.execute(f"DROP TRIGGER {name}")
        other.execute(damage)
        other.commit()
    database.init(f"{book.as_uri()}?mode=rw", uri=True)
    database.connect()

    assert faults()[-1] == "El archivo está dañado. Use la última copia."
