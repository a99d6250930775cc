"""The sheet beside a list: what the selected record says, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ttkbootstrap as ttk
from peewee import BooleanField

from models.fields import DniField, MaskedField, NoteField, show
from models.language import _
from models.record import Record, RecordType
from ui import theme
from ui.widgets import controls
from ui.widgets.columns import is_state
from ui.widgets.scroller import Scroller

if TYPE_CHECKING:
    from ui.register import Register


class Detail:
    """Fills the pane: the deeds at the bottom, then the name, the state and the fields."""

    def __init__(self, pane: ttk.Frame, register: Register, record: Record) -> None:
        self.pane, self.register, self.record = pane, register, record
        self.look, self.kind = theme.of(pane), register.kind
        self._deeds()  # first: where height is short, the facts give way and the deeds stay
        head(pane, self.kind, record, str(record))
        roll = Scroller(pane, "paper")
        roll.pack(fill="both", expand=True, pady=(self.look.px(2), 0))
        facts(roll.inside, self.kind, record)

    def _deeds(self) -> None:
        foot = controls.area(self.pane, "paper")
        foot.pack(side="bottom", fill="x", pady=(self.look.px(2), 0))
        if not self.register.can_open:
            return
        controls.Button(
            foot,
            _("Ver") if self.kind.issued else _("Abrir"),
            lambda: self.register.open(self.record),
            icon="file-earmark-text" if self.kind.issued else "pencil",
            key=_("Enter"),
            surface="paper",
        ).pack(fill="x")


def head(pane: ttk.Frame, kind: RecordType, record: Record, title: str) -> None:
    """What the record is called, and the state it is in."""
    look = theme.of(pane)
    row = controls.area(pane, "paper")
    row.pack(fill="x")
    for words, tone in states(kind, record):
        mark = controls.pill(row, words, tone, controls.STATE_ICONS[tone])
        mark.pack(side="right", anchor="n", padx=(look.px(2), 0))
    name = controls.text(row, title, "lead", "ink", "paper", justify="left")
    name.pack(side="left", fill="x", expand=True)
    controls.wrap(name, look.px(1.5))


def states(kind: RecordType, record: Record) -> list[tuple[str, str]]:
    """Word and tone of each state that a column of the list shows for this record."""
    columns = [c for c in kind.columns if is_state(c)]
    if not columns:
        return []
    from models.listing import Listing

    found = Listing(kind).of_key(record.get_id())
    values = dict(zip((id(c) for c in kind.columns), found[1:], strict=True)) if found else {}
    return [
        (column.show(values[id(column)]), column.tones.get(values[id(column)], "soft"))
        for column in columns
        if values.get(id(column)) is not None
    ]


def facts(parent: ttk.Frame, kind: RecordType, record: Record) -> None:
    """The fields of the form that say something, section by section."""
    look = theme.of(parent)
    grid = controls.area(parent, "paper")
    grid.pack(fill="both", expand=True)
    grid.columnconfigure(1, weight=1)
    row = 0
    for names in kind.form.values():
        said = [(name, _text(record, name)) for name in names if _says_something(record, name)]
        for place, (name, words) in enumerate(said):
            above = look.px(2 if place == 0 and row else 0.5)
            row = _fact(grid, row, record._meta.fields[name], words, above)


def _text(record: Record, name: str) -> str:
    """A list is read over the shoulder: identity numbers stand in full on the form alone."""
    if isinstance(record._meta.fields[name], DniField):
        return show(MaskedField(), getattr(record, name))
    return record.text(name)


def _says_something(record: Record, name: str) -> bool:
    value = getattr(record, name, None)
    if isinstance(record._meta.fields[name], BooleanField):
        return bool(value)  # a «no» to what is rare says nothing
    return bool(record.text(name)) and record.text(name) != str(record)


def _fact(grid: ttk.Frame, row: int, field, words: str, above: int) -> int:
    look = theme.of(grid)
    wide = look.em(26 if look.is_compact(grid.winfo_toplevel().winfo_width()) else 30)
    label = controls.text(
        grid, _(field.verbose_name), "small", "soft", "paper", wraplength=wide, justify="left"
    )
    note = isinstance(field, NoteField)
    label.grid(
        row=row, column=0, columnspan=2 if note else 1, sticky="nw", pady=(above + look.px(0.5), 0)
    )
    value = controls.text(grid, words, "body", "ink", "paper", justify="left")
    controls.wrap(value)
    at = {"row": row + 1, "column": 0, "columnspan": 2} if note else {"row": row, "column": 1}
    gap = (0, 0) if note else (look.px(3), 0)
    value.grid(**at, sticky="new", padx=gap, pady=(0 if note else above, 0))
    return row + 2
