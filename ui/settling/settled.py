"""A settled lot: its papers, and paying them, many in one step."""

from datetime import date
from decimal import Decimal
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.cash.cash_book import Receipt
from models.changes import Refused
from models.documents import Document
from models.fields import ChoiceField
from models.language import N_, _, ngettext
from models.listing import Row as Shown
from models.money import BANK, CASH, balance_after
from models.people.members import Member
from models.produce.lots import Lot
from models.record import Column, Doubtful
from models.settling.facts import facts_of
from models.settling.lot_view import valid_runs_of
from models.settling.payment_plan import LATER, PaymentPlan, Plan
from models.settling.payouts import pay_settlements
from models.settling.settlements import Settlement, settlements_of
from ui.context import Context
from ui.deed import show_papers
from ui.settling import lot_deeds
from ui.settling.settlement_account import show_account
from ui.settling.undo_settling import undo_settling
from ui.walk import Walk
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.dialogs import ask, tell
from ui.widgets.ledger import Ledger
from ui.widgets.row import Row
from ui.widgets.scroller import Scroller
from ui.widgets.words import number

ZERO = Decimal(0)
PAID, NOTHING = "paid", "nothing"
# How each is paid; what is not paid now waits.
WAYS = ((CASH, N_("Caja")), (BANK, N_("Banco")), (LATER, N_("Después")))
STATES = (*WAYS[:2], ("later", N_("Después")), (PAID, N_("Pagada")), (NOTHING, N_("Sin pago")))
TONES = {CASH: "warn", BANK: "warn", "later": "soft", PAID: "good", NOTHING: "soft"}
COLUMNS = (
    Column(N_("Número"), Document.number, sample="LQ-2026-0007", rank=1),
    Column(N_("Socio"), Member.name, sample="Quispe Mamani, R."),
    Column(N_("Neto S/"), Settlement.net, sample="12,141.50", strong=True),
    Column(N_("Se entrega S/"), Receipt.amount, sample="12,141.50"),
    Column(N_("N° operación"), Receipt.operation, sample="OP-0530-12", rank=2),
    Column(N_("Pago"), ChoiceField(choices=STATES), sample="Después", tones=TONES),
)
MEMBER_MS = 80  # after the last step in the list, before the account of that member


