"""The facts of settlements, read together: a few questions for hundreds of them.

Prices and costs are named only where they still add up to what was shared out: of a settling that
was undone the sales may be others by now, and then only its figures are said.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import JOIN, fn

from models import money
from models.buyers import Buyer
from models.cash_book import METHODS, Receipt
from models.charges import Charge, ChargeLine
from models.deductions import CHARGES
from models.deliveries import Delivery, season_start
from models.documents import VALID, Document
from models.fields import total
from models.forecast import Forecast
from models.language import _
from models.lots import Lot
from models.members import Member
from models.money import MoneyEntry
from models.products import Grade, Product
from models.record import rows
from models.reversals import reversed_papers
from models.sales import Sale, SaleLine
from models.settlement_view import (
    Brought,
    Cost,
    Lost,
    LotFacts,
    Paid,
    Pool,
    Receipted,
    SeasonSoFar,
    SettlementFacts,
    Sold,
    TakenOff,
)
from models.settlements import (
    LotSettlement,
    Settlement,
    SettlementDeduction,
    SettlementLine,
    TopUp,
)
from models.write_offs import WriteOff

ZERO = Decimal(0)


def facts_of(settlement: Settlement) -> SettlementFacts:
    """How this settlement came about."""
    return facts_by_paper([settlement.document_id])[settlement.document_id]


def facts_by_paper(papers: Sequence[int]) -> dict[int, SettlementFacts]:
    """LQ's key -> how it came about; a fixed number of questions however many there are."""
    found = list(
        Settlement.select(Settlement, Document, Member, LotSettlement, Lot)
        .join_from(Settlement, Document)
        .join_from(Settlement, Member)
        .join_from(Settlement, LotSettlement)
        .join_from(LotSettlement, Lot)
        .where(Settlement.document.in_(list(papers)))
    )
    runs = {one.run_id: one.run for one in found}
    parts = _parts_of(papers)
    scales = _scales([part[1] for part in parts])
    advances = _advances([part[1] for part in parts])
    lots = _lots(list(runs.values()), _pools_of(list(runs)))
    taken, paid = _taken(papers), _payments(found)
    so_far = _seasons(papers)
    lines: dict[int, list[Brought]] = defaultdict(list)
    for paper, delivery, *figures in parts:
        receipts = [one for key, one in advances[delivery] if key < paper]
        lines[paper].append(_brought(scales[delivery], figures, receipts))
    return {
        one.document_id: SettlementFacts(
            number=str(one.document.number),
            lot=lots[one.run_id],
            member=str(one.member.name),
            code=str(one.member.code),
            dni=str(one.member.dni),
            brought=lines[one.document_id],
            taken=taken[one.document_id],
            paid=paid.get(one.document_id),
            season=_season(one.document.day),
            so_far=so_far[one.document_id],
        )
        for one in found
    }


def facts_of_forecast(made_up: Forecast, only: Member | None = None) -> list[SettlementFacts]:
    """How each member's settlement would come about, by the padrón, or that of one; not stored."""
    shares = [one for one in made_up.shares if only is None or one.member == only]
    pieces = [line for share in shares for line in share.lines]
    scales = _scales([piece.delivery for piece in pieces])
    advances = _advances([piece.delivery for piece in pieces])
    gathered: dict[int, Decimal] = defaultdict(Decimal)
    for share in made_up.shares:
        for piece in share.lines:
            gathered[piece.grade] += piece.quantity
    run = LotSettlement(
        association=made_up.lot.association_id,
        lot=made_up.lot,
        day=made_up.day,
        gross=made_up.gross,
        costs=made_up.costs,
        service_pct=made_up.service_pct,
        service=made_up.service,
        is_top_up=made_up.is_top_up,
    )
    lot = _lots([run], {0: _named(gathered)})[0]
    found = []
    for share in shares:
        brought = [
            _brought(
                scales[line.delivery],
                [line.quantity, line.gross, line.costs, line.service, line.advance],
                [one for _key, one in advances[line.delivery]],
            )
            for line in share.lines
        ]
        taken = [
            TakenOff(one.base, one.name, one.asked, one.amount, one.origin) for one in share.taken
        ]
        who = share.member
        facts = SettlementFacts("", lot, str(who.name), str(who.code), str(who.dni), brought, taken)
        found.append(facts)
    return found


