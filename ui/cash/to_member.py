"""Giving a member something on credit: a loan, or farm inputs. Purposes of «Pagar o gastar»."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from tkinter import Misc
from typing import Any

from models import money
from models.cash.cash_book import Payment, Receipt
from models.documents import Paper
from models.language import N_, _
from models.people.debts import account_of
from models.people.loans import MOST_PARTS, Loan, Terms, charge_inputs, lend, planned
from models.people.members import Member
from models.record import RulesBroken
from ui.cash.money_deed import Purpose
from ui.widgets.amounts import soles
from ui.widgets.row import Row
from ui.widgets.tiles import Line

MOST_SAID = 4  # parts of a loan, one by one


class OnCredit(Purpose):
    """What is given to a member, who owes it; `account` is where it is owed."""

    account = ""

    def build(self, form: Misc) -> list[Row]:
        return [self.deed.who_row]

    def ask_for(self, wanted: Member) -> None:
        self.deed.party.put(wanted)
        self.deed.cells["concept"].input.focus()

    def repeat(self, made: Receipt) -> bool:
        return account_of(made) == self.account

    def echo(self, amount: Decimal | None) -> None:
        said = ""
        if isinstance(member := self.deed.party.picked, Member) and (day := self.deed.day):
            owed = money.balance(member.association, self.account, day, member)
            if owed > 0:
                said = _("Ya debe {owed} de esto.").format(owed=soles(owed))
        self.deed.who_row.say(said, "warn", "owed")

    def _member(self, values: Mapping[str, Any]) -> Member:
        if not isinstance(values["party"], Member):
            raise RulesBroken({"party": _("Elija un socio de la lista.")})
        return values["party"]


class Lend(OnCredit):
    words = N_("Préstamo")
    account = money.LOANS

    def build(self, form: Misc) -> list[Row]:
        self.row = self.deed.row(form)
        self.deed.line("instalments", self.row, _("En cuántas partes"), Loan.instalments)
        self.deed.line("first_due", self.row, _("La primera vence"), Loan.first_due)
        return [self.deed.who_row, self.row]

    def empty(self) -> None:
        self.deed.put("instalments", 1)
        self.deed.cells["first_due"].input.words.set("")  # type: ignore[attr-defined]

    @property
    def plan(self) -> list[tuple[date | None, Decimal]]:
        """Each part and its day, as far as it can be said."""
        amount, count = self.deed.value("amount"), self.deed.value("instalments")
        if not amount or not count or not 1 <= count <= MOST_PARTS:
            return []
        return planned(amount, Terms(count, self.deed.value("first_due")))

    def facts(self) -> list[Line]:
        count, due = self.deed.value("instalments") or 1, self.deed.value("first_due")
        day = f"{due:%d/%m/%Y}" if due else ""
        if count == 1:
            when = _("el {day}").format(day=day) if due else _("sin fecha fijada")
            return [(_("Se devuelve"), when, "body")]
        parts = sorted(amount for _day, amount in self.plan)
        said = _("en {n} partes").format(n=count)
        if parts and parts[0] == parts[-1]:
            said = _("en {n} partes de {each}").format(n=count, each=soles(parts[0]))
        elif parts:
            said = _("en {n} partes de unos {each}").format(n=count, each=soles(parts[0]))
        since = _("desde el {day}").format(day=day) if due else _("sin fecha fijada")
        return [(_("Se devuelve"), said, "body"), ("", since, "body")]

    def echo(self, amount: Decimal | None) -> None:
        super().echo(amount)
        plan = self.plan if self.deed.value("first_due") else []
        said = [
            _("{amount} el {day}").format(amount=soles(part), day=f"{day:%d/%m/%Y}")
            for day, part in plan
        ]
        if len(said) > MOST_SAID:
            said = [*said[: MOST_SAID - 1], "…", said[-1]]
        self.row.say(_("Devuelve {parts}.").format(parts=", ".join(said)) if said else "", "good")

    def repeat(self, made: Receipt) -> bool:
        terms = Loan.get_or_none(document=made.document)
        if terms is not None:
            self.deed.put("instalments", terms.instalments)
            if terms.first_due:
                self.deed.put("first_due", terms.first_due)
        return super().repeat(made)

    def store(
        self, values: Mapping[str, Any], payment: Payment, paper: Paper, *, sure: bool
    ) -> Receipt:
        terms = Terms(values["instalments"] or 1, values["first_due"])
        member, concept = self._member(values), values["concept"]
        return lend(member, concept, payment, paper, terms=terms, sure=sure)


class GiveInputs(OnCredit):
    words = N_("Insumos a crédito")
    account = money.INPUTS

    def store(
        self, values: Mapping[str, Any], payment: Payment, paper: Paper, *, sure: bool
    ) -> Receipt:
        member, concept = self._member(values), values["concept"]
        return charge_inputs(member, concept, payment, paper, sure=sure)
