"""One account of a member: all she owes by kind, what is owed to her, and whether she may vote."""

from datetime import date
from decimal import Decimal

import pytest
from playhouse.test_utils import count_queries

from models.associations import Association
from models.documents import Paper
from models.parameters import Parameter
from models.people.charges import EXTRA, FINE, charge, pay_charge
from models.people.dues import pay_dues
from models.people.loans import Terms, charge_inputs, lend
from models.people.member_account import account_at
from models.people.member_view import TIME_LINE, TimeLine, record_of
from models.people.members import Member, resign
from models.people.voters import in_good_standing
from models.people.workdays import OWES, Workday, mark
from tests.factories import a_delivery, a_member, cash, june, may


@pytest.fixture
def maria(association: Association) -> Member:
    """In May: 50 in advance, 90 lent in three parts, 40 of inputs, a fine of 30 and a day owed."""
    amount = Parameter(
        association=association, name="dues_per_member", since=may(1), value=Decimal("5.00")
    )
    amount.save()
    made = a_member(association)
    terms = Terms(3, may(20))
    a_delivery(association, "100.0", may(4), member=made, advance=cash("50.00"))
    lend(made, "Semilla", cash("90.00"), Paper(may(5)), terms=terms, sure=True)
    charge_inputs(made, "Guano", cash("40.00"), Paper(may(6)), sure=True)
    charge(association, FINE, "Asamblea", {made.id: Decimal(30)}, Paper(may(7)), sure=True)
    canal = Workday(association=association, day=may(10), title="Canal")
    canal.save()
    mark(canal, {made.id: OWES})
    return made


def test_all_that_is_owed_stands_in_one_account(maria: Member) -> None:
    account = account_at(maria, june(1))

    debts = account.debts
    assert (debts.advances, debts.loans, debts.inputs, debts.carried) == (50, 90, 40, 0)
    assert dict(account.dues) == {"2026-05": 5, "2026-06": 5}
    assert account.dues_owed == 10
    assert account.charges_owed == 30
    assert [one.workday.title for one in account.work_days] == ["Canal"]
    assert account.next_due is not None
    assert (account.next_due.due, account.next_due.left) == (may(20), 30)
    assert account.overdue == 30
    assert not account.owes_nothing


def test_an_account_is_as_of_its_day(maria: Member) -> None:
    account = account_at(maria, may(5))

    assert account.debts.inputs == 0
    assert account.charges_owed == 0
    assert account.work_days == []
    assert account.overdue == 0


def test_who_owes_nothing_is_told_so(association: Association) -> None:
    assert account_at(a_member(association), may(31)).owes_nothing


def test_it_says_why_she_may_not_vote(maria: Member) -> None:
    assert account_at(maria, june(1)).objections == [
        "debe 1 mes de cuota",
        "debe S/ 30.00 de multas o aportes",
    ]


def test_who_is_up_to_date_may_vote(association: Association, maria: Member) -> None:
    pay_dues(maria, cash("5.00"), Paper(may(8)), sure=True)
    line = next(one.line for one in account_at(maria, may(8)).charges)
    pay_charge(line, cash("30.00"), Paper(may(9)), sure=True)

    assert account_at(maria, june(1)).objections == []
    assert in_good_standing(association, june(1)) == [maria]


def test_who_has_left_may_not_vote(association: Association, maria: Member) -> None:
    gone = resign(maria, may(20), "Se muda", sure=True)

    assert account_at(gone, may(31)).objections == ["no es socio ese día"]


@pytest.mark.parametrize("day", [may(1), may(15), may(30), may(31), june(1), date(2026, 7, 1)])
def test_the_account_and_the_list_of_voters_say_the_same(worked_month, day: date) -> None:
    may_vote = set(in_good_standing(worked_month, day))

    for member in Member.select():
        assert (member in may_vote) == (not account_at(member, day).objections), member


def test_an_account_takes_few_questions(maria: Member) -> None:
    with count_queries() as counted:
        account_at(maria, june(1))

    assert counted.count <= 40


# The time line ------------------------------------------------------------------------------


def test_settlements_charges_and_work_days_stand_in_the_time_line(worked_month) -> None:
    member = Member.get(Member.code == "S02")
    charge(worked_month, EXTRA, "Local", {member.id: Decimal("1250.50")}, Paper(june(2)), sure=True)
    canal = Workday(association=worked_month, day=june(3), title="Canal")
    canal.save()
    mark(canal, {member.id: OWES})

    rows = TimeLine(member).window(0, 50)
    said = {row[0].split()[0]: row[3] for row in rows}

    assert said["workday"] == "Faena «Canal»: debe el día"
    assert said["charge"] == "Se le cargó S/ 1,250.50: Local"
    assert said["settlement"].startswith("Se le liquidó: neto S/ ")
    assert all(len(row) == len(TIME_LINE) + 1 for row in rows)
    assert {type(record_of(row[0])).__name__ for row in rows} >= {
        "Settlement",
        "Charge",
        "Workday",
    }
