"""Historial: found with the keyboard, opened from it; who works now, and the code of the book."""

import pytest

from models import chain, history
from models.changes import database
from tests.factories import a_buyer, a_member, no_guards
from tests.ui_desk import Desk
from ui.history_page import TYPING_MS, HistoryPage


@pytest.fixture
def page(desk: Desk) -> HistoryPage:
    history.sign("Rosa Quispe")
    member = a_member(desk.context.association, "Huamán Puma, José")
    a_buyer(desk.context.association, "Molino San Juan").stored()
    member.fill({"phone": "984123456"}).save()
    return desk.show(HistoryPage)


def shown(page: HistoryPage) -> list[tuple]:
    return [row[2:5] for row in page.asked.window(0, 50)]


def words_on(pane) -> str:
    return " ".join(one.cget("text") for one in pane.winfo_children())


def test_the_newest_change_stands_first_with_its_whole_sentence_beside(desk, page):
    assert shown(page)[0] == ("Rosa Quispe", "cambió socio", "Huamán Puma, José (S01)")
    assert "Rosa Quispe cambió el socio Huamán Puma, José (S01): Celular: se puso" in words_on(
        page.told
    )
    assert page.code.cget("text") == f"Código del libro hoy: {chain.code_now().letters}"


def test_it_is_searched_by_typing_and_the_record_opens_with_enter(desk, page):
    desk.type("<Control-f>", "m", "o", "l", "i", "n", "o")
    desk.wait(TYPING_MS + 150)
    assert shown(page) == [("Rosa Quispe", "registró cliente", "Molino San Juan")]

    page.ledger.canvas.focus_set()
    desk.type("<Return>")

    assert desk.gone[-1][0] == "buyer"


def test_what_nobody_wrote_is_said_not_to_be_found(desk, page):
    desk.type("<Control-f>", "z", "z", "z")
    desk.wait(TYPING_MS + 150)

    assert page.ledger.totals[""] == "Nada se encontró así."
    desk.type("<F9>")
    assert desk.told == []


def test_all_that_happened_to_the_record_is_shown_over_it(desk, page):
    page.see_record_history()
    desk.wait()
    (past,) = [one for one in desk.root.winfo_children() if one.winfo_class() == "Toplevel"]

    sentences = []
    stack = [past]
    while stack:
        one = stack.pop()
        stack += one.winfo_children()
        if one.winfo_class() == "TLabel":
            sentences.append(str(one.cget("text")))
    past.destroy()

    assert sum("Rosa Quispe" in one for one in sentences) == 2


@pytest.mark.parametrize("spoilt", [False, True])
def test_a_code_from_paper_is_answered_plainly(desk, page, spoilt):
    code = chain.code_now().letters
    a_member(desk.context.association, "Otra Persona, Ana")
    if spoilt:
        with no_guards():
            database.execute_sql("UPDATE change SET who = 'x' WHERE id = 3")
        chain._sound = (None, 0)  # as in a session that has not looked yet
    page.typed_code.focus_set()
    desk.type(*code.lower().replace("-", ""), "<Return>")

    said = page.answer.cget("text")
    if spoilt:
        assert "pero después se alteró su historial" in said
    else:
        assert "Lo anotado hasta entonces sigue igual." in said


@pytest.mark.parametrize(
    ("typed", "said"), [("AAAA", "tiene 8 letras y cifras"), ("ABCD2345", "nunca tuvo ese código")]
)
def test_a_code_that_is_not_of_this_book_is_answered_plainly(desk, page, typed, said):
    page.typed_code.insert(0, typed)
    page.check_code()

    assert said in page.answer.cget("text")
