"""Fondos: money given for one purpose. What each held, received, spent and has left, and its papers."""

from datetime import date
from functools import partial
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from models.cash.cash_book import Receipt
from models.cash.fund_book import fund_book
from models.cash.funds import FUNDS, Fund, fund_moves
from models.documents import Document
from models.fields import SolesField
from models.language import N_, _, ngettext
from models.listing import Row
from models.money import MoneyEntry
from models.month.money import money_of
from models.months import first_month
from models.record import Column
from ui import theme
from ui.context import Context, Screen
from ui.deed import show_papers
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.chips import Chips
from ui.widgets.ledger import Ledger
from ui.widgets.words import number

MONTH, YEAR = "month", "year"
OF_FUNDS = (
    Column(N_("Fondo"), Fund.name, sample="Proyecto de riego por aspersión", strong=True),
    Column(N_("Tenía S/"), SolesField(), sample="12,239.50"),
    Column(N_("Recibió S/"), SolesField(), sample="12,239.50"),
    Column(N_("Gastó S/"), SolesField(), sample="12,239.50"),
    Column(N_("Queda S/"), SolesField(), sample="12,239.50", strong=True),
)
OF_PAPERS = (
    Column(N_("Fecha"), Document.day, sample="31/12/2026"),
    Column(N_("Número"), Document.number, sample="RE-2026-0007"),
    Column(N_("Recibido de / Pagado a"), Receipt.party, sample="Quispe Mamani, María", rank=1),
    Column(N_("Concepto"), Receipt.concept, sample="Tubos para el reservorio"),
    Column(N_("Ingreso S/"), SolesField(), sample="12,239.50"),
    Column(N_("Egreso S/"), SolesField(), sample="12,239.50"),
    Column(N_("Queda S/"), SolesField(), sample="12,239.50", strong=True),
)


def whose_money(parent: Misc, context: Context, day: date) -> ttk.Frame:
    """Own, members' and restricted money at the end of a day, always apart."""
    look, whose = theme.of(parent), money_of(context.association, day)
    pairs = [
        (_("De la asociación"), whose.own),
        (_("De los socios"), whose.members),
        (_("De fondos"), whose.restricted),
    ]
    if whose.withheld:
        pairs.append((_("Retenciones"), whose.withheld))
    both = _("De caja y banco juntos, {amount}:").format(amount=soles(whose.total))
    if context.compact:  # in one line
        strip = controls.area(parent)
        controls.text(strip, _("Caja y banco"), "small", "soft").pack(side="left")
        whole = controls.text(strip, soles(whose.total), "small_strong")
        whole.pack(side="left", padx=(look.px(1), look.px(4)))
        for name, amount in pairs:
            controls.text(strip, name, "small", "soft").pack(side="left")
            said = controls.text(strip, soles(amount), "small_strong")
            said.pack(side="left", padx=(look.px(1), look.px(4)))
        return strip
    strip = controls.sheet(parent, padding=2)
    head = controls.text(strip, both, "small_strong", "ink", "paper")
    head.grid(row=0, column=0, columnspan=len(pairs), sticky="w", padx=look.px(3))
    for place, (name, amount) in enumerate(pairs):
        cell = controls.area(strip, "paper")
        controls.text(cell, name, "small", "soft", "paper").pack(anchor="w")
        controls.text(cell, soles(amount), "lead", "ink", "paper").pack(anchor="w")
        cell.grid(row=1, column=place, sticky="nw", padx=look.px(3))
        strip.columnconfigure(place, weight=1, uniform="whose")
    if whose.members < 0:
        why = _("De los socios: se les adelantó más de lo cobrado")
        note = controls.text(strip, why, "small", "soft", "paper")
        note.grid(row=2, column=0, columnspan=len(pairs), sticky="w", padx=look.px(3))
    return strip


