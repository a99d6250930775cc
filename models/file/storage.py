"""The one file that holds everything: made, opened, checked and brought up to date.

A file that is missing, empty, foreign, damaged or newer is told apart and never shown as an empty
book; it is refused with a sentence and left as it is.
"""

import errno
import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from filecmp import cmp
from itertools import count
from pathlib import Path

from peewee import DatabaseError
from platformdirs import user_data_path

from models.associations import Association
from models.changes import PRAGMAS, Refused, database, forget_file, look_only
from models.documents import Document
from models.file import commits, disk, holding, schema, soundness
from models.file.copies import SUFFIX, Copy, book_path, copies_folder, copy, last_copy
from models.file.schema import APPLICATION_ID, version
from models.history import FOUND, Change, signed
from models.language import _
from models.locked import cipher, keys

__all__ = [
    "SUFFIX",
    "Copy",
    "Damaged",
    "book_path",
    "close",
    "copies_folder",
    "copy",
    "create",
    "default_path",
    "last_copy",
    "look_at",
    "open_book",
    "opened",
    "opened_to_read",
    "version",
]

WAIT_S = 1  # for another program that holds the file
# What SQLite answers where the settings that lose nothing hold; some it refuses in silence.
IN_FORCE = {
    "journal_mode": "truncate",
    "synchronous": 3,
    "locking_mode": "exclusive",
    "foreign_keys": 1,
}

_whole: Path | None = None  # the open book, once it was found without a fault


class Damaged(Refused):
    """The book is not whole. It may be one that can be looked at all the same."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("El archivo {path} está dañado. Use la última copia.").format(path=path))


def default_path() -> Path:
    """Where the book lives if nobody says otherwise: the user's folder on the internal disk."""
    return user_data_path("Ecocuenca", appauthor=False) / f"libro{SUFFIX}"


def create(path: Path) -> None:
    """Make a new book at `path`, whole or not at all, and open it; refused where a file stands."""
    _check_free(path)
    draft = disk.draft_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        take(path)
        _check_free(path)  # another window may have made it in the meantime
        _set_aside(disk.journal_of(path))
        disk.begin(draft)
        _connect(draft)
        schema.migrate()
        database.close()
        disk.publish(draft, path)
        with suppress(OSError):  # the book stands; what is left is swept at the next start
            disk.discard(draft)
        _connect(path)
    except BaseException as trouble:
        close()
        with suppress(OSError):
            disk.discard(draft)
        if isinstance(trouble, FileExistsError):
            raise _stands(path) from trouble
        if isinstance(trouble, (OSError, DatabaseError, sqlite3.Error)):
            raise _refusal(path, trouble) from trouble
        raise


def _set_aside(journal: Path) -> None:
    """A journal whose book is gone would be played into the one that takes its place."""
    if disk.is_missing(journal):
        return
    names = (journal.with_name(f"{journal.name}.antes-{number}") for number in count(1))
    journal.rename(next(one for one in names if disk.is_missing(one)))


def _check_free(path: Path) -> None:
    if not disk.is_missing(path):
        raise _stands(path)


def _stands(path: Path) -> Refused:
    if path.is_symlink():
        return _lost_link(path)
    return Refused(_("Ya hay un archivo {path}.").format(path=path))


def _lost_link(path: Path) -> Refused:
    return Refused(
        _("{path} es un enlace a un archivo que no está. Conecte el disco donde está.").format(
            path=path
        )
    )


def open_book(path: Path) -> None:
    """Open the book at `path` for this process alone, brought up to date after a verified copy."""
    global _whole
    check_header(path)
    take(path)
    kept = None
    try:
        _sweep(path)
        kept = _keep_aside(path)
        read = soundness.must_be_read(path)
        _connect(path)
        if read:
            _check_pages(path)
        _bring_up_to_date(path)
        holding.write_note(signed())
        _whole = path
    except BaseException as trouble:
        close()
        if isinstance(trouble, (OSError, DatabaseError, sqlite3.Error)):
            raise _refusal(path, trouble) from trouble
        if isinstance(trouble, Refused) and kept is not None:
            as_it_was = _("Como estaba antes quedó en {kept}.").format(kept=kept)
            trouble.args = (f"{trouble} {as_it_was}",)
        raise


