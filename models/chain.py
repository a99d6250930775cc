"""The chain of the history: whoever alters a change, takes one away or puts one between is found.

At the end of each stored piece of work every new change gets a random salt and a link:

    seal = SHA-256(salt, who, changes)
    link = SHA-256(link of the change before, number, moment, action, kind, record, seal)

The newest link stands for all that was ever written. Whoever cuts the end off or links all anew
leaves no trace in the file; the eight letters of a link, on paper in somebody's hands, tell.

The chain holds seals, not names: what was forgotten of a change keeps its seal in place of its
words and its salt, and the chain still holds. How a link is made is fixed for good.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from json import JSONEncoder
from os import urandom

from peewee import SqliteDatabase

from models import changes
from models.changes import database
from models.code_letters import BYTES, LENGTH, bytes_of, plain, spelled, spellings

SALT_BYTES = 16
START = bytes(32)  # in the place of the link before the first
SLICE = 2_000  # changes linked in one statement

FORGOTTEN = "forget"  # action of the change that says what was forgotten, and what stayed
OUTSIDE = "outside"  # of the change that says how many were made by another program

_written = JSONEncoder(separators=(",", ":")).encode

# What is new, after the newest link: SQLite walks back over what is new alone.
_NEW = f"""
SELECT id, link, moment, action, kind, record, who, changes FROM change WHERE id >= coalesce(
    (SELECT id FROM change WHERE link IS NOT NULL ORDER BY id DESC LIMIT 1), 0)
