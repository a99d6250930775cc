"""A book that does not open: why, and the ways on from there."""

from functools import partial
from pathlib import Path
from tkinter import filedialog
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from models.changes import Refused
from models.file import copies, storage
from models.file.copies import Copy
from models.language import _, ngettext
from models.locked.cipher import Locked
from ui import theme
from ui.locked.unlock_page import ask_for_words
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.words import number

if TYPE_CHECKING:
    from ui.run import Window

MOST_OFFERED = 5  # copies of a book that does not open


class Trouble(ttk.Frame):
    """Why the file was not opened, and the ways on: its copies, another file, a new book."""

    def __init__(self, window: "Window", sentence: str, book: Path | None = None) -> None:
        look = theme.of(window.root)
        super().__init__(window.root, style=look.frame("ground"), padding=look.px(6))
        self.window = window
        paper = controls.sheet(self, padding=8)
        paper.place(relx=0.5, rely=0.4, anchor="center")
        title = controls.text(paper, _("El libro no se abrió"), "title", "ink", "paper")
        title.pack(anchor="w")
        self.told = controls.Problem(paper, letters=60)
        self.told.say(sentence, "warn")
        self.told.pack(anchor="w", pady=look.px(4))
        self.copy_buttons = (
            [self._offer(paper, one, book) for one in _copies_of(book)] if book else []
        )
        row = controls.area(paper, "paper")
        row.pack(anchor="w", pady=(look.px(3), 0))
        self.choose_button = controls.Button(
            row,
            _("Abrir otro archivo"),
            window._choose_other,
            kind="secondary" if self.copy_buttons else "primary",
            icon="folder2-open",
            surface="paper",
        )
        self.choose_button.pack(side="left")
        controls.Button(
            row, _("Empezar un libro nuevo"), self._begin, icon="file-earmark-plus", surface="paper"
        ).pack(side="left", padx=look.px(2))
        if book:
            self.seek_button = controls.Button(
                row,
                _("Buscar una copia"),
                partial(self._seek, book),
                icon="usb-drive",
                surface="paper",
            )
            self.seek_button.pack(side="left", padx=(0, look.px(2)))
        if book and (waiting := _locked_copies_of(book)):
            self.words_button = controls.Button(
                row,
                _("Abrir copias con llave"),
                partial(self._open_locked, waiting[-1], sentence, book),
                icon="unlock",
                surface="paper",
            )
            self.words_button.pack(side="left")
        first = self.copy_buttons[0] if self.copy_buttons else self.choose_button
        self.after_idle(first.focus_set)

    def _offer(self, paper: ttk.Frame, one: Copy, book: Path) -> controls.Button:
        """A whole copy, with what it holds, and the deed that puts it back."""
        px, line = theme.of(self).px, controls.area(paper, "paper")
        line.pack(fill="x", pady=px(0.7))
        button = controls.Button(
            line,
            _("Restaurar esta copia"),
            lambda: self._put_back(one.path, book),
            icon="arrow-counterclockwise",
            surface="paper",
        )
        button.pack(side="right", padx=(px(6), 0))
        until = f"{one.held.until:%d/%m/%Y}" if one.held.until else _("ninguno")
        words = ngettext(
            "{name}: {n} documento, el último del {day}; caja y banco {money}",
            "{name}: {n} documentos, el último del {day}; caja y banco {money}",
            one.documents,
        )
        said = words.format(
            name=one.path.stem,
            n=number(one.documents),
            day=until,
            money=soles(one.held.money),
        )
        controls.text(line, said, "body", "ink", "paper").pack(side="left")
        return button

    def _seek(self, book: Path) -> None:
        """A copy from elsewhere, as from a memory stick, in the place of the book."""
        picked = filedialog.askopenfilename(parent=self, filetypes=kinds_of_file())
        if picked:
            self._put_back(Path(picked), book)

    def _put_back(self, copy: Path, book: Path) -> None:
        try:
            self.window.restore(copy, book)
        except Locked:
            if ask_for_words(self, copy):
                self._put_back(copy, book)
        except Refused as refused:
            self.told.say(str(refused), "danger")

    def _open_locked(self, copy: Path, sentence: str, book: Path) -> None:
        """With its words known, the copies that open with them are offered too."""
        if ask_for_words(self, copy):
            self.window._show(Trouble(self.window, sentence, book))

    def _begin(self) -> None:
        picked = filedialog.asksaveasfilename(
            parent=self, defaultextension=storage.SUFFIX, filetypes=kinds_of_file()
        )
        if picked:
            self.window.open(Path(picked), may_begin=True)


def kinds_of_file() -> list[tuple[str, str]]:
    return [(_("Libros de Ecocuenca"), f"*{storage.SUFFIX}")]


def _copies_of(book: Path) -> list[Copy]:
    """The newest whole copies of a book that does not open, as many as fit."""
    try:
        kept = copies.copies_in(copies.copies_folder(book), book)
    except Refused:
        return []
    return [one for one in kept[:MOST_OFFERED] if copies.is_whole(one.path)]


def _locked_copies_of(book: Path) -> list[Path]:
    try:
        return copies.locked_in(copies.copies_folder(book), book)
    except Refused:
        return []
