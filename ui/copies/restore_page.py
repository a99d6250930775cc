"""Restaurar una copia: the book of now beside the copy, before anything of the book is touched."""

from pathlib import Path
from tkinter import Misc, filedialog

import ttkbootstrap as ttk

from models.changes import Refused
from models.documents import Document
from models.fields import DayField, NameField, show
from models.file import copies, labels, storage
from models.file.copies import Copy, Held
from models.file.labels import Label
from models.file.restoring import examined
from models.language import N_, _, ngettext
from models.listing import Row
from models.locked.cipher import Locked
from models.money import MoneyEntry
from models.record import Column
from ui import theme
from ui.context import Context, Screen
from ui.locked.unlock_page import ask_for_words
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.dialogs import ask
from ui.widgets.ledger import Ledger
from ui.widgets.scroller import Scroller
from ui.widgets.tiles import Line, bill
from ui.widgets.words import number

COLUMNS = (
    Column(N_("Copia"), NameField(), sample="libro-copia-0012"),
    Column(N_("Se hizo el"), NameField(), sample="31/12/2026 19:30"),
    Column(N_("Último documento"), Document.day, sample="31/12/2026"),
    Column(N_("Documentos"), Document.sequence, sample="12,345", rank=2),
    Column(N_("Caja y banco S/"), MoneyEntry.amount, sample="12,239.50", rank=1, strong=True),
)


class RestorePage(Screen):
    title = N_("Restaurar una copia")

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.copies: list[Copy] = []
        self.chosen: Copy | None = None
        px, head = self.look.px, controls.area(self)
        head.pack(fill="x", pady=(0, px(2)))
        controls.text(head, _(self.title), "title").pack(side="left")
        controls.Button(head, _("Buscar otra copia"), self.seek, icon="folder2-open").pack(
            side="right"
        )
        words = _("Con llave") if context.compact else _("Abrir copias con llave")
        self.words_button = controls.Button(head, words, self.open_locked, icon="unlock")
        self.beside = controls.sheet(self, padding=3)
        self.beside.configure(width=self.look.em(64 if context.compact else 80))
        self.beside.pack_propagate(False)  # else its width and that of its words chase each other
        self.beside.pack(side="right", fill="y", padx=(px(4), 0))
        self._build_beside()
        self.ledger = Ledger(
            self,
            COLUMNS,
            lambda offset, limit: [self._row(one) for one in self.copies[offset : offset + limit]],
            on_select=self._select,
            on_open=lambda _row: self.restore(),
        )
        self.ledger.pack(side="left", fill="both", expand=True)
        self.beside.lift()  # packed first, and yet Tab comes to it after the list
        self.deeds = {"<F9>": self.restore, "<Escape>": lambda: self.context.back()}
        self.stale = True

    def _build_beside(self) -> None:
        px = self.look.px
        foot = controls.area(self.beside, "paper")
        foot.pack(side="bottom", fill="x", pady=(px(3), 0))
        self.restore_button = controls.Button(
            foot,
            _("Restaurar esta copia"),
            self.restore,
            kind="primary",
            icon="arrow-counterclockwise",
            key=_("F9"),
            surface="paper",
        )
        self.restore_button.pack(fill="x")
        self.try_button = controls.Button(
            foot, _("Ver sin restaurar"), self.rehearse, icon="eye", surface="paper"
        )
        self.try_button.pack(fill="x", pady=(px(1), 0))
        self.trouble = controls.Problem(self.beside, "paper", 42)
        self.trouble.pack(side="bottom", anchor="w")
        roll = Scroller(self.beside, "paper")
        roll.pack(fill="both", expand=True)
        self.two = roll.inside

    def shown(self) -> None:
        self.stale = True
        self.look_again()
        self.ledger.canvas.focus_set()

    def reload(self) -> None:
        found = copies.copies_in(copies.copies_folder())
        if copies.locked_in(copies.copies_folder()):
            self.words_button.pack(side="right", padx=self.look.px(2))
        else:
            self.words_button.pack_forget()
        sought = [one for one in self.copies if one.path.parent != copies.copies_folder()]
        self._list([*sought, *found])

    def _list(self, found: list[Copy]) -> None:
        self.copies = found
        self.ledger.refill(0)
        words = ngettext("{n} copia", "{n} copias", len(found)).format(n=number(len(found)))
        none = _("En la carpeta «copias» no hay ninguna. Busque una en su memoria USB.")
        self.ledger.complete(len(found), {"": words if found else none})
        self._choose(found[0] if found else None)

    def _row(self, one: Copy) -> Row:
        held, made = one.held, one.made
        when = f"{made:%d/%m/%Y %H:%M}" if made else ""
        return (one.path, one.path.stem, when, held.until, held.documents, held.money)

    def _select(self, row: Row | None) -> None:
        path = row[0] if row else None
        self._choose(next((one for one in self.copies if one.path == path), None))

    def _choose(self, one: Copy | None) -> None:
        self.chosen = one
        self.trouble.say("")
        for button in (self.restore_button, self.try_button):
            button.allow(one is not None)
        controls.clear(self.two)
        now = copies.held_now()
        _show_held(self.two, _("El libro de ahora"), now)
        if one is None:
            return
        _show_held(self.two, _("La copia"), one.held)
        if label := labels.label_of(one.path):
            self._show_label(one, label)
        words = difference(now, one.held)
        said = controls.text(self.two, words, "body", "ink", "paper", justify="left")
        said.pack(fill="x", pady=(self.look.px(3), 0))
        controls.wrap(said)

    def _show_label(self, one: Copy, label: Label) -> None:
        """Whether the copy is the one its label tells of, as far as it is seen without reading it."""
        same = not label.code or label.code == one.held.code
        words = (
            _("Su etiqueta dice el mismo código del libro.")
            if same
            else _("Su etiqueta dice otro código: {code}.").format(code=label.code)
        )
        told = controls.text(
            self.two, words, "small", "soft" if same else "danger", "paper", justify="left"
        )
        told.pack(fill="x", pady=(self.look.px(1), 0))
        controls.wrap(told)

    # Deeds ----------------------------------------------------------------------------------------

    def seek(self) -> None:
        """A copy from elsewhere, as from a memory stick; it stands first in the list."""
        kinds = [(_("Copias de Ecocuenca"), f"*{storage.SUFFIX}")]
        picked = filedialog.askopenfilename(parent=self, filetypes=kinds)
        if picked:
            self.add(Path(picked))

    def open_locked(self) -> None:
        """Ask for the words of the newest copy that is locked with a key not known yet."""
        waiting = copies.locked_in(copies.copies_folder())
        if waiting and ask_for_words(self, waiting[-1]):
            self.reload()

    def add(self, path: Path) -> None:
        try:
            sought = examined(path)
        except Locked:
            if ask_for_words(self, path):
                self.add(path)
            return
        except Refused as refused:
            self.trouble.say(str(refused))
            return
        self._list([sought, *(one for one in self.copies if one.path != path)])

    def restore(self) -> None:
        """Ask, with what would be lost; then the window opens anew on the copy."""
        if self.chosen is None:
            return
        words = "\n".join(
            [
                *labels.differences(self.chosen),
                difference(copies.held_now(), self.chosen.held),
                _(
                    "El libro de ahora no se pierde: queda guardado al lado, como «antes de restaurar»."
                ),
            ]
        )
        asked = _("¿Restaurar la copia {name}?").format(name=self.chosen.path.stem)
        if ask(self, asked, words, _("Restaurar la copia"), _("No restaurar"), safe=True):
            self._try(self.context.restore)

    def rehearse(self) -> None:
        """Look at the copy as if it were the book; nothing done there is kept."""
        if self.chosen is not None:
            self._try(self.context.rehearse)

    def _try(self, deed) -> None:
        assert self.chosen is not None
        try:
            deed(self.chosen.path)
        except Refused as refused:
            self.trouble.say(str(refused))