ORDER BY id LIMIT {SLICE + 1}
"""


def seal(into: SqliteDatabase = database) -> None:
    """Link every change that is not linked yet, within the transaction under way."""
    connection: sqlite3.Connection = into.connection()
    while True:
        rows = connection.execute(_NEW).fetchall()
        link = rows.pop(0)[1] if rows and rows[0][1] is not None else START
        if not rows:
            return
        salts = urandom(SALT_BYTES * len(rows))
        linked = []
        for place, (number, _none, *told, who, words) in enumerate(rows):
            salt = salts[SALT_BYTES * place : SALT_BYTES * (place + 1)]
            link = _link(link, [number, *told], sealed(salt, who, words))
            linked.append((salt, link, number))
        connection.executemany("UPDATE change SET salt = ?, link = ? WHERE id = ?", linked)


def sealed(salt: bytes, who: str, words: str) -> bytes:
    return sha256(salt + _written([who, words]).encode()).digest()


def _link(before: bytes, told: list[str | int], its_seal: bytes) -> bytes:
    return sha256(before + _written(told).encode() + its_seal).digest()


# What another program wrote ------------------------------------------------------------------

_looked: sqlite3.Connection | None = None  # the connection whose file was looked at


def _own_up() -> None:
    """Before the first work of a session: what stands unlinked was written by another program.

    No program writes while this one holds the file. It is linked as it stands, and it is said.
    """
    connection: sqlite3.Connection = database.connection()
    if connection is _looked:
        return
    if unlinked := unlinked_in(connection):
        connection.execute(
            "INSERT INTO change (moment, who, action, kind, record, changes) VALUES"
            " (strftime('%Y-%m-%dT%H:%M:%f', 'now', 'localtime'), '', ?, 'change', ?, '')",
            (OUTSIDE, unlinked),
        )


def _finish() -> None:
    global _looked
    seal()
    _looked = database.connection()


def unlinked_in(connection: sqlite3.Connection) -> int:
    """How many changes at the end no program of ours linked."""
    newest = "SELECT id FROM change WHERE link IS NOT NULL ORDER BY id DESC LIMIT 1"
    count = f"SELECT count(*) FROM change WHERE id > coalesce(({newest}), 0)"
    return int(connection.execute(count).fetchone()[0])


changes.around_work(_own_up, _finish)

# Looking through it --------------------------------------------------------------------------

ALTERED, MISSING, UNLINKED, ERASED = "altered", "missing", "unlinked", "erased"


@dataclass(frozen=True)
class Break:
    """A place where the history is not as it was written: `count` changes from `number` on.

    `kind` and `record` say whose change it is; where changes are missing, whose comes after.
    """

    what: str  # ALTERED, MISSING, UNLINKED or ERASED
    number: int
    count: int = 1
    kind: str = ""
    record: int = 0
    since: str = ""  # moments of the changes around it, AAAA-MM-DDTHH:MM:SS.mmm
    until: str = ""


def breaks(connection: sqlite3.Connection, newest: int | None = None) -> Iterator[Break]:
    """Every place where the chain does not hold, in all changes or in that many newest ones."""
    first = _first_of(connection, newest)
    number, moment = first - 1, ""
    # What the next change may be linked to: after one that was altered, to it as it was or is.
    before = _links_of(connection, number) if number else [START]
    bare: dict[tuple[str, int], Break] = {}
    for row in connection.execute(
        "SELECT id, moment, action, kind, record, who, changes, salt, seal, link FROM change"
        " WHERE id >= ? ORDER BY id",
        (first,),
    ):
        now, *told, who, words, salt, kept, stored = row
        told_moment, action, kind, record = told
        place = {"kind": kind, "record": record, "since": moment, "until": told_moment}
        if now != number + 1:
            yield Break(MISSING, number + 1, now - number - 1, **place)
            before = []
        if stored is None:
            yield Break(UNLINKED, now, **place)
            before = []
        else:
            its_seal = kept if kept is not None else sealed(salt or b"", who, words)
            made = [_link(one, [now, *told], its_seal) for one in before]
            if before and stored not in made:
                yield Break(ALTERED, now, **place)
            before = [stored] if stored in made else [stored, *made]
        if kept is not None:
            bare.setdefault((kind, record), Break(ERASED, now, **place))
        elif action == FORGOTTEN:
            bare.pop((kind, record), None)
        number, moment = now, told_moment
    yield from bare.values()


def _first_of(connection: sqlite3.Connection, newest: int | None) -> int:
    """The number of the first change to look at: 1 where all are."""
    if newest is None:
        return 1
    last = connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0]
    return max(1, int(last) - newest + 1)


def _links_of(connection: sqlite3.Connection, number: int) -> list[bytes]:
    found = connection.execute("SELECT link FROM change WHERE id = ?", (number,)).fetchone()
    return [found[0]] if found is not None and found[0] is not None else []


NEWEST = 5_000  # changes looked at with each copy and at closing; 30 saves make some 200


def is_whole(newest: int | None = None) -> bool:
    """Whether the chain of the open book holds, in all changes or in that many newest ones.

    What the work under way wrote so far is linked first.
    """
    if database.in_transaction():
        seal()
    return next(breaks(database.connection(), newest), None) is None


_sound: tuple[sqlite3.Connection | None, int] = (None, 0)  # until which change it was found whole


def holds() -> bool:
    """Whether all of it holds. What was found whole in this session is not looked at again.

    Nobody else writes while this program holds the file.
    """
    global _sound
    connection: sqlite3.Connection = database.connection()
    known = _sound[1] if _sound[0] is connection else 0
    last = connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0]
    if known > last or not is_whole(last - known):
        return False
    _sound = (connection, last)
    return True


# The control code of the book ----------------------------------------------------------------


@dataclass(frozen=True)
class BookCode:
    """What stands for all that was written until a change: eight letters, and its number."""

    letters: str
    changes: int
    moment: str  # of the newest of them, AAAA-MM-DDTHH:MM:SS.mmm


def code_now(connection: sqlite3.Connection | None = None) -> BookCode | None:
    """The code of the open book, or of the one of that connection; None before its first change."""
    return _code("link IS NOT NULL", (), connection)


def code_found(letters: str, connection: sqlite3.Connection | None = None) -> BookCode | None:
    """When the book had that code; None if it never had it, or is not that book any more."""
    told = plain(letters)
    if len(told) != LENGTH:
        return None
    begins = tuple(map(bytes_of, spellings(told)))
    return _code(
        f"substr(link, 1, {BYTES}) IN ({', '.join('?' * len(begins))})", begins, connection
    )


def code_with(kind: str, record: int) -> BookCode | None:
    """The code the open book had once that record of that table was written down."""
    return _code("kind = ? AND record = ? AND action = 'insert'", (kind, record), None)


def _code(
    holds: str, values: tuple[bytes | str | int, ...], connection: sqlite3.Connection | None
) -> BookCode | None:
    """Of the newest change of which that holds."""
    asked = connection if connection is not None else database.connection()
    found = asked.execute(
        f"SELECT link, id, moment FROM change WHERE {holds} ORDER BY id DESC LIMIT 1", values
    ).fetchone()
    if found is None or found[0] is None:
        return None
    return BookCode(spelled(found[0]), found[1], found[2])
