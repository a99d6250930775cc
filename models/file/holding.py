"""Who holds a book: one program at a time, by a lock of the operating system.

The lock decides and dies with its process, so none is ever stale. Beside it stands a note of who
works where since when: a hint for people, nothing goes by it. A second program asks the first to
show its window by a small file that the first looks for once a second: that works alike on Linux
and Windows, needs no port, no permission and no library, and tells other computers nothing. What a
killed program left of either is taken away by the next one that takes the book.
"""

import json
import os
import platform
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from models.changes import Refused
from models.file import disk
from models.language import _

WAIT_S, LOOK_S = 5.0, 0.05  # for a window that was asked; between two looks at whether it answered
LONGEST = 2_000  # bytes of the note

_lock: FileLock | None = None  # kept for as long as the book is held: a lost handle is a lost lock
_held: Path | None = None


@dataclass(frozen=True)
class Holder:
    """Who works with a book, as the note beside it says."""

    who: str
    computer: str
    since: str  # AAAA-MM-DDTHH:MM:SS, local
    process: int

    @property
    def is_here(self) -> bool:
        return self.computer == platform.node()

    def __str__(self) -> str:
        who = self.who or _("Alguien")
        day, hour = f"{self.since[8:10]}/{self.since[5:7]}", self.since[11:16]
        return _("Lo abrió {who} en la computadora «{computer}» el {day} a las {hour}.").format(
            who=who, computer=self.computer, day=day, hour=hour
        )


class Held(Refused):
    """The book is open in another program; the holder is None where no note says who."""

    def __init__(self, path: Path, holder: Holder | None) -> None:
        say = _("El libro {path} ya está abierto en otra ventana de Ecocuenca.")
        words = say.format(path=path.name)
        super().__init__(f"{words} {holder}" if holder else words)
        self.path, self.holder = path, holder


def take(path: Path) -> None:
    """Hold the book for this process; the operating system lets go if the process dies."""
    global _lock, _held
    let_go()
    lock = FileLock(_beside(path, "lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as held:
        raise Held(path, holder_of(path)) from held
    except PermissionError as trouble:
        raise Refused(
            _("No se puede escribir en la carpeta de {path}.").format(path=path)
        ) from trouble
    except OSError as trouble:
        raise disk.refusal(path, trouble) from trouble
    _lock, _held = lock, path
    _clear(path)


def let_go() -> None:
    global _lock, _held
    if _held is not None:
        _clear(_held)
    if _lock is not None:
        _lock.release()
    _lock = _held = None


def _clear(path: Path) -> None:
    for one in (_note_of(path), _call_of(path)):
        with suppress(OSError):  # the disk may be gone
            one.unlink(missing_ok=True)


def write_note(who: str) -> None:
    """Tell others who holds the book. A disk that does not take it only leaves them guessing."""
    if _held is None:
        return
    now = datetime.now().isoformat(timespec="seconds")
    holder = Holder(who, platform.node(), now, os.getpid())
    with suppress(OSError):
        _note_of(_held).write_text(json.dumps(asdict(holder)), "utf-8")


def holder_of(path: Path) -> Holder | None:
    """Who holds the book, as the note says; None where there is none that the program wrote."""
    try:
        with _note_of(path).open("rb") as file:
            told = json.loads(file.read(LONGEST).decode("utf-8"))
        holder = Holder(**told)
        datetime.fromisoformat(holder.since)
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    are_as_written = isinstance(holder.process, int) and all(
        isinstance(one, str) and one.isprintable() for one in (holder.who, holder.computer)
    )
    return holder if are_as_written else None


def _note_of(path: Path) -> Path:
    return _beside(path, "abierto")


def _beside(path: Path, ending: str) -> Path:
    """Beside the file itself, so that a link to the book is the same book."""
    stands = Path(os.path.realpath(path))
    return stands.with_name(f".{stands.name}.{ending}")


# Asking for the window ----------------------------------------------------------------------------


def call(path: Path, wait_s: float = WAIT_S) -> bool:
    """Ask the program of this computer that holds the book for its window; whether it answered."""
    holder, asked = holder_of(path), _call_of(path)
    if holder is None or not holder.is_here:
        return False
    _let_come_forward(holder.process)
    try:
        asked.touch()
    except OSError:
        return False
    until = time.monotonic() + wait_s
    while time.monotonic() < until:
        if not asked.exists():
            return True
        time.sleep(LOOK_S)
    with suppress(OSError):
        asked.unlink(missing_ok=True)
    return False


def is_called() -> bool:
    """Whether another start of the program asked for this window; asking once is told once."""
    if _held is None:
        return False
    try:
        _call_of(_held).unlink()
    except OSError:
        return False
    return True


def _call_of(path: Path) -> Path:
    return _beside(path, "llamado")


def _let_come_forward(process: int) -> None:
    """Windows lets a window come to the front only where the program in use allows it."""
    if os.name == "nt":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(process)  # type: ignore[attr-defined]
