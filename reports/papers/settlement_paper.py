"""The settlement a member takes home (LQ): how much, and how it was worked out, line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.language import _
from models.numbers import show_number
from models.settling.account import Brought, Row, SettlementFacts, percent, quantity, soles
from reports.papers.blocks import Block, Column, Grid, Over, Say, Signatures
from reports.papers.blocks import Row as Cells
from reports.papers.furniture import Head
from reports.papers.pages import Folio
from reports.papers.pen import BOLD, PLAIN, Pen, Set, drawable, set_text, width_mm
from reports.papers.strips import SMALL, Framed, Gap, Strip, paired, said
from reports.papers.words import amount_in_words


@dataclass(frozen=True)
class Step:
    """A line of an account: its words, smaller words under them, and the figure at the right."""

    words: str
    figure: str
    note: str = ""
    strong: bool = False

    def height(self, width: float, scale: float) -> float:
        words, note = self._set(width, scale)
        tall = words.height + (3.7 * scale + note.height if self.note else 0)
        return tall + (5.6 if self.strong else 4.8) * scale

    def draw(self, pen: Pen, left: float, down: float, width: float, scale: float) -> None:
        words, note = self._set(width, scale)
        if self.strong:
            pen.shade(left, down, width, self.height(width, scale) - 0.4)
        base, indent = down + (4.0 if self.strong else 3.6) * scale, 1.5 if self.strong else 4
        pen.set(left + indent, base, words)
        pen.text_right(left + width - 1.5, base, self.figure, words.size, words.font)
        if self.note:
            pen.set(left + indent, base + words.height + 3.7 * scale, note)

    def strips(self, width: float) -> Iterator[Strip]:
        if self.strong:
            yield Gap()
        yield from paired(self.words, self.figure, width, strong=self.strong)
        if self.note:
            yield said(self.note, width, SMALL)

    def _set(self, width: float, scale: float) -> tuple[Set, Set]:
        font = BOLD if self.strong else PLAIN
        room = width - 10 - width_mm(drawable(self.figure), 9.5 * scale, BOLD)
        return set_text(self.words, room, 9.5 * scale, font=font), set_text(
            self.note, room, max(8.3 * scale, 7.5)
        )


@dataclass(frozen=True)
class Result:
    """What is left in the end, in figures, in words, and what becomes of it."""

    label: str
    figure: str
    words: str
    outcome: str

    def height(self, width: float, scale: float) -> float:
        words, outcome = self._set(width, scale)
        return 11.5 + words.height + 5.4 * scale + outcome.height + 4 * scale

    def draw(self, pen: Pen, left: float, down: float, width: float, scale: float) -> None:
        words, outcome = self._set(width, scale)
        pen.box(left, down + 1, width, self.height(width, scale) - 3, round_mm=1.5)
        pen.text(left + 3, down + 7.2, self.label, 11, BOLD)
        pen.text_right(left + width - 3, down + 7.2, self.figure, 14, BOLD)
        pen.set(left + 3, down + 12, words)
        pen.set(left + 3, down + 12 + words.height + 5.4 * scale, outcome)

    def strips(self, width: float) -> Iterator[Strip]:
        inside = width - 4
        yield Framed([*paired(self.label, self.figure, inside, 10, strong=True)])
        yield said(self.words, width, strong=True)
        yield said(self.outcome, width)

    def _set(self, width: float, scale: float) -> tuple[Set, Set]:
        return (
            set_text(self.words, width - 6, 9, font=BOLD),
            set_text(self.outcome, width - 6, 9.5 * scale),
        )


@dataclass(frozen=True)
class SettlementPaper:
    """What one member gets from a lot, or from a later price for it."""

    head: Head
    facts: SettlementFacts
    with_dni: bool = False

    def paper(self) -> Folio:
        facts = self.facts
        return Folio(
            self.head.letterhead,
            _("LIQUIDACIÓN DE REINTEGRO") if facts.lot.is_top_up else _("LIQUIDACIÓN AL SOCIO"),
            [],
            list(self._blocks()),
            most=1,
            head=self.head,
            box=self._box,
            box_label=_("Saldo deudor") if facts.carried_out else _("Neto"),
        )

    @property
    def _box(self) -> str:
        return soles(self.facts.carried_out or self.facts.net)

    def _blocks(self) -> list[Block]:
        facts = self.facts
        blocks: list[Block] = [Say(self._who(), strong=True, size=11), Say(self._lot())]
        blocks += [self._brought(), *self._discounts(), self._prices(), *self._losses()]
        for number, section in enumerate(facts.account()):
            rows = [self._step(row, with_note=number > 0) for row in section.rows]
            title = Step(section.title, _plain(section.total), strong=True)
            first: list[Block] = [title, rows[0]]
            if number == 0:
                first.insert(0, Say(_("Cómo se calculó"), strong=True, size=11))
            blocks += [Over(first), *rows[1:]]
        label = _("Neto a pagar") if not facts.carried_out else _("Saldo deudor")
        amount = facts.carried_out or facts.net
        outcome = _("Está anulada: no se paga con ella.") if self.head.void else facts.outcome()
        result = Result(label, soles(amount), _in_words(amount), outcome)
        names = [
            _("Tesorera o tesorero (DNI)"),
            _("Presidencia (DNI)"),
            _("Socia o socio: conforme (DNI)"),
        ]
        signatures = Signatures(names, 24, fingerprint=True, seal=self.head.sealed(self._box))
        blocks.append(Over([result, *self._season(), signatures]))
        return blocks

    def _who(self) -> str:
        facts = self.facts
        dni = _("DNI {dni}").format(dni=facts.dni) if self.with_dni else ""
        return "   ".join(filter(None, (facts.member, facts.code, dni)))

    def _lot(self) -> str:
        if self.facts.lot.is_top_up:
            say = _("Lote «{lot}», ya liquidado: se reparte lo que se pagó de más por él.")
        else:
            say = _("Lote «{lot}»: lo que usted entregó, a cómo se vendió y qué se descuenta.")
        return say.format(lot=self.facts.lot.name)

    def _brought(self) -> Grid:
        facts, unit = self.facts, self.facts.lot.unit
        columns = [
            Column(_("Entrega"), 27, exact=True),
            Column(_("Día"), 22, exact=True),
            Column(_("Producto"), 30),
            Column(_("Bruto"), 16, True),
            Column(_("Tara"), 14, True),
            Column(_("Dscto."), 14, True),
            Column(_("Pagable"), 17, True),
            Column(_("En el lote"), 18, True),
            Column(_("Le toca S/"), 24, True),
        ]
        rows = [Cells(_delivery(one)) for one in facts.brought]
        whole = sum((one.in_lot for one in facts.brought), Decimal(0))
        total = ["", "", _("Total"), "", "", "", "", _figure(whole, unit), _plain(facts.gross)]
        rows.append(Cells(total, strong=True))
        return Grid(columns, rows, _("Lo que entregó ({unit})").format(unit=unit))

    def _discounts(self) -> list[Block]:
        """Why the scale said more than what counts."""
        words = []
        for one in self.facts.brought:
            reasons = []
            if one.impurity_off and one.impurity is not None:
                reasons.append(_("impureza {percent}").format(percent=percent(one.impurity)))
            if one.moisture_off and one.moisture is not None:
                reasons.append(_("humedad {percent}").format(percent=percent(one.moisture)))
            if reasons:
                words.append(f"{one.number}: {', '.join(reasons)}")
        if not words:
            return []
        return [Say(_("Descuentos en peso: {why}.").format(why="; ".join(words)), size=8)]

    def _prices(self) -> Grid:
        lot, unit = self.facts.lot, self.facts.lot.unit
        own = {one.grade for one in self.facts.brought}
        sold = [one for one in lot.sold if one.grade is None or one.grade in own]
        if lot.is_top_up:
            columns = [
                Column(_("Recibo"), 27, exact=True),
                Column(_("Día"), 22, exact=True),
                Column(_("Quién pagó"), 66),
                Column(_("Por"), 41),
                Column(_("Monto S/"), 26, True),
            ]
            rows = [
                Cells(
                    [
                        one.number,
                        f"{one.day:%d/%m/%Y}",
                        one.buyer,
                        one.what or _("todo el lote"),
                        _plain(one.amount),
                    ]
                )
                for one in sold
            ]
            return Grid(columns, rows, _("Lo que se pagó después por el lote"))
        columns = [
            Column(_("Venta"), 27, exact=True),
            Column(_("Día"), 22, exact=True),
            Column(_("Cliente"), 45),
            Column(_("Producto"), 30),
            Column(unit, 17, True),
            Column(_("S/ por {unit}").format(unit=unit), 17, True),
            Column(_("Importe S/"), 24, True),
        ]
        rows = [
            Cells(
                [
                    one.number,
                    f"{one.day:%d/%m/%Y}",
                    one.buyer,
                    one.what,
                    _figure(one.quantity, unit),
                    show_number(one.price, 2, 4),
                    _plain(one.amount),
                ]
            )
            for one in sold
        ]
        return Grid(columns, rows, _("A cómo se vendió, de todos los socios del lote"))

    def _losses(self) -> list[Block]:
        own = {one.what for one in self.facts.brought}
        return [
            Say(
                _(
                    "Se perdieron {quantity} de {what} ({number}: {why}). La pérdida es de todos."
                ).format(
                    quantity=quantity(one.quantity, one.unit),
                    what=one.what,
                    number=one.number,
                    why=one.reason.rstrip("."),
                ),
                size=8,
            )
            for one in self.facts.lot.lost
            if one.what in own
        ]

    def _step(self, row: Row, *, with_note: bool) -> Step:
        """The prices stand in their table; every other line says where it comes from."""
        return Step(row.words, _plain(row.amount), row.note if with_note else "")

    def _season(self) -> list[Block]:
        if not self.facts.so_far:
            return []
        brought = ", ".join(
            f"{one.product} {quantity(one.quantity, one.unit)}" for one in self.facts.so_far
        )
        say = _("En la campaña {season} lleva entregado: {brought}.")
        return [Say(say.format(season=self.facts.season, brought=brought))]


def _delivery(one: Brought) -> Sequence[str]:
    return [
        one.number,
        f"{one.day:%d/%m/%Y}",
        one.what,
        _figure(one.gross, one.unit),
        _figure(one.tare, one.unit),
        _figure(one.off, one.unit),
        _figure(one.payable, one.unit),
        _figure(one.in_lot, one.unit),
        _plain(one.earned),
    ]


def _figure(amount: Decimal, unit: str) -> str:
    return show_number(amount, 0 if unit == "unidad" else 1, 3)


def _plain(amount: Decimal) -> str:
    return show_number(amount, 2, 2)


def _in_words(amount: Decimal) -> str:
    return _("Son: {words}").format(words=amount_in_words(amount))
