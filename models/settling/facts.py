"""The facts of settlements, read together: a few questions for hundreds of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import chunked, fn

from models import money
from models.cash.cash_book import METHODS, Receipt
from models.documents import VALID, Document
from models.fields import total
from models.language import _
from models.money import MoneyEntry
from models.people.charges import Charge, ChargeLine
from models.people.members import Member
from models.produce.deliveries import Delivery, season_start
from models.produce.lots import Lot
from models.produce.products import Grade, Product
from models.record import rows
from models.settling.account import (
    Brought,
    Paid,
    Receipted,
    SeasonSoFar,
    SettlementFacts,
    TakenOff,
)
from models.settling.deductions import CARRIED, CHARGES
from models.settling.forecast import Forecast
from models.settling.lot_facts import goods, lots_by_run, pools_named, pools_of, that_count
from models.settling.settlements import (
    LotSettlement,
    Settlement,
    SettlementDeduction,
    SettlementLine,
)

ZERO = Decimal(0)
AT_ONCE = 10_000  # keys in one question: SQLite takes 32,766


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
    lots = lots_by_run(list(runs.values()), pools_of(list(runs)))
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
    lot = lots_by_run([run], {0: pools_named(gathered)})[0]
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
    )
    return {
        one.document_id: one
        for some in chunked(set(deliveries), AT_ONCE)
        for one in query.where(Delivery.document.in_(some))
    }


def _brought(
    delivery: Delivery, figures: Sequence[Decimal], receipts: Sequence[Receipted]
) -> Brought:
    in_lot, earned, costs, service, advance = figures
    return Brought(
        number=str(delivery.document.number),
        day=delivery.document.day,
        grade=delivery.grade.id,
        what=goods(delivery.product, delivery.grade),
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


def _advances(deliveries: Iterable[int]) -> dict[int, list[tuple[int, Receipted]]]:
    """Delivery's key -> key and facts of the valid receipts of its advances, as typed."""
    query = (
        Receipt.select(Document.about, Document.id, Document.number, Document.day, Receipt.amount)
        .join(Document)
        .where(Document.kind == "RE", *that_count())
        .order_by(Document.id)
    )
    found: dict[int, list[tuple[int, Receipted]]] = defaultdict(list)
    for some in chunked(set(deliveries), AT_ONCE):
        for delivery, key, number, day, amount in rows(query.where(Document.about.in_(some))):
            found[delivery].append((key, Receipted(number, day, amount)))
    return found


# Deductions, payment, season ------------------------------------------------------------------


def _taken(papers: Sequence[int]) -> dict[int, list[TakenOff]]:
    """LQ's key -> its deductions in their order, with the charges or the debt they went to."""
    charged, carried = _charged(papers), _carried(papers)
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
        if one.base == CARRIED and (debts := _last(carried[one.settlement_id], one.asked)):
            origin = _("de {papers}").format(papers=", ".join(debts))
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


def _carried(papers: Sequence[int]) -> dict[int, list[tuple[str, Decimal]]]:
    """LQ's key -> number and day, and S/, of those before it that left the member owing."""
    paper, earlier, short = Document.alias(), Document.alias(), Settlement.alias()
    query = (
        Settlement.select(Settlement.document, earlier.number, earlier.day, short.carried_out)
        .join_from(Settlement, paper, on=Settlement.document == paper.id)
        .join_from(Settlement, short, on=short.member == Settlement.member)
        .join_from(short, earlier, on=short.document == earlier.id)
        .where(
            Settlement.document.in_(list(papers)),
            short.carried_out > 0,
            earlier.state == VALID,
            earlier.id < paper.id,
        )
        .order_by(earlier.id)
    )
    found: dict[int, list[tuple[str, Decimal]]] = defaultdict(list)
    for key, number, day, amount in rows(query):
        found[key].append((f"{number} ({day:%d/%m/%Y})", amount))
    return found


def _last(debts: Sequence[tuple[str, Decimal]], owed: Decimal) -> list[str]:
    """The newest of the debts that make up what is owed."""
    found: list[str] = []
    for words, amount in reversed(debts):
        if owed <= 0:
            break
        found.insert(0, words)
        owed -= amount
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
        .where(Document.about.in_(list(nets)), Document.kind == "RE", *that_count())
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
