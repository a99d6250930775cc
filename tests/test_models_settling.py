"""Kept forecasts, what to look at before settling, and what a settling costs in statements."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from models.associations import Association
from models.changes import Refused, database
from models.documents import Paper
from models.month.preflight import FAULT
from models.parameters import Parameter
from models.people.charges import FINE, balance_of, charge, lines_of, pay_charge
from models.people.loans import Terms, lend, repay_loan
from models.produce.lots import Lot
from models.record import RulesBroken
from models.review.books import faults
from models.settling.asking import proposed
from models.settling.checks import checks
from models.settling.forecast import forecast
from models.settling.kept_forecast import KeptForecast, changes, figures_of, keep, last_kept
from models.settling.settle import settle
from models.settling.shares import shared
from tests.factories import (
    a_collection,
    a_delivery,
    a_lot,
    a_member,
    a_sale,
    an_expense,
    bank,
    cash,
    june,
    may,
)

DAY = may(20)


@pytest.fixture
def with_service(association: Association) -> Association:
    """It keeps 5 % of what a lot earned."""
    Parameter.create(association=association, name="service_pct", since=may(1), value=Decimal(5))
    return association


def a_sold_lot(association: Association, deliveries: int = 2, price: str = "2.00") -> Lot:
    """Of two members, each with half of the deliveries of 10.0 kg; collected."""
    for place in range(deliveries):
        member = a_member(association, ("Quispe, Ana", "Rojas, Beto")[place % 2])
        a_delivery(association, "10.0", may(5), member=member)
    sale = a_sale(association, str(10 * deliveries), may(6), price=price)
    a_collection(sale, bank(str(sale.total)), may(7))
    return a_lot(association)


def test_nothing_changed_since_a_forecast_that_was_just_kept(with_service: Association) -> None:
    made_up = forecast(a_sold_lot(with_service), DAY)
    keep(made_up)

    kept = last_kept(made_up.lot)

    assert kept is not None
    assert kept[1] == figures_of(made_up)
    assert changes(kept[1], figures_of(made_up)) == []


def test_a_new_cost_is_told_to_everyone_it_reaches_and_why(with_service: Association) -> None:
    lot = a_sold_lot(with_service)
    keep(forecast(lot, DAY))
    spent = an_expense(with_service, cash("5.00"), may(8), lot=lot)

    kept = last_kept(lot)
    assert kept is not None
    found = changes(kept[1], figures_of(forecast(lot, DAY)))

    # 10.0 kg at S/ 2.00 less 5 % is S/ 19.00; then S/ 2.50 less.
    assert [(one.name, one.before, one.now) for one in found] == [
        ("Quispe, Ana", Decimal("19.00"), Decimal("16.50")),
        ("Rojas, Beto", Decimal("19.00"), Decimal("16.50")),
    ]
    assert found[0].why == (f"Gasto nuevo {spent}, S/ 5.00.",)


def test_a_new_sale_brings_a_member_and_kilos_and_says_so(with_service: Association) -> None:
    lot = a_sold_lot(with_service)
    keep(forecast(lot, DAY))
    third = a_member(with_service, "Sullca, Carla")
    delivery = a_delivery(with_service, "10.0", may(9), member=third)
    sale = a_sale(with_service, "10.0", may(10), price="2.00")

    kept = last_kept(lot)
    assert kept is not None
    found = changes(kept[1], figures_of(forecast(lot, DAY)))

    # S/ 40.00 and S/ 20.00 over three equal pieces: the first gets both céntimos left.
    assert [(one.name, one.now) for one in found] == [
        ("Quispe, Ana", Decimal("19.01")),
        ("Sullca, Carla", Decimal("18.99")),
    ]
    assert found[0].why == (f"Venta nueva {sale}, S/ 20.00.",)
    assert found[1].why == ("Antes no tenía nada en el lote.",)
    assert delivery.member == third
    assert sale.lot == lot


def test_a_deduction_asked_otherwise_is_told_to_that_member_alone(
    with_service: Association,
) -> None:
    ana = a_member(with_service, "Quispe, Ana")
    lend(ana, "Préstamo para abono", cash("8.00"), Paper(may(2)), sure=True)
    lot = a_sold_lot(with_service)
    keep(forecast(lot, DAY, {ana.id: {"loan": Decimal("2.00")}}))

    kept = last_kept(lot)
    assert kept is not None
    now = figures_of(forecast(lot, DAY, {ana.id: {"loan": Decimal("3.00")}}))

    (found,) = changes(kept[1], now)
    assert (found.name, found.why) == ("Quispe, Ana", ("Préstamo pasó de S/ 2.00 a S/ 3.00.",))


def test_a_kept_forecast_that_cannot_be_read_is_passed_over(with_service: Association) -> None:
    lot = a_sold_lot(with_service)
    keep(forecast(lot, DAY))
    for spoiled in ("papa", "{}", "[1]", '{"day": "2026-05-20", "members": {"x": {}}}'):
        KeptForecast.create(lot=lot, made="2026-05-20T10:00:00", day=DAY, figures=spoiled)

    kept = last_kept(lot)

    assert kept is not None
    assert kept[1] == figures_of(forecast(lot, DAY))


def test_a_lot_without_any_forecast_has_none_to_compare(with_service: Association) -> None:
    assert last_kept(a_sold_lot(with_service)) is None


def test_what_is_not_collected_stops_and_names_its_sale(with_service: Association) -> None:
    a_delivery(with_service, "10.0", may(5))
    sale = a_sale(with_service, "10.0", may(6))

    found = checks(forecast(sale.lot, DAY))

    assert (found[0].level, found[0].record) == (FAULT, sale)
    assert found[0].sentence == f"De {sale} falta cobrar S/ 10.00."


def test_no_cost_what_is_not_sold_and_who_stays_owing_are_pointed_out(
    with_service: Association,
) -> None:
    ana = a_member(with_service, "Quispe, Ana")
    a_delivery(with_service, "10.0", may(5), member=ana, advance=cash("15.00"))
    sale = a_sale(with_service, "10.0", may(6))
    a_collection(sale, cash("10.00"), may(7))
    a_delivery(with_service, "4.0", may(8), member=ana)

    said = "\n".join(str(one) for one in checks(forecast(sale.lot, DAY)))

    assert "El lote no tiene ningún gasto" in said
    assert "Quedan con saldo deudor, sin nada que cobrar: Quispe, Ana." in said
    assert "1 entrega de socios de este lote todavía no se vende: 4.0 kg." in said


def test_of_a_loan_only_what_is_due_is_proposed(with_service: Association) -> None:
    ana = a_member(with_service, "Quispe, Ana")
    terms = Terms(instalments=3, first_due=may(15))
    lend(ana, "Préstamo para abono", cash("9.00"), Paper(may(2)), terms=terms, sure=True)
    lot = a_sold_lot(with_service)

    assert proposed(forecast(lot, DAY))[ana.id] == {"loan": Decimal("3.00")}
    assert proposed(forecast(lot, june(20)))[ana.id] == {"loan": Decimal("6.00")}


def test_asking_again_gives_what_a_new_forecast_gives(with_service: Association) -> None:
    ana = a_member(with_service, "Quispe, Ana")
    lend(ana, "Préstamo para abono", cash("8.00"), Paper(may(2)), sure=True)
    lot = a_sold_lot(with_service)
    asked = {ana.id: {"loan": Decimal("5.00")}}

    again, anew = forecast(lot, DAY).asking(asked), forecast(lot, DAY, asked)

    assert [one.net for one in again.shares] == [one.net for one in anew.shares]
    assert figures_of(again) == figures_of(anew)


def test_a_debt_that_a_later_paper_took_back_already_cannot_be_taken_again(
    with_service: Association,
) -> None:
    ana = a_member(with_service, "Quispe, Ana")
    lend(ana, "Préstamo para abono", cash("9.00"), Paper(may(2)), sure=True)
    lot = a_sold_lot(with_service)
    repay_loan(ana, Decimal(6), cash("6.00"), Paper(may(25)), sure=True)
    lend(ana, "Otro préstamo", cash("20.00"), Paper(may(28)), sure=True)

    shares = {one.member.id: one for one in forecast(lot, DAY).shares}

    # 9.00 owed on the 20th, of which 6.00 came back on the 25th: 3.00 are left to take.
    assert shares[ana.id].owed["loan"] == Decimal("3.00")
    with pytest.raises(RulesBroken):
        settle(lot, Paper(DAY), {ana.id: {"loan": Decimal("3.10")}})
    settle(lot, Paper(DAY), {ana.id: {"loan": Decimal("3.00")}})
    assert faults(with_service) == []


def test_a_fine_paid_on_a_later_day_is_not_taken_again(with_service: Association) -> None:
    """S/ 9.00, of which 6.00 are paid on the 25th: on the 20th 3.00 are left to take."""
    ana = a_member(with_service, "Quispe, Ana")
    made = charge(with_service, FINE, "Faena", {ana.id: Decimal(9)}, Paper(may(2)), sure=True)
    (line,) = lines_of(made)
    lot = a_sold_lot(with_service)
    pay_charge(line, cash("6.00"), Paper(may(25)), sure=True)

    with pytest.raises(RulesBroken):
        settle(lot, Paper(DAY), {ana.id: {"charges": Decimal("3.10")}})
    settle(lot, Paper(DAY), {ana.id: {"charges": Decimal("3.00")}})
    assert balance_of(line) == 0
    assert faults(with_service) == []


def test_who_has_nothing_in_the_lot_is_named(with_service: Association) -> None:
    lot = a_sold_lot(with_service)
    others = [a_member(with_service, name).id for name in ("Solís, Eva", "Soto, Luz")]
    asked = {key: {"loan": Decimal(1)} for key in others}

    with pytest.raises(Refused, match="No tienen nada en este lote: Solís, Eva, Soto, Luz"):
        settle(lot, Paper(DAY), asked)
    with pytest.raises(Refused, match="no está en el padrón"):
        settle(lot, Paper(DAY), {999: {"loan": Decimal(1)}})


def test_the_statements_of_a_settling_do_not_grow_with_the_deliveries(
    with_service: Association,
) -> None:
    few = a_sold_lot(with_service, 10)
    in_few = statements(lambda: settle(few, Paper(DAY)))
    for place in range(100):
        member = a_member(with_service, ("Quispe, Ana", "Rojas, Beto")[place % 2])
        a_delivery(with_service, "10.0", may(12), member=member)
    sale = a_sale(with_service, "1000.0", may(13), lot=a_lot(with_service, "papa-dos"))
    a_collection(sale, bank("1000.00"), may(14))

    in_many = statements(lambda: settle(sale.lot, Paper(DAY + timedelta(days=1))))

    assert in_many <= in_few


def statements(deed: Callable[[], object]) -> int:
    asked: list[object] = []
    database.query_hooks.append(asked.append)
    try:
        deed()
    finally:
        database.query_hooks.remove(asked.append)
    return len(asked)


def test_of_equal_remainders_the_first_in_place_gets_the_centimo() -> None:
    thirds = shared(Decimal("1.00"), [Decimal(1)] * 3)

    assert thirds == [Decimal("0.34"), Decimal("0.33"), Decimal("0.33")]
    assert shared(Decimal("0.02"), [Decimal(1), Decimal(2), Decimal(1)]) == [
        Decimal("0.01"),
        Decimal("0.01"),
        Decimal("0.00"),
    ]
