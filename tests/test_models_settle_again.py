"""A lot whose settlement was undone is settled anew on what it sold and cost, and on that alone."""

from decimal import Decimal

import pytest

from models.associations import Association
from models.documents import Document, Paper
from models.month.closing import close_month
from models.parameters import EPOCH, Parameter
from models.produce.lots import Lot
from models.reversing import reverse
from models.review.books import faults
from models.settling.forecast import forecast
from models.settling.settle import settle, undo_settlement
from models.settling.top_ups import receive_top_up
from models.voiding import void
from tests.factories import (
    MAY,
    a_buyer,
    a_collection,
    a_delivery,
    a_sale,
    an_expense,
    bank,
    cash,
    june,
    may,
)


@pytest.fixture
def lot(association: Association) -> Lot:
    """Sold for S/ 100.00, with S/ 12.00 of freight; service 5 %."""
    Parameter.create(association=association, name="service_pct", since=EPOCH, value=Decimal(5))
    a_delivery(association, "100.0", may(4))
    sale = a_sale(association, "100.0", may(5))
    a_collection(sale, bank("100.00"), may(6))
    an_expense(association, cash("12.00"), may(6), lot=sale.lot)
    return sale.lot


def test_a_later_price_received_meanwhile_is_no_cost_less(lot):
    """S/ 20.00 came after the first settling: they wait for a sharing out of their own."""
    first = settle(lot, Paper(may(10)))
    buyer = a_buyer(lot.association)
    receive_top_up(lot, buyer, bank("20.00"), Paper(may(11)))
    undo_settlement(first[0].run, may(12), "faltó un flete")

    (again,) = settle(lot, Paper(may(13)))

    assert (again.run.costs, again.net) == (12, 83)  # 100 − 12 − 5
    assert forecast(lot, may(14)).gross == 20
    assert faults() == []
    assert [str(one) for one in Document.select().where(Document.kind == "LQ")] == [
        "LQ-2026-0001",
        "LQ-2026-0002",
    ]


def test_a_sale_counts_again_once_its_reversal_is_void(association):
    """Reversed by mistake in June, and the reversal voided: the lot has its sale."""
    Parameter.create(association=association, name="service_pct", since=EPOCH, value=Decimal(5))
    a_delivery(association, "100.0", may(4))
    sale = a_sale(association, "100.0", may(5))
    close_month(association, MAY, sure=True)
    mistake = reverse(sale.document, Paper(june(1)), "era de otro")
    void(mistake.document, june(2), "sí era")
    a_collection(sale, bank("100.00"), june(3))

    (paper,) = settle(sale.lot, Paper(june(4)))

    assert (paper.gross, paper.net) == (100, 95)
    assert faults() == []
