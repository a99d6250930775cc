"""Four new words: shown once, written down on paper, typed back before they count."""

from collections.abc import Callable
from tkinter import Misc

import ttkbootstrap as ttk

from models.changes import Refused
from models.language import _
from models.locked import keys
from ui import theme
from ui.locked.words_field import WordsField
from ui.widgets import controls


class NewWords(ttk.Frame):
    """`on_done(words)` is called once the person typed them without seeing them."""

    def __init__(self, parent: Misc, on_done: Callable[[str], object]) -> None:
        self.look, self.on_done = theme.of(parent), on_done
        super().__init__(parent, style=self.look.frame("paper"))
        self.words = keys.drawn_words()
        self.show_words()

    def show_words(self) -> None:
        px = self.look.px
        controls.clear(self)
        self._title(
            _("Sus cuatro palabras"),
            _(
                "Anótelas en un papel, en este orden, y guárdelo lejos de la computadora. "
                "Después no se vuelven a mostrar."
            ),
        )
        row = controls.area(self, "paper")
        row.pack(anchor="w", pady=px(2))
        for number, word in enumerate(self.words.split(), start=1):
            card = controls.sheet(row, "primary_pale", padding=2.5)
            card.pack(side="left", padx=(0, px(2)))
            said = controls.text(card, f"{number}", "small", "soft", "primary_pale")
            said.pack(anchor="w")
            controls.text(card, word, "title", "ink", "primary_pale").pack()
        foot = controls.area(self, "paper")
        foot.pack(anchor="w", pady=(px(2), 0))
        self.noted_button = controls.Button(
            foot,
            _("Ya las anoté"),
            self.ask_back,
            kind="primary",
            icon="check-lg",
            surface="paper",
        )
        self.noted_button.pack(side="left")
        controls.Button(
            foot, _("Darme otras"), self.draw_again, icon="arrow-repeat", surface="paper"
        ).pack(side="left", padx=px(2))
        self.noted_button.focus_set()

    def draw_again(self) -> None:
        self.words = keys.drawn_words()
        self.show_words()

    def ask_back(self) -> None:
        px = self.look.px
        controls.clear(self)
        self._title(
            _("Escriba las cuatro palabras"),
            _("De su papel, en el mismo orden. Así se sabe que están bien anotadas."),
        )
        self.field = WordsField(self, self.compare)
        self.field.pack(anchor="w", pady=px(1))
        foot = controls.area(self, "paper")
        foot.pack(anchor="w", pady=(px(2), 0))
        self.go_button = controls.Button(
            foot, _("Seguir"), self.compare, kind="primary", icon="arrow-right", surface="paper"
        )
        self.go_button.pack(side="left")
        controls.Button(
            foot, _("Verlas otra vez"), self.show_words, icon="eye", surface="paper"
        ).pack(side="left", padx=px(2))
        self.field.focus_set()

    def compare(self) -> None:
        try:
            typed = keys.read_secret(self.field.get())
        except Refused as refused:
            four = len(self.field.get().split()) == keys.WORDS
            few = _("Son cuatro palabras, con un espacio entre ellas.")
            self.field.say(str(refused) if four else few)
            return
        if typed != self.words:
            self.field.say(_("No son las mismas, o no en el mismo orden. Revise su papel."))
            return
        self.on_done(self.words)

    def _title(self, title: str, sentence: str) -> None:
        controls.text(self, title, "lead", "ink", "paper").pack(anchor="w")
        said = controls.text(
            self, sentence, "body", "ink", "paper", wraplength=self.look.em(120), justify="left"
        )
        said.pack(anchor="w", pady=(self.look.px(1), 0))
