"""R4, R7, R8: the disk is full, silent or gone at each call of a deed, and nothing is lost (N1-N4).

By night every call fails once in each way; in `make test` some of them, spread from first to last.
"""

import subprocess
import sys
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from models.changes import Refused
from models.file import copies, disk, storage
from models.review.books import faults as found_by_review
from tests.faults import (
    FULL,
    FULL_ONCE,
    KILLED,
    SILENT,
    SILENT_ONCE,
    End,
    Fault,
    Faulty,
    double,
    figures,
    spread,
)
from tests.power_cut import calls_in
from tests.powerless import ROOT

USUAL = (FULL, SILENT_ONCE, KILLED)
SOME = 2  # calls of a deed that fail in `make test`, each in its three ways
Count = Callable[..., None]
# Deeds in the book, and how the disk fails them.
TRIED = [
    (deed, fault) for deed in ("deliver", "sell", "settle", "close", "import") for fault in USUAL
]
TRIED += [("deliver", FULL_ONCE), ("deliver", SILENT)]
# The book over which a copy is put, and how that is cut off.
CUT_OFF = [("as it is", fault) for fault in USUAL] + [("crashed", KILLED), ("damaged", KILLED)]

# What a sentence says of a disk that is full, and of one that does not answer. SQLite keeps the
# cause to itself where it could not even make a file, empty its journal or have the disk keep it:
# the sentence then has her look at the disk.
LOOK = ("Revise el disco", "Revise la carpeta y el disco")
# The disk failed while it stored, and could not be asked after.
UNSURE = "No se sabe si se guardó. Guarde de nuevo cuando responda: no se guarda dos veces."
CAUSES = {
    FULL.number: ("está lleno", "tenga espacio", *LOOK),
    SILENT.number: ("no responde", "esté conectado", *LOOK),
}


_seen: dict[bytes, dict[str, Any]] = {}  # what is in a file -> what the program found in it


def held(book: Path) -> dict[str, Any]:
    """What the program finds when it is started again; all of it whole. The same is asked once."""
    if not disk.is_missing(disk.journal_of(book)) and disk.journal_of(book).stat().st_size:
        with storage.opened(book):  # what was half done is undone
            pass
    content = blake2b(book.read_bytes()).digest()
    if content not in _seen:
        with storage.opened(book):
            assert found_by_review() == []
            _seen[content] = figures()
    return _seen[content]


def check_told(end: End, fault: Fault) -> None:
    """It was done, or refused for the reason that was: nothing else is said to a person."""
    assert not end.is_bug, end
    if end.refused:
        causes = (*CAUSES[fault.number], UNSURE)
        assert any(word in end.refused for word in causes), end.refused


def tally(count: Count, row: str, ends: list[End]) -> None:
    """How it ended: done although a call failed, refused, killed."""
    words = [end.ended.split()[0] for end in ends]
    count(row, points=len(ends), **{word: words.count(word) for word in sorted(set(words))})


# Deeds in the book ------------------------------------------------------------------------------


@cache
def undisturbed(faulty: Faulty, deed: str, start: Path) -> tuple[Any, int, Any]:
    """What the book holds before and after the deed, and how many calls it makes."""
    book = double(start, start.with_name(f"{start.name} {deed}")) / "x.ecocuenca"
    return held(book), faulty.undisturbed(deed, book.parent).calls, held(book)


@pytest.mark.bar("R4")
@pytest.mark.parametrize(("deed", "fault"), TRIED, ids=str)
def test_a_deed_is_stored_whole_or_not_at_all_and_what_is_said_of_it_is_true(
    faulty: Faulty, faulty_books: dict[str, Path], tmp_path: Path, counted: Count, deed, fault
) -> None:
    start, tried = faulty_books[deed], tmp_path / "tried"
    before, every, after = undisturbed(faulty, deed, start)
    assert before != after
    ends: list[End] = []

    for call in spread(every, SOME):
        end = faulty.fail(deed, double(start, tried), fault, call)
        ends.append(end)

        check_told(end, fault)
        now = held(tried / "x.ecocuenca")
        if end.said:
            assert now == after, (call, end)
        elif UNSURE in end.refused:
            assert now in (before, after), (call, end)
        elif end.refused:
            assert now == before, (call, end)
            if sum(1 for one in ends if one.refused) == 1:  # once there is room again
                assert faulty.do(deed, tried).ended == "done"
                assert held(tried / "x.ecocuenca") == after
        else:
            assert now in (before, after), (call, end)
    if fault == FULL:
        assert any("está lleno" in end.refused for end in ends)
    tally(counted, "R4", ends)


# Copies -----------------------------------------------------------------------------------------


