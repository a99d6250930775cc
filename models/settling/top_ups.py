"""Top-ups: a better price that a buyer pays later for a settled lot (domain 5, FORMAT rule 8)."""

from typing import Any

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


class SharedTopUp(Record):
    """Which later price a settling shared out; one that was undone shares out nothing."""

    run = ForeignKeyField(LotSettlement, on_delete="RESTRICT", index=False)
    top_up = ForeignKeyField(TopUp, on_delete="RESTRICT")
    run_id: int
    top_up_id: int

    class Meta:
        indexes = ((("run", "top_up"), True),)

    def searched(self) -> str:
        return ""  # nobody looks for one by itself


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


def waiting_top_ups(lot: Lot) -> list[TopUp]:
    """Later prices received for the lot that count and no settling shares out, the oldest first."""
    query = (
        TopUp.select(TopUp, Document)
        .join(Document)
        .where(
            TopUp.lot == lot,
            Document.state == VALID,
            Document.id.not_in(reversed_papers()),
            TopUp.document.not_in(_shared_out()),
        )
    )
    return list(query.order_by(Document.id))


def is_shared_out(top_up: TopUp) -> bool:
    """Whether a settling that counts gave it to the members."""
    return bool(_shared_out().where(SharedTopUp.top_up == top_up).exists())


def _shared_out() -> Any:
    """The keys of the later prices that a settling which counts shared out, as a query."""
    return (
        SharedTopUp.select(SharedTopUp.top_up)
        .join_from(SharedTopUp, Settlement, on=(Settlement.run == SharedTopUp.run))
        .join_from(Settlement, Document)
        .where(Document.state == VALID)
    )
