"""The cash book and the bank book: every paper that moved money, with the balance after it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import JOIN

from models import money
from models.associations import Association
from models.cash_book import Receipt, Transfer
from models.categories import Category
from models.documents import Document
from models.fields import total
from models.language import _
from models.money import CASH, MoneyEntry
from models.record import rows


@dataclass(frozen=True)
class BookLine:
    """One document in the cash or bank book; `came` and `went` are 0.00 for a voided one."""

    document: Document
    party: str
    concept: str
    category: str
    operation: str
    came: Decimal
    went: Decimal
    balance: Decimal


@dataclass(frozen=True)
class Book:
    """Cash or bank from `since` to `until`, both included."""

    opening: Decimal
    lines: list[BookLine]
    came: Decimal
    went: Decimal
    closing: Decimal


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
    documents = (
        Document.select(Document, Receipt, Transfer, Category)
        .join_from(Document, Receipt, JOIN.LEFT_OUTER)
        .join_from(Receipt, Category, JOIN.LEFT_OUTER)
        .join_from(Document, Transfer, JOIN.LEFT_OUTER)
        .where(
            Document.association == association,
            Document.day.between(since, until),
            Document.kind.in_(("RI", "RE", "TR")),
            Document.id.in_(list(sums)),
        )
        .order_by(Document.day, Document.id)
    )
    lines, held = [], start
    for document in documents:
        moved_now = sums[document.id]
        held += moved_now
        lines.append(_line(document, purse, moved_now, held))
    came = sum((line.came for line in lines), Decimal(0))
    went = sum((line.went for line in lines), Decimal(0))
    return Book(start, lines, came, went, held)


def _line(document: Any, purse: str, moved: Decimal, held: Decimal) -> BookLine:
    came, went = max(moved, Decimal(0)), max(-moved, Decimal(0))
    if document.kind == "TR":
        made = document.transfer
        concept = _("De banco a caja") if made.target == CASH else _("De caja a banco")
        words = ("", concept, _("transferencia"), str(made.operation))
    else:
        made = document.receipt
        words = (str(made.party), str(made.concept), str(made.category), str(made.operation))
    return BookLine(document, *words, came, went, held)
