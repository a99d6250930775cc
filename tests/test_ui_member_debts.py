"""Dues, charges, loans and farm inputs, by keys alone."""

from datetime import date
from decimal import Decimal

import pytest

from models import money
from models.associations import Association
from models.cash.cash_book import Receipt
from models.documents import Paper
from models.months import Month
from models.parameters import Parameter
from models.people.charges import FINE, Charge, charge, owed_in_all, pay_charge
from models.people.dues import owed_by, pay_dues
from models.people.loans import Loan, Terms, charge_inputs, lend
from models.people.members import Member
from models.voiding import void
from tests.factories import a_member, cash, may
from tests.ui_desk import Desk
from ui.cash.receive import Receive
from ui.cash.spend import Spend
from ui.people.charge_run import ChargeRun
from ui.people.charges import ChargePage
from ui.people.dues_run import DuesRun
from ui.people.dues_screen import DuesScreen

TODAY = date.today()
THIS_MONTH = Month.of(TODAY)


@pytest.fixture
def people(association: Association) -> list[Member]:
    """Ana and Beto; five soles a month, beginning with this one."""
    amount = Parameter(
        association=association,
        name="dues_per_member",
        since=THIS_MONTH.first,
        value=Decimal("5.00"),
    )
    amount.save()
    return [a_member(association, name) for name in ("Ana", "Beto")]


# Dues ---------------------------------------------------------------------------------------


def test_the_month_shows_who_owes_and_enter_collects(desk: Desk, people) -> None:
    desk.context.month = THIS_MONTH
    screen = desk.show(DuesScreen)
    rows = [(row[1], row[2], row[5], row[6]) for row in screen.rows]

    desk.type("<Down>", "<Return>")

    assert rows == [("Ana", 5, 5, "owes"), ("Beto", 5, 5, "owes")]
    assert desk.gone == [("receive", {"member": people[1], "account": money.DUES})]


def test_what_is_to_a_members_credit_stands_in_the_list(desk: Desk, people) -> None:
    pay_dues(people[0], cash("5.00"), Paper(TODAY), sure=True)
    people[0].dues_exempt = True
    people[0].save(sure=True)
    desk.context.month = THIS_MONTH

    screen = desk.show(DuesScreen)

    assert screen.rows[0][4:6] == ("a favor S/ 5.00", None)


def test_the_list_is_searched_and_filtered(desk: Desk, people, association) -> None:
    pay_dues(people[0], cash("5.00"), Paper(TODAY), sure=True)
    desk.context.month = THIS_MONTH
    screen = desk.show(DuesScreen)

    screen.filter.set("owing")
    screen._fill()
    owing = [row[1] for row in screen.rows]
    screen.search.entry.focus_force()
    desk.type("ana")

    assert owing == ["Beto"]
    assert screen.rows == []
    assert screen.nothing.winfo_ismapped()
    assert str(screen.today.cget("text")).strip() == "Hoy: S/ 5.00 en 1 recibo"


def test_without_an_amount_it_says_where_to_set_it(desk: Desk, association) -> None:
    screen = desk.show(DuesScreen)

    assert screen.rows == []
    assert screen.nothing.winfo_ismapped()


def test_before_the_amount_is_known_one_is_led_to_set_it(desk: Desk, association) -> None:
    a_member(association, "Ana")
    desk.show(DuesScreen)

    desk.type("<Control-n>")

    assert [where for where, _what in desk.gone] == ["form"]


def test_many_are_collected_from_in_one_step(desk: Desk, people, association) -> None:
    screen = desk.show(DuesRun)

    desk.type("<space>", "<space>")
    desk.wait()
    facts = screen.facts()
    desk.type("<F9>", "<F9>")

    assert ("Total", "S/ 10.00", "figure") in facts
    assert [(one.party, one.amount) for one in Receipt.select()] == [("Ana", 5), ("Beto", 5)]
    assert [where for where, _what in desk.gone] == ["preview"]
    assert len(desk.gone[0][1]["documents"]) == 2
    assert screen.list.rows == []


def test_of_each_the_oldest_month_alone_can_be_collected(desk: Desk, people, association) -> None:
    screen = desk.show(DuesRun)
    two_months = THIS_MONTH.next.first

    screen.put("day", two_months)
    screen.refresh()
    owed = [row[4] for row in screen.list.rows]
    screen.much.word.set("Solo un mes, el más antiguo")
    screen.refresh()
    desk.type("<Control-a>")

    assert owed == [10, 10]
    assert [(row[2], row[3], row[4]) for row in screen.list.rows] == [(THIS_MONTH.title, 10, 5)] * 2
    assert ("Total", "S/ 10.00", "figure") in screen.facts()


