"""What stands in the way of voiding a paper, and what a reversal in an open month puts back."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import money, stock
from models.cash.books import book
from models.cash.cash_book import Party, donate, expense
from models.cash.cash_count import count_cash
from models.cash.categories import EXPENSE
from models.cash.funds import Fund, held_in
from models.cash.transfers import transfer
from models.changes import Refused, database
from models.documents import Document, Paper
from models.money import MoneyEntry
from models.month.closing import close_month
from models.parameters import Parameter
from models.people import charges, dues
from models.people.loans import lend, repay_loan
from models.produce.deliveries import pay_advance
from models.produce.receivables import uncollected
from models.produce.sales import Sale, balance_of, state_now
from models.produce.write_offs import Loss, write_off
from models.record import Key, RulesBroken
from models.reversals import Reversal, reversed_by
from models.reversing import reverse
from models.review.books import faults
from models.settling.deductions import CHARGES, LOAN
from models.settling.forecast import forecast
from models.settling.payouts import pay_settlement
from models.settling.settle import settle, undo_settlement
from models.settling.settlements import runs_of, settled_on
from models.settling.top_ups import receive_top_up
from models.stock import StockEntry, left_of
from models.voiding import void, void_delivery
from tests.factories import (
    JUNE,
    MAY,
    a_collection,
    a_delivery,
    a_grade,
    a_heading,
    a_lot,
    a_member,
    a_sale,
    an_expense,
    an_income,
    cash,
    everything,
    june,
    may,
)


@pytest.fixture
def association(association):
    """As any that settles: it says what it takes for its service, here nothing."""
    row = {"name": "service_pct", "since": date(2026, 1, 1), "value": Decimal(0)}
    Parameter(association=association, **row).save()
    return association


LATE = may(28)


def refused(document, say: str, day: date = LATE) -> None:
    """Voiding it is refused with these words, and leaves no trace."""
    before = everything()
    with pytest.raises(Refused, match=say):
        void(document, day, "error")
    assert everything() == before


@pytest.fixture
def settled(association):
    """100 kg with S/ 20.00 in advance, of which 60 kg sold at S/ 1.00, collected and settled."""
    delivery = a_delivery(association, "100.0", may(4), advance=cash("20.00"))
    loss = write_off(
        Loss(a_lot(association).stored(), a_grade(association), Decimal(5), "moho"), Paper(may(5))
    )
    cost = an_expense(association, cash("3.00"), may(5), lot=a_lot(association))
    sale = a_sale(association, "60.0", may(6))
    receipt = a_collection(sale, cash("60.00"), may(7))
    (paper,) = settle(a_lot(association), Paper(may(20)))
    return delivery, loss, cost, sale, receipt, paper


# Voiding ------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [1, 2, 3, 4], ids=["loss", "cost", "sale", "collection"])
def test_what_a_settled_lot_was_made_of_is_not_voided_until_it_is_undone(settled, place):
    refused(settled[place].document, "ya se liquidó el 20/05/2026. Anule primero la liquidación")


def test_once_the_settlement_is_undone_its_papers_are_voided_from_the_last(settled, association):
    delivery, loss, cost, sale, receipt, _paper = settled
    undo_settlement(runs_of(sale.lot)[0], may(21), "precio mal")

    for one in (receipt, sale, cost, loss):
        void(one.document, may(28), "error")
    void_delivery(delivery, may(28), "error")

    assert money.balance(association, money.CASH, may(31)) == Decimal("1000.00")
    assert stock.held(association, a_grade(association), may(31)) == 0


def test_an_advance_of_what_is_settled_in_part_is_not_voided(settled):
    delivery = settled[0]
    (receipt,) = Document.select().where(Document.about == delivery.document)

    refused(receipt, "EN-2026-0001 ya se liquidó en LQ-2026-0001")


def test_a_note_that_is_settled_or_sold_from_is_not_voided_by_any_door(settled):
    delivery = settled[0]

    refused(delivery.document, "Ya se vendió en ME-2026-0001, V-2026-0001")
    with pytest.raises(Refused, match="Anule primero la venta"):
        void_delivery(delivery, may(28), "error")


def test_on_what_is_wholly_settled_no_advance_is_paid_any_more(settled, association):
    delivery = settled[0]
    pay_advance(delivery, cash("5.00"), Paper(may(22)))  # 35 of its 100 kg are not settled yet
    sale = a_sale(association, "35.0", may(23), lot=a_lot(association, "resto"))
    a_collection(sale, cash("35.00"), may(23))
    settle(sale.lot, Paper(may(24)))

    with pytest.raises(Refused, match="ya se liquidó toda"):
        pay_advance(delivery, cash("5.00"), Paper(may(25)))


def test_one_settlement_alone_is_never_voided(settled):
    refused(settled[5].document, "se anulan juntas")


def test_a_loan_that_was_given_back_in_part_waits_for_what_was_given_back(association):
    member = a_member(association)
    lent = lend(member, "semilla", cash("100.00"), Paper(may(5)))
    repaid = repay_loan(member, Decimal("30.00"), cash("30.00"), Paper(may(6)))

    refused(lent.document, "el 06/05/2026 se habría devuelto o descontado S/ 30.00 de más")
    void(repaid.document, may(7), "error")
    void(lent.document, may(7), "error")

    assert money.balance(association, money.LOANS, may(31), member) == 0
    assert money.balance(association, money.CASH, may(31)) == Decimal("1000.00")


def test_of_two_loans_one_may_go_while_the_other_covers_what_was_given_back(association):
    member = a_member(association)
    lend(member, "semilla", cash("50.00"), Paper(may(3)))
    second = lend(member, "abono", cash("100.00"), Paper(may(5)))
    repay_loan(member, Decimal("40.00"), cash("40.00"), Paper(may(6)))

    void(second.document, may(7), "error")

    assert money.balance(association, money.LOANS, may(31), member) == Decimal("10.00")


def test_a_loan_a_settlement_took_back_is_not_voided(association):
    member = a_member(association)
    lent = lend(member, "semilla", cash("10.00"), Paper(may(2)))
    a_delivery(association, "60.0", may(4), member=member)
    sale = a_sale(association, "60.0", may(6))
    a_collection(sale, cash("60.00"), may(7))
    settle(sale.lot, Paper(may(20)), {member.id: {LOAN: Decimal("10.00")}})

    refused(lent.document, "el 20/05/2026 se habría devuelto o descontado S/ 10.00 de más")


def test_a_donation_that_was_spent_waits_for_what_was_spent(association):
    fund = Fund(association=association, name="Riego")
    gift = donate(association, Party("ONG"), "riego", cash("80.00"), Paper(may(5)), fund=fund)
    stored = Fund.get()
    heading = a_heading(association, EXPENSE)
    spent = expense(
        heading, Party("Ferretería"), "tubos", cash("30.00"), Paper(may(6)), fund=stored
    )

    refused(gift.document, "No alcanza el fondo «Riego»: el 06/05/2026 faltarían S/ 30.00")
    void(spent.document, may(7), "error")
    void(gift.document, may(7), "error")

    assert held_in(stored, may(31)) == 0


def test_a_charge_with_payments_waits_for_them(association):
    member = a_member(association)
    made = charges.charge(
        association, "fine", "faena", {member.id: Decimal("20.00")}, Paper(may(5))
    )
    (line,) = charges.lines_of(made)
    paid = charges.pay_charge(line, cash("5.00"), Paper(may(6)))

    refused(made.document, "RI-2026-0001. Anule primero esos papeles")
    void(paid.document, may(7), "error")
    void(made.document, may(7), "error")

    assert charges.owed_in_all(association, may(31)) == {}


def test_a_charge_a_settlement_took_off_is_not_voided(association):
    member = a_member(association)
    made = charges.charge(
        association, "fine", "faena", {member.id: Decimal("20.00")}, Paper(may(5))
    )
    a_delivery(association, "60.0", may(4), member=member)
    sale = a_sale(association, "60.0", may(6))
    a_collection(sale, cash("60.00"), may(7))
    settle(sale.lot, Paper(may(20)), {member.id: {CHARGES: Decimal("8.00")}})

    refused(made.document, "se habría devuelto o descontado S/ 8.00 de más")


def test_a_later_price_is_voided_until_it_is_shared_out(settled):
    sale = settled[3]
    received = receive_top_up(sale.lot, sale.buyer, cash("6.00"), Paper(may(21)))
    void(received.document, may(22), "error")

    again = receive_top_up(sale.lot, sale.buyer, cash("7.00"), Paper(may(23)))
    settle(sale.lot, Paper(may(24)))

    refused(again.document, "ya se repartió entre los socios")


def test_the_payment_of_a_settlement_is_voided_and_the_net_is_owed_again(settled, association):
    paper = settled[5]
    paid = pay_settlement(paper, money.CASH, Paper(may(21)))

    void(paid.document, may(22), "se pagó por banco")

    assert -money.balance(association, money.PAYABLE, may(31)) == paper.net


def test_the_difference_of_a_count_is_voided_and_the_count_stays(association):
    counted = count_cash(
        association, {Decimal(200): 4, Decimal(100): 1}, Paper(may(5)), explanation="vuelto"
    )
    void(counted.document, may(6), "se contó mal")

    assert money.balance(association, money.CASH, may(31)) == Decimal("1000.00")
    assert type(counted).get_by_id(counted.id).difference == Decimal("-100.00")


def test_nothing_of_a_closed_month_is_voided(association):
    paid = an_expense(association, cash("5.00"), may(5))
    close_month(association, MAY, sure=True)

    refused(paid.document, "El mes de mayo de 2026 está cerrado", june(2))


# Reversing ----------------------------------------------------------------------------------


@pytest.fixture
def closed(association):
    """May closed: 100 kg with an advance, 60 kg sold for credit at S/ 1.00, S/ 25.00 collected."""
    delivery = a_delivery(association, "100.0", may(4), advance=cash("20.00"))
    sale = a_sale(association, "60.0", may(6), credit_days=30)
    receipt = a_collection(sale, cash("25.00"), may(7))
    close_month(association, MAY, sure=True)
    return delivery, sale, receipt


def legs_of(document) -> list[tuple]:
    query = MoneyEntry.select().where(MoneyEntry.document == document)
    return sorted((one.account, one.party, one.amount) for one in query)


def pieces_of(document) -> list[tuple]:
    query = StockEntry.select().where(StockEntry.document == document)
    return sorted((one.grade_id, one.delivery_id, one.line, one.quantity) for one in query)


def test_a_sale_of_a_closed_month_is_reversed_after_its_receipts(closed, association):
    delivery, sale, receipt = closed
    before = everything()
    with pytest.raises(Refused, match="De V-2026-0001 depende RI-2026-0001"):
        reverse(sale.document, Paper(june(2)), "no se hizo")
    assert everything() == before

    reverse(receipt.document, Paper(june(2)), "cheque sin fondos")
    made = reverse(sale.document, Paper(june(3)), "no se hizo")

    assert str(made) == "EX-2026-0002"
    assert made.document.about == sale.document
    assert legs_of(made.document) == sorted((a, p, -n) for a, p, n in legs_of(sale.document))
    assert pieces_of(made.document) == [(g, d, n, -q) for g, d, n, q in pieces_of(sale.document)]
    assert balance_of(sale) == 0
    assert state_now(sale) == "reversed"
    assert uncollected(association) == []
    assert left_of(delivery.document) == Decimal(100)
    assert money.balance(association, money.CASH, june(30)) == Decimal("980.00")
    assert money.balance(association, money.PRODUCE, june(30)) == 0


def test_a_reversed_sale_counts_neither_in_the_gross_of_its_lot_nor_in_its_pieces(
    closed, association
):
    _delivery, sale, receipt = closed
    reverse(receipt.document, Paper(june(2)), "error")
    reverse(sale.document, Paper(june(2)), "error")
    other = a_sale(association, "30.0", june(3), price="2.00")
    a_collection(other, cash("60.00"), june(4))

    made = forecast(other.lot, june(5))

    assert not made.obstacles
    assert made.gross == Decimal("60.00")
    ((line,),) = [one.lines for one in made.shares]
    assert line.quantity == Decimal(30)
    settle(other.lot, Paper(june(5)))
    assert settled_on(other.lot) == june(5)


@pytest.mark.parametrize(
    ("spoil", "say"),
    [
        (lambda one: reverse(one.document, Paper(june(3)), "x"), "ya está extornado por EX-2026"),
        (lambda one: reverse(reversed_by(one.document), Paper(june(3)), "x"), "anúlelo"),
        (lambda one: reverse(one.document, Paper(may(31)), "x"), "ya está extornado"),
    ],
)
def test_what_is_reversed_is_not_reversed_again(closed, spoil, say):
    receipt = closed[2]
    reverse(receipt.document, Paper(june(2)), "error")

    with pytest.raises(Refused, match=say):
        spoil(receipt)


def test_a_reversal_is_dated_in_an_open_month_and_says_why(closed):
    receipt = closed[2]

    with pytest.raises(Refused, match="mayo de 2026 está cerrado"):
        reverse(receipt.document, Paper(may(31)), "error")
    with pytest.raises(RulesBroken, match="por qué se extorna"):
        reverse(receipt.document, Paper(june(2)), " ")
    assert Reversal.select().count() == 0


def test_a_paper_of_an_open_month_is_voided_not_reversed(association):
    paid = an_expense(association, cash("5.00"), may(5))

    with pytest.raises(Refused, match="es de un mes abierto: anúlelo"):
        reverse(paid.document, Paper(may(6)), "error")


def test_a_settled_lot_and_a_settlement_are_not_reversed(settled, association):
    _delivery, _loss, cost, _sale, receipt, paper = settled
    close_month(association, MAY, sure=True)

    with pytest.raises(Refused, match="Una liquidación no se extorna"):
        reverse(paper.document, Paper(june(2)), "error")
    for one in (cost, receipt):
        with pytest.raises(Refused, match="es de un mes cerrado y ya no se deshace"):
            reverse(one.document, Paper(june(2)), "error")


def test_a_payment_reversed_is_paid_again(settled, association):
    paper = settled[5]
    paid = pay_settlement(paper, money.CASH, Paper(may(21)))
    close_month(association, MAY, sure=True)
    reverse(paid.document, Paper(june(2)), "no lo recibió")

    again = pay_settlement(paper, money.CASH, Paper(june(3)))

    assert again.amount == paid.amount
    assert money.balance(association, money.PAYABLE, june(30)) == 0


def test_a_payment_reversed_is_not_paid_again_before_it_went_back(settled, association):
    """Paid in May and reversed on 5 June: until then it was paid."""
    paper = settled[5]
    paid = pay_settlement(paper, money.CASH, Paper(may(21)))
    close_month(association, MAY, sure=True)
    reverse(paid.document, Paper(june(5)), "no lo recibió")

    with pytest.raises(RulesBroken, match="se extornó el 05/06/2026"):
        pay_settlement(paper, money.CASH, Paper(june(4)))

    pay_settlement(paper, money.CASH, Paper(june(5)))
    assert faults(association) == []


def test_what_a_buyer_paid_and_got_back_is_not_collected_before_that_day(closed):
    """Part was paid in May, and reversed on 5 June: all of it is owed from then on."""
    _delivery, sale, receipt = closed
    reverse(receipt.document, Paper(june(5)), "error")
    whole = cash(str(sale.total))

    with pytest.raises(RulesBroken, match="se extornó el 05/06/2026"):
        a_collection(sale, whole, june(4))
    a_collection(sale, whole, june(5))


def test_a_fine_paid_and_given_back_is_not_paid_again_before_that_day(association):
    member = a_member(association)
    amounts = {member.id: Decimal("20.00")}
    made = charges.charge(association, "fine", "Faena", amounts, Paper(may(5)), sure=True)
    (line,) = charges.lines_of(made)
    paid = charges.pay_charge(line, cash("20.00"), Paper(may(6)), sure=True)
    close_month(association, MAY, sure=True)
    reverse(paid.document, Paper(june(5)), "era de otra")

    with pytest.raises(RulesBroken, match="se extornó el 05/06/2026"):
        charges.pay_charge(line, cash("20.00"), Paper(june(4)), sure=True)
    charges.pay_charge(line, cash("20.00"), Paper(june(5)), sure=True)
    assert faults(association) == []


def test_cash_that_was_spent_is_not_given_back(association):
    came = an_income(association, cash("50.00"), may(5))
    close_month(association, MAY, sure=True)
    an_expense(association, cash("1040.00"), june(2))

    with pytest.raises(Refused, match="No alcanza el saldo de caja"):
        reverse(came.document, Paper(june(1)), "error")


def test_produce_that_was_sold_is_not_taken_out_of_a_delivery(closed):
    delivery = closed[0]
    (advance,) = Document.select().where(Document.about == delivery.document, Document.kind == "RE")
    reverse(advance, Paper(june(1)), "error")

    with pytest.raises(Refused, match="Ya se vendió en V-2026-0001"):
        reverse(delivery.document, Paper(june(2)), "error")


def test_a_loan_reversed_must_not_leave_less_than_nothing_owed(association):
    member = a_member(association)
    lent = lend(member, "semilla", cash("100.00"), Paper(may(5)))
    close_month(association, MAY, sure=True)
    repay_loan(member, Decimal("30.00"), cash("30.00"), Paper(june(6)))

    with pytest.raises(Refused, match=r"S/ 30\.00 de más"):
        reverse(lent.document, Paper(june(2)), "error")


def test_dues_reversed_are_owed_again(association):
    member = a_member(association)
    Parameter(
        association=association, name="dues_per_member", since=may(1), value=Decimal(5)
    ).save()
    paid = dues.pay_dues(member, cash("5.00"), Paper(may(5)))
    close_month(association, MAY, sure=True)

    reverse(paid.document, Paper(june(2)), "era de otro socio")

    assert dues.owed_by(member, june(30)) == Decimal("10.00")


def test_dues_given_back_and_paid_again_keep_their_reversal(association):
    """S/ 10.00 owed by June; 5.00 paid in May went back, 10.00 were paid after."""
    member = a_member(association)
    Parameter(
        association=association, name="dues_per_member", since=may(1), value=Decimal(5)
    ).save()
    paid = dues.pay_dues(member, cash("5.00"), Paper(may(5)))
    close_month(association, MAY, sure=True)
    back = reverse(paid.document, Paper(june(2)), "era de otro socio")
    again = dues.pay_dues(member, cash("10.00"), Paper(june(3)))

    with pytest.raises(Refused, match=f"Sin {back}, el 02/06/2026 .* S/ 5.00 de más"):
        void(back.document, june(4), "sí era")

    void(again.document, june(4), "se repite")
    void(back.document, june(4), "sí era")
    assert dues.owed_by(member, june(30)) == Decimal("5.00")


def test_dues_reversed_of_who_owes_no_other_month_are_owed_for_the_last_closed_one(association):
    member = a_member(association)
    for day, value in ((may(1), 5), (june(1), 0)):
        row = {"name": "dues_per_member", "since": day, "value": Decimal(value)}
        Parameter(association=association, **row).save()
    paid = dues.pay_dues(member, cash("5.00"), Paper(may(5)))
    close_month(association, MAY, sure=True)
    reverse(paid.document, Paper(june(2)), "era de otro socio")

    assert dues.owed_by_month(association, june(30)) == {member.id: {"2026-05": Decimal("5.00")}}
    close_month(association, JUNE, sure=True)
    assert faults(association) == []
    assert dues.owed_by(member, date(2026, 7, 1)) == Decimal("5.00")


def test_a_reversal_made_by_mistake_is_voided_and_the_paper_counts_again(closed, association):
    _delivery, sale, receipt = closed
    made = reverse(receipt.document, Paper(june(2)), "error")

    void(made.document, june(3), "sí se cobró")

    assert reversed_by(receipt.document) is None
    assert balance_of(sale) == Decimal("35.00")
    assert reverse(receipt.document, Paper(june(4)), "ahora sí").document.number == "EX-2026-0002"


def test_a_reversal_stays_once_what_it_gave_back_was_sold_again(closed, association):
    _delivery, sale, receipt = closed
    reverse(receipt.document, Paper(june(2)), "error")
    made = reverse(sale.document, Paper(june(2)), "error")
    a_sale(association, "90.0", june(3), lot=a_lot(association, "papa-junio"))
    a_delivery(association, "200.0", june(1))  # enough for the sum, but not those kilos

    refused(made.document, "De EN-2026-0001 ya salió una parte", june(4))


def test_the_same_form_reverses_once(closed):
    paper = Paper(june(2))

    first = reverse(closed[2].document, paper, "error")

    assert reverse(closed[2].document, paper, "error") == first
    assert Reversal.select().count() == 1


def test_the_cash_book_tells_of_whom_and_of_what_a_reversal_is(closed, association):
    reverse(closed[2].document, Paper(june(2)), "error")

    (line,) = book(association, money.CASH, june(1), june(30)).lines

    assert line.number == "EX-2026-0001"
    assert line.party == "Comercial Sur S.A.C."
    assert line.concept == "Extorno de RI-2026-0001: Cobro de la venta V-2026-0001"
    assert (line.went, line.balance) == (Decimal("25.00"), Decimal("980.00"))


def test_the_bank_book_tells_that_a_transfer_went_back(association):
    moved = transfer(association, "cash", "bank", Decimal("40.00"), Paper(may(5)))
    close_month(association, MAY, sure=True)
    reverse(moved.document, Paper(june(2)), "no se hizo")

    (line,) = book(association, money.BANK, june(1), june(30)).lines

    assert line.concept == "Extorno de TR-2026-0001: De banco a caja"
    assert line.went == Decimal("40.00")


# Any order ----------------------------------------------------------------------------------

DEEDS = st.lists(
    st.tuples(st.sampled_from("dscxvr"), st.integers(0, 7), st.integers(1, 40)), max_size=14
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS)
def test_whatever_is_voided_or_reversed_nothing_ends_below_zero(association, deeds):
    """Deliver, sell, collect, close May, void, reverse: what is refused leaves no trace."""
    with database.atomic() as tried:
        a_grade(association), a_member(association)
        papers, day = list[Document](), may(2)
        for deed, which, amount in deeds:
            before = everything()
            try:
                if deed == "x":
                    close_month(association, MAY, sure=True)
                    day = june(2)
                elif made := _done(association, deed, day, amount, papers[which % 8 :] or papers):
                    papers.append(made)
            except Refused:
                assert everything() == before
        _check_laws(association, papers)
        tried.rollback()


def _done(association, deed: str, day: date, amount: int, papers) -> Document | None:
    """What the deed made; the first of `papers` it fits is collected, voided or reversed."""
    if deed == "d":
        paid = cash(f"{amount}.00")
        return a_delivery(association, f"{amount}.0", day, advance=paid).document
    if deed == "s":
        return a_sale(association, f"{amount}.0", day).document
    if not papers:
        return None
    if deed == "c":
        sale = Sale.get_or_none(Sale.document == papers[0])
        return a_collection(sale, cash(f"{amount}.00"), day).document if sale else None
    if deed == "v":
        void(papers[0], day, "error")
        return None
    return reverse(papers[0], Paper(day), "error").document


def _check_laws(association, papers: list[Document]) -> None:
    parties = MoneyEntry.select(MoneyEntry.account, MoneyEntry.party).distinct()
    for one in parties.where(MoneyEntry.account.in_((money.RECEIVABLE, money.ADVANCES))):
        assert money.lowest(association, one.account, may(1), Key(one.party)).amount >= 0
    assert money.lowest(association, money.CASH, may(1)).amount >= 0
    assert all(left_of(one) >= 0 for one in papers if one.kind == "EN")
    for one in papers:
        if (by := reversed_by(one)) is not None:
            assert legs_of(by) == sorted((a, p, -n) for a, p, n in legs_of(one))
