"""Ayuda: what each key does, and how the work of a month is done."""

from collections.abc import Sequence
from tkinter import Misc

import ttkbootstrap as ttk

from models.language import N_, _
from ui.context import Context
from ui.home import VERBS
from ui.reading_page import ReadingPage
from ui.widgets import controls

KEYS = (
    ("F9", N_("Guardar lo que está en la pantalla")),
    ("Esc", N_("Al campo de antes; desde el primero, o donde dice «Esc», a la pantalla de antes")),
    ("Enter", N_("Pasar al campo siguiente; en una lista, abrir")),
    ("Tab", N_("Ir al botón o al campo siguiente; con Mayús, al anterior")),
    ("↑ ↓ ← →", N_("Moverse en una lista o entre opciones")),
    ("Ctrl+K", N_("Buscar en todo el libro")),
    ("Ctrl+F", N_("Buscar en la lista que está a la vista")),
    ("Ctrl+N", N_("Registrar uno nuevo en la lista que está a la vista")),
    ("Alt+← Alt+→", N_("Ver el mes anterior o el siguiente")),
    ("F1", N_("Ver esta ayuda")),
    ("F12", N_("Decir quién trabaja ahora")),
)
WAYS = (
    N_("Cada entrega se registra con F2 al pesarla. El programa calcula lo pagable."),
    N_("Si da un adelanto al pesar, escríbalo en la misma entrega: su recibo sale junto."),
    N_(
        "Para pesar lejos de la computadora, imprima Hojas de acopio y después pase cada hoja llena."
    ),
    N_("Cada venta se registra con F3. Si el cliente paga después, la venta queda por cobrar."),
    N_("Cuando el cliente paga, pulse F4 y elija su venta. También ahí entran cuotas y aportes."),
    N_("Los fletes, los útiles y otros gastos van con F5. De la caja al banco se pasa con F6."),
    N_("Los préstamos se dan con F5 y se cobran con F4. Los fondos están en Dinero."),
    N_("Lo que un socio cosecha se anota con F7: cuánto salió y a dónde fue."),
    N_("En Territorio están las parcelas con su croquis, y cada familia con su ficha y encuestas."),
    N_("En Concertación están las sesiones con su acta, los acuerdos, el plan y los indicadores."),
    N_("Si el programa duda de una cifra, lo pregunta al lado. Si es correcta, guarde otra vez."),
    N_("Lo registrado no se borra: se anula con su motivo, y después se registra de nuevo."),
    N_("Al terminar el mes, abra Libro del mes: ahí se escriben el Excel y los papeles."),
    N_("Para la asamblea abra Informes: cuentas, libros, padrón y quiénes pueden votar."),
    N_("Si duda de un recibo que le muestran, abra Verificar recibo y escriba su código."),
    N_("Cada semana haga una copia en una memoria USB: Ajustes, Copiar en otra carpeta."),
    N_("Cada socio firma su consentimiento: Ajustes, Consentimientos. Ahí se imprime y se anota."),
    N_("Si le roban la computadora: Ajustes, Me robaron la computadora. Imprímala desde hoy."),
)


class Help(ReadingPage):
    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context, _("Ayuda"))
        across = 1 if context.compact else 2
        ways = [(f"{place}.", _(words)) for place, words in enumerate(WAYS, start=1)]
        verbs = [(key, _(verb)) for _icon, verb, _what, key, _where, _about in VERBS]
        keys = [*verbs, *((key, _(words)) for key, words in KEYS)]
        for place, (title, lines) in enumerate(((_("Cómo se hace"), ways), (_("Teclas"), keys))):
            row, column = divmod(place, across)
            part = self._part(self.inside, title, lines)
            part.grid(
                row=row, column=column, sticky="new", padx=(self.look.px(8) if column else 0, 0)
            )
            self.inside.columnconfigure(column, weight=1, uniform="part")

    def _part(self, inside: Misc, title: str, lines: Sequence[tuple[str, str]]) -> ttk.Frame:
        px, part = self.look.px, controls.area(inside, "paper")
        part.columnconfigure(1, weight=1)
        words = controls.text(part, title, "lead", "primary", "paper")
        words.grid(row=0, columnspan=2, sticky="w", pady=(px(2), px(1)))
        for row, (key, said) in enumerate(lines, start=1):
            mark = controls.text(part, key, "strong", "ink", "paper")
            mark.grid(row=row, column=0, sticky="nw", padx=(0, px(3)), pady=px(0.5))
            line = controls.text(part, said, "body", "ink", "paper", justify="left")
            line.grid(row=row, column=1, sticky="new", pady=px(0.5))
            controls.wrap(line)
        return part
