"""By no door does a DNI leave the book unless it is asked for, and what leaves is noted."""

import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

import ecocuenca_desktop
from models import catalog, exports
from models.associations import Association
from models.exports import Leaving
from models.file import storage
from models.indicators.donor import donor_report
from models.land.mapping import geojson, placed_plots
from models.listing import Listing
from models.months import Month
from models.people.members import Member
from models.produce.buyers import Buyer
from reports.assembly.contents import REGISTER, VOTERS, Asked, assembly_pdf
from reports.excel.beside_copy import write_beside
from reports.excel.lists import list_workbook, shown
from reports.excel.monthly import month_content, month_file
from reports.excel.template import template
from reports.excel.workbook import workbook
from reports.excel.yearly import year_book
from reports.papers.statement import statement_pdf
from reports.territory.donor_book import donor_book

MAY = Month(2026, 5)
BUYER = "45671239"


@pytest.fixture
def dnis(worked_month) -> set[str]:
    """Those of every member and of a buyer that is a person."""
    Buyer.update(dni=BUYER, ruc=None).execute()
    Member.update(partner_dni="45671240").where(Member.code == "S01").execute()
    return {BUYER, "45671240"} | {str(one.dni) for one in Member.select()}


def words_of(content: bytes) -> str:
    """All that is written in a workbook or a PDF."""
    if content[:2] == b"PK":
        with ZipFile(BytesIO(content)) as parts:
            names = [name for name in parts.namelist() if name.endswith(".xml")]
            return "".join(parts.read(name).decode("utf-8") for name in names)
    if content[:4] == b"%PDF":
        return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return content.decode("utf-8")


def doors(association: Association, tmp_path: Path):
    """Each way out, by its name, as it is used when nobody asks for the DNI."""
    yield "month workbook", month_content(association, MAY)()
    yield "month workbook made anew", month_file(association, MAY)
    yield "year workbook", workbook(year_book(association, 2026, date(2026, 6, 1)))
    yield "template", template(association)
    yield "template with a month", template(association, MAY)
    for kind in catalog.CATALOG:
        yield f"list of {kind.name}", list_workbook(shown(Listing(kind, association)))
    for paper in (REGISTER, VOTERS):
        yield paper, assembly_pdf(association, Asked(paper, MAY, MAY.last))
    for member in Member.select():
        yield "statement", statement_pdf(member, MAY.first, MAY.last)
    yield "map", geojson(placed_plots(association))
    yield "donors", donor_book(donor_report(MAY.first, MAY.last), "es")
    made = storage.copy(tmp_path / "copias")
    write_beside(made)
    yield "workbook beside a copy", made.workbook.read_bytes()


def test_no_door_lets_a_dni_out_that_nobody_asked_for(worked_month, dnis, tmp_path):
    leaks = {
        name
        for name, content in doors(worked_month, tmp_path)
        if any(dni in words_of(content) for dni in dnis)
    }

    assert leaks == set()


def test_whoever_asks_for_them_gets_them(worked_month, dnis):
    member = str(Member.get(Member.code == "S01").dni)
    book = words_of(month_content(worked_month, MAY, with_dni=True)())

    assert member in book
    assert BUYER in book
    assert member in words_of(template(worked_month, MAY, with_dni=True))
    asked = Asked(REGISTER, MAY, MAY.last, with_dni=True)
    assert member in words_of(assembly_pdf(worked_month, asked))


@pytest.fixture
def command(worked_month, tmp_path, monkeypatch, capsys):
    """Run a command on a closed copy of the worked month; what it noted."""
    book = storage.book_path()
    storage.close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(ecocuenca_desktop, "keep_log", lambda: None)

    def run(*words: str) -> list[tuple[str, int, bool]]:
        monkeypatch.setattr(sys, "argv", ["x", "--archivo", str(book), *words])
        assert ecocuenca_desktop.main() == 0
        with storage.opened(book):
            return [(one.kind, one.people, one.with_dni) for one in Leaving.select()]

    return run


def test_a_command_that_takes_data_out_is_noted(command, tmp_path):
    count = 8  # members of the worked month

    assert command("exportar", "2026-05") == [(exports.WORKBOOK, count, False)]
    assert command("exportar", "2026-05", "--con-dni")[1:] == [(exports.WORKBOOK, count, True)]
    assert command("plantilla", "x.xlsx", "--mes", "2026-05")[2:] == [
        (exports.TEMPLATE, count, False)
    ]
    assert command("recibos", "RI-2026-0001")[3:] == []  # one paper, for whom it names
    assert command("recibos", "2026-05")[3][0] == exports.PAPERS
    (tmp_path / "usb").mkdir()
    assert command("respaldar", "--carpeta", str(tmp_path / "usb"))[4:] == [
        (exports.COPY, count, True)
    ]
    assert command("respaldar")[5:] == []  # beside the book it does not leave
