"""Acerca de, and what a new version says of itself, once."""

import pytest

from models import news
from models.file import storage
from models.program import VERSION
from tests.ui_keys import words_in
from ui.about import About
from ui.context import Context
from ui.news import NewsPage, to_be_told
from ui.preferences import Preferences
from ui.run import Window


@pytest.fixture
def opened(root, association, tmp_path):
    """Opens the window on the book, with what the program before left in the preferences."""
    book, kept = storage.book_path(), tmp_path / "preferencias.json"
    storage.close()
    made = []

    def on(before: Preferences) -> Window:
        before.save(kept)
        for one in made:
            one._leave_books()
        made.append(Window(book, preferences_path=kept, root=root))
        root.update()
        return made[-1]

    on.kept = kept
    yield on
    made[-1]._leave_books()
    root.update()


def test_after_an_upgrade_what_is_new_is_shown_once(opened):
    window = opened(Preferences(last_file="libro.ecocuenca", seen_version="0.0.9"))

    assert isinstance(window.app.shell.current, NewsPage)
    assert next(news.versions()).items[0].title in words_in(window.app.shell.current)

    again = opened(Preferences.load(opened.kept))
    assert not isinstance(again.app.shell.current, NewsPage)


def test_escape_leads_from_the_news_to_the_work(opened, root):
    window = opened(Preferences(last_file="libro.ecocuenca"))

    window.app.shell.current.deeds["<Escape>"]()
    root.update()

    assert window.app.shell.where[0] == "home"


def test_a_computer_new_to_the_program_is_told_nothing(opened):
    window = opened(Preferences())

    assert not isinstance(window.app.shell.current, NewsPage)
    assert Preferences.load(opened.kept).seen_version == VERSION


def test_the_news_are_those_since_the_version_seen(tmp_path, monkeypatch):
    written = tmp_path / "CAMBIOS.md"
    told = "# Nuevo\n\n## 0.3.0\n\n**Tres.** Va.\n\n## 0.2.0\n\nUna\nlínea.\n\n**Dos.** Va\nmás.\n\n## 0.1.0\n"
    written.write_text(told, "utf-8")
    monkeypatch.setattr(news, "versions", lambda read=news.versions: read(written))

    assert [one.number for one in news.since("0.1.0")] == ["0.3.0", "0.2.0"]
    assert [one.number for one in news.since("")] == ["0.3.0"]
    assert news.since("0.3.0") == []
    second = news.since("0.1.0")[1]
    assert (second.about, second.items) == ("Una línea.", (news.News("Dos.", "Va más."),))


def test_a_folder_without_the_news_tells_none(tmp_path):
    assert list(news.versions(tmp_path / "no.md")) == []
    assert not to_be_told(Preferences())


def test_what_is_copied_for_a_report_names_the_program_and_nobody(desk, association):
    page = desk.show(About)

    page.copy()

    told = page.clipboard_get()
    assert VERSION in told
    assert str(storage.book_path()) in told
    assert "peewee 4" in told
    assert "Python 3" in told
    assert association.name not in told


def test_about_is_found_by_searching_and_in_the_settings(opened, root):
    window = opened(Preferences(seen_version=VERSION))
    context: Context = window.app.context

    context.go("settings")
    root.update()
    tiles = [tile for tile in window.app.shell.current.tiles if "Acerca de" in words_in(tile)]
    tiles[0].command()
    root.update()

    assert isinstance(window.app.shell.current, About)
