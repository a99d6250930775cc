"""A band above everything that says how the book is open, and what can be done about it."""

from collections.abc import Callable, Sequence

import ttkbootstrap as ttk

from ui import theme
from ui.widgets import controls

Way = tuple[str, str, Callable[[], object]]  # verb, icon, deed


class Band(ttk.Frame):
    """`tone` is warn or danger; the words are said with a picture, never by the colour alone."""

    def __init__(
        self, root: ttk.App, icon: str, tone: str, words: str, ways: Sequence[Way]
    ) -> None:
        look, surface = theme.of(root), f"{tone}_pale"
        super().__init__(root, style=look.frame(surface), padding=look.px(2))
        controls.Picture(self, icon, tone, surface, 18).pack(side="left", padx=look.px(2))
        self.buttons: list[controls.Button] = []
        for verb, picture, deed in reversed(ways):
            button = controls.Button(self, verb, deed, icon=picture, surface=surface)
            button.pack(side="right", padx=(look.px(2), 0))
            self.buttons.insert(0, button)
        self.words = controls.text(self, words, "strong", tone, surface, justify="left")
        self.words.pack(side="left", fill="x", expand=True)
        controls.wrap(self.words)
