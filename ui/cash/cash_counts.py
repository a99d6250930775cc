"""Arqueos de caja: the counts so far; Enter prints the sheet of one again."""

import ttkbootstrap as ttk

from models.cash.cash_count import CASH_COUNTS, CashCount
from models.language import N_, _
from models.record import Record
from ui.cash.count_cash import piece_name, print_count
from ui.detail import head
from ui.register import Register
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.scroller import Scroller
from ui.widgets.tiles import Line, bill


class CashCounts(Register):
    kind = CASH_COUNTS
    subtitle = N_("Lo que se contó en {month}")
    new_words, new_key, new_icon = N_("Contar caja"), "Ctrl+N", "calculator"

    def new(self) -> None:
        self.context.go("count_cash")

    def open(self, record: Record) -> None:
        assert isinstance(record, CashCount)
        print_count(self.context, record)

    def detail(self, pane: ttk.Frame, record: Record) -> None:
        assert isinstance(record, CashCount)
        px, foot = self.look.px, controls.area(pane, "paper")
        foot.pack(side="bottom", fill="x", pady=(px(2), 0))
        controls.Button(
            foot,
            _("Imprimir la hoja"),
            lambda: self.open(record),
            icon="printer",
            key=_("Enter"),
            surface="paper",
        ).pack(fill="x")
        head(pane, self.kind, record, _("Arqueo del {day}").format(day=record))
        roll = Scroller(pane, "paper")
        roll.pack(fill="both", expand=True, pady=(px(2), 0))
        bill(roll.inside, _lines(record))


def _lines(record: CashCount) -> list[Line]:
    lines: list[Line] = [
        (piece_name(one.value), f"{one.pieces} = {soles(one.value * one.pieces)}", "body")
        for one in sorted(record.pieces, key=lambda one: -one.value)
    ]
    difference = record.difference
    name = _("Sobra") if difference > 0 else _("Falta") if difference else _("Diferencia")
    lines += [
        (_("Contado"), soles(record.counted), "strong"),
        (_("Según el libro"), soles(record.book), "body"),
        (name, soles(abs(difference)), "strong"),
    ]
    if record.document is not None:
        lines.append((_("Recibo de la diferencia"), str(record.document), "body"))
    if record.witness:
        lines.append((_("Testigo o fiscal"), str(record.witness), "small"))
    if record.explanation:
        lines.append((str(record.explanation), "", "small"))
    return lines
