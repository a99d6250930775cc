"""An import is stored whole or not at all, through the same deeds, in one transaction."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from models import money
from models.associations import Association
from models.cash.cash_book import Given
from models.cash.funds import check_fund
from models.cash.give_many import give_all
from models.changes import Refused, transaction
from models.documents import Document
from models.importing import imports
from models.importing.entries import DOUBT, PROBLEM, Entry
from models.importing.imports import Import
from models.importing.plan import Plan, SoldLines
from models.importing.register import Known
from models.importing.steps import Steps, linked, to_its_end
from models.produce.deliver_many import advances_of, deliver_all
from models.produce.lots import Lot
from models.produce.sales import Sale
from models.produce.selling import collect, sell
from models.record import Doubtful, Record, RulesBroken, store_all

T = TypeVar("T")

SLICE = 60  # rows in one statement: the window draws between two

Trouble = tuple[Entry, str, str, str]  # row, column, PROBLEM or DOUBT, sentence


class _Undo(Exception):
    """Takes back what was only tried."""


def rehearsed(association: Association, plan: Plan, known: Known) -> Steps[list[Trouble]]:
    """What the books say against it, row by row, as if it were stored; nothing of it stays.

    In steps within one transaction, as `stored`.
    """
    work = _Storing(association, plan, known, trying=True)
    try:
        with transaction():
            yield from work.steps()
            raise _Undo
    except _Undo:
        return work.troubles


def stored(association: Association, plan: Plan, known: Known, file_name: str) -> Steps[Import]:
    """Store it in steps within one transaction: yields how far it is; answers the Import.

    Given up half-way (`close`), nothing of it stays.
    """
    with transaction():
        run = imports.begin(association, file_name)
        work = _Storing(association, plan, known, trying=False)
        yield from linked(work.steps())
        for kind, keys in work.made.items():
            for start in range(0, len(keys), SLICE):
                imports.keep_made(run, kind, keys[start : start + SLICE])
                yield work.done, work.total
    return run


def store(association: Association, plan: Plan, known: Known, file_name: str) -> Import:
    """All of it at once."""
    return to_its_end(stored(association, plan, known, file_name))


class _Storing:
    """What a plan holds, stored kind by kind. When only `trying`, refusals are gathered."""

    def __init__(self, association: Association, plan: Plan, known: Known, *, trying: bool) -> None:
        self.association, self.plan, self.known, self.trying = association, plan, known, trying
        self.troubles: list[Trouble] = []
        self.made: dict[str, list[int]] = {"member": [], "plot": [], "harvest": [], "document": []}
        self.sold: dict[int, Sale] = {}  # of each sale of the file, by its place in memory
        self.done, self.total = 0, sum(plan.counts().values())

    def steps(self) -> Steps[None]:
        plan = self.plan
        self._store_lots()
        yield from self._registers(plan.members)
        yield from self._registers(plan.plots)
        yield from self._registers(plan.harvests)
        advances = []
        for some in _slices(plan.handed):
            handed = [one for _entry, one in some]
            notes = deliver_all(self.association, handed)
            self._keep(notes)
            given = advances_of(self.association, handed, notes)
            rows = [entry for entry, one in some if one.handover.advance]
            advances += list(zip(rows, given, strict=True))
            yield self._further(len(some))
        yield from self._give("RI", plan.incomes)
        yield from self._sell()
        yield from self._collect()
        yield from self._give("RE", plan.expenses)
        yield from self._give("RE", advances)
        self._check_left([*plan.expenses, *advances])

    def _registers(self, records: Sequence[Record]) -> Iterator[tuple[int, int]]:
        for some in _slices(records):
            store_all(some)
            self.made[str(some[0]._meta.table_name)] += [one.key for one in some]
            yield self._further(len(some))

    def _store_lots(self) -> None:
        """The lots that only this file names."""
        named: list[Lot | None] = [one.bargain.lot for one in self.plan.sales]
        named += [one.matter.lot for _entry, one in self.plan.expenses]
        new = {lot.id: lot for lot in named if lot is not None and self.known.is_new(lot)}
        store_all([new[key] for key in sorted(new)])

    def _give(self, kind: str, given: list[tuple[Entry, Given]]) -> Iterator[tuple[int, int]]:
        for some in _slices(given):
            self._keep(give_all(self.association, kind, [one for _entry, one in some]))
            yield self._further(len(some))

    def _sell(self) -> Iterator[tuple[int, int]]:
        for one in self.plan.sales:
            try:
                self.sold[id(one)] = sell(one.whole, one.paper, sure=not self.trying)
            except Doubtful as doubt:
                self._blame(one, DOUBT, doubt.doubts)
                self.sold[id(one)] = sell(one.whole, one.paper, sure=True)
            except RulesBroken as broken:
                self._blame(one, PROBLEM, broken.problems, broken)
            except Refused as refused:
                self._blame(one, PROBLEM, {"": str(refused)}, refused)
            if sale := self.sold.get(id(one)):
                self._keep([sale.document])
            yield self._further(1)

    def _blame(
        self, sold: SoldLines, about: str, said: dict[str, str], failure: Refused | None = None
    ) -> None:
        """Problems of a line are named after its place: «quantity 2»."""
        if not self.trying and failure is not None:
            raise failure
        for name, say in said.items():
            column, _blank, place = name.partition(" ")
            row = sold.rows[int(place) - 1] if place else sold.entry
            self.troubles.append((row, column, about, say))

    def _collect(self) -> Iterator[tuple[int, int]]:
        for one in self.plan.collections:
            sale = self._sale_of(one.sale)
            if sale is None:
                continue  # the sale itself is in question
            try:
                receipt = collect(sale, one.payment, one.paper, sure=not self.trying)
            except Doubtful as doubt:
                self.troubles += [(one.entry, n, DOUBT, say) for n, say in doubt.doubts.items()]
                receipt = collect(sale, one.payment, one.paper, sure=True)
            except Refused as refused:
                if not self.trying:
                    raise
                said = refused.problems if isinstance(refused, RulesBroken) else {"": str(refused)}
                self.troubles += [(one.entry, name, PROBLEM, say) for name, say in said.items()]
                continue
            self._keep([receipt.document])
            yield self._further(1)

    def _sale_of(self, sale: SoldLines | int) -> Sale | None:
        return Sale.get_by_id(sale) if isinstance(sale, int) else self.sold.get(id(sale))

    def _check_left(self, paid: list[tuple[Entry, Given]]) -> None:
        """No purse and no fund may end a day below zero; the row that pays last by then is blamed."""
        for purse in (money.CASH, money.BANK):
            own = [(entry, one) for entry, one in paid if one.payment.account == purse]
            if not own:
                continue
            try:
                money.check_purse(self.association, purse, min(one.paper.day for _e, one in own))
            except Refused as short:
                self._blame_payment(own, short)
        for fund in {one.matter.fund for _entry, one in paid if one.matter.fund}:
            own = [(entry, one) for entry, one in paid if one.matter.fund == fund]
            try:
                check_fund(fund, min(one.paper.day for _entry, one in own))
            except Refused as short:
                self._blame_payment(own, short)

    def _blame_payment(self, paid: list[tuple[Entry, Given]], short: Refused) -> None:
        if not self.trying:
            raise short
        entry = max(paid, key=lambda one: one[1].payment.amount)[0]
        name = "advance" if entry.kind.name == "deliveries" else "expense"
        self.troubles.append((entry, name, PROBLEM, str(short)))

    def _keep(self, papers: list[Document]) -> None:
        self.made["document"] += [paper.id for paper in papers]

    def _further(self, count: int) -> tuple[int, int]:
        self.done = min(self.done + count, self.total)
        return self.done, self.total


def _slices(whole: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(whole), SLICE):
        yield whole[start : start + SLICE]
