"""What every record does with typed text: it is read whole, told what is wrong, and found again."""

from datetime import date

import pytest

from models.associations import Association
from models.cash.cash_book import known_parties
from models.cash.categories import EXPENSE, INCOME, Category, category, headings
from models.changes import Refused
from models.money import MoneyEntry
from models.months import Opening, OpeningBalance
from models.parameters import parameter
from models.people.members import Member
from models.places import Community
from models.produce.plots import Plot
from models.produce.products import Product, igv_on, terms_on
from models.produce.sales import SaleLine
from models.record import RulesBroken
from models.stock import StockEntry
from tests.factories import a_buyer, a_delivery, a_grade, a_member, an_expense, cash, may


def test_all_that_cannot_be_read_is_told_at_once_field_by_field(association):
    with pytest.raises(RulesBroken) as broken:
        Member(association=association).fill(
            {"name": "Ana", "dni": "123", "sex": "quizás", "admitted": "ayer no"}
        )

    assert set(broken.value.problems) == {"dni", "sex", "admitted"}


def test_what_is_missing_is_told_before_any_rule(association):
    with pytest.raises(RulesBroken) as broken:
        Member(association=association, name="Ana").save()

    assert set(broken.value.problems) == {"dni", "sex", "admitted"}


def test_a_reference_is_typed_as_its_name_in_the_same_association(association):
    member = a_member(association, "Quispe Ñahui, José")
    texts = {"member": "quispe nahui, jose", "code": "P1", "typed_area": "0.5", "area_unit": "ha"}

    plot = Plot(association=association).fill(texts)
    plot.save()

    assert plot.member == member
    assert plot.text("area") == "0.50"


@pytest.mark.parametrize(
    ("typed", "why"),
    [("nadie", "no está registrado"), ("%", "no está registrado"), ("Ana", "Hay varios")],
)
def test_a_reference_that_names_nobody_or_several_is_refused(association, typed, why):
    a_member(association, "Ana")
    a_member(association, "ANA ", dni="40000055")

    with pytest.raises(RulesBroken, match=why):
        Plot(association=association).fill({"member": typed})


def test_land_is_typed_in_topos_and_kept_in_whole_square_metres(association):
    plot = Plot(association=association, member=a_member(association), code="P1")
    plot.fill({"typed_area": "1.5", "area_unit": "topo"}).save()

    assert plot.area * 10000 == 5000  # 1.5 × 3333 = 4999.5
    with pytest.raises(Refused, match="m²"):
        plot.fill({"area_unit": "tupu"}).save()


def test_a_record_others_stand_on_is_not_removed(association):
    grade = a_grade(association)
    a_delivery(association, "1.0", may(5))

    with pytest.raises(Refused, match="otros registros lo usan"):
        grade.remove()
    assert Product.get().grades.count() == 2


def test_a_record_nobody_stands_on_is_removed(association):
    Community.create(name="Nueva", district=association.district).remove()

    assert Community.get_or_none(Community.name == "Nueva") is None


def test_one_name_is_given_once(association):
    with pytest.raises(RulesBroken, match="Ya hay"):
        Association.create(name=association.name, district=association.district)


def test_people_are_suggested_members_first(association):
    a_buyer(association, "Ana Compradora").stored()
    a_member(association, "Quispe, Ana")

    assert [str(one) for one in known_parties(association, "ana", 5)] == [
        "Quispe, Ana",
        "Ana Compradora",
    ]


def test_a_heading_in_use_keeps_its_class_and_those_of_the_books_their_name(association):
    an_expense(association, cash("1.00"), may(5))
    used = category(association, EXPENSE, "ÚTILES")
    used.direction = INCOME
    with pytest.raises(RulesBroken, match="no se cambia"):
        used.save()

    own = Category.get(Category.name == "ventas cobradas")
    own.name = "otra cosa"
    with pytest.raises(RulesBroken, match="no se cambia"):
        own.save()
    own = Category.get(Category.name == "redondeo")
    own.direction = INCOME
    with pytest.raises(RulesBroken, match="la clase no se cambia"):
        own.save()
    assert Category.get(Category.name == "ventas cobradas") not in headings(association, INCOME)


def test_a_rate_nobody_set_is_asked_for_by_its_name(association):
    with pytest.raises(Refused, match="Descuento por servicio"):
        parameter(association, "service_pct", may(1))
    with pytest.raises(Refused, match="01/01/1999"):
        parameter(association, "cash_step", date(1999, 1, 1))


def test_the_tax_status_of_a_product_is_that_of_the_day(association):
    product = a_grade(association).product

    assert igv_on(product, may(1)) == "exonerado"
    assert igv_on(product, date(2025, 12, 31)) == "por_confirmar"
    assert terms_on(product, date(2025, 12, 31)) is None


@pytest.mark.parametrize("name", ["100% papa", "papa_1", "a\\b", "%"])
def test_a_name_with_any_sign_is_found_by_it(association, name):
    Product(association=association, name=name).save()
    Product(association=association, name=f"x{name}").save()

    assert Product.find(name, Product(association=association)).name == name


def test_what_only_stands_within_a_paper_or_an_opening_is_found_by_nothing(worked_month):
    for kind in (MoneyEntry, StockEntry, SaleLine, Opening, OpeningBalance):
        assert {one.found_by for one in kind.select()} == {""}, kind
