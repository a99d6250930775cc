"""What one member gets from a lot: the parts of each delivery, and what is taken off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from models.people.members import Member
from models.settling.deductions import Deduction
from models.settling.shares import net_and_owing

ZERO = Decimal(0)


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
    owed: Mapping[str, Decimal]  # base a rule takes that day -> all that could be asked, S/

    @cached_property
    def quantity(self) -> Decimal:
        """In the unit of the lot's products."""
        return sum((line.quantity for line in self.lines), ZERO)

    @cached_property
    def gross(self) -> Decimal:
        return sum((line.gross for line in self.lines), ZERO)

    @cached_property
    def costs(self) -> Decimal:
        return sum((line.costs for line in self.lines), ZERO)

    @cached_property
    def service(self) -> Decimal:
        return sum((line.service for line in self.lines), ZERO)

    @property
    def borne(self) -> Decimal:
        """Costs of the lot and service."""
        return self.costs + self.service

    @cached_property
    def advances(self) -> Decimal:
        return sum((line.advance for line in self.lines), ZERO)

    @property
    def rest(self) -> Decimal:
        """What is due before deductions; negative where advances and costs were more."""
        return self.gross - self.costs - self.service - self.advances

    @cached_property
    def deducted(self) -> Decimal:
        return sum((one.amount for one in self.taken), ZERO)

    @property
    def net(self) -> Decimal:
        return net_and_owing(self.rest, self.deducted)[0]

    @property
    def carried_out(self) -> Decimal:
        return net_and_owing(self.rest, self.deducted)[1]

    def taken_for(self, base: str) -> Decimal:
        return sum((one.amount for one in self.taken if one.base == base), ZERO)
