"""What each kind of paper moved in an account in a month."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from peewee import JOIN, fn

from models.associations import Association
from models.documents import Document
from models.fields import total
from models.money import MoneyEntry
from models.months import Month
from models.record import rows
from models.reversals import Reversal

Moves = Mapping[tuple[str, str], Decimal]  # (account, kind of paper) -> S/


def moves_of(association: Association, month: Month, accounts: Sequence[str]) -> Moves:
    """(account, kind of paper) -> what was posted in the month, S/; 0.00 where nothing was.

    A reversal counts for the kind of the paper it undoes.
    """
    undone = Document.alias()
    kind = fn.COALESCE(undone.kind, Document.kind)
    query = (
        MoneyEntry.select(MoneyEntry.account, kind, total(MoneyEntry.amount))
        .join_from(MoneyEntry, Document)
        .join_from(Document, Reversal, JOIN.LEFT_OUTER, on=(Reversal.document == Document.id))
        .join_from(Reversal, undone, JOIN.LEFT_OUTER, on=(Reversal.original == undone.id))
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account.in_(accounts),
            MoneyEntry.day.between(month.first, month.last),
        )
        .group_by(MoneyEntry.account, kind)
    )
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for account, made_by, amount in rows(query):
        found[account, made_by] = amount
    return found
