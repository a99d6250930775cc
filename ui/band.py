"""A band above everything that says how the book is open, and what can be done about it."""

from collections.abc import Callable, Sequence

import ttkbootstrap as ttk

from ui import theme
from ui.widgets import controls

LETTERS = 80  # of the words, at least, beside the deeds

Way = tuple[str, str, Callable[[], object]]  # verb, icon, deed


class Band(ttk.Frame):
    """`tone` is warn or danger; the words are said with a picture, never by the colour alone."""

    def __init__(
        self, root: ttk.App, icon: str, tone: str, words: str, ways: Sequence[Way]
    ) -> None:
        look, surface = theme.of(root), f"{tone}_pale"
        super().__init__(root, style=look.frame(surface), padding=look.px(2))
        self.columnconfigure(1, weight=1)
        picture = controls.Picture(self, icon, tone, surface, 18)
        picture.grid(row=0, column=0, padx=look.px(2))
        self.words = controls.text(self, words, "strong", tone, surface, justify="left")
        self.words.grid(row=0, column=1, sticky="ew")
        controls.wrap(self.words)
        self.deeds = controls.area(self, surface)
        self.buttons: list[controls.Button] = []
        for verb, drawn, deed in ways:
            button = controls.Button(self.deeds, verb, deed, icon=drawn, surface=surface)
            button.pack(side="left", padx=(look.px(2), 0))
            self.buttons.append(button)
        self._room = look.em(LETTERS)
        self.bind("<Configure>", lambda event: self._arrange(event.width))

    def _arrange(self, width_px: int) -> None:
        """The deeds beside the words, or under them where little room would be left for these."""
        if width_px - self.deeds.winfo_reqwidth() > self._room:
            self.deeds.grid(row=0, column=2, columnspan=1, sticky="e", pady=0)
        else:
            self.deeds.grid(
                row=1, column=0, columnspan=2, sticky="w", pady=(theme.of(self).px(2), 0)
            )
