"""R10: a book of every released schema is brought up to date, whole or not at all."""

import lzma
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from models.changes import Refused, database
from models.file import copies, schema, storage
from models.review.books import faults as found_by_review
from tests.faults import FULL, KILLED, NIGHTLY, SILENT_ONCE, Fault, Faulty, double, spread
from tests.power_cut import Disk, calls_in, put

BOOKS = Path(__file__).parent / "books"
VERSIONS = (1, 2, 3, 4, 5, 6, 8)  # 7 was never alone on main
Count = Callable[..., None]
SOME = 2  # calls that fail in `make test`, of one version; by night all, of all
CUT_OFF = (1, 6) if NIGHTLY else (2,)  # the oldest, and the newest that is brought up to date
STOPPED, EVERY = (VERSIONS, 1) if NIGHTLY else ((2,), 45)

# What people would miss: the papers, and money and produce by account and day.
SUMS = (
    "SELECT kind, year, number, day, state FROM document ORDER BY kind, year, number",
    "SELECT account, day, sum(amount), count(*) FROM money_entry GROUP BY 1, 2",
    "SELECT grade_id, day, sum(quantity), count(*) FROM stock_entry GROUP BY 1, 2",
    "SELECT name, dni FROM member ORDER BY 1",
    "SELECT id, moment, who, action, kind, record, changes FROM change ORDER BY id",
)


def old_book(version: int, folder: Path) -> Path:
    """The book as the program of that day left it, alone in a folder."""
    folder.mkdir()
    path = folder / "x.ecocuenca"
    path.write_bytes(lzma.decompress((BOOKS / f"version-{version}.ecocuenca.xz").read_bytes()))
    return path


def sums(path: Path) -> list[list[Any]]:
    """Of a closed book of any version."""
    with closing(sqlite3.connect(path)) as book:
        return [book.execute(query).fetchall() for query in SUMS]


def stored_version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as book:
        return int(book.execute("PRAGMA user_version").fetchone()[0])


@pytest.mark.bar("R10")
@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_book_is_copied_then_brought_up_to_date_with_the_same_sums(tmp_path, version):
    book = old_book(version, tmp_path / "old")
    before = sums(book)
    assert stored_version(book) == version

    with storage.opened(book):
        assert schema.stored_version() == schema.version()
        assert schema.parts() == schema.expected()  # STRICT tables, indexes and triggers
        assert found_by_review() == []

    kept = [one.path for one in copies.copies_in(book.parent, book)]
    assert _same(sums(book), before)
    if version < schema.version():
        assert [stored_version(one) for one in kept] == [version]
        assert sums(kept[0]) == before


def _same(after: list[list[Any]], before: list[list[Any]]) -> bool:
    """Nothing is changed; the history may go on."""
    *rows, history = after
    return rows == before[:-1] and history[: len(before[-1])] == before[-1]


@pytest.mark.bar("R10")
def test_every_book_that_is_kept_is_brought_up_to_date_here():
    kept = sorted(path.name for path in BOOKS.glob("*.xz"))

    assert kept == [f"version-{number}.ecocuenca.xz" for number in VERSIONS]


@pytest.mark.bar("R10")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("fault", [FULL, SILENT_ONCE, KILLED], ids=str)
@pytest.mark.parametrize("version", CUT_OFF)
def test_an_upgrade_that_is_cut_off_leaves_the_old_book_and_the_next_start_ends_it(
    faulty: Faulty, tmp_path: Path, counted: Count, version, fault
) -> None:
    old, tried = old_book(version, tmp_path / "old"), tmp_path / "tried"
    before, book = sums(old), tried / "x.ecocuenca"
    every = faulty.undisturbed("open", double(old.parent, tried)).calls
    counts, started = {"points": 0, "old": 0, "new": 0}, set[object]()

    for call in spread(every, SOME):
        end = faulty.fail("open", double(old.parent, tried), fault, call)

        assert not end.is_bug, end
        if end.ended != "killed":
            assert end.refused or end.said, end
            stored = stored_version(book)
            assert stored == schema.version() if end.said else stored in _may_be(version, fault)
        counts["points"] += 1
        counts[_ended_by_the_next_start(book, version, before, started)] += 1
    counted("R10", next_starts=len(started), **counts)


