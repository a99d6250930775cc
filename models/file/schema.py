"""The tables of a book with their indexes and triggers: made, brought up to date, and compared."""

from collections.abc import Mapping
from contextlib import closing
from functools import cache
from pathlib import Path

from peewee import SqliteDatabase

from models import catalog, chain, history
from models.changes import database
from models.record import Record

APPLICATION_ID = 0x45434F43  # «ECOC»
MIGRATIONS = Path(__file__).parent / "migrations"

# Entries are written once and never change: they are their own history.
_OWN_HISTORY = (
    "MoneyEntry",
    "StockEntry",
    "SettlementLine",
    "SettlementDeduction",
    "ChargeLine",
    "CountedPiece",
    "DuesCharge",
    "KeptWorkbook",
    "Printing",
    "Imported",
    "SourceColumn",
)

Part = tuple[str, str]  # «table», «index» or «trigger», and its name


def version() -> int:
    """How many migrations this program knows: the number its files carry."""
    return len(list(MIGRATIONS.glob("[0-9]*.py")))


def stored_version() -> int:
    return int(database.execute_sql("PRAGMA user_version").fetchone()[0])


def migrate(into: SqliteDatabase = database) -> None:
    """Run what is new, all in one transaction with the version number."""
    from playhouse.migrations import Runner  # only where a book is begun or brought up to date

    with into.atomic():
        runner = Runner(into, str(MIGRATIONS))
        if not runner.status():
            raise RuntimeError(f"no migrations in {MIGRATIONS}")
        runner.up()
        history.keep(with_history(), into)
        history.note_found(with_history(), into)
        chain.seal(into)
        into.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        into.execute_sql(f"PRAGMA user_version = {version()}")


def with_history() -> list[type[Record]]:
    """The kinds of record whose every change is kept."""
    return [model for model in catalog.models() if model.__name__ not in _OWN_HISTORY]


def parts(of: SqliteDatabase = database) -> dict[Part, str]:
    """Each table, index and trigger with the SQL that made it; SQLite's own are left out."""
    query = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    return {(kind, name): sql for kind, name, sql in of.execute_sql(query).fetchall()}


@cache
def expected() -> Mapping[Part, str]:
    """What the parts of a book of this version are: those of one made now, in memory."""
    fresh = SqliteDatabase(":memory:")
    with closing(fresh):
        fresh.connect()
        migrate(fresh)
        return parts(fresh)


def lacks_tables() -> bool:
    """Whether a table of the open book is not there."""
    named = {name for kind, name in parts() if kind == "table"}
    return not {str(model._meta.table_name) for model in catalog.models()} <= named
