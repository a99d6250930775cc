"""The first and the last sheets of an import: choosing a file, what will be stored, what was."""

from collections.abc import Callable, Mapping
from tkinter import Misc

import ttkbootstrap as ttk

from models.importing.kinds import BY_NAME
from models.language import _
from ui import theme
from ui.widgets import controls

Way = tuple[str, Callable[[], object], str, str, str]  # words, deed, kind, icon, key


class Leaf(ttk.Frame):
    """A sheet with a title, a sentence, figures, and the ways on."""

    def __init__(self, parent: Misc, icon: str, title: str, why: str) -> None:
        self.look = theme.of(parent)
        super().__init__(parent, style=self.look.frame("paper", "line"))
        look, px = self.look, self.look.px
        self.middle = controls.area(self, "paper")
        self.middle.place(relx=0.5, rely=0.44, anchor="center")
        wrap = {"wraplength": look.em(140), "justify": "left"}
        head = controls.area(self.middle, "paper")
        head.pack(anchor="w")
        controls.Picture(head, icon, "primary", "paper", 30).pack(side="left", padx=(0, px(3)))
        controls.text(head, title, "lead", "ink", "paper", **wrap).pack(side="left")
        controls.text(self.middle, why, "body", "soft", "paper", **wrap).pack(
            anchor="w", pady=(px(2), px(2))
        )

    def figures(self, counts: Mapping[str, int]) -> None:
        """How many of each kind, one below the other."""
        grid = controls.area(self.middle, "paper")
        grid.pack(anchor="w", pady=(0, self.look.px(2)))
        shown = [(BY_NAME[name], count) for name, count in counts.items() if count]
        for row, (kind, count) in enumerate(shown):
            words = _(kind.one if count == 1 else kind.many)
            figure = controls.text(grid, f"{count:,}", "figure", "ink", "paper")
            figure.grid(row=row, column=0, sticky="e", padx=(0, self.look.px(2)))
            controls.text(grid, words, "body", "ink", "paper").grid(row=row, column=1, sticky="w")

    def note(self, words: str, tone: str = "soft") -> None:
        wrap = {"wraplength": self.look.em(140), "justify": "left"}
        if words:
            controls.text(self.middle, words, "body", tone, "paper", **wrap).pack(anchor="w")

    def ways(self, *ways: Way) -> list[controls.Button]:
        row = controls.area(self.middle, "paper")
        row.pack(anchor="w", pady=(self.look.px(4), 0))
        made = []
        for words, deed, kind, icon, key in ways:
            button = controls.Button(
                row, words, deed, kind=kind, icon=icon, key=key, surface="paper"
            )
            button.pack(side="left", padx=(0, self.look.px(2)))
            made.append(button)
        return made
