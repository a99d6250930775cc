"""R4, R5: storing fails for real, and it is never in doubt what became of the work."""

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from peewee import OperationalError, SqliteDatabase

from models.associations import Association
from models.cash.cash_book import Receipt
from models.changes import PRAGMAS, Refused, database, transaction
from models.file import storage
from models.produce.lots import Lot
from models.settling.lot_view import LOTS
from tests.factories import a_delivery, a_sale, an_association, an_income, cash, everything, may
from tests.ui_desk import Desk
from ui.cash.receive import Receive
from ui.form import Form

pytestmark = pytest.mark.bar("R5")

SMALL = 3  # MiB


@dataclass
class SmallDisk:
    """A book on a disk that can be filled to its last byte, and emptied again."""

    book: Path
    fill: Callable[[], None]
    free: Callable[[], None]


@pytest.fixture(params=["disk", "pages"])
def small_disk(request, tmp_path: Path, monkeypatch) -> Iterator[SmallDisk]:
    """A real disk where one can be made here; and SQLite's own limit, which any computer has."""
    if request.param == "disk" and (mounted := _mount(tmp_path / "disco")):
        litter = mounted / "fotos"
        made = SmallDisk(mounted / "x.ecocuenca", lambda: _fill(litter), litter.unlink)
    else:
        made = SmallDisk(tmp_path / "x.ecocuenca", _no_more_pages, lambda: None)
    storage.create(made.book)
    yield made
    storage.close()
    subprocess.run(["umount", tmp_path / "disco"], check=False, capture_output=True)


def _mount(folder: Path) -> Path | None:
    folder.mkdir()
    order = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}m", "tmpfs", folder]
    try:
        done = subprocess.run(order, check=False, capture_output=True)
    except OSError:
        return None
    return folder if done.returncode == 0 else None


def _fill(litter: Path) -> None:
    with litter.open("wb", buffering=0) as file:
        for size in (65536, 512, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def _no_more_pages() -> None:
    pages = database.execute_sql("PRAGMA page_count").fetchone()[0]
    database.execute_sql(f"PRAGMA max_page_count = {pages}")


def until_refused(deed: Callable[[], object]) -> str:
    """Do it again and again until it is refused; why."""
    for _time in range(3000):
        try:
            deed()
        except Refused as refused:
            return str(refused)
    raise AssertionError("the disk never filled")


def test_a_disk_that_fills_is_told_loses_nothing_and_is_used_again_once_there_is_room(small_disk):
    association = an_association()
    stored = list[Receipt]()
    small_disk.fill()

    said = until_refused(lambda: stored.append(an_income(association, cash("1.00"), may(5))))
    small_disk.free()
    after = an_income(association, cash("7.00"), may(6))

    assert said == "El disco está lleno. No se guardó nada. Libere espacio y pruebe de nuevo."
    assert [one.id for one in Receipt.select()] == [*(one.id for one in stored), after.id]
    before = everything()
    storage.close()
    storage.open_book(small_disk.book)
    assert everything() == before


def test_the_form_keeps_what_was_typed_on_a_full_disk_and_stores_it_once_there_is_room(
    root, small_disk
):
    association = an_association()
    desk = Desk(root, association)
    form = desk.show(Form, kind=LOTS)
    form.inputs["name"].words.set("papa de mayo")
    small_disk.fill()
    until_refused(lambda: an_income(association, cash("1.00"), may(5)))
    if os.path.ismount(small_disk.book.parent):  # SQLite's own limit ends with its connection
        desk.type("<F9>")
        assert form.typed()["name"] == "papa de mayo"
        assert form.record.get_id() is None
        assert Lot.select().count() == 0
        small_disk.free()

    desk.type("<F9>")

    assert [one.name for one in Lot.select()] == ["papa de mayo"]
    assert desk.told[-1].startswith("Guardado")
    desk.clear()


@pytest.fixture
def store(association: Association) -> None:
    a_delivery(association, "300.0", may(6))


# Doubtful commits ---------------------------------------------------------------------------


Fault = Callable[..., None]


@pytest.fixture
def fails_after_storing(monkeypatch) -> Fault:
    """The next commit stores, and then says that it did not."""
    return lambda words, then=lambda: None: _fail(monkeypatch, words, database_commit, then)


@pytest.fixture
def fails_to_store(monkeypatch) -> Fault:
    return lambda words, then=lambda: None: _fail(monkeypatch, words, lambda: None, then)


def _fail(monkeypatch, words: str, first: Callable[[], None], then: Callable[[], object]) -> None:
    def once(_database):
        monkeypatch.undo()
        first()
        then()
        raise OperationalError(words)

    monkeypatch.setattr(SqliteDatabase, "commit", once)


def database_commit() -> None:
    database.execute_sql("COMMIT")


def test_what_a_failed_commit_stored_all_the_same_is_taken_as_saved(
    association, fails_after_storing
):
    fails_after_storing("disk I/O error")

    made = an_income(association, cash("5.00"), may(5))

    assert [(one.id, one.amount) for one in Receipt.select()] == [(made.id, 5)]


def test_a_change_that_adds_no_row_of_its_own_is_found_by_its_history(
    association, fails_after_storing, fails_to_store
):
    association.name = "Otro nombre"
    fails_after_storing("disk I/O error")
    association.save()
    assert Association.get().name == "Otro nombre"

    association.name = "Un tercero"
    fails_to_store("disk I/O error")
    with pytest.raises(Refused, match=r"El disco no responde\. No se guardó nada\."):
        association.save()
    assert Association.get().name == "Otro nombre"

    association.save()  # it still knows what was not stored
    assert Association.get().name == "Un tercero"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("database or disk is full", "El disco está lleno. No se guardó nada."),
        ("attempt to write a readonly database", "El archivo es de solo lectura. No se guardó"),
        ("database is locked", "Otro programa está usando el archivo. No se guardó nada."),
        ("disk I/O error", "El disco no responde. No se guardó nada."),
        ("unable to open database file", "No se puede usar el disco del libro. No se guardó nada."),
    ],
)
def test_each_cause_is_told_though_peewee_hides_it(association, fails_to_store, words, says):
    fails_to_store(words)
    before = everything()

    with pytest.raises(Refused, match=says) as refused:
        an_income(association, cash("5.00"), may(5))

    assert refused.value.__cause__ is not None
    assert everything() == before
    an_income(association, cash("5.00"), may(5))


