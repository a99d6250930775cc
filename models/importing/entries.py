"""Rows of a sheet as they are read: the value of each cell, and what could not be read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha1
from typing import Any, NamedTuple
from uuid import UUID

from peewee import ForeignKeyField

from models.associations import Association
from models.fields import folded, line
from models.importing.reading import Value
from models.importing.readings import Forms, Meaning, clean, meaning_of, text_of
from models.importing.tables import TableRow
from models.importing.wanted import Kind, Wanted
from models.language import _
from models.record import uid_of

IMPORTED = UUID("0b0e8a5c-9d6e-4c1b-8f34-6a51b7a2f5d0")  # the space the tokens of rows lie in
EXAMPLE = "ejemplo"  # in the first cell of a row that only shows how to fill the sheet
_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)

PROBLEM, DOUBT, DUPLICATE = "problem", "doubt", "duplicate"
MOST_KEPT = 2_000  # values of a column whose meaning is remembered: more hardly come again


class Cell(NamedTuple):
    """Where a value stands: sheet, number of the row, and which column of its kind."""

    sheet: str
    row: int
    name: str = ""

    @property
    def line(self) -> "Cell":
        """The whole row."""
        return Cell(self.sheet, self.row)


class Entry(NamedTuple):
    """A row of a table, read. `uid` is its token: the same row gives the same one every time."""

    kind: Kind
    at: Cell
    uid: str
    values: Mapping[str, Any]
    texts: Mapping[str, str]
    problems: Mapping[str, str]
    odd: Mapping[str, str]  # what was understood otherwise than it stands, to be confirmed

    def get(self, name: str) -> Any:
        return self.values.get(name)


@dataclass
class Tokens:
    """Gives each row its token: of what stands in it, and how often the same stood before it."""

    association: Association
    seen: dict[str, int] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)  # of papers that were undone, and of other books
    words: dict[tuple[str, type, Value], str] = field(default_factory=dict)  # of cells seen before

    def of(self, kind: Kind, values: Mapping[str, Value]) -> str:
        own = str(values.get("uid") or "").strip().lower()
        if _UID.fullmatch(own):
            return self._fresh(own)
        parts = [self._words(name, values[name]) for name in sorted(values)]
        words = "\x1f".join((str(self.association.uid), kind.name, *parts))
        before = self.seen[words] = self.seen.get(words, 0) + 1
        return self._fresh(uuid_of(f"{words}\x1f{before}"))

    def _words(self, name: str, value: Value) -> str:
        cell = (name, type(value), value)
        words = self.words.get(cell)
        if words is None:
            words = f"{name}={_same(value)}"
            if len(self.words) < MOST_KEPT:
                self.words[cell] = words
        return words

    def _fresh(self, uid: str) -> str:
        while uid in self.used:
            uid = uuid_of(uid)
        return uid


_SPACE = IMPORTED.bytes


def uuid_of(words: str) -> str:
    """`uuid5(IMPORTED, words)` as text, without making the object: a file has 20,000 of them."""
    return uid_of(sha1(_SPACE + words.encode(), usedforsecurity=False).hexdigest(), 5)


def _same(value: Value) -> str:
    """A value however the sheet keeps it: 52.50 is 52.5, and so is its text."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else text_of(value)


_NOTHING: dict[str, str] = {}


class Reader:
    """How the rows of one table are read. What was read once is not read again."""

    def __init__(
        self,
        kind: Kind,
        sheet: str,
        columns: Mapping[int, str],
        forms: Mapping[int, Forms],
        corrected: Mapping[Cell, str],
    ) -> None:
        self.kind, self.sheet = kind, sheet
        self.places = [(place, name) for place, name in columns.items()]
        self.columns = [
            (
                kind.by_name[name],
                name,
                forms.get(place, Forms()),
                dict[tuple[type, Value], Meaning](),
            )
            for place, name in columns.items()
        ]
        held = set(columns.values())
        self.lacking = [one for one in kind.columns if one.needed and one.name not in held]
        self.corrected: dict[int, dict[str, str]] = {}
        for cell, text in corrected.items():
            if cell.sheet == sheet:
                self.corrected.setdefault(cell.row, {})[cell.name] = text

    def read(self, row: TableRow, tokens: Tokens) -> Entry:
        cells = row.values
        found = {name: cells[place] for place, name in self.places if cells[place] is not None}
        corrected = self.corrected.get(row.number, _NOTHING)
        own = {"uid": corrected["uid"]} if "uid" in corrected else {}
        uid = tokens.of(self.kind, {**found, **own})
        texts, problems, odd = dict[str, str](), dict[str, str](), dict[str, str]()
        values = dict[str, Any]()
        for column, name, form, known in self.columns:
            if name in corrected:
                continue
            value = found.get(name)
            if value is None or value == "":
                if column.needed:
                    problems[name], texts[name] = _("Falta este dato."), ""
                continue
            try:
                same = type(value), value
                meaning = known.get(same)
                if meaning is None:
                    meaning = _read(column, value, form)
                    if len(known) < MOST_KEPT:
                        known[same] = meaning
            except ValueError as unread:
                problems[name], texts[name] = str(unread), text_of(value)
                continue
            values[name] = meaning.value
            if meaning.said:
                odd[name] = meaning.said
        for column in self.lacking:
            if column.name not in corrected:
                problems[column.name], texts[column.name] = _("Falta este dato."), ""
        for name, text in corrected.items():
            self._correct(name, text, values, problems)
        return Entry(self.kind, Cell(self.sheet, row.number), uid, values, texts, problems, odd)

    def _correct(
        self, name: str, text: str, values: dict[str, Any], problems: dict[str, str]
    ) -> None:
        """What the person wrote in the place of the cell."""
        column = self.kind.by_name.get(name)
        if column is None:
            return
        if wrong := why_not(column, text):
            problems[name] = wrong
        elif text:
            values[name] = _read(column, text, Forms()).value


def _read(column: Wanted, value: Value, form: Forms) -> Meaning:
    if column.words and (known := column.words.get(folded(text_of(value)))):
        return Meaning(known)
    if isinstance(column.field, ForeignKeyField):
        return Meaning(line(text_of(value)))
    return meaning_of(column.field, value, form)


def why_not(column: Wanted, text: str) -> str:
    """What is wrong with a text written in the place of a cell; "" where it can be read."""
    if not text:
        return _("Falta este dato.") if column.needed else ""
    try:
        _read(column, text, Forms())
    except ValueError as unread:
        return str(unread)
    return ""


def is_example(row: TableRow) -> bool:
    """Whether a row only shows how the sheet is filled."""
    first = next((value for value in row.values if value is not None), None)
    if not isinstance(first, str) or (first.isascii() and "j" not in first.lower()):
        return False  # most of 20,000 rows, at once
    return folded(clean(first)).startswith(EXAMPLE)


def wanted_rows(rows: tuple[TableRow, ...], taken_in: set[int]) -> Iterator[TableRow]:
    """The rows that are records, and those that were left out and are to be taken in after all."""
    wanted = (row for row in rows if not row.mark or row.number in taken_in)
    return (row for row in wanted if not is_example(row))
