"""Monthly dues: which month is owed, what a payment covers, and who is in good standing."""

from datetime import date
from decimal import Decimal

import pytest

from models import money
from models.associations import Association
from models.cash.cash_book import Receipt
from models.changes import Refused
from models.documents import Document, Paper
from models.month.closing import close_month, reopen_month
from models.months import Month, OpeningBalance
from models.opening import Held, begin_books, register
from models.parameters import Parameter
from models.people import dues
from models.people.dues import owed_by, owed_by_month, pay_dues, pay_dues_of_many, sheet_of
from models.people.dues_now import dues_at_end, received_on
from models.people.member_account import account_at
from models.people.members import Member, admit, resign
from models.people.voters import in_arrears, in_good_standing
from models.places import District
from models.record import RulesBroken
from models.reversing import reverse
from models.review.books import faults
from models.voiding import void
from tests.factories import JUNE, MAY, a_member, an_association, bank, cash, june, may

JULY_31 = date(2026, 7, 31)


@pytest.fixture
def village(association: Association) -> Association:
    """Five soles a month since January."""
    dues_are(association, "5.00")
    return association


def dues_are(association: Association, amount: str, since: date = date(2026, 1, 1)) -> None:
    Parameter(
        association=association, name="dues_per_member", since=since, value=Decimal(amount)
    ).save()


def months(member: Member, day: date) -> dict[str, Decimal]:
    return owed_by_month(member.association, day, member).get(member.id, {})


def test_a_month_is_owed_from_its_first_day(village: Association) -> None:
    maria = a_member(village)

    assert months(maria, may(1)) == {"2026-05": 5}
    assert months(maria, may(31)) == {"2026-05": 5}
    assert months(maria, june(1)) == {"2026-05": 5, "2026-06": 5}


def test_who_joins_after_the_first_begins_the_next_month(village: Association) -> None:
    rosa = admit(a_member(village, "Rosa"), may(2))

    assert months(rosa, may(31)) == {}
    assert months(rosa, june(1)) == {"2026-06": 5}


def test_who_leaves_still_owes_the_month_and_no_later_one(village: Association) -> None:
    maria = resign(a_member(village), may(10), "Se muda a Sicuani", sure=True)

    assert months(maria, JULY_31) == {"2026-05": 5}


def test_who_leaves_on_the_first_still_owes_that_month(village: Association) -> None:
    maria = resign(a_member(village), june(1), "Se muda a Sicuani", sure=True)

    assert months(maria, JULY_31) == {"2026-05": 5, "2026-06": 5}


def test_who_is_exempt_owes_nothing(village: Association) -> None:
    maria = a_member(village)
    maria.dues_exempt = True
    maria.save(sure=True)

    assert months(maria, JULY_31) == {}
    assert maria in in_good_standing(village, JULY_31)


def test_the_amount_in_force_on_the_first_day_of_the_month_is_owed(village: Association) -> None:
    dues_are(village, "8.00", june(15))
    maria = a_member(village)

    assert months(maria, JULY_31) == {"2026-05": 5, "2026-06": 5, "2026-07": 8}


def test_a_rate_may_hold_from_before_the_books_began_while_no_month_is_closed(
    association: Association,
) -> None:
    dues_are(association, "5.00", date(2025, 1, 1))
    close_month(association, MAY, sure=True)

    with pytest.raises(RulesBroken, match="Rige en meses cerrados"):
        dues_are(association, "8.00", date(2025, 6, 1))


def test_a_payment_goes_to_the_oldest_month(village: Association) -> None:
    maria = a_member(village)

    made = pay_dues(maria, cash("7.00"), Paper(june(3)), sure=True)

    assert months(maria, june(3)) == {"2026-06": 3}
    assert made.concept == "Cuotas de mayo a junio de 2026"
    assert str(made.category) == "cuotas"
    assert money.balance(village, money.CASH, june(3)) == Decimal("1007.00")


def test_nobody_pays_more_than_is_owed_by_the_end_of_the_month(village: Association) -> None:
    maria = a_member(village)

    with pytest.raises(RulesBroken) as told:
        pay_dues(maria, cash("5.10"), Paper(may(3)), sure=True)

    assert told.value.problems == {
        "amount": "Quispe Mamani, María debe S/ 5.00 de cuotas hasta mayo de 2026; "
        "no se puede cobrar más."
    }
    assert Receipt.select().count() == 0


