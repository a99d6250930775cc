"""Selling from a lot, drawn from its deliveries the oldest first, and collecting it in parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from models import money, stock
from models.cash.cash_book import (
    Matter,
    Party,
    Payment,
    Receipt,
    ask,
    check_payment,
    day_doubts,
    payment_doubts,
    receive,
)
from models.cash.categories import COLLECTIONS, INCOME, category
from models.changes import Refused, transaction
from models.documents import Paper, check_valid, issue, issued
from models.fields import (
    LAST_YEAR,
    show,
)
from models.land.organic import why_not_organic
from models.language import _, in_spanish
from models.money import CASH
from models.numbers import MOST, rounded, too_large
from models.parameters import parameter
from models.produce.buyers import Buyer
from models.produce.lots import Lot, check_one_unit, lot_like
from models.produce.products import Grade, igv_on, terms_on
from models.produce.sales import Sale, SaleLine, balance_of, last_price, units_sold
from models.produce.write_offs import units_lost
from models.record import RulesBroken
from models.reversals import check_not_before_reversal
from models.settling.settlements import check_not_settled


@dataclass(frozen=True)
class Item:
    """A line as it is typed: quantity in the product's unit, price in S/ for one of it."""

    grade: Grade
    quantity: Decimal
    price: Decimal

    @property
    def amount(self) -> Decimal:
        return rounded(self.quantity * self.price, 2)


@dataclass(frozen=True)
class Bargain:
    """Who buys what from which lot, and on which terms."""

    buyer: Buyer
    lot: Lot
    items: Sequence[Item]
    credit_days: int | None = None  # None: for cash
    voucher: str = ""

    @property
    def total(self) -> Decimal:
        return sum((item.amount for item in self.items), Decimal(0))

    def due_on(self, day: date) -> date:
        """When it is to be paid, if it is agreed on that day."""
        return day + timedelta(days=self.credit_days or 0)


@transaction()
def sell(bargain: Bargain, paper: Paper, *, sure: bool = False) -> Sale:
    """Sell from a lot: a paper V, its draws from the deliveries, and what the buyer owes.

    A buyer or a lot that is not registered yet is stored with it. Problems and doubts of a line
    are named after its place: «quantity 2».
    """
    if made := issued(paper.uid, "V"):
        return Sale.get_by_id(made)
    association = bargain.buyer.association
    check_bargain(bargain, paper.day)
    check_not_settled(bargain.lot)
    units = {str(item.grade.product.unit) for item in bargain.items}
    check_one_unit(bargain.lot, units | units_sold(bargain.lot) | units_lost(bargain.lot))
    if bargain.due_on(paper.day).year > LAST_YEAR:
        raise RulesBroken({"credit_days": _("El año en que vence no puede ser.")})
    noted = ask(_doubts(bargain, paper.day), sure=sure)
    buyer, lot = bargain.buyer.stored(), bargain.lot.stored()
    document = issue(association, "V", paper, noted=noted)
    sale = Sale.create(
        document=document,
        buyer=buyer,
        lot=lot,
        terms="cash" if bargain.credit_days is None else "credit",
        due=bargain.due_on(paper.day),
        voucher=bargain.voucher,
        total=bargain.total,
    )
    for place, item in enumerate(bargain.items, start=1):
        _store_line(sale, place, item)
    money.post(
        document,
        [(money.RECEIVABLE, document, bargain.total), (money.PRODUCE, lot, -bargain.total)],
    )
    return sale


def _store_line(sale: Sale, place: int, item: Item) -> None:
    document, grade = sale.document, item.grade
    SaleLine.create(
        sale=sale,
        place=place,
        product=grade.product_id,
        grade=grade,
        quantity=item.quantity,
        price=item.price,
        amount=item.amount,
        igv=igv_on(grade.product, document.day),
    )
    try:
        pieces = stock.draw(document.association, grade, item.quantity, document.day)
    except Refused as short:
        raise RulesBroken({f"quantity {place}": str(short)}) from short
    drawn = [stock.Piece(piece.delivery, -piece.quantity) for piece in pieces]
    stock.post(document, grade, drawn, line=place)


