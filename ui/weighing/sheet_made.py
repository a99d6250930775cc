"""The notes and receipts a sheet became, to be seen and printed."""

from collections.abc import Sequence
from tkinter import Misc

from models.documents import Document, dependents
from models.fields import NameField
from models.language import N_, _, ngettext
from models.listing import Row
from models.people.members import Member
from models.produce.deliveries import Delivery
from models.produce.weigh_sheet import ZERO, made_of
from models.record import Column
from ui.context import Context, Screen
from ui.deed import show_papers
from ui.widgets import controls
from ui.widgets.ledger import Ledger
from ui.widgets.words import number

ADVANCE = Column(N_("Adelanto S/"), Delivery.suggested, sample="2,141.50", total=True)
PAYABLE = Column(N_("Pagable"), Delivery.payable, sample="2,203.4", total=True, strong=True)
COLUMNS = (
    Column(N_("Nota de entrega"), Document.number, sample="EN-2026-0007"),
    Column(N_("Socio"), Member.name, sample="Quispe Mamani, María"),
    Column(N_("Neto"), Delivery.net, sample="2,216.1", rank=2),
    PAYABLE,
    ADVANCE,
    Column(N_("Recibo de egreso"), NameField(), sample="RE-2026-0007"),
)


class SheetMade(Screen):
    """Enter shows one note and its receipt."""

    kinds = (Document,)

    def __init__(self, parent: Misc, context: Context, deliveries: Sequence[Delivery]) -> None:
        super().__init__(parent, context)
        self.deliveries = list(deliveries)
        px, head = self.look.px, controls.area(self)
        head.pack(fill="x", pady=(0, px(2)))
        words = _("Ver e imprimir") if context.compact else _("Ver e imprimir todo")
        self.print_button = controls.Button(
            head, words, self.see, kind="primary", icon="printer", key=_("F9")
        )
        self.print_button.pack(side="right")
        self.next_button = controls.Button(
            head,
            _("Otra hoja") if context.compact else _("Pasar otra hoja"),
            lambda: context.go("pass_sheet"),
            icon="keyboard",
        )
        self.next_button.pack(side="right", padx=px(2))
        count = len(self.deliveries)
        title = ngettext("Hoja guardada: {n} entrega", "Hoja guardada: {n} entregas", count)
        controls.text(head, title.format(n=number(count)), "title").pack(side="left")
        self.ledger = Ledger(
            self,
            COLUMNS,
            lambda offset, limit: self.rows[offset : offset + limit],
            voided=lambda row: not self.valid[row[0]],
            on_open=self._open,
        )
        self.ledger.pack(fill="both", expand=True)
        hint = _("Enter abre una nota con su recibo.")
        controls.text(self, hint, "small", "soft").pack(anchor="w", pady=(px(1), 0))
        self.rows: list[Row] = []
        self.valid: dict[int, bool] = {}
        self.deeds = {"<F9>": self.see, "<Escape>": context.back}
        self.stale = True

    def reload(self) -> None:
        made = made_of(self.deliveries)
        self.rows = [
            (
                one.note.id,
                str(one.note),
                str(one.delivery.member),
                one.delivery.net,
                one.delivery.payable,
                one.paid or None,
                ", ".join(number for number, _amount in one.receipts),
            )
            for one in made
        ]
        self.valid = {one.note.id: one.note.is_valid for one in made}
        self.ledger.refill(self.ledger.selected)
        count = len(self.rows)
        words = ngettext("{n} entrega", "{n} entregas", count).format(n=number(count))
        counted = [row for row in self.rows if self.valid[row[0]]]
        sums = {
            column.title: column.show(sum(row[place] or ZERO for row in counted))
            for place, column in ((4, PAYABLE), (5, ADVANCE))
        }
        self.ledger.complete(count, {"": words, **sums})

    def see(self) -> None:
        """All of them as they print, each note followed by its receipt."""
        papers = [
            paper for one in self.deliveries for paper in (one.document, *dependents(one.document))
        ]
        show_papers(self.context, *papers)

    def _open(self, row: Row) -> None:
        one = next(one for one in self.deliveries if one.document_id == row[0])
        show_papers(self.context, one.document, *dependents(one.document))

    def shown(self) -> None:
        self.look_again()
        self.update_idletasks()
        self.ledger.refill(self.ledger.selected)
        self.ledger.canvas.focus_set()
