"""A list of records to choose one from, as a part of a deed."""

from collections.abc import Callable
from dataclasses import replace
from tkinter import Misc

import ttkbootstrap as ttk

from models.language import _
from models.listing import Listing, Row
from models.record import Record, RecordType, State
from ui import theme
from ui.context import Context
from ui.widgets.entries import SearchBox
from ui.widgets.ledger import Ledger
from ui.widgets.words import counted

ROWS, ROWS_COMPACT = 4, 3


class Picker(ttk.Frame):
    """Nothing is chosen until Enter, a click or an arrow says so; `on_pick(record)` hears of it.

    `columns` are titles of the kind's own columns; the search stands in `above`.
    """

    def __init__(
        self,
        parent: Misc,
        above: Misc,
        context: Context,
        kind: RecordType,
        state: State,
        columns: tuple[str, ...],
        *,
        order: tuple,
        on_pick: Callable[[Record], object],
        on_enter: Callable[[], object],
    ) -> None:
        self.look, self.context = theme.of(parent), context
        super().__init__(parent, style=self.look.frame("paper"))
        chosen = tuple(one for one in kind.columns if one.title in columns)
        self.kind, self.wanted = replace(kind, columns=chosen, order=order), state
        self.on_pick, self.on_enter = on_pick, on_enter
        self.picked: Record | None = None
        self.asked = self._listing("")
        self.search = SearchBox(
            above, _("Buscar por nombre o número"), width=27, on_type=lambda _words: self.ask()
        )
        self.ledger = Ledger(
            self,
            chosen,
            lambda offset, limit: self.asked.window(offset, limit),
            on_select=self._pick,
            on_open=self._open,
        )
        rows = ROWS_COMPACT if context.compact else ROWS
        height = self.ledger.head_px + (rows + 1) * self.ledger.row_px + self.look.px(1)
        self.ledger.canvas.configure(height=height)
        self.ledger.pack(fill="x")
        self.search.entry.bind("<Down>", lambda _event: self.ledger.canvas.focus_set())
        self.search.entry.bind("<Return>", lambda _event: self.ledger.canvas.focus_set())

    def ask(self) -> None:
        """Look for them again. What was picked stays picked."""
        self.asked = self._listing(self.search.get())
        self.ledger.refill()
        summary = self.asked.summary()
        sums = {
            one.title: one.show(summary.totals[one.title]) for one in self.kind.columns if one.total
        }
        self.ledger.complete(summary.count, {"": counted(self.kind, summary.count), **sums})

    def choose(self, record: Record) -> None:
        """Pick this one, as if a person had."""
        place = self.asked.place(record.get_id())
        if place is not None:
            self.ledger.select(place)

    def show(self, shown: bool) -> None:
        """The search belongs to it, wherever it stands."""
        if shown:
            self.search.pack()
        else:
            self.search.pack_forget()

    def release(self) -> None:
        self.picked = None

    def _listing(self, words: str) -> Listing:
        return Listing(self.kind, self.context.association, words=words, state=self.wanted)

    def _pick(self, row: Row) -> None:
        self.picked = self.kind.model.get_by_id(row[0])
        self.on_pick(self.picked)

    def _open(self, row: Row) -> None:
        self._pick(row)
        self.on_enter()
