"""Numbers without a gap or a double, forms that save once, and papers that are voided, not edited."""

from datetime import date
from decimal import Decimal

import pytest
from peewee import IntegrityError

from models import money
from models.associations import Association
from models.cash.cash_book import Receipt
from models.cash.transfers import transfer
from models.changes import Refused, database
from models.documents import Document, Paper, next_number
from models.months import Month
from models.produce.deliveries import Delivery, pay_advance
from models.produce.sales import Sale, balance_of
from models.produce.selling import collect
from models.stock import left_of
from models.voiding import void, void_delivery
from tests.factories import (
    a_collection,
    a_delivery,
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


def numbers() -> list[str]:
    return [str(one.number) for one in Document.select().order_by(Document.id)]


# Numbers ------------------------------------------------------------------------------------


def test_each_kind_has_its_own_numbers_in_the_order_typed(association):
    a_delivery(association, "100.0", may(9), advance=cash("50.00"))
    a_delivery(association, "100.0", may(5))
    an_income(association, cash("10.00"), may(9))
    an_expense(association, cash("5.00"), may(8))
    a_sale(association, "50.0", may(9))
    transfer(association, "cash", "bank", Decimal("20.00"), Paper(may(9)))

    assert numbers() == [
        "EN-2026-0001",
        "RE-2026-0001",
        "EN-2026-0002",
        "RI-2026-0001",
        "RE-2026-0002",
        "V-2026-0001",
        "TR-2026-0001",
    ]


def test_each_year_begins_again_also_when_the_old_one_is_still_typed(book):
    association = an_association(month=Month(2025, 12))
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2025, 12, 30), date(2026, 1, 2)):
        a_delivery(association, "10.0", day)

    assert numbers() == ["EN-2025-0001", "EN-2026-0001", "EN-2025-0002", "EN-2026-0002"]


def test_two_associations_in_one_file_have_their_own_numbers(association):
    other = an_association("Asociación de Cachora")

    a_delivery(association, "10.0", may(5))
    a_delivery(other, "10.0", may(5))

    assert numbers() == ["EN-2026-0001", "EN-2026-0001"]


def test_a_refused_paper_leaves_no_gap(association):
    an_expense(association, cash("100.00"), may(5))
    with pytest.raises(Refused):
        an_expense(association, cash("900.10"), may(5))
    an_expense(association, cash("900.00"), may(5))

    assert numbers() == ["RE-2026-0001", "RE-2026-0002"]


def test_a_typed_number_is_taken_when_it_is_the_next_one(association):
    assert next_number(association, "EN", may(5)) == "EN-2026-0001"

    made = a_delivery(association, "10.0", may(5), paper=Paper(may(5), number="EN-2026-0001"))

    assert str(made.document) == "EN-2026-0001"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("EN-2026-0001", "ya está usado"),
        ("EN-2026-0003", "El número siguiente es EN-2026-0002"),
        ("EN-2025-0002", "El número siguiente es EN-2026-0002"),
        ("0002", "El número siguiente es EN-2026-0002"),
    ],
)
def test_any_other_typed_number_is_refused(association, typed, why):
    a_delivery(association, "10.0", may(5))
    before = everything()

    with pytest.raises(Refused, match=why):
        a_delivery(association, "10.0", may(5), paper=Paper(may(5), number=typed))

    assert everything() == before


def test_a_voided_number_stays_taken(association):
    a_delivery(association, "10.0", may(4))
    void(a_sale(association, "10.0", may(5)).document, may(5), "precio errado")

    with pytest.raises(Refused, match="V-2026-0001 está anulado y queda usado"):
        a_sale(association, "10.0", may(5), paper=Paper(may(5), number="V-2026-0001"))

    assert str(a_sale(association, "10.0", may(5)).document) == "V-2026-0002"


def test_the_ten_thousandth_paper_of_a_year_follows_the_one_before(association):
    a_delivery(association, "10.0", may(5))
    database.execute_sql(
        "INSERT INTO document (uid, found_by, association_id, kind, year, sequence, number, day,"
        " typed, state, reason, noted) VALUES"
        " ('x', '', 1, 'EN', 2026, 9999, 'EN-2026-9999', '2026-05-05', '', 'valid', '', '')"
    )

    assert str(a_delivery(association, "10.0", may(5)).document) == "EN-2026-10000"


# Forms --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["delivery", "sale", "collection", "income", "transfer"])
def test_a_form_pressed_twice_makes_one_paper(association, kind):
    a_delivery(association, "100.0", may(4))
    paper, sold = Paper(may(5)), a_sale(association, "20.0", may(4))
    press = {
        "delivery": lambda: a_delivery(
            association, "10.0", may(5), paper=paper, advance=cash("5.00")
        ),
        "sale": lambda: a_sale(association, "10.0", may(5), paper=paper),
        "collection": lambda: collect(sold, cash("20.00"), paper, sure=True),
        "income": lambda: an_income_with(association, paper),
        "transfer": lambda: transfer(association, "cash", "bank", Decimal(5), paper),
    }[kind]

    first = press()
    once = everything()
    second = press()

    assert first.document == second.document
    assert everything() == once


