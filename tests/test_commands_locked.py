"""The commands on a locked book: its words are fed in, never written behind the command."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from models.cuaderno import loading
from models.file import storage
from models.locked import cipher, encryption, keys
from tests.locked import CODE, WORDS
from tests.powerless import ROOT

COST = keys.COST  # as it is, before the tests make words cheap


@pytest.fixture(scope="module")
def books(tmp_path_factory) -> Path:
    """A folder with May in a locked book, and in one that is not."""
    folder = tmp_path_factory.mktemp("locked")
    locked = folder / "libro.ecocuenca"
    with pytest.MonkeyPatch.context() as patched, storage.opened(locked, create_missing=True):
        patched.setattr(keys, "COST", COST)
        loading.load(loading.SAMPLE)
        made = encryption.lock(encryption.new_key(WORDS, CODE))
        shutil.copy(made.path, folder / "claro.ecocuenca")
    cipher.forget()
    shutil.rmtree(folder / "copias")
    return folder


@pytest.fixture
def command(books, tmp_path):
    """Runs the program on one of the books, with these words fed in."""
    shutil.copytree(books, tmp_path, dirs_exist_ok=True)

    def run(typed, *words, name="libro"):
        return subprocess.run(
            [
                sys.executable,
                ROOT / "ecocuenca_desktop.py",
                "--archivo",
                tmp_path / f"{name}.ecocuenca",
                *words,
            ],
            cwd=tmp_path,
            env={k: v for k, v in os.environ.items() if k != "DISPLAY"},
            input=typed,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def test_with_wrong_words_nothing_is_done(command, tmp_path) -> None:
    content = (tmp_path / "libro.ecocuenca").read_bytes()

    done = command("abeja abeja abeja abeja\n", "revisar")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Esas palabras no abren el libro. Revíselas y pruebe de nuevo.\n"
    assert (tmp_path / "libro.ecocuenca").read_bytes() == content


def test_without_any_words_it_says_that_they_are_needed(command) -> None:
    done = command("", "revisar")

    assert done.returncode == 1
    assert done.stderr.startswith("Escriba las cuatro palabras, o los 26 signos de la hoja.")


def test_it_is_reviewed_with_its_words_and_with_the_code_of_its_sheet(command) -> None:
    for typed in ("Maestro  QUINOA puente alegre\n", f"{keys.in_groups(CODE)}\n"):
        done = command(typed, "revisar")

        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "El archivo y los libros cuadran.\n"


def test_its_workbook_and_its_papers_are_those_of_the_book_without_a_lock(
    command, tmp_path
) -> None:
    for name in ("libro", "claro"):
        for words in (("exportar", "2026-05"), ("recibos", "2026-05")):
            done = command(f"{WORDS}\n", *words, "--carpeta", name, name=name)
            assert (done.returncode, done.stderr) == (0, "")

    names = sorted(one.name for one in (tmp_path / "libro").iterdir())
    assert names == sorted(one.name for one in (tmp_path / "claro").iterdir())
    assert len(names) > 10
    for name in names:
        one, other = tmp_path / "libro" / name, tmp_path / "claro" / name
        if name.endswith(".xlsx"):
            assert cells_of(one) == cells_of(other)
        else:
            assert text_of(one) == text_of(other)


def cells_of(path: Path) -> list:
    return [
        (sheet.title, [[cell.value for cell in row] for row in sheet.iter_rows()])
        for sheet in load_workbook(path).worksheets
    ]


def text_of(path: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(path).pages]


def test_a_copy_carries_its_keys_and_comes_back_where_nothing_else_is(command, tmp_path) -> None:
    done = command(f"{WORDS}\n", "respaldar", "--carpeta", "usb")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(one.name for one in (tmp_path / "usb").iterdir()) == [
        "libro-copia-0001-etiqueta.txt",
        "libro-copia-0001.ecocuenca",
        "libro-copia-0001.ecocuenca.llaves",
    ]
    (tmp_path / "nueva").mkdir()

    done = command(
        f"{CODE}\n", "restaurar", "usb/libro-copia-0001.ecocuenca", name="nueva/registro"
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "Se restauró libro-copia-0001.ecocuenca: 35 documentos" in done.stdout
    done = command(f"{WORDS}\n", "revisar", name="nueva/registro")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_words_are_no_argument(command) -> None:
    assert command("", "revisar", WORDS).returncode == 2


def test_at_a_terminal_the_words_are_asked_for_and_not_shown(books) -> None:
    import pty

    shown, typed = pty.openpty()
    with subprocess.Popen(
        [
            sys.executable,
            ROOT / "ecocuenca_desktop.py",
            "--archivo",
            books / "libro.ecocuenca",
            "revisar",
        ],
        stdin=typed,
        stdout=typed,
        stderr=typed,
        start_new_session=True,
    ) as running:
        os.close(typed)
        seen = b""
        while b"hoja: " not in seen:
            seen += os.read(shown, 1000)
        os.write(shown, f"{WORDS}\n".encode())
        running.wait(60)
        seen += os.read(shown, 1000)
    os.close(shown)

    assert running.returncode == 0
    assert "Cuatro palabras de libro.ecocuenca" in seen.decode()
    assert "El archivo y los libros cuadran." in seen.decode()
    assert "quinoa" not in seen.decode()
