"""What was found in a book that opened: it is only looked at, until somebody decides otherwise."""

from collections.abc import Sequence
from pathlib import Path
from tkinter import filedialog
from typing import TYPE_CHECKING

from models import history
from models.changes import Refused, look_only, why_look_only
from models.file import storage
from models.language import _, ngettext
from ui.band import Way
from ui.widgets.dialogs import ask, tell
from ui.widgets.words import number

if TYPE_CHECKING:
    from ui.run import Window

MOST_TOLD = 12  # faults at once


class Found:
    """What to do with it: look at a copy, hand the file to who can help, or go on knowing it."""

    def __init__(self, window: "Window") -> None:
        self.window = window
        self.faults: list[str] = []  # for which the book is only looked at

    def take(self, faults: list[str]) -> None:
        """The book is not as it was left: from now on it is only looked at.

        Not for what somebody knew already and went on with.
        """
        if set(faults) <= history.vouched():
            return
        self.faults = faults
        storage.stop_storing(only_looked_at(faults))
        self.say(faults, (_("Seguir trabajando"), "pencil", lambda: self.work_on(faults)))

    def say(self, faults: list[str], *more: Way) -> None:
        """In the band, with the ways on."""
        app = self.window.app
        if app is None:
            return
        ways: list[Way] = [
            (_("Ver las copias"), "arrow-counterclockwise", lambda: app.context.go("restore")),
            (_("Guardar como está en USB"), "usb-drive", self.save_as_it_is),
            *more,
        ]
        if len(faults) > 1:
            ways.insert(0, (_("Ver todo"), "list-ul", lambda: self.tell_all(faults)))
        self.window.warn(only_looked_at(faults), "danger", ways)

    def tell_all(self, faults: list[str]) -> None:
        told = faults[:MOST_TOLD]
        if more := len(faults) - len(told):
            told.append(_others(more))
        tell(self.window.root, _("Lo que se encontró"), "\n".join(told))

    def save_as_it_is(self) -> None:
        """Copy the file just as it stands, for whoever can help."""
        picked = filedialog.askdirectory(parent=self.window.root, mustexist=True)
        if not picked or self.window.app is None:
            return
        context = self.window.app.context
        try:
            kept = storage.save_as_it_is(Path(picked))
        except Refused as refused:
            context.say(str(refused), "danger")
        else:
            say = _("Se guardó el archivo como está: {name}. Llévelo a quien le ayuda.")
            context.say(say.format(name=kept.name))

    def work_on(self, faults: list[str]) -> None:
        """Store again, once the person said so; that and what was known is in the history."""
        window = self.window
        say = _(
            "Lo que se encontró sigue en el libro, y en el historial queda que {who} lo sabía. "
            "Es mejor restaurar una copia. Haga esto solo si la junta está de acuerdo."
        ).format(who=history.signed() or _("usted"))
        yes, no = _("Seguir trabajando"), _("Solo ver")
        if not ask(window.root, _("¿Seguir con el libro así?"), say, yes, no, safe=True):
            return
        why = why_look_only()
        look_only("")
        try:
            history.note_vouched(faults)
        except Refused as refused:
            look_only(why)
            assert window.app is not None
            window.app.context.say(str(refused), "danger")
            return
        self.faults = []
        window.take_band()


def only_looked_at(faults: Sequence[str]) -> str:
    """Why nothing is stored: the first thing found, and how much more."""
    more = len(faults) - 1
    found = f"{faults[0]} {_others(more)}" if more else faults[0]
    say = _("SOLO PARA VER. {found} No se guarda nada hasta restaurar una copia.")
    return say.format(found=found)


def _others(more: int) -> str:
    return ngettext("Y {n} cosa más.", "Y {n} cosas más.", more).format(n=number(more))
