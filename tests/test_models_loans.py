"""Loans and farm inputs on credit: instalments, interest, and how they come back."""

from datetime import date
from decimal import Decimal

import pytest

from models import money
from models.associations import Association
from models.cash.cash_book import Receipt
from models.changes import Refused
from models.documents import Document, Paper
from models.month.closing import close_month
from models.months import Opening, OpeningBalance
from models.people.loans import (
    Terms,
    charge_inputs,
    instalments_of,
    lend,
    overdue_loans,
    repay_inputs,
    repay_loan,
)
from models.people.members import Member, resign
from models.record import Doubtful, RulesBroken
from models.reversing import reverse
from models.voiding import void
from tests.factories import MAY, a_member, cash, june, may


@pytest.fixture
def maria(association: Association) -> Member:
    return a_member(association)


def a_loan(member: Member, amount: str = "100.00", terms: Terms | None = None) -> Receipt:
    """Lent on 5 May."""
    terms, paper = terms or Terms(), Paper(may(5))
    return lend(member, "Semilla de papa", cash(amount), paper, terms=terms, sure=True)


def owed(member: Member, day: date, account: str = money.LOANS) -> Decimal:
    return money.balance(member.association, account, day, member)


def test_a_loan_leaves_the_cash_and_is_no_expense(association: Association, maria) -> None:
    made = a_loan(maria)

    assert str(made) == "RE-2026-0001"
    assert owed(maria, may(5)) == 100
    assert money.balance(association, money.CASH, may(5)) == 900
    assert money.balance(association, money.EXPENSE, may(5)) == 0


def test_what_is_paid_beyond_the_loan_is_interest(association: Association, maria) -> None:
    a_loan(maria)

    made = repay_loan(maria, Decimal("40.00"), cash("43.00"), Paper(may(20)), sure=True)

    assert owed(maria, may(20)) == 60
    assert made.concept == "Devolución de préstamo, con S/ 3.00 de interés"
    assert money.balance(association, money.INCOME, may(20)) == -3
    assert money.balance(association, money.CASH, may(20)) == 943


def test_no_more_comes_back_than_is_owed(maria) -> None:
    a_loan(maria)

    with pytest.raises(RulesBroken) as told:
        repay_loan(maria, Decimal("100.10"), cash("100.10"), Paper(may(20)), sure=True)

    assert told.value.problems == {
        "amount": "Quispe Mamani, María debe S/ 100.00; no se puede cobrar más."
    }


def test_nothing_comes_back_before_it_was_lent(maria) -> None:
    a_loan(maria)

    with pytest.raises(RulesBroken, match=r"debe S/ 0\.00"):
        repay_loan(maria, Decimal("10.00"), cash("10.00"), Paper(may(4)), sure=True)


def test_a_payment_dated_back_never_overpays_what_came_back_since(maria) -> None:
    a_loan(maria)
    repay_loan(maria, Decimal("90.00"), cash("90.00"), Paper(may(20)), sure=True)

    with pytest.raises(Refused, match=r"S/ 5\.00 menos"):
        repay_loan(maria, Decimal("15.00"), cash("15.00"), Paper(may(10)), sure=True)

    assert owed(maria, may(31)) == 10


def test_the_part_that_comes_back_is_part_of_the_payment(maria) -> None:
    a_loan(maria)

    for principal in ("11.00", "-1.00"):
        with pytest.raises(RulesBroken, match="parte de lo que se paga"):
            repay_loan(maria, Decimal(principal), cash("10.00"), Paper(may(9)), sure=True)


def test_a_loan_already_repaid_is_voided_only_after_its_repayment(maria) -> None:
    made = a_loan(maria)
    back = repay_loan(maria, Decimal("30.00"), cash("30.00"), Paper(may(20)), sure=True)

    with pytest.raises(Refused, match=r"S/ 30\.00 de más. Anule primero"):
        void(made.document, may(21), "no se prestó")
    void(back.document, may(21), "no se prestó")
    void(made.document, may(21), "no se prestó")

    assert owed(maria, may(31)) == 0


def test_inputs_already_repaid_are_voided_only_after_their_repayment(maria) -> None:
    made = charge_inputs(maria, "Guano", cash("50.00"), Paper(may(5)), sure=True)
    repay_inputs(maria, cash("20.00"), Paper(may(9)), sure=True)

    with pytest.raises(Refused, match="Anule primero"):
        void(made.document, may(21), "otro socio")

    assert owed(maria, may(31), money.INPUTS) == 30


def test_no_more_inputs_come_back_than_are_owed(maria) -> None:
    charge_inputs(maria, "Guano", cash("50.00"), Paper(may(5)), sure=True)

    with pytest.raises(RulesBroken, match=r"debe S/ 50\.00"):
        repay_inputs(maria, cash("50.10"), Paper(may(9)), sure=True)


