"""What a lot is made of and earned, and how that is shared over its deliveries (FORMAT 3, 7, 8)."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import fn

from models import money
from models.documents import VALID, Document
from models.fields import show, total
from models.language import _
from models.money import MoneyEntry
from models.numbers import rounded
from models.produce.deliveries import Delivery
from models.produce.lots import Lot
from models.produce.products import Product
from models.produce.sales import Sale, SaleLine
from models.produce.write_offs import WriteOff
from models.record import rows
from models.reversals import Reversal, reversed_papers
from models.settling.member_share import PieceShare
from models.settling.settlements import LotSettlement, Settlement, SettlementLine
from models.settling.shares import shared
from models.settling.top_ups import TopUp, waiting_top_ups
from models.stock import StockEntry

ZERO = Decimal(0)


def pieces_of(lot: Lot) -> list[tuple[Any, ...]]:
    """Delivery, number, day, member, grade, unit, payable and quantity in the lot, by number."""
    drawn = [key for (key,) in rows(Sale.select(Sale.document).where(Sale.lot == lot))]
    drawn += [key for (key,) in rows(WriteOff.select(WriteOff.document).where(WriteOff.lot == lot))]
    undone = Reversal.select(Reversal.document).where(Reversal.original.in_(drawn))
    drawn += [key for (key,) in rows(undone)]
    out = total(0 - StockEntry.quantity, StockEntry.quantity)
    query = (
        StockEntry.select(
            *(Document.id, Document.number, Document.day, Delivery.member, Delivery.grade),
            *(Product.unit, Delivery.payable, out),
        )
        .join_from(StockEntry, Document, on=StockEntry.delivery == Document.id)
        .join_from(StockEntry, Delivery, on=StockEntry.delivery == Delivery.document)
        .join_from(Delivery, Product)
        .where(StockEntry.document.in_(drawn))
        .group_by(Document.id)
        .having(fn.SUM(StockEntry.quantity) < 0)
        .order_by(Document.year, Document.sequence)
    )
    return rows(query)


def sale_earnings(lot: Lot) -> Iterator[tuple[int | None, Decimal]]:
    """Grade and amount of each line of the lot's sales that count."""
    query = (
        SaleLine.select(SaleLine.grade, SaleLine.amount)
        .join_from(SaleLine, Sale)
        .join_from(Sale, Document)
        .where(Sale.lot == lot, Document.state == VALID, Document.id.not_in(reversed_papers()))
        .order_by(Document.id, SaleLine.place)
    )
    yield from rows(query)


def top_up_earnings(top_ups: Sequence[TopUp]) -> Iterator[tuple[int | None, Decimal]]:
    for one in top_ups:
        yield one.grade_id, one.amount


