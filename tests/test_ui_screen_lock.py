"""A screen left alone: nothing of the books in sight, keys do nothing, all as it was afterwards."""

import time
from tkinter import Toplevel

import pytest

from models.associations import Association
from models.cash.cash_book import Receipt
from models.changes import why_look_only
from models.file import storage
from tests.factories import a_member
from tests.ui_keys import Keys
from ui.locked import pin
from ui.locked.screen_lock import Cover
from ui.preferences import Preferences
from ui.run import Window
from ui.widgets.dialogs import ask


@pytest.fixture
def window(root, begun, tmp_path):
    with storage.opened(begun):
        a_member(Association.get())
    kept = Preferences(alone_minutes=5, pin=pin.kept("4821"))
    kept.save(tmp_path / "preferencias.json")
    made = Window(begun, preferences_path=tmp_path / "preferencias.json", root=root)
    root.geometry("1366x768")
    root.update()
    yield made
    made._leave_books()
    root.update()


def in_sight(widget) -> list:
    """All that is on the screen, but for the cover and what is in it."""
    found = []
    for child in widget.winfo_children():
        if not isinstance(child, Cover):
            found += [child] if child.winfo_viewable() else []
            found += in_sight(child)
    return found


def test_after_so_many_minutes_without_a_touch_the_screen_is_covered(window, monkeypatch) -> None:
    lock = window.screen_lock
    lock.look()
    assert lock.cover is None

    lock.touched = time.monotonic() - 4 * 60
    lock.look()
    assert lock.cover is None
    lock.touched = time.monotonic() - 5 * 60
    lock.look()

    assert lock.cover is not None


def test_every_key_puts_the_time_off(window, root) -> None:
    window.screen_lock.touched = time.monotonic() - 10 * 60

    Keys(root).type("<Tab>")
    window.screen_lock.look()

    assert window.screen_lock.cover is None


@pytest.mark.parametrize("kept", [Preferences(pin=pin.kept("4821")), Preferences(alone_minutes=5)])
def test_it_is_a_choice_and_needs_a_pin(window, kept) -> None:
    window.screen_lock.preferences = kept
    window.screen_lock.touched = time.monotonic() - 100 * 60

    window.screen_lock.look()

    assert window.screen_lock.cover is None


def test_nothing_of_the_books_is_in_sight_and_the_pin_brings_all_back(window, root) -> None:
    before = {str(one) for one in in_sight(root)}
    hands = Keys(root)
    assert len(before) > 50

    window.screen_lock.lock()
    root.update()

    assert in_sight(root) == []
    hands.type("4", "8", "2", "2", "<Return>")
    assert "no es el PIN" in window.screen_lock.cover.field.problem.said
    assert in_sight(root) == []
    hands.type("4821", "<Return>")
    root.update()
    assert window.screen_lock.cover is None
    assert before - {str(one) for one in in_sight(root)} == set()


def test_what_was_typed_in_a_form_is_still_there_and_no_key_stored_it(window, root) -> None:
    window.app.context.go("receive")
    root.update()
    screen, hands = window.app.shell.current, Keys(root)
    hands.type("125")
    typed, at = screen.typed(), root.focus_get()
    window.screen_lock.lock()
    root.update()

    hands.type("<F9>", "<F2>", "<Escape>", "<Control-k>", "<Tab>", "<F9>", "<Shift-Tab>")

    assert window.app.shell.current is screen
    assert Receipt.select().count() == 0
    hands.type("4821", "<Return>")
    root.update()
    assert window.app.shell.current is screen
    assert screen.typed() == typed
    assert root.focus_get() is at


def test_a_question_that_stands_is_taken_off_the_screen_and_answered_afterwards(
    window, root
) -> None:
    hands, seen = Keys(root), []

    def cover_and_open() -> None:
        window.screen_lock.lock()
        root.update()
        seen.extend(in_sight(root))
        hands.type("<Return>")  # goes to the cover, not to the question
        hands.type("4821", "<Return>")
        answered.append(hands.answer("¿Borrar a María?", "<Return>"))

    def once_it_stands() -> None:
        stands = root.grab_current() is not None
        root.after(20, cover_and_open if stands else once_it_stands)

    answered: list = []
    hands.expecting += 1
    root.after(20, once_it_stands)

    assert ask(root, "¿Borrar a María?", "No se recupera.", "Borrar", "No borrar")
    answered[0]()
    assert seen == []


def test_a_question_that_comes_while_it_is_covered_waits_for_the_pin(window, root) -> None:
    window.screen_lock.lock()
    made = Toplevel(root)
    root.update()

    assert not made.winfo_viewable()
    Keys(root).type("4821", "<Return>")
    root.update()
    assert made.winfo_viewable()
    made.destroy()


def test_starting_the_program_again_does_not_put_the_keyboard_under_the_cover(window, root) -> None:
    shown = window.app.shell.current
    window.screen_lock.lock()
    root.update()

    window.come_forward()
    root.update()
    Keys(root).type("<Control-k>", "<F2>", "<F9>", "<Escape>", "<Alt-Key-3>", "4821", "<Return>")
    root.update()

    assert window.screen_lock.cover is None
    assert window.app.shell.current is shown


def test_what_is_found_while_it_is_covered_is_told_after_the_pin(window, root) -> None:
    window.screen_lock.lock()
    root.update()

    window.found.take(["Se alteró algo."])
    root.update()
    assert not in_sight(root)
    Keys(root).type("4821", "<Return>")
    root.update()

    assert window.band.winfo_viewable()
    assert why_look_only()


def test_whoever_forgot_the_pin_can_only_close(window, root, monkeypatch) -> None:
    closed = []
    monkeypatch.setattr(root, "destroy", lambda: closed.append(True))
    window.screen_lock.lock()
    root.update()
    hands, cover = Keys(root), window.screen_lock.cover

    hands.press_verb("Olvidé el PIN")
    assert "a medio escribir se pierde" in cover.field.problem.said
    assert closed == []
    hands.type("<Return>")

    assert closed == [True]
    assert len(list(storage.copies_folder().glob("*.ecocuenca"))) == 1


def test_the_cross_of_the_window_does_not_close_it_unasked(window, root) -> None:
    window.screen_lock.lock()
    root.update()

    root.tk.call(*root.tk.splitlist(root.protocol("WM_DELETE_WINDOW")))

    assert "primero el PIN" in window.screen_lock.cover.field.problem.said
    assert Association.select().count() == 1


def test_the_choice_is_made_in_the_settings_with_a_pin_typed_twice(window, root) -> None:
    window.preferences.pin, window.preferences.alone_minutes = "", 0
    window.app.context.go("settings")
    root.update()
    hands = Keys(root)

    answered = hands.answer("Elija un PIN", "7001", "<Return>", "7001", "<Return>")
    hands.press_verb("a los 15 minutos", "<Shift-Tab>")
    answered()

    assert window.preferences.alone_minutes == 15
    assert pin.fits("7001", window.preferences.pin)
    assert "7001" not in window.preferences_path.read_text()
    kept = Preferences.load(window.preferences_path)
    assert (kept.alone_minutes, pin.fits("7002", kept.pin)) == (15, False)


@pytest.mark.parametrize("typed", ["", "123", "123456789", "12a4", "١٢٣٤"])
def test_a_pin_is_four_to_eight_digits(typed) -> None:
    assert not pin.is_pin(typed)
    assert not pin.fits(typed, "roto")
