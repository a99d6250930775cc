"""«El mes cuadra»: what is looked at before a month is closed (domain 6.1).

A fault stops the closing, a warning is written down with it, a hint is only said. Each names what
to open to put it right.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models import chain, money
from models.associations import Association
from models.cash.cash_book import Receipt
from models.cash.cash_count import CashCount, in_book
from models.cash.transfers import Transfer
from models.documents import VALID, Document
from models.fields import show
from models.language import N_, _, ngettext
from models.money import MoneyEntry
from models.month.preflight_sums import mismatches
from models.months import Month, newest_opening
from models.people import charges, dues
from models.produce.deliveries import Delivery
from models.produce.harvests import Harvest
from models.produce.lots import Lot
from models.produce.products import Product
from models.produce.sales import Sale
from models.record import Record, rows

FAULT, WARNING, HINT = "fault", "warning", "hint"
LEVELS = ((FAULT, N_("Falta arreglar")), (WARNING, N_("Revise")), (HINT, N_("Para saber")))
# Where a finding without a record of its own is put right; a screen knows what each opens.
CASH_COUNT, CLOSINGS, SALES, HARVESTS = "cash_count", "closings", "sales", "harvests"
RECEIPTS, DELIVERIES, SETTLEMENTS = "receipts", "deliveries", "settlements"
DUES, PAPERS, HISTORY = "dues", "papers", "history"

ZERO = Decimal(0)


@dataclass(frozen=True)
class Finding:
    """One thing that was found: how grave, in words, and the record or place behind it."""

    level: str
    sentence: str
    record: Record | None = None
    place: str = ""

    def __str__(self) -> str:
        return self.sentence


def findings(association: Association, month: Month) -> list[Finding]:
    """All that is to be known before closing the month, the gravest first."""
    found = list(_in_order(association, month)) or list(_all(association, month))
    order = [level for level, _title in LEVELS]
    return sorted(found, key=lambda one: order.index(one.level))


def faults_in(association: Association, month: Month) -> list[Finding]:
    """Only what stops the closing."""
    return [one for one in findings(association, month) if one.level == FAULT]


def _all(association: Association, month: Month) -> Iterator[Finding]:
    for wrong in mismatches(association, month):
        papers = (Document.association == association, Document.number == wrong.number)
        paper = Document.get_or_none(*papers) if wrong.number else None
        yield Finding(FAULT, wrong.sentence, paper, PAPERS)
    yield from _history()
    yield from _still_running(month)
    yield from _dated_ahead(association, month)
    yield from _counted(association, month)
    yield from _undecided(association, month)
    yield from _without_operation(association, month)
    yield from _without_voucher(association, month)
    yield from _overdue(association, month)
    yield from _ready_lots(association, month)
    yield from _unpaid(association, month)
    yield from _advances(association, month)
    yield from _dues(association, month)


def _soles(amount: Decimal) -> str:
    return f"S/ {show(MoneyEntry.amount, amount)}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


# The month itself -----------------------------------------------------------------------------


def _in_order(association: Association, month: Month) -> Iterator[Finding]:
    opening = newest_opening(association)
    if opening is None:
        yield Finding(FAULT, _("Primero registre los saldos con que empieza el libro."))
    elif str(opening.month) > str(month):
        yield Finding(FAULT, _("El mes de {month} ya está cerrado.").format(month=month.title))
    elif str(opening.month) < str(month):
        first = Month.of(opening.day)
        say = _("Primero cierre {month}.").format(month=first.title)
        yield Finding(FAULT, say, place=CLOSINGS)


def _history() -> Iterator[Finding]:
    """It cannot be put right by who closes; it is written down with the closing.

    Only the newest changes are looked at: all of them are at each start.
    """
    if not chain.is_whole(chain.NEWEST):
        say = _("Alguien alteró el historial del libro con otro programa. Vea dónde en Historial.")
        yield Finding(WARNING, say, place=HISTORY)


def _still_running(month: Month) -> Iterator[Finding]:
    if (today := date.today()) <= month.last:
        left = (month.last - today).days
        say = ngettext(
            "El mes no termina: falta {n} día.", "El mes no termina: faltan {n} días.", left
        )
        ending = _("Hoy es el último día del mes: todavía puede haber papeles.")
        yield Finding(WARNING, say.format(n=left) if left else ending)


def _dated_ahead(association: Association, month: Month) -> Iterator[Finding]:
    ahead = Document.select().where(
        Document.association == association,
        Document.state == VALID,
        Document.day.between(max(month.first, date.today()), month.last),
        Document.day > date.today(),
    )
    if papers := list(ahead.order_by(Document.day, Document.id)):
        say = ngettext(
            "{number} tiene una fecha que todavía no llega.",
            "{n} papeles tienen una fecha que todavía no llega; el primero, {number}.",
            len(papers),
        )
        yield Finding(WARNING, say.format(n=len(papers), number=papers[0]), papers[0], PAPERS)


# Cash -----------------------------------------------------------------------------------------


def _counted(association: Association, month: Month) -> Iterator[Finding]:
    """Whether what is in the drawer was counted after the last movement, and is what the book says."""
    made = CashCount.select().where(
        CashCount.association == association, CashCount.day.between(month.first, month.last)
    )
    last = made.order_by(CashCount.day.desc(), CashCount.id.desc()).first()
    if last is None:
        held = money.balance(association, money.CASH, month.last)
        say = _("La caja no se contó en {month}; el libro dice {held}.")
        sentence = say.format(month=month.name, held=_soles(held))
        yield Finding(WARNING, sentence, place=CASH_COUNT)
        return
    now = in_book(association, last.day)
    if now != last.counted:
        say = _("El {day} se contó {counted}, y ahora el libro dice {book} de ese día.")
        sentence = say.format(day=_day(last.day), counted=_soles(last.counted), book=_soles(now))
        yield Finding(WARNING, sentence, last, CASH_COUNT)
    moved = MoneyEntry.select(MoneyEntry.document).where(
        MoneyEntry.association == association,
        MoneyEntry.account == money.CASH,
        MoneyEntry.day > last.day,
        MoneyEntry.day <= month.last,
    )
    if moved.exists():
        say = _("La caja se contó el {day} y después entró o salió dinero.")
        yield Finding(WARNING, say.format(day=_day(last.day)), place=CASH_COUNT)


def _without_operation(association: Association, month: Month) -> Iterator[Finding]:
    """Money of the bank that the bank's own statement could not be compared with."""
    span = (
        Document.association == association,
        Document.state == VALID,
        Document.day.between(month.first, month.last),
    )
    receipts = (
        Document.select(Document)
        .join(Receipt, on=(Receipt.document == Document.id))
        .where(*span, Receipt.account == money.BANK, Receipt.operation == "")
    )
    transfers = (
        Document.select(Document)
        .join(Transfer, on=(Transfer.document == Document.id))
        .where(*span, Transfer.operation == "")
    )
    papers = sorted([*receipts, *transfers], key=lambda one: (one.day, one.id))
    if papers:
        say = ngettext(
            "{number} pasó por el banco y no tiene N° de operación.",
            "{n} papeles del banco no tienen N° de operación; el primero, {number}.",
            len(papers),
        )
        yield Finding(WARNING, say.format(n=len(papers), number=papers[0]), papers[0], RECEIPTS)


