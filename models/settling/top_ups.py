"""Top-ups: a better price that a buyer pays later for a settled lot (domain 5, FORMAT rule 8)."""

from decimal import Decimal

from peewee import ForeignKeyField

from models import money
from models.cash.cash_book import (
    Matter,
    Party,
    Payment,
    Receipt,
    ask,
    check_payment,
    payment_doubts,
    receive,
)
from models.cash.categories import INCOME, TOP_UPS, category
from models.changes import transaction
from models.documents import (
    VALID,
    Document,
    Paper,
    issued,
)
from models.fields import (
    SolesField,
)
from models.language import N_, _, in_spanish
from models.produce.buyers import Buyer
from models.produce.deliveries import Delivery
from models.produce.lots import Lot
from models.produce.products import Grade, Product
from models.record import (
    Record,
    RulesBroken,
)
from models.reversals import reversed_papers
from models.settling.settlements import LotSettlement, Settlement, SettlementLine, settled_on

ZERO = Decimal(0)


class TopUp(Record):
    """A better price a buyer paid later for a settled lot, for one grade or all of it."""

    document = ForeignKeyField(Document, primary_key=True, on_delete="RESTRICT")
    lot = ForeignKeyField(Lot, on_delete="RESTRICT", verbose_name=N_("Lote"))
    grade = ForeignKeyField(Grade, null=True, on_delete="RESTRICT", verbose_name=N_("Calidad"))
    amount = SolesField(verbose_name=N_("Monto S/"))
    document_id: int
    lot_id: int
    grade_id: int | None

    def searched(self) -> str:
        return ""  # found by its receipt


@transaction()
def receive_top_up(
    lot: Lot,
    buyer: Buyer,
    payment: Payment,
    paper: Paper,
    *,
    grade: Grade | None = None,
    sure: bool = False,
) -> Receipt:
    """Take what a buyer pays later for a settled lot: a receipt RI, members' money until settled.

    With a `grade` it goes to that grade's kilos alone.
    """
    if made := issued(paper.uid, "RI"):
        return Receipt.get_by_id(made)
    check_payment(payment)
    association = lot.association
    settled = settled_on(lot)
    if settled is None:
        raise RulesBroken({"lot": _("El lote «{lot}» no está liquidado.").format(lot=lot.name)})
    if paper.day < settled:
        raise RulesBroken({"day": _("El lote se liquidó después de esa fecha.")})
    if grade is not None and grade not in grades_of(lot):
        raise RulesBroken({"grade": _("De esa calidad no hubo nada en el lote.")})
    noted = ask(payment_doubts(association, paper.day, payment), sure=sure)
    matter = Matter(
        in_spanish("Reintegro por el lote {lot}").format(lot=lot.name),
        category(association, INCOME, TOP_UPS),
        [(money.PRODUCE, lot, payment.amount)],
        lot=lot,
    )
    receipt = receive(association, paper, Party.of(buyer), matter, payment, noted)
    TopUp.create(document=receipt.document, lot=lot, grade=grade, amount=payment.amount)
    return receipt


def grades_of(lot: Lot) -> list[Grade]:
    """The grades that were settled in a lot, with their product."""
    settled = (
        Delivery.select(Delivery.grade)
        .join(SettlementLine, on=(SettlementLine.delivery == Delivery.document))
        .join(Settlement)
        .join(LotSettlement)
        .where(LotSettlement.lot == lot)
    )
    query = Grade.select(Grade, Product).join(Product).where(Grade.id.in_(settled))
    return list(query.order_by(Product.id, Grade.id))


def unsettled_top_ups(lot: Lot) -> list[TopUp]:
    """Later prices received for the lot that no settlement has shared out yet."""
    held = money.owed_by(money.PRODUCE, lot.id)
    if settled_on(lot) is None or not held:
        return []
    found: list[TopUp] = []
    for one in top_ups_of(lot):  # the newest are those not settled: earlier ones went out together
        if sum((other.amount for other in found), ZERO) >= -held:
            break
        found.append(one)
    return found[::-1]


def top_ups_of(lot: Lot) -> list[TopUp]:
    """The later prices received for the lot that count, the newest first."""
    query = (
        TopUp.select(TopUp, Document)
        .join(Document)
        .where(TopUp.lot == lot, Document.state == VALID, Document.id.not_in(reversed_papers()))
    )
    return list(query.order_by(Document.id.desc()))
