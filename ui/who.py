"""«¿Quién trabaja ahora?»: the name the changes are written down under. It is no account."""

from functools import partial
from tkinter import Misc

from models import history
from models.changes import Refused
from models.language import _
from ui.context import Context
from ui.widgets import controls
from ui.widgets.dialogs import Dialog
from ui.widgets.entries import entry


class Who(Dialog):
    """Those who worked lately, each with a button, and a field for another name."""

    def __init__(self, parent: Misc) -> None:
        super().__init__(parent, _("Quién trabaja"))
        px, now = self.look.px, history.signed()
        title = _("¿Quién trabaja ahora?")
        controls.text(self.body, title, "lead", "ink", "paper").pack(anchor="w")
        said = _("Los cambios quedan anotados a este nombre. No es una clave.")
        controls.text(self.body, said, "body", "soft", "paper").pack(
            anchor="w", pady=(px(1), px(2))
        )
        self.names: list[controls.Button] = []
        for name in dict.fromkeys([*filter(None, [now]), *history.signed_lately()]):
            shown = self.look.cut(name, self.look.em(90), "body")
            icon = "check-lg" if name == now else "person"
            made = controls.Button(
                self.body, shown, partial(self.take, name), icon=icon, surface="paper"
            )
            made.pack(fill="x", pady=px(0.5))
            self.names.append(made)
        row = controls.area(self.body, "paper")
        row.pack(fill="x", pady=(px(2), 0))
        controls.text(row, _("Otro nombre"), "body", "ink", "paper").pack(side="left")
        self.name = entry(row, width=30)
        self.name.pack(side="left", padx=(px(2), 0))
        self.trouble = controls.Problem(self.body, "paper", 50)
        self.trouble.pack(anchor="w")
        for key in ("<Return>", "<KP_Enter>"):
            self.name.bind(key, controls.then(self.take_typed))
        self.take_button = controls.Button(
            self.foot,
            _("Trabajar con este nombre"),
            self.take_typed,
            kind="primary",
            surface="sunken",
        )
        self.take_button.pack(side="left")
        controls.Button(
            self.foot, _("Seguir igual"), lambda: self.answer(None), key=_("Esc"), surface="sunken"
        ).pack(side="left", padx=px(2))

    def take_typed(self) -> None:
        if name := self.name.get().strip():
            self.take(name)
        else:
            self.trouble.say(_("Escriba el nombre de quien trabaja."))

    def take(self, name: str) -> None:
        try:
            history.sign(name)
        except Refused as refused:
            self.trouble.say(str(refused))
            return
        self.answer(history.signed())


def ask_who(parent: Misc, context: Context) -> None:
    """Ask, and say it in the status line."""
    made = Who(parent)
    if name := made.run(made.names[0] if made.names else made.name):
        context.refresh()
        context.say(_("Desde ahora los cambios son de {name}.").format(name=name))
