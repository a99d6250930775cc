"""Which deliveries a sale draws from, what voiding gives back, and the stock on every day."""

from decimal import Decimal

import pytest

from models.changes import Refused
from models.documents import Document
from models.produce.deliveries import Delivery
from models.produce.kardex import kardex_of
from models.produce.sales import Sale
from models.stock import StockEntry, draw, free, held, left_by_grade, left_of
from models.voiding import void, void_delivery
from tests.factories import (
    MAY,
    a_delivery,
    a_grade,
    a_sale,
    everything,
    june,
    may,
)


def drawn(sale: Sale) -> dict[str, str]:
    """Delivery's number -> what the sale took from it."""
    entries = StockEntry.select().where(StockEntry.document == sale.document_id)
    found: dict[str, Decimal] = {}
    for entry in entries.order_by(StockEntry.id):
        number = str(entry.delivery)
        found[number] = found.get(number, Decimal(0)) - entry.quantity
    return {number: str(quantity.normalize()) for number, quantity in found.items() if quantity}


def left(delivery: Delivery) -> Decimal:
    return left_of(delivery.document)


def test_the_oldest_delivery_is_drawn_first_and_the_last_one_is_split(association):
    a_delivery(association, "40.0", may(6))
    a_delivery(association, "30.0", may(4))
    a_delivery(association, "50.0", may(5))

    sale = a_sale(association, "95.0", may(7))

    assert drawn(sale) == {"EN-2026-0002": "3E+1", "EN-2026-0003": "5E+1", "EN-2026-0001": "15"}


def test_within_a_day_the_lowest_number_is_drawn_first(association):
    for _number in range(3):
        a_delivery(association, "11.0", may(5))

    assert drawn(a_sale(association, "23.0", may(5))) == {
        "EN-2026-0001": "11",
        "EN-2026-0002": "11",
        "EN-2026-0003": "1",
    }


def test_each_grade_draws_from_its_own_deliveries(association):
    second = a_grade(association, name="Segunda")
    a_delivery(association, "11.0", may(4))
    a_delivery(association, "11.0", may(5), grade=second)

    assert drawn(a_sale(association, "11.0", may(6), grade=second)) == {"EN-2026-0002": "11"}


def test_a_delivery_typed_later_with_an_earlier_day_changes_no_draw_made(association):
    a_delivery(association, "21.0", may(5))
    first = a_sale(association, "11.0", may(6))
    a_delivery(association, "21.0", may(3))

    second = a_sale(association, "25.0", may(7))

    assert drawn(first) == {"EN-2026-0001": "11"}
    assert drawn(second) == {"EN-2026-0002": "21", "EN-2026-0001": "4"}


def test_a_back_dated_sale_draws_from_a_later_delivery_when_the_days_allow_it(association):
    """Sold on the 20th: the 11 kg of the 4th. Typed after it, dated the 10th: 11 kg of the 15th
    are all that is free; the store holds 11 kg on the 10th and never less than nothing."""
    a_delivery(association, "11.0", may(4))
    a_sale(association, "11.0", may(20))
    a_delivery(association, "11.0", may(15))

    sale = a_sale(association, "11.0", may(10))

    assert drawn(sale) == {"EN-2026-0002": "11"}
    assert [held(association, a_grade(association), may(d)) for d in (4, 10, 15, 20)] == [
        11,
        0,
        11,
        0,
    ]


def test_a_back_dated_sale_that_leaves_a_later_day_short_is_refused(association):
    a_delivery(association, "100.0", may(4))
    a_sale(association, "80.0", may(20))
    a_delivery(association, "50.0", may(25))
    before = everything()

    with pytest.raises(Refused, match=r"el 20/05/2026 faltarían 10\.0 kg de papa primera"):
        a_sale(association, "30.0", may(10))

    assert everything() == before


def test_a_sale_before_any_delivery_is_refused(association):
    a_delivery(association, "100.0", may(10))
    before = everything()

    with pytest.raises(Refused, match="09/05/2026"):
        a_sale(association, "1.0", may(9))

    assert everything() == before


