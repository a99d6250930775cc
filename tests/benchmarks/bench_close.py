"""A month closed in a book of one year and in one of ten: it must cost the same.

What is found before closing, the control code, and the closing itself, each in steps of SQLite's
virtual machine and in time of the processor. Each closing is done in a copy that is thrown away.
"""

import time
from collections.abc import Callable
from datetime import date

import measuring
from books import book, copied

from models.associations import Association
from models.changes import database
from models.file import storage
from models.month.closing import close_month, control_code
from models.month.preflight import findings
from models.months import Month

STEPS, SECONDS = 1.02, 3.0  # a closing of 833 deliveries, on the slowest laptop seen
TEN, ONE = 120, 12  # months

Deed = Callable[[Association, Month], object]
DEEDS: dict[str, Deed] = {
    "What is found before": findings,
    "The control code": control_code,
    "The closing": lambda association, month: close_month(association, month, sure=True),
}


def cost(months: int, deed: Deed) -> tuple[int, float]:
    """Steps and seconds of the newest month's."""
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    with copied(book(months)) as path, storage.opened(path):
        association, month = Association.get(), Month.of(date.today())
        connection = database.connection()
        connection.set_progress_handler(step, 1)
        deed(association, month)
        connection.set_progress_handler(None, 0)
    with copied(book(months)) as path, storage.opened(path):
        association = Association.get()
        start = time.process_time()
        deed(association, month)
        return taken, time.process_time() - start


def main() -> None:
    measuring.title("A month closed", "833 deliveries a month: ten years of them, against one year")
    promises = []
    for name, deed in DEEDS.items():
        (more, seconds), (less, before) = cost(TEN, deed), cost(ONE, deed)
        print(f"{name}: {seconds:.2f} s after ten years, {before:.2f} s after one")
        promises.append(measuring.verdict("SQLite steps", more / less, STEPS))
        promises.append(seconds <= SECONDS)
    measuring.close(promises)


if __name__ == "__main__":
    main()
