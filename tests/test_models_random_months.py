"""Months nobody planned: whatever is tried, in whatever order and on whatever day, the books hold.

Each deed may be refused. After all of them the laws are asked of the rows themselves.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import money, storage
from models.associations import Association
from models.books import book as book_of
from models.cash_book import Receipt, transfer
from models.changes import Refused
from models.deliveries import Delivery, void_delivery
from models.documents import Document, Paper, void
from models.kardex import kardex_of
from models.month_view import money_of, result_of
from models.months import Month
from models.opening import carry_forward
from models.products import Grade
from models.review import faults
from models.sales import Sale, balance_of, receivables
from models.stock import StockEntry, free, held, left_by_grade
from tests.factories import (
    JUNE,
    MAY,
    a_collection,
    a_delivery,
    a_grade,
    a_harvest,
    a_lot,
    a_member,
    a_sale,
    an_association,
    an_expense,
    an_income,
    bank,
    cash,
)

FIRST, LAST = date(2026, 5, 1), date(2026, 6, 30)
days = st.dates(FIRST - timedelta(days=2), LAST)
kilos = st.integers(1, 3000).map(lambda tenths: str(Decimal(tenths) / 10))
amounts = st.integers(1, 8000).map(lambda tens: str(Decimal(tens) / 10))
prices = st.integers(1, 30000).map(lambda n: str(Decimal(n) / 10000))
nth = st.integers(0, 50)

deeds = st.one_of(
    st.tuples(st.just("harvest"), days, kilos, nth),
    st.tuples(st.just("deliver"), days, kilos, st.booleans(), st.none() | amounts, nth),
    st.tuples(st.just("sell"), days, kilos, prices, st.booleans()),
    st.tuples(st.just("collect"), days, amounts, nth, st.booleans()),
    st.tuples(st.just("income"), days, amounts, st.booleans()),
    st.tuples(st.just("expense"), days, amounts, st.booleans(), st.booleans()),
    st.tuples(st.just("transfer"), days, amounts, st.booleans()),
    st.tuples(st.just("void"), days, nth),
    st.tuples(st.just("void_delivery"), days, nth),
    st.tuples(st.just("close"), days),
)


@dataclass
class Village:
    """An association, and each deed by its name."""

    association: Association = field(default_factory=an_association)

    def __post_init__(self) -> None:
        self.members = [a_member(self.association, name) for name in ("Ana", "Luis")]
        self.grades = [a_grade(self.association, name=one) for one in ("Primera", "Segunda")]

    def do(self, deed: tuple[Any, ...]) -> None:
        name, day, *rest = deed
        with suppress(Refused):
            getattr(self, name)(day, *rest)

    def harvest(self, day: date, total: str, who: int) -> None:
        a_harvest(self.members[who % 2], day, total)

    def deliver(self, day: date, quantity: str, first: bool, advance: str | None, who: int) -> None:
        grade, member = self.grades[first], self.members[who % 2]
        paid = cash(advance) if advance else None
        a_delivery(self.association, quantity, day, grade=grade, member=member, advance=paid)

    def sell(self, day: date, quantity: str, price: str, first: bool) -> None:
        a_sale(self.association, quantity, day, price=price, grade=self.grades[first])

    def collect(self, day: date, amount: str, which: int, through_bank: bool) -> None:
        if sale := pick(list(Sale.select()), which):
            owed = min(Decimal(amount), balance_of(sale)) if which % 2 else Decimal(amount)
            a_collection(sale, (bank if through_bank else cash)(str(owed)), day)

    def income(self, day: date, amount: str, through_bank: bool) -> None:
        an_income(self.association, (bank if through_bank else cash)(amount), day)

    def expense(self, day: date, amount: str, through_bank: bool, of_the_lot: bool) -> None:
        lot = a_lot(self.association) if of_the_lot else None
        an_expense(self.association, (bank if through_bank else cash)(amount), day, lot=lot)

    def transfer(self, day: date, amount: str, to_bank: bool) -> None:
        purses = ("cash", "bank") if to_bank else ("bank", "cash")
        transfer(self.association, *purses, Decimal(amount), Paper(day), sure=True)

    def void(self, day: date, which: int) -> None:
        if document := pick(list(Document.select()), which):
            void(document, day, "error")

    def void_delivery(self, day: date, which: int) -> None:
        if delivery := pick(list(Delivery.select()), which):
            void_delivery(delivery, day, "error")

    def close(self, day: date) -> None:
        if day.day == 1:  # seldom
            carry_forward(self.association, Month.of(day))


def pick(rows: list[Any], which: int) -> Any:
    return rows[which % len(rows)] if rows else None


@pytest.fixture(scope="module")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("random") / "x.ecocuenca"
    storage.create(path)
    storage.close()
    return path.read_bytes()


@settings(max_examples=settings.default.max_examples // 3)
@given(st.lists(deeds, min_size=10, max_size=35))
def test_whatever_is_tried_the_books_hold(empty_book, plan):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.ecocuenca"
        path.write_bytes(empty_book)
        with storage.opened(path):
            village = Village()
            for deed in plan:
                village.do(deed)

            for law in LAWS:
                law(village.association)


# Laws ---------------------------------------------------------------------------------------


def every_day() -> Iterator[date]:
    day = FIRST
    while day <= LAST:
        yield day
        day += timedelta(days=1)


def the_entries_of_each_paper_add_up_to_zero(association: Association) -> None:
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for entry in money.MoneyEntry.select():
        sums[entry.document_id] += entry.amount
    assert not any(sums.values())


def void_papers_contribute_nothing(association: Association) -> None:
    sums: dict[Any, Decimal] = defaultdict(Decimal)
    for entry in money.MoneyEntry.select():
        sums[entry.document_id, entry.account, entry.party] += entry.amount
    for entry in StockEntry.select():
        sums[entry.document_id, entry.grade_id, entry.delivery_id] += entry.quantity
    void = {one.id for one in Document.select() if not one.is_valid}
    assert not any(total for key, total in sums.items() if key[0] in void)


def no_purse_and_no_stock_is_below_zero_on_any_day(association: Association) -> None:
    for day in every_day():
        assert money.balance(association, money.CASH, day) >= 0
        assert money.balance(association, money.BANK, day) >= 0
        assert all(held(association, grade, day) >= 0 for grade in Grade.select())


def the_balance_is_the_sum_of_all_entries(association: Association) -> None:
    """However many openings stand between."""
    for account, begun in ((money.CASH, 1000), (money.BANK, 500)):
        entries = money.MoneyEntry.select().where(money.MoneyEntry.account == account)
        summed = sum((one.amount for one in entries), Decimal(begun))
        assert money.balance(association, account, LAST) == summed


def what_is_free_is_the_closing_of_the_kardex(association: Association) -> None:
    closing = {card.grade.id: card.closing for card in kardex_of(association, JUNE)}
    for grade in Grade.select():
        pieces = free(association, grade, LAST)
        assert all(piece.quantity > 0 for piece in pieces)
        assert sum(piece.quantity for piece in pieces) == closing.get(grade.id, 0)
        assert left_by_grade(association).get(grade.id, 0) == closing.get(grade.id, 0)


def each_sale_owes_its_total_less_what_was_collected(association: Association) -> None:
    owed = {one.sale.document_id: one for one in receivables(association, LAST)}
    for sale in Sale.select():
        receipts = Receipt.select().join(Document, on=(Receipt.document == Document.id))
        valid = receipts.where(Document.about == sale.document_id, Document.state == "valid")
        collected = sum((one.amount for one in valid), Decimal(0))
        rest = sale.total - collected if sale.document.is_valid else Decimal(0)
        assert balance_of(sale) == rest >= 0
        assert (owed[sale.document_id].balance if rest else 0) == rest
    assert money.balance(association, money.RECEIVABLE, LAST) == sum(
        one.balance for one in owed.values()
    )


def the_money_is_somebodys(association: Association) -> None:
    for day in (FIRST, MAY.last, LAST):
        whose = money_of(association, day)
        purses = sum(money.balance(association, one, day) for one in (money.CASH, money.BANK))
        assert whose.own + whose.members + whose.restricted == purses


def the_own_result_is_the_growth_of_own_money(association: Association) -> None:
    results = sum(result_of(association, month).result for month in (MAY, JUNE))
    assert money_of(association, LAST).own == Decimal(1500) + results


def each_book_runs_from_its_opening_to_its_closing(association: Association) -> None:
    for purse in (money.CASH, money.BANK):
        may, june = (book_of(association, purse, m.first, m.last) for m in (MAY, JUNE))
        assert may.closing == june.opening == may.opening + may.came - may.went
        assert june.closing == money.balance(association, purse, LAST)
        assert all(line.document.is_valid or line.came == line.went == 0 for line in may.lines)


def the_numbers_have_no_gap(association: Association) -> None:
    series: dict[str, list[int]] = defaultdict(list)
    for one in Document.select().order_by(Document.id):
        series[one.kind].append(one.sequence)
    assert all(found == list(range(1, len(found) + 1)) for found in series.values())


def the_review_finds_nothing(association: Association) -> None:
    assert faults() == []


LAWS = (
    the_entries_of_each_paper_add_up_to_zero,
    void_papers_contribute_nothing,
    no_purse_and_no_stock_is_below_zero_on_any_day,
    the_balance_is_the_sum_of_all_entries,
    what_is_free_is_the_closing_of_the_kardex,
    each_sale_owes_its_total_less_what_was_collected,
    the_money_is_somebodys,
    the_own_result_is_the_growth_of_own_money,
    each_book_runs_from_its_opening_to_its_closing,
    the_numbers_have_no_gap,
    the_review_finds_nothing,
)