def nobodys(top_ups: Sequence[TopUp], pieces: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    """Says of each later price of a grade nobody has in the lot any more what to do about it."""
    grades = {piece[4] for piece in pieces}
    for one in top_ups:
        if one.grade_id is not None and one.grade_id not in grades:
            say = _(
                "{number} es de una calidad que ya no está en el lote: anule o extorne ese recibo."
            )
            yield say.format(number=one.document)


def costs_of(lot: Lot, gross: Decimal) -> Decimal:
    """What was spent for a lot that is not settled, S/.

    Its account holds its sales less its costs, and later prices that came before a settlement was
    undone: those wait for a sharing out of their own.
    """
    later = sum((one.amount for one in waiting_top_ups(lot)), ZERO)
    return money.owed_by(money.PRODUCE, lot.id) + gross + later


def shared_out(
    pieces: Sequence[tuple[Any, ...]],
    earnings: Sequence[tuple[int | None, Decimal]],
    costs: Decimal,
    service: Decimal,
    *,
    with_advances: bool,
) -> list[PieceShare]:
    grosses = [ZERO] * len(pieces)
    for grade, amount in earnings:
        own = [n for n, piece in enumerate(pieces) if grade is None or piece[4] == grade]
        if not own:
            continue  # a later price of a grade that is gone: it stops the settling (`nobodys`)
        parts = shared(amount, [pieces[n][7] for n in own])
        for n, part in zip(own, parts, strict=True):
            grosses[n] += part
    quantities = [piece[7] for piece in pieces]
    of_costs = shared(costs, quantities) if pieces else []  # a lot of which nothing was sold
    of_service = shared(service, grosses) if any(grosses) else [ZERO] * len(pieces)
    advances = _advances(pieces) if with_advances else [ZERO] * len(pieces)
    lines = []
    for n, (key, number, day, member, grade, unit, _payable, quantity) in enumerate(pieces):
        if not with_advances and not grosses[n]:
            continue  # a later price for another grade
        figures = grosses[n], of_costs[n], of_service[n], advances[n]
        lines.append(PieceShare(key, number, day, member, grade, unit, quantity, *figures))
    return lines


def _advances(pieces: Sequence[tuple[Any, ...]]) -> list[Decimal]:
    """What each piece gives back of its delivery's advance; the last one gives all that is left.

    Advance × (settled before + piece) / payable, rounded, less what was given back before.
    """
    keys = [piece[0] for piece in pieces]
    left = dict(
        rows(
            MoneyEntry.select(MoneyEntry.party, total(MoneyEntry.amount))
            .where(MoneyEntry.account == money.ADVANCES, MoneyEntry.party.in_(keys))
            .group_by(MoneyEntry.party)
        )
    )
    before = {key: (quantity, advance) for key, quantity, advance in rows(_settled_before(keys))}
    found = []
    for key, *_what, payable, quantity in pieces:
        settled, returned = before.get(key, (ZERO, ZERO))
        paid = left.get(key, ZERO) + returned
        found.append(rounded(paid * (settled + quantity) / payable, 2) - returned)
    return found


def _settled_before(deliveries: Sequence[int]) -> Any:
    """Delivery, quantity settled and advance given back in the settlements that count."""
    return (
        SettlementLine.select(
            SettlementLine.delivery, total(SettlementLine.quantity), total(SettlementLine.advance)
        )
        .join_from(SettlementLine, Settlement)
        .join_from(Settlement, Document)
        .join_from(Settlement, LotSettlement)
        .where(
            SettlementLine.delivery.in_(deliveries),
            Document.state == VALID,
            ~LotSettlement.is_top_up,
        )
        .group_by(SettlementLine.delivery)
    )


def obstacles_of(lot: Lot, day: date, sold: bool, is_top_up: bool) -> Iterator[str]:
    if is_top_up and not sold:
        yield _("El lote «{lot}» ya se liquidó.").format(lot=lot.name)
        return
    if not sold:
        yield _("El lote «{lot}» no tiene ninguna venta que cuente.").format(lot=lot.name)
    last = _last_day(lot)
    if last is not None and day < last:
        yield _("El lote tiene papeles del {day}; no se liquida antes.").format(
            day=f"{last:%d/%m/%Y}"
        )
    for _sale, number, amount in owing_of(lot):
        yield owing_words(number, amount)


def owing_of(lot: Lot) -> list[tuple[int, str, Decimal]]:
    """Key and number of each sale of the lot that is not collected in full, and how much, S/."""
    query = (
        MoneyEntry.select(Document.id, Document.number, total(MoneyEntry.amount))
        .join(Document, on=(MoneyEntry.party == Document.id))
        .join(Sale, on=(Sale.document == Document.id))
        .where(MoneyEntry.account == money.RECEIVABLE, Sale.lot == lot)
        .group_by(Document.id)
        .having(fn.SUM(MoneyEntry.amount) != 0)
        .order_by(Document.id)
    )
    return rows(query)


def owing_words(number: str, amount: Decimal) -> str:
    """What is said of a sale that is not collected in full."""
    return _("De {number} falta cobrar S/ {owed}.").format(
        number=number, owed=show(MoneyEntry.amount, amount)
    )


def _last_day(lot: Lot) -> date | None:
    """The day of the last thing that happened in the lot and counts."""
    days = (
        MoneyEntry.select(fn.MAX(MoneyEntry.day))
        .join(Document)
        .where(
            MoneyEntry.account == money.PRODUCE,
            MoneyEntry.party == lot.id,
            Document.state == VALID,
        )
    )
    sales = Sale.select(Sale.document).where(Sale.lot == lot)
    collected = (
        MoneyEntry.select(fn.MAX(MoneyEntry.day))
        .join(Document)
        .where(
            MoneyEntry.account == money.RECEIVABLE,
            MoneyEntry.party.in_(sales),
            Document.state == VALID,
        )
    )
    lost = (
        WriteOff.select(fn.MAX(Document.day))
        .join(Document)
        .where(WriteOff.lot == lot, Document.state == VALID)
    )
    found = [query.scalar() for query in (days, collected, lost)]
    return max((day for day in found if day is not None), default=None)
