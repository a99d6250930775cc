"""The figures of the economic report: those of the worked month, and whose every sol is."""

from datetime import date
from decimal import Decimal

import pytest
from playhouse.test_utils import count_queries

from models.associations import Association
from models.cash.cash_book import Party, donate, expense
from models.cash.cash_count import count_cash
from models.cash.categories import EXPENSE
from models.cash.funds import Fund
from models.documents import Paper
from models.month.flows import MEMBERS, OWN, RESTRICTED, WITHHELD
from models.month.handover import handover_at
from models.month.money import money_of, result_of
from models.month.report import EconomicReport, economic_report
from models.month.spans import half_year_span, month_span, year_span
from models.month.view import books_of
from models.months import Month
from models.opening import carry_forward
from models.people.charges import FINE, charge
from models.people.dues import pay_dues
from models.people.loans import lend
from models.people.members import Member, resign
from models.people.voters import quorum_of, voters_on
from models.reversing import reverse
from models.voiding import void
from tests.factories import (
    JUNE,
    MAY,
    a_collection,
    a_delivery,
    a_harvest,
    a_heading,
    a_member,
    a_sale,
    an_expense,
    an_income,
    bank,
    cash,
    june,
    may,
)
from tests.factories import (
    worked_month as written,
)

IN_JUNE = date(2026, 6, 20)


def report_of(association: Association, month: Month = MAY) -> EconomicReport:
    return economic_report(association, month_span(month), IN_JUNE)


def in_short(flows) -> dict[str, str]:
    return {one.name: str(one.amount) for one in flows}


# The worked month -----------------------------------------------------------------------------


def test_the_worked_month_comes_out_rubro_by_rubro(worked_month):
    report = report_of(worked_month)

    assert in_short(report.flows.came) == {"cuotas": "10.00", "ventas cobradas": "2843.10"}
    assert in_short(report.flows.went) == {
        "adelantos a socios": "2141.50",
        "flete/estiba/sacos": "104.00",
        "pago de liquidaciones": "824.14",
        "útiles": "18.50",
    }
    assert (report.money_at_start, report.money_at_end) == (Decimal("3850.40"), Decimal("3615.36"))
    assert report.moved_in("cash") == -report.moved_in("bank") == Decimal("-1000.00")


def test_whose_money_it_is_is_what_the_worked_month_expects(worked_month):
    report, expected = report_of(worked_month), written()["expected"]["months"]["2026-05"]

    owned = report.owned()
    assert {name: str(owned[name] + Decimal("0.00")) for name in owned} == {
        name: expected["money"][name] for name in (OWN, MEMBERS, RESTRICTED, WITHHELD)
    }
    assert str(report.result.result) == expected["result"]["result"]
    # Service 92.16 + dues 20.00 + loan 50.00 + inputs 60.00 were taken off the settlements.
    assert report.passed(OWN) == -report.passed(MEMBERS) == Decimal("222.16")


def test_what_was_delivered_settled_and_is_owed_in_the_worked_month(worked_month):
    report = report_of(worked_month)
    by_name = {str(one.product): one for one in report.produce}

    papa, haba = by_name["Papa"], by_name["Haba seca"]
    assert (papa.delivered, papa.sold, papa.closing) == (Decimal("1623.9"), Decimal("1623.9"), 0)
    assert (haba.delivered, haba.sold, haba.amount) == (
        *[Decimal("579.5")] * 2,
        Decimal("2665.70"),
    )
    settled = report.settled
    assert (settled.papers, settled.members) == (4, 4)
    assert settled.net == report.flows.settlements_paid == Decimal("824.14")
    assert settled.gross - settled.costs - settled.service - settled.advances == Decimal("954.14")
    assert settled.deducted == Decimal("130.00")
    assert report.owing.by_age["0-30"] == report.owing.owed.receivable == Decimal("1665.70")
    assert report.owing.members == Decimal("1708.70")  # 1,448.70 + 250.00 + 10.00


# Any books ------------------------------------------------------------------------------------


