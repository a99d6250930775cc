"""Economy: incomes against a baseline, prices against the local ones, and who it is all of."""

from datetime import date
from decimal import Decimal

import pytest
from playhouse.test_utils import count_queries

from models.documents import Paper
from models.economy.incomes import IncomeBaseline, income_by_member, income_of_families
from models.economy.prices import LocalPrice, price_differences
from models.economy.together import (
    diversity,
    kilos_handed_over,
    native_varieties_by_member,
    products_by_member,
    sold_together,
)
from models.economy.who import BY, age_on, members_on, split, whole
from models.land.seasons import Season
from models.parameters import Parameter
from models.people.households import Household
from models.people.members import Member
from models.places import Community
from models.record import RulesBroken
from models.settling.settle import settle
from models.voiding import void
from tests.factories import (
    a_collection,
    a_delivery,
    a_grade,
    a_harvest,
    a_lot,
    a_member,
    a_sale,
    bank,
    may,
)

THIS, LAST = Season(2025), Season(2024)


# Who --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        (date(1996, 5, 31), date(2026, 5, 31), 30),
        (date(1996, 6, 1), date(2026, 5, 31), 29),
        (date(2000, 2, 29), date(2026, 2, 28), 25),
        (date(2000, 2, 29), date(2026, 3, 1), 26),
    ],
)
def test_an_age_is_of_whole_years_lived(born, day, years):
    assert age_on(born, day) == years


def people(association):
    """Ana, 29, of Santa Lucía; José, 30, of Cachora; Rosa, who did not say; and one who left."""
    rows = (
        ("Quispe, Ana", "F", date(1996, 6, 1), "Santa Lucía"),
        ("Huamán, José", "M", date(1996, 5, 31), "Cachora"),
        ("Ccori, Rosa", "F", None, None),
    )
    for name, sex, born, place in rows:
        member = a_member(association, name)
        member.sex, member.born = sex, born
        member.community = Community.get(Community.name == place) if place else None
        member.save()
    gone = a_member(association, "Puma, Luis")
    gone.departed, gone.departure = may(30), "resigned"
    gone.save()
    return Member.get(Member.name == "Quispe, Ana")


def test_the_padron_splits_by_sex_age_and_place(association):
    people(association)
    counted = members_on(association, may(31))

    assert split(counted, "sex") == {"Mujer": 2, "Varón": 1}
    assert split(counted, "age") == {"Jóvenes": 1, "Adultos": 1, "Sin dato": 1}
    assert split(counted, "community") == {"Santa Lucía": 1, "Cachora": 1, "Sin dato": 1}
    assert split(counted, "watershed") == {"Pomacanchi": 1, "Cachora": 1, "Sin dato": 1}
    assert all(sum(split(counted, by).values()) == whole(counted) == 3 for by in BY)


def test_until_which_age_one_is_young_is_a_dated_rate(association):
    people(association)
    Parameter.create(association=association, name="youth_age", since=may(15), value=Decimal(28))

    assert split(members_on(association, may(14)), "age")["Jóvenes"] == 2  # both 29 on that day
    assert split(members_on(association, may(31)), "age") == {"Adultos": 2, "Sin dato": 1}


# Incomes ----------------------------------------------------------------------------------------


def settled(association):
    """Ana brought 60 kg and José 40 kg, sold for S/ 200.00 at no cost: S/ 120.00 and S/ 80.00."""
    row = {"name": "service_pct", "since": date(2026, 1, 1), "value": Decimal(10)}
    Parameter.create(association=association, **row)
    ana = people(association)
    jose = Member.get(Member.name == "Huamán, José")
    a_delivery(association, "60.0", may(5), member=ana)
    a_delivery(association, "40.0", may(5), member=jose)
    sale = a_sale(association, "100.0", may(6), price="2.00", lot=a_lot(association))
    a_collection(sale, bank("200.00"), may(6))
    settle(sale.lot, Paper(may(7)))
    return ana, jose


def test_income_is_what_was_settled_after_the_service(association):
    ana, _jose = settled(association)

    found = {one.who.name: one.amount for one in income_by_member(association, may(1), may(31))}

    # Of S/ 120.00 and S/ 80.00 the association keeps a tenth.
    assert found == {"Quispe, Ana": Decimal("108.00"), "Huamán, José": Decimal("72.00")}
    assert income_by_member(association, may(8), may(31)) == []
    assert ana.name in found


