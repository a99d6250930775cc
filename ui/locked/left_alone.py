"""In the settings: whether the screen is covered when nobody touches it, and with which PIN."""

from collections.abc import Callable
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from models.language import _
from ui import theme
from ui.context import Context
from ui.locked import pin
from ui.locked.words_field import WordsField
from ui.preferences import ALONE_MINUTES
from ui.widgets import controls
from ui.widgets.dialogs import Dialog


class LeftAlone(ttk.Frame):
    def __init__(self, parent: Misc, context: Context) -> None:
        self.look, self.context = theme.of(parent), context
        super().__init__(parent, style=self.look.frame("ground"))
        px, preferences = self.look.px, context.preferences
        title = controls.text(self, _("Si deja sola la computadora"), "lead")
        title.pack(anchor="w", pady=(px(4), px(1)))
        row = controls.area(self)
        row.pack(anchor="w", pady=px(0.5))
        controls.text(row, _("Tapar la pantalla"), "body", "ink").pack(side="left", padx=(0, px(2)))
        self.minutes = StringVar(self, str(preferences.alone_minutes))
        self.ways: dict[int, controls.Choice] = {}
        for minutes in ALONE_MINUTES:
            words = _("a los {n} minutos").format(n=minutes) if minutes else _("No")
            chip = controls.Choice(row, words, self.minutes, str(minutes), self._chosen)
            chip.pack(side="left", padx=(0, px(1)))
            self.ways[minutes] = chip
        self.pin_button = controls.Button(
            row, _("Cambiar el PIN"), self.change_pin, kind="quiet", icon="key"
        )
        self.said = controls.Problem(
            self,
            "ground",
            90,
            _(
                "Es solo para que otros no toquen: no protege el archivo. Para eso está «Llave del libro»."
            ),
        )
        self.said.pack(anchor="w", pady=(px(1), 0))
        self._offer_pin()

    def _chosen(self) -> None:
        minutes = int(self.minutes.get())
        if minutes and not self.context.preferences.pin and not self._ask_pin():
            self.minutes.set(str(self.context.preferences.alone_minutes))
            return
        self.context.preferences.alone_minutes = minutes
        self._keep()

    def change_pin(self) -> None:
        if self._ask_pin():
            self._keep()

    def _ask_pin(self) -> bool:
        chosen = ask_new_pin(self)
        if chosen:
            self.context.preferences.pin = pin.kept(chosen)
        return bool(chosen)

    def _keep(self) -> None:
        self.context.remember()
        self._offer_pin()

    def _offer_pin(self) -> None:
        if self.context.preferences.pin:
            self.pin_button.pack(side="left", padx=self.look.px(2))


def ask_new_pin(parent: Misc) -> str:
    """A PIN typed twice; "" where the person lets it be."""
    made = Dialog(parent, _("PIN de la pantalla"))
    px = made.look.px
    said = _("Elija un PIN de {least} a {most} cifras y escríbalo dos veces.")
    title = _("PIN de la pantalla")
    controls.text(made.body, title, "lead", "ink", "paper").pack(anchor="w", pady=(0, px(1)))
    words = controls.text(
        made.body, said.format(least=pin.LEAST, most=pin.MOST), "body", "ink", "paper"
    )
    words.pack(anchor="w", pady=(0, px(2)))

    def compare() -> None:
        if not pin.is_pin(first.get()):
            say = _("El PIN es de {least} a {most} cifras.")
            first.say(say.format(least=pin.LEAST, most=pin.MOST))
        elif second.get() != first.get():
            second.say(_("No es el mismo PIN. Escríbalo otra vez."))
        else:
            made.answer(first.get())

    first = _named(made.body, _("PIN"), lambda: second.focus_set())
    second = _named(made.body, _("Otra vez"), compare)
    controls.Button(
        made.foot, _("Usar este PIN"), compare, kind="primary", icon="check-lg", surface="sunken"
    ).pack(side="left")
    controls.Button(
        made.foot, _("Cancelar"), lambda: made.answer(""), key=_("Esc"), surface="sunken"
    ).pack(side="left", padx=px(2))
    return made.run(first.entry) or ""


def _named(parent: Misc, words: str, on_enter: Callable[[], object]) -> WordsField:
    row = controls.area(parent, "paper")
    row.pack(anchor="w")
    name = controls.text(row, words, "body", "ink", "paper", width=10)
    name.pack(side="left", anchor="n", pady=theme.of(parent).px(2))
    field = WordsField(row, on_enter, width=12)
    field.pack(side="left")
    return field
