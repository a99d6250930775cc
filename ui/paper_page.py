"""A page on which a paper without a number is chosen at the left and seen at the right as it prints."""

from functools import partial
from pathlib import Path
from tkinter import Misc

import ttkbootstrap as ttk

from models.changes import Refused
from models.language import _
from ui import errors, printing
from ui.context import Context, Screen
from ui.widgets import controls
from ui.widgets.paper_desk import PaperDesk, opened
from ui.widgets.scroller import Scroller

NARROWEST = 64  # steps, of what there is to choose
SOON_MS = 350  # after the last key, before the paper is made anew


class PaperPage(Screen):
    """`choose` builds what there is to choose; `make` answers the PDF, `file_name` what it is called."""

    title = ""
    folder = "informes"

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.pdf, self._typing = b"", ""
        px = self.look.px
        self._head().pack(fill="x", pady=(0, px(2)))
        self.line = controls.Problem(self, "ground", 60 if context.compact else 110)
        self.line.pack(side="bottom", anchor="w", pady=(px(1), 0))
        self.roll_ = Scroller(self)
        self.roll_.pack(side="left", fill="y", padx=(0, px(3)))
        self.choose(self.roll_.inside)
        self.update_idletasks()
        wide = max(self.roll_.inside.winfo_reqwidth(), self.look.em(NARROWEST))
        self.roll_.canvas.configure(width=wide)
        self.desk = PaperDesk(self, lambda percent: self.percent.configure(text=f"{percent} %"))
        self.desk.pack(side="left", fill="both", expand=True)
        self.deeds = {
            "<Control-p>": self.print_,
            "<Control-P>": self.print_,
            "<F9>": self.save,
        }
        self.stale = True

    # What each page says --------------------------------------------------------------------------

    def choose(self, place: ttk.Frame) -> None:
        raise NotImplementedError

    def make(self) -> bytes:
        """The paper; ValueError or Refused, with a sentence, where it cannot be made."""
        raise NotImplementedError

    def file_name(self) -> str:
        raise NotImplementedError

    def more_deeds(self, head: ttk.Frame) -> None:
        """Deeds of this page alone, at the right of the others."""

    # Building -------------------------------------------------------------------------------------

    def _head(self) -> ttk.Frame:
        px, head = self.look.px, controls.area(self)
        self.print_button = controls.Button(
            head, _("Imprimir"), self.print_, kind="primary", icon="printer", key=_("Ctrl+P")
        )
        self.print_button.pack(side="right")
        save = _("Guardar") if self.context.compact else _("Guardar PDF")
        self.save_button = controls.Button(
            head, save, self.save, icon="file-earmark-arrow-down", key=_("F9")
        )
        self.save_button.pack(side="right", padx=px(2))
        self.more_deeds(head)
        if not self.context.compact:
            self._zooms(head)
        else:
            self.percent = controls.text(head)
        controls.text(head, _(self.title), "title").pack(side="left")
        return head

    def _zooms(self, head: ttk.Frame) -> None:
        for icon, step in (("zoom-in", 1), ("zoom-out", -1)):
            zoom = controls.Button(head, "", partial(self._zoom, step), icon=icon)
            zoom.pack(side="right")
            if step == 1:
                self.percent = controls.text(head, "", "strong", width=6, anchor="center")
                self.percent.pack(side="right")

    def _zoom(self, step: int) -> None:
        self.desk.zoom(step)

    def part(self, place: ttk.Frame, title: str) -> ttk.Frame:
        """A question, and the place for its answers."""
        made = controls.area(place)
        made.pack(fill="x", pady=(0, self.look.px(4)))
        controls.text(made, title, "strong").pack(anchor="w", pady=(0, self.look.px(1)))
        return made

    # Looking --------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Make the paper anew and lay it on the desk."""
        self._forget_typing()
        self.line.say("")
        try:
            self.pdf = self.make()
            self.desk.show(opened(self.pdf))
        except (Refused, ValueError) as unread:
            self._fail(str(unread))
            return
        except Exception as failure:  # noqa: BLE001  the books are whole; only the paper is not
            where = errors.write(failure)
            say = _("No se pudo preparar el papel. El detalle está en {file}.")
            self._fail(say.format(file=where))
            return
        for button in (self.print_button, self.save_button):
            button.allow(True)

    def reload_soon(self) -> None:
        """Once the person stops typing."""
        self._forget_typing()
        self._typing = self.after(SOON_MS, self.reload)

    def _forget_typing(self) -> None:
        if self._typing:
            self.after_cancel(self._typing)
            self._typing = ""

    def _fail(self, sentence: str) -> None:
        self.pdf = b""
        self.desk.show([])
        for button in (self.print_button, self.save_button):
            button.allow(False)
        self.line.say(sentence)

    # Deeds ----------------------------------------------------------------------------------------

    def print_(self) -> None:
        """Write the PDF and have the system open it: there one chooses printer and copies."""
        if (path := self._written()) is None:
            return
        if printing.open_with_system(path):
            say = _("Se abrió «{file}» para imprimir. Está en {folder}.")
            self.line.say(say.format(file=path.name, folder=path.parent), "good")
        else:
            say = _("No hay con qué abrir un PDF. «{file}» está en {folder}: imprímalo desde ahí.")
            self.line.say(say.format(file=path.name, folder=path.parent), "warn")

    def save(self) -> None:
        """Write the PDF and say where it is."""
        if (path := self._written()) is not None:
            say = _("«{file}» está en {folder}.").format(file=path.name, folder=path.parent)
            self.line.say(say, "good")

    def _written(self) -> Path | None:
        from reports.files import write_whole

        if self._typing:
            self.reload()  # what is printed is what was typed
        if not self.pdf:
            return None
        try:
            return write_whole(printing.folder(self.folder) / self.file_name(), self.pdf)
        except Refused as refused:
            self.line.say(str(refused))
            return None

    def destroy(self) -> None:
        self._forget_typing()
        super().destroy()
