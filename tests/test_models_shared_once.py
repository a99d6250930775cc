"""What a lot earned goes to its members once, whatever is undone and settled anew."""

from decimal import Decimal

import pytest

from models import money
from models.associations import Association
from models.cash.cash_book import Party, expense
from models.cash.categories import EXPENSE
from models.cash.funds import Fund, held_in
from models.changes import Refused, database
from models.documents import Paper
from models.month.closing import close_month
from models.month.preflight import findings
from models.parameters import EPOCH, Parameter
from models.produce.lots import Lot
from models.review.books import faults
from models.settling.deductions import GROSS, Deduction
from models.settling.forecast import forecast
from models.settling.settle import settle, undo_settlement
from models.settling.top_ups import receive_top_up
from models.voiding import void
from tests.factories import (
    MAY,
    a_buyer,
    a_collection,
    a_delivery,
    a_grade,
    a_heading,
    a_member,
    a_sale,
    bank,
    cash,
    may,
)


@pytest.fixture
def lot(association: Association) -> Lot:
    """Of Quispe alone, sold for S/ 100.00 and collected; service 5 %."""
    Parameter.create(association=association, name="service_pct", since=EPOCH, value=Decimal(5))
    a_delivery(association, "100.0", may(4), member=a_member(association))
    sale = a_sale(association, "100.0", may(5))
    a_collection(sale, bank("100.00"), may(6))
    return sale.lot


def topped_up_twice(lot: Lot):
    """Settled on the 10th; S/ 20.00 shared out on the 12th and S/ 10.00 on the 13th."""
    settle(lot, Paper(may(10)))
    buyer = a_buyer(lot.association)
    twenty = receive_top_up(lot, buyer, bank("20.00"), Paper(may(12)))
    first = settle(lot, Paper(may(12)))
    ten = receive_top_up(lot, buyer, bank("10.00"), Paper(may(13)))
    second = settle(lot, Paper(may(13)))
    return twenty, first[0].run, ten, second[0].run


def test_undoing_an_earlier_top_up_brings_back_its_own_money_and_no_other(lot):
    _twenty, first, _ten, _second = topped_up_twice(lot)
    undo_settlement(first, may(14), "faltó un socio")

    assert forecast(lot, may(15)).gross == 20
    (again,) = settle(lot, Paper(may(15)))

    assert (again.gross, again.net) == (20, 19)  # less 5 %
    assert money.owed_by(money.PRODUCE, lot.id) == 0
    assert forecast(lot, may(16)).obstacles
    assert faults() == []


def test_what_a_standing_top_up_shared_out_is_not_voided(lot):
    twenty, first, ten, _second = topped_up_twice(lot)
    undo_settlement(first, may(14), "faltó un socio")

    with pytest.raises(Refused, match="ya se repartió"):
        void(ten.document, may(15), "era de otro")
    void(twenty.document, may(15), "era de otro")

    assert money.owed_by(money.PRODUCE, lot.id) == 0
    assert faults() == []


def test_a_top_up_that_nobody_got_can_be_voided_once_the_lot_is_not_settled(lot):
    (paper,) = settle(lot, Paper(may(10)))
    receipt = receive_top_up(lot, a_buyer(lot.association), bank("20.00"), Paper(may(12)))
    undo_settlement(paper.run, may(13), "faltó un flete")

    void(receipt.document, may(14), "era de otro")

    (again,) = settle(lot, Paper(may(15)))
    assert (again.gross, again.costs, again.net) == (100, 0, 95)
    assert faults() == []


def test_money_left_in_a_settled_lot_is_found(lot):
    """A hand in the file takes the row that says what was shared out of the second top-up."""
    topped_up_twice(lot)
    assert not [one for one in findings(lot.association, MAY) if lot.name in str(one)]
    database.execute_sql("DROP TRIGGER shared_top_up_no_delete")
    database.execute_sql("DELETE FROM shared_top_up WHERE id = (SELECT max(id) FROM shared_top_up)")

    said = f"El lote «{lot.name}» está liquidado y le sobra o falta dinero: S/ 10.00."
    assert said in faults()
    assert said in [str(one) for one in findings(lot.association, MAY)]
    with pytest.raises(Refused):
        close_month(lot.association, MAY, sure=True)


def test_undoing_a_settlement_never_leaves_a_fund_below_zero(lot, association):
    fund = Fund.create(association=association, name="Solidaridad")
    Deduction.create(
        association=association,
        name="Solidaridad",
        place=9,
        base=GROSS,
        rate=Decimal(10),
        fund=fund,
        since=may(1),
    )
    (paper,) = settle(lot, Paper(may(10)))
    heading = a_heading(association, EXPENSE)
    spent = expense(heading, Party("Botica"), "gasa", cash("10.00"), Paper(may(11)), fund=fund)

    with pytest.raises(Refused, match="No alcanza el fondo «Solidaridad»"):
        undo_settlement(paper.run, may(12), "mal pesado")

    assert (paper.document.is_valid, held_in(fund, may(31))) == (True, 0)
    void(spent.document, may(12), "se repite")
    undo_settlement(paper.run, may(12), "mal pesado")
    assert held_in(fund, may(31)) == 0


def test_a_top_up_of_a_grade_that_is_no_longer_in_the_lot_says_what_to_do(lot, association):
    """The lot is settled anew without its second grade, for which S/ 20.00 came in between."""
    second = a_grade(association, name="Segunda")
    a_delivery(association, "10.0", may(4), grade=second)
    sale = a_sale(association, "10.0", may(5), grade=second)
    paid = a_collection(sale, bank("10.00"), may(6))
    (paper,) = settle(lot, Paper(may(10)))
    buyer = a_buyer(association)
    receipt = receive_top_up(lot, buyer, bank("20.00"), Paper(may(12)), grade=second)
    undo_settlement(paper.run, may(13), "otra calidad")
    void(paid.document, may(13), "otra calidad")
    void(sale.document, may(13), "otra calidad")
    settle(lot, Paper(may(14)))

    with pytest.raises(Refused, match=f"{receipt} es de una calidad que ya no está en el lote"):
        settle(lot, Paper(may(15)))

    void(receipt.document, may(15), "otra calidad")
    assert money.owed_by(money.PRODUCE, lot.id) == 0
    assert faults() == []
