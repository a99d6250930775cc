"""A list of people to be marked one by one: Space marks the row and goes on to the next."""

from collections.abc import Callable, Sequence
from tkinter import Event, Misc

import ttkbootstrap as ttk

from models.fields import NameField, folded
from models.language import _
from models.listing import Row
from models.record import Column
from ui import theme
from ui.context import Context
from ui.widgets import controls
from ui.widgets.entries import SearchBox
from ui.widgets.ledger import Ledger

LEAST = 4  # rows


class TickList(ttk.Frame):
    """`rows` are (key, name, …) as `columns` show them; `marked` holds the keys. `mark` is the title
    of the column of boxes.

    The words of the search stay apart from the marks: who is out of sight stays marked.
    """

    def __init__(
        self,
        parent: Misc,
        context: Context,
        mark: str,
        columns: Sequence[Column],
        on_change: Callable[[], object],
    ) -> None:
        self.look, self.context = theme.of(parent), context
        super().__init__(parent, style=self.look.frame("paper"))
        self.on_change = on_change
        self.rows: Sequence[Row] = ()
        self.marked: set[int] = set()
        self._shown: list[Row] = []
        self.totals: dict[str, str] = {}
        marked = Column(mark, NameField(), sample=_("Sí"), strong=True)
        self._head().pack(fill="x", pady=(0, self.look.px(1)))
        self.ledger = Ledger(
            self,
            (marked, *columns),
            lambda offset, limit: [
                (row[0], _("Sí") if row[0] in self.marked else "", *row[1:])
                for row in self._shown[offset : offset + limit]
            ],
            ticks=marked,
        )
        self.ledger.pack(fill="both", expand=True)
        canvas = self.ledger.canvas
        canvas.configure(height=self.ledger.head_px + (LEAST + 1) * self.ledger.row_px)
        canvas.bind("<space>", lambda _event: self._tick())
        canvas.bind("<Button-1>", self._press, add="+")
        canvas.bind("<Control-a>", controls.then(self.mark_all))

    def _head(self) -> ttk.Frame:
        row, compact = controls.area(self, "paper"), self.context.compact
        self.search = SearchBox(
            row, _("Buscar"), width=16 if compact else 26, on_type=lambda _words: self._find()
        )
        self.search.pack(side="left")
        for key in ("<Down>", "<Return>"):
            self.search.entry.bind(key, lambda _event: self.ledger.canvas.focus_set())
        self.none = controls.Button(
            row, _("Quitar marcas"), self.clear, kind="quiet", surface="paper"
        )
        self.none.pack(side="right")
        self.all = controls.Button(
            row,
            _("Marcar a todos"),
            self.mark_all,
            kind="quiet",
            key="" if compact else _("Ctrl+A"),
            surface="paper",
        )
        self.all.pack(side="right")
        return row

    # Rows -----------------------------------------------------------------------------------

    def fill(self, rows: Sequence[Row]) -> None:
        """Show these; marks of who is not among them go."""
        self.rows = rows
        self.marked &= {row[0] for row in rows}
        self._find()

    def _find(self) -> None:
        wanted = folded(self.search.get()).split()
        self._shown = [row for row in self.rows if all(w in folded(str(row[1])) for w in wanted)]
        self.ledger.refill()
        self._say()

    def _say(self) -> None:
        said = _("{n} marcados de {all}").format(n=len(self.marked), all=len(self.rows))
        self.ledger.complete(len(self._shown), {"": said, **self.totals})

    def add_up(self, totals: dict[str, str]) -> None:
        """Show these under the columns."""
        if totals != self.totals:
            self.totals = totals
            self._say()

    # Marks ----------------------------------------------------------------------------------

    def _tick(self) -> str:
        row = self.ledger.current
        if row is not None:
            self._turn(row[0])
            self.ledger.select(self.ledger.selected + 1)
        return "break"

    def _press(self, event: Event) -> None:
        row = self.ledger.current
        if row is not None and event.y >= self.ledger.head_px:
            self._turn(row[0])

    def _turn(self, key: int) -> None:
        self.marked ^= {key}
        self._renew()

    def mark_all(self) -> None:
        """All in sight."""
        self.marked |= {row[0] for row in self._shown}
        self._renew()

    def clear(self) -> None:
        self.marked = set()
        self._renew()

    def _renew(self) -> None:
        place = self.ledger.selected
        self.ledger.refill(place)
        self._say()
        self.on_change()
