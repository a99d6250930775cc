"""A book that is missing, empty, foreign, damaged, newer or in use is told apart and left as it is."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from peewee import InterfaceError

from models.associations import Association
from models.changes import PRAGMAS, Refused, database, unwatch, watch
from models.documents import Document
from models.file import storage
from models.produce.lots import Lot
from tests.factories import (
    a_delivery,
    a_grade,
    a_member,
    an_association,
    an_income,
    cash,
    everything,
    load,
    may,
    month_before_closing,
)

ROOT = Path(__file__).parent.parent


@contextmanager
def another_process(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A Python of its own that runs `code`; killed at the end if it has not ended."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def litter(folder: Path) -> list[str]:
    """What stands in the folder besides books and their locks."""
    return sorted(
        one.name
        for one in folder.iterdir()
        if one.name.startswith(".~") or one.suffix not in (storage.SUFFIX, ".lock")
    )


def test_a_new_book_is_empty_closed_to_others_and_leaves_no_litter(book):
    assert Association.select().count() == 0
    assert (book.stat().st_mode & 0o777) == 0o600
    storage.close()
    assert litter(book.parent) == []


def test_the_settings_that_lose_nothing_are_in_force(book):
    for name, value in PRAGMAS.items():
        said = database.execute_sql(f"PRAGMA {name}").fetchone()[0]
        assert said == {"extra": 3, "memory": 2}.get(value, value), name


def test_a_book_is_not_made_over_another_file(tmp_path):
    path = tmp_path / "x.ecocuenca"
    path.write_text("cartas")

    with pytest.raises(Refused, match="Ya hay un archivo"):
        storage.create(path)

    assert path.read_text() == "cartas"


def test_what_was_stored_is_there_when_it_is_opened_again(book):
    association = an_association()
    a_delivery(association, "100.0", may(5))
    before = everything()
    storage.close()

    storage.open_book(book)

    assert everything() == before


@pytest.fixture
def kept(book: Path) -> Path:
    """A closed book with an association in it."""
    an_association()
    storage.close()
    return book


def refused(path: Path, why: str) -> None:
    """The file is refused with those words, and is the same file afterwards."""
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(Refused, match=why):
        storage.open_book(path)
    assert (path.read_bytes() if path.exists() else None) == before
    assert database.is_closed()


def test_a_file_that_is_not_there_is_not_made(tmp_path):
    refused(tmp_path / "no.ecocuenca", "No existe")


def test_a_folder_is_no_book(tmp_path):
    with pytest.raises(Refused, match="No se puede leer"):
        storage.open_book(tmp_path)


def test_an_empty_file_is_not_an_empty_book(tmp_path):
    path = tmp_path / "x.ecocuenca"
    path.touch()

    refused(path, "está vacío")


@pytest.mark.parametrize("content", [b"PK\x03\x04" + bytes(200), b"hola", b"SQLite format 3\0"])
def test_another_kind_of_file_is_refused(tmp_path, content):
    path = tmp_path / "x.ecocuenca"
    path.write_bytes(content)

    refused(path, "no es un libro de Ecocuenca")


def test_a_database_of_another_program_is_refused(tmp_path):
    path = tmp_path / "x.ecocuenca"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE document (id)")

    refused(path, "no es un libro de Ecocuenca")


def test_a_book_of_a_newer_program_is_refused(kept):
    with closing(sqlite3.connect(kept)) as other:
        other.execute(f"PRAGMA user_version = {storage.version() + 1}")

    refused(kept, "versión más nueva")


@pytest.mark.parametrize("part", ["middle", "end"])
def test_a_damaged_book_is_refused(kept, part):
    content = kept.read_bytes()
    half = len(content) // 2
    if part == "middle":
        damaged = content[:half] + b"\xff" * 8192 + content[half + 8192 :]
    else:
        damaged = content[:half]
    kept.write_bytes(damaged)

    refused(kept, "dañado")


def test_a_book_whose_rows_name_what_is_not_there_is_refused(kept):
    with closing(sqlite3.connect(kept)) as other:
        other.execute("PRAGMA foreign_keys = 0")
        other.execute("DELETE FROM district")
        other.commit()

    refused(kept, "dañado")


HOLDER = """
import sys, time
from pathlib import Path
from models.file import storage
storage.open_book(Path(sys.argv[1]))
print("open", flush=True)
time.sleep(60)
"""


def test_a_book_open_in_another_window_is_refused_until_that_one_is_gone(kept):
    with another_process(HOLDER, kept) as process:
        assert process.stdout.readline() == "open\n"
        refused(kept, "ya está abierto en otra ventana")

        process.send_signal(signal.SIGKILL)
        process.wait()

    storage.open_book(kept)
    storage.close()


WRITER = """
import sqlite3, sys, time
other = sqlite3.connect(sys.argv[1])
other.execute("BEGIN IMMEDIATE")
print("open", flush=True)
time.sleep(60)
"""


def test_a_book_that_another_program_writes_to_is_refused(kept):
    with another_process(WRITER, kept) as process:
        assert process.stdout.readline() == "open\n"
        refused(kept, "Otro programa está usando")


CREATOR = """
import sys
from pathlib import Path
from models.file import storage
print("begin", flush=True)
storage.create(Path(sys.argv[1]))
print("made", flush=True)
"""


def test_what_a_killed_creation_left_is_not_played_into_the_next(tmp_path):
    path = tmp_path / "x.ecocuenca"
    for name in (".~x.ecocuenca", ".~x.ecocuenca-journal"):
        (tmp_path / name).write_bytes(b"restos de una creaci\xc3\xb3n cortada")

    storage.create(path)

    assert Association.select().count() == 0
    storage.close()
    assert litter(tmp_path) == []


@pytest.mark.parametrize("after_ms", [0, 5, 10, 20, 30, 40, 60, 80])
def test_a_creation_killed_half_way_leaves_no_half_book(tmp_path, after_ms):
    path = tmp_path / "x.ecocuenca"
    with another_process(CREATOR, path) as process:
        process.stdout.readline()
        time.sleep(after_ms / 1000)
        process.send_signal(signal.SIGKILL)
        process.wait()

    if not path.exists():
        storage.create(path)
    else:
        storage.open_book(path)
    assert Association.select().count() == 0
    storage.close()
    assert litter(tmp_path) == []


SAVER = """
import sys
from pathlib import Path
from models.file import storage
from tests.factories import a_delivery, an_association, cash, may
storage.open_book(Path(sys.argv[1]))
from models.associations import Association
for number in range(1000):
    a_delivery(Association.get(), "10.0", may(5), advance=cash("0.10"))
    print(number + 1, flush=True)
