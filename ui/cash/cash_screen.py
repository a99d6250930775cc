"""Caja y banco: the two books of the month, line by line, with what was held at each."""

from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from models.cash.books import Book, BookLine, book
from models.cash.cash_book import Receipt
from models.cash.cash_count import CASH_COUNTS
from models.cash.categories import Category
from models.cash.transfers import Transfer
from models.documents import Document
from models.fields import NameField
from models.language import N_, _, ngettext
from models.listing import Row
from models.money import BANK, CASH, MoneyEntry
from models.record import Column
from ui import printing
from ui.cash.funds import whose_money
from ui.context import Context, Screen
from ui.deed import show_papers
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.chips import Chips
from ui.widgets.ledger import Ledger
from ui.widgets.words import number

BOOKS = ((CASH, N_("Caja")), (BANK, N_("Banco")))
CAME = Column(N_("Ingreso S/"), MoneyEntry.amount, sample="12,239.50", total=True)
WENT = Column(N_("Egreso S/"), Transfer.amount, sample="12,239.50", total=True)
HELD = Column(N_("Saldo S/"), Receipt.amount, sample="12,239.50", strong=True)
OPERATION = Column(N_("N° de operación"), Receipt.operation, sample="OP-0518-123", rank=3)
COLUMNS = (
    Column(N_("Fecha"), Document.day, sample="31/12/2026"),
    Column(N_("Número"), Document.number, sample="RE-2026-0007", rank=1),
    Column(N_("Recibido de / Pagado a"), Receipt.party, sample="Quispe Mamani, María", rank=2),
    Column(N_("Concepto"), Receipt.concept, sample="Adelanto de la entrega EN-2026-0007"),
    Column(N_("Rubro"), NameField(), sample="adelantos a socios", rank=4),
    OPERATION,
    CAME,
    WENT,
    HELD,
)


def _columns(purse: str) -> tuple[Column, ...]:
    return tuple(one for one in COLUMNS if purse == BANK or one is not OPERATION)


