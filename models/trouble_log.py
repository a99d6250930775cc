"""The one place where failures are written down: what rose and where, never what was in it.

A line holds the moment, the versions of the program and of the book's tables, the kind of failure,
and each step to it as file, line and function. The words of a failure, of a message or of a warning
are left out: they carry names, figures and what SQLite was asked.
"""

import logging
import os
import platform
import sqlite3
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from traceback import extract_tb
from types import TracebackType

from platformdirs import user_log_path

from models.file import schema
from models.language import _
from models.program import VERSION

NAME = "fallas.log"
MOST = 200_000  # bytes, after which the log begins again; the one before is kept beside it
SHOWN = 12_000  # letters of it in a report
_HOME = Path(__file__).resolve().parent.parent


def usual_path() -> Path:
    return user_log_path("Ecocuenca", appauthor=False) / NAME


def keep_log() -> None:
    """From now on all that is logged, warned of, or caught by nobody goes there and nowhere else."""
    root = logging.getLogger()
    root.handlers = [_ToTheLog()]
    root.setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    sys.excepthook = _rose
    threading.excepthook = lambda told: _rose(told.exc_type, told.exc_value, told.exc_traceback)


def write(failure: BaseException, path: Path | None = None) -> Path:
    """Add the failure to the log, and say where that is."""
    path = path or usual_path()
    _append(path, [_head("ERROR"), *_steps(failure)])
    return path


class _ToTheLog(logging.Handler):
    """Keeps where something was logged and what rose there, and none of its words."""

    def emit(self, record: logging.LogRecord) -> None:
        where = f"  {_short(record.pathname)}:{record.lineno} {record.funcName}"
        failure = record.exc_info[1] if record.exc_info else None
        steps = _steps(failure) if failure else ()
        _append(usual_path(), [_head(record.levelname), where, *steps])


def _rose(
    kind: type[BaseException], failure: BaseException | None, trace: TracebackType | None
) -> None:
    if failure is None or issubclass(kind, KeyboardInterrupt):
        return
    where = write(failure.with_traceback(trace))
    if sys.stderr is not None:  # a window of Windows has none
        print(_("Algo falló. El detalle está en {file}.").format(file=where), file=sys.stderr)


def _append(path: Path, lines: list[str]) -> None:
    """A full disk must not hide the first failure behind a second one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > MOST:
            os.replace(path, path.with_name(f"{path.stem}-antes.log"))
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as log:
            log.write("\n".join([*lines, ""]))
    except OSError:
        return


def _head(level: str) -> str:
    return f"{datetime.now():%Y-%m-%d %H:%M:%S} {VERSION}/{schema.version()} {level}"


def _steps(failure: BaseException) -> Iterator[str]:
    """The failure and what it came from, the first cause last; each with the way to it."""
    seen = set[int]()
    link: BaseException | None = failure
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield f"  {type(link).__module__}.{type(link).__qualname__}"
        for step in extract_tb(link.__traceback__):
            yield f"    {_short(step.filename)}:{step.lineno} in {step.name}"
        link = link.__cause__ or link.__context__


def _short(file: str) -> str:
    """A file without the folders of this computer, which hold the name of a user."""
    path = Path(file)
    if path.is_relative_to(_HOME):
        return path.relative_to(_HOME).as_posix()
    return "/".join(path.parts[-2:])


# What is sent to whoever helps -------------------------------------------------------------------


def report() -> str:
    """What helps to find a fault, as it is sent: the versions, and the end of the log."""
    lines = (
        f"ECOCUENCA {VERSION}/{schema.version()}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        "",
        _end_of(usual_path()) or _("Ninguna falla anotada."),
    )
    return "\n".join(lines)


def _end_of(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")[-SHOWN:]
    except OSError:
        return ""
