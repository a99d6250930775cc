"""Deliveries: what a member hands over, weighed and discounted to payable quantity, and its advance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import ForeignKeyField, IntegerField, Select, fn

from models import money, stock
from models.cash import cash_book
from models.cash.cash_book import Matter, Party, Payment, Receipt, ask, day_doubts, hand_out
from models.cash.categories import ADVANCES, EXPENSE, category
from models.changes import Refused, transaction
from models.documents import (
    VALID,
    VOIDED,
    Document,
    Paper,
    check_valid,
    issue,
    issued,
)
from models.fields import (
    ChoiceField,
    FactorField,
    NameField,
    PercentField,
    PriceField,
    QuantityField,
    SolesField,
    show,
    total,
)
from models.land.organic import why_not_delivered
from models.language import N_, _, in_spanish
from models.money import MoneyEntry
from models.parameters import parameter
from models.people.members import Member
from models.produce.harvests import Harvest
from models.produce.products import Grade, Product, terms_on
from models.produce.weighing import Weighed, Weight, weigh
from models.record import Column, Record, RecordType, RulesBroken, State, rows
from models.reversals import (
    STATES_OF_HER_SHOWN,
    TONES_SHOWN,
    reversed_by,
    reversed_papers,
    shown_state,
)
from models.settling.settlements import quantity_settled
from models.stock import Piece


class Delivery(Record):
    """A delivery as its note was printed: what the scale said, what was taken off, what counts."""

    document = ForeignKeyField(Document, primary_key=True, on_delete="RESTRICT")
    member = ForeignKeyField(Member, on_delete="RESTRICT", verbose_name=N_("Socio"))
    product = ForeignKeyField(Product, on_delete="RESTRICT", verbose_name=N_("Producto"))
    grade = ForeignKeyField(Grade, on_delete="RESTRICT", verbose_name=N_("Calidad"))
    harvest = ForeignKeyField(
        Harvest, null=True, on_delete="RESTRICT", verbose_name=N_("Cosecha"), backref="deliveries"
    )
    typed_quantity = QuantityField(verbose_name=N_("Cantidad digitada"))
    typed_unit = NameField(verbose_name=N_("Unidad digitada"))
    factor = FactorField(verbose_name=N_("Cuántos son"))
    sacks = IntegerField(verbose_name=N_("Sacos"), default=0)
    gross = QuantityField(verbose_name=N_("Peso bruto"))
    tare = QuantityField(verbose_name=N_("Tara"))
    net = QuantityField(verbose_name=N_("Peso neto"))
    impurity = PercentField(verbose_name=N_("Impureza %"), null=True)
    impurity_off = QuantityField(verbose_name=N_("Descuento por impureza"), default=Decimal(0))
    moisture = PercentField(verbose_name=N_("Humedad %"), null=True)
    moisture_base = PercentField(verbose_name=N_("Humedad base %"), null=True)
    moisture_off = QuantityField(verbose_name=N_("Descuento por humedad"), default=Decimal(0))
    payable = QuantityField(verbose_name=N_("Pagable"))
    tariff = PriceField(verbose_name=N_("Adelanto sugerido por unidad"))
    suggested = SolesField(verbose_name=N_("Adelanto sugerido"))
    document_id: int
    member_id: int
    product_id: int

    def __str__(self) -> str:
        return str(self.document)

    def searched(self) -> str:
        return str(self.document.number)

    @property
    def discount(self) -> Decimal:
        """What was taken off the net weight."""
        return Decimal(self.net - self.payable)


@dataclass(frozen=True)
class Handover:
    """Who hands over what, and the advance paid for it."""

    member: Member
    grade: Grade
    weight: Weight
    harvest: Harvest | None = None
    advance: Payment | None = None


@transaction()
def deliver(handover: Handover, paper: Paper, *, sure: bool = False) -> Delivery:
    """Take in a delivery: its note EN, its stock, and the advance's receipt RE right after it."""
    if made := issued(paper.uid, "EN"):
        return Delivery.get_by_id(made)
    member, grade, weight = handover.member, handover.grade, handover.weight
    association, product = member.association, grade.product
    step = parameter(association, "cash_step", paper.day)
    weighed = weigh(grade, weight, step)
    _check_handover(handover, paper.day)
    noted = ask(_doubts(handover, weighed, paper.day), sure=sure)
    document = issue(association, "EN", paper, noted=noted)
    delivery = Delivery.create(
        document=document,
        member=member,
        product=product,
        grade=grade,
        harvest=handover.harvest,
        typed_quantity=weight.gross,
        typed_unit=weight.unit,
        factor=weighed.factor,
        sacks=weight.sacks,
        gross=weighed.gross,
        tare=weight.tare,
        net=weighed.net,
        impurity=weight.impurity,
        impurity_off=weighed.impurity_off,
        moisture=weight.moisture,
        moisture_base=product.moisture_base,
        moisture_off=weighed.moisture_off,
        payable=weighed.payable,
        tariff=grade.tariff,
        suggested=weighed.suggested,
    )
    stock.post(document, grade, [Piece(document, weighed.payable)])
    if handover.advance is not None and handover.advance.amount:
        pay_advance(delivery, handover.advance, Paper(paper.day), sure=True)
    return delivery


