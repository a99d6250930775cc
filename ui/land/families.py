"""Familias: land, food and income of each one in a crop year; Enter opens the file of a family."""

from datetime import date
from functools import partial
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.documents import Document
from models.economy.incomes import IncomeBaseline
from models.economy.who import families_on
from models.exports import PAPERS, Taken
from models.fields import HectaresField, NameField, PercentField, SolesField
from models.food.family_file import FamilyLine, family_lines
from models.food.surveys import DietSurvey, ShortageSurvey
from models.land.seasons import Season
from models.land.uses import Sowing
from models.language import N_, _, ngettext
from models.listing import Row
from models.people.households import HOUSEHOLDS, Household
from models.people.members import Member
from models.produce.harvests import Harvest
from models.produce.plots import Plot
from models.record import Column
from ui.context import Context, Screen
from ui.previewing.paper_page import PaperPage
from ui.previewing.printout import Unnumbered
from ui.widgets import controls
from ui.widgets.entries import choices
from ui.widgets.ledger import Ledger
from ui.widgets.words import number

KINDS = (Household, Member, Plot, Sowing, Harvest, DietSurvey, ShortageSurvey, IncomeBaseline)
SEASONS = 6  # crop years one can look back at, with this one
OF_FAMILIES = (
    Column(N_("Familia"), NameField(), sample="Familia Quispe Mamani", strong=True),
    Column(N_("Comunidad"), NameField(), sample="Santa Lucía", rank=2),
    Column(N_("Personas"), Member.place, sample="12", rank=3),
    Column(N_("ha"), HectaresField(), sample="12.3456"),
    Column(N_("Comida, %"), PercentField(), sample="100.0", rank=1),
    Column(N_("Grupos"), Member.place, sample="12"),
    Column(N_("Meses"), Member.place, sample="12"),
    Column(N_("Ingreso S/"), SolesField(), sample="12,141.50"),
)


class Families(Screen):
    kinds = (*KINDS, Document)

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.season = Season.of(context.month.last)
        self.lines: list[FamilyLine] = []
        self.rows: list[Row] = []
        self._head().pack(fill="x", pady=(0, self.look.px(2)))
        words = _(
            "Comida: cuánto de lo cosechado guardó para comer. Grupos y meses: de 12, en la última"
            " encuesta de la campaña."
        )
        note = controls.text(self, words, "small", "soft", justify="left")
        note.pack(side="bottom", fill="x", pady=(self.look.px(1), 0))
        controls.wrap(note)
        self.ledger = Ledger(
            self,
            OF_FAMILIES,
            lambda offset, limit: self.rows[offset : offset + limit],
            on_open=lambda row: self._open(row[0]),
        )
        self.ledger.pack(fill="both", expand=True)
        self.deeds = {"<Control-n>": self._new}
        self.stale = True

    def _head(self) -> ttk.Frame:
        px, row = self.look.px, controls.area(self)
        controls.Button(
            row,
            _("Ver ficha"),
            self._open_current,
            kind="primary",
            icon="file-earmark-text",
            key=_("Enter"),
        ).pack(side="right", padx=(px(2), 0))
        controls.Button(row, _("Nuevo hogar"), self._new, icon="plus-lg", key=_("Ctrl+N")).pack(
            side="right"
        )
        controls.text(row, _("Familias"), "title").pack(side="left", padx=(0, px(4)))
        controls.text(row, _("Campaña"), "body").pack(side="left", padx=(0, px(2)))
        self.box = season_box(row, self.season)
        self.box.pack(side="left")
        self.box.bind("<<ComboboxSelected>>", controls.then(self._choose))
        return row

    def _choose(self) -> None:
        self.season = Season.read(self.box.get())
        self.box.selection_clear()
        self.reload()
        self.ledger.canvas.focus_set()

    def _new(self) -> None:
        self.context.go("form", kind=HOUSEHOLDS)

    def _open_current(self) -> None:
        if row := self.ledger.current:
            self._open(row[0])

    def _open(self, place: int) -> None:
        line = self.lines[place]
        self.context.go("family_page", family=line.family, name=line.name, season=self.season)

    def reload(self) -> None:
        self.lines = family_lines(self.context.association, self.season)
        self.rows = [
            (
                place,
                one.name,
                one.community,
                one.people or None,
                one.hectares or None,
                one.kept_pct,
                one.diet,
                one.shortage,
                one.income,
            )
            for place, one in enumerate(self.lines)
        ]
        self.ledger.refill(min(self.ledger.selected, max(len(self.rows) - 1, 0)))
        count = len(self.rows)
        words = ngettext("{n} familia", "{n} familias", count).format(n=number(count))
        self.ledger.complete(count, {"": words})

    def shown(self) -> None:
        self.look_again()
        self.ledger.canvas.focus_set()


class FamilyPage(PaperPage):
    """The file of one family, as it prints."""

    kinds = (*KINDS, Document)
    leads_back = True

    def __init__(
        self, parent: Misc, context: Context, family: str, name: str, season: Season
    ) -> None:
        self.family, self.title, self.season = family, name, season
        super().__init__(parent, context)

    def choose(self, place: ttk.Frame) -> None:
        self.box = season_box(self.part(place, _("Campaña")), self.season)
        self.box.pack(anchor="w")
        self.box.bind("<<ComboboxSelected>>", controls.then(self._choose))
        for words, name in (
            (_("Encuesta de comida"), "diet_survey"),
            (_("Encuesta de escasez"), "shortage_survey"),
        ):
            deed = self._asking(name)
            controls.Button(place, words, deed, kind="quiet", icon="plus-lg").pack(anchor="w")

    def _asking(self, name: str) -> Any:
        def ask() -> None:
            from models.food.surveys import DIET, SHORTAGE
            from ui.form import new_record

            kind = {one.name: one for one in (DIET, SHORTAGE)}[name]
            record: Any = new_record(kind, self.context)
            members = families_on(self.context.association, self.season.until)[self.family]
            record.member = members[0].member
            self.context.go("form", kind=kind, record=record)

        return ask

    def _choose(self) -> None:
        self.season = Season.read(self.box.get())
        self.box.selection_clear()
        self.reload()

    def printout(self) -> Unnumbered:
        from reports.files import safe_name
        from reports.territory.family_paper import family_pdf

        name = f"familia-{safe_name(self.title.lower())}-{self.season}.pdf"
        book = self.context.association
        make = partial(family_pdf, book, self.family, self.season, date.today())
        title = _("Ficha de la familia: {name}").format(name=self.title)
        people = len(families_on(book, self.season.until).get(self.family, ()))
        taken = Taken(book, PAPERS, title, people)
        return Unnumbered(self.title, "family", "familias", name, make, taken)


def season_box(parent: Misc, season: Season) -> ttk.Combobox:
    """The crop years to choose from, the newest first."""
    newest = max(season, Season.of(date.today()))
    words = [str(Season(newest.first - back)) for back in range(SEASONS)]
    if str(season) not in words:
        words.append(str(season))
    return choices(parent, words, str(season), width=12, surface="ground")
