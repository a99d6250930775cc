"""Inicio, and the two books of the month."""

from collections.abc import Iterator

import pytest

from models.associations import Association
from models.documents import Document
from models.file.storage import last_copy
from models.money import BANK, CASH
from models.months import Month
from tests.ui_desk import Desk
from ui.cash.cash_screen import CashScreen
from ui.home import Home, key_deeds
from ui.widgets.controls import Button
from ui.widgets.tiles import Figure


@pytest.fixture
def desk(root, unsettled_month: Association) -> Iterator[Desk]:
    made = Desk(root, unsettled_month)
    yield made
    made.clear()


def words_in(widget) -> list[str]:
    """All that is written in a widget and in those inside it."""
    own = [str(widget.cget("text"))] if "text" in widget.keys() else []  # noqa: SIM118
    return own + [words for child in widget.winfo_children() for words in words_in(child)]


def buttons_in(widget) -> list[Button]:
    own = [widget] if isinstance(widget, Button) else []
    return own + [one for child in widget.winfo_children() for one in buttons_in(child)]


def test_the_month_is_seen_at_a_glance(desk: Desk) -> None:
    screen = desk.show(Home)

    said = words_in(screen.strip)

    for figure in ("2,203.4 kg", "S/ 4,508.80", "S/ 1,665.70", "S/ 2,141.50"):
        assert figure in said
    assert "de 6 socios" in said


def test_the_keyboard_starts_at_the_first_verb_and_arrows_reach_the_others(desk: Desk) -> None:
    desk.show(Home)

    desk.type("<Right>", "<Down>", "<Return>")

    assert desk.gone == [("pass_money", {})]


def test_each_f_key_leads_where_its_tile_leads(desk: Desk) -> None:
    for deed in key_deeds(desk.context).values():
        deed()

    assert [where for where, _what in desk.gone] == [
        "weigh_in",
        "sell",
        "receive",
        "spend",
        "pass_money",
        "form",
    ]


def test_a_figure_leads_to_what_explains_it(desk: Desk) -> None:
    screen = desk.show(Home)
    figures = [one for one in screen.strip.winfo_children() if isinstance(one, Figure)]

    figures[1].focus_force()
    desk.type("<Return>")

    assert desk.gone == [("cash", {"purse": BANK})]


def test_what_waits_is_answered_by_its_verb(desk: Desk) -> None:
    screen = desk.show(Home)

    buttons_in(screen.waiting)[0].invoke()

    where, what = desk.gone[0]
    assert (where, str(what["sale"])) == ("receive", "V-2026-0003")
    assert any("Comprador Demo B debe S/ 1,665.70." in words for words in words_in(screen.waiting))


def test_a_copy_is_made_from_here_and_no_longer_asked_for(desk: Desk) -> None:
    screen = desk.show(Home)
    copy_button = next(one for one in buttons_in(screen.waiting) if "copia" in one.cget("text"))

    copy_button.invoke()
    screen.reload()

    assert last_copy() is not None
    assert "Copia verificada" in desk.told[0]
    assert not any("ninguna copia" in words for words in words_in(screen.waiting))


def test_a_month_with_nothing_shows_an_empty_chart_and_no_failure(desk: Desk) -> None:
    desk.context.month = Month(2026, 8)

    screen = desk.show(Home)

    assert screen.bars.nothing == "En agosto todavía no hay entregas."
    assert "0.0 kg" in words_in(screen.strip)


# Caja y banco ---------------------------------------------------------------------------------


def test_the_cash_book_opens_with_what_there_was_and_ends_with_what_is_left(desk: Desk) -> None:
    screen = desk.show(CashScreen)

    assert screen.ledger.shown(screen.rows[0])[-1] == "2,650.40"
    assert screen.ledger.shown(screen.rows[-1])[-1] == screen.ledger.totals["Saldo S/"]
    assert "Saldo al empezar mayo" in screen.ledger.shown(screen.rows[0])


def test_the_other_book_is_one_arrow_away_and_has_operations(desk: Desk) -> None:
    screen = desk.show(CashScreen, purse=CASH)

    screen.purse.set(BANK)
    screen._choose()
    desk.wait()

    assert screen.ledger.shown(screen.rows[0])[-1] == "1,200.00"
    assert "N° de operación" in [column.title for column in screen.ledger.columns]


def test_enter_on_a_line_opens_its_paper(desk: Desk) -> None:
    screen = desk.show(CashScreen)

    desk.type("<Down>", "<Return>")

    document = Document.get_by_id(screen.rows[1][0])
    assert desk.gone == [("preview", {"documents": [document]})]


def test_enter_on_the_opening_line_opens_nothing(desk: Desk) -> None:
    desk.show(CashScreen)

    desk.type("<Return>")

    assert desk.gone == []
