"""What the pictures show is what the month's own figures say, and nothing more is read for it."""

from datetime import date
from decimal import Decimal

from playhouse.test_utils import count_queries

from models.documents import Paper
from models.month.money import money_of
from models.month.pictures import (
    MonthBar,
    pictures_of_month,
    pictures_of_year,
    sales_by_month,
)
from models.month.view import totals_of
from models.months import Month
from models.opening import carry_forward
from models.reversing import reverse
from models.voiding import void
from tests.factories import JUNE, MAY, a_delivery, a_sale, june, may

TODAY = date(2026, 6, 20)
YEAR = [Month(2026, number) for number in range(1, 13)]


def bars(shown) -> dict[Month, tuple[Decimal | None, Decimal | None]]:
    return {one.month: (one.kilos, one.sales) for one in shown.months}


def test_the_worked_month_shows_the_figures_worked_out_by_hand(worked_month):
    shown = pictures_of_month(worked_month, MAY, TODAY)

    assert shown.months[-1] == MonthBar(MAY, Decimal("2203.4"), Decimal("4508.80"))
    assert [(str(p.product), p.delivered, p.sold, p.amount) for p in shown.products] == [
        ("Papa", Decimal("1623.9"), Decimal("1623.9"), Decimal("1843.10")),
        ("Haba seca", Decimal("579.5"), Decimal("579.5"), Decimal("2665.70")),
    ]
    held = shown.money
    assert (held.own, held.members) == (Decimal("4064.06"), Decimal("-448.70"))
    assert (held.restricted, held.withheld, held.total) == (0, 0, Decimal("3615.36"))


def test_every_figure_is_the_month_s_own(worked_month):
    shown, totals = pictures_of_month(worked_month, MAY, TODAY), totals_of(worked_month, MAY)

    assert shown.months[-1].kilos == totals.delivered["kg"]
    assert shown.months[-1].sales == totals.sales
    assert sum(one.amount for one in shown.products) == totals.sales
    assert shown.money == money_of(worked_month, MAY.last)


def test_the_twelve_months_end_with_the_one_shown(association):
    shown = pictures_of_month(association, MAY, TODAY)

    assert [str(one.month) for one in shown.months][::11] == ["2025-06", "2026-05"]
    assert len(shown.months) == 12


def test_of_months_without_books_nothing_is_said_and_of_an_empty_one_zero(association):
    a_delivery(association, "100.5", june(3))

    found = bars(pictures_of_year(association, MAY, TODAY))

    assert list(found) == YEAR
    assert found[Month(2026, 4)] == (None, None)
    assert found[MAY] == (0, 0)
    assert found[JUNE] == (Decimal("100.5"), 0)
    assert found[Month(2026, 7)] == (None, None)


def test_what_was_voided_is_not_sold_and_a_reversal_counts_in_its_own_month(association):
    a_delivery(association, "100.0", may(3))
    a_sale(association, "10.0", may(4), price="1.50")
    void(a_sale(association, "20.0", may(5)).document, may(6), "error")
    undone = a_sale(association, "30.0", may(7))
    carry_forward(association, MAY)
    reverse(undone.document, Paper(june(2)), "no se hizo", sure=True)
    a_sale(association, "5.0", june(3), price="2.00")

    sold = sales_by_month(association, MAY.first, JUNE.last)

    assert sold == {"2026-05": Decimal("45.00"), "2026-06": Decimal("-20.00")}


def test_the_products_are_those_of_the_month_or_of_the_whole_year(association):
    a_delivery(association, "100.0", may(3))
    a_delivery(association, "60.0", june(3))

    def delivered(make) -> list[Decimal]:
        return [one.delivered for one in make(association, JUNE, TODAY).products]

    assert delivered(pictures_of_month) == [Decimal(60)]
    assert delivered(pictures_of_year) == [Decimal(160)]


def test_ten_years_of_books_ask_no_more_than_one_month(association):
    a_delivery(association, "100.0", may(3))
    with count_queries() as young:
        pictures_of_month(association, MAY, TODAY)
    month = MAY
    while month < Month(2036, 5):
        carry_forward(association, month)
        month = month.next
    a_delivery(association, "70.0", month.first)

    with count_queries() as old:
        shown = pictures_of_month(association, month, month.last)

    assert shown.months[-1].kilos == Decimal(70)
    assert old.count <= young.count
