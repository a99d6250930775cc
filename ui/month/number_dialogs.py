"""The two small questions of «Numeración»: which leaf was spoiled, and where a series goes on."""

from collections.abc import Callable, Sequence
from tkinter import Misc
from typing import Any

from models.booklets import KINDS, Booklet
from models.changes import Refused
from models.language import _
from models.numbers import read_number
from models.record import RulesBroken
from ui.widgets import controls
from ui.widgets.dialogs import Dialog
from ui.widgets.entries import choices, entry


class _Question(Dialog):
    """Fields under each other, a sentence under them, the deed on its button; answers True."""

    def __init__(self, parent: Misc, title: str, sentence: str, yes: str, icon: str) -> None:
        super().__init__(parent, title)
        em = self.look.em(100)
        controls.text(self.body, title, "lead", "ink", "paper").pack(anchor="w")
        controls.text(
            self.body, sentence, "body", "soft", "paper", wraplength=em, justify="left"
        ).pack(anchor="w", pady=(self.look.px(1), self.look.px(3)))
        self.grid_ = controls.area(self.body, "paper")
        self.grid_.pack(anchor="w")
        self.fields: dict[str, Any] = {}
        self.problem = controls.Problem(self.body, letters=60)
        self.problem.pack(anchor="w", pady=(self.look.px(2), 0))
        controls.Button(
            self.foot, yes, self._try, kind="primary", icon=icon, key=_("F9"), surface="sunken"
        ).pack(side="left")
        controls.Button(
            self.foot, _("Cancelar"), lambda: self.answer(None), key=_("Esc"), surface="sunken"
        ).pack(side="left", padx=self.look.px(2))
        self.bind("<F9>", lambda _event: self._try())
        self.deed: Callable[[], object] = controls.nothing

    def ask(self, name: str, title: str, made: Callable[[Misc], Any]) -> None:
        row, px = len(self.fields), self.look.px
        controls.text(self.grid_, title, "strong", "ink", "paper").grid(
            row=row, column=0, sticky="e", padx=(0, px(3)), pady=px(1)
        )
        self.fields[name] = made(self.grid_)
        self.fields[name].grid(row=row, column=1, sticky="w", pady=px(1))

    def whole(self, name: str, missing: str) -> int:
        words = self.fields[name].get().strip()
        if not words:
            raise RulesBroken({name: missing})
        try:
            return int(read_number(words, 0))
        except ValueError as unread:
            raise RulesBroken({name: str(unread)}) from unread

    def _try(self) -> None:
        try:
            self.deed()
        except RulesBroken as broken:
            self.problem.say("  ".join(broken.problems.values()))
            wrong = next((name for name in broken.problems if name in self.fields), None)
            if wrong:
                self.fields[wrong].focus_set()
        except Refused as refused:
            self.problem.say(str(refused))
        else:
            self.answer(True)


def ask_spoiled(
    parent: Misc,
    booklets: Sequence[Booklet],
    chosen: Booklet,
    next_leaf: Callable[[Booklet], int | None],
    deed: Callable[[Booklet, int, str], object],
) -> bool:
    """Do `deed(booklet, leaf, reason)` with what is typed, until it is done or let go."""
    made = _Question(
        parent,
        _("Marcar hoja malograda"),
        _("La hoja queda anotada: no se usa más y ya no falta."),
        _("Marcar la hoja"),
        "file-earmark-x",
    )
    names = [f"{one.name}  ·  {one.text('kind')}" for one in booklets]
    keys = [one.id for one in booklets]
    made.ask("booklet", _("Talonario"), lambda place: choices(place, names, width=40))
    made.fields["booklet"].current(keys.index(chosen.id))
    made.ask("slip", _("Hoja N°"), lambda place: entry(place, width=8, number=True))
    if (leaf := next_leaf(chosen)) is not None:
        made.fields["slip"].insert(0, str(leaf))
    made.ask("reason", _("Motivo"), lambda place: entry(place, width=40))

    def store() -> None:
        leaf = made.whole("slip", _("Falta el número de la hoja."))
        deed(booklets[made.fields["booklet"].current()], leaf, made.fields["reason"].get())

    made.deed = store
    return bool(made.run(made.fields["slip"]))


def ask_start(parent: Misc, year: int, deed: Callable[[str, int, int], object]) -> bool:
    """Do `deed(kind, year, first)` with what is typed, until it is done or let go."""
    made = _Question(
        parent,
        _("Seguir la numeración del talonario"),
        _(
            "Si ya usó un talonario este año, el programa empieza después de su último número. "
            "Solo se puede antes del primer papel de la serie."
        ),
        _("Guardar"),
        "123",
    )
    names = [_(words) for _kind, words in KINDS]
    made.ask("kind", _("Clase"), lambda place: choices(place, names, names[0], width=24))
    made.ask("year", _("Año"), lambda place: entry(place, str(year), width=8, number=True))
    made.ask("last", _("Último número usado"), lambda place: entry(place, width=8, number=True))

    def store() -> None:
        last = made.whole("last", _("Falta el último número del talonario."))
        place = made.fields["kind"].current()
        deed(KINDS[place][0], made.whole("year", _("Falta el año.")), last + 1)

    made.deed = store
    return bool(made.run(made.fields["last"]))
