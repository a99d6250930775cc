"""What members owed and funds held when the books began, typed by keys."""

from collections.abc import Iterator

import pytest

from models import money
from models.associations import Association
from models.cash.funds import Fund, held_in
from models.documents import Paper
from models.opening_debts import Begun, begun_with, set_begun
from models.people.dues import owed_by_month
from models.people.loans import repay_loan
from tests.factories import a_member, cash, may
from tests.ui_desk import Desk
from ui.opening_debts import OpeningDebts


@pytest.fixture
def desk(root, association: Association) -> Iterator[Desk]:
    a_member(association, "Ana")
    Fund(association=association, name="Riego").save()
    made = Desk(root, association)
    yield made
    made.clear()


def test_a_loan_of_before_is_typed_by_keys(desk: Desk, association) -> None:
    screen = desk.show(OpeningDebts)

    desk.type("<Return>", "ana", "<Return>", "80", "<F9>")

    assert [(str(one.who), one.amount) for one in begun_with(association)] == [("Ana", 80)]
    assert [row[1:] for row in screen._rows()] == [("Préstamo", "Ana", "", 80)]
    assert desk.told == ["Guardado: Ana, S/ 80.00."]


def test_dues_are_of_a_month_before_the_books(desk: Desk, association) -> None:
    screen = desk.show(OpeningDebts)
    hidden = not screen.month_slot.winfo_ismapped()
    screen.kind.box.current(2)
    screen.kind.box.event_generate("<<ComboboxSelected>>")
    desk.wait()

    desk.type("<Return>", "ana", "<Return>", "<Return>", "5", "<F9>")

    member = a_member(association, "Ana")
    assert hidden
    assert owed_by_month(association, may(1))[member.id] == {"2026-04": 5}


def test_a_fund_is_chosen_from_the_funds(desk: Desk, association) -> None:
    screen = desk.show(OpeningDebts)
    screen.kind.box.current(4)
    screen.kind.box.event_generate("<<ComboboxSelected>>")

    desk.type("<Return>", "rie", "<Return>", "300", "<F9>")

    assert held_in(Fund.get(), may(1)) == 300


def test_a_row_is_brought_back_and_taken_away_with_zero(desk: Desk, association) -> None:
    ana = a_member(association, "Ana")
    set_begun(Begun(money.LOANS, ana, cash("80.00").amount))
    screen = desk.show(OpeningDebts)
    screen.ledger.canvas.focus_force()

    desk.type("<Return>")
    brought = screen.who.get(), screen.value("amount")
    desk.type("<Control-a>", "0", "<F9>")

    assert brought == ("Ana", 80)
    assert begun_with(association) == []


def test_what_came_back_already_is_told(desk: Desk, association) -> None:
    ana = a_member(association, "Ana")
    set_begun(Begun(money.LOANS, ana, cash("80.00").amount))
    repay_loan(ana, cash("60.00").amount, cash("60.00"), Paper(may(5)), sure=True)
    screen = desk.show(OpeningDebts)

    desk.type("<Return>", "ana", "<Return>", "50", "<F9>")

    assert screen.state_line.said == ("Ana ya pagó S/ 10.00 más que eso. Anule primero el recibo.")


def test_a_name_that_is_not_on_the_list_is_told(desk: Desk, association) -> None:
    screen = desk.show(OpeningDebts)

    desk.type("<Return>", "Juana", "<Return>", "50", "<F9>")

    assert screen.row_of_all.beside.said == "Elija a uno de la lista."
