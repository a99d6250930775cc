"""What a lot would give each member if it were settled on a day: a question that stores nothing.

Gross, costs, service and advances by delivery, each shared so that the parts add up (FORMAT rules
3, 7 and 8), and then the deductions in their order (rule 9).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from models.associations import Association
from models.changes import Refused
from models.language import _
from models.numbers import rounded
from models.parameters import parameter
from models.people.members import Member
from models.produce.lots import Lot
from models.settling.lot_parts import (
    costs_of,
    nobodys,
    obstacles_of,
    pieces_of,
    sale_earnings,
    shared_out,
    top_up_earnings,
)
from models.settling.member_share import MemberShare, PieceShare
from models.settling.settlements import settled_on
from models.settling.taking import Taking, taking_on
from models.settling.top_ups import TopUp, waiting_top_ups

ZERO = Decimal(0)
HUNDRED = Decimal(100)
# member's key -> base of a deduction -> the most to take off, S/
Asked = Mapping[int, Mapping[str, Decimal]]


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
    taking: Taking
    top_ups: Sequence[TopUp] = ()
    obstacles: Sequence[str] = field(default=())  # why it cannot be posted yet

    @cached_property
    def net(self) -> Decimal:
        return sum((one.net for one in self.shares), ZERO)

    @cached_property
    def advances(self) -> Decimal:
        return sum((one.advances for one in self.shares), ZERO)

    @cached_property
    def deducted(self) -> Decimal:
        return sum((one.deducted for one in self.shares), ZERO)

    @cached_property
    def carried_out(self) -> Decimal:
        """What members with more advances and costs than sales remain owing."""
        return sum((one.carried_out for one in self.shares), ZERO)

    def asking(self, asked: Asked) -> "Forecast":
        """The same with other wishes for these members: nothing is read again."""
        shares = [
            self.taking.share(one.member, one.lines, asked[one.member.id])
            if one.member.id in asked
            else one
            for one in self.shares
        ]
        return replace(self, shares=shares)


def forecast(lot: Lot, day: date, asked: Asked | None = None) -> Forecast:
    """How the lot would be settled on that day; of a settled one, its later prices (reintegro)."""
    association = lot.association
    is_top_up = settled_on(lot) is not None
    top_ups = waiting_top_ups(lot) if is_top_up else []
    pieces = pieces_of(lot)
    earnings = list(top_up_earnings(top_ups) if is_top_up else sale_earnings(lot))
    gross = sum((amount for _grade, amount in earnings), ZERO)
    costs = ZERO if is_top_up else costs_of(lot, gross)
    percent, unset = service_on(association, day)
    service = rounded(gross * percent / HUNDRED, 2)
    lines = shared_out(pieces, earnings, costs, service, with_advances=not is_top_up)
    obstacles = [*filter(None, [unset]), *obstacles_of(lot, day, bool(earnings), is_top_up)]
    obstacles += nobodys(top_ups, pieces)
    taking = taking_on(association, day)
    shares = _by_member(lines, asked or {}, taking)
    return Forecast(
        lot, day, is_top_up, gross, costs, percent, service, shares, taking, top_ups, obstacles
    )


def service_on(association: Association, day: date) -> tuple[Decimal, str]:
    """What the association keeps of a lot on that day, %; or zero, and that it was never set."""
    try:
        return parameter(association, "service_pct", day), ""
    except Refused as unset:
        return ZERO, str(unset)


def _by_member(lines: Sequence[PieceShare], asked: Asked, taking: Taking) -> list[MemberShare]:
    by_member: dict[int, list[PieceShare]] = defaultdict(list)
    for line in lines:
        by_member[line.member].append(line)
    if unknown := set(asked) - set(by_member):
        strangers = Member.select().where(Member.id.in_(unknown)).order_by(Member.place)
        names = ", ".join(map(str, strangers))
        if not names:
            raise Refused(_("Se pidió descontar a quien no está en el padrón."))
        raise Refused(_("No tienen nada en este lote: {names}.").format(names=names))
    members = Member.select().where(Member.id.in_(list(by_member))).order_by(Member.place)
    return [taking.share(one, by_member[one.id], asked.get(one.id, {})) for one in members]
