"""Llave del libro: the book locked with four words, other words, another sheet, or the lock taken off."""

from collections.abc import Callable
from datetime import date
from functools import partial
from tkinter import Misc

import ttkbootstrap as ttk

from models.changes import Refused
from models.file import copies
from models.language import N_, _
from models.locked import encryption, keys
from ui import tasks
from ui.context import Context, Screen
from ui.locked.clear_copies import ClearCopies
from ui.locked.new_words import NewWords
from ui.previewing.printout import Unnumbered
from ui.previewing.view import PaperView
from ui.widgets import controls
from ui.widgets.dialogs import ask
from ui.widgets.scroller import Scroller


class LockBook(Screen):
    title = N_("Llave del libro")

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        px = self.look.px
        self.words = self.code = ""
        self.head = controls.area(self)
        self.head.pack(fill="x", pady=(0, px(2)))
        self.line = controls.Problem(self, "ground", 100)
        self.line.pack(side="bottom", anchor="w", pady=(px(1), 0))
        self.inside = controls.area(self)
        self.inside.pack(fill="both", expand=True)
        self.first: Misc | None = None
        self.start()

    @property
    def half_done(self) -> bool:
        """Whether words or a sheet were handed out that do not open the book yet."""
        return bool(self.words or self.code)

    def shown(self) -> None:
        if self.first is not None and self.first.winfo_exists():
            self.first.focus_set()

    def leave(self) -> bool:
        if not self.half_done:
            return True
        if not ask(
            self,
            _("¿Dejarlo a medias?"),
            _("El libro queda como estaba. Las palabras y la hoja de ahora no servirán: rómpalas."),
            _("Dejarlo"),
            _("Seguir aquí"),
            danger=True,
        ):
            return False
        self.start()
        return True

    # Steps ----------------------------------------------------------------------------------------

    def start(self) -> None:
        """What the lock is and does, or what can be done about the one there is."""
        self.words = self.code = ""
        paper = self._step({"<Escape>": lambda: self.context.back()})
        if encryption.is_open_locked():
            self._about_locked(paper)
        else:
            self._about_open(paper)
        self.shown()

    def _about_open(self, paper: ttk.Frame) -> None:
        self._say(
            paper,
            _(
                "El libro se abre hoy sin clave. Quien se lleve la computadora o el USB lo lee todo."
            ),
            [
                _("Con llave, el libro y sus copias se abren solo con cuatro palabras."),
                _(
                    "Una hoja con un código, en un sobre cerrado que guarda otra persona de la "
                    "junta, lo abre si las palabras se olvidan."
                ),
                _("Sin las palabras y sin la hoja, el libro se pierde. Nadie puede abrirlo."),
                _("Lo que imprima o guarde en Excel y PDF queda sin llave, como siempre."),
            ],
        )
        self.first = self._button(
            paper, _("Cerrar el libro con llave"), "lock", self.draw_words, "primary"
        )

    def _about_locked(self, paper: ttk.Frame) -> None:
        self._say(
            paper,
            _("El libro está cerrado con llave. Se abre con sus cuatro palabras o con la hoja."),
            [
                _("Sus copias también, y llevan al lado su archivo de llaves."),
                _(
                    "Las copias que ya están en USB se abren con las palabras de cuando se hicieron."
                ),
            ],
        )
        row = controls.area(paper, "paper")
        row.pack(anchor="w")
        for words, icon, deed in (
            (_("Cambiar las palabras"), "arrow-repeat", self.change_words),
            (_("Hacer otra hoja"), "file-earmark-text", self.change_sheet),
            (_("Quitar la llave"), "unlock", self.unlock),
        ):
            made = controls.Button(row, words, deed, icon=icon, surface="paper")
            made.pack(side="left", padx=(0, self.look.px(2)))
            self.first = self.first or made
        self.copies = ClearCopies(paper, self.first or self)
        self.copies.pack(fill="x", pady=(self.look.px(5), 0))

    def draw_words(self) -> None:
        self._choose_words(self.make_sheet)

    def change_words(self) -> None:
        self._choose_words(self._use_words)

    def _choose_words(self, then: Callable[[str], object]) -> None:
        paper = self._step({"<Escape>": self._back_to_start})
        self.chooser = NewWords(paper, then)
        self.chooser.pack(anchor="w")

    def make_sheet(self, words: str) -> None:
        self.words = words
        self._show_sheet(_("Hoja lista: cerrar el libro"), self.lock)

    def change_sheet(self) -> None:
        self._show_sheet(_("Usar esta hoja desde ahora"), self._use_sheet)

    def _show_sheet(self, words: str, deed: Callable[[], object]) -> None:
        """The sheet as it prints, and the deed for which it must be in somebody's hands."""
        from reports.papers.recovery_sheet import recovery_pdf

        px, name = self.look.px, copies.book_path().name
        self.code = keys.drawn_code()
        self._clear()
        beside = Scroller(self.inside)
        beside.pack(side="left", fill="y", padx=(0, px(3)))
        wide = self.look.em(64 if self.context.compact else 76)
        beside.canvas.configure(width=wide)
        said = controls.text(
            beside.inside,
            _(
                "Imprima la hoja, póngala en un sobre cerrado y entréguela a la presidenta o al "
                "fiscal. Si la guarda como archivo, bórrelo después de imprimirlo."
            ),
            "body",
            justify="left",
            wraplength=wide - px(2),
        )
        said.pack(anchor="w", pady=(0, px(3)))
        self.done_button = controls.Button(beside.inside, words, deed, icon="check-lg")
        self.done_button.pack(anchor="w", pady=(0, px(4)))
        self.view = PaperView(self.inside, self.context, beside.inside, "ground", self.line.say)
        self.view.options.pack(anchor="w")
        self.view.pack_deeds(self.head)
        self.first = self.view.print_button  # not the deed: it would be done before the sheet is
        self.view.pack(side="left", fill="both", expand=True)
        make = partial(recovery_pdf, self.context.association, name, self.code, date.today())
        title = _("Hoja de recuperación")
        self._take(self.view.deeds | {"<Escape>": self._back_to_start})
        file_name = "hoja-de-recuperacion.pdf"
        self.view.show(Unnumbered(title, "recovery_sheet", "llaves", file_name, make))
        self.shown()

    def _back_to_start(self) -> None:
        if self.leave():
            self.start()

    # Deeds ----------------------------------------------------------------------------------------

    def lock(self) -> None:
        words, code = self.words, self.code
        self._aside(self.done_button, lambda: encryption.new_key(words, code), self._lock)

    def _lock(self, new: encryption.NewKey) -> None:
        encryption.lock(new)
        self._finish(_("El libro está cerrado con llave. La próxima vez pedirá las palabras."))

    def _use_words(self, words: str) -> None:
        self._aside(
            self.chooser.go_button, lambda: encryption.other_words(words), self._use_other_words
        )

    def _use_other_words(self, changed: keys.Keys) -> None:
        encryption.use(changed)
        self._finish(_("Desde ahora el libro se abre con las palabras nuevas."))

    def _use_sheet(self) -> None:
        code = self.code
        self._aside(self.done_button, lambda: encryption.other_sheet(code), self._use_other_sheet)

    def _use_other_sheet(self, changed: keys.Keys) -> None:
        encryption.use(changed)
        self._finish(_("Vale la hoja nueva. Rompa la anterior: todavía abre las copias de antes."))

    def unlock(self) -> None:
        if not ask(
            self,
            _("¿Quitar la llave?"),
            _("El libro se abrirá sin palabras, y quien tenga el archivo podrá leerlo."),
            _("Quitar la llave"),
            _("Dejar la llave"),
            danger=True,
        ):
            return
        self._try(encryption.unlock_for_good, _("El libro se abre otra vez sin palabras."))

    def _try(self, deed: Callable[[], object], said: str) -> None:
        self.line.say(_("Un momento…"), "good")
        self.update_idletasks()  # seen before the whole book is written anew
        try:
            deed()
        except Refused as refused:
            self.line.say(str(refused))
        else:
            self._finish(said)

    def _aside(self, button: controls.Button, work: Callable[[], object], then: Callable) -> None:
        """What words cost is paid outside the window's own time."""

        def follow(made: object) -> None:
            try:
                then(made)
            except Refused as refused:
                failed(refused)

        def failed(failure: Exception) -> None:
            if not isinstance(failure, Refused):
                raise failure
            button.allow(True)
            self.line.say(str(failure))

        button.allow(False)
        self.line.say(_("Un momento…"), "good")
        tasks.in_thread(self, work, follow, failed)

    def _finish(self, said: str) -> None:
        self.line.say("")
        self.start()
        self.context.refresh()
        self.context.say(said)

    # Building -------------------------------------------------------------------------------------

    def _step(self, deeds: dict[str, Callable[[], object]]) -> ttk.Frame:
        """An empty sheet for the step that comes."""
        self._clear()
        paper = controls.sheet(self.inside, padding=0.25)
        paper.pack(fill="both", expand=True)
        roll = Scroller(paper, "paper")
        roll.pack(fill="both", expand=True)
        inside = controls.area(roll.inside, "paper", (6, 5))
        inside.pack(fill="both", expand=True)
        self._take(deeds)
        return inside

    def _clear(self) -> None:
        self.first = None
        controls.clear(self.inside)
        controls.clear(self.head)
        controls.text(self.head, _(self.title), "title").pack(side="left")

    def _take(self, deeds: dict[str, Callable[[], object]]) -> None:
        seen = self.winfo_ismapped()
        if seen:
            self.drop_keys()
        self.deeds = deeds
        if seen:
            self.take_keys()

    def _say(self, paper: Misc, lead: str, points: list[str]) -> None:
        px = self.look.px
        said = controls.text(paper, lead, "lead", "ink", "paper", justify="left")
        said.pack(fill="x", pady=(0, px(2)))
        controls.wrap(said)
        for point in points:
            row = controls.area(paper, "paper")
            row.pack(fill="x", pady=px(0.7))
            glyph = controls.Picture(row, "dot", "primary", "paper", 18)
            glyph.pack(side="left", anchor="n")
            words = controls.text(row, point, "body", "ink", "paper", justify="left")
            words.pack(side="left", fill="x", expand=True, padx=px(1))
            controls.wrap(words)
        controls.area(paper, "paper").pack(pady=px(1.5))

    def _button(
        self, paper: Misc, words: str, icon: str, deed: Callable[[], object], kind: str
    ) -> controls.Button:
        made = controls.Button(paper, words, deed, kind=kind, icon=icon, surface="paper")
        made.pack(anchor="w")
        return made
