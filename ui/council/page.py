"""What the pages of the territory are composed on: a head, lists to choose from, and a sheet beside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from tkinter import Misc, StringVar

from models.language import _
from models.listing import Row
from models.record import Column
from ui.context import Context, Screen
from ui.widgets import controls
from ui.widgets.chips import Chips
from ui.widgets.ledger import Ledger
from ui.widgets.scroller import Scroller
from ui.widgets.tiles import Line, bill


@dataclass(frozen=True)
class Face:
    """One list of a page."""

    name: str
    title: str
    columns: Sequence[Column]


@dataclass(frozen=True)
class Deed:
    """A button: its words, its icon, what it does, and the key for it."""

    words: str
    icon: str
    do: Callable[[], object]
    key: str = ""


class Page(Screen):
    """One record with its lists. A page says what stands in its head, its lists and its sheet."""

    faces: tuple[Face, ...] = ()

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        px = self.look.px
        self.face = StringVar(self, self.faces[0].name)
        self.rows: dict[str, list[Row]] = {one.name: [] for one in self.faces}
        self.totals: dict[str, Mapping[str, str]] = {one.name: {} for one in self.faces}
        self.head = controls.area(self)
        self.head.pack(fill="x", pady=(0, px(2)))
        options = [(one.name, _(one.title)) for one in self.faces]
        self.chips = Chips(self, self.face, options, self._choose)
        if len(self.faces) > 1:
            self.chips.pack(fill="x", pady=(0, px(2)))
        body = controls.area(self)
        body.pack(fill="both", expand=True)
        self.pane = controls.sheet(body, padding=3 if context.compact else 5)
        self.pane.pack_propagate(False)
        self.pane.configure(width=self.look.em(60 if context.compact else 74))
        self.pane.pack(side="right", fill="y", padx=(px(3), 0))
        self.ledgers = {
            one.name: Ledger(
                body,
                one.columns,
                self._fetch,
                on_open=self.open,
                on_select=lambda _row: self._show_sheet(),
            )
            for one in self.faces
        }
        self.pane.lift()
        self.deeds = {"<Escape>": context.back}
        self.stale = True

    # What a page says ---------------------------------------------------------------------------

    def look_up(self) -> None:
        """Ask for the records anew; fill `rows` and `totals`."""
        raise NotImplementedError

    def title(self) -> str:
        raise NotImplementedError

    def pill(self) -> tuple[str, str] | None:
        """Word and tone of the pill behind the title."""
        return None

    def main(self) -> Deed | None:
        """The one filled button, F9."""
        return None

    def beside_main(self) -> Sequence[Deed]:
        """Buttons at the left of it."""
        return ()

    def lines(self) -> Sequence[Line]:
        """What stands on the sheet."""
        return ()

    def more(self, inside: Misc) -> None:
        """What else stands on the sheet, under the lines."""

    def foot(self) -> Sequence[Deed]:
        """The buttons of the sheet."""
        return ()

    def open(self, row: Row) -> None:
        """Enter on a row."""

    # Showing ------------------------------------------------------------------------------------

    @property
    def ledger(self) -> Ledger:
        return self.ledgers[self.face.get()]

    @property
    def current(self) -> Row | None:
        return self.ledger.current

    def _fetch(self, offset: int, limit: int) -> list[Row]:
        return self.rows[self.face.get()][offset : offset + limit]

    def reload(self) -> None:
        self.look_up()
        self.chips.count({name: len(some) for name, some in self.rows.items()})
        self._show_head()
        self._choose()

    def _show_head(self) -> None:
        controls.clear(self.head)
        px, compact = self.look.px, self.context.compact
        if deed := self.main():
            made = controls.Button(
                self.head, deed.words, deed.do, kind="primary", icon=deed.icon, key=_("F9")
            )
            made.pack(side="right", padx=(px(2), 0))
            self.deeds["<F9>"] = deed.do
            self.winfo_toplevel().bind("<F9>", controls.then(deed.do))
        for other in self.beside_main():
            key = "" if compact else other.key
            made = controls.Button(self.head, other.words, other.do, icon=other.icon, key=key)
            made.pack(side="right", padx=(px(2), 0))
        back = controls.Button(
            self.head,
            "" if compact else _("Volver"),
            self.context.back,
            icon="arrow-left",
            key="" if compact else _("Esc"),
        )
        back.pack(side="left", padx=(0, px(3)))
        if said := self.pill():
            words, tone = said
            mark = controls.pill(self.head, words, tone, controls.STATE_ICONS[tone])
            mark.pack(side="right", padx=(px(2), px(1)))
        role = "lead" if compact else "title"
        name = controls.text(self.head, self.title(), role, justify="left")
        name.pack(side="left", fill="x", expand=True)
        controls.wrap(name)

    def _choose(self) -> None:
        for one in self.ledgers.values():
            one.pack_forget()
        self.ledger.pack(side="left", fill="both", expand=True)
        self.update_idletasks()
        self.ledger.refill(self.ledger.selected)
        self.ledger.complete(len(self.rows[self.face.get()]), self.totals[self.face.get()])
        self.ledger.canvas.focus_set()
        self._show_sheet()

    def _show_sheet(self) -> None:
        controls.clear(self.pane)
        px = self.look.px
        foot = controls.area(self.pane, "paper")
        foot.pack(side="bottom", fill="x", pady=(px(2), 0))
        for deed in self.foot():
            controls.Button(
                foot, deed.words, deed.do, icon=deed.icon, key=deed.key, surface="paper"
            ).pack(fill="x", pady=(px(1), 0))
        roll = Scroller(self.pane, "paper")
        roll.pack(fill="both", expand=True)
        inside = controls.area(roll.inside, "paper", (0, 0, 2, 0))
        inside.pack(fill="both", expand=True)
        bill(inside, self.lines())
        self.more(inside)

    def say_on_sheet(self, inside: Misc, words: str, role: str = "body", tone: str = "ink") -> None:
        """A sentence under the lines."""
        said = controls.text(inside, words, role, tone, "paper", justify="left")
        said.pack(fill="x", pady=(self.look.px(1), 0))
        controls.wrap(said)

    def shown(self) -> None:
        self.look_again()
        self.ledger.canvas.focus_set()
