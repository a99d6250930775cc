"""Receivables: what buyers owe, and for how long."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models import money
from models.associations import Association
from models.documents import Document
from models.produce.buyers import Buyer
from models.produce.sales import Sale


def uncollected(association: Association) -> list[Sale]:
    """Valid sales of which something is still owed, the oldest first."""
    owed = money.balances_by_party(association, money.RECEIVABLE, date.max)
    query = (
        Sale.select(Sale, Document, Buyer)
        .join_from(Sale, Document)
        .join_from(Sale, Buyer)
        .where(Sale.document.in_(list(owed)))
    )
    return list(query.order_by(Document.day, Document.id))


@dataclass(frozen=True)
class Receivable:
    """A sale not collected in full at the end of a day."""

    sale: Sale
    collected: Decimal
    balance: Decimal
    days: int  # since the sale

    @property
    def age(self) -> str:
        """The column of the ageing it stands in."""
        return next((age for age, most in AGES if self.days <= most), "+90")


AGES = (("0-30", 30), ("31-60", 60), ("61-90", 90))


def receivables(association: Association, until: date) -> list[Receivable]:
    """What buyers owe at the end of that day, by day of the sale (FORMAT rule 17)."""
    owed = money.balances_by_party(association, money.RECEIVABLE, until)
    sales = (
        Sale.select(
            *(Sale.document, Sale.due, Sale.total, Document.id, Document.number, Document.day),
            *(Buyer.id, Buyer.name),
        )
        .join_from(Sale, Document)
        .join_from(Sale, Buyer)
        .where(Sale.document.in_(list(owed)))
        .order_by(Document.day, Document.id)
    )
    return [
        Receivable(
            sale,
            sale.total - owed[sale.document_id],
            owed[sale.document_id],
            (until - sale.document.day).days,
        )
        for sale in sales
    ]