# Produce and sales ----------------------------------------------------------------------------


def _undecided(association: Association, month: Month) -> Iterator[Finding]:
    query = (
        Harvest.select(Harvest.id, Harvest.undecided)
        .join(Product)
        .where(
            Harvest.association == association,
            Harvest.day.between(month.first, month.last),
            Harvest.undecided > 0,
        )
        .order_by(Harvest.day, Harvest.id)
    )
    if found := rows(query):
        say = ngettext(
            "{n} cosecha no dice a dónde fue todo lo que salió.",
            "{n} cosechas no dicen a dónde fue todo lo que salió.",
            len(found),
        )
        record = Harvest.get_by_id(found[0][0])
        yield Finding(WARNING, say.format(n=len(found)), record, HARVESTS)


def _without_voucher(association: Association, month: Month) -> Iterator[Finding]:
    query = (
        Sale.select(Sale, Document)
        .join(Document)
        .where(
            Document.association == association,
            Document.kind == "V",
            Document.state == VALID,
            Document.day.between(month.first, month.last),
            Sale.voucher == "",
        )
        .order_by(Document.day, Document.id)
    )
    if sales := list(query):
        say = ngettext(
            "{number} no tiene comprobante SUNAT anotado.",
            "{n} ventas no tienen comprobante SUNAT anotado; la primera, {number}.",
            len(sales),
        )
        yield Finding(HINT, say.format(n=len(sales), number=sales[0]), sales[0], SALES)


