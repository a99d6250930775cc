"""Two papers one hopes never to need: how data are kept, and what to do if they are stolen."""

from datetime import date, datetime
from functools import partial
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from models.associations import Association
from models.exports import Leaving
from models.fields import DayField, HourField, read, show
from models.language import N_, _
from models.parameters import Parameter
from models.people.members import Member
from models.people.officers import Officer
from models.privacy import incident
from ui.context import Context
from ui.previewing.paper_page import NARROWEST, PaperPage
from ui.previewing.printout import Unnumbered
from ui.widgets import controls
from ui.widgets.entries import entry

KINDS = (Association, Member, Officer, Parameter, Leaving)


class SecurityPage(PaperPage):
    """«Documento de seguridad», with the sheet for the register of data banks."""

    kinds = KINDS
    title = N_("Documento de seguridad")
    leads_back = True

    def choose(self, place: ttk.Frame) -> None:
        _advise(
            self,
            place,
            _("Está lleno con lo que el libro sabe. Complete las líneas a mano y fírmenlo."),
            _("La segunda hoja ayuda a inscribir el banco de datos «Socios». Es gratis."),
            _("Revísenlo cada 6 meses. Orienta, no reemplaza a un abogado."),
        )
        for words, icon, where in (
            (_("Junta directiva"), "person-badge", "officer"),
            (_("Salidas de datos"), "box-arrow-right", "leaving"),
        ):
            deed = partial(self.context.go, where)
            controls.Button(place, words, deed, kind="quiet", icon=icon).pack(anchor="w")

    def shown(self) -> None:
        super().shown()
        self.view.print_button.focus_set()

    def printout(self) -> Unnumbered:
        from reports.privacy.security import security_pdf

        today = date.today()
        make = partial(security_pdf, self.context.association, today)
        name = f"documento-de-seguridad-{today}.pdf"
        return Unnumbered(_(self.title), "security", "datos-personales", name, make)


class StolenPage(PaperPage):
    """«Me robaron la computadora»: when it was noticed, and all that follows from it."""

    kinds = KINDS
    title = N_("Me robaron la computadora")
    leads_back = True

    def __init__(self, parent: Misc, context: Context) -> None:
        now = datetime.now()
        self.day = StringVar(parent, show(DayField(), now.date()))
        self.hour = StringVar(parent, f"{now:%H:%M}")
        super().__init__(parent, context)

    def choose(self, place: ttk.Frame) -> None:
        self.fields = []
        for words, variable, wide in (
            (_("¿Qué día se notó?"), self.day, 12),
            (_("¿A qué hora?"), self.hour, 7),
        ):
            made = entry(
                self.part(place, words), width=wide, surface="ground", textvariable=variable
            )
            made.pack(anchor="w")
            made.bind("<Return>", controls.then(self.reload))
            variable.trace_add("write", lambda *_names: self.reload_soon())
            self.fields.append(made)
        _advise(
            self,
            place,
            _("Si todavía no pasó nada, imprímala y guárdela con la memoria USB de la copia."),
            _("Orienta, no reemplaza a un abogado."),
        )
        controls.Button(
            place,
            _("Restaurar una copia"),
            partial(self.context.go, "restore"),
            kind="quiet",
            icon="arrow-counterclockwise",
        ).pack(anchor="w")

    def shown(self) -> None:
        super().shown()
        self.fields[0].focus_set()

    def printout(self) -> Unnumbered:
        from reports.privacy.stolen import stolen_pdf

        day = read(DayField(), self.day.get().strip())
        hour = read(HourField(), self.hour.get().strip())
        if day is None:
            raise ValueError(_("Falta la fecha."))
        noticed = datetime.fromisoformat(f"{day}T{hour}")
        found = incident(self.context.association, noticed, datetime.now())
        make = partial(stolen_pdf, self.context.association, found)
        name = f"me-robaron-la-computadora-{day}.pdf"
        return Unnumbered(_(self.title), "stolen", "datos-personales", name, make)


def _advise(page: PaperPage, place: ttk.Frame, *sentences: str) -> None:
    room = page.look.em(NARROWEST)
    for one in sentences:
        words = controls.text(place, one, "small", "soft", wraplength=room, justify="left")
        words.pack(anchor="w", pady=(0, page.look.px(2)))
