"""R6, R11, R17, R18: what is found at start, and that it never costs anybody a book."""

import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from peewee import DatabaseError

from models import clock, history, history_pages
from models.associations import Association
from models.cash.cash_book import Receipt
from models.changes import Refused, database, why_look_only
from models.documents import Document
from models.file import copies, holding, schema, soundness, storage
from models.history import Change
from models.review.books import looked_through
from tests.factories import an_association, an_income, cash, everything, june, may
from tests.faults import NIGHTLY
from tests.ui_keys import Keys, words_in
from ui.not_opened import Trouble
from ui.run import Window

ROOT = Path(__file__).parent.parent
BITS, SECTORS = (3_000, 1_000) if NIGHTLY else (100, 40)


# One program at a time -----------------------------------------------------------------------


def _hold_in_another_process(path: Path) -> int:
    """A process that holds the book until it is killed."""
    told, tell = os.pipe()
    process = os.fork()
    if process == 0:
        holding.take(path)
        holding.write_note("Rosa Quispe")
        os.write(tell, b"x")
        time.sleep(60)
        os._exit(0)
    os.read(told, 1)
    os.close(told)
    os.close(tell)
    return process


@pytest.mark.bar("R17")
def test_sixty_killed_holders_never_leave_a_lock_and_the_second_is_told_who_holds_it(tmp_path):
    path, told = tmp_path / "x.ecocuenca", set[str]()
    path.touch()
    for _time in range(60):
        holder = _hold_in_another_process(path)
        with pytest.raises(holding.Held) as held:
            holding.take(path)
        told.add(str(held.value)[:106])
        os.kill(holder, signal.SIGKILL)
        os.waitpid(holder, 0)

        holding.take(path)
        holding.let_go()

    (said,) = told
    assert said.startswith(
        "El libro x.ecocuenca ya está abierto en otra ventana de Ecocuenca. "
        "Lo abrió Rosa Quispe en la compu"
    )
    assert [one.suffix for one in tmp_path.iterdir() if one != path] == [".lock"]


