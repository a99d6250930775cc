"""The form of any kind of record: its sections, its sentences, its save bar."""

from datetime import date
from tkinter import Misc

import ttkbootstrap as ttk

from models import history
from models.changes import Refused
from models.fields import DayField
from models.language import _, ngettext
from models.people.members import Member
from models.record import Doubtful, Record, RecordType, RulesBroken
from ui.context import Context, Screen
from ui.past import show_past
from ui.widgets import controls
from ui.widgets.dialogs import ask
from ui.widgets.inputs import Input, hint, is_needed, make_input
from ui.widgets.scroller import Scroller
from ui.widgets.words import agreeing

LETTERS = 48  # of a sentence beside its field
LETTERS_COMPACT = 30


class Form(Screen):
    """A new record, or one to change. Nothing typed is lost until it is stored or let go."""

    def __init__(
        self, parent: Misc, context: Context, kind: RecordType, record: Record | None = None
    ) -> None:
        super().__init__(parent, context)
        self.kind = kind
        self.record = record if record is not None else new_record(kind, context)
        self.is_new = not self.record.get_id()
        self.inputs: dict[str, Input] = {}
        self.beside: dict[str, controls.Problem] = {}
        self.wrong: set[str] = set()
        self.touched: set[str] = set()  # fields a person changed, even if back again
        self.doubted: dict[str, str] | None = None  # what was typed when the person was asked
        self.answered: dict[str, str] | None = None  # what was typed when it was last not stored
        self.done = False
        self.deeds = {"<F9>": self.save, "<Escape>": self.context.back}
        if self.is_new and kind.model is Member:
            self.deeds["<Control-Return>"] = self.save_and_another
        self._head().pack(fill="x", pady=(0, self.look.px(2)))
        self._bar().pack(side="bottom", fill="x")
        paper = controls.sheet(self, padding=0.25)
        paper.pack(fill="both", expand=True)
        self.roll_ = Scroller(paper, "paper")
        self.roll_.pack(fill="both", expand=True)
        self._fields(self.roll_.inside)
        self.before = self.typed()
        following = [*list(self.inputs.values())[1:], None]
        for made, after in zip(self.inputs.values(), following, strict=False):
            made.on_type = self._say_state
            made.on_enter(after.focus if after else self.save_button.focus_set)
        self._say_state()

    # Building -----------------------------------------------------------------------------------

    def _head(self) -> ttk.Frame:
        look, head = self.look, controls.area(self)
        if not self.is_new:
            controls.Button(
                head,
                _("Historial"),
                self.see_past,
                kind="quiet",
                icon="clock-history",
            ).pack(side="right")
        title = (
            agreeing(self.kind, _("Nuevo {one}"), _("Nueva {one}"))
            if self.is_new
            else str(self.record)
        )
        room = 150 if self.context.compact else 170
        self.title = controls.text(head, look.cut(title, look.em(room), "title"), "title")
        if not self.context.compact:
            required = controls.text(head, _("Los campos con * son obligatorios."), "body", "soft")
            required.pack(side="right", padx=look.px(4), pady=(look.px(1.5), 0))
        self.title.pack(side="left")
        return head

    def _fields(self, inside: ttk.Frame) -> None:
        form = controls.area(inside, "paper", (6, 1.5))
        form.pack(fill="both", expand=True)
        form.columnconfigure(1, weight=1)
        row = 0
        for title, names in self.kind.form.items():
            row = self._section(form, row, _(title))
            for name in names:
                self._field(form, row, name)
                row += 1

    def _section(self, form: ttk.Frame, row: int, title: str) -> int:
        px = self.look.px
        if row:
            line = controls.rule(form)
            line.grid(row=row, columnspan=2, sticky="ew", pady=(px(2), 0))
        words = controls.text(form, title, "lead", "primary", "paper")
        words.grid(row=row + 1, columnspan=2, sticky="w", pady=(px(1.5), px(0.5)))
        return row + 2

    def _field(self, form: ttk.Frame, row: int, name: str) -> None:
        px, field = self.look.px, self.record._meta.fields[name]
        label = controls.area(form, "paper")
        controls.text(label, _(field.verbose_name), "body", "ink", "paper").pack(side="left")
        star = " *" if is_needed(field) else "  "
        controls.text(label, star, "strong", "danger", "paper").pack(side="left")
        label.grid(row=row, column=0, sticky="ne", padx=(0, px(3)), pady=(px(2), 0))
        cell = controls.area(form, "paper")
        cell.grid(row=row, column=1, sticky="w", pady=px(0.25))
        made = make_input(cell, self.record, name, self._told, self._letters(name))
        made.widget.pack(side="left")
        letters = LETTERS_COMPACT if self.context.compact else LETTERS
        beside = controls.Problem(cell, letters=letters, hint=hint(field, self.record))
        beside.pack(side="left", padx=(px(3), 0))
        self.inputs[name], self.beside[name] = made, beside

    def _letters(self, name: str) -> int:
        """How many the list of this kind has room for; 0 if it does not show this field."""
        field = self.record._meta.fields[name]
        columns = (one for one in self.kind.columns if one.expression is field)
        return max((len(column.sample) for column in columns), default=0)

    def _bar(self) -> ttk.Frame:
        px, bar = self.look.px, controls.area(self, "ground", (0, 2.5, 0, 0))
        save = _("Guardar {one}").format(one=_(self.kind.one))
        self.save_button = controls.Button(
            bar, save, self.save, kind="primary", icon="check-lg", key=_("F9")
        )
        self.save_button.pack(side="left")
        if self.is_new and self.kind.model is Member:
            another = controls.Button(
                bar, _("Guardar y otro"), self.save_and_another, key=_("Ctrl+Enter")
            )
            another.pack(side="left", padx=(px(2), 0))
        cancel = controls.Button(bar, _("Cancelar"), self.context.back, key=_("Esc"))
        cancel.pack(side="left", padx=px(2))
        if not self.is_new and not self.kind.issued:
            controls.Button(
                bar, _("Borrar…"), self.remove, kind="danger_quiet", icon="trash3"
            ).pack(side="right")
        self.state_line = controls.area(bar)
        self.state_line.pack(side="left", padx=(px(2), 0))
        return bar

    # State --------------------------------------------------------------------------------------

    def typed(self) -> dict[str, str]:
        return {name: made.typed() for name, made in self.inputs.items()}

    @property
    def unsaved(self) -> bool:
        return not self.done and self.typed() != self.before

    def _told(self, name: str, problem: str) -> None:
        """An input was left or chosen: what it says now is judged alone."""
        if name not in self.beside:
            return  # still being built
        if self.answered is not None and self.typed() == self.answered:
            return  # what was said of all of it stands
        self._judge(name, problem)
        self._say_state()

    def _judge(self, name: str, problem: str, tone: str = "danger") -> None:
        self.beside[name].say(problem, tone)
        wrong = bool(problem) and tone == "danger"
        self.inputs[name].mark(wrong)
        (self.wrong.add if wrong else self.wrong.discard)(name)

    def _say_state(self, sentence: str = "", tone: str = "warn") -> None:
        """The line behind the buttons: what is not saved, and how much is left to correct."""
        if not self.winfo_exists():
            return
        unsaved = self.unsaved
        self.save_button.allow(self.is_new or unsaved)
        words = [sentence] if sentence else []
        if not words and unsaved:
            words.append(_("Cambios sin guardar."))
        if self.wrong and not sentence:
            count = len(self.wrong)
            left = ngettext(
                "Queda {n} campo por corregir.", "Quedan {n} campos por corregir.", count
            )
            words.append(left.format(n=count))
        if not words and not self.is_new:
            words, tone = [_("Sin cambios.")], "soft"
        self._write_state("  ".join(words), tone)

    def _write_state(self, words: str, tone: str) -> None:
        line, look = self.state_line, self.look
        controls.clear(line)
        if not words:
            ttk.Frame(line, width=1, height=1, style=look.frame()).pack()
            return
        icon = {"warn": "pencil-fill", "danger": "exclamation-octagon-fill", "soft": "check-lg"}
        controls.Picture(line, icon[tone], tone, "ground", 14).pack(
            side="left", padx=(look.px(2), look.px(1.5))
        )
        wrap = look.em(100 if self.context.compact else 150)
        controls.text(line, words, "body", tone, wraplength=wrap).pack(side="left")

    # Deeds --------------------------------------------------------------------------------------

    def save(self) -> None:
        """Store it once. A doubt is asked beside its field; saving again unchanged is the answer."""
        if self.done or not (self.is_new or self.unsaved):
            return
        for made in self.inputs.values():
            made.understand()  # the one with the keyboard is not left yet
        typed = self.answered = self.typed()
        sure = self.doubted == typed
        self.doubted = None
        for name in self.inputs:
            self._judge(name, "")
        try:
            self._take(typed).save(sure=sure)
        except RulesBroken as broken:
            self._explain(broken.problems)
        except Doubtful as doubt:
            self.doubted = typed
            self._wonder(doubt.doubts)
        except Refused as refused:
            self._say_state(str(refused), "danger")
        else:
            self.done = True
            self.context.say(_("Guardado: {what}.").format(what=self.record))
            self.context.back(self.record)

    def save_and_another(self) -> None:
        """Store it, and an empty form for the next one: a whole padrón is copied in one go."""
        self.save()
        if self.done:
            self.context.go("form", kind=self.kind)

    def _take(self, typed: dict[str, str]) -> Record:
        """The record as typed. What was picked from a list needs no reading: it may have
        namesakes."""
        self.touched |= {name for name, text in typed.items() if text != self.before[name]}
        names = self.inputs if self.is_new else self.touched  # what another window wrote stays
        picked = {name: self.inputs[name].picked() for name in names}
        for name, record in picked.items():
            if record is not None:
                setattr(self.record, name, record)
        try:
            return self.record.fill({n: typed[n] for n in names if picked[n] is None})
        except RulesBroken as unread:
            # All that is wrong at once, not first what cannot be read and then what is missing.
            missing = self.record.problems()
            empty = {n: say for n, say in missing.items() if n in typed and not typed[n]}
            raise RulesBroken({**empty, **unread.problems}) from unread

    def _explain(self, problems: dict[str, str]) -> None:
        for name, problem in problems.items():
            if name in self.inputs:
                self._judge(name, problem)
        elsewhere = [say for name, say in problems.items() if name not in self.inputs]
        self._say_state("  ".join(elsewhere), "danger" if elsewhere else "warn")
        first = next((name for name in self.inputs if name in problems), None)
        if first:
            self.inputs[first].focus()

    def _wonder(self, doubts: dict[str, str]) -> None:
        for name, question in doubts.items():
            if name in self.inputs:
                self._judge(name, question, "warn")
        elsewhere = [say for name, say in doubts.items() if name not in self.inputs]
        again = _("Pulse Guardar otra vez si es correcto.")
        self._say_state("  ".join([*elsewhere, again]))
        first = next((name for name in self.inputs if name in doubts), None)
        if first:
            self.inputs[first].focus()

    def see_past(self) -> None:
        show_past(self, str(self.record), history.of(self.kind, self.record))

    def remove(self) -> None:
        deed = _("Borrar {one}").format(one=_(self.kind.one))
        sure = ask(
            self,
            _("¿Borrar «{what}»?").format(what=self.record),
            _("Se borra para siempre. Lo que otros registros usan no se puede borrar."),
            deed,
            _("No borrar"),
            danger=True,
        )
        if not sure:
            return
        try:
            self.record.remove()
        except Refused as refused:
            self._say_state(str(refused), "danger")
        else:
            self.done = True
            self.context.say(_("Borrado: {what}.").format(what=self.record))
            self.context.back()

    # Coming and going ---------------------------------------------------------------------------

    def shown(self) -> None:
        first = next(iter(self.inputs.values()), None)
        if first and self.is_new:
            first.focus()
        else:
            self.roll_.canvas.focus_set()

    def leave(self) -> bool:
        return not self.unsaved or ask(
            self,
            _("¿Salir sin guardar?"),
            _("Lo que escribió en «{title}» se pierde.").format(title=self.title.cget("text")),
            _("Salir sin guardar"),
            _("Seguir escribiendo"),
            danger=True,
        )


def new_record(kind: RecordType, context: Context) -> Record:
    """An empty record of this kind, already of the association whose books these are."""
    record = kind.model()
    if "association" in record._meta.fields:
        setattr(record, "association", context.association)  # noqa: B010 - only some have one
    for name in (name for names in kind.form.values() for name in names):
        field = record._meta.fields[name]
        if field is Member.admitted:
            continue  # who is in the padrón was mostly admitted years ago
        if isinstance(field, DayField) and not field.null and getattr(record, name) is None:
            setattr(record, name, date.today())  # what is written down mostly happened today
    return record
