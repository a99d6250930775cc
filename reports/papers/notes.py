"""Papers that move no money by themselves: losses (ME), charges to members (CG), reversals (EX)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.language import _, ngettext
from models.numbers import show_number
from models.settling.account import quantity, soles
from reports.papers.blocks import Block, Column, Grid, Over, Row, Say, Signatures
from reports.papers.furniture import Head
from reports.papers.pages import Folio
from reports.papers.paper import Paper
from reports.papers.slip_blocks import Field
from reports.papers.words import amount_in_words


@dataclass(frozen=True)
class LossNote:
    """Produce of a lot that was lost."""

    head: Head
    lot: str
    product: str
    grade: str
    unit: str
    lost: Decimal
    reason: str

    def paper(self) -> Paper:
        return Paper(
            self.head,
            _("MERMA"),
            quantity(self.lost, self.unit),
            _("Baja"),
            [
                Field(_("Producto"), f"{self.product} – {self.grade}", strong=True),
                Field(_("Lote"), self.lot),
                Field(_("Cantidad"), quantity(self.lost, self.unit)),
                Field(_("Motivo"), self.reason),
                Field(_("Quién la lleva"), _("Todos los socios del lote, según sus kilos.")),
            ],
            signatures=[_("Acopiadora o acopiador (DNI)"), _("V° B° presidencia"), _("Fiscal")],
            fingerprint=False,
        )


@dataclass(frozen=True)
class ReversalNote:
    """A paper of a closed month that is undone today."""

    head: Head
    original: str  # its number
    kind: str  # «Recibo de egreso»
    day: date
    party: str
    amount: Decimal | None  # S/; None where the paper moved none
    reason: str

    def paper(self) -> Paper:
        original = _("{number} del {day}").format(number=self.original, day=f"{self.day:%d/%m/%Y}")
        body = [
            Field(_("Deshace"), original, self.kind, strong=True),
            *([Field(_("Era de"), self.party)] if self.party else []),
        ]
        if self.amount is not None:
            body.append(Field(_("La suma de"), amount_in_words(self.amount), strong=True))
        body += [
            Field(_("Motivo"), self.reason),
            Field(
                _("Qué cambia"),
                _("El papel queda en su mes cerrado; desde hoy no cuenta, en dinero ni en kilos."),
            ),
        ]
        return Paper(
            self.head,
            _("EXTORNO"),
            self.original if self.amount is None else soles(self.amount),
            body=body,
            signatures=[_("Tesorera o tesorero (DNI)"), _("V° B° presidencia"), _("Fiscal")],
            fingerprint=False,
        )


@dataclass(frozen=True)
class Charged:
    """What a charge asks of one member, S/."""

    code: str
    member: str
    amount: Decimal


@dataclass(frozen=True)
class ChargeNote:
    """One concept charged to members: the list of them, by the padrón."""

    head: Head
    kind: str  # «Multa»
    concept: str
    charged: Sequence[Charged]

    @property
    def total(self) -> Decimal:
        return sum((one.amount for one in self.charged), Decimal(0))

    def paper(self) -> Folio:
        count = len(self.charged)
        people = ngettext("{n} socio", "{n} socios", count).format(n=count)
        columns = [
            Column(_("N°"), 10, exact=True),
            Column(_("Código"), 15, exact=True),
            Column(_("Socio"), 130),
            Column(_("Monto S/"), 23, True),
        ]
        rows = [
            Row([str(place), one.code, one.member, show_number(one.amount, 2, 2)])
            for place, one in enumerate(self.charged, start=1)
        ]
        total = Row(["", "", _("Total"), show_number(self.total, 2, 2)], strong=True)
        closing: list[Block] = [
            Say(_("Son: {words}").format(words=amount_in_words(self.total)), strong=True),
            Signatures(
                [_("Tesorera o tesorero (DNI)"), _("Presidencia (DNI)"), _("Fiscal (DNI)")],
                seal=self.head.sealed(soles(self.total)),
            ),
        ]
        return Folio(
            self.head.letterhead,
            _("CARGO A SOCIOS"),
            [],
            [
                Say(f"{self.kind}: {self.concept}", strong=True, size=11),
                Say(
                    _("Se carga a {people}. Es lo que cada uno debe; se paga con recibo.").format(
                        people=people
                    )
                ),
                Grid(columns, [*rows, total]),
                Over(closing),
            ],
            most=1,
            head=self.head,
            box=soles(self.total),
            box_label=_("Total"),
        )
