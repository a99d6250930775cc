"""The papers people take home: which facts each states, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.cash.receipt_facts import Detail
from models.language import _, ngettext
from models.numbers import show_number
from models.settling.account import percent, quantity, soles
from reports.papers.furniture import Head
from reports.papers.paper import Paper
from reports.papers.pen import NO_BREAK
from reports.papers.slip_blocks import Block, Columns, Field, Figure, Lines
from reports.papers.words import amount_in_words


@dataclass(frozen=True)
class DeliveryNote:
    """What a member hands over: what the scale said, what was taken off, what counts."""

    head: Head
    member: str
    code: str
    dni: str  # "" unless asked for
    product: str
    grade: str
    unit: str
    typed: str  # «10 arroba», "" when typed in the product's unit
    factor: Decimal
    sacks: int
    gross: Decimal
    tare: Decimal
    net: Decimal
    impurity: Decimal | None  # per cent
    impurity_off: Decimal
    moisture: Decimal | None  # per cent
    moisture_base: Decimal | None
    moisture_off: Decimal
    payable: Decimal
    tariff: Decimal
    suggested: Decimal
    advances: Sequence[tuple[str, Decimal]]  # receipt and amount
    season: str  # «2025-2026»
    season_quantity: Decimal  # of this product and member, this delivery included

    def paper(self) -> Paper:
        names = [self.code, _("DNI {dni}").format(dni=self.dni) if self.dni else ""]
        return Paper(
            self.head,
            _("NOTA DE ENTREGA"),
            quantity(self.payable, self.unit),
            _("Pagable"),
            [
                Field(_("Entregó"), self.member, "   ".join(filter(None, names)), strong=True),
                Field(_("Producto"), f"{self.product} – {self.grade}"),
                Columns([(_("Pesada"), self._weights()), (_("Adelanto"), self._advance())]),
            ],
            signatures=[_("Acopiadora o acopiador (DNI)"), _("Socia o socio: entregué conforme")],
        )

    def _weights(self) -> list[Figure]:
        gross = _("Peso bruto")
        if self.typed:
            gross += f" ({self.typed} × {show_number(self.factor, 0, 4)})"
        tare = _("Tara")
        if self.sacks:
            tare = ngettext("Tara ({n} saco)", "Tara ({n} sacos)", self.sacks).format(n=self.sacks)
        rows = [
            Figure(gross, quantity(self.gross, self.unit)),
            Figure(tare, quantity(-self.tare, self.unit)),
            Figure(_("Peso neto"), quantity(self.net, self.unit)),
        ]
        if self.impurity is not None:
            label = _("Impureza {percent}").format(percent=percent(self.impurity))
            rows.append(Figure(label, quantity(-self.impurity_off, self.unit)))
        if self.moisture is not None:
            rows.append(Figure(self._moisture(), quantity(-self.moisture_off, self.unit)))
        return [*rows, Figure(_("Pagable"), quantity(self.payable, self.unit), strong=True)]

    def _moisture(self) -> str:
        assert self.moisture is not None
        if self.moisture_base is None:
            return _("Humedad {percent}").format(percent=percent(self.moisture))
        return _("Humedad {percent} (base {base})").format(
            percent=percent(self.moisture), base=percent(self.moisture_base)
        )

    def _advance(self) -> list[Figure]:
        rate = _("Sugerido a {price} por {unit}").format(price=soles(self.tariff), unit=self.unit)
        season = _("Lleva entregado en la campaña {season}").format(season=self.season)
        return [
            Figure(rate, soles(self.suggested)),
            *(
                Figure(_("Pagado con {receipt}").format(receipt=receipt), soles(amount), True)
                for receipt, amount in self.advances
            ),
            *([] if self.advances else [Figure(_("Pagado"), soles(Decimal(0)), True)]),
            Figure(season, quantity(self.season_quantity, self.unit), strong=True),
        ]


@dataclass(frozen=True)
class MoneyReceipt:
    """Money that comes in (RI) or goes out (RE)."""

    head: Head
    comes_in: bool
    party: str
    tax_id: str
    amount: Decimal
    concept: str
    methods: Sequence[tuple[str, bool]]  # every means of payment, and which it was
    operation: str
    balance: Decimal | None = None  # what is still owed on what it pays, after it
    details: Sequence[Detail] = ()

    def paper(self) -> Paper:
        who = _("Recibí de") if self.comes_in else _("Páguese a")
        boxes = [f"[{'x' if used else NO_BREAK * 2}] {name}" for name, used in self.methods]
        means = "    ".join(box.replace(" ", NO_BREAK) for box in boxes)
        body: list[Block] = [
            Field(who, self.party, _tax_id(self.tax_id), strong=True),
            Field(_("La suma de"), amount_in_words(self.amount), strong=True),
            Field(_("Por concepto de"), self.concept),
            Field(_("Forma de pago"), means),
        ]
        if self.operation:
            body.append(Field(_("N° de operación"), self.operation))
        if self.balance is not None:
            body.append(Field(_("Saldo"), soles(self.balance)))
        body += [Field(one.label, one.words) for one in self.details]
        if self.comes_in:
            title, last = _("RECIBO DE INGRESO"), _("Entregué conforme (DNI)")
            signatures = [_("Tesorera o tesorero (DNI)"), last]
        else:
            title, last = _("RECIBO DE EGRESO"), _("Recibí conforme (DNI)")
            signatures = [_("Tesorera o tesorero (DNI)"), _("V° B° presidencia"), last]
        return Paper(self.head, title, soles(self.amount), body=body, signatures=signatures)


@dataclass(frozen=True)
class SoldItem:
    product: str
    grade: str
    quantity: Decimal
    unit: str
    price: Decimal
    igv: str  # the word of its status: «Exonerado»
    amount: Decimal


@dataclass(frozen=True)
class SaleNote:
    """What was sold to whom, on which terms."""

    head: Head
    buyer: str
    tax_id: str
    items: Sequence[SoldItem]
    total: Decimal
    terms: str
    due: date | None  # None for cash
    voucher: str

    def paper(self) -> Paper:
        terms = self.terms
        if self.due:
            terms += "   " + _("vence el {day}").format(day=f"{self.due:%d/%m/%Y}")
        voucher = _("Comprobante SUNAT {number}").format(number=self.voucher)
        return Paper(
            self.head,
            _("NOTA DE VENTA"),
            soles(self.total),
            _("Total"),
            [
                Field(_("Cliente"), self.buyer, _tax_id(self.tax_id), strong=True),
                Field(_("Condición"), terms, voucher if self.voucher else ""),
            ],
            Lines(
                [
                    _("Producto"),
                    _("Calidad"),
                    _("Cantidad"),
                    _("P. unit. S/"),
                    _("IGV"),
                    _("Importe S/"),
                ],
                [50, 30, 28, 22, 26, 26],
                [False, False, True, True, False, True],
                [self._row(item) for item in self.items],
            ),
            closing=[Field(_("Son"), amount_in_words(self.total), soles(self.total), strong=True)],
            signatures=[_("Por la asociación (DNI)"), _("Cliente: recibí conforme (DNI)")],
            fingerprint=False,
        )

    @staticmethod
    def _row(item: SoldItem) -> list[str]:
        return [
            item.product,
            item.grade,
            quantity(item.quantity, item.unit),
            show_number(item.price, 2, 4),
            item.igv,
            show_number(item.amount, 2, 2),
        ]


@dataclass(frozen=True)
class TransferNote:
    """Money moved between cash and bank."""

    head: Head
    source: str
    target: str
    amount: Decimal
    operation: str

    def paper(self) -> Paper:
        body: list[Block] = [
            Field(_("Sale de"), self.source),
            Field(_("Entra a"), self.target),
            Field(_("La suma de"), amount_in_words(self.amount), strong=True),
        ]
        if self.operation:
            body.append(Field(_("N° de operación"), self.operation))
        signatures = [_("Tesorera o tesorero (DNI)"), _("V° B° presidencia")]
        return Paper(
            self.head,
            _("TRANSFERENCIA"),
            soles(self.amount),
            body=body,
            signatures=signatures,
            fingerprint=False,
        )


def _tax_id(digits: str) -> str:
    """«RUC 20999999981» or «DNI 99900001»."""
    if not digits:
        return ""
    return f"{'RUC' if len(digits) == 11 else 'DNI'} {digits}"
