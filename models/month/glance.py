"""The month in one look, as the home page shows it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models import money, stock
from models.associations import Association
from models.fields import show
from models.language import _
from models.month.view import MonthTotals, delivered_by_grade, totals_of
from models.months import Month
from models.numbers import show_number
from models.produce.products import Grade, Product

ZERO = Decimal(0)


@dataclass(frozen=True)
class Bar:
    """A line of a chart: what, its part of the longest (0 to 1), and its quantity in words."""

    name: str
    part: float
    quantity: str


@dataclass(frozen=True)
class Glance:
    """The month in one look."""

    totals: MonthTotals
    day: date  # of the balances: the last of the month; of the month that runs, today
    cash: Decimal  # S/
    bank: Decimal
    by_grade: list[tuple[Grade, Decimal]]  # the most first

    @property
    def unit(self) -> str:
        """The unit most of it is counted in: kilos where there are any."""
        units = [str(grade.product.unit) for grade, _quantity in self.by_grade]
        return "kg" if not units or "kg" in units else units[0]

    @property
    def delivered_words(self) -> str:
        """«2,203.4 kg»; only of that unit."""
        same = self._of_unit()
        if not same:
            return f"{show_number(ZERO, 1, 3)} {show(Product.unit, self.unit)}"
        return str(same[0][0].product.said(self.totals.delivered[self.unit]))

    def delivered(self, most: int) -> list[Bar]:
        """What was delivered in that unit, the most first; the last bar is all the others."""
        same = self._of_unit()
        shown = same if len(same) <= most else same[: most - 1]
        bars = [(stock.described(grade), grade, quantity) for grade, quantity in shown]
        if rest := same[len(shown) :]:
            others = sum((quantity for _grade, quantity in rest), ZERO)
            bars.append((_("otros"), rest[0][0], others))
        longest = max((quantity for *_what, quantity in bars), default=ZERO)
        return [
            Bar(name, float(quantity / longest), grade.product.said(quantity))
            for name, grade, quantity in bars
        ]

    def _of_unit(self) -> list[tuple[Grade, Decimal]]:
        return [(grade, n) for grade, n in self.by_grade if grade.product.unit == self.unit]


def glance_at(association: Association, month: Month, today: date) -> Glance:
    day = today if Month.of(today) == month else month.last
    return Glance(
        totals_of(association, month),
        day,
        money.balance(association, money.CASH, day),
        money.balance(association, money.BANK, day),
        delivered_by_grade(association, month),
    )
