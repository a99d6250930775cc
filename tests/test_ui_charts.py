"""Gráficos: what is seen is what prints; month and year by the arrows."""

import pytest

from models.months import Month
from tests.factories import JUNE
from tests.test_reports_charts import text_of
from tests.ui_book import settle
from tests.ui_desk import Desk
from ui import printing
from ui.month.charts_page import Charts


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "user_documents_path", lambda: tmp_path)
    return tmp_path / "Ecocuenca" / "informes"


@pytest.fixture
def desk(root, worked_month):
    made = Desk(root, worked_month)
    yield made
    made.clear()


def test_it_opens_on_the_month_shown_and_draws_its_page(desk):
    screen = desk.show(Charts)

    assert "Gráficos de mayo de 2026" in text_of(screen.view.pdf)
    assert screen.view.desk.count == 1
    assert 0 in screen.view.desk.pictures


def test_the_arrows_choose_the_year_and_the_month_again(desk):
    screen = desk.show(Charts)
    desk.type("<Down>")
    of_year = text_of(screen.view.pdf)
    desk.type("<Up>")

    assert "Gráficos del año 2026" in of_year
    assert "Gráficos de mayo de 2026" in text_of(screen.view.pdf)


def test_another_month_chosen_above_is_drawn(desk):
    screen = desk.show(Charts)
    desk.context.month = JUNE
    screen.shown()

    assert "Gráficos de junio de 2026" in text_of(screen.view.pdf)


def test_it_is_saved_and_printed_by_key(desk, folder, monkeypatch):
    opened = []
    monkeypatch.setattr(printing, "open_with_system", lambda path: opened.append(path) or True)
    screen = desk.show(Charts)
    desk.type("<F9>", "<Down>", "<Control-p>")
    settle(desk.root, lambda: bool(opened))

    assert (folder / "graficos_2026-05.pdf").read_bytes().startswith(b"%PDF")
    assert opened == [folder / "graficos_2026.pdf"]
    assert (folder / "graficos_2026.pdf").read_bytes() == screen.view.pdf


def test_a_month_before_the_books_is_drawn_without_bars(desk):
    screen = desk.show(Charts)
    desk.context.month = Month(2024, 3)
    screen.shown()

    assert "De esos meses no hay libro." in text_of(screen.view.pdf)
