"""Faenas: the list of work days, and the attendance of one, a key for each member."""

from collections.abc import Callable
from datetime import date
from functools import partial
from tkinter import Event, Misc

import ttkbootstrap as ttk

from models.changes import Refused
from models.documents import Document, Paper
from models.fields import ChoiceField, NameField
from models.language import N_, _, ngettext
from models.listing import Row
from models.people.charges import Charge
from models.people.members import Member
from models.people.workdays import (
    CAME,
    EXCUSED,
    FINED,
    MADE_UP,
    OWES,
    SENT,
    STATES,
    WORKDAYS,
    Attendance,
    Turn,
    Workday,
    counts_in,
    days_owed,
    fine_absent,
    fine_of,
    make_up,
    mark,
    roll_of,
    take_back_make_up,
)
from models.record import Column, Doubtful, Record, RulesBroken, new_uid
from ui.context import Context, Screen
from ui.deed import show_papers
from ui.register import Register
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.dialogs import ask, tell
from ui.widgets.entries import SearchBox
from ui.widgets.ledger import Ledger
from ui.widgets.words import number

TONES = {
    CAME: "good",
    SENT: "good",
    EXCUSED: "soft",
    OWES: "danger",
    FINED: "warn",
    MADE_UP: "good",
}
# The key that marks each, by its first letter in Spanish.
KEYS = (("v", CAME), ("m", SENT), ("p", EXCUSED), ("d", OWES))
COLUMNS = (
    Column(N_("N°"), Member.place, sample="123", rank=2),
    Column(N_("Socio"), NameField(), sample="Quispe Mamani, María", strong=True),
    Column(N_("Ese día"), ChoiceField(choices=STATES), sample="Mandó a otra persona", tones=TONES),
    Column(N_("Repuso el"), Attendance.made_up, sample="31/12/2026", rank=1),
    Column(N_("Faenas que debe"), Member.place, sample="12", rank=1),
)


class Workdays(Register):
    """The list; Enter opens the attendance of one."""

    kind = WORKDAYS
    subtitle = N_("Trabajo comunal: quién vino y quién debe el día")
    new_words = N_("Nueva faena")
    search_hint = N_("Nombre de la faena")

    def open(self, record: Record) -> None:
        self.context.go("attendance", workday=record)


