"""What is looked at before a file is parsed, by the process that will parse it.

Standard library only: the child of `reading` imports it without the rest of the program.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

SHEETS, TEXTS = (".xlsx", ".xls", ".ods"), (".csv", ".tsv", ".txt")
FILE_BYTES = 10 << 20
UNZIPPED_BYTES = 60 << 20  # counted while unzipping: what the archive declares is not believed
RATIO = 500  # how much a part over 1 MiB may shrink: rows do by 10 to 30, all alike by 200; a bomb by 1000
PARTS = 300
ROWS = 20_100  # 20,000 of records, and what stands above and below them
COLUMNS = 60
MEMORY_BYTES = 768 << 20
SECONDS = 30

_PIECE = 1 << 18  # bytes
_LOCAL = struct.Struct("<4s22xHH")  # what stands before a part: signature, length of name, of extra
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


Faults = dict[int, dict[int, str]]  # of a sheet: row -> column -> what stands there, from 0


class Unfit(Exception):
    """A file that is not read: `reason` is a key of `reading.REFUSALS`, `details` fill its gaps."""

    def __init__(self, reason: str, **details: Any) -> None:
        super().__init__(reason)
        self.reason, self.details = reason, details


def letter_of(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


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
    if start.startswith(b"PK\3\4"):
        _check_parts(path)
        return "sheet"
    if start.startswith(_OLE):
        _check_compound(start)
        return "sheet"
    if suffix in SHEETS:
        raise Unfit("not_a_sheet", suffix=suffix)
    if suffix not in TEXTS:
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
        with zipfile.ZipFile(path) as archive, path.open("rb") as content:
            parts = archive.infolist()
            _check_names([part.filename for part in parts])
            room = UNZIPPED_BYTES
            for part in parts:
                room -= _check_part(content, part, room)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError) as trouble:
        raise Unfit("damaged") from trouble
    except NotImplementedError as trouble:  # zipfile's word for what newer archives can
        raise Unfit("damaged") from trouble


def _check_names(names: list[str]) -> None:
    known = {name.lower() for name in names}
    if len(names) > PARTS or len(known) < len(names):
        raise Unfit("swollen")
    if any(name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) for name in known):
        raise Unfit("swollen")
    if any(name.endswith("vbaproject.bin") for name in known):
        raise Unfit("macros")
    if "xl/workbook.bin" in known:
        raise Unfit("binary")
    if not known & {"xl/workbook.xml", "content.xml"}:
        raise Unfit("damaged")


def _check_part(content: IO[bytes], part: zipfile.ZipInfo, room: int) -> int:
    """Bytes of the part, at most `room`."""
    seen, before = 0, b""
    is_markup = part.filename.lower().endswith((".xml", ".rels"))
    for piece in _unzipped(content, part):
        seen += len(piece)
        if seen > 1 << 20 and seen > RATIO * max(1, part.compress_size):
            raise Unfit("swollen")
        if seen > room:
            raise Unfit("too_much", most=UNZIPPED_BYTES >> 20)
        if is_markup and _has_definitions(before + piece):
            raise Unfit("definitions")
        before = piece[-16:]
    return seen


def _unzipped(content: IO[bytes], part: zipfile.ZipInfo) -> Iterator[bytes]:
    """All that its bytes unfold to. zipfile would stop at the size the archive declares."""
    if part.flag_bits & 1:
        raise Unfit("password")
    content.seek(part.header_offset)
    start = content.read(_LOCAL.size)
    signature, name_bytes, extra_bytes = _LOCAL.unpack(start)
    if signature != b"PK\3\4":
        raise Unfit("damaged")
    content.seek(name_bytes + extra_bytes, 1)
    packed = content.read(part.compress_size)
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        while packed and not inflating.eof:
            yield inflating.decompress(packed, _PIECE)
            packed = inflating.unconsumed_tail
    else:
        raise Unfit("damaged")


def _has_definitions(markup: bytes) -> bool:
    """Whether it defines entities: no spreadsheet does, and they can unfold without end."""
    plain = markup.replace(b"\0", b"") if b"\0" in markup else markup  # UTF-16 too
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain
