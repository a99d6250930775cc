"""How a lot stands: what it sold, cost and lost, who is in it, and whether it can be settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import Case, fn

from models import money
from models.cash.cash_book import Receipt
from models.documents import VALID, Document
from models.fields import ChoiceField, SolesField
from models.language import N_
from models.money import MoneyEntry
from models.people.members import Member
from models.produce.buyers import Buyer
from models.produce.lots import Lot
from models.produce.products import Grade, Product
from models.produce.sales import Sale
from models.produce.write_offs import WriteOff
from models.record import Column, RecordType, State, rows
from models.reversals import reversed_papers
from models.settling.lot_parts import owing_of, pieces_of
from models.settling.settlements import LotSettlement, Settlement, runs_of, settled_on

ZERO = Decimal(0)
OPEN, OWING, READY, TOPPED, SETTLED = "open", "owing", "ready", "topped", "settled"
LOT_STATES = (
    (OPEN, N_("Sin ventas")),
    (OWING, N_("Por cobrar")),
    (READY, N_("Por liquidar")),
    (TOPPED, N_("Con reintegro")),
    (SETTLED, N_("Liquidado")),
)
TONES = {OPEN: "soft", OWING: "warn", READY: "warn", TOPPED: "warn", SETTLED: "good"}


def _counts(document: Any) -> Any:
    """That a paper counts: it is neither void nor reversed."""
    return (document.state == VALID) & document.id.not_in(reversed_papers())


# One lot ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LotPaper:
    """A sale, cost or loss of a lot: number, day, what it says, S/ (or a quantity in words)."""

    document: int
    number: str
    day: date
    words: str
    amount: Decimal
    left: Decimal = ZERO  # still to collect, S/


@dataclass(frozen=True)
class LotPart:
    """What one member has in a lot, in its unit."""

    member: int
    name: str
    deliveries: int
    quantity: Decimal


@dataclass(frozen=True)
class Standing:
    """A lot as it is now, S/ and the unit of its products."""

    lot: Lot
    state: str
    settled: date | None
    unit: str
    sales: Sequence[LotPaper]
    costs: Sequence[LotPaper]
    losses: Sequence[LotPaper]  # `amount` is a quantity
    parts: Sequence[LotPart]  # by the padrón
    runs: Sequence[LotSettlement]  # those that count

    @property
    def sold(self) -> Decimal:
        return sum((one.amount for one in self.sales), ZERO)

    @property
    def left(self) -> Decimal:
        """Still to collect, S/."""
        return sum((one.left for one in self.sales), ZERO)

    @property
    def spent(self) -> Decimal:
        return sum((one.amount for one in self.costs), ZERO)

    @property
    def lost(self) -> Decimal:
        return sum((one.amount for one in self.losses), ZERO)

    @property
    def quantity(self) -> Decimal:
        return sum((one.quantity for one in self.parts), ZERO)


def standing_of(lot: Lot) -> Standing:
    """All that a page about the lot shows."""
    owed = {key: amount for key, _number, amount in owing_of(lot)}
    sales = [
        LotPaper(key, number, day, name, amount, owed.get(key, ZERO))
        for key, number, day, name, amount in rows(
            Sale.select(Document.id, Document.number, Document.day, Buyer.name, Sale.total)
            .join_from(Sale, Document)
            .join_from(Sale, Buyer)
            .where(Sale.lot == lot, _counts(Document))
            .order_by(Document.day, Document.id)
        )
    ]
    unit, parts = _parts_of(lot)
    settled = settled_on(lot)
    return Standing(
        lot,
        _state_of(sales, settled, money.owed_by(money.PRODUCE, lot.id)),
        settled,
        unit,
        sales,
        _costs_of(lot),
        _losses_of(lot),
        parts,
        valid_runs_of(lot),
    )


def _state_of(sales: Sequence[LotPaper], settled: date | None, produce: Decimal) -> str:
    if settled is not None:
        return TOPPED if produce else SETTLED
    if not sales:
        return OPEN
    return OWING if any(one.left for one in sales) else READY


def _costs_of(lot: Lot) -> list[LotPaper]:
    query = (
        Receipt.select(Document.id, Document.number, Document.day, Receipt.concept, Receipt.amount)
        .join(Document)
        .where(Receipt.lot == lot, Document.kind == "RE", _counts(Document))
    )
    return [LotPaper(*row) for row in rows(query.order_by(Document.day, Document.id))]


def _losses_of(lot: Lot) -> list[LotPaper]:
    query = (
        WriteOff.select(
            *(Document.id, Document.number, Document.day, Product.name, Grade.name),
            *(WriteOff.reason, WriteOff.quantity),
        )
        .join_from(WriteOff, Document)
        .join_from(WriteOff, Product)
        .join_from(WriteOff, Grade)
        .where(WriteOff.lot == lot, _counts(Document))
    )
    return [
        LotPaper(key, number, day, f"{product} {grade}: {reason}", quantity)
        for key, number, day, product, grade, reason, quantity in rows(
            query.order_by(Document.day, Document.id)
        )
    ]


def _parts_of(lot: Lot) -> tuple[str, list[LotPart]]:
    """The lot's unit, and what each member has in it."""
    kept: dict[int, list[Decimal]] = {}
    unit = ""
    for piece in pieces_of(lot):
        kept.setdefault(piece[3], []).append(piece[7])
        unit = piece[5]
    members = Member.select(Member.id, Member.name).where(Member.id.in_(list(kept)))
    parts = [
        LotPart(key, name, len(kept[key]), sum(kept[key], ZERO))
        for key, name in rows(members.order_by(Member.place))
    ]
    return unit, parts


