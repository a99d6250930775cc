"""The list of plots, with what their GPS file says, and the way to the sketch."""

import ttkbootstrap as ttk

from models.fields import QuantityField, show
from models.land.rotation import PlotUse, history_of
from models.land.seasons import Season
from models.language import N_, _
from models.produce.plots import PLOTS, Plot
from models.record import Record
from ui.land.gps import read_gps
from ui.register import Register
from ui.widgets import controls

YEARS = 5  # of its history, with this one


class Plots(Register):
    kind = PLOTS
    subtitle = N_("La tierra de cada familia")
    search_hint = N_("Código o socio")

    def more_deeds(self, row: ttk.Frame) -> None:
        px = self.look.px
        sketch = _("Croquis")
        controls.Button(row, sketch, lambda: self.context.go("sketch"), icon="map").pack(
            side="right", padx=(px(2), 0)
        )
        controls.Button(row, _("Leer GPS"), self.read_gps, icon="file-earmark-arrow-up").pack(
            side="right", padx=(px(2), 0)
        )

    def detail(self, pane: ttk.Frame, record: Record) -> None:
        """What it is, and under its name what was sown and harvested in each crop year."""
        super().detail(pane, record)
        now = Season.of(self.context.month.last)
        uses = history_of([record.key], Season(now.first - YEARS + 1), now)
        if not uses:
            return
        foot = pane.pack_slaves()[0]
        under = controls.area(pane, "paper")
        # Right above the deeds, and asked for its room before the facts.
        under.pack(side="bottom", fill="x", pady=(self.look.px(2), 0), after=foot)
        controls.text(under, _("Qué se sembró"), "small_strong", "ink", "paper").pack(anchor="w")
        for one in uses[:YEARS]:
            line = controls.text(under, _told(one), "small", "ink", "paper", justify="left")
            line.pack(fill="x")
            controls.wrap(line)

    def read_gps(self) -> None:
        """A single shape is of the selected plot; several name theirs by code."""
        row = self.ledger.current
        read_gps(self, self.context, Plot.get_by_id(row[0]) if row else None)


def _told(one: PlotUse) -> str:
    """«2025-2026: Papa, 1,200.0 kg de 1,300.0 esperados»."""
    words = f"{one.season}: {one.said}"
    if not one.harvested:
        return words
    grown = f"{show(QuantityField(), one.harvested)} {one.unit}"
    if one.expected is None:
        return f"{words}, {grown}"
    return _("{words}, {grown} de {expected} esperados").format(
        words=words, grown=grown, expected=show(QuantityField(), one.expected)
    )
