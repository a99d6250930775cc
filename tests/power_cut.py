"""What a disk may hold after its current was cut: made from all that a program asked of it.

`faults.c` wrote down each call. Between two of them the current goes. Of what was written and not
yet synced, each sector of 512 bytes is there or not; of names made, changed and taken away, the
first ones are. A file's fsync keeps its bytes, and its name if it was new; a folder's keeps names.
"""

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
HEAD = struct.Struct("<cHHqq")


@dataclass(frozen=True)
class Call:
    what: str  # C made, W written, T cut to a length, S synced, U removed, R renamed, L linked, A said
    name: str
    other: str
    place: int
    written: bytes


def calls_in(record: Path) -> Iterator[Call]:
    content, at = record.read_bytes(), 0
    while at < len(content):
        what, name, other, place, length = HEAD.unpack_from(content, at)
        at += HEAD.size
        ends = (at + name, at + name + other, at + name + other + length)
        yield Call(
            what.decode(),
            content[at : ends[0]].decode(),
            content[ends[0] : ends[1]].decode(),
            place,
            content[ends[1] : ends[2]],
        )
        at = ends[2]


@dataclass(eq=False)
class File:
    kept: bytearray = field(default_factory=bytearray)  # on the medium for certain
    waiting: list[Call] = field(default_factory=list)


def _do(content: bytearray, place: int, written: bytes | None) -> None:
    """Write there, or cut to that length where nothing is written."""
    end = place if written is None else place + len(written)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if written is None:
        del content[place:]
    else:
        content[place:end] = written


class Disk:
    """A disk that is as `folder` was, before the calls of a record are made on it."""

    def __init__(self, folder: Path) -> None:
        standing = [path for path in folder.rglob("*") if path.is_file()]
        self.certain = {
            str(path.relative_to(folder)): File(bytearray(path.read_bytes())) for path in standing
        }
        self.names = dict(self.certain)  # as the program sees them
        self.pending: list[tuple[Call, File | None]] = []  # changes of names that may be lost
        self.said = 0

    def make(self, call: Call) -> None:
        if call.what == "A":
            self.said = call.place
        elif call.what in "WT":
            self.names[call.name].waiting.append(call)
        elif call.what == "S":
            self._sync(call.name)
        else:
            made = File() if call.what == "C" else None
            self.pending.append((call, made))
            _rename(self.names, call, made)

    def _sync(self, name: str) -> None:
        file = self.names.get(name)
        if file is not None:
            for call in file.waiting:
                _do(file.kept, call.place, call.written if call.what == "W" else None)
            file.waiting.clear()
        if file is None or any(made is file for _call, made in self.pending):
            for call, made in self.pending:
                _rename(self.certain, call, made)
            self.pending.clear()

    def after_a_kill(self) -> dict[str, bytes]:
        """Name -> content: the system ends what a killed program asked for."""
        return {name: self._content(file, None) for name, file in self.names.items()}

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Name -> content, one of the ways it may have gone."""
        names = dict(self.certain)
        for call, made in self.pending[: chance.randint(0, len(self.pending))]:
            _rename(names, call, made)
        return {name: self._content(file, chance) for name, file in names.items()}

    def _content(self, file: File, chance: random.Random | None) -> bytes:
        """With all that waits; by chance each sector of it."""
        content = bytearray(file.kept)
        for call in file.waiting:
            if call.what == "T":
                if chance is None or chance.random() < 0.5:
                    _do(content, call.place, None)
                continue
            for at in range(0, len(call.written), SECTOR):
                if chance is None or chance.random() < 0.5:
                    _do(content, call.place + at, call.written[at : at + SECTOR])
        return bytes(content)


def _rename(names: dict[str, File], call: Call, made: File | None) -> None:
    if call.what == "C" and made is not None:
        names[call.name] = made
    elif call.what == "U":
        names.pop(call.name, None)
    elif call.name in names:
        names[call.other] = names[call.name]
        if call.what == "R":
            del names[call.name]


def put(images: dict[str, bytes], folder: Path) -> None:
    """The files of such a disk, in `folder`, and no others."""
    for path in [one for one in folder.rglob("*") if one.is_file()]:
        path.unlink()
    for name, content in images.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
