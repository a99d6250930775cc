"""A disk that fails on demand, under the real deeds: at each call, at a random moment, at none.

`faults.c` stands between the program and the disk; it is compiled once a run. `Faulty` is a process
that does deeds with it. What is promised after a fault (reliability, section 0):
  N1  what was said to be saved is found again, the same;
  N2  what was not said is wholly there or wholly not;
  N3  nothing is there twice, no number is left out;
  N4  pages, references, sums and history agree.
"""

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.changes import database
from tests.powerless import ROOT

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
ONCE, FROM_THEN_ON, KILL = 0, 1, 2  # as in faults.c


@dataclass(frozen=True)
class Fault:
    """What happens at the call that fails."""

    name: str
    number: int
    how: int

    def __str__(self) -> str:
        return self.name


FULL = Fault("full", errno.ENOSPC, FROM_THEN_ON)
FULL_ONCE = Fault("full once", errno.ENOSPC, ONCE)
SILENT = Fault("silent", errno.EIO, FROM_THEN_ON)
SILENT_ONCE = Fault("silent once", errno.EIO, ONCE)
KILLED = Fault("killed", 0, KILL)


@dataclass(frozen=True)
class End:
    """How a deed ended: what it said was done, and what was said last."""

    said: list[str]
    ended: str  # «done», «killed», «refused …», «bug …»
    calls: int  # that change the disk, from when it began to fail; 0 where it was killed

    @property
    def refused(self) -> str:
        return self.ended.removeprefix("refused ") if self.ended.startswith("refused") else ""

    @property
    def is_bug(self) -> bool:
        return self.ended.startswith("bug")


class Faulty:
    """A process that does one deed after the other on a disk that fails as asked."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def do(self, deed: str, folder: Path, **asked: Any) -> End:
        assert self.process.stdin
        assert self.process.stdout
        request = {"deed": deed, "folder": str(folder), **asked}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return End(**json.loads(self.process.stdout.readline()))

    def undisturbed(self, deed: str, folder: Path) -> End:
        """Done while calls are counted and none fails."""
        end = self.do(deed, folder, call=1 << 30)
        assert end.ended == "done", end
        return end

    def fail(self, deed: str, folder: Path, fault: Fault, call: int) -> End:
        return self.do(deed, folder, call=call, number=fault.number, how=fault.how)


@contextmanager
def started(folder: Path) -> Iterator[Faulty]:
    """The process, with the library made in `folder`."""
    library = folder / "faults.so"
    source = ROOT / "tests" / "faults.c"
    made = ["cc", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, source, "-ldl"]
    subprocess.run(made, check=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faulted_deeds"],
        cwd=ROOT,
        env={**os.environ, "LD_PRELOAD": str(library)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Faulty(process)
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(timeout=30)


def spread(calls: int, some: int) -> list[int]:
    """Which of so many calls fail, one try each: by night all, else `some`, evenly spread.

    The last of all does not come any more: it is done as if nothing was.
    """
    if NIGHTLY:
        return list(range(1, calls + 2))
    return sorted({1 + (2 * place + 1) * calls // (2 * some) for place in range(some)})


def double(folder: Path, to: Path) -> Path:
    """A folder as it was before the fault, to be hurt."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to)
    return to


def figures() -> dict[str, Any]:
    """What the open book holds, as far as it is the same whenever it was done: no uids, no hours.

    How many rows of what, every paper, and the money and the produce of every entry.
    """

    def rows(query: str) -> list[tuple[Any, ...]]:
        return list(database.execute_sql(query).fetchall())

    tables = rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    kept = sorted(name for (name,) in tables if name not in ("change", "signature"))
    return {
        **{name: rows(f"SELECT count(*) FROM {name}")[0][0] for name in kept},
        "papers": rows("SELECT kind, year, number, day, state FROM document ORDER BY 1, 2, 3"),
        "money": rows("SELECT account, amount FROM money_entry ORDER BY 1, 2"),
        "produce": rows("SELECT quantity FROM stock_entry ORDER BY 1"),
    }
