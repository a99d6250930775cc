"""Folders in which a copy of the book is shown for a rehearsal: none may outlive its session.

Each holds all there is of everybody, so one that a killed program left goes at the next start.
"""

import time
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp

from filelock import FileLock, Timeout

PREFIX = "ecocuenca-prueba-"
YOUNG_S = 60  # one so young may be another program's, about to be opened


def new_folder() -> Path:
    """For its owner's eyes only."""
    return Path(mkdtemp(prefix=PREFIX))


def sweep() -> None:
    """Take away the folders of rehearsals that no program holds any more."""
    for folder in Path(gettempdir()).glob(f"{PREFIX}*"):
        if folder.is_dir() and not folder.is_symlink() and not _is_in_use(folder):
            rmtree(folder, ignore_errors=True)


def _is_in_use(folder: Path) -> bool:
    try:
        if abs(time.time() - folder.stat().st_mtime) < YOUNG_S:
            return True
        for lock in folder.glob(".*.lock"):
            with FileLock(lock, timeout=0):
                continue
    except (Timeout, OSError):
        return True
    return False
