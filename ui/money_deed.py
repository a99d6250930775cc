"""What receiving and paying share: a paper chosen from a list, or a heading, a party and a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.cash_book import Receipt, known_parties
from models.categories import Category, headings
from models.fields import folded
from models.language import _
from models.record import Record, RecordType, RulesBroken
from ui.amounts import soles
from ui.context import Context
from ui.deed import Deed
from ui.inputs import called
from ui.lookup import MOST, Lookup
from ui.paying import Paying, put_party
from ui.picker import Picker
from ui.row import Row


@dataclass(frozen=True)
class Chosen:
    """What is chosen from the list: of which kind, its columns in sight, and their order."""

    kind: RecordType
    columns: tuple[str, ...]
    order: tuple


class MoneyDeed(Deed):
    """A receipt for a paper on the list (`picking`), or for something else.

    `suggest` answers what is still to be paid of a paper.
    """

    kept = ("way", "account", "method", "day")
    direction = ""  # of the headings: INCOME or EXPENSE
    chosen: Chosen
    picking_words = ""  # of the way on which a paper is chosen

    def __init__(
        self,
        parent: Misc,
        context: Context,
        asked_for: Record | None = None,
        instead_of: Receipt | None = None,
    ) -> None:
        self.asked_for = asked_for
        super().__init__(parent, context, instead_of)

    def suggest(self, picked: Record) -> Any:
        raise NotImplementedError

    def ask_other(self, form: Misc) -> list[Row]:
        """The rows of what is not on the list."""
        raise NotImplementedError

    # Building -----------------------------------------------------------------------------------

    def ask_way(self, form: ttk.Frame, title: str, words: Sequence[str], where: str) -> None:
        self.way, beside = self.ways(form, title, words)
        self.way.word.trace_add("write", lambda *_names: self._settle_way())
        self.picker_row = self.row(form)
        self.picker = Picker(
            self.picker_row.line,
            beside,
            self.context,
            self.chosen.kind,
            self.chosen.kind.states[0],
            self.chosen.columns,
            order=self.chosen.order,
            on_pick=self._pick,
            on_enter=lambda: self.paying.amount.focus(),
        )
        self.picker.pack(fill="x")
        self.stop(self.picker.ledger.canvas)
        self.other_rows = self.ask_other(form)
        self.paying = Paying(self, form, where)
        self.add_day(self.paying.row)
        self._settle_way()

    def ask_heading(self, row: Row) -> None:
        self.heading = self.lookup(
            "category",
            row,
            _("Rubro"),
            self._headings,
            lambda one: (str(one), ""),
            22,
            _("Falta el rubro."),
        )

    def ask_party(self, row: Row, title: str, needed: str, width: int) -> None:
        self.party: Lookup = self.lookup(
            "party",
            row,
            title,
            lambda words: known_parties(self.context.association, words, MOST),
            called,
            width,
            needed,
        )

    def ask_concept(self, row: Row) -> None:
        self.line("concept", row, _("Concepto"), Receipt.concept, _("Falta decir por qué."))

    def _headings(self, words: str) -> list[Category]:
        rows = headings(self.context.association, self.direction)
        return [one for one in rows if folded(words) in folded(one.name)]

    # What is chosen -----------------------------------------------------------------------------

    @property
    def picking(self) -> bool:
        return self.way.typed() == _(self.picking_words)

    def _settle_way(self) -> None:
        for row in (self.picker_row, *self.other_rows):
            row.pack_forget()
        for row in [self.picker_row] if self.picking else self.other_rows:
            row.pack(fill="x", pady=(0, self.look.px(1)), before=self.paying.row)
        self.picker.show(self.picking)
        if self.picking and self.winfo_viewable():
            self.update_idletasks()
            self.picker.ask()
        self.changed()

    def _pick(self, picked: Record) -> None:
        """What is still to be paid is proposed; nothing was typed by that."""
        if left := self.suggest(picked):
            self.put("amount", left)
        else:
            self.paying.amount.words.set("")
        now = self.typed()
        self.before |= {name: now[name] for name in ("amount", "picked")}
        self.after_saving = False
        self.changed()

    def heading_of(self, values: Any) -> Category:
        heading = values["category"]
        if not isinstance(heading, Category):
            raise RulesBroken({"category": _("Elija un rubro de la lista.")})
        return heading

    def picked_of(self, kind: type[Record], missing: str) -> Any:
        picked = self.picker.picked
        if not isinstance(picked, kind):
            self.picker.ledger.canvas.focus_set()
            raise RulesBroken({"picked": missing})
        return picked

    # Coming and going ---------------------------------------------------------------------------

    def first(self) -> Misc:
        return self.picker.ledger.canvas if self.picking else self.heading.entry

    def shown(self) -> None:
        if self.asked_for is not None:
            self.way.word.set(_(self.picking_words))
        super().shown()
        if self.picking:
            self.picker.ask()
        if self.asked_for is not None:
            self.picker.choose(self.asked_for)
            self.asked_for = None
            if self.instead_of is not None:
                self.put("amount", self.instead_of.amount)
            self.before = self.typed()
            self.paying.amount.focus()

    def empty(self) -> None:
        self.picker.release()
        self.paying.empty()
        self.heading.put(None)
        self.party.put(None)
        self.cells["concept"].input.words.set("")  # type: ignore[attr-defined]

    def repeat(self, made: Receipt) -> None:
        self.paying.repeat(made)
        if made.document.about is not None:
            self.asked_for = self.chosen.kind.model.get_by_id(made.document.about_id)
            return
        self.way.word.set(next(words for words in self.way.chips if words != _(self.picking_words)))
        self.heading.put(made.category)
        put_party(self.party, made)
        self.put("concept", made.concept)

    def typed(self) -> dict[str, str]:
        picked = str(self.picker.picked) if self.picker.picked and self.picking else ""
        return super().typed() | {"picked": picked}

    def reload(self) -> None:
        if self.picking and self.winfo_viewable():
            self.picker.ask()
        super().reload()

    def brief(self) -> list[tuple[str, str]]:
        amount = self.value("amount")
        return [(_("Monto"), soles(amount))] if amount else []
