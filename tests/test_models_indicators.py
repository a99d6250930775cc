"""Indicators: every formula has its question, and nobody is told apart in what leaves the house."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import catalog
from models.indicators import cases
from models.indicators.cases import LEAST, Case
from models.indicators.donor import _told
from models.indicators.measuring import measure
from models.indicators.questions import QUESTIONS
from models.indicators.records import BY_HAND, FORMULAS, Indicator, IndicatorValue
from models.indicators.span import Span
from models.indicators.territory import territory_of
from models.places import Community, District
from models.record import RulesBroken
from tests.factories import a_delivery, a_member, an_association, june, may

SPAN = Span(may(1), may(31))


def an_indicator(formula: str, **more) -> Indicator:
    return Indicator.create(name=formula, formula=formula, **more)


def test_every_formula_that_is_not_typed_has_its_question():
    assert set(QUESTIONS) == {name for name, _words in FORMULAS} - {BY_HAND}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_answered_from_the_worked_month_and_leads_to_its_records(
    worked_month, name
):
    question = QUESTIONS[name]

    found = question.ask(SPAN)

    models = {one._meta.table_name: one for one in catalog.models()}
    assert all(
        models[one.kind].get_or_none(models[one.kind]._meta.primary_key == one.key) for one in found
    )
    assert all(one.label for one in found)
    parts = [cases.parts_of(found, group, question.together) for group in question.groups]
    if question.together in (cases.count, cases.total):
        whole = question.together(found)
        assert all(sum(part.value for part in some) == whole for some in parts if some)


def test_the_worked_month_by_hand(worked_month):
    """As the workbook of the month and domain 12 say."""

    def value(name):
        question = QUESTIONS[name]
        return question.together(question.ask(SPAN))

    assert value("members") == 8
    assert value("women") == Decimal("62.5")
    assert value("delivered") == Decimal("2203.4")
    assert value("sold") == Decimal("2203.4")
    assert value("sales") == Decimal("4508.80")
    assert value("harvested") == 4150
    assert value("own_use") == Decimal("23.5")  # 975 of 4,150
    assert value("loss") == Decimal("2.3")  # 95 of 4,150
    assert value("land") == Decimal("1.1")
    assert value("crops") == 1  # six families, one product each
    # (1,843.10 − 104.00 − 92.16) / 8 families; only the potatoes are settled
    assert value("income") == Decimal("205.87")


def test_the_watershed_of_an_indicator_leaves_the_others_out(association):
    other = an_association("Asociación de Cachora")
    other.district = District.get(District.ubigeo == "030108")
    other.save()
    a_delivery(association, "10.0", may(3), member=a_member(association))
    a_delivery(other, "30.0", may(3), member=a_member(other))

    def delivered(basin: str) -> Decimal:
        found = QUESTIONS["delivered"].ask(Span(may(1), may(31), basin))
        return sum((one.amount for one in found), Decimal(0))

    assert [delivered(one) for one in ("Pomacanchi", "Cachora", "")] == [10, 30, 40]
    whole = territory_of(may(1), may(31))
    assert [one.watershed for one in whole.watersheds] == ["Cachora", "Pomacanchi"]
    assert (whole.whole.associations, whole.whole.delivered) == (2, 40)


def test_a_figure_typed_by_hand_is_the_last_one_of_the_span(association):
    one = an_indicator(BY_HAND)
    for day, value in ((may(5), 3), (may(20), 4), (june(5), 9)):
        IndicatorValue.create(indicator=one, day=day, value=Decimal(value))
    IndicatorValue.create(indicator=one, day=may(20), value=Decimal(3), sex="F", people=3)
    IndicatorValue.create(indicator=one, day=may(20), value=Decimal(1), sex="M", people=1)

    seen = measure(one, may(1), may(31))

    assert seen.value == 4
    assert [[(part.name, part.value) for part in some] for _title, some in seen.parts] == [
        [("Mujer", 3), ("Varón", 1)]
    ]
    assert seen.shown == []  # one man alone would be told


def test_no_figure_is_typed_for_what_is_worked_out(association):
    with pytest.raises(RulesBroken, match="se calcula solo"):
        IndicatorValue.create(indicator=an_indicator("members"), day=may(5), value=Decimal(3))


def test_baseline_and_target_go_with_their_day(association):
    with pytest.raises(RulesBroken, match="Ponga el valor y la fecha"):
        an_indicator("members", baseline=Decimal(3))
    seen = measure(
        an_indicator("members", baseline=Decimal(3), baseline_day=date(2025, 1, 1)), may(1), may(31)
    )
    assert (seen.change, seen.way) == (-3, None)


def test_an_income_of_two_families_is_not_given(association):
    for name in ("Uno", "Dos"):
        a_member(association, name)

    assert measure(an_indicator("income"), may(1), may(31)).kept_back
    a_member(association, "Tres")
    assert not measure(Indicator.get(), may(1), may(31)).kept_back


people = st.lists(
    st.tuples(st.integers(0, 8), st.sampled_from(["", "A", "B", "C", "D"]), st.integers(0, 9)),
    max_size=20,
)


@given(people)
def test_no_group_that_is_shown_stands_for_fewer_than_three_people(several):
    where = {}
    found = []
    for person, community, amount in several:
        own = where.setdefault(person, community)  # each lives in one place
        found.append(Case("", Decimal(amount), "member", 1, person=person, community=own))

    shown = cases.shown_parts(found, cases.COMMUNITY, cases.total)

    told = {part.name for part in shown}
    named = {place for place in where.values() if cases.name_of(cases.COMMUNITY, place) in told}
    for place in named:
        assert sum(one == place for one in where.values()) >= LEAST
    hidden = [person for person, place in where.items() if place not in named]
    if shown:  # who is not named is not reckoned from the whole either
        assert not hidden or len(hidden) >= LEAST
        assert sum(part.value for part in shown) == cases.total(found)


@given(st.lists(st.sampled_from(["F", "M", "X"]), max_size=15))
def test_no_small_count_can_be_reckoned_from_the_others(found):
    told = _told(found, ["F", "M", "X"])

    small = [key for key in told if 0 < found.count(key) < LEAST]
    assert all(told[key] is None for key in small)
    back = [key for key in told if told[key] is None]
    others = [key for key in told if found.count(key)]
    assert not small or len(back) > 1 or len(others) == 1


def test_a_community_is_of_the_watershed_of_its_district(association):
    member = a_member(association)
    member.community = Community.get(Community.name == "Cachora")
    member.save()

    (case,) = QUESTIONS["members"].ask(SPAN)

    assert (case.community, case.watershed) == ("Cachora", "Cachora")
