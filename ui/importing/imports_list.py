"""Importaciones: what was taken in from sheets, and the way to undo each."""

import ttkbootstrap as ttk

from models.importing.imports import IMPORTS, Import
from models.language import N_, _
from models.record import Record
from ui.detail import facts, head
from ui.importing.undo import undo_import
from ui.register import Register
from ui.widgets import controls
from ui.widgets.scroller import Scroller


class Imports(Register):
    kind = IMPORTS
    new_words, new_icon = N_("Importar de Excel"), "box-arrow-in-down"

    def new(self) -> None:
        self.context.go("import_sheet")

    def open(self, record: Record) -> None:
        """Enter asks to undo it, where it stands."""
        assert isinstance(record, Import)
        if record.stands:
            self.undo(record)

    def detail(self, pane: ttk.Frame, record: Record) -> None:
        assert isinstance(record, Import)
        px = self.look.px
        if record.stands:
            foot = controls.area(pane, "paper")
            foot.pack(side="bottom", fill="x", pady=(px(2), 0))
            controls.Button(
                foot,
                _("Deshacer esta importación…"),
                lambda: self.undo(record),
                kind="danger_quiet",
                icon="arrow-counterclockwise",
                surface="paper",
            ).pack(fill="x")
        head(pane, self.kind, record, str(record))
        roll = Scroller(pane, "paper")
        roll.pack(fill="both", expand=True, pady=(px(2), 0))
        facts(roll.inside, self.kind, record)

    def undo(self, run: Import) -> None:
        undo_import(self, self.context, run)
