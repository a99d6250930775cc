"""Cargar a socios: an extraordinary due, an entry fee, a contribution or a fine, to one or to many."""

from collections.abc import Mapping
from decimal import Decimal
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.documents import Document, Paper
from models.fields import NameField
from models.language import N_, _, ngettext
from models.people.charges import KINDS, Charge, ChargeLine, charge, to_each, total_of
from models.people.members import Member, active_members
from models.record import Column, Record
from ui.context import Context
from ui.deed import Deed
from ui.widgets.amounts import soles
from ui.widgets.stretch import stretch_list
from ui.widgets.tick_list import TickList
from ui.widgets.tiles import Line

COLUMNS = (
    Column(N_("Socio"), NameField(), sample="Quispe Mamani, María"),
    Column(N_("Código"), Member.code, sample="S123"),
    Column(N_("Comunidad"), NameField(), sample="Santa Lucía", rank=1),
)


class ChargeRun(Deed):
    """With a `member`, that one is marked from the start."""

    kinds = (Member, Document)
    title = N_("Cargar a socios")
    paper_title = N_("Cargo a socios")
    save_words = N_("Guardar cargo e imprimir")
    kept = ("kind", "day")

    def __init__(
        self,
        parent: Misc,
        context: Context,
        member: Member | None = None,
        instead_of: Charge | None = None,
    ) -> None:
        self.wanted = member
        super().__init__(parent, context, instead_of)

    def build(self, form: ttk.Frame) -> None:
        what = self.row(form)
        self.kind = self.list_of("kind", what, _("Clase"), [_(words) for _k, words in KINDS])
        concept = self.line(
            "concept", what, _("Concepto"), Charge.concept, _("Falta decir por qué.")
        )
        concept.keyboard.configure(width=30)  # type: ignore[call-arg]
        how_much = self.row(form)
        self.amount = self.line(
            "amount",
            how_much,
            _("A cada uno, S/"),
            ChargeLine.amount,
            _("Falta el monto."),
            "figure",
        )
        self.add_day(how_much)
        whom = self.row(form)
        self.list = TickList(whom.line, self.context, _("Se carga"), COLUMNS, self.changed)
        self.list.pack(fill="both", expand=True)
        self.stop(self.list.ledger.canvas)
        stretch_list(self.roll_, self.form, self.list.ledger)

    def _say_how(self) -> None:
        super()._say_how()
        if self.instead_of is None and not self.context.compact:
            how = _("La barra espaciadora marca a quién se carga.  Enter pasa al siguiente campo.")
            self.under_title.configure(text=how)

    def empty(self) -> None:
        self.kind.box.current(max(0, self.kind.box.current()))
        self.amount.words.set("")
        self.cells["concept"].input.words.set("")  # type: ignore[attr-defined]
        self.list.marked = set()
        self._list_again()

    def repeat(self, made: Charge) -> None:
        self.kind.box.set(made.text("kind"))
        self.put("concept", made.concept)
        lines = list(made.lines)
        self.put("amount", lines[0].amount)
        self.list.marked = {line.member_id for line in lines}
        self._list_again()

    def _list_again(self) -> None:
        members = active_members(self.context.association, self.day)
        self.list.fill([(one.id, str(one), one.code, str(one.community or "")) for one in members])

    def reload(self) -> None:
        self._list_again()
        super().reload()

    def shown(self) -> None:
        super().shown()
        if self.wanted is not None:
            self.list.marked = {self.wanted.id}
            self.wanted = None
            self._list_again()
            self.before = self.typed()
            self.refresh()

    # What follows -------------------------------------------------------------------------------

    def typed(self) -> dict[str, str]:
        marks = ", ".join(map(str, sorted(self.list.marked)))
        return super().typed() | {"amounts": marks}

    @property
    def _amounts(self) -> dict[int, Decimal]:
        amount = self.value("amount")
        chosen = [row[0] for row in self.list.rows if row[0] in self.list.marked]
        return to_each(chosen, amount) if amount else {}

    def facts(self) -> list[Line]:
        count, amount = len(self.list.marked), self.value("amount")
        people = ngettext("{n} socio", "{n} socios", count).format(n=count)
        return [
            (_("Clase"), self.kind.typed(), "body"),
            (_("Concepto"), self.cells["concept"].input.typed(), "body"),
            (_("Se carga a"), people, "body"),
            (_("A cada uno"), soles(amount) if amount else "", "body"),
            (_("Total"), soles(total_of(self._amounts)) if amount else "", "figure"),
        ]

    def brief(self) -> list[tuple[str, str]]:
        return [
            (_("Socios"), str(len(self.list.marked))),
            (_("Total"), soles(total_of(self._amounts))),
        ]

    def store(self, values: Mapping[str, Any], paper: Paper, *, sure: bool) -> Charge:
        kind = KINDS[max(0, self.kind.box.current())][0]
        amounts = to_each(sorted(self.list.marked), values["amount"])
        association, concept = self.context.association, values["concept"]
        return charge(association, kind, concept, amounts, paper, sure=sure)

    def thanks(self, made: Record) -> str:
        assert isinstance(made, Charge)
        return _("Guardado: {number}, {amount} por cobrar.").format(
            number=made, amount=soles(made.total)
        )
