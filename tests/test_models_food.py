"""Food: what families kept of their harvests, how they ate, and the file of a family."""

from datetime import date
from decimal import Decimal

import pytest
from playhouse.test_utils import count_queries

from models.changes import Refused
from models.economy.who import split
from models.food.family_file import family_file, family_lines
from models.food.questions import (
    diet_scores,
    harvest_uses,
    kilos_used,
    mean_score,
    share_used,
    shortage_scores,
)
from models.food.surveys import DIET, GROUPS, MONTHS, SHORTAGE, DietSurvey, ShortageSurvey, band
from models.land.seasons import Season
from models.listing import Listing
from models.people.households import Household
from models.produce.plots import Plot
from models.record import RulesBroken
from tests.factories import a_delivery, a_harvest, a_member, may

THIS = Season(2025)


def ask_diet(member, day, *eaten) -> DietSurvey:
    answers = {name: name in eaten for name, _words in GROUPS}
    survey = DietSurvey(association=member.association, member=member, day=day, feast=False)
    for name, answer in answers.items():
        setattr(survey, name, answer)
    survey.save()
    return survey


def ask_shortage(member, day, *months) -> ShortageSurvey:
    survey = ShortageSurvey(association=member.association, member=member, day=day)
    for name, _words in MONTHS:
        setattr(survey, name, name in months)
    survey.save()
    return survey


def a_home(association, *members, name="Familia Quispe") -> Household:
    home = Household.create(association=association, name=name, people=6)
    for member in members:
        member.home = home
        member.save()
    return home


# Surveys ----------------------------------------------------------------------------------------


def test_there_are_twelve_groups_and_twelve_months():
    assert len(dict(GROUPS)) == len(dict(MONTHS)) == 12


def test_the_score_counts_the_groups_eaten_and_the_months_with_food(association):
    member = a_member(association)
    ask_diet(member, may(3), "cereals", "tubers", "pulses", "oils")
    ask_shortage(member, may(4), "january", "february")

    (diet,) = diet_scores(association, may(1), may(31))
    (shortage,) = shortage_scores(association, may(1), may(31))

    assert (diet.score, diet.band) == (4, "middle")
    assert shortage.score == 10


@pytest.mark.parametrize(
    ("score", "word"),
    [(0, "low"), (3, "low"), (4, "middle"), (5, "middle"), (6, "high"), (12, "high")],
)
def test_the_bands_of_the_score(score, word):
    assert band(score) == word


def test_the_lists_show_the_scores(association):
    member = a_member(association)
    ask_diet(member, may(3), "cereals", "tubers", "pulses")
    ask_shortage(member, may(4), *dict(MONTHS))

    (diet,), (shortage,) = (Listing(kind, association).window(0, 9) for kind in (DIET, SHORTAGE))

    assert diet[-2:] == (3, "low")
    assert shortage[-1] == 0


def test_a_question_left_open_is_no_answer(association):
    survey = DietSurvey(association=association, member=a_member(association), day=may(3))

    with pytest.raises(RulesBroken) as broken:
        survey.save()

    assert set(broken.value.problems) == {"feast", *dict(GROUPS)}


def test_after_a_feast_nobody_is_asked_and_nobody_twice_on_a_day(association):
    member = a_member(association)
    survey = ask_diet(member, may(3), "cereals")

    with pytest.raises(RulesBroken, match="Ya está la encuesta"):
        ask_diet(member, may(3), "eggs")
    survey.feast = True
    with pytest.raises(RulesBroken, match="Después de una fiesta"):
        survey.save()


def test_the_mean_of_the_scores_and_of_none(association):
    for name, eaten in (("Quispe, Ana", ["eggs"]), ("Ccori, Rosa", ["eggs", "milk"])):
        ask_diet(a_member(association, name), may(3), *eaten)

    assert mean_score(diet_scores(association, may(1), may(31))) == Decimal("1.5")
    assert mean_score([]) is None


# Harvests ---------------------------------------------------------------------------------------


