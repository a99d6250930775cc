"""What a lot would give each member if it were settled on a day: a question that stores nothing.

Gross, costs, service and advances by delivery, each shared so that the parts add up (FORMAT rules
3, 7 and 8), and then the deductions in their order (rule 9).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import fn

from models import charges, dues, money
from models.associations import Association
from models.changes import Refused
from models.deductions import (
    ASKED,
    CARRIED,
    CHARGES,
    DUES,
    FIXED,
    GROSS,
    INPUTS,
    LOAN,
    NET,
    QUANTITY,
    RETENTION,
    Deduction,
    deductions_on,
)
from models.deliveries import Delivery
from models.documents import VALID, Document
from models.fields import show, total
from models.language import _, in_spanish
from models.lots import Lot
from models.members import Member
from models.money import MoneyEntry
from models.months import Opening, OpeningBalance
from models.numbers import cut, rounded
from models.parameters import parameter
from models.products import Product
from models.record import RulesBroken, rows
from models.reversals import Reversal
from models.sales import Sale, SaleLine
from models.settlements import LotSettlement, Settlement, SettlementLine, TopUp, settled_on
from models.shares import CENTIMO, shared
from models.stock import StockEntry
from models.write_offs import WriteOff

ZERO = Decimal(0)
HUNDRED = Decimal(100)
# member's key -> base of a deduction -> the most to take off, S/
Asked = Mapping[int, Mapping[str, Decimal]]


@dataclass(frozen=True)
class PieceShare:
    """What one delivery has in the lot, in its product's unit, and what it gets and bears, S/."""

    delivery: int  # the key of its document
    number: str
    day: date
    member: int
    grade: int
    unit: str
    quantity: Decimal
    gross: Decimal
    costs: Decimal
    service: Decimal
    advance: Decimal


@dataclass(frozen=True)
class Taken:
    """One deduction: what was asked and what could be taken, S/, and where the figure comes from."""

    base: str
    name: str
    asked: Decimal
    amount: Decimal
    origin: str
    deduction: Deduction


@dataclass(frozen=True)
class MemberShare:
    """What one member gets from the lot."""

    member: Member
    lines: Sequence[PieceShare]
    taken: Sequence[Taken]
    owed: Mapping[str, Decimal]  # base -> all that could be asked of this member, S/

    def _sum(self, name: str) -> Decimal:
        return sum((getattr(line, name) for line in self.lines), ZERO)

    @property
    def gross(self) -> Decimal:
        return self._sum("gross")

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
        return max(self.rest, ZERO) - self.deducted

    @property
    def carried_out(self) -> Decimal:
        return max(-self.rest, ZERO)

    def taken_for(self, base: str) -> Decimal:
        return sum((one.amount for one in self.taken if one.base == base), ZERO)


@dataclass(frozen=True)
class Forecast:
    """A lot as it would be settled on that day."""

    lot: Lot
    day: date
    is_top_up: bool
    gross: Decimal
    costs: Decimal
    service_pct: Decimal
    service: Decimal
    shares: Sequence[MemberShare]  # by the padrón
    top_ups: Sequence[TopUp] = ()
    obstacles: Sequence[str] = field(default=())  # why it cannot be posted yet

    @property
    def net(self) -> Decimal:
        return sum((one.net for one in self.shares), ZERO)


def forecast(lot: Lot, day: date, asked: Asked | None = None) -> Forecast:
    """How the lot would be settled on that day; of a settled one, its later prices (reintegro)."""
    association = lot.association
    settled = settled_on(lot)
    top_ups = _unsettled_top_ups(lot)
    is_top_up = settled is not None
    pieces = _pieces(lot)
    earnings = list(_top_up_earnings(top_ups) if is_top_up else _sale_earnings(lot))
    gross = sum((amount for _grade, amount in earnings), ZERO)
    costs = ZERO if is_top_up else _costs(lot, gross)
    percent = parameter(association, "service_pct", day)
    service = rounded(gross * percent / HUNDRED, 2)
    lines = _shared_out(pieces, earnings, costs, service, with_advances=not is_top_up)
    obstacles = [*_obstacles(lot, day, bool(earnings), is_top_up)]
    shares = _by_member(association, day, lines, asked or {})
    return Forecast(lot, day, is_top_up, gross, costs, percent, service, shares, top_ups, obstacles)


# What the lot is made of ----------------------------------------------------------------------


def _pieces(lot: Lot) -> list[tuple[Any, ...]]:
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


