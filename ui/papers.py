"""The lists of what was issued: each read like its paper, printed again, voided with a reason."""

from collections.abc import Sequence
from datetime import date
from tkinter import Misc

import ttkbootstrap as ttk

from models import history
from models.cash_book import RECEIPTS, TRANSFERS, Receipt, Transfer
from models.changes import Refused
from models.deliveries import (
    DELIVERIES,
    Delivery,
    advance_of,
    advance_receipts,
    void_delivery,
)
from models.documents import Document, void
from models.fields import show
from models.language import N_, _
from models.money import CASH
from models.record import Record
from models.sales import SALES, Sale, balance_of, lines_of
from ui import controls, detail, theme
from ui.amounts import price, soles
from ui.context import Context, Screen
from ui.dialogs import Voiding, ask_reason, tell
from ui.past import show_past
from ui.register import Register
from ui.scroller import Scroller
from ui.tiles import Line, bill

Facts = Sequence[tuple[str, str]]  # icon, what will happen


class Papers(Register):
    """A list of issued papers. A kind says its words and figures, and how it is voided."""

    see_words = N_("Ver papel")
    void_words = N_("Anular")  # on the button of the dialog
    void_question = N_("¿Anular {number}?")
    reasons: tuple[str, ...] = ()

    def __init__(self, parent: Misc, context: Context) -> None:
        if context.compact:
            self.search_hint = N_("Buscar")
        super().__init__(parent, context)

    def about(self, record: Record) -> tuple[str, str]:
        """Who, and when and what: two lines under the number."""
        raise NotImplementedError

    def lines(self, record: Record) -> list[Line]:
        """The figures of the paper."""
        raise NotImplementedError

    def follows(self, record: Record) -> Facts:
        """What voiding it does to the store and the money."""
        raise NotImplementedError

    def measure(self, record: Record) -> str:
        """The one figure that identifies it."""
        raise NotImplementedError

    def void(self, record: Record, day: date, reason: str) -> None:
        void(document_of(record), day, reason)

    # The same for all ---------------------------------------------------------------------------

    def open(self, record: Record) -> None:
        self.context.go("preview", documents=[document_of(record)])

    def print_again(self, record: Record) -> None:
        """To the printer without a stop."""
        screen = self.context.go("preview", documents=[document_of(record)])
        if screen is not None:
            screen.print_()

    def detail(self, pane: ttk.Frame, record: Record) -> None:
        PaperDetail(pane, self, record)

    def see_past(self, record: Record) -> None:
        document = document_of(record)
        show_past(self, str(document), history.of_paper(self.kind, record, document))

    def ask_void(self, record: Record) -> None:
        """Ask why, then void it; a refusal is told, and nothing is changed."""
        document = document_of(record)
        who, _what = self.about(record)
        parts = (who, document.text("day"), self.measure(record))
        used = _("El número {number} queda usado y sigue en la lista, tachado.")
        voiding = Voiding(
            _(self.void_question).format(number=document),
            "  ·  ".join(part for part in parts if part),
            [("123", used.format(number=document)), *self.follows(record)],
            [_(reason) for reason in self.reasons],
            _(self.void_words),
            N_("El motivo queda escrito en el papel y en la lista de anulados."),
        )
        if (reason := ask_reason(self, voiding)) is None:
            return
        try:
            self.void(record, max(date.today(), document.day), reason)
        except Refused as refused:
            tell(self, _("No se puede anular"), str(refused))
        else:
            self.context.say(_("Anulado {number}").format(number=document), "warn")


