"""Money entries: every paper that moves money posts entries that add up to zero.

Amounts are signed: what an account receives is positive. `party` is the key of the record the
account's balance belongs to; the account says of which kind. No balance is stored: each is a sum
over the entries since the last opening.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from peewee import Expression, ForeignKeyField, IntegerField, Window, fn

from models import entries
from models.associations import Association
from models.changes import Refused
from models.documents import Document
from models.entries import Lowest
from models.fields import ChoiceField, DayField, SolesField, show, total
from models.language import N_, _
from models.months import Opening, OpeningBalance, opening_before
from models.record import Record, insert_all, rows

CASH, BANK = "cash", "bank"
RECEIVABLE = "receivable"  # party: the sale's document
PRODUCE = "produce"  # money of members for a lot not settled: its sales less costs. Party: the lot
ADVANCES = "advances"  # party: the delivery's document
INCOME, EXPENSE = "income", "expense"  # party: the category
LOANS, INPUTS, DUES = "loans", "inputs", "dues"  # what members owe. Party: the member
CHARGES = "charges"  # extraordinary dues, fines, contributions owed. Party: the line of the charge
FUNDS = "funds"  # restricted money, owed to its purpose (−). Party: the fund
PAYABLE = "payable"  # nets of settlements not paid yet (−). Party: the settlement's document
CARRIED = "carried"  # what a settlement could not take back. Party: the member
WITHHELD = "withheld"  # tax retained from members, owed to the State (−)
INCOME_TO_DATE = "income_to_date"  # gross settled in the calendar year. Party: the member
MEMO = "memo"  # what answers dues, charges and income to date, which are no money of the books

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
    (CHARGES, N_("Cargos a socios")),
    (FUNDS, N_("Fondos")),
    (PAYABLE, N_("Liquidaciones por pagar")),
    (CARRIED, N_("Saldos deudores")),
    (WITHHELD, N_("Retenciones por pagar")),
    (INCOME_TO_DATE, N_("Ingresos del año")),
    (MEMO, N_("Cuentas de orden")),
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
    legs = list(legs)
    post_all({document: legs})
    # Of what is asked again, only what this document may have left too low.
    for purse in sorted({account for account, _party, _amount in legs} & {CASH, BANK}):
        check_purse(document.association, purse, document.day)


def post_all(legs: Mapping[Document, Iterable[Leg]]) -> None:
    """Store the entries of many documents in one statement; those of each add up to zero.

    What they leave in a purse is not asked: for papers that move none.
    """
    posted = []
    for document, its_legs in legs.items():
        kept = [leg for leg in its_legs if leg[2]]
        if sum(amount for _account, _party, amount in kept):
            raise ValueError(f"the entries of {document} do not add up to zero")
        posted += [
            {
                "document": document.id,
                "association": document.association_id,
                "day": document.day,
                "account": account,
                "party": party.key if party is not None else 0,
                "amount": amount,
            }
            for account, party, amount in kept
        ]
    insert_all(MoneyEntry, posted)


def undo(document: Document) -> None:
    """Post the opposite of all that this document posted, on its own day."""
    reverse(document, document)


def reverse(original: Document, document: Document) -> None:
    """Post the opposite of all that `original` posted, on the day of `document`."""
    posted = entries.post_opposite(original, document, MoneyEntry.amount)
    for purse in sorted({entry.account for entry in posted} & {CASH, BANK}):
        check_purse(document.association, purse, document.day)


def balance(
    association: Association, account: str, until: date, party: Record | None = None
) -> Decimal:
    """What the account (of that party, or of all) holds at the end of the day `until`, S/."""
    opening = opening_before(association, until)
    since, opened = _since(association, account, opening), _opened(account, opening)
    if party is not None:
        since &= MoneyEntry.party == party.key
        opened &= OpeningBalance.party == party.key
    begun = OpeningBalance.select(total(OpeningBalance.amount)).where(opened).scalar()
    moved = (
        MoneyEntry.select(total(MoneyEntry.amount)).where(since, MoneyEntry.day <= until).scalar()
    )
    return Decimal(begun) + Decimal(moved)


def balance_before(association: Association, account: str, day: date) -> Decimal:
    """What the account holds before anything of that day, S/."""
    opening = opening_before(association, day)
    if opening is None or opening.day < day:
        return balance(association, account, day - timedelta(days=1))
    query = OpeningBalance.select(total(OpeningBalance.amount)).where(_opened(account, opening))
    return Decimal(query.scalar())


def balances(association: Association, until: date) -> dict[str, Decimal]:
    """Account -> what it holds at the end of that day, S/; 0.00 where nothing was posted."""
    return _balances(opening_before(association, until), association, MoneyEntry.day <= until)


def balances_before(association: Association, day: date) -> dict[str, Decimal]:
    """Account -> what it holds before anything of that day, S/."""
    return _balances(opening_before(association, day), association, MoneyEntry.day < day)


def _balances(
    opening: Opening | None, association: Association, bound: Expression
) -> dict[str, Decimal]:
    begun = (
        OpeningBalance.select(OpeningBalance.account, total(OpeningBalance.amount))
        .where(OpeningBalance.opening == opening)
        .group_by(OpeningBalance.account)
    )
    moved = (
        MoneyEntry.select(MoneyEntry.account, total(MoneyEntry.amount))
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account.in_([account for account, _title in ACCOUNTS]),
            MoneyEntry.day >= (opening.day if opening else date.min),
            bound,
        )
        .group_by(MoneyEntry.account)
    )
    found = {account: Decimal(0) for account, _title in ACCOUNTS}
    for account, amount in rows(begun) + rows(moved):
        found[account] += amount
    return found


def balances_by_party(association: Association, account: str, until: date) -> dict[int, Decimal]:
    """Party's key -> balance (S/) at the end of that day, those that are not zero."""
    return balances_by_parties(association, (account,), until)[account]


