"""What everyone in a settling shares: sales, losses, costs, and how much there was of each grade.

Prices and costs are named only where they still add up to what was shared out: of a settling that
was undone the sales may be others by now, and then only its figures are said.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from peewee import JOIN

from models.cash.cash_book import Receipt
from models.documents import VALID, Document
from models.fields import total
from models.produce.buyers import Buyer
from models.produce.deliveries import Delivery
from models.produce.products import Grade, Product
from models.produce.sales import Sale, SaleLine
from models.produce.write_offs import WriteOff
from models.record import rows
from models.reversals import reversed_papers
from models.settling.account import Cost, Lost, LotFacts, Pool, Receipted, Sold
from models.settling.settlements import LotSettlement, Settlement, SettlementLine
from models.settling.top_ups import SharedTopUp, TopUp, waiting_top_ups

ZERO = Decimal(0)


def goods(product: Product, grade: Grade) -> str:
    """«Papa – Primera»."""
    return f"{product.name} – {grade.name}"


def that_count() -> tuple[Any, Any]:
    """That a paper counts: it is neither void nor reversed."""
    return Document.state == VALID, Document.id.not_in(reversed_papers())


def pools_of(runs: Sequence[int]) -> dict[int, list[Pool]]:
    """Run's key -> what each product and grade had in it."""
    query = (
        SettlementLine.select(Settlement.run, Delivery.grade, total(SettlementLine.quantity))
        .join_from(SettlementLine, Settlement)
        .join_from(SettlementLine, Delivery, on=SettlementLine.delivery == Delivery.document)
        .where(Settlement.run.in_(list(runs)))
        .group_by(Settlement.run, Delivery.grade)
    )
    gathered: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for run, grade, amount in rows(query):
        gathered[run][grade] = amount
    grades = _grades({grade for parts in gathered.values() for grade in parts})
    return {run: _with_names(parts, grades) for run, parts in gathered.items()}


def pools_named(parts: Mapping[int, Decimal]) -> list[Pool]:
    return _with_names(parts, _grades(set(parts)))


def _with_names(parts: Mapping[int, Decimal], grades: Mapping[int, Grade]) -> list[Pool]:
    return [
        Pool(key, goods(one.product, one), str(one.product.text("unit")), parts[key])
        for key, one in grades.items()
        if key in parts
    ]


def _grades(keys: set[int]) -> dict[int, Grade]:
    query = Grade.select(Grade, Product).join(Product).where(Grade.id.in_(keys))
    return {one.id: one for one in query.order_by(Product.id, Grade.id)}


def lots_by_run(
    runs: Sequence[LotSettlement], pools: Mapping[int, Sequence[Pool]]
) -> dict[int, LotFacts]:
    """Run's key (0: not stored) -> what all in it share."""
    lots = {run.lot_id for run in runs}
    sold, lost, spent = _sales(lots), _losses(lots), _spent(lots)
    later = _top_ups(runs)
    found = {}
    for run in runs:
        key, lot = run.id or 0, run.lot_id
        sales: Sequence[Sold] = sold[lot]
        if run.is_top_up:
            sales = later[key]
        found[key] = LotFacts(
            name=str(run.lot.name),
            day=run.day,
            is_top_up=run.is_top_up,
            gross=run.gross,
            costs=run.costs,
            service_pct=run.service_pct,
            service=run.service,
            sold=sales if sum((one.amount for one in sales), ZERO) == run.gross else (),
            lost=() if run.is_top_up else lost[lot],
            spent=_if_all(spent[lot], run.costs),
            pools=pools.get(key, ()),
        )
    return found


def _if_all(spent: Sequence[Cost], whole: Decimal) -> Sequence[Cost]:
    return spent if sum((one.receipt.amount for one in spent), ZERO) == whole else ()


