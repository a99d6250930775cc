"""A paper of the territory on the desk, as it prints: seen, printed, saved."""

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


class PaperPage(Screen):
    """A screen of one kind of paper names it in `made`, `file_name`, `folder` and `options`."""

    folder = "informes"

    def __init__(self, parent: Misc, context: Context, title: str) -> None:
        super().__init__(parent, context)
        self.pdf = b""
        self._head(title).pack(fill="x", pady=(0, self.look.px(2)))
        row = controls.area(self)
        row.pack(fill="x", pady=(0, self.look.px(2)))
        self.options(row)
        self.line = controls.Problem(self, "ground", 75 if context.compact else 110)
        self.line.pack(side="bottom", anchor="w", pady=(self.look.px(1), 0))
        self.desk = PaperDesk(self, lambda percent: self.percent.configure(text=f"{percent} %"))
        self.desk.pack(side="left", fill="both", expand=True)
        self.deeds = {
            "<Control-p>": self.print_,
            "<Control-P>": self.print_,
            "<F9>": self.save,
            "<Escape>": context.back,
        }
        self.stale = True

    # What a screen of one paper says --------------------------------------------------------------

    def made(self) -> bytes:
        """The paper as it stands in the book now."""
        raise NotImplementedError

    @property
    def file_name(self) -> str:
        raise NotImplementedError

    def options(self, row: ttk.Frame) -> None:
        """Pack what there is to choose."""

    # Building -------------------------------------------------------------------------------------

    def _head(self, title: str) -> ttk.Frame:
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
        for icon, step in (("zoom-in", 1), ("zoom-out", -1)):
            zoom = controls.Button(head, "", partial(self._zoom, step), icon=icon)
            zoom.pack(side="right")
            if step == 1:
                self.percent = controls.text(head, "", "strong", width=6, anchor="center")
                self.percent.pack(side="right")
        self.way_back = controls.area(head)
        self.way_back.pack(side="left")
        room = self.look.em(60 if self.context.compact else 110)
        controls.text(head, self.look.cut(title, room, "title"), "title").pack(side="left")
        return head

    def offer_way_back(self) -> None:
        key = "" if self.context.compact else _("Esc")
        back = controls.Button(
            self.way_back, _("Volver"), self.context.back, icon="arrow-left", key=key
        )
        back.pack(side="left", padx=(0, self.look.px(3)))

    def _zoom(self, step: int) -> None:
        self.desk.zoom(step)

    # Looking --------------------------------------------------------------------------------------

    def shown(self) -> None:
        self.look_again()
        self.desk.focus_set()

    def reload(self) -> None:
        """Make the paper anew and lay it on the desk."""
        self.line.say("")
        try:
            self.pdf = self.made()
        except Refused as refused:
            self._fail(str(refused))
            return
        except Exception as failure:  # noqa: BLE001  the book is whole; only the paper is not
            where = errors.write(failure)
            self._fail(
                _("No se pudo preparar el papel. El detalle está en {file}.").format(file=where)
            )
            return
        self.desk.show(opened(self.pdf))
        self._allow(True)

    def _fail(self, sentence: str) -> None:
        self.pdf = b""
        self.desk.show([])
        self._allow(False)
        self.line.say(sentence)

    def _allow(self, may: bool) -> None:
        for button in (self.print_button, self.save_button):
            button.allow(may)

    # Deeds ----------------------------------------------------------------------------------------

    def print_(self) -> None:
        """Write the PDF and have the system open it: there one chooses printer and copies."""
        if (path := self.written(self.file_name, self.pdf)) is None:
            return
        if printing.open_with_system(path):
            say = _("Se abrió «{file}» para imprimir. Está en {folder}.")
            self.line.say(say.format(file=path.name, folder=path.parent), "good")
        else:
            say = _("No hay con qué abrir un PDF. «{file}» está en {folder}: imprímalo desde ahí.")
            self.line.say(say.format(file=path.name, folder=path.parent), "warn")

    def save(self) -> None:
        self.keep(self.file_name, self.pdf)

    def keep(self, name: str, content: bytes) -> None:
        """Write a file and say where it is."""
        if (path := self.written(name, content)) is not None:
            say = _("«{file}» está en {folder}.").format(file=path.name, folder=path.parent)
            self.line.say(say, "good")

    def written(self, name: str, content: bytes) -> Path | None:
        from reports.files import write_whole

        if not content:
            return None
        try:
            return write_whole(printing.folder(self.folder) / name, content)
        except Refused as refused:
            self.line.say(str(refused))
            return None
