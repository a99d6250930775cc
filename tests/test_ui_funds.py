"""Money of a fund, received and spent on the screens: kept apart, and never more than there is."""

import pytest

from models import money
from models.cash.cash_book import Party, Receipt, donate
from models.cash.funds import Fund, held_in
from models.documents import Paper
from tests.factories import cash, may
from tests.ui_desk import Desk
from ui.cash.donation import Donation
from ui.cash.receive import Receive
from ui.cash.spend import Spend, Spending


@pytest.fixture
def fund(association):
    """Riego, with S/ 90.00 since 3 May."""
    new = Fund(association=association, name="Riego")
    donate(association, Party("Donante"), "Riego", cash("90.00"), Paper(may(3)), fund=new)
    return Fund.get()


@pytest.fixture
def desk(root, association):
    made = Desk(root, association)
    yield made
    made.clear()


def fill(desk, screen, party: str, concept: str, amount: str) -> None:
    screen.party.entry.focus_set()
    desk.type(*party, "<Tab>")
    screen.cells["concept"].input.keyboard.focus_set()
    desk.type(*concept)
    screen.paying.amount.focus()
    desk.type(*amount)
    screen.put("day", may(20))
    desk.wait()


@pytest.mark.parametrize(("place", "in_fund"), [(0, 90), (1, 150)], ids=["own", "fund"])
def test_a_donation_goes_where_it_is_said(desk, fund, place, in_fund):
    screen = desk.show(Receive)
    donation = screen.purpose_of(Donation)
    screen.turn_to(donation)
    desk.wait()
    donation.fund.box.current(place)
    fill(desk, screen, "Ayuda", "Convenio", "60")
    desk.type("<F9>")
    desk.wait()

    made = Receipt.get(Receipt.concept == "Convenio")
    assert (str(made.category), made.amount) == ("donaciones", 60)
    assert held_in(fund, may(31)) == in_fund
    assert money.balance(fund.association, money.INCOME, may(31)) == (-60 if not place else 0)


def test_an_expense_of_a_fund_says_what_it_leaves_and_takes_it_from_the_fund(desk, fund):
    screen = desk.show(Spend)
    spending = screen.purpose_of(Spending)
    spending.lot.box.current(1)
    spending.heading.entry.focus_set()
    desk.type(*"equipos", "<Return>")
    fill(desk, screen, "Ferreteria", "Tubos", "40")
    assert "Al fondo le quedarán S/ 50.00." in spending.row.beside.said

    desk.type("<F9>")
    desk.wait()
    assert held_in(fund, may(31)) == 50
    assert money.balance(fund.association, money.EXPENSE, may(31)) == 0


def test_more_than_a_fund_holds_is_refused(desk, fund):
    screen = desk.show(Spend)
    spending = screen.purpose_of(Spending)
    spending.lot.box.current(1)
    spending.heading.entry.focus_set()
    desk.type(*"equipos", "<Return>")
    fill(desk, screen, "Ferreteria", "Tubos", "91")
    assert "faltarían S/ 1.00" in spending.row.beside.said

    desk.type("<F9>")
    desk.wait()
    assert "No alcanza el fondo «Riego»" in screen.trouble.said
    assert held_in(fund, may(31)) == 90
