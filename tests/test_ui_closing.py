"""Counting the cash, closing a month and opening it again, with the keys of a treasurer."""

from decimal import Decimal

import pytest

from models.cash.cash_count import CashCount, count_cash
from models.changes import database
from models.documents import Paper
from models.money import CASH, balance
from models.month.closing import Closing, kept_workbook, standing
from models.month.preflight import FAULT
from tests.factories import MAY, a_delivery, a_sale, an_income, bank, cash, may, no_guards
from tests.ui_desk import Desk
from tests.ui_keys import Keys, words_in
from ui import printing
from ui.cash.budget import BudgetPage
from ui.cash.cash_counts import CashCounts
from ui.cash.cash_screen import CashScreen
from ui.cash.count_cash import CountCash
from ui.cash.funds import Funds
from ui.cash.owed_sales import OwedSales
from ui.kardex import KardexPage
from ui.month.close_month import CloseMonth
from ui.month.closings import Closings


@pytest.fixture
def desk(root, association, monkeypatch, tmp_path):
    monkeypatch.setattr(printing, "folder", lambda name="recibos": tmp_path / name)
    monkeypatch.setattr(printing, "open_with_system", lambda _path: True)
    made = Desk(root, association)
    yield made
    made.clear()


def counted_in_order(association) -> None:
    """So that nothing is warned of but the day itself."""
    count_cash(association, {Decimal(200): 5}, Paper(may(31)))


# Counting -------------------------------------------------------------------------------------


def test_notes_and_coins_are_typed_down_the_column_and_counted_as_one_types(desk, association):
    screen = desk.show(CountCash)
    screen.put("day", may(31))

    desk.type("4", "<Return>", "1", "<Down>", "2")
    desk.wait()

    assert "Hay S/ 1,000.00, igual que en el libro." in screen.result.said
    desk.type("<F9>")
    desk.wait()
    (made,) = CashCount.select()
    assert (made.counted, made.book, made.document) == (1000, 1000, None)
    assert "igual al libro" in desk.told[-1]


def test_what_differs_needs_an_explanation_and_is_booked(desk, association):
    screen = desk.show(CountCash)
    screen.put("day", may(31))
    desk.type("4", "<Return>", "1")
    desk.wait()

    assert "faltan S/ 100.00" in screen.result.said
    assert "se anota la diferencia: recibo de egreso, faltante de caja" in screen.result.said
    desk.type("<F9>")
    desk.wait()
    assert CashCount.select().count() == 0
    assert screen.cells["explanation"].row.tone_of("explanation") == "danger"

    desk.type(*"vuelto mal dado", "<F9>")
    desk.wait()
    (made,) = CashCount.select()
    assert (str(made.document), made.difference) == ("RE-2026-0001", -100)
    assert balance(association, CASH, may(31)) == 900
    booked = "Faltaban S/ 100.00: se anotó como RE-2026-0001, faltante de caja."
    assert any(booked in one for one in desk.told)


def test_a_count_is_previewed_again_as_the_same_sheet(desk, association):
    counted_in_order(association)
    desk.show(CashCounts)

    desk.type("<Return>")
    desk.wait()

    place, what = desk.gone[-1]
    (count,) = CashCount.select()
    assert place == "preview"
    assert what["printout"].file_name == f"arqueo-2026-05-31-{count.key}.pdf"
    assert what["printout"].make().startswith(b"%PDF")


# Closing --------------------------------------------------------------------------------------


def test_the_month_is_closed_with_what_was_warned_of_and_its_code_is_said(desk, association):
    an_income(association, bank("5.00"), may(10))
    screen = desk.show(CloseMonth)
    keys = Keys(desk.root)
    assert screen.close_button.cget("text").strip().startswith("Cerrar mayo de 2026")

    answered = keys.answer("La caja no se contó en mayo", "<Return>")
    desk.type("<F9>")
    answered()
    assert standing(association, MAY) is None  # Enter stays on the safe side

    answered = keys.answer("después se puede reabrir", "<Shift-Tab>", "<Return>")
    desk.type("<F9>")
    answered()
    desk.wait()

    made = standing(association, MAY)
    assert made is not None
    assert "La caja no se contó" in made.warnings
    assert made.code in desk.told[-1]
    assert kept_workbook(made).startswith(b"PK")
    assert screen.name.cget("text") == "Mayo de 2026 está cerrado"
    assert made.code in words_in(screen.paper)
    desk.type("<F9>")  # by habit: June is not closed by that
    assert standing(association, MAY.next) is None

    keys.press_verb("Ver junio")
    assert screen.name.cget("text") == "Cerrar junio de 2026"


def test_one_may_step_back_from_closing(desk, association):
    desk.show(CloseMonth)
    answered = Keys(desk.root).answer("¿Cerrar mayo de 2026?", "<Escape>")
    desk.type("<F9>")
    answered()

    assert standing(association, MAY) is None


