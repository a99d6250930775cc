"""The paper in the making, beside the fields; folded into one line where room is short."""

from collections.abc import Sequence
from tkinter import Misc

import ttkbootstrap as ttk

from models.language import _
from ui import theme
from ui.widgets import controls
from ui.widgets.tiles import Line, bill


class Ticket(ttk.Frame):
    """The paper in the making."""

    def __init__(self, parent: Misc, association: str, title: str) -> None:
        self.look = look = theme.of(parent)
        super().__init__(parent, style=look.frame("paper", "line"), padding=look.px(5))
        wide = look.em(72)
        ttk.Frame(self, style=look.frame("paper"), width=wide, height=1).pack()
        said = {"wraplength": wide, "justify": "center"}
        controls.text(self, association.upper(), "small_strong", "ink", "paper", **said).pack()
        controls.text(self, title, "lead", "ink", "paper").pack()
        self.under = controls.text(self, "", "small", "soft", "paper")
        self.under.pack()
        controls.rule(self, "edge").pack(fill="x", pady=look.px(2))
        internal = _("Documento interno. No es comprobante de pago.")
        controls.text(self, internal, "small", "soft", "paper").pack(side="bottom")
        self.body = controls.area(self, "paper")
        self.body.pack(fill="both", expand=True)
        self.lines: Sequence[Line] = ()

    def show(self, day: str, lines: Sequence[Line]) -> None:
        self.under.configure(text="  ·  ".join(filter(None, (_("el número sale al guardar"), day))))
        if list(lines) != list(self.lines):
            self.lines = list(lines)
            controls.clear(self.body)
            bill(self.body, [self._cut(line) for line in lines])

    def _cut(self, line: Line) -> Line:
        """A long name gives way to what it is the name of."""
        name, figure, role = line
        room = self.look.em(70) - self.look.width(name, "strong")
        return name, self.look.cut(str(figure), room, role if role != "small" else "body"), role


class Strip(ttk.Frame):
    """The paper folded into one line."""

    def __init__(self, parent: Misc) -> None:
        self.look = theme.of(parent)
        super().__init__(parent, style=self.look.frame("paper"))

    def show(self, pairs: Sequence[tuple[str, str]]) -> None:
        controls.clear(self)
        for name, figure in pairs:
            pair = controls.area(self, "paper")
            controls.text(pair, name, "small", "soft", "paper").pack(anchor="w")
            controls.text(pair, figure, "lead", "ink", "paper").pack(anchor="w")
            pair.pack(side="left", padx=(self.look.px(1), self.look.px(5)))
