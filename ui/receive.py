"""Recibir dinero: collect a sale, all or part of it, or take in money of another kind."""

from collections.abc import Mapping, Sequence
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.buyers import Buyer
from models.cash_book import Party, Receipt, income, known_parties
from models.categories import INCOME, Category, headings
from models.documents import Document, Paper
from models.fields import folded
from models.language import N_, _
from models.members import Member
from models.record import Record, RulesBroken
from models.sales import SALES, Sale, balance_of, collect, owed_after
from ui.amounts import soles
from ui.context import Context
from ui.deed import Deed, show_papers
from ui.inputs import called
from ui.lookup import MOST
from ui.paying import Paying, put_party
from ui.picker import Picker
from ui.tiles import Line

COLLECT, OTHER = N_("Cobrar una venta"), N_("Otro ingreso")
COLUMNS = (N_("Número"), N_("Cliente"), N_("Vence"), N_("Por cobrar S/"))


class Receive(Deed):
    """With a `sale`, that one is chosen from the start; `papers` are printed with the receipt."""

    kinds = (Receipt, Sale, Document, Category, Member, Buyer)
    title = N_("Recibir dinero")
    paper_title = N_("Recibo de ingreso")
    save_words = N_("Guardar recibo e imprimir")

    def __init__(
        self,
        parent: Misc,
        context: Context,
        sale: Sale | None = None,
        papers: Sequence[Document] = (),
        instead_of: Receipt | None = None,
    ) -> None:
        self.asked_for, self.papers = sale, list(papers)
        super().__init__(parent, context, instead_of)

    def build(self, form: ttk.Frame) -> None:
        self.way, beside = self.ways(form, _("Qué se recibe"), [_(COLLECT), _(OTHER)])
        self.way.word.trace_add("write", lambda *_names: self._settle_way())
        self.picker_row = self.row(form)
        self.picker = Picker(
            self.picker_row.line,
            beside,
            self.context,
            SALES,
            SALES.states[0],
            COLUMNS,
            order=(Sale.due, Document.id),
            on_pick=self._pick,
            on_enter=lambda: self.paying.amount.focus(),
        )
        self.picker.pack(fill="x")
        self.stop(self.picker.ledger.canvas)
        self._build_other(form)
        self.paying = Paying(self, form, _("A dónde entra"))
        self.add_day(self.paying.row)
        self._settle_way()

    def _build_other(self, form: Misc) -> None:
        self.who_row, self.why_row = self.row(form), self.row(form)
        self.heading = self.lookup(
            "category",
            self.who_row,
            _("Rubro"),
            self._headings,
            lambda one: (str(one), ""),
            22,
            _("Falta el rubro."),
        )
        self.party = self.lookup(
            "party",
            self.who_row,
            _("Recibido de"),
            lambda words: known_parties(self.context.association, words, MOST),
            called,
            30,
            _("Falta de quién se recibe."),
        )
        self.line(
            "concept", self.why_row, _("Concepto"), Receipt.concept, _("Falta decir por qué.")
        )

    def _headings(self, words: str) -> list[Category]:
        rows = headings(self.context.association, INCOME)
        return [one for one in rows if folded(words) in folded(one.name)]

    @property
    def collecting(self) -> bool:
        return self.way.typed() == _(COLLECT)

    def _settle_way(self) -> None:
        for row in (self.picker_row, self.who_row, self.why_row):
            row.pack_forget()
        shown = [self.picker_row] if self.collecting else [self.who_row, self.why_row]
        for row in shown:
            row.pack(fill="x", pady=(0, self.look.px(1)), before=self.paying.row)
        self.picker.show(self.collecting)
        self.changed()

    def _pick(self, sale: Record) -> None:
        assert isinstance(sale, Sale)
        owed = balance_of(sale)
        self.put("amount", owed)
        if self.picker_row.beside.said:
            self.picker_row.say("")
        self.changed()

    def first(self) -> Misc:
        return self.picker.ledger.canvas if self.collecting else self.heading.entry

    def shown(self) -> None:
        super().shown()
        self.picker.ask()
        if self.asked_for is not None:
            self.picker.choose(self.asked_for)
            self.asked_for = None
            if self.instead_of is not None:
                self.put("amount", self.instead_of.amount)
            self.paying.amount.focus()

    def empty(self) -> None:
        self.picker.release()
        self.paying.empty()
        self.heading.put(None)
        self.party.put(None)
        self.cells["concept"].input.words.set("")  # type: ignore[attr-defined]

    def repeat(self, made: Receipt) -> None:
        self.paying.repeat(made)
        if made.document.about is not None:
            self.asked_for = Sale.get_by_id(made.document.about_id)
            return
        self.way.word.set(_(OTHER))
        self.heading.put(made.category)
        put_party(self.party, made)
        self.put("concept", made.concept)

    def typed(self) -> dict[str, str]:
        sale = str(self.picker.picked) if self.picker.picked and self.collecting else ""
        # How it comes and when stays as it was for the next one.
        kept = {name: words for name, words in super().typed().items() if name not in _KEPT}
        return kept | {"sale": sale}

    def reload(self) -> None:
        if self.winfo_viewable():
            self.picker.ask()
        super().reload()

    # What follows -------------------------------------------------------------------------------

    def facts(self) -> list[Line]:
        amount, sale = self.value("amount"), self.picker.picked
        if self.collecting:
            who = str(sale.buyer) if isinstance(sale, Sale) else ""
            why = _("Cobro de {number}").format(number=sale) if sale else ""
        else:
            who, why = self.party.get(), self.cells["concept"].input.typed()
        lines: list[Line] = [
            (_("Recibí de"), who, "body"),
            (_("Por"), why, "body"),
            (_("Medio"), self.paying.how, "body"),
            (_("Monto"), soles(amount) if amount else "", "figure"),
        ]
        if self.collecting and isinstance(sale, Sale) and amount:
            left = owed_after(sale, amount)
            if left >= 0:
                lines.append((_("Queda por cobrar"), soles(left), "body"))
        return lines

    def brief(self) -> list[tuple[str, str]]:
        amount = self.value("amount")
        return [(_("Monto"), soles(amount))] if amount else []

    def echo(self) -> None:
        self.paying.say_balance(1, self.day, self.value("amount"))
        sale, amount, row = self.picker.picked, self.value("amount"), self.picker_row
        if row.beside.said and row.beside.said != self._said:
            return
        self._said = ""
        if isinstance(sale, Sale) and amount:
            left = owed_after(sale, amount)
            if left == 0:
                self._said = _("Con esto {number} queda cobrada.").format(number=sale)
            elif left > 0:
                self._said = _("De {number} quedarán por cobrar {left}.").format(
                    number=sale, left=soles(left)
                )
        row.say(self._said, "good")

    _said = ""

    def thanks(self, made: Record) -> str:
        assert isinstance(made, Receipt)
        return _("Guardado: {number}, {amount} de {party}.").format(
            number=made, amount=soles(made.amount), party=made.party
        )

    def follow_up(self, document: Document, *, printing: bool) -> None:
        papers, self.papers = self.papers, []
        if printing:
            show_papers(self.context, *papers, document)

    def store(self, values: Mapping[str, Any], paper: Paper, *, sure: bool) -> Receipt:
        payment = self.paying.payment(values)
        if self.collecting:
            sale = self.picker.picked
            if not isinstance(sale, Sale):
                self.picker.ledger.canvas.focus_set()
                raise RulesBroken({"sale": _("Elija la venta que se cobra.")})
            return collect(sale, payment, paper, sure=sure)
        heading = values["category"]
        if not isinstance(heading, Category):
            raise RulesBroken({"category": _("Elija un rubro de la lista.")})
        return income(
            heading, Party.of(values["party"]), values["concept"], payment, paper, sure=sure
        )


_KEPT = ("way", "account", "method", "day")
