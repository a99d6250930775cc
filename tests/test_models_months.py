"""What lies before the opening or in a closed month stays as it is, whichever door is tried."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from peewee import IntegrityError

from models import money
from models.associations import Association
from models.cash.transfers import transfer
from models.changes import Refused, database
from models.documents import Document, Paper
from models.months import Month, check_open, is_open
from models.opening import Held, begin_books, carry_forward, register
from models.people.members import Member, admit, resign
from models.places import District
from models.produce.deliveries import Delivery, pay_advance
from models.produce.harvests import Harvest
from models.produce.sales import Sale
from models.record import RulesBroken
from models.voiding import void, void_delivery
from tests.factories import (
    JUNE,
    MAY,
    a_collection,
    a_delivery,
    a_harvest,
    a_member,
    a_sale,
    an_association,
    an_expense,
    an_income,
    bank,
    cash,
    everything,
    june,
    may,
)

BEFORE = date(2026, 4, 30)


@pytest.fixture
def closed(association: Association) -> Association:
    """May is closed; it holds a delivery with its advance, a sale on credit, and a harvest."""
    a_harvest(a_member(association), may(4))
    a_delivery(association, "100.0", may(5), advance=cash("20.00"))
    a_sale(association, "40.0", may(6))
    carry_forward(association, MAY)
    return association


DEEDS: dict[str, Callable[[Association, date], object]] = {
    "harvest": lambda a, day: a_harvest(a_member(a), day),
    "deliver": lambda a, day: a_delivery(a, "1.0", day),
    "pay_advance": lambda a, day: pay_advance(Delivery.get(), cash("1.00"), Paper(day), sure=True),
    "sell": lambda a, day: a_sale(a, "1.0", day),
    "collect": lambda a, day: a_collection(Sale.get(), cash("1.00"), day),
    "income": lambda a, day: an_income(a, cash("1.00"), day),
    "expense": lambda a, day: an_expense(a, cash("1.00"), day),
    "transfer": lambda a, day: transfer(a, "cash", "bank", Decimal(1), Paper(day), sure=True),
    "admit": lambda a, day: admit(Member(association=a, name="A", dni="40000009", sex="F"), day),
    "resign": lambda a, day: resign(Member.get(), day, "se mudó"),
}


@pytest.mark.parametrize("deed", list(DEEDS))
def test_nothing_is_dated_in_a_closed_month(closed, deed):
    an_expense(closed, cash("1.00"), june(1))  # what the deeds look up is there already
    an_income(closed, cash("1.00"), june(1))
    before = everything()

    with pytest.raises(Refused, match="mayo de 2026 está cerrado"):
        DEEDS[deed](closed, may(31))

    assert everything() == before


@pytest.mark.parametrize("deed", list(DEEDS))
def test_nothing_is_dated_before_the_opening(closed, deed):
    an_expense(closed, cash("1.00"), june(1))
    an_income(closed, cash("1.00"), june(1))
    before = everything()

    with pytest.raises(Refused, match=r"empieza el 01/05/2026|antes|cerrado"):
        DEEDS[deed](closed, BEFORE)

    assert everything() == before


@pytest.mark.parametrize("deed", list(DEEDS))
def test_the_day_after_can_be_typed(closed, deed):
    DEEDS[deed](closed, june(1))


def test_before_the_opening_is_told_apart_from_closed(association):
    with pytest.raises(Refused, match="empieza el 01/05/2026"):
        check_open(association, BEFORE)


def test_nothing_is_typed_until_the_books_begin(book):
    association = register(Association(name="Nueva", district=District.get()))

    with pytest.raises(Refused, match="Primero registre los saldos"):
        an_income(association, cash("1.00"), may(5))
    assert not is_open(association, MAY)


def test_one_association_closing_does_not_close_the_books_of_another(closed):
    other = an_association("Asociación de Cachora")

    an_income(other, cash("1.00"), may(31))


@pytest.mark.parametrize("kind", ["delivery", "advance", "sale"])
def test_what_is_in_a_closed_month_is_not_voided(closed, kind):
    document = {
        "delivery": Delivery.get().document,
        "advance": Document.get(Document.kind == "RE"),
        "sale": Sale.get().document,
    }[kind]
    before = everything()

    with pytest.raises(Refused, match=r"cerrado|vendió"):
        if kind == "delivery":
            void_delivery(Delivery.get(), june(2), "error")
        void(document, june(2), "error")

    assert everything() == before


def test_a_voiding_is_not_dated_in_a_closed_month(association):
    receipt = an_income(association, cash("5.00"), june(5))
    carry_forward(association, MAY)

    with pytest.raises(Refused):
        void(receipt.document, may(31), "error")


def test_a_harvest_of_a_closed_month_is_neither_changed_nor_moved_nor_removed(closed):
    for change in ({"sale": Decimal(499), "loss": Decimal(1)}, {"day": june(1)}):
        harvest = Harvest.get()
        for name, value in change.items():
            setattr(harvest, name, value)
        with pytest.raises(RulesBroken, match="cerrado"):
            harvest.save()
    with pytest.raises(RulesBroken, match="cerrado"):
        Harvest.get().remove()


def test_a_harvest_of_an_open_month_is_not_moved_into_a_closed_one(closed):
    harvest = a_harvest(a_member(closed), june(3))
    harvest.day = may(31)

    with pytest.raises(RulesBroken, match="cerrado"):
        harvest.save()


def test_the_padron_of_a_closed_month_does_not_change_through_the_form_either(closed):
    member = a_member(closed)
    member.departed, member.departure = may(20), "resigned"
    with pytest.raises(RulesBroken, match="mayo de 2026 está cerrado"):
        member.save()

    member = Member.get_by_id(member.id)
    member.admitted = may(20)
    with pytest.raises(RulesBroken, match="cerrado"):
        member.save()

    with pytest.raises(RulesBroken, match="cerrado"):
        a_member(closed, "Nueva Persona", admitted=may(20))

    member = Member.get_by_id(member.id)
    member.phone = "984123456"
    member.save()


# By raw SQL ---------------------------------------------------------------------------------

NEW_PAPER = (
    "INSERT INTO document (uid, found_by, association_id, kind, year, sequence, number, day,"
    " typed, state, reason, noted) VALUES"
    " ('x', '', 1, 'RI', 2026, 9, 'RI-2026-0009', '{day}', '', 'valid', '', '')"
)
NEW_MONEY = (
    "INSERT INTO money_entry (uid, found_by, document_id, association_id, day, account, party,"
    " amount) VALUES ('x', '', 1, 1, '{day}', 'cash', 0, 100)"
)
NEW_STOCK = (
    "INSERT INTO stock_entry (uid, found_by, document_id, association_id, day, grade_id,"
    " delivery_id, line, quantity) VALUES ('x', '', 1, 1, '{day}', 1, 1, 0, 100)"
)
NEW_HARVEST = (
    "INSERT INTO harvest (uid, found_by, association_id, member_id, product_id, day, total, sale,"
    " own_use, seed, barter, processing, feed, gift, loss, undecided, noted)"
    " VALUES ('x', '', 1, 1, 1, '{day}', 5, 5, 0, 0, 0, 0, 0, 0, 0, 0, '')"
)


@pytest.mark.parametrize("statement", [NEW_PAPER, NEW_MONEY, NEW_STOCK, NEW_HARVEST])
@pytest.mark.parametrize("day", ["2026-05-31", "2026-04-30", "1999-01-01"])
def test_sql_stores_nothing_in_a_closed_month_or_before_the_opening(closed, statement, day):
    with pytest.raises(IntegrityError, match="cerrado"):
        database.execute_sql(statement.format(day=day))
    database.execute_sql(statement.format(day="2026-06-01"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE document SET state = 'voided', voided_on = '2026-06-02', reason = 'x' WHERE id = 1",
        "UPDATE harvest SET day = '2026-06-01'",
        "UPDATE harvest SET sale = sale - 1, loss = 1",
        "DELETE FROM harvest",
    ],
)
def test_sql_changes_nothing_in_a_closed_month(closed, statement):
    before = everything()

    with pytest.raises(IntegrityError, match="cerrado"):
        database.execute_sql(statement)

    assert everything() == before


def test_sql_does_not_date_a_voiding_in_a_closed_month(closed):
    an_income(closed, cash("5.00"), june(5))

    with pytest.raises(IntegrityError, match="cerrado"):
        database.execute_sql(
            "UPDATE document SET state = 'voided', voided_on = '2026-05-31' WHERE day > '2026-06'"
        )


# Carrying forward ---------------------------------------------------------------------------


def test_months_are_closed_in_order_and_once(association):
    with pytest.raises(Refused, match="Primero cierre mayo de 2026"):
        carry_forward(association, JUNE)
    carry_forward(association, MAY)
    with pytest.raises(Refused, match="ya está cerrado"):
        carry_forward(association, MAY)
    carry_forward(association, JUNE)

    assert is_open(association, Month(2026, 7))
    assert not is_open(association, JUNE)


def test_books_begin_once_and_with_nothing_below_zero(association, book):
    with pytest.raises(Refused, match="ya tiene saldos iniciales"):
        begin_books(association, JUNE, [])
    other = register(Association(name="Nueva", district=District.get()))
    with pytest.raises(RulesBroken, match="menor que cero"):
        begin_books(other, MAY, [Held(money.CASH, Decimal("-0.01"))])


def test_no_month_may_lean_on_money_that_was_not_there_when_it_was_closed(closed):
    an_expense(closed, bank("500.00"), june(1))

    with pytest.raises(Refused, match="01/06/2026"):
        an_expense(closed, bank("0.10"), june(1))


def test_december_is_followed_by_january():
    assert Month(2026, 12).next == Month(2027, 1)
    assert Month(2026, 1).previous == Month(2025, 12)
    assert Month(2028, 2).last == date(2028, 2, 29)


@pytest.mark.parametrize("text", ["2026-13", "2026-5", "05-2026", "2026-00", "٢٠٢٦-٠٥", "", "mayo"])
def test_what_is_no_month_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="2026-05"):
        Month.read(text)
