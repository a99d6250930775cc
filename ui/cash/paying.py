"""How money changes hands: how much, from or to where, by which means. A part of several deeds."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from tkinter import Misc
from typing import Any

from models.cash.cash_book import METHODS, Payment, Receipt
from models.documents import Document
from models.fields import show
from models.language import _
from models.money import BANK, CASH, PURSES, balance_after
from ui.deed import Deed
from ui.widgets.amounts import soles
from ui.widgets.lookup import Lookup


class Paying:
    """The fields of a payment. What is paid in cash has no operation and no other means."""

    def __init__(self, deed: Deed, form: Misc, where: str) -> None:
        self.deed = deed
        self.row = deed.row(form)
        self.amount = deed.line(
            "amount", self.row, _("Monto, S/"), Receipt.amount, _("Falta el monto."), "figure"
        )
        self.account = deed.chips("account", self.row, where, [_(words) for _k, words in PURSES])
        self.account.word.trace_add("write", lambda *_names: self._settle())
        self.bank_row = deed.row(form)
        self.method = deed.list_of(
            "method",
            self.bank_row,
            _("Medio de pago"),
            [_(words) for kept, words in METHODS if kept != "cash"],
        )
        deed.line("operation", self.bank_row, _("N° de operación"), Receipt.operation)
        self._settle()

    def empty(self) -> None:
        self.amount.words.set("")
        self.deed.cells["operation"].input.words.set("")  # type: ignore[attr-defined]

    def repeat(self, made: Receipt) -> None:
        """As a receipt was paid."""
        self.choose(made.account)
        if made.account == BANK:
            self.method.box.set(made.text("method"))
        self.deed.put("amount", made.amount)
        self.deed.put("operation", made.operation)

    @property
    def purse(self) -> str:
        return next(kept for kept, words in PURSES if _(words) == self.account.typed())

    def choose(self, purse: str) -> None:
        self.account.word.set(_(dict(PURSES)[purse]))

    @property
    def how(self) -> str:
        """«Efectivo», «Depósito»: what the paper says of it."""
        return show(Receipt.method, "cash") if self.purse == CASH else self.method.typed()

    def payment(self, values: Mapping[str, Any]) -> Payment:
        if self.purse == CASH:
            return Payment(values["amount"], CASH)
        kept = next(kept for kept, words in METHODS if _(words) == self.method.typed())
        return Payment(values["amount"], BANK, values["operation"] or "", kept)

    def say_balance(self, sign: int, day: date | None, amount: Decimal | None) -> None:
        """Say what cash or bank would hold, and that a number is missing."""
        said, tone = "", "good"
        if day is not None and amount:
            left = balance_after(self.deed.context.association, self.purse, day, sign * amount)
            where, said = _("caja"), _("Quedan en {where} {amount}.")
            if day != date.today():
                said = _("El {day} quedan en {where} {amount}.")
            if self.purse == BANK:
                where = _("banco")
            if left < 0:
                said, tone = _("No alcanza: faltarían {amount} en {where}."), "danger"
            said = said.format(where=where, amount=soles(abs(left)), day=show(Document.day, day))
        self.row.say(said, tone, "balance")
        operation = self.deed.cells["operation"].input.typed()
        lacking = self.purse == BANK and amount and not operation
        self.bank_row.say(_("Sin número de operación.") if lacking else "", "warn", "number")

    def _settle(self) -> None:
        """Show what is asked of a payment through the bank, and only then."""
        if self.purse == BANK:
            if not self.method.typed():
                self.method.box.set(show(Receipt.method, "transfer"))
            self.bank_row.pack(fill="x", pady=(0, self.deed.look.px(1)), after=self.row)
        else:
            self.bank_row.pack_forget()


def put_party(lookup: Lookup, made: Receipt) -> None:
    """Who gave or took the money, as a receipt says."""
    lookup.put(made.member or made.buyer)
    if lookup.picked is None:
        lookup.words.set(made.party)