# Deliveries ---------------------------------------------------------------------------------


def _parts_of(papers: Sequence[int]) -> list[tuple[Any, ...]]:
    """Settlement's key, delivery's key, quantity, gross, costs, service, advance; by number."""
    line = SettlementLine
    query = (
        line.select(
            *(line.settlement, line.delivery, line.quantity),
            *(line.gross, line.costs, line.service, line.advance),
        )
        .join(Document, on=(line.delivery == Document.id))
        .where(line.settlement.in_(list(papers)))
        .order_by(Document.year, Document.sequence)
    )
    return rows(query)


def _scales(deliveries: Iterable[int]) -> dict[int, Delivery]:
    """Delivery's key -> the delivery, with its document, product and grade."""
    query = (
        Delivery.select(Delivery, Document, Product, Grade)
        .join_from(Delivery, Document)
        .join_from(Delivery, Product)
        .join_from(Delivery, Grade)
        .where(Delivery.document.in_(set(deliveries)))
    )
    return {one.document_id: one for one in query}


def _brought(
    delivery: Delivery, figures: Sequence[Decimal], receipts: Sequence[Receipted]
) -> Brought:
    in_lot, earned, costs, service, advance = figures
    return Brought(
        number=str(delivery.document.number),
        day=delivery.document.day,
        grade=delivery.grade.id,
        what=_what(delivery.product, delivery.grade),
        unit=str(delivery.product.text("unit")),
        gross=delivery.gross,
        tare=delivery.tare,
        impurity=delivery.impurity,
        impurity_off=delivery.impurity_off,
        moisture=delivery.moisture,
        moisture_off=delivery.moisture_off,
        payable=delivery.payable,
        in_lot=in_lot,
        earned=earned,
        costs=costs,
        service=service,
        advance=advance,
        advances=receipts,
    )


def _what(product: Product, grade: Grade) -> str:
    return f"{product.name} – {grade.name}"


def _advances(deliveries: Iterable[int]) -> dict[int, list[tuple[int, Receipted]]]:
    """Delivery's key -> key and facts of the valid receipts of its advances, as typed."""
    query = (
        Receipt.select(Document.about, Document.id, Document.number, Document.day, Receipt.amount)
        .join(Document)
        .where(Document.about.in_(set(deliveries)), Document.kind == "RE", *_counts())
        .order_by(Document.id)
    )
    found: dict[int, list[tuple[int, Receipted]]] = defaultdict(list)
    for delivery, key, number, day, amount in rows(query):
        found[delivery].append((key, Receipted(number, day, amount)))
    return found


def _counts() -> tuple[Any, Any]:
    """That a paper counts: it is neither void nor reversed."""
    return Document.state == VALID, Document.id.not_in(reversed_papers())


# Lots -----------------------------------------------------------------------------------------


def _pools_of(runs: Sequence[int]) -> dict[int, list[Pool]]:
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


def _named(parts: Mapping[int, Decimal]) -> list[Pool]:
    return _with_names(parts, _grades(set(parts)))


def _with_names(parts: Mapping[int, Decimal], grades: Mapping[int, Grade]) -> list[Pool]:
    return [
        Pool(key, _what(one.product, one), str(one.product.text("unit")), parts[key])
        for key, one in grades.items()
        if key in parts
    ]


def _grades(keys: set[int]) -> dict[int, Grade]:
    query = Grade.select(Grade, Product).join(Product).where(Grade.id.in_(keys))
    return {one.id: one for one in query.order_by(Product.id, Grade.id)}


