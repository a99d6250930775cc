"""A copy put in the place of the book: exactly, whole or not at all, and nothing of before lost."""

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models import history
from models.associations import ASSOCIATIONS, Association
from models.changes import PRAGMAS, Refused, why_look_only
from models.file import copies, disk, labels, storage
from models.file.restoring import examined, restore
from models.voiding import void
from tests.factories import a_delivery, an_association, an_income, cash, everything, may
from tests.powerless import ROOT


@pytest.fixture
def lived(association: Association, book: Path, tmp_path: Path) -> tuple[Path, Path, dict]:
    """The book after its copy: the book, the copy, and all the copy holds."""
    a_delivery(association, "10.0", may(5))
    made, before = copies.copy(tmp_path / "usb"), everything()
    an_income(association, cash("7.00"), may(6))
    return book, made.path, before


def without_history(rows: dict) -> dict:
    return {table: kept for table, kept in rows.items() if table != "change"}


def test_the_book_is_as_the_copy_held_it_and_the_one_of_before_is_kept(lived) -> None:
    book, copy, before = lived
    after = everything()

    kept = restore(copy, book)

    assert storage.book_path() == book
    assert without_history(everything()) == without_history(before)
    storage.close()
    assert kept == book.with_name("x.antes-de-restaurar-1.ecocuenca")
    with storage.opened(kept):
        assert everything() == after


def test_the_history_says_from_which_copy_it_was_restored(lived) -> None:
    book, copy, _before = lived
    history.sign("Rosa Quispe")

    restore(copy, book)

    told = [one.text for one in history.of(ASSOCIATIONS, Association.get())]
    assert (
        told[0] == f"Alguien restauró de una copia la asociación {Association.get()}:"
        " Copia: x-copia-0001.ecocuenca."
    )


def test_a_second_restoring_keeps_the_first_book_too(lived) -> None:
    book, copy, _before = lived

    kept = [restore(copy, book), restore(copy, book)]

    names = ["x.antes-de-restaurar-1.ecocuenca", "x.antes-de-restaurar-2.ecocuenca"]
    assert [one.name for one in kept if one] == names


def test_what_it_holds_is_said_before_it_is_restored(lived) -> None:
    _book, copy, _before = lived

    held = examined(copy).held

    # The delivery alone; cash and bank as the books began.
    assert (held.documents, held.money, held.until) == (1, Decimal("1500.00"), date(2026, 5, 5))


