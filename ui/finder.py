"""«Buscar en todo»: one box that looks through every kind of record, and the places there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from tkinter import Misc, TclError

from models.cash.cash_book import Receipt
from models.cash.transfers import Transfer
from models.fields import folded
from models.language import _
from models.listing import Listing
from models.produce.deliveries import Delivery
from models.produce.sales import Sale
from models.record import Record, RecordType
from ui.context import Context
from ui.places import Way
from ui.widgets.amounts import soles
from ui.widgets.entries import SearchBox
from ui.widgets.lookup import Droplist

LEAST = 2  # letters, before which everything would be found
OF_EACH = 4  # records of one kind
WAIT_MS = 120  # after the last key


@dataclass(frozen=True)
class Found:
    kind: RecordType
    record: Record


class Finder(SearchBox):
    """`on_take(kind, record)` or `on_go(place)` is called when a person chooses one of those found."""

    def __init__(
        self,
        parent: Misc,
        context: Context,
        catalog: Sequence[RecordType],
        ways: Sequence[Way],
        on_take: Callable[[RecordType, Record], object],
        on_go: Callable[[str], object],
    ) -> None:
        compact = context.compact
        hint = _("Buscar") if compact else _("Buscar en todo")
        super().__init__(
            parent, hint, _("Ctrl+K"), width=14 if compact else 22, on_type=self._typed_in
        )
        self.context, self.catalog, self.ways = context, catalog, ways
        self.tell, self.go = on_take, on_go
        self.list = Droplist(self.entry, self._search, _called, self._take)
        self.entry.bind("<Escape>", lambda _event: self.escape())  # the list goes with the words
        self._waiting = ""
        self.bind("<Destroy>", lambda _event: self._stop())

    def clear(self) -> None:
        super().clear()
        self.list.close()

    def _typed_in(self, words: str) -> None:
        self._stop()
        if len(words.strip()) < LEAST:
            self.list.close()
        else:
            self._waiting = self.after(WAIT_MS, self._open)

    def _open(self) -> None:
        self._waiting = ""
        self.list.open(self.get().strip())

    def _search(self, words: str) -> list[Found | Way]:
        if len(words) < LEAST:
            return []
        wanted = folded(words).split()
        ways = [one for one in self.ways if all(w in folded(_(one.title)) for w in wanted)]
        return [*ways, *self._records(words)]

    def _records(self, words: str) -> list[Found]:
        association = self.context.association
        # Persons and things by their own words alone; papers after them, also by whose they are.
        kinds = [replace(kind, search=()) for kind in self.catalog if not kind.issued]
        kinds += [kind for kind in self.catalog if kind.issued]
        return [
            Found(kind, kind.model.get_by_id(row[0]))
            for kind in kinds
            for row in Listing(kind, association, words).window(0, OF_EACH)
        ]

    def _take(self, found: Found | Way) -> None:
        self.list.close()
        self.clear()
        if isinstance(found, Way):
            self.go(found.place)
        else:
            self.tell(found.kind, found.record)

    def _stop(self) -> None:
        if self._waiting:
            try:
                self.after_cancel(self._waiting)
            except TclError:
                return  # the window is going
            finally:
                self._waiting = ""


def _called(found: Found | Way) -> tuple[str, str]:
    """«RE-2026-0001 · Quispe Mamani · S/ 75.30», and what kind of paper of which day it is."""
    if isinstance(found, Way):
        return _(found.title), _("ir ahí")
    record, kind = found.record, _(found.kind.one)
    if not (found.kind.issued and "document" in record._meta.fields):
        return str(record), kind
    who, measure = _whose(record)
    day = record.document.text("day")  # type: ignore[attr-defined]
    return "  ·  ".join(filter(None, (str(record), who, measure))), f"{kind}  {day}"


def _whose(record: Record) -> tuple[str, str]:
    """Whose paper it is, and the one figure that tells it from the others."""
    if isinstance(record, Delivery):
        return str(record.member), record.product.said(record.payable)
    if isinstance(record, Sale):
        return str(record.buyer), soles(record.total)
    if isinstance(record, Receipt):
        return str(record.party), soles(record.amount)
    return "", soles(record.amount) if isinstance(record, Transfer) else ""
