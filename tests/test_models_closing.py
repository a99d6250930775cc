"""A closed month: frozen by every door, opened again only the newest and with a reason."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from peewee import IntegrityError

from models import money
from models.associations import Association
from models.cash.cash_book import Party, donate
from models.cash.cash_count import CashCount, count_cash
from models.cash.funds import Fund
from models.cash.transfers import transfer
from models.changes import Refused, database
from models.documents import Document, Paper
from models.month import closing
from models.month.closing import (
    Closing,
    checked,
    close_month,
    closed_months,
    keep_workbook,
    kept_workbook,
    reopen_month,
    standing,
)
from models.month.preflight import HINT, WARNING, findings
from models.months import Month, Opening, OpeningBalance
from models.opening import correct_openings
from models.parameters import Parameter
from models.people import dues
from models.people.charges import charge
from models.people.dues import DuesCharge, pay_dues
from models.people.loans import lend, repay_loan
from models.people.members import Member, resign
from models.people.workdays import Workday
from models.produce.deliveries import Delivery, pay_advance
from models.produce.harvests import Harvest
from models.produce.sales import Sale
from models.produce.write_offs import Loss, write_off
from models.record import Doubtful, RulesBroken
from models.settling.deductions import FIXED, Deduction
from models.settling.payouts import pay_settlement
from models.settling.settle import settle
from models.voiding import void
from tests.conftest import copied
from tests.factories import (
    JUNE,
    MAY,
    a_collection,
    a_delivery,
    a_grade,
    a_harvest,
    a_lot,
    a_member,
    a_sale,
    an_expense,
    an_income,
    bank,
    cash,
    everything,
    june,
    may,
    no_guards,
)

JULY = Month(2026, 7)


def a_due(association: Association, amount: str, since: date) -> None:
    Parameter.create(
        association=association, name="dues_per_member", since=since, value=Decimal(amount)
    )


@pytest.fixture
def lived(book_after: Callable[..., Path], tmp_path: Path) -> Iterator[Association]:
    """May with one of everything; dues of S/ 5.00 a month from May on."""
    with copied(book_after(one_of_everything), tmp_path) as association:
        yield association


def one_of_everything(association: Association) -> None:
    a_due(association, "5.00", may(1))
    Parameter.create(association=association, name="service_pct", since=may(1), value=Decimal(10))
    harvest = a_harvest(a_member(association), may(3))
    a_delivery(association, "100.0", may(4), advance=cash("50.00"), harvest=harvest)
    a_collection(a_sale(association, "60.0", may(5), credit_days=20), cash("25.00"), may(6))
    void(an_income(association, cash("5.00"), may(7)).document, may(8), "error")
    settled_soon = a_sale(association, "10.0", may(6), lot=a_lot(association, "papa-dos"))
    a_collection(settled_soon, bank("10.00"), may(7))
    an_expense(association, cash("3.00"), may(9))
    lend(a_member(association), "Semilla", cash("40.00"), Paper(may(10)), sure=True)
    transfer(association, "cash", "bank", Decimal("10.00"), Paper(may(11)), operation="OP-2")
    pay_dues(a_member(association), cash("2.00"), Paper(may(12)))
    write_off(
        Loss(a_lot(association), a_grade(association), Decimal("1.0"), "podrida"),
        Paper(may(13)),
        sure=True,
    )


def close(association: Association, month: Month = MAY) -> Closing:
    return close_month(association, month, sure=True)


# What closing does ----------------------------------------------------------------------------


def test_closing_tells_when_by_whom_and_with_which_code(lived):
    made = close(lived)

    assert (made.month, made.stands, len(made.code)) == ("2026-05", True, 9)
    assert standing(lived, MAY) == made
    assert closed_months(lived) == [made]
    assert [one.is_same for one in checked(lived)] == [True]


def test_closing_changes_no_figure(lived):
    def figures() -> dict[str, object]:
        accounts = [account for account, _title in money.ACCOUNTS]
        found: dict[str, object] = {
            account: money.balance(lived, account, may(31))
            for account in accounts
            if account not in (money.DUES, money.MEMO)
        }
        return found | {
            "dues": dues.owed_by_month(lived, may(31)),
            "dues later": dues.owed_by_month(lived, june(30)),
            "charged": dues.charged_in(lived, MAY),
        }

    before = figures()
    close(lived)

    assert figures() == before


def test_what_warned_is_asked_first_and_then_kept_with_the_closing(lived):
    with pytest.raises(Doubtful) as asked:
        close_month(lived, MAY)
    warnings = [one.sentence for one in findings(lived, MAY) if one.level == WARNING]

    assert list(asked.value.doubts.values()) == warnings != []
    assert close(lived).warnings == "\n".join(warnings)


def test_a_hint_does_not_ask(association):
    count_cash(association, {Decimal(200): 5}, Paper(may(31)))
    a_due(association, "5.00", may(1))
    a_member(association)

    assert {one.level for one in findings(association, MAY)} == {HINT}
    assert close_month(association, MAY).warnings == ""


def test_a_fault_refuses_it_whatever_one_is_sure_of(lived):
    with no_guards():
        database.execute_sql("UPDATE money_entry SET amount = amount + 1 WHERE account = 'cash'")

    with pytest.raises(Refused, match="no suman cero"):
        close(lived)
    assert closed_months(lived) == []


def test_months_close_in_order(lived):
    with pytest.raises(Refused, match="Primero cierre mayo de 2026"):
        close(lived, JUNE)
    close(lived)
    with pytest.raises(Refused, match="mayo de 2026 ya está cerrado"):
        close(lived)
    close(lived, JUNE)

    assert [one.month for one in closed_months(lived)] == ["2026-06", "2026-05"]


# Frozen by every door -------------------------------------------------------------------------


def _sale(association: Association) -> Sale:
    """The sale of May of which something is still owed."""
    return Sale.get(Sale.total == Decimal("60.00"))


DEEDS: dict[str, Callable[[Association], object]] = {
    "deliver": lambda a: a_delivery(a, "10.0", may(20)),
    "pay an advance": lambda a: pay_advance(
        Delivery.get(), cash("1.00"), Paper(may(20)), sure=True
    ),
    "sell": lambda a: a_sale(a, "1.0", may(20)),
    "collect": lambda a: a_collection(_sale(a), cash("1.00"), may(20)),
    "income": lambda a: an_income(a, cash("1.00"), may(20)),
    "donate": lambda a: donate(
        a,
        Party("Donante"),
        "Riego",
        cash("1.00"),
        Paper(may(20)),
        fund=Fund(association=a, name="R"),
    ),
    "expense": lambda a: an_expense(a, cash("1.00"), may(20)),
    "transfer": lambda a: transfer(a, "cash", "bank", Decimal("1.00"), Paper(may(20)), sure=True),
    "pay dues": lambda a: pay_dues(a_member(a), cash("1.00"), Paper(may(20))),
    "lend": lambda a: lend(a_member(a), "Semilla", cash("1.00"), Paper(may(20)), sure=True),
    "repay a loan": lambda a: repay_loan(
        a_member(a), Decimal("1.00"), cash("1.00"), Paper(may(20)), sure=True
    ),
    "charge": lambda a: charge(
        a, "fine", "Falta", {a_member(a).id: Decimal("5.00")}, Paper(may(20))
    ),
    "write off": lambda a: write_off(
        Loss(a_lot(a), a_grade(a), Decimal("1.0"), "podrida"), Paper(may(20)), sure=True
    ),
    "count cash": lambda a: count_cash(
        a, {Decimal(1): 1}, Paper(may(31)), explanation="x", sure=True
    ),
    "void": lambda a: void(Document.get(Document.kind == "RE"), june(1), "error"),
    "void dated in it": lambda a: void(
        an_income(a, cash("1.00"), june(2)).document, may(30), "error"
    ),
    "settle": lambda a: settle(a_lot(a, "papa-dos"), Paper(may(31)), sure=True),
    "pay a settlement": lambda a: pay_settlement(
        settle(a_lot(a, "papa-dos"), Paper(june(9)), sure=True)[0],
        "bank",
        Paper(may(31)),
        sure=True,
    ),
    "admit": lambda a: Member(
        association=a, name="Nuevo", dni="40000099", sex="F", place=9, admitted=may(20)
    ).save(),
    "resign": lambda a: resign(a_member(a), may(20), "Carta"),
    "a rate": lambda a: a_due(a, "9.00", may(15)),
    "a rate of long ago": lambda a: a_due(a, "9.00", date(2020, 1, 1)),
    "a deduction": lambda a: Deduction(
        association=a,
        name="Capitalización",
        place=9,
        base=FIXED,
        rate=Decimal(1),
        fund=Fund.create(association=a, name="Capital"),
        since=may(15),
    ).save(),
    "another harvest": lambda a: a_harvest(a_member(a), may(20)),
    "the harvest": lambda a: Harvest.get().fill({"total": "400", "sale": "400"}).save(sure=True),
    "what the books began with": lambda a: correct_openings(a, {money.CASH: Decimal("9.00")}),
}


@pytest.mark.parametrize("deed", DEEDS, ids=str)
def test_a_closed_month_takes_no(lived, deed):
    close(lived)
    code = checked(lived)[0].code_now

    with pytest.raises(Refused, match=r"cerrado|antes"):
        DEEDS[deed](lived)
    assert checked(lived)[0].code_now == code


def test_what_refuses_a_day_of_a_closed_month_says_the_way_out(lived):
    close(lived)

    with pytest.raises(Refused, match="desde el 01/06/2026, o reabra el mes en «Cerrar el mes»"):
        an_income(lived, cash("1.00"), may(20))


RAW = (
    "UPDATE money_entry SET amount = 1",
    "DELETE FROM money_entry",
    "UPDATE stock_entry SET quantity = 1",
    "UPDATE document SET state = 'voided', voided_on = '2026-05-31', reason = 'x'",
    "DELETE FROM document",
    "UPDATE harvest SET total = total + 1, sale = sale + 1",
    "DELETE FROM harvest",
    "UPDATE cash_count SET counted = 1",
    "DELETE FROM cash_count",
    "UPDATE dues_charge SET amount = 1",
    "DELETE FROM dues_charge",
    "UPDATE parameter SET value = 1 WHERE name = 'dues_per_member'",
    "DELETE FROM parameter",
    "UPDATE deduction SET rate = 1",
    "DELETE FROM deduction",
    "UPDATE closing SET code = 'AAAA-AAAA'",
    "UPDATE closing SET warnings = ''",
    "DELETE FROM closing",
    "UPDATE kept_workbook SET content = x'00'",
    "DELETE FROM kept_workbook",
    "DELETE FROM workday",
    "UPDATE workday SET fine = 0",
)


@pytest.mark.parametrize("statement", RAW)
def test_no_statement_gets_around_the_closing(lived, statement):
    count_cash(lived, {Decimal(200): 5}, Paper(may(30)), explanation="sobra", sure=True)
    Workday.create(association=lived, day=may(20), title="Acequia", fine=Decimal("20.00"))
    keep_workbook(close(lived), b"libro")
    before = everything()

    with pytest.raises((sqlite3.IntegrityError, IntegrityError)):
        database.execute_sql(statement)
    assert everything() == before


# Dues -----------------------------------------------------------------------------------------


def test_what_a_closed_month_charged_stays_whatever_changes_after(lived):
    member = a_member(lived)
    close(lived)

    member.dues_exempt = True
    member.save()
    a_due(lived, "9.00", june(1))

    assert dues.charged_in(lived, MAY) == {member.id: Decimal("5.00")}
    assert dues.owed_by_month(lived, june(30)) == {member.id: {"2026-05": Decimal("3.00")}}
    assert [one.is_same for one in checked(lived)] == [True]


def test_a_rate_that_held_in_a_closed_month_is_neither_changed_nor_removed(lived):
    close(lived)
    rate = Parameter.get(Parameter.name == "dues_per_member", Parameter.since == may(1))

    with pytest.raises(Refused):
        rate.remove()
    rate.value = Decimal(7)
    with pytest.raises(RulesBroken, match="desde el 01/06/2026"):
        rate.save()
    rate = Parameter.get_by_id(rate.id)
    rate.source = "Acta 12"
    rate.save()
    a_due(lived, "7.00", june(1))

    assert dues.charged_in(lived, JUNE) == {a_member(lived).id: Decimal("7.00")}


def test_a_deduction_of_closed_months_may_end_in_an_open_one(lived):
    close(lived)
    one = Deduction.get(Deduction.base == "dues")

    one.rate = Decimal(3)
    with pytest.raises(RulesBroken, match="desde el 01/06/2026"):
        one.save()
    one = Deduction.get_by_id(one.id)
    one.until = may(20)
    with pytest.raises(RulesBroken, match="desde el 01/06/2026"):
        one.save()
    one.until = june(30)
    one.save()

    assert Deduction.get_by_id(one.id).until == june(30)


# Opening it again -----------------------------------------------------------------------------


def test_reopened_and_closed_again_gives_the_same_code_and_leaves_its_record(lived):
    first = close(lived)
    opened = everything()["opening"]

    lifted = reopen_month(lived, MAY, "faltaba un recibo")
    assert standing(lived, MAY) is None
    assert DuesCharge.select().count() == 0
    assert OpeningBalance.select().join(Opening).where(Opening.month == "2026-06").count() == 0
    second = close(lived)

    assert (lifted.id, lifted.reason, lifted.stands) == (first.id, "faltaba un recibo", False)
    assert second.code == first.code
    assert len(everything()["opening"]) == len(opened)
    assert Closing.select().count() == 2
    assert [one.id for one in closed_months(lived)] == [second.id]


def test_a_month_put_right_closes_with_another_code(lived):
    first = close(lived)
    reopen_month(lived, MAY, "faltaba un recibo")
    an_expense(lived, cash("1.00"), may(30))

    assert close(lived).code != first.code


def test_only_the_newest_is_opened_again(lived):
    close(lived)
    close(lived, JUNE)

    with pytest.raises(Refused, match="Primero reabra junio de 2026"):
        reopen_month(lived, MAY, "faltaba un recibo")
    reopen_month(lived, JUNE, "faltaba un recibo")
    reopen_month(lived, MAY, "faltaba un recibo")

    assert closed_months(lived) == []


def test_it_is_opened_with_a_reason_and_only_if_it_is_closed(lived):
    close(lived)
    with pytest.raises(RulesBroken) as refused:
        reopen_month(lived, MAY, "  ")
    assert set(refused.value.problems) == {"reason"}
    with pytest.raises(Refused, match="junio de 2026 no está cerrado"):
        reopen_month(lived, JUNE, "x")


def test_what_it_warned_of_is_warned_of_again(lived):
    close(lived)
    reopen_month(lived, MAY, "faltaba un recibo")

    with pytest.raises(Doubtful):
        close_month(lived, MAY)


# The control code -----------------------------------------------------------------------------

ALTERED = (
    "UPDATE money_entry SET amount = amount + 1 WHERE account = 'cash'",
    "UPDATE receipt SET concept = 'otra cosa' WHERE concept = 'Cuadernos'",
    "UPDATE sale_line SET price = price + 1",
    "UPDATE delivery SET sacks = sacks + 1",
    "UPDATE stock_entry SET quantity = quantity + 1",
    "UPDATE document SET reason = 'otra' WHERE state = 'voided'",
    "UPDATE harvest SET total = total + 1, sale = sale + 1",
    "UPDATE opening_balance SET amount = amount + 1 WHERE account = 'cash'",
    "UPDATE dues_charge SET amount = 1",
)


@pytest.mark.parametrize("statement", ALTERED)
def test_whatever_is_altered_behind_its_back_changes_the_code(lived, statement):
    close(lived)
    with no_guards():
        database.execute_sql(statement)

    assert [one.is_same for one in checked(lived)] == [False]


def test_what_is_done_later_leaves_the_code_of_earlier_months(lived):
    close(lived)
    a_delivery(lived, "10.0", june(1))
    a_collection(_sale(lived), cash("5.00"), june(2))
    pay_dues(a_member(lived), cash("3.00"), Paper(june(3)))
    close(lived, JUNE)

    assert [one.is_same for one in checked(lived)] == [True, True]


def test_the_code_of_one_association_is_not_changed_by_another(lived):
    from tests.factories import an_association

    close(lived)
    an_income(an_association("Otra"), cash("5.00"), may(9))

    assert [one.is_same for one in checked(lived)] == [True]


# The workbook ---------------------------------------------------------------------------------


def test_a_workbook_is_kept_once(lived):
    made = close(lived)
    keep_workbook(made, b"libro")
    keep_workbook(made, b"otro")

    assert kept_workbook(made) == b"libro"
    assert kept_workbook(close(lived, JUNE)) is None


def test_a_count_of_the_closed_month_stays(lived):
    held = money.balance(lived, money.CASH, may(31))
    made = count_cash(
        lived, {Decimal("0.10"): int(held * 10)}, Paper(may(31)), witness="Fiscal", sure=True
    )
    close(lived)

    assert CashCount.get_by_id(made.id).counted == held
    assert closing.standing(lived, MAY).warnings == ""
