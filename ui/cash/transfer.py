"""Pasar dinero: from cash to the bank or back; neither income nor expense."""

from collections.abc import Mapping
from typing import Any

import ttkbootstrap as ttk

from models.cash.transfers import Transfer, transfer
from models.documents import Document, Paper
from models.language import N_, _
from models.money import BANK, CASH, balance_after
from models.record import Record
from ui.deed import Deed
from ui.widgets.amounts import soles
from ui.widgets.tiles import Line

TO_BANK, TO_CASH = N_("De caja a banco"), N_("De banco a caja")


class PassMoney(Deed):
    kinds = (Transfer, Document)
    title = N_("Pasar dinero")
    paper_title = N_("Transferencia")
    save_words = N_("Guardar e imprimir")
    kept = ("way", "day")

    def build(self, form: ttk.Frame) -> None:
        self.way, _beside = self.ways(form, _("De dónde a dónde"), [_(TO_BANK), _(TO_CASH)])
        self.money_row = self.row(form)
        self.line(
            "amount",
            self.money_row,
            _("Monto, S/"),
            Transfer.amount,
            _("Falta el monto."),
            "figure",
        )
        self.line("operation", self.money_row, _("N° de operación"), Transfer.operation)
        self.add_day(self.money_row)

    @property
    def ends(self) -> tuple[str, str]:
        """Where the money leaves and where it enters."""
        return (CASH, BANK) if self.way.typed() == _(TO_BANK) else (BANK, CASH)

    def first(self) -> Any:
        return self.way.chips[self.way.typed()]

    def empty(self) -> None:
        for name in ("amount", "operation"):
            self.cells[name].input.words.set("")  # type: ignore[attr-defined]

    def repeat(self, made: Transfer) -> None:
        self.way.word.set(_(TO_BANK if made.source == CASH else TO_CASH))
        self.put("amount", made.amount)
        self.put("operation", made.operation)

    def facts(self) -> list[Line]:
        amount = self.value("amount")
        lines: list[Line] = [(_("Pasa"), self.way.typed(), "body")]
        if operation := self.cells["operation"].input.typed():
            lines.append((_("N° de operación"), operation, "body"))
        return [*lines, (_("Monto"), soles(amount) if amount else "", "figure")]

    def brief(self) -> list[tuple[str, str]]:
        amount = self.value("amount")
        return [(_("Monto"), soles(amount))] if amount else []

    def echo(self) -> None:
        day, amount = self.day, self.value("amount")
        said, tone = "", "good"
        if day is not None and amount:
            association = self.context.association
            source, target = self.ends
            left = balance_after(association, source, day, -amount)
            more = balance_after(association, target, day, amount)
            names = {CASH: _("caja"), BANK: _("banco")}
            said = _("Quedan en {source} {left}, y en {target} {more}.")
            if left < 0:
                said, tone = _("No alcanza: faltarían {left} en {source}."), "danger"
            said = said.format(
                source=names[source],
                target=names[target],
                left=soles(abs(left)),
                more=soles(more),
            )
        self.money_row.say(said, tone, "balance")

    def thanks(self, made: Record) -> str:
        assert isinstance(made, Transfer)
        return _("Guardado: {number}, {amount} {way}.").format(
            number=made, amount=soles(made.amount), way=self.way.typed().lower()
        )

    def store(self, values: Mapping[str, Any], paper: Paper, *, sure: bool) -> Transfer:
        source, target = self.ends
        return transfer(
            self.context.association,
            source,
            target,
            values["amount"],
            paper,
            operation=values["operation"] or "",
            sure=sure,
        )