def _check_handover(handover: Handover, day: date) -> None:
    member, harvest = handover.member, handover.harvest
    if not member.is_member_on(day):
        say = _("{name} no era socio el {day}.").format(name=member.name, day=f"{day:%d/%m/%Y}")
        raise RulesBroken({"member": say})
    plot = harvest.plot_id if harvest is not None else None
    if wrong := why_not_delivered(member, handover.grade, day, plot):
        raise RulesBroken({"grade": wrong})
    if harvest is None:
        return
    if harvest.member_id != member.id or harvest.product_id != handover.grade.product_id:
        raise RulesBroken({"harvest": _("Esa cosecha es de otra persona o de otro producto.")})


# Kilos, litres or pieces of one delivery beyond which the program asks where no limit is known:
# forty sacks, more than a family brings in one day.
HEAVIEST = Decimal(2000)


def _doubts(handover: Handover, weighed: Weighed, day: date) -> dict[str, str]:
    doubts = day_doubts(day)
    product = handover.grade.product
    terms = terms_on(product, day)
    heaviest = terms.delivery_high if terms else None
    if weighed.gross > (HEAVIEST if heaviest is None else heaviest):
        doubts["gross"] = _("¿{quantity} {unit} de una sola persona?").format(
            quantity=show(Delivery.gross, weighed.gross), unit=product.text("unit")
        )
    if handover.harvest is not None:
        harvest = handover.harvest
        before = delivered_from(harvest)
        if before + weighed.net > harvest.sale:
            doubts["harvest"] = _(
                "De su cosecha iban {sale} {unit} a la venta; con esta entrega serían {now}."
            ).format(
                sale=show(Harvest.sale, harvest.sale),
                now=show(Harvest.sale, before + weighed.net),
                unit=product.text("unit"),
            )
    if handover.advance is not None and handover.advance.amount:
        doubts |= _advance_doubts(handover, weighed, day)
    return doubts


def _advance_doubts(handover: Handover, weighed: Weighed, day: date) -> dict[str, str]:
    advance, tariff = handover.advance, handover.grade.tariff
    assert advance is not None
    odd = cash_book.payment_doubts(handover.member.association, day, advance)
    doubts = {"advance": odd["amount"]} if "amount" in odd else {}
    if tariff and advance.amount > 2 * weighed.suggested:
        doubts["advance"] = _(
            "S/ {amount} es más del doble de lo sugerido (S/ {suggested}). ¿Es correcto?"
        ).format(
            amount=show(Receipt.amount, advance.amount),
            suggested=show(Receipt.amount, weighed.suggested),
        )
    return doubts


