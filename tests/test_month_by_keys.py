"""A treasurer's first month, typed from the first page to the last paper without a mouse.

It must end in the same figures as the cuaderno of that month, loaded by `cargar`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from models.associations import Association
from models.cash.cash_book import Receipt
from models.cash.cash_count import counts_in
from models.file import storage
from models.month.closing import closed_months
from models.month.debts import owed_by_members
from models.month.indicators import indicators_of
from models.month.money import money_of, result_of
from models.month.view import (
    amount_of,
    books_of,
    deliveries_in,
    sales_in,
    totals_of,
    voided_in,
)
from models.people.dues_now import dues_at_end
from models.people.members import register_of
from models.produce.deliveries import Delivery
from models.produce.harvests import harvests_of
from models.produce.kardex import kardex_of
from models.produce.receivables import receivables
from models.settling.settlements import Settlement, SettlementDeduction, SettlementLine
from reports.excel.monthly import export_month
from tests.factories import MAY, load, worked_month
from tests.ui_book import settle
from tests.ui_month import do
from tests.ui_treasurer import Treasurer
from ui.run import Window


class Calendar(date):
    """Which day it is while she works: books begin, and papers are voided, on that day."""

    on_the_wall = MAY.first

    @classmethod
    def today(cls) -> date:
        return cls.on_the_wall


@contextmanager
def at_work(root: Any, folder: Path) -> Iterator[Treasurer]:
    """The treasurer before a window on a file that is not there yet."""
    window = Window(
        folder / "tipeado.ecocuenca", preferences_path=folder / "preferencias.json", root=root
    )
    settle(root)
    try:
        yield Treasurer(window, worked_month()["inputs"])
    finally:
        if window.app is not None:
            shell = window.app.shell
            for sequence in {*shell.deeds, *(shell.current.deeds if shell.current else ())}:
                root.unbind(sequence)
        root.protocol("WM_DELETE_WINDOW", root.destroy)
        for child in root.winfo_children():
            child.destroy()
        root.update()
        storage.close()


# What the two books must say alike ----------------------------------------------------------------


def figures(folder: Path) -> dict[str, Any]:
    """Every figure of May in the open book."""
    association, until = Association.get(), MAY.last
    cash, bank = books_of(association, MAY)
    return {
        "totals": totals_of(association, MAY),
        "result": result_of(association, MAY),
        "money": money_of(association, until),
        "indicators": indicators_of(association, MAY),
        "cash book": _book(cash),
        "bank book": _book(bank),
        "deliveries": [
            (one.number, one.member, one.gross, one.tare, one.net, one.payable)
            for one in deliveries_in(association, MAY)
        ],
        "suggested": [
            (str(one), one.suggested) for one in Delivery.select().order_by(Delivery.document)
        ],
        "sales": [
            (str(one.sale), one.sale.due, str(one.sale.lot), str(one.line), one.line.quantity)
            for one in sales_in(association, MAY)
        ],
        "collected": [
            (str(one.sale), one.line.amount, one.line.igv, one.collected, one.balance, one.state)
            for one in sales_in(association, MAY)
        ],
        "kardex": [
            (str(one.grade.product), str(one.grade), e.number, e.came, e.went, e.balance)
            for one in kardex_of(association, MAY)
            for e in one.lines
        ],
        "receivables": [
            (str(one.sale), one.collected, one.balance, one.days, one.age)
            for one in receivables(association, until)
        ],
        "harvests": [
            (one.day, str(one.member), str(one.plot), one.area, one.total, one.split(), one.sale)
            for one in harvests_of(association, MAY.first, until)
        ],
        "members": [
            (one.place, one.code, one.name, one.dni, one.sex, one.admitted)
            for one in register_of(association, until)
        ],
        "settlements": [
            (str(one), str(one.member), one.gross, one.costs, one.service, one.advances, one.net)
            for one in Settlement.select().order_by(Settlement.document)
        ],
        "pieces": [
            (str(one.settlement), str(one.delivery), one.quantity, one.gross, one.costs)
            for one in SettlementLine.select().order_by(SettlementLine.id)
        ],
        "taken off": [
            (str(one.settlement), one.name, one.amount)
            for one in SettlementDeduction.select().order_by(SettlementDeduction.id)
        ],
        "paid": [
            (str(one), str(one.document.about), one.account, one.operation, one.amount)
            for one in Receipt.select().order_by(Receipt.document)
        ],
        "dues": [
            (str(one.member), one.charged, one.paid, dict(one.owed))
            for one in dues_at_end(association, MAY)
        ],
        "counts": [
            (one.day, one.counted, one.book, one.difference)
            for one in counts_in(association, MAY.first, until)
        ],
        "closed": [
            (str(one.month), one.stands, one.warnings, one.code)
            for one in closed_months(association)
        ],
        "voided": [
            (str(one), one.day, amount_of(one), one.reason, str(one.replaced_by))
            for one in voided_in(association, MAY)
        ],
        "debts": [
            (one.member.name, one.advances, one.loans, one.inputs)
            for one in owed_by_members(association, until)
        ],
        "workbook": _cells(export_month(association, MAY, folder)),
    }


def _book(book: Any) -> list[tuple[Any, ...]]:
    told = ("number", "party", "concept", "category", "operation", "came", "went", "balance")
    lines = [(one.day, *(str(getattr(one, name)) for name in told)) for one in book.lines]
    return [(book.opening, book.came, book.went, book.closing), *lines]


# Its code and how many changes it holds: no two books are alike.
OF_ONE_BOOK = ("Portada B8", "Portada B9")


def _cells(path: Path) -> dict[str, Any]:
    return {
        f"{sheet.title} {cell.coordinate}": cell.value
        for sheet in load_workbook(path)
        if sheet.title != "Notas"  # since when rates hold, and when it was written
        for row in sheet
        for cell in row
        if cell.value is not None and f"{sheet.title} {cell.coordinate}" not in OF_ONE_BOOK
    }


def test_a_month_typed_with_keys_alone_ends_in_the_figures_of_its_cuaderno(
    root, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Calendar, "on_the_wall", MAY.first)
    monkeypatch.setattr("ui.start.date", Calendar)
    monkeypatch.setattr("ui.context.date", Calendar)
    monkeypatch.setattr("ui.paper_detail.date", Calendar)
    monkeypatch.setattr("ui.printing.folder", lambda name="recibos": tmp_path / name)
    monkeypatch.setattr("ui.printing.open_with_system", lambda _path: True)
    with at_work(root, tmp_path) as treasurer:
        treasurer.begin_books()
        treasurer.register_produce()
        treasurer.register_members()
        treasurer.register_buyers()
        treasurer.register_plots()
        treasurer.register_rates()
        treasurer.register_balances()
        for event in treasurer.inputs["events"]:
            Calendar.on_the_wall = date.fromisoformat(event["date"])
            do(treasurer, event)
        typed = figures(tmp_path / "tipeado")

    with storage.opened(tmp_path / "cargado.ecocuenca", create_missing=True):
        load(worked_month(), tmp_path)
        loaded = figures(tmp_path / "cargado")

    for name, figure in loaded.items():
        assert typed[name] == figure, name
