"""The register of deductions: one concept for each debt on any day, and none taken twice."""

from datetime import date
from decimal import Decimal

import pytest

from models import money
from models.associations import Association
from models.changes import Refused
from models.documents import Paper
from models.parameters import EPOCH, Parameter
from models.people.loans import lend
from models.people.members import Member
from models.record import RulesBroken, insert_all
from models.review.books import faults
from models.settling.asking import proposed
from models.settling.deductions import CARRIED, FIXED, GROSS, LOAN, RETENTION, Deduction
from models.settling.forecast import forecast
from models.settling.settle import settle
from tests.factories import (
    a_collection,
    a_delivery,
    a_heading,
    a_lot,
    a_member,
    a_sale,
    bank,
    cash,
    may,
)

ONCE = ("carried", "retention", "inputs", "loan", "dues", "charges")


def a_deduction(association: Association, base: str, since: date, **more) -> Deduction:
    values = {"name": f"Otro {base}", "place": 9} | more
    made: Deduction = Deduction.create(association=association, base=base, since=since, **values)
    return made


def the_default(base: str) -> Deduction:
    found: Deduction = Deduction.get(Deduction.base == base)
    return found


@pytest.fixture
def owing(association: Association) -> Member:
    """Owes a loan of S/ 20.00; her lot of S/ 100.00 is collected. The association keeps nothing."""
    Parameter.create(association=association, name="service_pct", since=EPOCH, value=Decimal(0))
    member = a_member(association)
    lend(member, "Semilla", cash("20.00"), Paper(may(2)), sure=True)
    a_delivery(association, "100.0", may(4), member=member)
    sale = a_sale(association, "100.0", may(5))
    a_collection(sale, bank("100.00"), may(6))
    return member


@pytest.mark.parametrize("base", ONCE)
def test_of_what_is_owed_one_deduction_holds_on_any_day(association, base):
    name = the_default(base).name

    with pytest.raises(RulesBroken, match=f"«{name}» que rige hasta el 30/04/2026"):
        a_deduction(association, base, may(1))
    with pytest.raises(RulesBroken, match=f"«{name}»"):
        a_deduction(association, base, EPOCH)


def test_once_the_older_one_ends_the_new_one_begins_the_day_after(association):
    older = the_default(LOAN)
    older.until = date(2026, 4, 30)
    older.save()
    a_deduction(association, LOAN, may(1), name="Préstamo hasta 30 %", most_pct=Decimal(30))

    older = the_default(LOAN)
    older.until = None
    with pytest.raises(RulesBroken, match="puede regir hasta el 30/04/2026"):
        older.save()


def test_rates_of_its_own_may_hold_side_by_side(association):
    income = a_heading(association, "income")
    for name in ("Capital", "Solidaridad"):
        a_deduction(association, GROSS, may(1), name=name, rate=Decimal(1), category=income)
    assert Deduction.select().where(Deduction.base == GROSS).count() == 2


@pytest.mark.parametrize("base", [LOAN, RETENTION])
def test_even_two_rows_of_a_hand_in_the_file_take_a_debt_once(association, owing, base):
    a = association
    Parameter.create(association=a, name="retention_pct", since=may(1), value=Decimal("1.5"))
    Parameter.create(association=a, name="retention_threshold", since=may(1), value=Decimal(0))
    row = {"association": a.id, "name": "Doble", "place": 9, "base": base, "rate": Decimal(0)}
    insert_all(Deduction, [{**row, "most_pct": Decimal(100), "since": may(1)}])

    (paper,) = settle(a_lot(a), Paper(may(10)), {owing.id: {LOAN: Decimal(20)}})

    # 20.00 of loan and 1.5 % of the year's 100.00
    assert (paper.deducted, paper.net) == (Decimal("21.50"), Decimal("78.50"))
    assert money.owed_by(money.LOANS, owing.id) == 0
    assert faults() == []


def test_what_no_deduction_takes_that_day_is_neither_proposed_nor_asked(association, owing):
    ended = the_default(LOAN)
    ended.until = may(9)
    ended.save()
    lot = a_lot(association)

    assert proposed(forecast(lot, may(9)))[owing.id] == {LOAN: Decimal(20)}
    assert proposed(forecast(lot, may(10)))[owing.id] == {}
    with pytest.raises(RulesBroken, match="«Préstamo que debe»"):
        settle(lot, Paper(may(10)), {owing.id: {LOAN: Decimal(20)}})


def test_the_only_deduction_of_a_debt_is_not_removed(association):
    only = the_default(CARRIED)
    with pytest.raises(Refused, match="escriba hasta cuándo rige"):
        only.remove()

    only.until = date(2026, 4, 30)
    only.save()
    another = a_deduction(association, CARRIED, may(1))
    another.remove()
    own = a_deduction(
        association, FIXED, may(1), rate=Decimal(1), category=a_heading(association, "income")
    )
    own.remove()
    assert Deduction.select().count() == len(ONCE)
