"""Work that is stored whole or not at all, and who is told once it is stored."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from peewee import DatabaseError, SqliteDatabase

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

    key: bytes | None = None

    def init(  # type: ignore[override]
        self, database: Any, *, key: bytes | None = None, **how: Any
    ) -> None:
        self.key = key
        super().init(database, **how)

    def _connect(self: Any) -> Any:  # peewee does not say what it is made of
        if self.key is None:
            return super()._connect()  # type: ignore[misc]
        from models.cipher import keyed  # only where a book is locked

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
    """All of what is done inside, or none of it. May be nested: the outermost one stores."""
    around = () if database.in_transaction() else _around
    try:
        with database.atomic():
            for begin, _finish in around:
                begin()
            yield
            for _begin, finish in around:
                finish()
    except BaseException as failure:
        if not database.in_transaction():
            _changed.clear()
        if isinstance(failure, DatabaseError) and (reason := _disk_trouble(failure)):
            raise Refused(reason) from failure
        raise
    if _changed and not database.in_transaction():
        kinds = set(_changed)
        _changed.clear()
        _tell(kinds)


def _tell(kinds: set[type]) -> None:
    """Tell all who watch. What is stored is stored: a watcher that fails is only logged."""
    for tell in _watchers.copy():  # one may stop watching while it is told
        try:
            tell(kinds)
        except Exception:
            log.exception("a watcher failed after the work was stored")


def _disk_trouble(failure: BaseException) -> str:
    """The sentence for a disk that does not take what is written; "" for any other failure.

    A failed commit surfaces as «cannot rollback»: the cause is further down the chain.
    """
    link: BaseException | None = failure
    while link:
        words = str(link)
        if "full" in words:
            return _("El disco está lleno. No se guardó nada. Libere espacio y guarde de nuevo.")
        if "readonly" in words:
            return _("El archivo es de solo lectura. No se guardó nada.")
        if "disk I/O" in words:
            return _("El disco no responde. No se guardó nada. Revise el disco y guarde de nuevo.")
        if "locked" in words:
            return _("Otro programa está usando el archivo. Ciérrelo y guarde de nuevo.")
        link = link.__context__
    return ""
