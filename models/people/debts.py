"""What one member can pay now: dues, a loan, farm inputs, each charge. One list, one way to pay."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models import money
from models.cash.cash_book import Payment, Receipt
from models.changes import transaction
from models.documents import Paper
from models.language import _
from models.money import MoneyEntry
from models.months import opening_before
from models.people import charges, dues, loans
from models.people.charges import ChargeLine
from models.people.members import Member
from models.record import RulesBroken, rows

ZERO = Decimal(0)


@dataclass(frozen=True)
class Debt:
    """One thing owed, S/. `due` is what is proposed: the next instalment of a loan, else all."""

    member: Member
    account: str  # DUES, LOANS, INPUTS or CHARGES
    what: str
    owed: Decimal
    due: Decimal
    line: ChargeLine | None = None  # of a charge
    falls_due: date | None = None  # the day of `due`, of a loan

    @property
    def bears_interest(self) -> bool:
        return self.account == money.LOANS


def debts_to_pay(member: Member, day: date) -> list[Debt]:
    """What the member can pay on that day: dues to the end of its month, the rest as owed then."""
    association = member.association
    if opening_before(association, day) is None:
        return []
    found = []
    if (owed := dues.most_to_pay(member, day)) > 0:
        months = dues.said_months(dues.covered_by(member, owed, day))
        found.append(Debt(member, money.DUES, _("Cuotas: {m}").format(m=months), owed, owed))
    if (owed := money.balance(association, money.LOANS, day, member)) > 0:
        found.append(_loan(member, owed, day))
    if (owed := money.balance(association, money.INPUTS, day, member)) > 0:
        found.append(Debt(member, money.INPUTS, _("Insumos a crédito"), owed, owed))
    found += [
        Debt(member, money.CHARGES, _of_charge(one.line), one.left, one.left, one.line)
        for one in charges.owing(association, day, member)
    ]
    return found


def _loan(member: Member, owed: Decimal, day: date) -> Debt:
    """The oldest instalment with something left is what is paid next, if one has a date."""
    waiting = [one for one in loans.instalments_of(member, day) if one.left and one.due]
    if not waiting:
        return Debt(member, money.LOANS, _("Préstamo"), owed, owed)
    first = waiting[0]
    what, count = _("Préstamo"), first.loan.instalments
    if count > 1:
        what = _("Préstamo, parte {place} de {count}").format(place=first.place, count=count)
    return Debt(member, money.LOANS, what, owed, min(first.left, owed), falls_due=first.due)


def _of_charge(line: ChargeLine) -> str:
    return f"{line.charge.text('kind')}: {line.charge.concept}"


@transaction()
def pay(
    debt: Debt,
    payment: Payment,
    paper: Paper,
    *,
    interest: Decimal = ZERO,
    sure: bool = False,
) -> Receipt:
    """Take money for a debt: a receipt RI. `interest` (S/, of a loan alone) is part of the payment."""
    member = debt.member
    if debt.line is not None:
        return charges.pay_charge(debt.line, payment, paper, sure=sure)
    if debt.account == money.DUES:
        return dues.pay_dues(member, payment, paper, sure=sure)
    if debt.account == money.INPUTS:
        return loans.repay_inputs(member, payment, paper, sure=sure)
    if not ZERO <= interest <= payment.amount:
        raise RulesBroken({"interest": _("El interés es parte de lo que se paga.")})
    return loans.repay_loan(member, payment.amount - interest, payment, paper, sure=sure)


def left_after(debt: Debt, amount: Decimal, interest: Decimal = ZERO) -> Decimal:
    """What is left of a debt once so much is paid, S/; negative where that is too much."""
    return debt.owed - (amount - interest if debt.bears_interest else amount)


# What a receipt was for ---------------------------------------------------------------------

OF_MEMBERS = (money.DUES, money.LOANS, money.INPUTS, money.CHARGES)


def account_of(receipt: Receipt) -> str:
    """The account of members' debts that it answered, also when it is void; "" if none."""
    found = (
        MoneyEntry.select(MoneyEntry.account)
        .where(MoneyEntry.document == receipt.document, MoneyEntry.account.in_(OF_MEMBERS))
        .first()
    )
    return str(found.account) if found else ""


def interest_of(receipt: Receipt) -> Decimal:
    """What of a repaid loan was interest, S/; also of one that is void."""
    if account_of(receipt) != money.LOANS:
        return ZERO
    entries = MoneyEntry.select(MoneyEntry.amount).where(
        MoneyEntry.document == receipt.document, MoneyEntry.account == money.INCOME
    )
    return max((-amount for (amount,) in rows(entries)), default=ZERO)
