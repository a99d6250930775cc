"""Meses cerrados: each with its control code, what was warned of, its workbook, and its reopening."""

import ttkbootstrap as ttk

from models.changes import Refused
from models.language import N_, _
from models.month.closing import CLOSINGS, Closing, closed_months, control_code, kept_workbook
from models.month.closing import reopen_month as reopen
from models.months import Month
from models.record import Record
from ui import printing
from ui.context import Context
from ui.detail import facts, head
from ui.register import Register
from ui.widgets import controls
from ui.widgets.dialogs import Voiding, ask_reason
from ui.widgets.scroller import Scroller
from ui.widgets.words import starting

REASONS = (N_("Faltaba un papel"), N_("Un papel estaba mal"), N_("Se cerró antes de tiempo"))


class Closings(Register):
    kind = CLOSINGS
    new_words, new_key, new_icon = N_("Cerrar el mes"), "Ctrl+N", "lock"

    def new(self) -> None:
        self.context.go("close_month")

    def open(self, record: Record) -> None:
        """Enter shows the workbook that was kept."""
        assert isinstance(record, Closing)
        self.open_workbook(record)

    def detail(self, pane: ttk.Frame, record: Record) -> None:
        assert isinstance(record, Closing)
        px = self.look.px
        self._deeds(pane, record)
        head(pane, self.kind, record, starting(str(record)))
        self._check(pane, record)
        roll = Scroller(pane, "paper")
        roll.pack(fill="both", expand=True, pady=(px(2), 0))
        facts(roll.inside, self.kind, record)

    def _check(self, pane: ttk.Frame, closing: Closing) -> None:
        """Whether the month still is what was closed."""
        px, now = self.look.px, control_code(closing.association, Month.read(str(closing.month)))
        if not closing.stands:
            mark = controls.pill(pane, _("Reabierto"), "warn", controls.STATE_ICONS["warn"])
        elif now == closing.code:
            words = _("El código sale igual: nada cambió")
            mark = controls.pill(pane, words, "good", controls.STATE_ICONS["good"])
        else:
            words = _("El código sale distinto: {code}").format(code=now)
            mark = controls.pill(pane, words, "danger", "exclamation-octagon-fill")
        mark.pack(anchor="w", pady=(px(2), 0))

    def _deeds(self, pane: ttk.Frame, closing: Closing) -> None:
        px, foot = self.look.px, controls.area(pane, "paper")
        foot.pack(side="bottom", fill="x", pady=(px(2), 0))
        self.book_button = controls.Button(
            foot,
            _("Abrir libro guardado"),
            lambda: self.open_workbook(closing),
            icon="file-earmark-spreadsheet",
            key=_("Enter"),
            surface="paper",
        )
        self.book_button.allow(kept_workbook(closing) is not None)
        self.book_button.pack(fill="x")
        newest = next(iter(closed_months(closing.association)), None)
        if newest is not None and newest.key == closing.key:
            controls.Button(
                foot,
                _("Reabrir {month}…").format(month=str(closing)),
                lambda: self.reopen(closing),
                kind="danger_quiet",
                icon="unlock",
                surface="paper",
            ).pack(fill="x", pady=(px(1), 0))

    # Deeds --------------------------------------------------------------------------------------

    def open_workbook(self, closing: Closing) -> None:
        open_kept(self.context, closing)

    def reopen(self, closing: Closing) -> None:
        """Ask why, and open the month again."""
        month = Month.read(str(closing.month))
        voiding = Voiding(
            question=_("¿Reabrir {month}?").format(month=month.title),
            about=_("Cerrado el {day}, código {code}").format(
                day=closing.text("made"), code=closing.code
            ),
            facts=[
                ("lock", _("Este cierre queda anotado, con la fecha y el motivo de hoy.")),
                ("file-earmark-spreadsheet", _("Su libro Excel sigue guardado.")),
                ("arrow-repeat", _("El mes se puede corregir y se vuelve a cerrar.")),
            ],
            reasons=REASONS,
            yes=_("Reabrir {month}").format(month=month.title),
            no=N_("No reabrir"),
            why=N_("¿Por qué se reabre?"),
            note=N_("El motivo se lee en la lista de meses cerrados."),
        )
        if (reason := ask_reason(self, voiding)) is None:
            return
        try:
            reopen(closing.association, month, reason)
        except Refused as refused:
            self.context.say(str(refused), "danger")
            return
        self.context.say(_("{month} está abierto otra vez.").format(month=starting(month.title)))
        self.context.refresh()  # the header says whether a month is open


def open_kept(context: Context, closing: Closing) -> None:
    """The workbook that was kept with a closing, in what the system has for it."""
    from reports.excel.closing import write_kept

    path = write_kept(closing, printing.folder("libros"))
    if path is None:
        context.say(_("De ese cierre no quedó libro guardado."), "warn")
        return
    words = _("Se abre {path}") if printing.open_with_system(path) else _("Está en {path}")
    context.say(words.format(path=path))
