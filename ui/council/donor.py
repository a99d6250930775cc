"""Informe a donantes: chosen at the left, seen at the right as it prints; and as a workbook."""

from datetime import date
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from models.council.resolutions import Resolution
from models.council.sessions import Session
from models.documents import Document
from models.exports import DOCUMENTS, DONORS, Taken
from models.fields import DayField, read, show
from models.indicators.records import Indicator, IndicatorValue
from models.language import N_, _
from models.people.members import Member
from models.plan.plans import Activity, Progress
from models.plan.spending import PlanExpense
from ui.context import Context
from ui.previewing.paper_page import NARROWEST, PaperPage
from ui.previewing.printout import Unnumbered
from ui.widgets import controls
from ui.widgets.entries import entry

LANGUAGES = (("es", N_("En español")), ("en", N_("En inglés")))


class DonorPage(PaperPage):
    kinds = (
        *(Indicator, IndicatorValue, Session, Resolution, Activity, Progress, PlanExpense),
        *(Member, Document),
    )
    title = N_("Informe a donantes")

    def __init__(self, parent: Misc, context: Context) -> None:
        self.language = StringVar(parent, "es")
        first = date(context.month.year, 1, 1)
        self.days = {
            "since": StringVar(parent, show(DayField(), first)),
            "until": StringVar(parent, show(DayField(), context.month.last)),
        }
        super().__init__(parent, context)
        self.deeds["<Control-e>"] = self.excel

    def more_deeds(self, head: ttk.Frame) -> None:
        key = "" if self.context.compact else _("Ctrl+E")
        made = controls.Button(
            head, _("Excel"), self.excel, icon="file-earmark-spreadsheet", key=key
        )
        made.pack(side="right", padx=(0, self.look.px(2)))

    def choose(self, place: ttk.Frame) -> None:
        px = self.look.px
        self.fields = {}
        for name, words in (("since", _("Desde")), ("until", _("Hasta"))):
            part = self.part(place, words)
            made = entry(part, width=12, surface="ground", textvariable=self.days[name])
            made.pack(anchor="w")
            made.bind("<Return>", controls.then(self.reload))
            self.days[name].trace_add("write", lambda *_names: self.reload_soon())
            self.fields[name] = made
        tongues = self.part(place, _("Idioma"))
        for value, words in LANGUAGES:
            chip = controls.Choice(tongues, _(words), self.language, value, self.reload)
            chip.pack(anchor="w", pady=(0, px(1)))
        say = _("No lleva nombres. Los grupos de menos de 3 personas no se dan por separado.")
        room = self.look.em(NARROWEST)
        controls.text(place, say, "small", "soft", wraplength=room, justify="left").pack(anchor="w")

    def shown(self) -> None:
        self.look_again()
        self.fields["since"].focus_set()

    def _span(self) -> tuple[date, date]:
        since, until = (read(DayField(), self.days[name].get()) for name in ("since", "until"))
        if since is None or until is None:
            raise ValueError(_("Falta la fecha."))
        if since > until:
            raise ValueError(_("Termina antes de empezar. Revise las dos fechas."))
        return since, until

    def _file_name(self, since: date, until: date) -> str:
        return f"informe-{self.language.get()}_{since}_{until}"

    def printout(self) -> Unnumbered:
        from models.indicators.donor import donor_report
        from reports.territory.donor_pdf import donor_pdf

        since, until = self._span()
        language = self.language.get()
        name = f"{self._file_name(since, until)}.pdf"
        return Unnumbered(
            _(self.title),
            "donor_report",
            "informes",
            name,
            lambda: donor_pdf(donor_report(since, until), language),
            self._taken(),
        )

    def _taken(self) -> Taken:
        """It names nobody, and yet who gave it out is kept."""
        return Taken(self.context.association, DONORS, _(self.title), 0)

    def excel(self) -> None:
        from models.indicators.donor import donor_report
        from reports.territory.donor_book import donor_book

        try:
            since, until = self._span()
        except ValueError as unread:
            self.line.say(str(unread))
            return
        content = donor_book(donor_report(since, until), self.language.get())
        self.keep("informes", f"{self._file_name(since, until)}.xlsx", content)
        self._taken().to(DOCUMENTS)
