"""Series that go on from a talonario, and the leaves on which papers were written first."""

import pytest

from models.booklets import Booklet, SeriesStart
from models.cash.cash_book import Party, income
from models.cash.categories import INCOME
from models.changes import Refused
from models.documents import Document, Paper, Slip, next_number
from models.numbering import (
    leaves_of,
    next_leaf,
    papers_of,
    ranges,
    series_of,
    spoil,
    start_series,
)
from models.record import RulesBroken
from models.review.books import faults
from models.voiding import void
from tests.factories import (
    a_heading,
    an_association,
    an_expense,
    an_income,
    cash,
    everything,
    may,
)


@pytest.fixture
def booklet(association):
    """Receipts RI 131 to 150."""
    made = Booklet(association=association, kind="RI", name="Serie A", first=131, last=150)
    made.save()
    return made


def received(booklet: Booklet, leaf: int, *, replaces: Document | None = None) -> Document:
    heading = a_heading(booklet.association, INCOME)
    paper = Paper(may(5), replaces=replaces, slip=Slip(booklet, leaf))
    made = income(heading, Party("Feria"), "Rifa", cash("5.00"), paper, sure=True)
    return made.document


# Series -------------------------------------------------------------------------------------


def test_a_series_goes_on_from_the_talonario_and_has_no_hole(association):
    start_series(association, "RI", 2026, 131)
    assert next_number(association, "RI", may(5)) == "RI-2026-0131"

    for _time in range(2):
        an_income(association, cash("5.00"), may(5))
    an_expense(association, cash("5.00"), may(5))

    assert [str(one) for one in Document.select()] == [
        "RI-2026-0131",
        "RI-2026-0132",
        "RE-2026-0001",
    ]
    assert not [say for say in faults(association) if "serie" in say]


def test_a_hole_in_a_series_that_goes_on_from_a_talonario_is_found(association):
    an_income(association, cash("5.00"), may(5))
    SeriesStart(association=association, kind="RI", year=2026, first=2).save()

    assert [say for say in faults(association) if "RI-2026" in say]


def test_once_a_number_is_used_the_series_does_not_begin_elsewhere(association):
    void(an_income(association, cash("5.00"), may(5)).document, may(6), "error")

    with pytest.raises(Refused, match="ya empezó con RI-2026-0001"):
        start_series(association, "RI", 2026, 131)
    assert start_series(association, "RI", 2027, 131).first == 131


def test_until_then_it_is_said_anew(association):
    start_series(association, "RE", 2026, 50)
    start_series(association, "RE", 2026, 61)

    an_expense(association, cash("5.00"), may(5))

    assert next_number(association, "RE", may(5)) == "RE-2026-0062"


@pytest.mark.parametrize(("kind", "first"), [("V", 5), ("RI", 0), ("RI", 1_000_000)])
def test_what_is_no_beginning_of_a_series_is_refused(association, kind, first):
    with pytest.raises(RulesBroken):
        start_series(association, kind, 2026, first)


def test_each_series_says_what_is_used_and_void(association):
    first = an_income(association, cash("5.00"), may(5))
    an_income(association, cash("5.00"), may(5))
    void(first.document, may(6), "error")
    start_series(association, "EN", 2026, 40)

    entered, received_ = series_of(association)

    assert (entered.kind, entered.first, entered.last, entered.used) == ("EN", 40, 0, 0)
    assert (received_.kind, received_.used, received_.voided) == ("RI", 1, 1)
    assert received_.number(received_.last) == "RI-2026-0002"
    assert [one.is_valid for one in papers_of(association, "RI", 2026)] == [False, True]


# Leaves -------------------------------------------------------------------------------------


def test_the_leaves_of_a_talonario_are_used_void_spoiled_missing_or_left(booklet, association):
    received(booklet, 133)
    void(received(booklet, 134), may(6), "error")
    received(booklet, 140)
    spoil(booklet, 136, "se manchó")

    (leaves,) = leaves_of(association)

    assert (leaves.used, leaves.voided, leaves.spoiled) == ([133, 140], [134], [136])
    assert ranges(leaves.missing) == "0131 a 0132, 0135, 0137 a 0139"
    assert leaves.left == 10
    assert next_leaf(booklet) == 141


