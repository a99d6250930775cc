"""What an import will store, gathered row by row; nothing of it is in the book yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from models.cash.cash_book import Given, Payment, Receipt
from models.documents import Paper, Slip
from models.fields import show
from models.importing.entries import Entry
from models.people.members import Member
from models.produce.deliver_many import Handed
from models.produce.harvests import Harvest
from models.produce.plots import Plot
from models.produce.selling import Bargain, Item


@dataclass
class SoldLines:
    """A sale as its rows say it: the bargain grows by a line with each."""

    entry: Entry
    bargain: Bargain
    paper: Paper
    items: list[Item] = field(default_factory=list)
    rows: list[Entry] = field(default_factory=list)

    @property
    def whole(self) -> Bargain:
        """With all its lines."""
        return replace(self.bargain, items=list(self.items))


@dataclass(frozen=True)
class Collected:
    """Money for a sale: of this file (its lines), or one that is in the book (its key)."""

    entry: Entry
    sale: SoldLines | int
    payment: Payment
    paper: Paper


@dataclass
class Plan:
    """In the order of the sheets; papers get their numbers in this order."""

    members: list[Member] = field(default_factory=list)
    plots: list[Plot] = field(default_factory=list)
    harvests: list[Harvest] = field(default_factory=list)
    handed: list[tuple[Entry, Handed]] = field(default_factory=list)
    incomes: list[tuple[Entry, Given]] = field(default_factory=list)
    expenses: list[tuple[Entry, Given]] = field(default_factory=list)
    sales: list[SoldLines] = field(default_factory=list)
    collections: list[Collected] = field(default_factory=list)
    sales_by_ref: dict[str, SoldLines | int] = field(default_factory=dict)
    leaves: set[tuple[int, int]] = field(default_factory=set)  # of talonarios, used by this file

    def counts(self) -> Mapping[str, int]:
        """Kind of import -> how many of it will be stored."""
        return {
            "members": len(self.members),
            "plots": len(self.plots),
            "harvests": len(self.harvests),
            "deliveries": len(self.handed),
            "sales": len(self.sales),
            "collections": len(self.collections),
            "receipts": len(self.incomes) + len(self.expenses),
        }

    @property
    def advances(self) -> int:
        """Receipts of advances that come with the deliveries."""
        return sum(bool(one.handover.advance) for _entry, one in self.handed)

    @property
    def asks_the_books(self) -> bool:
        """Whether only storing it can tell if stock and money are enough."""
        return bool(self.sales or self.collections or self.expenses or self.advances)

    def uses_leaf(self, slip: Slip | None) -> bool:
        """Whether an earlier row of the file is written on the same leaf; from now on one is."""
        if slip is None:
            return False
        leaf = (slip.booklet.id, slip.number)
        used = leaf in self.leaves
        self.leaves.add(leaf)
        return used


@dataclass(frozen=True)
class Made:
    """What a row makes. `same` are the words by which another one would be the same again."""

    thing: Any
    same: tuple[Any, ...] = ()
    blamed: str = ""
    said: str = ""


def money_of(amount: Decimal) -> str:
    """«S/ 12.50»."""
    return f"S/ {show(Receipt.amount, amount)}"


def day_of(day: date) -> str:
    return f"{day:%d/%m/%Y}"
