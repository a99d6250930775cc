"""Sales: lines drawn from the deliveries of a lot, for cash or credit, and their collection in parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from peewee import Case, ForeignKeyField, IntegerField, fn

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
from models.documents import VALID, VOIDED, Document, Paper, check_valid, issue, issued
from models.fields import (
    LAST_YEAR,
    ChoiceField,
    DayField,
    NameField,
    PriceField,
    QuantityField,
    SolesField,
    show,
    total,
)
from models.language import N_, _, in_spanish
from models.money import CASH, MoneyEntry
from models.numbers import MOST, rounded, too_large
from models.parameters import parameter
from models.produce.buyers import Buyer
from models.produce.lots import Lot, check_one_unit, lot_like
from models.produce.products import IGV, Grade, Product, igv_on, terms_on
from models.record import Column, Record, RecordType, RulesBroken, State, rows
from models.reversals import REVERSED, reversed_by, reversed_papers
from models.settling.settlements import check_not_settled

TERMS = (("cash", N_("Contado")), ("credit", N_("Crédito")))
STATES = (
    ("pending", N_("Pendiente")),
    ("partial", N_("Parcial")),
    ("collected", N_("Cobrada")),
    ("voided", N_("Anulada")),
    (REVERSED, N_("Extornada")),
)


class Sale(Record):
    """A sale as its paper was printed. What is collected of it is a sum over entries."""

    document = ForeignKeyField(Document, primary_key=True, on_delete="RESTRICT")
    buyer = ForeignKeyField(Buyer, on_delete="RESTRICT", verbose_name=N_("Cliente"))
    lot = ForeignKeyField(Lot, on_delete="RESTRICT", verbose_name=N_("Lote"))
    terms = ChoiceField(verbose_name=N_("Condición"), choices=TERMS)
    due = DayField(verbose_name=N_("Vence"))
    voucher = NameField(verbose_name=N_("Comprobante SUNAT"), default="")
    total = SolesField(verbose_name=N_("Total S/"))
    document_id: int
    lot_id: int

    def __str__(self) -> str:
        return str(self.document)

    def searched(self) -> str:
        return f"{self.document.number} {self.voucher}"


class SaleLine(Record):
    """One product and grade of a sale; amount = quantity × price, rounded to the céntimo."""

    sale = ForeignKeyField(Sale, on_delete="RESTRICT", backref="lines")
    place = IntegerField(verbose_name=N_("Línea"))
    product = ForeignKeyField(Product, on_delete="RESTRICT", verbose_name=N_("Producto"))
    grade = ForeignKeyField(Grade, on_delete="RESTRICT", verbose_name=N_("Calidad"))
    quantity = QuantityField(verbose_name=N_("Cantidad"))
    price = PriceField(verbose_name=N_("Precio unitario S/"))
    amount = SolesField(verbose_name=N_("Importe S/"))
    igv = ChoiceField(verbose_name=N_("IGV"), choices=IGV)
    sale_id: int

    def __str__(self) -> str:
        return f"{self.product} {self.grade}"

    def searched(self) -> str:
        return ""  # nobody looks for one by itself


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
    _check_bargain(bargain)
    check_not_settled(bargain.lot)
    check_one_unit(bargain.lot, {str(item.grade.product.unit) for item in bargain.items})
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


def _check_bargain(bargain: Bargain) -> None:
    problems = {}
    if not (bargain.buyer.name or "").strip():
        problems["buyer"] = _("Falta el cliente.")
    if not (bargain.lot.name or "").strip():
        problems["lot"] = _("Falta el nombre del lote.")
    if not bargain.items:
        problems["items"] = _("Ponga al menos un producto.")
    for place, item in enumerate(bargain.items, start=1):
        if item.quantity <= 0:
            problems[f"quantity {place}"] = _("La cantidad debe ser mayor que cero.")
        elif item.quantity % Decimal(1).scaleb(-item.grade.product.places):
            say = (
                _("La cantidad lleva como máximo 1 decimal.")
                if item.grade.product.places
                else _("Se cuenta en enteros.")
            )
            problems[f"quantity {place}"] = say
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
    if problems:
        raise RulesBroken(problems)


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


# Questions ----------------------------------------------------------------------------------


def balance_of(sale: Sale) -> Decimal:
    """What the buyer still owes for it, S/."""
    return money.owed_by(money.RECEIVABLE, sale.document_id)


def last_price(grade: Grade) -> Decimal | None:
    """The price of the last valid sale of a grade, S/; None while there is none."""
    query = (
        SaleLine.select(SaleLine.price)
        .join_from(SaleLine, Sale)
        .join_from(Sale, Document)
        .where(
            SaleLine.grade == grade,
            Document.state == VALID,
            Document.id.not_in(reversed_papers()),
        )
        .order_by(Document.day.desc(), Document.id.desc(), SaleLine.place.desc())
    )
    last = query.first()
    return last and Decimal(last.price)


def lines_of(sale: Sale) -> list[SaleLine]:
    """Its lines in the order typed, with their product and grade."""
    return lines_by_sale([sale.document_id])[sale.document_id]


def lines_by_sale(sales: Sequence[int]) -> dict[int, list[SaleLine]]:
    """Sale's key -> its lines in the order typed; of product and grade, name and unit alone."""
    query = (
        SaleLine.select(SaleLine, Product.id, Product.name, Product.unit, Grade.id, Grade.name)
        .join_from(SaleLine, Product)
        .join_from(SaleLine, Grade)
        .where(SaleLine.sale.in_(sales))
        .order_by(SaleLine.place)
    )
    found: dict[int, list[SaleLine]] = {sale: [] for sale in sales}
    for line in query:
        found[line.sale_id].append(line)
    return found


