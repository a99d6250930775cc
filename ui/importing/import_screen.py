"""Importar de Excel: from a file to the book, in four sheets; nothing is stored before the last."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tkinter import Misc, filedialog

import ttkbootstrap as ttk

from models.changes import Refused
from models.exports import TEMPLATE, Taken, place_of
from models.importing.answering import Answering
from models.importing.checking import Report, checked, stamp
from models.importing.draft import Draft, drafted
from models.importing.imports import IMPORTS, Import
from models.importing.reading import Cancelled, Workbook
from models.importing.steps import Steps
from models.importing.tables import Table
from models.importing.taking import said, taken_in
from models.language import N_, _
from models.people.members import active_members
from ui import errors, printing
from ui.context import Context, Screen
from ui.importing.columns import Columns
from ui.importing.ends import Leaf
from ui.importing.questions import Questions
from ui.importing.undo import undo_import
from ui.importing.work import Bar, Stepping, Threaded, reading, store_in_sight
from ui.tasks import is_there
from ui.widgets import controls
from ui.widgets.dialogs import ask

FILE, COLUMNS, CHECK, STORE = range(4)
STAGES = (N_("Archivo"), N_("Columnas"), N_("Revisar"), N_("Importar"))
FILES = ".xlsx .xls .ods .csv .tsv .txt"


class ImportScreen(Screen):
    """One file at a time. What was answered stays until it is imported or let go."""

    def __init__(self, parent: Misc, context: Context, path: Path | None = None) -> None:
        super().__init__(parent, context)
        self.draft: Draft | None = None
        self.report: Report | None = None
        self.answering: Answering | None = None
        self.work: Stepping | Threaded | None = None
        self.run_: Import | None = None
        self.stage = FILE
        self.next_deed: Callable[[], object] = controls.nothing
        self._head().pack(fill="x", pady=(0, self.look.px(2)))
        self.line = controls.Problem(self, "ground", 60 if context.compact else 110)
        self.line.pack(side="bottom", anchor="w", pady=(self.look.px(1), 0))
        self.body = controls.area(self)
        self.body.pack(fill="both", expand=True)
        self.deeds = {
            "<F9>": lambda: self.next_deed(),
            "<F6>": lambda: self._on_questions(Questions.leave_out),
            "<F7>": lambda: self._on_questions(Questions.correct_all),
            "<F8>": lambda: self._on_questions(Questions.confirm),
            "<Control-z>": lambda: self._on_questions(Questions.take_back),
            "<Control-o>": self.choose,
            "<Escape>": self.back,
        }
        self.first: Misc = self
        if path is not None:
            self.read(path)
        else:
            self.begin()

    # Building -----------------------------------------------------------------------------------

    def _head(self) -> ttk.Frame:
        px, head = self.look.px, controls.area(self)
        self.next = controls.Button(
            head, _("Siguiente"), lambda: self.next_deed(), kind="primary", key=_("F9")
        )
        self.next.pack(side="right")
        self.back_button = controls.Button(
            head, _("Volver"), self.back, icon="arrow-left", key=_("Esc")
        )
        self.back_button.pack(side="right", padx=px(2))
        controls.text(head, _("Importar de Excel"), "title").pack(side="left")
        self.steps = controls.area(head)
        if not self.context.compact:
            self.steps.pack(side="left", padx=px(4), pady=(px(1.5), 0))
        return head

    def _stand(self, stage: int, words: str, deed: Callable[[], object], icon: str = "") -> None:
        """At this stage, with this deed as the way on; "" where there is none yet."""
        controls.clear(self.body)
        self.stage, self.next_deed = stage, deed
        self.line.say("")
        self.next.glyph = icon
        self.next.say(words)
        self.next._draw()
        (self.next.pack if words else self.next.pack_forget)(
            **({"side": "right", "before": self.back_button} if words else {})
        )
        controls.clear(self.steps)
        for place, name in enumerate(STAGES):
            role, tone = ("small_strong", "primary") if place == stage else ("small", "soft")
            controls.text(self.steps, f"{place + 1} {_(name)}", role, tone).pack(
                side="left", padx=(0, self.look.px(3))
            )

    def _take_keyboard(self, widget: Misc) -> None:
        self.first = widget
        if self.winfo_ismapped():
            widget.focus_set()

    def shown(self) -> None:
        self.first.focus_set()

    @property
    def unsaved(self) -> bool:
        return self.draft is not None and self.run_ is None

    def leave(self) -> bool:
        if (
            self.unsaved
            and self._answered_anything
            and not ask(
                self,
                _("¿Salir sin importar?"),
                _("Lo que corrigió y confirmó de «{file}» se pierde.").format(
                    file=self.draft.path.name if self.draft else ""
                ),
                _("Salir sin importar"),
                _("Seguir importando"),
                danger=True,
            )
        ):
            return False
        if self.run_ is not None or self._answered_anything:
            self.begin()
        self._stop()
        return True

    @property
    def _answered_anything(self) -> bool:
        return bool(self.answering and self.answering.before)

    def _stop(self) -> None:
        if self.work is not None:
            self.work.stop()
            self.work = None

    def destroy(self) -> None:
        self._stop()
        super().destroy()

    # 1 The file ---------------------------------------------------------------------------------

    def begin(self) -> None:
        """Nothing chosen yet."""
        self._stop()
        self.draft = self.report = self.answering = self.run_ = None
        self._stand(FILE, "", controls.nothing)
        leaf = Leaf(
            self.body,
            "box-arrow-in-down",
            _("¿Qué archivo quiere importar?"),
            _(
                "Libros de Excel o LibreOffice y textos .csv, con padrón, parcelas, cosechas,"
                " entregas, ventas, cobros o ingresos y egresos. Primero se revisa todo; nada se"
                " guarda hasta que usted lo diga, y se puede deshacer."
            ),
        )
        leaf.pack(fill="both", expand=True)
        buttons = leaf.ways(
            (_("Elegir archivo"), self.choose, "primary", "folder2-open", _("Ctrl+O")),
            (
                _("Escribir la plantilla"),
                self.write_template,
                "secondary",
                "file-earmark-spreadsheet",
                "",
            ),
            (_("Ver importaciones"), self.see_imports, "secondary", "list-ul", ""),
        )
        leaf.note("")
        self._take_keyboard(buttons[0])

    def choose(self) -> None:
        chosen = filedialog.askopenfilename(
            parent=self,
            title=_("Elija el archivo que quiere importar"),
            filetypes=[(_("Hojas de cálculo y textos"), FILES)],
        )
        if chosen:
            self.read(Path(chosen))

    def see_imports(self) -> None:
        self.context.go(IMPORTS.name)

    def write_template(self) -> None:
        """Write the workbook to fill, and open it."""
        from reports.excel.template import save_template

        folder = printing.folder("plantillas")
        association = self.context.association
        path = save_template(association, folder / "plantilla-ecocuenca.xlsx")
        if people := len(active_members(association)):  # their names stand in its lists
            title = _("Plantilla para importar")
            Taken(association, TEMPLATE, title, people).to(place_of(path))
        if printing.open_with_system(path):
            self.line.say(_("Se abrió la plantilla. Está en {path}").format(path=path), "good")
        else:
            self.line.say(_("La plantilla está en {path}").format(path=path), "good")

    def read(self, path: Path, encoding: str = "", separator: str = "") -> None:
        """Read it in a process of its own, while the window lives."""
        self._stop()
        self._stand(FILE, "", controls.nothing)
        words = _("Leyendo «{file}»").format(file=path.name)
        bar = self._bar(words, _("Dejar de leer"), self.begin)
        work = reading(path, encoding, separator)
        self.work = Threaded(self, work, bar.show, self._read, self._unread)

    def _bar(self, words: str, stop: str, deed: Callable[[], object]) -> Bar:
        sheet = controls.sheet(self.body, padding=8)
        sheet.pack(fill="both", expand=True)
        bar = Bar(sheet, words, stop, deed, "paper")
        bar.place(relx=0.5, rely=0.44, anchor="center")
        self._take_keyboard(bar.button)
        return bar

    def _unread(self, failure: BaseException) -> None:
        self.begin()
        if isinstance(failure, Refused):
            self.line.say(str(failure), "warn" if isinstance(failure, Cancelled) else "danger")
            return
        where = errors.write(failure)
        self.line.say(
            _("No se pudo leer el archivo. El detalle está en {file}.").format(file=where)
        )

    def _read(self, found: tuple[Workbook, list[Table]]) -> None:
        self.work = None
        self.draft = drafted(*found, self.context.association)
        self.show_columns()

    # 2 The columns ------------------------------------------------------------------------------

    def show_columns(self) -> None:
        draft = self.draft
        assert draft is not None
        self._stand(COLUMNS, _("Revisar"), self.check, "search")
        self.columns = Columns(
            self.body,
            draft,
            self._judge_columns,
            partial(self.read, draft.path),
            compact=self.context.compact,
        )
        self.columns.pack(fill="both", expand=True)
        self._judge_columns()
        self._take_keyboard(self.columns.sheets.canvas)

    def _judge_columns(self) -> None:
        assert self.draft is not None
        undecided = self.draft.undecided()
        self.line.say("" if self.draft.used else undecided[0], "warn")
        self.next.allow(not undecided)

    # 3 The cells in question --------------------------------------------------------------------

    def check(self) -> None:
        """Look at every row, by the rules of what it stores."""
        draft = self.draft
        if draft is None or draft.undecided():
            return
        self._stop()
        self._stand(CHECK, "", controls.nothing)
        words = _("Revisando «{file}»").format(file=draft.path.name)
        bar = self._bar(words, _("Dejar de revisar"), self.show_columns)
        steps = checked(self.context.association, draft)
        self.work = Stepping(self, steps, bar.show, self._checked, self._unchecked)

    def _unchecked(self, sentence: str) -> None:
        self.show_columns()
        self.line.say(sentence)

    def _checked(self, report: Report) -> None:
        assert self.draft is not None
        self.work, self.report = None, report
        if report.rehearsal is not None and not self._rehearsed(report.rehearsal()):
            return
        before = self.answering.before if self.answering else []
        self.answering = Answering(self.draft, list(report.questions), before)
        if report.questions:
            self.show_questions()
        else:
            self.show_summary()

    def _rehearsed(self, steps: Steps[bool]) -> bool:
        """Whether it was tried in the book; its answers are in the report."""
        title, stop = _("Probando en el libro"), _("Dejar de revisar")
        try:
            tried = store_in_sight(self, title, stop, steps)
        except Refused as refused:
            self._unchecked(str(refused))
            return False
        if tried is None and is_there(self):
            self.show_columns()
        return tried is not None

    def show_questions(self) -> None:
        assert self.answering is not None
        self._stand(CHECK, _("Revisar otra vez"), self.check, "arrow-repeat")
        self.next.allow(True)
        self.questions = Questions(
            self.body, self.answering, self._after_answer, compact=self.context.compact
        )
        self.questions.pack(fill="both", expand=True)
        self.line.say(_("Nada se guarda todavía. Ctrl+Z deshace la última respuesta."), "good")
        self.questions.ledger.canvas.bind("<Delete>", controls.then(self.questions.leave_out))
        self.update_idletasks()
        if self.winfo_ismapped():
            self.questions.take_keyboard()

    def _after_answer(self) -> None:
        if self.answering is not None and not self.answering.open:
            self.check()

    def _on_questions(self, deed: Callable[[Questions], object]) -> None:
        if self.stage == CHECK and self.answering is not None and self.work is None:
            deed(self.questions)

    # 4 What will be stored ----------------------------------------------------------------------

    def show_summary(self) -> None:
        report, draft = self.report, self.draft
        assert report is not None
        assert draft is not None
        nothing = report.is_empty
        self._stand(STORE, "" if nothing else _("Importar"), self.store, "check-lg")
        self.next.allow(not nothing)
        if nothing:
            leaf = Leaf(
                self.body,
                "check-circle",
                _("«{file}» no trae nada nuevo").format(file=draft.path.name),
                _("Todo lo que dice ya está en el libro, o quedó fuera."),
            )
        else:
            leaf = Leaf(
                self.body,
                "box-arrow-in-down",
                _("Se guardarán de «{file}»").format(file=draft.path.name),
                _("Antes se hace una copia del libro. Se guarda todo o nada."),
            )
            leaf.figures(report.plan.counts())
        leaf.pack(fill="both", expand=True)
        if advances := report.plan.advances:
            leaf.note(_("Con las entregas, {n} recibos de adelanto.").format(n=advances))
        if report.already:
            leaf.note(_("Ya estaban: {what}.").format(what=said(report.already)))
        if aside := draft.set_aside:
            say = _("Parecen totales o notas, y no se importan: {n} filas.")
            if aside == 1:
                say = _("Parece un total o una nota, y no se importa: {n} fila.")
            leaf.note(say.format(n=aside))
        if report.left_out:
            leaf.note(_("Filas que usted dejó fuera: {n}.").format(n=report.left_out))
        self._take_keyboard(self.back_button if nothing else self.next)

    def store(self) -> None:
        """All of it or nothing, after a copy."""
        report, draft = self.report, self.draft
        if report is None or draft is None or self.run_ is not None:
            return
        if stamp() != report.stamp:  # something was stored since: look again before it counts
            self.check()
            return
        steps = taken_in(self.context.association, draft, report)
        try:
            made = store_in_sight(self, _("Importando"), _("Dejar de importar"), steps)
        except Refused as refused:
            self.line.say(str(refused))
            return
        if made is None and not is_there(self):
            return
        if made is None:
            self.line.say(_("Se dejó de importar. No se guardó nada."), "warn")
            return
        self._stored(made, report)

    def _stored(self, made: Import, report: Report) -> None:
        self.run_ = made
        self.context.refresh()
        counts = report.plan.counts()
        self.context.say(_("Se importó: {what}.").format(what=said(counts)))
        self._stand(STORE, _("Importar otro archivo"), self.begin, "folder2-open")
        leaf = Leaf(
            self.body,
            "check-circle",
            _("Se importó «{file}»").format(file=made.file_name),
            _("Quedó anotado en Importaciones, con la fecha y quién lo hizo."),
        )
        leaf.figures(counts)
        leaf.pack(fill="both", expand=True)
        leaf.ways(
            (_("Ver importaciones"), self.see_imports, "secondary", "list-ul", ""),
            (
                _("Deshacer esta importación…"),
                self.undo,
                "danger_quiet",
                "arrow-counterclockwise",
                "",
            ),
        )
        self._take_keyboard(self.next)

    def undo(self) -> None:
        if self.run_ is not None and undo_import(self, self.context, self.run_):
            self.begin()

    def back(self) -> None:
        """To the stage before; from the first one out of here."""
        self._stop()
        if self.run_ is not None or self.stage == FILE:
            if self.draft is None or self.run_ is not None:
                self.context.back()
            else:
                self.begin()
        elif self.stage == COLUMNS:
            if self.leave():
                self.begin()
        else:
            self.show_columns()
