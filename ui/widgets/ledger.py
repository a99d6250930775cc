"""A table like a printed ledger: hairlines, figures at the right, a totals line, one selected row.

It holds only the rows around the view and asks for others as it moves, so that a hundred thousand
cost what twenty cost.
"""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import partial
from tkinter import Canvas, Event, EventType, Misc

import ttkbootstrap as ttk

from models.listing import Row
from models.record import Column
from ui import theme
from ui.widgets import ledger_paper
from ui.widgets.columns import NARROWEST, Slot, arrange
from ui.widgets.controls import then

Fetch = Callable[[int, int], Sequence[Row]]  # offset, limit -> rows

MOST_COPIED = 5000  # rows in one copy
FAR = 10**9


class Ledger(ttk.Frame):
    """Rows are those of a Listing: the record's key, then the value of each column.

    Events: `on_select(row)` as the selection moves, `on_open(row)` at Enter or a double click,
    `on_sort(column, descending)` at a click on a head, `on_width()` after a column was drawn.
    """

    def __init__(
        self,
        parent: Misc,
        columns: Sequence[Column],
        fetch: Fetch,
        *,
        widths: MutableMapping[str, float] | None = None,
        voided: Callable[[Row], bool] = lambda row: False,
        on_select: Callable[[Row], object] = lambda row: None,
        on_open: Callable[[Row], object] = lambda row: None,
        on_sort: Callable[[Column, bool], object] | None = None,
        on_width: Callable[[], object] = lambda: None,
        ticks: Column | None = None,
    ) -> None:
        self.look = theme.of(parent)
        super().__init__(parent, style=self.look.frame("paper", "line"), padding=1)
        self.columns, self.fetch, self.voided = columns, fetch, voided
        self.widths: MutableMapping[str, float] = {} if widths is None else widths
        self.on_select, self.on_open = on_select, on_open
        self.on_sort, self.on_width = on_sort, on_width
        self.ticks = ticks  # the column that is a box to tick: ticked where it says anything
        self.first, self.held = 0, list[Row]()  # the rows held, and the place of the first one
        self.count = self.top = self.selected = self.start = 0  # a run of rows begins at `start`
        self.totals: Mapping[str, str] = {}
        self.sorted_by: tuple[Column, bool] | None = None
        self.slots: list[Slot] = []
        self._arranged_px = 0
        self._drawing: tuple[Slot, int] | None = None  # the column being drawn wider, its start
        self.row_px = self.look.line("body") + self.look.px(3.6)
        self.head_px = self.look.line("small_strong") + self.look.px(4)
        self.canvas = Canvas(self, highlightthickness=0, takefocus=True, width=10, height=10)
        self.canvas.pack(side="left", fill="both", expand=True)
        self.bar = ttk.Scrollbar(self, command=self._drag_bar)
        self._listen()

    # Rows -----------------------------------------------------------------------------------

    def refill(self, place: int = 0) -> None:
        """Ask for the rows again and select the one at `place`; the count is known later."""
        probe = place
        self._load(probe)
        while self.first and not self.held:  # the list became shorter than where we stood
            probe //= 2
            self._load(probe)
        self.selected = self.start = max(0, min(place, self.count - 1))
        self._into_view()
        self.draw()

    def _load(self, place: int) -> None:
        limit = 3 * self.in_view
        self.top = min(self.top, place)
        self.first = max(0, self.top - self.in_view)
        self.held = list(self.fetch(self.first, limit))
        if len(self.held) < limit or self.count < self.first + len(self.held):
            self.count = self.first + len(self.held)

    def complete(self, count: int, totals: Mapping[str, str]) -> None:
        """What was counted after the rows were painted."""
        self.count, self.totals = count, totals
        self.draw()

    def select(self, place: int, *, run: bool = False) -> None:
        """Select the row at `place`; with `run`, all from where the run began."""
        if not self.count:
            return
        self.selected = max(0, min(place, self.count - 1))
        if not run:
            self.start = self.selected
        self._into_view()
        self.draw()
        if row := self.row(self.selected):
            self.on_select(row)

    @property
    def current(self) -> Row | None:
        """The selected row; None in an empty list."""
        return self.row(self.selected) if self.count else None

    def row(self, place: int) -> Row | None:
        self._hold(place, place + 1)
        at = place - self.first
        return self.held[at] if 0 <= at < len(self.held) else None

    def _hold(self, start: int, end: int) -> None:
        """Have the rows from `start` to `end` at hand, and some around them."""
        end = min(end, self.count)
        if start >= self.first and end <= self.first + len(self.held):
            return
        self.first = max(0, start - self.in_view)
        self.held = list(self.fetch(self.first, end - start + 2 * self.in_view))

    def _into_view(self) -> None:
        self.top = max(min(self.top, self.selected), self.selected - self.in_view + 1)
        self.top = max(0, min(self.top, self.count - self.in_view))

    @property
    def in_view(self) -> int:
        room = self.canvas.winfo_height() - self.head_px - self.row_px - self.look.px(1)
        return max(1, int(room // self.row_px))

    # Drawing --------------------------------------------------------------------------------

    def draw(self, _event: Event | None = None) -> None:
        if self.canvas.winfo_width() <= 1:
            return  # not laid out yet; <Configure> calls again
        self.canvas.delete("all")
        self.canvas.configure(background=self.look.palette.paper)
        if self._arranged_px != self.canvas.winfo_width():
            self._arranged_px = self.canvas.winfo_width()
            self.slots = arrange(self.look, self.columns, self.widths, self._arranged_px)
        self._hold(self.top, self.top + self.in_view)
        ledger_paper.draw(self)
        self._place_bar()

    def _place_bar(self) -> None:
        if self.count > self.in_view:
            self.bar.set(self.top / self.count, (self.top + self.in_view) / self.count)
            if not self.bar.winfo_manager():
                self.bar.pack(side="right", fill="y", before=self.canvas)
        elif self.bar.winfo_manager():
            self.bar.pack_forget()

    @property
    def run(self) -> range:
        """The places selected."""
        return range(min(self.start, self.selected), max(self.start, self.selected) + 1)

    @property
    def focused(self) -> bool:
        return self.focus_get() is self.canvas if self.winfo_exists() else False

    # Hands ----------------------------------------------------------------------------------

    def _listen(self) -> None:
        canvas = self.canvas
        for event in ("<Configure>", "<<ThemeChanged>>", "<FocusIn>", "<FocusOut>"):
            canvas.bind(event, self.draw)
        for key, step in (("Down", 1), ("Up", -1), ("Home", -FAR), ("End", FAR)):
            self._bind_move(key, partial(int, step))
        self._bind_move("Next", lambda: self.in_view - 1)
        self._bind_move("Prior", lambda: 1 - self.in_view)
        for event in ("<Return>", "<KP_Enter>", "<Double-Button-1>"):
            canvas.bind(event, self._open)
        for event in ("<Control-c>", "<Control-C>", "<Control-Insert>"):
            canvas.bind(event, lambda _event: self.copy())
        for number in range(1, 10):  # sorting without a mouse: the first column, the second, …
            canvas.bind(f"<Control-Key-{number}>", then(partial(self._sort, number - 1)))
        canvas.bind("<Button-1>", self._press)
        canvas.bind("<B1-Motion>", self._drag)
        canvas.bind("<ButtonRelease-1>", self._release)
        canvas.bind("<Motion>", self._point)

    def _bind_move(self, key: str, step: Callable[[], int]) -> None:
        self.canvas.bind(f"<{key}>", lambda _event: self.select(self.selected + step()))
        self.canvas.bind(
            f"<Shift-{key}>", lambda _event: self.select(self.selected + step(), run=True)
        )

    def roll(self, steps: int) -> None:
        """Notches of the wheel: three rows each."""
        self._move(self.top + 3 * steps)

    def copy(self) -> str:
        """The selected rows to the clipboard, as shown, ready for a sheet."""
        places = self.run[:MOST_COPIED]
        rows = self.fetch(places.start, len(places)) if self.count else []
        lines = ["\t".join(self.shown(row)) for row in rows]
        self.clipboard_clear()
        self.clipboard_append("\n".join(lines))
        return "break"

    def shown(self, row: Row) -> list[str]:
        return [
            column.show(value).replace("\n", " ").replace("\t", " ")
            for column, value in zip(self.columns, row[1:], strict=True)
        ]

    def _open(self, event: Event) -> None:
        if event.type == EventType.ButtonPress and event.y < self.head_px:
            self._press_head(event.x)  # two quick clicks on a head are two clicks
        elif row := self.current:
            self.on_open(row)

    def _press(self, event: Event) -> None:
        self.canvas.focus_set()
        if event.y < self.head_px:
            self._press_head(event.x)
            return
        line = int((event.y - self.head_px) // self.row_px)
        if 0 <= line < self.in_view and self.top + line < self.count:
            self.select(self.top + line, run=bool(int(event.state) & 0x1))  # Shift

    def _press_head(self, x: int) -> None:
        if slot := self._grip_at(x):
            self._drawing = slot, x
            return
        for place, slot in enumerate(self.slots):
            if x < slot.grip:
                self._sort(place)
                return

    def _sort(self, place: int) -> None:
        if self.on_sort is None or place >= len(self.slots):
            return
        column = self.slots[place].column
        again = self.sorted_by is not None and self.sorted_by[0] is column
        self.sorted_by = column, again and not self.sorted_by[1]  # type: ignore[index]
        self.on_sort(*self.sorted_by)

    def _grip_at(self, x: int) -> Slot | None:
        reach = self.look.px(1.25)
        return next((slot for slot in self.slots if abs(slot.grip - x) <= reach), None)

    def _point(self, event: Event) -> None:
        on_grip = event.y < self.head_px and self._grip_at(event.x)
        on_head = event.y < self.head_px and self.on_sort is not None
        cursor = "sb_h_double_arrow" if on_grip else "hand2" if on_head else ""
        self.canvas.configure(cursor=cursor)

    def _drag(self, event: Event) -> None:
        if self._drawing is None:
            return
        slot, start = self._drawing
        wide = self.look.steps(slot.room + event.x - start)
        self.widths[slot.column.title] = round(max(NARROWEST / 2, wide), 1)
        self._arranged_px = 0
        self.draw()

    def _release(self, _event: Event) -> None:
        if self._drawing is not None:
            self._drawing = None
            self.on_width()

    def _drag_bar(self, how: str, amount: str, unit: str = "") -> None:
        step = {"units": 1, "pages": self.in_view}.get(unit, 0)
        if step:
            self._move(self.top + int(amount) * step)
        else:
            self._move(round(float(amount) * self.count))

    def _move(self, top: int) -> None:
        self.top = max(0, min(top, self.count - self.in_view))
        self.draw()
