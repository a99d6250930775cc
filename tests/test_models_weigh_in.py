"""What the scale asks: the harvest a delivery comes from, the empty sacks, how the day goes."""

from decimal import Decimal

from models.documents import Document
from models.people.members import Member, found
from models.produce.deliveries import Delivery
from models.produce.harvests import Harvest
from models.produce.products import Grade, Product
from models.produce.weigh_in import (
    day_totals,
    grades_of,
    last_delivery,
    likely,
    products_of,
    promises,
    tare_of,
)
from models.voiding import void_delivery
from tests.factories import a_delivery, a_grade, a_member, cash, june, may


def member(code: str) -> Member:
    return Member.get(Member.code == code)


def product(name: str) -> Product:
    return Product.get(Product.name == name)


def test_a_harvest_says_what_was_for_sale_and_what_came_of_it(worked_month):
    (one,) = promises(member("S02"), product("Papa"), may(31))

    # 329.0 and 115.0 net of the 500.0 for sale
    assert (one.harvest.sale, one.delivered, one.left) == (500, 444, 56)


def test_a_harvest_of_another_crop_year_is_not_offered(worked_month):
    assert promises(member("S02"), product("Papa"), may(31).replace(month=8)) == []


def test_the_one_harvest_of_which_something_is_left_is_the_likely_one(unsettled_month):
    first = promises(member("S02"), product("Papa"), may(31))
    assert likely(first) is first[0]

    Harvest(
        association=unsettled_month,
        member=member("S02"),
        product=product("Papa"),
        day=may(20),
        total=Decimal(100),
        sale=Decimal(100),
    ).save()
    assert likely(promises(member("S02"), product("Papa"), may(31))) is None
    assert likely([]) is None


def test_a_day_adds_up_what_is_valid(worked_month):
    so_far = day_totals(worked_month, may(7))

    assert so_far.deliveries == 2
    assert so_far.delivered == {"kg": Decimal("437.4")}
    assert so_far.advances == Decimal("195.70")


def test_a_void_delivery_counts_neither_its_kilos_nor_its_advance(association):
    made = a_delivery(association, "100.0", may(5), advance=cash("50.00"))
    void_delivery(made, made.document.day, "Peso mal digitado")

    so_far = day_totals(association, made.document.day)

    assert (so_far.deliveries, so_far.delivered, so_far.advances) == (0, {}, 0)
    assert last_delivery(association) is None


def test_the_last_delivery_is_the_last_registered_and_of_a_member_the_newest(worked_month):
    assert str(last_delivery(worked_month)) == str(_last_valid())
    assert str(last_delivery(worked_month, member("S02"))) == "EN-2026-0004"


def test_the_tare_is_that_of_the_empty_sacks(association):
    potatoes = a_grade(association).product

    assert tare_of(potatoes, 7, june(1)) == Decimal("3.5")
    assert tare_of(potatoes, 0, june(1)) == 0


def test_products_and_grades_stand_in_their_order(worked_month):
    assert [str(one) for one in products_of(worked_month)] == ["Papa", "Haba seca"]
    assert [str(one) for one in grades_of(product("Papa"))] == ["Primera", "Segunda"]


def test_a_code_typed_in_full_comes_before_names_that_contain_it(association):
    a_member(association, "Aguilar S02", dni="40000091")
    second = a_member(association, "Zúñiga Puma, Rosa", dni="40000092")

    assert found(association, "s02", 5)[0] == second
    assert found(association, "40000092", 5) == [second]
    assert found(association, "zuniga rosa", 5) == [second]


def test_who_left_is_found_last(association):
    first = a_member(association, "Aguilar Quispe, Ana")
    second = a_member(association, "Zúñiga Quispe, Rosa")
    first.departed, first.departure = may(2), "resigned"
    first.save()

    assert found(association, "quispe", 5) == [second, first]


def _last_valid() -> Delivery:
    valid = Delivery.select().join(Document).where(Document.state == "valid")
    newest: Delivery = valid.order_by(Document.id.desc()).first()
    assert isinstance(newest.grade, Grade)
    return newest
