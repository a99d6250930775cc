"""What is planned before the papers of a settled lot are paid: a question, stored nowhere."""

from decimal import Decimal

import pytest

from models.documents import Paper
from models.money import BANK, CASH
from models.settling.payment_plan import LATER, PaymentPlan, Plan
from models.settling.payouts import pay_settlement
from models.settling.settle import settle
from tests.factories import a_collection, a_delivery, a_lot, a_sale, bank, may


@pytest.fixture
def paper(selling):
    """One settlement of 100.3 kg at S/ 1.2345: S/ 123.82 less 6.19 of service, a net of S/ 117.63."""
    a_delivery(selling, "100.3", may(6))
    lot = a_lot(selling)
    a_collection(a_sale(selling, "100.3", may(7), price="1.2345", lot=lot), bank("123.82"), may(7))
    (made,) = settle(lot.stored(), Paper(may(8)))
    return made


@pytest.fixture
def plan(association, paper):
    made = PaymentPlan()
    made.look_again(association, [paper], may(8))
    return made


def test_a_small_net_is_paid_in_cash_raised_to_the_coin(plan, paper):
    assert plan.of(paper) == Plan(CASH)
    assert plan.by_account() == {CASH: Decimal("117.70"), BANK: 0}
    assert plan.rounding() == Decimal("0.07")


def test_by_bank_it_is_paid_to_the_centimo(plan, paper):
    plan.say(paper, Plan(BANK, "OP-1"))

    assert plan.by_account() == {CASH: 0, BANK: Decimal("117.63")}
    assert plan.has_operations


def test_what_waits_is_not_handed_over(plan, paper):
    plan.say_all(LATER)

    assert plan.to_pay() == []
    assert plan.in_all() == 0


def test_what_was_paid_meanwhile_is_forgotten(association, plan, paper):
    plan.say(paper, Plan(BANK, "OP-1"))
    pay_settlement(paper, BANK, Paper(may(8)), operation="OP-1")
    plan.look_again(association, [paper], may(8))

    assert plan.to_pay() == []
    assert not plan.has_operations
