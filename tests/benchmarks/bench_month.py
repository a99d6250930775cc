"""A month opened in a book of one year and in one of ten: it must cost the same.

Counted in steps of SQLite's virtual machine, which no load of the machine moves, and in time of the
processor. The ten years end in the same month as the one, row for row; all that came before stands
in the month's opening.
"""

import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import measuring
from books import book

from models.associations import Association
from models.cash.books import book as ledger
from models.cash.cash_book import RECEIPTS
from models.changes import database
from models.file import storage
from models.listing import Listing
from models.money import CASH
from models.month import debts as month_debts
from models.month import money as month_money
from models.month.glance import glance_at
from models.months import Month
from models.produce.deliveries import DELIVERIES
from models.produce.harvests import HARVESTS
from models.produce.kardex import kardex_of
from models.produce.sales import SALES
from models.record import RecordType

STEPS, STATEMENTS, TIME = 1.02, 6, 1.10
A_SCREENFUL = 60
LISTS = ("Entregas", "Ventas", "Recibos", "Cosechas")

Question = Callable[[], object]


def questions() -> dict[str, Question]:
    """What a screen asks when a month is chosen."""
    association, month = Association.get(), Month.of(date.today())

    def page(kind: RecordType) -> Question:
        listing = Listing(kind, association, since=month.first, until=month.last)
        return lambda: (listing.window(0, A_SCREENFUL), listing.summary())

    return {
        "Inicio": lambda: glance_at(association, month, month.last),
        "Entregas": page(DELIVERIES),
        "Ventas": page(SALES),
        "Recibos": page(RECEIPTS),
        "Cosechas": page(HARVESTS),
        "Libro caja": lambda: ledger(association, CASH, month.first, month.last),
        "Kardex": lambda: kardex_of(association, month),
        "whose money": lambda: month_money.money_of(association, month.last),
        "who owes what": lambda: month_debts.owed_by_members(association, month.last),
    }


def steps(question: Question) -> int:
    counted = 0

    def step() -> int:
        nonlocal counted
        counted += 1
        return 0

    connection = database.connection()
    connection.set_progress_handler(step, 1)
    try:
        question()
    finally:
        connection.set_progress_handler(None, 0)
    return counted


def statements(question: Question) -> int:
    asked: list[object] = []
    database.query_hooks.append(asked.append)
    try:
        question()
    finally:
        database.query_hooks.clear()
    return len(asked)


def seconds(question: Question) -> float:
    start = time.process_time()
    for _ in range(5):
        question()
    return (time.process_time() - start) / 5


class Reader:
    """A process of its own that holds one book open: the program opens one at a time."""

    def __init__(self, path: Path) -> None:
        process = get_context("spawn")
        self.line, other = process.Pipe()
        self.process = process.Process(target=answer, args=(path, other))
        self.process.start()
        self.names: list[str] = self.line.recv()

    def ask(self, how: Callable[[Question], float], name: str) -> float:
        self.line.send((how, name))
        return self.line.recv()

    def close(self) -> None:
        self.line.send(None)
        self.process.join()


def answer(path: Path, line: Connection) -> None:
    """Until told to stop: how much the question of that name costs."""
    with storage.opened(path):
        asked = questions()
        line.send(list(asked))
        while order := line.recv():
            how, name = order
            line.send(how(asked[name]))


def main() -> None:
    measuring.title(
        "A month opened", "833 deliveries a month: ten years of them in the file, against one year"
    )
    promises = []
    with closing(Reader(book(120))) as ten, closing(Reader(book(12))) as one:
        for name in ten.names:
            pairs = measuring.paired(
                lambda name=name: ten.ask(seconds, name), lambda name=name: one.ask(seconds, name)
            )
            promises.append(measuring.line(name, pairs, TIME))
            more = ten.ask(steps, name) / one.ask(steps, name)
            promises.append(measuring.verdict("SQLite steps", more, STEPS))
            if name in LISTS:
                asked = ten.ask(statements, name)
                promises.append(asked <= STATEMENTS)
                print(f"    {asked} statements, at most {STATEMENTS}")
    measuring.peers(
        "a register of 4,000 rows in HomeBank 1.3 s; Tryton 0.87 s; Frappe Books 0.95 s, and growing;"
        " GnuCash reads 100,000 transactions in 43 s"
    )
    measuring.close(promises)


if __name__ == "__main__":
    main()
