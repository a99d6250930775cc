"""The lists of what was issued: what each paper says, and what follows when it is voided."""

from datetime import date
from functools import partial

import ttkbootstrap as ttk

from models.cash.cash_book import RECEIPTS, Receipt
from models.cash.categories import headings
from models.cash.transfers import TRANSFERS, Transfer
from models.fields import show
from models.language import N_, _
from models.money import CASH
from models.people.debts import account_of
from models.plan.spending import PLAN_EXPENSES, PlanExpense, can_tie, tie_of
from models.produce.deliveries import DELIVERIES, Delivery, advance_of, advance_receipts
from models.produce.sales import SALES, Sale, balance_of, lines_of
from models.voiding import void_delivery
from ui.paper_detail import Facts, NextDeed, Papers
from ui.widgets import controls
from ui.widgets.amounts import price, soles
from ui.widgets.tiles import Line


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

    def more_deeds(self, row: ttk.Frame) -> None:
        if self.context.compact:
            return  # in the menu beside it
        words = _("Pasar una hoja")
        self.sheet_button = controls.Button(
            row, words, lambda: self.context.go("pass_sheet"), icon="keyboard"
        )
        self.sheet_button.pack(side="right", padx=(self.look.px(2), 0))

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

    def deed_again(self, record: Delivery) -> str:  # type: ignore[override]
        return "weigh_in"


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

    def next_deed(self, record: Sale) -> NextDeed | None:  # type: ignore[override]
        if not record.document.is_valid or not balance_of(record):
            return None
        return _("Cobrar"), "box-arrow-in-down", lambda: self.context.go("receive", sale=record)

    def deed_again(self, record: Sale) -> str:  # type: ignore[override]
        return "sell"


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
        super().more_deeds(row)

    def about(self, record: Receipt) -> tuple[str, str]:  # type: ignore[override]
        kind = record.document.text("kind")
        return str(record.party), f"{record.document.text('day')}  ·  {kind}"

    def measure(self, record: Receipt) -> str:  # type: ignore[override]
        return soles(record.amount)

    def next_deed(self, record: Receipt) -> NextDeed | None:  # type: ignore[override]
        """An expense may be one of the development plan."""
        if activity := tie_of(record):
            go = partial(self.context.go, "activity_page", activity=activity)
            return _("Ver su actividad"), "signpost-split", go
        if not can_tie(record):
            return None
        return _("Es gasto del plan"), "signpost-split", partial(self._tie, record)

    def _tie(self, record: Receipt) -> None:
        """Ask of which activity; the form does not show the receipt, so it is said."""
        self.context.go("form", kind=PLAN_EXPENSES, record=PlanExpense(receipt=record))
        say = _("{receipt}, {amount}: elija la actividad que pagó.")
        self.context.say(say.format(receipt=record.document, amount=soles(record.amount)), "warn")

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
        if about := record.document.about:
            say = {"V": _("Cobro de {n}"), "EN": _("Adelanto de {n}")}.get(
                about.kind, _("Para {n}")
            )
            lines.append((say.format(n=about), "", "small"))
        return lines

    def follows(self, record: Receipt) -> Facts:  # type: ignore[override]
        came = record.document.kind == "RI"
        words = _("Salen de {purse} {amount}.") if came else _("Vuelven a {purse} {amount}.")
        purse, amount = _purse(record.account), soles(record.amount)
        facts = [("cash-stack", words.format(purse=purse, amount=amount))]
        about = record.document.about
        if about is not None and about.kind == "V":
            owed = _("La venta {n} queda otra vez por cobrar: {buyer} debe {amount} más.")
            facts.append(
                ("hourglass-split", owed.format(n=about, buyer=record.party, amount=amount))
            )
        return facts

    def deed_again(self, record: Receipt) -> str:  # type: ignore[override]
        """Where it was made; what the program itself paid out is made again by its own deed."""
        about = record.document.about
        if about is not None:
            places = {"V": "receive", "CG": "receive", "EN": "spend"}
            return places.get(about.kind, "") if about.is_valid else ""
        if not account_of(record) and record.category not in headings(
            record.document.association, record.category.direction
        ):
            return ""
        return "receive" if record.document.kind == "RI" else "spend"


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
        self.context.go("pass_money")

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

    def deed_again(self, record: Transfer) -> str:  # type: ignore[override]
        return "pass_money"


def _purse(account: str) -> str:
    return _("la caja") if account == CASH else _("el banco")


REGISTERS: tuple[type[Papers], ...] = (Deliveries, Sales, Receipts, Transfers)
