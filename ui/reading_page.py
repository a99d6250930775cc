"""A page that is only read: its title, the way back, and words that roll with the keys."""

from functools import partial
from tkinter import Misc

from models.language import _
from ui.context import Context, Screen
from ui.widgets import controls
from ui.widgets.scroller import Scroller

ROLLS = {"<Down>": 1, "<Up>": -1, "<Next>": 5, "<Prior>": -5}  # key -> steps


class ReadingPage(Screen):
    """What is to be read goes into `inside`."""

    def __init__(self, parent: Misc, context: Context, title: str) -> None:
        super().__init__(parent, context)
        px = self.look.px
        head = controls.area(self)
        head.pack(fill="x", pady=(0, px(2)))
        self.back = controls.Button(
            head, _("Volver"), context.back, icon="arrow-left", key=_("Esc")
        )
        self.back.pack(side="left", padx=(0, px(3)))
        controls.text(head, title, "title").pack(side="left")
        paper = controls.sheet(self, padding=0.25)
        paper.pack(fill="both", expand=True)
        self.roll_ = Scroller(paper, "paper")
        self.roll_.pack(fill="both", expand=True)
        self.inside = controls.area(self.roll_.inside, "paper", (6, 2))
        self.inside.pack(fill="both", expand=True)
        self.deeds = {"<Escape>": context.back}
        self.deeds |= {key: partial(self.roll_.roll, steps) for key, steps in ROLLS.items()}

    def shown(self) -> None:
        self.back.focus_set()
