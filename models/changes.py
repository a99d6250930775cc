"""Work that is stored whole or not at all, and who is told once it is stored."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from peewee import DatabaseError, SqliteDatabase

from models import sql
from models.file import commits
from models.language import _

# Measured to lose nothing acknowledged, where SQLite's own defaults lose the last save at a
# power cut; and TRUNCATE, unlike WAL, keeps all in the one file that a person may copy.
PRAGMAS = {
    "locking_mode": "exclusive",
    "journal_mode": "truncate",
    "synchronous": "extra",
    "foreign_keys": 1,
    "recursive_triggers": 1,  # else REPLACE takes a row away without asking its triggers
    "secure_delete": 1,
    "temp_store": "memory",
    "trusted_schema": 0,
    "cell_size_check": 1,
}


class Book(SqliteDatabase):
    """The file that is open: through SQLite, or through SQLCipher where it has a key."""

    context_class = sql.Writer
    key: bytes | None = None

    def init(  # type: ignore[override]
        self, database: Any, *, key: bytes | None = None, **how: Any
    ) -> None:
        self.key = key
        super().init(database, **how)

    def _connect(self: Any) -> Any:  # peewee does not say what it is made of
        if self.key is None:
            return super()._connect()  # type: ignore[misc]
        from models.locked.cipher import keyed  # only where a book is locked

        made = keyed(self.database, self.key, timeout=self._timeout, **self.connect_params)
        try:
            self._add_conn_hooks(made)
        except BaseException:
            made.close()
            raise
        return made


_book = Book(None, autoconnect=False, lock_type="IMMEDIATE")
database: SqliteDatabase = _book

log = logging.getLogger(__name__)
_changed: set[type] = set()
_watchers: list[Callable[[set[type]], None]] = []
_undoings: list[Callable[[], object]] = []
_look_only = ""  # why nothing may be stored
_out_of_reach = ""  # what to say while the file cannot be reached after a failure
_around: list[tuple[Callable[[], None], Callable[[], None]]] = []


class Refused(Exception):
    """What was asked cannot be done, for a reason the person can act on. Shown as it is."""


def open_key() -> bytes | None:
    """The key of the open book; None where it is not locked."""
    return _book.key


def watch(tell: Callable[[set[type]], None]) -> None:
    """Call `tell` with the kinds of record that changed, after each stored piece of work."""
    _watchers.append(tell)


def unwatch(tell: Callable[[set[type]], None]) -> None:
    _watchers.remove(tell)


def note(kind: type) -> None:
    """Remember that records of this kind change in the transaction under way."""
    _changed.add(kind)


def around_work(begin: Callable[[], None], finish: Callable[[], None]) -> None:
    """Do this in every stored piece of work: before all of it, and after all of it."""
    _around.append((begin, finish))


@contextmanager
def transaction() -> Iterator[None]:
    """All of what is done inside, or none of it. May be nested: the outermost one stores.

    Where storing fails, the file itself is asked whether it holds the work: then all goes on as
    after any other; else it is refused, with the cause, and can be done again.
    """
    if database.in_transaction():
        with database.atomic():
            yield
        return
    _come_back()
    left: commits.Traces | None = None  # by the work, once it is done
    try:
        with database.atomic():
            for begin, _finish in _around:
                begin()
            yield
            for _begin, finish in _around:
                finish()
            left = commits.traces(database, _changed)
    except BaseException as failure:  # noqa: BLE001  it rises again, unless the file has the work
        try:
            if not _was_stored(failure, left):
                raise
        except BaseException:
            _changed.clear()
            _undo()
            raise
    _undoings.clear()
    if _changed:
        kinds = set(_changed)
        _changed.clear()
        _tell(kinds)


def if_undone(undo: Callable[[], object]) -> None:
    """Call `undo` if the transaction under way stores nothing after all."""
    _undoings.append(undo)


def _undo() -> None:
    while _undoings:
        _undoings.pop()()


def look_only(why: str) -> None:
    """From now on nothing is stored, for this reason; "" takes that back."""
    global _look_only
    _look_only = why


def why_look_only() -> str:
    """Why nothing can be stored in the open book; "" where it can."""
    return _look_only


def forget_file() -> None:
    """What was said of one file says nothing of the next."""
    global _look_only
    _look_only = ""
    _reached()


def _reached() -> None:
    global _out_of_reach
    _out_of_reach, database.autoconnect = "", False


def _come_back() -> None:
    """Refuse to begin where nothing may be stored; reach again for a disk that was gone."""
    if _look_only:
        raise Refused(_look_only)
    if not _out_of_reach:
        return
    try:
        commits.open_anew(database)
    except (DatabaseError, sqlite3.Error) as failure:
        raise Refused(_out_of_reach) from failure
    _reached()


def _was_stored(failure: BaseException, left: commits.Traces | None) -> bool:
    """Whether what failed is in the file all the same; refused where the disk is why it is not."""
    global _out_of_reach
    cause = commits.cause_of(failure)
    if cause is None:
        return False
    what, remedy = cause
    try:
        commits.open_anew(database, failure)
        if left is not None and commits.traces(database, _changed) == left:
            return True
    except (DatabaseError, sqlite3.Error) as gone:
        _out_of_reach = _said(what, _("No se guardó nada."), remedy)
        if left is not None:
            again = _("Guarde de nuevo cuando responda: no se guarda dos veces.")
            _out_of_reach = _said(what, _("No se sabe si se guardó."), again)
        database.autoconnect = True  # once the disk is back it is read as before
        raise Refused(_out_of_reach) from gone
    raise Refused(_said(what, _("No se guardó nada."), remedy)) from failure


def _said(*sentences: str) -> str:
    return " ".join(sentences)


def _tell(kinds: set[type]) -> None:
    """Tell all who watch. What is stored is stored: a watcher that fails is only logged."""
    for tell in _watchers.copy():  # one may stop watching while it is told
        try:
            tell(kinds)
        except Exception:
            log.exception("a watcher failed after the work was stored")
