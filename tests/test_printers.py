"""Printers: a real CUPS takes the page and its text is read back; and what Windows is told to draw."""

import time
from pathlib import Path

import pytest

from models.changes import Refused
from models.documents import Document
from reports.papers.documents import documents_pdf
from reports.papers.sizes import A4, A4X2, A5, ROLL_58, ROLL_80
from tests.printers import NAME
from ui.pdf import Pages
from ui.printers import cups as door
from ui.printers import system
from ui.printers.jobs import Job, Printer, Progress
from ui.printers.media import Medium, medium_of, runs
from ui.printers.placing import Placed, Sheet, place

MM = 72 / 25.4
A4_POINTS, A5_LYING = (210 * MM, 297 * MM), (210 * MM, 148.5 * MM)
# An office printer at 600 dots to the inch, 4 mm of whose sheet cannot be printed on.
OFFICE = Sheet(4960, 7016, 94, 94, 4772, 6828, 600, 600)


def job(pdf: bytes, copies: int = 1, printer: str = NAME) -> Job:
    return Job(printer, pdf, Pages(pdf).sizes(), "Recibo; rm -rf / «ñ» $(x)", copies)


def paper(number: str, size) -> bytes:
    return documents_pdf([Document.get(Document.number == number)], size=size)


# CUPS ---------------------------------------------------------------------------------------------


def test_the_printed_page_says_the_number_of_the_receipt(printer, worked_month):
    system.send(job(paper("RI-2026-0003", A4X2)), Progress())
    (page,) = printer.printed().pages

    assert page.extract_text().count("RI-2026-0003") >= 2  # original and copy


def test_as_many_copies_leave_as_were_asked_for(printer, worked_month):
    system.send(job(paper("RI-2026-0003", A4), copies=3), Progress())

    assert len(printer.printed().pages) == 3


@pytest.mark.parametrize("size", [A4, A5, ROLL_80, ROLL_58])
def test_a_page_leaves_the_printer_as_large_as_it_was_drawn(printer, worked_month, size):
    pdf = paper("RI-2026-0003", size)
    (drawn,) = Pages(pdf).sizes()
    system.send(job(pdf), Progress())
    (page,) = printer.printed().pages
    box = page.mediabox

    # A whole point is lost to rounding; and what lies may have been turned to stand.
    assert sorted(map(float, (box.width, box.height))) == pytest.approx(sorted(drawn), abs=1.5)
    assert "RI-2026-0003" in page.extract_text()


def test_receipts_on_a_roll_are_each_torn_off_at_their_own_length(printer, worked_month):
    numbers = ("RI-2026-0001", "RI-2026-0003", "EN-2026-0003")
    papers = [Document.get(Document.number == number) for number in numbers]
    pdf = documents_pdf(papers, size=ROLL_80)
    lengths = {round(tall) for _wide, tall in Pages(pdf).sizes()}
    before = printer.jobs()
    system.send(job(pdf), Progress())

    assert len(lengths) > 1
    assert printer.jobs() - before == len(runs(Pages(pdf).sizes()))
    assert "EN-2026-0003" in printer.printed().pages[-1].extract_text()


def test_the_usual_printer_stands_first_and_a_stopped_one_is_said_to_be(printer):
    printer.add_queue("Aula")
    printer.say("lpadmin", "-d", NAME)
    printer.say("cupsdisable", "Aula")
    try:
        assert system.printers() == [Printer(NAME, usual=True), Printer("Aula", stopped=True)]
    finally:
        printer.remove_queue("Aula")


def test_a_printer_that_went_away_does_not_take_it(printer, worked_month):
    with pytest.raises(Refused, match="La impresora Borrada no recibió el papel"):
        system.send(job(paper("RI-2026-0003", A4), printer="Borrada"), Progress())


def test_what_was_stopped_before_is_not_handed_over(printer, worked_month):
    before = printer.jobs()
    system.send(job(paper("RI-2026-0003", A4)), Progress(stop=True))

    assert printer.jobs() == before


