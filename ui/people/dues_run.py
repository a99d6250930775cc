"""Cobrar cuotas a varios: who paid at the assembly is marked, and each gets a receipt, in one step."""

from collections.abc import Mapping
from decimal import Decimal
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.cash.cash_book import Receipt
from models.changes import Refused
from models.documents import Document, Paper
from models.fields import NameField
from models.language import N_, _, ngettext
from models.money import BANK, PURSES
from models.months import Month
from models.parameters import Parameter
from models.people.dues import pay_dues_of_many, said_months
from models.people.dues_now import DuesNow, dues_at_end, together
from models.people.members import Member
from models.record import Column, Record
from ui.deed import Deed, show_papers
from ui.widgets.amounts import soles
from ui.widgets.stretch import stretch_list
from ui.widgets.tick_list import TickList
from ui.widgets.tiles import Line

OWED = Column(N_("Debe S/"), Receipt.amount, sample="1,239.50", rank=2)
ASKED = Column(N_("Se cobra S/"), Receipt.amount, sample="1,239.50", strong=True)
ALL, ONE = N_("Todo lo que debe"), N_("Solo un mes, el más antiguo")
MOST_NAMED = 4  # on the paper beside the list
COLUMNS = (
    Column(N_("Socio"), NameField(), sample="Quispe Mamani, María"),
    Column(N_("Meses"), NameField(), sample="setiembre a noviembre de 2026", rank=1),
    OWED,
    ASKED,
)


class DuesRun(Deed):
    """Dues owed by the end of the month of the receipts, all or one month, of who is marked."""

    kinds = (Receipt, Document, Member, Parameter)
    title = N_("Cobrar cuotas a varios")
    paper_title = N_("Recibos de ingreso")
    save_words = N_("Guardar recibos e imprimir")
    kept = ("account", "day", "operation", "much")

    def build(self, form: ttk.Frame) -> None:
        title = "" if self.context.compact else _("Qué se cobra a cada uno")
        much_row = self.row(form)
        self.much = self.chips("much", much_row, title, [_(ALL), _(ONE)])
        self.row_of_list = self.row(form)
        self.list = TickList(self.row_of_list.line, self.context, _("Pagó"), COLUMNS, self.changed)
        self.list.pack(fill="both", expand=True)
        self.stop(self.list.ledger.canvas)
        self.pay_row = self.row(form)
        self.account = self.chips(
            "account", self.pay_row, _("A dónde entra"), [_(words) for _k, words in PURSES]
        )
        self.account.word.trace_add("write", lambda *_names: self._ask_operation())
        self.add_day(self.pay_row)
        made = self.line("operation", self.pay_row, _("N° de operación"), Receipt.operation)
        made.keyboard.configure(width=14)  # type: ignore[call-arg]
        self.operation_slot: Any = made.widget.master
        self._ask_operation()
        self.owing: dict[int, DuesNow] = {}
        self.made: list[Receipt] = []
        self._listed: tuple[Month | None, str] = None, ""  # of which month, and how much of it
        stretch_list(self.roll_, self.form, self.list.ledger)

    def _ask_operation(self) -> None:
        """Of the bank alone."""
        if self.purse == BANK:
            self.operation_slot.pack(side="left", anchor="n")
        else:
            self.operation_slot.pack_forget()

    def _say_how(self) -> None:
        how = _("La barra espaciadora marca a quien pagó.  Enter pasa al siguiente campo.")
        self.under_title.configure(text="" if self.context.compact else how)

    def first(self) -> Misc:
        return self.list.ledger.canvas

    def empty(self) -> None:
        self.list.marked = set()
        self._list_again()

    def _list_again(self) -> None:
        """Who owes something by the end of the month of the receipts."""
        self._listed = self._wanted
        month, _how_much = self._listed
        found = []
        if month:
            found = [one for one in dues_at_end(self.context.association, month) if one.owed_in_all]
        self.owing = {one.member.id: one for one in found}
        self.list.fill(
            [
                (
                    one.member.id,
                    str(one.member),
                    said_months(list(self.asked_of(one))),
                    one.owed_in_all,
                    together(self.asked_of(one).values()),
                )
                for one in found
            ]
        )

    @property
    def _wanted(self) -> tuple[Month | None, str]:
        return Month.of(self.day) if self.day else None, self.much.typed()

    def asked_of(self, one: DuesNow) -> Mapping[str, Decimal]:
        """The months (AAAA-MM) that are collected of one member, S/."""
        return one.oldest if self.much.typed() == _(ONE) else one.owed

    @property
    def amounts(self) -> dict[int, Decimal]:
        """Member's key -> what is collected of who is marked, S/."""
        return {one.member.id: together(self.asked_of(one).values()) for one in self.chosen}

    def reload(self) -> None:
        self._list_again()
        super().reload()

    def shown(self) -> None:
        super().shown()
        self._list_again()
        self.list.ledger.canvas.focus_set()

    def echo(self) -> None:
        if self.day and self._wanted != self._listed:
            self._list_again()
        self.list.add_up({ASKED.title: ASKED.show(together(self.amounts.values()))})

    @property
    def purse(self) -> str:
        return next(kept for kept, words in PURSES if _(words) == self.account.typed())

    @property
    def chosen(self) -> list[DuesNow]:
        return [one for key, one in self.owing.items() if key in self.list.marked]

    def typed(self) -> dict[str, str]:
        marks = ", ".join(map(str, sorted(self.list.marked)))
        return super().typed() | {"marked": marks}

    def facts(self) -> list[Line]:
        chosen = self.chosen
        people: list[Line] = [
            (str(one.member), soles(self.amounts[one.member.id]), "body")
            for one in chosen[:MOST_NAMED]
        ]
        if more := len(chosen) - len(people):
            people.append((_("y {n} más").format(n=more), "", "body"))
        return [
            *people,
            (_("Recibos"), str(len(chosen)), "body"),
            (_("A dónde entra"), self.account.typed(), "body"),
            (_("Total"), soles(together(self.amounts.values())), "figure"),
        ]

    def brief(self) -> list[tuple[str, str]]:
        chosen = self.chosen
        return [
            (_("Recibos"), str(len(chosen))),
            (_("Total"), soles(together(self.amounts.values()))),
        ]

    def store(self, values: Mapping[str, Any], paper: Paper, *, sure: bool) -> Receipt:
        """All of them, or none; the first one stands for the others."""
        if not self.chosen:
            raise Refused(_("Marque a los socios que pagaron."))
        self.made = pay_dues_of_many(
            self.context.association,
            self.amounts,
            self.purse,
            paper,
            operation=values.get("operation") or "",
            sure=sure,
        )
        return self.made[0]

    def thanks(self, made: Record) -> str:
        count = len(self.made)
        say = ngettext(
            "Guardado: {n} recibo de cuotas.", "Guardados: {n} recibos de cuotas.", count
        )
        return say.format(n=count)

    def follow_up(self, document: Document, *, printing: bool) -> None:
        if printing:
            show_papers(self.context, *(one.document for one in self.made))


def titles_of(one: DuesNow) -> str:
    """«abril a mayo de 2026»."""
    return said_months(list(one.owed))
