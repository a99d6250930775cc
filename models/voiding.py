"""Voiding: the one door by which a paper is undone on its own day (FORMAT rules 4 and 12).

One rule for every door, also where a paper is reversed: what others stand on stays until they are
undone (FORMAT rules 12 and 15), and nobody may end owing less than nothing, nor a fund holding it.
"""

from datetime import date
from decimal import Decimal
from typing import cast

from peewee import fn

from models import money, stock
from models.cash.cash_book import Receipt
from models.cash.funds import Fund, check_fund
from models.changes import Refused, note, transaction
from models.documents import VALID, VOIDED, Document, check_void, dependents
from models.fields import show
from models.language import _
from models.money import MoneyEntry
from models.months import Month, is_open
from models.people import dues
from models.people.members import Member
from models.produce.deliveries import Delivery
from models.produce.lots import Lot
from models.produce.sales import Sale
from models.produce.write_offs import WriteOff
from models.record import Key, Record, key_field, rows
from models.reversals import Reversal, reversed_papers
from models.settling.settlements import LotSettlement, Settlement, SettlementLine, settled_on
from models.settling.top_ups import TopUp, is_shared_out
from models.stock import StockEntry

# Accounts in which nobody may end below zero. What the association owes stands there as negative.
OWED = (money.RECEIVABLE, money.ADVANCES, money.LOANS, money.INPUTS, money.CARRIED)
OWING = (money.FUNDS, money.PAYABLE)


def void(document: Document, day: date, reason: str) -> None:
    """Undo a paper on its own day: the one door by which any is voided.

    Refused in a closed month, while others stand on it, and where what it gave was used since. The papers of a settlement are voided together, by undoing it.
    """
    with transaction():
        reason = check_void(document, day, reason)
        check(document)
        if waiting := dependents(document):
            raise Refused(
                _("{number} tiene papeles que valen: {papers}. Anule primero esos papeles.").format(
                    number=document, papers=", ".join(map(str, waiting))
                )
            )
        stored = strike(document, day, reason)
        check_left(stored)
    document.state, document.voided_on, document.reason = VOIDED, day, reason


def void_delivery(delivery: Delivery, day: date, reason: str) -> None:
    """Void the note and the receipts of its advances; refused once a sale has drawn from it."""
    document = delivery.document
    with transaction():
        check_void(document, day, reason)
        check(document)
        for receipt in dependents(document):
            if receipt.kind == "RE":
                void(receipt, day, reason)
        void(document, day, reason)


def strike(document: Document, day: date, reason: str) -> Document:
    """Mark a paper void and post the opposite of all it posted. After its checks, within a deed."""
    # On a fresh copy: the caller's document must not look void if any of this is refused.
    stored: Document = Document.get_by_id(document.id)
    stored.state, stored.voided_on, stored.reason = VOIDED, day, reason
    stored.save()
    money.undo(stored)
    stock.undo(stored)
    note(Document)
    return stored


# Before -------------------------------------------------------------------------------------


def check(document: Document) -> None:
    """Refuse to undo what a settlement or a sale stands on."""
    if document.kind == "LQ":
        raise Refused(
            _("Las liquidaciones de un lote se anulan juntas: anule la liquidación del lote.")
        )
    paper = _subject(document)
    if paper.kind == "EN":
        _check_delivery(paper)
    elif top_up := TopUp.get_or_none(TopUp.document == paper):
        _check_top_up(top_up)
    else:
        _check_lot(paper)
        _check_advance(paper)


def _subject(document: Document) -> Document:
    """Of a reversal, the paper it reverses."""
    made = Reversal.get_or_none(Reversal.document == document)
    return made.original if made is not None else document


def _check_delivery(note: Document) -> None:
    if users := drawn_by(note):
        raise Refused(
            _("Ya se vendió en {sales}. Anule primero la venta.").format(
                sales=", ".join(map(str, users))
            )
        )


def drawn_by(note: Document) -> list[Document]:
    """The papers that count and drew from a delivery."""
    keys = StockEntry.select(StockEntry.document).where(StockEntry.delivery == note)
    query = Document.select().where(
        Document.id.in_(keys),
        Document.kind.in_(("V", "ME")),
        Document.state == VALID,
        Document.id.not_in(reversed_papers()),
    )
    return list(query.order_by(Document.id))


def _check_top_up(top_up: TopUp) -> None:
    if is_shared_out(top_up):
        raise Refused(
            _("{number} ya se repartió entre los socios. Anule primero ese reintegro.").format(
                number=top_up.document
            )
        )


