"""The process that does real deeds on a disk that fails: started by `tests.faults`, never imported.

It loads the program once, then does each deed in a child of its own. A request is a line of JSON on
standard input, its answer one on standard output. What the deed said before it ended, or was
ended, comes through a pipe: that is what a person would have seen.
"""

import ctypes
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

# All that a deed needs is loaded before the disk begins to fail.
import openpyxl  # noqa: F401
import reportlab.platypus  # noqa: F401
from playhouse.migrations import Runner  # noqa: F401

from models.associations import Association
from models.cash.cash_book import Party, income
from models.changes import Refused, database
from models.documents import Paper
from models.file import copies, storage
from models.file.restoring import restore
from models.importing.checking import check
from models.importing.draft import draft_of
from models.importing.reading import read_file
from models.importing.steps import to_its_end
from models.importing.taking import taken_in
from models.locked import cipher
from models.month.closing import close_month
from models.months import Month
from models.produce.deliveries import Handover, deliver
from models.produce.lots import Lot
from models.produce.selling import Bargain, Item, sell
from models.produce.weighing import Weight
from models.settling.settle import settle
from reports.excel.monthly import export_month
from reports.papers.documents import named, save_documents
from tests.factories import MAY, a_buyer, a_grade, a_heading, a_lot, a_member, cash, may
from tests.locked import KEY, know_keys_beside, wraps

LIBRARY = ctypes.CDLL(None)
Say = Callable[[str], None]
Arm = Callable[[], None]


def _in(folder: Path) -> Path:
    return folder / "x.ecocuenca"


def _opened(folder: Path) -> Association:
    know_keys_beside(_in(folder))
    storage.open_book(_in(folder))
    return Association.get()


# Deeds: each makes ready, lets the disk begin to fail, then does it and says so --------------------


def _deliver(folder: Path, arm: Arm, say: Say) -> None:
    association = _opened(folder)
    handover = Handover(
        a_member(association),
        a_grade(association),
        Weight(Decimal("10.0"), "kg"),
        advance=cash("4.00"),
    )
    arm()
    say(deliver(handover, Paper(may(6)), sure=True).document.number)


def _sell(folder: Path, arm: Arm, say: Say) -> None:
    association = _opened(folder)
    item = Item(a_grade(association), Decimal("5.0"), Decimal("1.20"))
    bargain = Bargain(a_buyer(association), a_lot(association), [item], None)
    arm()
    say(sell(bargain, Paper(may(7)), sure=True).document.number)


def _settle(folder: Path, arm: Arm, say: Say) -> None:
    association = _opened(folder)
    lot = Lot.get(Lot.association == association, Lot.name == "papa-mayo")
    arm()
    say(str(len(settle(lot, Paper(may(30)), sure=True))))


def _close(folder: Path, arm: Arm, say: Say) -> None:
    association = _opened(folder)
    arm()
    say(close_month(association, MAY, sure=True).code)


def _import(folder: Path, arm: Arm, say: Say) -> None:
    association = _opened(folder)
    draft = draft_of(read_file(folder / "padron.csv"), association)
    report = check(association, draft)
    arm()
    to_its_end(taken_in(association, draft, report))
    say("taken in")


def _copy(folder: Path, arm: Arm, say: Say) -> None:
    _opened(folder)
    arm()
    say(str(copies.copy(folder / "usb").path))


def _restore(folder: Path, arm: Arm, say: Say) -> None:
    know_keys_beside(folder / "copia.ecocuenca")
    arm()
    restore(folder / "copia.ecocuenca", _in(folder))
    say("restored")


def _open(folder: Path, arm: Arm, say: Say) -> None:
    """Also what brings a book of an older program up to date."""
    arm()
    storage.open_book(_in(folder))
    say("opened")


def _begin(folder: Path, arm: Arm, say: Say) -> None:
    arm()
    storage.create(_in(folder))
    say("begun")


def _export(folder: Path, arm: Arm, say: Say) -> None:
    association = _opened(folder)
    arm()
    say(str(export_month(association, Month(2026, 5), folder / "salida")))


def _print(folder: Path, arm: Arm, say: Say) -> None:
    _opened(folder)
    papers = named(["2026-05"])[:2]
    arm()
    for path in save_documents(papers, folder / "salida"):
        say(str(path))


def _many(folder: Path, arm: Arm, say: Say) -> None:
    """Incomes of one céntimo more each time, until there are enough or somebody ends it."""
    heading = a_heading(_opened(folder), "income")
    arm()
    for count in _counted():
        amount = cash(str(Decimal(count) / 100))
        made = income(
            heading, Party("Feria Demo"), f"Rifa {count}", amount, Paper(may(8)), sure=True
        )
        say(f"{made.document.number} {count}")


def _unsafe(folder: Path, arm: Arm, say: Say) -> None:
    """The same without a single sync: what the tests of a power cut must find out."""

    def begin() -> None:
        database.execute_sql("PRAGMA synchronous = off")
        arm()

    _many(folder, begin, say)


def _counted() -> Iterator[int]:
    most = int(os.environ.get("SAVES", "0"))
    yield from range(1, most + 1 if most else sys.maxsize)


DEEDS = {
    "deliver": _deliver,
    "sell": _sell,
    "settle": _settle,
    "close": _close,
    "import": _import,
    "copy": _copy,
    "restore": _restore,
    "open": _open,
    "begin": _begin,
    "export": _export,
    "print": _print,
    "many": _many,
    "unsafe": _unsafe,
}


# One deed, one child -------------------------------------------------------------------------------


def _do(asked: dict[str, Any], to: int) -> None:
    """Do what is asked and write to the pipe what was said; the child ends here."""
    folder, told = Path(asked["folder"]), 0

    def arm() -> None:
        if asked.get("record"):
            LIBRARY.faults_record(asked["record"].encode())
        LIBRARY.faults_trip(asked.get("call", 0), asked.get("number", 0), asked.get("how", 0))

    def say(words: str) -> None:
        nonlocal told
        told += 1
        LIBRARY.faults_acknowledge(told)
        os.write(to, f"{words}\n".encode())

    if asked.get("locked"):
        cipher.take(KEY, wraps())
    os.environ["SAVES"] = str(asked.get("saves", 0))
    LIBRARY.faults_watch(str(folder).encode())  # before any of its files is opened
    ended = ""
    try:
        DEEDS[asked["deed"]](folder, arm, say)
        storage.close()
        ended = "done"
    except Refused as refused:
        ended = f"refused {refused}"
    finally:  # what else was raised is a bug, and told as one
        ended = ended or f"bug {sys.exception()!r}"
        os.write(to, f"\0{LIBRARY.faults_calls()} {ended}".encode())
        os._exit(0)


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    source, to = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        _do(asked, to)
    os.close(to)
    said = b""
    if "kill_within" in asked:
        said = os.read(source, 1 << 16)  # it saves now
        time.sleep(random.Random(asked["seed"]).uniform(0, asked["kill_within"]))
        os.kill(child, signal.SIGKILL)
    while more := os.read(source, 1 << 16):
        said += more
    os.close(source)
    status = os.waitpid(child, 0)[1]
    words, _zero, end = said.decode().partition("\0")
    calls, _space, ended = end.partition(" ")
    return {
        "said": words.splitlines(),
        "ended": "killed" if os.WIFSIGNALED(status) else ended,
        "calls": int(calls or 0),
    }


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
