"""Ten years in the file cost a month nothing: SQLite takes as many steps as with one year.

The two books hold the same last month. HYPOTHESIS_PROFILE=nightly tries a million rows.
"""

import os
from collections.abc import Callable
from datetime import date

import pytest

from models import money
from models.associations import Association
from models.cash.books import book as book_of
from models.cash.cash_book import RECEIPTS
from models.changes import database
from models.file import storage
from models.listing import Listing
from models.month.closing import close_month, control_code
from models.month.debts import income_to_date, owed_at, owed_by_members
from models.month.indicators import indicators_of
from models.month.money import change_of, members_money, money_of, result_of
from models.month.preflight import findings
from models.month.settled import settlement_lines
from models.month.view import sales_in, totals_of
from models.months import Month
from models.produce.deliveries import DELIVERIES
from models.produce.harvests import HARVESTS
from models.produce.kardex import kardex_of
from models.produce.receivables import receivables
from models.produce.sales import SALES
from models.record import RecordType
from tests.benchmarks import books

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
A_MONTH = 150  # deliveries, with their sales and receipts
SMALL, LARGE = 12, 360 if NIGHTLY else 48  # months
MOST = 1.02

Question = Callable[[Association, Month], object]


def view_of(kind: RecordType) -> Question:
    def ask(association: Association, month: Month) -> object:
        listing = Listing(kind, association, since=month.first, until=month.last)
        return listing.window(0, 40), listing.summary()

    return ask


QUESTIONS: dict[str, Question] = {
    "deliveries of the month": view_of(DELIVERIES),
    "sales of the month": view_of(SALES),
    "receipts of the month": view_of(RECEIPTS),
    "harvests of the month": view_of(HARVESTS),
    "totals": totals_of,
    "cash": lambda a, month: money.balance(a, money.CASH, month.last),
    "bank": lambda a, month: money.balance(a, money.BANK, month.last),
    "cash book": lambda a, month: book_of(a, money.CASH, month.first, month.last),
    "bank book": lambda a, month: book_of(a, money.BANK, month.first, month.last),
    "kardex": kardex_of,
    "sales line by line": sales_in,
    "receivables": lambda a, month: receivables(a, month.last),
    "what is found before closing": findings,
    "the control code": control_code,
    "whose the money is": lambda a, month: money_of(a, month.last),
    "what members' money is": lambda a, month: members_money(a, month.last),
    "why the money changed": change_of,
    "result": result_of,
    "who owes what": lambda a, month: owed_by_members(a, month.last),
    "what is owed in all": lambda a, month: owed_at(a, month.last),
    "income of the year": lambda a, month: income_to_date(a, month.last),
    "settlements": settlement_lines,
    "people": indicators_of,
}


def steps(ask: Callable[[], object]) -> int:
    """How many instructions SQLite carries out for it."""
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    connection = database.connection()
    ask()  # what is only prepared once is prepared
    connection.set_progress_handler(step, 1)
    try:
        ask()
    finally:
        connection.set_progress_handler(None, 0)
    return taken


def steps_in(months: int) -> dict[str, int]:
    with storage.opened(books.book(months, A_MONTH)):
        association, month = Association.get(), Month.of(date.today())
        return {
            name: steps(lambda ask=ask: ask(association, month)) for name, ask in QUESTIONS.items()
        }


@pytest.fixture(scope="module")
def measured() -> tuple[dict[str, int], dict[str, int]]:
    return steps_in(SMALL), steps_in(LARGE)


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_a_month_costs_the_same_in_a_book_of_many_years(measured, question):
    small, large = (one[question] for one in measured)

    assert large <= small * MOST, f"{small} steps became {large}"


def test_closing_a_month_costs_the_same_in_a_book_of_many_years():
    small, large = (steps_to_close(months) for months in (SMALL, LARGE))

    assert large <= small * MOST, f"{small} steps became {large}"


def steps_to_close(months: int) -> int:
    """Of the newest month, in a copy that is thrown away."""
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    with books.copied(books.book(months, A_MONTH)) as path, storage.opened(path):
        database.connection().set_progress_handler(step, 1)
        close_month(Association.get(), Month.of(date.today()), sure=True)
        database.connection().set_progress_handler(None, 0)
    return taken


def test_the_books_are_as_large_as_is_said():
    small, large = (books.rows_in(books.book(months, A_MONTH)) for months in (SMALL, LARGE))

    assert small > 30_000
    assert large > (1_000_000 if NIGHTLY else 150_000)
