"""Registrar de nuevo: a void paper typed again, so that the new one names the one it replaces."""

from decimal import Decimal

import pytest

from models.cash.cash_book import Receipt
from models.cash.transfers import Transfer
from models.documents import Document
from models.people.members import Member
from models.produce.deliveries import Delivery
from models.produce.sales import Sale
from models.record import Record
from models.voiding import void, void_delivery
from tests.factories import a_delivery, a_grade, bank, cash, may
from tests.ui_book import settle
from tests.ui_keys import Keys, words_in
from tests.ui_shell import shell_on


@pytest.fixture
def shell(root, unsettled_month):
    with shell_on(root, unsettled_month) as made:
        yield made


@pytest.fixture
def keys(root, shell) -> Keys:
    return Keys(root)


def document(number: str) -> Document:
    return Document.get(Document.number == number)


def newest(kind: type[Record]) -> Record:
    return kind.select().order_by(kind.document.desc()).first()


def stand_at(shell, place: str, number: str):
    """The list, that paper selected, its sheet at the right, and the keyboard in the list."""
    screen = shell.go(place)
    screen.ask(key=document(number).id)
    settle(shell.app, lambda: number in words_in(screen.pane).split("\n"))
    return screen


def register_again(shell, keys: Keys, place: str, number: str):
    stand_at(shell, place, number)
    keys.press_verb("Registrar de nuevo")
    settle(shell.app)
    return shell.current


def test_a_sale_is_typed_again_with_another_price(shell, keys: Keys) -> None:
    void(document("RI-2026-0004"), may(31), "prueba")
    void(document("V-2026-0003"), may(31), "precio mal digitado")

    screen = register_again(shell, keys, "sale", "V-2026-0003")
    said, calm = screen.under_title.cget("text"), not screen.unsaved
    keys.walk_to("Comprobante SUNAT")
    keys.type("<Return>", "<Return>", "<Return>", "4.70", "<F9>")

    made, was = newest(Sale), Sale.get_by_id(document("V-2026-0003"))
    assert said == "Reemplaza a V-2026-0003."
    assert calm
    assert made.document.replaces == was.document
    assert [(one.quantity, one.price) for one in made.lines] == [(Decimal("579.5"), Decimal("4.7"))]
    for name in ("buyer", "lot", "terms", "due", "voucher"):
        assert getattr(made, name) == getattr(was, name)
    assert made.document.day == was.document.day


def test_back_from_the_printed_paper_the_deed_is_ready_for_another(shell, keys: Keys) -> None:
    void(document("TR-2026-0001"), may(31), "prueba")
    register_again(shell, keys, "transfer", "TR-2026-0001")

    keys.type("<F9>")
    settle(shell.app, lambda: shell.where[0] == "preview")
    keys.type("<Escape>")
    settle(shell.app)

    assert newest(Transfer).document.replaces == document("TR-2026-0001")
    assert shell.current.instead_of is None
    assert shell.current.cells["amount"].input.typed() == ""


def test_a_delivery_is_weighed_again_and_the_rest_stays(shell, keys: Keys, unsettled_month) -> None:
    member = Member.get(Member.code == "S07")
    grade = a_grade(unsettled_month, name="Segunda")
    was = a_delivery(unsettled_month, "100.0", may(20), member=member, grade=grade)
    void_delivery(was, may(20), "peso mal digitado")

    screen = register_again(shell, keys, "delivery", str(was))
    said = screen.so_far.cget("text")
    keys.walk_to("Peso bruto")
    keys.type("120", "<Control-g>")

    made = newest(Delivery)
    assert said == f"Reemplaza a {was}."
    assert made.document.replaces == was.document
    assert (made.member, made.grade, made.document.day) == (member, grade, may(20))
    assert (made.gross, made.payable) == (Decimal(120), Decimal(120))
    assert screen.instead_of is None


def test_a_weight_in_arrobas_is_shown_again_as_it_was_typed(shell, keys: Keys) -> None:
    was = Delivery.get_by_id(document("EN-2026-0004"))
    for number in ("TR-2026-0001", "RI-2026-0003", "V-2026-0002"):
        void(document(number), may(31), "prueba")
    void_delivery(was, may(31), "prueba")

    register_again(shell, keys, "delivery", "EN-2026-0004")
    keys.type("<Control-g>")

    made = newest(Delivery)
    assert (made.typed_quantity, made.typed_unit) == (Decimal(10), "arroba")
    assert made.harvest == was.harvest


def test_a_collection_is_received_again_with_another_amount(shell, keys: Keys) -> None:
    void(document("RI-2026-0004"), may(31), "monto mal digitado")

    screen = register_again(shell, keys, "receipt", "RI-2026-0004")
    offered = screen.value("amount")
    keys.type("900", "<F9>")

    made, was = newest(Receipt), Receipt.get_by_id(document("RI-2026-0004"))
    assert offered == Decimal("1000.00")
    assert made.document.replaces == was.document
    assert made.document.about == document("V-2026-0003")
    assert (made.amount, made.account) == (Decimal(900), "bank")
    assert (made.method, made.operation) == (was.method, was.operation)


def test_an_expense_of_a_lot_is_paid_again_to_the_same(shell, keys: Keys) -> None:
    was = Receipt.get(Receipt.concept == "Flete")
    void(was.document, may(31), "monto mal digitado")

    register_again(shell, keys, "receipt", str(was))
    keys.walk_to("Monto, S/")
    keys.type("85", "<F9>")

    made = newest(Receipt)
    assert made.document.replaces == was.document
    assert (made.party, made.concept, made.lot) == (was.party, was.concept, was.lot)
    assert (made.category, made.amount) == (was.category, Decimal(85))


def test_an_advance_is_paid_again_on_the_same_delivery(shell, keys: Keys, unsettled_month) -> None:
    delivery = a_delivery(unsettled_month, "100.0", may(20), advance=cash("50.00"))
    was = Receipt.get(Receipt.concept.contains(str(delivery)))
    void(was.document, may(31), "monto mal digitado")

    register_again(shell, keys, "receipt", str(was))
    keys.type("40", "<F9>")

    made = newest(Receipt)
    assert made.document.about == delivery.document
    assert (made.document.replaces, made.amount) == (was.document, Decimal(40))


def test_what_went_with_its_delivery_is_not_offered_again(shell, unsettled_month) -> None:
    delivery = a_delivery(unsettled_month, "100.0", may(20), advance=bank("50.00"))
    was = Receipt.get(Receipt.concept.contains(str(delivery)))
    void_delivery(delivery, may(31), "prueba")

    screen = stand_at(shell, "receipt", str(was))

    assert "Registrar de nuevo" not in words_in(screen.pane)


def test_what_is_replaced_already_is_not_offered_again(shell) -> None:
    screen = stand_at(shell, "sale", "V-2026-0001")

    assert "Lo reemplaza V-2026-0002." in words_in(screen.pane)
    assert "Registrar de nuevo" not in words_in(screen.pane)


def test_after_voiding_the_keyboard_is_in_the_list_and_tab_goes_on_to_the_sheet(
    shell, keys: Keys
) -> None:
    screen = stand_at(shell, "transfer", "TR-2026-0001")
    keys.tab_to_words("Anular…")
    answered = keys.answer("¿Por qué se anula?", "fue al revés", "<Tab>", "<Return>")
    keys.type("<Return>")
    answered()
    settle(shell.app, lambda: "Registrar de nuevo" in words_in(screen.pane))

    assert shell.app.focus_get() is screen.ledger.canvas
    keys.type("<Tab>")
    assert words_in(shell.app.focus_get()).startswith("Ver papel")
