"""A book that opens with words: asked for at the start, or for a copy in the middle of the work."""

from collections.abc import Callable
from pathlib import Path
from tkinter import Misc, filedialog

import ttkbootstrap as ttk

from models.changes import Refused
from models.file.copies import SUFFIX
from models.language import _
from models.locked import cipher, encryption
from ui import tasks, theme
from ui.locked.new_words import NewWords
from ui.locked.words_field import WordsField
from ui.widgets import controls
from ui.widgets.dialogs import Dialog


class UnlockForm(ttk.Frame):
    """`on_open(by_sheet)` is called once the key of the book is known."""

    def __init__(self, parent: Misc, path: Path, on_open: Callable[[bool], object]) -> None:
        look = theme.of(parent)
        super().__init__(parent, style=look.frame("paper"))
        self.path, self.on_open, self.by_sheet = path, on_open, False
        self.asked = controls.text(self, "", "strong", "ink", "paper")
        self.asked.pack(anchor="w", pady=(0, look.px(1)))
        self.field = WordsField(self, self.open)
        self.field.pack(anchor="w")
        self.foot = controls.area(self, "paper")
        self.foot.pack(anchor="w", pady=(look.px(3), 0))
        self.open_button = controls.Button(
            self.foot, _("Abrir"), self.open, kind="primary", icon="unlock", surface="paper"
        )
        self.open_button.pack(side="left")
        self.sheet_button = controls.Button(
            self.foot, _("Usar la hoja"), self.turn, icon="file-earmark-text", surface="paper"
        )
        self.sheet_button.pack(side="left", padx=look.px(2))
        self._say_what()

    def turn(self) -> None:
        """From the words to the code of the sheet, or back."""
        self.by_sheet = not self.by_sheet
        self.field.clear()
        if self.by_sheet == bool(self.field.entry.cget("show")):
            self.field.turn()  # a code is read off while it is typed
        self._say_what()
        self.field.focus_set()

    def _say_what(self) -> None:
        if self.by_sheet:
            asked, other = _("El código de la hoja de recuperación"), _("Usar las cuatro palabras")
        else:
            asked, other = _("Sus cuatro palabras"), _("Usar la hoja de recuperación")
        self.asked.configure(text=asked)
        self.sheet_button.say(other)

    def open(self) -> None:
        """Aside: trying words takes half a second, by design."""
        if self.open_button.instate(["disabled"]):
            return
        typed = self.field.get()
        self.open_button.allow(False)
        self.field.problem.say(_("Un momento…"), "good")
        tasks.in_thread(self, lambda: cipher.unlock(self.path, typed), self._opened, self._failed)

    def _opened(self, _nothing: None) -> None:
        self.open_button.allow(True)
        self.field.problem.say("")
        self.on_open(self.by_sheet)

    def _failed(self, failure: Exception) -> None:
        if not isinstance(failure, (Refused, OSError)):
            raise failure
        self.open_button.allow(True)
        self.field.say(str(failure))


class Unlock(ttk.Frame):
    """In the place of the books, until the words are typed. `on_other` opens another file."""

    def __init__(
        self,
        parent: Misc,
        path: Path,
        on_open: Callable[[bool], object],
        on_other: Callable[[], object],
    ) -> None:
        look = theme.of(parent)
        super().__init__(parent, style=look.frame("ground"), padding=look.px(6))
        paper = _card(self, _("El libro está cerrado con llave"), path.name)
        self.form = UnlockForm(paper, path, on_open)
        self.form.pack(anchor="w", fill="x")
        controls.Button(
            self.form.foot, _("Abrir otro archivo"), on_other, kind="quiet", surface="paper"
        ).pack(side="left")
        self.after_idle(self.form.field.focus_set)


