"""Asks the process that parses, and hears its answers: that it crashes or hangs is one of them."""

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from models.importing import child, limits

_WAITS = 20  # answers that may be heard before they are taken
_ANSWER_BYTES = 64 << 20
_LONG = 16  # letters of a figure that may have more than 15 digits
_COUNTABLE = 1e15
_LOOKS_S = 0.05  # how often it is asked whether the person still wants it


class Stopped(Exception):
    """The person does not want it any more."""


class Slow(Exception):
    """More than `limits.SECONDS`."""


class Nonsense(Exception):
    """Something was said that no healthy parser says."""


def answers(
    path: Path, encoding: str, separator: str, cancelled: Callable[[], bool]
) -> Iterator[dict[str, Any]]:
    """What the child tells of the file, until it ends or is ended by force. Figures are exact."""
    asked = {
        "path": str(path.absolute()),
        "encoding": encoding,
        "separator": separator,
        "libraries": _libraries(),
    }
    lines: queue.Queue[bytes] = queue.Queue(_WAITS)
    with subprocess.Popen(
        command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as process:
        assert process.stdin
        assert process.stdout
        hearing = threading.Thread(target=_hear, args=(process.stdout, lines), daemon=True)
        hearing.start()
        try:
            _ask(process.stdin, asked)
            yield from _understood(lines, time.monotonic() + limits.SECONDS, cancelled)
        finally:
            process.kill()
            while hearing.is_alive():  # it may wait for room in the queue
                _drop(lines)


def command() -> list[str]:
    """How the child is started: by Python as a script, or by the frozen program with a word.

    Without `site` (-S) and the person's own settings (-I) it is up in a third of the time.
    """
    if Path(sys.executable).stem.lower().startswith("python"):
        return [sys.executable, "-I", "-S", child.__file__]
    return [sys.executable, child.WORD]


def _libraries() -> list[str]:
    """Where the child finds `models` and the parser."""
    calamine = find_spec("python_calamine")
    found = [Path(calamine.origin).parents[1]] if calamine and calamine.origin else []
    return [str(Path(child.__file__).parents[2]), *map(str, found)]


def _ask(ear: IO[bytes], asked: dict[str, Any]) -> None:
    try:
        ear.write(json.dumps(asked).encode() + b"\n")
        ear.flush()
    except OSError as dead:
        raise Nonsense from dead


def _hear(mouth: IO[bytes], lines: "queue.Queue[bytes]") -> None:
    while line := mouth.readline(_ANSWER_BYTES):
        lines.put(line)
    lines.put(b"")


def _drop(lines: "queue.Queue[bytes]") -> None:
    try:
        lines.get(timeout=_LOOKS_S)
    except queue.Empty:
        return


def _understood(
    lines: "queue.Queue[bytes]", ends: float, cancelled: Callable[[], bool]
) -> Iterator[dict[str, Any]]:
    while True:
        if cancelled():
            raise Stopped
        if time.monotonic() > ends:
            raise Slow
        try:
            line = lines.get(timeout=_LOOKS_S)
        except queue.Empty:
            continue
        if not line:
            return
        try:
            yield json.loads(line, parse_float=_figure, parse_int=Decimal, parse_constant=str)
        except ValueError as unread:
            raise Nonsense from unread


def _figure(text: str) -> Decimal | str:
    """A figure as Excel itself keeps and shows it: 15 digits; a text beyond what it can count."""
    if len(text) > _LONG or "e" in text:
        value = float(text)
        if abs(value) >= _COUNTABLE:
            return text
        text = f"{value:.15g}"
    return Decimal(text.removesuffix(".0"))
