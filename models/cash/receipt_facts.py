"""What a receipt says beyond its amount: what it leaves owed, in which fund, of which settlement.

What was typed after a receipt does not count: it is printed again as it was.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import fn

from models import money
from models.associations import Association
from models.cash.cash_book import Receipt
from models.cash.cash_count import CashCount
from models.cash.funds import Fund
from models.documents import Document
from models.fields import show, total
from models.language import _
from models.money import MoneyEntry
from models.months import Month, Opening, OpeningBalance
from models.people import dues
from models.people.loans import Loan
from models.produce.lots import Lot
from models.record import rows
from models.settling.settlements import Settlement

ZERO = Decimal(0)
KEPT = (money.LOANS, money.INPUTS, money.CHARGES, money.FUNDS)


@dataclass(frozen=True)
class Detail:
    """A line of a receipt: its label and its words."""

    label: str
    words: str


def details_of(receipts: Sequence[int]) -> dict[int, list[Detail]]:
    """Receipt's key -> what its paper says besides; a fixed number of questions for each month."""
    found: dict[int, list[Detail]] = defaultdict(list)
    for key, net, paid in rows(_payouts(receipts)):
        found[key].append(Detail(_("Cuenta"), _sum_of(net, paid)))
    for key, name in rows(_lots(receipts)):
        found[key].append(Detail(_("Lote"), name))
    names = dict(rows(_funds(receipts)))
    for key, account, amount in _left(receipts):
        found[key].append(_balance(account, amount, names.get(key, "")))
    for key, instalments, first_due, amount in rows(_terms(receipts)):
        found[key] += _agreed(instalments, first_due, amount)
    for key, month, amount in _dues_left(receipts):
        words = _("{amount} de cuotas hasta {month}")
        said = words.format(amount=_soles(amount), month=month.title)
        found[key].append(Detail(_("Queda debiendo"), said))
    for key, counted, book in rows(_counts(receipts)):
        say = _("contado {counted}, según el libro {book}")
        found[key].append(
            Detail(_("Arqueo"), say.format(counted=_soles(counted), book=_soles(book)))
        )
    return found


def _soles(amount: Decimal) -> str:
    return f"S/ {show(Receipt.amount, amount)}"


def _payouts(receipts: Sequence[int]) -> Any:
    """Receipt, net of the settlement it pays, what was paid (FORMAT rule 10)."""
    return (
        Settlement.select(Document.id, Settlement.net, Receipt.amount)
        .join_from(Settlement, Document, on=Document.about == Settlement.document)
        .join_from(Document, Receipt, on=Receipt.document == Document.id)
        .where(Document.id.in_(list(receipts)))
    )


def _sum_of(net: Decimal, paid: Decimal) -> str:
    if paid == net:
        return _("neto {net}, pagado {paid}").format(net=_soles(net), paid=_soles(paid))
    return _("neto {net} + redondeo {rounding} a su favor = pagado {paid}").format(
        net=_soles(net), rounding=_soles(paid - net), paid=_soles(paid)
    )


def _lots(receipts: Sequence[int]) -> Any:
    """Receipt and name of the lot it is a cost of."""
    return (
        Receipt.select(Receipt.document, Lot.name)
        .join_from(Receipt, Lot)
        .join_from(Receipt, Document)
        .where(Receipt.document.in_(list(receipts)), Document.kind == "RE")
    )


def _funds(receipts: Sequence[int]) -> Any:
    return (
        Receipt.select(Receipt.document, Fund.name)
        .join(Fund)
        .where(Receipt.document.in_(list(receipts)))
    )


