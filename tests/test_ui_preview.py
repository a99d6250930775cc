"""The preview: only what is stored, drawn as it prints, and from there to a printer or a file."""

import time
from pathlib import Path

import pytest

from models.documents import Document, documents_in
from models.prints import PRINTED, SAVED, Printing, times_printed
from models.voiding import void
from reports.papers.documents import Batch
from tests.factories import MAY, may
from tests.printers import NAME
from tests.ui_book import press, settle
from tests.ui_shell import shell_on, type_keys
from ui import errors, printing, tasks
from ui.previewing.printout import Numbered
from ui.previewing.tools import found_in
from ui.printers import system
from ui.printers.jobs import Job, Printer, Progress, not_taken


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    made = tmp_path / "Documentos"
    monkeypatch.setattr(printing, "user_documents_path", lambda: made)
    return made / "Ecocuenca" / "recibos"


@pytest.fixture
def opened(monkeypatch) -> list[Path]:
    """What the system was asked to open, by a viewer that is there."""
    paths: list[Path] = []
    monkeypatch.setattr(printing, "open_with_system", lambda path: paths.append(path) or True)
    return paths


@pytest.fixture
def shell(root, open_month):
    with shell_on(root, open_month) as made:
        yield made


def show(shell, *numbers: str):
    return shown(shell, [Document.get(Document.number == number) for number in numbers])


def shown(shell, documents, what: str = ""):
    made = shell.go("preview", documents=documents, what=what)
    settle(shell.app, lambda: made.view.options.printers is not None and bool(made.view.pdf))
    return made


def said(screen, words: str) -> None:
    settle(screen, lambda: words in screen.line.said, seconds=20)


# To a printer -------------------------------------------------------------------------------------


def test_ctrl_p_sends_it_to_the_printer_and_says_only_that_it_was_sent(shell, printer):
    screen = show(shell, "RI-2026-0001")
    press(screen.desk, "<Control-p>")
    said(screen, f"Enviado a la impresora {NAME}: 1 copia.")

    assert "RI-2026-0001" in printer.printed().pages[0].extract_text()
    assert [one.way for one in Printing.select()] == [PRINTED]


def test_copies_are_typed_and_those_that_cannot_be_are_said(shell, printer):
    screen = show(shell, "RI-2026-0001")
    field = screen.view.options.copies_field
    press(field, "0", "<Control-p>")
    assert screen.view.options.problem.said == "Escriba de 1 a 99 copias."

    field.delete(0, "end")
    press(field, "1", "<Up>", "<Control-p>")
    said(screen, "2 copias")
    assert len(printer.printed().pages) == 2


def test_printed_once_more_it_says_that_it_is_a_duplicate(shell, printer):
    screen = show(shell, "RI-2026-0001")
    press(screen.desk, "<Control-p>")
    said(screen, "Enviado")
    first = screen.view.pdf
    assert "DUPLICADO" not in printer.printed().pages[0].extract_text()

    press(screen.desk, "<Control-p>")
    settle(shell.app, lambda: Printing.select().count() == 2, seconds=10)
    assert screen.view.pdf != first
    assert "DUPLICADO" in printer.printed().pages[0].extract_text()


def test_printing_again_from_a_list_goes_to_the_printer_without_a_stop(shell, printer):
    shell.go("receipt")
    settle(shell.app)
    receipts = shell.current
    settle(shell.app, lambda: receipts.ledger.current is not None)
    receipts.print_again(receipts._record(receipts.ledger.current))
    said(shell.current, "Enviado")

    assert shell.current.printout.documents[0].number in printer.printed().pages[0].extract_text()


def test_a_printer_that_was_switched_off_meanwhile_is_said(shell, printer):
    printer.add_queue("Aula")
    screen = show(shell, "RI-2026-0001")
    screen.view.options.printer_box.set("Aula")
    printer.remove_queue("Aula")
    press(screen.desk, "<Control-p>")

    said(screen, "La impresora Aula no recibió el papel.")
    assert Printing.select().count() == 0