def test_a_payment_dated_back_never_overpays_what_was_paid_since(village: Association) -> None:
    maria = a_member(village)
    pay_dues(maria, cash("10.00"), Paper(june(3)), sure=True)  # May and June

    with pytest.raises(RulesBroken, match="no se puede cobrar más"):
        pay_dues(maria, cash("5.00"), Paper(may(20)), sure=True)


def test_a_payment_dated_back_takes_what_is_left(village: Association) -> None:
    maria = a_member(village)
    pay_dues(maria, cash("6.00"), Paper(june(3)), sure=True)

    pay_dues(maria, cash("4.00"), Paper(may(20)), sure=True)

    assert months(maria, may(31)) == {"2026-05": 1}
    assert months(maria, june(30)) == {}


def test_a_void_payment_is_owed_again(village: Association) -> None:
    maria = a_member(village)
    made = pay_dues(maria, cash("5.00"), Paper(may(3)), sure=True)
    paid = owed_by(maria, may(31))

    void(made.document, may(4), "monto mal digitado")

    assert paid == 0
    assert owed_by(maria, may(31)) == 5


def test_dues_owed_when_the_books_began_come_first(book) -> None:
    district = District.get(District.ubigeo == "080205")
    association = register(Association(name="Papas de Altura", district=district))
    maria = a_member(association)
    held = [
        Held(money.CASH, Decimal(0)),
        Held(money.DUES, Decimal("3.00"), maria, "2026-03"),
        Held(money.DUES, Decimal("5.00"), maria, "2026-04"),
    ]
    begin_books(association, MAY, held)
    dues_are(association, "5.00")

    pay_dues(maria, cash("4.00"), Paper(may(9)), sure=True)

    assert months(maria, may(9)) == {"2026-04": 4, "2026-05": 5}


def test_a_closing_in_between_changes_nothing_of_what_is_owed(village: Association) -> None:
    maria, rosa = a_member(village), a_member(village, "Rosa")
    pay_dues(maria, cash("2.00"), Paper(may(9)), sure=True)
    before = owed_by_month(village, JULY_31)

    close_month(village, MAY, sure=True)
    after = owed_by_month(village, JULY_31)
    pay_dues(rosa, cash("7.00"), Paper(june(9)), sure=True)

    assert before == after
    assert after[maria.id] == {"2026-05": 3, "2026-06": 5, "2026-07": 5}
    assert months(rosa, JULY_31) == {"2026-06": 3, "2026-07": 5}


def test_what_was_paid_for_a_month_no_longer_owed_covers_the_next_ones(
    village: Association,
) -> None:
    maria = a_member(village)
    pay_dues(maria, cash("5.00"), Paper(may(2)))
    dues_are(village, "3.00", may(1))  # decided after she paid

    before = months(maria, june(30))
    close_month(village, MAY, sure=True)

    assert before == months(maria, june(30)) == {"2026-06": 1}
    assert faults(village) == []


def test_what_is_to_a_members_credit_is_said_everywhere(village: Association) -> None:
    """Ten paid for May and June, then she is exempt from May on."""
    maria = a_member(village)
    pay_dues(maria, cash("10.00"), Paper(june(3)), sure=True)
    maria.dues_exempt = True
    maria.save(sure=True)

    (row,) = sheet_of(village, june(30))
    (now,) = dues_at_end(village, JUNE)
    assert (row.owed, row.credit, now.owed_in_all, now.credit) == (0, 10, 0, 10)
    assert account_at(maria, june(30)).dues_credit == 10
    with pytest.raises(RulesBroken) as told:
        pay_dues(maria, cash("5.00"), Paper(june(4)), sure=True)
    assert told.value.problems == {
        "amount": "Quispe Mamani, María tiene S/ 10.00 a favor en sus cuotas; "
        "no se puede cobrar más."
    }


def test_who_left_with_something_to_their_credit_stays_in_the_list(village: Association) -> None:
    maria = a_member(village)
    pay_dues(maria, cash("10.00"), Paper(june(3)), sure=True)
    resign(maria, may(10), "Se muda", sure=True)

    (now,) = dues_at_end(village, Month(2026, 7))

    assert (now.member, now.paid, now.credit) == (maria, 0, 5)


