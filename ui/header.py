"""Above and below every screen: whose books, which month, what happened, is the work safe."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from tkinter import Misc

import ttkbootstrap as ttk

from models import history
from models.associations import ASSOCIATIONS, Association
from models.language import _
from models.listing import Listing
from models.months import Month, is_open
from models.people.officers import officers_on
from models.record import Record, RecordType
from ui import theme
from ui.context import Context
from ui.finder import Finder
from ui.places import Way
from ui.spine import drop
from ui.widgets import controls


class Header(ttk.Frame):
    """`on_month(month)` and `on_association(association)` are called when a person chooses."""

    def __init__(
        self,
        parent: Misc,
        context: Context,
        *,
        on_month: Callable[[Month], object],
        on_association: Callable[[Association], object],
        catalog: Sequence[RecordType] = (),
        ways: Sequence[Way] = (),
        on_find: Callable[[RecordType, Record], object] = lambda kind, record: None,
        on_go: Callable[[str], object] = lambda place: None,
    ) -> None:
        self.look, self.context = theme.of(parent), context
        self.on_month, self.on_association = on_month, on_association
        super().__init__(parent, style=self.look.frame("paper"))
        compact = context.compact
        bar = controls.area(self, "paper", (4, 1.2) if compact else (6, 2.5))
        bar.pack(fill="x")
        controls.rule(self).pack(fill="x")
        self.finder: Finder | None = None
        if catalog:
            self.finder = Finder(bar, context, catalog, ways, on_find, on_go)
            self.finder.pack(side="right")
        self._build_month(bar)
        self.name = controls.area(bar, "paper")
        # Last: where room is short, the name is what gives way.
        self.name.pack(side="left", fill="x", expand=True)
        self.show()

    def show(self) -> None:
        """Say the month and the association of the context."""
        self.month.configure(text=self.context.month.title)
        controls.clear(self.state_of_month)
        open_ = is_open(self.context.association, self.context.month)
        words, tone, icon = (
            (_("Abierto"), "good", "unlock") if open_ else (_("Cerrado"), "soft", "lock-fill")
        )
        controls.pill(self.state_of_month, words, tone, icon).pack()
        self._show_name()

    def _build_month(self, bar: ttk.Frame) -> None:
        look, px = self.look, self.look.px
        row = controls.area(bar, "paper")
        row.pack(side="right", padx=px(5))
        for column, icon, step in ((0, "chevron-left", -1), (3, "chevron-right", 1)):
            arrow = controls.Button(row, "", partial(self.step, step), icon=icon, surface="paper")
            arrow.grid(row=0, column=column)
        self.month = controls.text(row, "", "strong", "ink", "paper")
        self.month.grid(row=0, column=1, padx=px(2.5))
        self.state_of_month = controls.area(row, "paper")
        self.state_of_month.grid(row=0, column=2, padx=(0, px(3)))
        # As wide as the longest name: the arrows stay under the pointer from month to month.
        names = [Month(2026, number).title for number in range(1, 13)]
        widest = max(look.width(name, "strong") for name in names)
        row.columnconfigure(1, minsize=widest + px(1) + 2 * px(2.5))
        states = [look.width(words, "small_strong") for words in (_("Abierto"), _("Cerrado"))]
        row.columnconfigure(2, minsize=max(states) + look.em(5) + px(8))

    def step(self, months: int) -> None:
        month = self.context.month
        self.on_month(month.next if months > 0 else month.previous)

    def _show_name(self) -> None:
        controls.clear(self.name)
        association, look = self.context.association, self.look
        others = [one for one in _associations() if one[0] != association.get_id()]
        row = controls.area(self.name, "paper")
        row.pack(anchor="w", fill="x")
        # The arrow first: a long name is cut, the way to the others never is.
        words = ttk.Label(row, style=look.label("lead", "ink", "paper"))
        if others:
            more = controls.Button(
                row,
                "",
                lambda: drop(self.name, self._ways(others)),
                kind="quiet",
                icon="chevron-down",
                surface="paper",
            )
            more.pack(side="right")
        words.pack(side="left", fill="x", expand=True)
        _cut_to_fit(words, association.name, "lead")
        if not self.context.compact:
            under = ttk.Label(self.name, style=look.label("small", "soft", "paper"))
            under.pack(anchor="w", fill="x")
            _cut_to_fit(under, self._where(), "small")

    def _where(self) -> str:
        """«Tocorani, Pomacanchi, Acomayo, Cusco  ·  tesorería: Rosa Quispe»."""
        words = [self.context.association.place]
        for one in officers_on(self.context.association, date.today()):
            if one.office == "treasurer":
                words.append(_("tesorería: {name}").format(name=one.member))
        return "  ·  ".join(words)

    def _ways(self, others: Sequence[tuple]) -> list[tuple[str, Callable[[], object]]]:
        return [(row[1], partial(self._open, row[0])) for row in others]

    def _open(self, key: int) -> None:
        self.on_association(Association.get_by_id(key))


def _associations() -> Sequence[tuple]:
    return Listing(ASSOCIATIONS).window(0, -1)


def _cut_to_fit(label: ttk.Label, words: str, role: str) -> None:
    """Long words end in «…» at the width the label gets."""
    look = theme.of(label)
    label.configure(width=1, text=words)  # asks for nothing, takes what is left
    label.bind(
        "<Configure>", lambda event: label.configure(text=look.cut(words, event.width, role))
    )


class Status(ttk.Frame):
    """The line at the bottom: the file, the month, the last copy, and what happened last."""

    def __init__(
        self,
        parent: Misc,
        context: Context,
        last_copy: Callable[[], tuple[str, str]] | None = None,
    ) -> None:
        self.look, self.context, self.last_copy = theme.of(parent), context, last_copy
        super().__init__(parent, style=self.look.frame("paper"))
        controls.rule(self).pack(fill="x")
        self.bar = controls.area(self, "paper", (4, 0.4) if context.compact else (6, 0.8))
        self.bar.pack(fill="x")
        self.told = controls.area(self.bar, "paper")
        self.facts = controls.area(self.bar, "paper")
        self.facts.pack(side="left")
        self.told.pack(side="right")
        self.pieces: list[tuple[ttk.Frame, int]] = []  # and the pixels each takes
        self.sentence, self.tone, self.at = "", "good", datetime.now()
        self.bar.bind("<Configure>", lambda _event: self._fit())
        self.show()

    def show(self) -> None:
        controls.clear(self.facts)
        self.pieces = []
        context, px = self.context, self.look.px
        open_ = is_open(context.association, context.month)
        state = _("{month}: abierto") if open_ else _("{month}: cerrado")
        facts = [("file-earmark", context.file_name, "soft")]
        if not context.compact:  # the header says it already
            icon = "unlock" if open_ else "lock-fill"
            facts.append((icon, state.format(month=context.month.name), "soft"))
        who = self.look.cut(history.signed(), self.look.em(50), "small")
        facts.append(("person", f"{who} · {_('F12')}" if who else "", "soft"))
        if self.last_copy:
            facts.append(("usb-drive", *self.last_copy()))
        for icon, words, tone in facts:
            if not words:
                continue
            piece = controls.area(self.facts, "paper")
            controls.Picture(piece, icon, tone, "paper", 14).pack(side="left")
            said = controls.text(piece, words, "small", tone, "paper")
            said.pack(side="left", padx=(px(1.2), px(6)))
            self.pieces.append((piece, self.look.width(words, "small") + px(7.2) + 18))
        self._fit()

    def say(self, sentence: str, tone: str = "good") -> None:
        """What happened, and when: «Guardado: Rosa Quispe. 10:42»."""
        self.sentence, self.tone, self.at = sentence, tone, datetime.now()
        self._fit()

    def _fit(self) -> None:
        """A long sentence takes the room of the facts, from the left; the last copy stays."""
        controls.clear(self.told)
        look, hour = self.look, f"  {self.at:%H:%M}" if self.sentence else ""
        needed = look.width(self.sentence + hour, "small")
        room = self.bar.winfo_width() - look.px(22)
        standing = list(self.pieces)
        while self.sentence and len(standing) > 1 and needed > room - _together(standing):
            standing.pop(0)
        for piece, _width in self.pieces:
            piece.pack_forget()
        for piece, _width in standing:
            piece.pack(side="left")
        if not self.sentence:
            return
        icon = controls.GLYPHS[self.tone]
        controls.Picture(self.told, icon, self.tone, "paper", 13).pack(side="left")
        room -= _together(standing) + look.width(hour, "small")
        words = look.cut(self.sentence, room, "small") if room > 0 else self.sentence
        said = controls.text(self.told, words + hour, "small", self.tone, "paper")
        said.pack(side="left", padx=(look.px(1.2), 0))


def _together(pieces: Sequence[tuple[ttk.Frame, int]]) -> int:
    return sum(width for _piece, width in pieces)