def test_of_a_new_talonario_nothing_is_missing(booklet, association):
    (leaves,) = leaves_of(association)

    assert (leaves.missing, leaves.left, next_leaf(booklet)) == ([], 20, 131)


def test_after_the_last_leaf_there_is_none(booklet):
    received(booklet, 150)

    assert next_leaf(booklet) is None


def test_a_leaf_stands_for_one_paper(booklet):
    received(booklet, 133)
    before = everything()

    with pytest.raises(RulesBroken, match="La hoja 133 ya se usó en RI-2026-0001"):
        received(booklet, 133)
    assert everything() == before


def test_what_was_typed_wrongly_gives_its_leaf_to_the_paper_that_replaces_it(booklet):
    wrong = received(booklet, 133)
    void(wrong, may(6), "monto mal")
    with pytest.raises(RulesBroken, match="es de RI-2026-0001, que está anulado"):
        received(booklet, 133)

    right = received(booklet, 133, replaces=wrong)

    assert (right.booklet, right.slip) == (booklet, 133)
    (leaves,) = leaves_of(booklet.association)
    assert (leaves.used, leaves.voided) == ([133], [])


@pytest.mark.parametrize("leaf", [130, 151])
def test_a_leaf_outside_its_talonario_is_refused(booklet, leaf):
    with pytest.raises(RulesBroken, match="va de la hoja 131 a la 150"):
        received(booklet, leaf)


def test_a_talonario_of_another_kind_or_association_is_refused(booklet, association):
    an_expense(association, cash("1.00"), may(5))
    with pytest.raises(RulesBroken, match="es de recibo de ingreso"):
        _spent_on(booklet, association)
    with pytest.raises(RulesBroken, match="es de recibo de ingreso"):
        _spent_on(booklet, an_association("Otra"))


def _spent_on(booklet, association):
    from models.cash.cash_book import expense
    from models.cash.categories import EXPENSE

    heading = a_heading(association, EXPENSE)
    paper = Paper(may(5), slip=Slip(booklet, 133))
    expense(heading, Party("Librería"), "Cuadernos", cash("1.00"), paper)


def test_a_spoiled_leaf_stands_for_no_paper(booklet):
    spoil(booklet, 133, "se rompió")

    with pytest.raises(RulesBroken, match="La hoja 133 está malograda: se rompió"):
        received(booklet, 133)
    with pytest.raises(RulesBroken, match="está malograda"):
        spoil(booklet, 133, "otra vez")


def test_a_leaf_in_use_is_not_spoiled_and_a_reason_is_said(booklet):
    received(booklet, 133)

    with pytest.raises(RulesBroken, match="ya se usó en RI-2026-0001"):
        spoil(booklet, 133, "se rompió")
    with pytest.raises(RulesBroken, match="por qué se malogró"):
        spoil(booklet, 134, "  ")


def test_the_leaf_of_an_issued_paper_is_not_changed(booklet):
    made = received(booklet, 133)
    made.slip = 134

    with pytest.raises(Refused, match="no se cambia"):
        made.save()


def test_a_talonario_in_use_keeps_its_kind_and_its_leaves(booklet):
    received(booklet, 140)
    for name, value, say in (
        ("kind", "RE", "no cambia de clase"),
        ("first", 141, "debe quedar dentro"),
        ("last", 139, "debe quedar dentro"),
    ):
        again = Booklet.get_by_id(booklet.id)
        setattr(again, name, value)
        with pytest.raises(RulesBroken, match=say):
            again.save()


@pytest.mark.parametrize(("first", "last"), [(0, 10), (10, 9), (1, 1_000_000)])
def test_leaves_that_cannot_be_are_refused(association, first, last):
    with pytest.raises(RulesBroken):
        Booklet(association=association, kind="RI", name="x", first=first, last=last).save()
