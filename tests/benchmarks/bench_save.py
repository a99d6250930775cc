"""A deed on the disk before «Guardado» is said, against its bare statements.

The floor is sqlite3 alone: a twin of the book, the same pragmas, and the very statements the deed
has just made with their values, in one transaction, without peewee, rules or savepoints. Both wait
for the disk, so this is time on the wall.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from typing import Any

import measuring
from books import book, copied

from models.associations import Association
from models.cash.cash_book import Payment
from models.changes import PRAGMAS, database
from models.documents import Paper
from models.file import storage
from models.money import BANK, CASH
from models.people.members import Member
from models.produce.buyers import Buyer
from models.produce.deliveries import Handover, deliver
from models.produce.lots import Lot
from models.produce.products import Grade
from models.produce.sales import Sale
from models.produce.selling import Bargain, Item, collect, sell
from models.produce.weighing import Weight

TARGET = 3.5
SAVES = 20  # in one turn
LOT = "papa de hoy"
Statement = tuple[str, Sequence[Any]]


@dataclass
class Desk:
    """What the treasurer has before her; the deeds of a morning, one after the other."""

    association: Association
    today: date = field(default_factory=date.today)
    owed: list[Sale] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.members = cycle(Member.select().where(Member.association == self.association))
        self.grades = cycle(Grade.select().order_by(Grade.id))
        self.buyer = Buyer.get(Buyer.association == self.association)
        self.lot = Lot.get(Lot.name == LOT)

    def deliver(self) -> None:
        weight = Weight(Decimal("61.5"), "kg", Decimal("0.5"), sacks=1)
        advance = Payment(Decimal("30.50"), CASH)
        handover = Handover(next(self.members), next(self.grades), weight, advance=advance)
        deliver(handover, Paper(self.today))

    def sell(self) -> None:
        item = Item(next(self.grades), Decimal("40.0"), Decimal("2.30"))
        self.owed.append(sell(Bargain(self.buyer, self.lot, [item]), Paper(self.today)))

    def collect(self) -> None:
        sale = self.owed.pop(0)
        collect(sale, Payment(sale.total, BANK, "OP-1"), Paper(self.today))


@contextmanager
def twin(path: Path) -> Iterator[sqlite3.Connection]:
    """The other copy of the book, with the pragmas of the program and nothing else."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name} = {value}")
        yield connection


def compare(deed: Callable[[], None], floor: sqlite3.Connection) -> measuring.Pairs:
    """Turns of so many saves each; the twin stores what the book has just stored."""
    made: list[list[Statement]] = []

    def ours() -> float:
        made.clear()
        taken = 0.0
        for _ in range(SAVES):
            made.append([])
            start = time.perf_counter()
            deed()
            taken += time.perf_counter() - start
        return taken / SAVES

    def bare() -> float:
        start = time.perf_counter()
        for statements in made:
            floor.execute("BEGIN IMMEDIATE")
            for sql, values in statements:
                floor.execute(sql, values).fetchall()
            floor.execute("COMMIT")
        return (time.perf_counter() - start) / SAVES

    def remember(event: Any) -> None:
        if "SAVEPOINT" not in event.sql:
            made[-1].append((event.sql, event.params or ()))

    database.query_hooks.append(remember)
    try:
        return measuring.paired(ours, bare)
    finally:
        database.query_hooks.remove(remember)


def main() -> None:
    measuring.title("A durable save", "ten years of records; one deed at a time, each on the disk")
    promises = []
    with copied(book(120)) as path:
        with storage.opened(path):
            Lot.create(association=Association.get(), name=LOT)
        with copied(path) as other, storage.opened(path), twin(other) as floor:
            desk = Desk(Association.get())
            for what, deed in (
                ("a delivery with its advance", desk.deliver),
                ("a sale", desk.sell),
                ("a collection", desk.collect),
            ):
                promises.append(measuring.line(what, compare(deed, floor), TARGET))
            check_same(floor)
    measuring.peers("Tryton 15-19 ms; Frappe Books 34-57 ms; Calc saves its file in 0.9-8.3 s")
    measuring.close(promises)


def check_same(floor: sqlite3.Connection) -> None:
    """The twin must hold what the book holds, or the floor did other work."""
    sums = "SELECT count(*), sum(amount), (SELECT sum(quantity) FROM stock_entry) FROM money_entry"
    assert floor.execute(sums).fetchone() == database.execute_sql(sums).fetchone()


if __name__ == "__main__":
    main()
