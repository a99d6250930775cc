"""Closing balances that become the next opening: the same answers, from fewer rows."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models import money
from models.associations import Association
from models.cash.books import book as book_of
from models.documents import Document
from models.month.debts import income_to_date, owed_at, owed_by_members
from models.month.indicators import indicators_of
from models.month.money import change_of, members_money, money_of, result_of
from models.month.view import totals_of
from models.months import Month
from models.opening import carry_forward
from models.produce.deliveries import advance_of
from models.produce.kardex import kardex_of
from models.produce.receivables import receivables, uncollected
from models.produce.sales import Sale, balance_of
from models.stock import free, held, left_by_grade
from models.voiding import void
from tests.conftest import copied
from tests.factories import (
    JUNE,
    MAY,
    a_collection,
    a_delivery,
    a_grade,
    a_lot,
    a_sale,
    an_expense,
    an_income,
    bank,
    cash,
    june,
    may,
)

JULY = Month(2026, 7)


@pytest.fixture
def two_months(book_after: Callable[..., Path], tmp_path: Path) -> Iterator[Association]:
    """May and June with stock, debts and advances that pass from one to the other.

    One sale of June draws from a delivery of May; one dated in May draws from one of June.
    """
    with copied(book_after(may_and_june), tmp_path) as association:
        yield association


def may_and_june(association: Association) -> None:
    second = a_grade(association, name="Segunda")
    a_delivery(association, "100.0", may(4), advance=cash("50.00"))
    a_delivery(association, "80.0", may(10), grade=second, advance=bank("20.00"))
    first = a_sale(association, "60.0", may(15), credit_days=30)
    a_collection(first, cash("25.00"), may(20))
    void(an_income(association, cash("7.00"), may(21)).document, may(22), "error")
    an_expense(association, bank("33.00"), may(25), lot=a_lot(association).stored())
    a_delivery(association, "40.0", june(2))
    a_sale(association, "70.0", june(3), price="2.00")
    a_sale(association, "10.0", may(30))
    a_collection(first, bank("35.00"), june(5))
    an_income(association, cash("12.00"), june(6))
    an_expense(association, cash("3.50"), june(7))
    a_sale(association, "30.0", june(8), grade=second)


def answers(association: Association) -> dict[str, Any]:
    """All that is asked of the books from June on."""
    days = [june(1), june(3), june(8), june(30), date(2026, 7, 31)]
    grades = [a_grade(association), a_grade(association, name="Segunda")]
    said: dict[str, Any] = {}
    for day in days:
        for account, _title in money.ACCOUNTS:
            said[f"{account} {day}"] = money.balance(association, account, day)
            said[f"{account} before {day}"] = money.balance_before(association, account, day)
            said[f"{account} by party {day}"] = money.balances_by_party(association, account, day)
        said[f"owed {day}"] = [
            (str(one.sale), one.collected, one.balance, one.days, one.age)
            for one in receivables(association, day)
        ]
        said[f"held {day}"] = [held(association, grade, day) for grade in grades]
        said[f"money {day}"] = money_of(association, day)
        said[f"members {day}"] = owed_by_members(association, day)
        said[f"members' money {day}"] = members_money(association, day)
        said[f"owed in all {day}"] = owed_at(association, day)
        said[f"income {day}"] = income_to_date(association, day)
    for month in (JUNE, JULY):
        said[f"kardex {month}"] = kardex_of(association, month)
        said[f"totals {month}"] = totals_of(association, month)
        said[f"result {month}"] = result_of(association, month)
        said[f"change {month}"] = change_of(association, month)
        said[f"people {month}"] = indicators_of(association, month)
        said[f"books {month}"] = [
            book_of(association, purse, month.first, month.last) for purse in ("cash", "bank")
        ]
    said["left"] = left_by_grade(association)
    said["free"] = [
        {str(piece.delivery): piece.quantity for piece in free(association, grade, june(30))}
        for grade in grades
    ]
    said["owed"] = {str(sale): balance_of(sale) for sale in Sale.select()}
    said["uncollected"] = [str(sale) for sale in uncollected(association)]
    return said


def test_every_answer_is_the_same_before_and_after_closing_may(two_months):
    before = answers(two_months)

    carry_forward(two_months, MAY)

    assert answers(two_months) == before


def test_every_answer_is_the_same_before_and_after_closing_june_too(two_months):
    before = answers(two_months)

    carry_forward(two_months, MAY)
    carry_forward(two_months, JUNE)

    assert answers(two_months) == before


def test_what_was_true_of_may_is_still_told_after_closing_it(two_months):
    before = [book_of(two_months, "cash", may(1), may(31)), kardex_of(two_months, MAY)]

    carry_forward(two_months, MAY)

    assert [book_of(two_months, "cash", may(1), may(31)), kardex_of(two_months, MAY)] == before


def test_the_figures_themselves_are_those_worked_out_by_hand(two_months):
    """Cash: 1000 − 50 + 25 = 975. Bank: 500 − 20 − 33 = 447. First grade: 100 − 60 − 10 = 30 kg
    at the end of May. Owed then: 60 − 25 = 35, and 10 of the sale typed in June."""
    carry_forward(two_months, MAY)

    assert money.balance(two_months, money.CASH, may(31)) == Decimal("975.00")
    assert money.balance(two_months, money.BANK, may(31)) == Decimal("447.00")
    assert held(two_months, a_grade(two_months), may(31)) == Decimal("30.0")
    assert money.balance(two_months, money.RECEIVABLE, may(31)) == Decimal("45.00")
    assert money.balance(two_months, money.CASH, june(30)) == Decimal("983.50")


def test_a_sale_of_may_is_still_collected_and_voided_in_june(two_months):
    carry_forward(two_months, MAY)
    owing = next(sale for sale in Sale.select() if balance_of(sale) == Decimal("10.00"))

    receipt = a_collection(owing, cash("10.00"), june(9))
    assert balance_of(owing) == 0
    void(receipt.document, june(10), "error")

    assert balance_of(owing) == Decimal("10.00")
    assert money.balance(two_months, money.RECEIVABLE, june(30)) == Decimal("180.00")


def test_stock_of_may_is_still_drawn_in_june_oldest_first(two_months):
    carry_forward(two_months, MAY)
    second = a_grade(two_months, name="Segunda")

    a_sale(two_months, "50.0", june(9), grade=second)

    assert held(two_months, second, june(9)) == 0
    assert free(two_months, second, june(30)) == []


def test_advances_of_may_are_still_owed_in_june(two_months):
    from models.produce.deliveries import Delivery

    carry_forward(two_months, MAY)

    first = Delivery.get(Delivery.document == Document.get(Document.number == "EN-2026-0001"))
    assert advance_of(first) == Decimal("50.00")
    assert money.balance(two_months, money.ADVANCES, june(30)) == Decimal("70.00")
