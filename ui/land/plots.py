"""The list of plots, with what their GPS file says, and the way to the sketch."""

import ttkbootstrap as ttk

from models.language import N_, _
from models.produce.plots import PLOTS, Plot
from ui.land.gps import read_gps
from ui.register import Register
from ui.widgets import controls


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

    def read_gps(self) -> None:
        """A single shape is of the selected plot; several name theirs by code."""
        row = self.ledger.current
        read_gps(self, self.context, Plot.get_by_id(row[0]) if row else None)