@pytest.mark.bar("R17")
def test_a_second_start_brings_the_first_window_to_the_front_and_ends_in_silence(
    window: Window, root, book
):
    root.withdraw()
    window.answer_calls()
    order = [sys.executable, ROOT / "ecocuenca_desktop.py", "--archivo", book]
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    with subprocess.Popen(
        order, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as second:
        while second.poll() is None:
            root.update()
            time.sleep(0.02)
        said = second.stdout.read()

    assert (second.returncode, said) == (0, b"")
    assert root.state() == "normal"


def test_a_holder_on_another_computer_is_told_and_not_called(tmp_path, monkeypatch):
    path = tmp_path / "x.ecocuenca"
    path.touch()
    holder = _hold_in_another_process(path)
    try:
        monkeypatch.setattr("platform.node", lambda: "OTRA")
        assert not holding.call(path, wait_s=0.1)
    finally:
        os.kill(holder, signal.SIGKILL)
        os.waitpid(holder, 0)


OPENER = """
import sys
from pathlib import Path
from models.file import storage
from models.changes import Refused
try:
    storage.open_book(Path(sys.argv[1]))
except Refused as refused:
    print(refused)
"""


@pytest.mark.bar("R17")
def test_no_other_name_of_the_book_opens_it_a_second_time(association, book, tmp_path):
    by_link, twice = tmp_path / "enlace.ecocuenca", tmp_path / "doble.ecocuenca"
    by_link.symlink_to(book)
    twice.hardlink_to(book)

    def look_through() -> list[str]:
        with soundness.aside(book):
            return list(looked_through())

    with ThreadPoolExecutor(1) as aside:
        assert aside.submit(look_through).result() == []

    said = [
        subprocess.run(
            [sys.executable, "-c", OPENER, other],
            check=False,
            cwd=ROOT,
            capture_output=True,
            text=True,
        ).stdout
        for other in (by_link, twice)
    ]

    assert "ya está abierto en otra ventana" in said[0]
    assert "Otro programa está usando" in said[1]


@pytest.mark.parametrize(
    "note",
    [
        b"\xff\xfe\0",
        b"null",
        b"[" * 100_000,
        b'{"who": "Rosa", "computer": "x", "since": null, "process": 1}',
        b'{"who": 5, "computer": "x", "since": "2026-05-04T10:00:00", "process": 1}',
        b'{"who": "a\\nb", "computer": "x", "since": "2026-05-04T10:00:00", "process": 1}',
    ],
)
def test_a_note_that_the_program_did_not_write_says_nothing(tmp_path, note):
    path = tmp_path / "x.ecocuenca"
    path.touch()
    holder = _hold_in_another_process(path)
    try:
        (tmp_path / ".x.ecocuenca.abierto").write_bytes(note)
        with pytest.raises(holding.Held) as held:
            holding.take(path)
    finally:
        os.kill(holder, signal.SIGKILL)
        os.waitpid(holder, 0)

    assert str(held.value) == "El libro x.ecocuenca ya está abierto en otra ventana de Ecocuenca."


# What kind of file -----------------------------------------------------------------------------


@pytest.fixture
def kept(book: Path) -> Path:
    an_association()
    storage.close()
    return book


SPECIAL: dict[str, tuple[Callable[[bytes], bytes | None], str]] = {
    "missing": (lambda _whole: None, "No existe el archivo"),
    "nothing": (lambda _whole: b"", "está vacío"),
    "text": (lambda _whole: b"hola\n" * 900, "no es un libro de Ecocuenca"),
    "sheet": (lambda _whole: b"PK\3\4" + bytes(5000), "no es un libro de Ecocuenca"),
    "zeros": (lambda _whole: bytes(1024), "no es un libro de Ecocuenca"),
    "first page": (lambda whole: bytes(4096) + whole[4096:], "no es un libro de Ecocuenca"),
    "half": (lambda whole: whole[: len(whole) // 2], "está dañado"),
    "one page": (lambda whole: whole[:4096], "está dañado"),
    "newer": (
        lambda whole: whole[:60] + (schema.version() + 1).to_bytes(4, "big") + whole[64:],
        "versión más nueva. Actualice",
    ),
    "other": (lambda whole: whole[:68] + b"ABCD" + whole[72:], "no es un libro de Ecocuenca"),
}


@pytest.mark.bar("R11")
@pytest.mark.parametrize("kind", SPECIAL)
def test_a_file_that_is_no_whole_book_says_which_kind_it_is_and_stays_as_it_is(kept, kind):
    make, says = SPECIAL[kind]
    content = make(kept.read_bytes())
    kept.unlink() if content is None else kept.write_bytes(content)

    with pytest.raises(Refused, match=says):
        storage.open_book(kept)

    assert (kept.read_bytes() if kept.exists() else None) == content
    with pytest.raises(Refused):
        storage.look_at(kept, "solo para ver")
    assert (kept.read_bytes() if kept.exists() else None) == content


# Damage ----------------------------------------------------------------------------------------


def _found(path: Path) -> bool:
    """Whether a start finds that something is not as it was left."""
    try:
        storage.check_header(path)
        with soundness.aside(path):
            return any(looked_through())
    except Refused:
        return True


def _rows(path: Path) -> dict[str, list[tuple]]:
    """All that is kept, but for what searches compare: it is made of the rest."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as other:
        tables = other.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {name: _told(other, name) for (name,) in tables}


def _reads(path: Path) -> dict[str, list[tuple]] | None:
    try:
        return _rows(path)
    except (sqlite3.Error, UnicodeError):
        return None


def _told(other: sqlite3.Connection, table: str) -> list[tuple]:
    columns = [row[1] for row in other.execute(f"PRAGMA table_info({table})").fetchall()]
    told = ", ".join(name for name in columns if name != "found_by")
    return other.execute(f"SELECT {told} FROM {table}").fetchall()


def _flip(whole: bytes, place: random.Random) -> bytes:
    at = place.randrange(len(whole))
    return whole[:at] + bytes([whole[at] ^ 1 << place.randrange(8)]) + whole[at + 1 :]


def _wipe(whole: bytes, place: random.Random) -> bytes:
    at = place.randrange(len(whole) // 512) * 512
    return whole[:at] + bytes(512) + whole[at + 512 :]


@pytest.mark.bar("R6")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("harm", "times"), [(_flip, BITS), (_wipe, SECTORS)])
def test_what_a_bad_disk_changes_is_found_at_start_or_changes_nothing(
    busy: Association, book, tmp_path, monkeypatch, counted, harm, times
):
    storage.close()
    made = schema.expected()  # the same each time: making it is most of the work
    monkeypatch.setattr(schema, "expected", lambda: made)
    whole, rows, place = book.read_bytes(), _rows(book), random.Random(5)
    assert not _found(book)
    harmed, harmless, missed = tmp_path / "roto.ecocuenca", 0, []

    for number in range(times):
        harmed.write_bytes(harm(whole, place))
        if _reads(harmed) == rows:
            harmless += 1
        elif not _found(harmed):
            missed.append(number)

    assert missed == []
    counted("R6", harmed=times, harmless=harmless, missed=0)


# The window ------------------------------------------------------------------------------------


@pytest.fixture
def open_window(root, tmp_path) -> Iterator[Callable[[Path], Window]]:
    made = []

    def on(path: Path) -> Window:
        made.append(Window(path, preferences_path=tmp_path / "preferencias.json", root=root))
        root.update()
        return made[-1]

    yield on
    for window in made:
        window._leave_books()
    root.update()


@pytest.fixture
def window(association, book, open_window) -> Window:
    storage.close()
    return open_window(book)


def until(root, holds: Callable[[], object]) -> None:
    limit = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < limit
        root.update()
        time.sleep(0.01)


def test_a_sound_book_shows_no_band(window: Window, root, book):
    checked = window.checking
    until(root, lambda: checked.is_done)

    assert window.band is None
    an_income(Association.get(), cash("5.00"), may(5))


def test_looking_through_the_book_ends_with_the_window(window: Window, root):
    looking = [one for one in threading.enumerate() if one.name == "work aside"]

    window._leave_books()

    for one in looking:
        one.join(5)
    assert not any(one.is_alive() for one in looking)


def _another_hand_alters(book: Path) -> None:
    """Some cash more, past the guards of the file."""
    with closing(sqlite3.connect(book, isolation_level=None)) as hand:
        (guard,) = hand.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'money_entry'"
            " AND name NOT LIKE '%history%' AND sql LIKE '%UPDATE%'"
        ).fetchone()
        (made,) = hand.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [guard]).fetchone()
        hand.execute(f"DROP TRIGGER {guard}")
        hand.execute("UPDATE money_entry SET amount = amount + 100 WHERE account = 'cash'")
        hand.execute(made)


def test_books_that_do_not_add_up_are_only_looked_at_and_say_what_was_found(
    association, book, open_window, root
):
    an_income(association, cash("5.00"), may(5))
    storage.close()
    _another_hand_alters(book)

    window = open_window(book)
    until(root, lambda: window.band is not None)
    content = book.read_bytes()

    said = window.band.words.cget("text")
    assert said.startswith("SOLO PARA VER. ")
    assert "RI-2026-0001" in said
    assert said.endswith("No se guarda nada hasta restaurar una copia.")
    with pytest.raises(Refused, match="SOLO PARA VER"):
        an_income(association, cash("1.00"), may(6))
    assert Receipt.select().count() == 1
    assert window._copied()  # it closes, and no bad copy is made
    assert copies.copies_in(copies.copies_folder()) == []
    assert book.read_bytes() == content


def test_a_copy_looked_at_meanwhile_does_not_open_the_book_for_work(
    association, book, open_window, root
):
    an_income(association, cash("5.00"), may(5))
    good = storage.copy(storage.copies_folder())
    storage.close()
    _another_hand_alters(book)
    window = open_window(book)
    until(root, lambda: window.band is not None)

    window.rehearse(good.path)
    (back,) = window.band.buttons
    back.invoke()

    assert why_look_only()
    assert any("Seguir trabajando" in words_in(one) for one in window.band.buttons)


def test_whoever_goes_on_with_what_was_found_is_written_down_and_not_stopped_again(
    association, book, open_window, root
):
    an_income(association, cash("5.00"), may(5))
    storage.close()
    _another_hand_alters(book)
    window = open_window(book)
    until(root, lambda: window.band is not None)
    (deed,) = [one for one in window.band.buttons if "Seguir trabajando" in words_in(one)]

    answered = Keys(root).answer("¿Seguir con el libro así?", "<Tab>", "<Return>")
    deed.invoke()
    answered()

    assert window.band is None
    an_income(association, cash("1.00"), may(6))
    noted = Change.get(Change.action == history.VOUCHED)
    say = f"{history.signed()} siguió trabajando, sabiendo lo que se encontró en "
    assert history_pages.told(noted.id).text.startswith(say)
    assert "RI-2026-0001" in history_pages.told(noted.id).text
    window._leave_books()
    again = open_window(book)
    until(root, lambda: again.checking.is_done)
    assert again.band is None
    an_income(association, cash("1.00"), may(6))


def test_a_book_with_a_broken_page_is_looked_at_printed_and_saved_as_it_is(
    busy, book, open_window, root, tmp_path
):
    storage.copy(storage.copies_folder())
    storage.close()
    content = bytearray(book.read_bytes())
    (page,) = _one_of_index(book)
    content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    book.write_bytes(content)

    window = open_window(book)

    assert "está dañado" in window.band.words.cget("text")
    assert Association.get().name == busy.name
    with pytest.raises(Refused, match="SOLO PARA VER"):
        busy.save()
    kept = storage.save_as_it_is(tmp_path)
    assert kept.read_bytes() == content == book.read_bytes()
    window.band.buttons[0].invoke()
    root.update()
    assert [one.documents for one in window.app.shell.current.copies] == [9]


def _one_of_index(book: Path) -> tuple[int, ...]:
    """The root page of an index: what is lost with it can still be read from its table."""
    with closing(sqlite3.connect(book)) as other:
        asked = "SELECT rootpage FROM sqlite_schema WHERE name = 'change_kind_record'"
        return (
            other.execute(asked).fetchone()
            or other.execute(
                "SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'change'"
            ).fetchone()
        )


@pytest.mark.bar("R6")
def test_a_book_that_cannot_even_be_looked_at_offers_its_copies(association, book, open_window):
    storage.copy(storage.copies_folder())
    storage.close()
    book.write_bytes(book.read_bytes()[:4096])

    window = open_window(book)

    assert isinstance(window.page, Trouble)
    assert len(window.page.copy_buttons) == 1


@pytest.mark.parametrize("closed", ["the file", "its folder"])
def test_a_book_where_nothing_can_be_written_is_looked_at(
    association, book, open_window, monkeypatch, closed
):
    storage.close()
    can, to_us = os.access, book if closed == "the file" else book.parent
    monkeypatch.setattr(
        os, "access", lambda path, how: (how != os.W_OK or path != to_us) and can(path, how)
    )

    window = open_window(book)

    assert "donde no se puede escribir" in window.band.words.cget("text")
    with pytest.raises(Refused):
        an_income(association, cash("1.00"), may(6))


# The clock -------------------------------------------------------------------------------------


@pytest.mark.bar("R18")
@pytest.mark.parametrize(
    ("off", "asks"),
    [
        (timedelta(days=-24 * 365), True),
        (timedelta(days=10 * 365), True),
        (timedelta(days=-2), True),
        (timedelta(hours=-1), False),
        (timedelta(days=90), False),
    ],
)
def test_a_clock_that_cannot_be_right_is_asked_about_and_never_refused(association, off, asks):
    now = datetime.now() + off

    said = clock.odd_clock(now)

    assert bool(said) == asks
    if asks:
        assert said.startswith(f"¿Está bien la fecha de la computadora? Dice {now:%d/%m/%Y}")


def test_an_odd_clock_is_said_above_the_books_until_the_person_says_it_is_right(
    association, book, open_window, root, monkeypatch
):
    storage.close()
    monkeypatch.setattr("ui.run.odd_clock", lambda _now: clock.odd_clock(datetime(2002, 1, 1)))
    window = open_window(book)

    assert "Dice 01/01/2002" in window.band.words.cget("text")
    window.band.buttons[0].invoke()
    assert window.band is None
    an_income(association, cash("1.00"), may(6))


@pytest.mark.bar("R18")
def test_numbers_and_order_go_by_what_was_stored_whatever_the_clock_says(association, monkeypatch):
    for year in (2002, 2036, 2026):
        monkeypatch.setattr("models.documents.datetime", _at(datetime(year, 1, 1)))
        an_income(association, cash("1.00"), june(1))

    assert [(one.number, one.typed[:4]) for one in Document.select().order_by(Document.id)] == [
        ("RI-2026-0001", "2002"),
        ("RI-2026-0002", "2036"),
        ("RI-2026-0003", "2026"),
    ]


def _at(moment: datetime) -> type:
    class At(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment

    return At


@pytest.mark.bar("R6")
def test_a_damaged_book_is_not_touched_by_looking(association, book, open_window):
    before = everything()
    storage.close()
    mark = hashlib.sha256(book.read_bytes()).hexdigest()

    storage.look_at(book, "solo para ver")

    assert everything() == before
    with pytest.raises(DatabaseError):
        database.execute_sql("UPDATE association SET name = 'x'")
    storage.close()
    assert hashlib.sha256(book.read_bytes()).hexdigest() == mark


@pytest.mark.bar("R6")
def test_a_book_damaged_where_the_first_page_is_read_offers_its_copies(
    association, book, open_window
):
    copies.copy(copies.copies_folder())
    roots = database.execute_sql(
        "SELECT rootpage FROM sqlite_schema WHERE tbl_name = 'money_entry' AND rootpage > 0"
    ).fetchall()
    storage.close()
    content = bytearray(book.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    for (page,) in roots:
        content[(page - 1) * size : page * size] = bytes(size)
    book.write_bytes(content)

    window = open_window(book)

    assert isinstance(window.page, Trouble)
    assert len(window.page.copy_buttons) == 1
    assert window.app is None
