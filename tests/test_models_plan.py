"""The plan: what it costs and comes to, its ties with the cash book, and its versions."""

from datetime import date
from decimal import Decimal

import pytest
from peewee import IntegrityError
from playhouse.test_utils import count_queries

from models.cash.cash_book import Receipt
from models.changes import Refused, database
from models.council.sessions import SECOND, attend
from models.listing import Listing
from models.money import CASH, balance
from models.opening import carry_forward
from models.plan.board import DONE, LATE, RUNNING, WAITING, board_of
from models.plan.plans import Activity, Objective, PlannedMoney, Progress
from models.plan.spending import (
    PLAN_EXPENSES,
    can_tie,
    free_expenses,
    spent_by_activity,
    tie,
    tie_of,
    untie,
)
from models.plan.versions import approve, read_version, standing_of, text_of
from models.record import Doubtful, RulesBroken
from models.voiding import void
from tests.factories import MAY, a_delivery, an_expense, an_income, cash, everything, june, may
from tests.pomacanchi import a_forum, a_plan, a_session, delegates_of


@pytest.fixture
def forum(association):
    return a_forum()


@pytest.fixture
def plan(forum):
    return a_plan(forum)[0]


@pytest.fixture
def first(plan) -> Activity:
    return Activity.select().order_by(Activity.id).first()


@pytest.fixture
def session(forum):
    made = a_session(forum, may(9), call=SECOND)
    attend(made, delegates_of(forum)["Socia Cinco"])
    return made


def step_of(plan, activity, day):
    return next(one for one in board_of(plan, day).steps if one.activity == activity)


# Ties with the cash book --------------------------------------------------------------------------


def test_a_tie_changes_nothing_in_the_books(association, first):
    receipt = an_expense(association, cash("40.00"), may(5))
    before = everything()

    tie(receipt, first)
    untie(receipt)

    now = everything()
    assert {name for name in now if now[name] != before[name]} == {"change"}
    assert balance(association, CASH, may(31)) == Decimal(960)


def test_a_receipt_pays_for_one_activity(association, plan, first):
    receipt = an_expense(association, cash("40.00"), may(5))
    other = Activity.select().order_by(Activity.id.desc()).first()
    tie(receipt, first)

    with pytest.raises(RulesBroken, match=r"ya paga «Rehabilitar andenes»"):
        tie(receipt, other)

    assert tie_of(receipt) == first
    (row,) = Listing(PLAN_EXPENSES, association).window(0, 9)
    assert row[1:] == (str(receipt), "Rehabilitar andenes", Decimal(40))
    assert spent_by_activity() == {first.id: Decimal(40)}


def test_income_and_void_receipts_are_no_expense_of_the_plan(association, first):
    got = an_income(association, cash("40.00"), may(5))
    gone = an_expense(association, cash("30.00"), may(5))
    void(gone.document, may(6), "error")

    with pytest.raises(RulesBroken, match="Solo un recibo de egreso"):
        tie(got, first)
    with pytest.raises(RulesBroken, match="anulado o extornado"):
        tie(gone, first)


def test_an_expense_is_offered_to_the_plan_and_an_advance_to_a_member_is_not(association, first):
    bought = an_expense(association, cash("40.00"), may(5))
    a_delivery(association, "50", may(6), advance=cash("5.00"))
    advance = Receipt.get(Receipt.amount == Decimal("5.00"))

    assert can_tie(bought)
    assert not can_tie(advance)


def test_a_receipt_voided_later_falls_out_of_the_plan(association, first):
    receipt = an_expense(association, cash("40.00"), may(5))
    tie(receipt, first)

    void(receipt.document, may(6), "error")

    assert spent_by_activity() == {}


def test_a_receipt_of_a_closed_month_can_still_be_tied(association, first):
    receipt = an_expense(association, cash("40.00"), may(5))
    carry_forward(association, MAY)

    tie(receipt, first)

    assert spent_by_activity(may(1), may(31)) == {first.id: Decimal(40)}
    assert spent_by_activity(june(1)) == {}