"""


@pytest.mark.parametrize("saved", [1, 5, 17])
def test_what_was_said_to_be_saved_is_there_after_the_process_is_killed(kept, saved):
    with another_process(SAVER, kept) as process:
        for _number in range(saved):
            last = process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.wait()

    storage.open_book(kept)
    notes = Document.select().where(Document.kind == "EN").count()
    receipts = Document.select().where(Document.kind == "RE").count()
    assert int(last) <= notes == receipts
    storage.close()


# Copies -------------------------------------------------------------------------------------


def test_a_copy_is_read_back_and_holds_the_same(book, tmp_path):
    association = an_association()
    an_income(association, cash("12.50"), may(5))  # to the 1,500.00 it began with
    before = everything()

    made = storage.copy(tmp_path / "copias")

    assert (made.path.name, made.documents, made.money) == ("x-copia-0001.ecocuenca", 1, "1,512.50")
    assert litter(made.path.parent) == ["x-copia-0001-etiqueta.txt"]
    storage.open_book(made.path)
    assert everything() == before


def test_copies_are_numbered_and_none_is_overwritten(book, tmp_path):
    folder = tmp_path / "copias"

    assert [storage.copy(folder).path.name for _number in range(3)] == [
        "x-copia-0001.ecocuenca",
        "x-copia-0002.ecocuenca",
        "x-copia-0003.ecocuenca",
    ]
    (folder / "x-copia-0002.ecocuenca").unlink()
    assert storage.copy(folder).path.name == "x-copia-0004.ecocuenca"


def test_a_copy_where_nothing_can_be_written_is_refused_and_leaves_nothing(book, tmp_path):
    blocked = tmp_path / "copias"
    blocked.write_text("un archivo, no una carpeta")

    with pytest.raises(Refused, match="No se hizo la copia"):
        storage.copy(blocked)

    assert blocked.read_text() == "un archivo, no una carpeta"


def test_the_book_stays_open_for_work_after_a_copy(book, tmp_path):
    association = an_association()
    storage.copy(tmp_path / "copias")

    an_income(association, cash("12.50"), may(5))


def test_a_book_copied_by_hand_is_a_whole_book(book, tmp_path):
    """TRUNCATE and not WAL: whoever copies the one file copies everything."""
    association = an_association()
    a_delivery(association, "100.0", may(5))
    before = everything()

    shutil.copyfile(book, tmp_path / "mano.ecocuenca")

    storage.open_book(tmp_path / "mano.ecocuenca")
    assert everything() == before


# Work that fails half-way -------------------------------------------------------------------


def test_a_full_disk_is_told_and_nothing_of_the_deed_is_stored(book):
    association = an_association()
    member, grade = a_member(association), a_grade(association)
    pages = database.execute_sql("PRAGMA page_count").fetchone()[0]
    database.execute_sql(f"PRAGMA max_page_count = {pages}")
    before = everything()

    with pytest.raises(Refused, match="El disco está lleno"):
        for _number in range(500):
            before = everything()
            paid = cash("0.10")
            a_delivery(association, "10.0", may(5), member=member, grade=grade, advance=paid)

    assert everything() == before
    a_delivery(association, "10.0", may(5))  # the book was opened anew: there is room again


def test_those_who_watch_are_told_once_and_only_of_what_was_stored(book):
    association, told = an_association(), []

    def tell(kinds: set[type]) -> None:
        told.append({kind.__name__ for kind in kinds})

    watch(tell)
    try:
        with pytest.raises(Refused):
            a_delivery(association, "10.0", may(5), advance=cash("9999.00"))
        told.clear()
        a_delivery(association, "10.0", may(5), advance=cash("5.00"))
    finally:
        unwatch(tell)

    assert len(told) == 1
    assert {"Delivery", "Document", "Receipt", "MoneyEntry", "StockEntry"} <= told[0]


def test_a_watcher_may_stop_watching_while_it_is_told(book):
    told = []

    def once(kinds: set[type]) -> None:
        told.append("once")
        unwatch(once)

    def always(kinds: set[type]) -> None:
        told.append("always")

    watch(once)
    watch(always)
    try:
        an_association()
    finally:
        unwatch(always)

    assert told[:2] == ["once", "always"]


def test_all_who_watch_are_told_though_one_stops_and_another_fails(book, caplog):
    association, told = an_association(), []

    def once(kinds: set[type]) -> None:
        told.append("once")
        unwatch(once)

    def broken(kinds: set[type]) -> None:
        raise RuntimeError("la pantalla se cayó")

    def always(kinds: set[type]) -> None:
        told.append("always")

    for one in (once, broken, always):
        watch(one)
    try:
        Lot(association=association, name="papa de mayo").save()
    finally:
        unwatch(broken)
        unwatch(always)

    assert told == ["once", "always"]
    assert Lot.select().count() == 1  # stored, and said to be
    assert "a watcher failed" in caplog.text


def test_the_worked_month_is_stored_whole_or_not_at_all(book, tmp_path):
    written = month_before_closing()
    written["inputs"]["events"][-1]["count"] = {"200": 1}
    before = everything()

    with pytest.raises(Refused, match="Evento"):
        load(written, tmp_path)

    assert everything() == before


def test_nothing_is_asked_of_a_book_that_is_closed(kept):
    with pytest.raises(InterfaceError):
        Association.select().count()
