"""The commands, run as a person runs them: a process of its own, no screen, files that stay."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests import powerless

PROGRAM = Path(__file__).parent.parent / "ecocuenca_desktop.py"
SAMPLE = PROGRAM.parent / "models" / "cuaderno" / "sample.json"


def run_in(folder, *words):
    """Run the program on a book in that folder; gives its exit code, words and complaints."""
    screenless = {k: v for k, v in os.environ.items() if k != "DISPLAY"}
    return subprocess.run(
        [sys.executable, PROGRAM, "--archivo", folder / "libro.ecocuenca", *words],
        cwd=folder,
        env=screenless,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def command(tmp_path):
    return partial(run_in, tmp_path)


@pytest.fixture(scope="module")
def sample_book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    assert run_in(folder, "cargar", SAMPLE).returncode == 0
    return folder / "libro.ecocuenca"


@pytest.fixture
def loaded(command, sample_book, tmp_path):
    """The command, on a book with the sample month."""
    shutil.copy(sample_book, tmp_path)
    return command


def test_cargar_makes_the_book_that_is_not_there_yet(command, tmp_path):
    done = command("cargar", SAMPLE)

    assert (done.returncode, done.stderr) == (0, "")
    assert "Asociación de Productores DEMO Ecocuenca" in done.stdout
    assert (tmp_path / "libro.ecocuenca").stat().st_size > 0


def test_a_cuaderno_that_is_refused_leaves_no_book_behind(command, tmp_path):
    (tmp_path / "malo.json").write_text("{")

    done = command("cargar", "malo.json")

    assert done.returncode == 1
    assert done.stderr == "El archivo malo.json no es un cuaderno.\n"
    assert not (tmp_path / "libro.ecocuenca").exists()


def test_a_cuaderno_loaded_twice_is_refused_and_changes_nothing(loaded):
    done = loaded("cargar", SAMPLE)

    assert done.returncode == 1
    assert "Ya hay una asociación con ese nombre" in done.stderr
    assert loaded("revisar").returncode == 0


def test_a_verb_the_program_does_not_know_is_named_before_anything_is_done(command, tmp_path):
    written = json.loads(SAMPLE.read_text())
    written["inputs"]["events"].append({"date": "2026-05-30", "do": "fly"})
    (tmp_path / "mas.json").write_text(json.dumps(written))

    done = command("cargar", "mas.json")

    assert done.returncode == 1
    assert "«fly»" in done.stderr
    assert not (tmp_path / "libro.ecocuenca").exists()


def test_exportar_writes_the_month_named_after_month_and_association(loaded, tmp_path):
    done = loaded("exportar", "2026-05", "--carpeta", "salida")

    path = tmp_path / "salida" / "2026-05_asociacion-de-productores-demo-ecocuenca.xlsx"
    assert (done.returncode, done.stderr) == (0, "")
    assert str(path.relative_to(tmp_path)) in done.stdout
    assert load_workbook(path).sheetnames[:3] == ["Portada", "Resumen", "Gráficos"]


def test_exportar_writes_a_year_too(loaded, tmp_path):
    done = loaded("exportar", "2026", "--carpeta", "salida")

    (path,) = (tmp_path / "salida").iterdir()
    assert path.name == "2026_asociacion-de-productores-demo-ecocuenca.xlsx"
    assert (done.returncode, done.stdout.strip()) == (0, str(Path("salida") / path.name))


def test_exportar_leaves_the_dni_out_unless_asked(loaded, tmp_path):
    loaded("exportar", "2026-05", "--carpeta", "sin")
    loaded("exportar", "2026-05", "--carpeta", "con", "--con-dni")

    assert "99900001" not in _all_cells(next((tmp_path / "sin").iterdir()))
    assert "99900001" in _all_cells(next((tmp_path / "con").iterdir()))


def test_recibos_writes_the_papers_of_a_month_or_those_named(loaded, tmp_path):
    loaded("recibos", "2026-05", "--carpeta", "mes")
    loaded("recibos", "RI-2026-0001", "V-2026-0001", "--carpeta", "dos")

    # 8 deliveries, 15 payments out, 4 in, 1 transfer, 4 settlements and 3 sales, the void one too.
    assert len(list((tmp_path / "mes").glob("*.pdf"))) == 35
    assert sorted(one.name for one in (tmp_path / "dos").iterdir()) == [
        "RI-2026-0001.pdf",
        "V-2026-0001.pdf",
    ]
    text = PdfReader(tmp_path / "dos" / "V-2026-0001.pdf").pages[0].extract_text()
    assert "ANULADO" in text


def test_recibos_takes_the_paper_it_is_printed_on_and_says_which_duplicate_it_is(loaded, tmp_path):
    loaded("recibos", "RI-2026-0001", "--carpeta", "rollo", "--papel", "80mm")
    loaded("recibos", "RI-2026-0001", "--carpeta", "otra", "--papel", "a5")
    refused = loaded("recibos", "RI-2026-0001", "--papel", "carta")

    first = PdfReader(tmp_path / "rollo" / "RI-2026-0001.pdf").pages[0]
    second = PdfReader(tmp_path / "otra" / "RI-2026-0001.pdf").pages[0]
    assert round(float(first.mediabox.width) / 72 * 25.4) == 80
    assert round(float(second.mediabox.height) / 72 * 25.4, 1) == 148.5
    assert "ORIGINAL" in first.extract_text()
    assert "DUPLICADO 1" in second.extract_text()
    assert (refused.returncode, "carta" in refused.stderr) == (1, True)


def test_a_receipt_nobody_issued_is_refused_by_its_number(loaded):
    done = loaded("recibos", "RI-2026-0099")

    assert done.returncode == 1
    assert "RI-2026-0099" in done.stderr


def test_revisar_says_that_all_is_well(loaded):
    done = loaded("revisar")

    assert (done.returncode, done.stdout) == (0, "El archivo y los libros cuadran.\n")


def test_respaldar_makes_a_copy_that_opens_by_itself(loaded, tmp_path):
    done = loaded("respaldar", "--carpeta", "usb")

    # Cash 1,239.50 and bank 2,375.86 of the worked month.
    assert "35 documentos, caja y banco S/ 3,615.36" in done.stdout
    copy = tmp_path / "usb" / "libro-copia-0001.ecocuenca"
    other = subprocess.run(
        [sys.executable, PROGRAM, "--archivo", copy, "revisar"], capture_output=True, check=False
    )
    assert other.returncode == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "No existe el archivo"),
        (b"", "está vacío"),
        (b"hola, soy una carta" * 10, "no es un libro de Ecocuenca"),
    ],
    ids=["missing", "empty", "foreign"],
)
def test_a_file_that_is_no_book_gets_a_sentence_and_stays_as_it_is(
    command, tmp_path, content, says
):
    book = tmp_path / "libro.ecocuenca"
    if content is not None:
        book.write_bytes(content)

    done = command("revisar")

    assert done.returncode == 1
    assert says in done.stderr
    assert (book.read_bytes() if book.exists() else None) == content


def test_revisar_answers_whether_the_book_had_the_code_on_a_label(loaded, tmp_path):
    assert loaded("respaldar").returncode == 0
    (label,) = (tmp_path / "copias").glob("*-etiqueta.txt")
    code = label.read_text("utf-8").partition("codigo: ")[2][:9]

    done = loaded("revisar", "--codigo", code.lower())
    other = loaded("revisar", "--codigo", "0000-0000")

    assert (done.returncode, other.returncode) == (0, 1)
    assert "El libro tuvo ese código" in done.stdout
    assert "Este libro nunca tuvo ese código" in other.stderr


@pytest.mark.parametrize("words", [["bailar"], ["exportar"], ["--idioma", "qu", "revisar"]])
def test_wrong_arguments_end_with_2_and_say_how_it_is_written(command, words):
    done = command(*words)

    assert done.returncode == 2
    assert "No se entiende la orden" in done.stderr


@pytest.mark.parametrize(
    ("language", "said"),
    [("es", "El archivo y los libros cuadran.\n"), ("en", "The file and the books agree.\n")],
)
def test_a_command_speaks_the_language_asked_for(loaded, language, said):
    assert loaded("--idioma", language, "revisar").stdout == said
    assert loaded("revisar", "--idioma", language).stdout == said


def test_the_help_speaks_the_language_asked_for_and_never_that_of_a_library(command):
    spanish, english = command("exportar", "--help"), command("--idioma", "en", "exportar", "-h")

    assert spanish.stdout.startswith("Se escribe así: ecocuenca exportar")
    assert "Escribe el libro Excel de un mes o de un año." in spanish.stdout
    assert "usage" not in spanish.stdout
    assert "options" not in spanish.stdout
    assert english.stdout.startswith("It is written like this: ecocuenca exportar")
    assert "Writes the Excel workbook of a month or of a year." in english.stdout


def test_a_cuaderno_is_done_in_english_too(command):
    done = command("--idioma", "en", "cargar", SAMPLE)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Done: everything of Asociación de Productores DEMO")


def test_a_month_that_is_none_is_refused(loaded):
    done = loaded("exportar", "2026-13")

    assert done.returncode == 1
    assert done.stderr.startswith("«2026-13» no es un mes.")


def test_without_a_screen_the_window_is_refused_and_the_book_untouched(loaded, tmp_path):
    before = (tmp_path / "libro.ecocuenca").read_bytes()

    done = loaded()

    assert (done.returncode, done.stderr) == (1, "No hay pantalla para abrir la ventana.\n")
    assert (tmp_path / "libro.ecocuenca").read_bytes() == before


def test_the_demo_without_a_screen_writes_its_files_and_ends_well(command, tmp_path):
    done = command("demo", "--carpeta", "demo")

    assert done.returncode == 0
    assert "No hay pantalla" in done.stdout
    assert len(list((tmp_path / "demo").glob("*.xlsx"))) == 1
    assert len(list((tmp_path / "demo" / "recibos").glob("*.pdf"))) == 35


@pytest.mark.parametrize("trouble", ["ascii", "full"])
def test_what_was_stored_stays_when_the_closing_words_cannot_be_said(tmp_path, trouble):
    book = tmp_path / "libro.ecocuenca"
    odd = {"ascii": {"PYTHONIOENCODING": "ascii"}, "full": {"PYTHONUNBUFFERED": "1"}}[trouble]
    with open("/dev/full" if trouble == "full" else os.devnull, "w") as out:
        done = subprocess.run(
            [sys.executable, PROGRAM, "--archivo", book, "cargar", SAMPLE],
            env=os.environ | odd,
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert book.exists()
    assert "Traceback" not in done.stderr
    assert (done.returncode == 0) == (trouble == "ascii")
    other = subprocess.run([sys.executable, PROGRAM, "--archivo", book, "revisar"], check=False)
    assert other.returncode == 0


def test_a_folder_nobody_may_write_in_is_told_and_no_book_is_made(tmp_path):
    folder = tmp_path / "ajena"
    folder.mkdir(mode=0o555)

    done = powerless.run("--archivo", folder / "x.ecocuenca", "cargar", SAMPLE, cwd=tmp_path)

    assert (done.returncode, list(folder.iterdir())) == (1, [])
    assert done.stderr.startswith("No se puede escribir en la carpeta de")


def test_a_folder_nobody_may_read_is_told(tmp_path):
    (tmp_path / "ajena").mkdir(mode=0o000)

    done = powerless.run("--archivo", tmp_path / "ajena/x.ecocuenca", "revisar", cwd=tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith("No hay permiso para usar")


def test_a_book_on_a_medium_that_cannot_be_written_is_read_and_left_without_a_trace(
    loaded, tmp_path
):
    folder = tmp_path / "disco"
    folder.mkdir()
    book = (tmp_path / "libro.ecocuenca").rename(folder / "libro.ecocuenca")
    book.chmod(0o400)
    folder.chmod(0o555)

    def run(*words):
        return powerless.run("--archivo", book, *words, cwd=tmp_path)

    assert run("revisar").stdout == "El archivo y los libros cuadran.\n"
    assert run("exportar", "2026-05", "--carpeta", tmp_path / "mes").returncode == 0
    assert run("recibos", "RI-2026-0001", "--carpeta", tmp_path / "mes").returncode == 0
    assert run("cargar", SAMPLE).returncode == 1
    assert list(folder.iterdir()) == [book]
    folder.chmod(0o755)


def test_a_copy_of_a_book_with_faults_is_made_but_not_called_verified(loaded, tmp_path):
    with closing(sqlite3.connect(tmp_path / "libro.ecocuenca")) as other:
        other.execute("UPDATE opening_balance SET amount = 0 WHERE account = 'cash'")
        other.commit()

    done = loaded("respaldar", "--carpeta", "usb")

    assert (done.returncode, done.stdout) == (1, "")
    assert "tiene problemas: Otro programa hizo 1 cambio en el libro." in done.stderr
    assert (tmp_path / "usb" / "libro-copia-0001.ecocuenca").exists()


def _all_cells(path):
    return {
        str(cell.value)
        for sheet in load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
    }
