"""A locked book in the window: opened with words or with the sheet, locked and unlocked by keys."""

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from models.associations import Association
from models.file import copies, storage
from models.locked import cipher, encryption, keys
from reports.papers.recovery_sheet import recovery_pdf
from tests.factories import an_income, cash, may
from tests.locked import CODE, WORDS, lock_open_book
from tests.ui_book import settle
from tests.ui_keys import Keys, words_in
from ui.copies.safekeeping import copy_now
from ui.locked.lock_page import LockBook
from ui.locked.unlock_page import ChooseNewWords, SeekKeys, Unlock
from ui.not_opened import Trouble
from ui.run import Window


@pytest.fixture
def plain(begun: Path) -> Path:
    """A closed book with an income in it, and one copy."""
    with storage.opened(begun):
        an_income(Association.get(), cash("5.00"), may(4))
        copies.copy(copies.copies_folder())
    return begun


@pytest.fixture
def locked(plain: Path) -> Path:
    """The same, locked, with a copy that is locked too; nobody typed its words yet."""
    storage.open_book(plain)
    lock_open_book()
    copies.copy(copies.copies_folder())
    storage.close()
    cipher.forget()
    return plain


@pytest.fixture
def opened(root, tmp_path):
    made = []

    def on(path: Path) -> Window:
        made.append(Window(path, preferences_path=tmp_path / "preferencias.json", root=root))
        root.geometry("1366x768")
        root.update()
        return made[-1]

    yield on
    for window in made:
        window._leave_books()
    root.update()


def test_it_is_opened_with_its_words_and_nothing_but_keys(opened, root, locked) -> None:
    window, hands = opened(locked), Keys(root)
    assert isinstance(window.page, Unlock)
    assert window.app is None

    hands.type(*WORDS, "<Return>")
    settle(root, lambda: window.app is not None)

    assert encryption.is_open_locked()
    assert window.page is None


def test_wrong_words_are_said_at_once_and_can_be_put_right(opened, root, locked) -> None:
    window, hands, content = opened(locked), Keys(root), locked.read_bytes()

    hands.type("abeja abeja abeja abeja", "<Return>")
    field = window.page.form.field
    settle(root, lambda: "no abren el libro" in field.problem.said)

    assert field.get() == "abeja abeja abeja abeja"
    assert locked.read_bytes() == content
    hands.type("<Control-a>", WORDS, "<Return>")
    settle(root, lambda: window.app is not None)


def test_words_are_covered_until_one_asks_to_see_them(opened, root, locked) -> None:
    window, hands = opened(locked), Keys(root)
    field = window.page.form.field

    assert field.entry.cget("show") == "●"
    hands.press_verb("Ver")
    assert field.entry.cget("show") == ""


def test_with_the_sheet_new_words_are_chosen_before_the_book_is_shown(opened, root, locked) -> None:
    window, hands = opened(locked), Keys(root)

    hands.press_verb("Usar la hoja de recuperación")
    hands.type(keys.in_groups(CODE), "<Return>")
    settle(root, lambda: isinstance(window.page, ChooseNewWords))
    new = window.page.words.words
    hands.type("<Return>")  # «Ya las anoté»
    assert new.split()[0] not in words_in(window.page)
    hands.type("abeja abeja abeja alegre", "<Return>")
    assert "No son las mismas" in window.page.words.field.problem.said
    hands.type("<Control-a>", new, "<Return>")
    settle(root, lambda: window.app is not None)

    window._leave_books()
    cipher.forget()
    cipher.unlock(locked, new)


def test_keys_that_are_lost_are_taken_from_the_copy_that_is_pointed_at(
    opened, root, locked, tmp_path
) -> None:
    elsewhere = tmp_path / "muy" / "lejos"
    shutil.move(tmp_path / "copias", elsewhere)
    keys.beside(locked).unlink()
    window = opened(locked)
    assert isinstance(window.page, SeekKeys)
    assert "falta el archivo libro.ecocuenca.llaves" in window.page.told.said

    window.page.take_from(elsewhere / "libro-copia-0002.ecocuenca")
    root.update()

    assert isinstance(window.page, Unlock)


def test_a_damaged_book_offers_its_locked_copies_once_their_words_are_typed(
    opened, root, locked
) -> None:
    (locked.parent / "copias" / "libro-copia-0001.ecocuenca").unlink()
    locked.write_bytes(b"roto")
    keys.beside(locked).unlink()
    window, hands = opened(locked), Keys(root)
    assert isinstance(window.page, Trouble)
    assert window.page.copy_buttons == []

    answered = hands.answer("está cerrada con llave", WORDS, "<Return>")
    window.page.words_button.invoke()
    answered()
    window.page.copy_buttons[0].invoke()
    root.update()

    assert window.app is not None
    assert encryption.is_open_locked()


