"""R12: a workbook and papers written over older ones; the disk is full, silent or gone at each call."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdf
import pytest

from tests.faults import FULL, KILLED, SILENT_ONCE, Faulty, double, spread
from tests.faulty_books import OLD

Count = Callable[..., None]
SOME = 3  # calls that fail in `make test`


def whole(path: Path) -> bool:
    """Whether other programs open it."""
    content = io.BytesIO(path.read_bytes())
    if path.suffix == ".xlsx":
        return len(openpyxl.load_workbook(content).sheetnames) > 5
    return len(pypdf.PdfReader(content).pages) == 1


@pytest.mark.bar("R12")
@pytest.mark.parametrize("fault", [FULL, SILENT_ONCE, KILLED], ids=str)
@pytest.mark.parametrize("deed", ["export", "print"])
def test_the_older_file_stays_or_the_new_one_is_whole_and_nothing_else_is_left(
    faulty: Faulty, faulty_books: dict[str, Path], tmp_path: Path, counted: Count, deed, fault
) -> None:
    start, tried = double(faulty_books[deed], tmp_path / "start"), tmp_path / "tried"
    written = faulty.undisturbed(deed, double(start, tried)).said
    names = [str(Path(one).relative_to(tried)) for one in written]
    (start / "salida").mkdir()
    for name in names:
        (start / name).write_bytes(OLD)
    every = faulty.undisturbed(deed, double(start, tried)).calls
    counts = {"points": 0, "old": 0, "new": 0}

    for call in spread(every, SOME):
        end = faulty.fail(deed, double(start, tried), fault, call)

        assert not end.is_bug, end
        if end.refused:
            assert ("está lleno" if fault == FULL else "no responde") in end.refused
        for name in names:
            kept = (tried / name).read_bytes() == OLD
            assert kept or whole(tried / name), (call, name)
            assert not kept or str(tried / name) not in end.said
            counts["old" if kept else "new"] += 1
        faulty.undisturbed(deed, tried)
        assert sorted(one.name for one in (tried / "salida").iterdir()) == sorted(
            Path(name).name for name in names
        )
        counts["points"] += 1
    counted("R12", **counts)
