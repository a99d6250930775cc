"""What was planned for a year against what came and went; only the association's own money."""

from datetime import date
from decimal import Decimal

import pytest

from models.cash.budgets import Budget, budget_of, sums
from models.cash.cash_book import Party, donate, expense
from models.cash.categories import EXPENSE, INCOME
from models.cash.funds import Fund
from models.documents import Paper
from models.record import RulesBroken
from models.voiding import void
from tests.factories import a_delivery, a_heading, a_sale, an_expense, an_income, cash, may


def planned(association, direction, name, amount, year=2026):
    heading = a_heading(association, direction, name)
    return Budget.create(
        association=association, year=year, category=heading, amount=Decimal(amount)
    )


def test_each_rubro_says_what_was_planned_what_went_and_what_is_left(association):
    planned(association, EXPENSE, "útiles", "200.00")
    planned(association, EXPENSE, "honorarios", "500.00")
    an_expense(association, cash("150.00"), may(4))
    an_expense(association, cash("100.00"), may(9))

    largest, other = budget_of(association, 2026).expense

    assert (str(largest.category), largest.actual, largest.left) == ("honorarios", 0, 500)
    assert (other.plan, other.actual, other.left) == (200, 250, -50)
    assert (other.percent, other.is_passed) == (Decimal("125.0"), True)
    assert sums([largest, other]) == (700, 250)


def test_what_nobody_planned_is_shown_too(association):
    an_income(association, cash("12.00"), may(4))

    (one,) = budget_of(association, 2026).income

    assert (one.plan, one.actual, one.left, one.percent) == (None, 12, None, None)
    assert not budget_of(association, 2026).is_planned


def test_more_income_than_planned_is_no_trouble(association):
    planned(association, INCOME, "otros ingresos", "10.00")
    an_income(association, cash("12.00"), may(4))

    (one,) = budget_of(association, 2026).income
    assert (one.percent, one.is_passed) == (Decimal("120.0"), False)


def test_neither_a_fund_nor_the_members_money_is_in_it(association):
    fund = Fund(association=association, name="Riego")
    donate(association, Party("Donante"), "Riego", cash("90.00"), Paper(may(3)), fund=fund)
    who, heading = Party("Ferretería"), a_heading(association, EXPENSE)
    fund = Fund.get()
    expense(heading, who, "Tubos", cash("40.00"), Paper(may(5)), fund=fund)
    a_delivery(association, "10.0", may(4))
    lot = a_sale(association, "10.0", may(5)).lot
    an_expense(association, cash("7.00"), may(6), lot=lot)

    plan = budget_of(association, 2026)
    assert (plan.income, plan.expense) == ([], [])


def test_neither_another_year_nor_a_void_paper_counts(association):
    planned(association, EXPENSE, "útiles", "200.00", year=2025)
    void(an_expense(association, cash("15.00"), may(4)).document, may(5), "error")

    assert budget_of(association, 2026).expense == []
    (before,) = budget_of(association, 2025).expense
    assert (before.plan, before.actual) == (200, 0)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"amount": Decimal("-1.00")}, "amount"), ({"year": 26}, "year")],
)
def test_a_budget_is_of_a_year_and_not_below_zero(association, wrong, field):
    made = Budget(
        association=association,
        year=2026,
        category=a_heading(association, EXPENSE),
        amount=Decimal("5.00"),
    )
    for name, value in wrong.items():
        setattr(made, name, value)

    with pytest.raises(RulesBroken) as refused:
        made.save()
    assert set(refused.value.problems) == {field}


def test_a_rubro_is_planned_once_a_year(association):
    planned(association, EXPENSE, "útiles", "200.00")

    with pytest.raises(RulesBroken, match=r"ya tiene S/ 200\.00 en 2026"):
        planned(association, EXPENSE, "útiles", "300.00")
    planned(association, EXPENSE, "útiles", "300.00", year=date.today().year + 1)
