"""The preview: only what is stored, drawn as it prints, and from there to the system's viewer."""

from pathlib import Path

import pytest

from models.documents import Document
from models.voiding import void
from tests.factories import may
from tests.ui_book import press, settle
from tests.ui_shell import shell_on
from ui import preview as room
from ui import printing


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
    documents = [Document.get(Document.number == number) for number in numbers]
    made = shell.go("preview", documents=documents)
    settle(shell.app)
    return made


def test_a_note_and_its_receipt_are_two_pages_of_one_file(shell, folder, opened):
    screen = show(shell, "EN-2026-0003", "RE-2026-0003")
    press(screen.desk, "<Control-p>")

    assert len(screen.desk.pages) == 2
    assert opened == [folder / "EN-2026-0003.pdf"]
    assert opened[0].read_bytes().startswith(b"%PDF")
    assert str(folder) in screen.line.said


def test_without_a_viewer_it_says_where_the_file_is(shell, folder, monkeypatch):
    monkeypatch.setattr(printing, "open_with_system", lambda path: False)
    screen = show(shell, "EN-2026-0003")
    screen.print_()

    assert (folder / "EN-2026-0003.pdf").exists()
    assert screen.line.said.startswith("No hay con qué abrir un PDF.")
    assert str(folder) in screen.line.said


def test_a_folder_that_takes_nothing_is_said(shell, tmp_path, monkeypatch, opened):
    (tmp_path / "archivo").write_text("no es una carpeta")
    monkeypatch.setattr(printing, "user_documents_path", lambda: tmp_path / "archivo")
    screen = show(shell, "EN-2026-0003")
    screen.print_()

    assert opened == []
    assert "EN-2026-0003.pdf" in screen.line.said


def test_saving_the_pdf_opens_nothing(shell, folder, opened):
    screen = show(shell, "RI-2026-0001")
    screen.save_button.invoke()

    assert (folder / "RI-2026-0001.pdf").exists()
    assert opened == []


def test_a_paper_that_cannot_be_drawn_is_still_said_to_be_stored(shell, monkeypatch, tmp_path):
    def fail(_documents):
        raise RuntimeError("the fonts are gone")

    monkeypatch.setattr(room, "_rendered", fail)
    monkeypatch.setattr(room.errors, "write", lambda _failure: tmp_path / "x.log")
    screen = show(shell, "EN-2026-0003")

    assert screen.line.said.startswith("Está guardado")
    assert screen.print_button.instate(["disabled"])


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
