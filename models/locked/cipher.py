"""Books whose pages are locked: told from others, opened with the keys this process knows.

The library that reads them (SQLCipher) is read in only where a book is locked; what it complains of
rises as SQLite's own errors, so that whoever reads a file need not know whether it is locked.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from models.changes import Refused
from models.file import disk
from models.language import _
from models.locked import keys
from models.locked.keys import Keys, Unreadable

PLAIN = b"SQLite format 3\0"
PAGE = 4096
SEEN = 240  # of 256 values: a page of random bytes has them all, one of text or zeros has not
MOST = 6  # files of keys that are tried with what was typed: half a second each

_ring: dict[str, tuple[bytes, Keys]] = {}  # name -> the key, once it was opened, and its wraps


class Locked(Refused):
    """A book that opens with words, which nobody typed yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        say = _("El libro {path} está cerrado con llave. Escriba sus cuatro palabras.")
        super().__init__(say.format(path=path))


class KeysMissing(Refused):
    """A locked book without its file of keys, and no copy at hand that has it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        say = _(
            "{path} está cerrado con llave, y a su lado falta el archivo {keys} o está dañado. "
            "Tómelo de una copia del libro: está junto a ella."
        )
        super().__init__(say.format(path=path.name, keys=keys.beside(path).name))


def forget() -> None:
    """As if the program had just started: words must be typed again."""
    _ring.clear()


# Which books are locked, and with which key -----------------------------------------------------


def is_locked(path: Path) -> bool:
    """Whether the file at `path` is a locked book, as far as its first page and its keys tell.

    Raises OSError where it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(PAGE)
    if not head or head.startswith(PLAIN):
        return False
    random = len(set(head)) > SEEN and path.stat().st_size % PAGE == 0
    return random or keys.beside(path).exists()


def key_of(path: Path) -> bytes | None:
    """The key of the book at `path`; None for one that is not locked. Raises `Locked`."""
    if not is_locked(path):
        return None
    library()
    for key, _keys in _ring.values():
        if fits(path, key):
            return key
    with suppress(Unreadable):
        # A first page that is damaged fits no key: who opens it will say so.
        if known := _ring.get(Keys.read(keys.beside(path)).name):
            return known[0]
    if not _all_keys(path):
        raise KeysMissing(path)
    raise Locked(path)


def fits(path: Path, key: bytes) -> bool:
    """Whether the first page opens with the key. Nothing is written, no journal is looked at."""
    return marks_of(path, key) is not None


def marks_of(path: Path, key: bytes) -> tuple[int, int] | None:
    """Which program a locked book is of and its version; None where its first page does not open."""
    try:
        with connected(path, "ro&immutable=1", key) as book:
            made_by = book.execute("PRAGMA application_id").fetchone()[0]
            return made_by, book.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error:
        return None


def unlock(path: Path, typed: str) -> None:
    """Open the key of the book at `path` with its four words or the code of its sheet.

    Refused where they are wrong; the book is not touched. Keys that were lost are taken from beside
    a copy and put back.
    """
    library()
    secret = keys.read_secret(typed)
    found, own = _all_keys(path), _own_keys(path)
    if not found:
        raise KeysMissing(path)
    opened = [(key, one) for one in found[:MOST] if (key := one.opened(secret)) is not None]
    # A first page that is damaged fits no key: who opens the book will say so.
    fitting = [(key, one) for key, one in opened if fits(path, key)] or [
        (key, one) for key, one in opened if one == own
    ]
    if fitting:
        key, one = fitting[0]
        take(key, one)
        with suppress(OSError):  # a stick that cannot be written only has its keys sought again
            carry(key, path)
        return
    if own is None:
        say = _(
            "Esas palabras no abren el libro con las llaves que hay aquí, y las suyas faltan. "
            "Revise las palabras, o traiga {keys} de una copia del libro."
        )
        raise Refused(say.format(keys=keys.beside(path).name))
    raise Refused(_("Esas palabras no abren el libro. Revíselas y pruebe de nuevo."))


def adopt(path: Path, near: Path) -> None:
    """Put beside the book at `path` the keys that are beside its copy at `near`, or `near` itself.

    Refused where there are none that are whole.
    """
    for one in (near, keys.beside(near)):
        with suppress(Unreadable):
            found = Keys.read(one)
            try:
                found.write(keys.beside(path))
            except OSError as trouble:
                raise disk.refusal(keys.beside(path), trouble) from trouble
            return
    say = _("Junto a {name} no hay llaves que se puedan leer. Busque otra copia.")
    raise Refused(say.format(name=near.name))


def take(key: bytes, kept: Keys) -> None:
    """Know the key until the program ends."""
    _ring[kept.name] = key, kept


def keys_of(key: bytes) -> Keys:
    return _ring[keys.key_name(key)][1]


def carry(key: bytes | None, path: Path) -> None:
    """Have the file of keys beside the copy at `path`, unless it is there; nothing without a key."""
    if key is None:
        return
    kept = keys_of(key)
    with suppress(Unreadable):
        if Keys.read(keys.beside(path)) == kept:
            return
    kept.write(keys.beside(path))


def _all_keys(path: Path) -> list[Keys]:
    """Those beside the book first, then those beside its copies; each once.

    Where its own are at hand, no other file opens the same key: it would, with the words of before.
    """
    folders = (path.parent, path.parent / "copias", path.parent.parent)
    others = [one for folder in folders for one in sorted(_in(folder), reverse=True)]
    own = _own_keys(path)
    found = [own] if own is not None else []
    for other in others:
        with suppress(Unreadable):
            one = Keys.read(other)
            if own is None or one.name != own.name:
                found.append(one)
    return list(dict.fromkeys(found))


def _own_keys(path: Path) -> Keys | None:
    with suppress(Unreadable):
        return Keys.read(keys.beside(path))
    return None


def _in(folder: Path) -> list[Path]:
    try:
        return [one for one in folder.iterdir() if one.name.endswith(".llaves")]
    except OSError:
        return []


# Connections ------------------------------------------------------------------------------------


@cache
def library() -> Any:
    """SQLCipher; refused where this computer has not got it."""
    try:
        from sqlcipher3 import dbapi2  # type: ignore[import-untyped]
    except ImportError as missing:
        say = _(
            "El libro está cerrado con llave, y a este programa le falta la parte que lo abre. "
            "Instale Ecocuenca de nuevo. El libro no se tocó."
        )
        raise Refused(say) from missing
    for kind in (Decimal, date, time):  # as peewee has SQLite's own take them
        dbapi2.register_adapter(kind, str)
    return dbapi2


def keyed(address: str, key: bytes | None, **how: Any) -> Any:
    """A connection of SQLCipher; without a key it reads what is not locked."""
    made = library().connect(address, isolation_level=None, **how)
    try:
        made.execute("PRAGMA cipher_log_level = NONE")  # else it speaks to the terminal
        if not made.execute("PRAGMA cipher_version").fetchone():
            raise RuntimeError("a SQLite without the cipher would write the book in the clear")
        if key is not None:
            made.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    except BaseException:
        made.close()
        raise
    return made


@contextmanager
def connected(path: Path, mode: str, key: bytes | None) -> Iterator[sqlite3.Connection]:
    """The file at `path`, locked or not, open for the time of the block. Raises SQLite's errors."""
    address = f"{path.resolve().as_uri()}?mode={mode}"
    if key is None:
        with closing(sqlite3.connect(address, uri=True)) as plain:
            yield plain
        return
    try:
        with closing(keyed(address, key, uri=True)) as locked:
            yield locked
    except library().Error as trouble:
        raise sqlite3.DatabaseError(*trouble.args) from trouble
