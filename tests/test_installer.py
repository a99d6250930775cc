"""What is installed, laid out from the pinned parts: all the program needs is inside, and it works.

`make prove` installs and uses the real thing; this is the part of it that is quick.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from installer.linux import build as linux
from installer.parts import ROOT
from installer.windows import bundle
from installer.windows.runtime import unpacked
from models.file import schema, storage
from models.news import versions
from models.parts import parts, parts_in
from models.program import VERSION

HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
SAMPLE = "models/cuaderno/sample.json"


@pytest.fixture(scope="module")
def debian(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("debian") / "root"
    linux.lay_out(ROOT, root, VERSION, 1_700_000_000, pythons=[HERE])
    return root


@pytest.fixture(scope="module")
def windows(tmp_path_factory) -> Path:
    return bundle.lay_out(ROOT, tmp_path_factory.mktemp("windows") / "Ecocuenca")


@pytest.fixture(params=["debian", "windows"])
def app(request) -> Path:
    """The program's own files, in either."""
    laid = request.getfixturevalue(request.param)
    return laid / "usr/lib/ecocuenca/app" if request.param == "debian" else laid / "app"


# Nothing is missing -----------------------------------------------------------------------------


def test_all_that_the_program_reads_by_its_path_goes_along(app):
    names = {path.relative_to(app).as_posix() for path in app.rglob("*") if path.is_file()}
    migrations = {f"models/migrations/{one.name}" for one in schema.MIGRATIONS.glob("[0-9]*.py")}

    assert migrations <= names
    assert {
        "models/locale/en/LC_MESSAGES/ecocuenca.mo",
        "models/cuaderno/sample.json",
        "models/land/sample.json",
        "reports/papers/fonts/DejaVuSansCondensed.ttf",
        "reports/papers/fonts/LICENSE",
        "ui/help_page.py",
        "installer/CAMBIOS.md",
        "requirements.in",
        "LICENSE",
    } <= names


def test_every_file_of_the_rooms_goes_along_but_what_only_the_source_needs(app):
    rooms = ("models", "reports", "ui")
    here = {
        path.relative_to(ROOT).as_posix()
        for room in rooms
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    there = {
        path.relative_to(app).as_posix()
        for room in rooms
        for path in (app / room).rglob("*")
        if path.is_file()
    }

    left = {name for name in here - there if not name.startswith("ui/pictures/")}
    assert left == {"models/locale/en/LC_MESSAGES/ecocuenca.po"}


def test_windows_gets_its_own_python_with_tk_and_every_compiled_library(windows):
    runtime, site = windows / "runtime", windows / "app" / "site-packages"

    for name in ("python313.dll", "DLLs/_tkinter.pyd", "DLLs/tk86t.dll", "DLLs/_sqlite3.pyd"):
        assert (runtime / name).exists()
    assert (runtime / "Lib" / "tkinter" / "__init__.py").exists()
    assert list((runtime / "tcl").glob("tk8.6/tk.tcl"))
    for name in ("PIL/_imagingtk", "PIL/_imaging", "python_calamine/_python_calamine"):
        assert list(site.glob(f"{name}.cp313-win_amd64.pyd")), name
    assert list(site.glob("sqlcipher3/*.cp313-win_amd64.pyd"))
    assert (site / "pypdfium2_raw" / "pdfium.dll").exists()
    assert not list(site.rglob("*.so"))


@pytest.mark.parametrize("laid", ["debian", "windows"])
def test_what_a_frozen_program_is_known_to_lack_is_there(laid, request):
    """Imported by name at run time, so that packagers do not see it; pictures of the theme."""
    top = request.getfixturevalue(laid)

    assert list(top.rglob("PIL/_tkinter_finder.py"))
    assert list(top.rglob("ttkbootstrap/assets/icons/*"))
    assert list(top.rglob("ttkbootstrap-*.dist-info/METADATA"))


def test_the_standard_library_is_all_there_but_what_no_program_uses(windows):
    """A library may ask for any of it: stdnum asks for `pydoc`, which asks for `_pyrepl`."""
    there = {path.name for path in (windows / "runtime" / "Lib").iterdir()}
    wanted = {path.name for path in (unpacked() / "Lib").iterdir()}

    left = {"site-packages", "idlelib", "turtledemo", "ensurepip", "venv", "test"}
    assert wanted - there - {"__pycache__"} == left & wanted


def test_windows_is_not_asked_what_it_is(windows):
    """`platform` asks WMI where it can, which never answers on some computers."""
    assert not list(windows.rglob("_wmi.pyd"))


def test_windows_looks_for_python_and_libraries_nowhere_else(windows):
    told = (windows / "runtime" / "python313._pth").read_text().splitlines()

    assert told == ["python313.zip", "Lib", "DLLs", r"..\app", r"..\app\site-packages"]


@pytest.mark.parametrize("laid", ["debian", "windows"])
def test_every_part_goes_along_with_its_licence(laid, request):
    top = request.getfixturevalue(laid)
    wanted = {one.name: one.version for one in parts()}
    folders = {path.parent for path in top.rglob("*.dist-info")}

    there = {one.name: one.version for one in parts_in(*folders)}

    assert there == wanted
    for one in parts_in(*folders):
        (about,) = (path for path in top.rglob(f"{one.folder}-*.dist-info"))
        texts = [path for path in about.rglob("*") if re.search("(?i)licen|copying", path.name)]
        assert texts, one.name


# It works ---------------------------------------------------------------------------------------


def test_the_installed_program_works_a_month_without_screen_or_network(debian, tmp_path):
    library = debian / "usr/lib/ecocuenca"
    home = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}

    def run(*words: object) -> str:
        command = [sys.executable, "-sE", debian / "usr/bin/ecocuenca", *words]
        done = subprocess.run(
            list(map(str, command)),
            env=home,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("cargar", library / "app" / SAMPLE)
    assert (tmp_path / ".local/share/Ecocuenca/libro.ecocuenca").exists()
    assert "cuadran" in run("revisar")
    assert run("exportar", "2026-05").strip().endswith(".xlsx")
    assert run("recibos", "2026-05", "--carpeta", "recibos").count(".pdf") > 10
    run("plantilla", "hojas.xlsx", "--mes", "2026-05")
    assert "Ya estaba" in run("importar", "hojas.xlsx", "--ensayo")  # read by a process of its own


def test_no_installed_file_of_ours_speaks_to_a_network(app):
    talks = re.compile(
        r"^\s*(import|from) (socket|ssl|http|urllib\.request|ftplib|smtplib)\b", re.MULTILINE
    )
    ours = [path for path in app.rglob("*.py") if "site-packages" not in path.parts]

    assert ours
    assert [path for path in ours if talks.search(path.read_text("utf-8"))] == []


# What is said once ------------------------------------------------------------------------------


def test_the_version_is_stated_in_one_place():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "models.program.VERSION"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)  # Windows wants three numbers and adds a fourth


