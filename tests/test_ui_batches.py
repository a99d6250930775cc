"""Many papers from a list: those it shows, or those of a day, with keys alone."""

import pytest

from models.documents import Document
from tests.ui_book import press, settle
from tests.ui_keys import Keys
from tests.ui_shell import shell_on


@pytest.fixture
def shell(root, worked_month):
    with shell_on(root, worked_month) as made:
        yield made


@pytest.fixture
def receipts(shell):
    shell.go("receipt")
    settle(shell.app, lambda: shell.current.ledger.current is not None)
    return shell.current


def numbers(shell) -> list[str]:
    assert shell.where[0] == "preview"
    return [str(one) for one in shell.where[1]["documents"]]


def test_all_of_the_list_in_its_order(shell, receipts):
    listed = [row[1] for row in receipts.asked.window(0, -1)]
    answered = Keys(shell.app).answer("19 papeles de la lista", "<Return>")
    press(receipts.ledger.canvas, "<Control-p>")
    answered()

    assert numbers(shell) == listed
    assert len(listed) == 19
    assert shell.current.title.cget("text") == "19 papeles de la lista"


def test_those_of_the_day_of_the_chosen_one(shell, receipts):
    answered = Keys(shell.app).answer("4 papeles del 30/05/2026", "<Tab>", "<Return>")
    press(receipts.ledger.canvas, "<Control-p>")
    answered()

    assert numbers(shell) == ["RE-2026-0015", "RE-2026-0014", "RE-2026-0013", "RE-2026-0012"]


def test_the_chosen_one_alone(shell, receipts):
    answered = Keys(shell.app).answer("Solo RE-2026-0015", "<Tab>", "<Tab>", "<Return>")
    press(receipts.ledger.canvas, "<Control-p>")
    answered()

    assert numbers(shell) == ["RE-2026-0015"]
    assert "RE-2026-0015" in shell.current.title.cget("text")


def test_esc_prints_none(shell, receipts):
    answered = Keys(shell.app).answer("¿Qué papeles se imprimen?", "<Escape>")
    press(receipts.ledger.canvas, "<Control-p>")
    answered()

    assert shell.where[0] == "receipt"


def test_one_found_by_its_number_goes_without_a_question(shell, receipts):
    receipts.search.words.set("RI-2026-0004")
    settle(shell.app, lambda: receipts.ledger.count == 1)
    press(receipts.ledger.canvas, "<Control-p>")

    assert numbers(shell) == ["RI-2026-0004"]


def test_an_empty_list_has_nothing_to_print(shell, receipts):
    receipts.search.words.set("nadie")
    settle(shell.app)
    receipts.print_many()

    assert shell.where[0] == "receipt"
    assert shell.said == ["No hay papeles en la lista."]


def test_all_settlements_of_a_lot_are_one_preview(shell, root):
    from models.settling.settlements import Settlement

    lot = Settlement.select().first().run.lot
    settled = shell.go("settled_lot", lot=lot)
    settle(root)
    press(settled.ledger.canvas, "<Control-p>")

    wanted = Document.select().where(Document.kind == "LQ").order_by(Document.id)
    assert numbers(shell) == [str(one) for one in wanted]


def test_what_stands_over_a_list_is_read_whole_or_not_at_all(shell, receipts):
    heading, hint = receipts.under_title, receipts.search.hint
    whole = "El dinero que entró y salió en mayo de 2026"

    assert heading.cget("text") in ("", whole)
    assert heading.winfo_width() >= receipts.look.width(heading.cget("text"), "body")
    assert hint.winfo_x() + hint.winfo_reqwidth() <= receipts.search.winfo_width()
