"""A fund: what it held, received, spent and has left, paper by paper."""

from decimal import Decimal

import pytest

from models.cash.cash_book import Party, donate, expense
from models.cash.categories import EXPENSE
from models.cash.fund_book import fund_book
from models.cash.funds import Fund, fund_moves
from models.changes import Refused
from models.documents import Paper
from models.month.closing import close_month
from models.month.money import money_of
from models.voiding import void
from tests.factories import MAY, a_heading, cash, june, may


@pytest.fixture
def fund(association):
    """Riego: S/ 90.00 given in May, 40.00 spent in May and 10.00 in June."""
    new = Fund(association=association, name="Riego")
    donate(association, Party("Donante"), "Riego", cash("90.00"), Paper(may(3)), fund=new)
    made = Fund.get()
    spend(made, "40.00", may(5))
    spend(made, "10.00", june(5))
    return made


def spend(fund, amount, day):
    heading = a_heading(fund.association, EXPENSE)
    return expense(
        heading, Party("Ferretería"), "Tubos", cash(amount), Paper(day), fund=fund, sure=True
    )


def figures(fund, since, until):
    (one,) = fund_moves(fund.association, since, until)
    return one.opening, one.received, one.spent, one.closing


def test_a_month_says_what_it_held_received_spent_and_has_left(fund):
    assert figures(fund, may(1), may(31)) == (0, 90, 40, 50)
    assert figures(fund, june(1), june(30)) == (50, 0, 10, 40)
    assert figures(fund, may(1), june(30)) == (0, 90, 50, 40)


def test_closing_a_month_changes_none_of_it(fund):
    before = [figures(fund, may(1), may(31)), figures(fund, june(1), june(30))]
    papers = [fund_book(fund, may(1), may(31)), fund_book(fund, june(1), june(30))]
    close_month(fund.association, MAY, sure=True)

    assert [figures(fund, may(1), may(31)), figures(fund, june(1), june(30))] == before
    assert [fund_book(fund, may(1), may(31)), fund_book(fund, june(1), june(30))] == papers


def test_its_papers_stand_with_what_was_left_after_each(fund):
    lines = fund_book(fund, may(1), june(30))

    assert [(one.number, one.came, one.went, one.balance) for one in lines] == [
        ("RI-2026-0001", 90, 0, 90),
        ("RE-2026-0001", 0, 40, 50),
        ("RE-2026-0002", 0, 10, 40),
    ]
    assert [one.balance for one in fund_book(fund, june(1), june(30))] == [40]


def test_a_void_paper_moved_nothing(fund):
    void(spend(fund, "5.00", may(6)).document, may(7), "error")

    assert len(fund_book(fund, may(1), may(31))) == 2
    assert figures(fund, may(1), may(31)) == (0, 90, 40, 50)


def test_no_more_is_spent_than_it_holds_also_on_a_day_before(fund):
    with pytest.raises(Refused, match="No alcanza el fondo «Riego»"):
        spend(fund, "50.01", may(20))


def test_its_money_is_nobody_elses(fund):
    whose = money_of(fund.association, may(31))

    assert (whose.own, whose.restricted) == (1500, Decimal("50.00"))
