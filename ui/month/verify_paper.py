"""Verificar recibo: number and code of a paper somebody holds, and plainly whether it is of this book.

A reader of squares types the whole text of one and Enter: it is answered at once.
"""

from collections.abc import Mapping
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.documents import Document
from models.fields import NameField
from models.language import N_, _
from models.verifying import DIFFERS, FITS, REVERSED, UNKNOWN, VOID, Answer, answer_to, claim_of
from ui.context import Context
from ui.deed import show_papers
from ui.walk import Walk
from ui.widgets import controls
from ui.widgets.inputs import LineInput
from ui.widgets.scroller import Scroller

WORDS = {
    FITS: (N_("Coincide"), "good"),
    VOID: (N_("Anulado"), "danger"),
    REVERSED: (N_("Extornado"), "danger"),
    DIFFERS: (N_("No coincide"), "danger"),
    UNKNOWN: (N_("No existe"), "danger"),
}
ICONS = {"good": "check-circle-fill", "danger": "exclamation-octagon-fill"}


class VerifyPaper(Walk):
    kinds = (Document,)  # a paper voided meanwhile is answered anew
    title = N_("Verificar recibo")

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.answer: Answer | None = None
        self.asked: dict[str, str] = {}  # what was typed when it was answered
        px, compact = self.look.px, context.compact
        head = controls.area(self)
        head.pack(fill="x", pady=(0, px(1 if compact else 2)))
        controls.text(head, _(self.title), "title").pack(side="left")
        self.form = controls.sheet(self, padding=3 if compact else 5)
        self.form.pack(fill="x")
        self._fields(self.form)
        sheet = controls.sheet(self, padding=0.25)
        sheet.pack(fill="both", expand=True, pady=(px(2), 0))
        self.roll_ = Scroller(sheet, "paper")
        self.roll_.pack(fill="both", expand=True)
        self.result = controls.area(self.roll_.inside, "paper", 3 if compact else 5)
        self.result.pack(fill="both", expand=True)
        self.deeds = {"<F9>": self.verify}
        self.before = self.typed()
        self._show()

    def _fields(self, form: ttk.Frame) -> None:
        row = self.row(
            form,
            _(
                "El número está arriba en el papel; el código, al pie. "
                "También puede leer su cuadro con un lector."
            ),
        )
        for name, title, width in (
            ("number", _("Número del papel"), 26),
            ("code", _("Código de control"), 12),
        ):
            made = self.line(name, row, title, NameField())
            made.keyboard.configure(width=width)  # type: ignore[call-arg]
        place = row.slot(" ")
        self.save_button = controls.Button(
            place,
            _("Verificar"),
            self.verify,
            kind="primary",
            icon="search",
            key=_("F9"),
            surface="paper",
        )
        self.save_button.pack(pady=(self.look.px(1), 0))
        self.stop(self.save_button)

    @property
    def unsaved(self) -> bool:
        return False

    # Asking -------------------------------------------------------------------------------------

    def walk(self, widget: Misc, step: int = 1) -> str | None:
        """Enter after the code, or after the whole text of a square, asks the book."""
        number, code = (self.cells[name].input for name in ("number", "code"))
        read_whole = widget is number.keyboard and "|" in number.typed()
        if step > 0 and (read_whole or (widget is code.keyboard and code.typed())):
            self.verify()
            return "break"
        return super().walk(widget, step)

    def verify(self) -> None:
        answer = self.attempt(lambda values, _sure: self._ask(values))
        self.answer, self.asked = answer, self.typed()
        self._show()
        if answer is not None:
            self.cells["number"].input.focus()  # for the next one

    def _ask(self, values: Mapping[str, Any]) -> Answer:
        claim = claim_of(values["number"] or "", values["code"] or "")
        answer = answer_to(self.context.association, claim)
        for name, words in (("number", claim.number), ("code", claim.code)):
            made = self.cells[name].input
            assert isinstance(made, LineInput)
            made.words.set(words.upper())
        return answer

    def say_state(self, words: str, tone: str = "danger") -> None:
        """What is wrong stands beside its field."""

    def refresh(self) -> None:
        super().refresh()
        if self.answer is not None and self.typed() != self.asked:
            self.answer = None  # it was about another paper
            self._show()

    def reload(self) -> None:
        if self.answer is not None:
            self.verify()

    # Answering ----------------------------------------------------------------------------------

    def _show(self) -> None:
        controls.clear(self.result)
        answer, px = self.answer, self.look.px
        if answer is None:
            self._say(_("Aquí se dice si el papel salió de este libro y si todavía vale."), "soft")
            return
        words, tone = WORDS[answer.state]
        head = controls.area(self.result, "paper")
        head.pack(fill="x", pady=(0, px(2)))
        controls.Picture(head, ICONS[tone], tone, "paper", 22).pack(side="left")
        controls.text(head, _(words), "title", tone, "paper").pack(side="left", padx=px(2))
        if answer.document is not None:
            self.see_button = controls.Button(
                head, _("Ver el papel"), self._see, icon="eye", surface="paper"
            )
            self.see_button.pack(side="right")
        self._say(answer.sentence, "ink")
        self._say(answer.advice, "ink")
        if answer.facts:
            controls.text(
                self.result, _("Lo que dice el libro"), "small_strong", "soft", "paper"
            ).pack(anchor="w", pady=(px(3), px(1)))
            facts = controls.area(self.result, "paper")
            facts.pack(fill="x")
            rows = controls.area(facts, "paper")
            rows.pack(side="left")
            for place, (name, said) in enumerate(answer.facts):
                self._fact(rows, place, name, said)

    def _fact(self, rows: ttk.Frame, place: int, name: str, said: str) -> None:
        last = self.answer is not None and place == len(self.answer.facts) - 1
        label = controls.text(rows, name, "body", "soft", "paper")
        label.grid(row=place, column=0, sticky="w", padx=(0, self.look.px(4)))
        wide = self.look.em(110 if self.context.compact else 170)
        role = "figure" if last else "strong"
        words = controls.text(rows, said, role, "ink", "paper", wraplength=wide, justify="left")
        words.grid(row=place, column=1, sticky="w", pady=self.look.px(0.4))

    def _say(self, words: str, tone: str) -> None:
        said = controls.text(self.result, words, "body", tone, "paper", justify="left")
        said.pack(fill="x", pady=(0, self.look.px(1)))
        controls.wrap(said)

    def _see(self) -> None:
        if self.answer is not None and self.answer.document is not None:
            show_papers(self.context, self.answer.document)

    def shown(self) -> None:
        self.look_again()
        self.cells["number"].input.focus()
