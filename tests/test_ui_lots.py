"""The page of a lot, losses, and later prices, by keys."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from models.changes import Refused
from models.documents import Document, Paper
from models.produce.write_offs import WriteOff
from models.settling.settle import settle
from models.settling.settlements import LotSettlement, Settlement, settled_on, settlements_of
from models.stock import left_by_grade
from models.voiding import void
from tests.conftest import copied
from tests.factories import a_delivery, may
from tests.settling import Treasurer, before_settling, window_on
from tests.ui_book import settle as wait
from tests.ui_keys import words_in
from ui.settling.lot_page import LotPage
from ui.settling.settle import SettleLot
from ui.settling.settled import SettledLot
from ui.settling.settlement_papers import Settlements


@pytest.fixture(scope="module")
def eve(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return before_settling(tmp_path_factory.mktemp("eve"))


@pytest.fixture
def her(root, eve: Path, tmp_path: Path) -> Iterator[Treasurer]:
    with copied(eve, tmp_path) as association, window_on(root, association, tmp_path) as made:
        yield made


def settled(her: Treasurer) -> list[Settlement]:
    return settle(her.lot("papa-mayo"), Paper(may(30)))


def test_the_list_of_lots_opens_the_page_of_one_with_what_it_waits_for(her: Treasurer) -> None:
    place = her.open("lot")
    wait(her.root, lambda: place.ledger.count == 2)
    her.type("<Down>", "<Return>")
    wait(her.root)

    assert isinstance(her.screen, LotPage)
    words = words_in(her.screen)
    for said in ("Lote «papa-mayo»", "Por liquidar", "S/ 1,843.10", "S/ 104.00", "1,623.9 kg"):
        assert said in words
    her.type("<F9>")
    assert isinstance(her.screen, SettleLot)


def test_the_page_of_a_lot_lists_its_papers_and_its_people(her: Treasurer) -> None:
    page = her.open("lot_page", lot=her.lot("papa-mayo"))

    assert [row[2] for row in page.rows["papers"]] == [
        "V-2026-0002",
        "RE-2026-0009",
        "RE-2026-0010",
    ]
    assert [(row[1], row[2], row[3]) for row in page.rows["people"]] == [
        ("Socia Demo 01", 2, Decimal("659.0")),
        ("Socio Demo 02", 2, Decimal("437.4")),
        ("Socia Demo 03", 1, Decimal("298.0")),
        ("Socia Demo 06", 1, Decimal("229.5")),
    ]


def test_a_loss_is_registered_by_keys_and_says_what_is_left(her: Treasurer) -> None:
    association = her.app.context.association
    delivery = a_delivery(association, "50.0", may(29))
    wait(her.root)
    page = her.open("register_loss", lot=her.lot("haba-mayo"))
    grade = delivery.grade
    her.type("papa", "<Return>", "12.5", "<Return>", "se mojó")
    wait(her.root, lambda: "Quedan 37.5 kg en almacén." in words_in(page.form))
    her.type("<F9>")
    wait(her.root)

    made = WriteOff.get()
    assert (made.grade, made.quantity, made.reason) == (grade, Decimal("12.5"), "se mojó")
    assert left_by_grade(association)[grade.id] == Decimal("37.5")


def test_a_settled_lot_takes_no_more_losses(her: Treasurer) -> None:
    settled(her)
    page = her.open("register_loss", lot=her.lot("papa-mayo"))
    wait(her.root)

    assert "ya se liquidó el 30/05/2026" in words_in(page.form)


def test_a_later_price_is_received_and_shared_over_the_same_kilos(her: Treasurer) -> None:
    settled(her)
    her.open("top_up", lot=her.lot("papa-mayo"))
    her.type("<Return>", "<Return>", "162.39", "<Return>", "<Return>")
    her.type("30/05/2026", "<F9>", "<F9>")  # céntimos in cash are asked once
    wait(her.root)
    page = her.open("settle_lot", lot=her.lot("papa-mayo"))
    her.type_day("30/05/2026")

    # S/ 162.39 over 1,623.9 kg is S/ 0.10 a kilo.
    assert [str(one.gross) for one in page.made_up.shares] == ["65.90", "43.74", "29.80", "22.95"]
    answered = her.answer("¿Liquidar el lote", "<Return>")
    her.type("<F9>")
    answered()
    assert isinstance(her.screen, SettledLot)
    later = LotSettlement.get(LotSettlement.is_top_up)
    assert [one.gross for one in settlements_of(later)] == [
        Decimal(x) for x in ("65.90", "43.74", "29.80", "22.95")
    ]
    assert len(her.screen.papers) == 8


def test_the_list_of_settlements_tells_how_each_came_about_and_voids_none_alone(
    her: Treasurer,
) -> None:
    papers = settled(her)
    place = her.open("settlement")
    wait(her.root, lambda: "Lo que entregó" in words_in(place.pane))

    assert isinstance(place, Settlements)
    assert "Anular" not in words_in(place.pane)
    with pytest.raises(Refused, match="lote"):
        void(papers[0].document, may(31), "por probar")
    assert Document.get_by_id(papers[0].document_id).is_valid
    her.press_verb("Pagar")
    assert isinstance(her.screen, SettledLot)
    assert settled_on(her.lot("papa-mayo")) == may(30)


def test_an_expense_of_a_lot_is_typed_with_the_lot_chosen(her: Treasurer) -> None:
    her.open("lot_page", lot=her.lot("papa-mayo"))
    her.press_verb("Registrar gasto")

    assert her.screen.purpose.lot.typed() == "El lote papa-mayo"
    assert her.root.focus_get() is her.screen.purpose.heading.entry


def test_a_net_that_waits_leads_to_where_it_is_paid(her: Treasurer) -> None:
    first = settled(her)[0]
    page = her.open("member_page", member=first.member)
    page.figures._pay()

    assert isinstance(her.screen, SettledLot)
    assert her.screen.lot == her.lot("papa-mayo")