def test_what_is_new_begins_with_this_version():
    newest = next(versions())

    assert newest.number == VERSION
    assert newest.items


def test_every_part_states_its_licence_in_a_few_words():
    wanted = (ROOT / "requirements.txt").read_text()
    pinned = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", wanted, re.MULTILINE))

    named = {one.name.lower().replace("_", "-"): one.version for one in parts()}

    assert named == pinned
    assert all(0 < len(one.licence) < 50 for one in parts())


def test_the_manuals_know_every_command():
    told = subprocess.run(
        [sys.executable, ROOT / "ecocuenca_desktop.py", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    commands = re.findall(r"^    ([a-z]+) ", told, re.MULTILINE)

    assert {"demo", "exportar", "restaurar"} <= set(commands)
    for page in ("ecocuenca.1", "ecocuenca.es.1"):
        written = (linux.FILES / page).read_text("utf-8")
        missing = [
            one for one in commands if not re.search(rf"^\.B\w* {one}\b", written, re.MULTILINE)
        ]
        assert missing == [], page


def test_a_book_is_known_by_its_ending_and_by_its_first_bytes():
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kind = ElementTree.parse(linux.FILES / "ecocuenca.xml").getroot().find(f"{space}mime-type")
    assert kind is not None

    glob, mark = kind.find(f"{space}glob"), kind.find(f".//{space}match[@offset='68']")

    assert glob is not None
    assert mark is not None
    assert glob.get("pattern") == f"*{storage.SUFFIX}"
    assert mark.get("value") == schema.APPLICATION_ID.to_bytes(4).decode()
    assert f"\\{storage.SUFFIX}" in (bundle.HERE / "setup.nsi").read_text("utf-8")


def test_the_uninstaller_names_no_folder_that_records_are_in():
    script = (bundle.HERE / "setup.nsi").read_text("utf-8")
    removed = re.findall(r"^\s*(?:RMDir|Delete)\b(?: /r)? \"(.+?)\"", script, re.MULTILINE)

    assert removed
    assert all(path.startswith(("$INSTDIR", "$SMPROGRAMS", "$DESKTOP")) for path in removed)
    cleared = re.findall(r"RMDir /r \"(.+?)\"", script)
    assert set(cleared) == {r"$INSTDIR\app", r"$INSTDIR\runtime"}
