"""The list of any kind of record: find one, read it at the right, open it or make another.

A screen that does more with its kind derives from `Register`, names its own deeds in `new`,
`open`, `detail` and `more_deeds`, and inherits the rest.
"""

from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from models.language import N_, _, ngettext
from models.listing import Listing, Row, Summary
from models.record import Column, Record, RecordType, State
from ui.context import Context, Screen
from ui.detail import Detail
from ui.to_excel import ToExcel, of_listing
from ui.widgets import controls
from ui.widgets.chips import Chips
from ui.widgets.columns import is_state
from ui.widgets.entries import SearchBox, choices
from ui.widgets.ledger import Ledger
from ui.widgets.nothing import Nothing, nothing_found
from ui.widgets.words import agreeing, counted, number

TYPING_MS = 200  # after the last key, before the rows it left are counted and added up
PREVIEW_MS = 60  # after the last step of the selection: a key held down does not build each sheet


class Register(Screen):
    kind: RecordType
    subtitle = ""  # one line under the title: what stands in this list
    new_words = ""  # verb and noun of the primary button; «Nuevo socio» if empty
    new_key = "Ctrl+N"
    new_icon = "plus-lg"
    search_hint = N_("Buscar")

    def __init__(self, parent: Misc, context: Context, kind: RecordType | None = None) -> None:
        super().__init__(parent, context)
        if kind is not None:
            self.kind = kind
        self.kinds = (self.kind.model, *(key.rel_model for key in self.kind.joins))
        self.state_name = StringVar(self)
        self.whole_time = False
        self.asked: Listing = Listing(self.kind)
        self._order: list = []
        self._counting = self._previewing = ""
        self._wanted: int | None = None  # key of the record to select when the rows are there
        self.to_excel = ToExcel(self, lambda: of_listing(self.asked))
        self._head().pack(fill="x")
        self._filters().pack(fill="x", pady=self.look.px(2))
        self._build_body()
        self.deeds |= {"<Control-n>": self._new_by_key, "<Control-f>": self.search.focus_set}
        self._month = context.month
        self.stale = True

    # What a screen of one kind says differently -------------------------------------------------

    def new(self) -> None:
        self.context.go("form", kind=self.kind)

    def open(self, record: Record) -> None:
        """Enter on a row. What is issued is shown as its paper, never as a form."""
        if not self.kind.issued:
            self.context.go("form", kind=self.kind, record=record)
        elif self.context.paper:
            self.context.paper(record)

    @property
    def can_open(self) -> bool:
        mine = type(self).open is not Register.open
        return mine or not self.kind.issued or self.context.paper is not None

    def detail(self, pane: ttk.Frame, record: Record) -> None:
        """Fill the sheet at the right; its deeds first, at the bottom."""
        Detail(pane, self, record)

    def more_deeds(self, row: ttk.Frame) -> None:
        """Pack further buttons at the right of the head row."""

    @property
    def can_make(self) -> bool:
        """Whether a new one is made here: what is issued is made by a deed of its own."""
        return not self.kind.issued or type(self).new is not Register.new

    # Building -----------------------------------------------------------------------------------

    def _head(self) -> ttk.Frame:
        look, row = self.look, controls.area(self)
        if self.can_make:
            button = controls.Button(
                row,
                self._new_words(),
                self.new,
                kind="primary",
                icon=self.new_icon,
                key=self.new_key,
            )
            button.pack(side="right", padx=(look.px(2), 0))
        self.to_excel.button(row).pack(side="right", padx=(look.px(2), 0))
        self.more_deeds(row)
        self.title = controls.text(row, _(self.kind.title), "title")
        self.title.pack(side="left")
        if not self.context.compact:
            self.under_title = controls.text(row, "", "body", "soft")
            self.under_title.pack(side="left", padx=look.px(4), pady=(look.px(1.5), 0))
            row.bind("<Configure>", lambda _event: self._say_under_title())
        return row

    def offer_way_back(self) -> None:
        """«Volver», and Esc, on a list that is opened from another page."""
        back = controls.Button(
            self.title.master,
            _("Volver"),
            self.context.back,
            icon="arrow-left",
            key="" if self.context.compact else _("Esc"),
        )
        back.pack(side="left", before=self.title, padx=(0, self.look.px(3)))
        self.deeds["<Escape>"] = self.context.back

    def _new_words(self) -> str:
        if self.new_words:
            return _(self.new_words)
        return agreeing(self.kind, _("Nuevo {one}"), _("Nueva {one}"))

    def _filters(self) -> ttk.Frame:
        look, compact, row = self.look, self.context.compact, controls.area(self)
        self.search = SearchBox(
            row,
            _(self.search_hint),
            _("Ctrl+F"),
            surface="ground",
            width=15 if compact else 26,
            on_type=lambda _words: self._typed(),
        )
        self.search.pack(side="left", padx=(0, look.px(3)))
        if self.kind.day is not None:
            self.period = choices(row, [], width=16, surface="ground")
            self.period.pack(side="right")
            self.period.bind("<<ComboboxSelected>>", self._choose_period)
        everything = agreeing(self.kind, _("Todos"), _("Todas"))
        options = [("", everything), *((one.title, _(one.title)) for one in self.kind.states)]
        self.chips = Chips(row, self.state_name, options, self.ask)
        if self.kind.states:
            self.chips.pack(side="left", fill="x", expand=True)
        return row

    def _build_body(self) -> None:
        look = self.look
        self.body = controls.area(self)
        self.body.pack(fill="both", expand=True)
        self.pane = controls.sheet(self.body, padding=3 if self.context.compact else 5)
        # The sheet keeps its width whatever stands on it.
        self.pane.pack_propagate(False)
        self.pane.configure(width=look.em(64 if self.context.compact else 74))
        self.pane.pack(side="right", fill="y", padx=(look.px(3), 0))
        preferences = self.context.preferences
        self.ledger = Ledger(
            self.body,
            self.kind.columns,
            lambda offset, limit: self.asked.window(offset, limit),
            widths=preferences.widths.setdefault(self.kind.name, {}),
            voided=self._is_voided,
            on_select=lambda _row: self._preview_soon(),
            on_open=lambda row: self.open(self._record(row)),
            on_sort=self._sort,
            on_width=self.context.remember,
        )
        self.ledger.pack(side="left", fill="both", expand=True)
        self.pane.lift()  # packed first, and yet Tab comes to it after the list
        self.nothing = Nothing(self.body)

    # Asking -------------------------------------------------------------------------------------

    def shown(self) -> None:
        if self._month != self.context.month:
            self._month, self.stale = self.context.month, True
        self.look_again()
        self.ledger.canvas.focus_set()

    def reload(self) -> None:
        """The same question again; the selection stays on its record."""
        row = self.ledger.current
        self.ask(key=self._wanted if self._wanted is not None else row[0] if row else None)
        self._wanted = None

    def point_at(self, record: Record) -> None:
        """Select this record the next time the list is seen."""
        self._wanted, self.stale = record.get_id(), True

    def narrow(self, state: str = "", *, words: str = "", whole_time: bool = False) -> None:
        """All of the month, or of every month, in one state and with these words alone."""
        self.state_name.set(state)
        self.whole_time = whole_time
        self._ask_with(words)

    def forget_words(self) -> None:
        """Who comes back to the list begins a new search."""
        if self.search.get():
            self.search.clear()

    def find(self, record: Record) -> None:
        """Select this record, whatever the filters said before."""
        self.widen()
        self.ask(key=record.get_id())

    def ask(self, key: int | None = None) -> None:
        """Paint the rows that answer the filters; count and add them up right after."""
        self.asked = self._listing()
        place = self.asked.place(key) if key is not None else 0
        # Gone, or filtered out: the one that took its place.
        self.ledger.refill(self.ledger.selected if place is None else place)
        self._show_nothing(not self.ledger.count)
        self._preview_soon()
        self._stop_counting()
        self._counting = self.after_idle(self._count)

    def _typed(self) -> None:
        """The rows at once; their totals, of ten years perhaps, once the hands rest."""
        self.ledger.totals = {}  # those of the words before
        self.ask()
        self._stop_counting()
        self._counting = self.after(TYPING_MS, self._count)

    def _stop_counting(self) -> None:
        if self._counting:
            self.after_cancel(self._counting)

    def _listing(self) -> Listing:
        by_month = self.kind.day is not None and not self.whole_time
        month = self.context.month
        return Listing(
            self.kind,
            self.context.association,
            words=self.search.get(),
            since=month.first if by_month else None,
            until=month.last if by_month else None,
            state=self._state(),
            order=self._order,
        )

    def _state(self) -> State | None:
        return next((s for s in self.kind.states if s.title == self.state_name.get()), None)

    def _count(self) -> None:
        self._counting = ""
        summary = self.asked.summary()
        self.ledger.complete(summary.count, self._totals(summary))
        self.chips.count({"": summary.everything, **summary.states})
        self._say_period()

    def _totals(self, summary: Summary) -> dict[str, str]:
        sums = {
            column.title: column.show(summary.totals[column.title])
            for column in self.kind.columns
            if column.total
        }
        words = counted(self.kind, summary.counted)
        if sums:
            words = _("Total de {many}").format(many=words)
        if left := summary.count - summary.counted:
            words = agreeing(
                self.kind,
                ngettext(
                    "{total}, sin contar {n} anulado", "{total}, sin contar {n} anulados", left
                ),
                ngettext(
                    "{total}, sin contar {n} anulada", "{total}, sin contar {n} anuladas", left
                ),
                total=words,
                n=number(left),
            )
        return {"": words, **sums}

    def _say_period(self) -> None:
        month = self.context.month.title
        if self.kind.day is not None:
            everything = _("Todos los meses")
            self.period.configure(values=[month, everything])
            self.period.set(everything if self.whole_time else month)
        if not self.context.compact:
            self._say_under_title()

    def _say_under_title(self) -> None:
        """What stands in the list, where the deeds leave room for all of it."""
        when = _("todos los meses") if self.whole_time else self.context.month.title
        words, row = _(self.subtitle).format(month=when), self.title.master
        others = [one for one in row.pack_slaves() if one is not self.under_title]
        taken = sum(one.winfo_reqwidth() for one in others) + self.look.px(16)
        fits = taken + self.look.width(words, "body") <= row.winfo_width()
        self.under_title.configure(text=words if fits else "")

    def _choose_period(self, _event=None) -> None:
        self.whole_time = self.period.current() == 1
        self.period.selection_clear()
        self.ask()

    def _sort(self, column: Column, descending: bool) -> None:
        self._order = [column.order.desc() if descending else column.order.asc()]
        self.ask()

    def _is_voided(self, row: Row) -> bool:
        return self.kind.issued and any(
            column.tones.get(value) == "danger"
            for column, value in zip(self.kind.columns, row[1:], strict=True)
            if is_state(column)
        )

    def _new_by_key(self) -> None:
        if self.can_make and self.new_key == "Ctrl+N":
            self.new()

    # The sheet at the right -----------------------------------------------------------------------

    def _record(self, row: Row) -> Record:
        return self.kind.model.get_by_id(row[0])

    def _preview_soon(self) -> None:
        if self._previewing:
            self.after_cancel(self._previewing)
        self._previewing = self.after(PREVIEW_MS, self._preview)

    def _preview(self) -> None:
        self._previewing = ""
        controls.clear(self.pane)
        if row := self.ledger.current:
            self.detail(self.pane, self._record(row))

    # Nothing found ------------------------------------------------------------------------------

    def _show_nothing(self, empty: bool) -> None:
        if not empty:
            self.nothing.place_forget()
            return
        words = self.search.get().strip()
        where = [_(self.state_name.get()).lower()] if self.state_name.get() else []
        if self.kind.day is not None and not self.whole_time:
            where.append(self.context.month.title)
        ways = []
        if words or where:
            widen = agreeing(self.kind, _("Ver todos los {many}"), _("Ver todas las {many}"))
            ways.append((widen, self.widen, "", ""))
        if self.can_make:
            ways.append((self._new_words(), self.new, self.new_key, self.new_icon))
        self.nothing.say(self.kind.icon, *nothing_found(self.kind, words, where), ways)
        self.nothing.place(x=0, y=0, relwidth=1, relheight=1)
        self.nothing.lift()

    def widen(self) -> None:
        """Every record, of every month and in every state."""
        self.state_name.set("")
        self.whole_time = True
        self._ask_with("")

    def _ask_with(self, words: str) -> None:
        if words != self.search.get():
            self.search.words.set(words)  # asks by itself
        else:
            self.ask()
        self.ledger.canvas.focus_set()
