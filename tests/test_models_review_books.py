"""What a hand changed in settlements, debts, funds, counts and closings is told, each in a sentence."""

import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models import money
from models.associations import Association
from models.cash.cash_book import Party, donate, expense
from models.cash.cash_count import count_cash
from models.cash.categories import EXPENSE
from models.cash.funds import Fund
from models.changes import database
from models.documents import Document, Paper
from models.file import storage
from models.month.closing import close_month
from models.months import Month
from models.parameters import EPOCH, Parameter
from models.people import charges
from models.people.charges import ChargeLine, charge, pay_charge
from models.people.dues import pay_dues
from models.people.loans import charge_inputs, lend, repay_inputs, repay_loan
from models.produce.write_offs import Loss, write_off
from models.reversing import reverse
from models.review.books import faults
from models.settling.payouts import pay_settlement
from models.settling.settle import settle
from models.settling.top_ups import receive_top_up
from tests.factories import (
    MAY,
    a_buyer,
    a_collection,
    a_delivery,
    a_grade,
    a_heading,
    a_lot,
    a_member,
    a_sale,
    an_association,
    an_expense,
    an_income,
    bank,
    cash,
    june,
    may,
    no_guards,
)


@pytest.fixture(scope="module")
def lived_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed book of that village, to be copied."""
    path = tmp_path_factory.mktemp("lived") / "lived.ecocuenca"
    with storage.opened(path, create_missing=True):
        a_month_of_everything()
    return path


@pytest.fixture
def lived(lived_book: Path, tmp_path: Path) -> Iterator[Association]:
    path = tmp_path / "lived.ecocuenca"
    shutil.copyfile(lived_book, path)
    with storage.opened(path):
        yield Association.get()


def a_month_of_everything() -> None:
    """May with every kind of paper, closed; in June a reversal and more of the same."""
    village = an_association()
    for name in ("service_pct", "dues_per_member"):
        Parameter.delete().where(Parameter.name == name).execute()
        Parameter.create(association=village, name=name, since=EPOCH, value=Decimal("5.00"))
    ana, luis = a_member(village, "Ana"), a_member(village, "Luis")
    fund = Fund(association=village, name="Riego")
    donate(village, Party("ONG"), "Para riego", bank("100.00"), Paper(may(2)), fund=fund)
    fund = Fund.get()
    tools = a_heading(village, EXPENSE)
    expense(tools, Party("Tienda"), "Tubos", bank("30.00"), Paper(may(3)), fund=fund)
    lend(ana, "Semilla", cash("50.00"), Paper(may(3)))
    repay_loan(ana, Decimal("10.00"), cash("11.00"), Paper(may(4)))
    charge_inputs(luis, "Guano", cash("20.00"), Paper(may(4)))
    repay_inputs(luis, cash("5.00"), Paper(may(5)))
    pay_dues(ana, cash("5.00"), Paper(may(5)))
    fine = {ana.id: Decimal("8.00"), luis.id: Decimal("8.00")}
    charge(village, charges.FINE, "Faena", fine, Paper(may(6)))
    pay_charge(ChargeLine.get(ChargeLine.member == ana), cash("3.00"), Paper(may(7)))
    a_delivery(village, "100.0", may(8), member=ana, advance=cash("20.00"))
    a_delivery(village, "60.0", may(8), member=luis, advance=cash("10.00"))
    lot = a_lot(village)
    sale = a_sale(village, "120.0", may(9), lot=lot)
    write_off(Loss(sale.lot, a_grade(village), Decimal("5.0"), "se malogró"), Paper(may(9)))
    a_collection(sale, bank("120.00"), may(10))
    an_expense(village, cash("12.10"), may(10), lot=sale.lot)
    an_income(village, cash("7.00"), may(11))
    asked = {
        ana.id: {"loan": Decimal("10.00"), "charges": Decimal("2.00")},
        luis.id: {"inputs": Decimal("3.00"), "dues": Decimal("4.00")},
    }
    papers = settle(sale.lot, Paper(may(12)), asked)
    pay_settlement(papers[0], money.CASH, Paper(may(13)))
    receive_top_up(sale.lot, a_buyer(village), bank("12.00"), Paper(may(14)))
    held = money.balance(village, money.CASH, may(31))
    tenths = int((held - 1) * 10)
    count_cash(village, {Decimal("0.10"): tenths}, Paper(may(31)), explanation="vuelto mal dado")
    close_month(village, MAY, sure=True)
    settle(sale.lot, Paper(june(1)))  # what the buyer paid later
    reverse(Document.get(Document.number == "RI-2026-0007"), Paper(june(2)), "era de otro")
    pay_dues(luis, cash("1.00"), Paper(june(3)))


def test_books_with_every_kind_of_paper_have_no_fault(lived):
    kinds = {str(one.kind) for one in Document.select()}

    assert kinds == {"EN", "V", "ME", "LQ", "CG", "EX", "RI", "RE"}
    assert faults() == []
    assert faults(lived) == []


def entry(number: str, account: str) -> str:
    """The entry of that paper in that account."""
    return (
        f"account = '{account}' AND document_id ="
        f" (SELECT id FROM document WHERE number = '{number}')"
    )


OTHER = "Los asientos de {} no son los de su clase de documento."
DAMAGE = [
    # A settlement and its parts.
    (
        "UPDATE settlement_line SET gross = gross + 1 WHERE id = 1",
        "Las líneas de LQ-2026-0001 no suman su total.",
    ),
    (
        "UPDATE settlement_line SET advance = advance + 1 WHERE id = 2",
        "Las líneas de LQ-2026-0002 no suman su total.",
    ),
    (
        "UPDATE settlement_deduction SET amount = amount - 100 WHERE id = 1",
        "Los descuentos de LQ-2026-0001 no suman lo descontado: sobran S/ 1.00.",
    ),
    (
        "UPDATE settlement SET net = net + 1 WHERE document_id = 19",
        "El neto de LQ-2026-0001 no es lo que queda después de costos y descuentos.",
    ),
    (
        "UPDATE settlement SET net = net + 1 WHERE document_id = 19",
        "LQ-2026-0001 dice S/ 49.53 y los asientos dicen otra cosa.",
    ),
    (
        "UPDATE lot_settlement SET costs = costs + 1 WHERE id = 1",
        "Las liquidaciones del lote «papa-mayo» del 12/05/2026 no suman lo que se repartió.",
    ),
    (
        "UPDATE lot_settlement SET service_pct = 400 WHERE id = 1",
        "El servicio del lote «papa-mayo» del 12/05/2026 no es su porcentaje del bruto.",
    ),
    (
        "UPDATE lot_settlement SET day = '2026-05-13' WHERE id = 1",
        "LQ-2026-0001 tiene otra fecha, otro socio o está anulado aparte de las de su lote.",
    ),
    (
        "UPDATE settlement SET member_id = 2 WHERE document_id = 19",
        "LQ-2026-0001 tiene otra fecha, otro socio o está anulado aparte de las de su lote.",
    ),
    (
        "UPDATE document SET state = 'voided', voided_on = '2026-05-30' WHERE number = 'LQ-2026-0001'",
        "LQ-2026-0002 tiene otra fecha, otro socio o está anulado aparte de las de su lote.",
    ),
    (
        "UPDATE lot_settlement SET is_top_up = 0",
        "El lote «papa-mayo» está liquidado más de una vez.",
    ),
    (
        "UPDATE sale SET total = total - 100",
        "El lote «papa-mayo» no se liquidó por lo que se vendió: sobran S/ 1.00.",
    ),
    (
        "UPDATE receipt SET lot_id = NULL WHERE document_id = 17",
        "El lote «papa-mayo» no se liquidó con lo que costó: sobran S/ 12.10.",
    ),
    (
        "UPDATE settlement_line SET quantity = quantity - 1000 WHERE id = 2",
        "En el lote «papa-mayo» se liquidó otra cantidad de EN-2026-0002 que la que salió.",
    ),
    # What each paper posted.
    (f"UPDATE money_entry SET party = 2 WHERE {entry('LQ-2026-0001', 'loans')}", "LQ-2026-0001"),
    (
        f"UPDATE money_entry SET party = 12 WHERE {entry('LQ-2026-0001', 'advances')}",
        "LQ-2026-0001",
    ),
    (f"UPDATE money_entry SET party = 20 WHERE {entry('RE-2026-0007', 'payable')}", "RE-2026-0007"),
    (f"UPDATE money_entry SET party = 1 WHERE {entry('RE-2026-0007', 'expense')}", "RE-2026-0007"),
    (f"UPDATE money_entry SET party = 2 WHERE {entry('RE-2026-0002', 'loans')}", "RE-2026-0002"),
    (f"UPDATE money_entry SET party = 1 WHERE {entry('RE-2026-0003', 'inputs')}", "RE-2026-0003"),
    (
        f"UPDATE money_entry SET account = 'expense' WHERE {entry('RE-2026-0001', 'funds')}",
        "RE-2026-0001",
    ),
    (
        f"UPDATE money_entry SET account = 'income' WHERE {entry('RI-2026-0001', 'funds')}",
        "RI-2026-0001",
    ),
    (f"UPDATE money_entry SET party = 2 WHERE {entry('RI-2026-0002', 'loans')}", "RI-2026-0002"),
    (f"UPDATE money_entry SET party = 1 WHERE {entry('RI-2026-0002', 'income')}", "RI-2026-0002"),
    (f"UPDATE money_entry SET party = 1 WHERE {entry('RI-2026-0003', 'inputs')}", "RI-2026-0003"),
    (f"UPDATE money_entry SET party = 2 WHERE {entry('RI-2026-0004', 'dues')}", "RI-2026-0004"),
    (f"UPDATE money_entry SET amount = 400 WHERE {entry('RI-2026-0004', 'memo')}", "RI-2026-0004"),
    (f"UPDATE money_entry SET party = 2 WHERE {entry('RI-2026-0005', 'charges')}", "RI-2026-0005"),
    (
        f"UPDATE money_entry SET account = 'income' WHERE {entry('RI-2026-0008', 'produce')}",
        "RI-2026-0008",
    ),
    (
        f"UPDATE money_entry SET amount = -700 WHERE {entry('CG-2026-0001', 'charges')}",
        "CG-2026-0001",
    ),
    (f"UPDATE money_entry SET party = 1 WHERE {entry('EX-2026-0001', 'income')}", "EX-2026-0001"),
    # Papers and what stands behind them.
    (
        "DELETE FROM write_off",
        "ME-2026-0001 no tiene lo que su clase de documento dice.",
    ),
    (
        "UPDATE document SET about_id = 17 WHERE number = 'EX-2026-0001'",
        "EX-2026-0001 no tiene lo que su clase de documento dice.",
    ),
    (
        "UPDATE loan SET amount = amount + 1",
        "El recibo RE-2026-0002 no dice lo mismo que el préstamo o reintegro que hizo.",
    ),
    (
        "UPDATE top_up SET amount = amount + 1",
        "El recibo RI-2026-0008 no dice lo mismo que el préstamo o reintegro que hizo.",
    ),
    (
        "UPDATE charge SET total = total + 50",
        "El total de CG-2026-0001 no es la suma de sus líneas: sobran S/ 0.50.",
    ),
    (
        "UPDATE write_off SET quantity = quantity + 1000",
        "Las salidas de ME-2026-0001 no son las cantidades de sus líneas.",
    ),
    (
        "UPDATE stock_entry SET line = 7 WHERE document_id = 15",
        "ME-2026-0001 mueve un stock que no le corresponde.",
    ),
    (
        "UPDATE reversal SET original_id = 12",
        "EX-2026-0001 mueve un stock que no le corresponde.",
    ),
    # Balances.
    (
        f"UPDATE money_entry SET amount = 50000 WHERE {entry('RE-2026-0007', 'payable')}",
        "De LQ-2026-0001 se pagó más que su neto: S/ 450.48.",
    ),
    (
        f"UPDATE money_entry SET amount = -2500 WHERE {entry('LQ-2026-0001', 'advances')}",
        "Del adelanto de EN-2026-0001 se recuperó más de lo que se pagó: S/ 5.00.",
    ),
    (
        f"UPDATE money_entry SET amount = -900 WHERE {entry('RI-2026-0005', 'charges')}",
        "De CG-2026-0001 se cobró a Ana más de lo que se le cargó: S/ 3.00.",
    ),
    (
        f"UPDATE money_entry SET amount = -6000 WHERE {entry('RI-2026-0002', 'loans')}",
        "El 04/05/2026 Ana queda con S/ − 10.00 en «Préstamos», menos que cero.",
    ),
    (
        f"UPDATE money_entry SET amount = 13000 WHERE {entry('RE-2026-0001', 'funds')}",
        "El 03/05/2026 Riego queda con S/ − 30.00 en «Fondos», menos que cero.",
    ),
    (
        f"UPDATE money_entry SET party = 99 WHERE {entry('LQ-2026-0001', 'payable')}",
        "Un asiento de LQ-2026-0001 en «Liquidaciones por pagar» es de alguien que no está registrado.",
    ),
    # What June begins with.
    (
        "UPDATE opening_balance SET amount = 200 WHERE account = 'dues'",
        "2026-06 no empieza con las cuotas que Luis debía del mes anterior.",
    ),
    (
        "DELETE FROM dues_charge WHERE member_id = 1",
        "2026-06 no empieza con las cuotas que Ana debía del mes anterior.",
    ),
    (
        "UPDATE dues_charge SET month = '2026-06' WHERE member_id = 2",
        "2026-06 está abierto y ya tiene cuotas cargadas.",
    ),
    (
        "UPDATE opening_balance SET amount = amount - 1 WHERE account = 'income_to_date' AND party = 1",
        "2026-06 no empieza con el saldo de «Ingresos del año» del mes anterior: sobran S/ − 0.01.",
    ),
    (
        "DELETE FROM opening_balance WHERE account = 'funds'",
        "2026-06 no empieza con el saldo de «Fondos» del mes anterior: sobran S/ 70.00.",
    ),
    # Counts and closings.
    (
        "UPDATE counted_piece SET pieces = pieces - 1",
        "En el arqueo del 31/05/2026 los billetes y monedas no suman lo contado: sobran S/ 0.10.",
    ),
    (
        "UPDATE cash_count SET book = book + 10",
        "La diferencia del arqueo del 31/05/2026 no es la de su recibo.",
    ),
    (
        "UPDATE closing SET month = '2026-06'",
        "2026-06 está cerrado y 2026-07 no empieza con sus saldos.",
    ),
]


@pytest.mark.parametrize(("damage", "sentence"), DAMAGE, ids=lambda one: one[:60])
def test_each_fault_has_its_sentence(lived, damage, sentence):
    with no_guards():
        database.execute_sql(damage)

    told = sentence if " " in sentence else OTHER.format(sentence)
    assert told in faults()
    assert told in faults(lived)


def test_what_changed_in_a_closed_month_is_told_by_its_code(lived):
    (code,) = database.execute_sql("SELECT code FROM closing").fetchone()
    with no_guards():
        database.execute_sql("UPDATE document SET reason = 'otro' WHERE number = 'RI-2026-0007'")

    of_the_record, of_the_month = faults()

    assert of_the_month.startswith(f"mayo de 2026 se cerró con el código {code} y ahora da ")
    assert of_the_record == (
        "Documento «RI-2026-0007»: «Motivo» dice «otro» y según el historial es «»."
    )


def test_the_income_of_a_year_does_not_go_on_into_the_next(book):
    """What a member earned in December is no income of January."""
    association = an_association(month=Month(2026, 12))
    member, lot = a_member(association), a_lot(association)
    Parameter.create(association=association, name="service_pct", since=EPOCH, value=Decimal(5))
    day = date(2026, 12, 10)
    a_delivery(association, "10.0", day, member=member)
    sale = a_sale(association, "10.0", day, lot=lot)
    a_collection(sale, cash("10.00"), day)
    settle(sale.lot, Paper(day), sure=True)
    close_month(association, Month(2026, 12), sure=True)

    assert faults() == []

    with no_guards():
        database.execute_sql(
            "INSERT INTO opening_balance (uid, found_by, opening_id, account, party, detail, amount)"
            f" VALUES ('x', '', 2, 'income_to_date', {member.id}, '', 1000)"
        )
    (row,) = database.execute_sql("SELECT max(id) FROM opening_balance").fetchone()
    assert faults() == [
        f"Saldo inicial «{row}»: no está en el historial; lo escribió otro programa.",
        "2027-01 no empieza con el saldo de «Ingresos del año» del mes anterior: sobran S/ 10.00.",
    ]
