"""How a settlement came about, in words a producer reads: for the paper and for the screen.

`facts_of` (settlement_facts.py) gathers the facts; `SettlementFacts.account` says them in the order
they are worked out: sales, costs, service, advances, deductions, net.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.language import _
from models.numbers import show_number
from models.settling.shares import net_and_owing

ZERO = Decimal(0)


def soles(amount: Decimal) -> str:
    """«S/ 1,843.10»."""
    return f"S/ {show_number(amount, 2, 4)}"


def quantity(amount: Decimal, unit: str) -> str:
    """«322.4 kg»; pieces without decimals."""
    return f"{show_number(amount, 0 if unit == 'unidad' else 1, 3)} {unit}"


def percent(value: Decimal) -> str:
    return f"{show_number(value, 0, 2)} %"


# The facts ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Receipted:
    """Money that changed hands: number of the receipt, its day, S/."""

    number: str
    day: date
    amount: Decimal

    def said(self) -> str:
        """«RE-2026-0001 del 06/05/2026»."""
        return _("{number} del {day}").format(number=self.number, day=f"{self.day:%d/%m/%Y}")


@dataclass(frozen=True)
class Brought:
    """A delivery as its note says it, in its product's unit, and its part in the lot, S/."""

    number: str
    day: date
    grade: int  # the grade's key
    what: str  # «Papa – Primera»
    unit: str
    gross: Decimal
    tare: Decimal
    impurity: Decimal | None  # %
    impurity_off: Decimal
    moisture: Decimal | None  # %
    moisture_off: Decimal
    payable: Decimal
    in_lot: Decimal
    earned: Decimal
    costs: Decimal
    service: Decimal
    advance: Decimal  # what it gives back of its advances
    advances: Sequence[Receipted] = ()

    @property
    def off(self) -> Decimal:
        """What was taken off for impurity and moisture."""
        return self.impurity_off + self.moisture_off

    @property
    def is_part(self) -> bool:
        """Whether another part of it is in another lot, or not sold yet."""
        return self.in_lot != self.payable


@dataclass(frozen=True)
class Sold:
    """A line of a sale of the lot, or (number of its receipt, no quantity) a later price."""

    number: str
    day: date
    buyer: str
    grade: int | None  # its key; None: for all of the lot
    what: str  # «Papa – Primera»
    unit: str
    quantity: Decimal
    price: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Lost:
    """Produce of the lot that was written off."""

    number: str
    day: date
    what: str
    unit: str
    quantity: Decimal
    reason: str


@dataclass(frozen=True)
class Cost:
    """What was spent for the lot."""

    receipt: Receipted
    concept: str
    party: str


@dataclass(frozen=True)
class Pool:
    """All that one product and grade had in the lot, of every member."""

    grade: int
    what: str
    unit: str
    quantity: Decimal


@dataclass(frozen=True)
class TakenOff:
    """A deduction: what was asked and what could be taken, S/, and where it comes from."""

    base: str
    name: str
    asked: Decimal
    amount: Decimal
    origin: str

    @property
    def short(self) -> Decimal:
        """What could not be taken, S/."""
        return self.asked - self.amount


@dataclass(frozen=True)
class Paid:
    """How the net was paid: the receipt, from which purse, rounded up by how much, S/."""

    receipt: Receipted
    means: str  # «Efectivo»
    operation: str
    rounding: Decimal


@dataclass(frozen=True)
class SeasonSoFar:
    """Payable quantity of a product the member delivered in the crop year, up to that paper."""

    product: str
    unit: str
    quantity: Decimal


@dataclass(frozen=True)
class Row:
    """A line of the account: its words, smaller words under it, and S/, negative if taken off."""

    words: str
    amount: Decimal
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A step of the account, with what it comes to, S/, negative if taken off."""

    title: str
    rows: Sequence[Row]

    @property
    def total(self) -> Decimal:
        return sum((row.amount for row in self.rows), ZERO)


@dataclass(frozen=True)
class LotFacts:
    """What everyone in one settling of a lot shares, S/ and the lot's unit."""

    name: str
    day: date
    is_top_up: bool
    gross: Decimal
    costs: Decimal
    service_pct: Decimal
    service: Decimal
    sold: Sequence[Sold]
    lost: Sequence[Lost]
    spent: Sequence[Cost]
    pools: Sequence[Pool]

    @property
    def quantity(self) -> Decimal:
        return sum((one.quantity for one in self.pools), ZERO)

    @property
    def unit(self) -> str:
        return self.pools[0].unit if self.pools else ""


