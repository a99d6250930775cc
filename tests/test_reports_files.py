"""A file that leaves the program is there whole, or the old one still is."""

import errno
import os
import stat
import string
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.changes import Refused
from reports.files import safe_name, write_whole


def test_a_file_is_written_whole_for_its_owner_only(tmp_path):
    target = tmp_path / "libro.xlsx"

    written = write_whole(target, b"nuevo")

    assert written == target
    assert target.read_bytes() == b"nuevo"
    assert os.name == "nt" or stat.S_IMODE(target.stat().st_mode) == 0o600


def test_the_folder_is_made_when_it_is_not_there(tmp_path):
    written = write_whole(tmp_path / "mayo" / "recibos" / "RI-2026-0001.pdf", b"x")

    assert written.read_bytes() == b"x"


def test_an_older_file_gives_way_and_nothing_else_is_left(tmp_path):
    target = tmp_path / "libro.xlsx"
    target.write_bytes(b"viejo")

    write_whole(target, b"nuevo")

    assert target.read_bytes() == b"nuevo"
    assert [path.name for path in tmp_path.iterdir()] == ["libro.xlsx"]


@pytest.fixture
def open_in_excel(monkeypatch):
    """Makes a path refuse to be replaced, as Windows does while a program has it open."""
    replace = os.replace
    locked = set()

    def refuse(source, target):
        if target in locked:
            raise PermissionError(errno.EACCES, "in use", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    return locked.add


def test_a_file_open_in_excel_stays_and_the_new_one_stands_beside_it(tmp_path, open_in_excel):
    target = tmp_path / "libro.xlsx"
    target.write_bytes(b"viejo")
    (tmp_path / "libro (2).xlsx").write_bytes(b"de ayer")
    open_in_excel(target)

    written = write_whole(target, b"nuevo")

    assert written == tmp_path / "libro (3).xlsx"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "libro.xlsx": b"viejo",
        "libro (2).xlsx": b"de ayer",
        "libro (3).xlsx": b"nuevo",
    }


def test_a_folder_that_takes_no_new_file_is_said_in_a_sentence(tmp_path, open_in_excel):
    open_in_excel(tmp_path / "libro.xlsx")  # which is not there: it is the folder that refuses

    with pytest.raises(Refused, match="Elija otra carpeta"):
        write_whole(tmp_path / "libro.xlsx", b"x")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch, step):
    target = tmp_path / "libro.xlsx"
    target.write_bytes(b"viejo")

    def no_room(*anything):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, no_room)

    with pytest.raises(Refused, match="El disco está lleno"):
        write_whole(target, b"nuevo")

    assert [path.name for path in tmp_path.iterdir()] == ["libro.xlsx"]
    assert target.read_bytes() == b"viejo"


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path):
    not_a_folder = tmp_path / "archivo"
    not_a_folder.write_text("x")

    with pytest.raises(Refused, match="Elija otra carpeta"):
        write_whole(not_a_folder / "libro.xlsx", b"x")


def test_what_a_power_cut_left_does_not_stop_the_next_file(tmp_path):
    (tmp_path / ".libro.xlsx.part").write_bytes(b"mitad")

    write_whole(tmp_path / "libro.xlsx", b"entero")

    assert [path.name for path in tmp_path.iterdir()] == ["libro.xlsx"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("RI-2026-0001", "RI-2026-0001"),
        ("Asociación de Productores DEMO «Ñusta»", "Asociacion-de-Productores-DEMO-Nusta"),
        ("a/b:c*d?", "a-b-c-d"),
        ("../../etc/passwd", "etc-passwd"),
        ("con", "con-1"),
        ("LPT1", "LPT1-1"),
        ("  .  ", "sin-nombre"),
        ("ʔ", "sin-nombre"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_name_is_one_that_every_system_takes(text, name):
    assert safe_name(text) == name


@given(st.text())
def test_whatever_is_typed_makes_a_name_of_plain_letters(text):
    name = safe_name(text)

    assert 0 < len(name) <= 82
    assert set(name) <= set(string.ascii_letters + string.digits + "-_")


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be opened there")
def test_the_folder_is_kept_on_disk_too(tmp_path, monkeypatch):
    kept = []
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (kept.append(os.fstat(file)), fsync(file)))

    write_whole(tmp_path / "libro.xlsx", b"x")

    assert [stat.S_ISDIR(one.st_mode) for one in kept] == [False, True]
