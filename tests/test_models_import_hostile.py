"""Files made to hurt are refused at once, in a sentence, by a process that may be lost."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.changes import Refused
from models.importing import asking, child, limits
from models.importing.reading import read_file
from tests.hostile_sheets import HOSTILE, rows, text_cell, workbook

pytestmark = pytest.mark.bar("R15")

SECONDS = 1.0  # of the processor, in the process that reads; far less on a machine at rest
ONE_CELL = rows(b'<row r="1">' + text_cell("A1", b"Ana") + b"</row>")


def seconds_of_children() -> float:
    return sum(os.times()[2:4])


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_within_a_second(name: str, tmp_path: Path) -> None:
    make, says = HOSTILE[name]
    path = make(tmp_path / name)
    before = seconds_of_children()

    with pytest.raises(Refused, match=says):
        read_file(path)

    assert seconds_of_children() - before < SECONDS


def test_an_honest_archive_made_like_them_is_read(tmp_path: Path) -> None:
    (sheet,) = read_file(workbook(tmp_path / "a.xlsx", ONE_CELL)).sheets

    assert (sheet.name, sheet.rows) == ("Hoja", (("Ana",),))


def test_none_of_them_takes_much_memory(tmp_path: Path) -> None:
    """The most that any child took, told by a process that read them all."""
    for name in ("text.xlsx", "liar.xlsx", "far_right.xlsx", "quadratic.xlsx", "repeated.ods"):
        HOSTILE[name][0](tmp_path / name)
    lines = (
        "import resource, sys",
        "from pathlib import Path",
        "from models.importing.reading import Refused, read_file",
        "for path in Path(sys.argv[1]).iterdir():",
        "    try: read_file(path)",
        "    except Refused: pass",
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)",
    )

    told = subprocess.run(
        [sys.executable, "-c", "\n".join(lines), tmp_path], check=True, capture_output=True
    )

    assert int(told.stdout) < 200 << 10  # KiB


def test_the_child_cannot_take_more_memory_than_is_allowed() -> None:
    lines = (
        "from models.importing.child import cap_resources",
        "cap_resources(256 << 20, 30)",
        "try: bytearray(300 << 20)",
        "except MemoryError: print('capped')",
    )

    told = subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True, capture_output=True)

    assert told.stdout == b"capped\n"


@pytest.mark.parametrize(
    "does",
    [
        "import os; os.abort()",
        "import sys; sys.exit(3)",
        "print('what?')",
        "print('[1, 2]')",
        "print('{\"rows\": 5}')",
        'print(\'{"rows": [[["day", "2026-99-01"]]]}\')',
        'print(\'{"refused": "so"}\')',
        "print('{}')",
        "import sys; sys.stdout.buffer.write(bytes(range(256)) * 4000)",
    ],
)
def test_a_reader_that_crashes_or_talks_nonsense_is_a_refusal(
    does: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "command", lambda: [sys.executable, "-c", does])

    with pytest.raises(Refused, match="dañado o es demasiado grande"):
        read_file(workbook(tmp_path / "a.xlsx", ONE_CELL))


def test_a_reader_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hang = [sys.executable, "-c", "import time; time.sleep(100)"]
    monkeypatch.setattr(asking, "command", lambda: hang)
    monkeypatch.setattr(limits, "SECONDS", 0.2)

    with pytest.raises(Refused, match="tarda demasiado"):
        read_file(workbook(tmp_path / "a.xlsx", ONE_CELL))


def test_the_frozen_program_is_its_own_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "C:\\Ecocuenca\\EcoCuenca.exe")
    assert asking.command() == ["C:\\Ecocuenca\\EcoCuenca.exe", child.WORD]
    monkeypatch.undo()
    program = Path(child.__file__).parents[2] / "ecocuenca_desktop.py"
    monkeypatch.setattr(asking, "command", lambda: [sys.executable, str(program), child.WORD])

    assert read_file(workbook(tmp_path / "a.xlsx", ONE_CELL)).sheets[0].rows == (("Ana",),)


# Damage of every kind ---------------------------------------------------------------------------


FEWER = settings(  # each example starts a process
    max_examples=settings().max_examples // 3,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def read_or_refused(path: Path) -> None:
    with suppress(Refused):
        assert read_file(path).path == path


@pytest.fixture(scope="module")
def whole_files(sheets_by_others: dict[str, Path]) -> dict[str, bytes]:
    names = ("padron.xlsx", "padron.xls", "padron.ods", "libro_caja.xlsx", "cosechas.csv")
    return {name: sheets_by_others[name].read_bytes() for name in names}


@FEWER
@given(
    content=st.binary(max_size=300),
    start=st.sampled_from([b"", b"PK\3\4"]),
    suffix=st.sampled_from([".xlsx", ".xls", ".ods", ".csv", ".txt"]),
)
def test_random_bytes_are_read_or_refused(
    content: bytes, start: bytes, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(start + content)

    read_or_refused(path)


@FEWER
@given(data=st.data())
def test_a_file_with_damage_is_read_or_refused(
    data: st.DataObject, whole_files: dict[str, bytes], tmp_path: Path
) -> None:
    name = data.draw(st.sampled_from(sorted(whole_files)))
    content = bytearray(whole_files[name])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=5)):
        content[place] ^= 1 << data.draw(st.integers(0, 7))
    end = data.draw(st.one_of(st.just(len(content)), st.integers(0, len(content))))
    path = tmp_path / name
    path.write_bytes(content[:end])

    read_or_refused(path)
