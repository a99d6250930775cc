"""R3: the current goes below a real file system, at any instant of many saves. `make nightly` only.

The book stands on ext4, on a loop device whose file lies on XFS. What that file holds at an instant
is what a disk would hold: it is cloned (FICLONE), the clone is mounted, which plays ext4's journal,
and the program opens the book in it. Wants root, loop devices and mkfs.xfs.
"""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from models.changes import Refused
from models.file import storage
from models.review.books import faults as found_by_review
from tests.powerless import ROOT
from tests.test_reliability_power import incomes, numbered

CUTS = 200
LONGEST_BETWEEN_S = 0.12

SAVING = """
import os, sys
from itertools import count
from decimal import Decimal
from pathlib import Path
from models.file import storage
from models.changes import Refused
from models.associations import Association
from models.cash.cash_book import Party, income
from models.changes import database
from models.documents import Paper
from tests.factories import a_heading, cash, may
storage.open_book(Path(sys.argv[1]))
if sys.argv[2] == "unsafe":
    database.execute_sql("PRAGMA synchronous = off")
heading = a_heading(Association.get(), "income")
for number in count(1):
    amount = cash(str(Decimal(number) / 100))
    income(heading, Party("Feria"), f"Rifa {number}", amount, Paper(may(8)), sure=True)
    os.write(1, b"%d\\n" % number)
"""


def run(*command: object) -> None:
    subprocess.run([*map(str, command)], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def mounted(image: Path, place: Path) -> Iterator[Path]:
    place.mkdir(parents=True, exist_ok=True)
    run("mount", "-o", "loop", image, place)
    try:
        yield place
    finally:
        run("umount", "--lazy", place)


@pytest.mark.bar("R3")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("how", ["safe", "unsafe"])
def test_a_cut_below_the_file_system_loses_nothing_that_was_said_to_be_saved(
    faulty_books: dict[str, Path], tmp_path: Path, counted: Callable[..., None], how
) -> None:
    ends: Counter[str] = Counter()
    chance, said_file = random.Random(7), tmp_path / "said"
    with ExitStack() as stack:
        disks = tmp_path / "disks.img"
        run("truncate", "--size", "3G", disks)
        run("mkfs.xfs", "-q", "-m", "reflink=1", disks)
        under = stack.enter_context(mounted(disks, tmp_path / "under"))
        image = under / "disk.img"
        run("truncate", "--size", "128M", image)
        run("mkfs.ext4", "-q", "-F", image)
        live = stack.enter_context(mounted(image, tmp_path / "live"))
        shutil.copy(faulty_books["many"] / "x.ecocuenca", live)
        run("sync", "--file-system", live)
        with said_file.open("wb") as said:
            saving = subprocess.Popen(
                [sys.executable, "-c", SAVING, live / "x.ecocuenca", how], cwd=ROOT, stdout=said
            )
        stack.callback(saving.wait)
        stack.callback(saving.kill)
        while not said_file.stat().st_size:
            time.sleep(0.05)
        for _cut in range(CUTS):
            time.sleep(chance.uniform(0, LONGEST_BETWEEN_S))
            acknowledged = said_file.read_bytes().count(b"\n")
            run("cp", "--reflink=always", image, under / "cut.img")
            assert saving.poll() is None
            saving.send_signal(signal.SIGSTOP)  # else it saves most while nobody cuts
            with mounted(under / "cut.img", tmp_path / "after") as after:
                ends[_found(after / "x.ecocuenca", acknowledged)] += 1
            saving.send_signal(signal.SIGCONT)
    counted("R3", **{f"{how}_{end}": number for end, number in ends.items()})
    if how == "safe":
        assert set(ends) == {"whole"}, ends
    else:
        assert ends["lost"] + ends["damaged"] > 0.9 * CUTS, ends  # else the cuts prove nothing


def _found(book: Path, acknowledged: int) -> str:
    try:
        with storage.opened(book):
            found, faults = incomes(), found_by_review()
    except Refused:
        return "damaged"
    right = [*zip(numbered(2, len(found)), range(1, len(found) + 1), strict=True)]
    if found != right or faults:
        return "damaged"
    return "whole" if len(found) >= acknowledged else "lost"
