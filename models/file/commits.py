"""Whether work was stored although storing it failed, and why it failed.

Of 121 failures of a commit that were tried, 3 had stored the work: SQLite tells of a failure after
the moment that counts. So the file is opened anew and asked for what the work left in it. All that
is done leaves a row: its change in the history, or an entry that is its own history.
"""

import gc
import sqlite3
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from peewee import DatabaseError, IntegrityError, SqliteDatabase

from models.language import N_, _

Traces = Mapping[str, int]  # table -> key of its last row

# What SQLite says, and what is said of it before and after whether the work was stored.
_CAUSES = (
    ("full", N_("El disco está lleno."), N_("Libere espacio y pruebe de nuevo.")),
    ("readonly", N_("El archivo es de solo lectura."), N_("Revise el disco y pruebe de nuevo.")),
    ("disk I/O", N_("El disco no responde."), N_("Revise el disco y pruebe de nuevo.")),
    (
        "unable to open",
        N_("No se puede usar el disco del libro."),
        N_("Revise que esté conectado y que tenga espacio, y pruebe de nuevo."),
    ),
    ("locked", N_("Otro programa está usando el archivo."), N_("Ciérrelo y pruebe de nuevo.")),
    ("malformed", N_("El libro está dañado."), N_("Cierre el programa y ábralo de nuevo.")),
)


def traces(database: SqliteDatabase, kinds: Iterable[type]) -> Traces:
    """The last row of the history and of each of these kinds of record, as the file is seen now."""
    tables = ["change", *(kind._meta.table_name for kind in kinds)]  # type: ignore[attr-defined]
    last = ", ".join(f'(SELECT max(rowid) FROM "{table}")' for table in tables)
    row = database.execute_sql(f"SELECT {last}").fetchone()
    return {table: key or 0 for table, key in zip(tables, row, strict=True)}


def open_anew(database: SqliteDatabase, failure: BaseException | None = None) -> None:
    """Leave a connection in which something failed for a new one, which undoes what was half done.

    Rises as SQLite's failure where the file cannot be reached.
    """
    if not database.is_closed():
        _leave(database, failure)
    database.connect()
    database.execute_sql("BEGIN EXCLUSIVE")
    database.execute_sql("ROLLBACK")


def _leave(database: SqliteDatabase, failure: BaseException | None) -> None:
    """Close the connection and let go of the file: an answer half read would still hold it."""
    with suppress(DatabaseError, sqlite3.Error):
        database.execute_sql("PRAGMA locking_mode = normal")
        database.execute_sql("SELECT count(*) FROM sqlite_schema").fetchone()
    for link in _chain(failure) if failure is not None else ():
        traceback.clear_frames(link.__traceback__)
    gc.collect()
    with suppress(DatabaseError, sqlite3.Error):
        database.close()


def cause_of(failure: BaseException) -> tuple[str, str] | None:
    """What the disk did, and what the person can do; None for a failure that is not the disk's.

    A failed commit surfaces as «cannot rollback»: the cause is further down the chain.
    """
    of_sqlite = [one for one in _chain(failure) if isinstance(one, (DatabaseError, sqlite3.Error))]
    for one in of_sqlite:
        if isinstance(one, (IntegrityError, sqlite3.IntegrityError)):
            continue  # what a rule of a table says is not the disk's
        for words, what, remedy in _CAUSES:
            if words in str(one):
                return _(what), _(remedy)
    return None


def _chain(failure: BaseException) -> Iterator[BaseException]:
    """The failure, and all in whose handling it rose."""
    waiting, seen = [failure], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [link for link in (one.__context__, one.__cause__) if link is not None]