def _sale_earnings(lot: Lot) -> Iterator[tuple[int | None, Decimal]]:
    """Grade and amount of each line of the lot's sales that count."""
    undone = Reversal.select(Reversal.original)
    query = (
        SaleLine.select(SaleLine.grade, SaleLine.amount)
        .join_from(SaleLine, Sale)
        .join_from(Sale, Document)
        .where(Sale.lot == lot, Document.state == VALID, Document.id.not_in(undone))
        .order_by(Document.id, SaleLine.place)
    )
    yield from rows(query)


def _top_up_earnings(top_ups: Sequence[TopUp]) -> Iterator[tuple[int | None, Decimal]]:
    for one in top_ups:
        yield one.grade_id, one.amount


def _unsettled_top_ups(lot: Lot) -> list[TopUp]:
    """Later prices received for the lot that no settlement has shared out yet."""
    held = money.owed_by(money.PRODUCE, lot.id)
    if settled_on(lot) is None or not held:
        return []
    query = (
        TopUp.select(TopUp, Document)
        .join(Document)
        .where(TopUp.lot == lot, Document.state == VALID)
        .order_by(Document.id.desc())
    )
    found: list[TopUp] = []
    for one in query:  # the newest are those not settled: all earlier ones went out together
        if sum((other.amount for other in found), ZERO) >= -held:
            break
        found.append(one)
    return found[::-1]


def _costs(lot: Lot, gross: Decimal) -> Decimal:
    """What was spent for the lot, S/: its account holds its sales less its costs."""
    return money.owed_by(money.PRODUCE, lot.id) + gross


