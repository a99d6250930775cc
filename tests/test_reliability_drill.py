"""R9: the laptop is new, or its folder was wiped; the stick has a copy. Her books are back by keys."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tkinter import filedialog

import pytest

from models.file import copies, storage
from tests.faults import figures
from tests.ui_book import settle
from tests.ui_keys import Keys, words_in
from ui.not_opened import Trouble
from ui.preferences import Preferences
from ui.run import Window

MOST_STEPS = 5  # keys, and the choice of the file


class Counting(Keys):
    """Hands whose every key is counted, and the choice of a file as one more."""

    steps = 0

    def _press(self, key: str) -> None:
        self.steps += 1
        super()._press(key)


@pytest.fixture
def stick(worked_books: dict[str, Path], tmp_path: Path) -> tuple[Path, dict, copies.Held]:
    """The copy of a month on a memory stick, all it holds, and its label. The rest was wiped."""
    data = tmp_path / "datos"
    data.mkdir()
    shutil.copy(worked_books["open"], data / "libro.ecocuenca")
    with storage.opened(data / "libro.ecocuenca"):
        made, held = copies.copy(tmp_path / "usb"), figures()
    shutil.rmtree(data)
    return made.path, held, made.held


@pytest.fixture
def shown(root) -> Iterator[list[Window]]:
    made: list[Window] = []
    yield made
    for window in made:
        window._leave_books()
    root.update()


def start(root, shown: list[Window], path: Path | None, preferences: Path) -> Window:
    shown.append(Window(path, preferences_path=preferences, root=root))
    root.geometry("1366x768")
    root.focus_force()
    settle(root)
    return shown[0]


def restored(root, window: Window, stick: tuple[Path, dict, copies.Held], steps: int) -> None:
    settle(root, lambda: window.app is not None)
    _copy, held, label = stick
    assert steps + 1 <= MOST_STEPS  # one to choose the file
    assert figures() == held
    now = copies.held_now()
    assert (now.documents, now.money, now.until) == (label.documents, label.money, label.until)


@pytest.mark.bar("R9")
def test_on_a_laptop_that_knows_nothing_the_first_page_takes_a_copy(
    root, shown, stick, tmp_path, monkeypatch, counted: Callable[..., None]
):
    monkeypatch.setattr(filedialog, "askopenfilename", lambda **_how: str(stick[0]))
    book = tmp_path / "datos" / "libro.ecocuenca"
    window, keys = start(root, shown, book, tmp_path / "preferencias.json"), Counting(root)

    keys.type("<Shift-Tab>")
    assert words_in(root.focus_get()) == "Ya tengo una copia"
    keys.type("<Return>")

    restored(root, window, stick, keys.steps)
    assert storage.book_path() == book
    counted("R9", steps=keys.steps + 1)


@pytest.mark.bar("R9")
def test_where_the_book_that_was_used_last_is_gone_no_empty_one_is_shown_and_the_copy_is_sought(
    root, shown, stick, tmp_path, monkeypatch, counted: Callable[..., None]
):
    monkeypatch.setattr(filedialog, "askopenfilename", lambda **_how: str(stick[0]))
    book, kept = tmp_path / "datos" / "libro.ecocuenca", tmp_path / "preferencias.json"
    book.parent.mkdir()
    preferences = Preferences()
    preferences.last_file = str(book)
    preferences.save(kept)
    window, keys = start(root, shown, None, kept), Counting(root)
    assert isinstance(window.page, Trouble)
    assert not book.exists()

    keys.tab_to_words("Buscar una copia")
    keys.type("<Return>")

    restored(root, window, stick, keys.steps)
    assert storage.book_path() == book
    counted("R9", steps=keys.steps + 1)
