"""Informe para ayuda: what failed and where, read here before anybody else gets it."""

from datetime import date
from tkinter import Misc

import ttkbootstrap as ttk

from models import trouble_log
from models.language import _
from ui import printing
from ui.context import Context, Screen
from ui.widgets import controls
from ui.widgets.scroller import Scroller


class HelpReport(Screen):
    """Shows all of it; «Guardar» and «Copiar» take what is shown, and no more."""

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        px = self.look.px
        self._head().pack(fill="x", pady=(0, px(2)))
        say = _(
            "Esto es todo lo que se da si lo comparte: versiones del programa y en qué parte falló."
            " No lleva nombres, DNI ni montos. Léalo antes de darlo."
        )
        words = controls.text(self, say, "body", "soft", justify="left")
        words.pack(fill="x", pady=(0, px(2)))
        controls.wrap(words)
        self.line = controls.Problem(self, "ground", 60 if context.compact else 110)
        self.line.pack(side="bottom", anchor="w", pady=(px(1), 0))
        paper = controls.sheet(self, padding=0.25)
        paper.pack(fill="both", expand=True)
        self.roll_ = Scroller(paper, "paper")
        self.roll_.pack(fill="both", expand=True)
        inside = controls.area(self.roll_.inside, "paper", (6, 3))
        inside.pack(fill="both", expand=True)
        self.words = controls.text(inside, "", "small", "ink", "paper", justify="left")
        self.words.pack(fill="x")
        controls.wrap(self.words)
        self.deeds = {
            "<Escape>": context.back,
            "<F9>": self.save,
            "<Down>": lambda: self.roll_.roll(1),
            "<Up>": lambda: self.roll_.roll(-1),
            "<Next>": lambda: self.roll_.roll(5),
            "<Prior>": lambda: self.roll_.roll(-5),
        }

    def _head(self) -> ttk.Frame:
        px, compact, row = self.look.px, self.context.compact, controls.area(self)
        self.save_button = controls.Button(
            row,
            _("Guardar") if compact else _("Guardar en un archivo"),
            self.save,
            kind="primary",
            icon="file-earmark-arrow-down",
            key=_("F9"),
        )
        self.save_button.pack(side="right")
        controls.Button(row, _("Copiar"), self.copy, icon="clipboard").pack(
            side="right", padx=px(2)
        )
        controls.Button(
            row,
            "" if compact else _("Volver"),
            self.context.back,
            icon="arrow-left",
            key="" if compact else _("Esc"),
        ).pack(side="left", padx=(0, px(3)))
        controls.text(row, _("Informe para ayuda"), "title").pack(side="left")
        return row

    def shown(self) -> None:
        """As it is now: something may have failed since."""
        self.words.configure(text=trouble_log.report())
        self.save_button.focus_set()

    def save(self) -> None:
        from reports.files import write_whole

        name = f"informe-para-ayuda-{date.today()}.txt"
        path = write_whole(printing.folder("ayuda") / name, self._shown().encode())
        say = _("«{file}» está en {folder}.").format(file=path.name, folder=path.parent)
        self.line.say(say, "good")

    def copy(self) -> None:
        self.clipboard_clear()
        self.clipboard_append(self._shown())
        self.line.say(_("Copiado. Péguelo donde lo necesite."), "good")

    def _shown(self) -> str:
        return str(self.words.cget("text"))
