"""A book locked with a key, or unlocked for good: whole or not at all, and never without a copy.

The book is copied, written anew beside itself with or without the lock, and compared row by row
before it takes the place of the one that stood there. Its keys stand beside it before it is locked.
"""

import os
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from peewee import DatabaseError

from models.changes import Refused, open_key, why_look_only
from models.file import copies, disk, labels, storage
from models.file.copies import SUFFIX, Copy
from models.language import _
from models.locked import cipher, keys
from models.locked.keys import Keys


def is_open_locked() -> bool:
    """Whether the open book is locked."""
    return open_key() is not None


@dataclass(frozen=True)
class NewKey:
    """A key nobody used yet, and its file."""

    key: bytes
    kept: Keys


def new_key(words: str, code: str) -> NewKey:
    """A key under these words and this code. It takes a second or two, and needs no book."""
    cipher.library()  # refused before anything is made
    key = secrets.token_bytes(keys.LENGTH)
    return NewKey(key, Keys.of(key, keys.read_secret(words), keys.read_secret(code)))


def lock(new: NewKey) -> Copy:
    """Lock the open book; its last copy that opens without words."""
    if is_open_locked():
        raise Refused(_("El libro ya está cerrado con llave."))
    _check_may_store()
    made = copies.copy(copies.copies_folder())
    cipher.take(new.key, new.kept)
    book = copies.book_path()
    _exchange(book, lambda draft: _rewritten(draft, book, None, new.key), new.key)
    return made


def unlock_for_good() -> Copy:
    """Have the open book open without words again; its last locked copy."""
    key = _key_in_use()
    _check_may_store()
    made = copies.copy(copies.copies_folder())
    book = copies.book_path()
    _exchange(book, lambda draft: _rewritten(draft, book, key, None), None)
    with suppress(OSError):  # a plain book does not mind it
        keys.beside(book).unlink(missing_ok=True)
    return made


def other_words(words: str) -> Keys:
    """The keys of the open book under other words, not in use yet. It takes a second."""
    key = _key_in_use()
    return cipher.keys_of(key).with_words(key, keys.read_secret(words))


def other_sheet(code: str) -> Keys:
    """The keys of the open book under the code of another sheet, not in use yet."""
    key = _key_in_use()
    return cipher.keys_of(key).with_sheet(key, keys.read_secret(code))


def use(changed: Keys) -> int:
    """Open with these from now on, also the copies in the usual folder: how many.

    The key stays, and nothing is locked anew: copies elsewhere still open as they did.
    """
    key, book = _key_in_use(), copies.book_path()
    try:
        changed.write(keys.beside(book))
    except OSError as trouble:
        raise disk.refusal(keys.beside(book), trouble) from trouble
    cipher.take(key, changed)
    done = 0
    for one in copies.copies_in(copies.copies_folder()):
        with suppress(OSError, Refused):
            if cipher.key_of(one.path) == key:
                cipher.carry(key, one.path)
                done += 1
    return done


def _key_in_use() -> bytes:
    key = open_key()
    if key is None:
        raise Refused(_("El libro no está cerrado con llave."))
    return key


def _check_may_store() -> None:
    """A book that is only looked at is not written anew: it would be opened for work again."""
    if why := why_look_only():
        raise Refused(why)


# What is still readable -------------------------------------------------------------------------


def left_in_clear() -> list[Path]:
    """What of the open book can still be read without its words, as far as it is beside it.

    Copies, books kept aside, and the workbooks written with copies; the newest names first.
    """
    book = copies.book_path()
    found = []
    for folder in (copies.copies_folder(), book.parent):
        with suppress(OSError):
            found += [one for one in sorted(folder.iterdir(), reverse=True) if _tells(one, book)]
    return found


def lock_copy(path: Path) -> None:
    """Lock a copy with the key of the open book, in its place."""
    key = _key_in_use()
    if path.suffix != SUFFIX and ".antes-" not in path.name:
        raise Refused(_("{name} no se puede cerrar con llave. Bórrelo.").format(name=path.name))
    draft = disk.draft_of(path)
    try:
        _rewritten(draft, path, None, key)
        cipher.carry(key, path)
        os.replace(draft, path)
        disk.journal_of(path).unlink(missing_ok=True)
        labels.beside(path).unlink(missing_ok=True)  # of the file that was read without words
        disk.sync_folder(path.parent)
    except OSError as trouble:
        raise disk.refusal(path, trouble) from trouble
    except (sqlite3.Error, DatabaseError) as trouble:
        say = _("{name} no se pudo leer entero. Quedó como estaba.").format(name=path.name)
        raise Refused(say) from trouble
    finally:
        with suppress(OSError):
            disk.discard(draft)


