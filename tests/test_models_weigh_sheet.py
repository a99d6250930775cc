"""A weigh-in sheet is taken in whole or not at all, in the order written, once it squares."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import money
from models.associations import Association
from models.cash.cash_book import Receipt
from models.changes import Refused, database
from models.documents import Document
from models.places import Community
from models.produce.deliveries import Delivery, advance_of
from models.produce.products import Grade, Product
from models.produce.weigh_sheet import (
    ADVANCE,
    CODE,
    GRADE,
    GROSS,
    IMPURITY,
    MEMBER,
    MOISTURE,
    SACKS,
    TARE,
    SheetLine,
    Totals,
    columns_of,
    communities_of,
    differences,
    grade_named,
    on_the_sheet,
    take_in,
    totals_of,
)
from models.produce.weighing import Weight
from models.record import Doubtful, RulesBroken
from tests.factories import a_grade, a_harvest, a_member, everything, may

DAY = may(20)


def a_line(
    association: Association,
    kilos: str = "100.0",
    advance: str = "0",
    *,
    name: str = "Quispe Mamani, María",
    sacks: int = 0,
    tare: str = "0",
    grade: Grade | None = None,
) -> SheetLine:
    weight = Weight(Decimal(kilos), "kg", Decimal(tare), sacks)
    member = a_member(association, name)
    return SheetLine(member, grade or a_grade(association), weight, Decimal(advance))


def three_lines(association: Association) -> list[SheetLine]:
    """S/ 80.00 in advances on 350.5 kg in 7 sacks."""
    return [
        a_line(association, "200.5", "50.00", name="Apaza, Rosa", sacks=4, tare="2.0"),
        a_line(association, "100.0", name="Ccori, Juan", sacks=2, tare="1.0"),
        a_line(association, "50.0", "30.00", name="Apaza, Rosa", sacks=1, tare="0.5"),
    ]


def numbers(kind: str) -> list[str]:
    query = Document.select().where(Document.kind == kind).order_by(Document.id)
    return [str(one) for one in query]


# What a sheet is made of ------------------------------------------------------------------------


def test_only_what_can_be_measured_of_a_product_has_a_column(association):
    graded = a_grade(association).product
    dry = Product(association=association, name="Haba", moisture_base=Decimal(14))
    dry.save()
    pieces = Product(association=association, name="Cuy", unit="unidad")
    pieces.save()

    weighed = [SACKS, GROSS, TARE, IMPURITY]
    assert columns_of(graded) == [CODE, MEMBER, GRADE, *weighed, ADVANCE]
    assert columns_of(dry) == [CODE, MEMBER, *weighed, MOISTURE, ADVANCE]
    assert columns_of(pieces) == [CODE, MEMBER, GROSS, ADVANCE]


@pytest.mark.parametrize("words", ["2", "s", "Segunda", "SEG"])
def test_a_quality_is_known_by_its_mark_or_by_how_its_name_begins(association, words):
    assert str(grade_named(a_grade(association).product, words)) == "Segunda"


@pytest.mark.parametrize("words", ["3", "x", ""])
def test_a_quality_that_is_not_on_the_sheet_is_asked_again(association, words):
    with pytest.raises(ValueError, match="1 Primera, 2 Segunda"):
        grade_named(a_grade(association).product, words)


def test_who_lives_in_a_community_and_did_not_leave_stands_on_its_sheet(association):
    community = Community.create(name="Tocorani", district=association.district)
    rosa, juan = a_member(association, "Zela, Rosa"), a_member(association, "Apaza, Juan")
    left = a_member(association, "Huamán, Eva")
    for one in (rosa, left):
        one.community = community
        one.save()
    left.departed, left.departure = may(2), "resigned"
    left.save()

    assert on_the_sheet(association, DAY) == [juan, rosa]
    assert on_the_sheet(association, DAY, community) == [rosa]
    assert communities_of(association, DAY) == [community]


# Whether it squares -----------------------------------------------------------------------------


def test_a_sheet_that_does_not_square_says_which_total_and_by_how_much(association):
    lines = three_lines(association)
    product = lines[0].grade.product
    control = Totals(4, Decimal("340.5"), 8, Decimal("80.00"))

    assert differences(control, totals_of(lines), product) == {
        "lines": "1 línea de menos: la hoja dice 4 líneas y van 3 líneas.",
        "gross": "10.0 kg de más: la hoja dice 340.5 kg y van 350.5 kg.",
        "sacks": "1 saco de menos: la hoja dice 8 sacos y van 7 sacos.",
    }


def test_sacks_nobody_added_up_are_not_compared_but_money_always_is(association):
    lines = three_lines(association)
    control = Totals(3, Decimal("350.5"))

    assert differences(control, totals_of(lines), lines[0].grade.product) == {
        "advances": "Adelantos: S/ 80.00 de más: la hoja dice S/ 0.00 y van S/ 80.00."
    }


def test_a_sheet_that_does_not_square_leaves_no_trace(association):
    lines = three_lines(association)
    before = everything()

    with pytest.raises(RulesBroken):
        take_in(association, DAY, lines, replace(totals_of(lines), lines=4))

    assert everything() == before


def test_a_sheet_without_its_totals_is_refused(association):
    with pytest.raises(RulesBroken) as broken:
        take_in(association, DAY, [a_line(association)], Totals())

    assert set(broken.value.problems) == {"lines", "gross"}


# Taking it in -----------------------------------------------------------------------------------


def test_each_line_becomes_a_note_and_its_advance_a_receipt_in_the_order_written(association):
    lines = three_lines(association)

    made = take_in(association, DAY, lines, totals_of(lines))

    assert [str(one) for one in made] == ["EN-2026-0001", "EN-2026-0002", "EN-2026-0003"]
    assert numbers("RE") == ["RE-2026-0001", "RE-2026-0002"]
    assert [one.payable for one in made] == [Decimal("198.5"), Decimal("99.0"), Decimal("49.5")]
    assert [advance_of(one) for one in made] == [Decimal("50.00"), Decimal(0), Decimal("30.00")]
    assert [str(one.document.about) for one in Receipt.select()] == [str(made[0]), str(made[2])]
    assert money.balance(association, money.CASH, DAY) == Decimal("920.00")


def test_a_second_press_makes_none(association):
    lines = three_lines(association)
    first = take_in(association, DAY, lines, totals_of(lines))
    before = everything()

    again = take_in(association, DAY, lines, totals_of(lines))

    assert again == first
    assert everything() == before


def test_one_wrong_line_undoes_the_whole_sheet_and_every_wrong_one_is_named(association):
    lines = three_lines(association)
    lines[0] = replace(lines[0], weight=Weight(Decimal("200.5"), "kg", Decimal("300.0"), 4))
    lines[2] = replace(
        lines[2], weight=Weight(Decimal("50.0"), "kg", moisture=Decimal(120), sacks=1)
    )
    before = everything()

    with pytest.raises(RulesBroken) as broken:
        take_in(association, DAY, lines, totals_of(lines))

    assert broken.value.problems == {
        "1": "Línea 1, Apaza, Rosa: La tara debe ser menor que el peso bruto.",
        "3": "Línea 3, Apaza, Rosa: Un porcentaje va de 0 a 100.",
    }
    assert everything() == before


def test_advances_cash_does_not_reach_for_undo_the_whole_sheet(association):
    lines = [a_line(association, "900.0", "600.00"), a_line(association, "900.0", "500.00")]
    before = everything()

    with pytest.raises(Refused, match="Línea 2"):
        take_in(association, DAY, lines, totals_of(lines), sure=True)

    assert everything() == before


def test_nothing_is_taken_in_on_a_day_before_the_books_began(association):
    lines = three_lines(association)
    with pytest.raises(Refused, match="El libro empieza"):
        take_in(association, DAY.replace(month=4), lines, totals_of(lines))


def test_what_is_odd_is_asked_of_every_line_at_once_and_noted_when_confirmed(association):
    lines = [
        a_line(association, "1250.0", name="Apaza, Rosa"),
        a_line(association, "100.0", name="Ccori, Juan"),
        a_line(association, "100.0", "150.00", name="Zela, Eva"),
    ]
    before = everything()

    with pytest.raises(Doubtful) as asked:
        take_in(association, DAY, lines, totals_of(lines))

    assert set(asked.value.doubts) == {"1", "3"}
    assert asked.value.doubts["1"] == "Línea 1, Apaza, Rosa: ¿1,250.0 kg de una sola persona?"
    assert everything() == before

    made = take_in(association, DAY, lines, totals_of(lines), sure=True)

    assert [bool(one.document.noted) for one in made] == [True, False, True]


def test_a_later_line_is_asked_as_if_the_earlier_ones_were_true(association):
    rosa = a_member(association, "Apaza, Rosa")
    a_harvest(rosa, may(3), "150.0")
    lines = [a_line(association, "100.0", name="Apaza, Rosa") for _time in range(2)]

    with pytest.raises(Doubtful) as asked:
        take_in(association, DAY, lines, totals_of(lines))

    assert list(asked.value.doubts) == ["2"]
    assert "con esta entrega serían 200.0" in asked.value.doubts["2"]


LINES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 9999), st.integers(0, 8), st.integers(0, 90)),
    min_size=1,
    max_size=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(written=LINES)
def test_whatever_is_written_the_parts_add_up_and_the_numbers_follow_without_a_gap(
    association, written
):
    """(whose, tenths of a kilo, sacks, soles in advance) of each line."""
    with database.atomic() as undone:
        lines = [
            a_line(association, f"{tenths / 10:.1f}", str(paid), name=f"Socio {who}", sacks=sacks)
            for who, tenths, sacks, paid in written
        ]
        control = Totals(
            len(written),
            Decimal(sum(tenths for _who, tenths, *_rest in written)) / 10,
            sum(sacks for *_more, sacks, _paid in written),
            Decimal(sum(paid for *_more, paid in written)),
        )

        made = take_in(association, DAY, lines, control, sure=True)

        assert [one.member.name for one in made] == [f"Socio {who}" for who, *_rest in written]
        assert sum(one.gross for one in made) == control.gross
        assert sum(advance_of(one) for one in made) == control.advances
        assert numbers("EN") == [f"EN-2026-{n:04}" for n in range(1, len(written) + 1)]
        paid = sum(1 for *_more, soles in written if soles)
        assert numbers("RE") == [f"RE-2026-{n:04}" for n in range(1, paid + 1)]
        assert Delivery.select().count() == len(written)
        undone.rollback()
