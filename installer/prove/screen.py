"""A virtual screen, the windows on it, and how long one takes to appear."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from time import monotonic, sleep

TITLE = "ECOCUENCA"
WAIT_S = 120
TURNS = 3
PAINT_S, BLANK = 60, 5_000  # seconds; bytes of a picture of nothing


class Screen:
    """Give its `env` to whatever shall appear on it."""

    def __init__(self, number: int) -> None:
        self.env = {"DISPLAY": f":{number}"}
        self.server = subprocess.Popen(
            ["Xvfb", f":{number}", "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        sleep(2)

    def close(self) -> None:
        self.server.terminate()
        self.server.wait()

    def shows(self, title: str = TITLE) -> bool:
        return self._ask("xdotool", "search", "--onlyvisible", "--name", title).returncode == 0

    def wait_for(self, title: str = TITLE, wait_s: float = WAIT_S) -> bool:
        """Whether a window of that name came in time."""
        ends = monotonic() + wait_s
        while monotonic() < ends:
            if self.shows(title):
                return True
            sleep(0.02)
        return False

    def wait_until_gone(self, title: str = TITLE, wait_s: float = 30) -> bool:
        ends = monotonic() + wait_s
        while self.shows(title) and monotonic() < ends:
            sleep(0.1)
        return not self.shows(title)

    def picture(self, path: Path) -> Path:
        """Of the whole screen, once something is drawn on it and nothing moves any more."""
        path.parent.mkdir(parents=True, exist_ok=True)
        seen, ends = [b""], monotonic() + PAINT_S
        while monotonic() < ends and not (len(seen[-1]) > BLANK and seen[-3:] == seen[-1:] * 3):
            sleep(2)
            self._ask("import", "-window", "root", str(path))
            seen.append(path.read_bytes())
        return path

    def _ask(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        env = os.environ | self.env
        return subprocess.run(words, env=env, capture_output=True, check=False, timeout=60)


@contextmanager
def on_screen(number: int) -> Iterator[Screen]:
    screen = Screen(number)
    try:
        yield screen
    finally:
        screen.close()


def start_times(
    screen: Screen, start: Callable[[], object], end: Callable[[], object]
) -> list[float]:
    """Seconds until the window is there, so many times; the first one warms the disk and is left out."""
    taken = []
    for _turn in range(TURNS + 1):
        began = monotonic()
        start()
        screen.wait_for()
        taken.append(monotonic() - began)
        sleep(1)
        end()
        screen.wait_until_gone()
    return taken[1:]


def told(taken: Sequence[float], against: Sequence[float]) -> str:
    return f"{median(taken):.2f} s, ×{median(taken) / median(against):.2f} of the source run"


def ended(process: subprocess.Popen[bytes]) -> None:
    """End a program that was started here, with all it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