def test_what_a_closed_month_charged_stays_whatever_is_changed_later(village: Association) -> None:
    maria = a_member(village)
    close_month(village, MAY, sure=True)

    maria.dues_exempt = True
    maria.save(sure=True)

    assert months(maria, JULY_31) == {"2026-05": 5}
    assert dues.charged_in(village, MAY) == {maria.id: 5}
    assert dues.charged_in(village, JUNE) == {}


def test_who_never_pays_is_one_row_of_each_opening_and_still_owes_each_month(
    village: Association,
) -> None:
    """Seventeen months closed: what is owed is found a year and more back."""
    maria, rosa = a_member(village), a_member(village, "Rosa")
    month = MAY
    for _closed in range(17):
        pay_dues(rosa, bank("5.00"), Paper(month.first), sure=True)
        if month == Month(2026, 8):
            pay_dues(maria, bank("7.00"), Paper(month.last), sure=True)
        close_month(village, month, sure=True)
        month = month.next

    held = OpeningBalance.select(OpeningBalance.opening, OpeningBalance.party)
    held = held.where(OpeningBalance.account == money.DUES)
    assert held.count() == held.distinct().count() == 17
    owed = {"2026-06": Decimal(3)}
    later = Month(2026, 7)
    while later <= Month(2027, 10):
        owed[str(later)] = Decimal(5)
        later = later.next
    assert owed_by_month(village, Month(2027, 10).last) == {
        maria.id: owed,
        rosa.id: {"2027-10": 5},
    }
    assert owed_by_month(village, Month(2026, 7).last)[maria.id] == {
        "2026-05": 5,
        "2026-06": 5,
        "2026-07": 5,
    }
    assert faults(village) == []


def test_dues_of_who_left_that_were_reversed_are_owed_for_the_month_they_were_for(
    village: Association,
) -> None:
    """She paid May, left in May, and the receipt of it is reversed once June is closed."""
    maria = a_member(village)
    paid = pay_dues(maria, cash("5.00"), Paper(may(5)), sure=True)
    resign(maria, may(20), "Se muda", sure=True)
    close_month(village, MAY, sure=True)
    close_month(village, JUNE, sure=True)

    reverse(paid.document, Paper(date(2026, 7, 3)), "cobrado por error", sure=True)

    assert months(maria, JULY_31) == {"2026-05": 5}
    (row,) = sheet_of(village, JULY_31)
    assert (row.charged, row.paid, row.owed) == ({"2026-05": 5}, {"2026-05": 0}, 5)
    assert faults(village) == []


def test_a_month_opened_again_charges_as_things_stand(village: Association) -> None:
    maria = a_member(village)
    close_month(village, MAY, sure=True)
    maria.dues_exempt = True
    maria.save(sure=True)

    reopen_month(village, MAY, "Faltaba un recibo")

    assert months(maria, JULY_31) == {}


def test_the_sheet_says_month_by_month_what_was_paid(village: Association) -> None:
    maria, rosa = a_member(village), a_member(village, "Rosa")
    pay_dues(maria, cash("7.00"), Paper(june(3)), sure=True)
    close_month(village, MAY, sure=True)

    sheet = {row.member.id: row for row in sheet_of(village, june(30))}

    assert sheet[maria.id].paid == {"2026-05": 5, "2026-06": 2}
    assert sheet[maria.id].owed == 3
    assert sheet[rosa.id].paid == {"2026-05": 0, "2026-06": 0}
    assert sheet[rosa.id].owed == 10


# Good standing ------------------------------------------------------------------------------


def test_who_owes_an_earlier_month_is_in_arrears(village: Association) -> None:
    maria, rosa = a_member(village), a_member(village, "Rosa")
    pay_dues(maria, cash("5.00"), Paper(may(3)), sure=True)

    assert in_arrears(village, may(31)) == {}
    assert in_arrears(village, june(1)) == {rosa.id: 1}
    assert in_good_standing(village, june(1)) == [maria]


def test_the_statute_may_allow_months_in_arrears(village: Association) -> None:
    rosa = a_member(village, "Rosa")
    allowed = Parameter(association=village, name="arrears_months", since=june(1), value=Decimal(1))
    allowed.save()

    assert in_good_standing(village, june(1)) == [rosa]
    assert in_good_standing(village, date(2026, 7, 1)) == []


