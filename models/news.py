"""What is new, in a treasurer's words: `installer/CAMBIOS.md`, read for the window."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.program import FOLDER

CHANGES = FOLDER / "installer" / "CAMBIOS.md"


@dataclass(frozen=True)
class News:
    title: str
    words: str


@dataclass(frozen=True)
class Version:
    number: str
    about: str  # a sentence on the whole, or nothing
    items: tuple[News, ...]


def versions(path: Path = CHANGES) -> Iterator[Version]:
    """Each version that is told of, the newest first; none where the file is not there."""
    try:
        written = path.read_text("utf-8")
    except OSError:
        return
    for told in re.split(r"^## ", written, flags=re.MULTILINE)[1:]:
        number, _line, rest = told.partition("\n")
        paragraphs = [" ".join(one.split()) for one in rest.split("\n\n")]
        items, about = [], []
        for paragraph in filter(None, paragraphs):
            if named := re.match(r"\*\*(.+?)\*\* (.+)", paragraph):
                items.append(News(named.group(1), named.group(2)))
            else:
                about.append(paragraph)
        yield Version(number.strip(), " ".join(about), tuple(items))


def since(seen: str) -> list[Version]:
    """The versions that came after the one seen; the newest alone where that one is not known."""
    told = list(versions())
    numbers = [one.number for one in told]
    return told[: numbers.index(seen)] if seen in numbers else told[:1]
