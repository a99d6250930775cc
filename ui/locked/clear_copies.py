"""What of a locked book can still be read without words: each locked too, or deleted."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tkinter import Misc
from typing import Literal

import ttkbootstrap as ttk

from models.changes import Refused
from models.file import copies
from models.language import _, ngettext
from models.locked import encryption
from ui import tasks, theme
from ui.widgets import controls
from ui.widgets.dialogs import ask
from ui.widgets.words import number

MOST = 36  # letters of a name


class ClearCopies(ttk.Frame):
    """Built from what is beside the book now; built anew after each deed.

    `next_to` has the keyboard once nothing is left to do.
    """

    def __init__(self, parent: Misc, next_to: Misc) -> None:
        self.next_to = next_to
        self.look = theme.of(parent)
        super().__init__(parent, style=self.look.frame("paper"))
        self.buttons: list[controls.Button] = []
        self.failed: list[str] = []
        self.work: tasks.Slices | None = None
        self.build()

    def build(self) -> None:
        px = self.look.px
        controls.clear(self)
        self.buttons = []
        found = encryption.left_in_clear()
        title = _("Copias que se leen sin palabras")
        controls.text(self, title, "lead", "ink", "paper").pack(anchor="w")
        said = controls.text(self, _told(len(found)), "body", "ink", "paper", justify="left")
        said.pack(fill="x", pady=px(1))
        controls.wrap(said)
        self.line = controls.Problem(self, letters=80)
        self.line.pack(anchor="w")
        if self.failed:
            self.line.say(" ".join(self.failed))
        if found:
            self._offer_all(found)
        for one in found:
            self._offer(one)

    def _offer_all(self, found: list[Path]) -> None:
        row = controls.area(self, "paper")
        row.pack(anchor="w", pady=self.look.px(1))
        closable = [one for one in found if one.suffix != ".xlsx"]
        if closable:
            self._button(
                row, _("Cerrar todas con llave"), "lock", lambda: self.do(_lock_all(closable))
            )
        self._delete_button(row, _("Borrar todas…"), found)

    def _offer(self, one: Path) -> None:
        row = controls.area(self, "paper")
        row.pack(fill="x", pady=self.look.px(0.5))
        self._delete_button(row, _("Borrar…"), [one], side="right")
        if one.suffix != ".xlsx":
            deed = partial(self._lock_one, one)
            self._button(row, _("Cerrar con llave"), "lock", deed, side="right")
        glyph = "file-earmark-spreadsheet" if one.suffix == ".xlsx" else "file-earmark"
        controls.Picture(row, glyph, "soft", "paper", 16).pack(side="left")
        controls.text(row, _end_of(one.name), "body", "ink", "paper").pack(
            side="left", padx=self.look.px(2)
        )

    def _button(
        self,
        row: Misc,
        words: str,
        icon: str,
        deed: Callable[[], object],
        side: str = "left",
    ) -> None:
        made = controls.Button(row, words, deed, icon=icon, kind="quiet", surface="paper")
        made.pack(side=side)
        self.buttons.append(made)

    def _delete_button(
        self, row: Misc, words: str, found: list[Path], side: Literal["left", "right"] = "left"
    ) -> None:
        made = controls.Button(
            row,
            words,
            partial(self.delete, found),
            icon="trash3",
            kind="danger_quiet",
            surface="paper",
        )
        made.pack(side=side)
        self.buttons.append(made)

    # Deeds ----------------------------------------------------------------------------------------

    def _lock_one(self, one: Path) -> None:
        self.do(_lock_all([one]))

    def delete(self, found: list[Path]) -> None:
        words = ngettext("¿Borrar {n} archivo?", "¿Borrar {n} archivos?", len(found))
        names = "\n".join(one.name for one in found[:8])
        if len(found) > 8:
            names += "\n…"
        why = _("No se pueden recuperar. El libro y sus copias con llave quedan.")
        if ask(
            self,
            words.format(n=number(len(found))),
            f"{names}\n\n{why}",
            _("Borrar"),
            _("No borrar"),
            danger=True,
        ):
            self.do(_each(encryption.delete, found))

    def do(self, steps: Iterator[str]) -> None:
        """One file after another, with the window alive between two."""
        self.failed = []
        for button in self.buttons:
            button.allow(False)
        self.line.say(_("Un momento…"), "good")
        self.work = tasks.Slices(
            self,
            self._noting(steps),
            self._done,
            lambda _failure: self._done(),
            after_each=controls.nothing,
        )

    def _done(self) -> None:
        self.build()
        (self.buttons[0] if self.buttons else self.next_to).focus_set()

    def _noting(self, steps: Iterator[str]) -> Iterator[None]:
        for trouble in steps:
            if trouble:
                self.failed.append(trouble)
            yield

    def destroy(self) -> None:
        if self.work is not None:
            self.work.stop()
        super().destroy()


def _lock_all(found: list[Path]) -> Iterator[str]:
    return _each(encryption.lock_copy, found)


def _each(deed: Callable[[Path], object], found: list[Path]) -> Iterator[str]:
    """Why not, or nothing, for each."""
    for one in found:
        try:
            deed(one)
        except Refused as refused:
            yield str(refused)
        else:
            yield ""


def _end_of(name: str) -> str:
    """What tells one copy from another is at the end of its name."""
    return name if len(name) <= MOST else f"…{name[1 - MOST :]}"


def _told(count: int) -> str:
    if not count:
        return _(
            "Junto al libro no queda ninguna. Las que llevó antes en USB siguen sin llave: "
            "haga allí una copia nueva y borre las anteriores."
        )
    words = ngettext(
        "{n} archivo de antes se lee todavía sin palabras. Está junto al libro, en {folder}.",
        "{n} archivos de antes se leen todavía sin palabras. Están junto al libro, en {folder}.",
        count,
    )
    return words.format(n=number(count), folder=copies.copies_folder().parent)