class PaperDetail:
    """Fills the pane: the deeds at the bottom first, then the paper above them."""

    def __init__(self, pane: ttk.Frame, papers: Papers, record: Record) -> None:
        self.pane, self.papers, self.record = pane, papers, record
        self.document, self.look = document_of(record), theme.of(pane)
        self._deeds()
        detail.head(pane, papers.kind, record, str(self.document))
        self._about()
        roll = Scroller(pane, "paper")
        roll.pack(fill="both", expand=True, pady=(self.look.px(2), 0))
        bill(roll.inside, papers.lines(record))
        self._story(roll.inside)

    def _about(self) -> None:
        for words, tone in zip(self.papers.about(self.record), ("ink", "soft"), strict=True):
            label = controls.text(self.pane, words, "body", tone, "paper", justify="left")
            label.pack(fill="x", pady=(self.look.px(0.5), 0))
            _wrap(label)

    def _story(self, inside: Misc) -> None:
        """Why it is void, what it replaces, and what was asked when it was made."""
        document, sentences = self.document, list[tuple[str, str]]()
        if not document.is_valid:
            say = _("Anulado el {day}: {reason}")
            day = document.text("voided_on")
            sentences.append((say.format(day=day, reason=document.reason), "danger"))
        if document.replaces:
            sentences.append((_("Reemplaza a {n}.").format(n=document.replaces), "soft"))
        if by := document.replaced_by:
            sentences.append((_("Lo reemplaza {n}.").format(n=by), "soft"))
        if document.noted:
            say = _("Se preguntó y se confirmó: {noted}").format(noted=document.noted)
            sentences.append((say, "soft"))
        for words, tone in sentences:
            label = controls.text(inside, words, "small", tone, "paper", justify="left")
            label.pack(fill="x", pady=(self.look.px(2), 0))
            _wrap(label)

    def _deeds(self) -> None:
        look, papers, record = self.look, self.papers, self.record
        foot = controls.area(self.pane, "paper")
        foot.pack(side="bottom", fill="x", pady=(look.px(2), 0))
        see = controls.Button(
            foot,
            _(papers.see_words),
            lambda: papers.open(record),
            icon="file-earmark-text",
            key="" if self.papers.context.compact else _("Enter"),
            surface="paper",
        )
        see.pack(fill="x", pady=(0, look.px(1)))
        first, second = controls.area(foot, "paper"), controls.area(foot, "paper")
        first.pack(fill="x")
        second.pack(fill="x")
        self._quiet(first, _("Reimprimir"), "printer", papers.print_again).pack(side="left")
        self._quiet(second, _("Historial"), "clock-history", papers.see_past).pack(side="left")
        if self.document.is_valid:
            self.void_button = self._quiet(
                second, _("Anular…"), "slash-circle", papers.ask_void, kind="danger_quiet"
            )
            self.void_button.pack(side="right")

    def _quiet(self, row: Misc, words: str, icon: str, deed, kind: str = "quiet"):
        return controls.Button(
            row, words, lambda: deed(self.record), kind=kind, icon=icon, surface="paper"
        )


def document_of(record: Record) -> Document:
    """The numbered paper of what was issued."""
    found: Document = record.document  # type: ignore[attr-defined]
    return found


def _wrap(label: ttk.Label) -> None:
    label.bind("<Configure>", lambda event: label.configure(wraplength=max(1, event.width)))


def _purse(account: str) -> str:
    return _("la caja") if account == CASH else _("el banco")


# The kinds ------------------------------------------------------------------------------------