@pytest.mark.bar("R10")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("version", STOPPED)
def test_killed_or_without_current_at_any_call_of_an_upgrade_the_next_start_ends_it(
    faulty: Faulty, tmp_path: Path, counted: Count, version
) -> None:
    old, tried = old_book(version, tmp_path / "old"), tmp_path / "tried"
    before, record = sums(old), tmp_path / "record"
    end = faulty.do("open", double(old.parent, tried), record=str(record))
    assert end.ended == "done", end
    disk, chance = Disk(old.parent), random.Random(7)
    counts, started = {"images": 0, "old": 0, "new": 0}, set[object]()

    for place, call in enumerate(calls_in(record)):
        disk.make(call)
        if place % EVERY:
            continue
        for images in (disk.after_a_kill(), disk.after_a_cut(chance)):
            put(images, tried)
            counts["images"] += 1
            now = _ended_by_the_next_start(tried / "x.ecocuenca", version, before, started)
            counts[now] += 1
    counted("R10", next_starts=len(started), **counts)


def _ended_by_the_next_start(
    book: Path, version: int, before: list[list[Any]], started: set[object]
) -> str:
    """Whether the upgrade was found «old» or «new»; all is there before and after the next start.

    A start that was seen before is not tried again.
    """
    with closing(sqlite3.connect(book)) as left:  # the journal is played as at any start
        now = left.execute("PRAGMA user_version").fetchone()[0]
    assert now in (version, schema.version())
    if (seen := _seen_by_the_next_start(book.parent)) not in started:
        started.add(seen)
        assert _same(sums(book), before)
        with storage.opened(book):
            assert schema.parts() == schema.expected()
            assert found_by_review() == []
        assert _same(sums(book), before)
    return "new" if now == schema.version() else "old"


def _may_be(version: int, fault: Fault) -> set[int]:
    """What a refused upgrade leaves. A disk that stays full may fail after all was stored."""
    return {version} if fault == SILENT_ONCE else {version, schema.version()}


@pytest.mark.bar("R10")
def test_an_upgrade_that_was_stored_before_the_disk_fell_silent_for_a_moment_goes_on(
    faulty: Faulty, tmp_path: Path
) -> None:
    old, tried = old_book(6, tmp_path / "old").parent, tmp_path / "tried"
    every, found = faulty.undisturbed("open", double(old, tried)).calls, set()

    for call in range(every - 7, every + 1):  # from before the journal is emptied
        end = faulty.fail("open", double(old, tried), SILENT_ONCE, call)
        found.add((end.said != [], stored_version(tried / "x.ecocuenca") == schema.version()))

    assert found == {(False, False), (True, True)}


def _seen_by_the_next_start(folder: Path) -> frozenset[tuple[str, bytes]]:
    """The books in it; of labels, and of a copy that was not ended, only that they are there."""

    def is_book(path: Path) -> bool:
        return path.suffix == ".ecocuenca" and not path.name.startswith(".~")

    return frozenset(
        (path.name, blake2b(path.read_bytes()).digest() if is_book(path) else b"")
        for path in folder.iterdir()
    )


# The traps of the runner (toolkit 2.2) ------------------------------------------------------------


@pytest.mark.bar("R10")
def test_a_migration_that_fails_leaves_the_book_as_it_was_and_says_where_its_copy_is(
    tmp_path, monkeypatch
):
    book = old_book(2, tmp_path / "old")
    content, before = book.read_bytes(), sums(book)
    migrations = tmp_path / "migrations"
    migrations.mkdir()
    for path in schema.MIGRATIONS.glob("[0-9]*.py"):
        (migrations / path.name).write_text(path.read_text("utf-8"), "utf-8")
    broken = (
        "def up(migrator, db):\n    db.execute_sql('DROP TABLE member')\n    db.execute_sql('?')\n"
    )
    (migrations / "9001_broken.py").write_text(broken)
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)

    with pytest.raises(Refused):
        storage.open_book(book)

    assert book.read_bytes() == content
    assert stored_version(book) == 2
    assert sums(book) == before


@pytest.mark.bar("R10")
def test_a_program_without_its_migrations_says_so_and_opens_nothing(tmp_path, monkeypatch):
    book = old_book(6, tmp_path / "old")
    content = book.read_bytes()
    monkeypatch.setattr(schema, "MIGRATIONS", tmp_path / "nowhere")

    with pytest.raises(Refused):
        storage.open_book(book)

    assert book.read_bytes() == content


@pytest.mark.bar("R10")
@pytest.mark.parametrize("version", VERSIONS)
def test_a_book_of_a_newer_program_is_refused_untouched(tmp_path, version):
    book = old_book(version, tmp_path / "old")
    with closing(sqlite3.connect(book)) as newer:
        newer.execute(f"PRAGMA user_version = {schema.version() + 1}")
    content = book.read_bytes()

    with pytest.raises(Refused, match="versión más nueva"):
        storage.open_book(book)

    assert book.read_bytes() == content
    assert database.is_closed()
