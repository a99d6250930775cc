"""What looks the same as a row of a file: in the open months of the book, or above it in the file."""

from collections.abc import Callable
from typing import Any

from models.associations import Association
from models.cash.cash_book import Receipt
from models.documents import VALID, Document
from models.fields import folded
from models.importing.making import words_of
from models.importing.plan import Made
from models.importing.wanted import Kind
from models.months import newest_opening
from models.people.members import Member
from models.produce.buyers import Buyer
from models.produce.deliveries import Delivery
from models.produce.harvests import Harvest
from models.produce.lots import Lot
from models.produce.sales import Sale, SaleLine
from models.record import rows
from models.reversals import reversed_papers


class Same:
    """By the words of `plan.Made.same`, read of each kind when its first row is looked at."""

    def __init__(self, association: Association) -> None:
        self.association = association
        self.found: dict[str, dict[tuple[Any, ...], tuple[str, ...]]] = {}
        begun = newest_opening(association)
        self.since = begun.day if begun else None

    def of(self, kind: Kind, made: Made) -> tuple[str, ...] | None:
        """Words about the one that is the same; None if there is none, and then it is the first."""
        if kind.name not in self.found:
            load: Callable[[], dict[tuple[Any, ...], tuple[str, ...]]] = getattr(
                self, f"_{kind.name}", dict
            )
            self.found[kind.name] = load()
        known = self.found[kind.name]
        if made.same in known:
            return known[made.same]
        thing = made.thing
        known[made.same] = (str(thing), str(thing.code)) if isinstance(thing, Member) else ()
        return None

    def _members(self) -> dict[tuple[Any, ...], tuple[str, ...]]:
        query = Member.select(Member.name, Member.code)
        found = rows(query.where(Member.association == self.association))
        return {(words_of(name),): (name, code) for name, code in found}

    def _harvests(self) -> dict[tuple[Any, ...], tuple[str, ...]]:
        query = Harvest.select(Harvest.member, Harvest.product, Harvest.day, Harvest.total)
        found = rows(
            query.where(Harvest.association == self.association, self._recent(Harvest.day))
        )
        return dict.fromkeys(found, ())

    def _deliveries(self) -> dict[tuple[Any, ...], tuple[str, ...]]:
        query = (
            Delivery.select(Delivery.member, Document.day, Delivery.product, Delivery.gross)
            .join(Document)
            .where(*self._valid())
        )
        return dict.fromkeys(rows(query), ())

    def _sales(self) -> dict[tuple[Any, ...], tuple[str, ...]]:
        query = (
            SaleLine.select(Buyer.name, Document.day, Lot.name, SaleLine.grade, SaleLine.quantity)
            .join_from(SaleLine, Sale)
            .join_from(Sale, Document)
            .join_from(Sale, Buyer)
            .join_from(Sale, Lot)
            .where(*self._valid())
        )
        return {
            (folded(buyer), day, folded(lot), grade, quantity): ()
            for buyer, day, lot, grade, quantity in rows(query)
        }

    def _collections(self) -> dict[tuple[Any, ...], tuple[str, ...]]:
        sold = Document.alias()
        query = (
            Receipt.select(Document.about, Document.day, Receipt.amount)
            .join(Document)
            .join(sold, on=Document.about == sold.id)
            .where(*self._valid(), sold.kind == "V")
        )
        return dict.fromkeys(rows(query), ())

    def _receipts(self) -> dict[tuple[Any, ...], tuple[str, ...]]:
        query = (
            Receipt.select(
                Document.kind, Document.day, Receipt.party, Receipt.amount, Receipt.concept
            )
            .join(Document)
            .where(*self._valid())
        )
        return {
            (kind, day, folded(party), amount, folded(concept)): ()
            for kind, day, party, amount, concept in rows(query)
        }

    def _valid(self) -> list[Any]:
        return [
            Document.association == self.association,
            Document.state == VALID,
            Document.id.not_in(reversed_papers()),
            self._recent(Document.day),
        ]

    def _recent(self, day: Any) -> Any:
        return day >= self.since if self.since else day.is_null(False)
