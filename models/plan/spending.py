"""What the plan costs, taken from the cash book: a receipt of expense is tied to an activity.

Nothing of the receipt or of its entries changes by it; untied, it is as if it never had been. A
receipt that is voided or reversed counts no more.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import ForeignKeyField

from models.cash.cash_book import Receipt
from models.cash.categories import EXPENSE, OF_THE_BOOKS
from models.changes import transaction
from models.documents import VALID, Document
from models.fields import total
from models.language import N_, _
from models.plan.plans import Activity
from models.record import Column, Record, RecordType, rows
from models.reversals import reversed_papers


class PlanExpense(Record):
    """One receipt RE that pays for one activity, whole."""

    receipt = ForeignKeyField(Receipt, on_delete="RESTRICT", verbose_name=N_("Recibo"), unique=True)
    activity = ForeignKeyField(Activity, on_delete="RESTRICT", verbose_name=N_("Actividad"))
    receipt_id: int
    activity_id: int

    def __str__(self) -> str:
        return f"{self.receipt}, {self.activity}"

    def searched(self) -> str:
        return ""  # found by its receipt and its activity

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        document = self.receipt.document
        only = _("Solo un recibo de egreso es un gasto del plan.")
        yield "activity", document.kind == "RE", only
        standing = Document.select().where(Document.id == document.id, counts()).exists()
        say = _("{number} está anulado o extornado.")
        yield "activity", standing, say.format(number=document)
        known = PlanExpense.get_or_none(
            PlanExpense.receipt == self.receipt_id, PlanExpense.id != (self.id or 0)
        )
        say = _("{number} ya paga «{activity}». Quítelo de ahí primero.")
        named = known.activity if known is not None else ""
        yield "activity", known is None, say.format(number=document, activity=named)


def counts() -> Any:
    """Condition: the receipt neither is void nor was reversed."""
    return (Document.state == VALID) & Document.id.not_in(reversed_papers())


def spent_by_activity(since: date = date.min, until: date = date.max) -> dict[int, Decimal]:
    """Activity's key -> S/ spent on it from `since` to `until`, both included."""
    query = (
        PlanExpense.select(PlanExpense.activity, total(Receipt.amount))
        .join_from(PlanExpense, Receipt)
        .join_from(Receipt, Document)
        .where(counts(), Document.day.between(since, until))
        .group_by(PlanExpense.activity)
    )
    return dict(rows(query))


def expenses_of(activity: Activity) -> list[Receipt]:
    """The receipts that pay for it and count, by day."""
    return _receipts(PlanExpense.activity == activity)


def tie_of(receipt: Receipt) -> Activity | None:
    """The activity a receipt pays for."""
    query = Activity.select().join(PlanExpense, on=PlanExpense.activity == Activity.id)
    return query.where(PlanExpense.receipt == receipt).get_or_none()


def can_tie(receipt: Receipt) -> bool:
    """Whether it is an expense that counts, and there is a plan it could be of.

    What the books pay to members (advances, settlements, loans) is money of theirs, no expense.
    """
    if receipt.category.name in OF_THE_BOOKS[EXPENSE]:
        return False
    mine = Document.id == receipt.document_id
    standing = Document.select().where(mine, Document.kind == "RE", counts())
    return bool(Activity.select().exists() and standing.exists())


def free_expenses(words: str = "", limit: int = 200) -> Sequence[Receipt]:
    """Receipts of expense of any association that no activity has, the newest first."""
    query = (
        Receipt.select(Receipt, Document)
        .join(Document)
        .where(
            Document.kind == "RE",
            counts(),
            Receipt.document.not_in(PlanExpense.select(PlanExpense.receipt)),
        )
        .order_by(Document.day.desc(), Document.id.desc())
    )
    for word in words.split():
        query = query.where(Receipt.found_by.contains(word))
    return list(query.limit(limit))


def _receipts(condition: Any) -> list[Receipt]:
    query = (
        Receipt.select(Receipt, Document)
        .join_from(Receipt, Document)
        .join_from(Receipt, PlanExpense, on=PlanExpense.receipt == Receipt.document)
        .where(condition, counts())
    )
    return list(query.order_by(Document.day, Document.id))


@transaction()
def tie(receipt: Receipt, activity: Activity) -> PlanExpense:
    """Write that a receipt of expense pays for an activity of the plan."""
    known = PlanExpense.get_or_none(
        PlanExpense.receipt == receipt, PlanExpense.activity == activity
    )
    return known or PlanExpense.create(receipt=receipt, activity=activity)


@transaction()
def untie(receipt: Receipt) -> None:
    """Take a receipt out of the plan; the receipt itself stays as it is."""
    known = PlanExpense.get_or_none(PlanExpense.receipt == receipt)
    if known is not None:
        known.remove()


_paper, _paid = Document.alias(), Receipt.alias()

PLAN_EXPENSES = RecordType(
    PlanExpense,
    title=N_("Gastos del plan"),
    one=N_("gasto del plan"),
    menu="inside",
    icon="link-45deg",
    columns=(
        Column(
            N_("Número"),
            _paper.select(_paper.number).where(_paper.id == PlanExpense.receipt),
            like=Document.number,
            sample="RE-2026-0007",
        ),
        Column(N_("Actividad"), Activity.name, sample="Rehabilitar andenes", strong=True),
        Column(
            N_("Monto S/"),
            _paid.select(_paid.amount).where(_paid.document == PlanExpense.receipt),
            like=Receipt.amount,
            sample="12,345.00",
        ),
    ),
    joins=(PlanExpense.activity,),
    search=(PlanExpense.activity,),
    form={N_("Gasto del plan"): ("activity",)},
    order=(PlanExpense.id.desc(),),
)
