"""Libro del mes: how the month stands, and its workbook and receipts as files."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from models.documents import Document, documents_in
from models.exports import DOCUMENTS, PAPERS, WORKBOOK, Taken, members_on, place_of
from models.language import _, ngettext
from models.money import MoneyEntry
from models.month.debts import owed_at
from models.month.money import money_of, result_of
from models.month.view import totals_of
from models.people.members import register_of
from models.stock import StockEntry
from reports.files import why_beside, write_whole
from ui import printing, theme
from ui.context import Context, Screen
from ui.tasks import in_thread
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.scroller import Scroller
from ui.widgets.tiles import Line, bill

WITHOUT, WITH = "without", "with"


class MonthBook(Screen):
    kinds = (MoneyEntry, StockEntry, Document)

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.month = context.month
        self.dni = StringVar(self, WITHOUT)
        self.written: Path | None = None
        self.writing = False
        self.title = controls.text(self, "", "title")
        self.title.pack(anchor="w", pady=(0, self.look.px(2)))
        self._deeds().pack(side="right", fill="y", padx=(self.look.px(4), 0))
        paper = controls.sheet(self, padding=0.25)
        paper.pack(side="left", fill="both", expand=True)
        roll = Scroller(paper, "paper")
        roll.pack(fill="both", expand=True)
        self.paper = controls.area(roll.inside, "paper", (6, 2))
        self.paper.pack(fill="both", expand=True)
        self.deeds = {
            "<F9>": self.write_workbook,
            "<Control-y>": self.write_year,
            "<Control-p>": self.write_papers,
        }
        self.stale = True

    def _deeds(self) -> ttk.Frame:
        px, made = self.look.px, controls.area(self)
        self.book_button = controls.Button(
            made,
            _("Escribir libro Excel"),
            self.write_workbook,
            kind="primary",
            icon="file-earmark-spreadsheet",
            key=_("F9"),
            large=True,
        )
        self.book_button.pack(fill="x")
        for value, words in ((WITHOUT, _("Sin los DNI")), (WITH, _("Con los DNI de los socios"))):
            chip = controls.Choice(made, words, self.dni, value)
            chip.pack(anchor="w", pady=(px(2 if value == WITHOUT else 0.5), 0))
        self.year_button = controls.Button(
            made, _("Escribir libro del año"), self.write_year, icon="calendar3", key=_("Ctrl+Y")
        )
        self.year_button.pack(fill="x", pady=(px(4), 0))
        controls.Button(
            made,
            _("Escribir recibos en PDF"),
            self.write_papers,
            icon="file-earmark-pdf",
            key=_("Ctrl+P"),
        ).pack(fill="x", pady=(px(2), 0))
        self.told = controls.Problem(made, "ground", letters=30)
        self.told.pack(anchor="w", pady=(px(4), 0))
        self.open_button = controls.Button(
            made, _("Abrir el libro"), self._open, kind="quiet", icon="box-arrow-up-right"
        )
        return made

    # Looking ------------------------------------------------------------------------------------

    def shown(self) -> None:
        if self.month != self.context.month:
            self.month, self.stale = self.context.month, True
        self.look_again()
        self.book_button.focus_set()

    def reload(self) -> None:
        self.title.configure(text=_("Libro de {month}").format(month=self.context.month.title))
        self.told.say("")
        self.open_button.pack_forget()
        controls.clear(self.paper)
        across = 1 if self.context.compact else 2
        for place, (title, lines) in enumerate(self._parts()):
            row, column = divmod(place, across)
            self.paper.columnconfigure(column, weight=1, uniform="part")
            part = controls.area(self.paper, "paper")
            part.grid(
                row=row,
                column=column,
                sticky="new",
                padx=(self.look.px(10) if column else 0, 0),
                pady=(0, self.look.px(2)),
            )
            words = controls.text(part, title, "lead", "primary", "paper")
            words.pack(anchor="w", pady=(self.look.px(2), 0))
            bill(part, lines)

    def _parts(self) -> list[tuple[str, list[Line]]]:
        """What the cover of the workbook says, in its words."""
        from models.month.view import books_of

        association, month = self.context.association, self.context.month
        cash, bank = books_of(association, month)
        totals, owed = totals_of(association, month), owed_at(association, month.last)
        result, whose = result_of(association, month), money_of(association, month.last)
        purses: list[tuple[str, list[Line]]] = [
            (
                title,
                [
                    (_("Saldo inicial"), soles(book.opening), "body"),
                    (_("Ingresos"), soles(book.came), "body"),
                    *_passed(_("incluye {amount} pasados de {other}"), book.passed_in, other),
                    (_("Egresos"), soles(book.went), "body"),
                    *_passed(_("incluye {amount} pasados a {other}"), book.passed_out, other),
                    (_("Saldo final"), soles(book.closing), "strong"),
                ],
            )
            for title, book, other in (
                (_("Caja"), cash, _("banco")),
                (_("Banco"), bank, _("caja")),
            )
        ]
        return [
            *purses,
            (
                _("Ventas y cobros"),
                [
                    (_("Ventas al contado"), soles(totals.cash_sales), "body"),
                    (_("Ventas al crédito"), soles(totals.credit_sales), "body"),
                    (_("Cobros del mes"), soles(totals.collected), "body"),
                    (_("Por cobrar"), soles(totals.receivable), "strong"),
                ],
            ),
            (
                _("Liquidaciones"),
                [
                    (_("Liquidado bruto"), soles(totals.settled.gross), "body"),
                    (_("Liquidado neto"), soles(totals.settled.net), "body"),
                    (_("Pagado del neto"), soles(totals.settlements_paid), "body"),
                    (_("Neto por pagar"), soles(owed.unpaid), "strong"),
                ],
            ),
            (
                _("Lo que deben los socios"),
                [
                    (_("Adelantos pendientes"), soles(owed.advances), "body"),
                    (_("Cuotas por cobrar"), soles(owed.dues), "body"),
                    (_("Préstamos por cobrar"), soles(owed.loans), "body"),
                    (_("Insumos por cobrar"), soles(owed.inputs), "body"),
                    (_("Saldos deudores"), soles(owed.carried), "body"),
                    *_said(_("lo que quedó debiendo al liquidar"), bool(owed.carried)),
                ],
            ),
            (
                _("De quién es el dinero"),
                [
                    (_("De los socios"), soles(whose.members), "body"),
                    *_said(_("se les adelantó más de lo cobrado"), whose.members < 0),
                    (_("De fondos restringidos"), soles(whose.restricted), "body"),
                    *_said(_("dinero dado para un solo fin"), bool(whose.restricted)),
                    (_("Retenciones por pagar"), soles(whose.withheld), "body"),
                    (_("De la asociación"), soles(whose.own), "strong"),
                    (_("Resultado propio del mes"), soles(result.result), "strong"),
                ],
            ),
        ]

    # Deeds --------------------------------------------------------------------------------------

    def write_workbook(self) -> None:
        from reports.excel.monthly import month_content, month_file_name

        association, month = self.context.association, self.context.month
        with_dni = self.dni.get() == WITH
        make = month_content(association, month, with_dni=with_dni)
        name = month_file_name(association, month)
        people, title = len(register_of(association, month.last)), self.title.cget("text")
        taken = Taken(association, WORKBOOK, title, people, with_dni)
        self._write(name, make, _("El libro está en {path}"), taken)

    def write_year(self) -> None:
        """The months of the year of the month in sight, side by side."""
        from reports.excel.workbook import workbook
        from reports.excel.yearly import year_book, year_file_name

        association, year = self.context.association, self.context.month.year
        book = year_book(association, year, date.today())
        name = year_file_name(association, year)
        people = len(register_of(association, date(year, 12, 31)))
        title = _("Libro de {month}").format(month=year)
        taken = Taken(association, WORKBOOK, title, people)
        self._write(name, partial(workbook, book), _("El libro del año está en {path}"), taken)

    def _write(self, name: str, make: Callable[[], bytes], words: str, taken: Taken) -> None:
        """Its facts were read; it is made and written beside the window."""
        path = printing.folder("libros") / name
        self.told.say(_("Se escribe el libro…"), "warn")
        self.writing = True
        in_thread(
            self.winfo_toplevel(),
            lambda: write_whole(path, make()),
            partial(self._told, words, taken),
            self._failed,
        )

    def _failed(self, failure: Exception) -> None:
        self.writing = False
        if self.winfo_exists():
            self.told.say("")
        raise failure

    def _told(self, words: str, taken: Taken, written: Path) -> None:
        self.writing = False
        taken.to(place_of(written))
        if not self.winfo_exists():
            return
        self.told.say("")
        self.written = written
        self._tell(why_beside(self.written) or words, self.written)

    def write_papers(self) -> None:
        from models.prints import SAVED, record_prints
        from reports.papers.documents import save_documents

        month = self.context.month
        issued = documents_in(self.context.association, month)
        papers = save_documents(issued, printing.folder() / str(month))
        record_prints(issued, SAVED)
        if issued:
            title = _("Recibos de {month}").format(month=month.title)
            people = members_on(issued)
            Taken(self.context.association, PAPERS, title, people).to(DOCUMENTS)
        self.written = papers[0].parent if papers else None
        words = ngettext("{n} recibo en {folder}", "{n} recibos en {folder}", len(papers))
        none = _("No hay recibos en {month}.").format(month=month.title)
        self._tell(words if papers else none, self.written, len(papers))

    def _tell(self, words: str, path: Path | None, count: int = 0) -> None:
        """Beside the deeds, where a long path needs several lines, and in the status line."""
        folded = path and at_separators(self.look, path, self.told.wrap_px)
        said = words.format(n=count, path=folded, folder=folded)
        self.told.say(said, "good" if path else "warn")
        self.context.say(words.format(n=count, path=path, folder=path))
        if self.written:
            folder = self.written.is_dir()
            self.open_button.say(_("Abrir la carpeta") if folder else _("Abrir el libro"))
            self.open_button.pack(anchor="w")

    def _open(self) -> None:
        if self.written and not printing.open_with_system(self.written):
            path = at_separators(self.look, self.written, self.told.wrap_px)
            self.told.say(_("No hay con qué abrirlo. Está en {path}").format(path=path), "warn")


def at_separators(look: theme.Look, path: Path, room_px: int) -> str:
    """A path in lines that fit, begun anew only behind a separator."""
    lines = [""]
    for piece in re.findall(r"[^/\\]*[/\\]|[^/\\]+", str(path)):
        if lines[-1] and look.width(lines[-1] + piece) > room_px:
            lines.append("")
        lines[-1] += piece
    return "\n".join(["", *lines]) if len(lines) > 1 else lines[0]


def _said(words: str, is_so: bool) -> list[Line]:
    """A remark under a figure."""
    return [(words, "", "small")] if is_so else []


def _passed(words: str, amount: Decimal, other: str) -> list[Line]:
    """What of the figure above only went from one purse to the other."""
    return _said(words.format(amount=soles(amount), other=other), bool(amount))
