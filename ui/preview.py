"""Vista previa: the papers as they will be printed, on a desk. Only what is stored can stand here."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from tkinter import Canvas, Event, Misc
from typing import Any

import ttkbootstrap as ttk
from PIL import ImageTk

from models.changes import Refused
from models.documents import Document
from models.language import _, ngettext
from ui import controls, errors, printing
from ui.context import Context, Screen

STEPS = (50, 75, 100, 125, 150, 200)  # per cent of the paper's real size
SCREEN_DPI, POINTS = 96, 72
WHOLE, UPPER_HALF = 0, -1  # instead of per cent
FAR = 10**6


class Preview(Screen):
    kinds = (Document,)  # a paper voided meanwhile shows that it is

    def __init__(self, parent: Misc, context: Context, documents: Sequence[Document]) -> None:
        super().__init__(parent, context)
        self.documents = list(documents)
        self.pdf = b""
        self.pages: list[Any] = []
        self.pictures: list[ImageTk.PhotoImage] = []
        self.percent = UPPER_HALF  # a page carries original and copy: one of them can be read
        self._head().pack(fill="x", pady=(0, self.look.px(2.5)))
        self._tools().pack(fill="x")
        self.line = controls.Problem(self, "ground", 75 if context.compact else 110)
        self.line.pack(side="bottom", anchor="w", pady=(self.look.px(1), 0))
        self.desk = Canvas(self, highlightthickness=0, takefocus=True, width=10, height=10)
        self.bar = ttk.Scrollbar(self, command=self.desk.yview)
        self.desk.configure(yscrollcommand=self._place_bar)
        self.desk.pack(side="left", fill="both", expand=True)
        self.desk.roll = self._roll  # type: ignore[attr-defined]  # the wheel asks for this
        self._listen()
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
        larger = controls.Button(row, "", lambda: self.zoom(1), icon="zoom-in", surface="paper")
        larger.pack(side="right")
        self.shown_percent = controls.text(
            row, "", "strong", "ink", "paper", width=6, anchor="center"
        )
        self.shown_percent.pack(side="right")
        controls.Button(row, "", lambda: self.zoom(-1), icon="zoom-out", surface="paper").pack(
            side="right"
        )
        controls.Button(row, _("Página entera"), self.fit, kind="quiet", surface="paper").pack(
            side="right", padx=px(2)
        )
        controls.text(row, words, "body", "ink", "paper").pack(side="left", padx=px(2))
        return row

    def _listen(self) -> None:
        desk = self.desk
        for happening in ("<Configure>", "<<ThemeChanged>>"):
            desk.bind(happening, self._draw)
        for key, lines in (("Down", 1), ("Up", -1)):
            desk.bind(f"<{key}>", partial(self._move, lines, "units"))
        for key, pages in (("Next", 1), ("Prior", -1), ("End", FAR), ("Home", -FAR)):
            desk.bind(f"<{key}>", partial(self._move, pages, "pages"))
        for key, step in (("plus", 1), ("KP_Add", 1), ("minus", -1), ("KP_Subtract", -1)):
            desk.bind(f"<{key}>", partial(self.zoom, step))
        desk.bind("<Key-0>", lambda _event: self.fit())

    # The paper ------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Make the paper anew. What cannot be shown is still stored, and the sentence says so."""
        self.documents = [Document.get_by_id(one.get_id()) for one in self.documents]
        self._show_state()
        try:
            self.pdf, self.pages = _rendered(self.documents)
        except Refused as refused:
            self._fail(str(refused))
        except Exception as failure:  # noqa: BLE001  it is stored, and must not look lost
            where = errors.write(failure)
            self._fail(
                _(
                    "Está guardado, pero no se pudo preparar el papel. El detalle está en {file}."
                ).format(file=where)
            )
        self._draw()

    def _fail(self, sentence: str) -> None:
        self.pdf, self.pages = b"", []
        for button in (self.print_button, self.save_button):
            button.allow(False)
        self.line.say(sentence)

    def _show_state(self) -> None:
        controls.clear(self.state_pill)
        valid = self.documents[0].is_valid
        words, tone = (_("Guardado"), "good") if valid else (_("Anulado"), "danger")
        controls.pill(self.state_pill, words, tone, controls.STATE_ICONS[tone]).pack()

    def zoom(self, step: int, _event: Event | None = None) -> None:
        now = self._percent_now()
        larger, smaller = [s for s in STEPS if s > now], [s for s in STEPS if s < now]
        self.percent = (larger or [now])[0] if step > 0 else (smaller or [now])[-1]
        self._draw()

    def fit(self) -> None:
        self.percent = WHOLE
        self._draw()

    def _percent_now(self) -> int:
        """Per cent of its real size; unless zoomed, so that a page, or its upper half, is in view."""
        if self.percent > 0:
            return self.percent
        margin = self.look.px(8)
        wide, tall = (side * SCREEN_DPI / POINTS for side in self.pages[0].get_size())
        if self.percent == UPPER_HALF and tall > wide:
            tall /= 2
        room = self.desk.winfo_width() - margin, self.desk.winfo_height() - margin
        return max(20, int(100 * min(room[0] / wide, room[1] / tall)))

    def _draw(self, _event: Event | None = None) -> None:
        look, desk = self.look, self.desk
        desk.delete("all")
        desk.configure(background=look.palette.desk)
        if not self.pages or desk.winfo_width() <= 1:
            return
        percent = self._percent_now()
        self.shown_percent.configure(text=f"{percent} %")
        self.pictures = [
            ImageTk.PhotoImage(page.render(scale=percent / 100 * SCREEN_DPI / POINTS).to_pil())
            for page in self.pages
        ]
        gap = look.px(4)
        top = max(gap, (desk.winfo_height() - self.pictures[0].height()) // 2)
        if len(self.pictures) > 1:
            top = gap
        for picture in self.pictures:
            wide, tall = picture.width(), picture.height()
            left = max(gap, (desk.winfo_width() - wide) // 2)
            desk.create_rectangle(
                left + 3,
                top + 3,
                left + wide + 3,
                top + tall + 3,
                outline="",
                fill=look.palette.edge,
            )
            desk.create_image(left, top, anchor="nw", image=picture)
            top += tall + gap
        desk.configure(scrollregion=(0, 0, desk.winfo_width(), max(top, desk.winfo_height())))

    def _roll(self, steps: int) -> None:
        """Notches of the wheel."""
        self._move(steps, "units")

    def _move(self, steps: int, what: Any, _event: Event | None = None) -> None:
        if self.bar.winfo_manager():
            self.desk.yview_scroll(steps, what)

    def _place_bar(self, first: float, last: float) -> None:
        self.bar.set(first, last)
        if float(first) <= 0 and float(last) >= 1:
            self.bar.pack_forget()
        elif not self.bar.winfo_manager():
            self.bar.pack(side="right", fill="y", before=self.desk)

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
    import pypdfium2  # here: neither the start nor a list needs it

    from reports.documents import documents_pdf

    pdf = documents_pdf(documents)
    drawn = pypdfium2.PdfDocument(BytesIO(pdf))
    return pdf, [drawn[number] for number in range(len(drawn))]
