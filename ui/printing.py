"""From a paper to the printer: a PDF in the folder of the person, opened by the system's viewer."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_documents_path

from models.documents import Document
from reports.files import write_whole


def folder(name: str = "recibos") -> Path:
    """Where files for the person go if nobody says otherwise: receipts, workbooks, lists."""
    return user_documents_path() / "Ecocuenca" / name


def write(documents: Sequence[Document], pdf: bytes, where: Path | None = None) -> Path:
    """One file named by its first paper; Refused, with a sentence, where it cannot be written."""
    from reports.papers.documents import file_name

    return write_whole((where or folder()) / file_name(documents[0]), pdf)


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
