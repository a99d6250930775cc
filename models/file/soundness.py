"""Whether the pages of a book are whole, and when they must be read through.

Reading is unnoticed in a book of a few years and takes seconds in one of many. So a large book that
was closed in order, and that nobody has written since, is not read through at the next start; after
a power cut, or if anything touched it, it is. Every copy is read through whatever its size.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from platformdirs import user_state_path

from models.changes import database, open_key
from models.locked import cipher

LARGE = 30_000_000  # bytes; reading less takes a blink (67 ms for 24 MB)


def is_whole() -> bool:
    """Whether the open book has no fault in its pages, indexes and references.

    What SQLite cannot even read rises as its own failure.
    """
    sound = database.execute_sql("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
    return bool(sound) and database.execute_sql("PRAGMA foreign_key_check").fetchone() is None


@contextmanager
def aside(path: Path) -> Iterator[sqlite3.Connection]:
    """In a thread of its own: what is asked of the open book there does not make the window wait.

    The file is read past the lock of the window's own connection, so what is found holds only if
    nothing was stored in the meantime (`stamp`). `interrupt` on the connection ends it. SQLite alone
    may open the file: where anybody else in this program closes it, Linux takes that lock away.
    """
    assert database.is_closed(), "this thread has the book open"
    with cipher.connected(path, "ro&immutable=1", open_key()) as own:
        kept = getattr(database, "_state")  # noqa: B009  peewee has one for each thread
        kept.set_connection(own)
        try:
            yield own
        finally:
            kept.reset()


def must_be_read(path: Path) -> bool:
    """Whether the book at `path` is to be read through; a large one is then no longer «as left»."""
    if path.stat().st_size < LARGE:
        return True
    left = _all_left()
    as_left = left.pop(str(path.resolve()), "") == stamp(path)
    _keep(left)
    return not as_left


def closed_in_order(path: Path) -> None:
    """Remember how a large book was left. To be called only of one that was found whole."""
    if path.stat().st_size >= LARGE:
        _keep(_all_left() | {str(path.resolve()): stamp(path)})


def stamp(path: Path) -> str:
    """What is another one whenever the file was written."""
    seen = path.stat()
    return f"{seen.st_size} {seen.st_mtime_ns} {seen.st_ino}"


def _notebook() -> Path:
    return user_state_path("Ecocuenca", appauthor=False) / "cerrados.json"


def _all_left() -> dict[str, str]:
    try:
        kept = json.loads(_notebook().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _keep(left: dict[str, str]) -> None:
    # A folder that cannot be written only costs the next start its time.
    with suppress(OSError):
        _notebook().parent.mkdir(parents=True, exist_ok=True)
        _notebook().write_text(json.dumps(left), "utf-8")
