"""What members owed and funds held when the books began, typed while the first month is open."""

from decimal import Decimal

import pytest

from models import money
from models.associations import Association
from models.cash.cash_book import Party, donate, expense
from models.cash.categories import EXPENSE
from models.cash.funds import Fund, held_in
from models.changes import Refused
from models.documents import Paper
from models.month.closing import close_month
from models.opening_debts import Begun, begun_with, set_begun, total_of
from models.people.dues import owed_by_month, pay_dues
from models.people.loans import repay_loan
from models.people.members import Member
from models.record import RulesBroken
from tests.factories import MAY, a_heading, a_member, cash, may


@pytest.fixture
def maria(association: Association) -> Member:
    return a_member(association)


def soles(amount: str) -> Decimal:
    return Decimal(amount)


def test_what_was_owed_is_owed_from_the_first_day(association: Association, maria) -> None:
    set_begun(Begun(money.LOANS, maria, soles("80.00")))
    set_begun(Begun(money.INPUTS, maria, soles("25.50")))
    set_begun(Begun(money.DUES, maria, soles("5.00"), "2026-03"))

    assert money.balance(association, money.LOANS, may(1), maria) == 80
    assert money.balance(association, money.INPUTS, may(1), maria) == Decimal("25.50")
    assert owed_by_month(association, may(1))[maria.id] == {"2026-03": 5}
    assert money.balance(association, money.CASH, may(1)) == 1000


def test_they_are_listed_by_kind_and_name(association: Association, maria) -> None:
    ana = a_member(association, "Ana")
    riego = Fund(association=association, name="Riego")
    riego.save()
    for one in (
        Begun(money.FUNDS, riego, soles("300.00")),
        Begun(money.LOANS, maria, soles("80.00")),
        Begun(money.LOANS, ana, soles("20.00")),
    ):
        set_begun(one)

    listed = begun_with(association)

    assert [(one.account, str(one.who), one.amount) for one in listed] == [
        (money.LOANS, "Ana", 20),
        (money.LOANS, maria.name, 80),
        (money.FUNDS, "Riego", 300),
    ]
    assert total_of(listed) == 400
    assert held_in(riego, may(1)) == 300


def test_what_is_written_again_takes_the_place_and_zero_takes_it_away(
    association: Association, maria
) -> None:
    set_begun(Begun(money.LOANS, maria, soles("80.00")))
    set_begun(Begun(money.LOANS, maria, soles("70.00")))
    written = [one.amount for one in begun_with(association)]

    set_begun(Begun(money.LOANS, maria, soles("0.00")))

    assert written == [70]
    assert begun_with(association) == []


def test_what_came_back_already_must_have_been_owed(maria) -> None:
    set_begun(Begun(money.LOANS, maria, soles("80.00")))
    repay_loan(maria, soles("60.00"), cash("60.00"), Paper(may(5)), sure=True)

    with pytest.raises(Refused, match=r"ya pagó S/ 10\.00 más que eso"):
        set_begun(Begun(money.LOANS, maria, soles("50.00")))
    set_begun(Begun(money.LOANS, maria, soles("60.00")))


def test_dues_paid_already_must_have_been_owed(association: Association, maria) -> None:
    set_begun(Begun(money.DUES, maria, soles("5.00"), "2026-03"))
    pay_dues(maria, cash("4.00"), Paper(may(5)), sure=True)

    with pytest.raises(Refused, match=r"ya pagó S/ 1\.00 más que eso"):
        set_begun(Begun(money.DUES, maria, soles("3.00"), "2026-03"))

    assert owed_by_month(association, may(31))[maria.id] == {"2026-03": 1}


def test_what_a_fund_spent_it_must_have_held(association: Association) -> None:
    riego = Fund(association=association, name="Riego")
    riego.save()
    set_begun(Begun(money.FUNDS, riego, soles("100.00")))
    donate(association, Party("ONG"), "Aporte", cash("20.00"), Paper(may(2)), fund=riego, sure=True)
    heading = a_heading(association, EXPENSE)
    expense(heading, Party("Tienda"), "Tubos", cash("90.00"), Paper(may(3)), fund=riego, sure=True)

    with pytest.raises(Refused, match="No alcanza el fondo"):
        set_begun(Begun(money.FUNDS, riego, soles("60.00")))

    assert held_in(riego, may(31)) == 30


@pytest.mark.parametrize(
    ("begun", "field"),
    [
        ({"amount": Decimal(-1)}, "amount"),
        ({"amount": Decimal(10) ** 13}, "amount"),
        ({"account": money.DUES}, "month"),
        ({"account": money.DUES, "month": "2026-05"}, "month"),
        ({"account": money.FUNDS}, "who"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(maria, begun, field) -> None:
    good = {"account": money.LOANS, "who": maria, "amount": Decimal(5)}

    with pytest.raises(RulesBroken) as told:
        set_begun(Begun(**(good | begun)))

    assert list(told.value.problems) == [field]


def test_once_a_month_is_closed_they_stay(association: Association, maria) -> None:
    close_month(association, MAY, sure=True)

    with pytest.raises(Refused, match="mes cerrado"):
        set_begun(Begun(money.LOANS, maria, soles("5.00")))
