"""Months nobody planned: whatever is tried, in whatever order and on whatever day, the books hold.

Each deed may be refused. After all of them the laws are asked of the rows themselves.
"""

import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from models import money
from models.associations import Association
from models.cash.books import book as book_of
from models.cash.cash_book import Payment, Receipt
from models.cash.transfers import transfer
from models.changes import Refused
from models.documents import Document, Paper
from models.file import storage
from models.month.money import money_of, result_of
from models.month.view import totals_of
from models.months import Month
from models.opening import carry_forward
from models.produce.deliveries import Delivery
from models.produce.kardex import kardex_of
from models.produce.products import Grade
from models.produce.receivables import receivables
from models.produce.sales import Sale, balance_of
from models.review.books import faults
from models.stock import StockEntry, free, held, left_by_grade
from models.voiding import void, void_delivery
from reports.excel.monthly import export_month
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
SEEDS = 400 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 5
DEEDS = (
    ("harvest", "void_delivery", "transfer", "income", "expense", "expense", "void", "void")
    + ("deliver", "sell", "collect") * 6
    + ("close",)
)


@dataclass
class Village:
    """An association where anything is tried, on any day; each deed by its name."""

    chance: Random
    association: Association = field(default_factory=an_association)
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.members = [a_member(self.association, name) for name in ("Ana", "Luis")]
        self.grades = [a_grade(self.association, name=one) for one in ("Primera", "Segunda")]

    def try_something(self) -> None:
        name = self.chance.choice(DEEDS)
        with suppress(Refused):
            getattr(self, name)(FIRST + timedelta(days=self.chance.randrange(-1, 61)))
            self.done[name] += 1

    def tenths(self, most: int) -> str:
        """From 0.1 to `most`, by tenths."""
        return str(Decimal(self.chance.randrange(1, most * 10)) / 10)

    def payment(self, most: int) -> Payment:
        return self.chance.choice((cash, bank))(self.tenths(most))

    def harvest(self, day: date) -> None:
        a_harvest(self.chance.choice(self.members), day, self.tenths(500))

    def deliver(self, day: date) -> None:
        a_delivery(
            self.association,
            self.tenths(200),
            day,
            grade=self.chance.choice(self.grades),
            member=self.chance.choice(self.members),
            advance=self.chance.choice((None, self.payment(60))),
        )

    def sell(self, day: date) -> None:
        price = str(Decimal(self.chance.randrange(1, 30000)) / 10000)
        grade = self.chance.choice(self.grades)
        a_sale(self.association, self.tenths(120), day, price=price, grade=grade)

    def collect(self, day: date) -> None:
        sale = self.chance.choice(list(Sale.select()) or [None])
        if sale is not None:
            whole = bank(str(balance_of(sale)))
            a_collection(sale, self.chance.choice((whole, self.payment(30))), day)

    def income(self, day: date) -> None:
        an_income(self.association, self.payment(300), day)

    def expense(self, day: date) -> None:
        lot = self.chance.choice((None, a_lot(self.association)))
        an_expense(self.association, self.payment(900), day, lot=lot)

    def transfer(self, day: date) -> None:
        purses = self.chance.sample(("cash", "bank"), 2)
        transfer(self.association, *purses, Decimal(self.tenths(900)), Paper(day), sure=True)

    def void(self, day: date) -> None:
        document = self.chance.choice(list(Document.select()) or [None])
        if document is not None:
            void(document, day, "error")

    def void_delivery(self, day: date) -> None:
        delivery = self.chance.choice(list(Delivery.select()) or [None])
        if delivery is not None:
            void_delivery(delivery, day, "error")

    def close(self, day: date) -> None:
        if Document.select().count() > 15:
            carry_forward(self.association, Month.of(day))


@pytest.fixture(scope="module")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("random") / "x.ecocuenca"
    storage.create(path)
    storage.close()
    return path


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_is_tried_the_books_hold(empty_book, tmp_path, seed):
    path = tmp_path / "x.ecocuenca"
    shutil.copyfile(empty_book, path)
    with storage.opened(path):
        village = Village(Random(seed))
        for _deed in range(60):
            village.try_something()

        for law in LAWS:
            law(village.association)
        assert village.done["deliver"]  # it was tried in earnest


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
        assert all(line.is_valid or line.came == line.went == 0 for line in may.lines)


def the_numbers_have_no_gap(association: Association) -> None:
    series: dict[str, list[int]] = defaultdict(list)
    for one in Document.select().order_by(Document.id):
        series[one.kind].append(one.sequence)
    assert all(found == list(range(1, len(found) + 1)) for found in series.values())


def the_workbook_says_what_the_screens_say(association: Association) -> None:
    with TemporaryDirectory() as folder:
        for month in (MAY, JUNE):
            written = load_workbook(export_month(association, month, Path(folder)))
            said = figures(written["Resumen"])
            totals = totals_of(association, month)
            for name, purse in (("caja", money.CASH), ("banco", money.BANK)):
                shown = book_of(association, purse, month.first, month.last)
                assert said[f"Saldo inicial {name}"] == shown.opening
                assert said[f"Ingresos {name}"] == shown.came
                assert said[f"Egresos {name}"] == shown.went
                assert said[f"Saldo final {name}"] == shown.closing
            assert said["Ventas"] == totals.sales
            assert said["Ventas anuladas"] == totals.sales_voided
            assert said["Cobros"] == totals.collected
            assert said["Cuentas por cobrar"] == totals.receivable
            assert said["Adelantos pendientes"] == totals.advances_pending
            assert said["Dinero propio"] == money_of(association, month.last).own
            assert written["Control"]["B5"].value == "Todo cuadra"


def figures(sheet: Worksheet) -> dict[str, Decimal]:
    """Each label of the sheet and the figure to its right; an empty one is zero."""
    return {
        label.value: Decimal(str(figure.value or 0)).quantize(Decimal("0.01"))
        for row in sheet.iter_rows()
        for label, figure in pairwise(row)
        if isinstance(label.value, str) and isinstance(figure.value, int | float | None)
    }


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
    the_workbook_says_what_the_screens_say,
    the_review_finds_nothing,
)