def test_who_has_left_is_asked_about(maria) -> None:
    resign(maria, may(4), "Se muda", sure=True)

    with pytest.raises(Doubtful, match="no era socio el 05/05/2026"):
        lend(maria, "Semilla", cash("10.00"), Paper(may(5)))


def test_what_cash_does_not_hold_is_not_lent(maria) -> None:
    with pytest.raises(Refused, match="No alcanza"):
        a_loan(maria, "1000.10")

    assert Document.select().count() == 0


# Instalments --------------------------------------------------------------------------------


def test_instalments_are_equal_and_add_up(maria) -> None:
    a_loan(maria, "100.00", terms=Terms(3, date(2026, 5, 31)))

    plan = instalments_of(maria, may(5))

    assert [(one.place, one.due, one.amount) for one in plan] == [
        (1, date(2026, 5, 31), Decimal("33.34")),
        (2, date(2026, 6, 30), Decimal("33.33")),
        (3, date(2026, 7, 31), Decimal("33.33")),
    ]


def test_what_came_back_went_to_the_oldest_instalment(association: Association, maria) -> None:
    a_loan(maria, "90.00", terms=Terms(3, may(20)))
    repay_loan(maria, Decimal("40.00"), cash("40.00"), Paper(may(25)), sure=True)

    assert [one.left for one in instalments_of(maria, may(25))] == [0, 20, 30]
    assert overdue_loans(association, june(20)) == {}
    assert overdue_loans(association, june(21)) == {maria.id: 20}


@pytest.mark.parametrize(
    ("paid", "said"),
    [
        ("30.00", "Devolución de préstamo, parte 1 de 3"),
        ("40.00", "Devolución de préstamo, partes 1 a 2 de 3"),
    ],
)
def test_the_receipt_says_which_parts_came_back(maria, paid: str, said: str) -> None:
    a_loan(maria, "90.00", terms=Terms(3, may(20)))

    made = repay_loan(maria, Decimal(paid), cash(paid), Paper(may(25)), sure=True)

    assert made.concept == said


def test_of_several_loans_the_receipt_says_no_parts(maria) -> None:
    a_loan(maria, "90.00", terms=Terms(3, may(20)))
    a_loan(maria, "60.00", terms=Terms(2, may(20)))

    made = repay_loan(maria, Decimal(120), cash("120.00"), Paper(may(25)), sure=True)

    assert made.concept == "Devolución de préstamo"


def test_a_loan_without_dates_is_never_overdue(association: Association, maria) -> None:
    a_loan(maria)

    assert [one.due for one in instalments_of(maria, may(5))] == [None]
    assert overdue_loans(association, date(2027, 1, 1)) == {}


def test_what_was_owed_when_the_books_began_is_repaid_first(association, maria) -> None:
    OpeningBalance.create(
        opening=Opening.get(), account=money.LOANS, party=maria.id, amount=Decimal("25.00")
    )
    a_loan(maria, "60.00", terms=Terms(2, may(20)))

    repay_loan(maria, Decimal("35.00"), cash("35.00"), Paper(may(10)), sure=True)

    assert [one.left for one in instalments_of(maria, may(10))] == [20, 30]


def test_instalments_go_on_over_a_closing(association: Association, maria) -> None:
    a_loan(maria, "60.00", terms=Terms(2, may(20)))
    repay_loan(maria, Decimal("10.00"), cash("10.00"), Paper(may(21)), sure=True)

    close_month(association, MAY, sure=True)
    repay_loan(maria, Decimal("20.00"), cash("20.00"), Paper(june(2)), sure=True)

    assert [one.left for one in instalments_of(maria, june(2))] == [0, 30]
    assert overdue_loans(association, may(31)) == {maria.id: 20}


def test_a_void_loan_and_a_reversed_one_have_no_instalments(association, maria) -> None:
    kept = a_loan(maria, "60.00", terms=Terms(2, june(20)))
    void(a_loan(maria, "80.00", terms=Terms(2, june(20))).document, may(6), "no se prestó")
    close_month(association, MAY, sure=True)
    before = [one.left for one in instalments_of(maria, june(1))]

    reverse(kept.document, Paper(june(2)), "no se prestó", sure=True)

    assert before == [30, 30]
    assert [one.left for one in instalments_of(maria, june(2))] == []


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (Terms(0), "instalments"),
        (Terms(61), "instalments"),
        (Terms(1, may(4)), "first_due"),
        (Terms(60, date(9999, 1, 1)), "first_due"),
    ],
)
def test_terms_that_cannot_be_are_told_beside_their_field(maria, terms, field) -> None:
    with pytest.raises(RulesBroken) as told:
        a_loan(maria, terms=terms)

    assert list(told.value.problems) == [field]
