"""Text files (.csv, .tsv, .txt): how they are written is recognised, said, and may be chosen.

Standard library only: the child of `reading` imports it without the rest of the program.
"""

import codecs
import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.importing import limits
from models.importing.limits import Unfit

ENCODINGS = ("utf-8", "cp1252", "latin-1", "utf-16")
SEPARATORS = (";", ",", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_SAMPLE_LINES = 200
_LINES_OF_A_CELL = 20  # more is a quotation mark that was never closed


def messages(path: Path, encoding: str, separator: str) -> Iterator[dict[str, Any]]:
    """What `child` tells of a text file; its rows are texts only."""
    text, encoding = decoded(path.read_bytes(), encoding)
    if said := re.match("sep=(.)\r?\n", text):  # what Excel heeds above a .csv
        text = text[said.end() :]
        separator = separator or said[1]
    separator = separator or separator_of(text)
    rows = list(_rows(path.stem, text, separator))
    yield {"encoding": encoding, "separator": separator}
    yield {"sheet": path.stem, "hidden": False, "height": len(rows), "merged": []}
    from models.importing.child import bunches

    for some in bunches(rows):
        yield {"rows": some}


def decoded(content: bytes, encoding: str = "") -> tuple[str, str]:
    """The text and its encoding: the one asked for, else the first that reads all of it."""
    for wanted in (encoding,) if encoding else _likely(content):
        try:
            text = content.decode(wanted).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if _CONTROLS.search(text):
            continue
        return text, wanted
    raise Unfit("not_text")


def _likely(content: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return (encoding,)
    start = content[:4000]
    if start[1::2].count(0) > len(start) // 4:
        return ("utf-16-le",)
    if start[::2].count(0) > len(start) // 4:
        return ("utf-16-be",)
    return ("utf-8", "cp1252", "latin-1")


def separator_of(text: str) -> str:
    """The one that cuts the most lines into the same number of cells; «;» when none does."""
    lines = [line for line in text.splitlines()[:_SAMPLE_LINES] if line.strip()]

    def fitness(separator: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=separator)]
        except csv.Error:
            return 0, 0
        wide = [width for width in widths if width > 1]
        if not wide:
            return 0, 0
        usual = max(set(wide), key=wide.count)
        return wide.count(usual), usual

    return max(SEPARATORS, key=fitness)


def _rows(name: str, text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, 1):
            if number > limits.ROWS:
                raise Unfit("rows", sheet=name, last=number)
            while row and not row[-1].strip():
                row.pop()
            if len(row) > limits.COLUMNS:
                raise Unfit("columns", sheet=name, last=limits.letter_of(len(row) - 1))
            if any(cell.count("\n") > _LINES_OF_A_CELL for cell in row):
                raise Unfit("quotes", row=number)
            yield row
    except csv.Error as trouble:
        raise Unfit("quotes", row=number + 1) from trouble
