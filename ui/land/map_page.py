"""Croquis: where the plots lie, all of them or those of one community, on paper and as GeoJSON."""

from datetime import date
from tkinter import Misc

import ttkbootstrap as ttk

from models.land.mapping import geojson, placed_plots
from models.language import _
from models.people.members import Member
from models.places import Community
from models.produce.plots import Plot
from ui.context import Context
from ui.land.gps import read_gps
from ui.land.paper_page import PaperPage
from ui.widgets import controls
from ui.widgets.entries import choices


class MapPage(PaperPage):
    kinds = (Plot, Member, Community)
    folder = "croquis"

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context, _("Croquis"))
        self.deeds |= {"<Control-g>": self.read_gps}
        self.deeds.pop("<Escape>")

    def options(self, row: ttk.Frame) -> None:
        px = self.look.px
        controls.text(row, _("Comunidad"), "body").pack(side="left", padx=(0, px(2)))
        self.community = choices(row, [_("Todas")], _("Todas"), width=26, surface="ground")
        self.community.pack(side="left")
        self.community.bind("<<ComboboxSelected>>", controls.then(self.reload))
        controls.Button(row, _("Guardar GeoJSON"), self.save_geojson, icon="geo").pack(side="right")
        controls.Button(
            row, _("Leer GPS"), self.read_gps, icon="file-earmark-arrow-up", key=_("Ctrl+G")
        ).pack(side="right", padx=px(2))

    @property
    def chosen(self) -> str | None:
        """The community on display; None for all."""
        return None if self.community.current() <= 0 else self.names[self.community.current() - 1]

    def reload(self) -> None:
        chosen = self.chosen if hasattr(self, "names") else None
        known = {one.community for one in placed_plots(self.context.association)}
        self.names = sorted(known)
        words = [_("Todas"), *(name or _("Sin comunidad") for name in self.names)]
        self.community.configure(values=words)
        self.community.current(self.names.index(chosen) + 1 if chosen in known else 0)
        super().reload()

    def made(self) -> bytes:
        from reports.territory.sketch import sketch_pdf

        return sketch_pdf(self.context.association, date.today(), self.chosen)

    @property
    def file_name(self) -> str:
        return f"{self._stem}.pdf"

    @property
    def _stem(self) -> str:
        from reports.files import association_name, safe_name

        parts = ["croquis", association_name(self.context.association)]
        if self.chosen:
            parts.append(safe_name(self.chosen.lower()))
        return "_".join(parts)

    def save_geojson(self) -> None:
        """The plots on display with their points, for other programs."""
        plots = placed_plots(self.context.association)
        shown = [one for one in plots if self.chosen in (None, one.community)]
        self.keep(f"{self._stem}.geojson", geojson(shown))

    def read_gps(self) -> None:
        read_gps(self, self.context)
