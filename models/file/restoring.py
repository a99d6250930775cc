"""Putting a copy in the place of the book: whole or not at all, and the book of before is kept.

The copy is checked, written beside the book and read back before anything of the book is touched.
What stood there, with a journal that a power cut may have left, is kept as «antes-de-restaurar-1»;
a journal of the old book is never left to be played into the new one (reliability: F12).
"""

import os
import sqlite3
from contextlib import suppress
from itertools import count
from pathlib import Path

from peewee import DatabaseError

from models import history
from models.changes import Refused, database, why_look_only
from models.file import copies, disk, storage
from models.file.copies import SUFFIX, Copy
from models.language import _
from models.locked import cipher


def examined(path: Path) -> Copy:
    """What the copy at `path` holds; refused where it is no whole book that this program reads."""
    storage.check_header(path)
    try:
        return Copy(path, copies.read_back(path))
    except (sqlite3.Error, DatabaseError) as trouble:
        raise Refused(
            _("La copia {name} está dañada. Elija otra.").format(name=path.name)
        ) from trouble
    except OSError as trouble:
        raise disk.refusal(path, trouble) from trouble


def restore(copy: Path, book: Path) -> Path | None:
    """Put a copy in the place of the book, open it, and say where the book of before is kept.

    The book may be open, damaged or missing; None where there was none. Refused, with the book as
    it was, where the copy is not whole or the disk does not take it.
    """
    if copy.exists() and book.exists() and copy.samefile(book):
        raise Refused(_("Ese archivo es el mismo libro. Elija una copia."))
    examined(copy)
    was_open = not database.is_closed() and storage.book_path().resolve() == book.resolve()
    why, book = why_look_only(), Path(os.path.realpath(book))  # a link to it stays a link
    draft = disk.draft_of(book)
    try:
        storage.take(book)
        copies.double(copy, draft)
        kept = _keep_aside(book)
        _undo_half_stored(book)
        cipher.carry(cipher.key_of(copy), book)  # the keys of before are kept with their book
        disk.sync_folder(book.parent)
        os.replace(draft, book)
        disk.sync_folder(book.parent)
    except BaseException as trouble:
        storage.close()
        with suppress(OSError):
            disk.discard(draft)
        if was_open and why:
            storage.look_at(book, why)
        elif was_open:
            storage.open_book(book)
        if isinstance(trouble, OSError):
            raise disk.refusal(book, trouble) from trouble
        if isinstance(trouble, (sqlite3.Error, DatabaseError)):
            unread = Refused(_("No se pudo leer la copia. El libro quedó como estaba."))
            raise disk.refusal_of_sqlite(book, trouble) or unread from trouble
        raise
    storage.open_book(book)
    history.note_restored(copy.name)
    return kept


def _undo_half_stored(book: Path) -> None:
    """Leave the book whole without a journal: who is killed now finds it as it was before.

    A damaged book, or one whose words nobody typed, loses its journal alone; both are kept aside.
    """
    if not disk.is_missing(book):
        try:
            with cipher.connected(book, "rw", cipher.key_of(book)) as opened:
                opened.execute("PRAGMA user_version").fetchone()
        except sqlite3.OperationalError:  # the disk does not take it
            raise
        except (sqlite3.DatabaseError, Refused):
            pass
    disk.journal_of(book).unlink(missing_ok=True)


def _keep_aside(book: Path) -> Path | None:
    """The book and its journal under a name of their own, on the disk; both or none."""
    if disk.is_missing(book):
        return None
    names = (
        book.with_name(f"{book.stem}.antes-de-restaurar-{number}{SUFFIX}") for number in count(1)
    )
    kept = next(name for name in names if disk.is_missing(name))
    storage.keep(book, kept)
    disk.sync_folder(book.parent)
    return kept
