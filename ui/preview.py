"""Vista previa: the papers as they will be printed, on a desk. Only what is stored can stand here."""

from collections.abc import Sequence
from pathlib import Path
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.changes import Refused
from models.documents import Document
from models.language import _, ngettext
from ui import errors, printing
from ui.context import Context, Screen
from ui.widgets import controls
from ui.widgets.paper_desk import PaperDesk, opened


class Preview(Screen):
    kinds = (Document,)  # a paper voided meanwhile shows that it is

    def __init__(self, parent: Misc, context: Context, documents: Sequence[Document]) -> None:
        super().__init__(parent, context)
        self.documents = list(documents)
        self.pdf = b""
        self._head().pack(fill="x", pady=(0, self.look.px(2.5)))
        self._tools().pack(fill="x")
        self.line = controls.Problem(self, "ground", 75 if context.compact else 110)
        self.line.pack(side="bottom", anchor="w", pady=(self.look.px(1), 0))
        self.desk = PaperDesk(
            self, lambda percent: self.shown_percent.configure(text=f"{percent} %")
        )
        self.desk.pack(side="left", fill="both", expand=True)
        self.deeds = {
            "<Control-p>": self.print_,
            "<Control-P>": self.print_,
            "<Escape>": self.context.back,
        }
        self.reload()

    # Building -----------------------------------------------------------------------------------

    def _head(self) -> ttk.Frame:
        px, head = self.look.px, controls.area(self)
        self.print_button = controls.Button(
            head, _("Imprimir"), self.print_, kind="primary", icon="printer", key=_("Ctrl+P")
        )
        self.print_button.pack(side="right")
        self.save_button = controls.Button(
            head, _("Guardar PDF"), self.save, icon="file-earmark-arrow-down"
        )
        self.save_button.pack(side="right", padx=px(2))
        back = controls.Button(
            head, _("Volver"), self.context.back, kind="quiet", icon="chevron-left", key=_("Esc")
        )
        back.pack(side="left")
        first = self.documents[0]
        title = f"{first.text('kind')} {first}" if not self.context.compact else str(first)
        controls.text(head, title, "title").pack(side="left", padx=px(2))
        self.state_pill = controls.area(head)
        self.state_pill.pack(side="left", padx=px(2))
        return head

    def _tools(self) -> ttk.Frame:
        px, row = self.look.px, controls.sheet(self, padding=1.5)
        others = ", ".join(str(one) for one in self.documents)
        count = ngettext("{n} papel", "{n} papeles", len(self.documents))
        words = f"{count.format(n=len(self.documents))}: {others}"
        larger = controls.Button(
            row, "", lambda: self.desk.zoom(1), icon="zoom-in", surface="paper"
        )
        larger.pack(side="right")
        self.shown_percent = controls.text(
            row, "", "strong", "ink", "paper", width=6, anchor="center"
        )
        self.shown_percent.pack(side="right")
        controls.Button(row, "", lambda: self.desk.zoom(-1), icon="zoom-out", surface="paper").pack(
            side="right"
        )
        controls.Button(
            row, _("Página entera"), lambda: self.desk.fit(), kind="quiet", surface="paper"
        ).pack(side="right", padx=px(2))
        controls.text(row, words, "body", "ink", "paper").pack(side="left", padx=px(2))
        return row

    # The paper ------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Make the paper anew. What cannot be shown is still stored, and the sentence says so."""
        self.documents = [Document.get_by_id(one.get_id()) for one in self.documents]
        self._show_state()
        pages: list[Any] = []
        try:
            self.pdf, pages = _rendered(self.documents)
        except Refused as refused:
            self._fail(str(refused))
        except Exception as failure:  # noqa: BLE001  it is stored, and must not look lost
            where = errors.write(failure)
            self._fail(
                _(
                    "Está guardado, pero no se pudo preparar el papel. El detalle está en {file}."
                ).format(file=where)
            )
        self.desk.show(pages)

    def _fail(self, sentence: str) -> None:
        self.pdf = b""
        for button in (self.print_button, self.save_button):
            button.allow(False)
        self.line.say(sentence)

    def _show_state(self) -> None:
        controls.clear(self.state_pill)
        valid = self.documents[0].is_valid
        words, tone = (_("Guardado"), "good") if valid else (_("Anulado"), "danger")
        controls.pill(self.state_pill, words, tone, controls.STATE_ICONS[tone]).pack()

    # Deeds ----------------------------------------------------------------------------------------

    def print_(self) -> None:
        """Write the PDF and have the system open it: there one chooses printer and copies."""
        if not self.pdf:
            return
        if (path := self._written()) is None:
            return
        if printing.open_with_system(path):
            say = _("Se abrió «{file}» para imprimir. Está en {folder}.")
            self._say(say.format(file=path.name, folder=path.parent), "good")
        else:
            say = _("No hay con qué abrir un PDF. «{file}» está en {folder}: imprímalo desde ahí.")
            self._say(say.format(file=path.name, folder=path.parent), "warn")

    def save(self) -> None:
        """Write the PDF and say where it is."""
        if self.pdf and (path := self._written()) is not None:
            say = _("«{file}» está en {folder}.").format(file=path.name, folder=path.parent)
            self._say(say, "good")

    def _written(self) -> Path | None:
        try:
            return printing.write(self.documents, self.pdf)
        except Refused as refused:
            self._say(str(refused), "danger")
            return None

    def _say(self, sentence: str, tone: str) -> None:
        self.line.say(sentence, tone)

    def shown(self) -> None:
        self.look_again()
        self.desk.focus_set()


def _rendered(documents: Sequence[Document]) -> tuple[bytes, list[Any]]:
    """The PDF of the papers, and its pages ready to be drawn."""
    from reports.papers.documents import documents_pdf

    pdf = documents_pdf(documents)
    return pdf, opened(pdf)