def valid_runs_of(lot: Lot) -> list[LotSettlement]:
    """Its settlings that were not undone, in the order they were made."""
    query = (
        LotSettlement.select(LotSettlement.id)
        .join_from(LotSettlement, Settlement)
        .join_from(Settlement, Document)
        .where(LotSettlement.lot == lot, Document.state == VALID)
        .distinct()
    )
    valid = {key for (key,) in rows(query)}
    return [one for one in runs_of(lot) if one.id in valid]


# The list ---------------------------------------------------------------------------------------

_sold = fn.IFNULL(
    Sale.select(fn.SUM(Sale.total)).join(Document).where(Sale.lot == Lot.id, _counts(Document)), 0
).coerce(False)
_owed = fn.IFNULL(
    MoneyEntry.select(fn.SUM(MoneyEntry.amount)).where(
        MoneyEntry.account == money.RECEIVABLE,
        MoneyEntry.party.in_(Sale.select(Sale.document).where(Sale.lot == Lot.id)),
    ),
    0,
).coerce(False)
_produce = fn.IFNULL(
    MoneyEntry.select(fn.SUM(MoneyEntry.amount)).where(
        MoneyEntry.account == money.PRODUCE, MoneyEntry.party == Lot.id
    ),
    0,
).coerce(False)
_settled: Any = fn.IFNULL(
    LotSettlement.select(fn.MIN(LotSettlement.day))
    .join_from(LotSettlement, Settlement)
    .join_from(Settlement, Document)
    .where(LotSettlement.lot == Lot.id, Document.state == VALID, ~LotSettlement.is_top_up),
    None,
).python_value(LotSettlement.day.python_value)
_state = Case(
    None,
    [
        (_settled.is_null(False) & (_produce != 0), TOPPED),
        (_settled.is_null(False), SETTLED),
        (_sold == 0, OPEN),
        (_owed != 0, OWING),
    ],
    READY,
)
_WAITING = (OPEN, OWING, READY, TOPPED)

LOTS = RecordType(
    Lot,
    title=N_("Lotes"),
    one=N_("lote"),
    menu="collection",
    icon="boxes",
    columns=(
        Column(N_("Lote"), Lot.name, sample="papa nativa de mayo", strong=True),
        Column(
            N_("Vendido S/"),
            fn.NULLIF(_sold, 0).coerce(False),
            like=SolesField(),
            sample="612,141.50",
        ),
        Column(
            N_("Por cobrar S/"),
            fn.NULLIF(_owed, 0).coerce(False),
            like=SolesField(),
            sample="612,141.50",
            rank=1,
        ),
        Column(
            N_("Liquidado el"),
            _settled,
            like=LotSettlement.day,
            rank=2,
            sample="31/12/2026",
        ),
        Column(
            N_("Estado"),
            _state,
            like=ChoiceField(choices=LOT_STATES),
            sample="Por liquidar",
            tones=TONES,
        ),
    ),
    form={N_("Lote"): ("name",)},
    order=(Lot.id.desc(),),
    states=(
        State(N_("No liquidados"), _state.in_(_WAITING)),
        State(N_("Por cobrar"), _state == OWING),
        State(N_("Por liquidar"), _state.in_((READY, TOPPED))),
        State(N_("Liquidados"), _state == SETTLED),
    ),
)
