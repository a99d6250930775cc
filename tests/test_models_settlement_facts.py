"""How a settlement came about: the figures of the worked month, and the words for every odd case."""

from datetime import date
from decimal import Decimal

from playhouse.test_utils import count_queries

from models.documents import Document, Paper
from models.parameters import Parameter
from models.people.charges import FINE, charge
from models.produce.lots import Lot
from models.produce.write_offs import Loss, write_off
from models.settling.facts import facts_by_paper, facts_of, facts_of_forecast
from models.settling.forecast import forecast
from models.settling.payouts import pay_settlement
from models.settling.settle import settle, undo_settlement
from models.settling.settlements import Settlement, runs_of
from models.settling.top_ups import receive_top_up
from models.voiding import void
from tests.factories import (
    a_buyer,
    a_collection,
    a_delivery,
    a_grade,
    a_lot,
    a_member,
    a_sale,
    an_expense,
    bank,
    cash,
    may,
)


def settlement(number):
    return Settlement.get(Settlement.document == Document.get(Document.number == number))


def account(facts):
    return [(section.title, str(section.total)) for section in facts.account()]


def words(facts, title):
    (section,) = [one for one in facts.account() if one.title == title]
    return [(row.words, str(row.amount), row.note) for row in section.rows]


def sold_and_collected(association, kilos, price="2.00", lot="papa-mayo", day=10):
    sale = a_sale(association, kilos, may(day), price=price, lot=a_lot(association, lot))
    a_collection(sale, bank(str(sale.total)), may(day))
    return sale.lot


def test_each_step_of_the_worked_month_comes_to_what_was_worked_out_by_hand(worked_month):
    facts = facts_of(settlement("LQ-2026-0002"))

    assert account(facts) == [
        ("Lo que le toca de las ventas", "516.87"),
        ("Costos del lote", "-28.02"),
        ("Descuento por servicio de la asociación", "-25.85"),
        ("Adelantos que ya recibió", "-195.70"),
        ("Descuentos", "-55.00"),
    ]
    assert (facts.net, facts.rest) == (Decimal("212.30"), Decimal("267.30"))


def test_every_line_says_where_it_comes_from(worked_month):
    facts = facts_of(settlement("LQ-2026-0002"))

    assert words(facts, "Lo que le toca de las ventas")[0] == (
        "Papa – Primera: 322.4 kg de 1,028.4 kg del lote",
        "419.12",
        "1,028.4 kg a S/ 1.30 por kg en V-2026-0002, Comprador Demo A: S/ 1,336.92",
    )
    assert words(facts, "Costos del lote") == [
        (
            "S/ 104.00 de todo el lote, por 437.4 kg de 1,623.9 kg",
            "-28.02",
            (
                "Flete, RE-2026-0009 del 16/05/2026: S/ 80.00; "
                "Estiba, RE-2026-0010 del 16/05/2026: S/ 24.00"
            ),
        )
    ]
    assert words(facts, "Adelantos que ya recibió")[1] == (
        "Por la entrega EN-2026-0004, con RE-2026-0004 del 07/05/2026",
        "-34.50",
        "",
    )
    assert words(facts, "Descuentos") == [
        ("Préstamo", "-50.00", "de S/ 300.00 que debe, queda S/ 250.00"),
        ("Cuotas", "-5.00", "mayo de 2026; de S/ 5.00 que debe, no queda nada"),
    ]


def test_what_the_scale_said_of_each_delivery_is_there(worked_month):
    one = facts_of(settlement("LQ-2026-0002")).brought[0]

    assert (one.number, one.gross, one.tare, one.off) == (
        "EN-2026-0003",
        Decimal("332.0"),
        Decimal("3.0"),
        Decimal("6.6"),
    )
    assert (one.impurity, one.payable, one.in_lot) == (
        Decimal(2),
        Decimal("322.4"),
        Decimal("322.4"),
    )


def test_the_parts_of_all_members_add_up_to_the_lot(worked_month):
    papers = [one.document_id for one in Settlement.select()]

    facts = list(facts_by_paper(papers).values())

    lot = facts[0].lot
    assert sum(one.gross for one in facts) == lot.gross == Decimal("1843.10")
    assert sum(one.costs for one in facts) == lot.costs == Decimal("104.00")
    assert sum(one.service for one in facts) == lot.service == Decimal("92.16")


def test_a_paid_settlement_says_with_which_receipt(worked_month):
    assert facts_of(settlement("LQ-2026-0001")).outcome() == (
        "Pagado con RE-2026-0012 del 30/05/2026, transferencia, operación OP-0530-1: S/ 320.06."
    )