def _left(receipts: Sequence[int]) -> list[tuple[int, str, Decimal]]:
    """Receipt, account and what was left in it after the receipt: of a debt, or of a fund."""
    own, entry = MoneyEntry.alias(), MoneyEntry.alias()
    same = (entry.account == own.account) & (entry.party == own.party)
    moved = rows(
        own.select(own.document, own.account, own.party, own.association, total(entry.amount))
        .join(entry, on=same & (entry.document <= own.document))
        .where(own.document.in_(list(receipts)), own.account.in_(KEPT))
        .group_by(own.id)
        .order_by(own.id)
    )
    begun = _begun({association for *_what, association, _amount in moved})
    found = {}
    for key, account, party, association, amount in moved:
        found[key, account] = amount + begun.get((association, account, party), ZERO)
    return [(key, account, amount) for (key, account), amount in found.items()]


def _begun(associations: set[int]) -> dict[tuple[int, str, int], Decimal]:
    """What those accounts held when the books of each association began."""
    first = (
        Opening.select(fn.MIN(Opening.id))
        .where(Opening.association.in_(associations))
        .group_by(Opening.association)
    )
    held = (
        OpeningBalance.select(
            *(Opening.association, OpeningBalance.account, OpeningBalance.party),
            total(OpeningBalance.amount),
        )
        .join(Opening)
        .where(Opening.id.in_(first), OpeningBalance.account.in_(KEPT))
        .group_by(Opening.association, OpeningBalance.account, OpeningBalance.party)
    )
    return {(one, account, party): amount for one, account, party, amount in rows(held)}


def _balance(account: str, amount: Decimal, fund: str) -> Detail:
    if account == money.FUNDS:
        words = _("{fund}; quedan {amount}").format(fund=fund, amount=_soles(-amount))
        return Detail(_("Fondo"), words)
    of = {
        money.LOANS: _("{amount} de préstamo"),
        money.INPUTS: _("{amount} de insumos"),
        money.CHARGES: _("{amount} de este cargo"),
    }
    return Detail(_("Queda debiendo"), of[account].format(amount=_soles(amount)))


def _terms(receipts: Sequence[int]) -> Any:
    return Loan.select(Loan.document, Loan.instalments, Loan.first_due, Loan.amount).where(
        Loan.document.in_(list(receipts)), Loan.first_due.is_null(False)
    )


def _agreed(instalments: int, first_due: date, amount: Decimal) -> list[Detail]:
    day = f"{first_due:%d/%m/%Y}"
    if instalments == 1:
        words = _("todo, el {day}").format(day=day)
    else:
        words = _("en {count} partes iguales, una cada mes, la primera el {day}").format(
            count=instalments, day=day
        )
    return [Detail(_("Se devuelve"), words)]


def _dues_left(receipts: Sequence[int]) -> list[tuple[int, Month, Decimal]]:
    """Receipt of dues, its month, and what the member still owed up to that month, S/."""
    own, entry = MoneyEntry.alias(), MoneyEntry.alias()
    same = (entry.account == own.account) & (entry.party == own.party)
    paid = rows(
        own.select(own.document, own.association, own.day, own.party, total(entry.amount))
        .join(entry, on=same & (entry.document <= own.document))
        .where(own.document.in_(list(receipts)), own.account == money.DUES)
        .group_by(own.id)
        .order_by(own.id)
    )
    charged: dict[tuple[int, Month], dict[int, Decimal]] = {}
    found = {}
    for key, association, day, party, amount in paid:
        month = Month.of(day)
        if (association, month) not in charged:
            charged[association, month] = _charged(association, month)
        found[key] = (key, month, charged[association, month].get(party, ZERO) + amount)
    return list(found.values())


def _charged(association: int, month: Month) -> dict[int, Decimal]:
    """Member's key -> all dues charged from when the books began to that month, S/."""
    sheet = dues.sheet_of(Association.get_by_id(association), month.last)
    return {row.member.id: sum(row.charged.values(), ZERO) for row in sheet}


def _counts(receipts: Sequence[int]) -> Any:
    return CashCount.select(CashCount.document, CashCount.counted, CashCount.book).where(
        CashCount.document.in_(list(receipts))
    )
