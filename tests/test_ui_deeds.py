"""Selling, receiving, paying and passing money, by keys alone."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from models import money
from models.associations import Association
from models.cash.cash_book import Receipt
from models.cash.transfers import Transfer
from models.documents import Document
from models.months import Month
from models.produce.buyers import Buyer
from models.produce.deliveries import Delivery, advance_of
from models.produce.lots import Lot
from models.produce.products import Grade
from models.produce.sales import Sale, balance_of
from models.voiding import void
from tests.factories import (
    a_buyer,
    a_delivery,
    a_grade,
    a_lot,
    a_sale,
    an_income,
    cash,
    may,
)
from tests.ui_desk import Desk
from ui import theme
from ui.cash.cash_screen import CashScreen
from ui.cash.receive import Receive
from ui.cash.spend import Spend
from ui.cash.transfer import PassMoney
from ui.month.month_book import at_separators
from ui.sell import Sell


@pytest.fixture
def store(association: Association) -> tuple[Grade, Grade]:
    """300.0 kg of first and 100.0 kg of second papa, delivered on 6 May."""
    first, second = a_grade(association), a_grade(association, name="Segunda")
    a_delivery(association, "300.0", may(6), grade=first)
    a_delivery(association, "100.0", may(6), grade=second)
    return first, second


def test_a_sale_of_two_lines_is_made_by_keys_alone(desk: Desk, association, store) -> None:
    a_buyer(association, "Comercial Sur S.A.C.").save()
    desk.show(Sell)

    desk.type("comer", "<Return>", "<Return>")  # the client is chosen; the day stays as it is
    desk.type("papa-mayo", "<Return>", "<Return>", "<Return>")  # for cash, without a voucher
    desk.type("primera", "<Return>", "120.5", "<Return>", "1.3", "<Return>")
    desk.type("segunda", "<Return>", "<F8>", "<Return>", "0.85", "<Return>")
    desk.answer("<Escape>")
    desk.type("<F9>")

    sale = Sale.get()
    assert [(line.quantity, line.price, line.amount) for line in sale.lines] == [
        (Decimal("120.5"), Decimal("1.3"), Decimal("156.65")),
        (Decimal(100), Decimal("0.85"), Decimal("85.00")),
    ]
    assert sale.total == Decimal("241.65")
    assert str(sale.lot) == "papa-mayo"
    assert str(sale.buyer) == "Comercial Sur S.A.C."
    assert desk.told == ["Guardado: V-2026-0001."]


def test_a_sale_for_cash_offers_to_receive_the_money_at_once(
    desk: Desk, association, store
) -> None:
    screen = desk.show(Sell)
    _fill(desk, screen, association, store)

    desk.answer("<Return>")
    desk.type("<F9>")

    assert [(where, str(what["sale"])) for where, what in desk.gone] == [("receive", "V-2026-0001")]


def _fill(desk: Desk, screen: Sell, association: Association, store) -> None:
    """A sale of 10.0 kg at S/ 2.00, typed except for its terms."""
    screen.buyer.put(a_buyer(association))
    screen.lot.put(a_lot(association))
    goods = screen.goods[0]
    goods.what.put(screen.in_store("primera")[0])
    goods.quantity.words.set("10")
    goods.price.words.set("2")
    desk.wait()


def test_on_credit_it_says_when_it_is_due_and_is_sold_so(desk: Desk, association, store) -> None:
    screen = desk.show(Sell)
    _fill(desk, screen, association, store)

    screen.terms.chips["Contado"].focus_force()
    desk.type("<Right>", "<Return>", "45")
    desk.wait()
    facts = screen.facts()
    desk.type("<F9>")

    due = date.today() + timedelta(days=45)
    assert ("Al crédito", f"vence el {due:%d/%m/%Y}", "body") in facts
    assert Sale.get().due == due
    assert desk.gone == [("preview", {"documents": [Document.get(Document.kind == "V")]})]


def test_a_client_who_is_not_registered_is_registered_with_the_sale(
    desk: Desk, association, store
) -> None:
    screen = desk.show(Sell)
    _fill(desk, screen, association, store)
    screen.terms.word.set("Crédito")
    screen.buyer.entry.focus_force()
    screen.buyer.put(None)

    desk.type("Rosa Quispe", "<Return>", "99900011", "<F9>")

    buyer = Sale.get().buyer
    assert (buyer.name, buyer.dni) == ("Rosa Quispe", "99900011")


def test_more_than_there_is_is_said_beside_its_line(desk: Desk, association, store) -> None:
    screen = desk.show(Sell)
    _fill(desk, screen, association, store)
    screen.goods[0].quantity.words.set("301")

    desk.type("<F9>")

    assert "hay 300.0 kg" in screen.goods[0].row.beside.said
    assert screen.goods[0].quantity.typed() in ("301", "301.0")
    assert Sale.select().count() == 0


def test_all_that_is_missing_is_said_and_nothing_is_lost(desk: Desk, association, store) -> None:
    screen = desk.show(Sell)
    screen.goods[0].what.put(screen.in_store("primera")[0])
    screen.goods[0].price.words.set("caro")

    desk.type("<F9>")

    assert screen.cells["buyer"].row.beside.said == "Falta el cliente."
    assert screen.cells["lot"].row.beside.said == "Falta el lote."
    assert screen.goods[0].price.typed() == "caro"


def test_a_price_that_is_odd_is_asked_and_kept_by_a_second_press(
    desk: Desk, association, store
) -> None:
    screen = desk.show(Sell)
    _fill(desk, screen, association, store)
    screen.terms.word.set("Crédito")
    screen.goods[0].price.words.set("20")
    desk.wait()

    desk.type("<F9>")
    asked, sold = screen.goods[0].row.beside.said, Sale.select().count()
    desk.type("<F9>")

    assert asked == "¿S/ 20.00 por kg de papa primera?"
    assert sold == 0
    assert Document.get(Document.kind == "V").noted == asked


def test_a_doubt_is_asked_again_after_a_change(desk: Desk, association, store) -> None:
    screen = desk.show(Sell)
    _fill(desk, screen, association, store)
    screen.terms.word.set("Crédito")
    screen.goods[0].price.words.set("20")
    desk.type("<F9>")

    screen.goods[0].price.words.set("30")
    desk.type("<F9>")

    assert Sale.select().count() == 0


def test_a_line_is_taken_out_and_the_last_one_only_emptied(desk: Desk, association, store) -> None:
    screen = desk.show(Sell)
    _fill(desk, screen, association, store)
    screen.goods[0].price.focus()

    desk.type("<Return>")
    two = len(screen.goods)
    desk.type("<Control-Delete>", "<Control-Delete>")

    assert two == 2
    assert [one.is_blank for one in screen.goods] == [True]


# Receiving ------------------------------------------------------------------------------------


def test_a_sale_is_collected_in_two_parts_by_keys(desk: Desk, association, store) -> None:
    sale = a_sale(association, "100.0", may(16), price="2.00")
    screen = desk.show(Receive)

    desk.type("<Down>", "<Return>", "150")
    desk.wait()
    echo = screen.purpose.row.beside.said, screen.paying.row.beside.said
    desk.type("<F9>")
    left = balance_of(sale)
    desk.type("<Down>", "<Return>", "<F9>")

    assert echo == ("De V-2026-0001 quedarán por cobrar S/ 50.00.", "Quedan en caja S/ 1,150.00.")
    assert left == 50
    assert balance_of(sale) == 0
    assert [one.amount for one in Receipt.select()] == [150, 50]


def test_two_presses_make_one_receipt(desk: Desk, association, store) -> None:
    a_sale(association, "100.0", may(16), price="2.00")
    desk.show(Receive)

    desk.type("<Down>", "<Return>", "150", "<F9>", "<F9>", "<F9>")

    assert Receipt.select().count() == 1


def test_cash_over_the_threshold_is_asked_then_kept_and_noted(
    desk: Desk, association, store
) -> None:
    a_sale(association, "300.0", may(16), price="7.00")
    screen = desk.show(Receive)

    desk.type("<Down>", "<Return>", "500", "<F9>")
    asked, made = screen.paying.row.beside.said, Receipt.select().count()
    desk.type("<F9>")

    assert "desde S/ 2,000.00 se paga por banco" in asked
    assert made == 0
    assert Document.get(Document.kind == "RI").noted == asked


def test_without_a_sale_chosen_nothing_is_received(desk: Desk, association, store) -> None:
    a_sale(association, "100.0", may(16), price="2.00")
    screen = desk.show(Receive)
    screen.paying.amount.focus()

    desk.type("100", "<F9>")

    assert screen.trouble.said == "Elija la venta que se cobra."
    assert Receipt.select().count() == 0


def test_more_than_is_owed_is_said_beside_the_amount(desk: Desk, association, store) -> None:
    a_sale(association, "100.0", may(16), price="2.00")
    screen = desk.show(Receive)

    desk.type("<Down>", "<Return>", "2000", "<F9>")

    assert "falta cobrar S/ 200.00" in screen.paying.row.beside.said


def test_the_sale_it_was_opened_about_is_chosen(desk: Desk, association, store) -> None:
    a_sale(association, "100.0", may(16), price="2.00")
    second = a_sale(association, "50.0", may(17), price="3.00")

    screen = desk.show(Receive, sale=second)

    assert screen.purpose.picker.picked == second
    assert screen.value("amount") == 150


def test_another_income_is_received_by_keys_into_the_bank(desk: Desk, association) -> None:
    desk.show(Receive)

    desk.type("<Escape>", "<Right>", "<Right>", "<Return>")
    desk.type("donac", "<Return>", "ONG Amigos", "<Return>", "Donativo de mayo", "<Return>")
    desk.type("250", "<Return>", "<Right>", "<F9>")

    made = Receipt.get()
    assert (made.party, made.concept, made.amount) == ("ONG Amigos", "Donativo de mayo", 250)
    assert (made.account, made.method) == ("bank", "transfer")
    assert str(made.category) == "donaciones"


# Paying ---------------------------------------------------------------------------------------


def test_an_expense_of_a_lot_is_paid_by_keys(desk: Desk, association) -> None:
    Lot(association=association, name="papa-mayo").save()
    screen = desk.show(Spend)

    desk.type("flete", "<Return>", "e", "<Return>")
    desk.type("Transportes Wari", "<Return>", "Flete a Cusco", "<Return>", "80", "<Return>")
    desk.wait()
    echo = screen.paying.row.beside.said
    desk.type("<F9>")

    made = Receipt.get()
    assert echo == "Quedan en caja S/ 920.00."
    assert (made.party, made.amount, str(made.lot)) == ("Transportes Wari", 80, "papa-mayo")


def test_an_advance_on_a_delivery_is_paid_by_keys(desk: Desk, association, store) -> None:
    screen = desk.show(Spend)
    screen.first().focus_force()

    desk.type("<Escape>", "<Right>", "<Return>")
    desk.type("<Down>", "<Return>", "20", "<F9>")

    delivery = Delivery.get_by_id(Document.get(Document.kind == "RE").about_id)
    assert advance_of(delivery) == 20


def test_what_the_cash_does_not_hold_is_told_before_and_refused(desk: Desk, association) -> None:
    screen = desk.show(Spend)

    desk.type("otros", "<Return>", "<Return>", "Juan", "<Return>", "Compra", "<Return>", "1500")
    desk.wait()
    echo = screen.paying.row.beside.said
    desk.type("<F9>")

    assert echo == "No alcanza: faltarían S/ 500.00 en caja."
    assert "No alcanza" in screen.trouble.said
    assert Receipt.select().count() == 0


# Passing money --------------------------------------------------------------------------------


def test_money_is_passed_from_cash_to_bank_by_keys(desk: Desk, association) -> None:
    screen = desk.show(PassMoney)

    desk.type("<Return>", "400", "<Return>", "OP-1")
    desk.wait()
    echo = screen.money_row.beside.said
    desk.type("<F9>", "<F9>")

    assert echo == "Quedan en caja S/ 600.00, y en banco S/ 900.00."
    made = Transfer.get()
    assert (made.source, made.target, made.operation) == ("cash", "bank", "OP-1")
    assert Transfer.select().count() == 1
    assert money.balance(association, money.CASH, date.today()) == 600


def test_money_comes_back_from_the_bank(desk: Desk, association) -> None:
    desk.show(PassMoney)

    desk.type("<Right>", "<Return>", "100", "<F9>")

    assert Transfer.get().target == "cash"


def test_leaving_with_something_typed_asks_first(desk: Desk, association) -> None:
    screen = desk.show(PassMoney)
    calm = screen.unsaved
    desk.type("<Return>", "4")

    desk.answer("<Escape>")
    stays = not screen.leave()

    assert not calm
    assert stays


def test_a_register_of_buyers_changed_elsewhere_is_offered_here(desk: Desk, association) -> None:
    screen = desk.show(Sell)
    Buyer(association=association, name="Mercado de Sicuani").save()

    desk.type("sicu", "<Return>")

    assert str(screen.buyer.picked) == "Mercado de Sicuani"


# What a treasurer with fresh eyes met ------------------------------------------------------------


def test_today_is_proposed_and_that_another_month_is_shown_is_told(desk: Desk, association) -> None:
    desk.context.month = Month.of(date(2026, 5, 1))
    screen = desk.show(PassMoney)

    assert screen.day == date.today()
    month = Month.of(date.today()).name
    assert screen.far.said == f"Se anota en {month}; arriba está viendo mayo."


def test_a_day_of_the_month_that_is_shown_needs_no_word(desk: Desk, association) -> None:
    desk.context.month = Month.of(date(2026, 5, 1))
    screen = desk.show(PassMoney)
    screen.cells["day"].input.focus()

    desk.type("<Control-a>", "5/5/2026", "<Return>")
    desk.wait()

    assert screen.far.said == ""


def test_a_day_before_the_books_is_said_in_red_as_soon_as_it_is_typed(
    desk: Desk, association
) -> None:
    screen = desk.show(PassMoney)
    screen.cells["day"].input.focus()

    desk.type("<Control-a>", "30/4/2026")
    desk.wait()
    red = screen.cells["day"].row.beside.said, screen.far.said
    desk.type("<Control-a>", "5/5/2026")
    desk.wait()

    assert red == ("El libro empieza el 01/05/2026; no se puede registrar nada antes.", "")
    assert screen.cells["day"].row.beside.said == ""
    assert screen.far.said == ""  # May is on display


def test_what_is_left_names_its_day_when_that_is_not_today(desk: Desk, association) -> None:
    screen = desk.show(Spend)
    screen.cells["day"].input.focus()
    desk.type("<Control-a>", "5/5/2026")
    screen.paying.amount.focus()

    desk.type("100")
    desk.wait()

    assert "El 05/05/2026 quedan en caja S/ 900.00." in screen.paying.row.beside.said


def test_esc_in_the_first_field_goes_back(desk: Desk, association, store) -> None:
    gone: list[str] = []
    desk.context.back = lambda *_record: gone.append("back")
    desk.show(Sell)

    desk.type("<Escape>")

    assert gone == ["back"]


def test_what_was_missing_is_forgiven_once_it_is_typed(desk: Desk, association, store) -> None:
    screen = desk.show(Sell)
    desk.type("<F9>")
    missing = screen.cells["buyer"].row.beside.said, screen.trouble.said

    screen.lot.entry.focus_force()
    desk.type("papa-mayo", "<Tab>")
    screen.buyer.entry.focus_force()
    desk.type("Rosa")
    desk.wait()

    assert missing == ("Falta el cliente.", "Falta corregir lo marcado.")
    assert screen.cells["buyer"].row.beside.said == "Cliente nuevo: se registra con la venta."
    assert screen.cells["lot"].row.beside.said == "Lote nuevo: se crea con la venta."
    assert screen.trouble.said == ""


def test_a_lot_one_letter_from_another_is_asked(desk: Desk, association, store) -> None:
    a_lot(association, "papa-mayo").stored()
    screen = desk.show(Sell)
    screen.lot.entry.focus_force()

    desk.type("papa-maya", "<Tab>")
    desk.wait()

    assert screen.cells["lot"].row.beside.said == "¿Quiso decir «papa-mayo»?"


def test_f8_fills_all_there_is_and_leaves_it_selected(desk: Desk, association, store) -> None:
    screen = desk.show(Sell)
    goods = screen.goods[0]
    goods.what.put(screen.in_store("primera")[0])
    goods.quantity.focus()

    desk.type("<F8>")
    filled = goods.quantity.typed()
    desk.type("5")

    assert filled == "300.0"
    assert desk.root.focus_get() is goods.quantity.keyboard
    assert goods.quantity.typed() == "5"


def test_more_than_there_is_turns_red_while_it_is_typed(desk: Desk, association, store) -> None:
    screen = desk.show(Sell)
    goods = screen.goods[0]
    goods.what.put(screen.in_store("primera")[0])
    goods.quantity.focus()

    desk.type("301")
    desk.wait()
    too_much = dict(goods.row.said)["too much"]
    desk.type("<BackSpace>")
    desk.wait()

    assert too_much == ("Hay 300.0 kg.", "danger")
    assert goods.row.beside.said == ""


def test_a_dni_that_is_not_whole_is_told_when_it_is_left(desk: Desk, association, store) -> None:
    screen = desk.show(Sell)
    desk.type("Rosa", "<Return>", "9990", "<Return>")
    desk.wait()
    told = screen.cells["tax_id"].row.said["tax_id"]

    screen.cells["tax_id"].input.focus()
    desk.type("<Control-a>", "99900011", "<Return>")
    desk.wait()

    assert told[1] == "danger"
    assert "8 cifras" in told[0]
    assert "tax_id" not in screen.cells["tax_id"].row.said


def test_more_than_is_owed_turns_red_while_it_is_typed(desk: Desk, association, store) -> None:
    sale = a_sale(association, "100.0", may(10), price="2.00")
    screen = desk.show(Receive, sale=sale)
    left_untouched = screen.unsaved

    desk.type("<Control-a>", "201")
    desk.wait()

    assert not left_untouched
    assert screen.unsaved
    assert screen.paying.row.beside.said == "Falta cobrar S/ 200.00; no se puede cobrar más."


def test_a_payment_by_bank_without_its_number_is_noted_in_amber(desk: Desk, association) -> None:
    screen = desk.show(Spend)
    screen.paying.amount.focus()
    desk.type("50")
    screen.paying.choose("bank")
    desk.wait()
    note = screen.paying.bank_row.said["number"]
    screen.cells["operation"].input.focus()
    desk.type("OP-7")
    desk.wait()

    assert note == ("Sin número de operación.", "warn")
    assert screen.paying.bank_row.beside.said == ""


def test_the_question_about_cash_goes_when_the_amount_falls(desk: Desk, association) -> None:
    screen = desk.show(Spend)
    screen.purpose.heading.put(screen.headings("")[0])
    screen.party.words.set("Ferretería")
    screen.put("concept", "Sacos")
    screen.paying.amount.focus()
    desk.type("2500", "<F9>")
    asked = screen.paying.row.said["account"]

    screen.paying.amount.focus()
    desk.type("<Control-a>", "250")
    desk.wait()

    assert asked[1] == "warn"
    assert "account" not in screen.paying.row.said
    assert screen.trouble.said == ""


def test_a_long_path_goes_on_only_behind_a_separator(root) -> None:
    look = theme.of(root)
    path = Path("/home/tesorera/Documentos/Libros de la asociación/2026-05.xlsx")

    lines = at_separators(look, path, look.width("n") * 30).strip().split("\n")

    assert "".join(lines) == str(path)
    assert len(lines) > 1
    assert all(line.endswith("/") for line in lines[:-1])


def test_a_void_line_of_the_cash_book_says_how_much_it_was(desk: Desk, association) -> None:
    made = an_income(association, cash("300.00"), may(5))
    void(made.document, may(6), "monto mal digitado")

    screen = desk.show(CashScreen)

    assert [row[4] for row in screen.rows if row[0] == made.document.id] == [
        f"{made.concept} (anulado, S/ 300.00)"
    ]
