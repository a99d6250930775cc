"""«El mes cuadra»: what stops a closing, what is warned of, what is only said."""

from decimal import Decimal

import pytest

from models.associations import Association
from models.cash.cash_count import count_cash
from models.cash.transfers import transfer
from models.changes import Refused, database
from models.documents import Document, Paper
from models.month.closing import close_month, reopen_month
from models.month.preflight import (
    CASH_COUNT,
    FAULT,
    HINT,
    WARNING,
    Finding,
    faults_in,
    findings,
    ready_lots,
)
from models.months import Month
from models.numbering import start_series
from models.parameters import Parameter
from models.produce.write_offs import Loss, write_off
from models.reversing import reverse
from models.settling.settle import undo_settlement
from models.settling.settlements import LotSettlement, Settlement
from models.voiding import void
from tests import factories
from tests.factories import (
    JUNE,
    MAY,
    a_collection,
    a_delivery,
    a_grade,
    a_harvest,
    a_lot,
    a_member,
    a_sale,
    an_expense,
    an_income,
    bank,
    cash,
    june,
    may,
    no_guards,
)


@pytest.fixture
def lived(association: Association) -> Association:
    """May with 100.0 kg in, 60.0 sold, 1.0 lost, 25.00 collected in cash, and a paper voided."""
    a_delivery(association, "100.0", may(4), advance=cash("50.00"))
    a_collection(a_sale(association, "60.0", may(5), credit_days=20), cash("25.00"), may(6))
    void(a_sale(association, "10.0", may(6)).document, may(7), "error")
    write_off(
        Loss(a_lot(association), a_grade(association), Decimal("1.0"), "podrida"),
        Paper(may(8)),
        sure=True,
    )
    an_expense(association, cash("3.00"), may(9))
    return association


def counted(association: Association, soles: str, day: int = 31) -> None:
    """A count of so many coins of 0.10; the difference is booked."""
    count_cash(
        association,
        {Decimal("0.10"): int(Decimal(soles) * 10)},
        Paper(may(day)),
        explanation="no se sabe",
        sure=True,
    )


def of(level: str, association: Association) -> list[str]:
    return [one.sentence for one in findings(association, MAY) if one.level == level]


def the_one(association: Association, words: str) -> Finding:
    (found,) = [one for one in findings(association, MAY) if words in one.sentence]
    return found


def test_a_month_in_order_has_no_fault(lived):
    assert faults_in(lived, MAY) == []


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (
            "UPDATE stock_entry SET quantity = quantity - 1000 WHERE quantity > 0",
            "De papa primera debería haber 39.0 kg y el kardex dice 3",
        ),
        (
            "UPDATE delivery SET payable = payable + 1000",
            "De papa primera debería haber 40.0 kg y el kardex dice 39.0 kg.",
        ),
        (
            "UPDATE money_entry SET amount = amount + 100 WHERE account = 'cash' AND amount = 2500",
            "Caja debería terminar con S/ 972.00 y termina con S/ 973.00.",
        ),
        (
            "UPDATE money_entry SET amount = amount + 100 WHERE account = 'cash' AND amount = 2500",
            "Los asientos de RI-2026-0001 no suman cero: sobran S/ 1.00.",
        ),
        (
            "UPDATE receipt SET amount = amount + 100 WHERE concept = 'Cuadernos'",
            "Caja debería terminar con S/ 971.00 y termina con S/ 972.00.",
        ),
        (
            "UPDATE document SET sequence = 9, number = 'RE-2026-0009' WHERE number = 'RE-2026-0002'",
            "En la serie RE-2026 faltan números: van del 1 al 9 y hay 2.",
        ),
    ],
)
def test_what_does_not_add_up_is_a_fault(lived, statement, says):
    with no_guards():
        database.execute_sql(statement)

    assert any(says in str(one) for one in faults_in(lived, MAY)), faults_in(lived, MAY)


def test_a_settled_lot_that_is_not_what_its_members_got_is_a_fault(book, tmp_path):
    association = factories.load(_may_open(), tmp_path)
    assert faults_in(association, MAY) == []

    with no_guards():
        database.execute_sql("UPDATE settlement SET net = net + 1 WHERE net = 18733")
        database.execute_sql("UPDATE lot_settlement SET gross = gross + 1")

    said = [str(one) for one in faults_in(association, MAY)]
    assert any("no suman lo que dio el lote" in one for one in said)


def _may_open() -> dict:
    """The worked month up to its closing."""
    written = factories.worked_month()
    events = written["inputs"]["events"]
    ends = next(place for place, one in enumerate(events) if one["do"] == "close_month")
    written["inputs"]["events"] = events[:ends]
    written["expected"] = {}
    return written


def test_the_worked_month_closes_without_a_fault_or_a_warning(book, tmp_path):
    association = factories.load(_may_open(), tmp_path)

    assert {one.level for one in findings(association, MAY)} == {HINT}


