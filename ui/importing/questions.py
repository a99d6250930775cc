"""The cells in question: what is wrong with each, and the place to put it right."""

from collections.abc import Callable
from tkinter import Misc, StringVar

import ttkbootstrap as ttk
from peewee import IntegerField

from models.changes import Refused
from models.fields import ChoiceField, NameField, NoteField
from models.importing.answering import Answering, can_confirm, is_duplicate
from models.importing.checking import Question
from models.importing.entries import DOUBT, DUPLICATE, PROBLEM
from models.language import N_, _
from models.listing import Row
from models.record import Column
from ui import theme
from ui.widgets import controls
from ui.widgets.chips import Chips
from ui.widgets.entries import entry
from ui.widgets.ledger import Ledger

ALL = "all"
ABOUT = (
    (PROBLEM, N_("Por corregir")),
    (DOUBT, N_("Por confirmar")),
    (DUPLICATE, N_("Parecidos")),
)
OF_CELLS = (
    Column(N_("Hoja"), NameField(), sample="Entregas", rank=3),
    Column(N_("Fila"), IntegerField(), sample="20,000"),
    Column(N_("Columna"), NameField(), sample="E  Peso bruto", rank=1),
    Column(N_("Dice"), NameField(), sample="52,500", rank=2),
    Column(N_("Qué pasa"), NoteField(), sample="La fecha «31/02/2026» no existe.", strong=True),
    Column(
        N_("Qué falta"),
        ChoiceField(choices=ABOUT),
        sample="Por confirmar",
        tones={PROBLEM: "danger", DOUBT: "warn", DUPLICATE: "warn"},
        rank=4,
    ),
)


