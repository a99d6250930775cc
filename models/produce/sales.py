"""Sales of a lot, for cash or credit: their lines, and what is still owed for them."""

from collections.abc import Sequence
from decimal import Decimal

from peewee import Case, ForeignKeyField, IntegerField, fn

from models import money
from models.cash.cash_book import (
    Receipt,
)
from models.documents import VALID, VOIDED, Document
from models.fields import (
    ChoiceField,
    DayField,
    NameField,
    PriceField,
    QuantityField,
    SolesField,
    total,
)
from models.language import N_
from models.money import MoneyEntry
from models.prints import TIMES_PRINTED
from models.produce.buyers import Buyer
from models.produce.lots import Lot
from models.produce.products import IGV, Grade, Product
from models.record import Column, Record, RecordType, State, rows
from models.reversals import REVERSED, reversed_by, reversed_papers

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


def balance_of(sale: Sale) -> Decimal:
    """What the buyer still owes for it, S/."""
    return money.owed_by(money.RECEIVABLE, sale.document_id)


def units_sold(lot: Lot) -> set[str]:
    """In which units the products sold from a lot are counted; void sales count for nothing."""
    query = Product.select(Product.unit).join(SaleLine).join(Sale).join(Document)
    query = query.where(Sale.lot == lot, Document.state == VALID).distinct()
    return {unit for (unit,) in rows(query)}


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
        TIMES_PRINTED,
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
