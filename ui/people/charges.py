"""Cargos a socios: the list of what was charged, and one charge with who paid it and who owes it."""

from tkinter import Misc

import ttkbootstrap as ttk

from models.cash.cash_book import Receipt
from models.documents import Document
from models.fields import ChoiceField, NameField
from models.language import N_, _, ngettext
from models.listing import Row
from models.money import CHARGES as OWED_FOR_CHARGES
from models.people.charges import CHARGES, Charge, ChargeLine, left_of, lines_now, paid_of
from models.people.members import Member
from models.record import Column, Record
from ui.context import Context, Screen
from ui.deed import show_papers
from ui.paper_detail import Facts, Papers
from ui.to_excel import Asked, ToExcel, of_ledger
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.ledger import Ledger
from ui.widgets.tiles import Line
from ui.widgets.words import number

PAID_UP, PARTLY, OWED = "paid", "partly", "owed"
STATES = ((PAID_UP, N_("Pagado")), (PARTLY, N_("Pagó una parte")), (OWED, N_("Debe")))
TONES = {PAID_UP: "good", PARTLY: "warn", OWED: "danger"}
AMOUNT = Column(N_("Cargo S/"), ChargeLine.amount, sample="1,239.50", total=True, rank=1)
PAID = Column(N_("Pagó S/"), Receipt.amount, sample="1,239.50", total=True)
LEFT = Column(N_("Debe S/"), Charge.total, sample="1,239.50", total=True, strong=True)
COLUMNS = (
    Column(N_("Socio"), NameField(), sample="Quispe Mamani, María", strong=True),
    AMOUNT,
    PAID,
    LEFT,
    Column(N_("Estado"), ChoiceField(choices=STATES), sample="Pagó una parte", tones=TONES),
)


class Charges(Papers):
    kind = CHARGES
    subtitle = N_("Cuotas extraordinarias, aportes y multas")
    new_words, new_icon = N_("Cargar a socios"), "clipboard-plus"
    search_hint = N_("Número o concepto")
    see_words = N_("Ver y cobrar")
    void_words, void_question = N_("Anular el cargo"), N_("¿Anular el cargo {number}?")
    reasons = (N_("Monto equivocado"), N_("Socio equivocado"), N_("No se acordó así"))

    def new(self) -> None:
        self.context.go("charge_run")

    def open(self, record: Record) -> None:
        self.context.go("charge_page", charge=record)

    def about(self, record: Charge) -> tuple[str, str]:  # type: ignore[override]
        return str(record.concept), f"{record.document.text('day')}  ·  {record.text('kind')}"

    def measure(self, record: Charge) -> str:  # type: ignore[override]
        return soles(record.total)

    def lines(self, record: Charge) -> list[Line]:  # type: ignore[override]
        lines = lines_now(record)
        people = ngettext("{n} socio", "{n} socios", len(lines)).format(n=number(len(lines)))
        return [
            (_("Se cargó a"), people, "body"),
            (_("Total"), soles(record.total), "figure"),
            (_("Cobrado"), soles(paid_of(lines)), "body"),
            (_("Por cobrar"), soles(left_of(lines)), "strong"),
        ]

    def follows(self, record: Charge) -> Facts:  # type: ignore[override]
        owed = _("Los socios dejan de deber {amount}.").format(amount=soles(record.total))
        return [("people", owed)]

    def deed_again(self, record: Charge) -> str:  # type: ignore[override]
        return "charge_run"


class ChargePage(Screen):
    """Who paid the charge and who owes it; Enter collects from the one selected."""

    kinds = (Receipt, Document, Member)

    def __init__(self, parent: Misc, context: Context, charge: Charge) -> None:
        super().__init__(parent, context)
        self.charge = charge
        self.rows: list[Row] = []
        self._head().pack(fill="x")
        px = self.look.px
        self.about = controls.text(self, "", "body", "soft")
        self.about.pack(anchor="w", pady=px(2))
        self.ledger = Ledger(
            self,
            COLUMNS,
            lambda offset, limit: self.rows[offset : offset + limit],
            on_open=self._collect,
        )
        self.ledger.pack(fill="both", expand=True)
        self.deeds |= {"<Escape>": self.context.back}
        self.stale = True

    def _head(self) -> ttk.Frame:
        row, px, compact = controls.area(self), self.look.px, self.context.compact
        for words, icon, key, deed, kind in (
            (_("Cobrar"), "box-arrow-in-down", _("Enter"), self._collect_current, "primary"),
            (_("Ver papel"), "file-earmark-text", "", self._see, "secondary"),
            (_("Volver"), "arrow-left", "" if compact else _("Esc"), self.context.back, "quiet"),
        ):
            controls.Button(row, words, deed, kind=kind, icon=icon, key=key).pack(
                side="right", padx=(px(2), 0)
            )
        ToExcel(self, self._asked).button(row).pack(side="right", padx=(px(2), 0))
        title = controls.text(row, str(self.charge), "title", justify="left")
        title.pack(side="left")
        return row

    def _asked(self) -> Asked:
        count = self.ledger.count
        return of_ledger(self.ledger, self.context, _("Cargo"), str(self.charge), people=count)

    def reload(self) -> None:
        self.charge = Charge.get_by_id(self.charge.document_id)
        lines = lines_now(self.charge)
        self.lines = {one.line.id: one for one in lines}
        self.rows = [
            (
                one.line.id,
                str(one.line.member),
                one.line.amount,
                one.paid or None,
                one.left or None,
                OWED if not one.paid else PARTLY if one.left else PAID_UP,
            )
            for one in lines
        ]
        place = self.ledger.selected
        self.ledger.refill(place)
        count = ngettext("{n} socio", "{n} socios", len(lines)).format(n=number(len(lines)))
        self.ledger.complete(
            len(self.rows),
            {
                "": count,
                AMOUNT.title: AMOUNT.show(self.charge.total),
                PAID.title: PAID.show(paid_of(lines)),
                LEFT.title: LEFT.show(left_of(lines)),
            },
        )
        said = f"{self.charge.text('kind')}: {self.charge.concept}"
        parts = [said, self.charge.document.text("day")]
        if not self.charge.document.is_valid:
            parts.append(_("Anulado"))
        self.about.configure(text="  ·  ".join(parts))

    def _collect(self, row: Row) -> None:
        line = self.lines[row[0]].line
        if not self.lines[row[0]].left:
            self.context.say(_("{name} no debe nada de este cargo.").format(name=line.member))
            return
        self.context.go("receive", member=line.member, account=OWED_FOR_CHARGES, line=line.id)

    def _collect_current(self) -> None:
        if row := self.ledger.current:
            self._collect(row)

    def _see(self) -> None:
        show_papers(self.context, self.charge.document)

    def shown(self) -> None:
        self.look_again()
        self.update_idletasks()
        self.ledger.refill(self.ledger.selected)
        self.ledger.canvas.focus_set()
