"""The lists of issued papers: read like the paper, printed again, voided with a reason."""

from decimal import Decimal

import pytest

from models.cash.cash_book import Payment, Receipt
from models.documents import Document, Paper
from models.money import CASH
from models.people.members import Member
from models.produce.deliveries import Delivery, Handover, advance_receipts, deliver
from models.produce.sales import Sale
from models.produce.weighing import Weight
from tests.factories import may
from tests.ui_book import press, settle
from tests.ui_shell import shell_on
from ui import paper_detail as room
from ui import printing


@pytest.fixture
def shell(root, unsettled_month):
    with shell_on(root, unsettled_month) as made:
        yield made


def open_at(shell, place: str, number: str):
    """The list with that paper selected and its sheet built."""
    screen = shell.go(place)
    document = Document.get(Document.number == number)
    screen.ask(key=document.id)
    settle(shell.app, lambda: number in _words(screen.pane))
    return screen, screen._record(screen.ledger.current)


def answer(monkeypatch, reason):
    asked = []
    monkeypatch.setattr(
        room,
        "ask_reason_and_day",
        lambda _parent, voiding: asked.append(voiding) or (reason and (reason, voiding.day)),
    )
    return asked


def test_a_delivery_is_read_like_its_note(shell):
    screen, _record = open_at(shell, "delivery", "EN-2026-0003")
    words = _words(screen.pane)

    for said in ("332.0", "Tara, 6 sacos", "− 3.0", "329.0", "Impureza 2.0 %", "− 6.6"):
        assert said in words
    assert "322.4 kg" in words
    assert "S/ 161.20" in words
    assert "Recibo RE-2026-0003" in words


def test_a_weight_typed_in_arrobas_says_so(shell):
    screen, _record = open_at(shell, "delivery", "EN-2026-0004")

    assert "Peso bruto (10.0 arroba)" in _words(screen.pane)


def test_a_sale_says_its_lines_and_what_is_owed(shell):
    screen, record = open_at(shell, "sale", "V-2026-0003")
    words = _words(screen.pane)

    assert str(record.buyer) in words
    assert "579.5 kg × 4.60" in words
    assert "S/ 2,665.70" in words


def test_a_receipt_says_what_it_is_for(shell):
    screen, _record = open_at(shell, "receipt", "RI-2026-0003")
    words = _words(screen.pane)

    assert "Cobro de la venta V-2026-0002" in words
    assert "S/ 1,843.10" in words


def test_a_transfer_says_from_where_to_where(shell):
    screen, _record = open_at(shell, "transfer", "TR-2026-0001")

    assert "De la caja al banco" in _words(screen.pane)


def test_enter_shows_the_paper(shell):
    screen, record = open_at(shell, "delivery", "EN-2026-0003")
    press(screen.ledger.canvas, "<Return>")

    assert shell.where == ("preview", {"documents": [record.document]})


def test_it_is_printed_again_at_once(shell, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "user_documents_path", lambda: tmp_path)
    opened = []
    monkeypatch.setattr(printing, "open_with_system", lambda path: opened.append(path) or True)
    screen, record = open_at(shell, "receipt", "RE-2026-0003")
    screen.print_again(record)
    settle(shell, lambda: bool(opened))

    assert [path.name for path in opened] == ["RE-2026-0003.pdf"]


def test_voiding_a_delivery_says_what_follows_and_takes_its_advance_back(shell, monkeypatch):
    asked = answer(monkeypatch, "Peso mal digitado")
    made = _a_delivery_in_store()
    (receipt,) = advance_receipts(made)
    screen, record = open_at(shell, "delivery", str(made))
    screen.ask_void(record)

    (voiding,) = asked
    facts = " ".join(words for _icon, words in voiding.facts)
    assert voiding.question == f"¿Anular la entrega {made}?"
    assert "Salen del almacén 100.0 kg de papa." in facts
    assert f"recibo {receipt}: Socio Demo 07 devuelve S/ 50.00 y vuelven a la caja" in facts
    assert not Document.get_by_id(made.key).is_valid
    assert not Document.get_by_id(receipt.key).is_valid


def test_a_delivery_that_was_sold_stays_and_the_reason_is_told(shell, monkeypatch):
    told = []
    monkeypatch.setattr(room, "tell", lambda _parent, _title, sentence: told.append(sentence))
    answer(monkeypatch, "Peso mal digitado")
    screen, record = open_at(shell, "delivery", "EN-2026-0001")
    screen.ask_void(record)

    assert Delivery.get_by_id(record.key).document.is_valid
    assert told == ["Ya se vendió en V-2026-0002. Anule primero la venta."]


def test_without_a_reason_nothing_is_voided(shell, monkeypatch):
    answer(monkeypatch, None)
    screen, record = open_at(shell, "receipt", "RE-2026-0011")
    screen.ask_void(record)

    assert Receipt.get_by_id(record.key).document.is_valid


