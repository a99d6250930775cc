"""The cash book and the bank book: every paper that moved money, with the balance after it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import JOIN, fn

from models import money
from models.associations import Association
from models.cash.cash_book import Receipt
from models.cash.categories import Category
from models.cash.transfers import Transfer
from models.documents import VALID, Document
from models.fields import total
from models.language import _
from models.money import CASH, MoneyEntry
from models.record import rows
from models.reversals import Reversal

ZERO = Decimal(0)


@dataclass(frozen=True)
class BookLine:
    """One document in the cash or bank book; `came` and `went` are 0.00 for a voided one."""

    document: int  # its key
    day: date
    number: str
    is_valid: bool
    party: str
    concept: str
    category: str
    operation: str
    came: Decimal
    went: Decimal
    balance: Decimal
    amount: Decimal  # what its paper says, void or not


@dataclass(frozen=True)
class Book:
    """Cash or bank from `since` to `until`, both included."""

    opening: Decimal
    lines: list[BookLine]
    came: Decimal
    went: Decimal
    closing: Decimal
    passed_in: Decimal = ZERO  # of what came, from the other purse
    passed_out: Decimal = ZERO  # of what went, to the other purse


def book(association: Association, purse: str, since: date, until: date) -> Book:
    """The cash or bank book, by day and order of typing; a line for each document."""
    start = money.balance_before(association, purse, since)
    moved = total(MoneyEntry.amount)
    query = (
        MoneyEntry.select(MoneyEntry.document.alias("key"), moved.alias("moved"))
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account == purse,
            MoneyEntry.day.between(since, until),
        )
        .group_by(MoneyEntry.document)
    )
    sums = dict(rows(query))
    lines, held, passed_in, passed_out = [], start, ZERO, ZERO
    for row in rows(_papers(association, since, until, list(sums))):
        key, day, number, state, undone, party, concept, category, operation, *rest = row
        source, target, *said = rest
        if target:
            party, concept, category = _moved_between(source if undone else target)
        if undone:
            concept = _("Extorno de {number}: {concept}").format(number=undone, concept=concept)
        change = sums[key]
        held += change
        came, went = max(change, ZERO), max(-change, ZERO)
        if target:
            passed_in, passed_out = passed_in + came, passed_out + went
        words = party, concept, category, operation
        amount = next((one for one in said if one is not None), ZERO)
        lines.append(BookLine(key, day, number, state == VALID, *words, came, went, held, amount))
    came = sum((line.came for line in lines), ZERO)
    went = sum((line.went for line in lines), ZERO)
    return Book(start, lines, came, went, held, passed_in, passed_out)


def _papers(association: Association, since: date, until: date, keys: list[int]) -> Any:
    """What the book says of each paper; of a reversal, what the paper said that it undoes."""
    original = Document.alias()
    about = fn.COALESCE(Reversal.original, Document.id)
    return (
        Document.select(
            *(Document.id, Document.day, Document.number, Document.state, original.number),
            *(Receipt.party, Receipt.concept, Category.name),
            fn.COALESCE(Receipt.operation, Transfer.operation),
            *(Transfer.source, Transfer.target, Receipt.amount, Transfer.amount),
        )
        .join_from(Document, Reversal, JOIN.LEFT_OUTER, on=Reversal.document == Document.id)
        .join_from(Reversal, original, JOIN.LEFT_OUTER, on=Reversal.original == original.id)
        .join_from(Document, Receipt, JOIN.LEFT_OUTER, on=Receipt.document == about)
        .join_from(Receipt, Category, JOIN.LEFT_OUTER)
        .join_from(Document, Transfer, JOIN.LEFT_OUTER, on=Transfer.document == about)
        .where(
            Document.association == association,
            Document.day.between(since, until),
            Document.kind.in_(("RI", "RE", "TR", "EX")),
            Document.id.in_(keys),
        )
        .order_by(Document.day, Document.id)
    )


def _moved_between(target: str) -> tuple[str, str, str]:
    """Party, concept and category of a transfer."""
    concept = _("De banco a caja") if target == CASH else _("De caja a banco")
    return "", concept, _("transferencia")