class Questions(ttk.Frame):
    """`on_answer` is called after each answer; all are answered when none is open."""

    def __init__(
        self, parent: Misc, answering: Answering, on_answer: Callable[[], object], *, compact: bool
    ) -> None:
        self.look = theme.of(parent)
        super().__init__(parent, style=self.look.frame("ground"))
        self.answering, self.on_answer, px = answering, on_answer, self.look.px
        self.compact, self.letters = compact, 27 if compact else 38
        self.about, self.shown = StringVar(self, ALL), list[Question]()
        options = [(ALL, _("Todas")), *((value, _(words)) for value, words in ABOUT)]
        top = controls.area(self)
        top.pack(fill="x", pady=(0, px(2)))
        self.bulk = controls.Button(top, "", self._answer_all, kind="quiet")
        self.bulk.pack(side="right")
        self.chips = Chips(top, self.about, options, self.reload)
        self.chips.pack(side="left", fill="x", expand=True)
        self.pane = controls.sheet(self, padding=4)
        self.pane.pack(side="right", fill="y", padx=(px(3), 0))
        self.pane.configure(width=self.look.em(72 if compact else 92))
        self.pane.pack_propagate(False)
        self.ledger = Ledger(
            self,
            OF_CELLS,
            lambda offset, limit: [self._row(at) for at in self._places(offset, limit)],
            on_select=lambda _row: self._show(),
            on_open=lambda _row: self.take_keyboard(),
        )
        self.ledger.pack(side="left", fill="both", expand=True)
        self.reload()

    def _places(self, offset: int, limit: int) -> range:
        return range(offset, min(offset + limit, len(self.shown)))

    def _row(self, place: int) -> Row:
        one = self.shown[place]
        where = f"{one.letter}  {one.heading}".strip()
        return place, one.cell.sheet, one.cell.row, where, one.text, one.say, one.about

    @property
    def current(self) -> Question | None:
        return self.shown[self.ledger.selected] if self.shown else None

    def reload(self) -> None:
        """Show the open questions of the chosen kind."""
        every, about = self.answering.open, self.about.get()
        self.shown = [one for one in every if about in (ALL, one.about)]
        counts = {value: sum(one.about == value for one in every) for value, _words in ABOUT}
        self.chips.count({ALL: len(every), **counts})
        self.ledger.refill(min(self.ledger.selected, max(0, len(self.shown) - 1)))
        self.ledger.complete(len(self.shown), {})
        self._show()

    # The question at the right ------------------------------------------------------------------

    def _show(self) -> None:
        controls.clear(self.pane)
        one, px = self.current, self.look.px
        self._offer_bulk()
        self.field: ttk.Entry | None = None
        if one is None:
            words = _("De esta clase no queda ninguna.")
            controls.text(self.pane, words, "body", "soft", "paper").pack(anchor="w")
            return
        self._answers(one)
        where = _("{sheet}, fila {row}").format(sheet=one.cell.sheet, row=one.cell.row)
        wrap = {"wraplength": self.pane.winfo_reqwidth() - px(10), "justify": "left"}
        controls.text(self.pane, where, "small", "soft", "paper", **wrap).pack(anchor="w")
        if (row := self.answering.row_of(one)) and not self.compact:
            controls.text(self.pane, row, "small", "soft", "paper", **wrap).pack(anchor="w")
        title = one.heading or _("Toda la fila")
        controls.text(self.pane, title, "lead", "ink", "paper", **wrap).pack(anchor="w")
        tone = "warn" if can_confirm(one) else "danger"
        said = controls.text(self.pane, one.say, "body", tone, "paper", **wrap)
        said.pack(anchor="w", pady=(px(1), px(2)))
        if one.cell.name:
            self._field(one)

    def _answers(self, one: Question) -> None:
        """At the foot, packed first: where height is short they stay."""
        foot = controls.area(self.pane, "paper")
        foot.pack(side="bottom", fill="x")
        if one.cell.name:
            self._deed(foot, _("Corregir"), self.correct, "pencil", _("Enter"))
        if one.cell.name and (same := len(self.answering.same_as(one))) > 1:
            words = _("Corregir las {n} iguales").format(n=f"{same:,}")
            self._deed(foot, words, self.correct_all, "pencil-square", _("F7"))
        if can_confirm(one):
            words = _("Es otro, importarlo") if is_duplicate(one) else _("Es correcto")
            self._deed(foot, words, self.confirm, "check-lg", _("F8"))
        self._deed(foot, _("No importar esta fila"), self.leave_out, "dash-circle", _("F6"))

    def _field(self, one: Question) -> None:
        px = self.look.px
        self.field = entry(self.pane, one.meant or one.text, width=30)
        self.field.pack(fill="x")
        self.beside = controls.Problem(
            self.pane, letters=self.letters, hint="" if self.compact else self._hint(one)
        )
        self.beside.pack(anchor="w", pady=(px(0.5), px(1)))
        for key in ("<Return>", "<KP_Enter>"):
            self.field.bind(key, controls.then(self.correct))
        self.field.bind("<Up>", lambda _event: self._step(-1))
        self.field.bind("<Down>", lambda _event: self._step(1))

    def _hint(self, one: Question) -> str:
        column = self.answering.column_of(one)
        if column is None:
            return ""
        if isinstance(column.field, ChoiceField):
            return ", ".join(_(words) for _kept, words in column.field.choices)
        return _(column.note) if column.note else ""

    def _deed(
        self, place: Misc, words: str, deed: Callable[[], object], icon: str, key: str
    ) -> None:
        button = controls.Button(place, words, deed, icon=icon, key=key, surface="paper")
        button.pack(fill="x", pady=(self.look.px(1), 0))

    def _offer_bulk(self) -> None:
        """What can be said at once to all of the list that are like the one in sight."""
        alike = self._alike()
        if len(alike) < 2:
            self.bulk.pack_forget()
            return
        say = _("No importar las {n}")
        if can_confirm(alike[0]):
            say = _("Confirmar las {n}")
        self.bulk.say(say.format(n=f"{len(alike):,}"))
        self.bulk.pack(side="right")

    # Answers ------------------------------------------------------------------------------------

    def correct(self) -> str:
        return self._correct(self.answering.correct)

    def correct_all(self) -> str:
        return self._correct(self.answering.correct_all)

    def _correct(self, deed: Callable[[Question, str], object]) -> str:
        one = self.current
        if one is None or self.field is None:
            return "break"
        try:
            deed(one, self.field.get().strip())
        except Refused as wrong:
            self.beside.say(str(wrong))
            self.field.state(["invalid"])
            return "break"
        self._answered()
        return "break"

    def confirm(self) -> None:
        if (one := self.current) is not None and can_confirm(one):
            self.answering.confirm([one])
            self._answered()

    def leave_out(self) -> None:
        if (one := self.current) is not None:
            self.answering.leave_out([one])
            self._answered()

    def _alike(self) -> list[Question]:
        one = self.current
        return [each for each in self.shown if one is not None and each.about == one.about]

    def _answer_all(self) -> None:
        """Confirm them, where that is an answer; else leave their rows out."""
        alike = self._alike()
        if alike and can_confirm(alike[0]):
            self.answering.confirm(alike)
        else:
            self.answering.leave_out(alike)
        self._answered()

    def take_back(self) -> None:
        if self.answering.take_back():
            self._answered()

    def _answered(self) -> None:
        self.reload()
        self.take_keyboard()
        self.on_answer()

    def _step(self, step: int) -> str:
        self.ledger.select(self.ledger.selected + step)
        self.take_keyboard()
        return "break"

    def take_keyboard(self) -> None:
        """To the field of the question; to the list where a whole row is in question."""
        (self.field or self.ledger.canvas).focus_set()