def balances_by_parties(
    association: Association, accounts: Sequence[str], until: date
) -> dict[str, dict[int, Decimal]]:
    """Account -> party's key -> balance (S/) at the end of that day, those that are not zero."""
    opening = opening_before(association, until)
    found: dict[str, dict[int, Decimal]] = {account: {} for account in accounts}
    begun = (
        OpeningBalance.select(
            OpeningBalance.account, OpeningBalance.party, total(OpeningBalance.amount)
        )
        .where(OpeningBalance.opening == opening, OpeningBalance.account.in_(accounts))
        .group_by(OpeningBalance.account, OpeningBalance.party)
    )
    moved = (
        MoneyEntry.select(MoneyEntry.account, MoneyEntry.party, total(MoneyEntry.amount))
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account.in_(accounts),
            MoneyEntry.day.between(opening.day if opening else date.min, until),
        )
        .group_by(MoneyEntry.account, MoneyEntry.party)
    )
    for account, party, amount in rows(begun) + rows(moved):
        found[account][party] = found[account].get(party, Decimal(0)) + amount
    return {
        account: {party: amount for party, amount in parties.items() if amount}
        for account, parties in found.items()
    }


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


def lowest(
    association: Association,
    account: str,
    since: date,
    party: Record | None = None,
    sign: int = 1,
) -> Lowest:
    """The day from `since` on at whose end the account holds least, and how much (S/).

    `sign` is -1 for accounts that hold what the association owes.
    """
    which = (MoneyEntry.association == association) & (MoneyEntry.account == account)
    if party is not None:
        which &= MoneyEntry.party == party.key
    start = balance(association, account, since, party)
    return entries.lowest(start, since, MoneyEntry.amount, which, sign)


def lowest_by_party(association: Association, account: str, since: date) -> dict[int, Decimal]:
    """Party's key -> the least its balance comes to at the end of a day from `since` on, S/.

    So much can be taken on that day without taking twice what papers of later days took already.
    """
    least = balances_by_party(association, account, since)
    running = fn.SUM(fn.SUM(MoneyEntry.amount)).over(
        partition_by=[MoneyEntry.party], order_by=[MoneyEntry.day], frame_type=Window.RANGE
    )
    later = (
        MoneyEntry.select(MoneyEntry.party, running)
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account == account,
            MoneyEntry.day > since,
        )
        .group_by(MoneyEntry.party, MoneyEntry.day)
    )
    start = dict(least)
    for party, moved in rows(later):
        held = start.get(party, Decimal(0)) + MoneyEntry.amount.python_value(moved)
        least[party] = min(least.get(party, Decimal(0)), held)
    return least


def check_owed(association: Association, account: str, day: date, party: Record) -> None:
    """Refuse what leaves someone owing less than nothing at the end of that day or of a later one."""
    low = lowest(association, account, day, party)
    if low.amount < 0:
        raise Refused(
            _("{who} debe S/ {owed} menos de lo que se quiere descontar ({what}).").format(
                who=party,
                owed=show(MoneyEntry.amount, -low.amount),
                what=_(dict(ACCOUNTS)[account]).lower(),
            )
        )