def difference(now: Held, copy: Held) -> str:
    """What the book has and the copy has not, in a sentence."""
    if now == copy:
        return _("La copia tiene lo mismo que el libro de ahora.")
    fewer = now.documents - copy.documents
    if fewer > 0:
        words = ngettext(
            "La copia tiene {n} documento menos que el libro de ahora.",
            "La copia tiene {n} documentos menos que el libro de ahora.",
            fewer,
        )
        return words.format(n=number(fewer))
    if fewer < 0:
        words = ngettext(
            "La copia tiene {n} documento más que el libro de ahora.",
            "La copia tiene {n} documentos más que el libro de ahora.",
            -fewer,
        )
        return words.format(n=number(-fewer))
    later = now.changes - copy.changes
    if later > 0:  # also that the copy itself was taken out
        words = ngettext(
            "Tienen los mismos documentos. El libro de ahora tiene {n} cambio anotado más.",
            "Tienen los mismos documentos. El libro de ahora tiene {n} cambios anotados más.",
            later,
        )
        return words.format(n=number(later))
    return _("Tienen los mismos documentos, pero no los mismos datos.")


def _show_held(parent: ttk.Frame, title: str, held: Held) -> None:
    px = theme.of(parent).px
    controls.text(parent, title, "lead", "primary", "paper").pack(anchor="w", pady=(px(2), 0))
    until = show(DayField(), held.until) if held.until else _("ninguno")
    lines: list[Line] = [
        (_("Último documento"), until, "body"),
        (_("Documentos"), number(held.documents), "body"),
        (_("Cambios anotados"), number(held.changes), "body"),
        (_("Caja y banco"), soles(held.money), "strong"),
        *([(_("Código del libro"), held.code, "strong")] if held.code else []),
    ]
    bill(parent, lines)
