"""Settling a lot and paying it, by keys alone, to the exact figures of the worked month."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.cash.cash_book import Receipt
from models.documents import Document
from models.parameters import Parameter
from models.people.members import Member
from models.produce.lots import Lot
from models.settling.kept_forecast import KeptForecast
from models.settling.settlements import Settlement, settled_on, unpaid_of
from tests.conftest import copied
from tests.factories import cash, may
from tests.settling import Treasurer, before_settling, window_on
from tests.ui_book import settle
from tests.ui_keys import words_in
from ui.settling.settle import SettleLot
from ui.settling.settled import SettledLot

NETS = ["320.06", "212.30", "194.95", "96.83"]


@pytest.fixture(scope="module")
def eve(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return before_settling(tmp_path_factory.mktemp("eve"))


@pytest.fixture
def her(root, eve: Path, tmp_path: Path) -> Iterator[Treasurer]:
    with copied(eve, tmp_path) as association, window_on(root, association, tmp_path) as made:
        yield made


def prepare(her: Treasurer) -> None:
    """The papa lot on 30 May, with S/ 50.00 of the loan of the second member."""
    her.open("settle_lot", lot=her.lot("papa-mayo"))
    her.type_day("30/05/2026")
    her.type("<Down>", "<Return>", "50", "<Return>", "<Return>")
    settle(her.root)


def settle_it(her: Treasurer) -> None:
    prepare(her)
    answered = her.answer("¿Liquidar el lote «papa-mayo»?", "<Return>")
    her.type("<F9>")
    answered()
    settle(her.root)


def figures(screen: SettleLot) -> list[tuple[str, ...]]:
    return [tuple(screen.ledger.shown(row)) for row in screen.rows(0, -1)]


def test_the_place_settle_lists_what_waits_and_enter_opens_its_forecast(her: Treasurer) -> None:
    place = her.open("settle")
    settle(her.root, lambda: place.ledger.count == 2)

    her.type("<Down>", "<Return>")
    settle(her.root)

    assert isinstance(her.screen, SettleLot)
    assert her.screen.lot == her.lot("papa-mayo")


def test_the_forecast_shows_every_member_and_the_whole(her: Treasurer) -> None:
    prepare(her)

    assert figures(her.screen) == [
        ("Socia Demo 01", "659.0", "743.75", "42.20", "37.19", "279.30", "65.00", "320.06"),
        ("Socio Demo 02", "437.4", "516.87", "28.02", "25.85", "195.70", "55.00", "212.30"),
        ("Socia Demo 03", "298.0", "387.40", "19.08", "19.37", "149.00", "5.00", "194.95"),
        ("Socia Demo 06", "229.5", "195.08", "14.70", "9.75", "68.80", "5.00", "96.83"),
    ]
    assert her.screen.ledger.totals["Neto S/"] == "824.14"


def test_what_leads_from_the_sale_to_the_net_stands_on_the_screen_and_adds_up(
    her: Treasurer,
) -> None:
    prepare(her)

    shown = [slot.column.title for slot in her.screen.ledger.slots]
    assert shown[-6:] == [
        "Bruto S/",
        "Costos S/",
        "Servicio S/",
        "Adelantos S/",
        "Descuentos S/",
        "Neto S/",
    ]
    assert [(name, figure) for name, figure, _role in her.screen.facts()] == [
        ("Vendido", "S/ 1,843.10"),
        ("Gastos del lote", "S/ − 104.00"),
        ("Servicio, 5 %", "S/ − 92.16"),
        ("Adelantos", "S/ − 692.80"),
        ("Descuentos", "S/ − 130.00"),
        ("Neto a pagar", "S/ 824.14"),
    ]


def test_the_papa_lot_is_settled_by_keys_and_paid_from_the_bank(her: Treasurer) -> None:
    settle_it(her)
    papers = list(Settlement.select().order_by(Settlement.document))
    assert [str(one.net) for one in papers] == NETS
    assert [str(one) for one in papers] == [f"LQ-2026-000{n}" for n in range(1, 5)]
    assert isinstance(her.screen, SettledLot)

    her.press_verb("Todos por banco")
    her.type_day("30/05/2026", "Fecha de pago")
    answered = her.answer("¿Pagar 4 liquidaciones?", "<Return>")
    her.type("<F9>")
    answered()

    paid = [Receipt.get(Receipt.document == one.document.servants.get()) for one in papers]
    assert [str(one.amount) for one in paid] == NETS
    assert {one.account for one in paid} == {"bank"}
    assert not any(unpaid_of(one) for one in papers)
    assert list(her.screen.printout.numbers) == [str(one) for one in paid]


def test_in_cash_each_is_raised_to_the_coin_and_the_rounding_is_said(her: Treasurer) -> None:
    settle_it(her)

    rows = her.screen.rows(0, -1)

    assert [her.screen.ledger.shown(row)[3] for row in rows] == [
        "320.10",
        "212.30",
        "195.00",
        "96.90",
    ]
    assert "redondeo S/ 0.16" in her.screen.plan_row.said["sums"][0]


def test_one_is_paid_by_bank_with_its_operation_and_another_waits(her: Treasurer) -> None:
    settle_it(her)
    her.type("<Return>", "<Right>", "<Return>", "0530-77", "<Return>")  # the first by bank
    her.type("<Return>", "<Left>", "<Return>")  # the second later
    her.type_day("30/05/2026", "Fecha de pago")
    answered = her.answer("¿Pagar 3 liquidaciones?", "<Return>")
    her.type("<F9>")
    answered()

    papers = list(Settlement.select().order_by(Settlement.document))
    assert [unpaid_of(one) for one in papers] == [0, Decimal("212.30"), 0, 0]
    first = Receipt.get(Receipt.document == papers[0].document.servants.get())
    assert (first.account, first.operation) == ("bank", "0530-77")


def test_more_than_is_owed_is_said_beside_the_figure_and_nothing_is_stored(her: Treasurer) -> None:
    her.open("settle_lot", lot=her.lot("papa-mayo"))
    her.type("<Return>", "60.01")
    settle(her.root, lambda: "Debe S/ 60.00" in words_in(her.screen.form))

    her.type("<F9>")

    assert not Settlement.select().exists()


def test_what_is_not_collected_stops_it_and_leads_to_collecting(her: Treasurer) -> None:
    her.open("settle_lot", lot=her.lot("haba-mayo"))
    settle(her.root)
    assert "De V-2026-0003 falta cobrar S/ 1,665.70." in words_in(her.screen.pane)

    her.press_verb("Ver V-2026-0003")
    settle(her.root)

    assert her.app.shell.where[0] == "receive"
    assert settled_on(Lot.get(Lot.name == "haba-mayo")) is None


def test_a_lot_that_is_not_collected_is_not_settled(her: Treasurer) -> None:
    her.open("settle_lot", lot=her.lot("haba-mayo"))
    her.type("<F9>")
    settle(her.root)

    over = her.root.grab_current()
    assert "falta cobrar S/ 1,665.70" in words_in(over)
    her.type("<Escape>")
    assert not Settlement.select().exists()


def test_how_a_net_came_about_is_told_in_words(her: Treasurer) -> None:
    prepare(her)
    her.type("<Home>", "<F8>")
    settle(her.root, lambda: "Adelantos que ya recibió" in words_in(her.screen.pane))

    words = words_in(her.screen.pane)

    for said in ("EN-2026-0001 del 06/05/2026", "RE-2026-0001", "− 279.30", "S/ 320.06"):
        assert said in words


def test_what_changed_since_the_forecast_was_read_out_is_told(her: Treasurer) -> None:
    from tests.factories import an_expense

    prepare(her)
    her.type("<Control-g>")
    assert KeptForecast.select().count() == 1

    an_expense(her.app.context.association, cash("16.24"), may(29), lot=her.lot("papa-mayo"))
    settle(her.root)
    her.type("<F8>", "<F8>")
    settle(her.root)

    words = words_in(her.screen.pane)
    assert "de S/ 320.06 a S/ 313.47" in words  # 16.24 × 659.0 / 1,623.9 = 6.59
    assert "Gasto nuevo RE-2026-0012, S/ 16.24." in words


def test_the_settling_is_undone_with_a_reason_while_nothing_is_paid(her: Treasurer) -> None:
    settle_it(her)
    answered = her.answer(
        "¿Anular la liquidación del lote «papa-mayo»?", "falta un flete", "<Tab>", "<Return>"
    )
    her.press_verb("Anular…")
    answered()
    settle(her.root)

    papers = list(Document.select().where(Document.kind == "LQ"))
    assert {(str(one.state), one.voided_on) for one in papers} == {("voided", date.today())}
    assert isinstance(her.screen, SettleLot)
    assert settled_on(her.lot("papa-mayo")) is None


def test_once_paid_it_says_which_receipts_come_first(her: Treasurer) -> None:
    from models.settling.payouts import pay_settlements

    settle_it(her)
    first = Settlement.select().order_by(Settlement.document).get()
    pay_settlements([(first, "bank", "1")], may(30))
    answered = her.answer("¿Anular la liquidación", "falta", "<Tab>", "<Return>")
    her.press_verb("Anular…")
    answered()
    settle(her.root)

    over = her.root.grab_current()
    assert "RE-2026-0012" in words_in(over)
    her.type("<Escape>")
    assert Document.get(Document.number == "LQ-2026-0001").is_valid


def test_what_was_asked_of_members_is_not_lost_by_a_look_at_another_record(her: Treasurer) -> None:
    prepare(her)
    stays = her.answer("¿Salir sin guardar?", "<Return>")  # Enter stays where it is
    her.app.shell.go("home")
    stays()

    assert isinstance(her.screen, SettleLot)
    second = Member.get(Member.name == "Socio Demo 02")
    assert her.screen.asked[second.id]["loan"] == Decimal(50)


def test_a_percentage_never_set_is_one_step_away(her: Treasurer) -> None:
    Parameter.delete().where(Parameter.name == "service_pct").execute()
    her.open("settle_lot", lot=her.lot("papa-mayo"))
    her.press_verb("Poner ese porcentaje")

    assert her.app.shell.where[0] == "form"
    typed = her.screen.typed()
    assert typed["name"] == "Descuento por servicio, %"
    assert typed["since"] == "01/05/2026"
