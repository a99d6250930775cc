"""The control code of a numbered paper: eight letters worked out from all it was issued with.

It is stored nowhere. The paper in somebody's hands is the witness: whoever alters the book, by
whatever door, changes the code the book works out, and the one on the paper does not fit any more.
No paper shows the unique names (`uid`) that go into it, so it cannot be worked out without the book.
Whether a paper was voided later is not part of it.

What is listed here is fixed for good: one fact more, or in another order, and every paper that was
ever handed out would seem forged.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from peewee import Field, ForeignKeyField, Select

from models.associations import Association
from models.cash.cash_book import Receipt
from models.cash.transfers import Transfer
from models.changes import database
from models.code_letters import plain, spelled
from models.documents import VOIDED, Document
from models.money import MoneyEntry
from models.people.charges import Charge, ChargeLine
from models.people.loans import Loan
from models.produce.deliveries import Delivery
from models.produce.sales import Sale, SaleLine
from models.produce.write_offs import WriteOff
from models.record import Record, key_field
from models.reversals import Reversal, reversed_by
from models.settling.settlements import Settlement, SettlementDeduction, SettlementLine
from models.settling.top_ups import TopUp
from models.stock import StockEntry

_NUMBER = re.compile(r"([A-Z]{1,2})[\s./-]*(\d{4})[\s./-]+(\d{1,9})|([A-Z]{1,2})(\d{4})(\d{4,9})")

_RECEIPT = (
    Receipt.document,
    Receipt.member,
    Receipt.buyer,
    Receipt.party,
    Receipt.party_id,
    Receipt.concept,
    Receipt.category,
    Receipt.lot,
    Receipt.fund,
    Receipt.account,
    Receipt.method,
    Receipt.operation,
    Receipt.amount,
)
_DELIVERY = (
    Delivery.document,
    Delivery.member,
    Delivery.product,
    Delivery.grade,
    Delivery.harvest,
    Delivery.typed_quantity,
    Delivery.typed_unit,
    Delivery.factor,
    Delivery.sacks,
    Delivery.gross,
    Delivery.tare,
    Delivery.net,
    Delivery.impurity,
    Delivery.impurity_off,
    Delivery.moisture,
    Delivery.moisture_base,
    Delivery.moisture_off,
    Delivery.payable,
    Delivery.tariff,
    Delivery.suggested,
)
_SALE_LINE = (
    SaleLine.sale,
    SaleLine.place,
    SaleLine.product,
    SaleLine.grade,
    SaleLine.quantity,
    SaleLine.price,
    SaleLine.amount,
    SaleLine.igv,
)
_SETTLEMENT = (
    Settlement.document,
    Settlement.run,
    Settlement.member,
    Settlement.gross,
    Settlement.costs,
    Settlement.service,
    Settlement.advances,
    Settlement.deducted,
    Settlement.net,
    Settlement.carried_out,
)
_SETTLEMENT_LINE = (
    SettlementLine.settlement,
    SettlementLine.delivery,
    SettlementLine.quantity,
    SettlementLine.gross,
    SettlementLine.costs,
    SettlementLine.service,
    SettlementLine.advance,
)
_DEDUCTION = (
    SettlementDeduction.settlement,
    SettlementDeduction.place,
    SettlementDeduction.base,
    SettlementDeduction.name,
    SettlementDeduction.asked,
    SettlementDeduction.amount,
    SettlementDeduction.origin,
)
# Of each kind of paper the tables that state it: first whose row it is, then the facts.
_FACTS: Mapping[str, tuple[tuple[Field, ...], ...]] = {
    "EN": (_DELIVERY,),
    "RI": (_RECEIPT, (TopUp.document, TopUp.lot, TopUp.grade, TopUp.amount)),
    "RE": (
        _RECEIPT,
        (Loan.document, Loan.member, Loan.amount, Loan.instalments, Loan.first_due),
    ),
    "V": (
        (Sale.document, Sale.buyer, Sale.lot, Sale.terms, Sale.due, Sale.voucher, Sale.total),
        _SALE_LINE,
    ),
    "TR": (
        (
            Transfer.document,
            Transfer.source,
            Transfer.target,
            Transfer.amount,
            Transfer.operation,
        ),
    ),
    "ME": (
        (
            WriteOff.document,
            WriteOff.lot,
            WriteOff.product,
            WriteOff.grade,
            WriteOff.quantity,
            WriteOff.reason,
        ),
    ),
    "LQ": (_SETTLEMENT, _SETTLEMENT_LINE, _DEDUCTION),
    "CG": (
        (Charge.document, Charge.kind, Charge.concept, Charge.total),
        (ChargeLine.charge, ChargeLine.member, ChargeLine.amount),
    ),
    "EX": ((Reversal.document, Reversal.original, Reversal.reason),),
}
_ENTRIES = (
    (MoneyEntry.document, MoneyEntry.account, MoneyEntry.amount),
    (
        StockEntry.document,
        StockEntry.grade,
        StockEntry.delivery,
        StockEntry.line,
        StockEntry.quantity,
    ),
)


def codes_of(papers: Iterable[int]) -> dict[int, str]:
    """Paper's key -> its code, «7K3M-9QRT»; a few questions for hundreds of them."""
    keys = list(papers)
    told = Document.select(
        Document.id,
        Document.state,
        Document.kind,
        Document.number,
        Document.day,
        Document.uid,
        _named(Document.about),
    )
    void: set[int] = set()
    of_kind: dict[str, list[int]] = {}
    facts: dict[int, list[Any]] = {}
    for key, state, kind, *issued in _asked(told.where(Document.id.in_(keys))):
        facts[key] = [[kind, *issued]]
        of_kind.setdefault(kind, []).append(key)
        if state == VOIDED:
            void.add(key)
    for kind, some in of_kind.items():
        for table in _FACTS[kind]:
            for key, its_rows in _rows_of(table, some).items():
                facts[key].append(sorted(its_rows, key=_written))
    for table in _ENTRIES:
        for key, its_rows in _rows_of(table, keys).items():
            # What voiding posted on the same paper is the opposite of what stood there before.
            issued = its_rows[: len(its_rows) // 2] if key in void else its_rows
            facts[key].append(sorted(issued, key=_written))
    return {key: _code(_written(its_facts)) for key, its_facts in facts.items()}


def code_of(document: Document) -> str:
    return codes_of([document.id])[document.id]


def _named(field: Field) -> Any:
    """Of a record another one stands for: its unique name, the same on every machine."""
    if not isinstance(field, ForeignKeyField):
        return field
    other = field.rel_model.alias()
    key = getattr(other, key_field(field.rel_model).name)
    return other.select(other.uid).where(key == field)


def _rows_of(table: tuple[Field, ...], papers: list[int]) -> dict[int, list[list[Any]]]:
    """Paper's key -> the rows of this table that state it, in the order they were stored."""
    paper, *fields = table
    kind: type[Record] = paper.model
    query = kind.select(paper, *map(_named, fields)).where(paper.in_(papers))
    found: dict[int, list[list[Any]]] = {key: [] for key in papers}
    for key, *row in _asked(query.order_by(key_field(kind))):
        found[key].append(row)
    return found


def _asked(query: Select) -> Iterable[tuple[Any, ...]]:
    """What SQLite keeps, as it keeps it: céntimos, grams, texts."""
    found: Iterable[tuple[Any, ...]] = database.execute(query)
    return found


def _written(facts: Any) -> str:
    return json.dumps(facts, separators=(",", ":"))


def _code(facts: str) -> str:
    return spelled(sha256(facts.encode()).digest())


# Verifying ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verified:
    """What the book says of a paper: nothing where it has no such number."""

    document: Document | None = None
    matches: bool = False
    reversed_by: Document | None = None

    @property
    def is_void(self) -> bool:
        return self.document is not None and not self.document.is_valid


def verify(association: Association, number: str, code: str) -> Verified:
    """Whether the book issued that number with that code, both as somebody typed them."""
    found = Document.get_or_none(
        Document.association == association, Document.number == read_number(number)
    )
    if found is None:
        return Verified()
    return Verified(found, plain(code) == plain(code_of(found)), reversed_by(found))


def read_number(typed: str) -> str:
    """«RI-2026-0003» of «ri 2026 3»; what cannot be read stays as it is."""
    found = _NUMBER.fullmatch(typed.strip().upper())
    if found is None:
        return typed.strip().upper()
    kind, year, sequence = (part for part in found.groups() if part is not None)
    return f"{kind}-{year}-{int(sequence):04}"


def is_whole_number(number: str) -> bool:
    """Whether it has the letters, the year and the figure that every number has."""
    return _NUMBER.fullmatch(number) is not None
