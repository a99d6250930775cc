"""A screen on which money or produce changes hands.

Fields stand at the left, the paper in the making at the right; where room is short the paper folds
into one line. Each form carries one token until it is stored, so that two presses make one paper.
With `instead_of` a void paper, the fields begin with what it said, and what is stored replaces it.
"""

from collections.abc import Mapping
from datetime import date
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.documents import Document, Paper
from models.fields import show
from models.language import _
from models.months import why_closed
from models.record import Record, new_uid
from ui.context import Context
from ui.leaf import LeafInput
from ui.walk import Walk
from ui.weighing.weigh_day import another_month
from ui.widgets import controls
from ui.widgets.row import Row
from ui.widgets.scroller import Scroller
from ui.widgets.slip import Strip, Ticket
from ui.widgets.tiles import Line


class Deed(Walk):
    """What a deed asks, says and does is in `build`, `facts`, `echo` and `store`."""

    paper_title = ""
    save_words = ""
    kept: tuple[str, ...] = ("day",)
    leaf_kind = ""  # of the talonarios it may have been written in first

    def __init__(self, parent: Misc, context: Context, instead_of: Any = None) -> None:
        super().__init__(parent, context)
        self.instead_of = still_missing(instead_of)
        self.token = new_uid()
        self.after_saving = False  # whether nothing was typed since the last paper
        self.proposed: date | None = None  # the day the program wrote by itself
        self._month = context.month
        self.deeds = {"<F9>": self.save}
        self._head().pack(fill="x", pady=(0, self.look.px(1 if context.compact else 2)))
        self.ticket: Ticket | None = None
        if context.compact:
            beside = self._fold()
            beside.pack(side="bottom", fill="x", pady=(self.look.px(2), 0))
        else:
            beside = self._paper()
            beside.pack(side="right", fill="both", padx=(self.look.px(4), 0))
        sheet = controls.sheet(self, padding=0.25)
        sheet.pack(side="left", fill="both", expand=True)
        self.roll_ = Scroller(sheet, "paper")
        self.roll_.pack(fill="both", expand=True)
        self.form = controls.area(self.roll_.inside, "paper", (4, 1) if context.compact else (5, 4))
        self.form.pack(fill="both", expand=True)
        self.build(self.form)
        self.leaf = self._ask_leaf() if self.leaf_kind else None
        beside.lift()  # Tab comes to the deeds after the fields
        self._say_how()
        self.begin()
        if self.instead_of is not None:
            self._begin_again(self.instead_of)

    # What each deed says --------------------------------------------------------------------------

    def build(self, form: ttk.Frame) -> None:
        raise NotImplementedError

    def store(self, values: Mapping[str, Any], paper: Paper, *, sure: bool) -> Record:
        """Do the deed; what it made stands in its `document`."""
        raise NotImplementedError

    def facts(self) -> list[Line]:
        """The lines of the paper, as far as they can be said now."""
        return []

    def brief(self) -> list[tuple[str, str]]:
        """What of it is said where room is short."""
        return []

    def echo(self) -> None:
        """Say beside the fields what would follow."""

    def empty(self) -> None:
        """Make the fields ready for the next one."""

    def repeat(self, made: Any) -> None:
        """Write into the fields what a void paper said."""

    def first(self) -> Misc:
        """Where the keyboard starts."""
        return next(iter(self.cells.values())).input.keyboard

    def thanks(self, made: Record) -> str:
        return _("Guardado: {what}.").format(what=made)

    def follow_up(self, document: Document, *, printing: bool) -> None:
        """What comes once it is stored."""
        if printing:
            show_papers(self.context, document)

    # Building -----------------------------------------------------------------------------------

    def _head(self) -> ttk.Frame:
        look, head = self.look, controls.area(self)
        controls.text(head, _(self.title), "title").pack(side="left")
        self.under_title = controls.text(head, "", "body", "soft")
        self.under_title.pack(side="left", padx=look.px(4), pady=(look.px(1.5), 0))
        return head

    def _say_how(self) -> None:
        """Which paper it replaces; else how the keyboard goes about, where there is room."""
        how = _("Enter pasa al siguiente campo.  Esc, al de antes.")
        said = "" if self.context.compact else how
        if self.instead_of is not None:
            said = _("Reemplaza a {n}.").format(n=self.instead_of)
        self.under_title.configure(text=said)

    def _paper(self) -> ttk.Frame:
        made, px = controls.area(self), self.look.px
        foot = controls.area(made)
        foot.pack(side="bottom", fill="x", pady=(px(2), 0))
        self.ticket = Ticket(made, self.context.association.name, _(self.paper_title))
        self.ticket.pack(fill="both", expand=True)
        self.save_button = self._save_button(foot, "ground", large=True)
        self.save_button.pack(fill="x")
        row = controls.area(foot)
        row.pack(fill="x", pady=(px(1), 0))
        self._only_button(row, "ground").pack(side="left")
        self.trouble = controls.Problem(foot, "ground", 38)
        self.trouble.pack(fill="x", pady=(px(1), 0))
        return made

    def _fold(self) -> ttk.Frame:
        made, px = controls.sheet(self, padding=2), self.look.px
        self.save_button = self._save_button(made, "paper", large=False)
        self.save_button.pack(side="right")
        self._only_button(made, "paper").pack(side="right", padx=px(1))
        self.trouble = controls.Problem(made, "paper", 46)
        self.strip = Strip(made)
        self.strip.pack(side="left")
        return made

    def say_state(self, words: str, tone: str = "danger") -> None:
        """What stands in the way of storing it; where room is short, in the place of the sums."""
        self.trouble.say(words, tone)
        if self.context.compact:
            shown, hidden = (self.trouble, self.strip) if words else (self.strip, self.trouble)
            hidden.pack_forget()
            shown.pack(side="left", fill="x")

    def _save_button(self, parent: Misc, surface: str, *, large: bool) -> controls.Button:
        button = controls.Button(
            parent,
            _("Guardar e imprimir") if self.context.compact else _(self.save_words),
            self.save,
            kind="primary",
            icon="printer",
            key=_("F9"),
            surface=surface,
            large=large,
        )
        self.stop(button)
        return button

    def _only_button(self, parent: Misc, surface: str) -> controls.Button:
        return controls.Button(
            parent,
            _("Solo guardar"),
            lambda: self.save(printing=False),
            kind="quiet",
            surface=surface,
        )

    def _ask_leaf(self) -> LeafInput:
        """The leaf it was written on by hand; in sight where there is a talonario of its kind."""
        self.leaf_row = self.row(self.form)
        made = LeafInput(
            self.leaf_row.slot(_("N° de talonario")), self.context.association, self.leaf_kind
        )
        self.add("slip", self.leaf_row, made)
        made.on_type = self.changed
        return made

    def _settle_leaf(self) -> None:
        if self.leaf is None:
            return
        if self.leaf.offer():
            self.leaf_row.pack(fill="x")
        else:
            self.leaf_row.pack_forget()

    @property
    def day(self) -> date | None:
        return self.value("day")

    def add_day(self, row: Row) -> None:
        self.line("day", row, _("Fecha"), Document.day, _("Falta la fecha."))
        self.far = controls.Problem(row)
        self.far.pack(anchor="w")
        self._propose_day()

    def _propose_day(self) -> None:
        """Today, whichever month is on display: nothing is dated back unseen."""
        self.proposed = date.today()
        self.put("day", self.proposed)

    def _judge_day(self) -> None:
        """In red that nothing can be written on that day; in amber that it is far from today."""
        day = self.day
        said = why_closed(self.context.association, day) if day else ""
        if said:
            self.blame("day", said)
        self.far.say("" if said else another_month(day, self.context.month), "warn")

    # Storing ------------------------------------------------------------------------------------

    def save(self, *, printing: bool = True) -> None:
        if self.after_saving and not self.unsaved:
            return  # the second press of two
        made = self.attempt(
            lambda values, sure: self.store(values, self._paper_of(values["day"]), sure=sure)
        )
        if made is not None:
            self._stored(made, printing)

    def _paper_of(self, day: date) -> Paper:
        replaced = self.instead_of.document if self.instead_of else None
        slip = self.leaf.slip() if self.leaf is not None else None
        return Paper(day, self.token, replaced, slip=slip)

    def _stored(self, made: Record, printing: bool) -> None:
        self.context.say(self.thanks(made))
        self.instead_of = None
        self._say_how()
        self.begin()
        self.after_saving = True
        self.follow_up(made.document, printing=printing)  # type: ignore[attr-defined]

    def begin(self) -> None:
        """Ready for the next one."""
        self.token = new_uid()
        self.doubted = None
        self.empty()
        if self.leaf is not None:
            self.leaf.put(None, None)
            self._settle_leaf()
        self._clear_problems()
        self.before = self.typed()
        self.refresh()
        if self.winfo_viewable():
            self.roll_.to_top()
            self.first().focus_set()

    def _begin_again(self, made: Any) -> None:
        self.repeat(made)
        self.put("day", made.document.day)
        if self.leaf is not None:
            self.leaf.put(made.document.booklet, made.document.slip)
        self.refresh()
        self.before = self.typed()

    # Coming and going ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Say on the paper, and beside the fields, what the fields say now."""
        super().refresh()
        if self.unsaved:
            self.after_saving = False
        if "day" in self.cells:
            self._judge_day()
        if self.ticket:
            day = self.day
            self.ticket.show(show(Document.day, day) if day else "", self.facts())
        else:
            self.strip.show(self.brief())
        self.echo()

    def reload(self) -> None:
        self.refresh()

    def shown(self) -> None:
        turned, self._month = self._month != self.context.month, self.context.month
        if not self.unsaved and self.instead_of is None and "day" in self.cells:
            # A day typed by hand stays for the next paper, until another month is shown.
            if turned or self.day in (None, self.proposed):
                self._propose_day()
            self.before = self.typed()
        self._settle_leaf()
        self.look_again()
        self.refresh()
        self.first().focus_set()


def still_missing(made: Any) -> Any:
    """A void record whose paper none took the place of, or None: one comes back here from print."""
    return None if made is None or made.document.is_replaced else made


def show_papers(context: Context, *documents: Document) -> None:
    """The papers as they print."""
    context.go("preview", documents=list(documents))
