"""The statement a member takes home: what was brought, settled, received, paid, and what is owed."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from playhouse.test_utils import count_queries
from pypdf import PdfReader

from models.documents import Paper
from models.parameters import Parameter
from models.people.charges import FINE, charge
from models.people.loans import Terms, charge_inputs, lend, repay_loan
from models.people.members import Member
from models.people.statement_view import statement_of
from models.settling.settle import settle
from models.voiding import void
from reports.papers.statement import statement_pdf
from tests.factories import (
    a_collection,
    a_delivery,
    a_lot,
    a_member,
    a_sale,
    bank,
    cash,
    june,
    may,
)


def words_of(member, **options):
    reader = PdfReader(BytesIO(statement_pdf(member, may(1), may(31), **options)))
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\u00a0", " ").split())


def owed(statement):
    return [(one.words, str(one.amount)) for one in statement.owes]


@pytest.mark.parametrize(
    "fact",
    [
        "Estado de cuenta: Socio Demo 02 S02 Del 1 de mayo de 2026 al 31 de mayo de 2026.",
        "EN-2026-0003 07/05/2026 Papa – Primera 322.4 kg 322.4 kg",
        "LQ-2026-0002 30/05/2026 papa-mayo 516.87 53.87 195.70 55.00 212.30",
        "RE-2026-0013 30/05/2026 Pago de la liquidación LQ-2026-0002 212.30",
        "Total 408.00 0.00",
        "Préstamo de antes de este libro 250.00",
        "Debe S/ 250.00 a la asociación.",
        "Socia o socio: conforme (DNI)",
    ],
)
def test_the_statement_of_the_worked_month_says_all_that_stands_between_them(worked_month, fact):
    assert fact in words_of(Member.get(Member.code == "S02"))


def test_what_waits_to_be_settled_and_its_advance_are_named(worked_month):
    words = words_of(Member.get(Member.code == "S04"))

    assert "EN-2026-0006 12/05/2026 Haba seca – Primera 343.5 kg 343.5 kg" in words
    assert "Adelanto de EN-2026-0006 del 12/05/2026, por liquidar 858.70" in words
    assert "Cuota de mayo de 2026 5.00" in words


def test_the_dni_is_on_it_only_if_asked_for(worked_month):
    member = Member.get(Member.code == "S02")

    assert "99900002" not in words_of(member)
    assert "DNI 99900002" in words_of(member, with_dni=True)


def test_each_thing_owed_is_a_line(association):
    member = a_member(association)
    lend(member, "Para semilla", cash("300.00"), Paper(may(3)), terms=Terms(3, may(20)))
    repay_loan(member, Decimal("40.00"), cash("40.00"), Paper(may(4)))
    charge_inputs(member, "Guano", cash("80.00"), Paper(may(4)))
    charge(association, FINE, "Faltó a la faena", {member.id: Decimal("20.00")}, Paper(may(5)))

    statement = statement_of(member, may(1), may(31))

    assert owed(statement) == [
        ("Préstamo RE-2026-0001, parte 1 de 3, venció el 20/05/2026", "60.00"),
        ("Préstamo RE-2026-0001, parte 2 de 3, vence el 20/06/2026", "100.00"),
        ("Préstamo RE-2026-0001, parte 3 de 3, vence el 20/07/2026", "100.00"),
        ("Insumos a crédito", "80.00"),
        ("Multa: Faltó a la faena (CG-2026-0001)", "20.00"),
    ]
    assert statement.debt == Decimal("360.00")


def test_a_net_not_paid_yet_is_owed_to_the_member_and_a_saldo_deudor_by_them(association):
    row = {"name": "service_pct", "since": date(2026, 1, 1), "value": Decimal(0)}
    Parameter.create(association=association, **row)
    member, other = a_member(association), a_member(association, "Ccori Puma, Rosa")
    a_delivery(association, "100.0", may(6), member=member)
    a_delivery(association, "100.0", may(6), member=other, advance=cash("130.00"))
    sale = a_sale(association, "200.0", may(7), lot=a_lot(association))
    a_collection(sale, bank("200.00"), may(7))
    settle(sale.lot, Paper(may(8)))

    assert "LQ-2026-0001 del 08/05/2026, por pagarle 100.00" in words_of(member)
    assert "No debe nada. La asociación le debe S/ 100.00." in words_of(member)
    assert owed(statement_of(other, may(1), may(31))) == [
        ("Saldo deudor de liquidaciones", "30.00")
    ]


def test_only_the_time_asked_for_is_told_and_debts_are_as_at_its_end(association):
    member = a_member(association)
    lend(member, "Para semilla", cash("300.00"), Paper(may(3)))
    repay_loan(member, Decimal("100.00"), cash("100.00"), Paper(june(3)))
    a_delivery(association, "10.0", june(4), member=member)

    in_may, in_june = statement_of(member, may(1), may(31)), statement_of(member, june(1), june(30))

    assert [one.number for one in in_may.moved] == ["RE-2026-0001"]
    assert [one.number for one in in_june.moved] == ["RI-2026-0001"]
    assert (in_may.debt, in_june.debt) == (Decimal("300.00"), Decimal("200.00"))
    assert (len(in_may.handed), len(in_june.handed)) == (0, 1)


def test_void_papers_are_not_on_it(association):
    member = a_member(association)
    receipt = lend(member, "Para semilla", cash("300.00"), Paper(may(3)))
    void(receipt.document, may(4), "era para otro")

    words = words_of(member)

    assert "En este tiempo no entregó, no se le liquidó, no recibió ni pagó nada." in words
    assert "Está al día: no debe nada y no se le debe nada." in words


def test_forty_deliveries_and_a_long_name_are_all_there(association):
    name = "Choquehuanca Huamancusi de Quispe, María Encarnación Filomen"
    member = a_member(association, name)
    for number in range(40):
        a_delivery(association, "1000000.5", may(1 + number % 15), member=member)

    words = words_of(member)

    assert name in words
    assert all(f"EN-2026-{number:04}" in words for number in range(1, 41))
    assert "Total 40,000,020.0 kg 0.0 kg 40,000,020.0 kg" in words


def test_a_statement_of_many_papers_asks_as_much_as_one_of_few(association):
    member = a_member(association)
    a_delivery(association, "10.0", may(3), member=member, advance=cash("1.00"))
    lend(member, "Semilla", cash("1.00"), Paper(may(3)))
    with count_queries() as few:
        statement_of(member, may(1), may(31))
    for _number in range(10):
        a_delivery(association, "10.0", may(3), member=member, advance=cash("1.00"))
        lend(member, "Semilla", cash("1.00"), Paper(may(3)))
    with count_queries() as many:
        statement_of(member, may(1), may(31))

    assert many.count == few.count