class CashScreen(Screen):
    """With a `purse`, its book is shown first."""

    kinds = (MoneyEntry, Document, Category)

    def __init__(self, parent: Misc, context: Context, purse: str = CASH) -> None:
        super().__init__(parent, context)
        self.purse = StringVar(self, purse)
        self.book: Book | None = None
        self.rows: list[Row] = []
        self._month = context.month
        self._head().pack(fill="x")
        self._filters().pack(fill="x", pady=self.look.px(2))
        self._foot().pack(side="bottom", fill="x", pady=(self.look.px(2), 0))
        body = controls.area(self)
        body.pack(fill="both", expand=True)
        self.voided: set[int] = set()
        # Cash has no operations to show: each book has its own columns.
        self.ledgers = {kept: self._ledger(body, kept) for kept, _words in BOOKS}
        self.stale = True

    def _ledger(self, body: Misc, purse: str) -> Ledger:
        return Ledger(
            body,
            _columns(purse),
            lambda offset, limit: self.rows[offset : offset + limit],
            voided=lambda row: row[0] in self.voided,
            on_open=self._open,
        )

    @property
    def ledger(self) -> Ledger:
        return self.ledgers[self.purse.get()]

    def _head(self) -> ttk.Frame:
        look, row = self.look, controls.area(self)
        for words, icon, key, place, kind in (
            (_("Pasar dinero"), "arrow-left-right", _("F6"), "pass_money", "secondary"),
            (_("Pagar o gastar"), "box-arrow-up", _("F5"), "spend", "secondary"),
            (_("Recibir dinero"), "box-arrow-in-down", _("F4"), "receive", "primary"),
        ):
            if self.context.compact and kind == "secondary":
                words = {"pass_money": _("Pasar"), "spend": _("Pagar")}[place]
            controls.Button(row, words, self._going(place), kind=kind, icon=icon, key=key).pack(
                side="right", padx=(look.px(2), 0)
            )
        controls.text(row, _("Caja y banco"), "title").pack(side="left")
        return row

    def _foot(self) -> ttk.Frame:
        """Whose the money is, and what is done with it once in a while."""
        look, foot = self.look, controls.area(self)
        self.whose = controls.area(foot)
        if self.context.compact:  # above the deeds: they need all the width
            self.whose.pack(fill="x", pady=(0, look.px(1)))
        row = controls.area(foot)
        row.pack(side="right")
        for words, short, icon, key, deed in (
            (_("Guardar Excel"), _("Excel"), "file-earmark-spreadsheet", "", self.export),
            (_("Fondos"), _("Fondos"), "piggy-bank", "", self._going("funds")),
            (_("Arqueos"), _("Arqueos"), "list-check", "", self._going(CASH_COUNTS.name)),
            (_("Contar caja"), _("Contar"), "calculator", _("Ctrl+N"), self._going("count_cash")),
        ):
            words = short if self.context.compact else words
            controls.Button(row, words, deed, icon=icon, key=key).pack(
                side="right", padx=(look.px(2), 0)
            )
        if not self.context.compact:
            self.whose.pack(side="left", fill="x", expand=True)
        self.deeds = {"<Control-n>": self._going("count_cash")}
        return foot

    def export(self) -> None:
        """The book in sight as a workbook of its own, opened where the system can."""
        from reports.excel.book_file import save_book

        context = self.context
        folder = printing.folder("libros")
        path = save_book(context.association, context.month, self.purse.get(), folder)
        words = _("Se abre {path}") if printing.open_with_system(path) else _("Está en {path}")
        context.say(words.format(path=path))

    def _going(self, place: str):
        return lambda: self.context.go(place)

    def _filters(self) -> ttk.Frame:
        row, px = controls.area(self), self.look.px
        chips = Chips(row, self.purse, [(kept, _(words)) for kept, words in BOOKS], self._choose)
        self.figures = controls.area(row)
        self.figures.pack(side="right")
        chips.pack(side="left", fill="x", expand=True, padx=(0, px(3)))
        return row

    def shown(self) -> None:
        if self._month != self.context.month:
            self._month, self.stale = self.context.month, True
        self.look_again()
        self.ledger.canvas.focus_set()

    def _choose(self) -> None:
        self.reload()
        self.ledger.canvas.focus_set()

    def reload(self) -> None:
        for one in self.ledgers.values():
            one.pack_forget()
        self.ledger.pack(fill="both", expand=True)
        self.update_idletasks()
        month, kept = self.context.month, self.ledger.current
        self.book = book(self.context.association, self.purse.get(), month.first, month.last)
        self._fill(self.book)
        places = [place for place, row in enumerate(self.rows) if kept and row[0] == kept[0]]
        self.ledger.refill(places[0] if places else 0)
        count = len(self.book.lines)
        words = ngettext("{n} documento de {month}", "{n} documentos de {month}", count)
        self.ledger.complete(
            len(self.rows),
            {
                "": words.format(n=number(count), month=month.title),
                CAME.title: CAME.show(self.book.came),
                WENT.title: WENT.show(self.book.went),
                HELD.title: HELD.show(self.book.closing),
            },
        )
        self._say_figures(self.book)
        controls.clear(self.whose)
        whose_money(self.whose, self.context, month.last).pack(fill="x")

    def _fill(self, made: Book) -> None:
        """The line of what was held before anything, as in the paper book; then each document."""
        month = self.context.month
        start = _("Saldo al empezar {month}").format(month=month.name)
        operations = self.purse.get() == BANK
        blank = ("",) if operations else ()
        opening: Row = (0, month.first, "", "", start, "", *blank, None, None, made.opening)
        self.voided = {one.document for one in made.lines if not one.is_valid}
        self.rows = [
            opening,
            *(
                (
                    one.document,
                    one.day,
                    one.number,
                    one.party,
                    one.concept if one.is_valid else _voided(one),
                    one.category,
                    *((one.operation,) if operations else ()),
                    one.came or None,
                    one.went or None,
                    one.balance,
                )
                for one in made.lines
            ),
        ]

    def _say_figures(self, made: Book) -> None:
        controls.clear(self.figures)
        pairs = [(_("Al empezar"), made.opening), (_("Al terminar"), made.closing)]
        for name, amount in pairs:
            controls.text(self.figures, name, "body", "soft").pack(side="left")
            said = controls.text(self.figures, soles(amount), "lead")
            said.pack(side="left", padx=(self.look.px(1.5), self.look.px(4)))

    def _open(self, row: Row) -> None:
        if row[0]:
            show_papers(self.context, Document.get_by_id(row[0]))


def _voided(one: BookLine) -> str:
    """What it was for, and how much it was before it was void."""
    return _("{concept} (anulado, {amount})").format(concept=one.concept, amount=soles(one.amount))
