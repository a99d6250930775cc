"""What the pictures show: kilos and sales month by month, by product, and whose the money is.

Every figure is a sum over the same entries as the reports, so they are the same to the céntimo. Two
questions answer for twelve months, whatever lies before them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peewee import JOIN, fn

from models import money
from models.associations import Association
from models.documents import Document
from models.fields import total
from models.language import _
from models.money import MoneyEntry
from models.month.money import Money, money_of
from models.month.report import ProduceLine, kilos_by_month, produce_in
from models.month.spans import Span, known_since, known_until, year_span
from models.months import Month
from models.record import rows
from models.reversals import Reversal

ZERO = Decimal(0)
MONTHS = 12


@dataclass(frozen=True)
class MonthBar:
    """Kilos delivered, to be paid for, and what was sold, S/; None where there are no books of it."""

    month: Month
    kilos: Decimal | None
    sales: Decimal | None


@dataclass(frozen=True)
class Pictures:
    """Twelve months, the products of `span`, and the money at the end of `until`."""

    span: Span  # of the products
    until: date
    months: Sequence[MonthBar]
    products: Sequence[ProduceLine]
    money: Money

    @property
    def kilos(self) -> Decimal:
        return sum((one.kilos or ZERO for one in self.months), ZERO)

    @property
    def sales(self) -> Decimal:
        return sum((one.sales or ZERO for one in self.months), ZERO)


def twelve_months(month: Month) -> Span:
    """The month, and the eleven before it."""
    first = month
    for _step in range(MONTHS - 1):
        first = first.previous
    of = _("de {first} a {last}").format(first=first.title, last=month.title)
    return Span(first, month, of, f"{first}_{month}")


def pictures_of_month(association: Association, month: Month, today: date) -> Pictures:
    """The twelve months that end with it; products of that month, money at its end."""
    of = _("de {month}").format(month=month.title)
    return _pictures(association, twelve_months(month), Span(month, month, of, str(month)), today)


def pictures_of_year(association: Association, month: Month, today: date) -> Pictures:
    """The calendar year the month lies in; its products, and the money at its end or today's month."""
    span = year_span(month)
    return _pictures(association, span, span, today)


def _pictures(association: Association, months: Span, span: Span, today: date) -> Pictures:
    until = known_until(association, span, today)
    return Pictures(
        span,
        until,
        months_of(association, months, known_until(association, months, today)),
        produce_in(association, span.since, until),
        money_of(association, until),
    )


def months_of(association: Association, span: Span, until: date) -> list[MonthBar]:
    """Every month of the span; of those before the books or after `until` nothing is known."""
    since = known_since(association, span)
    if since is None:
        kilos, sales = dict[str, Decimal](), dict[str, Decimal]()
    else:
        kilos = kilos_by_month(association, since, until)
        sales = sales_by_month(association, since, until)
    found, one = [], span.first
    while one <= span.last:
        known = str(one) in kilos
        sold = sales.get(str(one), ZERO) if known else None
        found.append(MonthBar(one, kilos.get(str(one)), sold))
        one = one.next
    return found


def sales_by_month(association: Association, since: date, until: date) -> dict[str, Decimal]:
    """Month (AAAA-MM) -> what its sales came to, S/; void ones and reversals fall out by themselves."""
    original = Document.alias()
    month = fn.SUBSTR(MoneyEntry.day, 1, 7)
    query = (
        MoneyEntry.select(month, total(MoneyEntry.amount))
        .join(Document, on=(MoneyEntry.document == Document.id))
        .join(Reversal, JOIN.LEFT_OUTER, on=(Reversal.document == Document.id))
        .join(original, JOIN.LEFT_OUTER, on=(original.id == Reversal.original))
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account == money.RECEIVABLE,
            MoneyEntry.day.between(since, until),
            fn.COALESCE(original.kind, Document.kind) == "V",
        )
        .group_by(month)
    )
    return dict(rows(query))
