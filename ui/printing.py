"""Where files for the person go, and the system's own viewer for them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from platformdirs import user_documents_path


def folder(name: str = "recibos") -> Path:
    """Where files for the person go if nobody says otherwise: receipts, workbooks, lists."""
    return user_documents_path() / "Ecocuenca" / name


def open_with_system(path: Path) -> bool:
    """Whether the system has a viewer for it and was asked to open it."""
    if sys.platform == "win32":
        try:
            os.startfile(path)
        except OSError:
            return False
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        return False
    quiet = subprocess.DEVNULL
    try:
        asked = subprocess.Popen(
            [opener, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
        # It ends at once where there is no viewer; where there is one it may stay for long.
        return asked.wait(timeout=1.5) == 0
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False
