"""Faults of formulas in an .xls, which the parser shows as empty cells.

The file is a small file system ([MS-CFB]) with one stream of records ([MS-XLS]: each has a kind, a
length and its content). What is not made like that has no faults here: the parser says more.
Standard library only: the child of `reading` imports it without the rest of the program.
"""

import struct
from collections.abc import Iterator, Sequence

from models.importing.limits import Faults

_WORDS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_FORMULA, _FAULT, _SHEET, _BEGIN, _END = 0x0006, 0x0205, 0x0085, 0x0809, 0x000A
_NO_SECTOR = 0xFFFFFFFA  # from here on: the end, or a sector of no stream
_SMALL_STREAM, _SMALL_SECTOR = 4096, 64  # bytes; small streams are kept together in one


def faults(content: bytes) -> dict[str, Faults]:
    """The faults of each sheet, by its name."""
    try:
        stream = _workbook(content)
        return {name: _of_sheet(stream, start) for name, start in _sheets(stream)}
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}


def _workbook(content: bytes) -> bytes:
    """The stream of records; empty when there is none."""
    (shift,) = struct.unpack_from("<H", content, 30)
    if shift not in (9, 12):
        return b""
    size = 1 << shift
    sectors = content[size:]  # the first one is the head
    nexts = _nexts(content, sectors, size)
    folder_at, small_nexts_at = struct.unpack_from("<L8xL", content, 48)
    folder = _stream(sectors, nexts, folder_at, size)
    for place in range(0, len(folder) - 127, 128):
        letters, start, length = struct.unpack_from("<64xH50xLL", folder, place)
        if folder[place : place + letters].decode("utf-16-le").rstrip("\0") != "Workbook":
            continue
        if length >= _SMALL_STREAM:
            return _stream(sectors, nexts, start, size)[:length]
        (small_at,) = struct.unpack_from("<L", folder, 116)
        small_nexts = _longs(_stream(sectors, nexts, small_nexts_at, size))
        small = _stream(sectors, nexts, small_at, size)
        return _stream(small, small_nexts, start, _SMALL_SECTOR)[:length]
    return b""


def _nexts(content: bytes, sectors: bytes, size: int) -> Sequence[int]:
    """Sector -> the one after it in its stream."""
    holders = list(struct.unpack_from("<109L", content, 76))
    (more,) = struct.unpack_from("<L", content, 68)
    seen = set()
    while more < _NO_SECTOR and more not in seen:
        seen.add(more)
        *some, more = _longs(sectors[more * size : (more + 1) * size])
        holders += some
    places = [holder * size for holder in holders if holder < _NO_SECTOR]
    return _longs(b"".join(sectors[place : place + size] for place in places))


def _stream(sectors: bytes, nexts: Sequence[int], sector: int, size: int) -> bytes:
    pieces: list[bytes] = []
    while sector < _NO_SECTOR and len(pieces) <= len(nexts):
        pieces.append(sectors[sector * size : (sector + 1) * size])
        sector = nexts[sector]
    return b"".join(pieces)


def _longs(content: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(content) // 4}L", content)


def _records(stream: bytes, place: int = 0) -> Iterator[tuple[int, int, int]]:
    """Kind, place of the content and its length, of each record from `place` on."""
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, place + 4, length
        place += 4 + length


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """Name of each sheet -> where its records begin."""
    for kind, place, length in _records(stream):
        if kind == _END:
            return
        if kind == _SHEET:
            start, letters, is_wide = struct.unpack_from("<L2xBB", stream, place)
            name = stream[place + 8 : place + length]
            yield name.decode("utf-16-le" if is_wide & 1 else "latin-1")[:letters], start


def _of_sheet(stream: bytes, start: int) -> Faults:
    found: Faults = {}
    depth = 0
    for kind, place, _length in _records(stream, start):
        depth += (kind == _BEGIN) - (kind == _END)
        if not depth:
            break
        if kind == _FORMULA:
            row, column, what, code, mark = struct.unpack_from("<HH2xBxB3xH", stream, place)
            is_fault = mark == 0xFFFF and what == 2
        elif kind == _FAULT:
            row, column, code, is_fault = struct.unpack_from("<HH2xBB", stream, place)
        else:
            continue
        if is_fault:
            found.setdefault(row, {})[column] = _WORDS.get(code, "#N/A")
    return found