def test_a_month_says_what_the_books_and_the_summary_say(busy):
    for month in (MAY, JUNE):
        report, purses = report_of(busy, month), books_of(busy, month)
        moved = sum(max(report.moved_in(one), 0) for one in ("cash", "bank"))

        assert report.money_at_start == sum(one.opening for one in purses)
        assert report.flows.total_came() + moved == sum(one.came for one in purses)
        assert report.flows.total_went() + moved == sum(one.went for one in purses)
        assert report.result == result_of(busy, month)
        assert report.owned()[OWN] == money_of(busy, month.last).own


def test_the_parts_of_every_rubro_add_up_to_it(worked_month, busy):
    for association in (worked_month, busy):
        for one in [*report_of(association).flows.came, *report_of(association).flows.went]:
            assert sum(one.by_owner.values()) == sum(one.by_purse.values())


def test_a_half_year_adds_its_months_up_although_one_is_closed(association):
    a_harvest(a_member(association), may(3))
    a_delivery(association, "100.0", may(4), advance=cash("50.00"))
    an_income(association, cash("5.00"), may(7))
    carry_forward(association, MAY)
    a_delivery(association, "60.0", june(2), advance=cash("30.00"))
    an_income(association, bank("7.00"), june(3))
    half = economic_report(association, half_year_span(JUNE), IN_JUNE)

    assert half.since == may(1)
    assert half.may_change
    assert half.money_at_start == Decimal("1500.00")
    assert half.money_at_end == Decimal("1432.00")  # + 5 + 7 − 50 − 30
    assert half.flows.total_came() == Decimal("12.00")
    assert dict(half.kilos) == {"2026-05": Decimal("100.0"), "2026-06": Decimal("60.0")}
    assert half.produce[0].closing == Decimal("160.0")


def test_a_year_does_not_charge_the_dues_of_months_that_have_not_begun(worked_month):
    year = economic_report(worked_month, year_span(MAY), IN_JUNE)

    assert year.until == date(2026, 6, 30)
    assert year.owing.owed.dues == Decimal("50.00")  # 10.00 of May, 40.00 of June


def test_before_the_books_begin_there_is_nothing(association):
    report = economic_report(association, year_span(Month(2025, 3)), IN_JUNE)

    assert report.since is None
    assert report.money_at_end == 0
    assert not report.flows.came
    assert not report.produce


def test_a_void_paper_counts_nowhere(association):
    an_income(association, cash("5.00"), may(7))
    before = report_of(association)
    void(an_income(association, cash("9.00"), may(8)).document, may(9), "error")

    assert in_short(report_of(association).flows.came) == in_short(before.flows.came)


def test_a_reversal_stands_on_the_other_side_as_in_the_cash_book(association):
    a_harvest(a_member(association), may(3))
    a_delivery(association, "100.0", may(4))
    sale = a_sale(association, "60.0", may(5), price="2.00")
    spent = an_expense(association, cash("9.00"), may(8))
    carry_forward(association, MAY)
    reverse(spent.document, Paper(june(2)), "monto equivocado", sure=True)
    reverse(sale.document, Paper(june(3)), "la venta no se hizo", sure=True)
    report, purses = report_of(association, JUNE), books_of(association, JUNE)

    assert in_short(report.flows.came) == {f"extorno de {spent.category.name}": "9.00"}
    assert report.flows.total_came() == sum(one.came for one in purses)
    assert report.result == result_of(association, JUNE)
    (papa,) = report.produce
    assert (papa.opening, papa.sold, papa.closing) == (Decimal(40), Decimal(-60), Decimal(100))
    assert papa.amount == Decimal("-120.00")
    assert report.owned()[OWN] == Decimal("1500.00")


def test_money_of_a_fund_stands_apart(association):
    fund = Fund(association=association, name="Riego")
    fund.save()
    donate(association, Party("ONG"), "Riego", cash("300.00"), Paper(may(5)), fund=fund)
    pipes = a_heading(association, EXPENSE, "equipos")
    expense(pipes, Party("Ferretería"), "Tubos", cash("120.00"), Paper(may(6)), fund=fund)
    report = report_of(association)

    assert report.flows.total_came(RESTRICTED) == Decimal("300.00")
    assert report.flows.total_went(RESTRICTED) == Decimal("120.00")
    assert report.owned()[RESTRICTED] == Decimal("180.00")
    assert report.owned()[OWN] == Decimal("1500.00")
    assert report.result.result == 0