def an_income_with(association: Association, paper: Paper) -> Receipt:
    from models.cash.cash_book import Party, income
    from tests.factories import a_heading

    heading = a_heading(association, "income")
    return income(heading, Party("Feria"), "Rifa", cash("10.00"), paper, sure=True)


def test_a_token_another_kind_of_paper_used_is_refused(association):
    paper = Paper(may(5))
    a_delivery(association, "10.0", may(5), paper=paper)
    before = everything()

    with pytest.raises(Refused, match="EN-2026-0001"):
        a_sale(association, "5.0", may(5), paper=paper)

    assert everything() == before


# Voiding ------------------------------------------------------------------------------------


def test_a_void_sale_owes_nothing_and_keeps_its_number_and_day(association):
    a_delivery(association, "100.0", may(4))
    sale = a_sale(association, "60.0", may(5))

    void(sale.document, may(20), "no se entregó")

    stored = Document.get_by_id(sale.document_id)
    assert (stored.number, stored.day) == ("V-2026-0001", may(5))
    assert (stored.state, stored.voided_on, stored.reason) == ("voided", may(20), "no se entregó")
    assert balance_of(sale) == 0


def test_a_receipt_voided_takes_its_money_back_on_its_own_day(association):
    receipt = an_income(association, cash("10.00"), may(5))

    void(receipt.document, may(20), "duplicado")

    assert money.balance(association, money.CASH, may(4)) == Decimal("1000.00")
    assert money.balance(association, money.CASH, may(5)) == Decimal("1000.00")


def test_voiding_is_refused_where_the_money_was_spent_since(association):
    receipt = an_income(association, cash("10.00"), may(5))
    an_expense(association, cash("1005.00"), may(6))
    before = everything()

    with pytest.raises(Refused, match=r"06/05/2026 faltarían S/ 5\.00"):
        void(receipt.document, may(20), "duplicado")

    assert everything() == before
    assert receipt.document.is_valid


def test_what_could_not_be_voided_can_be_voided_once_nothing_stands_in_the_way(association):
    receipt = an_income(association, cash("10.00"), may(5))
    spent = an_expense(association, cash("1005.00"), may(6))
    with pytest.raises(Refused):
        void(receipt.document, may(20), "duplicado")

    void(spent.document, may(20), "no se gastó")
    void(receipt.document, may(20), "duplicado")

    assert money.balance(association, money.CASH, may(31)) == Decimal("1000.00")


def test_a_sale_with_a_valid_receipt_waits_for_it(association):
    a_delivery(association, "100.0", may(4))
    sale = a_sale(association, "60.0", may(5))
    receipt = a_collection(sale, cash("20.00"), may(6))
    before = everything()

    with pytest.raises(Refused, match="RI-2026-0001"):
        void(sale.document, may(7), "error")

    assert everything() == before
    void(receipt.document, may(7), "error")
    void(sale.document, may(7), "error")
    assert balance_of(sale) == 0


@pytest.mark.parametrize(
    ("day", "reason", "why"),
    [
        (may(4), "error", "no se puede anular antes"),
        (may(5), "  ", "por qué"),
        (may(5), "uno\x00dos", "caracteres"),
        (may(5), "a" * 1001, "1000"),
    ],
)
def test_a_voiding_without_a_day_or_reason_is_refused(association, day, reason, why):
    receipt = an_income(association, cash("10.00"), may(5))
    before = everything()

    with pytest.raises(Refused, match=why):
        void(receipt.document, day, reason)

    assert everything() == before


def test_a_paper_is_voided_once_also_by_who_still_sees_it_valid(association):
    receipt = an_income(association, cash("10.00"), may(5))
    seen_before = Document.get_by_id(receipt.document_id)
    void(receipt.document, may(5), "error")
    before = everything()

    with pytest.raises(Refused, match="ya está anulado"):
        void(seen_before, may(6), "otra vez")

    assert everything() == before


def test_no_advance_is_paid_on_a_delivery_voided_meanwhile(association):
    delivery = a_delivery(association, "10.0", may(5))
    seen_before = Delivery.get_by_id(delivery.document_id)
    assert seen_before.document.is_valid
    void_delivery(delivery, may(5), "error")
    before = everything()

    with pytest.raises(Refused, match="anulado"):
        pay_advance(seen_before, cash("5.00"), Paper(may(6)), sure=True)

    assert everything() == before