class Deliveries(Papers):
    kind = DELIVERIES
    subtitle = N_("Lo que los socios trajeron en {month}")
    new_words, new_key = N_("Registrar entrega"), "F2"
    search_hint = N_("Número, socio o DNI")
    see_words = N_("Ver nota de entrega")
    void_words, void_question = N_("Anular la entrega"), N_("¿Anular la entrega {number}?")
    reasons = (
        N_("Peso mal digitado"),
        N_("Socio equivocado"),
        N_("Producto o calidad equivocada"),
    )

    def new(self) -> None:
        self.context.go("weigh_in")

    def about(self, record: Delivery) -> tuple[str, str]:  # type: ignore[override]
        what = f"{record.product}, {record.grade}"
        return (
            f"{record.member}  ·  {record.member.code}",
            f"{record.document.text('day')}  ·  {what}",
        )

    def measure(self, record: Delivery) -> str:  # type: ignore[override]
        return record.product.said(record.payable)

    def lines(self, record: Delivery) -> list[Line]:  # type: ignore[override]
        gross = _("Peso bruto")
        if record.typed_unit != record.product.unit:
            typed = f"{record.text('typed_quantity')} {record.typed_unit}"
            gross = _("Peso bruto ({typed})").format(typed=typed)
        lines: list[Line] = [(gross, record.text("gross"), "body")]
        if record.tare:
            tare = _("Tara, {n} sacos").format(n=record.sacks) if record.sacks else _("Tara")
            lines.append((tare, show(Delivery.tare, -record.tare), "body"))
        lines.append((_("Peso neto"), record.text("net"), "strong"))
        for off, percent, words in (
            (record.impurity_off, "impurity", _("Impureza {percent} %")),
            (record.moisture_off, "moisture", _("Humedad {percent} %")),
        ):
            if off:
                said = words.format(percent=record.text(percent))
                lines.append((said, show(Delivery.net, -off), "body"))
        lines.append((_("Pagable"), self.measure(record), "figure"))
        if paid := advance_of(record):
            lines.append((_("Adelanto pagado"), soles(paid), "strong"))
        receipts = advance_receipts(record)
        return lines + [(_("Recibo {n}").format(n=one), "", "small") for one in receipts]

    def follows(self, record: Delivery) -> Facts:  # type: ignore[override]
        product = str(record.product).lower()
        leaves = _("Salen del almacén {quantity} de {product}.")
        facts = [("basket2", leaves.format(quantity=self.measure(record), product=product))]
        for receipt in advance_receipts(record):
            back = _(
                "Se anula también el recibo {n}: {name} devuelve {amount} y vuelven a {purse}."
            )
            words = back.format(
                n=receipt,
                name=record.member,
                amount=soles(receipt.amount),
                purse=_purse(receipt.account),
            )
            facts.append(("cash-stack", words))
        return facts

    def void(self, record: Delivery, day: date, reason: str) -> None:  # type: ignore[override]
        void_delivery(record, day, reason)


class Sales(Papers):
    kind = SALES
    subtitle = N_("Lo que se vendió en {month}")
    new_words, new_key = N_("Registrar venta"), "F3"
    search_hint = N_("Número o cliente")
    see_words = N_("Ver nota de venta")
    void_words, void_question = N_("Anular la venta"), N_("¿Anular la venta {number}?")
    reasons = (N_("Cantidad mal digitada"), N_("Precio mal digitado"), N_("La venta no se hizo"))

    def new(self) -> None:
        self.context.go("sell")

    def about(self, record: Sale) -> tuple[str, str]:  # type: ignore[override]
        return str(record.buyer), f"{record.document.text('day')}  ·  {record.lot}"

    def measure(self, record: Sale) -> str:  # type: ignore[override]
        return soles(record.total)

    def lines(self, record: Sale) -> list[Line]:  # type: ignore[override]
        lines: list[Line] = []
        for one in lines_of(record):
            words = f"{one.product}, {one.grade}"
            rate = f"{one.product.said(one.quantity)} × {price(one.price)}"
            lines.append((words, one.text("amount"), "body"))
            lines.append((rate, "", "small"))
        lines.append((_("Total"), soles(record.total), "figure"))
        if record.document.is_valid:
            lines.append((_("Falta cobrar"), soles(balance_of(record)), "strong"))
        terms = record.text("terms")
        if record.terms == "credit":
            terms = _("{terms}, vence el {day}").format(terms=terms, day=record.text("due"))
        lines.append((terms, "", "small"))
        if record.voucher:
            lines.append((_("Comprobante {n}").format(n=record.voucher), "", "small"))
        return lines

    def follows(self, record: Sale) -> Facts:  # type: ignore[override]
        back = [
            _("Vuelven al almacén {quantity} de {product}.").format(
                quantity=one.product.said(one.quantity),
                product=f"{one.product} {one.grade}".lower(),
            )
            for one in lines_of(record)
        ]
        owed = _("{buyer} ya no debe {amount}.").format(
            buyer=record.buyer, amount=soles(record.total)
        )
        return [*(("basket2", words) for words in back), ("cash-stack", owed)]