@transaction()
def pay_advance(
    delivery: Delivery, payment: Payment, paper: Paper, *, sure: bool = False
) -> Receipt:
    """Pay the member an advance on a delivery: a receipt RE that serves its note."""
    document, member = delivery.document, delivery.member
    if made := issued(paper.uid, "RE"):
        return Receipt.get_by_id(made)
    check_valid(document)
    cash_book.check_payment(payment)
    if paper.day < document.day:
        raise RulesBroken({"day": _("No se adelanta antes de la entrega.")})
    _check_not_settled(delivery)
    doubts = cash_book.payment_doubts(document.association, paper.day, payment)
    noted = ask(doubts, sure=sure)
    matter = Matter(
        in_spanish("Adelanto de la entrega {number}").format(number=document),
        category(document.association, EXPENSE, ADVANCES),
        [(money.ADVANCES, document, payment.amount)],
        about=document,
    )
    return hand_out(document.association, paper, Party.of(member), matter, payment, noted)


def _check_not_settled(delivery: Delivery) -> None:
    """An advance is given back when what is left of its delivery is settled: some must be left."""
    document = delivery.document
    if reversed_by(document):
        raise Refused(_("{number} está extornada.").format(number=document))
    if quantity_settled(document) >= delivery.payable:
        raise Refused(_("{number} ya se liquidó toda; no se adelanta más.").format(number=document))


# Questions ----------------------------------------------------------------------------------


def advance_of(delivery: Delivery) -> Decimal:
    """What was paid in advance on it, S/; what a settlement took back counts as paid."""
    paid = _advances_paid().where(MoneyEntry.party == delivery.document_id).scalar()
    return Decimal(MoneyEntry.amount.python_value(paid or 0))


def _advances_paid() -> Select:
    """What was posted as an advance, less what settlements posted."""
    paper = Document.alias()
    query = MoneyEntry.select(fn.SUM(MoneyEntry.amount)).join(
        paper, on=MoneyEntry.document == paper.id
    )
    return query.where(MoneyEntry.account == money.ADVANCES, paper.kind != "LQ")


def advance_left(delivery: Delivery) -> Decimal:
    """What is left of the advance suggested for it, S/; never negative."""
    return max(Decimal(delivery.suggested) - advance_of(delivery), Decimal(0))


def delivered_from(harvest: Harvest) -> Decimal:
    """Net quantity delivered so far from a harvest; void and reversed ones do not count."""
    query = (
        Delivery.select(total(Delivery.net))
        .join(Document)
        .where(
            Delivery.harvest == harvest,
            Document.state == VALID,
            Document.id.not_in(reversed_papers()),
        )
    )
    return Decimal(query.scalar())


def seasons_so_far(notes: Sequence[int]) -> dict[int, Decimal]:
    """Note's key -> payable quantity of its product its member delivered that crop year, with it.

    What was typed later does not count: the note is printed again as it was.
    """
    note, earlier, paper = Document.alias(), Delivery.alias(), Document.alias()
    # From January of the year it began in: seven months earlier, then seven months on.
    begun = fn.DATE(note.day, "-7 months", "start of year", "+7 months")
    query = (
        Delivery.select(Delivery.document, total(earlier.payable))
        .join_from(Delivery, note, on=Delivery.document == note.id)
        .join_from(
            Delivery,
            earlier,
            on=(earlier.member == Delivery.member) & (earlier.product == Delivery.product),
        )
        .join_from(earlier, paper, on=earlier.document == paper.id)
        .where(
            Delivery.document.in_(notes),
            (paper.state == VALID) | (paper.id == note.id),
            paper.day.between(begun, note.day),
            paper.id <= note.id,
        )
        .group_by(Delivery.document)
    )
    return dict(rows(query))