def _shared_out(
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
        parts = shared(amount, [pieces[n][7] for n in own])
        for n, part in zip(own, parts, strict=True):
            grosses[n] += part
    quantities = [piece[7] for piece in pieces]
    of_costs = shared(costs, quantities)
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


def _obstacles(lot: Lot, day: date, sold: bool, is_top_up: bool) -> Iterator[str]:
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
    owed = (
        MoneyEntry.select(Document.number, total(MoneyEntry.amount))
        .join(Document, on=(MoneyEntry.party == Document.id))
        .join(Sale, on=(Sale.document == Document.id))
        .where(MoneyEntry.account == money.RECEIVABLE, Sale.lot == lot)
        .group_by(Document.id)
        .having(fn.SUM(MoneyEntry.amount) != 0)
        .order_by(Document.id)
    )
    for number, amount in rows(owed):
        yield _("De {number} falta cobrar S/ {owed}.").format(
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


# What each member gets ------------------------------------------------------------------------


def _by_member(
    association: Association, day: date, lines: Sequence[PieceShare], asked: Asked
) -> list[MemberShare]:
    by_member: dict[int, list[PieceShare]] = defaultdict(list)
    for line in lines:
        by_member[line.member].append(line)
    if unknown := set(asked) - set(by_member):
        names = [str(one) for one in Member.select().where(Member.id.in_(unknown))]
        raise Refused(_("{names} no tiene nada en este lote.").format(names=", ".join(names)))
    members = Member.select().where(Member.id.in_(list(by_member))).order_by(Member.place)
    rules = deductions_on(association, day)
    balances, tax = _balances(association, day), _tax_on(association, day)
    found = []
    for member in members:
        owed = {base: amounts.get(member.id, ZERO) for base, amounts in balances.items()}
        bare = MemberShare(member, by_member[member.id], (), owed)
        wanted = asked.get(member.id, {})
        _check_asked(member, wanted, owed)
        taken = _taken(bare, rules, wanted, tax)
        found.append(MemberShare(member, bare.lines, taken, owed))
    return found


def _balances(association: Association, day: date) -> dict[str, Mapping[int, Decimal]]:
    """Base of a deduction -> member's key -> what can be taken for it on that day, S/."""

    def owed(account: str) -> dict[int, Decimal]:
        # What is given back later, in papers typed before, cannot be taken twice.
        now = money.balances_by_party(association, account, day)
        later = money.balances_by_party(association, account, date.max)
        return {party: min(amount, later.get(party, ZERO)) for party, amount in now.items()}

    return {
        CARRIED: owed(money.CARRIED),
        INPUTS: owed(money.INPUTS),
        LOAN: owed(money.LOANS),
        DUES: dues.owed_in_all(association, day),
        CHARGES: charges.owed_in_all(association, day),
    }


def earned_in_year(association: Association, year: int) -> dict[int, Decimal]:
    """Member's key -> gross settled in that calendar year, and before the books began in it, S/."""
    first = Opening.select(fn.MIN(Opening.month)).where(Opening.association == association).scalar()
    found: dict[int, Decimal] = defaultdict(Decimal)
    if first and first.startswith(f"{year}-"):
        begun = (
            OpeningBalance.select(OpeningBalance.party, OpeningBalance.amount)
            .join(Opening)
            .where(
                Opening.association == association,
                Opening.month == first,
                OpeningBalance.account == money.INCOME_TO_DATE,
            )
        )
        for party, amount in rows(begun):
            found[party] += amount
    settled = (
        Settlement.select(Settlement.member, total(Settlement.gross))
        .join(Document)
        .where(
            Document.association == association,
            Document.kind == "LQ",
            Document.state == VALID,
            Document.day.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .group_by(Settlement.member)
    )
    for party, amount in rows(settled):
        found[party] += amount
    return found


def _check_asked(
    member: Member, wanted: Mapping[str, Decimal], owed: Mapping[str, Decimal]
) -> None:
    for base, amount in wanted.items():
        if base not in ASKED or amount < 0 or amount % CENTIMO:
            raise RulesBroken({base: _("Ese descuento no puede ser.")})
        if amount > owed[base]:
            say = _("{name} debe S/ {owed}; no se puede descontar S/ {amount}.")
            raise RulesBroken(
                {
                    base: say.format(
                        name=member.name,
                        owed=show(MoneyEntry.amount, owed[base]),
                        amount=show(MoneyEntry.amount, amount),
                    )
                }
            )


@dataclass(frozen=True)
class _Tax:
    """What the law takes of the part of the year's gross above a threshold (FORMAT rule 9)."""

    rate: Decimal  # %
    threshold: Decimal
    earned: Mapping[int, Decimal]  # member's key -> gross of the year before this settlement, S/

    def of(self, share: MemberShare) -> tuple[Decimal, str]:
        before = self.earned.get(share.member.id, ZERO)
        above = max(min(share.gross, before + share.gross - self.threshold), ZERO)
        origin = in_spanish("{rate} % de lo que pasa de S/ {threshold} en el año").format(
            rate=f"{self.rate.normalize():f}", threshold=show(MoneyEntry.amount, self.threshold)
        )
        return rounded(above * self.rate / HUNDRED, 2), origin


def _tax_on(association: Association, day: date) -> _Tax:
    rate = parameter(association, "retention_pct", day)
    if not rate:
        return _Tax(ZERO, ZERO, {})
    threshold = parameter(association, "retention_threshold", day)
    return _Tax(rate, threshold, earned_in_year(association, day.year))


def _taken(
    share: MemberShare, rules: Sequence[Deduction], wanted: Mapping[str, Decimal], tax: _Tax
) -> list[Taken]:
    """The deductions in their order, each never more than its limit or than is left."""
    left = share.rest
    found: list[Taken] = []
    for rule in rules:
        if left <= 0:
            break
        amount, origin = _wanted(rule, share, wanted, tax)
        if not amount:
            continue
        limit = cut(share.rest * rule.most_pct / HUNDRED, CENTIMO)
        taken = min(amount, limit, left)
        found.append(Taken(str(rule.base), str(rule.name), amount, taken, origin, rule))
        left -= taken
    return found


def _wanted(
    rule: Deduction, share: MemberShare, wanted: Mapping[str, Decimal], tax: _Tax
) -> tuple[Decimal, str]:
    """What a deduction would take if there were enough, S/, and the words of where it comes from."""
    if rule.base == CARRIED:
        return share.owed[CARRIED], in_spanish("de liquidaciones anteriores")
    if rule.base == RETENTION:
        return tax.of(share)
    if rule.base in ASKED:
        owed = show(MoneyEntry.amount, share.owed[rule.base])
        return wanted.get(rule.base, ZERO), in_spanish("de S/ {owed} que debe").format(owed=owed)
    rate = f"{rule.rate.normalize():f}"
    if rule.base == GROSS:
        words = in_spanish("{rate} % del bruto").format(rate=rate)
        return rounded(share.gross * rule.rate / HUNDRED, 2), words
    if rule.base == NET:
        words = in_spanish("{rate} % de lo que le toca").format(rate=rate)
        return rounded(share.rest * rule.rate / HUNDRED, 2), words
    if rule.base == QUANTITY:
        quantity = sum((line.quantity for line in share.lines), ZERO)
        words = in_spanish("S/ {rate} por cada {unit}").format(rate=rate, unit=share.lines[0].unit)
        return rounded(quantity * rule.rate, 2), words
    assert rule.base == FIXED
    return rounded(rule.rate, 2), in_spanish("monto fijo")