def test_a_month_after_the_first_open_one_cannot_close(association):
    (found,) = findings(association, MAY.next)

    assert (found.level, found.sentence) == (FAULT, "Primero cierre mayo de 2026.")


def test_cash_that_nobody_counted_is_warned_of(lived):
    found = the_one(lived, "no se contó")

    assert found.sentence == "La caja no se contó en mayo; el libro dice S/ 972.00."
    assert (found.level, found.place) == (WARNING, CASH_COUNT)


def test_cash_counted_on_the_last_day_is_in_order(lived):
    counted(lived, "970.00")

    assert of(WARNING, lived) == []


def test_cash_that_moved_after_the_count_is_warned_of(lived):
    counted(lived, "972.00", day=20)
    an_income(lived, cash("8.00"), may(21))

    assert of(WARNING, lived) == ["La caja se contó el 20/05/2026 y después entró o salió dinero."]


def test_a_paper_typed_late_into_what_was_counted_is_warned_of(lived):
    counted(lived, "972.00")
    an_income(lived, cash("8.00"), may(21))

    assert of(WARNING, lived) == [
        "El 31/05/2026 se contó S/ 972.00, y ahora el libro dice S/ 980.00 de ese día."
    ]


def test_money_of_the_bank_without_its_operation_is_warned_of(lived):
    counted(lived, "972.00")
    transfer(lived, "bank", "cash", Decimal("1.00"), Paper(may(9)))
    an_income(lived, bank("5.00"), may(10))

    warned = of(WARNING, lived)
    assert "TR-2026-0001 pasó por el banco y no tiene N° de operación." in warned


def test_a_harvest_that_does_not_say_where_it_went_is_warned_of(lived):
    harvest = a_harvest(a_member(lived), may(3), "100.0", sale="90.0", undecided="10.0")

    found = the_one(lived, "a dónde fue")
    assert (found.level, found.record) == (WARNING, harvest)


def test_papers_of_a_day_to_come_and_a_month_under_way_are_warned_of(association):
    from datetime import date

    this = Month.of(date.today())
    other = factories.an_association("Otra", month=this)
    an_income(other, cash("5.00"), this.last)
    warned = [one.sentence for one in findings(other, this) if one.level == WARNING]

    assert any("El mes no termina" in one or "último día" in one for one in warned)
    assert date.today() == this.last or any("todavía no llega" in one for one in warned)


def test_what_is_owed_is_only_said(lived):
    Parameter.create(association=lived, name="dues_per_member", since=may(1), value=Decimal("5.00"))
    lot = a_lot(lived, "papa-dos")
    a_collection(a_sale(lived, "10.0", may(6), lot=lot), bank("10.00"), may(7))

    assert of(HINT, lived) == [
        "2 ventas no tienen comprobante SUNAT anotado; la primera, V-2026-0001.",
        "Falta cobrar S/ 35.00 de V-2026-0001, que venció el 25/05/2026.",
        "El lote «papa-dos» está cobrado y falta liquidarlo.",
        "Hay S/ 50.00 en adelantos sin liquidar; el más antiguo, de EN-2026-0001 (04/05/2026).",
        "1 socio debe S/ 5.00 de cuotas.",
    ]
    assert [str(one) for one in ready_lots(lived, may(31))] == ["papa-dos"]


def test_an_empty_month_closes_but_its_cash_is_asked_for(association):
    assert of(FAULT, association) == []
    assert of(WARNING, association) == ["La caja no se contó en mayo; el libro dice S/ 1,000.00."]


# Deeds never make a fault ---------------------------------------------------------------------


def test_a_reversal_of_what_a_closed_month_posted_makes_no_fault(lived):
    delivery = a_delivery(lived, "50.0", may(10))
    receipt = an_income(lived, cash("8.00"), may(11))
    bought = an_expense(lived, bank("4.00"), may(12))
    close_month(lived, MAY, sure=True)
    for made in (delivery, receipt, bought):
        reverse(made.document, Paper(june(3)), "estaba mal", sure=True)

    assert faults_in(lived, JUNE) == []
    close_month(lived, JUNE, sure=True)
    assert faults_in(lived, JUNE.next) == []


def test_settling_undoing_and_paying_makes_no_fault(book, tmp_path):
    association = factories.load(_may_open(), tmp_path)
    assert faults_in(association, MAY) == []
    run = LotSettlement.get()
    with pytest.raises(Refused):  # it is paid already
        undo_settlement(run, may(31), "error")
    for receipt in Document.select().where(
        Document.about.in_(Settlement.select(Settlement.document))
    ):
        void(receipt, may(31), "error")
        assert faults_in(association, MAY) == []
    undo_settlement(run, may(31), "error")
    assert faults_in(association, MAY) == []
    close_month(association, MAY, sure=True)
    reopen_month(association, MAY, "error")
    assert faults_in(association, MAY) == []


def test_a_series_that_goes_on_from_a_talonario_has_no_hole(association):
    start_series(association, "RI", 2026, 41)
    an_income(association, cash("5.00"), may(9))

    assert faults_in(association, MAY) == []