def test_the_change_is_told_against_what_families_said_before(association):
    ana, jose = settled(association)
    for member, income in ((ana, "90.00"), (jose, "80.00")):
        IncomeBaseline(
            association=association,
            member=member,
            season="2024-2025",
            income=Decimal(income),
            day=date(2025, 8, 10),
        ).save()

    change = income_of_families(association, THIS, LAST)

    by_name = {one.name: (one.now, one.before, one.change_pct) for one in change.families}
    assert by_name == {
        "Quispe, Ana": (Decimal("108.00"), Decimal("90.00"), Decimal("20.0")),
        "Huamán, José": (Decimal("72.00"), Decimal("80.00"), Decimal("-10.0")),
        "Ccori, Rosa": (0, None, None),
    }
    # Medians of the two families with a baseline: (108 + 72) / 2 and (90 + 80) / 2.
    assert (change.median_now, change.median_before) == (Decimal("90.00"), Decimal("85.00"))
    assert change.change_pct == Decimal("5.9")  # 5 of 85


def test_members_of_a_household_earn_as_one_family(association):
    ana, jose = settled(association)
    home = Household.create(association=association, name="Familia Quispe Huamán")
    for member in (ana, jose):
        member.home = home
        member.save()

    incomes = {one.name: one.now for one in income_of_families(association, THIS, LAST).families}

    assert incomes == {"Familia Quispe Huamán": Decimal("180.00"), "Ccori, Rosa": 0}


def test_a_family_has_one_baseline_of_a_season(association):
    row = {"association": association, "member": a_member(association), "season": "2024"}
    IncomeBaseline(**row, income=Decimal(1), day=may(1)).save()

    with pytest.raises(RulesBroken, match="ya tiene"):
        IncomeBaseline(**row, income=Decimal(2), day=may(1)).save()


# Prices -----------------------------------------------------------------------------------------


def a_local_price(association, day, price, market="Feria") -> None:
    product = a_grade(association).product
    row = {"association": association, "product": product, "market": market}
    LocalPrice(**row, day=day, price=Decimal(price)).save()


def test_sales_are_compared_with_the_newest_local_price_before_them(association):
    a_delivery(association, "500.0", may(1))
    a_local_price(association, may(2), "1.00")
    a_local_price(association, may(10), "1.20")
    a_local_price(association, may(10), "1.40", "Chacra")
    a_local_price(association, may(30), "9.00")
    a_sale(association, "100.0", may(1), price="1.50")  # no price yet
    a_sale(association, "100.0", may(5), price="1.50")  # against 1.00: 50.00 more
    a_sale(association, "50.0", may(10), price="1.25")  # against 1.30: 2.50 less
    void(a_sale(association, "10.0", may(11), price="5.00").document, may(11), "error")

    (papa,) = price_differences(association, may(1), may(31))

    assert (papa.quantity, papa.unknown) == (Decimal(150), Decimal(100))
    assert (papa.amount, papa.local) == (Decimal("212.50"), Decimal("165.00"))
    assert papa.total == Decimal("47.50")
    assert papa.per_unit == Decimal("0.3167")  # 47.50 of 150 kg


def test_a_local_price_older_than_a_month_says_nothing(association):
    a_delivery(association, "50.0", may(1))
    a_local_price(association, date(2026, 4, 9), "1.00")
    a_sale(association, "10.0", may(10))
    a_sale(association, "20.0", may(11))

    (papa,) = price_differences(association, may(1), may(31))

    assert (papa.quantity, papa.unknown) == (Decimal(10), Decimal(20))


def test_the_prices_of_many_sales_take_one_question(association):
    a_delivery(association, "100.0", may(1))
    for day in range(2, 9):
        a_sale(association, "5.0", may(day))
    with count_queries() as asked:
        price_differences(association, may(1), may(31))

    assert asked.count == 1


# Together ---------------------------------------------------------------------------------------


def test_kilos_sold_together_stand_against_what_was_harvested(association):
    member = a_member(association)
    a_harvest(member, may(2), "400.0")
    a_delivery(association, "300.0", may(3), member=member)
    a_sale(association, "250.0", may(4))
    void(a_sale(association, "20.0", may(5)).document, may(5), "error")

    (papa,) = sold_together(association, may(1), may(31))

    assert (papa.product, papa.sold, papa.harvested) == ("Papa", 250, 400)
    assert papa.share_pct == Decimal("62.5")
    assert whole(kilos_handed_over(association, may(1), may(31))) == 300


def test_products_and_native_varieties_are_counted_once_each(association):
    ana, jose = a_member(association, "Quispe, Ana"), a_member(association, "Huamán, José")
    native = a_grade(association, "Papa nativa").product
    native.native = True
    native.save()
    for member, product in ((ana, None), (ana, native), (ana, native), (jose, native)):
        harvest = a_harvest(member, may(3))
        if product is not None:
            harvest.product = product
            harvest.save(sure=True)

    def counts(found):
        return {one.who.name: one.amount for one in found}

    assert counts(products_by_member(association, may(1), may(31))) == {
        "Quispe, Ana": 2,
        "Huamán, José": 1,
    }
    assert counts(native_varieties_by_member(association, may(1), may(31))) == {
        "Quispe, Ana": 1,
        "Huamán, José": 1,
    }
    both = diversity(association, may(1), may(31))
    assert (both.products, both.native) == (2, 1)