def test_a_delivery_and_its_sale_may_be_of_one_day(association):
    a_delivery(association, "100.0", may(10))

    a_sale(association, "100.0", may(10))

    assert held(association, a_grade(association), may(10)) == 0


def test_voiding_gives_back_to_the_same_deliveries_and_moves_no_other_draw(association):
    first = a_delivery(association, "11.0", may(4))
    second = a_delivery(association, "11.0", may(5))
    early = a_sale(association, "5.0", may(6))
    late = a_sale(association, "10.0", may(6))
    assert drawn(late) == {"EN-2026-0001": "6", "EN-2026-0002": "4"}

    void(early.document, may(7), "error")

    assert drawn(late) == {"EN-2026-0001": "6", "EN-2026-0002": "4"}
    assert (left(first), left(second)) == (Decimal(5), Decimal(7))
    assert drawn(a_sale(association, "6.0", may(8))) == {"EN-2026-0001": "5", "EN-2026-0002": "1"}


def test_a_delivery_whose_sale_was_voided_can_be_voided(association):
    delivery = a_delivery(association, "11.0", may(4))
    sale = a_sale(association, "5.0", may(6))
    void(sale.document, may(7), "error")

    void_delivery(delivery, may(8), "error")

    assert held(association, a_grade(association), may(31)) == 0


def test_a_delivery_is_not_voided_when_a_later_day_would_fall_short(association):
    """Nothing was drawn from the one of the 4th, but the store of the 6th leans on it."""
    a_delivery(association, "10.0", may(3))
    a_sale(association, "10.0", may(20))
    second = a_delivery(association, "10.0", may(4))
    a_delivery(association, "10.0", may(15))
    a_sale(association, "10.0", may(6))
    before = everything()

    with pytest.raises(Refused):
        void_delivery(second, may(21), "error")

    assert everything() == before


def test_what_is_free_is_what_the_store_holds(association):
    grade = a_grade(association)
    a_delivery(association, "40.0", may(4))
    a_delivery(association, "60.0", may(6))
    a_sale(association, "55.5", may(7))

    assert sum(piece.quantity for piece in free(association, grade, may(31))) == Decimal("44.5")
    assert left_by_grade(association) == {grade.id: Decimal("44.5")}
    assert [str(piece.delivery) for piece in draw(association, grade, Decimal(1), may(31))] == [
        "EN-2026-0002"
    ]


def test_the_kardex_shows_what_came_and_went_by_day_and_order_of_typing(association):
    a_delivery(association, "40.0", may(6))
    sale = a_sale(association, "15.5", may(7))
    void(a_sale(association, "10.0", may(7)).document, may(8), "error")
    a_delivery(association, "60.0", may(4))
    a_delivery(association, "5.0", june(1))

    (card,) = kardex_of(association, MAY)

    assert (card.opening, card.closing) == (Decimal(0), Decimal("84.5"))
    assert [(line.number, line.came, line.went, line.balance) for line in card.lines] == [
        ("EN-2026-0002", Decimal(60), Decimal(0), Decimal(60)),
        ("EN-2026-0001", Decimal(40), Decimal(0), Decimal(100)),
        ("V-2026-0001", Decimal(0), Decimal("15.5"), Decimal("84.5")),
    ]
    assert card.lines[0].detail == "Quispe Mamani, María"
    assert card.lines[2].detail == str(sale.buyer)


def test_the_kardex_of_the_next_month_begins_with_what_was_left(association):
    a_delivery(association, "40.0", may(6))
    a_sale(association, "15.5", june(2))

    (card,) = kardex_of(association, MAY.next)

    assert (card.opening, card.closing) == (Decimal(40), Decimal("24.5"))


def test_a_sale_of_many_lines_has_one_line_in_the_kardex(association):
    from models.documents import Paper
    from models.produce.selling import Bargain, Item, sell
    from tests.factories import a_buyer, a_lot

    a_delivery(association, "40.0", may(6))
    item = Item(a_grade(association), Decimal("10.0"), Decimal(1))
    sell(Bargain(a_buyer(association), a_lot(association), [item, item]), Paper(may(7)))

    (card,) = kardex_of(association, MAY)

    assert [line.went for line in card.lines] == [0, 20]
    assert Document.select().where(Document.kind == "V").count() == 1
