"""A book that cannot be opened: the window stays and says why, and what can be done."""

from pathlib import Path

import pytest

from models.file import storage
from ui.not_opened import Trouble
from ui.run import Window


@pytest.fixture
def opened(root, tmp_path):
    """Opens the window on a path; gives what it shows instead of the books."""
    made = []

    def on(path: Path) -> str:
        made.append(Window(path, preferences_path=tmp_path / "preferencias.json", root=root))
        root.update()
        assert isinstance(made[-1].page, Trouble)
        return made[-1].page.told.said

    yield on
    for window in made:
        window._show(None)
    root.update()
    storage.close()


def test_a_place_where_no_book_can_be_is_told_in_the_window(opened, tmp_path):
    (tmp_path / "carta").write_text("hola")

    assert "en su camino hay un archivo" in opened(tmp_path / "carta" / "libro.ecocuenca")
    assert "demasiado largo" in opened(tmp_path / ("x" * 300))


def test_a_link_to_a_disk_that_is_not_there_is_told_in_the_window(opened, tmp_path):
    (tmp_path / "libro.ecocuenca").symlink_to(tmp_path / "usb" / "libro.ecocuenca")

    assert "es un enlace a un archivo que no está" in opened(tmp_path / "libro.ecocuenca")
