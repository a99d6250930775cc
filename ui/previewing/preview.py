"""Vista previa: papers as they will be printed, on a desk. Of numbered ones only what is stored."""

from collections.abc import Sequence
from tkinter import Misc

import ttkbootstrap as ttk

from models.documents import Document
from models.language import _
from ui.context import Context, Screen
from ui.previewing.printout import Numbered, Printout
from ui.previewing.view import PaperView
from ui.widgets import controls


class Preview(Screen):
    """Of these documents, all of them `what` says, or of a paper that has no number."""

    kinds = (Document,)  # a paper voided meanwhile shows that it is

    def __init__(
        self,
        parent: Misc,
        context: Context,
        documents: Sequence[Document] = (),
        what: str = "",
        printout: Printout | None = None,
    ) -> None:
        super().__init__(parent, context)
        self.printout = printout or Numbered(documents, what)
        px = self.look.px
        head = controls.area(self)
        head.pack(fill="x", pady=(0, px(2.5)))
        self.line = controls.Problem(self, "ground", 75 if context.compact else 110)
        self.line.pack(side="bottom", anchor="w", pady=(px(1), 0))
        pane = controls.sheet(self, padding=3 if context.compact else 4)
        self.view = PaperView(self, context, pane, "paper", self.line.say)
        self.view.options.pack(fill="x")
        self._fill_head(head)
        self.view.pack(side="left", fill="both", expand=True)
        pane.pack(side="right", fill="y", padx=(px(3), 0), before=self.view)
        pane.lift()  # packed first, and yet Tab comes to it after the paper
        self.desk = self.view.desk
        self.deeds = {**self.view.deeds, "<Escape>": self.escape}
        self._lay_out()

    def _fill_head(self, head: ttk.Frame) -> None:
        px, compact = self.look.px, self.context.compact
        self.view.pack_deeds(head)
        controls.Button(
            head,
            "" if compact else _("Volver"),
            self.context.back,
            kind="quiet",
            icon="chevron-left",
            key="" if compact else _("Esc"),
        ).pack(side="left")
        self.state_pill = controls.area(head)
        self.title = controls.text(head, "", "lead" if compact else "title")
        self.title.pack(side="left", padx=px(2))
        self.state_pill.pack(side="left", padx=px(2))
        head.bind("<Configure>", lambda _event: self._show_title())

    def _show_title(self) -> None:
        """As much of it as the deeds leave room for: of one paper rather its number than its kind."""
        role, head = "lead" if self.context.compact else "title", self.title.master
        others = [one for one in head.pack_slaves() if one is not self.title]
        room = head.winfo_width() - sum(one.winfo_reqwidth() for one in others) - self.look.px(14)
        words = self.printout.title
        if len(self.printout.numbers) == 1 and self.look.width(words, role) > room > 0:
            (words,) = self.printout.numbers
        self.title.configure(text=self.look.cut(words, room, role) if room > 0 else words)

    # The paper ------------------------------------------------------------------------------------

    def reload(self) -> None:
        """From the book as it is now."""
        if isinstance(self.printout, Numbered):
            self.printout = self.printout.looked_up_again()
        self._lay_out()

    def _lay_out(self) -> None:
        if isinstance(self.printout, Numbered):
            self._show_state(self.printout.documents)
        self._show_title()
        self.view.show(self.printout)

    def look_again(self) -> None:
        """What was printed from here stays as it was printed, until it is printed once more."""
        if self.view.spent:
            self._waiting = ""
        else:
            super().look_again()

    def _show_state(self, documents: Sequence[Document]) -> None:
        controls.clear(self.state_pill)
        if len(documents) == 1:
            valid = documents[0].is_valid
            words, tone = (_("Guardado"), "good") if valid else (_("Anulado"), "danger")
            controls.pill(self.state_pill, words, tone, controls.STATE_ICONS[tone]).pack()

    # Deeds ----------------------------------------------------------------------------------------

    def print_(self) -> None:
        """To the printer without a stop."""
        self.view.print_()

    def escape(self) -> None:
        """Stop a long work; without one, back."""
        if not self.view.cancel():
            self.context.back()

    def shown(self) -> None:
        self.look_again()
        self.desk.focus_set()