# Locking ----------------------------------------------------------------------------------------


@pytest.fixture
def page(opened, root, plain) -> LockBook:
    window = opened(plain)
    window.app.context.go("lock_book")
    root.update()
    made = window.app.shell.current
    made.window = window
    return made


def lock_by_keys(page: LockBook, hands: Keys) -> str:
    """Lock the book as a person does; its words."""
    hands.type("<Return>")  # «Cerrar el libro con llave»
    words = page.chooser.words
    hands.type("<Return>", words, "<Return>")
    hands.press_verb("Hoja lista")
    settle(page, encryption.is_open_locked, 30)
    settle(page, lambda: not page.half_done)
    return words


def test_a_book_is_locked_with_nothing_but_keys(page, root, plain) -> None:
    hands = Keys(root)

    words = lock_by_keys(page, hands)

    assert plain.read_bytes()[:16] != cipher.PLAIN
    assert "próxima vez pedirá las palabras" in words_in(page.window.app.shell.status)
    page.window._leave_books()
    cipher.forget()
    cipher.unlock(plain, words)


def test_it_is_not_locked_before_the_words_are_typed_back(page, root, plain) -> None:
    hands = Keys(root)

    hands.type("<Return>", "<Return>", "abeja abeja abeja alegre", "<Return>")

    assert "No son las mismas" in page.chooser.field.problem.said
    assert plain.read_bytes()[:16] == cipher.PLAIN


def test_whoever_leaves_half_way_is_told_that_the_sheet_is_worth_nothing(page, root, plain) -> None:
    hands = Keys(root)
    hands.type("<Return>")
    hands.type("<Return>", page.chooser.words, "<Return>")
    assert page.half_done

    answered = hands.answer("¿Dejarlo a medias?", "<Shift-Tab>", "<Return>")
    hands.type("<Escape>")
    answered()

    assert not page.half_done
    assert plain.read_bytes()[:16] == cipher.PLAIN


def test_copies_of_before_are_named_and_locked_or_deleted(page, root, plain) -> None:
    hands = Keys(root)
    (copies.copies_folder() / "libro-copia-0001.xlsx").write_bytes(b"PK")
    lock_by_keys(page, hands)
    assert "libro-copia-0001.xlsx" in words_in(page.copies)

    hands.press_verb("Cerrar todas con llave")
    settle(root, lambda: len(encryption.left_in_clear()) == 1)
    settle(root, lambda: "1 archivo de antes" in words_in(page.copies))
    answered = hands.answer("¿Borrar 1 archivo?", "<Shift-Tab>", "<Return>")
    hands.press_verb("Borrar todas")
    answered()
    settle(root, lambda: "no queda ninguna" in words_in(page.copies))

    assert encryption.left_in_clear() == []
    assert len(copies.copies_in(copies.copies_folder())) == 2


def test_words_are_changed_a_sheet_is_made_anew_and_the_lock_is_taken_off(page, root, plain):
    hands = Keys(root)
    lock_by_keys(page, hands)

    hands.press_verb("Cambiar las palabras")
    words = page.chooser.words
    hands.type("<Return>", words, "<Return>")
    settle(root, lambda: "palabras nuevas" in words_in(page.window.app.shell.status))
    hands.press_verb("Hacer otra hoja")
    code = page.code
    hands.press_verb("Usar esta hoja")
    settle(root, lambda: "hoja nueva" in words_in(page.window.app.shell.status))
    for secret in (words, code):
        cipher.forget()
        cipher.unlock(plain, secret)
    answered = hands.answer("¿Quitar la llave?", "<Shift-Tab>", "<Return>")
    hands.press_verb("Quitar la llave")
    answered()

    assert not encryption.is_open_locked()
    assert plain.read_bytes()[:16] == cipher.PLAIN


def test_a_copy_of_a_locked_book_has_no_workbook_beside_it_and_says_so(
    opened, locked, root
) -> None:
    cipher.unlock(locked, WORDS)
    window = opened(locked)

    said = copy_now(copies.copies_folder(), window.preferences)

    assert "Con llave, y sin libro Excel al lado." in said
    assert not list(copies.copies_folder().glob("*.xlsx"))


def test_the_sheet_says_where_it_is_kept_and_nothing_of_the_words(association: Association) -> None:
    from io import BytesIO

    page = PdfReader(BytesIO(recovery_pdf(association, "libro.ecocuenca", CODE, may(5)))).pages
    said = " ".join(page[0].extract_text().split())

    assert len(page) == 1
    assert "7K2M QX4D 0ABC DEFG" in said
    assert "sobre" in said
    assert "5 de mayo de 2026" in said
    assert not set(WORDS.split()) & set(said.split())