def _sweep(path: Path) -> None:
    """Take away what killed runs left half written of this book and of its copies."""
    disk.discard(disk.draft_of(path))
    with suppress(OSError):
        for one in copies_folder(path).iterdir():
            copied = one.name.removeprefix(".~").removeprefix(".")
            if one.name.startswith(".") and copied.startswith(f"{path.stem}-copia-"):
                one.unlink()


def _bring_up_to_date(path: Path) -> None:
    """A disk may tell of a failure after all was stored: then it goes on."""
    if schema.stored_version() < version():
        copy(path.parent)
        try:
            schema.migrate()
        except (DatabaseError, sqlite3.Error) as failure:
            commits.open_anew(database, failure)
            if schema.stored_version() < version():
                raise
    if schema.lacks_tables():
        raise Damaged(path)


def close() -> None:
    global _whole
    forget_file()
    if not database.is_closed():
        database.close()
    with suppress(OSError):  # the disk may be gone
        if _whole is not None and _whole.exists():
            soundness.closed_in_order(_whole)
    _whole = None
    holding.let_go()


@contextmanager
def opened(path: Path, *, create_missing: bool = False) -> Iterator[None]:
    """The book at `path`, open for the time of the block.

    One that was made for the block goes again if the block fails before anything is stored in it.
    """
    made = create_missing and disk.is_missing(path)
    if made:
        create(path)
    else:
        open_book(path)
    try:
        yield
    except BaseException:
        blank = made and _is_blank()
        close()
        if blank:
            disk.discard(path)
        raise
    close()


def _is_blank() -> bool:
    """Whether nothing was ever stored in the open book: all that is leaves its change."""
    try:
        return not Change.select().where(Change.action != FOUND).exists()
    except (DatabaseError, sqlite3.Error):
        return False


@contextmanager
def opened_to_read(path: Path) -> Iterator[bool]:
    """The book at `path`, to be asked for the time of the block; tells whether it can be changed.

    Where nothing can be written (a disc, a locked stick) no lock is taken and nothing is written.
    """
    check_header(path)
    writable = may_be_written(path)
    if writable:
        open_book(path)
    else:
        _open_as_it_is(path)
    try:
        yield writable
    finally:
        close()


