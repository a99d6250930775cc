"""Por cobrar: what buyers owe at the month's end, by how long they owe it."""

from tkinter import Misc

from models.documents import Document
from models.fields import SolesField
from models.language import N_, _, ngettext
from models.listing import Row
from models.money import MoneyEntry
from models.produce.buyers import Buyer
from models.produce.receivables import receivables
from models.produce.sales import Sale
from models.record import Column
from ui.context import Context, Screen
from ui.to_excel import Asked, ToExcel, of_ledger
from ui.widgets import controls
from ui.widgets.ledger import Ledger
from ui.widgets.words import number

IN_ALL = Column(N_("Falta S/"), SolesField(), sample="12,239.50", strong=True)
BY_AGE = {
    "0-30": Column(N_("0-30 días"), SolesField(), sample="12,239.50", rank=2),
    "31-60": Column(N_("31-60 días"), SolesField(), sample="12,239.50", rank=3),
    "61-90": Column(N_("61-90 días"), SolesField(), sample="12,239.50", rank=4),
    "+90": Column(N_("+90 días"), SolesField(), sample="12,239.50", rank=1),
}
COLUMNS = (
    Column(N_("Fecha"), Document.day, sample="31/12/2026", rank=7),
    Column(N_("Número"), Document.number, sample="V-2026-0007"),
    Column(N_("Cliente"), Buyer.name, sample="Comercial Sur S.A.C."),
    Column(N_("Vence"), Sale.due, sample="31/12/2026", rank=6),
    IN_ALL,
    *BY_AGE.values(),
)


class OwedSales(Screen):
    kinds = (MoneyEntry, Sale, Document)
    title = N_("Por cobrar")

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.rows: list[Row] = []
        self._month = context.month
        px, head = self.look.px, controls.area(self)
        head.pack(fill="x", pady=(0, px(2)))
        button = controls.Button(
            head,
            _("Cobrar"),
            self._collect,
            kind="primary",
            icon="box-arrow-in-down",
            key=_("Enter"),
        )
        button.pack(side="right")
        ToExcel(self, self._asked).button(head).pack(side="right", padx=px(2))
        controls.text(head, _(self.title), "title").pack(side="left")
        self.under = controls.text(head, "", "body", "soft")
        self.under.pack(side="left", padx=px(4), pady=(px(1.5), 0))
        self.ledger = Ledger(
            self,
            COLUMNS,
            lambda offset, limit: self.rows[offset : offset + limit],
            on_open=lambda _row: self._collect(),
        )
        self.ledger.pack(fill="both", expand=True)
        self.stale = True

    def shown(self) -> None:
        if self._month != self.context.month:
            self._month, self.stale = self.context.month, True
        self.look_again()
        self.ledger.canvas.focus_set()

    def reload(self) -> None:
        last = self.context.month.last
        owed = receivables(self.context.association, last)
        self.rows = [
            (
                one.sale.document_id,
                one.sale.document.day,
                one.sale.document.number,
                one.sale.buyer.name,
                one.sale.due,
                one.balance,
                *(one.balance if one.age == age else None for age in BY_AGE),
            )
            for one in owed
        ]
        zero = SolesField().python_value(0)
        totals = {
            column.title: column.show(
                sum((one.balance for one in owed if age in (None, one.age)), zero)
            )
            for age, column in ((None, IN_ALL), *BY_AGE.items())
        }
        self.under.configure(text=_("al {day}").format(day=f"{last:%d/%m/%Y}"))
        self.ledger.refill(0)
        words = ngettext("{n} venta por cobrar", "{n} ventas por cobrar", len(owed))
        none = _("Nadie debe nada.")
        said = words.format(n=number(len(owed))) if owed else none
        self.ledger.complete(len(owed), {"": said, **(totals if owed else {})})

    def _asked(self) -> Asked:
        month = self.context.month
        return of_ledger(
            self.ledger, self.context, _(self.title), since=month.first, until=month.last
        )

    def _collect(self) -> None:
        if row := self.ledger.current:
            self.context.go("receive", sale=Sale.get_by_id(row[0]))