def test_what_is_sent_after_the_person_left_is_told_in_the_status_line(shell, printer):
    screen = show(shell, "RI-2026-0001")
    press(screen.desk, "<Control-p>")
    shell.go("delivery")
    settle(shell.app, lambda: any("Enviado" in one for one in shell.said))

    assert times_printed([Document.get(Document.number == "RI-2026-0001").id])


def test_the_printer_and_its_paper_are_remembered_for_each_kind(shell, printer):
    screen = show(shell, "RI-2026-0001")
    box = screen.view.options.size_box
    press(box, "r")  # «Rollo de 80 mm»
    press(screen.desk, "<Control-p>")
    said(screen, "Enviado")
    (page,) = printer.printed().pages
    assert float(page.mediabox.width) == pytest.approx(80 * 72 / 25.4, abs=1.5)

    assert shell.context.preferences.printers == {"RI": NAME}
    assert shell.context.preferences.papers["RI"][NAME] == "80mm"
    assert show(shell, "RI-2026-0003").view.options.paper.code == "80mm"
    assert show(shell, "EN-2026-0003").view.options.paper.code == "a4x2"


# To a file ----------------------------------------------------------------------------------------


def test_without_a_printer_it_says_so_and_opens_the_paper(shell, folder, opened):
    screen = show(shell, "EN-2026-0003", "RE-2026-0003")
    assert "No hay ninguna impresora" in screen.view.options.state_words.cget("text")
    press(screen.desk, "<Control-p>")
    said(screen, "No hay impresora. Se abrió «EN-2026-0003.pdf»")

    assert screen.desk.count == 2
    assert opened == [folder / "EN-2026-0003.pdf"]
    assert opened[0].read_bytes().startswith(b"%PDF")


def test_without_a_viewer_either_it_says_where_the_file_is(shell, folder, monkeypatch):
    monkeypatch.setattr(printing, "open_with_system", lambda path: False)
    screen = show(shell, "EN-2026-0003")
    press(screen.desk, "<Control-p>")
    said(screen, "No hay con qué abrir un PDF.")

    assert (folder / "EN-2026-0003.pdf").exists()
    assert str(folder) in screen.line.said


def test_a_folder_that_takes_nothing_is_said(shell, tmp_path, monkeypatch, opened):
    (tmp_path / "archivo").write_text("no es una carpeta")
    monkeypatch.setattr(printing, "user_documents_path", lambda: tmp_path / "archivo")
    screen = show(shell, "EN-2026-0003")
    press(screen.desk, "<Control-o>")

    assert opened == []
    assert "EN-2026-0003.pdf" in screen.line.said
    assert Printing.select().count() == 0


def test_saving_the_pdf_opens_nothing_and_is_kept(shell, folder, opened):
    screen = show(shell, "RI-2026-0001")
    press(screen.desk, "<F9>")

    assert (folder / "RI-2026-0001.pdf").exists()
    assert opened == []
    assert [one.way for one in Printing.select()] == [SAVED]


def test_a_paper_that_cannot_be_drawn_is_still_said_to_be_stored(shell, monkeypatch, tmp_path):
    def fail(_batch):
        raise RuntimeError("the fonts are gone")

    monkeypatch.setattr(Batch, "pdf", fail)
    monkeypatch.setattr(errors, "write", lambda _failure: tmp_path / "x.log")
    screen = shell.go("preview", documents=[Document.get(Document.number == "EN-2026-0003")])
    settle(shell.app)

    assert screen.line.said.startswith("Está guardado")
    assert screen.view.print_button.instate(["disabled"])


# On the desk --------------------------------------------------------------------------------------


def test_esc_goes_back(shell):
    shell.go("delivery")
    screen = show(shell, "EN-2026-0003")
    press(screen.desk, "<Escape>")

    assert shell.where[0] == "delivery"


