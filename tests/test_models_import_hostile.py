"""Files made to hurt are refused at once, in a sentence, by a process that may be lost."""

import time
from pathlib import Path

import pytest

from models.changes import Refused
from models.importing.reading import read_file
from tests.hostile_sheets import HOSTILE, rows, text_cell, workbook

pytestmark = pytest.mark.filterwarnings("error")
SECONDS = 1.0


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_within_a_second(name: str, tmp_path: Path) -> None:
    make, says = HOSTILE[name]
    path = make(tmp_path / name)

    start = time.monotonic()
    with pytest.raises(Refused, match=says):
        read_file(path)

    print(name, time.monotonic() - start)
    assert time.monotonic() - start < SECONDS


def test_the_archive_they_are_made_of_is_read_when_it_is_honest(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", rows(b'<row r="1">' + text_cell("A1", b"Ana") + b"</row>"))

    (sheet,) = read_file(path).sheets

    assert (sheet.name, sheet.rows) == ("Hoja", (("Ana",),))
