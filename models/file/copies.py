"""Copies of the open book: numbered, never one over another, read back before they are called one.

They are told apart by their number, never by the clock of the computer, which may be years wrong.
"""

import os
import re
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from peewee import DatabaseError

from models import chain
from models.changes import Refused, database, open_key, why_look_only
from models.fields import show
from models.file import disk, labels, schema
from models.importing.steps import Steps, to_its_end
from models.language import _
from models.locked import cipher, keys
from models.money import MoneyEntry

SUFFIX = ".ecocuenca"
LOOK_S = 0.01  # between two looks at whether a copy is read back


def book_path() -> Path:
    """The file that is open now."""
    return Path(database.execute_sql("PRAGMA database_list").fetchone()[2])


def copies_folder(book: Path | None = None) -> Path:
    """Where copies of `book` (the open one) go if nobody says otherwise: «copias», beside it."""
    return (book or book_path()).parent / "copias"


def last_copy() -> date | None:
    """The day of the newest copy in that folder; None where there is none or none can be seen."""
    try:
        made = [one.stat().st_mtime for one in _copies(copies_folder()).values()]
    except OSError:
        return None
    return date.fromtimestamp(max(made)) if made else None


@dataclass(frozen=True)
class Held:
    """What a book holds, as far as two can be told apart by people and by the program."""

    documents: int
    money: Decimal  # S/ of cash and bank, all its associations together
    until: date | None  # day of its newest document that counts
    changes: int  # written in its history
    code: str  # control code of the book: of all its history; "" of a book of before there was one


@dataclass(frozen=True)
class Copy:
    """A copy that was read back: its file and what it holds."""

    path: Path
    held: Held
    trouble: str = ""  # what she should know of the book it was made of

    @property
    def documents(self) -> int:
        return self.held.documents

    @property
    def money(self) -> str:
        """«3,615.36»."""
        return show(MoneyEntry.amount, self.held.money)

    @property
    def made(self) -> datetime | None:
        """When its file was written; None where it is no longer there."""
        try:
            return datetime.fromtimestamp(self.path.stat().st_mtime)
        except OSError:
            return None

    @property
    def workbook(self) -> Path:
        """Where what it holds can be read without this program, if that was written."""
        return self.path.with_suffix(".xlsx")


def copy(folder: Path) -> Copy:
    """Copy the open book into `folder`, read the copy back and check it, then call it a copy.

    Refused in the middle of a deed: SQLite would wait for its end, and the window with it.
    """
    return to_its_end(copied(folder))


def copied(folder: Path) -> Steps[Copy]:
    """The same in steps, between which nothing may be stored: it is read back aside."""
    if why := why_look_only():
        raise Refused(why)  # no copy of a book with faults takes the place of a good one
    if database.in_transaction():
        raise Refused(_("Se está guardando algo. Espere a que termine y haga la copia."))
    try:
        path = _next_copy(folder)
        held, digest = yield from _written(path)
    except OSError as trouble:
        raise _not_made(disk.refusal(folder, trouble)) from trouble
    except (sqlite3.Error, DatabaseError) as trouble:
        usual = disk.refusal(folder, OSError())
        raise _not_made(disk.refusal_of_sqlite(folder, trouble) or usual) from trouble
    made = Copy(path, held, _trouble() if held.code else "")
    labels.write(made, digest, schema.stored_version(), locked=open_key() is not None)
    return made


def _not_made(why: Refused) -> Refused:
    return Refused(_("No se hizo la copia. {why}").format(why=why))


def _trouble() -> str:
    """Copies are made so often that the newest changes, looked at each time, are all in the end."""
    if chain.is_whole(chain.NEWEST):
        return ""
    return _(
        "La copia está completa, pero alguien alteró el historial del libro con otro programa."
    )


def held_now() -> Held:
    """What the open book holds."""
    return _counted(database.connection())


def documents_now() -> int:
    """How many documents the open book holds: quickly, for what is always in sight."""
    return int(database.execute_sql("SELECT count(*) FROM document").fetchone()[0])


def copies_in(folder: Path, book: Path | None = None) -> list[Copy]:
    """The copies of `book` (the open one) that can be read there, the newest first."""
    found = []
    for _number, path in sorted(_copies(folder, book).items(), reverse=True):
        with suppress(sqlite3.Error, OSError, Refused):
            if path.is_file():  # opening a pipe would wait for ever
                found.append(Copy(path, _look_into(path)))
    return found


def locked_in(folder: Path, book: Path | None = None) -> list[Path]:
    """The copies of `book` (the open one) there that open only with words nobody typed yet."""
    return [path for _number, path in sorted(_copies(folder, book).items()) if _waits(path)]


def _waits(path: Path) -> bool:
    try:
        if path.is_file():
            cipher.key_of(path)
    except cipher.Locked:
        return True
    except (Refused, OSError):
        return False
    return False


def is_current() -> bool:
    """Whether the newest copy in the usual folder holds all that the open book holds."""
    kept = copies_in(copies_folder())
    return bool(kept) and kept[0].held == held_now()


LAST, MONTHS = 12, 24  # copies kept whatever they hold; months of which one is kept
SURE = 3  # newer copies that must be whole before an older one goes


def thin(folder: Path) -> list[Path]:
    """Take old copies away, and say which: the last ones stay, then one a month, then one a year.

    A month is that of the newest document in the copy. None goes unless three newer ones are whole;
    one that cannot be read, or holds what the open book does not, is left to people.
    """
    if why_look_only():
        return []
    kept = copies_in(folder)
    gone = [one for one in kept if one not in _worth_keeping(kept) and _is_of_before(one)]
    if not gone or not all(_is_sure(one.path) for one in kept[:SURE]):
        return []
    for one in gone:
        for path in (one.path, one.workbook, keys.beside(one.path), labels.beside(one.path)):
            with suppress(OSError):
                path.unlink(missing_ok=True)
    return [one.path for one in gone]