def test_a_mark_is_taken_away_again(desk: Desk, people) -> None:
    screen = desk.show(DuesRun)

    desk.type("<Control-a>", "<Home>", "<space>", "<F9>")

    assert [one.party for one in Receipt.select()] == ["Beto"]
    assert screen.list.marked == set()


def test_through_the_bank_the_operation_is_asked(desk: Desk, people) -> None:
    screen = desk.show(DuesRun)

    desk.type("<space>")
    hidden = not screen.operation_slot.winfo_ismapped()
    desk.type("<Return>", "<Right>")
    desk.wait()
    desk.type("<Return>", "<Return>", "OP-9", "<F9>")

    made = Receipt.get()
    assert hidden
    assert (made.account, made.operation) == ("bank", "OP-9")


def test_nobody_marked_is_told(desk: Desk, people) -> None:
    screen = desk.show(DuesRun)

    desk.type("<F9>")

    assert screen.trouble.said == "Marque a los socios que pagaron."


# One debt at a time -------------------------------------------------------------------------


def test_dues_are_received_by_keys(desk: Desk, people) -> None:
    screen = desk.show(Receive)

    desk.type("<Escape>", "<Right>", "<Return>", "ana", "<Return>")
    desk.wait()
    listed = screen.purpose.list.box.get()
    desk.type("<F9>")

    assert listed == f"Cuotas: {THIS_MONTH.title}: S/ 5.00"
    assert owed_by(people[0], TODAY) == 0
    assert desk.told == ["Guardado: RI-2026-0001, S/ 5.00 de Ana."]


def test_part_of_a_loan_is_received_with_its_interest(desk: Desk, people) -> None:
    terms = Terms(3, TODAY)
    lend(people[0], "Semilla", cash("90.00"), Paper(TODAY), terms=terms, sure=True)
    screen = desk.show(Receive, member=people[0], account=money.LOANS)

    offered, said = screen.value("amount"), screen.purpose.row.beside.said
    screen.cells["interest"].input.focus()
    desk.type("2")
    screen.paying.amount.focus()
    desk.type("<Control-a>", "32")
    desk.wait()
    after = screen.purpose.after()
    desk.type("<F9>")

    assert offered == 30
    assert said == f"Vence S/ 30.00 el {TODAY:%d/%m/%Y}; debe en total S/ 90.00."
    assert after == [
        ("Queda debiendo, préstamo", "S/ 60.00", "body"),
        ("Y debe de cuotas", "S/ 5.00", "body"),
    ]
    assert money.balance(people[0].association, money.LOANS, TODAY, people[0]) == 60


def test_more_than_is_owed_turns_red_while_it_is_typed(desk: Desk, people) -> None:
    charge_inputs(people[0], "Guano", cash("50.00"), Paper(TODAY), sure=True)
    screen = desk.show(Receive, member=people[0], account=money.INPUTS)

    desk.type("<Control-a>", "51")
    desk.wait()

    assert screen.paying.row.beside.said == "Debe S/ 50.00; no se puede cobrar más."


def test_an_amount_typed_before_the_day_stays_as_it_was_typed(desk: Desk, people) -> None:
    screen = desk.show(Receive, member=people[0], account=money.DUES)

    desk.type("<Control-a>", "3", "<Return>", "<Return>", f"{THIS_MONTH.last:%d/%m/%Y}")
    desk.wait()

    assert screen.value("amount") == 3


def test_an_amount_that_was_proposed_follows_the_day(desk: Desk, people) -> None:
    screen = desk.show(Receive, member=people[0], account=money.DUES)

    desk.type("<Return>", "<Return>", f"{THIS_MONTH.next.last:%d/%m/%Y}")
    desk.wait()

    assert screen.value("amount") == 10  # of two months


def test_who_owes_nothing_is_told_so(desk: Desk, association) -> None:
    a_member(association, "Ana")
    screen = desk.show(Receive)

    desk.type("<Escape>", "<Right>", "<Return>", "ana", "<Return>")
    desk.wait()
    said = screen.purpose.row.beside.said
    desk.type("<F9>")

    assert said == "No debe nada que pueda pagar ese día."
    assert Receipt.select().count() == 0