def test_a_delivery_is_voided_with_its_advances(association):
    delivery = a_delivery(association, "100.0", may(5), advance=cash("50.00"))

    void_delivery(delivery, may(6), "otra persona")

    assert [one.state for one in Document.select()] == ["voided", "voided"]
    assert money.balance(association, money.CASH, may(31)) == Decimal("1000.00")
    assert left_of(delivery.document) == 0


def test_a_delivery_that_was_sold_from_is_not_voided_by_any_door(association):
    """Another delivery holds enough for the sum, but not the kilos that were sold."""
    delivery = a_delivery(association, "100.0", may(5))
    a_sale(association, "60.0", may(6))
    a_delivery(association, "100.0", may(5))
    before = everything()

    with pytest.raises(Refused, match="V-2026-0001"):
        void_delivery(delivery, may(8), "error")
    with pytest.raises(Refused, match="V-2026-0001"):
        void(delivery.document, may(8), "error")

    assert everything() == before


# Replacing ----------------------------------------------------------------------------------


def voided_sale(association: Association) -> Sale:
    a_delivery(association, "100.0", may(4))
    sale = a_sale(association, "10.0", may(5))
    void(sale.document, may(5), "error")
    return sale


def test_a_voided_paper_names_the_one_that_replaces_it(association):
    first = voided_sale(association)

    second = a_sale(association, "9.0", may(5), paper=Paper(may(5), replaces=first.document))

    assert Document.get_by_id(first.document_id).replaced_by == second.document


def test_a_valid_paper_is_not_replaced(association):
    a_delivery(association, "100.0", may(4))
    sale = a_sale(association, "10.0", may(5))

    with pytest.raises(Refused, match="no está anulado"):
        a_sale(association, "9.0", may(5), paper=Paper(may(5), replaces=sale.document))


def test_a_paper_is_replaced_by_one_of_its_kind_and_only_once(association):
    first = voided_sale(association)
    again = Paper(may(5), replaces=first.document)

    with pytest.raises(Refused, match="V-2026-0001"):
        a_delivery(association, "1.0", may(5), paper=again)
    second = a_sale(association, "9.0", may(5), paper=again)
    with pytest.raises(Refused, match="V-2026-0002"):
        a_sale(association, "9.0", may(5), paper=Paper(may(5), replaces=first.document))

    void(second.document, may(6), "error")
    third = a_sale(association, "9.0", may(6), paper=Paper(may(6), replaces=first.document))
    assert Document.get_by_id(first.document_id).replaced_by == third.document


# Other doors --------------------------------------------------------------------------------

FORBIDDEN = [
    "UPDATE document SET day = '2026-05-09' WHERE id = 1",
    "UPDATE document SET number = 'V-2026-0009', sequence = 9 WHERE id = 1",
    "UPDATE document SET noted = 'x' WHERE id = 1",
    "UPDATE document SET association_id = 2 WHERE id = 1",
    "DELETE FROM document WHERE id = 1",
    "UPDATE delivery SET payable = payable - 1000, net = net - 1000, gross = gross - 1000",
    "DELETE FROM delivery",
    "UPDATE sale SET total = 1",
    "DELETE FROM sale",
    "UPDATE sale_line SET price = 1",
    "DELETE FROM sale_line",
    "UPDATE receipt SET amount = 1",
    "DELETE FROM receipt",
    "UPDATE transfer SET amount = 1",
    "DELETE FROM transfer",
    "UPDATE money_entry SET amount = 0",
    "DELETE FROM money_entry",
    "UPDATE stock_entry SET quantity = 0",
    "DELETE FROM stock_entry",
    "UPDATE change SET who = 'nadie'",
    "DELETE FROM change",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_what_was_issued_is_not_changed_or_deleted_by_sql_either(association, statement):
    a_delivery(association, "100.0", may(4))
    a_collection(a_sale(association, "10.0", may(5)), cash("10.00"), may(5))
    transfer(association, "cash", "bank", Decimal(1), Paper(may(5)))
    before = everything()

    with pytest.raises(IntegrityError, match=r"Lo registrado|documento emitido"):
        database.execute_sql(statement)

    assert everything() == before


def test_a_voided_paper_is_not_made_valid_again_by_sql(association):
    receipt = an_income(association, bank("10.00"), may(5))
    void(receipt.document, may(5), "error")

    with pytest.raises(IntegrityError, match="documento emitido"):
        database.execute_sql("UPDATE document SET state = 'valid', voided_on = NULL")


def test_a_paper_is_not_deleted_through_its_record(association):
    receipt = an_income(association, cash("10.00"), may(5))

    with pytest.raises(Refused):
        receipt.remove()


def test_june_can_be_typed_while_may_is_open(association):
    an_income(association, cash("10.00"), june(1))
    an_income(association, cash("10.00"), may(31))

    assert numbers() == ["RI-2026-0001", "RI-2026-0002"]
