"""Many deliveries at once: the same rules as one, and a statement for each kind of row."""

from collections.abc import Sequence
from dataclasses import dataclass

from models import stock
from models.associations import Association
from models.cash.cash_book import Given, Party, ask, payment_doubts
from models.cash.categories import ADVANCES, EXPENSE, category
from models.documents import Document, Draft, Paper, issue_each
from models.produce.deliveries import Handover, delivery_of, matter_of
from models.produce.weighing import Weighed
from models.record import store_all
from models.stock import Piece


@dataclass(frozen=True)
class Handed:
    """A delivery that was judged (`deliveries.judged`) and waits for its note."""

    handover: Handover
    paper: Paper
    weighed: Weighed
    noted: str = ""


def deliver_all(association: Association, handed: Sequence[Handed]) -> list[Document]:
    """Take them in, in this order: their notes EN and their stock. Inside a transaction.

    Their advances are given apart: `advances_of`.
    """
    drafts = [Draft(one.paper, one.noted) for one in handed]
    notes = issue_each(association, "EN", drafts)
    made = [
        delivery_of(one.handover, one.weighed, note)
        for one, note in zip(handed, notes, strict=True)
    ]
    for delivery in made:
        delivery.judge(sure=True)
    store_all(made)
    stock.bring_in(
        (one.handover.grade, Piece(note, one.weighed.payable))
        for one, note in zip(handed, notes, strict=True)
    )
    return notes


def advances_of(
    association: Association, handed: Sequence[Handed], notes: Sequence[Document]
) -> list[Given]:
    """The receipts of the advances paid with them, still to be given."""
    paid = [
        (one, one.handover.advance, note)
        for one, note in zip(handed, notes, strict=True)
        if one.handover.advance is not None and one.handover.advance.amount
    ]
    if not paid:
        return []
    heading = category(association, EXPENSE, ADVANCES)
    return [
        Given(
            Paper(one.paper.day),
            Party.of(one.handover.member),
            matter_of(note, heading, payment),
            payment,
            ask(payment_doubts(association, one.paper.day, payment), sure=True),
        )
        for one, payment, note in paid
    ]
