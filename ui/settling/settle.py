"""Liquidar: what each member would get from a lot, what is taken off, and the papers of it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.cash.cash_book import Receipt
from models.changes import Refused
from models.documents import Document, Paper
from models.language import N_, _, ngettext
from models.listing import Row as Shown
from models.people.members import Member
from models.produce.buyers import Buyer
from models.produce.lots import Lot
from models.produce.sales import Sale
from models.produce.write_offs import WriteOff
from models.record import Column, Doubtful, new_uid
from models.settling.asking import everything, proposed
from models.settling.deductions import ASKED
from models.settling.forecast import Forecast, forecast
from models.settling.member_share import MemberShare
from models.settling.settle import settle
from models.settling.settlements import Settlement, SettlementLine
from ui.context import Context
from ui.settling.settle_pane import SettlePane
from ui.walk import Walk
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.dialogs import ask, tell
from ui.widgets.inputs import LineInput
from ui.widgets.ledger import Ledger
from ui.widgets.row import Row
from ui.widgets.tiles import Line
from ui.widgets.words import number

ZERO = Decimal(0)
_WORST = "12,141.50"
# Whatever has the room adds up: gross less what follows is the net. Where there is little, costs
# and service are one figure.
COLUMNS = (
    Column(N_("Socio"), Member.name, sample="Quispe M., R."),
    Column(N_("Cantidad"), SettlementLine.quantity, sample="2,216.1", rank=1),
    Column(N_("Bruto S/"), Settlement.gross, sample=_WORST),
    Column(N_("Costos S/"), Settlement.costs, sample="1,141.50"),
    Column(N_("Servicio S/"), Settlement.service, sample="1,141.50"),
    Column(N_("Adelantos S/"), Settlement.advances, sample=_WORST),
    Column(N_("Descuentos S/"), Settlement.deducted, sample="1,141.50"),
    Column(N_("Neto S/"), Settlement.net, sample=_WORST, strong=True),
    Column(N_("Debe S/"), Settlement.carried_out, sample="141.50"),
)
NARROW = (
    Column(N_("Socio"), Member.name, sample="Quispe M., R."),
    Column(N_("Cantidad"), SettlementLine.quantity, sample="2,216.1", rank=1),
    Column(N_("Bruto"), Settlement.gross, sample=_WORST),
    Column(N_("Costos y serv."), Settlement.costs, sample="1,141.50"),
    Column(N_("Adelantos"), Settlement.advances, sample="1,141.50"),
    Column(N_("Descuentos"), Settlement.deducted, sample="1,141.50"),
    Column(N_("Neto S/"), Settlement.net, sample="1,141.50", strong=True),
    Column(N_("Debe S/"), Settlement.carried_out, sample="141.50"),
)
SUMS = ("quantity", "gross", "costs", "service", "advances", "deducted", "net", "carried_out")
NARROW_SUMS = ("quantity", "gross", "borne", "advances", "deducted", "net", "carried_out")


class SettleLot(Walk):
    """The forecast of one lot: the members at the left, what there is to know at the right."""

    kinds = (Document, Sale, Receipt, WriteOff, Member, Buyer, Settlement)
    title = N_("Liquidar lote")
    made_up: Forecast

    def __init__(self, parent: Misc, context: Context, lot: Lot) -> None:
        super().__init__(parent, context)
        self.lot, self.token = lot, new_uid()
        self.asked: dict[int, dict[str, Decimal]] = {}  # as far as it differs from the proposal
        self.loading = False  # whether the fields are being filled, not typed in
        self.day = date.today()
        self._look_into()
        self.deeds = {"<F9>": self.settle, "<Control-g>": self.keep, "<F8>": self.pane_next}
        self._head().pack(fill="x", pady=(0, self.look.px(1 if context.compact else 2)))
        self.pane = SettlePane(self, context, self)
        self.pane.pack(side="right", fill="y", padx=(self.look.px(3), 0))
        self.form = controls.area(self)
        self.form.pack(side="left", fill="both", expand=True)
        self._deductions().pack(side="bottom", fill="x", pady=(self.look.px(2), 0))
        self.ledger = Ledger(
            self.form,
            self._columns(),
            lambda offset, limit: self.rows(offset, limit),
            on_select=lambda _row: self.chosen(),
            on_open=lambda _row: self.to_deductions(),
        )
        self.ledger.pack(fill="both", expand=True)
        self.stop(self.ledger.canvas)
        self.pane.lift()

    # Building -----------------------------------------------------------------------------------

    def _head(self) -> ttk.Frame:
        px, head = self.look.px, controls.area(self)
        self.save_button = controls.Button(
            head,
            _("Liquidar") if self.context.compact else _("Liquidar el lote"),
            self.settle,
            kind="primary",
            icon="cash-coin",
            key=_("F9"),
        )
        self.save_button.pack(side="right")
        keep = controls.Button(
            head,
            _("Guardar") if self.context.compact else _("Guardar pronóstico"),
            self.keep,
            icon="bookmark",
            key=_("Ctrl+G"),
        )
        keep.pack(side="right", padx=px(2))
        back = controls.Button(
            head, "" if self.context.compact else _("Volver"), self.context.back, icon="arrow-left"
        )
        back.pack(side="left", padx=(0, px(3)))
        self.heading = controls.text(head, "", "title")
        self.heading.pack(side="left")
        return head

    def _deductions(self) -> ttk.Frame:
        """What is asked of the chosen member, and of all; and the day of the papers."""
        compact = self.context.compact
        made = controls.sheet(self.form, padding=2 if compact else 3)
        self.whose = controls.text(made, "", "strong", "ink", "paper")
        self.whose.pack(fill="x")
        row = Row(made)
        row.pack(fill="x")
        for base in ASKED:
            self._deduction(row, base)
        self.line("day", row, _("Fecha"), Document.day, _("Falta la fecha."))
        self.cells["day"].input.keyboard.configure(width=11)  # type: ignore[call-arg]
        self.put("day", self.day)
        made_day: Any = self.cells["day"].input.widget
        made_day.master.pack(side="right", before=row.line.winfo_children()[0])  # apart from sums
        foot = controls.area(made, "paper")
        if not compact:
            controls.text(foot, _("Descontar:"), "body", "soft", "paper").pack(side="left")
        for words, deed in (
            (_("todo"), self.ask_all_of),
            (_("nada"), self.ask_none_of),
            (_("todo a todos"), self.ask_all),
            (_("nada a todos"), self.ask_none),
        ):
            button = controls.Button(foot, words, deed, kind="quiet", surface="paper")
            button.pack(side="left")
        if not compact:
            why = _("Cerrado: no debe eso.")
            controls.text(foot, why, "small", "soft", "paper").pack(side="right")
        foot.pack(fill="x")
        return made

    def _deduction(self, row: Row, base: str) -> None:
        name = next((str(one.name) for one in self.made_up.taking.rules if one.base == base), base)
        room = self.look.em(24 if self.context.compact else 60)
        place = row.slot(self.look.cut(name, room, "strong"))
        made = LineInput(place, Settlement.deducted, "", lambda problem: self._left(base, problem))
        made.keyboard.configure(width=7 if self.context.compact else 8)  # type: ignore[call-arg]
        self.add(base, row, made, Settlement.deducted)

    # What is shown ------------------------------------------------------------------------------

    def _columns(self) -> tuple[Column, ...]:
        owes = self._anyone_owes
        narrow = owes or self.context.compact
        columns, sums = (NARROW, NARROW_SUMS) if narrow else (COLUMNS, SUMS)
        shown = columns if owes else columns[:-1]
        self.sums = sums[: len(shown) - 1]
        return shown

    @property
    def _anyone_owes(self) -> bool:
        return any(one.carried_out for one in self.made_up.shares)

    @property
    def share(self) -> MemberShare | None:
        """Of the member chosen in the list."""
        shares = self.made_up.shares
        return shares[self.ledger.selected] if self.ledger.selected < len(shares) else None

    def rows(self, offset: int, limit: int) -> list[Shown]:
        end = None if limit < 0 else offset + limit
        return [
            (one.member.id, str(one.member), *(getattr(one, name) or None for name in self.sums))
            for one in self.made_up.shares[offset:end]
        ]

    def totals(self) -> dict[str, str]:
        count = len(self.made_up.shares)
        words = ngettext("{n} socio", "{n} socios", count).format(n=number(count))
        sums = {
            column.title: column.show(
                sum((getattr(one, name) for one in self.made_up.shares), ZERO) or None
            )
            for column, name in zip(self.ledger.columns[1:], self.sums, strict=True)
        }
        return {"": words, **sums}

    def facts(self) -> list[Line]:
        """What everyone in the lot shares."""
        one = self.made_up
        gross = _("Reintegro") if one.is_top_up else _("Vendido")
        percent = f"{one.service_pct.normalize():f}"
        less = [
            (_("Gastos del lote"), one.costs),
            (_("Servicio, {percent} %").format(percent=percent), one.service),
            (_("Adelantos"), one.advances),
            (_("Descuentos"), one.deducted),
        ]
        owed = [(_("Quedan debiendo"), soles(one.carried_out), "body")] if one.carried_out else []
        return [
            (gross, soles(one.gross), "body"),
            *((name, soles(-amount), "body") for name, amount in less),
            *owed,
            (_("Neto a pagar"), soles(one.net), "figure"),
        ]

    def chosen(self) -> None:
        """Another member: the fields say what is asked of them, the pane how it came about."""
        share = self.share
        self.loading = True
        owed = everything(share.owed) if share else {}
        wanted = self.wanted(share) if share else {}
        for base in ASKED:
            made = self.cells[base].input
            made.keyboard.state(["!disabled" if base in owed else "disabled"])
            self._pardon(base)
            self.put(base, wanted.get(base, ZERO)) if base in owed else made.words.set("")  # type: ignore[attr-defined]
        name = str(share.member) if share else ""
        debts = "  ·  ".join(
            f"{self._named(base)} {soles(amount)}" for base, amount in owed.items()
        )
        said = _("{name} debe: {debts}").format(name=name, debts=debts)
        nothing = _("{name} no debe nada.").format(name=name) if share else ""
        words = said if owed else nothing
        room = self.form.winfo_width() - self.look.px(8)
        self.cells["day"].row.beside.wrap_px = max(self.look.em(40), room)
        self.whose.configure(text=self.look.cut(words, room, "strong") if room > 0 else words)
        self.loading = False
        self.pane.show_member()

    def _named(self, base: str) -> str:
        rules = self.made_up.taking.rules
        return next((str(one.name) for one in rules if one.base == base), base).lower()

    # What is asked ------------------------------------------------------------------------------

    def wanted(self, share: MemberShare) -> Mapping[str, Decimal]:
        """What is asked of a member: as typed, else as proposed, never more than is owed."""
        asked = self.asked.get(share.member.id, self.proposed.get(share.member.id, {}))
        return {
            base: min(amount, share.owed[base])
            for base, amount in asked.items()
            if base in everything(share.owed)
        }

    def _ask(self, shares: list[MemberShare]) -> None:
        wanted = {one.member.id: self.wanted(one) for one in shares}
        self.made_up = self.made_up.asking(wanted)
        self._show_figures()

    def _show_figures(self) -> None:
        self.ledger.held = self.rows(self.ledger.first, len(self.ledger.held))
        self.ledger.complete(len(self.made_up.shares), self.totals())
        self.pane.show_lot()
        self.pane.show_member()

    def ask_all(self) -> None:
        self._ask_everyone({one.member.id: everything(one.owed) for one in self.made_up.shares})

    def ask_none(self) -> None:
        self._ask_everyone({one.member.id: {} for one in self.made_up.shares})

    def _ask_everyone(self, asked: dict[int, dict[str, Decimal]]) -> None:
        self.asked = asked
        self._ask(list(self.made_up.shares))
        self.chosen()
        self.pane.check()

    def ask_all_of(self) -> None:
        if share := self.share:
            self._ask_of(share, everything(share.owed))

    def ask_none_of(self) -> None:
        if share := self.share:
            self._ask_of(share, {})

    def _ask_of(self, share: MemberShare, wanted: dict[str, Decimal]) -> None:
        self.asked[share.member.id] = wanted
        self._ask([share])
        self.chosen()
        self.pane.check_soon()

    def refresh(self) -> None:
        """A figure or the day was typed: the forecast follows."""
        super().refresh()
        if self.loading:
            return
        day = self.value("day")
        if day is not None and day != self.day:
            self.day = day
            self.reload()
        elif share := self.share:
            self._read_deductions(share)

    def _read_deductions(self, share: MemberShare) -> None:
        owed, typed = everything(share.owed), dict(self.wanted(share))
        for base in owed:
            amount = self.value(base)
            if amount is None and self.cells[base].input.typed():
                continue  # being typed, or said to be wrong once it is left
            if (amount or ZERO) > owed[base]:
                say = _("Debe {owed}; no se descuenta más.").format(owed=soles(owed[base]))
                self.blame(base, say)
                continue
            typed[base] = amount or ZERO
        if typed != self.wanted(share):
            self.asked[share.member.id] = typed
            self._ask([share])
            self.pane.check_soon()

    def to_deductions(self) -> None:
        """Enter on a member: the first thing they owe."""
        fields = self._fields()
        (fields[0] if fields else self.cells["day"].input.keyboard).focus_set()

    def _fields(self) -> list[Any]:
        keyboards = [self.cells[base].input.keyboard for base in ASKED]
        return [one for one in keyboards if one.instate(["!disabled"])]

    def walk(self, widget: Misc, step: int = 1) -> str | None:
        """After the last figure of a member comes the next member; Esc goes to the list."""
        fields = self._fields()
        if widget is self.ledger.canvas:
            if step < 0:
                self.context.back()
            return "break"  # Enter is answered by the list itself
        if widget in fields and (step < 0 or widget is fields[-1]):
            self.refresh()
            self.ledger.canvas.focus_set()
            if step > 0:
                self.ledger.select(self.ledger.selected + 1)
            return "break"
        if widget is self.cells["day"].input.keyboard:
            self.refresh()
            self.ledger.canvas.focus_set()
            return "break"
        return super().walk(widget, step)

    # Coming and going ---------------------------------------------------------------------------

    def _look_into(self) -> None:
        """Ask again what the lot gives on that day; what was typed stays, as far as it is owed."""
        self.made_up = forecast(self.lot, self.day)
        self.proposed = proposed(self.made_up)
        self.made_up = self.made_up.asking(
            {one.member.id: self.wanted(one) for one in self.made_up.shares}
        )

    def reload(self) -> None:
        self._look_into()
        self._show_all()

    def _show_all(self) -> None:
        kept = self.ledger.selected
        self.ledger.refill(min(kept, max(0, len(self.made_up.shares) - 1)))
        self._show_figures()
        self.pane.check()
        self.chosen()

    def shown(self) -> None:
        words = _("Liquidar «{lot}»").format(lot=self.lot)
        self.heading.configure(text=self.look.cut(words, self.winfo_width() // 2, "title"))
        self.look_again()
        self._show_all()
        self.ledger.canvas.focus_set()

    @property
    def unsaved(self) -> bool:
        return any(
            dict(self.wanted(one)) != self.proposed.get(one.member.id, {})
            for one in self.made_up.shares
            if one.member.id in self.asked
        )

    def say_state(self, words: str, tone: str = "danger") -> None:
        self.pane.say(words, tone)

    def pane_next(self) -> None:
        self.pane.next()

    # Deeds --------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep the forecast as it is told to the members, to compare it later."""
        from models.settling.kept_forecast import keep

        keep(self.made_up)
        self.context.say(_("Pronóstico guardado."))
        self.pane.check()

    def settle(self) -> None:
        """Ask once, then make every paper."""
        self.refresh()
        if self.is_wrong or self.value("day") is None:
            self.say_state(_("Falta corregir lo marcado."))
            return
        if self.made_up.obstacles:
            self.pane.choose_checks()
            tell(self, _("Todavía no se puede liquidar"), "\n".join(self.made_up.obstacles))
            return
        count = len(self.made_up.shares)
        say = ngettext(
            "Sale {n} liquidación con fecha {day}; neto a pagar: {net}.",
            "Salen {n} liquidaciones con fecha {day}; neto a pagar: {net}.",
            count,
        ).format(n=number(count), day=f"{self.day:%d/%m/%Y}", net=soles(self.made_up.net))
        closed = _("Después no se vende ni se gasta más en este lote.")
        question = _("¿Liquidar el lote «{lot}»?").format(lot=self.lot)
        if ask(self, question, f"{say} {closed}", _("Liquidar el lote"), _("No liquidar")):
            self._settle(sure=False)

    def _settle(self, *, sure: bool) -> None:
        asked = {one.member.id: self.wanted(one) for one in self.made_up.shares}
        try:
            made = settle(self.lot, Paper(self.day, self.token), asked, sure=sure)
        except Doubtful as doubt:
            if ask(self, _("¿Es correcto?"), str(doubt), _("Sí, liquidar"), _("Revisar")):
                self._settle(sure=True)
            return
        except Refused as refused:
            tell(self, _("Todavía no se puede liquidar"), str(refused))
            return
        self.asked = {}
        self.context.say(
            ngettext(
                "Lote «{lot}» liquidado: {n} papel.",
                "Lote «{lot}» liquidado: {n} papeles.",
                len(made),
            ).format(lot=self.lot, n=number(len(made)))
        )
        self.context.go("settled_lot", lot=self.lot)
