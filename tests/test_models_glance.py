"""The month in one look."""

from decimal import Decimal

from models.month.glance import Bar, glance_at
from models.months import Month
from tests.factories import MAY, a_delivery, a_grade, an_income, cash, june, may


def test_the_worked_month_in_one_look(worked_month) -> None:
    seen = glance_at(worked_month, MAY, june(1))

    assert seen.delivered_words == "2,203.4 kg"
    assert [(bar.name, bar.quantity) for bar in seen.delivered(5)] == [
        ("papa primera", "1,028.4 kg"),
        ("papa segunda", "595.5 kg"),
        ("haba seca primera", "579.5 kg"),
    ]
    assert seen.delivered(5)[0].part == 1


def test_what_does_not_fit_is_one_bar(worked_month) -> None:
    last = glance_at(worked_month, MAY, june(1)).delivered(2)[-1]

    assert (last.name, last.quantity) == ("otros", "1,175.0 kg")


def test_a_month_without_deliveries_has_no_bars(association) -> None:
    seen = glance_at(association, Month(2026, 6), june(1))

    assert seen.delivered(5) == []
    assert seen.delivered_words == "0.0 kg"
    assert seen.cash == Decimal(1000)


def test_kilos_are_not_added_to_pieces(association) -> None:
    a_delivery(association, "100.0", may(6))
    cuy = a_grade(association, "Cuy")
    cuy.product.unit = "unidad"
    cuy.product.save()
    from models.documents import Paper
    from models.produce.deliveries import Handover, deliver
    from models.produce.weighing import Weight
    from tests.factories import a_member

    deliver(
        Handover(a_member(association), cuy, Weight(Decimal(12), "unidad")),
        Paper(may(7)),
        sure=True,
    )

    assert glance_at(association, MAY, june(1)).delivered(5) == [
        Bar("papa primera", 1.0, "100.0 kg")
    ]


def test_of_the_month_that_runs_the_balances_are_those_of_today(association) -> None:
    an_income(association, cash("10.00"), may(5))
    an_income(association, cash("20.00"), may(20))

    seen = glance_at(association, MAY, may(10))

    assert (seen.day, seen.cash) == (may(10), 1010)
    assert glance_at(association, MAY, june(1)).cash == 1030