def test_plus_and_minus_change_the_size_and_0_shows_the_whole_page(shell):
    screen = show(shell, "EN-2026-0003")
    first = screen.desk.pictures[0].width()
    press(screen.desk, "<plus>")
    larger = screen.desk.pictures[0].width()
    press(screen.desk, "0")
    whole = screen.desk.pictures[0]

    assert larger > first
    assert whole.height() <= screen.desk.winfo_height()


def test_a_page_wider_than_the_desk_is_moved_to_the_side(shell):
    screen = show(shell, "EN-2026-0003")
    press(screen.desk, *["<plus>"] * 6)
    assert screen.desk.xview()[0] == 0
    press(screen.desk, "<Right>")

    assert screen.desk.xview()[0] > 0


def test_half_a_page_is_in_sight_at_first_so_that_it_can_be_read(shell):
    screen = show(shell, "EN-2026-0003")
    half = screen.desk.pictures[0].height() / 2

    assert half <= screen.desk.winfo_height() < 2 * half


def test_a_void_paper_says_so(shell):
    document = Document.get(Document.number == "RE-2026-0011")
    void(document, may(31), "Monto mal digitado")
    screen = show(shell, "RE-2026-0011")

    words = [child.cget("text") for child in screen.state_pill.winfo_children()[0].winfo_children()]
    assert "Anulado" in words


# Many ---------------------------------------------------------------------------------------------


@pytest.fixture
def month(open_month) -> list[Document]:
    return documents_in(open_month, MAY)


@pytest.fixture
def stuck(monkeypatch) -> None:
    """There is never time to draw another paper."""
    monkeypatch.setattr(tasks, "SLICE_S", 0)


def test_the_first_of_many_is_on_the_desk_while_the_others_are_drawn(shell, month):
    screen = shell.go("preview", documents=month, what="Los de mayo")

    assert screen.desk.count == 1
    assert 0 in screen.desk.pictures
    assert not screen.view.pdf
    settle(shell.app, lambda: bool(screen.view.pdf), seconds=20)
    assert screen.desk.count == len(month)


def test_arrows_turn_the_pages_and_a_typed_number_goes_to_its_page(shell, month):
    screen = shown(shell, month)
    press(screen.desk, "<Right>", "<Right>")
    assert screen.desk.page == 2
    press(screen.desk, "<Left>")
    assert screen.desk.page == 1

    press(screen.desk, "<Control-f>")
    type_keys(shell.app, "r", "e", "-", "2", "0", "2", "6", "-", "0", "0", "0", "5")
    settle(shell.app)
    wanted = [str(one) for one in month].index("RE-2026-0005")
    assert wanted == screen.view.tools._last
    assert screen.desk.page == screen.view.tools.begins[wanted]

    type_keys(shell.app, "z")
    assert screen.view.tools.search.entry.instate(["invalid"])
    type_keys(shell.app, "<Escape>")  # to the page, not back
    assert shell.where[0] == "preview"
    assert shell.app.focus_get() is screen.desk


def test_a_number_alone_means_the_paper_of_that_number_before_any_that_contains_it():
    numbers = ["RI-2026-0012", "RI-2026-0002", "EN-2026-0002", "RI-2026-0020"]

    assert found_in(numbers, "2") == [1, 2, 0, 3]
    assert found_in(numbers, "en-2026") == [2]
    assert found_in(numbers, "  ") == []
    assert found_in(numbers, "99") == []


def test_only_pages_in_sight_are_kept_in_memory(shell, month):
    screen = shown(shell, month)
    press(screen.desk, "<End>")
    settle(shell.app)

    assert 0 not in screen.desk.pictures
    assert screen.desk.count - 1 in screen.desk.pictures


def test_many_are_sent_in_one_go_even_when_asked_for_before_they_are_ready(shell, month, printer):
    screen = shell.go("preview", documents=month)
    screen.print_()
    said(screen, "Enviado")

    assert len(printer.printed().pages) == screen.desk.count == len(month)
    assert times_printed([one.id for one in month]) == {one.id: 1 for one in month}


