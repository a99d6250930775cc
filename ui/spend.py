"""Pagar o gastar: an expense, of the association or of a lot, or an advance on a delivery."""

from collections.abc import Mapping
from decimal import Decimal
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.buyers import Buyer
from models.cash_book import Party, Receipt, expense, known_parties
from models.categories import EXPENSE, Category, headings
from models.deliveries import DELIVERIES, Delivery, advance_left, pay_advance
from models.documents import Document, Paper
from models.fields import folded
from models.language import N_, _
from models.lots import Lot, lots_of
from models.members import Member
from models.record import Record, RulesBroken
from ui.amounts import soles
from ui.context import Context
from ui.deed import Deed
from ui.inputs import called
from ui.lookup import MOST
from ui.paying import Paying, put_party
from ui.picker import Picker
from ui.tiles import Line

SPEND, ADVANCE = N_("Un gasto"), N_("Adelanto de una entrega")
COLUMNS = (N_("Número"), N_("Fecha"), N_("Socio"), N_("Pagable"), N_("Adelanto S/"))
OWN = N_("De la asociación")


class Spend(Deed):
    """With a `delivery`, an advance on that one is paid."""

    kinds = (Receipt, Delivery, Document, Category, Member, Buyer, Lot)
    title = N_("Pagar o gastar")
    paper_title = N_("Recibo de egreso")
    save_words = N_("Guardar recibo e imprimir")

    def __init__(
        self,
        parent: Misc,
        context: Context,
        delivery: Delivery | None = None,
        instead_of: Receipt | None = None,
    ) -> None:
        self.asked_for = delivery
        super().__init__(parent, context, instead_of)

    def build(self, form: ttk.Frame) -> None:
        self.way, beside = self.ways(form, _("Qué se paga"), [_(SPEND), _(ADVANCE)])
        self.way.word.trace_add("write", lambda *_names: self._settle_way())
        self.picker_row = self.row(form)
        self.picker = Picker(
            self.picker_row.line,
            beside,
            self.context,
            DELIVERIES,
            DELIVERIES.states[0],
            COLUMNS,
            order=DELIVERIES.order,
            on_pick=self._pick,
            on_enter=lambda: self.paying.amount.focus(),
        )
        self.picker.pack(fill="x")
        self.stop(self.picker.ledger.canvas)
        self._build_expense(form)
        self.paying = Paying(self, form, _("De dónde sale"))
        self.add_day(self.paying.row)
        self._settle_way()

    def _build_expense(self, form: Misc) -> None:
        self.what_row, self.who_row = self.row(form), self.row(form)
        self.heading = self.lookup(
            "category",
            self.what_row,
            _("Rubro"),
            self._headings,
            lambda one: (str(one), ""),
            22,
            _("Falta el rubro."),
        )
        self.lot = self.list_of("lot", self.what_row, _("Quién lo asume"), self._lots())
        self.party = self.lookup(
            "party",
            self.who_row,
            _("Pagado a"),
            lambda words: known_parties(self.context.association, words, MOST),
            called,
            28,
            _("Falta a quién se paga."),
        )
        self.line(
            "concept", self.who_row, _("Concepto"), Receipt.concept, _("Falta decir por qué.")
        )

    def _headings(self, words: str) -> list[Category]:
        rows = headings(self.context.association, EXPENSE)
        return [one for one in rows if folded(words) in folded(one.name)]

    def _lots(self) -> list[str]:
        lots = [_("El lote {lot}").format(lot=one) for one in lots_of(self.context.association)]
        return [_(OWN), *lots]

    @property
    def advancing(self) -> bool:
        return self.way.typed() == _(ADVANCE)

    def _settle_way(self) -> None:
        for row in (self.picker_row, self.what_row, self.who_row):
            row.pack_forget()
        shown = [self.picker_row] if self.advancing else [self.what_row, self.who_row]
        for row in shown:
            row.pack(fill="x", pady=(0, self.look.px(1)), before=self.paying.row)
        self.picker.show(self.advancing)
        if self.advancing and self.winfo_viewable():
            self.update_idletasks()
            self.picker.ask()
        self.changed()

    def _pick(self, delivery: Record) -> None:
        assert isinstance(delivery, Delivery)
        left = advance_left(delivery)
        if left:
            self.put("amount", left)
        else:
            self.paying.amount.words.set("")
        if self.picker_row.beside.said:
            self.picker_row.say("")
        self.changed()

    def first(self) -> Misc:
        return self.picker.ledger.canvas if self.advancing else self.heading.entry

    def shown(self) -> None:
        if self.asked_for is not None:
            self.way.word.set(_(ADVANCE))
        super().shown()
        if self.advancing:
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
        self.party.put(None)
        self.heading.put(None)
        self.lot.box.set(_(OWN))
        self.cells["concept"].input.words.set("")  # type: ignore[attr-defined]

    def repeat(self, made: Receipt) -> None:
        self.paying.repeat(made)
        if made.document.about is not None:
            self.asked_for = Delivery.get_by_id(made.document.about_id)
            return
        self.heading.put(made.category)
        lots = lots_of(self.context.association)
        self.lot.box.current(lots.index(made.lot) + 1 if made.lot in lots else 0)
        put_party(self.party, made)
        self.put("concept", made.concept)

    def typed(self) -> dict[str, str]:
        delivery = str(self.picker.picked) if self.picker.picked and self.advancing else ""
        # From where it comes and when stays as it was for the next one.
        kept = {name: words for name, words in super().typed().items() if name not in _KEPT}
        return kept | {"delivery": delivery}

    def reload(self) -> None:
        self.lot.box.configure(values=self._lots())
        if self.advancing and self.winfo_viewable():
            self.picker.ask()
        super().reload()

    # What follows -------------------------------------------------------------------------------

    def facts(self) -> list[Line]:
        amount, delivery = self.value("amount"), self.picker.picked
        if self.advancing:
            who = str(delivery.member) if isinstance(delivery, Delivery) else ""
            why = _("Adelanto de {number}").format(number=delivery) if delivery else ""
        else:
            who, why = self.party.get(), self.cells["concept"].input.typed()
        lines: list[Line] = [(_("Pagado a"), who, "body"), (_("Por"), why, "body")]
        if not self.advancing:
            lines.append((_("Rubro"), self.heading.get(), "body"))
            if self.lot.typed() != _(OWN):
                lines.append((_("Lo asume"), self.lot.typed(), "body"))
        return [
            *lines,
            (_("Medio"), self.paying.how, "body"),
            (_("Monto"), soles(amount) if amount else "", "figure"),
        ]

    def brief(self) -> list[tuple[str, str]]:
        amount = self.value("amount")
        return [(_("Monto"), soles(amount))] if amount else []

    def echo(self) -> None:
        self.paying.say_balance(-1, self.day, self.value("amount"))
        self._say_suggested()

    def _say_suggested(self) -> None:
        row, delivery = self.picker_row, self.picker.picked
        if row.beside.said and row.beside.said != self._said:
            return
        self._said = ""
        if isinstance(delivery, Delivery):
            left: Decimal = advance_left(delivery)
            self._said = (
                _("De lo sugerido faltan {left}.").format(left=soles(left))
                if left
                else _("Ya se adelantó lo sugerido por esta entrega.")
            )
        row.say(self._said, "good")

    _said = ""

    def thanks(self, made: Record) -> str:
        assert isinstance(made, Receipt)
        return _("Guardado: {number}, {amount} a {party}.").format(
            number=made, amount=soles(made.amount), party=made.party
        )

    def store(self, values: Mapping[str, Any], paper: Paper, *, sure: bool) -> Receipt:
        payment = self.paying.payment(values)
        if self.advancing:
            delivery = self.picker.picked
            if not isinstance(delivery, Delivery):
                self.picker.ledger.canvas.focus_set()
                raise RulesBroken({"delivery": _("Elija la entrega que se adelanta.")})
            return pay_advance(delivery, payment, paper, sure=sure)
        heading = values["category"]
        if not isinstance(heading, Category):
            raise RulesBroken({"category": _("Elija un rubro de la lista.")})
        return expense(
            heading,
            Party.of(values["party"]),
            values["concept"],
            payment,
            paper,
            lot=self._lot(),
            sure=sure,
        )

    def _lot(self) -> Lot | None:
        place = self.lot.box.current()
        return lots_of(self.context.association)[place - 1] if place > 0 else None


_KEPT = ("way", "account", "method", "day")
