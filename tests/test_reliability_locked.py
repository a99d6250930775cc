"""R22: a locked book is killed, cut off, copied and put back as any other, and nothing is lost."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.associations import Association
from models.file import copies, storage
from models.locked import cipher
from models.review.books import faults as found_by_review
from tests.factories import a_member
from tests.faults import KILLED, NIGHTLY, SILENT_ONCE, Faulty, double, figures, spread
from tests.locked import CANARY, KEY, know_keys_beside, lock_open_book, wraps
from tests.power_cut import Disk, calls_in, put
from tests.test_reliability_power import incomes, numbered

Count = Callable[..., None]

KILLS = 60 if NIGHTLY else 5
KILLED_WITHIN_S = 0.5
CUT_SAVES, EVERY = (40, 2) if NIGHTLY else (6, 41)
SOME = 3  # calls of a deed that fail in `make test`


@pytest.fixture
def locked(faulty_books: dict[str, Path], tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Deed -> a folder of its own in which it is tried, all its books locked."""

    def made(deed: str) -> Path:
        folder = double(faulty_books[deed], tmp_path / f"{deed}-locked")
        for book in sorted(folder.rglob("*.ecocuenca")):
            storage.open_book(book)
            a_member(Association.get(), "Canario Inca, Luz", dni=CANARY.decode())
            lock_open_book()
            storage.close()
        for rest in folder.rglob("*.ecocuenca-journal"):
            rest.unlink()
        return folder

    cipher.take(KEY, wraps())
    yield made
    storage.close()


def readable(folder: Path) -> list[str]:
    """The files in which the DNI of the canary can be read."""
    files = (one for one in folder.rglob("*") if one.is_file())
    return [one.name for one in files if CANARY in one.read_bytes()]


@pytest.mark.bar("R22")
@pytest.mark.timeout(1800)
def test_killed_at_any_moment_a_locked_book_loses_nothing_that_was_said_to_be_saved(
    faulty: Faulty, locked, counted: Count
) -> None:
    folder = locked("many")
    saved: list[tuple[str, int]] = []

    for kill in range(KILLS):
        end = faulty.do("many", folder, kill_within=KILLED_WITHIN_S, seed=kill)
        assert end.ended == "killed", end
        saved += [(line.split()[0], int(line.split()[1])) for line in end.said]
        assert readable(folder) == []

        with storage.opened(folder / "x.ecocuenca"):
            found = incomes()
            assert kill % 10 or found_by_review() == []
        assert found[: len(saved)] == saved
        assert len(found) <= len(saved) + 1
        saved = found

    assert [number for number, _amount in saved] == numbered(2, len(saved))
    counted("R22", kills=KILLS, saves=len(saved), lost=0)


@pytest.mark.bar("R22")
@pytest.mark.timeout(1800)
def test_a_power_cut_leaves_a_locked_book_whole_with_all_that_was_said(
    faulty: Faulty, locked, tmp_path: Path, counted: Count
) -> None:
    start, record = locked("many"), tmp_path / "record"
    tried = double(start, tmp_path / "tried")
    asked = {"saves": CUT_SAVES, "record": str(record), "call": 1 << 30}
    assert faulty.do("many", tried, **asked).ended == "done"
    disk, chance, cuts = Disk(start), random.Random(7), 0
    shutil.rmtree(tried)

    for place, call in enumerate(calls_in(record)):
        disk.make(call)
        if place % EVERY:
            continue
        put(disk.after_a_cut(chance), tried)
        assert readable(tried) == []
        with storage.opened(tried / "x.ecocuenca"):
            assert disk.said <= len(incomes()) <= disk.said + 1
            assert found_by_review() == []
        cuts += 1

    assert cuts > 2
    counted("R22", cuts=cuts)


@pytest.mark.bar("R22")
@pytest.mark.parametrize("deed", ["deliver", "copy", "restore"])
@pytest.mark.parametrize("fault", [KILLED, SILENT_ONCE], ids=str)
def test_a_deed_on_a_locked_book_is_whole_or_not_at_all(
    faulty: Faulty, locked, tmp_path: Path, counted: Count, deed, fault
) -> None:
    start, tried = locked(deed), tmp_path / "tried"
    before = held(double(start, tried) / "x.ecocuenca")
    every = faulty.undisturbed(deed, tried).calls
    after = held(tried / "x.ecocuenca")

    calls = spread(every, SOME)
    for call in calls:
        end = faulty.fail(deed, double(start, tried), fault, call)

        assert not end.is_bug, end
        now = held(tried / "x.ecocuenca")
        assert now == after if end.said else now in (before, after), (call, end)
        assert readable(tried) == []
        for one in (tried / "usb").glob("x-copia-*.ecocuenca"):
            assert copies.is_whole(one)
    counted("R22", points=len(calls))


def held(book: Path) -> dict:
    know_keys_beside(book)
    with storage.opened(book):
        assert found_by_review() == []
        return figures()