def _check_lot(paper: Document) -> None:
    """What was sold, lost, collected or spent for a lot stays once the lot is settled."""
    lot = _lot_of(paper)
    if lot is not None and (day := settled_on(lot)) is not None:
        said = _("El lote «{lot}» ya se liquidó el {day}.").format(
            lot=lot.name, day=f"{day:%d/%m/%Y}"
        )
        raise Refused(f"{said} {_way_out(paper, day)}")


def _way_out(paper: Document, settled: date) -> str:
    """What can still be done about the settlement of a day that stands in the way."""
    if is_open(paper.association, Month.of(settled)):
        return _("Anule primero la liquidación.")
    return _("Esa liquidación es de un mes cerrado y ya no se deshace.")


def _lot_of(paper: Document) -> Lot | None:
    """The lot a sale, a loss, a collection or a cost belongs to."""
    for model in (Sale, WriteOff, Receipt):
        made = model.get_or_none(key_field(model) == paper.id)
        if made is not None:
            lot: Lot | None = made.lot
            return lot
    return None


def _check_advance(paper: Document) -> None:
    if paper.kind != "RE" or paper.about is None or paper.about.kind != "EN":
        return
    if settled := settled_in(paper.about):
        said = _("{note} ya se liquidó en {papers}.").format(
            note=paper.about, papers=", ".join(map(str, settled))
        )
        raise Refused(f"{said} {_way_out(paper, settled[0].day)}")


def settled_in(note: Document) -> list[Document]:
    """The settlements that count in which a delivery, or part of it, was settled."""
    query = (
        Document.select()
        .join(Settlement, on=Settlement.document == Document.id)
        .join(SettlementLine, on=SettlementLine.settlement == Settlement.document)
        .join(LotSettlement, on=Settlement.run == LotSettlement.id)
        .where(SettlementLine.delivery == note, Document.state == VALID, ~LotSettlement.is_top_up)
        .distinct()
    )
    return list(query.order_by(Document.id))


# Afterwards ---------------------------------------------------------------------------------


def check_left(document: Document) -> None:
    """Refuse to leave anybody owing less than nothing, or a fund or a net below zero, on any day.

    Of what `document` moved, from its day on; after its entries were undone or posted.
    """
    touched = rows(
        MoneyEntry.select(MoneyEntry.account, MoneyEntry.party)
        .where(MoneyEntry.document == document)
        .distinct()
        .order_by(MoneyEntry.account, MoneyEntry.party)
    )
    for account, party in touched:
        if account == money.FUNDS:
            check_fund(Fund.get_by_id(party), document.day)
        elif account in OWED + OWING:
            sign, who = (-1 if account in OWING else 1), cast(Record, Key(party))
            low = money.lowest(document.association, account, document.day, who, sign)
            if low.amount < 0:
                raise _short(document, -low.amount, low.day)
    if document.kind == "EX":
        _check_dues(document, [party for account, party in touched if account == money.DUES])
    _check_charged(document, [party for account, party in touched if account == money.CHARGES])


def _check_charged(document: Document, lines: list[int]) -> None:
    """A charge is never paid before its day: what is left of it in the end says enough."""
    paid = (
        MoneyEntry.select(fn.SUM(MoneyEntry.amount))
        .where(MoneyEntry.account == money.CHARGES, MoneyEntry.party.in_(lines))
        .group_by(MoneyEntry.party)
        .having(fn.SUM(MoneyEntry.amount) < 0)
    )
    if over := [amount for (amount,) in rows(paid)]:
        short = sum((abs(MoneyEntry.amount.python_value(one)) for one in over), Decimal(0))
        raise _short(document, short, document.day)


def _check_dues(reversal: Document, members: list[int]) -> None:
    """Dues given back and paid again: the reversal that gave them back stays."""
    for member in Member.select().where(Member.id.in_(members)):
        left = dues.most_to_pay(member, reversal.day)
        if left < 0:
            raise _short(reversal, -left, reversal.day)


def _short(document: Document, short: Decimal, day: date) -> Refused:
    return Refused(
        _(
            "Sin {number}, el {day} se habría devuelto o descontado S/ {short} de más. "
            "Anule primero lo que se devolvió o descontó."
        ).format(
            number=_subject(document) if document.is_valid else document,
            day=f"{day:%d/%m/%Y}",
            short=show(MoneyEntry.amount, short),
        )
    )
