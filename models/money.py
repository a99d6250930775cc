"""Money entries: every paper that moves money posts entries that add up to zero.

Amounts are signed: what an account receives is positive. `party` is the key of the record the
account's balance belongs to; the account says of which kind. No balance is stored: each is a sum
over the entries since the last opening.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from peewee import Expression, ForeignKeyField, IntegerField, Window, fn

from models.associations import Association
from models.changes import Refused, note
from models.documents import Document
from models.fields import ChoiceField, DayField, SolesField, show, total
from models.language import N_, _
from models.months import Opening, OpeningBalance, opening_before
from models.record import Record, rows

CASH, BANK = "cash", "bank"
RECEIVABLE = "receivable"  # party: the sale's document
PRODUCE = "produce"  # money of members for a lot: its sales less its costs. Party: the lot
ADVANCES = "advances"  # party: the delivery's document
INCOME, EXPENSE = "income", "expense"  # party: the category
LOANS, INPUTS, DUES = "loans", "inputs", "dues"  # what members owe. Party: the member
FUNDS = "funds"  # restricted money. Party: the fund
INCOME_TO_DATE = "income_to_date"  # earned this year before the books began. Party: the member

ACCOUNTS = (
    (CASH, N_("Caja")),
    (BANK, N_("Banco")),
    (RECEIVABLE, N_("Por cobrar")),
    (PRODUCE, N_("Dinero de los lotes")),
    (ADVANCES, N_("Adelantos")),
    (INCOME, N_("Ingresos propios")),
    (EXPENSE, N_("Gastos propios")),
    (LOANS, N_("Préstamos")),
    (INPUTS, N_("Insumos a crédito")),
    (DUES, N_("Cuotas")),
    (FUNDS, N_("Fondos")),
    (INCOME_TO_DATE, N_("Ingresos del año")),
)
PURSES = ((CASH, N_("Caja (efectivo)")), (BANK, N_("Banco o billetera")))


class MoneyEntry(Record):
    """One leg of a document. Written once: neither changed nor deleted, undone by its opposite."""

    document = ForeignKeyField(Document, on_delete="RESTRICT", backref="money", index=False)
    association = ForeignKeyField(Association, on_delete="RESTRICT", index=False)
    day = DayField()
    account = ChoiceField(choices=ACCOUNTS)
    party = IntegerField(default=0)
    amount = SolesField()
    association_id: int

    class Meta:
        indexes = (
            (("association", "account", "day", "document", "party", "amount"), False),
            (("account", "party", "amount"), False),
            (("document",), False),
        )

    def searched(self) -> str:
        return ""  # nobody looks for one by itself


Leg = tuple[str, Any, Decimal]  # account, party (a record, or None), amount (S/)


def post(document: Document, legs: Iterable[Leg]) -> None:
    """Store the entries of a document; they add up to zero and leave no purse below zero."""
    legs = [(account, party, amount) for account, party, amount in legs if amount]
    if sum(amount for _account, _party, amount in legs):
        raise ValueError(f"the entries of {document} do not add up to zero")
    for account, party, amount in legs:
        MoneyEntry.create(
            document=document,
            association=document.association_id,
            day=document.day,
            account=account,
            party=party.key if party is not None else 0,
            amount=amount,
        )
    note(MoneyEntry)
    for purse in sorted({account for account, _party, _amount in legs} & {CASH, BANK}):
        check_purse(document.association, purse, document.day)


def undo(document: Document) -> None:
    """Post the opposite of all that this document posted, on its own day."""
    entries = list(MoneyEntry.select().where(MoneyEntry.document == document))
    for entry in entries:
        MoneyEntry.create(
            document=document,
            association=entry.association_id,
            day=entry.day,
            account=entry.account,
            party=entry.party,
            amount=-entry.amount,
        )
    note(MoneyEntry)
    for purse in sorted({entry.account for entry in entries} & {CASH, BANK}):
        check_purse(document.association, purse, document.day)


def balance(
    association: Association, account: str, until: date, party: Record | None = None
) -> Decimal:
    """What the account (of that party, or of all) holds at the end of the day `until`, S/."""
    opening = opening_before(association, until)
    entries, opened = _since(association, account, opening), _opened(account, opening)
    if party is not None:
        entries &= MoneyEntry.party == party.key
        opened &= OpeningBalance.party == party.key
    begun = OpeningBalance.select(total(OpeningBalance.amount)).where(opened).scalar()
    moved = (
        MoneyEntry.select(total(MoneyEntry.amount)).where(entries, MoneyEntry.day <= until).scalar()
    )
    return Decimal(begun) + Decimal(moved)


def balance_before(association: Association, account: str, day: date) -> Decimal:
    """What the account holds before anything of that day, S/."""
    opening = opening_before(association, day)
    if opening is None or opening.day < day:
        return balance(association, account, day - timedelta(days=1))
    query = OpeningBalance.select(total(OpeningBalance.amount)).where(_opened(account, opening))
    return Decimal(query.scalar())


def balances_by_party(association: Association, account: str, until: date) -> dict[int, Decimal]:
    """Party's key -> balance (S/) at the end of that day, those that are not zero."""
    opening = opening_before(association, until)
    found: dict[int, Decimal] = {}
    begun = (
        OpeningBalance.select(OpeningBalance.party, total(OpeningBalance.amount))
        .where(_opened(account, opening))
        .group_by(OpeningBalance.party)
    )
    moved = (
        MoneyEntry.select(MoneyEntry.party, total(MoneyEntry.amount))
        .where(_since(association, account, opening), MoneyEntry.day <= until)
        .group_by(MoneyEntry.party)
    )
    for party, amount in rows(begun) + rows(moved):
        found[party] = found.get(party, Decimal(0)) + amount
    return {party: amount for party, amount in found.items() if amount}


