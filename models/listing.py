"""Lists as people look at them: found by words, of a month, in a state, in an order, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, reduce
from operator import and_
from typing import Any

from peewee import JOIN, Expression, Field, ForeignKeyField, Function, ModelSelect, fn

from models.fields import ExactField, folded
from models.record import Column, Record, RecordType, State, key_field, rows

RARE = 500  # rows a word is found in, at most, to count as rare

Row = tuple[Any, ...]  # the record's key, then the value of each column


@dataclass(frozen=True)
class Summary:
    """What stands under a list. Totals leave out what does not count (voided papers)."""

    everything: int  # whichever state is chosen
    count: int
    counted: int
    totals: Mapping[str, Decimal]  # column title -> sum
    states: Mapping[str, int]  # state title -> how many, whichever state is chosen


@dataclass(frozen=True)
class Listing:
    """The records of one kind that answer what was asked. Nothing is read until asked for."""

    kind: RecordType
    association: Record | None = None
    words: str = ""
    since: date | None = None
    until: date | None = None  # both included
    state: State | None = None
    order: Sequence[Any] = field(default=())

    def window(self, offset: int, limit: int) -> list[Row]:
        """Rows `offset` to `offset + limit`, as they are shown; one query. A limit of -1 is all."""
        query = self._query(self._key, *(column.expression for column in self.kind.columns))
        query = query.where(*self._chosen()).order_by(*self._order())
        return [self._shown(row) for row in rows(query.limit(limit).offset(offset))]

    def keys(self) -> list[int]:
        """The keys of all that answer, in their order; one query."""
        query = self._query(self._key).where(*self._chosen()).order_by(*self._order())
        return [key for (key,) in rows(query)]

    def of_key(self, key: int) -> Row | None:
        """The row of one record, whatever was asked; None if there is no such record."""
        query = self._query(self._key, *(column.expression for column in self.kind.columns))
        found = rows(query.where(self._key == key))
        return self._shown(found[0]) if found else None

    def place(self, key: int) -> int | None:
        """Where the record of this key stands, from 0; None if it is not among them."""
        place = fn.ROW_NUMBER().over(order_by=self._order())
        query = self._query(self._key.alias("key"), place.alias("place")).where(*self._chosen())
        ranked = query.alias("ranked")
        found = (
            self.kind.model.select(ranked.c.place).from_(ranked).where(ranked.c.key == key).scalar()
        )
        return None if found is None else int(found) - 1

    def summary(self) -> Summary:
        """How many, their totals, and how many in each state; one query."""
        kind = self.kind
        shown = [self.state.holds] if self.state else []
        counted = shown + ([kind.counts] if kind.counts is not None else [])
        columns = [column for column in kind.columns if column.total]
        query = self._joined(
            _counted_along(kind),
            fn.COUNT(1),
            _only(fn.COUNT(1), shown),
            _only(fn.COUNT(1), counted),
            *(_only(fn.SUM(column.expression), counted) for column in columns),
            *(_only(fn.COUNT(1), [state.holds]) for state in kind.states),
        )
        all_rows, count, valid, *rest = rows(query.where(*self._asked()))[0]
        sums, by_state = rest[: len(columns)], rest[len(columns) :]
        return Summary(
            all_rows,
            count,
            valid,
            {c.title: c.field.python_value(n or 0) for c, n in zip(columns, sums, strict=True)},
            {s.title: n for s, n in zip(kind.states, by_state, strict=True)},
        )

    @property
    def _key(self) -> Field:
        return key_field(self.kind.model)

    def _shown(self, row: Row) -> Row:
        return (row[0], *map(_converted, self.kind.columns, row[1:]))

    def _order(self) -> list[Any]:
        """Ending in the key, so that two pages never show one row twice."""
        return [*(self.order or self.kind.order), self._key]

    def _chosen(self) -> list[Any]:
        return self._asked() + ([self.state.holds] if self.state else [])

    def _query(self, *expressions: Any) -> "ModelSelect[Record]":
        return self._joined(self.kind.joins, *expressions)

    def _joined(self, keys: Sequence[ForeignKeyField], *expressions: Any) -> "ModelSelect[Record]":
        query = self.kind.model.select(*expressions)
        for key in keys:
            query = query.join_from(key.model, key.rel_model, JOIN.LEFT_OUTER, on=key)
        return query

    def _asked(self) -> list[Any]:
        kind = self.kind
        conditions = list(self._named)
        if kind.every is not None:
            conditions.append(kind.every)
        if self.association is not None and (scope := kind.association) is not None:
            conditions.append(scope == self.association)
        if kind.day is not None and self.since and self.until:
            conditions.append(kind.day.between(self.since, self.until))
        return conditions or [True]

    @cached_property
    def _named(self) -> list[Any]:
        """That each word is found; looked up once, for the rows and for what stands under them.

        In all the years it is asked in two ways: of a common word the newest papers soon show a
        pageful; for a rare one the keys are gathered first, of one table, because to join every
        paper of ten years only to find none of them takes four times as long.
        """
        kind = self.kind
        named = [_found(kind, word) for word in folded(self.words).split()]
        if not named or (self.since and self.until) or kind.day is None:
            return named
        keys = kind.model.select(self._key).where(*named).order_by(self._key.desc())
        found = rows(keys.limit(RARE + 1))  # newest first: there are the papers people look for
        if len(found) > RARE:
            return named
        return [key_field(kind.day.model).in_([key for (key,) in found])]


def _counted_along(kind: RecordType) -> list[ForeignKeyField]:
    """The joins that rows are counted and added up by: where whose they are and their day stand."""
    stand = {one.model for one in (kind.association, kind.day) if one is not None}
    return [key for key in kind.joins if key.rel_model in stand]


def _only(function: Function, conditions: Sequence[Expression]) -> Function:
    """The aggregate `function` over the rows where all the conditions hold."""
    return function.filter(reduce(and_, conditions)) if conditions else function


def _found(kind: RecordType, word: str) -> Expression:
    """Whether the record, or one of those it is also searched by, contains `word`.

    The others are looked up first: mostly there are none, and to ask each row for them as well
    takes as long again as to look through it.
    """
    found = kind.model.found_by.contains(word)
    for key in kind.search:
        other = key.rel_model
        if others := rows(other.select(key.rel_field).where(other.found_by.contains(word))):
            found |= key.in_([one for (one,) in others])
    return found


def _converted(column: Column, value: Any) -> Any:
    """What SQLite answers for an expression is in céntimos or grams; a field's own value is not."""
    raw = isinstance(value, int) and isinstance(column.field, ExactField)
    return column.field.python_value(value) if raw else value
