"""What is looked at before a file is parsed, by the process that will parse it.

Standard library only: the child of `reading` imports it without the rest of the program.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE_BYTES = 10 << 20
UNZIPPED_BYTES = 60 << 20  # counted while unzipping: what the archive declares is not believed
RATIO = 200  # how much a part larger than 1 MiB may shrink; a sheet of real rows shrinks 10 to 30
PARTS = 300
ROWS = 20_100  # 20,000 of records, and what stands above and below them
COLUMNS = 60
CELL_LETTERS = 32_767  # what Excel itself holds
MEMORY_BYTES = 768 << 20
SECONDS = 30

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


class Unfit(Exception):
    """A file that is not read: `reason` is a key of `reading.REFUSALS`, `details` fill its gaps."""

    def __init__(self, reason: str, **details: Any) -> None:
        super().__init__(reason)
        self.reason, self.details = reason, details


@dataclass
class Odd:
    """Cells a parser would show as empty: (row, column) from 0 -> what stands there."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)


def kind_of(path: Path) -> str:
    """«sheet» or «text»; Unfit for anything else. The first bytes decide, not the name."""
    size = path.stat().st_size
    if size > FILE_BYTES:
        raise Unfit("too_big", most=FILE_BYTES >> 20)
    if not size:
        raise Unfit("empty")
    suffix = path.suffix.lower()
    if suffix in (".xlsm", ".xltm", ".xlam"):
        raise Unfit("macros")
    start = path.read_bytes()
    if start.startswith(b"PK"):
        _check_parts(path)
        return "sheet"
    if start.startswith(_OLE):
        _check_compound(start)
        return "sheet"
    if suffix in (".xlsx", ".xls", ".ods"):
        raise Unfit("not_a_sheet", suffix=suffix)
    if suffix not in (".csv", ".txt", ".tsv"):
        raise Unfit("unknown")
    return "text"


def _check_compound(content: bytes) -> None:
    """What an old Excel file, or one under a password, keeps in its streams."""
    if _wide("EncryptedPackage") in content:
        raise Unfit("password")
    if _wide("_VBA_PROJECT") in content:
        raise Unfit("macros")


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def _check_parts(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS:
                raise Unfit("swollen")
            names = {part.filename.lower() for part in parts}
            if any(name.endswith("vbaproject.bin") for name in names):
                raise Unfit("macros")
            if "xl/workbook.bin" in names:
                raise Unfit("binary")
            if not names & {"xl/workbook.xml", "content.xml"}:
                raise Unfit("damaged")
            room = UNZIPPED_BYTES
            for part in parts:
                room -= _check_part(archive, part, room)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError) as trouble:
        raise Unfit("damaged") from trouble
    except RuntimeError as trouble:  # zipfile's word for a part under a password
        raise Unfit("password") from trouble
    except NotImplementedError as trouble:
        raise Unfit("damaged") from trouble


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, room: int) -> int:
    """Bytes of the part, at most `room`."""
    if part.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", part.filename):
        raise Unfit("swollen")
    seen, before = 0, b""
    is_markup = part.filename.lower().endswith((".xml", ".rels"))
    for piece in _pieces(archive, part):
        seen += len(piece)
        if seen > room or (seen > 1 << 20 and seen > RATIO * max(1, part.compress_size)):
            raise Unfit("swollen")
        if is_markup and _has_definitions(before + piece):
            raise Unfit("definitions")
        before = piece[-16:]
    return seen


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as content:
        while piece := content.read(1 << 16):
            yield piece


def _has_definitions(markup: bytes) -> bool:
    """Whether it defines entities: no spreadsheet does, and they can unfold without end."""
    plain = markup.replace(b"\0", b"")  # UTF-16 too
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain
