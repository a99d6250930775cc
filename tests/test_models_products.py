"""Products: what one begins with for its name alone."""

from decimal import Decimal

from models.people.members import Member
from models.produce.products import Product, terms_on
from models.record import Doubtful
from tests.factories import may


def test_a_product_registered_by_its_name_knows_its_tax_and_its_limits(association):
    papa = Product(association=association).fill({"name": "Papa canchán", "unit": "kg"})
    papa.save()

    terms = terms_on(papa, may(1))

    assert (terms.igv, terms.price_high) == ("exonerado", Decimal("6.00"))


def test_a_product_nobody_knows_begins_without_limits(association):
    kion = Product(association=association).fill({"name": "Kion", "unit": "kg"})
    kion.save()

    terms = terms_on(kion, may(1))

    assert (terms.igv, terms.price_high, terms.delivery_high) == ("por_confirmar", None, None)


def test_a_member_who_was_asked_about_still_gets_the_next_code(association):
    rosa = Member(association=association).fill(
        {"name": "Rosa", "dni": "12345678", "sex": "Mujer", "admitted": "01/05/2199"}
    )
    try:
        rosa.save()
    except Doubtful:
        rosa.save(sure=True)

    assert (rosa.place, rosa.code) == (1, "S01")