class Funds(Screen):
    kinds = (MoneyEntry, Document, Fund)

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.span = StringVar(self, MONTH)
        self.rows: list[Row] = []
        self.papers: list[Row] = []
        self.funds: dict[int, Fund] = {}
        self._month = context.month
        self._head().pack(fill="x")
        self.strip = controls.area(self)
        self.strip.pack(fill="x", pady=(self.look.px(2), 0))
        spans = [(MONTH, _("Este mes")), (YEAR, _("Este año"))]
        Chips(self, self.span, spans, self.reload).pack(fill="x", pady=self.look.px(2))
        body = controls.area(self)
        body.pack(fill="both", expand=True)
        body.columnconfigure(0, weight=1)
        body.rowconfigure(0, weight=2, uniform="half")
        body.rowconfigure(2, weight=3, uniform="half")
        self.ledger = Ledger(
            body,
            OF_FUNDS,
            lambda offset, limit: self.rows[offset : offset + limit],
            on_select=lambda _row: self._show_papers(),
            on_open=lambda _row: self.paper_ledger.canvas.focus_set(),
        )
        self.ledger.grid(row=0, column=0, sticky="nsew")
        self.paper_title = controls.text(body, "", "lead", "primary")
        self.paper_title.grid(row=1, column=0, sticky="w", pady=self.look.px(2))
        self.paper_ledger = Ledger(
            body,
            OF_PAPERS,
            lambda offset, limit: self.papers[offset : offset + limit],
            on_open=lambda row: show_papers(self.context, Document.get_by_id(row[0])),
        )
        self.paper_ledger.grid(row=2, column=0, sticky="nsew")
        self.deeds = {"<Control-n>": self._new, "<Escape>": self.context.back}
        self.stale = True

    def _head(self) -> ttk.Frame:
        row, px = controls.area(self), self.look.px
        for words, icon, key, place, kind in (
            (_("Nuevo fondo"), "plus-lg", _("Ctrl+N"), "", "secondary"),
            (_("Pagar o gastar"), "box-arrow-up", _("F5"), "spend", "secondary"),
            (_("Recibir dinero"), "box-arrow-in-down", _("F4"), "receive", "primary"),
        ):
            if self.context.compact and kind == "secondary":
                words = {"": _("Nuevo"), "spend": _("Pagar")}[place]
            deed = partial(self.context.go, place) if place else self._new
            button = controls.Button(row, words, deed, kind=kind, icon=icon, key=key)
            button.pack(side="right", padx=(px(2), 0))
        back = controls.Button(row, _("Volver"), self.context.back, icon="arrow-left", key=_("Esc"))
        back.pack(side="left", padx=(0, px(3)))
        controls.text(row, _("Fondos"), "title").pack(side="left")
        return row

    def _new(self) -> None:
        self.context.go("form", kind=FUNDS)

    # Looking ------------------------------------------------------------------------------------

    @property
    def days(self) -> tuple[date, date]:
        """From the first day shown to the last, both included; none before the books began."""
        month, begun = self.context.month, first_month(self.context.association)
        since = date(month.year, 1, 1) if self.span.get() == YEAR else month.first
        return (max(since, begun.first) if begun is not None else since), month.last

    def shown(self) -> None:
        if self._month != self.context.month:
            self._month, self.stale = self.context.month, True
        self.look_again()
        self.ledger.canvas.focus_set()

    def reload(self) -> None:
        controls.clear(self.strip)
        since, until = self.days
        whose_money(self.strip, self.context, until).pack(fill="x")
        kept = self.ledger.current
        moves = fund_moves(self.context.association, since, until)
        self.funds = {one.fund.id: one.fund for one in moves}
        self.rows = [
            (
                one.fund.id,
                one.fund.name,
                one.opening,
                one.received or None,
                one.spent or None,
                one.closing,
            )
            for one in moves
        ]
        places = [place for place, row in enumerate(self.rows) if kept and row[0] == kept[0]]
        self.ledger.refill(places[0] if places else 0)
        counted = ngettext("{n} fondo", "{n} fondos", len(moves)).format(n=number(len(moves)))
        none = _("Ningún fondo. Un fondo es dinero que se da para una sola cosa.")
        left = sum((one.closing for one in moves), SolesField().python_value(0))
        totals = {OF_FUNDS[-1].title: OF_FUNDS[-1].show(left)} if moves else {}
        self.ledger.complete(len(moves), {"": counted if moves else none, **totals})
        self._show_papers()

    def _show_papers(self) -> None:
        row = self.ledger.current
        since, until = self.days
        fund = self.funds.get(row[0]) if row else None
        lines = fund_book(fund, since, until) if fund is not None else []
        self.papers = [
            (
                one.document,
                one.day,
                one.number,
                one.party,
                one.concept,
                one.came or None,
                one.went or None,
                one.balance,
            )
            for one in lines
        ]
        title = _("Papeles de «{fund}»").format(fund=fund) if fund is not None else ""
        self.paper_title.configure(text=self.look.cut(title, self.look.em(200), "lead"))
        self.paper_ledger.refill(0)
        words = ngettext("{n} papel", "{n} papeles", len(lines)).format(n=number(len(lines)))
        self.paper_ledger.complete(len(lines), {"": words})
