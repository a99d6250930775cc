"""The one file that holds everything: made, opened, checked, brought up to date, copied.

A file that is missing, empty, foreign, damaged or newer is told apart and never shown as an empty
book; it is refused with a sentence and left as it is.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_data_path
from playhouse.migrations import Runner

from models import catalog, history, soundness
from models.changes import PRAGMAS, Refused, database
from models.fields import show
from models.language import _
from models.money import MoneyEntry

SUFFIX = ".ecocuenca"
APPLICATION_ID = 0x45434F43  # «ECOC»
WAIT_S = 1  # for another program that holds the file
MIGRATIONS = Path(__file__).parent / "migrations"

_lock: FileLock | None = None  # kept for as long as the file is open: a lost handle is a lost lock
_whole: Path | None = None  # the open book, once it was found without a fault


def default_path() -> Path:
    """Where the book lives if nobody says otherwise: the user's folder on the internal disk."""
    return user_data_path("Ecocuenca", appauthor=False) / f"libro{SUFFIX}"


def version() -> int:
    """How many migrations this program knows: the number its files carry."""
    return len(list(MIGRATIONS.glob("[0-9]*.py")))


def create(path: Path) -> None:
    """Make a new book at `path`, whole or not at all, and open it; refused where a file stands."""
    if path.exists():
        raise Refused(_("Ya hay un archivo {path}.").format(path=path))
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft_of(path)
    _take(path)
    try:
        _discard(draft)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _connect(draft)
        _migrate()
        database.close()
        _publish(draft, path)
        _discard(draft)
        _connect(path)
    except BaseException:
        close()
        _discard(draft)
        raise


def _draft_of(path: Path) -> Path:
    """Where a file is written before it is whole."""
    return path.with_name(f".~{path.name}")


def _discard(draft: Path) -> None:
    """Remove a draft and its journal: one left by a killed process is not played into the next."""
    for path in (draft, draft.with_name(f"{draft.name}-journal")):
        path.unlink(missing_ok=True)


def open_book(path: Path) -> None:
    """Open the book at `path` for this process alone, brought up to date after a verified copy."""
    global _whole
    _check_header(path)
    _take(path)
    try:
        _discard(_draft_of(path))
        read = soundness.must_be_read(path)
        _connect(path)
        if read:
            _check_pages(path)
        _whole = path
        if _stored_version() < version():
            copy(path.parent)
            _migrate()
    except BaseException:
        close()
        raise


def close() -> None:
    global _lock, _whole
    if not database.is_closed():
        database.close()
    if _whole is not None and _whole.exists():
        soundness.closed_in_order(_whole)
    _whole = None
    if _lock is not None:
        _lock.release()
        _lock = None


@contextmanager
def opened(path: Path, *, create_missing: bool = False) -> Iterator[None]:
    """The book at `path`, open for the time of the block.

    One that was made for the block goes again if the block is refused.
    """
    made = create_missing and not path.exists()
    if made:
        create(path)
    else:
        open_book(path)
    try:
        yield
    except BaseException:
        close()
        if made:
            path.unlink()
            path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        raise
    close()


def _check_header(path: Path) -> None:
    """Tell missing, empty, foreign and newer files by their first hundred bytes."""
    if not path.exists():
        raise Refused(_("No existe el archivo {path}. Revise la carpeta.").format(path=path))
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as trouble:
        say = _("No se puede leer {path}. Revise el disco y los permisos.").format(path=path)
        raise Refused(say) from trouble
    if not head:
        raise Refused(
            _("El archivo {path} está vacío. No se tocó. Use una copia.").format(path=path)
        )
    foreign = _("El archivo {path} no es un libro de Ecocuenca. No se tocó.").format(path=path)
    if head[:16] != b"SQLite format 3\0" or len(head) < 100:
        raise Refused(foreign)
    if int.from_bytes(head[68:72]) != APPLICATION_ID:
        raise Refused(foreign)
    if int.from_bytes(head[60:64]) > version():
        raise Refused(
            _("El archivo {path} es de una versión más nueva. Actualice el programa.").format(
                path=path
            )
        )


def _take(path: Path) -> None:
    """Hold the book for this process; the operating system lets go if the process dies."""
    global _lock
    close()
    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as held:
        raise Refused(
            _("El libro {path} ya está abierto en otra ventana de Ecocuenca.").format(
                path=path.name
            )
        ) from held
    except OSError as trouble:
        raise Refused(
            _("No se puede escribir en la carpeta de {path}.").format(path=path)
        ) from trouble
    _lock = lock