class SettledLot(Walk):
    kinds = (Settlement, Document, Receipt)
    title = N_("Pagar liquidaciones")

    def __init__(self, parent: Misc, context: Context, lot: Lot) -> None:
        super().__init__(parent, context)
        self.lot, self.loading = lot, False
        self.papers: list[Settlement] = []
        self.plan = PaymentPlan()
        self._turning = ""
        self.deeds = {"<F9>": self.pay, "<Control-p>": self.show_papers}
        self._head().pack(fill="x", pady=(0, self.look.px(1 if context.compact else 2)))
        self.pane = self._pane()
        self.pane.pack(side="right", fill="y", padx=(self.look.px(3), 0))
        self.form = controls.area(self)
        self.form.pack(side="left", fill="both", expand=True)
        self.plan_sheet = self._paying()
        self.ledger = Ledger(
            self.form,
            COLUMNS,
            lambda offset, limit: self.rows(offset, limit),
            on_select=lambda _row: self.chosen(),
            on_open=lambda _row: self.to_plan(),
        )
        self.ledger.pack(fill="both", expand=True)
        self.stop(self.ledger.canvas)
        self.pane.lift()

    # Building -----------------------------------------------------------------------------------

    def _head(self) -> ttk.Frame:
        px, head = self.look.px, controls.area(self)
        self.save_button = controls.Button(
            head, _("Pagar"), self.pay, kind="primary", icon="cash-stack", key=_("F9")
        )
        self.save_button.pack(side="right")
        papers = controls.Button(
            head,
            _("Papeles") if self.context.compact else _("Ver e imprimir"),
            self.show_papers,
            icon="printer",
            key=_("Ctrl+P"),
        )
        papers.pack(side="right", padx=px(2))
        back = controls.Button(
            head, "" if self.context.compact else _("Volver"), self.context.back, icon="arrow-left"
        )
        back.pack(side="left", padx=(0, px(3)))
        self.heading = controls.text(head, "", "title")
        self.heading.pack(side="left")
        return head

    def _pane(self) -> ttk.Frame:
        px, compact = self.look.px, self.context.compact
        pane = controls.sheet(self, padding=2 if compact else 4)
        pane.pack_propagate(False)
        pane.configure(width=self.look.em(72 if compact else 84))
        foot = controls.area(pane, "paper")
        foot.pack(side="bottom", fill="x", pady=(px(1), 0))
        for place, (words, icon, deed, kind) in enumerate(
            (
                (_("Hoja del lote"), "file-earmark-pdf", self.lot_sheet, "quiet"),
                (_("Reintegro"), "arrow-repeat", self.top_up, "quiet"),
                (_("Anular…"), "slash-circle", self.ask_undo, "danger_quiet"),
            )
        ):
            button = controls.Button(foot, words, deed, kind=kind, icon=icon, surface="paper")
            button.grid(row=place // 2, column=place % 2, sticky="w")
        self.trouble = controls.Problem(pane, letters=38)
        self.trouble.pack(side="bottom", fill="x")
        self.roll_ = Scroller(pane, "paper")
        self.roll_.pack(fill="both", expand=True)
        return pane

    def _paying(self) -> ttk.Frame:
        compact = self.context.compact
        made = controls.sheet(self.form, padding=2 if compact else 3)
        above = controls.area(made, "paper")
        above.pack(fill="x")
        for words, account in ((_("Todos por banco"), BANK), (_("Todos por caja"), CASH)):
            button = controls.Button(
                above, words, self._all_by(account), kind="quiet", surface="paper"
            )
            button.pack(side="right")
        self.whose = controls.text(above, "", "strong", "ink", "paper")
        self.whose.pack(side="left", fill="x")
        self.plan_row = Row(made)
        self.plan_row.pack(fill="x")
        self.way = self.chips("way", self.plan_row, _("Cómo se paga"), [_(w) for _k, w in WAYS])
        self.way.word.trace_add("write", lambda *_names: self.changed())
        number_words = _("Operación") if compact else _("N° de operación")
        self.line("operation", self.plan_row, number_words, Receipt.operation)
        day_words = _("Fecha") if compact else _("Fecha de pago")
        self.line("day", self.plan_row, day_words, Document.day, _("Falta la fecha."))
        for name, letters in (("operation", 9 if compact else 14), ("day", 10 if compact else 11)):
            keyboard: Any = self.cells[name].input.keyboard
            keyboard.configure(width=letters)
        self.put("day", date.today())
        return made

    # What is shown ------------------------------------------------------------------------------

    @property
    def paper(self) -> Settlement | None:
        """The one chosen in the list."""
        return (
            self.papers[self.ledger.selected] if self.ledger.selected < len(self.papers) else None
        )

    def rows(self, offset: int, limit: int) -> list[Shown]:
        end = None if limit < 0 else offset + limit
        return [
            (
                one.document_id,
                str(one.document.number),
                str(one.member.name),
                one.net or None,
                self.plan.handed_over(one) or None,
                self.plan.of(one).operation if self.plan.waits(one) else "",
                self._standing(one),
            )
            for one in self.papers[offset:end]
        ]

    def _standing(self, one: Settlement) -> str:
        if self.plan.waits(one):
            return self.plan.of(one).account or "later"
        return PAID if one.net else NOTHING

    def chosen(self) -> None:
        """Another paper: the fields say how it is paid, the pane how it came about."""
        paper = self.paper
        self.loading = True
        waits = paper is not None and self.plan.waits(paper)
        plan = self.plan.of(paper) if paper is not None else Plan()
        self.way.word.set(next(_(words) for kept, words in WAYS if kept == plan.account))
        for chip in self.way.chips.values():
            chip.state(["!disabled" if waits else "disabled"])
        self.cells["operation"].input.words.set(plan.operation)  # type: ignore[attr-defined]
        self._allow_operation(waits and plan.account == BANK)
        name = str(paper.member.name) if paper is not None else ""
        room = self.form.winfo_width() * 2 // 5
        self.whose.configure(text=self.look.cut(name, room, "strong") if room > 1 else name)
        self.loading = False
        if self._turning:
            self.after_cancel(self._turning)
        self._turning = self.after(MEMBER_MS, self._show_account)

    def _allow_operation(self, allowed: bool) -> None:
        self.cells["operation"].input.keyboard.state(["!disabled" if allowed else "disabled"])

    def _show_account(self) -> None:
        self._turning = ""
        controls.clear(self.roll_.inside)
        if (paper := self.paper) is not None:
            title = f"{paper}  ·  {paper.member}"
            head = controls.text(self.roll_.inside, title, "lead", "ink", "paper", justify="left")
            head.pack(fill="x")
            side = self.look.px(1)
            head.bind("<Configure>", lambda event: head.configure(wraplength=event.width - side))
            show_account(self.roll_.inside, facts_of(paper))
        self.roll_.to_top()

    def _say_sums(self) -> None:
        """What will be handed over, and what stays."""
        sums, rounding = self.plan.by_account(), self.plan.rounding()
        said = []
        if sums[CASH]:
            say = _("En efectivo {cash}; redondeo {rounding}.")
            said.append(say.format(cash=soles(sums[CASH]), rounding=soles(rounding)))
        if sums[BANK]:
            said.append(_("Por banco {bank}.").format(bank=soles(sums[BANK])))
        tone = "good"
        day = self.value("day")
        for account, amount in sums.items():
            if day is None or not amount:
                continue
            left = balance_after(self.context.association, account, day, -amount)
            if left < 0:
                where = _("caja") if account == CASH else _("banco")
                say = _("No alcanza: faltarían {amount} en {where}.")
                said.append(say.format(amount=soles(-left), where=where))
                tone = "danger"
        self.plan_row.beside.wrap_px = max(
            self.look.em(40), self.form.winfo_width() - self.look.px(14)
        )
        self.plan_row.say("  ".join(said), tone, "sums")
        count = len(self.plan.to_pay())
        words = ngettext("Pagar {n} liquidación", "Pagar {n} liquidaciones", count)
        short = self.context.compact or not count
        self.save_button.say(_("Pagar") if short else words.format(n=number(count)))
        self.save_button.allow(bool(count))
        self._complete()

    def _complete(self) -> None:
        count = len(self.papers)
        words = ngettext("{n} liquidación", "{n} liquidaciones", count).format(n=number(count))
        net = sum((one.net for one in self.papers), ZERO)
        given = self.plan.in_all()
        self.ledger.held = self.rows(self.ledger.first, len(self.ledger.held))
        self.ledger.complete(
            count,
            {
                "": words,
                COLUMNS[2].title: COLUMNS[2].show(net),
                COLUMNS[3].title: COLUMNS[3].show(given or None),
            },
        )

    # What is planned ----------------------------------------------------------------------------

    def _all_by(self, account: str) -> Any:
        def plan_all() -> None:
            self.plan.say_all(account)
            self.chosen()
            self._say_sums()

        return plan_all

    def refresh(self) -> None:
        super().refresh()
        paper = self.paper if not self.loading and self.papers else None
        if paper is not None and self.plan.waits(paper):
            account = next(kept for kept, words in WAYS if _(words) == self.way.typed())
            self._allow_operation(account == BANK)
            operation = self.cells["operation"].input.typed() if account == BANK else ""
            self.plan.say(paper, Plan(account, operation))
        if self.papers:
            self._say_sums()

    def to_plan(self) -> None:
        """Enter on a paper: how it is paid."""
        paper = self.paper
        if paper is not None and self.plan.waits(paper):
            self.way.chips[self.way.typed()].focus_set()

    def walk(self, widget: Misc, step: int = 1) -> str | None:
        """After how one is paid comes the next one; Esc goes to the list."""
        canvas, operation = self.ledger.canvas, self.cells["operation"].input.keyboard
        if widget is canvas:
            if step < 0:
                self.context.back()
            return "break"
        to_operation = widget in self.way.chips.values() and step > 0
        self.refresh()
        if to_operation and operation.instate(["!disabled"]):
            operation.focus_set()
            return "break"
        canvas.focus_set()
        if step > 0 and widget is not self.cells["day"].input.keyboard:
            self.ledger.select(self.ledger.selected + 1)
        return "break"

    # Coming and going ---------------------------------------------------------------------------

    def reload(self) -> None:
        self.runs = valid_runs_of(self.lot)
        self.papers = [
            one for run in self.runs for one in settlements_of(run) if one.document.is_valid
        ]
        self.plan.look_again(self.context.association, self.papers, date.today())
        if self.plan.unpaid:
            self.plan_sheet.pack(
                side="bottom", fill="x", pady=(self.look.px(2), 0), before=self.ledger
            )
        else:
            self.plan_sheet.pack_forget()
        self.update_idletasks()
        self.ledger.refill(min(self.ledger.selected, max(0, len(self.papers) - 1)))
        self.chosen()
        self._say_sums()
        waits = sum(self.plan.unpaid.values(), ZERO)
        said = _("Falta pagar {amount}.").format(amount=soles(waits)) if waits else ""
        self.say_state(said, "warn")

    def shown(self) -> None:
        words = _("Lote «{lot}» liquidado").format(lot=self.lot)
        self.heading.configure(text=self.look.cut(words, self.winfo_width() // 2, "title"))
        self.reload()
        if not self.papers:  # undone meanwhile
            self.say_state(_("Este lote no está liquidado."), "warn")
        self.ledger.canvas.focus_set()

    @property
    def unsaved(self) -> bool:
        return self.plan.has_operations

    def say_state(self, words: str, tone: str = "danger") -> None:
        self.trouble.say(words, tone)

    # Deeds --------------------------------------------------------------------------------------

    def show_papers(self) -> None:
        show_papers(self.context, *(one.document for one in self.papers))

    def lot_sheet(self) -> None:
        lot_deeds.open_sheet(self.context, self.lot)

    def top_up(self) -> None:
        self.context.go("top_up", lot=self.lot)

    def pay(self) -> None:
        """Ask once, then hand over all that is planned, each with its receipt, all or none."""
        self.refresh()
        day, paying = self.value("day"), self.plan.to_pay()
        if day is None:
            self.blame("day", _("Falta la fecha."))
            return
        if not paying:
            self.say_state(_("No hay nada por pagar."), "warn")
            return
        given = self.plan.in_all()
        say = ngettext(
            "Sale {n} recibo de egreso con fecha {day}; se entrega {amount}.",
            "Salen {n} recibos de egreso con fecha {day}; se entrega {amount}.",
            len(paying),
        ).format(n=number(len(paying)), day=f"{day:%d/%m/%Y}", amount=soles(given))
        title = ngettext("¿Pagar {n} liquidación?", "¿Pagar {n} liquidaciones?", len(paying))
        yes, no = _("Pagar e imprimir"), _("No pagar")
        if ask(self, title.format(n=number(len(paying))), say, yes, no):
            self._pay(paying, day, sure=False)

    def _pay(self, paying: list[Settlement], day: date, *, sure: bool) -> None:
        plans = [(one, self.plan.of(one)) for one in paying]
        wanted = [(one, plan.account, plan.operation) for one, plan in plans]
        try:
            receipts = pay_settlements(wanted, day, sure=sure)
        except Doubtful as doubt:
            if ask(self, _("¿Es correcto?"), str(doubt), _("Sí, pagar"), _("Revisar")):
                self._pay(paying, day, sure=True)
            return
        except Refused as refused:
            tell(self, _("No se pagó nada"), str(refused))
            return
        self.plan.forget()
        words = ngettext("Pagada {n} liquidación.", "Pagadas {n} liquidaciones.", len(receipts))
        self.context.say(words.format(n=number(len(receipts))))
        show_papers(self.context, *(one.document for one in receipts))

    def ask_undo(self) -> None:
        """Ask why, then void the newest settling of the lot whole."""
        if self.runs and undo_settling(self, self.context, self.runs[-1]):
            self.context.go("settle_lot", lot=self.lot)

    def destroy(self) -> None:
        if self._turning:
            self.after_cancel(self._turning)
        super().destroy()
