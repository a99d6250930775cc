"""R17: several programs want the same book; it is one at a time, and no number is given twice."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models.file import storage
from models.review.books import faults as found_by_review
from tests.faults import NIGHTLY
from tests.powerless import ROOT
from tests.test_reliability_power import incomes, numbered

WRITERS, EACH = 3, 50 if NIGHTLY else 10

WRITER = """
import sys, time
from decimal import Decimal
from pathlib import Path
from models.file import storage
from models.associations import Association
from models.changes import Refused
from tests.factories import a_heading, cash, may
from models.cash.cash_book import Party, income
from models.documents import Paper
refused = 0
for count in range(int(sys.argv[2])):
    while True:
        try:
            storage.open_book(Path(sys.argv[1]))
            break
        except Refused as held:
            assert "abierto" in str(held), held
            refused += 1
            time.sleep(0.002)
    heading = a_heading(Association.get(), "income")
    income(heading, Party("Feria"), f"Rifa {count}", cash("1.00"), Paper(may(8)), sure=True)
    storage.close()
print(refused)
"""


@pytest.mark.bar("R17")
def test_programs_that_write_in_turns_give_each_number_once_and_leave_none_out(
    association, book: Path, counted: Callable[..., None]
) -> None:
    storage.close()
    command = [sys.executable, "-c", WRITER, str(book), str(EACH)]
    writers = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _writer in range(WRITERS)
    ]
    refused = [int(one.communicate(timeout=280)[0]) for one in writers]

    with storage.opened(book):
        numbers = [number for number, _amount in incomes()]
        assert found_by_review() == []
    assert numbers == numbered(1, WRITERS * EACH)
    assert sum(refused) > 0  # they did meet
    counted("R17", receipts=len(numbers), met=sum(refused))