def _connect(path: Path) -> None:
    # mode=rw: a file that is not there is never made by opening it.
    database.init(f"{path.resolve().as_uri()}?mode=rw", uri=True, pragmas=PRAGMAS, timeout=WAIT_S)
    try:
        database.connect()
        database.execute_sql("BEGIN EXCLUSIVE")
        database.execute_sql("ROLLBACK")
    except Exception as trouble:
        raise Refused(_refusal_to_open(path, trouble)) from trouble


def _refusal_to_open(path: Path, trouble: BaseException) -> str:
    words = str(trouble)
    if "locked" in words:
        return _("Otro programa está usando {path}. Ciérrelo primero.").format(path=path)
    if "readonly" in words:
        return _("El archivo {path} es de solo lectura.").format(path=path)
    return _damaged(path)


def _damaged(path: Path) -> str:
    return _("El archivo {path} está dañado. No se tocó. Use la última copia.").format(path=path)


def _check_pages(path: Path) -> None:
    try:
        whole = soundness.is_whole()
    except Exception as trouble:
        raise Refused(_damaged(path)) from trouble
    if not whole:
        raise Refused(_damaged(path))


def _stored_version() -> int:
    return int(database.execute_sql("PRAGMA user_version").fetchone()[0])


def _migrate() -> None:
    """Run what is new, all in one transaction with the version number."""
    with database.atomic():
        runner = Runner(database, str(MIGRATIONS))
        if not runner.status():
            raise RuntimeError(f"no migrations in {MIGRATIONS}")
        runner.up()
        history.keep([model for model in catalog.models() if model.__name__ not in _OWN_HISTORY])
        database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute_sql(f"PRAGMA user_version = {version()}")


# Entries are written once and never change: they are their own history.
_OWN_HISTORY = ("MoneyEntry", "StockEntry")


def _publish(draft: Path, path: Path) -> None:
    """Put a finished file in its place: on the disk before it is seen, never over half of one."""
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(draft, path)
    with suppress(OSError, AttributeError):  # Windows cannot sync a folder
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        os.fsync(folder)
        os.close(folder)


# Copies -------------------------------------------------------------------------------------


def book_path() -> Path:
    """The file that is open now."""
    return Path(database.execute_sql("PRAGMA database_list").fetchone()[2])


def copies_folder() -> Path:
    """Where copies of the open book go if nobody says otherwise: «copias», beside it."""
    return book_path().parent / "copias"


def last_copy() -> date | None:
    """The day of the newest copy in that folder."""
    made = [one.stat().st_mtime for one in _copies(copies_folder())]
    return date.fromtimestamp(max(made)) if made else None


@dataclass(frozen=True)
class Copy:
    """A copy that was read back: its file, documents and cash and bank together."""

    path: Path
    documents: int
    money: str  # «3,615.36»


def copy(folder: Path) -> Copy:
    """Copy the open book into `folder`, read the copy back and check it, then call it a copy."""
    path = _next_copy(folder)
    draft = _draft_of(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _discard(draft)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(draft)) as target:
            database.connection().backup(target)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        documents, money = _read_back(draft)
        if (documents, money) != _counted(database.connection()):
            raise Refused(_("La copia no salió igual al libro. Pruebe en otro disco."))
        _publish(draft, path)
    except (OSError, sqlite3.Error) as trouble:
        raise Refused(
            _("No se pudo copiar en {folder}. Revise el espacio y los permisos.").format(
                folder=folder
            )
        ) from trouble
    finally:
        with suppress(OSError):
            _discard(draft)
    amount = MoneyEntry.amount.python_value(money)
    return Copy(path, documents, show(MoneyEntry.amount, amount))


def _next_copy(folder: Path) -> Path:
    """The next name by sequence, never by the clock, which may be wrong."""
    taken = [one.stem.rsplit("-", 1)[-1] for one in _copies(folder)]
    last = max((int(number) for number in taken if number.isdigit()), default=0)
    return folder / f"{book_path().stem}-copia-{last + 1:04}{SUFFIX}"


def _copies(folder: Path) -> list[Path]:
    return list(folder.glob(f"{book_path().stem}-copia-*{SUFFIX}"))


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
