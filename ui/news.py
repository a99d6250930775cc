"""Qué hay de nuevo: shown once after the program was upgraded, and whenever somebody asks."""

from tkinter import Misc

from models import news
from models.language import _
from models.program import VERSION
from ui.context import Context, Screen
from ui.preferences import Preferences
from ui.widgets import controls
from ui.widgets.scroller import Scroller


def to_be_told(preferences: Preferences) -> bool:
    """Whether another version was used here before; a computer new to the program is told nothing."""
    before = bool(preferences.seen_version or preferences.last_file)
    return before and preferences.seen_version != VERSION


class NewsPage(Screen):
    """What came after the version `seen`; without one, what the newest version brought.

    Its words are Spanish in every language, as `CAMBIOS.md` is.
    """

    def __init__(self, parent: Misc, context: Context, seen: str = "") -> None:
        super().__init__(parent, context)
        self.deeds = {"<Escape>": context.back}
        px = self.look.px
        head = controls.area(self)
        head.pack(fill="x", pady=(0, px(2)))
        self.back = controls.Button(
            head, _("Volver"), context.back, icon="arrow-left", key=_("Esc")
        )
        self.back.pack(side="left", padx=(0, px(3)))
        controls.text(head, _("Qué hay de nuevo"), "title").pack(side="left")
        paper = controls.sheet(self, padding=0.25)
        paper.pack(fill="both", expand=True)
        self.roll_ = Scroller(paper, "paper")
        self.roll_.pack(fill="both", expand=True)
        inside = controls.area(self.roll_.inside, "paper", (6, 2))
        inside.pack(fill="both", expand=True)
        for version in news.since(seen):
            self._version(inside, version)
        for key, steps in (("<Down>", 1), ("<Up>", -1), ("<Next>", 5), ("<Prior>", -5)):
            self.deeds[key] = lambda steps=steps: self.roll_.roll(steps)  # type: ignore[misc]

    def shown(self) -> None:
        self.back.focus_set()

    def _version(self, inside: Misc, version: news.Version) -> None:
        px = self.look.px
        title = _("Versión {number}").format(number=version.number)
        words = controls.text(inside, title, "lead", "primary", "paper")
        words.pack(anchor="w", pady=(px(2), px(1)))
        if version.about:
            self._line(inside, version.about, "body")
        for one in version.items:
            heading = controls.text(inside, one.title, "strong", "ink", "paper")
            heading.pack(anchor="w", pady=(px(2), 0))
            self._line(inside, one.words, "body")

    def _line(self, inside: Misc, said: str, role: str) -> None:
        line = controls.text(inside, said, role, "ink", "paper", justify="left")
        line.pack(fill="x", pady=self.look.px(0.5))
        controls.wrap(line)