def _lots(
    runs: Sequence[LotSettlement], pools: Mapping[int, Sequence[Pool]]
) -> dict[int, LotFacts]:
    """Run's key (0: not stored) -> what all in it share."""
    lots = {run.lot_id for run in runs}
    sold, lost, spent = _sales(lots), _losses(lots), _spent(lots)
    later, first = _top_ups(lots), _first_papers(runs)
    found = {}
    for run in runs:
        key, lot = run.id or 0, run.lot_id
        sales: Sequence[Sold] = sold[lot]
        if run.is_top_up:
            sales = _newest(later[lot], first.get(key), run.gross)
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


def _first_papers(runs: Iterable[LotSettlement]) -> dict[int, int]:
    """Run's key -> the key of its first paper."""
    query = Settlement.select(Settlement.run, fn.MIN(Settlement.document)).where(
        Settlement.run.in_([run.id for run in runs if run.id])
    )
    return dict(rows(query.group_by(Settlement.run)))


def _newest(
    later: Sequence[tuple[int, Sold]], before: int | None, whole: Decimal
) -> Sequence[Sold]:
    """The newest of the later prices typed before a paper that make up that whole."""
    found: list[Sold] = []
    for key, one in reversed(later):
        if before is not None and key > before:
            continue
        if sum((other.amount for other in found), ZERO) >= whole:
            break
        found.append(one)
    return found[::-1]


def _sales(lots: set[int]) -> dict[int, list[Sold]]:
    """Lot's key -> the lines of its sales that count, in the order typed."""
    query = (
        SaleLine.select(SaleLine, Sale, Document, Buyer, Product, Grade)
        .join_from(SaleLine, Sale)
        .join_from(Sale, Document)
        .join_from(Sale, Buyer)
        .join_from(SaleLine, Product)
        .join_from(SaleLine, Grade)
        .where(Sale.lot.in_(lots), *_counts())
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
                what=_what(line.product, line.grade),
                unit=str(line.product.text("unit")),
                quantity=line.quantity,
                price=line.price,
                amount=line.amount,
            )
        )
    return found


def _top_ups(lots: set[int]) -> dict[int, list[tuple[int, Sold]]]:
    """Lot's key -> key and facts of the later prices received for it, in the order typed."""
    query = (
        TopUp.select(TopUp, Document, Grade, Product)
        .join_from(TopUp, Document)
        .join_from(TopUp, Grade, JOIN.LEFT_OUTER)
        .join_from(Grade, Product, JOIN.LEFT_OUTER)
        .where(TopUp.lot.in_(lots), *_counts())
        .order_by(Document.id)
    )
    several = list(query)
    keys = [one.document_id for one in several]
    who = dict(
        rows(Receipt.select(Receipt.document, Receipt.party).where(Receipt.document.in_(keys)))
    )
    found: dict[int, list[tuple[int, Sold]]] = defaultdict(list)
    for one in several:
        sold = Sold(
            number=str(one.document.number),
            day=one.document.day,
            buyer=str(who[one.document_id]),
            grade=one.grade_id,
            what=_what(one.grade.product, one.grade) if one.grade else "",
            unit="",
            quantity=ZERO,
            price=ZERO,
            amount=one.amount,
        )
        found[one.lot_id].append((one.document_id, sold))
    return found


