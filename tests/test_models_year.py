"""The year says of each month what the month's own questions say."""

from datetime import date

from models.changes import database
from models.month import debts, indicators, money, settled, view
from models.month.year import year_of
from models.people.members import Member
from tests.factories import (
    JUNE,
    MAY,
    a_collection,
    a_delivery,
    a_harvest,
    a_lot,
    a_sale,
    an_expense,
    cash,
    june,
)

TODAY = date(2026, 6, 20)


def test_each_month_is_what_its_own_workbook_states(worked_month):
    someone = Member.get(Member.name == "Socia Demo 01")
    a_delivery(worked_month, "55.5", june(3), member=someone)
    sold = a_sale(worked_month, "20.0", june(4), lot=a_lot(worked_month, "junio"), credit_days=30)
    a_collection(sold, cash("10.00"), june(5))
    a_harvest(someone, june(2), "80.0")
    an_expense(worked_month, cash("12.30"), june(6))

    year = year_of(worked_month, 2026, TODAY)

    assert [one.month for one in year.months] == [MAY, JUNE]
    for one in year.months:
        says_the_same(worked_month, one, year)


def says_the_same(association, one, year):
    totals = view.totals_of(association, one.month)
    for purse, book in zip(
        (one.cash, one.bank), view.books_of(association, one.month), strict=True
    ):
        assert purse == (book.opening, book.came, book.went, book.closing)
    assert one.whose == money.money_of(association, one.month.last)
    assert one.owed == debts.owed_at(association, one.month.last)
    assert one.sales == (totals.cash_sales, totals.credit_sales, totals.sales_voided)
    assert (one.collected, one.advances_paid) == (totals.collected, totals.advances_paid)
    assert one.settlements_paid == totals.settlements_paid
    its = settled.settled_in(association, one.month)
    assert (one.settled.gross, one.settled.costs) == (its.gross, its.costs)
    assert (one.settled.net, one.settled.carried_out) == (its.net, its.carried_out)
    assert one.people == indicators.people_on(association, one.month.last)
    assert sum(one.harvested.values()) == indicators.indicators_of(association, one.month).kilos
    result = money.result_of(association, one.month)
    for found, said in ((year.income, result.income), (year.expense, result.expense)):
        of_month = {name: by[one.month] for name, by in found.items() if by.get(one.month)}
        assert of_month == said
    delivered = [by.get(one.month, 0) for good, by in year.delivered.items() if good.unit == "kg"]
    assert sum(delivered) == totals.delivered.get("kg", 0)
    assert sum(by.get(one.month, 0) for by in year.sold.amounts.values()) == totals.sales


def test_twelve_months_are_asked_in_as_many_queries_as_two(worked_month, monkeypatch):
    asked = []
    execute = database.execute_sql
    monkeypatch.setattr(
        database, "execute_sql", lambda *what, **how: (asked.append(what), execute(*what, **how))[1]
    )

    year_of(worked_month, 2026, date(2026, 6, 30))
    two_months, asked[:] = len(asked), []
    year_of(worked_month, 2026, date(2026, 12, 31))

    assert (two_months, len(asked)) == (21, 21)


def test_a_year_before_the_books_has_no_months(worked_month):
    assert year_of(worked_month, 2025, TODAY).months == []


def test_a_year_begins_where_the_books_begin_and_ends_with_the_last_month_begun(worked_month):
    months = [str(one.month) for one in year_of(worked_month, 2026, date(2027, 2, 1)).months]

    assert (months[0], months[-1], len(months)) == ("2026-05", "2026-12", 8)
