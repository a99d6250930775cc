"""The lines of a sheet typed so far, in the columns of the paper."""

from collections.abc import Callable
from dataclasses import replace
from tkinter import Misc

import ttkbootstrap as ttk

from models.fields import NameField, SolesField
from models.language import _, ngettext
from models.listing import Row
from models.people.members import Member
from models.produce.deliveries import Delivery
from models.produce.products import Grade, Product
from models.produce.weigh_sheet import (
    ADVANCE,
    CODE,
    GRADE,
    GROSS,
    IMPURITY,
    MEMBER,
    MOISTURE,
    SACKS,
    TARE,
    SheetLine,
    columns_of,
    title_of,
)
from models.record import Column
from ui import theme
from ui.widgets import controls
from ui.widgets.columns import Slot
from ui.widgets.ledger import Ledger
from ui.widgets.words import number

# Their titles are those of the paper, which depend on the product.
COLUMNS = {
    CODE: Column("", NameField(), sample="S123"),
    MEMBER: Column("", Member.name, sample="Quispe Mamani, María"),
    GRADE: Column("", Grade.name, sample="Segunda"),
    SACKS: Column("", Delivery.sacks, sample="1,234"),
    GROSS: Column("", Delivery.gross, sample="12,345.6"),
    TARE: Column("", Delivery.tare, sample="123.5"),
    IMPURITY: Column("", Delivery.impurity, sample="12.5"),
    MOISTURE: Column("", Delivery.moisture, sample="12.5"),
    ADVANCE: Column("", SolesField(), sample="1,234.50"),
}


class SheetList(ttk.Frame):
    """`on_open(line)` at Enter, `on_remove(line)` after Supr, `on_leave()` at Esc, `on_slots(slots)`
    whenever the columns come to stand elsewhere."""

    def __init__(
        self,
        parent: Misc,
        *,
        on_open: Callable[[SheetLine], object],
        on_remove: Callable[[SheetLine], object],
        on_leave: Callable[[], object],
        on_slots: Callable[[list[Slot]], object],
    ) -> None:
        self.look = theme.of(parent)
        super().__init__(parent, style=self.look.frame("ground"))
        self.on_open, self.on_remove = on_open, on_remove
        self.on_leave, self.on_slots = on_leave, on_slots
        self.lines: list[SheetLine] = []
        self.kept: list[str] = []  # what its columns are
        self.ledger: Ledger | None = None

    def ask_for(self, product: Product | None) -> None:
        """The columns of this product."""
        controls.clear(self)
        self.ledger = None
        if product is None:
            none = _("Todavía no hay productos. Regístrelos primero; después, sus calidades.")
            controls.text(self, none, "body", "soft").pack(pady=self.look.px(6))
            return
        self.kept = columns_of(product)
        columns = [replace(COLUMNS[name], title=title_of(name, product)) for name in self.kept]
        self.ledger = Ledger(
            self,
            columns,
            lambda offset, limit: self._rows()[offset : offset + limit],
            on_open=lambda _row: self.lines and self.on_open(self.lines[self.selected]),
            on_width=self.align,
        )
        self.ledger.pack(fill="both", expand=True)
        canvas = self.ledger.canvas
        canvas.bind("<Delete>", controls.then(self._remove))
        canvas.bind("<Escape>", lambda _event: self.on_leave() or "break")
        canvas.bind("<Configure>", controls.then(self.align), add="+")

    def align(self) -> None:
        if self.ledger is not None:
            self.on_slots(self.ledger.slots)

    @property
    def selected(self) -> int:
        return self.ledger.selected if self.ledger is not None else 0

    # Rows ---------------------------------------------------------------------------------------

    def _rows(self) -> list[Row]:
        return [(place, *self._cells(line)) for place, line in enumerate(self.lines)]

    def _cells(self, line: SheetLine) -> list[object]:
        weight = line.weight
        said = {
            CODE: str(line.member.code),
            MEMBER: str(line.member),
            GRADE: str(line.grade),
            SACKS: weight.sacks or None,
            GROSS: weight.gross,
            TARE: weight.tare or None,
            IMPURITY: weight.impurity or None,
            MOISTURE: weight.moisture,
            ADVANCE: line.advance or None,
        }
        return [said[name] for name in self.kept]

    def place_of(self, line: SheetLine) -> int:
        """Where it stands, from 0; behind the last where it is a new one."""
        uids = [one.uid for one in self.lines]
        return uids.index(line.uid) if line.uid in uids else len(uids)

    def write(self, line: SheetLine) -> None:
        """A new line at the end, or one put right in its place."""
        place = self.place_of(line)
        self.lines[place : place + 1] = [line]
        self.show(place)

    def show(self, place: int = 0) -> None:
        """Show the lines as they are now, with one of them selected."""
        if self.ledger is None:
            return
        self.ledger.refill(place)
        count = len(self.lines)
        words = ngettext("{n} línea escrita", "{n} líneas escritas", count)
        self.ledger.complete(count, {"": words.format(n=number(count))})

    def _remove(self) -> None:
        if self.lines:
            gone = self.lines.pop(self.selected)
            self.show(min(self.selected, len(self.lines) - 1))
            self.on_remove(gone)

    def select(self, place: int) -> None:
        """This line, with the keyboard."""
        if self.ledger is not None:
            self.ledger.select(place)
            self.focus_set()

    def focus_set(self) -> None:
        if self.ledger is not None:
            self.ledger.canvas.focus_set()
