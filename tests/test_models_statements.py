"""How much is asked of SQLite: a deed asks the same of a small book and of a large one."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from playhouse.test_utils import count_queries

from models import money
from models.associations import Association
from models.cash.books import book as book_of
from models.documents import Paper
from models.month.debts import dues_totals, income_to_date, owed_at, owed_by_members
from models.month.indicators import indicators_of
from models.month.money import change_of, members_money, money_of
from models.month.settled import settlement_lines
from models.month.view import sales_in, totals_of
from models.produce.kardex import kardex_of
from models.produce.receivables import receivables
from models.produce.sales import Sale
from models.produce.selling import Bargain, Item, sell
from models.voiding import void
from tests.factories import (
    MAY,
    a_buyer,
    a_collection,
    a_delivery,
    a_grade,
    a_harvest,
    a_lot,
    a_member,
    a_sale,
    an_expense,
    an_income,
    cash,
    may,
)


@pytest.fixture
def village(association: Association) -> Association:
    a_harvest(a_member(association), may(3))
    a_delivery(association, "500.0", may(4))
    a_delivery(association, "500.0", may(4), grade=a_grade(association, name="Segunda"))
    a_sale(association, "1.0", may(4))
    an_income(association, cash("500.00"), may(4))
    an_expense(association, cash("1.00"), may(4))
    return association


def grow(association: Association) -> None:
    """Forty papers more, on the same days."""
    for _number in range(10):
        a_delivery(association, "10.0", may(5), advance=cash("1.00"))
        a_collection(a_sale(association, "1.0", may(6)), cash("1.00"), may(7))


def two_lines(association: Association) -> Sale:
    first, second = a_grade(association), a_grade(association, name="Segunda")
    items = [Item(grade, Decimal("1.0"), Decimal(1)) for grade in (first, second)]
    return sell(Bargain(a_buyer(association), a_lot(association), items), Paper(may(8)), sure=True)


# Bounds leave little room: a question more is a question somebody decided to ask.
DEEDS: dict[str, tuple[Callable[[Association], object], int]] = {
    "deliver with an advance": (
        lambda a: a_delivery(a, "10.0", may(8), advance=cash("5.00")),
        40,
    ),
    "sell two lines": (two_lines, 45),
    "collect": (lambda a: a_collection(Sale.get(), cash("0.10"), may(8)), 26),
    "spend": (lambda a: an_expense(a, cash("1.00"), may(8)), 20),
    "void a receipt": (
        lambda a: void(an_income(a, cash("5.00"), may(8)).document, may(8), "error"),
        40,
    ),
}


@pytest.mark.parametrize("deed", DEEDS, ids=str)
def test_a_deed_asks_a_fixed_number_of_questions_however_large_the_book(village, deed):
    do, bound = DEEDS[deed]
    with count_queries() as small:
        do(village)
    grow(village)
    with count_queries() as large:
        do(village)

    assert large.count <= small.count <= bound


QUESTIONS: dict[str, tuple[Callable[[Association], object], int]] = {
    "a balance": (lambda a: money.balance(a, money.CASH, may(31)), 3),
    "a book": (lambda a: book_of(a, money.CASH, may(1), may(31)), 4),
    "the kardex": (lambda a: kardex_of(a, MAY), 6),
    "the totals": (lambda a: totals_of(a, MAY), 12),
    "the sales": (lambda a: sales_in(a, MAY), 5),
    "the receivables": (lambda a: receivables(a, may(31)), 4),
    "whose the money is": (lambda a: money_of(a, may(31)), 3),
    "what members' money is": (lambda a: members_money(a, may(31)), 8),
    "why the money changed": (lambda a: change_of(a, MAY), 6),
    "what is owed in all": (lambda a: owed_at(a, may(31)), 9),
    "the dues": (lambda a: dues_totals(a, MAY), 12),
    "the income of the year": (lambda a: income_to_date(a, may(31)), 3),
    "the settlements": (lambda a: settlement_lines(a, MAY), 2),
    "who owes": (lambda a: owed_by_members(a, may(31)), 6),
    "the indicators": (lambda a: indicators_of(a, MAY), 3),
}


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_a_question_about_a_month_is_asked_once_and_not_row_by_row(village, question):
    ask, bound = QUESTIONS[question]
    with count_queries() as small:
        ask(village)
    grow(village)
    with count_queries() as large:
        ask(village)

    assert small.count == large.count <= bound
