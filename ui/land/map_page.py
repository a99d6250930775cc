"""Croquis: where the plots lie, all of them or those of one community, on paper and as GeoJSON."""

from datetime import date
from functools import partial
from tkinter import Misc

import ttkbootstrap as ttk

from models.land.mapping import geojson, placed_plots
from models.language import N_, _
from models.people.members import Member
from models.places import Community
from models.produce.plots import Plot
from ui.context import Context
from ui.land.gps import read_gps
from ui.previewing.paper_page import PaperPage
from ui.previewing.printout import Unnumbered
from ui.widgets import controls
from ui.widgets.entries import choices


class MapPage(PaperPage):
    kinds = (Plot, Member, Community)
    title = N_("Croquis")

    def __init__(self, parent: Misc, context: Context) -> None:
        self.names: list[str] = []
        super().__init__(parent, context)
        self.deeds["<Control-g>"] = self.read_gps

    def choose(self, place: ttk.Frame) -> None:
        px, all_ = self.look.px, _("Todas")
        part = self.part(place, _("Comunidad"))
        self.community = choices(part, [all_], all_, width=22, surface="ground")
        self.community.pack(anchor="w")
        self.community.bind("<<ComboboxSelected>>", controls.then(self.reload))
        gps = controls.Button(
            place, _("Leer GPS"), self.read_gps, icon="file-earmark-arrow-up", key=_("Ctrl+G")
        )
        gps.pack(anchor="w")
        out = controls.Button(place, _("Guardar GeoJSON"), self.save_geojson, icon="geo")
        out.pack(anchor="w", pady=(px(1.5), 0))

    @property
    def chosen(self) -> str | None:
        """The community on display; None for all."""
        return None if self.community.current() <= 0 else self.names[self.community.current() - 1]

    def reload(self) -> None:
        chosen = self.chosen
        known = {one.community for one in placed_plots(self.context.association)}
        self.names = sorted(known)
        words = [_("Todas"), *(name or _("Sin comunidad") for name in self.names)]
        self.community.configure(values=words)
        self.community.current(self.names.index(chosen) + 1 if chosen in known else 0)
        super().reload()

    def printout(self) -> Unnumbered:
        from reports.territory.sketch import sketch_pdf

        make = partial(sketch_pdf, self.context.association, date.today(), self.chosen)
        return Unnumbered(_(self.title), "sketch", "croquis", f"{self._stem}.pdf", make)

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
        self.keep("croquis", f"{self._stem}.geojson", geojson(shown))

    def read_gps(self) -> None:
        read_gps(self, self.context)