def _is_of_before(one: Copy) -> bool:
    """Whether the open book was once as the copy is: not if it is another, or begun anew."""
    return not one.held.code or chain.code_found(one.held.code) is not None


def _worth_keeping(kept: Sequence[Copy]) -> list[Copy]:
    """Of copies, the newest first."""
    months: dict[str, Copy] = {}
    years: dict[str, Copy] = {}
    for one in kept:
        until = str(one.held.until or "")
        months.setdefault(until[:7], one)
        years.setdefault(until[:4], one)
    return [*kept[:LAST], *list(months.values())[:MONTHS], *years.values()]


def _is_sure(path: Path) -> bool:
    """Whether the copy is whole, and still the file that its label was written for."""
    return is_whole(path) and labels.is_as_made(path)


def is_whole(path: Path) -> bool:
    """Whether every page of the copy can be read."""
    try:
        read_back(path)
    except (Refused, sqlite3.Error, OSError):
        return False
    return True


def _written(path: Path) -> Steps[tuple[Held, str]]:
    """Write the copy at `path`, whole or not at all; what it was found to hold, and its digest."""
    draft = disk.draft_of(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        disk.begin(draft)
        with cipher.connected(draft, "rw", open_key()) as target:
            database.connection().backup(target)
        with ThreadPoolExecutor(1) as aside:
            reading = aside.submit(_synced_and_read, draft)
            while not wait([reading], LOOK_S).done:
                yield 0, 0
        held, digest = reading.result()
        if held != held_now():
            raise Refused(_("La copia no salió igual al libro. Pruebe en otro disco."))
        cipher.carry(open_key(), path)
        disk.publish(draft, path)
    finally:
        with suppress(OSError):
            disk.discard(draft)
    return held, digest


def _synced_and_read(draft: Path) -> tuple[Held, str]:
    disk.sync(draft)
    disk.forget(draft)  # so that it is read from the medium, not from memory
    return read_back(draft), labels.digest_of(draft)


def double(copy: Path, path: Path) -> None:
    """Write at `path`, where nothing stands, what the copy holds; read back."""
    disk.begin(path)
    key = cipher.key_of(copy)
    with (
        cipher.connected(copy, "ro", key) as source,
        cipher.connected(path, "rw", key) as target,
    ):
        source.backup(target)
    disk.sync(path)
    disk.forget(path)
    if read_back(path) != _look_into(copy):
        raise Refused(_("La copia no se pudo leer entera. Elija otra."))


def _next_copy(folder: Path) -> Path:
    """The next name by sequence, never by the clock, which may be wrong."""
    last = max(_copies(folder), default=0)
    return folder / f"{book_path().stem}-copia-{last + 1:04}{SUFFIX}"


def _copies(folder: Path, book: Path | None = None) -> dict[int, Path]:
    """Number -> copy of the book. Not by `glob`: a name may hold its signs, as «[2026]»."""
    if disk.is_missing(folder):
        return {}
    # Without capitals, which some disks do not tell apart.
    begins, found = f"{(book or book_path()).stem}-copia-".casefold(), {}
    for one in folder.iterdir():
        name = one.name.casefold()
        number = name.removeprefix(begins).removesuffix(SUFFIX)
        if name == f"{begins}{number}{SUFFIX}" and re.fullmatch("[0-9]+", number):
            found[int(number)] = one
    return found


def read_back(path: Path) -> Held:
    """What a copy holds; refused if its pages or references are not whole."""
    with _opened(path) as copied:
        whole = copied.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        if not whole or copied.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise Refused(_("La copia salió dañada. Pruebe en otro disco."))
        return _counted(copied)


def _look_into(path: Path) -> Held:
    with _opened(path) as copied:
        return _counted(copied)


def _opened(path: Path) -> AbstractContextManager[sqlite3.Connection]:
    return cipher.connected(path, "ro", cipher.key_of(path))


# The newest opening of each association and what came after it.
_MONEY_NOW = """
SELECT coalesce(sum(amount), 0) FROM (
    SELECT b.amount FROM opening_balance b JOIN opening o ON o.id = b.opening_id
    WHERE b.account IN ('cash', 'bank') AND o.month =
        (SELECT max(month) FROM opening WHERE association_id = o.association_id)
    UNION ALL
    SELECT e.amount FROM money_entry e WHERE e.account IN ('cash', 'bank') AND e.day >=
        (SELECT max(month) || '-01' FROM opening WHERE association_id = e.association_id)
)
"""


def _counted(connection: sqlite3.Connection) -> Held:
    # A day that was mistyped and voided says nothing of when a copy was made.
    valid = "max(CASE WHEN state = 'valid' THEN day END)"
    documents, until = connection.execute(f"SELECT count(*), {valid} FROM document").fetchone()
    changes = connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0]
    money = MoneyEntry.amount.python_value(connection.execute(_MONEY_NOW).fetchone()[0])
    newest = date.fromisoformat(until) if until else None
    return Held(documents, money, newest, changes, _code_of(connection))


def _code_of(connection: sqlite3.Connection) -> str:
    columns = {row[1] for row in connection.execute("PRAGMA table_info(change)")}
    code = chain.code_now(connection) if "link" in columns else None
    return code.letters if code is not None else ""


def is_elsewhere(folder: Path) -> bool:
    """Whether `folder` stands on another disk than the book: a memory stick, most likely."""
    try:
        return os.stat(folder).st_dev != os.stat(book_path()).st_dev
    except OSError:
        return False
