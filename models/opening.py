"""How books begin, and how a month's closing balances become the next one's opening."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from models import money
from models.associations import Association
from models.cash.categories import set_default_categories
from models.changes import Refused, note, transaction
from models.fields import total
from models.language import _
from models.months import Month, Opening, OpeningBalance, newest_opening
from models.numbers import MOST, too_large
from models.parameters import set_defaults
from models.people import dues
from models.produce.products import set_default_units
from models.record import Record, RulesBroken, insert_all, rows
from models.settling.deductions import set_default_deductions
from models.stock import OpeningStock, StockEntry


@dataclass(frozen=True)
class Held:
    """What an account holds on the first day, S/; `detail` is the month for dues owed."""

    account: str
    amount: Decimal
    party: Record | None = None
    detail: str = ""


def register(association: Association) -> Association:
    """Store a new association with the units, headings, rates and limits every one begins with."""
    with transaction():
        association.save()
        set_default_units(association)
        set_default_categories(association)
        set_defaults(association)
        set_default_deductions(association)
    return association


def begin_books(association: Association, month: Month, held: Iterable[Held]) -> Opening:
    """Store what there is on the first day of the books; nothing can be dated before it."""
    if newest_opening(association) is not None:
        raise Refused(_("El libro ya tiene saldos iniciales."))
    held = list(held)
    if any(one.amount < 0 for one in held):
        raise RulesBroken({"amount": _("Un saldo inicial no puede ser menor que cero.")})
    if any(one.amount >= MOST for one in held):
        raise RulesBroken({"amount": too_large()})
    with transaction():
        return _store(association, month, ((h.account, _key(h), h.detail, _leg(h)) for h in held))


def start(association: Association, month: Month, cash: Decimal, bank: Decimal) -> Association:
    """Register an association and begin its books; its district too, if that is new."""
    with transaction():
        district = association.district
        if not district.id:
            district.save()
        association.district = district  # with the key it has now
        register(association)
        begin_books(association, month, [Held(money.CASH, cash), Held(money.BANK, bank)])
    return association


def balances_at_start(association: Association) -> dict[str, Decimal]:
    """Account -> what the books began with, S/."""
    opening = only_opening(association)
    query = (
        OpeningBalance.select(OpeningBalance.account, total(OpeningBalance.amount))
        .where(OpeningBalance.opening == opening)
        .group_by(OpeningBalance.account)
    )
    return dict(rows(query))


def correct_openings(association: Association, held: Mapping[str, Decimal]) -> None:
    """Put right what cash and bank held when the books began, S/.

    Refused once a month is closed, and where it would leave a later day below zero.
    """
    wrong = _("Un saldo inicial no puede ser menor que cero.")
    if problems := {account: wrong for account, amount in held.items() if amount < 0}:
        raise RulesBroken(problems)
    if problems := {account: too_large() for account, amount in held.items() if amount >= MOST}:
        raise RulesBroken(problems)
    opening = only_opening(association)
    with transaction():
        for account, amount in held.items():
            row = OpeningBalance.get_or_none(
                OpeningBalance.opening == opening, OpeningBalance.account == account
            ) or OpeningBalance(opening=opening, account=account)
            row.amount = amount
            row.save()
            money.check_purse(association, account, opening.day)
        note(Opening)


def only_opening(association: Association) -> Opening:
    """The opening of the books while no month is closed; refused after that."""
    openings = list(Opening.select().where(Opening.association == association).limit(2))
    if not openings:
        raise Refused(_("Primero registre los saldos con que empieza el libro."))
    if len(openings) > 1:
        raise Refused(_("Ya hay un mes cerrado: los saldos iniciales no se cambian."))
    return openings[0]


def carry_forward(association: Association, month: Month) -> Opening:
    """Store the balances at the end of `month` as the opening of the next one, and so freeze it.

    Months close in order.
    """
    last = newest_opening(association)
    if last is None or str(last.month) > str(month):
        raise Refused(_("El mes de {month} ya está cerrado.").format(month=month.title))
    if str(last.month) < str(month):
        raise Refused(_("Primero cierre {month}.").format(month=Month.read(str(last.month)).title))
    with transaction():
        until = month.last
        carried = [
            (account, party, "", amount)
            for account in _carried_accounts(month)
            for party, amount in money.balances_by_party(association, account, until).items()
        ]
        # What was paid for months no longer owed stands as negative, and covers the next ones.
        carried += [
            (money.DUES, party, "", amount)
            for party, amount in dues.balances(association, until).items()
        ]
        stock = _stock_left(last, month)
        opening = _store(association, month.next, carried)
        left = [
            {"opening": opening.id, "grade": grade, "delivery": delivery, "quantity": quantity}
            for (grade, delivery), quantity in stock.items()
        ]
        insert_all(OpeningStock, left)
    return opening


def _carried_accounts(month: Month) -> list[str]:
    """Whose balance goes on as it is. Dues are charged, not posted; a year's income ends."""
    ended = {money.INCOME_TO_DATE} if month.number == 12 else set()
    left_out = ended | {money.DUES, money.MEMO}
    return [account for account, _title in money.ACCOUNTS if account not in left_out]


def _store(
    association: Association, month: Month, balances: Iterable[tuple[str, int, str, Decimal]]
) -> Opening:
    opening = Opening.create(association=association, month=str(month))
    held = [
        {
            "opening": opening.id,
            "account": account,
            "party": party,
            "detail": detail,
            "amount": amount,
        }
        for account, party, detail, amount in balances
    ]
    insert_all(OpeningBalance, held)
    note(Opening)
    return opening


def _leg(held: Held) -> Decimal:
    """The amount as its account takes it: what a fund holds is owed to its purpose."""
    return -held.amount if held.account == money.FUNDS else held.amount


def _key(held: Held) -> int:
    return held.party.key if held.party is not None else 0


def _stock_left(last: Opening, month: Month) -> dict[tuple[int, int], Decimal]:
    """(grade, delivery) -> what is left of it at the end of the month."""
    left: dict[tuple[int, int], Decimal] = {}
    begun = OpeningStock.select(
        OpeningStock.grade, OpeningStock.delivery, OpeningStock.quantity
    ).where(OpeningStock.opening == last)
    moved = (
        StockEntry.select(StockEntry.grade, StockEntry.delivery, total(StockEntry.quantity))
        .where(
            StockEntry.association == last.association_id,
            StockEntry.day.between(last.day, month.last),
        )
        .group_by(StockEntry.grade, StockEntry.delivery)
    )
    for grade, delivery, quantity in rows(begun) + rows(moved):
        left[grade, delivery] = left.get((grade, delivery), Decimal(0)) + quantity
    return {key: quantity for key, quantity in left.items() if quantity}
