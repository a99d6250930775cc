"""A sale to somebody new, and what is said of each of its lines."""

from datetime import date
from decimal import Decimal

import pytest

from models.associations import Association
from models.documents import Document, Paper
from models.produce.buyers import Buyer
from models.produce.lots import Lot, lot_called
from models.produce.products import Grade
from models.produce.sales import Sale, owed_after
from models.produce.selling import Bargain, Item, sell
from models.record import Doubtful, RulesBroken
from models.stock import left_by_grade
from models.voiding import void

DAY = date(2026, 5, 31)


@pytest.fixture
def association(sample: Association) -> Association:
    """The sample month."""
    return sample


def item(quantity: str, price: str) -> Item:
    return Item(Grade.get(), Decimal(quantity), Decimal(price))


def test_a_new_buyer_and_a_new_lot_are_stored_with_the_sale(association: Association) -> None:
    sale = next(one for one in Sale.select() if str(one) == "V-2026-0003")
    for receipt in Document.select().where(Document.about == sale.document):
        void(receipt, DAY, "prueba")
    void(sale.document, DAY, "prueba")
    left = left_by_grade(association)
    grade = Grade.get_by_id(next(iter(left)))
    buyer, lot = Buyer(association=association, name="Rosa Quispe"), lot_called(association, "otro")

    made = sell(Bargain(buyer, lot, [Item(grade, Decimal(10), Decimal(2))]), Paper(DAY), sure=True)

    assert made.total == Decimal(20)
    assert Buyer.get(Buyer.name == "Rosa Quispe") == made.buyer
    assert Lot.get(Lot.name == "otro") == made.lot
    assert owed_after(made, Decimal(5)) == Decimal(15)


def test_a_refused_sale_leaves_no_new_buyer_behind(association: Association) -> None:
    buyer, lot = Buyer(association=association, name="Rosa Quispe"), lot_called(association, "otro")
    too_much = Bargain(buyer, lot, [item("99999", "1")])

    with pytest.raises(RulesBroken) as refused:
        sell(too_much, Paper(DAY), sure=True)

    assert list(refused.value.problems) == ["quantity 1"]
    assert Buyer.get_or_none(Buyer.name == "Rosa Quispe") is None
    assert Lot.get_or_none(Lot.name == "otro") is None


def test_all_that_is_missing_is_said_at_once(association: Association) -> None:
    nobody = Bargain(
        Buyer(association=association, name=""),
        Lot(association=association, name=""),
        [item("1", "1"), item("0", "0")],
        credit_days=0,
    )

    with pytest.raises(RulesBroken) as refused:
        sell(nobody, Paper(DAY))

    assert set(refused.value.problems) == {
        "buyer",
        "lot",
        "quantity 2",
        "price 2",
        "credit_days",
    }


def test_a_doubt_names_the_line_it_is_about(association: Association) -> None:
    lot = Lot.get(Lot.name == "haba-mayo")
    bargain = Bargain(Buyer.get(), lot, [item("1", "1.20"), item("1", "120")])

    with pytest.raises(Doubtful) as asked:
        sell(bargain, Paper(DAY))

    assert list(asked.value.doubts) == ["price 2"]


def test_the_day_it_is_due_counts_from_the_day_of_the_sale() -> None:
    assert Bargain(Buyer(), Lot(), [], credit_days=30).due_on(date(2026, 5, 22)) == date(
        2026, 6, 21
    )
    assert Bargain(Buyer(), Lot(), []).due_on(DAY) == DAY