def advances_on(notes: Sequence[int]) -> dict[int, list[tuple[str, Decimal]]]:
    """Note's key -> number and amount (S/) of the valid receipts of its advances, as typed."""
    query = (
        Receipt.select(Document.about, Document.number, Receipt.amount)
        .join(Document)
        .where(Document.about.in_(notes), Document.state == VALID)
        .order_by(Document.id)
    )
    found: dict[int, list[tuple[str, Decimal]]] = {note: [] for note in notes}
    for note, number, amount in rows(query):
        found[note].append((number, amount))
    return found


def advance_receipts(delivery: Delivery) -> list[Receipt]:
    """The valid receipts of its advances, in the order typed."""
    query = (
        Receipt.select(Receipt, Document)
        .join(Document)
        .where(Document.about == delivery.document, Document.state == VALID)
    )
    return list(query.order_by(Document.id))


def season_start(day: date) -> date:
    """1 August of the crop year the day lies in (domain 4.3)."""
    return date(day.year - (day.month < 8), 8, 1)


_advance = _advances_paid().where(MoneyEntry.party == Delivery.document)
_advance_column: Any = fn.NULLIF(_advance, 0).coerce(False)
_unsettled = MoneyEntry.select(fn.SUM(MoneyEntry.amount)).where(
    MoneyEntry.account == money.ADVANCES, MoneyEntry.party == Delivery.document
)
_unsettled_column: Any = fn.NULLIF(_unsettled, 0).coerce(False)
_valid = Document.state == VALID

DELIVERIES = RecordType(
    Delivery,
    title=N_("Entregas"),
    one=N_("entrega"),
    menu="collection",
    icon="basket2",
    columns=(
        Column(N_("Número"), Document.number, sample="EN-2026-0007"),
        Column(N_("Fecha"), Document.day, sample="31/12/2026"),
        Column(N_("Socio"), Member.name, sample="Quispe Mamani, R."),
        Column(
            N_("Producto"),
            Product.name.concat(" ").concat(Grade.name),
            like=Product.name,
            sample="Papa Segunda",
            rank=2,
        ),
        Column(N_("Neto"), Delivery.net, sample="2,216.1", total=True, rank=3),
        Column(
            N_("Dscto."),
            fn.NULLIF(Delivery.net - Delivery.payable, 0).coerce(False),
            like=Delivery.net,
            sample="112.7",
            total=True,
            rank=4,
        ),
        Column(N_("Pagable"), Delivery.payable, sample="2,203.4", total=True, strong=True),
        Column(
            N_("Adelanto S/"),
            _advance_column,
            like=Delivery.suggested,
            sample="2,141.50",
            total=True,
            rank=1,  # the sheet says it
        ),
        Column(
            N_("Por liquidar S/"),
            _unsettled_column,
            like=Delivery.suggested,
            sample="2,141.50",
            total=True,
        ),
        Column(
            N_("Estado"),
            shown_state(),
            like=ChoiceField(choices=STATES_OF_HER_SHOWN),
            sample="Extornada",
            rank=1,  # a void one is struck as well; the sheet says the word
            tones=TONES_SHOWN,
        ),
    ),
    joins=(Delivery.document, Delivery.member, Delivery.product, Delivery.grade),
    search=(Delivery.member, Delivery.product, Delivery.grade),
    form={
        N_("Entrega"): ("member", "product", "grade", "harvest"),
        N_("Peso"): ("typed_quantity", "typed_unit", "sacks", "gross", "tare", "net"),
        N_("Descuentos"): ("impurity", "impurity_off", "moisture", "moisture_off", "payable"),
        N_("Adelanto"): ("tariff", "suggested"),
    },
    order=(Document.day.desc(), Document.id.desc()),
    every=Document.kind == "EN",
    day=Document.day,
    states=(
        State(N_("Válidas"), _valid & Document.id.not_in(reversed_papers())),
        State(N_("Adelanto por liquidar"), _unsettled.coerce(False) > 0),
        State(N_("Anuladas"), Document.state == VOIDED),
    ),
    counts=_valid,
    issued=True,
)
