"""All that was with one member, and how they stand."""

from decimal import Decimal

from models.documents import Document
from models.people.member_view import TIME_LINE, TimeLine, brought, debts_of, record_of
from models.people.members import Member
from models.produce.deliveries import season_start
from models.voiding import void
from tests.factories import a_delivery, a_member, cash, may


def member(code: str) -> Member:
    return Member.get(Member.code == code)


def test_what_was_delivered_stands_beside_what_was_for_sale(worked_month):
    (one,) = brought(member("S02"), season_start(may(31)), may(31))

    assert (str(one.product), one.promised, one.delivered) == ("Papa", 500, Decimal("437.4"))


def test_who_brought_nothing_has_no_line(worked_month):
    assert brought(member("S08"), season_start(may(31)), may(31)) == []


def test_debts_are_advances_loans_and_inputs_at_the_end_of_a_day(worked_month):
    owed, settled = debts_of(member("S02"), may(29)), debts_of(member("S02"), may(30))

    assert (owed.advances, owed.loans, owed.inputs) == (Decimal("195.70"), 300, 0)
    assert (settled.advances, settled.loans, settled.inputs) == (0, 250, 0)
    assert debts_of(member("S02"), may(6)).advances == 0
    assert debts_of(member("S01"), may(29)).inputs == 60


def test_the_time_line_is_read_page_by_page_the_newest_first(worked_month):
    line = TimeLine(member("S02"), may(1), may(29))

    assert line.count() == 5
    assert [row[2] for row in line.window(0, 2)] == ["RE-2026-0004", "EN-2026-0004"]
    assert [row[0].split()[0] for row in line.window(4, 10)] == ["harvest"]


def test_the_time_line_keeps_to_its_days(worked_month):
    assert TimeLine(member("S02"), may(5), may(5)).count() == 1
    assert TimeLine(member("S02"), may(8), may(29)).count() == 0


def test_a_row_shows_amounts_and_days_as_people_write_them(worked_month):
    row = TimeLine(member("S02"), may(7), may(7)).window(3, 1)[0]
    shown = [column.show(value) for column, value in zip(TIME_LINE, row[1:], strict=True)]

    assert shown == [
        "07/05/2026",
        "EN-2026-0003",
        "Entregó papa, primera",
        "322.4",
        "kg",
        "",
        "",
        "Válido",
    ]


def test_a_row_leads_to_its_record(worked_month):
    keys = [row[0] for row in TimeLine(member("S02"), may(1), may(29)).window(0, 10)]

    assert str(record_of(keys[1])) == "EN-2026-0004"
    assert str(record_of(keys[0])) == "RE-2026-0004"
    assert record_of(keys[-1]).member == member("S02")


def test_a_void_receipt_stays_in_the_line_and_says_so(association):
    ana = a_member(association)
    made = a_delivery(association, "100.0", may(5), member=ana, advance=cash("50.00"))
    void(Document.get(Document.about == made.document), may(6), "Monto mal digitado")

    row = TimeLine(ana).window(0, 1)[0]

    assert (row[2], row[-1]) == ("RE-2026-0001", "voided")
    assert debts_of(ana, may(31)).advances == 0


def test_a_dni_is_masked_so_that_two_people_are_told_apart(worked_month):
    assert member("S02").masked_dni == "•••002"
