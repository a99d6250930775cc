"""What each deed refuses, without a trace, and what it asks and then keeps on the paper."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from models import money
from models.associations import Association
from models.cash.cash_book import Party, Payment, Receipt, expense, income
from models.cash.categories import EXPENSE, INCOME
from models.cash.transfers import transfer
from models.changes import Refused
from models.documents import Document, Paper
from models.parameters import Parameter
from models.people.members import Member, admit, resign
from models.produce.buyers import Buyer
from models.produce.deliveries import Delivery, pay_advance
from models.produce.harvests import Harvest
from models.produce.products import Grade, Product, Unit, add_product
from models.produce.sales import Sale, SaleLine, balance_of
from models.produce.selling import Bargain, Item, collect, sell
from models.produce.weighing import Weight, weigh
from models.record import Doubtful, RulesBroken
from models.voiding import void
from reports.papers.words import amount_in_words
from tests.factories import (
    a_buyer,
    a_collection,
    a_delivery,
    a_grade,
    a_harvest,
    a_heading,
    a_lot,
    a_member,
    a_sale,
    an_expense,
    an_income,
    bank,
    cash,
    everything,
    may,
)

Deed = Callable[[], object]


@pytest.fixture
def village(association: Association) -> Association:
    """Two members and potatoes in store: whatever a deed needs."""
    a_member(association)
    a_member(association, "Huamán Puma, José")
    a_delivery(association, "100.0", may(4))
    return association


def leaves_no_trace(deed: Deed, why: str) -> None:
    """The deed is refused with those words, and no table has changed."""
    before = everything()
    with pytest.raises(Refused, match=why):
        deed()
    assert everything() == before


def asks(deed: Callable[[bool], Receipt | Delivery | Sale], why: str) -> Document:
    """The deed asks with those words and stores nothing; sure, it is kept with what was asked."""
    before = everything()
    with pytest.raises(Doubtful, match=why):
        deed(False)
    assert everything() == before

    stored = Document.get_by_id(deed(True).document.id)
    assert stored.noted
    with pytest.raises(Doubtful, match=why):
        raise Doubtful({"noted": stored.noted})
    return stored


# Deliveries ---------------------------------------------------------------------------------


def test_the_payable_weight_is_the_net_less_impurity_less_moisture(association):
    """352.0 − 2.4 = 349.6 net; × (100 − 15.5) / (100 − 14) = 343.502… → 343.5."""
    product = Product(association=association, name="Haba seca", moisture_base=Decimal(14))
    add_product(product, [Grade(name="Primera", tariff=Decimal("2.50"))], may(1))
    grade = Grade.get(Grade.product == product)

    weighed = weigh(
        grade,
        Weight(Decimal("352.0"), "kg", Decimal("2.4"), moisture=Decimal("15.5")),
        Decimal("0.10"),
    )

    assert weighed.net == Decimal("349.6")
    assert weighed.payable == Decimal("343.5")
    assert weighed.discount == Decimal("6.1")
    assert weighed.suggested == Decimal("858.70")  # 343.5 × 2.50 = 858.75, cut down


def test_impurity_comes_off_before_moisture_and_each_is_rounded(association):
    """100.0: 2.5 % is 2.5; 97.5 × 84.5 / 86 = 95.799… → 95.8."""
    product = Product(association=association, name="Haba seca", moisture_base=Decimal(14))
    add_product(product, [Grade(name="Primera")], may(1))
    damp = Weight(Decimal(100), "kg", impurity=Decimal("2.5"), moisture=Decimal("15.5"))

    weighed = weigh(Grade.get(Grade.product == product), damp, Decimal("0.10"))

    assert (weighed.impurity_off, weighed.moisture_off) == (Decimal("2.5"), Decimal("1.7"))
    assert weighed.payable == Decimal("95.8")


@pytest.mark.parametrize(("moisture", "payable"), [("14.0", "100.0"), ("13.0", "100.0")])
def test_moisture_up_to_the_base_takes_nothing_off(association, moisture, payable):
    product = Product(association=association, name="Haba seca", moisture_base=Decimal(14))
    add_product(product, [Grade(name="Primera")], may(1))
    dry = Weight(Decimal(100), "kg", moisture=Decimal(moisture))

    weighed = weigh(Grade.get(Grade.product == product), dry, Decimal("0.10"))

    assert weighed.payable == Decimal(payable)


def test_a_product_without_a_base_takes_no_moisture_discount(association):
    wet = Weight(Decimal(100), "kg", moisture=Decimal(40))

    assert weigh(a_grade(association), wet, Decimal("0.10")).payable == Decimal(100)


def test_arrobas_become_kilos_and_the_products_own_factor_comes_first(association):
    grade = a_grade(association)
    ten = Weight(Decimal(10), "arroba")

    assert weigh(grade, ten, Decimal("0.10")).gross == Decimal("115.0")
    Unit.create(
        association=association,
        name="Arroba",
        of="kg",
        factor=Decimal("12.5"),
        product=grade.product,
    )
    assert weigh(grade, ten, Decimal("0.10")).gross == Decimal("125.0")


def delivery(village: Association, **changes: object) -> Deed:
    weight = {"gross": Decimal(10), "unit": "kg"} | changes
    from models.produce.deliveries import Handover, deliver

    handover = Handover(a_member(village), a_grade(village), Weight(**weight))
    return lambda: deliver(handover, Paper(may(5)), sure=True)


@pytest.mark.parametrize(
    ("weight", "why"),
    [
        ({"tare": Decimal(10)}, "tara debe ser menor"),
        ({"tare": Decimal(11)}, "tara debe ser menor"),
        ({"tare": Decimal(-1)}, "tara"),
        ({"tare": Decimal("0.05")}, "tara"),
        ({"gross": Decimal(0)}, "mayor que cero"),
        ({"gross": Decimal(-5)}, "mayor que cero"),
        ({"gross": Decimal("10.05")}, "1 decimal"),
        ({"gross": Decimal("9e9"), "unit": "tonelada"}, "no puede ser"),
        ({"unit": "saco"}, "No se sabe cuántos kg"),
        ({"unit": "docena"}, "No se sabe cuántos kg"),
        ({"sacks": -1}, "menor que cero"),
        ({"impurity": Decimal(100)}, "porcentaje"),
        ({"impurity": Decimal(-1)}, "porcentaje"),
        ({"moisture": Decimal("15.555")}, "porcentaje"),
        ({"gross": Decimal("0.1"), "impurity": Decimal(99)}, "no queda nada"),
    ],
)
def test_what_cannot_have_been_weighed_is_refused(village, weight, why):
    leaves_no_trace(delivery(village, **weight), why)


def test_a_piece_is_not_divided(village):
    add_product(
        Product(association=village, name="Cuy", unit="unidad"), [Grade(name="Grande")], may(1)
    )
    grade = Grade.get(Grade.name == "Grande")

    with pytest.raises(RulesBroken, match="enteros"):
        weigh(grade, Weight(Decimal("2.5"), "unidad"), Decimal("0.10"))
    assert weigh(grade, Weight(Decimal("2.5"), "docena"), Decimal("0.10")).gross == 30


@pytest.mark.parametrize(("admitted", "left"), [(may(6), None), (may(1), may(5)), (may(1), may(3))])
def test_a_delivery_by_who_is_not_a_member_that_day_is_refused(village, admitted, left):
    member = a_member(village, "Ccori Layme, Ana", admitted=admitted)
    if left:
        member = resign(member, left, "se mudó")

    leaves_no_trace(lambda: a_delivery(village, "10.0", may(5), member=member), "no era socio")


def test_a_member_delivers_on_the_day_of_admission_and_until_the_day_before_leaving(village):
    member = resign(a_member(village, "Ccori Layme, Ana", admitted=may(4)), may(7), "se mudó")

    a_delivery(village, "10.0", may(4), member=member)
    a_delivery(village, "10.0", may(6), member=member)


def test_a_delivery_of_the_harvest_of_another_person_is_refused(village):
    harvest = a_harvest(a_member(village, "Huamán Puma, José"), may(4))

    leaves_no_trace(lambda: a_delivery(village, "10.0", may(5), harvest=harvest), "otra persona")


def test_more_delivered_than_the_harvest_had_for_sale_is_asked_and_noted(village):
    """200.0 of 500.0 were for sale: 150.0 then 60.0 is more; the void 40.0 does not count."""
    harvest = a_harvest(a_member(village), may(4), "500.0", sale="200.0", own_use="300.0")
    void(a_delivery(village, "40.0", may(5), harvest=harvest).document, may(5), "error")
    a_delivery(village, "150.0", may(5), harvest=harvest, sure=False)
    a_delivery(village, "50.0", may(5), harvest=harvest, sure=False)

    paper = asks(
        lambda sure: a_delivery(village, "10.0", may(6), harvest=harvest, sure=sure),
        r"200\.0 kg.*210\.0",
    )

    assert "cosecha" in paper.noted


def test_the_advance_is_paid_by_a_receipt_right_after_the_note(village):
    made = a_delivery(village, "100.0", may(5), advance=cash("49.90"))

    receipt = Receipt.get(
        Receipt.document << Document.select().where(Document.about == made.document)
    )
    assert (str(made.document), str(receipt.document)) == ("EN-2026-0002", "RE-2026-0001")
    assert receipt.amount == Decimal("49.90")
    assert money.balance(village, money.ADVANCES, may(5), made.document) == Decimal("49.90")
    assert made.suggested == Decimal("50.00")


def test_an_advance_there_is_no_cash_for_takes_the_whole_delivery_back(village):
    leaves_no_trace(
        lambda: a_delivery(village, "100.0", may(5), advance=cash("1000.10")), "No alcanza"
    )


@pytest.mark.parametrize(
    ("payment", "why"),
    [
        (cash("-1.00"), "mayor que cero"),
        (cash("0.001"), "céntimos"),
        (cash("10000000000.00"), "monto más alto"),
        (Payment(Decimal(1), "wallet"), "caja o banco"),
        (Payment(Decimal(1), "cash", method="transfer"), "efectivo va a la caja"),
        (Payment(Decimal(1), "bank", method="cash"), "efectivo va a la caja"),
        (Payment(Decimal(1), "bank", method="trueque"), "cómo se paga"),
    ],
)
@pytest.mark.parametrize("deed", ["advance", "pay_advance", "collect", "income", "expense"])
def test_what_is_no_payment_is_refused_by_every_deed(village, deed, payment, why):
    made, sale = Delivery.get(), a_sale(village, "10.0", may(4))
    headings = a_heading(village, INCOME), a_heading(village, EXPENSE)
    deeds: dict[str, Deed] = {
        "advance": lambda: a_delivery(village, "10.0", may(5), advance=payment),
        "pay_advance": lambda: pay_advance(made, payment, Paper(may(5)), sure=True),
        "collect": lambda: collect(sale, payment, Paper(may(5)), sure=True),
        "income": lambda: income(headings[0], Party("F"), "x", payment, Paper(may(5)), sure=True),
        "expense": lambda: expense(headings[1], Party("F"), "x", payment, Paper(may(5)), sure=True),
    }

    leaves_no_trace(deeds[deed], why)


def test_an_advance_before_the_delivery_is_refused(village):
    made = Delivery.get()

    leaves_no_trace(lambda: pay_advance(made, cash("1.00"), Paper(may(3)), sure=True), "antes")


def test_an_advance_of_more_than_double_the_suggested_is_asked(village):
    asks(
        lambda sure: a_delivery(village, "10.0", may(5), advance=cash("10.10"), sure=sure),
        "más del doble",
    )


# Harvests -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("destinations", "why"),
    [
        ({"sale": "400.0", "own_use": "50.0"}, r"suman 450\.0 y el total es 500\.0"),
        ({"sale": "600.0"}, "suman"),
        ({"sale": "600.0", "loss": "-100.0"}, "menor que cero"),
        ({"sale": "499.95", "loss": "0.05"}, "1 decimal"),
    ],
)
def test_destinations_that_do_not_add_up_to_the_total_are_refused(village, destinations, why):
    member = a_member(village)

    leaves_no_trace(lambda: a_harvest(member, may(5), "500.0", **destinations), why)


def test_a_harvest_of_nothing_is_refused(village):
    member = a_member(village)

    leaves_no_trace(lambda: a_harvest(member, may(5), "0.0", sale="0.0"), "mayor que cero")


def test_a_harvest_that_was_delivered_from_keeps_its_owner(village):
    harvest = a_harvest(a_member(village), may(4))
    a_delivery(village, "10.0", may(5), harvest=harvest)
    harvest.member = a_member(village, "Huamán Puma, José")

    leaves_no_trace(harvest.save, "Ya se entregó")


def test_less_for_sale_than_was_delivered_is_asked(village):
    harvest = a_harvest(a_member(village), may(4))
    a_delivery(village, "300.0", may(5), harvest=harvest)
    harvest.sale, harvest.own_use = Decimal(200), Decimal(300)

    with pytest.raises(Doubtful, match=r"300\.0"):
        harvest.save()
    harvest.save(sure=True)

    assert r"300.0" in Harvest.get_by_id(harvest.id).noted


# Sales --------------------------------------------------------------------------------------


def sale_of(village: Association, kilos: str = "10.0", price: str = "1.00", **terms: int) -> Deed:
    item = Item(a_grade(village), Decimal(kilos), Decimal(price))
    bargain = Bargain(a_buyer(village), a_lot(village), [item], **terms)
    return lambda: sell(bargain, Paper(may(5)), sure=True)


@pytest.mark.parametrize(
    ("bargain", "why"),
    [
        ({"kilos": "100.1"}, r"hay 100\.0 kg y se piden 100\.1 kg"),
        ({"kilos": "0"}, "mayor que cero"),
        ({"kilos": "-1"}, "mayor que cero"),
        ({"kilos": "1.05"}, "1 decimal"),
        ({"price": "0"}, "mayor que cero"),
        ({"price": "0.00001"}, "4 decimales"),
        ({"price": "0.0001", "kilos": "0.1"}, "no puede ser"),
        ({"price": "9000000000"}, "no puede ser"),
        ({"credit_days": 0}, "días de crédito"),
        ({"credit_days": 400}, "días de crédito"),
    ],
)
def test_what_cannot_be_sold_is_refused(village, bargain, why):
    leaves_no_trace(sale_of(village, **bargain), why)


def test_a_sale_without_a_line_is_refused(village):
    nothing = Bargain(a_buyer(village), a_lot(village), [])

    leaves_no_trace(lambda: sell(nothing, Paper(may(5)), sure=True), "al menos un producto")


def test_two_lines_together_do_not_take_more_than_there_is(village):
    item = Item(a_grade(village), Decimal("60.0"), Decimal(1))
    bargain = Bargain(a_buyer(village), a_lot(village), [item, item])

    leaves_no_trace(lambda: sell(bargain, Paper(may(5)), sure=True), r"hay 40\.0 kg")


def test_the_amount_of_a_line_is_rounded_half_up_once(village):
    """0.5 kg × S/ 1.03 = 0.515 → 0.52."""
    sale_of(village, "0.5", "1.03")()

    assert SaleLine.get().amount == Decimal("0.52")


def test_a_lot_has_one_unit_and_a_void_sale_does_not_count(village):
    add_product(
        Product(association=village, name="Cuy", unit="unidad"), [Grade(name="Grande")], may(1)
    )
    guinea_pig = Grade.get(Grade.name == "Grande")
    from models.produce.deliveries import Handover, deliver

    handover = Handover(a_member(village), guinea_pig, Weight(Decimal(10), "unidad"))
    deliver(handover, Paper(may(4)), sure=True)
    potatoes = a_sale(village, "10.0", may(5))

    leaves_no_trace(lambda: a_sale(village, "2", may(5), grade=guinea_pig), "una sola unidad")

    void(potatoes.document, may(5), "error")
    a_sale(village, "2", may(5), grade=guinea_pig, price="20.00")


def test_a_sale_on_credit_falls_due_and_one_for_cash_is_due_at_once(village):
    assert a_sale(village, "10.0", may(5)).due == may(5)
    assert a_sale(village, "10.0", may(5), credit_days=30).due == may(5) + timedelta(days=30)


def test_a_sale_that_was_refused_can_be_made_once_there_is_produce(village):
    """A new buyer and a new lot are stored with the sale that goes through, not before."""
    from models.produce.lots import lot_called

    buyer = Buyer(association=village, name="Rosa Quispe")
    item = Item(a_grade(village), Decimal("150.0"), Decimal(1))
    bargain = Bargain(buyer, lot_called(village, "otro"), [item])
    leaves_no_trace(lambda: sell(bargain, Paper(may(5)), sure=True), "No alcanza")
    a_delivery(village, "50.0", may(4))

    assert sell(bargain, Paper(may(5)), sure=True).buyer.name == "Rosa Quispe"


# Collections --------------------------------------------------------------------------------


def test_a_sale_is_collected_in_parts_and_never_more_than_it_owes(village):
    sale = a_sale(village, "60.0", may(5))
    a_collection(sale, cash("20.00"), may(6))

    leaves_no_trace(lambda: a_collection(sale, cash("40.01"), may(6)), r"falta cobrar S/ 40\.00")

    a_collection(sale, bank("40.00"), may(6))
    assert balance_of(sale) == 0
    leaves_no_trace(lambda: a_collection(sale, cash("0.01"), may(6)), r"falta cobrar S/ 0\.00")


def test_a_void_receipt_gives_the_debt_back(village):
    sale = a_sale(village, "60.0", may(5))
    receipt = a_collection(sale, cash("60.00"), may(6))

    void(receipt.document, may(7), "error")

    assert balance_of(sale) == Decimal("60.00")


def test_a_voided_sale_is_not_collected(village):
    sale = a_sale(village, "60.0", may(5))
    seen_before = Sale.get_by_id(sale.document_id)
    void(sale.document, may(6), "error")

    leaves_no_trace(lambda: a_collection(seen_before, cash("1.00"), may(6)), "anulado")


def test_nothing_is_collected_before_the_sale(village):
    sale = a_sale(village, "60.0", may(5))

    leaves_no_trace(lambda: a_collection(sale, cash("1.00"), may(4)), "antes de la venta")


@pytest.mark.parametrize(("price", "asked"), [("19.99", False), ("20.00", True), ("30.00", True)])
def test_cash_for_a_sale_of_2000_or_more_is_asked_even_in_parts(village, price, asked):
    sale = a_sale(village, "100.0", may(5), price=price)

    if asked:
        paper = asks(lambda sure: a_collection(sale, cash("5.00"), may(6), sure=sure), "por banco")
        assert "2,000.00" in paper.noted
    else:
        a_collection(sale, cash("5.00"), may(6), sure=False)


def test_money_through_the_bank_is_not_asked_about(village):
    a_collection(
        a_sale(village, "100.0", may(5), price="20.00"), bank("2000.00"), may(6), sure=False
    )


def test_the_limit_is_the_one_in_force_on_the_day_of_the_sale(village):
    Parameter.create(
        association=village, name="bank_means_threshold", since=may(6), value=Decimal(50)
    )

    before, after = a_sale(village, "60.0", may(5)), a_sale(village, "40.0", may(6), price="2.00")

    a_collection(before, cash("60.00"), may(7), sure=False)
    asks(lambda sure: a_collection(after, cash("1.00"), may(7), sure=sure), "por banco")


# Cash and bank ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "amount", "why"),
    [
        ("cash", "bank", "1000.10", "caja"),
        ("bank", "cash", "500.10", "banco"),
        ("cash", "cash", "1.00", "caja y banco"),
        ("cash", "fondo", "1.00", "caja y banco"),
        ("cash", "bank", "0", "mayor que cero"),
        ("cash", "bank", "-5", "mayor que cero"),
    ],
)
def test_a_transfer_that_cannot_be_is_refused(village, source, target, amount, why):
    leaves_no_trace(
        lambda: transfer(village, source, target, Decimal(amount), Paper(may(5)), sure=True), why
    )


def test_a_transfer_moves_money_and_is_neither_income_nor_expense(village):
    transfer(village, "cash", "bank", Decimal("300.00"), Paper(may(5)))

    assert money.balance(village, money.CASH, may(5)) == Decimal("700.00")
    assert money.balance(village, money.BANK, may(5)) == Decimal("800.00")
    assert money.balance(village, money.INCOME, may(5)) == 0


@pytest.mark.parametrize("words", [("", "Rifa"), ("Feria", ""), ("  ", "  ")])
def test_a_receipt_without_a_name_or_a_reason_is_refused(village, words):
    name, concept = words
    heading = a_heading(village, INCOME)

    leaves_no_trace(
        lambda: income(heading, Party(name), concept, cash("1.00"), Paper(may(5)), sure=True),
        "Falta",
    )


@pytest.mark.parametrize("letter", ["\x00", "\x1e", "\x1f", "\ud800", "\u202e"])
def test_letters_that_cannot_be_kept_or_printed_are_refused_by_the_deed_too(village, letter):
    heading = a_heading(village, INCOME)

    leaves_no_trace(
        lambda: income(
            heading, Party(f"Feria{letter}"), "Rifa", cash("1.00"), Paper(may(5)), sure=True
        ),
        "caracteres",
    )


def test_a_heading_of_expense_is_no_heading_of_income(village):
    heading = a_heading(village, EXPENSE)

    leaves_no_trace(
        lambda: income(heading, Party("Feria"), "Rifa", cash("1.00"), Paper(may(5)), sure=True),
        "rubro",
    )


def test_cash_finer_than_the_smallest_coin_is_asked(village):
    heading = a_heading(village, INCOME)

    asks(
        lambda sure: income(
            heading, Party("Feria"), "Rifa", cash("1.05"), Paper(may(5)), sure=sure
        ),
        r"S/ 0\.10",
    )


def test_a_day_that_has_not_come_is_asked(village):
    tomorrow = date.today() + timedelta(days=1)

    asks(lambda sure: a_delivery(village, "1.0", tomorrow, sure=sure), "todavía no llega")


@pytest.mark.parametrize("purse", ["cash", "bank"])
def test_no_purse_falls_below_zero_on_a_later_day_either(village, purse):
    """Received on the 10th and all spent on the 20th: nothing more can go out on the 15th."""
    pay = {"cash": cash, "bank": bank}[purse]
    begun = {"cash": Decimal("1000.00"), "bank": Decimal("500.00")}[purse]
    an_income(village, pay("100.00"), may(10))
    an_expense(village, pay(str(begun + 50)), may(20))

    leaves_no_trace(lambda: an_expense(village, pay("50.10"), may(15)), r"20/05/2026.*0\.10")
    leaves_no_trace(
        lambda: an_expense(village, pay(str(begun + 1)), may(9)), r"(09|20)/05/2026 faltarían"
    )

    an_expense(village, pay("50.00"), may(15))
    assert money.balance(village, purse, may(20)) == 0


def test_within_a_day_the_order_of_typing_does_not_matter(village):
    an_income(village, cash("10.00"), may(5))
    an_expense(village, cash("1010.00"), may(5))

    assert money.balance(village, money.CASH, may(5)) == 0


def test_a_day_may_not_lean_on_what_comes_later(village):
    an_income(village, cash("100.00"), may(10))

    leaves_no_trace(lambda: an_expense(village, cash("1050.00"), may(9)), "09/05/2026")


# People -------------------------------------------------------------------------------------


def test_a_dni_that_is_in_the_padron_is_refused_also_of_who_left(village):
    first = resign(a_member(village), may(20), "se mudó")
    twin = Member(association=village, name="Otra Persona", dni=first.dni, sex="M")

    leaves_no_trace(lambda: admit(twin, may(21)), f"{first.dni} ya está en el padrón")


def test_the_same_dni_may_be_in_the_padron_of_another_association(village):
    from tests.factories import an_association

    other = an_association("Asociación de Cachora")

    assert a_member(other, dni=str(a_member(village).dni)).id


@pytest.mark.parametrize("dni", ["1234567", "123456789", "1234567x", "١٢٣٤٥٦٧٨", ""])
def test_a_member_with_a_wrong_dni_is_refused_by_every_door(village, dni):
    member = Member(association=village, name="Otra Persona", dni=dni, sex="M")

    leaves_no_trace(lambda: admit(member, may(21)), "DNI|Falta")


@pytest.mark.parametrize("ruc", ["20131312954", "99131312955", "2013131295"])
def test_a_buyer_with_a_wrong_ruc_is_refused_by_every_door(village, ruc):
    leaves_no_trace(lambda: Buyer.create(association=village, name="Empresa", ruc=ruc), "RUC")


def test_a_person_leaves_once_and_not_before_entering(village):
    member = a_member(village, admitted=date(2024, 1, 15))
    late = a_member(village, "Ccori Layme, Ana", admitted=may(10))

    leaves_no_trace(lambda: resign(late, may(9), "se mudó"), "antes de ingresar")
    resign(member, may(20), "se mudó")
    leaves_no_trace(lambda: resign(member, may(21), "otra vez"), "ya se retiró")
    assert resign(late, may(20), "se mudó").departed == may(20)


def test_who_is_admitted_is_the_last_of_the_padron(village):
    new = admit(Member(association=village, name="Ana", dni="40000009", sex="F"), may(5))

    assert (new.place, new.code) == (3, "S03")


def test_a_member_who_owed_when_the_books_began_is_not_deleted(book):
    from models.months import Month
    from models.opening import Held, begin_books, register
    from models.places import District

    association = register(Association(name="Con deudas", district=District.get()))
    member = a_member(association)
    begin_books(association, Month(2026, 5), [Held(money.LOANS, Decimal(300), member)])

    leaves_no_trace(member.remove, "saldos a su nombre")


def test_a_product_in_use_keeps_its_unit_and_its_grades(village):
    product, grade = Product.get(), a_grade(village)
    product.unit = "litro"
    leaves_no_trace(product.save, "no se cambia")

    add_product(Product(association=village, name="Oca"), [Grade(name="Única")], may(1))
    grade.product = Product.get(Product.name == "Oca")
    leaves_no_trace(grade.save, "Ya se entregó")


def test_a_unit_has_one_factor(village):
    leaves_no_trace(
        lambda: Unit.create(association=village, name="ARROBA", of="kg", factor=Decimal(12)),
        "Esa unidad ya está",
    )


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("cash_step", "0", "mayor que cero"),
        ("service_pct", "100.01", "hasta 100"),
        ("service_pct", "-1", "menor que cero"),
        ("nada", "1", "no está en la lista"),
    ],
)
def test_a_rate_that_cannot_be_is_refused(village, name, value, why):
    leaves_no_trace(
        lambda: Parameter.create(
            association=village, name=name, since=may(1), value=Decimal(value)
        ),
        why,
    )


def test_what_no_receipt_can_say_in_words_is_refused(association):
    huge = Payment(Decimal("1000000000.00"), money.CASH)
    a_delivery(association, "3000.0", may(4))

    with pytest.raises(RulesBroken, match=r"S/ 999,999,999\.99"):
        an_income(association, huge, may(5))
    with pytest.raises(RulesBroken, match=r"S/ 999,999,999\.99"):
        item = Item(a_grade(association), Decimal(1000), Decimal(600000))
        sell(Bargain(a_buyer(association), a_lot(association), [item, item]), Paper(may(5)))

    most = an_income(association, Payment(Decimal("999999999.90"), money.CASH), may(5))
    assert amount_in_words(most.amount).startswith("NOVECIENTOS NOVENTA Y NUEVE MILLONES")


def test_a_sale_due_in_a_year_nobody_can_write_is_refused(association):
    with pytest.raises(RulesBroken, match="El año en que vence"):
        a_sale(association, "1.0", date(2199, 12, 1), credit_days=60)


# Where no limit is known ----------------------------------------------------------------------


@pytest.fixture
def unknown(association: Association) -> Grade:
    """A product the program knows nothing about, at S/ 0.50 in advance for a kilo."""
    return a_grade(association, "Mashua")


def test_more_than_two_tonnes_are_asked_where_no_limit_is_known(association, unknown):
    a_delivery(association, "2000.0", may(4), grade=unknown, sure=False)

    asks(
        lambda sure: a_delivery(association, "2000.1", may(4), grade=unknown, sure=sure),
        "2,000.1 kg de una sola persona",
    )


def test_a_first_price_is_held_against_the_advance_of_its_grade(association, unknown):
    a_delivery(association, "100.0", may(4), grade=unknown)
    a_sale(association, "1.0", may(5), price="5.00", grade=unknown, sure=False)

    asks(
        lambda sure: a_sale(association, "1.0", may(5), price="50.01", grade=unknown, sure=sure),
        "50.01",
    )


def test_a_price_is_held_against_the_last_one_of_its_grade(association, unknown):
    a_delivery(association, "100.0", may(4), grade=unknown)
    a_sale(association, "1.0", may(5), price="4.00", grade=unknown)

    a_sale(association, "1.0", may(6), price="0.40", grade=unknown, sure=False)
    asks(
        lambda sure: a_sale(association, "1.0", may(7), price="0.0399", grade=unknown, sure=sure),
        "0.0399",
    )


def test_a_lot_one_letter_from_another_is_asked(association):
    a_delivery(association, "100.0", may(4))
    a_sale(association, "1.0", may(5), lot=a_lot(association, "papa mayo"))

    asks(
        lambda sure: a_sale(
            association, "1.0", may(5), lot=a_lot(association, "papa maya"), sure=sure
        ),
        "papa mayo",
    )
    a_sale(association, "1.0", may(5), lot=a_lot(association, "papa mayo 2"), sure=False)