class Roll(Screen):
    """A letter marks the selected member and goes on to the next; Supr takes the mark away."""

    kinds = (Workday, Attendance, Member, Charge, Document)

    def __init__(self, parent: Misc, context: Context, workday: Workday) -> None:
        super().__init__(parent, context)
        self.workday = workday
        self.turns: list[Turn] = []
        self.rows: list[Row] = []
        self.token = new_uid()
        px = self.look.px
        self._head().pack(fill="x")
        self.figures = controls.text(self, "", "body", "soft", justify="left")
        self.figures.pack(fill="x", pady=(px(1), px(2)))
        controls.wrap(self.figures)
        self._marks().pack(fill="x", pady=(0, px(2)))
        self.ledger = Ledger(
            self, COLUMNS, lambda offset, limit: self.rows[offset : offset + limit]
        )
        self.ledger.pack(fill="both", expand=True)
        for letter, state in KEYS:
            for key in (letter, letter.upper()):
                self.ledger.canvas.bind(f"<Key-{key}>", partial(self._mark_by_key, state))
        for key in ("r", "R"):
            self.ledger.canvas.bind(f"<Key-{key}>", controls.then(self._make_up))
        self.ledger.canvas.bind("<Delete>", partial(self._mark_by_key, ""))
        self.deeds = {
            "<Escape>": self.context.back,
            "<Control-f>": self.search.focus_set,
            "<Control-e>": self._edit,
            "<F8>": self._fine,
        }
        self.stale = True

    # Building -----------------------------------------------------------------------------------

    def _head(self) -> ttk.Frame:
        row, px, compact = controls.area(self), self.look.px, self.context.compact
        for words, icon, key, deed, kind in (
            (
                _("Multar") if compact else _("Multar a los que deben"),
                "clipboard-plus",
                _("F8"),
                self._fine,
                "primary",
            ),
            (
                _("Editar") if compact else _("Editar faena"),
                "pencil",
                "" if compact else _("Ctrl+E"),
                self._edit,
                "secondary",
            ),
            (_("Volver"), "arrow-left", "" if compact else _("Esc"), self.context.back, "quiet"),
        ):
            controls.Button(row, words, deed, kind=kind, icon=icon, key=key).pack(
                side="right", padx=(px(2), 0)
            )
        self.title_label = controls.text(row, "", "lead" if compact else "title", justify="left")
        self.title_label.pack(side="left", fill="x", expand=True)
        controls.wrap(self.title_label)
        return row

    def _marks(self) -> ttk.Frame:
        """The search, and a button for each key."""
        row, px, compact = controls.area(self), self.look.px, self.context.compact
        self.search = SearchBox(
            row,
            _("Nombre"),
            "" if compact else _("Ctrl+F"),
            surface="ground",
            width=10 if compact else 16,
            on_type=lambda _words: self._show(),
        )
        self.search.pack(side="left", padx=(0, px(2)))
        for key in ("<Return>", "<Down>"):
            self.search.entry.bind(key, lambda _event: self.ledger.canvas.focus_set())
        words = {
            CAME: _("Vino"),
            SENT: _("Mandó a otro") if not compact else _("Mandó"),
            EXCUSED: _("Permiso"),
            OWES: _("Debe"),
        }
        for letter, state in KEYS:
            self._mark_button(row, words[state], letter.upper(), partial(self._mark, state))
        self._mark_button(row, _("Repuso"), "R", self._make_up)
        return row

    def _mark_button(self, row: Misc, words: str, key: str, deed: Callable[[], object]) -> None:
        def press() -> None:
            deed()
            self.ledger.canvas.focus_set()

        controls.Button(row, words, press, key=key).pack(side="left", padx=(0, self.look.px(1.5)))

    # Looking ------------------------------------------------------------------------------------

    def reload(self) -> None:
        self.workday = Workday.get_by_id(self.workday.get_id())
        self.turns = roll_of(self.workday)
        self.owed = days_owed(self.context.association, max(date.today(), self.workday.day))
        self._say()
        self._show()

    def _say(self) -> None:
        workday, counts = self.workday, counts_in(self.turns)
        self.title_label.configure(text=str(workday))
        parts = [workday.text("day")]
        if workday.fine:
            parts.append(_("multa de {fine}").format(fine=soles(workday.fine)))
        else:
            parts.append(_("sin multa: se repone con trabajo"))
        for state, words in STATES:
            if counts.get(state):
                parts.append(f"{_(words)}: {number(counts[state])}")
        if counts.get(""):
            parts.append(_("Sin anotar: {n}").format(n=number(counts[""])))
        self.figures.configure(text="  ·  ".join(parts))

    def _show(self) -> None:
        words = self.search.get()
        shown = [one for one in self.turns if one.member.is_called(words)]
        self.shown_turns = shown
        self.rows = [
            (
                one.member.id,
                one.member.place,
                str(one.member),
                one.state or None,
                one.attendance.made_up if one.attendance else None,
                self.owed.get(one.member.id),
            )
            for one in shown
        ]
        self.ledger.refill(self.ledger.selected)
        count = ngettext("{n} socio", "{n} socios", len(shown)).format(n=number(len(shown)))
        self.ledger.complete(len(self.rows), {"": count})

    @property
    def _current(self) -> Turn | None:
        place = self.ledger.selected
        return self.shown_turns[place] if place < len(self.shown_turns) else None

    # Deeds --------------------------------------------------------------------------------------

    def _mark_by_key(self, state: str, _event: Event) -> str:
        self._mark(state)
        return "break"

    def _mark(self, state: str) -> None:
        turn = self._current
        if turn is None:
            return
        try:
            mark(self.workday, {turn.member.id: state})
        except Refused as refused:
            self.context.say(str(refused), "danger")
            return
        self.reload()
        self.stale = False
        self.ledger.select(self.ledger.selected + 1)

    def _make_up(self) -> None:
        """Write that the day was worked today; of who is written so already, take it back."""
        turn = self._current
        if turn is None or turn.attendance is None:
            self.context.say(_("Repone quien debe el día."), "warn")
            return
        try:
            if turn.state == MADE_UP:
                take_back_make_up(turn.attendance)
                self.context.say(_("{name} debe otra vez el día.").format(name=turn.member), "warn")
            else:
                make_up(turn.attendance, date.today())
                self.context.say(_("{name} repuso el día hoy.").format(name=turn.member))
        except RulesBroken as broken:
            self.context.say("  ".join(broken.problems.values()), "danger")
        except Refused as refused:
            self.context.say(str(refused), "danger")
        else:
            self.reload()
            self.stale = False

    def _fine(self) -> None:
        """Ask, then charge the fine to all who owe the day."""
        count, total = fine_of(self.workday, self.turns)
        if count and self.workday.fine:
            say = ngettext(
                "Se carga {fine} a {n} socio que debe la faena: {total}.",
                "Se carga {fine} a cada uno de los {n} socios que deben la faena: {total}.",
                count,
            ).format(fine=soles(self.workday.fine), n=number(count), total=soles(total))
            if not ask(
                self, _("¿Multar a los que deben?"), say, _("Cargar la multa"), _("No multar")
            ):
                return
        paper = Paper(max(date.today(), self.workday.day), self.token)
        try:
            made = self._charge(paper)
        except RulesBroken as broken:
            tell(self, _("No se puede multar"), "  ".join(broken.problems.values()))
        except Refused as refused:
            tell(self, _("No se puede multar"), str(refused))
        else:
            if made is None:
                return
            self.token = new_uid()
            self.context.say(
                _("Guardado: {number}, {amount} por cobrar.").format(
                    number=made, amount=soles(made.total)
                )
            )
            show_papers(self.context, made.document)

    def _charge(self, paper: Paper) -> Charge | None:
        try:
            return fine_absent(self.workday, paper)
        except Doubtful as doubt:
            words = "  ".join(doubt.doubts.values())
            yes, no = _("Multar de todos modos"), _("No multar")
            if not ask(self, _("¿Es correcto?"), words, yes, no):
                return None
            return fine_absent(self.workday, paper, sure=True)

    def _edit(self) -> None:
        self.context.go("form", kind=WORKDAYS, record=self.workday)

    def shown(self) -> None:
        self.look_again()
        self.update_idletasks()
        self.ledger.refill(self.ledger.selected)
        self.ledger.canvas.focus_set()