def test_a_void_receipt_of_a_fine_is_typed_again(desk: Desk, people, association) -> None:
    made = charge(
        association, FINE, "Asamblea", {people[0].id: Decimal(30)}, Paper(TODAY), sure=True
    )
    line = made.lines.get()
    void_one = pay_charge(line, cash("20.00"), Paper(TODAY), sure=True)
    void(void_one.document, TODAY, "monto mal digitado")

    screen = desk.show(Receive, instead_of=Receipt.get_by_id(void_one.document_id))
    again = screen.value("amount"), screen.purpose.debt.what
    desk.type("<Control-a>", "10", "<F9>")

    assert again == (20, "Multa: Asamblea")
    assert Receipt.select().order_by(Receipt.document.desc()).get().amount == 10
    assert owed_in_all(association, TODAY) == {people[0].id: 20}


def test_a_loan_in_parts_is_made_by_keys(desk: Desk, people) -> None:
    screen = desk.show(Spend, member=people[0])

    screen.cells["concept"].input.focus()
    desk.type("Semilla", "<Return>", "<Control-a>", "3", "<Return>", "1/1/2027", "<Return>")
    desk.type("90")
    desk.wait()
    facts, said = screen.purpose.facts(), screen.purpose.row.beside.said
    desk.type("<F9>")

    assert facts == [
        ("Se devuelve", "en 3 partes de S/ 30.00", "body"),
        ("", "desde el 01/01/2027", "body"),
    ]
    assert said == (
        "Devuelve S/ 30.00 el 01/01/2027, S/ 30.00 el 01/02/2027, S/ 30.00 el 01/03/2027."
    )
    made = Loan.get()
    assert (made.member, made.amount, made.instalments) == (people[0], 90, 3)
    assert made.first_due == date(2027, 1, 1)


def test_inputs_are_given_on_credit_by_keys(desk: Desk, people, association) -> None:
    screen = desk.show(Spend)
    screen.first().focus_force()

    desk.type("<Escape>", "<Right>", "<Right>", "<Right>", "<Return>")
    desk.type("beto", "<Return>", "Guano", "<Return>", "40", "<F9>")

    assert money.balance(association, money.INPUTS, TODAY, people[1]) == 40


def test_a_loan_to_a_name_that_is_no_member_is_told_beside_it(desk: Desk, people) -> None:
    screen = desk.show(Spend, member=people[0])
    screen.party.put(None)
    screen.party.words.set("Juan")
    screen.put("concept", "Semilla")
    screen.put("amount", Decimal(10))

    desk.type("<F9>")

    assert screen.who_row.beside.said == "Elija un socio de la lista."


# Charges ------------------------------------------------------------------------------------


def test_some_are_charged_by_keys(desk: Desk, people, association) -> None:
    screen = desk.show(ChargeRun)

    desk.type("<Return>", "Local comunal", "<Return>", "20", "<Return>", "<Return>")
    desk.type("<Down>", "<space>")
    desk.wait()
    facts = screen.facts()
    desk.type("<F9>", "<F9>")

    made = Charge.get()
    assert ("Total", "S/ 20.00", "figure") in facts
    assert (made.concept, made.total) == ("Local comunal", 20)
    assert [one.member for one in made.lines] == [people[1]]


def test_all_are_charged_at_once(desk: Desk, people, association) -> None:
    screen = desk.show(ChargeRun)
    screen.put("concept", "Fiesta")
    screen.put("amount", Decimal("7.50"))
    screen.list.ledger.canvas.focus_force()

    desk.type("<Control-a>", "<F9>")

    assert Charge.get().total == 15


def test_a_charge_says_who_owes_it_and_enter_collects(desk: Desk, people, association) -> None:
    amounts = {one.id: Decimal("20.00") for one in people}
    made = charge(association, FINE, "Asamblea", amounts, Paper(may(5)), sure=True)
    screen = desk.show(ChargePage, charge=made)

    desk.type("<Down>", "<Return>")

    line = next(one for one in made.lines if one.member == people[1])
    assert [(row[1], row[4], row[5]) for row in screen.rows] == [
        ("Ana", 20, "owed"),
        ("Beto", 20, "owed"),
    ]
    assert desk.gone == [
        ("receive", {"member": people[1], "account": money.CHARGES, "line": line.id})
    ]


def test_dues_typed_as_another_income_are_led_to_where_they_belong(desk: Desk, people) -> None:
    screen = desk.show(Receive)
    other = screen.ways_of["Otro ingreso"]
    screen.turn_to(other)
    other.heading.put(next(one for one in screen.headings("cuotas")))
    screen.party.put(people[0])
    desk.wait()

    assert other.rows[0].beside.said == "Así no baja lo que debe. Para eso elija «Cuota o deuda»."
