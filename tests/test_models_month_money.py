"""What a month owes, whose its money is and why it changed, worked out by hand.

May: a lot sold for less than its advance leaves S/ 22.00 owed. June: another lot gives it back.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models import money
from models.associations import Association
from models.cash.books import book
from models.cash.cash_book import Party, donate, expense
from models.cash.categories import EXPENSE, category
from models.cash.funds import Fund, FundMoves, fund_moves
from models.cash.transfers import transfer
from models.documents import Paper
from models.listing import Listing
from models.month.debts import (
    DuesTotals,
    MemberDebts,
    dues_totals,
    income_to_date,
    owed_at,
    owed_by_members,
)
from models.month.indicators import people_on
from models.month.money import (
    Change,
    MembersMoney,
    change_of,
    members_money,
    money_of,
    result_of,
)
from models.month.settled import settled_in, settlement_lines
from models.month.view import amount_of, amounts_of, totals_of, voided_in
from models.months import Month
from models.opening import carry_forward
from models.parameters import EPOCH, Parameter
from models.people.dues import pay_dues
from models.people.loans import lend, repay_loan
from models.people.members import Member, resign
from models.settling.deductions import GROSS, Deduction
from models.settling.payouts import pay_settlement
from models.settling.settle import settle, undo_settlement
from models.settling.settlements import SETTLEMENTS, Settlement, runs_of
from tests.factories import (
    JUNE,
    MAY,
    a_collection,
    a_delivery,
    a_lot,
    a_member,
    a_sale,
    an_association,
    an_expense,
    bank,
    cash,
    june,
    may,
)

S = Decimal


@pytest.fixture
def association(book) -> Association:
    made = an_association()
    a_parameter(made, "service_pct", "5")
    return made


def a_parameter(association: Association, name: str, value: str) -> None:
    Parameter.create(association=association, name=name, since=may(1), value=S(value))


def sold(association: Association, day: date, *, price: str, lot: str = "papa-mayo") -> None:
    """100 kg of that lot, paid for in cash on that day."""
    sale = a_sale(association, "100.0", day, price=price, lot=a_lot(association, lot))
    a_collection(sale, cash(str(sale.total)), day)


@pytest.fixture
def maria(association) -> Member:
    return a_member(association)


def a_settled_lot(member: Member, name: str, price: str, day: date) -> list[Settlement]:
    """100 kg of hers, sold for cash and settled on that day."""
    association = member.association
    a_delivery(association, "100.0", day, member=member)
    sold(association, day, price=price, lot=name)
    return settle(a_lot(association, name), Paper(day))


@pytest.fixture
def short_lot(maria) -> Association:
    """Sold for S/ 40.00 with S/ 10.00 of costs, after an advance of S/ 50.00; settled on 15 May."""
    association = maria.association
    a_delivery(association, "100.0", may(2), member=maria, advance=cash("50.00"))
    sold(association, may(5), price="0.40")
    an_expense(association, cash("10.00"), may(6), lot=a_lot(association))
    settle(a_lot(association), Paper(may(15)))
    return association


# Whose money --------------------------------------------------------------------------------


def test_members_money_is_what_was_collected_less_costs_and_advances(short_lot):
    before = members_money(short_lot, may(14))

    assert before == MembersMoney(S(40), S(-10), S(-50), S(0))
    assert money_of(short_lot, may(14)).members == before.total == -20


def test_once_settled_nothing_of_the_lot_is_members_money(short_lot):
    assert members_money(short_lot, may(15)) == MembersMoney(S(0), S(0), S(0), S(0))
    assert money_of(short_lot, may(15)).members == 0
    assert money_of(short_lot, may(15)).own == 1480


def test_a_net_not_paid_yet_is_members_money(maria):
    (paper,) = a_settled_lot(maria, "papa-mayo", "1.00", may(5))

    assert members_money(maria.association, may(31)).settled_unpaid == 95
    assert money_of(maria.association, may(31)).members == 95

    pay_settlement(paper, money.CASH, Paper(may(31)), sure=True)

    assert money_of(maria.association, may(30)).members == 95
    assert money_of(maria.association, may(31)).members == 0


def test_costs_of_a_lot_stay_costs_after_the_month_is_closed(association):
    a_delivery(association, "100.0", may(2))
    sold(association, may(5), price="0.50")
    an_expense(association, cash("10.00"), may(6), lot=a_lot(association))

    carry_forward(association, MAY)

    assert members_money(association, june(30)) == MembersMoney(S(50), S(-10), S(0), S(0))


def test_a_fund_is_restricted_until_it_is_spent(association):
    fund = Fund.create(association=association, name="Riego")
    donate(association, Party("ONG Demo"), "Proyecto", bank("200.00"), Paper(may(3)), fund=fund)
    heading = category(association, EXPENSE, "equipos")
    expense(heading, Party("Ferretería"), "Tubos", bank("80.00"), Paper(may(9)), fund=fund)

    whose = money_of(association, may(31))

    assert (whose.restricted, whose.own, whose.total) == (120, 1500, 1620)
    assert fund_moves(association, may(1), may(31)) == [
        FundMoves(fund, opening=S(0), received=S(200), spent=S(80))
    ]
    assert result_of(association, MAY).result == 0


def test_what_was_retained_is_the_states(maria):
    a_parameter(maria.association, "retention_pct", "1.5")
    a_parameter(maria.association, "retention_threshold", "60")

    a_settled_lot(maria, "papa-mayo", "1.00", may(5))

    # 1.5 % of the S/ 40.00 above the threshold.
    assert money_of(maria.association, may(31)).withheld == S("0.60")
    assert owed_at(maria.association, may(31)).unpaid == S("94.40")


# Why it changed -----------------------------------------------------------------------------


def test_a_balance_carried_explains_why_there_is_less_money(short_lot):
    assert change_of(short_lot, MAY) == Change(
        money=S(-20),
        result=S(2),
        loans=S(0),
        inputs=S(0),
        carried=S(-22),
        members=S(0),
        restricted=S(0),
        withheld=S(0),
    )


@pytest.mark.parametrize("closed", [False, True])
def test_what_is_taken_back_explains_the_next_month_closed_or_not(short_lot, closed):
    if closed:
        carry_forward(short_lot, MAY)
    (paper,) = a_settled_lot(a_member(short_lot), "papa-junio", "1.00", june(5))
    pay_settlement(paper, money.CASH, Paper(june(6)), sure=True)

    change = change_of(short_lot, JUNE)

    assert (paper.net, settled_in(short_lot, JUNE).deducted.carried_in) == (73, 22)
    assert (change.money, change.result, change.carried, change.members) == (27, 5, 22, 0)
    assert change.explained == change.money


def test_loans_are_no_result_but_their_interest_is(maria):
    lend(maria, "Semilla", cash("100.00"), Paper(may(5)), sure=True)
    repay_loan(maria, S(40), cash("43.00"), Paper(may(20)), sure=True)

    change = change_of(maria.association, MAY)

    assert (change.money, change.result, change.loans) == (-57, 3, -60)
    assert result_of(maria.association, MAY).income == {"intereses": 3}


# What is owed -------------------------------------------------------------------------------


def test_who_owes_a_balance_carried_is_listed_with_it(short_lot, maria):
    assert owed_by_members(short_lot, may(31)) == [
        MemberDebts(maria, advances=S(0), loans=S(0), inputs=S(0), carried=S(22), unpaid=S(0))
    ]
    assert owed_at(short_lot, may(31)).carried == 22


def test_to_whom_a_net_is_owed_is_listed_with_it(maria):
    a_settled_lot(maria, "papa-mayo", "1.00", may(5))

    (row,) = owed_by_members(maria.association, may(31))

    assert (row.member, row.unpaid, row.carried) == (maria, 95, 0)


def test_members_owe_in_the_order_of_the_padron(association):
    zoila, ana = a_member(association, "Zárate, Zoila"), a_member(association, "Apaza, Ana")
    for one in (ana, zoila):
        lend(one, "Semilla", cash("10.00"), Paper(may(5)), sure=True)

    assert [one.member for one in owed_by_members(association, may(31))] == [zoila, ana]


def test_dues_are_told_by_how_they_came(association):
    a_parameter(association, "dues_per_member", "5")
    maria, _rosa = a_member(association), a_member(association, "Condori, Rosa")
    a_settled_lot(maria, "papa-mayo", "1.00", may(5))
    pay_dues(maria, cash("5.00"), Paper(may(20)))

    assert dues_totals(association, MAY) == DuesTotals(
        charged=S(10), received=S(5), deducted=S(0), owed=S(5)
    )
    assert dues_totals(association, JUNE) == DuesTotals(
        charged=S(10), received=S(0), deducted=S(0), owed=S(15)
    )


@pytest.mark.parametrize("closed", [False, True])
def test_the_income_of_a_year_begins_anew_with_the_year(book, closed):
    association = an_association(month=Month(2025, 11))
    Parameter.create(association=association, name="service_pct", since=EPOCH, value=S(5))
    maria = a_member(association)
    a_settled_lot(maria, "papa-noviembre", "1.00", date(2025, 11, 5))
    a_settled_lot(maria, "papa-diciembre", "2.00", date(2025, 12, 30))
    if closed:
        for month in (Month(2025, 11), Month(2025, 12)):
            carry_forward(association, month)
    a_settled_lot(maria, "papa-enero", "3.00", date(2026, 1, 8))

    assert income_to_date(association, date(2025, 11, 30)) == {maria.id: S(100)}
    assert income_to_date(association, date(2025, 12, 31)) == {maria.id: S(300)}
    assert income_to_date(association, date(2026, 1, 31)) == {maria.id: S(300)}
    assert income_to_date(association, date(2026, 1, 7)) == {}


# Settlements --------------------------------------------------------------------------------


def test_what_is_paid_of_settlements_is_their_nets_without_the_rounding(maria):
    (paper,) = a_settled_lot(maria, "papa-mayo", "1.0025", may(5))
    pay_settlement(paper, money.CASH, Paper(may(31)), sure=True)

    totals = totals_of(maria.association, MAY)

    # 100.25 less 5.01 of service; S/ 95.30 were handed over.
    assert totals.settled.net == totals.settlements_paid == S("95.24")
    assert result_of(maria.association, MAY).expense == {"redondeo": S("0.06")}


def test_the_list_of_settlements_says_what_is_still_to_be_paid(maria):
    first, _second = (
        *a_settled_lot(maria, "papa-mayo", "1.00", may(5)),
        *a_settled_lot(maria, "papa-tardía", "2.00", may(8)),
    )
    pay_settlement(first, money.CASH, Paper(may(9)), sure=True)

    listing = Listing(SETTLEMENTS, maria.association)

    unpaid = replace(listing, state=SETTLEMENTS.states[0])
    assert listing.summary().totals["Por pagar S/"] == 190
    assert listing.summary().states["Por pagar"] == unpaid.summary().count == 1


def test_advances_paid_and_settled_are_told_apart(short_lot):
    totals = totals_of(short_lot, MAY)

    assert (totals.advances_paid, totals.advances_settled, totals.advances_pending) == (50, 50, 0)


def test_what_belongs_to_a_settlement_stands_on_its_first_piece_alone(maria):
    association = maria.association
    a_delivery(association, "60.0", may(2), member=maria)
    a_delivery(association, "40.0", may(3), member=maria)
    sold(association, may(5), price="1.00")
    settle(a_lot(association), Paper(may(15)))

    first, second = settlement_lines(association, MAY)

    assert [(one.delivery, one.quantity, one.gross) for one in (first, second)] == [
        ("EN-2026-0001", 60, 60),
        ("EN-2026-0002", 40, 40),
    ]
    assert (first.net, second.net, second.deducted, second.carried_out) == (95, None, None, None)


def test_an_own_deduction_is_told_apart_from_the_five(maria):
    association = maria.association
    fund = Fund.create(association=association, name="Solidaridad")
    Deduction.create(
        association=association, name="Solidaridad", place=7, base=GROSS, rate=S(2), fund=fund,
        since=EPOCH,
    )  # fmt: skip

    a_settled_lot(maria, "papa-mayo", "1.00", may(5))

    assert settled_in(association, MAY).deducted.others == 2
    assert settled_in(association, MAY).net == 93


def test_a_settlement_undone_counts_in_nothing_but_the_void_papers(maria):
    association = maria.association
    (paper,) = a_settled_lot(maria, "papa-mayo", "1.00", may(5))
    (run,) = runs_of(a_lot(association))

    undo_settlement(run, may(6), "faltaba un flete")

    assert settled_in(association, MAY).gross == 0
    assert settlement_lines(association, MAY) == []
    assert [str(one) for one in voided_in(association, MAY)] == ["LQ-2026-0001"]
    assert amount_of(paper.document) == 95
    assert income_to_date(association, may(31)) == {}


def test_papers_that_state_no_amount_have_none(short_lot):
    assert amounts_of([1]) == {}  # the delivery


def test_a_sale_collected_later_is_owed_at_the_end_of_its_month(association):
    a_delivery(association, "100.0", may(2))
    sale = a_sale(association, "100.0", may(5), credit_days=30)
    a_collection(sale, cash("60.00"), june(2))

    assert owed_at(association, may(31)).receivable == 100
    assert owed_at(association, june(30)).receivable == 40
    assert money_of(association, may(31)).members == 0
    assert money_of(association, june(30)).members == 60


# People -------------------------------------------------------------------------------------


def test_who_left_is_registered_but_not_active(association):
    a_member(association, "Condori, Rosa")
    leaver = a_member(association, "Mamani, Julia")
    a_member(association, "Puma, Elena", admitted=june(1))
    resign(leaver, may(20), "Acta 7")

    people = people_on(association, may(31))

    assert (people.registered, people.active, people.women) == (2, 1, 1)
    assert people.women_percent == 100


def test_what_only_passed_between_cash_and_bank_is_known_of_each_book(association):
    transfer(association, "cash", "bank", Decimal(300), Paper(may(5)), operation="1", sure=True)

    in_cash = book(association, "cash", may(1), may(31))
    in_bank = book(association, "bank", may(1), may(31))

    assert (in_cash.went, in_cash.passed_out, in_cash.passed_in) == (300, 300, 0)
    assert (in_bank.came, in_bank.passed_in, in_bank.passed_out) == (300, 300, 0)