def test_many_settlements_are_read_with_as_many_questions_as_one(worked_month):
    papers = [one.document_id for one in Settlement.select()]
    with count_queries() as one:
        facts_by_paper(papers[:1])
    with count_queries() as many:
        facts_by_paper(papers)

    assert len(papers) == 4
    assert many.count == one.count <= 20


def test_before_it_is_posted_the_account_is_the_same(unsettled_month):
    lot = Lot.get(Lot.name == "papa-mayo")
    asked = {2: {"loan": Decimal("50.00")}}

    before = facts_of_forecast(forecast(lot, may(30), asked))
    papers = settle(lot, Paper(may(30)), asked)

    after = [facts_of(one) for one in papers]
    assert [one.account() for one in before] == [one.account() for one in after]
    assert [one.member for one in before] == [one.member for one in after]


def test_cash_is_rounded_in_her_favour_and_says_so(selling):
    a_delivery(selling, "10.3", may(6))
    lot = sold_and_collected(selling, "10.3", price="1.99")  # 20.50 − 1.03 of service = 19.47
    (paper,) = settle(lot, Paper(may(20)))

    before = facts_of(paper).outcome()
    pay_settlement(paper, "cash", Paper(may(21)))

    assert before == "Por pagar: S/ 19.47."
    assert facts_of(paper).outcome() == (
        "Pagado con RE-2026-0001 del 21/05/2026, efectivo: S/ 19.50. Redondeo a su favor: S/ 0.03."
    )


def test_advances_beyond_the_price_are_a_debt_said_plainly_and_taken_from_the_next(selling):
    a_delivery(selling, "100.0", may(6), advance=cash("120.00"))
    first = sold_and_collected(selling, "100.0", price="1.00")  # 100 − 5 − 120 = −25
    (short,) = settle(first, Paper(may(11)))
    a_delivery(selling, "100.0", may(12))
    second = sold_and_collected(selling, "100.0", price="1.00", lot="otro", day=13)
    (next_one,) = settle(second, Paper(may(14)))  # 100 − 5 − 25 = 70

    facts = facts_of(short)
    assert (facts.net, facts.carried_out) == (Decimal(0), Decimal("25.00"))
    assert "Queda debiendo S/ 25.00" in facts.outcome()
    assert words(facts_of(next_one), "Descuentos") == [
        ("Saldo anterior", "-25.00", "de LQ-2026-0001 (11/05/2026)")
    ]
    assert facts_of(next_one).net == Decimal("70.00")


def test_of_a_delivery_in_two_lots_each_says_which_part(selling):
    a_delivery(selling, "100.0", may(6), advance=cash("10.00"))
    lot = sold_and_collected(selling, "60.0")
    (paper,) = settle(lot, Paper(may(11)))

    assert words(facts_of(paper), "Adelantos que ya recibió") == [
        (
            "Por la entrega EN-2026-0001, con RE-2026-0001 del 06/05/2026",
            "-6.00",
            "Lo que corresponde a 60.0 kg de 100.0 kg.",
        )
    ]


def test_an_advance_paid_after_the_settling_is_not_named_in_it(selling):
    from models.produce.deliveries import pay_advance

    delivery = a_delivery(selling, "100.0", may(6), advance=cash("10.00"))
    lot = sold_and_collected(selling, "60.0")
    (paper,) = settle(lot, Paper(may(11)))
    before = facts_of(paper)

    pay_advance(delivery, cash("5.00"), Paper(may(12)))

    assert facts_of(paper) == before


def test_a_deduction_that_found_too_little_says_what_was_asked(selling):
    member = a_member(selling)
    charge(selling, FINE, "Faltó a la faena", {member.id: Decimal("30.00")}, Paper(may(5)))
    a_delivery(selling, "20.0", may(6), member=member)
    lot = sold_and_collected(selling, "20.0", price="1.00")  # 20 − 1 of service = 19
    (paper,) = settle(lot, Paper(may(11)), {member.id: {"charges": Decimal("30.00")}})

    facts = facts_of(paper)

    assert words(facts, "Descuentos") == [
        (
            "Multas y aportes",
            "-19.00",
            "Faltó a la faena (CG-2026-0001, 05/05/2026); se pidió S/ 30.00 y no alcanzó",
        )
    ]
    assert facts.outcome() == (
        "No queda nada que pagarle: sus descuentos cubren todo lo que le tocaba."
    )