def test_without_a_print_server_there_are_no_printers():
    assert system.printers() == []


def test_without_cups_there_are_none_either_and_nothing_is_taken(monkeypatch, worked_month):
    monkeypatch.setenv("PATH", "/nowhere")

    assert system.printers() == []
    with pytest.raises(Refused):
        system.send(job(paper("RI-2026-0003", A4)), Progress())


def test_a_print_server_that_never_answers_is_not_waited_for(monkeypatch, tmp_path: Path):
    slow = tmp_path / "lpstat"
    slow.write_text("#!/bin/sh\nexec sleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(door, "LOOK_S", 0.2)
    start = time.monotonic()

    assert system.printers() == []
    assert time.monotonic() - start < 5


# Paper --------------------------------------------------------------------------------------------


def test_a_sheet_is_known_by_its_size_also_lying_and_the_rest_is_a_roll():
    assert medium_of(A4_POINTS) == Medium("A4", 210, 297)
    assert medium_of((842, 595)) == Medium("A4", 210, 297)
    assert medium_of(A5_LYING) == Medium("A5", 148, 210)
    assert medium_of((80 * MM, 176.3 * MM)) == Medium("", 80.0, 176.3)


def test_pages_of_one_paper_are_one_run():
    short, long = (80 * MM, 100 * MM), (80 * MM, 150 * MM)
    found = [(run.medium.tall, run.first, run.last) for run in runs([short, short, long, short])]

    assert found == [(100.0, 1, 2), (150.0, 3, 3), (100.0, 4, 4)]


# Windows ------------------------------------------------------------------------------------------


def test_a_page_as_large_as_the_sheet_keeps_its_size_and_loses_only_the_margin():
    # 210 mm at 600 dots to 25.4 mm are 4960.6 dots, and the first 94 cannot be printed on.
    assert place(A4_POINTS, OFFICE) == Placed(False, (-94, -94, 4867, 6922), 300 / 72)


def test_half_a_page_stands_at_the_upper_edge_of_a_whole_sheet():
    placed = place(A5_LYING, OFFICE)

    assert not placed.turned
    assert placed.box == (-94, -94, 4867, 3414)  # 148.5 mm are 3507.9 dots


def test_a_page_that_lies_is_turned_where_the_sheet_stands():
    placed = place((297 * MM, 210 * MM), OFFICE)

    assert placed.turned
    assert placed.box == (-94, -94, 4867, 6922)


def test_a_roll_stands_in_the_middle_of_a_wider_sheet():
    left, _top, right, bottom = place((80 * MM, 100 * MM), OFFICE).box

    assert (right - left, bottom + 94) == (1890, 2362)  # 80 mm and 100 mm
    assert left + 94 == (4960 - 1890) // 2


def test_what_is_too_large_is_made_to_fit_in_what_can_be_printed_on():
    small = Sheet(3496, 4961, 94, 94, 3308, 4773, 600, 600)  # A5
    placed = place(A4_POINTS, small)
    left, top, right, bottom = placed.box

    assert not placed.turned
    assert left >= 0
    assert top == 0
    assert right <= 3308
    assert bottom <= 4773
    # Its sides keep their proportion.
    assert (bottom - top) / (right - left) == pytest.approx(297 / 210, rel=0.001)


def test_a_coarse_printer_is_drawn_for_at_its_own_dots():
    ticket = Sheet(576, 1200, 0, 0, 576, 1200, 203, 203)

    assert place((72 * MM, 100 * MM), ticket) == Placed(False, (0, 0, 575, 799), 203 / 72)


def test_a_turned_picture_fills_its_box(worked_month):
    page = Pages(paper("RI-2026-0003", A5))
    wide, tall = page.size(0)
    narrow = Sheet(round(tall), round(wide), 0, 0, round(tall), round(wide), 72, 72)
    placed = place((wide, tall), narrow)
    picture = page.picture(0, placed.scale)

    assert placed.turned
    assert (picture.height, picture.width) == pytest.approx(placed.box[2:], abs=1)