def test_a_real_rollback_by_sqlite_hides_the_cause_and_it_is_still_told(association):
    """SQLite undoes by itself; what rises is «cannot rollback - no transaction is active»."""
    with pytest.raises(Refused, match="El disco está lleno"), transaction():
        an_income(association, cash("5.00"), may(5))
        try:
            raise OperationalError("database or disk is full")
        finally:
            database.connection().rollback()


def test_a_disk_that_is_gone_leaves_a_doubt_that_the_same_form_resolves(
    desk: Desk, association, store, book, fails_after_storing
):
    a_sale(association, "10.0", may(16), price="2.00")
    screen = desk.show(Receive)
    desk.type("<Down>", "<Return>", "15")
    away = book.with_name("lejos")
    fails_after_storing("disk I/O error", then=lambda: book.rename(away))

    screen.save(printing=False)
    said = screen.trouble.said
    away.rename(book)
    screen.save(printing=False)

    assert "No se sabe si se guardó" in said
    assert Receipt.select().count() == 1
    assert desk.told[-1].startswith("Guardado")


def test_while_the_disk_is_gone_nothing_is_done_and_it_says_why(association, book, fails_to_store):
    away = book.with_name("lejos")
    fails_to_store("disk I/O error", then=lambda: book.rename(away))

    for _time in range(2):
        with pytest.raises(Refused, match="El disco no responde"), transaction():
            database.execute_sql("UPDATE lot SET name = name")
    with pytest.raises(
        OperationalError
    ):  # the window tells it as «No se puede usar el disco del libro»
        Receipt.select().count()
    away.rename(book)

    an_income(association, cash("5.00"), may(5))
    assert Receipt.select().count() == 1


def test_a_record_undone_by_its_deed_can_be_stored_again(association):
    lot = Lot(association=association, name="papa")
    with pytest.raises(ZeroDivisionError), transaction():
        lot.save()
        raise ZeroDivisionError

    lot.save()

    assert Lot.get().name == "papa"


def test_a_form_that_does_not_know_it_was_stored_changes_what_it_stored(association):
    lot = Lot(association=association, name="papa")
    Lot(association=association, name="papa", uid=lot.uid).save()
    lot.name = "papa de mayo"

    lot.save()

    assert [one.name for one in Lot.select()] == ["papa de mayo"]


def test_the_settings_are_read_back_after_they_are_set(book, monkeypatch):
    storage.close()
    monkeypatch.setitem(PRAGMAS, "synchronous", "off")
    monkeypatch.setattr(storage, "IN_FORCE", {"synchronous": 3})

    with pytest.raises(Refused, match="sin perder nada"):
        storage.open_book(book)
