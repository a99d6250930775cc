"""Outside the book, its copies and what a person takes out, nothing of anybody is left (R21)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from models import trouble_log
from models.cash.cash_book import Party, income
from models.cash.categories import INCOME
from models.documents import Paper
from models.file import storage
from tests.factories import a_heading, a_member, cash, may
from tests.leftover_tour import AMOUNT, DNI, NAME

pytestmark = pytest.mark.bar("R21")

CANARIES = [NAME.split()[0], DNI, AMOUNT, "7,654.32", AMOUNT.replace(".", "")]
ROOT = Path(__file__).parent.parent


@pytest.fixture
def session(association, book, tmp_path, request):
    """The folders of a person after a session in which every screen was seen and much went wrong."""
    member = a_member(association, NAME, DNI)
    member.phone = "987654321"
    member.save()
    heading = a_heading(association, INCOME)
    income(heading, Party.of(member), f"Aporte de {NAME}", cash(AMOUNT), Paper(may(7)), sure=True)
    storage.close()
    mine, temp = tmp_path / "mine", tmp_path / "temp"
    (mine / "libro").mkdir(parents=True)
    temp.mkdir()
    left = mine / "XDG_CACHE_HOME" / "Ecocuenca" / "temporal" / "turno-x" / "prueba-x"
    left.mkdir(parents=True)  # by a program that was killed in a rehearsal
    shutil.copy(book, left / "libro.ecocuenca")
    path = book.rename(mine / "libro" / "libro.ecocuenca")
    place = {"HOME": str(mine), "TMPDIR": str(temp), "PYTHONPATH": str(ROOT)}
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        place[name] = str(mine / name)
    place["XDG_DOCUMENTS_DIR"] = str(mine / "Documents")
    done = subprocess.run(
        [sys.executable, "-m", "tests.leftover_tour", str(path)],
        cwd=mine,
        env=os.environ | place,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return mine, temp, done


def test_a_session_leaves_nothing_of_anybody_outside_the_book(session):
    mine, temp, done = session

    outside = [
        path
        for folder in (mine, temp)
        for path in folder.rglob("*")
        if path.is_file() and path.parent.parts[-1] not in ("libro", "copias")
    ]
    logs = [path for path in outside if path.name == trouble_log.NAME]
    found = {
        (path.name, one)
        for path in outside
        for one in CANARIES
        if one.encode() in path.read_bytes()
    }

    assert found == set()
    assert not any(one in done.stdout + done.stderr for one in CANARIES), done.stderr
    assert "clipboard: nothing" in done.stdout
    assert list(temp.rglob("*")) == []
    assert not (mine / "Documents").exists()
    # The book itself has them: the eye that looks for them sees.
    assert all(
        one.encode() in (mine / "libro" / "libro.ecocuenca").read_bytes()
        for one in (CANARIES[0], DNI)
    )
    (log,) = logs
    said = log.read_text("utf-8")
    for kind in ("builtins.ValueError", "builtins.KeyError", "sqlite3.OperationalError"):
        assert kind in said
    assert "builtins.RuntimeError" in said
    assert "tests/leftover_tour.py" in said
    assert str(mine) not in said
    for path in outside:
        if os.name == "posix":
            assert path.stat().st_mode & 0o077 == 0, path


def test_the_log_begins_again_before_it_grows_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr(trouble_log, "MOST", 2_000)
    path = tmp_path / trouble_log.NAME

    for _time in range(60):
        trouble_log.write(ValueError("x"), path)

    kept = sorted(one.name for one in tmp_path.iterdir())
    assert kept == ["fallas-antes.log", "fallas.log"]
    assert all(one.stat().st_size < 3_000 for one in tmp_path.iterdir())


def test_what_is_shown_to_whoever_helps_has_versions_and_places_and_no_words(tmp_path, monkeypatch):
    monkeypatch.setattr(trouble_log, "usual_path", lambda: tmp_path / trouble_log.NAME)
    try:
        {}[NAME]
    except KeyError as failure:
        trouble_log.write(failure)

    said = trouble_log.report()

    assert "ECOCUENCA" in said
    assert "SQLite" in said
    assert "builtins.KeyError" in said
    assert "tests/test_privacy_leftovers.py" in said
    assert not any(one in said for one in CANARIES)
