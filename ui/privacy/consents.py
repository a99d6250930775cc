"""Consentimientos: who signed, the forms of those who did not, and writing down who signed today."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from models.changes import Refused
from models.exports import PAPERS, Taken
from models.fields import DayField, NameField, read, show
from models.language import N_, _, ngettext
from models.people.consents import lacking, sign_consents
from models.people.members import Member, active_members
from models.record import Column
from reports.papers.sizes import Size
from ui.context import Context, Screen
from ui.previewing.printout import Making, place_of_way
from ui.widgets import controls
from ui.widgets.entries import entry
from ui.widgets.tick_list import TickList
from ui.widgets.words import number

LACK, ALL = "lack", "all"
COLUMNS = (
    Column(N_("Socio"), NameField(), sample="Quispe Mamani, María Asunción", strong=True),
    Column(N_("Código"), Member.code, sample="S123"),
    Column(N_("Comunidad"), NameField(), sample="Santa Lucía", rank=1),
    Column(N_("Firmó el"), Member.consented, sample="31/12/2026"),
    Column(N_("Lo retiró el"), Member.withdrew, sample="31/12/2026", rank=2),
)


@dataclass(frozen=True)
class ConsentForms:
    """The forms of these members; of nobody, one to be filled by hand."""

    several: tuple[Member | None, ...]
    taken: Taken
    day: date

    kind = "consent"
    folder = "consentimientos"

    @property
    def title(self) -> str:
        return self.taken.what

    @property
    def file_name(self) -> str:
        return f"consentimientos-{self.day}.pdf"

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(str(one.code) for one in self.several if one is not None)

    @property
    def sizes(self) -> tuple[Size, ...]:
        return ()

    def making(self, _size: Size) -> Making:
        from reports.privacy.batch import Forms
        from reports.privacy.consent import consent_folio, terms_of

        form = partial(consent_folio, terms_of(self.taken.association, self.day))
        return Forms(self.several, form)

    def first(self, count: int = 1) -> "ConsentForms":
        return replace(self, several=self.several[:count])

    def left(self, way: str) -> None:
        """The forms carry the DNI of whom they name, each for its own person."""
        if self.taken.people:
            self.taken.to(place_of_way(way))


class Consents(Screen):
    kinds = (Member,)

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.face = StringVar(self, LACK)
        self.day = StringVar(self, show(DayField(), date.today()))
        px = self.look.px
        self._head().pack(fill="x", pady=(0, px(2)))
        self._signing().pack(side="bottom", fill="x", pady=(px(2), 0))
        self._faces().pack(fill="x", pady=(0, px(2)))
        paper = controls.sheet(self, padding=2)
        paper.pack(fill="both", expand=True)
        self.list = TickList(paper, context, _("Firmó"), COLUMNS, self._say_nothing)
        self.list.pack(fill="both", expand=True)
        self.deeds = {
            "<Escape>": context.back,
            "<Control-p>": self.see_forms,
            "<Control-P>": self.see_forms,
            "<F9>": self.write_down,
        }
        self.stale = True

    # Building -----------------------------------------------------------------------------------

    def _head(self) -> ttk.Frame:
        px, compact, row = self.look.px, self.context.compact, controls.area(self)
        controls.Button(
            row,
            _("Ver papeles") if compact else _("Ver papeles para firmar"),
            self.see_forms,
            kind="primary",
            icon="file-earmark-pdf",
            key=_("Ctrl+P"),
        ).pack(side="right")
        controls.Button(row, _("Uno en blanco"), self.see_blank, icon="file-earmark").pack(
            side="right", padx=px(2)
        )
        controls.Button(
            row,
            "" if compact else _("Volver"),
            self.context.back,
            icon="arrow-left",
            key="" if compact else _("Esc"),
        ).pack(side="left", padx=(0, px(3)))
        controls.text(row, _("Consentimientos"), "title").pack(side="left")
        return row

    def _faces(self) -> ttk.Frame:
        row = controls.area(self)
        for value, words in ((LACK, _("Les falta firmar")), (ALL, _("Todos los socios"))):
            chip = controls.Choice(row, words, self.face, value, self.reload)
            chip.pack(side="left", padx=(0, self.look.px(1)))
        say = _("El papel dice qué datos se guardan, para qué y hasta cuándo.")
        self.said = controls.text(row, say, "small", "soft")
        self.said.pack(side="left", padx=self.look.px(2))
        return row

    def _signing(self) -> ttk.Frame:
        px, row = self.look.px, controls.area(self)
        self.sign_button = controls.Button(
            row, _("Anotar que firmaron"), self.write_down, icon="pencil", key=_("F9")
        )
        self.sign_button.pack(side="left")
        controls.text(row, _("Firmaron el"), "strong").pack(side="left", padx=(px(4), px(2)))
        self.day_field = entry(row, width=12, surface="ground", textvariable=self.day)
        self.day_field.pack(side="left")
        self.told = controls.Problem(
            row, "ground", 40 if self.context.compact else 60, _("Espacio marca a quien firmó.")
        )
        self.told.pack(side="left", padx=px(3))
        return row

    # Looking --------------------------------------------------------------------------------------

    def shown(self) -> None:
        self.look_again()
        self.list.ledger.canvas.focus_set()

    def reload(self) -> None:
        association = self.context.association
        self.members = (
            lacking(association) if self.face.get() == LACK else active_members(association)
        )
        self.list.fill(
            [
                (one.id, str(one), one.code, str(one.community or ""), one.consented, one.withdrew)
                for one in self.members
            ]
        )

    def _say_nothing(self) -> None:
        self.told.say("")

    # Deeds ----------------------------------------------------------------------------------------

    def _chosen(self) -> Iterator[Member]:
        """Those marked; without a mark, all in sight."""
        marked = self.list.marked
        return (one for one in self.members if not marked or one.id in marked)

    def see_forms(self) -> None:
        several = tuple(self._chosen())
        if not several:
            self.told.say(_("Todos firmaron. Elija «Todos los socios» para imprimir de nuevo."))
            return
        say = ngettext("{n} consentimiento", "{n} consentimientos", len(several))
        self._see(several, say.format(n=number(len(several))), len(several))

    def see_blank(self) -> None:
        """One without names, to be copied by hand."""
        self._see((None,), _("Consentimiento en blanco"), 0)

    def _see(self, several: tuple[Member | None, ...], title: str, people: int) -> None:
        taken = Taken(self.context.association, PAPERS, title, people, bool(people))
        forms = ConsentForms(several, taken, date.today())
        self.context.go("preview", printout=forms)

    def write_down(self) -> None:
        """Keep the day on which those marked signed."""
        if not self.list.marked:
            self.told.say(_("Marque primero a quienes firmaron, con la barra espaciadora."))
            self.list.ledger.canvas.focus_set()
            return
        try:
            day = read(DayField(), self.day.get().strip())
            if day is None:
                raise ValueError(_("Falta la fecha."))
            count = sign_consents(sorted(self.list.marked), day)
        except (ValueError, Refused) as unread:
            self.told.say(str(unread))
            self.day_field.focus_set()
            return
        self.list.clear()
        self.reload()
        say = ngettext("Se anotó {n} firma.", "Se anotaron {n} firmas.", count)
        self.context.say(say.format(n=number(count)))
        self.list.ledger.canvas.focus_set()
