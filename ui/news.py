"""Qué hay de nuevo: shown once after the program was upgraded, and whenever somebody asks."""

from tkinter import Misc

from models import news
from models.language import _
from models.program import VERSION
from ui.context import Context
from ui.preferences import Preferences
from ui.reading_page import ReadingPage
from ui.widgets import controls


def to_be_told(preferences: Preferences) -> bool:
    """Whether another version was used here before; a computer new to the program is told nothing."""
    before = bool(preferences.seen_version or preferences.last_file)
    return before and preferences.seen_version != VERSION


class NewsPage(ReadingPage):
    """What came after the version `seen`; without one, what the newest version brought.

    Its words are Spanish in every language, as `CAMBIOS.md` is.
    """

    def __init__(self, parent: Misc, context: Context, seen: str = "") -> None:
        super().__init__(parent, context, _("Qué hay de nuevo"))
        for version in news.since(seen):
            self._version(self.inside, version)

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
