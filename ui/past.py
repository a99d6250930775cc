"""«Historial»: who changed what, when, of one record."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from tkinter import Event, Misc

from models.history import Sentence
from models.language import _
from ui.widgets import controls
from ui.widgets.dialogs import Dialog
from ui.widgets.scroller import Scroller

WIDE, TALL = 150, 90  # steps


class Past(Dialog):
    """Reads only: Esc or the button closes it."""

    def __init__(self, parent: Misc, about: str, sentences: Sequence[Sentence]) -> None:
        super().__init__(parent, _("Historial"))
        px, em = self.look.px, self.look.em
        title = _("Historial de {about}").format(about=about)
        controls.text(
            self.body, title, "lead", "ink", "paper", wraplength=em(WIDE), justify="left"
        ).pack(anchor="w", pady=(0, px(3)))
        roll = Scroller(self.body, "paper")
        roll.pack(fill="both", expand=True)
        room = self.over.winfo_height() - px(60)
        roll.canvas.configure(
            width=min(em(WIDE), self.over.winfo_width() - px(20)),
            height=max(px(30), min(em(TALL), room)),
            takefocus=True,
        )
        for key, steps in (("<Down>", 1), ("<Up>", -1)):
            self.bind(key, partial(_roll, roll, steps))
        for one in sentences or [Sentence("", "", _("Todavía no hay cambios."))]:
            when = f"{datetime.fromisoformat(one.moment):%d/%m/%Y %H:%M}" if one.moment else ""
            controls.text(roll.inside, when, "small", "soft", "paper").pack(anchor="w")
            said = controls.text(
                roll.inside, one.text, "body", "ink", "paper", wraplength=em(WIDE - 6)
            )
            said.configure(justify="left")
            said.pack(anchor="w", pady=(0, px(2.5)))
        self.close_button = controls.Button(
            self.foot,
            _("Cerrar"),
            lambda: self.answer(None),
            kind="primary",
            key=_("Esc"),
            surface="sunken",
        )
        self.close_button.pack(side="left")


def _roll(roll: Scroller, steps: int, _event: Event) -> None:
    roll.roll(steps)


def show_past(parent: Misc, about: str, sentences: Sequence[Sentence]) -> Past:
    """Show it; the work goes on behind it without an answer."""
    made = Past(parent, about, sentences)
    made.open(made.close_button)
    return made
