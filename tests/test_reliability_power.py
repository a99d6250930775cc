"""R1, R2: the program is killed, or the current goes, while it saves: nothing said is lost."""

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import pytest

from models.cash.cash_book import Receipt
from models.changes import Refused
from models.documents import Document
from models.file import storage
from models.locked import cipher
from models.review.books import faults as found_by_review
from tests.faults import NIGHTLY, Faulty, double
from tests.locked import lock_open_book
from tests.power_cut import Disk, calls_in, put

Count = Callable[..., None]

SAVES, KILLS = (10_000, 130) if NIGHTLY else (250, 25)
KILLED_WITHIN_S = 0.9 if NIGHTLY else 0.25
CUT_SAVES, WAYS = (50, 3) if NIGHTLY else (8, 2)  # of each moment
LOCKED_SAVES = 12 if NIGHTLY else 1


def incomes() -> list[tuple[str, int]]:
    """Number and céntimos of each in the open book, by number: those of a run count from one."""
    found = (
        Receipt.select(Document.number, Receipt.amount)
        .join(Document)
        .where(Receipt.concept.startswith("Rifa "))
        .order_by(Document.id)
    )
    return [(number, int(amount * 100)) for number, amount in found.tuples()]


def numbered(first: int, count: int) -> list[str]:
    return [f"RI-2026-{number:04}" for number in range(first, first + count)]


@pytest.mark.bar("R1")
@pytest.mark.timeout(1800)
def test_killed_at_any_moment_it_loses_nothing_that_was_said_to_be_saved(
    faulty: Faulty, faulty_books: dict[str, Path], tmp_path: Path, counted: Count
) -> None:
    folder = double(faulty_books["many"], tmp_path / "tried")
    book = folder / "x.ecocuenca"
    saved: list[tuple[str, int]] = []
    kills = unsaid = 0

    while len(saved) < SAVES or kills < KILLS:
        end = faulty.do("many", folder, kill_within=KILLED_WITHIN_S, seed=kills)
        assert end.ended == "killed", end
        kills += 1
        for line in end.said:
            number, count = line.split()
            saved.append((number, int(count)))

        with storage.opened(book):
            found = incomes()
            assert kills % 10 or found_by_review() == []
        assert found[: len(saved)] == saved  # N1
        assert len(found) <= len(saved) + 1  # N2: the one under way, and it is whole
        unsaid += len(found) - len(saved)
        saved = found

    assert [number for number, _amount in saved] == numbered(2, len(saved))  # N3
    with storage.opened(book):
        assert found_by_review() == []  # N4
    counted("R1", saves=len(saved), kills=kills, saved_but_not_said=unsaid, lost=0)


# A power cut --------------------------------------------------------------------------------------


def cut(
    faulty: Faulty,
    deed: str,
    start: Path,
    folder: Path,
    *,
    saves: int,
    every: int = 1,
    **more: bool,
) -> list[tuple[int, str]]:
    """The current goes at each `every`-th call of some saves, in some ways.

    For each: how many saves had been said, and what is found after.
    """
    tried, record = double(start, folder / "tried"), folder / "record"
    end = faulty.do(deed, tried, saves=saves, record=str(record), **more)
    assert end.ended == "done", end
    disk, chance, known = Disk(start), random.Random(7), dict[bytes, int]()
    shutil.rmtree(tried)
    ends = []
    for place, call in enumerate(calls_in(record)):
        disk.make(call)
        if place % every or (call.what == "A" and disk.said == saves):
            continue
        for _way in range(WAYS):
            put(disk.after_a_cut(chance), tried)
            ends.append((disk.said, _found(tried / "x.ecocuenca", disk.said, known)))
    return ends


def _found(book: Path, said: int, known: dict[bytes, int]) -> str:
    """Whether the book is whole and holds all that was said. The same book is asked once."""
    try:
        # What was half done is undone by whoever opens it.
        with cipher.connected(book, "rw", cipher.key_of(book)) as opened:
            opened.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error:
        return "damaged"
    content = blake2b(book.read_bytes()).digest()
    if content not in known:
        known[content] = _saves_in(book)
    saves = known[content]
    if saves < 0:
        return "damaged"
    return "whole" if said <= saves <= said + 1 else "lost"


def _saves_in(book: Path) -> int:
    """How many saves the program finds in it; -1 where anything in it is not as it should be."""
    try:
        with storage.opened(book):
            found, faults = incomes(), found_by_review()
    except Refused:
        return -1
    right = [*zip(numbered(2, len(found)), range(1, len(found) + 1), strict=True)]
    return len(found) if found == right and not faults else -1


@pytest.mark.bar("R2")
@pytest.mark.timeout(1800)
def test_a_power_cut_at_any_call_loses_nothing_that_was_said_to_be_saved(
    faulty: Faulty, faulty_books: dict[str, Path], tmp_path: Path, counted: Count
) -> None:
    ends = cut(faulty, "many", faulty_books["many"], tmp_path, saves=CUT_SAVES)

    assert {found for _said, found in ends} == {"whole"}
    assert len(ends) >= (10_000 if NIGHTLY else 1_500)
    counted("R2", images=len(ends), lost_or_damaged=0)


@pytest.mark.bar("R2")
@pytest.mark.timeout(1800)
def test_the_same_cuts_find_out_a_book_that_syncs_nothing(
    faulty: Faulty, faulty_books: dict[str, Path], tmp_path: Path, counted: Count
) -> None:
    every = 3 if NIGHTLY else 17
    ends = cut(faulty, "unsafe", faulty_books["many"], tmp_path, saves=CUT_SAVES, every=every)

    after = [found for said, found in ends if said]  # before that there is nothing to lose
    bad = len(after) - after.count("whole")
    assert bad > 0.9 * len(after), Counter(after)
    counted("R2", control_images=len(after), control_bad=bad)


@pytest.mark.bar("R22")
@pytest.mark.timeout(1800)
def test_a_power_cut_takes_nothing_from_a_locked_book(
    faulty: Faulty, faulty_books: dict[str, Path], tmp_path: Path, counted: Count
) -> None:
    start = double(faulty_books["many"], tmp_path / "start")
    with storage.opened(start / "x.ecocuenca"):
        lock_open_book()
    assert cipher.is_locked(start / "x.ecocuenca")

    ends = cut(faulty, "many", start, tmp_path, saves=LOCKED_SAVES, locked=True)

    assert {found for _said, found in ends} == {"whole"}
    counted("R22", images=len(ends), lost_or_damaged=0)
