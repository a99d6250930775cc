"""Copies made unasked, carried away and put back: in the window, with its keys."""

import os
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from models import history
from models.associations import Association
from models.cash.cash_book import Receipt
from models.file import copies, storage
from models.file.copies import Held
from tests.factories import an_income, cash, may
from tests.ui_book import settle
from tests.ui_desk import Desk
from tests.ui_keys import Keys
from ui.copies.restore_page import RestorePage, difference
from ui.copies.safekeeping import EVERY, copy_now, reminder
from ui.not_opened import Trouble
from ui.preferences import Preferences
from ui.run import Window


@pytest.fixture
def book(begun: Path) -> Path:
    """A closed book with an income in it, and one copy from before that income."""
    with storage.opened(begun):
        association = Association.get()
        an_income(association, cash("5.00"), may(4))
        copies.copy(copies.copies_folder())
        an_income(association, cash("7.00"), may(6))
    return begun


@pytest.fixture
def window(root, book, tmp_path):
    made = Window(book, preferences_path=tmp_path / "preferencias.json", root=root)
    root.geometry("1366x768")
    root.update()
    yield made
    made._leave_books()
    root.update()


def test_after_so_many_saves_a_copy_is_made_without_being_asked(window, root) -> None:
    association = Association.get()
    for _save in range(EVERY):
        an_income(association, cash("1.00"), may(7))
    root.update()

    kept = copies.copies_in(copies.copies_folder())
    assert [one.path.stem for one in kept] == ["libro-copia-0002", "libro-copia-0001"]
    assert kept[0].documents == 32


def test_closing_leaves_a_copy_and_what_excel_can_read_of_it_once(
    window, root, monkeypatch, book
) -> None:
    monkeypatch.setattr(root, "destroy", lambda: None)  # the one window of the tests stays

    window.app.close()
    storage.close()

    folder = copies.copies_folder(book)
    assert sorted(one.name for one in folder.iterdir()) == [
        "libro-copia-0001-etiqueta.txt",
        "libro-copia-0001.ecocuenca",
        "libro-copia-0002-etiqueta.txt",
        "libro-copia-0002.ecocuenca",
        "libro-copia-0002.xlsx",
    ]
    assert copies.copies_in(folder, book)[0].documents == 2


def test_what_holds_nothing_new_is_not_copied_again_at_the_end(window, monkeypatch, root) -> None:
    monkeypatch.setattr(root, "destroy", lambda: None)
    copies.copy(copies.copies_folder())
    assert window.keeping is not None

    window.keeping.end()

    assert len(copies.copies_in(copies.copies_folder())) == 2


def test_a_copy_is_restored_with_the_keyboard_and_the_window_shows_it(window, root, book) -> None:
    window.app.context.go("restore")
    root.update()
    page = window.app.shell.current
    assert isinstance(page, RestorePage)

    keys = Keys(root)

    # From «No restaurar», where an Enter would do nothing, to the deed.
    answered = keys.answer("1 documento menos", "<Shift-Tab>", "<Return>")
    keys.type("<F9>")
    answered()

    assert [one.document.number for one in Receipt.select()] == ["RI-2026-0001"]
    assert book.with_name("libro.antes-de-restaurar-1.ecocuenca").exists()
    assert window.app is not None


def test_before_it_is_restored_the_difference_is_said(window, root) -> None:
    window.app.context.go("restore")
    root.update()
    page = window.app.shell.current

    said = page.two.winfo_children()[-1].cget("text")

    assert said == "La copia tiene 1 documento menos que el libro de ahora."


def test_that_only_the_copying_was_noted_since_is_said_as_what_it_is() -> None:
    copy = Held(3, Decimal("10.00"), may(1), 20, "AAAA-AAAA")

    said = difference(replace(copy, changes=21, code="BBBB-BBBB"), copy)

    assert said == "Tienen los mismos documentos. El libro de ahora tiene 1 cambio anotado más."


def test_a_copy_is_looked_at_without_touching_the_book(window, root, book) -> None:
    path = copies.copies_in(copies.copies_folder())[0].path
    content = path.read_bytes()

    window.rehearse(path)
    root.update()
    association = Association.get()
    an_income(association, cash("99.00"), may(9))
    double = storage.book_path()
    assert "PRUEBA" in window.app.context.file_name
    window.band.buttons[0].invoke()
    root.update()

    assert storage.book_path() == book
    assert [one.document.number for one in Receipt.select()] == ["RI-2026-0001", "RI-2026-0002"]
    assert path.read_bytes() == content
    assert not double.exists()


def test_while_a_copy_is_looked_at_no_key_is_of_the_page_it_was_chosen_on(window, root) -> None:
    path = copies.copies_in(copies.copies_folder())[0].path
    window.app.context.go("restore")

    window.rehearse(path)
    root.update()
    Keys(root).type("<Escape>", "<F9>")

    assert window.app.shell.where[0] == "home"
    window.band.buttons[0].invoke()


