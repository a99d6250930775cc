"""Where failures of the window meet: a sentence for the person, the detail in a log."""

import traceback
from datetime import datetime
from pathlib import Path
from tkinter import Tk
from types import TracebackType

from platformdirs import user_log_dir

from models.changes import Refused
from models.commits import cause_of
from models.language import _
from models.record import Doubtful

LOG_NAME = "ecocuenca.log"
MOST = 1_000_000  # bytes after which the log begins again


def listen(app: Tk) -> None:
    """Hear of everything that goes wrong in a callback of this window."""

    def report(kind: type, failure: BaseException, trace: TracebackType | None) -> None:
        tell(app, failure)

    app.report_callback_exception = report


def tell(app: Tk, failure: BaseException) -> None:
    from ui.widgets.dialogs import tell as show  # dialogs need the look, which needs this room

    if isinstance(failure, Refused | Doubtful):
        show(app, _("No se puede"), str(failure))
        return
    if (cause := cause_of(failure)) is not None:  # while something was looked up
        show(app, _("No se puede"), " ".join(cause))
        return
    where = write(failure)
    show(
        app,
        _("Algo falló"),
        _("Algo falló y no se guardó nada. El detalle está en {file}.").format(file=where),
    )


def write(failure: BaseException, folder: Path | None = None) -> Path:
    """Log where the failure rose; never its words, which may carry names and figures."""
    path = (folder or Path(user_log_dir("Ecocuenca", appauthor=False))) / LOG_NAME
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.exists() and path.stat().st_size > MOST
        with path.open("w" if fresh else "a", encoding="utf-8") as log:
            log.write(_told(failure))
    except OSError:
        return path  # a full disk must not hide the first failure behind a second one
    return path


def _told(failure: BaseException) -> str:
    steps = "".join(traceback.format_tb(failure.__traceback__))
    cause = failure.__cause__ or failure.__context__
    before = f"after {type(cause).__name__}\n" if cause else ""
    return f"{datetime.now():%Y-%m-%d %H:%M:%S} {type(failure).__name__}\n{before}{steps}\n"