class Receipts(Papers):
    kind = RECEIPTS
    subtitle = N_("El dinero que entró y salió en {month}")
    new_words, new_key = N_("Recibir dinero"), "F4"
    new_icon = "box-arrow-in-down"
    search_hint = N_("Número, persona o concepto")
    see_words = N_("Ver recibo")
    void_words, void_question = N_("Anular el recibo"), N_("¿Anular el recibo {number}?")
    reasons = (N_("Monto mal digitado"), N_("Persona equivocada"), N_("El pago no se hizo"))

    def new(self) -> None:
        self.context.go("receive")

    def more_deeds(self, row: ttk.Frame) -> None:
        spend = controls.Button(
            row,
            _("Pagar o gastar"),
            lambda: self.context.go("spend"),
            icon="box-arrow-up",
            key=_("F5"),
        )
        spend.pack(side="right", padx=(self.look.px(2), 0))

    def about(self, record: Receipt) -> tuple[str, str]:  # type: ignore[override]
        kind = record.document.text("kind")
        return str(record.party), f"{record.document.text('day')}  ·  {kind}"

    def measure(self, record: Receipt) -> str:  # type: ignore[override]
        return soles(record.amount)

    def lines(self, record: Receipt) -> list[Line]:  # type: ignore[override]
        lines: list[Line] = [
            (str(record.concept), "", "body"),
            (_("Rubro"), str(record.category), "body"),
            (_("Medio de pago"), record.text("method"), "body"),
        ]
        if record.operation:
            lines.append((_("N° de operación"), str(record.operation), "body"))
        if record.lot:
            lines.append((_("Lote"), str(record.lot), "body"))
        lines.append((_("Monto"), soles(record.amount), "figure"))
        if record.document.about:
            lines.append((_("Sirve a {n}").format(n=record.document.about), "", "small"))
        return lines

    def follows(self, record: Receipt) -> Facts:  # type: ignore[override]
        came = record.document.kind == "RI"
        words = _("Salen de {purse} {amount}.") if came else _("Vuelven a {purse} {amount}.")
        purse, amount = _purse(record.account), soles(record.amount)
        return [("cash-stack", words.format(purse=purse, amount=amount))]


class Transfers(Papers):
    kind = TRANSFERS
    subtitle = N_("Lo que pasó entre la caja y el banco en {month}")
    new_words, new_key, new_icon = N_("Pasar dinero"), "F6", "arrow-left-right"
    search_hint = N_("Número u operación")
    see_words = N_("Ver papel")
    void_words = N_("Anular la transferencia")
    void_question = N_("¿Anular la transferencia {number}?")
    reasons = (N_("Monto mal digitado"), N_("Fue al revés"), N_("No se hizo"))

    def new(self) -> None:
        self.context.go("transfer")

    def about(self, record: Transfer) -> tuple[str, str]:  # type: ignore[override]
        to_bank = record.source == CASH
        way = _("De la caja al banco") if to_bank else _("Del banco a la caja")
        return way, record.document.text("day")

    def measure(self, record: Transfer) -> str:  # type: ignore[override]
        return soles(record.amount)

    def lines(self, record: Transfer) -> list[Line]:  # type: ignore[override]
        lines: list[Line] = [
            (_("Sale de"), record.text("source"), "body"),
            (_("Entra a"), record.text("target"), "body"),
        ]
        if record.operation:
            lines.append((_("N° de operación"), str(record.operation), "body"))
        return [*lines, (_("Monto"), soles(record.amount), "figure")]

    def follows(self, record: Transfer) -> Facts:  # type: ignore[override]
        words = _("Vuelven a {purse} {amount}.").format(
            purse=_purse(record.source), amount=soles(record.amount)
        )
        return [("arrow-left-right", words)]


REGISTERS: tuple[type[Papers], ...] = (Deliveries, Sales, Receipts, Transfers)
LISTS: dict[str, type[Screen]] = {register.kind.name: register for register in REGISTERS}
