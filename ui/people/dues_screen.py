"""Cuotas: how each member stands with dues at the end of the month, and who is collected from."""

from datetime import date
from functools import partial
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from models.cash.cash_book import RECEIPTS, Receipt
from models.documents import Document
from models.fields import ChoiceField, NameField, SolesField
from models.language import N_, _, ngettext
from models.listing import Row
from models.money import DUES
from models.months import Opening
from models.parameters import PARAMETERS, Parameter, new_rate, parameter
from models.people.charges import CHARGES
from models.people.dues_now import DuesNow, dues_at_end, owed_together, paid_together, received_on
from models.people.members import Member
from models.record import Column
from ui.context import Context, Screen
from ui.people.dues_run import titles_of
from ui.to_excel import Asked, ToExcel, of_ledger
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.chips import Chips
from ui.widgets.entries import SearchBox
from ui.widgets.ledger import Ledger
from ui.widgets.nothing import Nothing
from ui.widgets.words import number

UP_TO_DATE, OWES, LATE, EXEMPT = "up_to_date", "owes", "late", "exempt"
STATES = (
    (UP_TO_DATE, N_("Al día")),
    (OWES, N_("Debe este mes")),
    (LATE, N_("Atrasado")),
    (EXEMPT, N_("Exento")),
)
TONES = {UP_TO_DATE: "good", OWES: "warn", LATE: "danger", EXEMPT: "soft"}
PAID = Column(N_("Pagó en el mes S/"), SolesField(), sample="1,239.50", total=True, rank=2)
OWED = Column(N_("Debe S/"), SolesField(), sample="1,239.50", total=True, strong=True)
COLUMNS = (
    Column(N_("Socio"), NameField(), sample="Quispe Mamani, María", strong=True),
    Column(N_("Cuota del mes S/"), SolesField(), sample="120.00", rank=3),
    PAID,
    Column(N_("Meses que debe"), NameField(), sample="setiembre a noviembre de 2026", rank=1),
    OWED,
    Column(N_("Estado"), ChoiceField(choices=STATES), sample="Debe este mes", tones=TONES),
)
ALL, OWING, LATE_ONES, FREE = "", "owing", "late", "free"
FILTERS = (
    (ALL, N_("Todos")),
    (OWING, N_("Deben")),
    (LATE_ONES, N_("Atrasados")),
    (FREE, N_("Al día")),
)


