"""A folder of this program alone for what it writes on the way: nobody else reads it, and it goes.

openpyxl and others put whole sheets, with names and DNI, in the system's folder for temporary files,
and a killed program leaves them there. Here each run of the program has a folder of its own (0700),
held by a lock of the operating system; whoever starts takes away those that nobody holds any more.
"""

import atexit
import shutil
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

_LOCK = "en-uso.lock"

_held: FileLock | None = None  # a lost handle is a lost lock


def home() -> Path:
    """Where the folders of all runs stand."""
    return user_cache_path("Ecocuenca", appauthor=False) / "temporal"


def begin() -> Path:
    """Empty what killed runs left, and use a folder of our own until this run ends.

    Where none can be made the system's folder is used, by a name that others do not know.
    """
    global _held
    system = tempfile.gettempdir()
    try:
        home().mkdir(parents=True, exist_ok=True, mode=0o700)
        sweep()
        folder = Path(tempfile.mkdtemp(prefix="turno-", dir=home()))
        _held = FileLock(folder / _LOCK, timeout=0)
        _held.acquire()
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="ecocuenca-", dir=system))
    tempfile.tempdir = str(folder)
    atexit.register(end, folder, system)
    return folder


def end(folder: Path, system: str) -> None:
    """Take the folder away with all that is left in it."""
    global _held
    tempfile.tempdir = system
    if _held is not None:
        _held.release()
        _held = None
    shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Take away the folders of runs that are over, however they ended."""
    for folder in home().iterdir():
        lock = FileLock(folder / _LOCK, timeout=0)
        try:
            lock.acquire()
        except (Timeout, OSError):
            continue  # in use, or no folder of ours
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def lasting_folder() -> Path:
    """A new folder in the system's own place, for what a person is to find after this run."""
    ours, tempfile.tempdir = tempfile.tempdir, None
    try:
        return Path(tempfile.mkdtemp(prefix="ecocuenca-"))
    finally:
        tempfile.tempdir = ours