def _sales(lots: set[int]) -> dict[int, list[Sold]]:
    """Lot's key -> the lines of its sales that count, in the order typed."""
    query = (
        SaleLine.select(SaleLine, Sale, Document, Buyer, Product, Grade)
        .join_from(SaleLine, Sale)
        .join_from(Sale, Document)
        .join_from(Sale, Buyer)
        .join_from(SaleLine, Product)
        .join_from(SaleLine, Grade)
        .where(Sale.lot.in_(lots), *that_count())
        .order_by(Document.id, SaleLine.place)
    )
    found: dict[int, list[Sold]] = defaultdict(list)
    for line in query:
        document = line.sale.document
        found[line.sale.lot_id].append(
            Sold(
                number=str(document.number),
                day=document.day,
                buyer=str(line.sale.buyer.name),
                grade=line.grade.id,
                what=goods(line.product, line.grade),
                unit=str(line.product.text("unit")),
                quantity=line.quantity,
                price=line.price,
                amount=line.amount,
            )
        )
    return found


def _top_ups(runs: Sequence[LotSettlement]) -> dict[int, list[Sold]]:
    """Run's key -> the later prices it shares out that count, in the order typed."""
    stored = SharedTopUp.select(SharedTopUp.run, SharedTopUp.top_up).where(
        SharedTopUp.run.in_([run.id for run in runs if run.id])
    )
    pairs = list(rows(stored.order_by(SharedTopUp.top_up)))
    for run in runs:
        if run.is_top_up and not run.id:  # a forecast: what waits
            pairs += [(0, one.document_id) for one in waiting_top_ups(run.lot)]
    facts = _later_prices({key for _run, key in pairs})
    found: dict[int, list[Sold]] = defaultdict(list)
    for run, key in pairs:
        if key in facts:
            found[run].append(facts[key])
    return found


def _later_prices(keys: set[int]) -> dict[int, Sold]:
    """Key -> facts of these later prices, of those that count."""
    query = (
        TopUp.select(TopUp, Document, Grade, Product)
        .join_from(TopUp, Document)
        .join_from(TopUp, Grade, JOIN.LEFT_OUTER)
        .join_from(Grade, Product, JOIN.LEFT_OUTER)
        .where(TopUp.document.in_(keys), *that_count())
    )
    who = dict(
        rows(Receipt.select(Receipt.document, Receipt.party).where(Receipt.document.in_(keys)))
    )
    return {
        one.document_id: Sold(
            number=str(one.document.number),
            day=one.document.day,
            buyer=str(who[one.document_id]),
            grade=one.grade_id,
            what=goods(one.grade.product, one.grade) if one.grade else "",
            unit="",
            quantity=ZERO,
            price=ZERO,
            amount=one.amount,
        )
        for one in query
    }


def _losses(lots: set[int]) -> dict[int, list[Lost]]:
    """Lot's key -> what was written off of it and counts, in the order typed."""
    query = (
        WriteOff.select(WriteOff, Document, Product, Grade)
        .join_from(WriteOff, Document)
        .join_from(WriteOff, Product)
        .join_from(WriteOff, Grade)
        .where(WriteOff.lot.in_(lots), *that_count())
        .order_by(Document.id)
    )
    found: dict[int, list[Lost]] = defaultdict(list)
    for one in query:
        found[one.lot_id].append(
            Lost(
                str(one.document.number),
                one.document.day,
                goods(one.product, one.grade),
                str(one.product.text("unit")),
                one.quantity,
                str(one.reason),
            )
        )
    return found


def _spent(lots: set[int]) -> dict[int, list[Cost]]:
    """Lot's key -> what was spent for it and counts, in the order typed."""
    query = (
        Receipt.select(
            *(Receipt.lot, Document.number, Document.day, Receipt.amount),
            *(Receipt.concept, Receipt.party),
        )
        .join(Document)
        .where(Receipt.lot.in_(lots), Document.kind == "RE", *that_count())
        .order_by(Document.id)
    )
    found: dict[int, list[Cost]] = defaultdict(list)
    for lot, number, day, amount, concept, party in rows(query):
        found[lot].append(Cost(Receipted(number, day, amount), str(concept), str(party)))
    return found