def may_be_written(path: Path) -> bool:
    """Whether the system lets us write the file at `path`, and its journal beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def look_at(path: Path, why: str) -> None:
    """Open the book to be looked at and printed; nothing is stored, for this reason.

    Nothing of the file is touched. Refused where not even that can be, or where another holds it.
    """
    check_header(path)
    close()
    try:
        holding.take(path)
    except holding.Held:
        raise
    except Refused:
        pass  # where nothing can be written nobody else writes either
    try:
        _connect(path, mode="ro")
        if schema.stored_version() > version() or schema.lacks_tables():
            raise Damaged(path)
        for model in (Association, Document, Change):
            model.select().first()
    except BaseException as trouble:
        close()
        if isinstance(trouble, (OSError, DatabaseError, sqlite3.Error)):
            raise _refusal(path, trouble) from trouble
        raise
    look_only(why)


def stop_storing(why: str) -> None:
    """From now on the open book is only looked at; it is not remembered as one left whole."""
    global _whole
    _whole = None
    look_only(why)


def _open_as_it_is(path: Path) -> None:
    close()
    try:
        _connect(path, mode="ro")
        _check_pages(path)
        if schema.stored_version() < version():
            raise Refused(
                _(
                    "El archivo {path} es de una versión anterior. "
                    "Cópielo a un disco donde se pueda escribir."
                ).format(path=path)
            )
        if schema.lacks_tables():
            raise Damaged(path)
    except BaseException as trouble:
        close()
        if isinstance(trouble, (OSError, DatabaseError, sqlite3.Error)):
            raise _refusal(path, trouble) from trouble
        raise


def check_header(path: Path) -> None:
    """Tell missing, empty, foreign and newer files by their first hundred bytes."""
    head = _head_of(path)
    if not head:
        raise Refused(
            _("El archivo {path} está vacío. No se tocó. Use una copia.").format(path=path)
        )
    foreign = _("El archivo {path} no es un libro de Ecocuenca. No se tocó.").format(path=path)
    if key := cipher.key_of(path):
        marks = cipher.marks_of(path, key)
        if marks is None:
            return  # whoever opens it says what is wrong with it
    elif head[:16] == cipher.PLAIN and len(head) == 100:
        marks = int.from_bytes(head[68:72]), int.from_bytes(head[60:64])
    else:
        raise Refused(foreign)
    made_by, number = marks
    if made_by != APPLICATION_ID:
        raise Refused(foreign)
    if number > version():
        raise Refused(
            _("El archivo {path} es de una versión más nueva. Actualice el programa.").format(
                path=path
            )
        )


def _head_of(path: Path) -> bytes:
    if disk.is_missing(path):
        raise Refused(_("No existe el archivo {path}. Revise la carpeta.").format(path=path))
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
            say = _("No se puede leer {path}: no es un archivo. Elija otro.").format(path=path)
            raise Refused(say)
        with path.open("rb") as file:
            return file.read(100)
    except FileNotFoundError as lost:
        raise _lost_link(path) from lost
    except OSError as trouble:
        say = _("No se puede leer {path}. Revise el disco y los permisos.").format(path=path)
        raise Refused(say) from trouble


def take(path: Path) -> None:
    """Hold the book for this process, and let go of the one that was open."""
    close()
    holding.take(path)


def _keep_aside(path: Path) -> Path | None:
    """Copy a book with half-stored work beside it, before SQLite undoes that work in the book.

    The journal may be of another file: of the book over which this one was copied by hand.
    """
    journal = disk.journal_of(path)
    if disk.is_missing(journal):
        return None
    with journal.open("rb") as file:
        if file.read(1) in (b"", b"\0"):
            return None
    names = (path.with_name(f"{path.name}.antes-{number}") for number in count(1))
    for kept in names:
        if disk.is_missing(kept):
            keep(path, kept)
            return kept
        if cmp(path, kept, shallow=False) and cmp(journal, disk.journal_of(kept), shallow=False):
            return kept
    return None


def keep(path: Path, kept: Path) -> None:
    """Copy the book, the journal and the keys it may have, for the same eyes only; all or none."""
    try:
        for side in (disk.journal_of, keys.beside):
            if not disk.is_missing(side(path)):
                shutil.copy2(side(path), side(kept))
        shutil.copy2(path, kept)
        disk.sync(kept)
    except OSError:
        disk.discard(kept)
        raise


def save_as_it_is(folder: Path) -> Path:
    """Copy the file of the open book and its journal into `folder`, as they stand, unlooked at."""
    path = book_path()
    names = (folder / f"{path.stem}-como-esta-{number}{SUFFIX}" for number in count(1))
    kept = next(one for one in names if disk.is_missing(one))
    try:
        keep(path, kept)
        disk.forget(kept)
        if not cmp(path, kept, shallow=False):
            raise Refused(_("No salió igual. Pruebe en otro disco."))
    except OSError as trouble:
        raise disk.refusal(kept, trouble) from trouble
    return kept


def _connect(path: Path, mode: str = "rw") -> None:
    # mode=rw: a file that is not there is never made by opening it.
    address = f"{path.resolve().as_uri()}?mode={mode}"
    key = cipher.key_of(path)
    database.init(address, key=key, uri=True, pragmas=PRAGMAS, timeout=WAIT_S)
    database.connect()
    if mode == "rw":
        database.execute_sql("BEGIN EXCLUSIVE")
        database.execute_sql("ROLLBACK")
        _check_settings(path)


def _check_settings(path: Path) -> None:
    for name, wanted in IN_FORCE.items():
        if database.execute_sql(f"PRAGMA {name}").fetchone()[0] != wanted:
            say = _("En el disco de {path} no se puede guardar sin perder nada. Elija otro.")
            raise Refused(say.format(path=path))


def _refusal(path: Path, trouble: BaseException) -> Refused:
    """What went wrong with the file, as a sentence that says what can be done."""
    if isinstance(trouble, OSError):
        return disk.refusal(path, trouble)
    words = disk.words_of(trouble)
    if "locked" in words:
        return Refused(_("Otro programa está usando {path}. Ciérrelo primero.").format(path=path))
    if "readonly" in words:
        return Refused(_("El archivo {path} es de solo lectura.").format(path=path))
    if "full" in words:
        return disk.refusal(path, OSError(errno.ENOSPC, words))
    if "disk I/O" in words:
        return disk.refusal(path, OSError(errno.EIO, words))
    if "unable to open" in words:
        return Refused(
            _("No se puede leer {path}. Revise el disco y los permisos.").format(path=path)
        )
    return Damaged(path)


def _check_pages(path: Path) -> None:
    try:
        whole = soundness.is_whole()
    except (DatabaseError, sqlite3.Error) as trouble:
        raise _refusal(path, trouble) from trouble
    if not whole:
        raise Damaged(path)