def test_the_band_hides_no_heading_of_the_menu(window, root) -> None:
    window.rehearse(copies.copies_in(copies.copies_folder())[0].path)
    settle(root)

    spine = window.app.shell.spine
    last, foot = spine.heads[-1].line, spine.tabs["settings"]
    assert last.winfo_rooty() + last.winfo_reqheight() <= foot.winfo_rooty()
    window.band.buttons[0].invoke()


def test_a_book_that_is_damaged_offers_its_whole_copies(root, book, tmp_path) -> None:
    book.write_bytes(b"roto")
    window = Window(book, preferences_path=tmp_path / "preferencias.json", root=root)
    root.update()
    assert isinstance(window.page, Trouble)

    window.page.copy_buttons[0].invoke()
    root.update()

    assert [one.document.number for one in Receipt.select()] == ["RI-2026-0001"]
    window._leave_books()


def test_copies_that_cannot_be_read_whole_are_not_offered(root, book, tmp_path) -> None:
    book.write_bytes(b"roto")
    copy = tmp_path / "copias" / "libro-copia-0001.ecocuenca"
    content = bytearray(copy.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = bytes(4096)
    copy.write_bytes(content)

    window = Window(book, preferences_path=tmp_path / "preferencias.json", root=root)
    root.update()

    assert isinstance(window.page, Trouble)
    assert window.page.copy_buttons == []
    window._leave_books()


# The reminder -------------------------------------------------------------------------------------


def test_what_was_never_carried_away_is_reminded_of(association) -> None:
    assert reminder(Preferences(), may(1)) == ("Ninguna copia en USB todavía", "warn")


@pytest.mark.parametrize(
    ("documents", "today", "expected"),
    [
        (1, may(9), ("Copia en USB al día", "soft")),
        (0, may(7), ("1 documento sin copia en USB", "soft")),
        (0, may(9), ("1 documento sin copia en USB", "warn")),  # more than seven days
        (0, date(2024, 1, 1), ("1 documento sin copia en USB", "warn")),  # a clock gone back
    ],
)
def test_the_reminder_counts_what_is_not_carried_away_and_knows_when_it_is_late(
    association, documents, today, expected
) -> None:
    an_income(association, cash("5.00"), may(1))
    kept = {str(storage.book_path()): [documents, "2026-05-01"]}

    assert reminder(Preferences(carried=kept), today) == expected


def test_a_copy_from_elsewhere_is_looked_at_before_it_enters_the_list(
    desk: Desk, tmp_path: Path
) -> None:
    screen = desk.show(RestorePage)
    stranger = tmp_path / "carta.ecocuenca"
    stranger.write_text("hola")
    made = copies.copy(tmp_path / "usb")

    screen.add(stranger)
    refused = screen.trouble.said
    screen.add(made.path)

    assert "no es un libro de Ecocuenca" in refused
    assert screen.chosen is not None
    assert screen.chosen.path == made.path


def test_each_copy_says_the_hour_it_was_made_at(desk: Desk, tmp_path: Path) -> None:
    made = copies.copy(tmp_path / "usb")
    hour = datetime(2026, 5, 30, 19, 30)
    os.utime(made.path, (hour.timestamp(), hour.timestamp()))
    screen = desk.show(RestorePage)
    screen.add(made.path)

    assert screen.ledger.current[2] == "30/05/2026 19:30"
    made.path.unlink()  # the memory is taken out
    screen.ledger.refill()
    assert screen.ledger.current[2] == ""


def test_who_works_is_in_sight_and_changes_with_a_key(window, root):
    for name in ("Julio Mamani", "Rosa Quispe"):
        history.sign(name)
        an_income(window.app.context.association, cash("1.00"), may(7))
    keys = Keys(root)
    answered = keys.answer("¿Quién trabaja ahora?", "<Tab>", "<Return>")

    keys.type("<F12>")
    answered()

    assert history.signed() == "Julio Mamani"
    status = window.app.shell.status
    facts = " ".join(
        one.cget("text") for piece, _w in status.pieces for one in piece.winfo_children()
    )
    assert "Julio Mamani" in facts


def test_copies_that_cannot_be_made_are_told_once_and_the_work_goes_on(window, root):
    folder = copies.copies_folder()
    for one in folder.iterdir():
        one.unlink()
    folder.rmdir()
    folder.write_text("no es una carpeta")
    said = []
    window.app.context.say = lambda sentence, tone="good": said.append(sentence)
    for _save in range(EVERY + 5):
        an_income(window.app.context.association, cash("1.00"), may(7))
        root.update()

    assert len([one for one in said if "No se hizo la copia" in one]) == 1
    assert Receipt.select().count() == 2 + EVERY + 5


def test_a_workbook_that_cannot_be_written_beside_a_copy_is_told_and_the_copy_stays(
    window, root, tmp_path
):
    folder = tmp_path / "usb"
    (folder / "libro-copia-0001.xlsx").mkdir(parents=True)

    said = copy_now(folder, window.preferences)

    assert "Copia verificada: 2 documentos" in said
    assert "El libro Excel no se pudo escribir al lado." in said
    assert len(copies.copies_in(folder)) == 1
