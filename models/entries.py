"""What entries of money and of stock have in common: their opposite, and the lowest they come to."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import Expression, Field, Window, fn

from models.documents import Document
from models.record import insert_all, rows


def post_opposite(original: Document, document: Document, amount: Field) -> list[Any]:
    """Post the opposite of what `original` posted, as entries of `document` on its day.

    `amount` is the field that is signed; of its kind of record. Answers the entries of `original`.
    """
    kind: type[Any] = amount.model
    entries = list(kind.select().where(kind.document == original))
    own = {"id", "uid", "found_by"}
    insert_all(
        kind,
        [
            {name: key for name, key in entry.__data__.items() if name not in own}
            | {"document": document.id, "day": document.day}
            | {amount.name: -getattr(entry, amount.name)}
            for entry in entries
        ],
    )
    return entries


@dataclass(frozen=True)
class Lowest:
    """The end of the day on which least is held, and how much: S/, or a quantity."""

    day: date
    amount: Decimal


def lowest(start: Decimal, since: date, amount: Field, which: Expression, sign: int = 1) -> Lowest:
    """The day from `since` on, at whose end least is held; the earliest of several.

    `start` is what is held at the end of `since`, `which` are the entries that move it. `sign` is
    -1 where what is held stands as negative.
    """
    kind: type[Any] = amount.model
    running = fn.SUM(fn.SUM(amount)).over(order_by=[kind.day], frame_type=Window.RANGE)
    later = kind.select(kind.day, running).where(which, kind.day > since).group_by(kind.day)
    days = [Lowest(since, sign * start)]
    days += [Lowest(day, sign * (start + amount.python_value(moved))) for day, moved in rows(later)]
    return min(days, key=lambda one: (one.amount, one.day))
