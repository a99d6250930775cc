"""plantilla and importar, run as a person runs them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.file import storage
from models.people.members import Member
from tests import factories
from tests.sheets_to_import import PADRON, padron, sheet

PROGRAM = Path(__file__).parent.parent / "ecocuenca_desktop.py"


@pytest.fixture
def command(tmp_path):
    book = tmp_path / "libro.ecocuenca"
    with storage.opened(book, create_missing=True):
        factories.an_association()
    screenless = {name: value for name, value in os.environ.items() if name != "DISPLAY"}

    def run(*words):
        done = subprocess.run(
            [sys.executable, PROGRAM, "--archivo", book, *words],
            cwd=tmp_path,
            env=screenless,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return run


def members(tmp_path) -> int:
    with storage.opened(tmp_path / "libro.ecocuenca"):
        return Member.select().count()


def test_a_rehearsal_says_what_would_be_stored_and_importing_twice_stores_once(command, tmp_path):
    path = padron(tmp_path, 2)

    assert command("importar", path, "--ensayo") == (
        0,
        "Se guardaría: 2 socios. No se guardó nada.\n",
        "",
    )
    assert members(tmp_path) == 0
    assert command("importar", path) == (0, "Se importó: 2 socios.\n", "")
    assert command("importar", path) == (
        0,
        "Ya estaba: 2 socios.\nNo hay nada nuevo que importar.\n",
        "",
    )
    assert members(tmp_path) == 2


def test_each_cell_in_question_is_a_line_and_nothing_is_stored(command, tmp_path):
    path = sheet(tmp_path, PADRON, "Socia Uno;4123;Mujer;15/01/2024", "Socia Dos;;Mujer;hoy mismo")

    code, out, err = command("importar", path)

    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "hoja, fila 2, columna B (DNI): El DNI tiene 8 cifras; escribió 4.",
        "hoja, fila 3, columna B (DNI): Falta este dato.",
        (
            "hoja, fila 3, columna D (Fecha de ingreso): «hoy mismo» no es una fecha. "
            "Escriba día/mes/año: 07/05/2026."
        ),
        "No se importó nada. Corrija esas celdas, o hágalo en la ventana.",
    ]
    assert members(tmp_path) == 0


def test_plantilla_writes_the_workbook_and_says_where(command, tmp_path):
    code, out, err = command("plantilla", tmp_path / "plantilla.xlsx")

    assert (code, err) == (0, "")
    assert Path(out.strip()) == tmp_path / "plantilla.xlsx"
    assert command("importar", tmp_path / "plantilla.xlsx") == (
        0,
        "No hay nada nuevo que importar.\n",
        "",
    )