def test_who_has_left_is_not_in_good_standing(village: Association) -> None:
    maria = resign(a_member(village), may(10), "Se muda", sure=True)

    assert in_good_standing(village, may(9)) == [maria]
    assert in_good_standing(village, may(10)) == []


# Many at once -------------------------------------------------------------------------------


def test_many_pay_in_one_step_a_receipt_each(village: Association) -> None:
    maria, rosa = a_member(village), a_member(village, "Rosa")
    paper = Paper(may(9))

    made = pay_dues_of_many(
        village, {rosa.id: Decimal("5.00"), maria.id: Decimal("2.00")}, money.CASH, paper, sure=True
    )

    assert [(one.party, one.amount) for one in made] == [(maria.name, 2), ("Rosa", 5)]
    assert [str(one) for one in made] == ["RI-2026-0001", "RI-2026-0002"]
    assert money.balance(village, money.CASH, may(9)) == Decimal("1007.00")


def test_the_same_form_stored_twice_makes_the_receipts_once(village: Association) -> None:
    maria = a_member(village)
    paper = Paper(may(9))

    for _press in range(2):
        pay_dues_of_many(village, {maria.id: Decimal("5.00")}, money.CASH, paper, sure=True)

    assert Receipt.select().count() == 1


def test_one_who_cannot_pay_so_much_stops_all_and_is_named(village: Association) -> None:
    maria, rosa = a_member(village), a_member(village, "Rosa")
    amounts = {maria.id: Decimal("5.00"), rosa.id: Decimal("50.00")}

    with pytest.raises(RulesBroken) as told:
        pay_dues_of_many(village, amounts, money.BANK, Paper(may(9)), operation="7", sure=True)

    assert list(told.value.problems) == [str(rosa.id)]
    assert Document.select().count() == 0


def test_many_pay_through_the_bank_with_one_operation(village: Association) -> None:
    maria = a_member(village)

    (made,) = pay_dues_of_many(
        village, {maria.id: Decimal("5.00")}, money.BANK, Paper(may(9)), operation="OP-7", sure=True
    )

    assert (made.account, made.operation) == ("bank", "OP-7")
    assert bank("5.00").account == made.account


def test_without_anybody_chosen_nothing_is_done(village: Association) -> None:
    with pytest.raises(RulesBroken, match="al menos a un socio"):
        pay_dues_of_many(village, {}, money.CASH, Paper(may(9)))


def test_before_the_books_began_nothing_is_owed(village: Association) -> None:
    maria = a_member(village)

    assert months(maria, Month(2026, 4).last) == {}
    with pytest.raises(Refused, match="saldos"):
        dues.owed_or_overpaid(maria, Month(2026, 4).last)


def test_each_association_has_its_own(village: Association) -> None:
    other = an_association("Papas de Altura")
    a_member(village)
    stranger = a_member(other, "Ajena")

    assert months(stranger, JULY_31) == {}


def test_a_month_says_how_each_member_stands_at_its_end(village: Association) -> None:
    maria, rosa = a_member(village), a_member(village, "Rosa")
    pay_dues(maria, cash("7.00"), Paper(june(3)), sure=True)
    resign(rosa, may(10), "Se muda", sure=True)

    said = [
        (one.member, one.charged, one.paid, dict(one.owed), one.owed_in_all)
        for one in dues_at_end(village, JUNE)
    ]

    assert said == [
        (maria, 5, 7, {"2026-06": 3}, 3),
        (rosa, 0, 0, {"2026-05": 5}, 5),
    ]


def test_what_came_in_on_a_day_leaves_out_what_is_void(village: Association) -> None:
    maria, rosa = a_member(village), a_member(village, "Rosa")
    pay_dues(maria, cash("5.00"), Paper(may(9)), sure=True)
    void(pay_dues(rosa, cash("5.00"), Paper(may(9)), sure=True).document, may(9), "repetido")

    assert received_on(village, may(9)) == (1, 5)
    assert received_on(village, may(10)) == (0, 0)


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (["2026-05"], "mayo de 2026"),
        (["2026-05", "2026-06", "2026-07"], "mayo a julio de 2026"),
        (["2026-05", "2026-07"], "mayo de 2026, julio de 2026"),
        (["2026-12", "2027-01", "2027-02"], "diciembre de 2026, enero a febrero de 2027"),
        ([], ""),
    ],
)
def test_months_are_said_as_people_say_them(months: list[str], said: str) -> None:
    assert dues.said_months(months) == said
