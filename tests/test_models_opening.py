"""The balances the books begin with, and putting them right."""

from datetime import date
from decimal import Decimal

import pytest

from models import money
from models.associations import Association
from models.changes import Refused
from models.months import Month
from models.opening import balances_at_start, carry_forward, correct_openings, start
from models.places import District
from models.record import RulesBroken


@pytest.fixture
def association(sample: Association) -> Association:
    return sample


def test_an_opening_is_put_right_and_every_balance_follows(association: Association) -> None:
    before = money.balance(association, money.CASH, date(2026, 5, 31))

    correct_openings(association, {money.CASH: balances_at_start(association)[money.CASH] + 10})

    assert money.balance(association, money.CASH, date(2026, 5, 31)) == before + 10


def test_both_balances_are_put_right_or_none(association: Association) -> None:
    before = balances_at_start(association)

    with pytest.raises(Refused, match="faltarían"):
        correct_openings(association, {money.BANK: Decimal(5000), money.CASH: Decimal(100)})

    assert balances_at_start(association) == before


def test_books_begin_with_their_association_and_a_new_district(association: Association) -> None:
    paruro = District(name="Paruro", ubigeo="081001", province="Paruro", department="Cusco")
    new = Association(name="Asociación Yanaoca", district=paruro)

    start(new, Month(2026, 6), Decimal(10), Decimal(20))

    assert balances_at_start(new) == {money.CASH: Decimal(10), money.BANK: Decimal(20)}
    assert District.get(District.ubigeo == "081001").name == "Paruro"


def test_an_association_whose_books_cannot_begin_leaves_nothing(association: Association) -> None:
    new = Association(name="Asociación Yanaoca", district=District.get())

    with pytest.raises(RulesBroken):
        start(new, Month(2026, 6), Decimal(-10), Decimal(20))

    assert Association.get_or_none(Association.name == "Asociación Yanaoca") is None


def test_an_opening_that_would_leave_a_later_day_short_is_refused(
    association: Association,
) -> None:
    before = balances_at_start(association)

    with pytest.raises(Refused, match="faltarían"):
        correct_openings(association, {money.CASH: Decimal(100)})

    assert balances_at_start(association) == before


def test_an_opening_is_never_less_than_zero(association: Association) -> None:
    with pytest.raises(RulesBroken) as refused:
        correct_openings(association, {money.BANK: Decimal(-1)})

    assert list(refused.value.problems) == ["bank"]


def test_once_a_month_is_closed_the_opening_stays(association: Association) -> None:
    carry_forward(association, Month(2026, 5))

    with pytest.raises(Refused, match="mes cerrado"):
        correct_openings(association, {money.CASH: Decimal(3000)})
