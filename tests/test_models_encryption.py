"""A locked book: told from others, opened by its words alone, nothing of it readable elsewhere."""

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from models.associations import Association
from models.changes import PRAGMAS, Refused, database, why_look_only
from models.file import copies, disk, storage
from models.file.restoring import examined, restore
from models.locked import cipher, encryption, keys
from models.locked.cipher import KeysMissing, Locked
from models.review.books import faults
from tests.factories import a_delivery, a_member, an_income, cash, everything, may
from tests.locked import CANARY, CODE, KEY, WORDS, lock_open_book, wraps
from tests.powerless import ROOT
from tests.test_models_restoring import CUT, without_history

pytestmark = pytest.mark.bar("R22")

# At which calls to the disk a deed is killed, until one is not reached: all of them at night.
CALLS = range(1, 200, 1 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 9)


@pytest.fixture
def locked(association: Association, book: Path) -> Path:
    """A locked book with a member whose DNI is easily found, open."""
    a_delivery(association, "10.0", may(5), member=a_member(association, dni=CANARY.decode()))
    lock_open_book()
    return book


def start_anew() -> None:
    storage.close()
    cipher.forget()


def everywhere(folder: Path) -> dict[str, bytes]:
    return {
        str(one.relative_to(folder)): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file() and not one.name.endswith(".lock")
    }


# Locking and unlocking --------------------------------------------------------------------------


def test_there_and_back_every_row_of_every_table_is_as_it_was(busy: Association, book) -> None:
    before, held = everything(), copies.held_now()

    encryption.lock(encryption.new_key(WORDS, CODE))

    assert book.read_bytes()[:15] != cipher.PLAIN[:15]
    assert (everything(), copies.held_now(), faults()) == (before, held, [])

    encryption.unlock_for_good()

    assert book.read_bytes()[:16] == cipher.PLAIN
    assert (everything(), copies.held_now(), faults()) == (before, held, [])
    assert not keys.beside(book).exists()


