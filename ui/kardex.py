"""Kardex: what came and went of a product and grade in the month, with what was left after each."""

from tkinter import Misc

from models.documents import Document
from models.fields import NameField, QuantityField
from models.language import N_, _, ngettext
from models.listing import Row
from models.produce.kardex import Kardex, kardex_of
from models.record import Column
from models.stock import StockEntry, described
from ui.context import Context, Screen
from ui.deed import show_papers
from ui.to_excel import Asked, ToExcel, of_ledger
from ui.widgets import controls
from ui.widgets.entries import choices
from ui.widgets.ledger import Ledger
from ui.widgets.words import number, starting

COLUMNS = (
    Column(N_("Fecha"), Document.day, sample="31/12/2026"),
    Column(N_("Documento"), Document.number, sample="EN-2026-0007"),
    Column(N_("Detalle"), NameField(), sample="Quispe Mamani, María Asunción", rank=1),
    Column(N_("Entrada"), QuantityField(), sample="12,239.5", total=True),
    Column(N_("Salida"), QuantityField(), sample="12,239.5", total=True),
    Column(N_("Saldo"), QuantityField(), sample="12,239.5", strong=True),
)


class KardexPage(Screen):
    kinds = (StockEntry, Document)
    title = N_("Kardex")

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.kardexes: list[Kardex] = []
        self.rows: list[Row] = []
        self._month = context.month
        px, head = self.look.px, controls.area(self)
        head.pack(fill="x", pady=(0, px(2)))
        controls.text(head, _(self.title), "title").pack(side="left")
        self.chosen = choices(head, [], width=30, surface="ground")
        self.chosen.pack(side="right")
        self.chosen.bind("<<ComboboxSelected>>", lambda _event: self._choose())
        said = controls.text(head, _("Producto y calidad"), "body", "soft")
        said.pack(side="right", padx=px(2))
        ToExcel(self, self._asked).button(head).pack(side="right", padx=px(2))
        self.ledger = Ledger(
            self,
            COLUMNS,
            lambda offset, limit: self.rows[offset : offset + limit],
            on_open=self._open,
        )
        self.ledger.pack(fill="both", expand=True)
        self.ledger.canvas.bind("<Right>", controls.then(lambda: self._turn(1)))
        self.ledger.canvas.bind("<Left>", controls.then(lambda: self._turn(-1)))
        under = _("← y → pasan de un producto a otro.  Enter abre el papel.")
        controls.text(self, under, "small", "soft").pack(anchor="w", pady=(px(1), 0))
        self.stale = True

    def shown(self) -> None:
        if self._month != self.context.month:
            self._month, self.stale = self.context.month, True
        self.look_again()
        self.ledger.canvas.focus_set()

    def reload(self) -> None:
        self.kardexes = kardex_of(self.context.association, self.context.month)
        kept = self.chosen.get()
        names = [starting(described(one.grade)) for one in self.kardexes]
        self.chosen.configure(values=names)
        self.chosen.set(kept if kept in names else next(iter(names), ""))
        self._show()

    def _asked(self) -> Asked:
        month = self.context.month
        title, product = _(self.title), self.chosen.get()
        return of_ledger(
            self.ledger, self.context, title, product, since=month.first, until=month.last
        )

    def _choose(self) -> None:
        self.chosen.selection_clear()
        self._show()
        self.ledger.canvas.focus_set()

    def _turn(self, step: int) -> None:
        if self.kardexes:
            self.chosen.current((self.chosen.current() + step) % len(self.kardexes))
            self._show()

    def _show(self) -> None:
        if not self.kardexes:
            self.rows = []
            self.ledger.refill(0)
            none = _("En {month} no hay nada en almacén ni entró nada.")
            self.ledger.complete(0, {"": none.format(month=self.context.month.title)})
            return
        shown = self.kardexes[self.chosen.current()]
        month, unit = self.context.month, shown.grade.product.text("unit")
        start = _("Saldo al empezar {month}").format(month=month.name)
        self.rows = [(0, month.first, "", start, None, None, shown.opening)]
        self.rows += [
            (
                place,
                one.day,
                one.number,
                one.detail,
                one.came or None,
                one.went or None,
                one.balance,
            )
            for place, one in enumerate(shown.lines, start=1)
        ]
        self.ledger.refill(0)
        count = len(shown.lines)
        words = ngettext("{n} documento, en {unit}", "{n} documentos, en {unit}", count)
        zero = shown.opening - shown.opening
        self.ledger.complete(
            len(self.rows),
            {
                "": words.format(n=number(count), unit=unit),
                COLUMNS[3].title: COLUMNS[3].show(sum((one.came for one in shown.lines), zero)),
                COLUMNS[4].title: COLUMNS[4].show(sum((one.went for one in shown.lines), zero)),
                COLUMNS[5].title: COLUMNS[5].show(shown.closing),
            },
        )

    def _open(self, row: Row) -> None:
        if row[2]:
            papers = Document.select().where(
                Document.association == self.context.association, Document.number == row[2]
            )
            show_papers(self.context, papers.get())