def test_esc_stops_the_making_first_and_nothing_is_printed(shell, month, printer, stuck):
    before = printer.jobs()
    shell.go("delivery")
    screen = shell.go("preview", documents=month)
    screen.print_()
    press(screen.desk, "<Escape>")
    assert shell.where[0] == "preview"
    assert "No se imprimió nada." in screen.line.said
    press(screen.desk, "<Escape>")

    assert shell.where[0] == "delivery"
    assert printer.jobs() == before
    assert Printing.select().count() == 0


def test_after_a_stop_they_can_be_printed_all_the_same(shell, month, printer, stuck, monkeypatch):
    screen = shell.go("preview", documents=month)
    press(screen.desk, "<Escape>")
    monkeypatch.setattr(tasks, "SLICE_S", 0.02)
    press(screen.desk, "<Control-p>")
    said(screen, "Enviado")

    assert len(printer.printed().pages) == len(month)


def test_leaving_before_they_are_ready_is_said(shell, month, printer, stuck):
    screen = shell.go("preview", documents=month)
    screen.print_()
    shell.go("delivery")

    assert "Salió antes de que el papel estuviera preparado." in shell.said
    assert Printing.select().count() == 0


def test_a_slow_printer_leaves_the_window_alive_and_is_not_given_it_twice(
    shell, month, printer, monkeypatch
):
    monkeypatch.setattr(system, "printers", lambda: [Printer("Lenta")])
    jobs: list[Job] = []
    monkeypatch.setattr(system, "send", lambda job, progress: jobs.append(job) or time.sleep(0.6))
    screen = shown(shell, month[:1])
    ticks: list[None] = []

    def tick() -> None:
        ticks.append(None)
        shell.app.after(10, tick)

    tick()
    press(screen.desk, "<Control-p>", "<Control-p>")
    said(screen, "Enviado a la impresora Lenta")

    assert len(jobs) == 1
    assert len(ticks) > 10


def test_papers_taken_before_the_printer_failed_are_noted_as_printed(shell, month, monkeypatch):
    """Sent once more without a note, each would stand there twice as an original."""

    def send(job: Job, progress: Progress) -> None:
        progress.pages = 2
        raise not_taken(job.printer)

    monkeypatch.setattr(system, "printers", lambda: [Printer("Rollo")])
    monkeypatch.setattr(system, "send", send)
    screen = shown(shell, month)
    press(screen.desk, "<Control-p>")
    said(screen, "La impresora Rollo no recibió el papel.")

    assert "Ya había recibido 2 papeles." in screen.line.said
    assert times_printed([one.id for one in month]) == {one.id: 1 for one in month[:2]}


def test_what_was_sent_is_noted_although_another_paper_is_shown_meanwhile(
    shell, month, monkeypatch
):
    monkeypatch.setattr(system, "printers", lambda: [Printer("Lenta")])
    monkeypatch.setattr(system, "send", lambda _job, _progress: time.sleep(0.4))
    screen = shown(shell, month[:1])
    press(screen.desk, "<Control-p>")
    screen.view.show(Numbered(month[1:2]))
    said(screen, "Enviado a la impresora Lenta")

    assert times_printed([one.id for one in month]) == {month[0].id: 1}


# The system's viewer ------------------------------------------------------------------------------


def test_a_system_without_an_opener_has_no_viewer(monkeypatch, tmp_path):
    monkeypatch.setattr(printing.sys, "platform", "linux")
    monkeypatch.setattr(printing.shutil, "which", lambda _name: None)

    assert not printing.open_with_system(tmp_path / "x.pdf")


def test_an_opener_that_fails_is_no_viewer(monkeypatch, tmp_path):
    monkeypatch.setattr(printing.sys, "platform", "linux")
    monkeypatch.setattr(printing.shutil, "which", lambda _name: "/bin/false")
    assert not printing.open_with_system(tmp_path / "x.pdf")

    monkeypatch.setattr(printing.shutil, "which", lambda _name: "/bin/true")
    assert printing.open_with_system(tmp_path / "x.pdf")