def balances_after(receipts: Sequence[int]) -> dict[int, Decimal]:
    """Receipt's key -> what was still owed on the sale it collects, once it was received, S/.

    Other receipts are left out. What was received later does not count: the receipt is printed
    again as it was.
    """
    paper, earlier, paid = Document.alias(), Document.alias(), Receipt.alias()
    query = (
        Sale.select(paper.id, Sale.total, total(paid.amount))
        .join_from(Sale, paper, on=paper.about == Sale.document)
        .join_from(paper, earlier, on=(earlier.about == paper.about) & (earlier.id <= paper.id))
        .join_from(earlier, paid, on=paid.document == earlier.id)
        .where(paper.id.in_(receipts), earlier.state == VALID)
        .group_by(paper.id)
    )
    return {receipt: sold - collected for receipt, sold, collected in rows(query)}


def owed_by_buyer(buyer: Buyer) -> Decimal:
    """What a buyer owes for all their sales, S/."""
    sold = Sale.select(Sale.document).where(Sale.buyer == buyer)
    query = MoneyEntry.select(total(MoneyEntry.amount)).where(
        MoneyEntry.account == money.RECEIVABLE, MoneyEntry.party.in_(sold)
    )
    return Decimal(query.scalar())


def owed_after(sale: Sale, amount: Decimal) -> Decimal:
    """What the buyer still owes once this amount is collected, S/."""
    return balance_of(sale) - amount


def state_of(sale: Sale, balance: Decimal) -> str:
    """«pending», «partial», «collected» or «voided», by what is still owed.

    At the end of the sale's own month, say: only later can it be «reversed» (`state_now`).
    """
    if not sale.document.is_valid:
        return "voided"
    if balance == sale.total:
        return "pending"
    return "partial" if balance else "collected"


def state_now(sale: Sale) -> str:
    """As `state_of`, by what is owed in the end; «reversed» where a reversal undid it."""
    return REVERSED if reversed_by(sale.document) else state_of(sale, balance_of(sale))


_owed = MoneyEntry.select(fn.SUM(MoneyEntry.amount)).where(
    MoneyEntry.account == money.RECEIVABLE, MoneyEntry.party == Sale.document
)
_state = Case(
    None,
    [
        (Document.state == VOIDED, "voided"),
        (Document.id.in_(reversed_papers()), REVERSED),
        (_owed.coerce(False) == 0, "collected"),
        (_owed.coerce(False) == Sale.total, "pending"),
    ],
    "partial",
)

SALES = RecordType(
    Sale,
    title=N_("Ventas"),
    one=N_("venta"),
    menu="collection",
    icon="bag-check",
    columns=(
        Column(N_("Número"), Document.number, sample="V-2026-0007"),
        Column(N_("Fecha"), Document.day, sample="31/12/2026"),
        Column(N_("Cliente"), Buyer.name, sample="Comercializadora del Sur"),
        Column(N_("Lote"), Lot.name, sample="papa de mayo", rank=2),
        Column(N_("Condición"), Sale.terms, sample="Contado", rank=3),
        Column(N_("Vence"), Sale.due, sample="31/12/2026", rank=1),
        Column(N_("Total S/"), Sale.total, sample="12,141.50", total=True, strong=True),
        Column(
            N_("Por cobrar S/"),
            fn.NULLIF(_owed, 0).coerce(False),
            like=Sale.total,
            sample="12,141.50",
            total=True,
        ),
        Column(
            N_("Estado"),
            _state,
            like=ChoiceField(choices=STATES),
            sample="Pendiente",
            tones={
                "pending": "warn",
                "partial": "warn",
                "collected": "good",
                "voided": "danger",
                REVERSED: "warn",
            },
        ),
    ),
    joins=(Sale.document, Sale.buyer, Sale.lot),
    search=(Sale.buyer, Sale.lot),
    form={N_("Venta"): ("buyer", "lot", "terms", "due", "voucher", "total")},
    order=(Document.day.desc(), Document.id.desc()),
    every=Document.kind == "V",
    day=Document.day,
    states=(
        State(N_("Por cobrar"), (Document.state == VALID) & (_owed.coerce(False) > 0)),
        State(N_("Cobradas"), _state == "collected"),
        State(N_("Extornadas"), Document.id.in_(reversed_papers())),
        State(N_("Anuladas"), Document.state == VOIDED),
    ),
    counts=Document.state == VALID,
    issued=True,
)