class DuesScreen(Screen):
    kinds = (Receipt, Document, Member, Parameter, Opening)

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.filter = StringVar(self, ALL)
        self.every: list[DuesNow] = []
        self.rows: list[Row] = []
        self._month = context.month
        px = self.look.px
        self._head().pack(fill="x")
        self._filters().pack(fill="x", pady=px(2))
        body = controls.area(self)
        body.pack(fill="both", expand=True)
        self.ledger = Ledger(
            body,
            COLUMNS,
            lambda offset, limit: self.rows[offset : offset + limit],
            on_open=self._collect,
        )
        self.ledger.pack(fill="both", expand=True)
        self.nothing = Nothing(body)
        self.deeds |= {"<Control-n>": self._collect_many, "<Control-f>": self.search.focus_set}
        self.stale = True

    # Building -----------------------------------------------------------------------------------

    def _head(self) -> ttk.Frame:
        self.unset = False  # whether nobody said yet how much dues are, and nothing is owed
        row, px, compact = controls.area(self), self.look.px, self.context.compact
        for words, icon, key, deed, kind in (
            (
                _("Cobrar a varios"),
                "people",
                _("Ctrl+N"),
                self._collect_many,
                "primary",
            ),
            (
                _("Cobrar") if compact else _("Cobrar cuota"),
                "box-arrow-in-down",
                "" if compact else _("Enter"),
                self._collect_current,
                "secondary",
            ),
            (
                _("Cargos") if compact else _("Ver multas y aportes"),
                "clipboard-plus",
                "",
                partial(self.context.go, CHARGES.name),
                "secondary",
            ),
        ):
            made = controls.Button(row, words, deed, kind=kind, icon=icon, key=key)
            made.pack(side="right", padx=(px(2), 0))
            if kind == "primary":
                self.many = made
        ToExcel(self, self._asked).short_button(row).pack(side="right", padx=(px(2), 0))
        controls.text(row, _("Cuotas"), "title").pack(side="left")
        if not compact:
            self.under = controls.text(row, "", "body", "soft")
            self.under.pack(side="left", padx=px(4), pady=(px(1.5), 0))
        return row

    def _filters(self) -> ttk.Frame:
        row, px, compact = controls.area(self), self.look.px, self.context.compact
        self.search = SearchBox(
            row,
            _("Nombre"),
            _("Ctrl+F"),
            surface="ground",
            width=14 if compact else 22,
            on_type=lambda _words: self._fill(),
        )
        self.search.pack(side="left", padx=(0, px(3)))
        self.search.entry.bind("<Return>", lambda _event: self.ledger.canvas.focus_set())
        self.search.entry.bind("<Down>", lambda _event: self.ledger.canvas.focus_set())
        self.today = controls.Button(row, "", self._see_receipts, kind="quiet", surface="ground")
        self.today.pack(side="right")
        chips = Chips(row, self.filter, [(kept, _(words)) for kept, words in FILTERS], self._fill)
        chips.pack(side="left", fill="x", expand=True)
        return row

    # Looking ------------------------------------------------------------------------------------

    def reload(self) -> None:
        association, month = self.context.association, self.context.month
        self.every = dues_at_end(association, month)
        amount = parameter(association, "dues_per_member", month.first)
        self.unset = not amount and not owed_together(self.every)
        self.many.say(_("Fijar la cuota") if self.unset else _("Cobrar a varios"))
        if not self.context.compact:
            said = _("{amount} al mes").format(amount=soles(amount))
            self.under.configure(text=said if amount else _("Todavía no se fijó la cuota del mes"))
        self._fill()
        self._say_today()

    def _say_today(self) -> None:
        count, amount = received_on(self.context.association, date.today())
        say = ngettext("Hoy: {amount} en {n} recibo", "Hoy: {amount} en {n} recibos", count)
        said = say.format(amount=soles(amount), n=number(count))
        self.today.say(said if count else _("Hoy no se cobró ninguna cuota"))

    def _fill(self) -> None:
        words, kept = self.search.get(), self.filter.get()
        shown = [
            one
            for one in self.every
            if _belongs(self._state(one), kept) and one.member.is_called(words)
        ]
        self.rows = [
            (
                one.member.id,
                str(one.member),
                one.charged or None,
                one.paid or None,
                _what(one),
                one.owed_in_all or None,
                self._state(one),
            )
            for one in shown
        ]
        before = self.ledger.current
        places = [place for place, row in enumerate(self.rows) if before and row[0] == before[0]]
        self.ledger.refill(places[0] if places else 0)
        count = ngettext("{n} socio", "{n} socios", len(shown)).format(n=number(len(shown)))
        totals = {
            "": count,
            PAID.title: PAID.show(paid_together(shown)),
            OWED.title: OWED.show(owed_together(shown)),
        }
        self.ledger.complete(len(self.rows), totals)
        self._say_nothing()

    def _asked(self) -> Asked:
        month, words = self.context.month, self.search.get().strip()
        return of_ledger(
            self.ledger,
            self.context,
            _("Cuotas"),
            _(dict(FILTERS)[self.filter.get()]) if self.filter.get() else "",
            _("Buscado: {words}").format(words=words) if words else "",
            since=month.first,
            until=month.last,
            people=self.ledger.count,
        )

    def _state(self, one: DuesNow) -> str:
        if not one.owed:
            return UP_TO_DATE if one.charged or not one.member.dues_exempt else EXEMPT
        return LATE if min(one.owed) < str(self.context.month) else OWES

    def _say_nothing(self) -> None:
        if self.rows:
            self.nothing.place_forget()
            return
        amount = parameter(self.context.association, "dues_per_member", self.context.month.first)
        lead, why = _("Nadie con eso en {month}."), _("Cambie las palabras o el filtro.")
        ways = [(_("Ver a todos"), self._show_all, "", "")]
        if not self.every and not amount:
            lead, why = _("No hay cuotas en {month}."), _("Diga de cuánto es la cuota del mes.")
            ways = [(_("Fijar la cuota"), self._set_amount, "", "pencil")]
        self.nothing.say("people", lead.format(month=self.context.month.title), why, ways)
        self.nothing.place(x=0, y=0, relwidth=1, relheight=1)
        self.nothing.lift()

    def _show_all(self) -> None:
        self.search.words.set("")
        self.filter.set(ALL)
        self._fill()
        self.ledger.canvas.focus_set()

    def _set_amount(self) -> None:
        rate = new_rate(self.context.association, "dues_per_member")
        self.context.go("form", kind=PARAMETERS, record=rate)

    # Deeds --------------------------------------------------------------------------------------

    def _collect(self, row: Row) -> None:
        self.context.go("receive", member=Member.get_by_id(row[0]), account=DUES)

    def _collect_current(self) -> None:
        if row := self.ledger.current:
            self._collect(row)

    def _collect_many(self) -> None:
        if self.unset:
            self._set_amount()
        else:
            self.context.go("dues_run")

    def _see_receipts(self) -> None:
        self.context.go(RECEIPTS.name)

    def shown(self) -> None:
        if self._month != self.context.month:
            self._month, self.stale = self.context.month, True
        self.look_again()
        self.update_idletasks()
        self._fill()  # only now there is room to know how many rows fit
        self.ledger.canvas.focus_set()


def _what(one: DuesNow) -> str:
    """The months owed, or what is to the member's credit."""
    if one.credit:
        return _("a favor {amount}").format(amount=soles(one.credit))
    return titles_of(one)


def _belongs(state: str, kept: str) -> bool:
    groups = {
        OWING: (OWES, LATE),
        LATE_ONES: (LATE,),
        FREE: (UP_TO_DATE, EXEMPT),
    }
    return not kept or state in groups[kept]