@dataclass(frozen=True)
class SettlementFacts:
    """All that one member's settlement states. `number` is empty in a forecast."""

    number: str
    lot: LotFacts
    member: str
    code: str
    dni: str
    brought: Sequence[Brought]
    taken: Sequence[TakenOff]
    paid: Paid | None = None
    season: str = ""  # «2025-2026»
    so_far: Sequence[SeasonSoFar] = ()

    def _sum(self, name: str) -> Decimal:
        return sum((getattr(one, name) for one in self.brought), ZERO)

    @property
    def gross(self) -> Decimal:
        return self._sum("earned")

    @property
    def costs(self) -> Decimal:
        return self._sum("costs")

    @property
    def service(self) -> Decimal:
        return self._sum("service")

    @property
    def advances(self) -> Decimal:
        return self._sum("advance")

    @property
    def rest(self) -> Decimal:
        """What is due before deductions; negative where advances and costs were more."""
        return self.gross - self.costs - self.service - self.advances

    @property
    def deducted(self) -> Decimal:
        return sum((one.amount for one in self.taken), ZERO)

    @property
    def net(self) -> Decimal:
        return net_and_owing(self.rest, self.deducted)[0]

    @property
    def carried_out(self) -> Decimal:
        """What the member stays owing: saldo deudor, S/."""
        return net_and_owing(self.rest, self.deducted)[1]

    # In words ---------------------------------------------------------------------------------

    def account(self) -> list[Section]:
        """The steps from the sales to the net, S/: each adds or takes off its total."""
        earned = _("Reintegro") if self.lot.is_top_up else _("Lo que le toca de las ventas")
        sections = [
            Section(earned, list(self._earnings())),
            Section(_("Costos del lote"), list(self._costs())),
            Section(_("Descuento por servicio de la asociación"), list(self._service())),
            Section(_("Adelantos que ya recibió"), list(self._advances())),
            Section(_("Descuentos"), list(self._deductions())),
        ]
        return [one for one in sections if one.rows]

    def outcome(self) -> str:
        """What comes of it, in one or two sentences."""
        if self.carried_out:
            return _(
                "No hay nada que pagarle: recibió más en adelantos y costos de lo que le tocaba. "
                "Queda debiendo {amount}, que se descuenta de su próxima liquidación."
            ).format(amount=soles(self.carried_out))
        if not self.net:
            return _("No queda nada que pagarle: sus descuentos cubren todo lo que le tocaba.")
        if self.paid is None:
            return _("Por pagar: {amount}.").format(amount=soles(self.net))
        return self.paid_words()

    def paid_words(self) -> str:
        """«Pagado con RE-2026-0012 del 30/05/2026, transferencia, operación 0012: S/ 320.06.»"""
        assert self.paid is not None
        means = self.paid.means.lower()
        if self.paid.operation:
            means = _("{means}, operación {number}").format(means=means, number=self.paid.operation)
        say = _("Pagado con {receipt}, {means}: {amount}.").format(
            receipt=self.paid.receipt.said(), means=means, amount=soles(self.paid.receipt.amount)
        )
        if not self.paid.rounding:
            return say
        return f"{say} " + _("Redondeo a su favor: {amount}.").format(
            amount=soles(self.paid.rounding)
        )

    def _earnings(self) -> Iterator[Row]:
        """A row for each product and grade, with the prices it was sold at."""
        for pool in self.lot.pools:
            own = [one for one in self.brought if one.grade == pool.grade]
            if not own:
                continue
            mine = sum((one.in_lot for one in own), ZERO)
            words = _("{what}: {mine} de {all} del lote").format(
                what=pool.what,
                mine=quantity(mine, pool.unit),
                all=quantity(pool.quantity, pool.unit),
            )
            sold = [one for one in self.lot.sold if one.grade in (None, pool.grade)]
            earned = sum((one.earned for one in own), ZERO)
            yield Row(words, earned, "; ".join(self._price(one) for one in sold))

    def _price(self, sold: Sold) -> str:
        if self.lot.is_top_up:
            say = _("{buyer} pagó {amount} más ({number})")
        else:
            say = _("{quantity} a S/ {price} por {unit} en {number}, {buyer}: {amount}")
        return say.format(
            quantity=quantity(sold.quantity, sold.unit),
            price=show_number(sold.price, 2, 4),
            unit=sold.unit,
            number=sold.number,
            buyer=sold.buyer,
            amount=soles(sold.amount),
        )

    def _costs(self) -> Iterator[Row]:
        if not self.costs:
            return
        mine = sum((one.in_lot for one in self.brought), ZERO)
        words = _("{all} de todo el lote, por {mine} de {total}").format(
            all=soles(self.lot.costs),
            mine=quantity(mine, self.lot.unit),
            total=quantity(self.lot.quantity, self.lot.unit),
        )
        spent = "; ".join(
            f"{one.concept}, {one.receipt.said()}: {soles(one.receipt.amount)}"
            for one in self.lot.spent
        )
        yield Row(words, -self.costs, spent)

    def _service(self) -> Iterator[Row]:
        if not self.service:
            return
        words = _("{percent} de lo que le toca de las ventas ({gross})").format(
            percent=percent(self.lot.service_pct), gross=soles(self.gross)
        )
        yield Row(words, -self.service)

    def _advances(self) -> Iterator[Row]:
        for one in self.brought:
            if not one.advance:
                continue
            words = _("Por la entrega {number}").format(number=one.number)
            if one.advances:
                receipts = ", ".join(receipt.said() for receipt in one.advances)
                words = _("{delivery}, con {receipts}").format(delivery=words, receipts=receipts)
            part = _("Lo que corresponde a {part} de {all}.").format(
                part=quantity(one.in_lot, one.unit), all=quantity(one.payable, one.unit)
            )
            yield Row(words, -one.advance, part if one.is_part else "")

    def _deductions(self) -> Iterator[Row]:
        for one in self.taken:
            notes = [one.origin]
            if one.short:
                say = _("se pidió {asked} y no alcanzó")
                notes.append(say.format(asked=soles(one.asked)))
            yield Row(one.name, -one.amount, "; ".join(filter(None, notes)))