def test_a_void_paper_says_why_and_cannot_be_voided_again(shell, monkeypatch):
    answer(monkeypatch, "Monto mal digitado")
    screen, record = open_at(shell, "receipt", "RE-2026-0011")
    screen.ask_void(record)
    settle(shell.app, lambda: "Monto mal digitado" in _words(screen.pane))

    assert "Anular…" not in _words(screen.pane)
    assert shell.said == ["Anulado RE-2026-0011"]


def test_the_past_of_a_paper_tells_its_making_and_its_voiding(shell, monkeypatch):
    told = []
    monkeypatch.setattr(room, "show_past", lambda _parent, about, past: told.append((about, past)))
    answer(monkeypatch, "Monto mal digitado")
    screen, record = open_at(shell, "receipt", "RE-2026-0011")
    screen.ask_void(record)
    screen.see_past(record)

    ((about, past),) = told
    assert about == "RE-2026-0011"
    assert "Monto mal digitado" in past[0].text
    assert "Librería Demo" in past[-1].text + past[-2].text


def test_the_past_is_shown_over_the_list_and_esc_closes_it(root, shell):
    screen, record = open_at(shell, "receipt", "RE-2026-0011")
    screen.see_past(record)
    root.update()
    shown = next(one for one in root.winfo_children() if type(one).__name__ == "Past")

    assert "Historial de RE-2026-0011" in _words(shown)
    press(shown.close_button, "<Escape>")
    assert not shown.winfo_exists()


@pytest.mark.parametrize(
    ("place", "goes"),
    [
        ("delivery", "weigh_in"),
        ("sale", "sell"),
        ("receipt", "receive"),
        ("transfer", "pass_money"),
    ],
)
def test_a_new_one_is_made_by_its_own_deed(shell, monkeypatch, place, goes):
    screen = shell.go(place)
    went = []
    monkeypatch.setattr(shell.context, "go", lambda where, **what: went.append(where))
    screen.new()

    assert went == [goes]


@pytest.mark.parametrize("place", ["delivery", "sale", "receipt", "transfer"])
def test_every_deed_of_the_sheet_is_in_sight_on_a_small_screen(root, unsettled_month, place):
    with shell_on(root, unsettled_month, "1024x600") as shell:
        screen = shell.go(place)
        settle(root, lambda: "Historial" in _words(screen.pane))
        right = screen.pane.winfo_rootx() + screen.pane.winfo_width()
        buttons = [one for one in _all(screen.pane) if one.winfo_class() == "TButton"]

        assert len(buttons) >= 3
        for button in buttons:
            assert button.winfo_rootx() + button.winfo_reqwidth() <= right
            assert button.winfo_ismapped()


def _a_delivery_in_store() -> Delivery:
    """100.0 kg of potatoes that no sale has drawn from, with an advance of S/ 50.00 in cash."""
    grade = Delivery.get_by_id(Document.get(Document.number == "EN-2026-0001").id).grade
    member = Member.get(Member.code == "S07")
    payment = Payment(Decimal(50), CASH)
    handover = Handover(member, grade, Weight(Decimal(100), "kg"), advance=payment)
    return deliver(handover, Paper(may(20)))


def _all(widget):
    yield widget
    for child in widget.winfo_children():
        yield from _all(child)


def _words(widget) -> str:
    kinds = ("TLabel", "TButton")
    return " ".join(str(one.cget("text")) for one in _all(widget) if one.winfo_class() in kinds)


def test_a_sale_that_waits_is_collected_from_its_sheet(shell):
    screen, record = open_at(shell, "sale", "V-2026-0003")
    assert "Cobrar" in _words(screen.pane)

    _words_of_it, _icon, collect = screen.next_deed(record)
    collect()

    assert shell.where == ("receive", {"sale": record})


def test_what_is_collected_or_void_waits_for_nothing(shell):
    screen = shell.go("sale")
    waiting = [str(one) for one in Sale.select() if screen.next_deed(one)]

    assert waiting == ["V-2026-0003"]


def test_voiding_a_collection_says_that_the_sale_waits_again(shell):
    screen = shell.go("receipt")
    receipt = next(one for one in Receipt.select() if _serves(one, "V"))

    facts = [words for _icon, words in screen.follows(receipt)]

    assert any(f"La venta {receipt.document.about} queda otra vez" in words for words in facts)


def _serves(receipt, kind):
    about = receipt.document.about
    return about is not None and about.kind == kind


def test_the_total_says_in_plain_words_what_it_leaves_out(shell):
    sales = shell.go("sale")
    settle(shell.app, lambda: bool(sales.ledger.totals))

    assert sales.ledger.totals[""] == "Total de 2 ventas, sin contar 1 anulada"
