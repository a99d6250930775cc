"""Where a book does not stand well: it is offered to be brought to the disk of this computer."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from models.changes import Refused
from models.language import _
from ui import theme
from ui.widgets import controls

if TYPE_CHECKING:
    from ui.run import Window


class Elsewhere(ttk.Frame):
    """The book stands where it can be spoilt or taken away: it is brought, looked at, or left."""

    def __init__(self, window: "Window", sentence: str, book: Path) -> None:
        look = theme.of(window.root)
        super().__init__(window.root, style=look.frame("ground"), padding=look.px(6))
        paper = controls.sheet(self, padding=8)
        paper.place(relx=0.5, rely=0.4, anchor="center")
        title = controls.text(
            paper, _("¿Traer el libro a esta computadora?"), "title", surface="paper"
        )
        title.pack(anchor="w")
        self.told = controls.Problem(paper, letters=60)
        self.told.say(sentence, "warn")
        self.told.pack(anchor="w", pady=look.px(4))
        why = _(
            "Se copia al disco de esta computadora y desde ahora trabaja ahí. El otro queda como está."
        )
        told = controls.text(
            paper, why, "body", "soft", "paper", wraplength=look.em(120), justify="left"
        )
        told.pack(anchor="w", pady=(0, look.px(4)))
        self.bring_button = self._way(
            paper, _("Traer el libro a esta computadora"), lambda: window.bring(book), "primary"
        )
        see = _("El libro está en un lugar donde no conviene trabajar.")
        self.look_button = self._way(
            paper, _("Solo mirarlo ahí"), lambda: window.look_at(book, see), "secondary"
        )
        self.work_button = self._way(
            paper, _("Trabajar ahí de todos modos"), lambda: window.work_there(book), "quiet"
        )
        self.after_idle(self.bring_button.focus_set)

    def _way(
        self, paper: ttk.Frame, verb: str, deed: Callable[[], None], kind: str
    ) -> controls.Button:
        def go() -> None:
            try:
                deed()
            except Refused as refused:
                self.told.say(str(refused), "danger")

        button = controls.Button(paper, verb, go, kind=kind, surface="paper")
        button.pack(fill="x", pady=theme.of(self).px(0.7))
        return button
