"""What a member can pay now, in one list, and the one way to pay each."""

from datetime import date
from decimal import Decimal

import pytest

from models import money
from models.associations import Association
from models.documents import Paper
from models.parameters import Parameter
from models.people.charges import FINE, charge
from models.people.debts import account_of, debts_to_pay, interest_of, left_after, pay
from models.people.loans import Terms, charge_inputs, lend
from models.people.members import Member
from models.record import RulesBroken
from tests.factories import a_member, an_income, cash, june, may


@pytest.fixture
def maria(association: Association) -> Member:
    """Owes May, 90 of a loan in three parts, 50 of inputs and a fine of 30."""
    Parameter(
        association=association,
        name="dues_per_member",
        since=date(2026, 1, 1),
        value=Decimal("5.00"),
    ).save()
    made = a_member(association)
    terms = Terms(3, june(5))
    lend(made, "Semilla", cash("90.00"), Paper(may(2)), terms=terms, sure=True)
    charge_inputs(made, "Guano", cash("50.00"), Paper(may(3)), sure=True)
    charge(association, FINE, "Asamblea", {made.id: Decimal("30.00")}, Paper(may(4)), sure=True)
    return made


def test_all_that_is_owed_is_listed_with_what_is_due_of_it(maria: Member) -> None:
    listed = [(one.account, one.what, one.owed, one.due) for one in debts_to_pay(maria, may(10))]

    assert listed == [
        (money.DUES, "Cuotas: mayo de 2026", 5, 5),
        (money.LOANS, "Préstamo, parte 1 de 3", 90, 30),
        (money.INPUTS, "Insumos a crédito", 50, 50),
        (money.CHARGES, "Multa: Asamblea", 30, 30),
    ]


def test_each_is_paid_its_own_way(maria: Member) -> None:
    for debt in debts_to_pay(maria, may(10)):
        made = pay(debt, cash(str(debt.due)), Paper(may(10)), sure=True)
        assert account_of(made) == debt.account

    assert [(one.account, one.owed) for one in debts_to_pay(maria, may(10))] == [(money.LOANS, 60)]


def test_interest_is_part_of_what_is_paid(maria: Member) -> None:
    loan = next(one for one in debts_to_pay(maria, may(10)) if one.bears_interest)

    made = pay(loan, cash("32.00"), Paper(may(10)), interest=Decimal("2.00"), sure=True)

    assert left_after(loan, Decimal("32.00"), Decimal("2.00")) == 60
    assert interest_of(made) == 2
    assert money.balance(maria.association, money.LOANS, may(10), maria) == 60


def test_more_interest_than_is_paid_is_told_beside_it(maria: Member) -> None:
    loan = next(one for one in debts_to_pay(maria, may(10)) if one.bears_interest)

    with pytest.raises(RulesBroken) as told:
        pay(loan, cash("32.00"), Paper(may(10)), interest=Decimal("33.00"), sure=True)

    assert list(told.value.problems) == ["interest"]


def test_before_a_debt_was_made_it_is_not_on_the_list(maria: Member) -> None:
    assert [one.account for one in debts_to_pay(maria, may(1))] == [money.DUES]
    assert debts_to_pay(maria, date(2026, 4, 30)) == []


def test_a_receipt_of_something_else_answers_no_debt(association: Association) -> None:
    made = an_income(association, cash("5.00"), may(5))

    assert account_of(made) == ""
    assert interest_of(made) == 0
