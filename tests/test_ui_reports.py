"""Informes: every paper is chosen, seen, saved and printed with the keyboard alone."""

from datetime import date
from pathlib import Path

import pytest

from models.months import Month
from reports.assembly import contents
from reports.assembly.contents import CASH_BOOK, ECONOMIC, PAPERS, VOTERS
from tests.factories import an_income as receive
from tests.factories import cash, june
from tests.ui_book import settle
from tests.ui_desk import Desk
from ui import errors, printing
from ui.month import reports_page as room
from ui.month.reports_page import Reports


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    made = tmp_path / "Documentos"
    monkeypatch.setattr(printing, "user_documents_path", lambda: made)
    return made / "Ecocuenca" / "informes"


@pytest.fixture
def opened(monkeypatch) -> list[Path]:
    """What the system was asked to open, by a viewer that is there."""
    paths: list[Path] = []
    monkeypatch.setattr(printing, "open_with_system", lambda path: paths.append(path) or True)
    return paths


@pytest.fixture
def desk(root, worked_month):
    made = Desk(root, worked_month)
    yield made
    made.clear()


@pytest.fixture
def screen(desk):
    made = desk.show(Reports)
    settle(desk.root, lambda: made.view.options.printers is not None)
    return made


def test_it_opens_on_the_economic_report_of_the_month(screen):
    assert screen.asked.file_name == "informe-economico_2026-05.pdf"
    assert screen.view.desk.count == 2
    assert 0 in screen.view.desk.pictures
    assert screen.of_reach.winfo_ismapped()
    assert not screen.of_day.winfo_ismapped()


def test_arrows_go_from_paper_to_paper_and_each_is_shown(desk, screen):
    seen = [screen.asked.paper]
    for _step in range(len(PAPERS) - 1):
        desk.type("<Down>")
        seen.append(screen.asked.paper)
        assert screen.view.pdf.startswith(b"%PDF")

    assert seen == [name for name, _words in PAPERS]


def test_a_half_year_is_chosen_with_keys(desk, screen):
    desk.type("<Tab>")
    for _step in range(20):
        if desk.root.focus_get().winfo_parent() == str(screen.of_reach):
            break
        desk.type("<Tab>")
    desk.type("<Down>")

    assert screen.asked.file_name == "informe-economico_2026-semestre-1.pdf"


def test_f9_saves_and_ctrl_p_prints_and_both_say_where(desk, screen, folder, opened):
    desk.type("<F9>")
    assert (folder / "informe-economico_2026-05.pdf").read_bytes() == screen.view.pdf
    assert str(folder) in screen.line.said
    assert opened == []

    desk.type("<Control-p>")
    settle(desk.root, lambda: bool(opened))
    assert opened == [folder / "informe-economico_2026-05.pdf"]


def test_without_a_viewer_it_says_where_the_file_is(desk, screen, folder, monkeypatch):
    monkeypatch.setattr(printing, "open_with_system", lambda path: False)
    desk.type("<Control-p>")
    settle(desk.root, lambda: screen.line.said.startswith("No hay con qué abrir un PDF."))


def test_it_goes_to_the_printer_and_says_the_day(desk, printer):
    screen = desk.show(Reports)
    desk.type("<Control-p>")
    settle(desk.root, lambda: "Enviado a la impresora" in screen.line.said, seconds=10)

    pages = printer.printed().pages
    assert len(pages) == 2
    assert f"Impreso el {date.today():%d/%m/%Y}." in pages[1].extract_text()


def test_a_day_is_typed_and_a_wrong_one_is_said(desk, screen, folder):
    screen.chips[VOTERS].invoke()
    desk.wait()
    screen.day_field.focus_force()
    screen.day_field.delete(0, "end")
    desk.type("15/06/2026", "<Return>")
    assert screen.asked.file_name == "socios-habiles_2026-06-15.pdf"

    screen.day_field.delete(0, "end")
    desk.type("31/06/2026", "<Return>")
    assert screen.line.said
    assert screen.view.save_button.instate(["disabled"])
    desk.type("<F9>")
    assert not folder.exists()

    screen.day_field.delete(0, "end")
    desk.type("30/06/2026", "<F9>")  # saved as typed, without waiting
    assert (folder / "socios-habiles_2026-06-30.pdf").exists()


def test_the_dni_is_written_only_when_asked_for(screen):
    screen.chips[VOTERS].invoke()
    without = screen.view.pdf
    assert not screen.asked.with_dni

    screen.dni.set(room.WITH)
    screen.reload()
    assert screen.asked.with_dni
    assert screen.view.pdf != without


def test_another_month_and_a_new_receipt_change_what_is_shown(desk, screen):
    desk.context.month = Month(2026, 6)
    screen.shown()
    assert screen.asked.file_name == "informe-economico_2026-06.pdf"
    before = screen.view.pdf

    receive(desk.context.association, cash("5.00"), june(2))
    desk.wait()
    assert screen.view.pdf != before
    assert screen.day.get() == "30/06/2026"


def test_a_paper_that_cannot_be_made_is_said_calmly(screen, monkeypatch, tmp_path):
    def fail(_association, _asked):
        raise RuntimeError("the fonts are gone")

    monkeypatch.setattr(contents, "assembly_pdf", fail)
    monkeypatch.setattr(errors, "write", lambda _failure: tmp_path / "x.log")
    screen.chips[CASH_BOOK].invoke()

    assert screen.line.said.startswith("No se pudo preparar el papel.")
    assert screen.view.print_button.instate(["disabled"])

    monkeypatch.undo()
    screen.chips[ECONOMIC].invoke()
    assert screen.line.said == ""
    assert screen.view.print_button.instate(["!disabled"])


def test_only_pages_in_sight_are_drawn(desk, screen):
    for _number in range(60):
        receive(desk.context.association, cash("1.00"), june(2))
    desk.context.month = Month(2026, 6)
    screen.paper.set(CASH_BOOK)
    screen.shown()
    desk.wait()
    paper = screen.view.desk
    drawn = set(paper.pictures)
    assert 0 in drawn
    assert len(drawn) < paper.count

    paper.focus_force()
    desk.type("<End>")
    desk.wait()
    assert paper.count - 1 in paper.pictures