def test_a_locked_book_goes_on_as_any_other(locked: Path) -> None:
    an_income(Association.get(), cash("7.00"), may(6))
    start_anew()
    cipher.unlock(locked, WORDS)

    storage.open_book(locked)

    assert copies.held_now().documents == 2
    assert faults() == []
    told = {name: database.execute_sql(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
    assert told == PRAGMAS | {"synchronous": 3, "temp_store": 2}


def test_a_book_that_is_only_looked_at_is_not_opened_for_work_by_locking_it(
    association, book: Path
) -> None:
    content = book.read_bytes()
    storage.stop_storing("SOLO PARA VER.")

    with pytest.raises(Refused, match="SOLO PARA VER"):
        encryption.lock(encryption.new_key(WORDS, CODE))

    assert (book.read_bytes(), why_look_only()) == (content, "SOLO PARA VER.")


def test_a_locked_book_is_not_locked_again_and_an_open_one_not_unlocked(locked: Path) -> None:
    with pytest.raises(Refused, match="ya está cerrado con llave"):
        encryption.lock(encryption.new_key(WORDS, CODE))

    encryption.unlock_for_good()

    with pytest.raises(Refused, match="no está cerrado con llave"):
        encryption.unlock_for_good()
    with pytest.raises(Refused, match="no está cerrado con llave"):
        encryption.other_words(WORDS)


def killed_at(deed, call: int) -> bool:
    """Do it in a process that kills itself at its n-th call to the disk; whether it was done."""
    child = os.fork()
    if child == 0:
        seen = iter(range(1, 10_000))

        def counting(do):
            def made(*what, **more):
                if next(seen) == call:
                    os.kill(os.getpid(), signal.SIGKILL)
                return do(*what, **more)

            return made

        for name in ("open", "replace", "link", "rename", "fsync", "unlink"):
            setattr(os, name, counting(getattr(os, name)))
        deed()
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


@pytest.mark.parametrize("way", ["lock", "unlock"])
def test_killed_at_any_call_the_book_is_whole_and_opens_one_way_or_the_other(
    association, book, tmp_path, way
) -> None:
    a_delivery(association, "10.0", may(5))
    if way == "unlock":
        lock_open_book()
    before = everything()
    storage.close()
    ends = set()
    for call in CALLS:
        tried = tmp_path / f"at-{call}" / "x.ecocuenca"
        tried.parent.mkdir()
        for one in (book, keys.beside(book)):
            if one.exists():
                shutil.copy(one, tried.with_name(one.name))

        def deed(tried=tried) -> None:
            storage.open_book(tried)
            encryption.lock(
                encryption.new_key(WORDS, CODE)
            ) if way == "lock" else encryption.unlock_for_good()

        done = killed_at(deed, call)

        was_locked = cipher.is_locked(tried)
        if was_locked:
            cipher.forget()
            cipher.unlock(tried, WORDS)
        with storage.opened(tried):
            assert everything() == before
        assert not disk.draft_of(tried).exists()
        ends.add(was_locked)
        cipher.take(KEY, wraps())
        if done:
            break
    assert done
    assert ends == {True, False}  # killed before and after it took place


def test_on_a_full_disk_the_book_stays_as_it_was_and_open(association, book, monkeypatch) -> None:
    before = everything()

    def full(_draft: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(disk, "sync", full)
        with pytest.raises(Refused):
            encryption.lock(encryption.new_key(WORDS, CODE))

    assert storage.book_path() == book
    assert not encryption.is_open_locked()
    assert everything() == before


# What opens it ----------------------------------------------------------------------------------


def test_without_its_words_it_does_not_open_and_says_so(locked: Path) -> None:
    start_anew()

    with pytest.raises(Locked, match="cerrado con llave"):
        storage.open_book(locked)


def test_wrong_words_and_wrong_codes_change_no_byte(locked: Path) -> None:
    start_anew()
    before = everywhere(locked.parent)

    for wrong in ("abeja abeja abeja abeja", "maestro quinoa puente alegria", "", CODE[::-1]):
        with pytest.raises(Refused):
            cipher.unlock(locked, wrong)
        with pytest.raises(Locked):
            storage.open_book(locked)

    assert everywhere(locked.parent) == before


@pytest.mark.parametrize("secret", [WORDS, CODE])
def test_the_words_open_it_and_so_does_the_code_of_the_sheet(locked: Path, secret: str) -> None:
    start_anew()

    cipher.unlock(locked, secret)
    storage.open_book(locked)

    assert copies.held_now().documents == 1


def test_after_the_words_are_changed_only_the_new_ones_open_it_and_its_copies(locked) -> None:
    made = copies.copy(copies.copies_folder())
    content = locked.read_bytes()

    assert encryption.use(encryption.other_words("laguna nogal abeja cumbre")) == 1

    assert locked.read_bytes() == content  # nothing is locked anew
    start_anew()
    for path in (locked, made.path):
        with pytest.raises(Refused, match="no abren el libro"):
            cipher.unlock(path, WORDS)
        cipher.unlock(path, "laguna nogal abeja cumbre")
        cipher.forget()
        cipher.unlock(path, CODE)
        cipher.forget()


def test_another_sheet_takes_the_place_of_the_one_that_was_lost(locked: Path) -> None:
    code = keys.drawn_code()

    encryption.use(encryption.other_sheet(code))

    start_anew()
    with pytest.raises(Refused, match="no abren el libro"):
        cipher.unlock(locked, CODE)
    for secret in (code, WORDS):
        cipher.unlock(locked, secret)
        cipher.forget()


def test_the_words_of_before_do_not_open_it_from_beside_a_book_that_was_kept_aside(locked) -> None:
    kept = restore(copies.copy(copies.copies_folder()).path, locked)
    assert keys.Keys.read(keys.beside(kept)) == wraps()
    encryption.use(encryption.other_words("laguna nogal abeja cumbre"))
    now = keys.beside(locked).read_bytes()
    start_anew()

    with pytest.raises(Refused, match="no abren el libro"):
        cipher.unlock(locked, WORDS)

    assert keys.beside(locked).read_bytes() == now
    cipher.unlock(locked, "laguna nogal abeja cumbre")


def test_the_keys_of_another_book_are_never_taken_for_its_own(locked: Path) -> None:
    start_anew()
    keys.beside(locked).unlink()
    other = keys.Keys.of(bytes(32), "abeja abeja abeja abeja", CODE)
    other.write(locked.with_name("otro.ecocuenca.llaves"))

    with pytest.raises(Refused, match=r"traiga x.* de una copia"):
        cipher.unlock(locked, "abeja abeja abeja abeja")

    assert not keys.beside(locked).exists()


def test_keys_beside_it_that_are_of_a_book_with_the_same_words_do_no_harm(locked: Path) -> None:
    copies.copy(copies.copies_folder())
    start_anew()
    keys.Keys.of(bytes(32), WORDS, CODE).write(keys.beside(locked))

    cipher.unlock(locked, WORDS)

    storage.open_book(locked)
    assert keys.Keys.read(keys.beside(locked)) == wraps()


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"llave": 5}', b"\xff"])
def test_a_file_of_keys_that_is_none_is_as_one_that_is_gone(locked: Path, content: bytes) -> None:
    start_anew()
    keys.beside(locked).write_bytes(content)

    with pytest.raises(KeysMissing):
        storage.open_book(locked)


@pytest.mark.parametrize("how", ["lost", "changed", "of another book"])
def test_keys_that_are_gone_or_damaged_are_taken_from_a_copy_and_put_back(locked, how) -> None:
    copies.copy(copies.copies_folder())
    start_anew()
    kept = keys.beside(locked)
    if how == "lost":
        kept.unlink()
    elif how == "changed":
        kept.write_bytes(kept.read_bytes().replace(b"a", b"b"))
    else:
        keys.Keys.of(bytes(32), "abeja abeja abeja abeja", CODE).write(kept)

    cipher.unlock(locked, WORDS)

    assert keys.Keys.read(kept) == wraps()
    storage.open_book(locked)
    assert copies.held_now().documents == 1


def test_without_any_file_of_keys_it_says_what_is_missing_and_where_it_is_found(locked) -> None:
    start_anew()
    keys.beside(locked).unlink()
    before = everywhere(locked.parent)

    for ask in (storage.open_book, lambda path: cipher.unlock(path, WORDS)):
        with pytest.raises(KeysMissing, match="falta el archivo x"):
            ask(locked)
    assert everywhere(locked.parent) == before


def test_keys_from_a_copy_elsewhere_are_put_beside_the_book(locked: Path, tmp_path: Path) -> None:
    made = copies.copy(tmp_path / "muy" / "lejos")
    start_anew()
    keys.beside(locked).unlink()
    with pytest.raises(Refused, match="no hay llaves"):
        cipher.adopt(locked, tmp_path / "otra.ecocuenca")

    cipher.adopt(locked, made.path)

    cipher.unlock(locked, WORDS)
    storage.open_book(locked)


def test_copies_that_wait_for_words_are_told_from_the_others(locked: Path) -> None:
    made = copies.copy(copies.copies_folder())
    assert copies.locked_in(copies.copies_folder()) == []
    start_anew()

    assert copies.locked_in(copies.copies_folder(locked), locked) == [made.path]
    assert copies.copies_in(copies.copies_folder(locked), locked) == []


def test_where_the_cipher_is_not_installed_it_says_so_and_other_books_open(
    locked: Path, fresh_books, tmp_path
) -> None:
    storage.close()
    shutil.copy(fresh_books["begun"], tmp_path / "claro.ecocuenca")
    program = """
import sys
sys.modules["sqlcipher3"] = None
from pathlib import Path
from models.file import storage, copies
from models.changes import Refused
with storage.opened(Path(sys.argv[2])):
    print(copies.copy(Path(sys.argv[2]).parent / "usb").documents)
try:
    storage.open_book(Path(sys.argv[1]))
except Refused as refused:
    print(refused)
"""
    said = subprocess.run(
        [sys.executable, "-c", program, str(locked), str(tmp_path / "claro.ecocuenca")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.splitlines() == [
        "0",
        (
            "El libro está cerrado con llave, y a este programa le falta la parte que lo abre. "
            "Instale Ecocuenca de nuevo. El libro no se tocó."
        ),
    ]


def test_where_no_book_is_locked_the_cipher_is_not_even_read_in(book: Path) -> None:
    storage.close()
    program = """
import sys
from pathlib import Path
from models.file import storage, copies
with storage.opened(Path(sys.argv[1])):
    copies.copy(Path(sys.argv[1]).parent / "usb")
print("sqlcipher3" in sys.modules)
"""
    said = subprocess.run(
        [sys.executable, "-c", program, str(book)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert (said.stdout, said.stderr) == ("False\n", "")


# Which books are locked -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [b"hola " * 2000, bytes(8192), b"PK\3\4" + bytes(range(256)) * 20, b"%PDF-1.7"]
)
def test_other_files_are_not_taken_for_locked_books(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.ecocuenca"
    path.write_bytes(content)

    with pytest.raises(Refused, match="no es un libro de Ecocuenca"):
        storage.open_book(path)


def test_a_locked_book_of_a_newer_program_is_refused_as_it_is(locked: Path) -> None:
    database.execute_sql("PRAGMA user_version = 9999")
    storage.close()
    before = everywhere(locked.parent)

    with pytest.raises(Refused, match="es de una versión más nueva"):
        storage.open_book(locked)

    assert everywhere(locked.parent) == before


def test_a_changed_bit_anywhere_in_a_locked_book_is_noticed(locked: Path) -> None:
    storage.close()
    content, chance = locked.read_bytes(), random.Random(3)
    pages = len(content) // cipher.PAGE
    places = [chance.randrange(page * 4096, page * 4096 + 4096) for page in range(pages)]
    free = _free_pages(locked)

    for place in places[::5]:
        if place // cipher.PAGE + 1 in free:
            continue  # holds nothing
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        locked.write_bytes(changed)
        with pytest.raises(Refused, match="dañado"):
            storage.open_book(locked)
    locked.write_bytes(content)
    storage.open_book(locked)


def _free_pages(path: Path) -> set[int]:
    with cipher.connected(path, "ro", KEY) as book:
        if not book.execute("PRAGMA freelist_count").fetchone()[0]:
            return set()
        used = book.execute("SELECT DISTINCT pageno FROM dbstat").fetchall()
        count = book.execute("PRAGMA page_count").fetchone()[0]
    return set(range(1, count + 1)) - {page for (page,) in used}


def test_a_power_cut_in_the_middle_of_a_save_leaves_what_was_saved_before(locked: Path) -> None:
    before = everything()
    storage.close()
    program = CUT.replace(
        "from models.file import storage\n",
        "from models.file import storage\nfrom models.locked import cipher, keys\n"
        f"cipher.take({KEY!r}, keys.Keys.read(keys.beside(__import__('pathlib').Path(sys.argv[1]))))\n",
    )
    subprocess.run([sys.executable, "-c", program, str(locked)], cwd=ROOT, check=False)
    assert disk.journal_of(locked).read_bytes()[:1] not in (b"", b"\0")  # else nothing is tried
    assert CANARY not in disk.journal_of(locked).read_bytes()

    storage.open_book(locked)

    assert everything() == before
    kept = locked.with_name("x.ecocuenca.antes-1")
    assert keys.Keys.read(keys.beside(kept)) == wraps()


# Its copies -------------------------------------------------------------------------------------


def test_nothing_of_it_is_readable_in_the_book_its_journal_or_its_copies(locked: Path) -> None:
    assert CANARY not in locked.read_bytes()
    copies.copy(locked.parent / "usb")
    database.execute_sql("PRAGMA cache_spill = 1")
    database.execute_sql("PRAGMA cache_size = 5")
    with database.atomic():
        database.execute_sql("UPDATE association SET remarks = hex(zeroblob(400000))")
        held = everywhere(locked.parent)
    held |= everywhere(locked.parent)

    assert {"x.ecocuenca", "x.ecocuenca-journal", "usb/x-copia-0001.ecocuenca"} <= set(held)
    assert not [name for name, content in held.items() if CANARY in content]


def test_the_canary_is_found_where_a_book_is_not_locked(association, book) -> None:
    a_member(association, dni=CANARY.decode())
    storage.close()

    assert CANARY in book.read_bytes()


def test_a_copy_carries_its_keys_and_is_restored_on_a_computer_that_has_only_the_stick(
    locked: Path, tmp_path: Path
) -> None:
    made, before = copies.copy(tmp_path / "usb"), everything()
    start_anew()
    new = tmp_path / "laptop" / "libro.ecocuenca"
    new.parent.mkdir()

    with pytest.raises(Locked):
        examined(made.path)
    cipher.unlock(made.path, CODE)
    assert restore(made.path, new) is None

    assert without_history(everything()) == without_history(before)
    start_anew()
    cipher.unlock(new, WORDS)
    storage.open_book(new)


def test_a_copy_in_the_clear_comes_back_as_it_is_and_the_locked_book_is_kept_with_its_keys(
    association, book, tmp_path
) -> None:
    plain = copies.copy(tmp_path / "usb")
    lock_open_book()
    after = everything()

    kept = restore(plain.path, book)

    assert not encryption.is_open_locked()
    assert kept is not None
    start_anew()
    cipher.unlock(kept, WORDS)
    with storage.opened(kept):
        assert everything() == after


def test_killed_while_a_copy_under_other_keys_is_restored_the_book_still_opens(
    locked: Path, tmp_path: Path
) -> None:
    made = copies.copy(tmp_path / "usb")
    other = keys.Keys.of(bytes(32), "laguna nogal abeja cumbre", CODE)
    encryption.unlock_for_good()
    cipher.take(bytes(32), other)
    encryption._exchange(
        locked, lambda draft: encryption._rewritten(draft, locked, None, bytes(32)), bytes(32)
    )
    storage.close()
    for call in CALLS:
        tried = tmp_path / f"at-{call}" / "x.ecocuenca"
        tried.parent.mkdir()
        for one in (locked, keys.beside(locked)):
            shutil.copy(one, tried.with_name(one.name))

        done = killed_at(lambda tried=tried: restore(made.path, tried), call)

        cipher.forget()
        opened = []
        for words in (WORDS, "laguna nogal abeja cumbre"):
            try:
                cipher.unlock(tried, words)
                storage.open_book(tried)
            except Refused:
                cipher.forget()
                continue
            opened.append(words)
            storage.close()
            cipher.forget()
        assert opened == [WORDS] if done else len(opened) == 1
        cipher.take(KEY, wraps())
        cipher.take(bytes(32), other)
        if done:
            break
    assert done


def test_old_copies_go_with_their_keys(locked: Path) -> None:
    folder = copies.copies_folder()
    for _time in range(14):
        copies.copy(folder)

    gone = copies.thin(folder)

    assert [one.name for one in gone] == ["x-copia-0002.ecocuenca", "x-copia-0001.ecocuenca"]
    assert len(list(folder.glob("*.llaves"))) == 12


# What is left in the clear ----------------------------------------------------------------------


def test_copies_and_workbooks_of_before_are_named_and_locked_or_deleted(association, book) -> None:
    folder = copies.copies_folder()
    first, second = copies.copy(folder), copies.copy(folder)
    first.workbook.write_bytes(b"PK libro")
    kept = restore(first.path, book)
    held = copies.held_now()
    lock_open_book()

    assert encryption.left_in_clear() == [second.path, first.workbook, first.path, kept]

    encryption.lock_copy(second.path)
    encryption.lock_copy(kept)
    encryption.delete(first.path)
    encryption.delete(first.workbook)

    assert encryption.left_in_clear() == []
    assert list(folder.glob("*.txt")) == []  # labels of what was read without words
    assert copies.read_back(second.path) == first.held
    assert keys.Keys.read(keys.beside(second.path)) == wraps()
    assert copies.read_back(kept).documents == held.documents
    assert [one.path for one in copies.copies_in(folder)] == [second.path]


def test_what_was_not_named_is_neither_deleted_nor_locked(locked: Path, tmp_path: Path) -> None:
    other = tmp_path / "carta.xlsx"
    other.write_bytes(b"PK")

    with pytest.raises(Refused):
        encryption.delete(other)
    with pytest.raises(Refused):
        encryption.lock_copy(other)

    assert other.read_bytes() == b"PK"


def test_a_damaged_copy_in_the_clear_stays_as_it_was(association, book) -> None:
    made = copies.copy(copies.copies_folder())
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = bytes(4096)
    made.path.write_bytes(content)
    lock_open_book()

    with pytest.raises(Refused):
        encryption.lock_copy(made.path)

    assert made.path.read_bytes() == content
    assert not disk.draft_of(made.path).exists()