def test_what_no_activity_has_is_offered_and_found_by_words(association, first):
    tied, free = (an_expense(association, cash(n), may(5)) for n in ("40.00", "50.00"))
    tie(tied, first)

    assert free_expenses() == [free]
    assert free_expenses("CUADERNOS libreria".lower()) == [free]
    assert free_expenses("zzz") == []


# The board ----------------------------------------------------------------------------------------


def test_an_activity_is_waiting_running_done_or_late(plan, first):
    before, within, after = date(2026, 2, 1), date(2026, 6, 1), date(2028, 1, 1)

    assert [step_of(plan, first, day).state for day in (before, within, after)] == [
        *(WAITING, RUNNING, LATE)
    ]
    Progress.create(activity=first, day=date(2026, 5, 1), done=Decimal(6))
    assert step_of(plan, first, after).state == DONE


def test_the_board_asks_as_much_of_ten_activities_as_of_a_hundred(plan):
    with count_queries() as few:
        board_of(plan, may(31))
    objective = Objective.get()
    for number in range(94):
        facts = {"responsible": "X", "since": may(1), "until": may(9), "goal": 1, "unit": "u"}
        Activity.create(objective=objective, name=f"A{number}", **facts)

    with count_queries() as many:
        board_of(plan, may(31))

    assert many.count == few.count


def test_parts_are_numbered_as_they_are_added(plan):
    assert [one.code for one in board_of(plan, may(1)).steps] == [
        *("1.1.1", "1.1.2", "2.1.1", "2.1.2", "3.1.1", "3.1.2")
    ]


def test_an_activity_outside_the_years_of_its_plan_is_asked(plan, first):
    first.until = date(2029, 5, 1)

    with pytest.raises(Doubtful, match="El plan va del 01/01/2026 al 31/12/2028"):
        first.save()


def test_money_of_a_year_the_plan_does_not_have_is_refused(first):
    with pytest.raises(RulesBroken, match="El plan va de 2026 a 2028"):
        PlannedMoney.create(activity=first, year=2031, source="ngo", amount=Decimal(5))


# Versions -----------------------------------------------------------------------------------------


def test_a_plan_is_a_draft_until_a_session_approves_it(plan, session):
    assert standing_of(plan).words == "Borrador de la versión 1"

    made = approve(plan, session)

    assert standing_of(plan).words == "Versión 1, aprobada"
    assert read_version(made) == text_of(plan)


def test_a_later_change_makes_the_draft_of_the_next_version(plan, session, first, forum):
    made = approve(plan, session)
    first.goal = Decimal("7.5")
    first.save()

    assert standing_of(plan).words == "Borrador de la versión 2"
    assert read_version(made).activities[0].goal == 6
    assert approve(plan, session).number == 2


def test_progress_and_spending_make_no_new_version(association, plan, session, first):
    approve(plan, session)
    Progress.create(activity=first, day=may(20), done=Decimal(1))
    tie(an_expense(association, cash("40.00"), may(5)), first)

    assert not standing_of(plan).is_draft


def test_nothing_is_approved_twice_nor_without_quorum_nor_elsewhere(plan, session, forum):
    alone = a_session(forum, may(10))
    other = a_session(a_forum("Otra mesa"), may(10), call=SECOND)

    with pytest.raises(Refused, match="Sin quórum no se aprueba: vinieron 0"):
        approve(plan, alone)
    with pytest.raises(RulesBroken, match="otro espacio"):
        approve(plan, other)
    approve(plan, session)
    with pytest.raises(Refused, match="No hay cambios desde la versión 1"):
        approve(plan, session)


@pytest.mark.parametrize(
    "statement", ["UPDATE plan_version SET content = ''", "DELETE FROM plan_version"]
)
def test_what_was_approved_is_kept_by_the_file_itself(plan, session, statement):
    approve(plan, session)

    with pytest.raises(IntegrityError, match="Lo registrado no se"):
        database.execute_sql(statement)