def test_dues_name_the_months_they_go_to_and_what_is_left(selling):
    row = {"name": "dues_per_member", "since": date(2026, 5, 1), "value": Decimal(10)}
    Parameter.create(association=selling, **row)
    member = a_member(selling)
    a_delivery(selling, "100.0", may(6), member=member)
    sale = a_sale(selling, "100.0", may(7))
    a_collection(sale, bank("100.00"), may(7))

    asked = {member.id: {"dues": Decimal("25.00")}}
    (paper,) = settle(sale.lot, Paper(date(2026, 7, 20)), asked)

    assert words(facts_of(paper), "Descuentos") == [
        ("Cuotas", "-25.00", "mayo a julio de 2026; de S/ 30.00 que debe, queda S/ 5.00")
    ]


def test_a_loss_is_named_and_borne_by_all(selling):
    a_delivery(selling, "100.0", may(6))
    a_delivery(selling, "100.0", may(6), member=a_member(selling, "Ccori Puma, Rosa"))
    lot = sold_and_collected(selling, "180.0", price="1.00")
    write_off(Loss(lot, a_grade(selling), Decimal("20.0"), "se malogró"), Paper(may(11)))

    first, second = settle(lot, Paper(may(12)))

    assert facts_of(first).gross == facts_of(second).gross == Decimal("90.00")
    (lost,) = facts_of(first).lot.lost
    assert (lost.number, lost.quantity, lost.reason) == (
        "ME-2026-0001",
        Decimal("20.0"),
        "se malogró",
    )


def test_of_a_settling_that_was_undone_prices_that_changed_are_not_named(selling):
    a_delivery(selling, "100.0", may(6))
    lot = sold_and_collected(selling, "50.0", price="1.00")
    (paper,) = settle(lot, Paper(may(11)))
    undo_settlement(runs_of(lot)[0], may(12), "faltaba una venta")

    kept = facts_of(paper)
    sold_and_collected(selling, "50.0", price="3.00", day=13)

    assert [one.number for one in kept.lot.sold] == ["V-2026-0001"]
    assert facts_of(paper).lot.sold == ()
    assert facts_of(paper).net == kept.net == Decimal("47.50")


def test_a_void_sale_or_cost_is_not_named(selling):
    a_delivery(selling, "100.0", may(6))
    wrong = a_sale(selling, "100.0", may(7), price="9.00")
    void(wrong.document, may(7), "precio equivocado")
    lot = sold_and_collected(selling, "100.0", price="1.00")
    cost = an_expense(selling, cash("4.00"), may(11), lot=lot)
    void(cost.document, may(11), "era de otro lote")
    an_expense(selling, cash("6.00"), may(11), lot=lot)

    (paper,) = settle(lot, Paper(may(12)))

    facts = facts_of(paper).lot
    assert [one.number for one in facts.sold] == ["V-2026-0002"]
    assert [one.receipt.number for one in facts.spent] == ["RE-2026-0002"]


def test_a_later_price_names_who_paid_it_and_each_top_up_its_own(selling):
    a_delivery(selling, "100.0", may(6))
    lot = sold_and_collected(selling, "100.0", price="1.00")
    settle(lot, Paper(may(11)))
    receive_top_up(lot, a_buyer(selling), bank("20.00"), Paper(may(12)))
    (first,) = settle(lot, Paper(may(12)))
    receive_top_up(lot, a_buyer(selling), bank("20.00"), Paper(may(13)), grade=a_grade(selling))
    (second,) = settle(lot, Paper(may(13)))

    assert account(facts_of(first)) == [
        ("Reintegro", "20.00"),
        ("Descuento por servicio de la asociación", "-1.00"),
    ]
    assert words(facts_of(first), "Reintegro")[0][2] == (
        "Comercial Sur S.A.C. pagó S/ 20.00 más (RI-2026-0002)"
    )
    assert [one.number for one in facts_of(second).lot.sold] == ["RI-2026-0003"]


def test_kilos_of_the_season_are_those_brought_by_then(selling):
    a_delivery(selling, "70.0", date(2026, 5, 6))
    lot = sold_and_collected(selling, "50.0")
    (paper,) = settle(lot, Paper(may(11)))
    a_delivery(selling, "30.0", may(11))

    facts = facts_of(paper)

    assert facts.season == "2025-2026"
    assert [(one.product, one.unit, one.quantity) for one in facts.so_far] == [
        ("Papa", "kg", Decimal("70.0"))
    ]
