"""What the program is made of, besides its own code: each part with its version and its licence."""

import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from pathlib import Path

from models.program import FOLDER

WANTED = FOLDER / "requirements.in"

# Of those whose own description names no licence, or a whole sentence.
_LICENCES = {
    "peewee": "MIT",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "python-stdnum": "LGPL-2.1-or-later",
    "reportlab": "BSD-3-Clause",
    "sqlcipher3": "Zlib AND BSD-3-Clause",
}


@dataclass(frozen=True)
class Part:
    """`folder` begins the name of the folder in which its licence lies, where it has one."""

    name: str
    version: str
    licence: str
    folder: str = ""


def parts() -> list[Part]:
    """The libraries this running program uses, by name: those it asks for, and what they ask for."""
    return _sorted(_closed_over(_named(WANTED.read_text("utf-8").splitlines())))


def parts_in(*folders: Path) -> list[Part]:
    """All libraries that lie in these folders, by name."""
    return _sorted(distributions(path=list(map(str, folders))))


def runtime(tk: str = "") -> list[Part]:
    """What runs it all; `tk` is the version of the window's own library, where there is a window."""
    python = ".".join(map(str, sys.version_info[:3]))
    return [
        Part("Python", python, "PSF-2.0"),
        *([Part("Tcl/Tk", tk, "TCL")] if tk else []),
        Part("SQLite", sqlite3.sqlite_version, "blessing"),
        Part("DejaVu Sans Condensed", "2.37", "Bitstream-Vera"),
    ]


def _sorted(found: Iterable[Distribution]) -> list[Part]:
    return sorted(map(_part, found), key=lambda part: part.name.lower())


def _part(found: Distribution) -> Part:
    name = found.name
    said = _said(found, "License-Expression") or _said(found, "License")
    licence = _LICENCES.get(_plain(name), said.strip())
    return Part(name, found.version, licence, re.sub(r"[-.]+", "_", name))


def _said(found: Distribution, header: str) -> str:
    return next(iter(found.metadata.get_all(header) or ()), "")


def _closed_over(names: Iterable[str]) -> Iterator[Distribution]:
    left, seen = [*names], set()
    while left:
        name = left.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = distribution(name)
        except PackageNotFoundError:  # the cipher: the program runs without it
            continue
        yield found
        left += _named(one for one in found.requires or () if "extra ==" not in one)


def _named(lines: Iterable[str]) -> list[str]:
    matches = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines)
    return [_plain(match.group()) for match in matches if match]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