@pytest.mark.bar("R7")
@pytest.mark.parametrize("fault", USUAL, ids=str)
def test_what_is_called_a_copy_is_whole_and_an_older_one_is_left_as_it_was(
    faulty: Faulty, faulty_books: dict[str, Path], tmp_path: Path, counted: Count, fault
) -> None:
    start, tried = faulty_books["copy"], tmp_path / "tried"
    usb, book = tried / "usb", tried / "x.ecocuenca"
    every = faulty.undisturbed("copy", double(start, tried)).calls
    before = held(book)
    ends = []
    old = (start / "usb" / "x-copia-0001.ecocuenca").read_bytes()

    for call in spread(every, SOME):
        end = faulty.fail("copy", double(start, tried), fault, call)
        ends.append(end)

        check_told(end, fault)
        assert (usb / "x-copia-0001.ecocuenca").read_bytes() == old
        made = [one for one in usb.glob("x-copia-*.ecocuenca") if one.stem != "x-copia-0001"]
        assert [str(one) for one in made] == end.said or end.ended == "killed"
        assert all(copies.is_whole(one) for one in made)
        assert held(book) == before
        for one in made:
            assert held(one) == before
    tally(counted, "R7", ends)


# Restoring --------------------------------------------------------------------------------------

CRASH = """
import os, sys
from pathlib import Path
from models.file import storage
from models.changes import database
storage.open_book(Path(sys.argv[1]))
database.execute_sql("PRAGMA cache_size = 5")
database.execute_sql("BEGIN IMMEDIATE")
database.execute_sql("UPDATE district SET ubigeo = 'x' || ubigeo")
os.kill(os.getpid(), 9)
"""


def _crashed(book: Path) -> None:
    """Killed in the middle of storing something: part of it is in the file."""
    subprocess.run([sys.executable, "-c", CRASH, book], cwd=ROOT, check=False)
    assert disk.journal_of(book).read_bytes()[:1] not in (b"", b"\0")


def _damaged(book: Path) -> None:
    content = bytearray(book.read_bytes())
    content[len(content) // 3 : len(content) // 3 + 8192] = bytes(8192)
    book.write_bytes(content)


HURT = {"as it is": lambda _book: None, "crashed": _crashed, "damaged": _damaged}


@pytest.mark.bar("R8")
@pytest.mark.parametrize(("state", "fault"), CUT_OFF, ids=str)
def test_a_restoring_that_is_cut_off_leaves_the_book_or_the_copy_and_loses_neither(
    faulty: Faulty, faulty_books: dict[str, Path], tmp_path: Path, counted: Count, state, fault
) -> None:
    start, tried = double(faulty_books["restore"], tmp_path / "start"), tmp_path / "tried"
    HURT[state](start / "x.ecocuenca")
    book, kept = tried / "x.ecocuenca", tried / "x.antes-de-restaurar-1.ecocuenca"
    restored = held(start / "copia.ecocuenca")
    was = _standing(double(start, tried) / "x.ecocuenca")
    every = faulty.undisturbed("restore", double(start, tried)).calls
    assert _standing(book) == restored
    ends = []

    for call in sorted({*spread(every, SOME), *_around_the_exchange(faulty, double(start, tried))}):
        end = faulty.fail("restore", double(start, tried), fault, call)
        ends.append(end)

        check_told(end, fault)
        assert held(tried / "copia.ecocuenca") == restored
        now = _standing(book)
        assert now == restored if end.said else now in (was, restored), (call, end)
        if now == restored != was:
            assert _standing(kept) == was
    tally(counted, "R8", ends)


def _around_the_exchange(faulty: Faulty, folder: Path) -> range:
    """The calls between which the book of before loses its journal and the copy takes its place."""
    record = folder.with_name("record")
    assert faulty.do("restore", folder, record=str(record)).ended == "done"
    names = [(call.what, call.other) for call in calls_in(record)]
    place = names.index(("R", "x.ecocuenca"))
    return range(place - 2, place + 10)  # a few calls that fail by themselves are not recorded


def _standing(book: Path) -> object:
    """What the book holds; of one that does not open, what stands in the file."""
    try:
        return held(book)
    except Refused:
        return book.read_bytes()


# A new book -------------------------------------------------------------------------------------


@pytest.mark.bar("R4")
@pytest.mark.parametrize("fault", USUAL, ids=str)
def test_a_book_is_begun_whole_or_not_at_all(
    faulty: Faulty, tmp_path: Path, counted: Count, fault
) -> None:
    empty, tried = tmp_path / "empty", tmp_path / "tried"
    empty.mkdir()
    ends = []
    every = faulty.undisturbed("begin", double(empty, tried)).calls
    for call in spread(every, SOME):
        end = faulty.fail("begin", double(empty, tried), fault, call)
        ends.append(end)

        check_told(end, fault)
        book = tried / "x.ecocuenca"
        assert book.exists() if end.said else not end.refused or not book.exists()
        if not book.exists():
            assert faulty.do("begin", tried).ended == "done"
        assert held(book)["document"] == 0
    tally(counted, "R4", ends)
