"""Disks that are full, closed, gone or strange: a sentence, and nothing of anybody's is lost."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest
from peewee import IntegrityError

from models.associations import Association
from models.changes import PRAGMAS, Refused, database
from models.file import disk, storage
from models.review.books import faults as found_by_review
from tests.factories import an_association, an_income, cash, everything, may

ROOT = Path(__file__).parent.parent


@pytest.fixture
def kept(book: Path) -> Path:
    """A closed book with an association in it."""
    an_association()
    storage.close()
    return book


# Names --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["libro [2026]", "¿qué?", "uno*dos", "x-copia-0007"])
def test_copies_of_a_book_of_any_name_are_numbered_and_none_is_overwritten(tmp_path, name):
    storage.create(tmp_path / f"{name}.ecocuenca")
    folder = tmp_path / "copias"

    made = [storage.copy(folder).path.name for _number in range(2)]
    last = storage.last_copy()
    storage.close()

    assert made == [f"{name}-copia-0001.ecocuenca", f"{name}-copia-0002.ecocuenca"]
    assert last is not None


def test_a_file_that_only_looks_like_a_copy_is_no_number(book, tmp_path):
    folder = tmp_path / "copias"
    folder.mkdir()
    for name in ("x-copia-²².ecocuenca", "x-copia-9.ecocuenca.part", "y-copia-0008.ecocuenca"):
        (folder / name).touch()

    assert storage.copy(folder).path.name == "x-copia-0001.ecocuenca"


def test_a_finished_file_is_never_put_over_another(tmp_path):
    draft, path = tmp_path / ".~x", tmp_path / "x"
    draft.write_text("nuevo")
    path.write_text("de otra persona")

    with pytest.raises(FileExistsError):
        disk.publish(draft, path)

    assert path.read_text() == "de otra persona"


def test_where_a_disk_knows_no_second_names_a_file_is_still_never_replaced(tmp_path, monkeypatch):
    def unsupported(*_paths):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", unsupported)
    draft, path = tmp_path / ".~x", tmp_path / "x"
    draft.write_text("nuevo")
    disk.publish(draft, path)
    assert path.read_text() == "nuevo"

    draft.write_text("otro")
    with pytest.raises(FileExistsError):
        disk.publish(draft, path)
    assert path.read_text() == "nuevo"


def test_a_file_stands_though_its_draft_cannot_be_taken_away(tmp_path, monkeypatch):
    def silent(*_more, **_how):
        raise OSError(5, "Input/output error")

    draft, path = tmp_path / ".~x", tmp_path / "x"
    draft.write_text("nuevo")
    monkeypatch.setattr(os, "unlink", silent)

    disk.publish(draft, path)

    assert path.read_text() == "nuevo"


# Making a book ------------------------------------------------------------------------------


def test_a_book_made_by_another_window_meanwhile_is_not_replaced(tmp_path, monkeypatch):
    path = tmp_path / "x.ecocuenca"
    take = storage.take

    def after_another(wanted: Path) -> None:
        monkeypatch.undo()
        storage.create(path)
        an_association()
        storage.close()
        take(wanted)

    monkeypatch.setattr(storage, "take", after_another)

    with pytest.raises(Refused, match="Ya hay un archivo"):
        storage.create(path)

    storage.open_book(path)
    assert Association.select().count() == 1
    storage.close()


def test_a_link_to_a_disk_that_is_not_there_is_refused_and_stays_a_link(tmp_path):
    path = tmp_path / "x.ecocuenca"
    path.symlink_to(tmp_path / "usb" / "libro.ecocuenca")

    for deed in (storage.create, storage.open_book):
        with pytest.raises(Refused, match="es un enlace a un archivo que no está"):
            deed(path)

    assert path.is_symlink()


def _through_a_file(folder: Path) -> Path:
    (folder / "carta").write_text("hola")
    return folder / "carta" / "x.ecocuenca"


def _a_folder(folder: Path) -> Path:
    (folder / "x.ecocuenca").mkdir()
    return folder / "x.ecocuenca"


def _too_long(folder: Path) -> Path:
    return folder / ("x" * 250 + ".ecocuenca")


def _too_long_with_its_lock(folder: Path) -> Path:
    return folder / ("x" * 242 + ".ecocuenca")


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (_through_a_file, "en su camino hay un archivo"),
        (_a_folder, "Ya hay un archivo"),
        (_too_long, "demasiado largo"),
        (_too_long_with_its_lock, "demasiado largo"),
    ],
)
def test_a_place_where_no_book_can_be_is_told_and_stays_as_it_is(tmp_path, place, says):
    path = place(tmp_path)
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(Refused, match=says):
        storage.create(path)

    assert sorted(tmp_path.rglob("*")) == before
    with pytest.raises(Refused):
        storage.open_book(path)


def test_a_book_that_finds_no_room_is_told_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setitem(PRAGMAS, "max_page_count", 12)

    with pytest.raises(Refused, match="El disco está lleno"):
        storage.create(tmp_path / "x.ecocuenca")

    assert [one.name for one in tmp_path.iterdir() if one.suffix != ".lock"] == []


def test_a_pipe_is_no_book(tmp_path):
    path = tmp_path / "x.ecocuenca"
    os.mkfifo(path)

    with pytest.raises(Refused, match="no es un archivo"):
        storage.open_book(path)


def test_a_book_made_for_work_that_fails_afterwards_stays_once_something_is_stored(tmp_path):
    path = tmp_path / "x.ecocuenca"

    with pytest.raises(BrokenPipeError), storage.opened(path, create_missing=True):
        an_association()
        raise BrokenPipeError

    storage.open_book(path)
    assert Association.select().count() == 1
    storage.close()


def test_a_book_made_for_work_that_is_refused_goes_again(tmp_path):
    path = tmp_path / "x.ecocuenca"

    with pytest.raises(Refused), storage.opened(path, create_missing=True):
        raise Refused("no")

    assert [one.name for one in tmp_path.iterdir() if one.suffix != ".lock"] == []


# Damage -------------------------------------------------------------------------------------


def test_a_row_is_not_replaced_behind_the_triggers(association):
    an_income(association, cash("5.00"), may(5))
    before = everything()

    with pytest.raises(IntegrityError, match="no se borra"):
        database.execute_sql("REPLACE INTO money_entry SELECT * FROM money_entry WHERE id = 1")

    assert everything() == before


def test_a_book_that_lacks_a_table_is_refused(kept):
    with closing(sqlite3.connect(kept)) as other:
        other.execute("DROP TABLE plot")

    with pytest.raises(Refused, match="dañado"):
        storage.open_book(kept)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("disk I/O error", "El disco no responde"),
        ("database or disk is full", "El disco está lleno"),
        ("unable to open database file", "No se puede leer"),
        ("database disk image is malformed", "está dañado"),
    ],
)
def test_a_book_is_called_damaged_only_when_it_is(words, says):
    assert says in str(storage._refusal(Path("x.ecocuenca"), sqlite3.OperationalError(words)))


HALF_WAY = """
import os, sys
from pathlib import Path
from models.file import storage
from models.changes import database
storage.open_book(Path(sys.argv[1]))
database.execute_sql("PRAGMA cache_size = 2")
database.execute_sql("BEGIN")
for number in range(300):
    database.execute_sql(
        "INSERT INTO lot (uid, found_by, association_id, name) VALUES (?, ?, 1, ?)",
        (str(number), "x" * 200, str(number)),
    )
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def half_way(kept: Path) -> Path:
    """A book whose program was killed in the middle of storing something."""
    done = subprocess.run([sys.executable, "-c", HALF_WAY, kept], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert disk.journal_of(kept).stat().st_size
    return kept


def test_half_stored_work_is_undone_and_the_file_as_it_was_is_kept_aside(half_way):
    book, journal = half_way.read_bytes(), disk.journal_of(half_way).read_bytes()

    storage.open_book(half_way)
    assert Association.select().count() == 1
    storage.close()

    aside = half_way.with_name("x.ecocuenca.antes-1")
    assert aside.read_bytes() == book
    assert (aside.stat().st_mode & 0o777) == 0o600
    assert disk.journal_of(aside).read_bytes() == journal
    storage.open_book(half_way)
    storage.close()
    assert not half_way.with_name("x.ecocuenca.antes-2").exists()


def test_what_is_left_of_a_book_that_is_gone_is_not_played_into_a_new_one(half_way):
    journal = disk.journal_of(half_way).read_bytes()
    half_way.unlink()

    storage.create(half_way)

    assert found_by_review() == []
    assert Association.select().count() == 0
    storage.close()
    assert half_way.with_name("x.ecocuenca-journal.antes-1").read_bytes() == journal


def test_a_book_put_in_the_place_of_a_half_stored_one_is_not_lost(half_way, tmp_path):
    other = tmp_path / "otro" / "y.ecocuenca"
    storage.create(other)
    an_association("Asociación de Cachora")
    storage.close()
    shutil.copyfile(other, half_way)

    with suppress(Refused):  # SQLite plays the journal of one book into the other
        storage.open_book(half_way)
    storage.close()

    assert half_way.with_name("x.ecocuenca.antes-1").read_bytes() == other.read_bytes()
