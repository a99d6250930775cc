"""Lists: found by words, by month and by state, in an order, with what stands under them."""

from decimal import Decimal

import pytest
from playhouse.test_utils import assert_query_count

from models.cash.cash_book import RECEIPTS
from models.catalog import CATALOG
from models.documents import Document
from models.listing import Listing
from models.people.members import MEMBERS, Member, resign
from models.produce.buyers import BUYERS
from models.produce.deliveries import DELIVERIES
from models.produce.products import GRADES
from models.produce.sales import SALES, Sale
from models.voiding import void
from tests.factories import (
    a_buyer,
    a_collection,
    a_delivery,
    a_grade,
    a_member,
    a_sale,
    an_association,
    an_expense,
    an_income,
    cash,
    june,
    may,
)


def first(listing: Listing, column: str) -> list[object]:
    """One column of all rows, as it is shown."""
    place = [one.title for one in listing.kind.columns].index(column)
    kind = listing.kind.columns[place]
    return [kind.show(row[place + 1]) for row in listing.window(0, -1)]


@pytest.fixture
def people(association):
    for name in ("Quispe Ñahui, José", "Ccori Layme, Ana", "Huamán Puma, Josefina"):
        a_member(association, name)
    return association


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("nahui", ["Quispe Ñahui, José"]),
        ("JOSÉ", ["Quispe Ñahui, José", "Huamán Puma, Josefina"]),
        ("jose quispe", ["Quispe Ñahui, José"]),
        ("quispe jose", ["Quispe Ñahui, José"]),
        ("40000002", ["Ccori Layme, Ana"]),
        ("s03", ["Huamán Puma, Josefina"]),
        ("  ", ["Quispe Ñahui, José", "Ccori Layme, Ana", "Huamán Puma, Josefina"]),
        ("quispe ana", []),
        ("%", []),
        ("_", []),
        ("'", []),
        ("\\", []),
    ],
)
def test_it_is_found_by_every_word_without_accents_or_capitals(people, words, names):
    assert first(Listing(MEMBERS, people, words), "Apellidos y nombres") == names


def test_a_paper_is_found_by_its_number_its_member_its_product_or_its_grade(association):
    a_delivery(association, "10.0", may(5))
    ana = a_member(association, "Ccori Layme, Ana")
    second = a_grade(association, name="Segunda")
    a_delivery(association, "20.0", may(6), member=ana, grade=second)

    for words in ("en-2026-0002", "ccori", "segunda", "papa ana", "0002 segunda"):
        assert first(Listing(DELIVERIES, association, words), "Número") == ["EN-2026-0002"], words
    assert len(Listing(DELIVERIES, association, "papa").window(0, -1)) == 2


def test_a_month_holds_its_first_and_its_last_day(association):
    for day in (may(1), may(31), june(1)):
        a_delivery(association, "10.0", day)

    of_may = Listing(DELIVERIES, association, since=may(1), until=may(31))

    assert first(of_may, "Número") == ["EN-2026-0002", "EN-2026-0001"]
    assert of_may.summary().count == 2


def test_another_association_is_not_seen(association):
    other = an_association("Asociación de Cachora")
    a_delivery(other, "10.0", may(5))
    a_member(other, "Solo de Cachora")
    a_grade(other, product="Palta")

    assert Listing(DELIVERIES, association).window(0, -1) == []
    assert Listing(GRADES, association, "palta").window(0, -1) == []
    assert Listing(MEMBERS, association, "cachora").summary().everything == 0
    assert Listing(DELIVERIES, other).summary().count == 1


def test_states_filter_and_are_counted_whichever_is_chosen(association):
    a_delivery(association, "100.0", may(4))
    owed = a_sale(association, "10.0", may(5))
    paid = a_sale(association, "20.0", may(6))
    a_collection(paid, cash("20.00"), may(6))
    void(a_sale(association, "5.0", may(7)).document, may(7), "error")
    pending, collected, _reversed, voided = SALES.states

    assert first(Listing(SALES, association, state=pending), "Número") == [str(owed)]
    assert first(Listing(SALES, association, state=collected), "Número") == [str(paid)]
    assert first(Listing(SALES, association, state=voided), "Estado") == ["Anulada"]
    under = Listing(SALES, association, state=pending).summary()
    assert (under.everything, under.count) == (3, 1)
    assert under.states == {"Por cobrar": 1, "Cobradas": 1, "Anuladas": 1, "Extornadas": 0}


