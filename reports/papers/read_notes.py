"""The facts of losses, charges and reversals, read from the records; few questions for hundreds."""

from collections.abc import Mapping
from decimal import Decimal

from models.cash.cash_book import Receipt
from models.cash.transfers import Transfer
from models.documents import Document
from models.people.charges import Charge, ChargeLine
from models.people.members import Member
from models.produce.buyers import Buyer
from models.produce.deliveries import Delivery
from models.produce.lots import Lot
from models.produce.products import Grade, Product
from models.produce.sales import Sale
from models.produce.write_offs import WriteOff
from models.record import rows
from models.reversals import Reversal
from reports.papers.furniture import Head
from reports.papers.notes import Charged, ChargeNote, LossNote, ReversalNote


def losses(keys: list[int], heads: Mapping[int, Head]) -> dict[int, LossNote]:
    found = (
        WriteOff.select(WriteOff, Lot.name, Product.name, Product.unit, Grade.name)
        .join_from(WriteOff, Lot)
        .join_from(WriteOff, Product)
        .join_from(WriteOff, Grade)
        .where(WriteOff.document.in_(keys))
    )
    return {
        one.document_id: LossNote(
            head=heads[one.document_id],
            lot=str(one.lot.name),
            product=str(one.product.name),
            grade=str(one.grade.name),
            unit=one.product.text("unit"),
            lost=one.quantity,
            reason=str(one.reason),
        )
        for one in found
    }


def charges(keys: list[int], heads: Mapping[int, Head]) -> dict[int, ChargeNote]:
    lines: dict[int, list[Charged]] = {key: [] for key in keys}
    charged = (
        ChargeLine.select(ChargeLine.charge, Member.code, Member.name, ChargeLine.amount)
        .join(Member)
        .where(ChargeLine.charge.in_(keys))
        .order_by(Member.place)
    )
    for key, code, name, amount in rows(charged):
        lines[key].append(Charged(str(code), str(name), amount))
    return {
        one.document_id: ChargeNote(
            heads[one.document_id], one.text("kind"), str(one.concept), lines[one.document_id]
        )
        for one in Charge.select().where(Charge.document.in_(keys))
    }


def reversals(keys: list[int], heads: Mapping[int, Head]) -> dict[int, ReversalNote]:
    found = list(
        Reversal.select(Reversal, Document)
        .join(Document, on=Reversal.original == Document.id, attr="original")
        .where(Reversal.document.in_(keys))
    )
    about = _about([one.original_id for one in found])
    return {
        one.document_id: ReversalNote(
            head=heads[one.document_id],
            original=str(one.original.number),
            kind=one.original.text("kind"),
            day=one.original.day,
            party=about.get(one.original_id, ("", None))[0],
            amount=about.get(one.original_id, ("", None))[1],
            reason=str(one.reason),
        )
        for one in found
    }


def _about(papers: list[int]) -> dict[int, tuple[str, Decimal | None]]:
    """Paper's key -> whose it was, and how much (S/) if it was money."""
    receipts = Receipt.select(Receipt.document, Receipt.party, Receipt.amount)
    sold = Sale.select(Sale.document, Buyer.name, Sale.total).join(Buyer)
    moved = Transfer.select(Transfer.document, Transfer.amount)
    brought = Delivery.select(Delivery.document, Member.name).join(Member)
    found: dict[int, tuple[str, Decimal | None]] = {}
    for key, party, amount in rows(receipts.where(Receipt.document.in_(papers))):
        found[key] = str(party), amount
    for key, party, amount in rows(sold.where(Sale.document.in_(papers))):
        found[key] = str(party), amount
    for key, amount in rows(moved.where(Transfer.document.in_(papers))):
        found[key] = "", amount
    for key, party in rows(brought.where(Delivery.document.in_(papers))):
        found[key] = str(party), None
    return found
