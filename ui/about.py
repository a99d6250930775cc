"""Acerca de: which program this is, what it is made of, where the books are; to be copied for help."""

import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from tkinter import Misc

from models.file import storage
from models.language import _
from models.parts import Part, parts, runtime
from models.program import FOLDER, VERSION
from ui import printing
from ui.context import Context
from ui.preferences import usual_path
from ui.reading_page import ReadingPage
from ui.widgets import controls


class About(ReadingPage):
    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context, _("Acerca de Ecocuenca"))
        self.made_of = [*parts(), *runtime(str(self.tk.call("info", "patchlevel")))]
        self._table(self.inside, _("Este programa"), self._facts())
        self.copy_button = self._ways_on(self.inside)
        self._table(
            self.inside, _("De qué está hecho"), [(_said(one), one.licence) for one in self.made_of]
        )
        where = _("Los textos de las licencias están en {folder}").format(folder=FOLDER)
        line = controls.text(self.inside, where, "small", "soft", "paper", justify="left")
        line.pack(fill="x", pady=self.look.px(2))
        controls.wrap(line)

    def _facts(self) -> list[tuple[str, str]]:
        book = storage.book_path()
        return [
            (_("Versión"), VERSION),
            (_("Licencia"), "GPL-3.0-or-later"),
            (_("Libro"), str(book)),
            (_("Copias"), str(storage.copies_folder())),
            (_("Preferencias"), str(usual_path())),
            (_("Programa"), str(FOLDER)),
            (_("Sistema"), _system()),
        ]

    def _ways_on(self, inside: Misc) -> controls.Button:
        """What can be done with it; the first of them is given back."""
        px, context = self.look.px, self.context
        row = controls.area(inside, "paper")
        row.pack(anchor="w", pady=px(1.5))
        made: list[controls.Button] = []
        for words, icon, deed in (
            (_("Copiar para un informe"), "clipboard", self.copy),
            (_("Abrir la carpeta del libro"), "folder2-open", self._open_folder),
            (_("Ver qué hay de nuevo"), "stars", lambda: context.go("news")),
        ):
            kind = "secondary" if made else "primary"
            button = controls.Button(row, words, deed, kind=kind, icon=icon, surface="paper")
            made.append(button)
            if context.compact:
                button.pack(anchor="w", pady=px(0.5))
            else:
                button.pack(side="left", padx=(0, px(2)))
        return made[0]

    def _table(self, inside: Misc, title: str, lines: Sequence[tuple[str, str]]) -> None:
        px = self.look.px
        words = controls.text(inside, title, "lead", "primary", "paper")
        words.pack(anchor="w", pady=(px(2), px(1)))
        table = controls.area(inside, "paper")
        table.pack(fill="x")
        table.columnconfigure(1, weight=1)
        for row, (name, said) in enumerate(lines):
            mark = controls.text(table, name, "strong", "ink", "paper")
            mark.grid(row=row, column=0, sticky="nw", padx=(0, px(4)), pady=px(0.5))
            line = controls.text(table, said, "body", "ink", "paper", justify="left")
            line.grid(row=row, column=1, sticky="new", pady=px(0.5))
            controls.wrap(line)

    def told(self) -> str:
        """All of it as text, for a letter that asks for help: no name and no figure of the books."""
        facts = [f"{name}: {said}" for name, said in self._facts()]
        made_of = [f"{_said(one)} ({one.licence})" for one in self.made_of]
        return "\n".join(["Ecocuenca", *facts, *made_of])

    def copy(self) -> None:
        self.clipboard_clear()
        self.clipboard_append(self.told())
        self.context.say(_("Se copió. Péguelo en el mensaje con que pide ayuda."))

    def _open_folder(self) -> None:
        folder = Path(storage.book_path()).parent
        known = printing.open_with_system(folder)
        words = _("Se abre {path}") if known else _("Está en {path}")
        self.context.say(words.format(path=folder))


def _said(part: Part) -> str:
    return f"{part.name} {part.version}"


def _system() -> str:
    """Windows is asked by `sys` alone: `platform` would ask a service that may never answer."""
    if sys.platform == "win32":
        found = sys.getwindowsversion()
        return f"Windows {found.major}.{found.minor}.{found.build}"
    return f"{platform.system()} {platform.release()}"