def check_bargain(bargain: Bargain, day: date) -> None:
    """Refuse what is no bargain at all on that day, whatever there is in store."""
    problems = {}
    if not (bargain.buyer.name or "").strip():
        problems["buyer"] = _("Falta el cliente.")
    if not (bargain.lot.name or "").strip():
        problems["lot"] = _("Falta el nombre del lote.")
    if not bargain.items:
        problems["items"] = _("Ponga al menos un producto.")
    for place, item in enumerate(bargain.items, start=1):
        if wrong := item.grade.product.why_not(item.quantity):
            problems[f"quantity {place}"] = wrong
        if item.price <= 0:
            problems[f"price {place}"] = _("El precio debe ser mayor que cero.")
        elif item.price % Decimal("0.0001"):
            problems[f"price {place}"] = _("El precio lleva como máximo 4 decimales.")
        elif not 0 < item.amount < MOST:
            problems[f"price {place}"] = _("Ese importe no puede ser. Revise cantidad y precio.")
    if bargain.items and not problems and bargain.total >= MOST:
        problems["items"] = too_large()
    if bargain.credit_days is not None and not 0 < bargain.credit_days <= 366:
        problems["credit_days"] = _("Los días de crédito van de 1 a 366.")
    if wrong := _why_not_organic(bargain, day):
        problems.setdefault("items", wrong)
    if problems:
        raise RulesBroken(problems)


def _why_not_organic(bargain: Bargain, day: date) -> str:
    """The paper says «orgánico» only of what some plot is certified for on that day."""
    for item in bargain.items:
        product = item.grade.product
        words = (str(product.name), str(item.grade.name), str(bargain.lot.name))
        if wrong := why_not_organic(words, product, day):
            return wrong
    return ""


def _doubts(bargain: Bargain, day: date) -> dict[str, str]:
    doubts = day_doubts(day)
    if not bargain.lot.id and (like := lot_like(bargain.buyer.association, bargain.lot.name)):
        doubts["lot"] = _("¿Quiso decir «{lot}»?").format(lot=like)
    for place, item in enumerate(bargain.items, start=1):
        low, high = _usual_prices(item.grade, day)
        if (low is not None and item.price < low) or (high is not None and item.price > high):
            doubts[f"price {place}"] = _("¿S/ {price} por {unit} de {what}?").format(
                price=show(SaleLine.price, item.price),
                unit=item.grade.product.text("unit"),
                what=stock.described(item.grade),
            )
    return doubts


# Where no limit is known, a price so many times the last one, or a part of it, is asked about: a
# slip of the decimal point is ten, and no price of the valley changes so from sale to sale.
FAR = Decimal(10)


def _usual_prices(grade: Grade, day: date) -> tuple[Decimal | None, Decimal | None]:
    """Outside which prices, S/ for a unit, the program asks; None where nothing is known."""
    terms = terms_on(grade.product, day)
    if terms is not None and not (terms.price_low is None and terms.price_high is None):
        return terms.price_low, terms.price_high
    known = last_price(grade) or Decimal(grade.tariff)
    return (known / FAR, known * FAR) if known else (None, None)


@transaction()
def collect(sale: Sale, payment: Payment, paper: Paper, *, sure: bool = False) -> Receipt:
    """Take money for a sale, all or part of it: a receipt RI. Never more than is owed."""
    document = sale.document
    if made := issued(paper.uid, "RI"):
        return Receipt.get_by_id(made)
    check_payment(payment)
    check_valid(document)
    owed = balance_of(sale)
    if payment.amount > owed:
        raise RulesBroken(
            {
                "amount": _("De {number} falta cobrar S/ {owed}; no se puede cobrar más.").format(
                    number=document, owed=show(Receipt.amount, owed)
                )
            }
        )
    if paper.day < document.day:
        raise RulesBroken({"day": _("No se cobra antes de la venta.")})
    check_not_before_reversal(document, paper.day, payment.amount, money.RECEIVABLE, document)
    doubts = payment_doubts(document.association, paper.day, payment)
    limit = parameter(document.association, "bank_means_threshold", document.day)
    if payment.account == CASH and sale.total >= limit:
        doubts["account"] = _(
            "{number} es de S/ {total}: desde S/ {limit} se paga por banco, también en partes."
        ).format(
            number=document,
            total=show(Receipt.amount, sale.total),
            limit=show(Receipt.amount, limit),
        )
    matter = Matter(
        in_spanish("Cobro de la venta {number}").format(number=document),
        category(document.association, INCOME, COLLECTIONS),
        [(money.RECEIVABLE, document, payment.amount)],
        about=document,
        lot=sale.lot,
    )
    who, noted = Party.of(sale.buyer), ask(doubts, sure=sure)
    return receive(document.association, paper, who, matter, payment, noted)
