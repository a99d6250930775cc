"""Copies made without being asked: every so many saves, before what is risky, and at the end.

What is carried to a memory stick is asked for: only such a copy outlives the computer.
"""

import threading
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from tkinter import Event, Misc, TclError

from models import exports
from models.changes import Refused, unwatch, watch
from models.file import copies
from models.file.copies import Copy
from models.language import _, ngettext
from models.locked.encryption import is_open_locked
from ui.context import Context
from ui.preferences import Preferences
from ui.widgets.words import number

EVERY = 30  # stored pieces of work
CARRY_DAYS, CARRY_DOCUMENTS = 7, 30  # after which one is reminded to carry a copy away


class Safekeeping:
    """Watches the open book for as long as its window stands."""

    def __init__(self, shell: Misc, context: Context) -> None:
        self.shell, self.context = shell, context
        self.stored = 0
        self._waiting = ""
        watch(self._stored)
        shell.bind("<Destroy>", self._gone, add="+")

    def _gone(self, event: Event) -> None:
        if event.widget is self.shell:
            unwatch(self._stored)
            if self._waiting:
                with suppress(TclError):  # the window itself may be going
                    self.shell.after_cancel(self._waiting)

    def _stored(self, _kinds: set[type]) -> None:
        self.stored += 1
        # What a thread stores is counted; Tk must not be touched from there.
        here = threading.current_thread() is threading.main_thread()
        if self.stored >= EVERY and here and not self._waiting:
            self._waiting = self.shell.after_idle(self._copy_aside)

    def _copy_aside(self) -> None:
        self._waiting = ""
        try:
            made = self.copy()
        except Refused as refused:
            self.stored = 0  # told now, and again only after as many saves
            self.context.say(str(refused), "warn")
            return
        if made.trouble:
            self.context.say(made.trouble, "warn")

    def copy(self) -> Copy:
        """A copy in the usual folder; older ones go as the rule says."""
        made = copies.copy(copies.copies_folder())
        copies.thin(copies.copies_folder())
        self.stored = 0
        return made

    def end(self) -> str:
        """The last copy of a session, with its workbook beside it, where anything is new.

        Answers a sentence of what she should know of it; mostly "".
        """
        if copies.is_current():
            return ""
        made = self.copy()
        return " ".join(filter(None, (made.trouble, write_workbook(made))))


def copy_now(folder: Path, preferences: Preferences) -> str:
    """Copy the open book into `folder`, with its workbook; the sentence that says so."""
    made = copies.copy(folder)
    lacking = write_workbook(made)
    if folder == copies.copies_folder():
        copies.thin(folder)
    else:
        exports.note_copy(made.path)
    words = _("Copia verificada: {count} documentos, caja y banco S/ {money}.").format(
        count=number(made.documents), money=made.money
    )
    if is_open_locked():
        words = f"{words} " + _("Con llave, y sin libro Excel al lado.")
    words = " ".join([words, *filter(None, (made.trouble, lacking))])
    if not copies.is_elsewhere(folder):
        return f"{words} " + _("Está en {path}").format(path=made.path)
    preferences.carried[str(copies.book_path())] = [made.documents, date.today().isoformat()]
    return f"{words} " + _("Ya puede retirar el USB.")


def write_workbook(made: Copy) -> str:
    """What the copy holds, to be read without this program; a copy is one without it too.

    Not of a locked book: it would tell all that the lock keeps. Answers a sentence where it could
    not be written; "" else.
    """
    if is_open_locked():
        return ""
    from reports.excel.beside_copy import write_beside

    try:
        write_beside(made)
    except Refused as refused:
        return _("El libro Excel no se pudo escribir al lado. {why}").format(why=refused)
    return ""


# The reminder -------------------------------------------------------------------------------------


def reminder(preferences: Preferences, today: date) -> tuple[str, str]:
    """The sentence of the status line about copies, and its tone."""
    last = preferences.carried.get(str(copies.book_path()))
    if last is None:
        return _("Ninguna copia en USB todavía"), "warn"
    new = max(0, copies.documents_now() - int(last[0]))
    try:
        age = today - date.fromisoformat(str(last[1]))
    except ValueError:
        age = timedelta(CARRY_DAYS + 1)
    words = ngettext("{n} documento sin copia en USB", "{n} documentos sin copia en USB", new)
    late = new >= CARRY_DOCUMENTS or (new > 0 and not timedelta(0) <= age <= timedelta(CARRY_DAYS))
    if not new:
        return _("Copia en USB al día"), "soft"
    return words.format(n=number(new)), "warn" if late else "soft"