def harvested(association):
    """Ana: 500 kg, of which 200 eaten, 50 seed, 250 sold; Rosa: 100 kg, 40 eaten, 60 bartered."""
    ana, rosa = a_member(association, "Quispe, Ana"), a_member(association, "Ccori, Rosa")
    rosa.sex = "M"
    rosa.save()
    a_harvest(ana, may(3), "300.0", sale="200.0", own_use="100.0")
    a_harvest(ana, may(4), "200.0", sale="50.0", own_use="100.0", seed="50.0")
    a_harvest(rosa, may(5), "100.0", own_use="40.0", barter="60.0")
    a_harvest(rosa, date(2026, 8, 1), "999.0", loss="999.0")  # of the next crop year
    return ana, rosa


def test_what_became_of_the_harvest_is_added_up_from_its_destinations(association):
    harvested(association)

    rosa, ana = sorted(
        harvest_uses(association, THIS.since, THIS.until), key=lambda one: one.who.name
    )

    assert (ana.total, ana.part("own_use"), ana.part("seed")) == (500, 200, 50)
    assert (rosa.total, rosa.part("barter"), rosa.part("loss")) == (100, 60, 0)
    assert all(sum(one.parts) == one.total for one in (ana, rosa))


def test_the_share_kept_to_eat_and_who_kept_it(association):
    harvested(association)
    uses = harvest_uses(association, THIS.since, THIS.until)

    assert share_used(uses, "own_use") == Decimal("40.0")  # 240 of 600
    assert share_used([], "own_use") is None
    assert split(kilos_used(uses, "own_use"), "sex") == {"Mujer": 200, "Varón": 40}


# The file of a family ---------------------------------------------------------------------------


def test_a_family_is_a_household_and_who_has_none_is_one_alone(association):
    ana, rosa = harvested(association)
    jose = a_member(association, "Huamán, José")
    a_home(association, ana, rosa)
    Plot(association=association, member=ana, typed_area=Decimal("0.3"), area_unit="ha").save()
    Plot(association=association, member=rosa, typed_area=Decimal("0.2"), area_unit="ha").save()
    ask_diet(rosa, may(8), "eggs", "milk")
    ask_diet(rosa, may(9), "eggs", "milk", "fish")

    lines = {one.name: one for one in family_lines(association, THIS)}

    assert set(lines) == {"Familia Quispe", jose.name}
    family = lines["Familia Quispe"]
    assert (family.people, family.hectares, family.kept_pct) == (6, Decimal("0.5"), Decimal("40.0"))
    assert (family.diet, family.shortage) == (3, None)  # of the newest survey


def test_the_file_holds_what_its_members_did_together(association):
    ana, rosa = harvested(association)
    a_home(association, ana, rosa)
    a_delivery(association, "150.0", may(6), member=ana)
    a_delivery(association, "30.0", may(7), member=rosa)
    ask_shortage(ana, may(8), "february")

    one = family_file(association, f"h{ana.home_id}", THIS)

    (use,) = one.harvests
    assert (use.product, use.total, use.part("own_use")) == ("Papa", 600, 240)
    assert [(hand.product, hand.payable) for hand in one.handed] == [("Papa", 180)]
    assert [score.score for score in one.shortage] == [11]
    assert (one.income.now, one.income.before) == (0, None)


def test_a_family_without_a_member_at_the_end_of_the_season_has_no_file(association):
    member = a_member(association)

    with pytest.raises(Refused, match="ningún socio"):
        family_file(association, f"m{member.id}", Season(2020))


def test_the_list_of_many_families_takes_as_many_questions_as_of_one(association):
    a_member(association)
    with count_queries() as one:
        family_lines(association, THIS)
    for place in range(8):
        a_harvest(a_member(association, f"Socia {place}"), may(3))
    with count_queries() as many:
        family_lines(association, THIS)

    assert many.count == one.count


def test_a_household_may_not_have_more_children_than_people(association):
    with pytest.raises(RulesBroken, match="más niños"):
        Household(association=association, name="X", people=2, children=3).save()