@pytest.mark.parametrize("how", ["empty", "text", "half", "flipped", "missing", "newer"])
def test_what_is_no_whole_copy_is_refused_and_the_book_stays_open_as_it_was(lived, how) -> None:
    book, copy, _before = lived
    after = everything()
    content = bytearray(copy.read_bytes())
    if how == "missing":
        copy.unlink()
    elif how == "newer":
        content[60:64] = (9999).to_bytes(4)
        copy.write_bytes(content)
    elif how == "flipped":
        content[len(content) // 2 : len(content) // 2 + 4096] = bytes(4096)
        copy.write_bytes(content)
    else:
        copy.write_bytes({"empty": b"", "text": b"hola", "half": content[: len(content) // 2]}[how])

    with pytest.raises(Refused):
        restore(copy, book)

    assert storage.book_path() == book
    assert everything() == after
    assert not list(book.parent.glob("*antes-de-restaurar*"))


def test_the_book_itself_is_no_copy(association, book) -> None:
    with pytest.raises(Refused, match="es el mismo libro"):
        restore(book, book)

    assert Association.get() == association


def test_a_damaged_book_is_replaced_and_kept_as_it_was(lived) -> None:
    book, copy, before = lived
    storage.close()
    book.write_bytes(b"roto")

    kept = restore(copy, book)

    assert kept is not None
    assert kept.read_bytes() == b"roto"
    assert without_history(everything()) == without_history(before)


def test_through_a_link_the_book_itself_is_put_back(lived, tmp_path) -> None:
    book, copy, before = lived
    storage.close()
    link = tmp_path / "enlace.ecocuenca"
    link.symlink_to(book)

    kept = restore(copy, link)

    assert link.is_symlink()
    assert storage.book_path() == book.resolve()
    assert kept is not None
    assert kept.parent == book.parent
    assert without_history(everything()) == without_history(before)


def test_a_missing_book_is_put_back(lived) -> None:
    book, copy, before = lived
    storage.close()
    book.unlink()

    assert restore(copy, book) is None
    assert without_history(everything()) == without_history(before)


CUT = """
import sys
from models.file import storage
from models.changes import database
storage.open_book(__import__("pathlib").Path(sys.argv[1]))
database.execute_sql("PRAGMA cache_spill = 1")
database.execute_sql("PRAGMA cache_size = 5")
database.execute_sql("BEGIN IMMEDIATE")
database.execute_sql("UPDATE association SET remarks = hex(zeroblob(400000))")
__import__("os").kill(__import__("os").getpid(), 9)
"""


def test_a_journal_left_by_a_power_cut_is_kept_with_its_book_and_not_played_into_the_copy(
    lived,
) -> None:
    book, copy, before = lived
    storage.close()
    subprocess.run([sys.executable, "-c", CUT, str(book)], cwd=ROOT, check=False)
    journal = disk.journal_of(book)
    half_stored = (book.read_bytes(), journal.read_bytes())
    assert half_stored[1][:1] not in (b"", b"\0")  # else nothing is tried here

    kept = restore(copy, book)

    assert kept is not None
    assert (kept.read_bytes(), disk.journal_of(kept).read_bytes()) == half_stored
    assert without_history(everything()) == without_history(before)


def killed_at(copy: Path, book: Path, call: int) -> bool:
    """Restore in a process that kills itself at its n-th call to the disk; whether it was done."""
    child = os.fork()
    if child == 0:
        _restore_until(copy, book, call)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def _restore_until(copy: Path, book: Path, call: int) -> None:
    seen = iter(range(1, 1000))

    def counting(do):
        def made(*what, **more):
            if next(seen) == call:
                os.kill(os.getpid(), signal.SIGKILL)
            return do(*what, **more)

        return made

    for name in ("open", "replace", "link", "rename", "fsync", "unlink"):
        setattr(os, name, counting(getattr(os, name)))
    restore(copy, book)


def test_killed_at_any_call_it_leaves_the_old_book_or_the_new_and_the_old_one_is_never_lost(
    lived, tmp_path
) -> None:
    book, copy, before = lived
    after = everything()
    storage.close()
    ends = set()
    for call in range(1, 60):
        folder = tmp_path / f"at-{call}"
        folder.mkdir()
        tried = folder / "x.ecocuenca"
        shutil.copy(book, tried)
        done = killed_at(copy, tried, call)

        with storage.opened(tried):
            held = without_history(everything())
        assert held in (without_history(before), without_history(after))
        ends.add(held == without_history(before))
        if held == without_history(before):
            with storage.opened(folder / "x.antes-de-restaurar-1.ecocuenca"):
                assert everything() == after
        if done:
            break
    assert done
    assert ends == {True, False}  # killed before and after it took place


# Copies -----------------------------------------------------------------------------------------


@pytest.fixture
def folder(association: Association) -> Path:
    return copies.copies_folder()


def test_a_copy_is_current_until_something_is_stored(association, folder) -> None:
    assert not copies.is_current()
    copies.copy(folder)
    assert copies.is_current()

    an_income(association, cash("1.00"), may(6))

    assert not copies.is_current()


def many_copies(folder: Path, days: list[date]) -> None:
    """A copy for each day, oldest first, whose newest document is of that day."""
    for day in days:
        made = copies.copy(folder)
        with closing(sqlite3.connect(made.path)) as changed:
            guards = changed.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            dropped = "".join(f"DROP TRIGGER {name};" for (name,) in guards.fetchall())
            changed.executescript(
                f"BEGIN; {dropped} UPDATE document SET day = '{day.isoformat()}'; COMMIT;"
            )
        labels.beside(made.path).unlink()  # it was written for another file


def test_the_last_twelve_copies_stay_then_one_a_month_then_one_a_year(association, folder) -> None:
    an_income(association, cash("1.00"), may(1))
    days = [date(2023, 3, 1), date(2023, 3, 2), date(2024, 7, 9), date(2024, 7, 20)]
    many_copies(folder, [*days, *(date(2026, 5, 1) for _copy in range(13))])

    gone = copies.thin(folder)

    # 1 and 3 have a later one of their month; 5 is older than the last twelve of May (6 to 17).
    assert [int(one.stem[-4:]) for one in gone] == [5, 3, 1]
    assert [int(one.path.stem[-4:]) for one in copies.copies_in(folder)] == [
        *range(17, 5, -1),
        4,
        2,
    ]


def test_a_paper_of_a_mistyped_day_that_was_voided_does_not_date_a_copy(association) -> None:
    an_income(association, cash("1.00"), may(1))
    void(an_income(association, cash("2.00"), date(2031, 5, 1)).document, date(2031, 5, 1), "año")

    assert copies.held_now().until == may(1)


def test_no_copy_goes_while_one_of_the_three_newest_is_damaged(association, folder) -> None:
    an_income(association, cash("1.00"), may(1))
    many_copies(folder, [may(1)] * 14)
    second = copies.copies_in(folder)[1].path
    content = bytearray(second.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = bytes(4096)
    second.write_bytes(content)

    assert copies.thin(folder) == []


def test_copies_of_the_book_that_was_lost_stay_when_a_new_one_is_begun_in_its_place(
    association, book, folder
) -> None:
    an_income(association, cash("1.00"), may(1))
    lost = copies.copy(folder)
    storage.close()
    book.unlink()
    storage.create(book)
    an_income(an_association(), cash("2.00"), may(1))
    for _copy in range(13):
        copies.copy(folder)

    gone = copies.thin(folder)

    assert [one.name for one in gone] == ["x-copia-0002.ecocuenca"]
    assert lost.path.exists()


def test_a_pipe_with_the_name_of_a_copy_is_none(association, folder) -> None:
    copies.copy(folder)
    os.mkfifo(folder / "x-copia-0002.ecocuenca")

    assert len(copies.copies_in(folder)) == 1
    assert copies.locked_in(folder) == []


def test_a_book_that_is_only_looked_at_takes_no_copy_away(association, folder) -> None:
    an_income(association, cash("1.00"), may(1))
    many_copies(folder, [may(1)] * 13)
    storage.stop_storing("SOLO PARA VER.")

    assert copies.thin(folder) == []


def test_where_restoring_fails_a_book_that_was_only_looked_at_still_is(
    association, book, folder, monkeypatch
) -> None:
    made = copies.copy(folder)
    storage.stop_storing("SOLO PARA VER.")

    def full(*_of):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(disk, "begin", full)
    with pytest.raises(Refused, match="lleno"):
        restore(made.path, book)

    assert why_look_only() == "SOLO PARA VER."
    with pytest.raises(Refused, match="SOLO PARA VER"):
        an_income(association, cash("1.00"), may(1))


@pytest.mark.parametrize("year", [2002, 2036])
def test_a_clock_that_is_years_wrong_changes_nothing_of_which_copies_stay(
    association, folder, year
) -> None:
    an_income(association, cash("1.00"), may(1))
    many_copies(folder, [may(1)] * 13)
    for one in copies.copies_in(folder):
        wrong = date(year, 1, 1).toordinal() * 86400 - date(1970, 1, 1).toordinal() * 86400
        os.utime(one.path, (wrong, wrong))

    assert [one.name for one in copies.thin(folder)] == ["x-copia-0001.ecocuenca"]


def test_what_makes_a_copy_durable_is_what_makes_the_book_durable() -> None:
    assert (PRAGMAS["journal_mode"], PRAGMAS["synchronous"]) == ("truncate", "extra")
