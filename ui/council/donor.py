"""Informe a donantes: chosen at the left, seen at the right as it prints; and as a workbook."""

from datetime import date
from functools import partial
from tkinter import Misc, StringVar
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from models.changes import Refused
from models.council.resolutions import Resolution
from models.council.sessions import Session
from models.documents import Document
from models.fields import DayField, read, show
from models.indicators.records import Indicator, IndicatorValue
from models.language import N_, _
from models.people.members import Member
from models.plan.plans import Activity, Progress
from models.plan.spending import PlanExpense
from ui import errors
from ui.context import Context, Screen
from ui.council.page import open_file
from ui.widgets import controls
from ui.widgets.entries import entry
from ui.widgets.paper_desk import PaperDesk, opened

if TYPE_CHECKING:
    from models.indicators.donor import DonorReport

LANGUAGES = (("es", N_("En español")), ("en", N_("En inglés")))


class DonorPage(Screen):
    kinds = (
        *(Indicator, IndicatorValue, Session, Resolution, Activity, Progress, PlanExpense),
        *(Member, Document),
    )

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.report: DonorReport | None = None
        self.pdf = b""
        self.language = StringVar(self, "es")
        first = date(context.month.year, 1, 1)
        self.days = {
            "since": StringVar(self, show(DayField(), first)),
            "until": StringVar(self, show(DayField(), context.month.last)),
        }
        self._head().pack(fill="x", pady=(0, self.look.px(2)))
        self.line = controls.Problem(self, "ground", 60 if context.compact else 110)
        self.line.pack(side="bottom", anchor="w", pady=(self.look.px(1), 0))
        self._choosing().pack(side="left", fill="y", padx=(0, self.look.px(3)))
        self.desk = PaperDesk(self, lambda percent: self.percent.configure(text=f"{percent} %"))
        self.desk.pack(side="left", fill="both", expand=True)
        self.deeds = {
            "<F9>": self.print_,
            "<Control-e>": self.excel,
        }
        self.stale = True

    def _head(self) -> ttk.Frame:
        px, head, compact = self.look.px, controls.area(self), self.context.compact
        self.print_button = controls.Button(
            head, _("Abrir PDF"), self.print_, kind="primary", icon="printer", key=_("F9")
        )
        self.print_button.pack(side="right")
        self.excel_button = controls.Button(
            head,
            _("Excel"),
            self.excel,
            icon="file-earmark-spreadsheet",
            key="" if compact else _("Ctrl+E"),
        )
        self.excel_button.pack(side="right", padx=px(2))
        for icon, step in (("zoom-in", 1), ("zoom-out", -1)):
            controls.Button(head, "", partial(self._zoom, step), icon=icon).pack(side="right")
            if step == 1:
                self.percent = controls.text(head, "", "strong", width=6, anchor="center")
                self.percent.pack(side="right")
        controls.text(head, _("Informe a donantes"), "title").pack(side="left")
        return head

    def _zoom(self, step: int) -> None:
        self.desk.zoom(step)

    def _choosing(self) -> ttk.Frame:
        px, side = self.look.px, controls.area(self)
        self.fields = {}
        for name, words in (("since", _("Desde")), ("until", _("Hasta"))):
            controls.text(side, words, "strong").pack(anchor="w", pady=(0, px(0.5)))
            made = entry(side, width=12, surface="ground", textvariable=self.days[name])
            made.pack(anchor="w", pady=(0, px(2)))
            for key in ("<Return>", "<FocusOut>"):
                made.bind(key, lambda _event: self._again())
            self.fields[name] = made
        controls.text(side, _("Idioma"), "strong").pack(anchor="w", pady=(px(1), px(0.5)))
        for value, words in LANGUAGES:
            controls.Choice(side, _(words), self.language, value, self.reload).pack(
                anchor="w", pady=(0, px(1))
            )
        say = _("No lleva nombres. Los grupos de menos de 3 personas no se dan por separado.")
        room = self.look.em(34)
        said = controls.text(side, say, "small", "soft", wraplength=room, justify="left")
        said.pack(anchor="w", pady=(px(2), 0))
        return side

    # Looking --------------------------------------------------------------------------------------

    def shown(self) -> None:
        self.look_again()
        self.fields["since"].focus_set()

    def _again(self) -> None:
        if self._span_typed() != self._shown_span:
            self.reload()

    _shown_span: tuple[str, str] = ("", "")

    def _span_typed(self) -> tuple[str, str]:
        return self.days["since"].get().strip(), self.days["until"].get().strip()

    def reload(self) -> None:
        from models.indicators.donor import donor_report
        from reports.territory.donor_pdf import donor_pdf

        self.line.say("")
        self._shown_span = self._span_typed()
        try:
            since, until = self._span()
            self.report = donor_report(since, until)
            self.pdf = donor_pdf(self.report, self.language.get())
            self.desk.show(opened(self.pdf))
        except (Refused, ValueError) as unread:
            self._fail(str(unread))
        except Exception as failure:  # noqa: BLE001  the books are whole; only the paper is not
            where = errors.write(failure)
            say = _("No se pudo preparar el papel. El detalle está en {file}.")
            self._fail(say.format(file=where))
        else:
            self._allow(True)

    def _span(self) -> tuple[date, date]:
        since, until = (read(DayField(), self.days[name].get()) for name in ("since", "until"))
        if since > until:
            raise ValueError(_("Termina antes de empezar. Revise las dos fechas."))
        return since, until

    def _fail(self, sentence: str) -> None:
        self.pdf, self.report = b"", None
        self.desk.show([])
        self._allow(False)
        self.line.say(sentence)

    def _allow(self, allowed: bool) -> None:
        for button in (self.print_button, self.excel_button):
            button.allow(allowed)

    # Deeds ----------------------------------------------------------------------------------------

    @property
    def _file_name(self) -> str:
        assert self.report is not None
        return f"informe-{self.language.get()}_{self.report.since}_{self.report.until}"

    def print_(self) -> None:
        if self.report is not None:
            open_file(self.context, "informes", f"{self._file_name}.pdf", self.pdf)

    def excel(self) -> None:
        from reports.territory.donor_book import donor_book

        if self.report is not None:
            content = donor_book(self.report, self.language.get())
            open_file(self.context, "informes", f"{self._file_name}.xlsx", content)
