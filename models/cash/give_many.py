"""Many receipts at once: the same rules as one, and a statement for each kind of row."""

from collections.abc import Sequence
from datetime import date

from models import money
from models.associations import Association
from models.cash.cash_book import Given
from models.documents import Document, Draft, issue_each
from models.record import store_all


def give_all(association: Association, kind: str, given: Sequence[Given]) -> list[Document]:
    """Give them, in this order, as receipts RI or RE. Inside a transaction.

    What they leave in cash, bank and funds is asked afterwards, once: `check_what_is_left`.
    """
    drafts = [Draft(one.paper, one.noted, one.matter.about) for one in given]
    documents = issue_each(association, kind, drafts)
    receipts = [one.receipt(paper) for one, paper in zip(given, documents, strict=True)]
    for receipt in receipts:
        receipt.judge(sure=True)
    store_all(receipts)
    money.post_all({paper: one.legs(kind) for one, paper in zip(given, documents, strict=True)})
    return documents


def check_what_is_left(association: Association, since: date) -> None:
    """Refuse what leaves cash or bank below zero at the end of a day from `since` on."""
    for purse in (money.BANK, money.CASH):
        money.check_purse(association, purse, since)
