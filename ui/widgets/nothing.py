"""The sheet instead of an empty list: what was searched, where, and the ways on."""

from collections.abc import Callable, Sequence
from tkinter import Misc

import ttkbootstrap as ttk

from models.language import _
from models.record import RecordType
from ui import theme
from ui.widgets import controls
from ui.widgets.words import agreeing


class Nothing(ttk.Frame):
    """`ways` are (words, deed, key, icon); the last one is the primary."""

    def __init__(self, parent: Misc) -> None:
        self.look = theme.of(parent)
        super().__init__(parent, style=self.look.frame("paper", "line"))

    def say(
        self,
        icon: str,
        lead: str,
        why: str,
        ways: Sequence[tuple[str, Callable[[], object], str, str]],
    ) -> None:
        controls.clear(self)
        look = self.look
        middle = controls.area(self, "paper")
        middle.place(relx=0.5, rely=0.45, anchor="center")
        controls.Picture(middle, icon, "edge", "paper", 46).pack()
        wrap = {"wraplength": look.em(130), "justify": "center"}
        controls.text(middle, lead, "lead", "ink", "paper", **wrap).pack(
            pady=(look.px(4), look.px(1))
        )
        controls.text(middle, why, "body", "soft", "paper", **wrap).pack()
        row = controls.area(middle, "paper")
        row.pack(pady=(look.px(5), 0))
        for words, deed, key, glyph in ways:
            kind = "primary" if glyph == "plus-lg" else "secondary"
            controls.Button(row, words, deed, kind=kind, key=key, icon=glyph, surface="paper").pack(
                side="left", padx=look.px(1)
            )


def nothing_found(kind: RecordType, words: str, where: Sequence[str]) -> tuple[str, str]:
    """What to say of a list that is empty: the sentence, and what was looked at."""
    if not (words or where):
        lead = agreeing(kind, _("Todavía no hay {many}."), _("Todavía no hay {many}."))
        return lead, _("Lo que registre aparecerá aquí.")
    if words:
        lead = agreeing(
            kind,
            _("Ningún {one} contiene «{words}»."),
            _("Ninguna {one} contiene «{words}»."),
            words=words,
        )
    else:
        lead = agreeing(kind, _("Aquí no hay ningún {one}."), _("Aquí no hay ninguna {one}."))
    filters = ", ".join(where) or agreeing(kind, _("todos los {many}"), _("todas las {many}"))
    return lead, _("Se buscó en: {where}.").format(where=filters)
