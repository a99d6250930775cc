"""Where failures of the window meet: a sentence for the person, the detail in a log."""

from collections.abc import Callable
from tkinter import Tk
from types import TracebackType

from models.changes import Refused
from models.file.commits import cause_of
from models.language import _
from models.record import Doubtful
from models.trouble_log import write

__all__ = ["listen", "tell", "write"]


def listen(app: Tk, see_report: Callable[[], object] | None = None) -> None:
    """Hear of everything that goes wrong in a callback of this window.

    `see_report` leads to what can be given to whoever helps, once there is a window to show it.
    """

    def report(kind: type, failure: BaseException, trace: TracebackType | None) -> None:
        tell(app, failure, see_report)

    app.report_callback_exception = report


def tell(app: Tk, failure: BaseException, see_report: Callable[[], object] | None = None) -> None:
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
        [(_("Ver informe para ayuda"), see_report)] if see_report else [],
    )