def test_while_something_does_not_add_up_it_cannot_be_closed_and_says_why(desk, association):
    an_income(association, cash("5.00"), may(10))
    with no_guards():
        database.execute_sql("UPDATE money_entry SET amount = amount + 1 WHERE account = 'cash'")
    screen = desk.show(CloseMonth)

    assert [one.level for one in screen.found][:1] == [FAULT]
    assert screen.close_button.instate(["disabled"])
    assert "arregle primero" in screen.why.said
    desk.type("<F9>")
    assert standing(association, MAY) is None


def test_enter_on_what_was_found_opens_what_stands_behind_it(desk, association):
    an_income(association, bank("5.00"), may(10))
    desk.show(CloseMonth)

    desk.type("<Return>")
    assert desk.gone[-1][0] == "count_cash"


def test_the_arrows_walk_from_line_to_line_and_on_to_the_deed(desk, association):
    screen = desk.show(CloseMonth)

    for _line in screen.lines:
        desk.type("<Down>")
    assert desk.root.focus_get() == screen.close_button


def test_a_closed_month_is_opened_again_with_a_reason(desk, association):
    from reports.excel.closing import close_and_keep

    close_and_keep(association, MAY, sure=True)
    screen = desk.show(Closings)
    keys = Keys(desk.root)
    assert "El código sale igual" in words_in(screen.pane)

    keys.tab_to_words("Reabrir mayo de 2026")
    answered = keys.answer("¿Reabrir mayo de 2026?", *"faltaba un recibo", "<Tab>", "<Return>")
    desk.type("<Return>")
    answered()
    desk.wait()

    (one,) = Closing.select()
    assert (one.stands, one.reason) == (False, "faltaba un recibo")
    assert "Reabierto" in words_in(screen.pane)


def test_an_altered_month_is_seen_at_its_closing(desk, association):
    from models.month.closing import close_month

    an_income(association, cash("5.00"), may(10))
    close_month(association, MAY, sure=True)
    with no_guards():
        database.execute_sql("UPDATE receipt SET concept = 'otra cosa'")
    screen = desk.show(Closings)

    assert "El código sale distinto" in words_in(screen.pane)


def test_the_workbook_kept_at_the_closing_is_opened_as_it_was(desk, association, tmp_path):
    from reports.excel.closing import close_and_keep

    made = close_and_keep(association, MAY, sure=True)
    desk.show(Closings)
    desk.type("<Return>")

    (path,) = (tmp_path / "libros").glob("*.xlsx")
    assert path.read_bytes() == kept_workbook(made)


# The other pages ------------------------------------------------------------------------------


def test_the_cash_book_is_saved_as_excel(desk, association, tmp_path):
    from openpyxl import load_workbook

    an_income(association, cash("5.00"), may(10))
    screen = desk.show(CashScreen)
    screen.export()

    (path,) = (tmp_path / "libros").glob("*.xlsx")
    assert load_workbook(path).sheetnames == ["Libro caja"]


def test_own_members_and_restricted_money_stand_apart_in_cash_and_bank(desk, association):
    screen = desk.show(CashScreen)

    said = words_in(screen.whose)
    assert "De la asociación" in said
    assert "S/ 1,500.00" in said
    assert "De los socios" in said
    assert "De fondos" in said


def test_a_fund_shows_its_papers(desk, association):
    from models.cash.cash_book import Party, donate
    from models.cash.funds import Fund

    fund = Fund(association=association, name="Riego")
    donate(association, Party("Donante"), "Riego", cash("90.00"), Paper(may(3)), fund=fund)
    screen = desk.show(Funds)

    assert [row[1:] for row in screen.rows] == [("Riego", 0, 90, None, 90)]
    assert [row[2] for row in screen.papers] == ["RI-2026-0001"]
    desk.type("<Return>", "<Return>")
    assert desk.gone[-1][0] == "preview"


def test_a_budget_that_was_passed_says_so_in_words(desk, association):
    from models.cash.budgets import Budget
    from tests.factories import a_heading, an_expense

    an_expense(association, cash("30.00"), may(9))
    Budget.create(
        association=association,
        year=2026,
        category=a_heading(association, "expense"),
        amount=Decimal("20.00"),
    )
    screen = desk.show(BudgetPage)

    said = words_in(screen.paper)
    assert "se pasó" in said
    assert "150.0 %" in said


def test_the_kardex_shows_each_paper_with_what_was_left(desk, association):
    a_delivery(association, "100.0", may(4))
    a_sale(association, "60.0", may(5))
    screen = desk.show(KardexPage)

    assert [row[-1] for row in screen.rows] == [0, 100, 40]
    desk.type("<Down>", "<Return>")
    assert str(desk.gone[-1][1]["documents"][0]) == "EN-2026-0001"


def test_what_buyers_owe_stands_in_the_column_of_its_age(desk, association):
    a_delivery(association, "100.0", may(4))
    a_sale(association, "60.0", may(5), credit_days=10)
    screen = desk.show(OwedSales)

    assert [row[5:] for row in screen.rows] == [(60, 60, None, None, None)]
    desk.type("<Return>")
    assert desk.gone[-1][0] == "receive"