def test_the_report_asks_the_same_of_a_small_book_and_of_a_large_one(association):
    def asked() -> int:
        with count_queries() as counter:
            report_of(association)
            handover_at(association, may(31))
            voters_on(association, may(31))
        return counter.count

    def grow(papers: int) -> None:
        for number in range(papers):
            who = a_member(association, f"Socia {number}")
            lend(who, "Préstamo", cash("1.00"), Paper(may(8)), sure=True)
            a_collection(a_sale(association, "1.0", may(6)), cash("0.50"), may(7))
            an_expense(association, cash("1.00"), may(8))

    a_harvest(a_member(association), may(3))
    a_delivery(association, "500.0", may(4), advance=cash("10.00"))
    grow(2)
    few = asked()
    grow(12)

    assert asked() == few


# Who may vote ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("members", "quorum"), [(0, 0), (1, 1), (7, 4), (8, 5), (9, 5)])
def test_a_quorum_is_more_than_half(members, quorum):
    assert quorum_of(members) == quorum


def test_who_owes_a_month_may_not_vote_in_the_next(worked_month):
    voters = voters_on(worked_month, june(15))

    assert [str(one.name) for one in voters.entitled] == [
        *("Socia Demo 01", "Socia Demo 03", "Socia Demo 06", "Socia Demo 08"),
        *("Socio Demo 02", "Socio Demo 07"),
    ]
    assert [(str(one.member.name), one.months) for one in voters.barred] == [
        ("Socia Demo 05", 1),
        ("Socio Demo 04", 1),
    ]
    assert voters.active == 8


def test_who_owes_a_fine_may_not_vote_and_who_left_is_not_there(worked_month):
    fined, gone = (Member.get(Member.code == code) for code in ("S01", "S02"))
    charge(worked_month, FINE, "Faena", {fined.id: Decimal("20.00")}, Paper(june(2)), sure=True)
    resign(gone, june(3), "Acta 4", sure=True)
    pay_dues(Member.get(Member.code == "S04"), cash("5.00"), Paper(june(4)), sure=True)
    voters = voters_on(worked_month, june(15))

    assert [(str(one.member.name), one.months, one.charges) for one in voters.barred] == [
        ("Socia Demo 01", 0, Decimal("20.00")),
        ("Socia Demo 05", 1, Decimal(0)),
    ]
    assert voters.active == 7


# The hand-over --------------------------------------------------------------------------------


def test_what_is_handed_over_at_the_end_of_the_worked_month(worked_month):
    kept = handover_at(worked_month, may(31))

    assert kept.count.counted == Decimal("1239.50")
    assert kept.pieces[0] == (Decimal("200.00"), 5)
    assert [(str(one.member.code), one.amount) for one in kept.debts] == [
        ("S02", Decimal("250.00")),
        ("S04", Decimal("863.70")),
        ("S05", Decimal("595.00")),
    ]
    assert kept.series == [
        *("EN-2026-0008", "LQ-2026-0004", "RE-2026-0015"),
        *("RI-2026-0004", "TR-2026-0001", "V-2026-0003"),
    ]
    assert kept.open_month == JUNE
    assert str(kept.closing.month) == "2026-05"
    assert kept.produce == []


def test_what_a_later_day_brought_is_not_handed_over_before(association):
    a_harvest(a_member(association), may(3))
    a_delivery(association, "100.0", may(4), advance=cash("50.00"))
    count_cash(association, {Decimal(50): 19}, Paper(may(5)), sure=True)
    kept = handover_at(association, may(3))

    assert kept.count is None
    assert kept.debts == []
    assert kept.held["cash"] == Decimal("1000.00")
    assert [left for _grade, left in handover_at(association, may(4)).produce] == [Decimal(100)]
