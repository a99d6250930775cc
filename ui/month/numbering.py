"""Numeración: the program's series and the paper talonarios, number by number."""

from collections.abc import Sequence
from datetime import date
from tkinter import Misc

import ttkbootstrap as ttk
from peewee import IntegerField

from models.booklets import BOOKLETS, Booklet, SeriesStart, SpoiledSlip
from models.changes import Refused
from models.documents import KINDS, STATES, TONES, Document
from models.fields import ChoiceField, NameField, NoteField
from models.language import N_, _
from models.listing import Row
from models.numbering import (
    Leaves,
    Series,
    leaves_of,
    next_leaf,
    papers_of,
    ranges,
    series_of,
    spoil,
    start_series,
)
from models.record import Column, RecordType
from ui import printing
from ui.context import Context, Screen
from ui.deed import show_papers
from ui.month.number_dialogs import ask_spoiled, ask_start
from ui.widgets import controls
from ui.widgets.dialogs import tell
from ui.widgets.ledger import Ledger
from ui.widgets.words import number


def _whole(title: str, rank: int = 0) -> Column:
    return Column(title, IntegerField(), sample="9,999", rank=rank)


OF_SERIES = (
    Column(N_("Serie"), NameField(), sample="RI-2026", strong=True),
    Column(N_("Clase"), ChoiceField(choices=KINDS), sample="Recibo de ingreso", rank=2),
    Column(N_("Primero"), Document.number, sample="EN-2026-00000", rank=1),
    Column(N_("Último"), Document.number, sample="EN-2026-00000"),
    _whole(N_("Usados")),
    _whole(N_("Anulados")),
)
OF_LEAVES = (
    Column(N_("Talonario"), NameField(), sample="Serie A 2026", strong=True),
    Column(N_("Clase"), Booklet.kind, sample="Recibo de ingreso", rank=3),
    Column(N_("Hojas"), Document.number, sample="0101 a 0150", rank=1),
    _whole(N_("Usadas")),
    _whole(N_("Anuladas")),
    _whole(N_("Malogradas"), 2),
    Column(N_("Faltan"), NoteField(), sample="0131 a 0135"),
    _whole(N_("Por usar"), 2),
)
OF_PAPERS = (
    Column(N_("Número"), Document.number, sample="EN-2026-00000"),
    Column(N_("Fecha"), Document.day, sample="31/12/2026", rank=1),
    Column(N_("Hoja"), Document.number, sample="000000", rank=2),
    Column(
        N_("Estado"),
        Document.state,
        like=ChoiceField(choices=STATES),
        sample="Anulado",
        tones=TONES,
    ),
)


