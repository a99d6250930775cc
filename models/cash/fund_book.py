"""The book of one restricted fund: paper by paper, with what it holds after each."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from peewee import JOIN, fn

from models import money
from models.cash.cash_book import Receipt
from models.cash.funds import Fund, held_in
from models.documents import Document
from models.fields import total
from models.money import MoneyEntry
from models.months import OpeningBalance, opening_before
from models.record import rows


@dataclass(frozen=True)
class FundLine:
    """One paper that moved a fund, and what the fund held after it, S/."""

    document: int  # its key
    day: date
    number: str
    party: str
    concept: str
    came: Decimal
    went: Decimal
    balance: Decimal


def fund_book(fund: Fund, since: date, until: date) -> list[FundLine]:
    """What came to a fund and went from it, by day and order of typing; void papers moved nothing."""
    moved = total(MoneyEntry.amount)
    query = (
        MoneyEntry.select(
            *(Document.id, Document.day, Document.number),
            *(fn.COALESCE(Receipt.party, ""), fn.COALESCE(Receipt.concept, ""), moved),
        )
        .join(Document, on=(MoneyEntry.document == Document.id))
        .join(Receipt, JOIN.LEFT_OUTER, on=(Receipt.document == Document.id))
        .where(
            MoneyEntry.association == fund.association_id,
            MoneyEntry.account == money.FUNDS,
            MoneyEntry.party == fund.id,
            MoneyEntry.day.between(since, until),
        )
        .group_by(Document.id)
        .having(fn.SUM(MoneyEntry.amount) != 0)
        .order_by(Document.day, Document.id)
    )
    held, zero = held_in(fund, since - timedelta(days=1)), Decimal(0)
    if (opening := opening_before(fund.association, since)) and opening.day == since:
        begun = OpeningBalance.select(total(OpeningBalance.amount)).where(
            OpeningBalance.opening == opening,
            OpeningBalance.account == money.FUNDS,
            OpeningBalance.party == fund.id,
        )
        held = -Decimal(begun.scalar())
    lines = []
    for key, day, number, party, concept, amount in rows(query):
        held -= amount
        came, went = max(-amount, zero), max(amount, zero)
        lines.append(FundLine(key, day, number, party, concept, came, went, held))
    return lines