def _overdue(association: Association, month: Month) -> Iterator[Finding]:
    owed = money.balances_by_party(association, money.RECEIVABLE, month.last)
    query = (
        Sale.select(Sale, Document)
        .join(Document)
        .where(Sale.document.in_(list(owed)), Sale.due < month.last)
        .order_by(Sale.due, Document.id)
    )
    if late := list(query):
        amount = sum((owed[one.document_id] for one in late), ZERO)
        say = ngettext(
            "Falta cobrar {amount} de {number}, que venció el {day}.",
            "Falta cobrar {amount} de {n} ventas vencidas; la primera, {number}, el {day}.",
            len(late),
        )
        sentence = say.format(
            n=len(late), amount=_soles(amount), number=late[0], day=_day(late[0].due)
        )
        yield Finding(HINT, sentence, late[0], SALES)


def ready_lots(association: Association, until: date) -> list[Lot]:
    """Lots with money of members of which every sale is collected, not settled yet, by name."""
    waiting = money.balances_by_party(association, money.PRODUCE, until)
    lots = [key for key, amount in waiting.items() if amount < 0]
    owed = money.balances_by_party(association, money.RECEIVABLE, until)
    owing = Sale.select(Sale.lot).where(Sale.document.in_(list(owed)))
    query = Lot.select().where(Lot.id.in_(lots), Lot.id.not_in(owing))
    return list(query.order_by(Lot.found_by))


def _ready_lots(association: Association, month: Month) -> Iterator[Finding]:
    if lots := ready_lots(association, month.last):
        say = ngettext(
            "El lote «{lot}» está cobrado y falta liquidarlo.",
            "{n} lotes están cobrados y falta liquidarlos; el primero, «{lot}».",
            len(lots),
        )
        yield Finding(HINT, say.format(n=len(lots), lot=lots[0]), lots[0], SETTLEMENTS)


def _unpaid(association: Association, month: Month) -> Iterator[Finding]:
    owed = money.balances_by_party(association, money.PAYABLE, month.last)
    if owed:
        say = ngettext(
            "Falta pagar {n} liquidación: {amount}.",
            "Falta pagar {n} liquidaciones: {amount}.",
            len(owed),
        )
        first = Document.select().where(Document.id.in_(list(owed)))
        yield Finding(
            HINT,
            say.format(n=len(owed), amount=_soles(-sum(owed.values(), ZERO))),
            first.order_by(Document.day, Document.id).first(),
            SETTLEMENTS,
        )


def _advances(association: Association, month: Month) -> Iterator[Finding]:
    given = money.balances_by_party(association, money.ADVANCES, month.last)
    if given:
        oldest = (
            Delivery.select(Delivery, Document)
            .join(Document)
            .where(Delivery.document.in_(list(given)))
            .order_by(Document.day, Document.id)
            .first()
        )
        say = _("Hay {amount} en adelantos sin liquidar; el más antiguo, de {number} ({day}).")
        sentence = say.format(
            amount=_soles(sum(given.values(), ZERO)), number=oldest, day=_day(oldest.document.day)
        )
        yield Finding(HINT, sentence, oldest, DELIVERIES)


def _dues(association: Association, month: Month) -> Iterator[Finding]:
    if owed := dues.owed_in_all(association, month.last):
        say = ngettext(
            "{n} socio debe {amount} de cuotas.", "{n} socios deben {amount} de cuotas.", len(owed)
        )
        sentence = say.format(n=len(owed), amount=_soles(sum(owed.values(), ZERO)))
        yield Finding(HINT, sentence, place=DUES)
    if owed := charges.owed_in_all(association, month.last):
        say = ngettext(
            "{n} socio debe {amount} de multas y aportes.",
            "{n} socios deben {amount} de multas y aportes.",
            len(owed),
        )
        sentence = say.format(n=len(owed), amount=_soles(sum(owed.values(), ZERO)))
        yield Finding(HINT, sentence, place=DUES)
