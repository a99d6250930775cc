"""Lists of lots: all of them, and those that wait to be settled."""

from tkinter import Misc

import ttkbootstrap as ttk

from models.cash.cash_book import Receipt
from models.documents import Document
from models.language import N_, _, ngettext
from models.money import MoneyEntry
from models.produce.lots import Lot
from models.produce.sales import Sale
from models.produce.write_offs import WriteOff
from models.record import Record
from models.settling.account import quantity
from models.settling.lot_view import (
    LOTS,
    OPEN,
    OWING,
    READY,
    SETTLED,
    TOPPED,
    Standing,
    standing_of,
)
from models.settling.settlements import Settlement
from ui import detail, theme
from ui.context import Context
from ui.register import Register
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.scroller import Scroller
from ui.widgets.tiles import Line, bill
from ui.widgets.words import number

# What a lot waits for, by its state; words, icon and place of the deed.
NEXT = {
    OPEN: (N_("Registrar venta"), "bag-check", "sell"),
    OWING: (N_("Ver el pronóstico"), "cash-coin", "settle_lot"),
    READY: (N_("Preparar la liquidación"), "cash-coin", "settle_lot"),
    TOPPED: (N_("Liquidar el reintegro"), "cash-coin", "settle_lot"),
    SETTLED: (N_("Ver liquidaciones"), "file-earmark-text", "settled_lot"),
}


class Lots(Register):
    """Enter opens the page of a lot."""

    kind = LOTS
    subtitle = N_("Lo que se vende y se liquida junto")
    search_hint = N_("Nombre del lote")

    def __init__(self, parent: Misc, context: Context) -> None:
        if context.compact:
            self.search_hint = N_("Buscar")
        super().__init__(parent, context)
        self.kinds = (Lot, Sale, WriteOff, Receipt, Settlement, Document, MoneyEntry)

    def open(self, record: Lot) -> None:  # type: ignore[override]
        self.context.go("lot_page", lot=record)

    def detail(self, pane: ttk.Frame, record: Record) -> None:
        assert isinstance(record, Lot)
        LotDetail(pane, self, standing_of(record))


class ToSettle(Lots):
    """«Liquidar»: the lots that wait, and Enter goes on with the one that is chosen."""

    subtitle = N_("Elija el lote: Enter abre su pronóstico")

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.title.configure(text=_("Liquidar"))
        self.state_name.set(LOTS.states[0].title)

    @property
    def can_make(self) -> bool:
        return False

    def open(self, record: Lot) -> None:  # type: ignore[override]
        _words, _icon, place = NEXT[standing_of(record).state]
        if place == "sell":
            self.context.go("lot_page", lot=record)
        else:
            self.context.go(place, lot=record)


class LotDetail:
    """The sheet beside the list: how the lot stands, and what it waits for."""

    def __init__(self, pane: ttk.Frame, register: Lots, standing: Standing) -> None:
        self.pane, self.register, self.standing = pane, register, standing
        self.look = theme.of(pane)
        self._deeds()
        detail.head(pane, register.kind, standing.lot, str(standing.lot))
        roll = Scroller(pane, "paper")
        roll.pack(fill="both", expand=True, pady=(self.look.px(2), 0))
        bill(roll.inside, lines_of(standing))

    def _deeds(self) -> None:
        foot, px = controls.area(self.pane, "paper"), self.look.px
        foot.pack(side="bottom", fill="x", pady=(px(2), 0))
        go, lot = self.register.context.go, self.standing.lot
        words, icon, place = NEXT[self.standing.state]
        self.next_button = controls.Button(
            foot,
            _(words),
            lambda: go(place) if place == "sell" else go(place, lot=lot),
            icon=icon,
            kind="primary" if isinstance(self.register, ToSettle) else "secondary",
            surface="paper",
        )
        self.next_button.pack(fill="x", pady=(0, px(1)))
        see = controls.Button(
            foot,
            _("Ver el lote"),
            lambda: go("lot_page", lot=lot),
            icon="boxes",
            surface="paper",
        )
        see.pack(fill="x")


def lines_of(standing: Standing) -> list[Line]:
    """How a lot stands, line by line."""
    lines: list[Line] = []
    if standing.settled is not None:
        lines.append((_("Liquidado el"), f"{standing.settled:%d/%m/%Y}", "body"))
    lines += [
        (_("Vendido"), soles(standing.sold), "body"),
        (_("Cobrado"), soles(standing.sold - standing.left), "body"),
        (_("Falta cobrar"), soles(standing.left), "strong"),
        (_("Gastos del lote"), soles(standing.spent), "body"),
    ]
    if standing.lost:
        lines.append((_("Mermas"), quantity(standing.lost, standing.unit), "body"))
    if standing.parts:
        pieces = sum(one.deliveries for one in standing.parts)
        said = ngettext("De {n} entrega", "De {n} entregas", pieces).format(n=number(pieces))
        lines.append((said, quantity(standing.quantity, standing.unit), "body"))
        lines.append((_("Socios"), number(len(standing.parts)), "body"))
    return lines