def balance_after(association: Association, purse: str, day: date, change: Decimal) -> Decimal:
    """What cash or bank would hold at the end of the day if it changed by so much, S/."""
    return balance(association, purse, day) + change


def owed_by(account: str, party: Any) -> Decimal:
    """All that was ever posted to this account for this party, S/."""
    query = MoneyEntry.select(total(MoneyEntry.amount))
    return Decimal(query.where(MoneyEntry.account == account, MoneyEntry.party == party).scalar())


def _since(association: Association, account: str, opening: Opening | None) -> Expression:
    """Entries of an account that the opening does not already hold."""
    begun = opening.day if opening else date.min
    return (
        (MoneyEntry.association == association)
        & (MoneyEntry.account == account)
        & (MoneyEntry.day >= begun)
    )


def _opened(account: str, opening: Opening | None) -> Expression:
    return (OpeningBalance.opening == opening) & (OpeningBalance.account == account)


def check_purse(association: Association, purse: str, day: date) -> None:
    """Refuse what leaves cash or bank below zero at the end of that day or of a later one."""
    low = lowest(association, purse, day)
    if low.amount >= 0:
        return
    short = show(MoneyEntry.amount, -low.amount)
    where = _("caja") if purse == CASH else _("banco")
    raise Refused(
        _("No alcanza el saldo de {where}: el {day} faltarían S/ {short}.").format(
            day=f"{low.day:%d/%m/%Y}", short=short, where=where
        )
    )


@dataclass(frozen=True)
class Lowest:
    day: date
    amount: Decimal


def lowest(association: Association, purse: str, since: date) -> Lowest:
    """The day from `since` on at whose end the purse holds least, and how much (S/)."""
    running = fn.SUM(fn.SUM(MoneyEntry.amount)).over(
        order_by=[MoneyEntry.day], frame_type=Window.RANGE
    )
    start = balance(association, purse, since)
    later = (
        MoneyEntry.select(MoneyEntry.day, running)
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account == purse,
            MoneyEntry.day > since,
        )
        .group_by(MoneyEntry.day)
    )
    days = [Lowest(since, start)]
    days += [
        Lowest(day, start + MoneyEntry.amount.python_value(moved)) for day, moved in rows(later)
    ]
    return min(days, key=lambda one: (one.amount, one.day))