class Numbering(Screen):
    """A series chosen at the left shows its papers at the right; Enter opens one as it prints."""

    kinds = (Document, Booklet, SpoiledSlip, SeriesStart)

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.series: Sequence[Series] = ()
        self.leaves: Sequence[Leaves] = ()
        self.papers: Sequence[Document] = ()
        self.rows: dict[str, list[Row]] = {"series": [], "leaves": [], "papers": []}
        self._head().pack(fill="x")
        body = controls.area(self)
        body.pack(fill="both", expand=True, pady=(self.look.px(2), 0))
        body.columnconfigure(0, weight=3, uniform="halves")
        body.columnconfigure(1, weight=2, uniform="halves")
        for row, weight in ((1, 3), (3, 2)):
            body.rowconfigure(row, weight=weight, uniform="rows")
        self.of_series = self._ledger(body, "series", OF_SERIES, on_select=self._choose)
        self.of_leaves = self._ledger(
            body,
            "leaves",
            OF_LEAVES,
            on_open=self._open_booklet,
            on_select=lambda _row: self._say_missing(),
        )
        self.of_papers = self._ledger(
            body,
            "papers",
            OF_PAPERS,
            on_open=self._open_paper,
            voided=lambda row: row[4] != "valid",
        )
        self._put(body, _("Series del programa"), self.of_series, 0, 0)
        self._put(body, _("Talonarios"), self.of_leaves, 2, 0)
        self.title_of_papers = self._put(body, "", self.of_papers, 0, 1, rows=4)
        self.nothing = controls.text(
            body,
            _("Ningún talonario registrado. Regístrelo si escribe recibos a mano."),
            "body",
            "soft",
            "paper",
        )
        self.deeds = {"<Control-n>": self.new}
        self.stale = True

    # Building -----------------------------------------------------------------------------------

    def _head(self) -> ttk.Frame:
        look, row, compact = self.look, controls.area(self), self.context.compact
        deeds = (
            (_("Registrar talonario"), _("Talonario"), "journal-plus", self.new, "primary"),
            (
                _("Marcar hoja malograda"),
                _("Hoja malograda"),
                "file-earmark-x",
                self.ask_spoiled,
                "secondary",
            ),
            (_("Seguir numeración"), _("Seguir"), "123", self.ask_start, "secondary"),
            (_("Excel"), _("Excel"), "file-earmark-spreadsheet", self.export, "secondary"),
        )
        for words, short, icon, deed, kind in deeds:
            key = "Ctrl+N" if kind == "primary" and not compact else ""
            controls.Button(
                row, short if compact else words, deed, kind=kind, icon=icon, key=key
            ).pack(side="right", padx=(look.px(2), 0))
        controls.text(row, _("Numeración"), "title").pack(side="left")
        return row

    def _ledger(self, body: Misc, name: str, columns: Sequence[Column], **events) -> Ledger:
        def fetch(offset: int, limit: int) -> Sequence[Row]:
            return self.rows[name][offset : offset + limit]

        return Ledger(body, columns, fetch, **events)

    def _put(
        self, body: Misc, title: str, ledger: Ledger, row: int, column: int, rows: int = 2
    ) -> ttk.Label:
        px = self.look.px
        left = px(4) if column else 0
        head = controls.text(body, title, "lead")
        head.grid(row=row, column=column, sticky="w", padx=(left, 0), pady=(px(1), px(1)))
        ledger.grid(row=row + 1, column=column, rowspan=rows - 1, sticky="nsew", padx=(left, 0))
        return head

    # Showing ------------------------------------------------------------------------------------

    def shown(self) -> None:
        self.look_again()
        self.of_series.canvas.focus_set()

    def reload(self) -> None:
        association = self.context.association
        self.series, self.leaves = series_of(association), leaves_of(association)
        self.rows["series"] = [
            (
                place,
                f"{one.kind}-{one.year}",
                one.kind,
                one.number(one.first),
                one.number(one.last),
                one.used,
                one.voided,
            )
            for place, one in enumerate(self.series)
        ]
        self.rows["leaves"] = [
            (
                place,
                str(one.booklet.name),
                one.booklet.kind,
                ranges(range(one.booklet.first, one.booklet.last + 1)),
                len(one.used),
                len(one.voided),
                len(one.spoiled),
                ranges(one.missing) or _("ninguna"),
                one.left,
            )
            for place, one in enumerate(self.leaves)
        ]
        for name, ledger in (("series", self.of_series), ("leaves", self.of_leaves)):
            ledger.refill(min(ledger.selected, max(0, len(self.rows[name]) - 1)))
            ledger.complete(len(self.rows[name]), {})
        self._say_missing()
        if self.leaves:
            self.nothing.place_forget()
        else:
            self.nothing.place(in_=self.of_leaves, relx=0.5, rely=0.6, anchor="center")
            self.nothing.lift()
        self._show_papers()

    def _say_missing(self) -> None:
        """Under the talonarios, every leaf that is missing in the selected one."""
        row, said = self.of_leaves.current, ""
        if row is not None:
            chosen = self.leaves[row[0]]
            said = _("No falta ninguna hoja.")
            if chosen.missing:
                said = _("Faltan {leaves}.").format(leaves=ranges(chosen.missing))
        self.of_leaves.complete(len(self.leaves), {"": said})

    def _choose(self, _row: Row) -> None:
        self._show_papers()

    def _show_papers(self) -> None:
        row = self.of_series.current
        self.papers, title = [], ""
        if row is not None and row[0] < len(self.series):
            chosen = self.series[row[0]]
            self.papers = papers_of(self.context.association, chosen.kind, chosen.year)
            title = _("Papeles de {series}").format(series=f"{chosen.kind}-{chosen.year}")
        self.title_of_papers.configure(text=title)
        self.rows["papers"] = [
            (
                one.id,
                str(one),
                one.day,
                f"{one.slip:04}" if one.slip else "",
                one.state,
            )
            for one in self.papers
        ]
        self.of_papers.refill(0)
        void = sum(not one.is_valid for one in self.papers)
        words = _("Usados: {used}  ·  Anulados: {void}")
        said = words.format(used=number(len(self.papers) - void), void=number(void))
        self.of_papers.complete(len(self.papers), {"": said})

    def _open_paper(self, row: Row) -> None:
        show_papers(self.context, Document.get_by_id(row[0]))

    def _open_booklet(self, row: Row) -> None:
        kind: RecordType = BOOKLETS
        self.context.go("form", kind=kind, record=self.leaves[row[0]].booklet)

    # Deeds --------------------------------------------------------------------------------------

    def new(self) -> None:
        self.context.go("form", kind=BOOKLETS)

    def ask_spoiled(self) -> None:
        """Which leaf, and why; of the talonario that is selected."""
        if not self.leaves:
            words = _("Primero registre el talonario al que pertenece la hoja.")
            tell(self, _("No hay talonarios"), words)
            return
        row = self.of_leaves.current
        chosen = self.leaves[row[0] if row else 0].booklet
        booklets = [one.booklet for one in self.leaves]

        def deed(booklet: Booklet, leaf: int, reason: str) -> None:
            spoil(booklet, leaf, reason)

        if ask_spoiled(self, booklets, chosen, next_leaf, deed):
            self.context.say(_("Guardado: la hoja queda como malograda."))

    def ask_start(self) -> None:
        """From which number a series goes on, where a talonario was used before."""

        def deed(kind: str, year: int, first: int) -> None:
            start_series(self.context.association, kind, year, first)

        if ask_start(self, self.context.month.year, deed):
            self.context.say(_("Guardado: la serie sigue la numeración del talonario."))

    def export(self) -> None:
        """All of it as a workbook, opened where the system can."""
        from reports.excel.numbering import save_numbering

        try:
            path = save_numbering(self.context.association, date.today(), printing.folder("listas"))
        except Refused as refused:
            tell(self, _("No se pudo guardar"), str(refused))
            return
        words = _("Se abre {path}") if printing.open_with_system(path) else _("Está en {path}")
        self.context.say(words.format(path=path))