def test_totals_leave_void_papers_out(association):
    a_delivery(association, "100.0", may(4), advance=cash("10.00"))
    void(a_delivery(association, "40.0", may(5)).document, may(5), "error")

    under = Listing(DELIVERIES, association).summary()

    assert (under.count, under.counted) == (2, 1)
    assert under.totals["Pagable"] == Decimal("100.0")
    assert under.totals["Adelanto S/"] == Decimal("10.00")


def test_money_in_and_out_are_summed_apart(association):
    an_income(association, cash("12.50"), may(5))
    an_income(association, cash("0.10"), may(5))
    an_expense(association, cash("3.00"), may(5))
    void(an_expense(association, cash("7.00"), may(5)).document, may(5), "error")

    under = Listing(RECEIPTS, association).summary()

    assert under.totals["Ingreso S/"] == Decimal("12.60")
    assert under.totals["Egreso S/"] == Decimal("3.00")


def test_a_list_of_nothing_has_totals_of_zero(association):
    under = Listing(SALES, association).summary()

    assert (under.everything, under.count) == (0, 0)
    assert set(under.totals.values()) == {Decimal(0)}


def test_papers_come_newest_first_and_any_column_can_order_them(association):
    for kilos, day in (("30.0", may(5)), ("10.0", may(7)), ("20.0", may(6))):
        a_delivery(association, kilos, day)
    payable = next(one for one in DELIVERIES.columns if one.title == "Pagable")

    assert first(Listing(DELIVERIES, association), "Fecha") == [
        "07/05/2026",
        "06/05/2026",
        "05/05/2026",
    ]
    ordered = Listing(DELIVERIES, association, order=[payable.expression.desc()])
    assert first(ordered, "Pagable") == ["30.0", "20.0", "10.0"]


def test_pages_follow_each_other_and_each_row_knows_its_place(association):
    for _number in range(7):
        a_delivery(association, "10.0", may(5))
    listing = Listing(DELIVERIES, association)

    rows = listing.window(0, -1)

    assert listing.window(0, 3) + listing.window(3, 3) + listing.window(6, 3) == rows
    assert listing.window(100, 3) == []
    for place, row in enumerate(rows):
        assert listing.place(row[0]) == place
        assert listing.of_key(row[0]) == row
    assert listing.place(999) is None
    assert listing.of_key(999) is None


def test_who_left_is_told_apart(people):
    resign(Member.get(Member.name == "Ccori Layme, Ana"), may(5), "se mudó")
    active, left, *_others = MEMBERS.states

    assert first(Listing(MEMBERS, people, state=left), "Condición") == ["Retirado"]
    assert Listing(MEMBERS, people, state=active).summary().count == 2


def test_a_buyer_is_found_by_the_ruc(association):
    buyer = a_buyer(association)
    buyer.ruc = "20131312955"
    buyer.save()

    assert first(Listing(BUYERS, association, "20131312955"), "RUC") == ["20131312955"]


@pytest.mark.parametrize("kind", CATALOG, ids=lambda kind: kind.name)
@pytest.mark.parametrize("words", ["", "a 2026"])
def test_a_list_and_what_stands_under_it_are_two_questions(worked_month, kind, words):
    listing = Listing(kind, worked_month, words, may(1), may(31))
    looked_up = len(words.split()) * len(kind.search)  # a word may be a member's or a product's

    with assert_query_count(2 + looked_up):
        listing.window(0, 40)
        listing.summary()


def test_every_column_of_the_worked_month_can_be_shown_and_summed(worked_month):
    sales = Listing(SALES, worked_month)

    assert first(sales, "Estado") == ["Parcial", "Cobrada", "Anulada"]
    assert sales.summary().totals["Total S/"] == Decimal("4508.80")
    assert sales.summary().totals["Por cobrar S/"] == Decimal("1665.70")
    assert Sale.select().count() == 3
    assert Document.select().count() == 35
