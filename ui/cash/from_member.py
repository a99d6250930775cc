"""Receiving what a member owes: dues, a loan, farm inputs, a fine… A purpose of «Recibir dinero»."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from tkinter import Misc
from typing import Any

from models.cash.cash_book import Payment, Receipt
from models.documents import Paper
from models.language import N_, _
from models.money import CHARGES, DUES, INPUTS, LOANS
from models.people.debts import Debt, account_of, debts_to_pay, interest_of, left_after, pay
from models.people.members import Member
from models.record import RulesBroken
from ui.cash.money_deed import Purpose
from ui.widgets.amounts import soles
from ui.widgets.inputs import called
from ui.widgets.lookup import MOST
from ui.widgets.row import Row
from ui.widgets.tiles import Line

# What is owed, in one word.
OF_WHAT = {DUES: N_("cuotas"), LOANS: N_("préstamo"), INPUTS: N_("insumos"), CHARGES: N_("cargos")}


class FromMember(Purpose):
    words = N_("Cuota o deuda")

    def build(self, form: Misc) -> list[Row]:
        deed = self.deed
        hint = _(
            "Si además pagó interés, escriba cuánto del monto es interés. Si no, déjelo vacío."
        )
        self.row, self.more = deed.row(form), deed.row(form, hint)
        self.member = deed.lookup(
            "member",
            self.row,
            _("Socio"),
            lambda words: Member.like(words, Member(association=deed.context.association), MOST),
            called,
            30,
            _("Falta el socio."),
        )
        self.debts: Sequence[Debt] = ()
        self.list = deed.list_of("debt", self.row, _("Qué paga"), [" " * 35])
        self.list.box.bind("<<ComboboxSelected>>", lambda _event: self._propose(), add="+")
        self.interest = deed.line("interest", self.more, _("De eso, interés S/"), Receipt.amount)
        self._of: tuple[Any, Any] = (None, None)  # whose debts are listed, and on which day
        self._proposed = ""  # what was written as the amount
        self._meant: tuple[str, int | None] = "", None  # what to choose of them
        return [self.row, self.more]

    # What is owed -------------------------------------------------------------------------------

    @property
    def debt(self) -> Debt | None:
        place = self.list.box.current()
        return self.debts[place] if 0 <= place < len(self.debts) else None

    def _look(self) -> None:
        """List what this member owes on this day, if that is another member or day."""
        member, day = self.member.picked, self.deed.day
        if (member, day) == self._of:
            return
        another, self._of = member != self._of[0], (member, day)
        self.debts = debts_to_pay(member, day) if isinstance(member, Member) and day else ()
        self.list.box.configure(values=[f"{one.what}: {soles(one.due)}" for one in self.debts])
        account, line = self._meant
        wanted = (
            place
            for place, one in enumerate(self.debts)
            if one.account == account and (line is None or (one.line and one.line.id == line))
        )
        if self.debts:
            self.list.box.current(next(wanted, 0))
        else:
            self.list.box.set("")
        if another or self.deed.paying.amount.typed() == self._proposed:
            self._propose()
        self._offer_interest()  # an amount typed by hand stays, also on another day

    def _propose(self) -> None:
        debt = self.debt
        if debt is not None:
            self._meant = debt.account, debt.line.id if debt.line else None
            self.deed.put("amount", debt.due)
        else:
            self.deed.paying.amount.words.set("")
        self._proposed = self.deed.paying.amount.typed()
        self._offer_interest()
        self.deed.changed()

    def _offer_interest(self) -> None:
        """Only a loan bears interest."""
        offered = self.debt is not None and self.debt.bears_interest
        if self.deed.purpose is not self or not offered:
            self.more.pack_forget()
        elif not self.more.winfo_manager():
            self.more.pack(fill="x", pady=(0, self.deed.look.px(1)), after=self.row)

    def chosen(self) -> None:
        self._offer_interest()

    def ask_for(self, wanted: tuple[Member, str, int | None]) -> None:
        member, *_what = wanted
        self._meant = wanted[1:]
        self.member.put(member)
        self._of = None, None
        self._look()
        self.deed.paying.amount.focus()

    def reload(self) -> None:
        self._of = self._of[0], None
        self._look()

    def empty(self) -> None:
        self.member.put(None)
        self.interest.words.set("")
        self._look()

    def typed(self) -> str:
        return str(self.member.picked or "")

    def repeat(self, made: Receipt) -> bool:
        account = account_of(made)
        if not account or made.member is None:
            return False
        if interest := interest_of(made):
            self.deed.put("interest", interest)
        self.deed.wanted = type(self), (made.member, account, None)
        return True

    # What follows -------------------------------------------------------------------------------

    def who(self) -> str:
        return self.member.get()

    def why(self) -> str:
        return self.debt.what if self.debt else ""

    def after(self) -> list[Line]:
        amount, debt = self.deed.value("amount"), self.debt
        if debt is None or not amount:
            return []
        left = left_after(debt, amount, self._interest())
        if left < 0:
            return []
        title = _("Queda debiendo, {what}").format(what=_(OF_WHAT[debt.account]))
        others = [one for one in self.debts if one is not debt]
        return [
            (title, soles(left), "body"),
            *(
                (_("Y debe de {what}").format(what=_(OF_WHAT[o.account])), soles(o.owed), "body")
                for o in others
            ),
        ]

    def _paid_words(self, debt: Debt) -> str:
        """That this debt is paid, and what else is owed."""
        others = [
            _("{amount} de {what}").format(amount=soles(one.owed), what=_(OF_WHAT[one.account]))
            for one in self.debts
            if one is not debt
        ]
        if not others:
            return _("Con esto queda pagado.")
        say = _("Con esto queda pagado: {what}. Todavía debe {others}.")
        return say.format(what=_(OF_WHAT[debt.account]), others=", ".join(others))

    def _interest(self) -> Decimal:
        return self.deed.value("interest") or Decimal(0)

    def echo(self, amount: Decimal | None) -> None:
        self._look()
        debt, said, too_much = self.debt, "", ""
        if isinstance(self.member.picked, Member) and debt is None:
            said = _("No debe nada que pueda pagar ese día.")
        elif debt is not None and amount:
            left = left_after(debt, amount, self._interest())
            if left < 0:
                too_much = _("Debe {owed}; no se puede cobrar más.").format(owed=soles(debt.owed))
            elif left == 0:
                said = self._paid_words(debt)
        self.row.say(said, "good", "left")
        self.row.say(self._falls_due(), "good", "due")
        self.deed.say_too_much(too_much)

    def _falls_due(self) -> str:
        """«Vence S/ 100.00 el 31/12/2026; debe en total S/ 300.00.» of a loan with days."""
        debt = self.debt
        if debt is None or debt.falls_due is None or (day := self.deed.day) is None:
            return ""
        late = debt.falls_due < day
        say = (
            _("Venció {due} el {day}; debe en total {owed}.")
            if late
            else _("Vence {due} el {day}; debe en total {owed}.")
        )
        return say.format(
            due=soles(debt.due), day=f"{debt.falls_due:%d/%m/%Y}", owed=soles(debt.owed)
        )

    def store(
        self, values: Mapping[str, Any], payment: Payment, paper: Paper, *, sure: bool
    ) -> Receipt:
        if not isinstance(values["member"], Member):
            raise RulesBroken({"member": _("Elija un socio de la lista.")})
        if self.debt is None:
            raise RulesBroken({"debt": _("No debe nada que pueda pagar ese día.")})
        interest = values.get("interest") or Decimal(0)
        return pay(self.debt, payment, paper, interest=interest, sure=sure)
