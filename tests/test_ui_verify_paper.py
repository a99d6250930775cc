"""Verificar recibo: by keys, or read by a telephone, the answer is one plain word and what to do."""

import pytest

from models.cash.cash_book import Receipt
from models.control_codes import code_of
from models.documents import Document
from models.voiding import void
from tests.factories import an_income, cash, may
from tests.ui_desk import Desk
from tests.ui_keys import words_in
from ui.month.verify_paper import VerifyPaper


@pytest.fixture
def paper(association) -> Receipt:
    return an_income(association, cash("75.30"), may(7))


@pytest.fixture
def screen(desk: Desk) -> VerifyPaper:
    return desk.show(VerifyPaper)


def ask(desk: Desk, document: Document, code: str = "") -> None:
    desk.type(str(document).lower(), "<Return>", code or code_of(document).lower(), "<Return>")


def test_number_code_and_enter_say_that_it_fits_and_what_it_should_say(desk, paper, screen):
    ask(desk, paper.document)

    said = words_in(screen.result)
    assert said.startswith("Coincide")
    for words in ("Feria Demo", "Rifa", "07/05/2026", "S/ 75.30"):
        assert words in said


def test_what_a_reader_types_is_answered_at_once(desk, paper, screen):
    text = f"{paper}|2026-05-07|75.30|{code_of(paper.document)}"
    screen.cells["number"].input.words.set(text)
    desk.type("<Return>")

    assert words_in(screen.result).startswith("Coincide")
    assert screen.typed() == {"number": str(paper), "code": code_of(paper.document)}


def test_another_code_does_not_fit_and_it_says_what_to_do(desk, paper, screen):
    ask(desk, paper.document, "abcd2345")

    said = words_in(screen.result)
    assert said.startswith("No coincide")
    assert "avise a la junta directiva" in said


def test_a_void_paper_is_said_to_be_void(desk, paper, screen):
    void(paper.document, may(8), "error")
    ask(desk, paper.document)

    assert words_in(screen.result).startswith("Anulado")


def test_a_number_that_was_never_given_is_not_there(desk, paper, screen):
    desk.type("ri-2026-0999", "<Return>", "abcd2345", "<Return>")

    assert words_in(screen.result).startswith("No existe")


def test_what_lacks_is_said_beside_its_field(desk, paper, screen):
    desk.type("ri-2026-0001", "<Return>", "abc", "<Return>")

    assert screen.answer is None
    assert "8 letras y cifras; escribió 3" in screen.cells["code"].row.beside.said


def test_typing_another_number_takes_the_answer_away(desk, paper, screen):
    ask(desk, paper.document)
    desk.type("ri")
    desk.wait()

    assert screen.answer is None
    assert "Coincide" not in words_in(screen.result)


def test_the_paper_itself_can_be_seen(desk, paper, screen):
    ask(desk, paper.document)
    screen.see_button.invoke()

    assert desk.gone == [("preview", {"documents": [paper.document]})]