def delete(path: Path) -> None:
    """Take away what `left_in_clear` named. On a memory stick or an SSD traces may stay."""
    if path not in left_in_clear():
        raise Refused(_("{name} no es una copia sin llave.").format(name=path.name))
    try:
        path.unlink()
        disk.journal_of(path).unlink(missing_ok=True)
        if path.suffix == SUFFIX:
            labels.beside(path).unlink(missing_ok=True)
    except OSError as trouble:
        raise disk.refusal(path, trouble) from trouble


def _tells(path: Path, book: Path) -> bool:
    name, stem = path.name.casefold(), book.stem.casefold()
    if path == book or not path.is_file():
        return False
    if name.startswith(f"{stem}-copia-") and name.endswith(".xlsx"):
        return True
    kept = name.startswith((f"{stem}.antes-", f"{book.name.casefold()}.antes-"))
    if not (kept or (name.startswith(f"{stem}-copia-") and name.endswith(SUFFIX))):
        return False
    with path.open("rb") as file:
        return file.read(len(cipher.PLAIN)) == cipher.PLAIN


# One book in the place of the other -------------------------------------------------------------


def _exchange(book: Path, write: Callable[[Path], None], key: bytes | None) -> None:
    """Put what `write` makes at the draft in the place of the open book, and open that.

    Refused where the book is only looked at: one that is not whole is not written anew.
    """
    if why := why_look_only():
        raise Refused(why)
    draft = disk.draft_of(book)
    try:
        storage.take(book)  # closes it, and lets nobody else have it
        write(draft)
        cipher.carry(key, book)
        disk.journal_of(book).unlink(missing_ok=True)
        os.replace(draft, book)
        disk.sync_folder(book.parent)
    except BaseException as trouble:
        storage.close()
        with suppress(OSError):
            disk.discard(draft)
        storage.open_book(book)
        if isinstance(trouble, OSError):
            raise disk.refusal(book, trouble) from trouble
        if isinstance(trouble, (sqlite3.Error, DatabaseError)):
            say = _("No se pudo escribir el libro de nuevo. Quedó como estaba.")
            raise Refused(say) from trouble
        raise
    storage.open_book(book)


def _rewritten(draft: Path, book: Path, key: bytes | None, new_key: bytes | None) -> None:
    """Write at `draft` all of the book at `book`, under `new_key` or in the clear; read back."""
    disk.begin(draft)
    address = f"{book.resolve().as_uri()}?mode=rw"  # a journal that is left is undone first
    error = cipher.library().Error
    try:
        with closing(cipher.keyed(address, key, uri=True)) as source:
            _export(source, draft, new_key)
    except error as trouble:
        raise sqlite3.DatabaseError(*trouble.args) from trouble
    disk.sync(draft)
    disk.forget(draft)
    if new_key is not None and b"SQLite" in draft.read_bytes()[:16]:
        raise Refused(_("El libro no se pudo cerrar con llave. Quedó como estaba."))
    if copies.read_back(draft) != copies.read_back(book):
        raise Refused(_("La copia no salió igual al libro. Pruebe en otro disco."))


def _export(source: sqlite3.Connection, draft: Path, new_key: bytes | None) -> None:
    as_key = "''" if new_key is None else f"\"x'{new_key.hex()}'\""
    address = f"{draft.resolve().as_uri()}?mode=rw"
    source.execute(f"ATTACH DATABASE ? AS made KEY {as_key}", (address,))
    source.execute("PRAGMA made.synchronous = EXTRA")
    source.execute("SELECT sqlcipher_export('made')").fetchall()
    for mark in ("application_id", "user_version"):
        value = source.execute(f"PRAGMA main.{mark}").fetchone()[0]
        source.execute(f"PRAGMA made.{mark} = {value}")
    for name in _differing(source):
        raise Refused(
            _("La tabla «{name}» no salió igual. El libro quedó como estaba.").format(name=name)
        )
    source.execute("DETACH DATABASE made")


def _differing(both: sqlite3.Connection) -> list[str]:
    """Parts and tables of `main` that are not the same in `made`."""
    query = "SELECT type, name, sql FROM {}.sqlite_schema ORDER BY type, name"
    parts = both.execute(query.format("main")).fetchall()
    if parts != both.execute(query.format("made")).fetchall():
        return ["sqlite_schema"]
    return [
        name
        for kind, name, _sql in parts
        if kind == "table" and _rows_differ(both, name.replace('"', '""'))
    ]


def _rows_differ(both: sqlite3.Connection, name: str) -> bool:
    counts = f'SELECT (SELECT count(*) FROM main."{name}"), (SELECT count(*) FROM made."{name}")'
    old, new = both.execute(counts).fetchone()
    missing = f'SELECT 1 FROM (SELECT * FROM main."{name}" EXCEPT SELECT * FROM made."{name}")'
    return old != new or both.execute(missing).fetchone() is not None
