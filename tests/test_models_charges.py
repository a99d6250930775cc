"""Charges to members: one paper for many, paid in parts, and how it is undone."""

from decimal import Decimal

import pytest

from models import money
from models.associations import Association
from models.changes import Refused
from models.documents import Document, Paper
from models.month.closing import close_month
from models.people.charges import (
    CONTRIBUTION,
    EXTRA,
    FINE,
    Charge,
    ChargeLine,
    balance_of,
    charge,
    lines_of,
    owed_in_all,
    owing,
    pay_charge,
)
from models.people.members import Member, resign
from models.people.voters import in_good_standing
from models.record import Doubtful, RulesBroken
from models.reversing import reverse
from models.voiding import void
from tests.factories import MAY, a_member, cash, june, may


@pytest.fixture
def maria(association: Association) -> Member:
    return a_member(association)


def a_charge(*members: Member, kind: str = EXTRA) -> Charge:
    """S/ 20.00 each, on 5 May."""
    amounts = {one.id: Decimal("20.00") for one in members}
    paper = Paper(may(5))
    return charge(members[0].association, kind, "Arreglo del local", amounts, paper, sure=True)


def line_of(made: Charge, member: Member) -> ChargeLine:
    return ChargeLine.get(ChargeLine.charge == made, ChargeLine.member == member)


def test_who_is_not_in_the_padron_is_charged_nothing(association: Association, maria) -> None:
    amounts = {maria.id: Decimal("20.00"), 999: Decimal("20.00")}

    with pytest.raises(RulesBroken, match="Elija socios del padrón"):
        charge(association, FINE, "Faena", amounts, Paper(may(5)), sure=True)
    assert not Charge.select().exists()


def test_one_paper_charges_many_and_moves_no_money(association: Association, maria) -> None:
    rosa = a_member(association, "Rosa")

    made = a_charge(maria, rosa)

    assert str(made) == "CG-2026-0001"
    assert made.total == 40
    assert [(one.member.name, one.amount) for one in lines_of(made)] == [
        (maria.name, 20),
        ("Rosa", 20),
    ]
    assert owed_in_all(association, may(5)) == {maria.id: 20, rosa.id: 20}
    assert owed_in_all(association, may(4)) == {}
    assert money.balance(association, money.CASH, may(5)) == 1000
    assert money.balance(association, money.INCOME, may(5)) == 0


@pytest.mark.parametrize(
    ("kind", "heading"),
    [(EXTRA, "cuotas"), (CONTRIBUTION, "aportes"), (FINE, "multas")],
)
def test_what_is_paid_is_own_income_of_its_kind(
    association: Association, maria, kind, heading
) -> None:
    made = a_charge(maria, kind=kind)

    receipt = pay_charge(line_of(made, maria), cash("12.50"), Paper(may(9)), sure=True)

    assert str(receipt.category) == heading
    assert receipt.document.about == made.document
    assert money.balance(association, money.INCOME, may(9)) == Decimal("-12.50")
    assert money.balance(association, money.CASH, may(9)) == Decimal("1012.50")
    assert balance_of(line_of(made, maria)) == Decimal("7.50")


def test_it_is_paid_in_parts_and_never_beyond(maria) -> None:
    line = line_of(a_charge(maria), maria)
    pay_charge(line, cash("15.00"), Paper(may(9)), sure=True)

    with pytest.raises(RulesBroken, match=r"falta cobrar S/ 5\.00"):
        pay_charge(line, cash("5.10"), Paper(may(9)), sure=True)
    pay_charge(line, cash("5.00"), Paper(may(9)), sure=True)

    assert balance_of(line) == 0


def test_it_is_not_paid_before_it_was_charged(maria) -> None:
    line = line_of(a_charge(maria), maria)

    with pytest.raises(RulesBroken, match="No se cobra antes de cargarlo"):
        pay_charge(line, cash("5.00"), Paper(may(4)), sure=True)


def test_a_charge_paid_in_part_is_voided_only_after_its_receipt(association, maria) -> None:
    made = a_charge(maria)
    receipt = pay_charge(line_of(made, maria), cash("5.00"), Paper(may(9)), sure=True)

    with pytest.raises(Refused, match=r"RI-2026-0001\. Anule primero"):
        void(made.document, may(10), "no se acordó")
    void(receipt.document, may(10), "no se acordó")
    void(made.document, may(10), "no se acordó")

    assert owed_in_all(association, may(31)) == {}


def test_a_void_charge_is_not_paid(maria) -> None:
    made = a_charge(maria)
    void(made.document, may(6), "no se acordó")

    with pytest.raises(Refused, match="CG-2026-0001 ya está anulado"):
        pay_charge(line_of(made, maria), cash("5.00"), Paper(may(9)), sure=True)


def test_a_charge_of_a_closed_month_is_still_owed_and_paid(association, maria) -> None:
    made = a_charge(maria)
    close_month(association, MAY, sure=True)

    pay_charge(line_of(made, maria), cash("8.00"), Paper(june(2)), sure=True)

    assert [one.left for one in owing(association, june(2))] == [12]
    assert [one.left for one in owing(association, may(31))] == [20]


def test_a_charge_of_a_closed_month_is_reversed(association, maria) -> None:
    made = a_charge(maria)
    close_month(association, MAY, sure=True)

    reverse(made.document, Paper(june(2)), "no se acordó", sure=True)

    assert owed_in_all(association, june(1)) == {maria.id: 20}
    assert owed_in_all(association, june(2)) == {}


def test_who_owes_a_charge_of_an_earlier_day_is_not_in_good_standing(association, maria) -> None:
    line = line_of(a_charge(maria), maria)
    same_day, next_day = (
        in_good_standing(association, may(5)),
        in_good_standing(association, may(6)),
    )

    pay_charge(line, cash("20.00"), Paper(may(7)), sure=True)

    assert same_day == [maria]
    assert next_day == []
    assert in_good_standing(association, may(7)) == [maria]


def test_who_has_left_is_asked_about_and_may_be_charged(association, maria) -> None:
    resign(maria, may(4), "Se muda", sure=True)
    amounts = {maria.id: Decimal("20.00")}

    with pytest.raises(Doubtful) as asked:
        charge(association, FINE, "Asamblea", amounts, Paper(may(5)))
    made = charge(association, FINE, "Asamblea", amounts, Paper(may(5)), sure=True)

    assert asked.value.doubts == {"amounts": "No son socios el 05/05/2026: Quispe Mamani, María."}
    assert made.document.noted == asked.value.doubts["amounts"]


@pytest.mark.parametrize(
    ("what", "field"),
    [
        ({"kind": "otra"}, "kind"),
        ({"concept": " "}, "concept"),
        ({"amounts": {}}, "amounts"),
        ({"amounts": {1: Decimal(0)}}, "amounts"),
        ({"amounts": {1: Decimal("1.005")}}, "amounts"),
    ],
)
def test_what_is_no_charge_is_refused_beside_its_field(association, maria, what, field) -> None:
    good = {"kind": FINE, "concept": "Asamblea", "amounts": {maria.id: Decimal("5.00")}}

    with pytest.raises(RulesBroken) as told:
        charge(association, **(good | what), paper=Paper(may(5)), sure=True)

    assert list(told.value.problems) == [field]
    assert Document.select().count() == 0


def test_two_presses_make_one_charge(association, maria) -> None:
    paper = Paper(may(5))
    amounts = {maria.id: Decimal("5.00")}

    for _press in range(2):
        charge(association, FINE, "Asamblea", amounts, paper, sure=True)

    assert Charge.select().count() == 1