class SeekKeys(ttk.Frame):
    """A locked book without its file of keys: they are beside every copy of it."""

    def __init__(
        self,
        parent: Misc,
        missing: cipher.KeysMissing,
        on_found: Callable[[], object],
        on_other: Callable[[], object],
    ) -> None:
        look = theme.of(parent)
        super().__init__(parent, style=look.frame("ground"), padding=look.px(6))
        self.path, self.on_found = missing.path, on_found
        paper = _card(self, _("Faltan las llaves del libro"), missing.path.name)
        self.told = controls.Problem(paper, letters=64)
        self.told.say(str(missing), "warn")
        self.told.pack(anchor="w", pady=(0, look.px(3)))
        row = controls.area(paper, "paper")
        row.pack(anchor="w")
        self.seek_button = controls.Button(
            row,
            _("Buscar una copia del libro"),
            self.seek,
            kind="primary",
            icon="folder2-open",
            surface="paper",
        )
        self.seek_button.pack(side="left")
        controls.Button(row, _("Abrir otro archivo"), on_other, surface="paper").pack(
            side="left", padx=look.px(2)
        )
        self.after_idle(self.seek_button.focus_set)

    def seek(self) -> None:
        kinds = [(_("Copias y llaves"), f"*{SUFFIX} *.llaves")]
        picked = filedialog.askopenfilename(parent=self, filetypes=kinds)
        if picked:
            self.take_from(Path(picked))

    def take_from(self, near: Path) -> None:
        try:
            cipher.adopt(self.path, near)
        except Refused as refused:
            self.told.say(str(refused))
            return
        self.on_found()


class ChooseNewWords(ttk.Frame):
    """After the sheet opened the book whose words were forgotten: new words, then the books."""

    def __init__(self, parent: Misc, name: str, on_done: Callable[[], object]) -> None:
        look = theme.of(parent)
        super().__init__(parent, style=look.frame("ground"), padding=look.px(6))
        self.on_done = on_done
        paper = _card(self, _("La hoja abrió el libro"), name)
        words = _(
            "Las palabras de antes ya no servirán. La hoja sí: guárdela otra vez en su sobre."
        )
        said = controls.text(
            paper, words, "body", "ink", "paper", wraplength=look.em(120), justify="left"
        )
        said.pack(anchor="w", pady=(0, look.px(4)))
        self.words = NewWords(paper, self._use)
        self.words.pack(anchor="w")

    def _use(self, words: str) -> None:
        controls.clear(self.words)
        controls.text(self.words, _("Un momento…"), "body", "ink", "paper").pack()
        tasks.in_thread(self, lambda: encryption.other_words(words), self._used, self._failed)

    def _used(self, changed) -> None:
        try:
            encryption.use(changed)
        except Refused as refused:
            self._failed(refused)
            return
        self.on_done()

    def _failed(self, failure: Exception) -> None:
        if not isinstance(failure, Refused):
            raise failure
        self.words.ask_back()
        self.words.field.say(str(failure))


def ask_for_words(parent: Misc, path: Path) -> bool:
    """Whether the words of a locked copy were typed, in a sheet over the window."""
    made = Dialog(parent, _("Copia cerrada con llave"))
    words = _("{name} está cerrada con llave.").format(name=path.name)
    said = controls.text(
        made.body, words, "lead", "ink", "paper", wraplength=made.look.em(110), justify="left"
    )
    said.pack(anchor="w", pady=(0, made.look.px(3)))
    form = UnlockForm(made.body, path, lambda _by_sheet: made.answer(True))
    form.pack(anchor="w")
    controls.Button(
        made.foot, _("Dejarla cerrada"), lambda: made.answer(False), key=_("Esc"), surface="sunken"
    ).pack(side="left")
    return bool(made.run(form.field.entry))


def _card(page: ttk.Frame, title: str, name: str) -> ttk.Frame:
    look = theme.of(page)
    paper = controls.sheet(page, padding=8)
    paper.place(relx=0.5, rely=0.42, anchor="center")
    head = controls.area(paper, "paper")
    head.pack(anchor="w", pady=(0, look.px(4)))
    controls.Picture(head, "lock", "primary", "paper", 26).pack(side="left", padx=(0, look.px(3)))
    words = controls.area(head, "paper")
    words.pack(side="left")
    controls.text(words, title, "title", "ink", "paper").pack(anchor="w")
    controls.text(words, look.cut(name, look.em(110), "body"), "body", "soft", "paper").pack(
        anchor="w"
    )
    return paper
