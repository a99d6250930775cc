"""A small book in memory, and hands for the window: what the tests of screens share."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache

from models import catalog
from models.associations import Association
from models.changes import database
from models.fields import folded
from models.history import Change, Signature
from models.months import Month, Opening
from models.people.members import Member
from models.places import Community, District
from ui.context import Context
from ui.preferences import Preferences

MAY = Month(2026, 5)
LONG_NAME = "Quispe Mamani de Huamán Ccahuana, María Asunción del Rosario F."


@contextmanager
def small_book(members: int = 12) -> Iterator[Association]:
    """An association with so many members, S01 «Apaza 01» … ; the last one left."""
    content = _content(members)
    with _in_memory():
        database.connection().deserialize(content)
        yield Association.get()


@contextmanager
def _in_memory() -> Iterator[None]:
    database.init(":memory:", pragmas={"foreign_keys": 1})
    database.connect()
    try:
        yield
    finally:
        database.close()


@cache
def _content(members: int) -> bytes:
    """Such a book as SQLite would write it to a file: made once, because of its many tables."""
    with _in_memory():
        database.create_tables([*catalog.models(), Change, Signature])
        district = District(
            ubigeo="080205", name="Pomacanchi", province="Acomayo", department="Cusco"
        )
        district.save()
        Community(name="Tocorani", district=district).save()
        Community(name="Santa Lucía", district=district).save()
        association = Association(name="Asociación DEMO", district=district)
        association.save()
        Opening(association=association, month="2026-05").save()
        _enrol(association, members)
        content: bytes = database.connection().serialize()
        return content


def _enrol(association: Association, members: int) -> None:
    rows = [
        {
            "association": association.get_id(),
            "place": place,
            "code": f"S{place:02}",
            "name": f"Apaza {place:02}",
            "dni": f"{40_000_000 + place}",
            "sex": "F",
            "admitted": date(2024, 1, 15),
            "departed": date(2026, 3, 1) if place == members else None,
            "departure": "resigned" if place == members else None,
            "found_by": folded(f"Apaza {place:02} S{place:02} {40_000_000 + place}"),
        }
        for place in range(1, members + 1)
    ]
    with database.atomic():
        for start in range(0, members, 500):
            Member.insert_many(rows[start : start + 500]).execute()


def context_of(association: Association) -> Context:
    return Context(association, MAY, "demo.ecocuenca", Preferences())


def settle(root, until: Callable[[], bool] | None = None, seconds: float = 3) -> None:
    """Let the window do what it has to; with `until`, as long as that takes."""
    root.update()
    limit = time.monotonic() + seconds
    while until is not None and not until() and time.monotonic() < limit:
        root.update()
    assert until is None or until()


def press(widget, *keys: str) -> None:
    """Real key presses: «<Down>», «<Control-c>», or letters."""
    widget.focus_force()
    widget.update()
    for key in keys:
        for one in [key] if key.startswith("<") else key:
            widget.event_generate(one if one.startswith("<") else f"<Key-{_name(one)}>")
        widget.update()


def _name(letter: str) -> str:
    names = {" ": "space", "/": "slash", "ñ": "ntilde", ",": "comma", ".": "period", "-": "minus"}
    return names.get(letter, letter)


def click(widget, x: int, y: int, *, shift: bool = False) -> None:
    state = 0x1 if shift else 0
    widget.event_generate("<Button-1>", x=x, y=y, state=state)
    widget.event_generate("<ButtonRelease-1>", x=x, y=y, state=state)
    widget.update()
