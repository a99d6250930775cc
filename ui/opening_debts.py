"""Saldos de socios y fondos: what they owed, and funds held, when the books began. One at a time."""

from collections.abc import Mapping
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.associations import Association
from models.cash.funds import Fund, funds_of
from models.fields import NameField, SolesField, folded, show
from models.language import N_, _, ngettext
from models.listing import Row
from models.money import DUES, FUNDS
from models.months import Month, Opening
from models.opening import only_opening
from models.opening_debts import KINDS, Begun, begun_with, set_begun, total_of
from models.people.members import Member
from models.record import Column, RulesBroken
from ui.context import Context
from ui.walk import Walk
from ui.widgets import controls
from ui.widgets.inputs import LineInput
from ui.widgets.ledger import Ledger
from ui.widgets.lookup import MOST
from ui.widgets.words import number

AMOUNT = Column(N_("Monto S/"), SolesField(), sample="12,239.50", total=True, strong=True)
COLUMNS = (
    Column(N_("Qué"), NameField(), sample="Insumos a crédito"),
    Column(N_("Socio o fondo"), NameField(), sample="Quispe Mamani, María", strong=True),
    Column(N_("Mes"), NameField(), sample="setiembre de 2026"),
    AMOUNT,
)
_MONEY = SolesField()
MONTHS_BACK = 24


class OpeningDebts(Walk):
    """Enter on a row brings it to the fields; an amount of zero takes it away."""

    kinds = (Opening, Member, Fund)
    title = N_("Saldos iniciales de socios y fondos")
    kept = ("kind", "month")

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.deeds = {"<F9>": self.save, "<Escape>": self.context.back}
        self.listed: list[Begun] = []
        px, compact = self.look.px, context.compact
        head = controls.area(self)
        head.pack(fill="x", pady=(0, px(2)))
        controls.text(head, _(self.title), "lead" if compact else "title").pack(side="left")
        self._bar().pack(side="bottom", fill="x", pady=(px(2), 0))
        self.form = controls.sheet(self, padding=3 if compact else 5)
        self.form.pack(fill="x")
        self._fields(self.form)
        self.ledger = Ledger(
            self,
            COLUMNS,
            lambda offset, limit: self._rows()[offset : offset + limit],
            on_open=lambda _row: self._bring(),
        )
        self.ledger.pack(fill="both", expand=True, pady=(px(2), 0))
        self.foot.lift()
        self.stale = True
        self.before = self.typed()

    def _fields(self, form: ttk.Frame) -> None:
        row = self.row_of_all = self.row(
            form, _("Lo que ya se debía antes de empezar el libro. Con 0 se quita.")
        )
        self.kind = self.list_of("kind", row, _("Qué"), [_(words) for _k, words in KINDS])
        self.kind.box.current(0)
        self.kind.box.bind("<<ComboboxSelected>>", lambda _event: self._settle(), add="+")
        self.who = self.lookup(
            "who",
            row,
            _("Socio o fondo"),
            self._search,
            lambda one: (str(one), one.code if isinstance(one, Member) else _("fondo")),
            30,
            _("Falta de quién es."),
        )
        row = self.row(form)
        first = self._first_month()
        self.months = [first]
        while len(self.months) < MONTHS_BACK:
            self.months.append(self.months[-1].previous)
        self.month = self.list_of("month", row, _("Mes"), [one.title for one in self.months])
        self.month.box.current(0)
        self.month_slot: Any = self.month.widget.master
        self.line("amount", row, _("Monto, S/"), _MONEY, _("Falta el monto."))
        self._settle()

    def _first_month(self) -> Month:
        """The last month of which dues may be owed: the one before the books began."""
        opening = only_opening(self.context.association)
        return Month.read(str(opening.month)).previous

    def _bar(self) -> ttk.Frame:
        self.foot = controls.area(self)
        self.save_button = controls.Button(
            self.foot, _("Guardar saldo"), self.save, kind="primary", icon="check-lg", key=_("F9")
        )
        self.save_button.pack(side="left")
        self.stop(self.save_button)
        controls.Button(self.foot, _("Volver"), self.context.back, key=_("Esc")).pack(
            side="left", padx=self.look.px(2)
        )
        self.state_line = controls.Problem(self.foot, "ground", 60)
        self.state_line.pack(side="left", padx=self.look.px(2))
        return self.foot

    # What is chosen -----------------------------------------------------------------------------

    @property
    def account(self) -> str:
        return KINDS[max(0, self.kind.box.current())][0]

    def _search(self, words: str) -> list[Any]:
        association: Association = self.context.association
        if self.account == FUNDS:
            return [one for one in funds_of(association) if folded(words) in folded(one.name)]
        return list(Member.like(words, Member(association=association), MOST))

    def _settle(self) -> None:
        """Only dues are of a month."""
        if self.account == DUES:
            amount: Any = self.cells["amount"].input.widget if "amount" in self.cells else None
            where = {"before": amount.master} if amount is not None else {}
            self.month_slot.pack(side="left", anchor="n", padx=(0, self.look.px(4)), **where)
        else:
            self.month_slot.pack_forget()
        is_fund = isinstance(self.who.picked, Fund)
        if self.who.picked is not None and is_fund != (self.account == FUNDS):
            self.who.put(None)
        self.changed()

    # Rows ---------------------------------------------------------------------------------------

    def _rows(self) -> list[Row]:
        words = dict(KINDS)
        return [
            (
                place,
                _(words[one.account]),
                str(one.who),
                Month.read(one.month).title if one.month else "",
                one.amount,
            )
            for place, one in enumerate(self.listed)
        ]

    def reload(self) -> None:
        self.listed = begun_with(self.context.association)
        self.ledger.refill(self.ledger.selected)
        count = len(self.listed)
        words = ngettext("{n} saldo", "{n} saldos", count).format(n=number(count))
        self.ledger.complete(count, {"": words, AMOUNT.title: AMOUNT.show(total_of(self.listed))})

    def _bring(self) -> None:
        """What stands in the selected row, into the fields."""
        if not self.listed:
            return
        one = self.listed[self.ledger.selected]
        self.kind.box.current([account for account, _words in KINDS].index(one.account))
        self._settle()
        self.who.put(one.who)
        titles = [month.title for month in self.months]
        if one.month and (title := Month.read(one.month).title) in titles:
            self.month.box.current(titles.index(title))
        self.put("amount", one.amount)
        self.cells["amount"].input.focus()

    # Storing ------------------------------------------------------------------------------------

    def say_state(self, words: str, tone: str = "danger") -> None:
        self.state_line.say(words, tone)

    def save(self) -> None:
        begun = self.attempt(lambda values, _sure: self._store(values))
        if begun is None:
            return
        say = _("Guardado: {who}, S/ {amount}.")
        self.context.say(say.format(who=begun.who, amount=show(_MONEY, begun.amount)))
        self.who.put(None)
        amount = self.cells["amount"].input
        assert isinstance(amount, LineInput)
        amount.words.set("")
        self.before = self.typed()
        self.reload()
        self.who.focus_set()

    def _store(self, values: Mapping[str, Any]) -> Begun:
        who = values["who"]
        if not isinstance(who, Member | Fund):
            raise RulesBroken({"who": _("Elija a uno de la lista.")})
        month = ""
        if self.account == DUES:
            month = str(self.months[max(0, self.month.box.current())])
        begun = Begun(self.account, who, values["amount"], month)
        set_begun(begun)
        return begun

    def shown(self) -> None:
        self.look_again()
        self.update_idletasks()
        self.ledger.refill(self.ledger.selected)
        self.kind.focus()
