"""What members owed, and funds held, on the day the books began: typed while the first month is open.

Beside cash and bank (`models.opening`). A balance of zero is none: it is taken away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from models import money
from models.associations import Association
from models.cash.funds import Fund, check_fund
from models.changes import Refused, note, transaction
from models.fields import show
from models.language import N_, _
from models.months import Month, Opening, OpeningBalance
from models.numbers import MOST, too_large
from models.opening import only_opening
from models.people import dues
from models.people.members import Member
from models.record import RulesBroken

KINDS = (
    (money.LOANS, N_("Préstamo")),
    (money.INPUTS, N_("Insumos a crédito")),
    (money.DUES, N_("Cuota de un mes")),
    (money.INCOME_TO_DATE, N_("Ganado este año")),
    (money.FUNDS, N_("Fondo restringido")),
)
OF_MEMBERS = tuple(account for account, _words in KINDS if account != money.FUNDS)


@dataclass(frozen=True)
class Begun:
    """What a member owed (or had earned in the year), or a fund held, when the books began, S/."""

    account: str
    who: Member | Fund
    amount: Decimal
    month: str = ""  # of dues, AAAA-MM


def begun_with(association: Association) -> list[Begun]:
    """All of it, by kind and name. Refused once a month is closed."""
    opening = only_opening(association)
    wanted = [account for account, _words in KINDS]
    query = OpeningBalance.select().where(
        OpeningBalance.opening == opening,
        OpeningBalance.account.in_(wanted),
        OpeningBalance.amount != 0,
    )
    found = list(query)
    members = {
        one.id: one
        for one in Member.select().where(
            Member.id.in_([row.party for row in found if row.account in OF_MEMBERS])
        )
    }
    funds = {one.id: one for one in Fund.select().where(Fund.association == association)}
    made = [
        Begun(row.account, members[row.party], row.amount, row.detail)
        if row.account in OF_MEMBERS
        else Begun(row.account, funds[row.party], -row.amount)
        for row in found
    ]
    order = {account: place for place, account in enumerate(wanted)}
    return sorted(made, key=lambda one: (order[one.account], str(one.who.found_by), one.month))


def total_of(some: Sequence[Begun]) -> Decimal:
    """What these come to, S/."""
    return sum((one.amount for one in some), Decimal(0))


@transaction()
def set_begun(begun: Begun) -> None:
    """Write what somebody owed, or a fund held; it takes the place of what was written before.

    Refused once a month is closed, and where somebody would have paid back, or a fund spent, more
    than that.
    """
    association = begun.who.association
    opening = only_opening(association)
    _check(begun, opening)
    same = OpeningBalance.get_or_none(
        OpeningBalance.opening == opening,
        OpeningBalance.account == begun.account,
        OpeningBalance.party == begun.who.id,
        OpeningBalance.detail == begun.month,
    )
    row = same or OpeningBalance(
        opening=opening, account=begun.account, party=begun.who.id, detail=begun.month
    )
    row.amount = -begun.amount if begun.account == money.FUNDS else begun.amount
    if row.amount:
        row.save()
    elif same is not None:
        same.remove()
    note(Opening)
    _check_after(begun, opening)


def _check(begun: Begun, opening: Opening) -> None:
    problems = {}
    if begun.amount < 0:
        problems["amount"] = _("Un saldo inicial no puede ser menor que cero.")
    elif begun.amount >= MOST:
        problems["amount"] = too_large()
    if (begun.account == money.FUNDS) != isinstance(begun.who, Fund):
        problems["who"] = _("Elija un socio; un fondo solo para «Fondo restringido».")
    if begun.account == money.DUES:
        first = Month.read(str(opening.month))
        if not begun.month:
            problems["month"] = _("Falta el mes de la cuota.")
        elif Month.read(begun.month) >= first:
            say = _("Las cuotas desde {month} las calcula el programa. Escriba un mes anterior.")
            problems["month"] = say.format(month=first.title)
    if problems:
        raise RulesBroken(problems)


def _check_after(begun: Begun, opening: Opening) -> None:
    """Nobody may end owing less than nothing, nor a fund holding it, on any day."""
    if isinstance(begun.who, Fund):
        check_fund(begun.who, opening.day)
        return
    short = Decimal(0)
    if begun.account == money.DUES:
        short = -dues.most_to_pay(begun.who, opening.day)
    elif begun.account in (money.LOANS, money.INPUTS):
        association = begun.who.association
        short = -money.lowest(association, begun.account, opening.day, begun.who).amount
    if short > 0:
        say = _("{name} ya pagó S/ {short} más que eso. Anule primero el recibo.")
        raise Refused(say.format(name=begun.who.name, short=show(OpeningBalance.amount, short)))
