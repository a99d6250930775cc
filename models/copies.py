"""Copies of the open book: numbered, never one over another, read back before they are called one."""

import re
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from peewee import DatabaseError

from models import disk
from models.changes import Refused, database
from models.fields import show
from models.language import _
from models.money import MoneyEntry

SUFFIX = ".ecocuenca"


def book_path() -> Path:
    """The file that is open now."""
    return Path(database.execute_sql("PRAGMA database_list").fetchone()[2])


def copies_folder() -> Path:
    """Where copies of the open book go if nobody says otherwise: «copias», beside it."""
    return book_path().parent / "copias"


def last_copy() -> date | None:
    """The day of the newest copy in that folder; None where there is none or none can be seen."""
    try:
        made = [one.stat().st_mtime for one in _copies(copies_folder()).values()]
    except OSError:
        return None
    return date.fromtimestamp(max(made)) if made else None


@dataclass(frozen=True)
class Copy:
    """A copy that was read back: its file, documents and cash and bank together."""

    path: Path
    documents: int
    money: str  # «3,615.36»


def copy(folder: Path) -> Copy:
    """Copy the open book into `folder`, read the copy back and check it, then call it a copy."""
    try:
        path = _next_copy(folder)
        documents, money = _write(path)
    except (OSError, sqlite3.Error, DatabaseError) as trouble:
        raise Refused(
            _("No se pudo copiar en {folder}. Revise el espacio y los permisos.").format(
                folder=folder
            )
        ) from trouble
    amount = MoneyEntry.amount.python_value(money)
    return Copy(path, documents, show(MoneyEntry.amount, amount))


def _write(path: Path) -> tuple[int, int]:
    """Write the copy at `path`, whole or not at all; what it was found to hold."""
    draft = disk.draft_of(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        disk.begin(draft)
        with closing(sqlite3.connect(draft)) as target:
            database.connection().backup(target)
        held = _read_back(draft)
        if held != _counted(database.connection()):
            raise Refused(_("La copia no salió igual al libro. Pruebe en otro disco."))
        disk.publish(draft, path)
    finally:
        with suppress(OSError):
            disk.discard(draft)
    return held


def _next_copy(folder: Path) -> Path:
    """The next name by sequence, never by the clock, which may be wrong."""
    last = max(_copies(folder), default=0)
    return folder / f"{book_path().stem}-copia-{last + 1:04}{SUFFIX}"


def _copies(folder: Path) -> dict[int, Path]:
    """Number -> copy of the open book. Not by `glob`: a name may hold its signs, as «[2026]»."""
    if disk.is_missing(folder):
        return {}
    # Without capitals, which some disks do not tell apart.
    begins, found = f"{book_path().stem}-copia-".casefold(), {}
    for one in folder.iterdir():
        name = one.name.casefold()
        number = name.removeprefix(begins).removesuffix(SUFFIX)
        if name == f"{begins}{number}{SUFFIX}" and re.fullmatch("[0-9]+", number):
            found[int(number)] = one
    return found


def _read_back(path: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copied:
        if copied.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise Refused(_("La copia salió dañada. Pruebe en otro disco."))
        return _counted(copied)


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


def _counted(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many documents, and cash and bank together in céntimos."""
    documents = connection.execute("SELECT count(*) FROM document").fetchone()[0]
    money = connection.execute(_MONEY_NOW).fetchone()[0]
    return documents, money