def _losses(lots: set[int]) -> dict[int, list[Lost]]:
    """Lot's key -> what was written off of it and counts, in the order typed."""
    query = (
        WriteOff.select(WriteOff, Document, Product, Grade)
        .join_from(WriteOff, Document)
        .join_from(WriteOff, Product)
        .join_from(WriteOff, Grade)
        .where(WriteOff.lot.in_(lots), *_counts())
        .order_by(Document.id)
    )
    found: dict[int, list[Lost]] = defaultdict(list)
    for one in query:
        found[one.lot_id].append(
            Lost(
                str(one.document.number),
                one.document.day,
                _what(one.product, one.grade),
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
        .where(Receipt.lot.in_(lots), Document.kind == "RE", *_counts())
        .order_by(Document.id)
    )
    found: dict[int, list[Cost]] = defaultdict(list)
    for lot, number, day, amount, concept, party in rows(query):
        found[lot].append(Cost(Receipted(number, day, amount), str(concept), str(party)))
    return found


# Deductions, payment, season ------------------------------------------------------------------


def _taken(papers: Sequence[int]) -> dict[int, list[TakenOff]]:
    """LQ's key -> its deductions in their order; of charges, which ones they went to."""
    charged = _charged(papers)
    query = (
        SettlementDeduction.select()
        .where(SettlementDeduction.settlement.in_(list(papers)))
        .order_by(SettlementDeduction.place)
    )
    found: dict[int, list[TakenOff]] = defaultdict(list)
    for one in query:
        origin = str(one.origin)
        if one.base == CHARGES and charged[one.settlement_id]:
            origin = ", ".join(charged[one.settlement_id])
        found[one.settlement_id].append(
            TakenOff(str(one.base), str(one.name), one.asked, one.amount, origin)
        )
    return found


def _charged(papers: Sequence[int]) -> dict[int, list[str]]:
    """LQ's key -> the charges its deduction paid: concept, number and day."""
    query = (
        MoneyEntry.select(MoneyEntry.document, Charge.concept, Document.number, Document.day)
        .join_from(MoneyEntry, ChargeLine, on=MoneyEntry.party == ChargeLine.id)
        .join_from(ChargeLine, Charge)
        .join_from(Charge, Document)
        .where(
            MoneyEntry.document.in_(list(papers)),
            MoneyEntry.account == money.CHARGES,
            MoneyEntry.amount < 0,
        )
        .order_by(MoneyEntry.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for paper, concept, number, day in rows(query):
        found[paper].append(f"{concept} ({number}, {day:%d/%m/%Y})")
    return found


def _payments(papers: Sequence[Settlement]) -> dict[int, Paid]:
    """LQ's key -> how it was paid; those not paid are left out."""
    nets = {one.document_id: one.net for one in papers}
    means = dict(METHODS)
    query = (
        Receipt.select(
            *(Document.about, Document.number, Document.day, Receipt.amount),
            *(Receipt.method, Receipt.operation),
        )
        .join(Document)
        .where(Document.about.in_(list(nets)), Document.kind == "RE", *_counts())
        .order_by(Document.id)
    )
    return {
        paper: Paid(
            Receipted(number, day, amount), _(means[method]), operation, amount - nets[paper]
        )
        for paper, number, day, amount, method, operation in rows(query)
    }


def _seasons(papers: Sequence[int]) -> dict[int, list[SeasonSoFar]]:
    """LQ's key -> what the member delivered that crop year up to its day, product by product.

    What was typed later does not count: the paper is printed again as it was.
    """
    paper, note = Document.alias(), Document.alias()
    # From January of the year it began in: seven months earlier, then seven months on.
    begun = fn.DATE(paper.day, "-7 months", "start of year", "+7 months")
    query = (
        Settlement.select(Settlement.document, Product.name, Product.unit, total(Delivery.payable))
        .join_from(Settlement, paper, on=Settlement.document == paper.id)
        .join_from(Settlement, Delivery, on=Delivery.member == Settlement.member)
        .join_from(Delivery, note, on=Delivery.document == note.id)
        .join_from(Delivery, Product)
        .where(
            Settlement.document.in_(list(papers)),
            note.state == VALID,
            note.day.between(begun, paper.day),
            note.id < paper.id,
        )
        .group_by(Settlement.document, Product.id)
        .order_by(Settlement.document, Product.id)
    )
    found: dict[int, list[SeasonSoFar]] = defaultdict(list)
    for key, product, unit, amount in rows(query):
        found[key].append(SeasonSoFar(str(product), _(dict(Product.unit.choices)[unit]), amount))
    return found


def _season(day: date) -> str:
    start = season_start(day)
    return f"{start.year}-{start.year + 1}"
