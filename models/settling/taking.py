"""What is taken off a member's part of a lot, in order, never more than is left (FORMAT rule 9)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from peewee import fn

from models import money
from models.associations import Association
from models.documents import VALID, Document
from models.fields import show, total
from models.language import _, in_spanish, speaking
from models.money import MoneyEntry
from models.months import Opening, OpeningBalance
from models.numbers import cut, rounded
from models.parameters import parameter
from models.people import charges, dues
from models.people.members import Member
from models.record import RulesBroken, rows
from models.settling.deductions import (
    ASKED,
    BASES,
    CARRIED,
    CHARGES,
    DEDUCTIONS,
    DUES,
    FIXED,
    GROSS,
    INPUTS,
    LOAN,
    NET,
    QUANTITY,
    RATED,
    RETENTION,
    Deduction,
    deductions_on,
)
from models.settling.member_share import MemberShare, PieceShare, Taken
from models.settling.settlements import Settlement
from models.settling.shares import CENTIMO

ZERO = Decimal(0)
HUNDRED = Decimal(100)


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
        if amount and base not in owed:
            say = _("Ese día no rige ningún descuento de «{what}». Agréguelo en «{place}».")
            what, place = _(dict(BASES)[base]), _(DEDUCTIONS.title)
            raise RulesBroken({base: say.format(what=what, place=place)})
        if amount > owed.get(base, ZERO):
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
class Taking:
    """All that decides what is taken off on one day: the rules, what is owed, and the tax."""

    rules: Sequence[Deduction]
    balances: Mapping[str, Mapping[int, Decimal]]  # base -> member's key -> S/
    dues: dues.ByMonth  # what is owed of each month
    tax: "_Tax"

    def share(
        self, member: Member, lines: Sequence[PieceShare], wanted: Mapping[str, Decimal]
    ) -> MemberShare:
        """What the member gets, where `wanted` is the most to take off for what is owed."""
        taken_by = {rule.base for rule in self.rules}
        owed = {
            base: amounts.get(member.id, ZERO)
            for base, amounts in self.balances.items()
            if base in taken_by
        }
        _check_asked(member, wanted, owed)
        bare = MemberShare(member, lines, (), owed)
        taken = _taken(bare, self.rules, wanted, self.tax)
        return replace(bare, taken=[self._with_debt(one, bare) for one in taken])

    def _with_debt(self, taken: Taken, share: MemberShare) -> Taken:
        """What is taken for a debt says how much was owed, how much is left, and which months."""
        if taken.base not in ASKED:
            return taken
        owed = share.owed[taken.base]
        if left := owed - taken.amount:
            words = in_spanish("de S/ {owed} que debe, queda S/ {left}")
        else:
            words = in_spanish("de S/ {owed} que debe, no queda nada")
        origin = words.format(
            owed=show(MoneyEntry.amount, owed), left=show(MoneyEntry.amount, left)
        )
        if taken.base == DUES and taken.amount:
            months = _months_of(self.dues.get(share.member.id, {}), taken.amount)
            origin = f"{months}; {origin}"
        return replace(taken, origin=origin)


def taking_on(association: Association, day: date) -> Taking:
    months = dues.owed_by_month(association, day)
    return Taking(
        deductions_on(association, day),
        _balances(association, day, months),
        months,
        _tax_on(association, day),
    )


def _months_of(owed: Mapping[str, Decimal], amount: Decimal) -> str:
    """The months that amount goes to, the oldest first: «abril a mayo de 2026»."""
    covered = []
    for month, left in owed.items():
        if amount > 0:
            covered.append(month)
        amount -= left
    with speaking("es"):
        return dues.said_months(covered)


def _balances(
    association: Association, day: date, months: dues.ByMonth
) -> dict[str, Mapping[int, Decimal]]:
    """Base of a deduction -> member's key -> what can be taken for it on that day, S/."""

    def owed(account: str) -> dict[int, Decimal]:
        least = money.lowest_by_party(association, account, day)
        return {party: amount for party, amount in least.items() if amount > 0}

    return {
        CARRIED: owed(money.CARRIED),
        INPUTS: owed(money.INPUTS),
        LOAN: owed(money.LOANS),
        DUES: {party: sum(owed.values(), ZERO) for party, owed in months.items()},
        CHARGES: charges.deductible(association, day),
    }


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
        if rule.base not in RATED:  # what another row of the same took is not owed any more
            amount -= sum((one.amount for one in found if one.base == rule.base), ZERO)
        if amount <= 0:
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
        return wanted.get(rule.base, ZERO), ""  # said once it is known how much of it is taken
    rate = f"{rule.rate.normalize():f}"
    if rule.base == GROSS:
        words = in_spanish("{rate} % del bruto").format(rate=rate)
        return rounded(share.gross * rule.rate / HUNDRED, 2), words
    if rule.base == NET:
        words = in_spanish("{rate} % de lo que le toca").format(rate=rate)
        return rounded(share.rest * rule.rate / HUNDRED, 2), words
    if rule.base == QUANTITY:
        words = in_spanish("S/ {rate} por cada {unit}").format(rate=rate, unit=share.lines[0].unit)
        return rounded(share.quantity * rule.rate, 2), words
    assert rule.base == FIXED
    return rounded(rule.rate, 2), in_spanish("monto fijo")
