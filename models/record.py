"""What every record can do, and how a kind of record is described to people."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cache
from os import urandom
from typing import TYPE_CHECKING, Any, Self

from peewee import (
    Expression,
    Field,
    ForeignKeyField,
    IntegrityError,
    Model,
    ModelSelect,
    Select,
    TextField,
    fn,
)

from models.asked import known
from models.changes import Refused, database, if_undone, note, transaction
from models.fields import IDENTITY, ChoiceField, NameField, folded, read, show, writable
from models.language import N_, _

# What the triggers of the migrations answer: SQL cannot look a sentence up.
GUARDS_SAY = (
    N_("Lo registrado no se cambia: se anula."),
    N_("Lo registrado no se borra: se anula."),
    N_("Un documento emitido no se cambia: se anula."),
    N_("No se puede borrar: hay saldos a su nombre."),
    N_("El mes está cerrado."),
    N_("El acta está cerrada."),
)


# In spite of how they end.
MASCULINE = ("dia", "programa", "problema", "tema", "mapa")


class RulesBroken(Refused):
    """The record cannot be stored as it stands; `problems` says why, field by field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("\n".join(problems.values()))
        self.problems = dict(problems)


class Doubtful(Exception):
    """What was asked is possible but improbable: the person is asked first, field by field."""

    def __init__(self, doubts: Mapping[str, str]) -> None:
        super().__init__("\n".join(doubts.values()))
        self.doubts = dict(doubts)


def rows(query: Select) -> list[tuple[Any, ...]]:
    """What `query` answers, row by row. peewee's stubs take every row for a record."""
    return list(query.tuples().execute())


def insert_all(model: "type[Record]", values: Sequence[Mapping[str, Any]]) -> None:
    """Store rows that only the program makes, in one statement however many they are.

    Each row names the same fields of `model`; keys stand for the records they refer to. What is
    looked for by people says by which words: `found_by`; `uid` is new where none is said. Nothing
    is asked of their rules.
    """
    if not values:
        return
    usual: dict[str, Callable[[], str]] = {"uid": new_uid, "found_by": str}
    named = [*(name for name in usual if name not in values[0]), *values[0]]
    fields = [model._meta.fields[name] for name in named]
    made = [usual[one.name] for one in fields if one.name not in values[0]]
    given = [(one.db_value, one.name) for one in fields if one.name in values[0]]
    kept = [
        [*(make() for make in made), *(write(row[name]) for write, name in given)] for row in values
    ]
    columns = ", ".join(one.column_name for one in fields)
    parts = ", ".join(f"value ->> {place}" for place in range(len(fields)))
    note(model)
    database.execute_sql(
        f"INSERT INTO {model._meta.table_name} ({columns}) SELECT {parts} FROM json_each(?)",
        (json.dumps(kept, default=str),),
    )


def store_all(records: "Sequence[Record]") -> None:
    """Store new records of one kind, each of them judged before, in one statement."""
    if records:
        names = [one.name for one in records[0]._meta.sorted_fields]
        insert_all(
            type(records[0]),
            [{name: record.__data__.get(name) for name in names} for record in records],
        )


def next_key(model: "type[Record]") -> int:
    """The key that the next row of this table gets, if it is stored now."""
    return int(model.select(fn.MAX(key_field(model))).scalar() or 0) + 1


def key_field(model: type[Model]) -> Field:
    """The field a record of this kind is known by in SQLite."""
    key = model._meta.primary_key
    assert isinstance(key, Field), model
    return key


def new_uid() -> str:
    """A name for one record that no other machine gives."""
    return uid_of(urandom(16).hex(), 4)


def uid_of(digits: str, version: int) -> str:
    """The UUID (RFC 4122) of 32 hexadecimal digits as text, without making an object of it."""
    variant = "89ab"[int(digits[16], 16) & 3]
    groups = digits[:8], digits[8:12], f"{version}{digits[13:16]}", f"{variant}{digits[17:20]}"
    return "-".join((*groups, digits[20:32]))


@dataclass(frozen=True)
class Key:
    """A record known by its key alone."""

    key: int


@cache
def _needed(model: type[Model]) -> Sequence[str]:
    """The fields that may not stay empty."""
    needed = (one for one in model._meta.sorted_fields if not (one.null or one.primary_key))
    return tuple(one.name for one in needed if one.default != "")


class Record(Model):
    if TYPE_CHECKING:
        id: Any

    uid = TextField(default=new_uid, unique=True, verbose_name=N_("Código único"))
    found_by = TextField(default="", verbose_name=N_("Se busca por"))

    class Meta:
        database = database
        strict_tables = True
        legacy_table_names = False
        only_save_dirty = True

    @property
    def key(self) -> int:
        """What SQLite and the entries know this record by."""
        return int(self.__data__[key_field(type(self)).name])

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        """Yield (field, whether it holds, what to say if not) for each rule."""
        yield from ()

    def doubts(self) -> Iterator[tuple[str, bool, str]]:
        """Yield (field, whether it is plausible, what to ask if not) for each doubt."""
        yield from ()

    def hints(self) -> Mapping[str, str]:
        """Field -> what is said behind it, where that is of this record alone."""
        return {}

    def offered(self, name: str) -> Sequence[str]:
        """The words to choose from for a field whose words are of this association; mostly none."""
        return ()

    def searched(self) -> str:
        """The words this record itself is found by."""
        return str(self)

    def complete(self) -> None:
        """Fill in what follows from what was typed, before it is judged; mostly nothing."""

    def problems(self) -> dict[str, str]:
        told = self.__data__
        missing = {
            name: _("Falta este dato.")
            for name in _needed(type(self))
            if told.get(name) in (None, "")
        }
        unfit = missing or self._unfit()
        return unfit or {name: say for name, holds, say in self.rules() if not holds}

    def _unfit(self) -> dict[str, str]:
        """Words no door may store: no choice, no identity number, letters that cannot be kept."""
        problems = {}
        for one in self._meta.sorted_fields:
            value = self.__data__.get(one.name)
            if not isinstance(value, str):
                continue
            if isinstance(one, ChoiceField) and all(value != kept for kept, _shown in one.choices):
                problems[one.name] = _("«{text}» no está en la lista.").format(text=value)
            elif not writable(value):
                problems[one.name] = _("El texto tiene caracteres que no se pueden guardar.")
            elif isinstance(one, IDENTITY):
                try:
                    read(one, value)
                except ValueError as unread:
                    problems[one.name] = str(unread)
        return problems

    def save(self, force_insert: bool = False, only: Any = None, *, sure: bool = False) -> int:
        """Store the record. What is improbable is asked (Doubtful) unless the person is `sure`."""
        self.judge(sure=sure)
        try:
            # One row is stored whole by itself: inside a deed a savepoint would add nothing.
            with nullcontext() if database.in_transaction() else transaction():
                note(type(self))
                self._kept_if_undone()
                return int(super().save(force_insert=force_insert, only=only))
        except IntegrityError as failure:
            if (made := self._made_already()) is not None:
                setattr(self, key_field(type(self)).name, made)
                return self.save(only=only, sure=sure)
            raise self._refusal(failure) from failure

    def _kept_if_undone(self) -> None:
        """Should the work be undone, it is again one that has yet to be stored."""
        name, unsaved = key_field(type(self)).name, [one.name for one in self.dirty_fields]
        key = self.__data__.get(name)

        def undo() -> None:
            for one in unsaved:  # what is set is to be stored
                setattr(self, one, self.__data__.get(one))
            if key is None:
                self.__data__.pop(name, None)

        if_undone(undo)

    def _made_already(self) -> int | None:
        """The key under which this very record was stored, where it is not known that it was."""
        key = key_field(type(self))
        if database.in_transaction() or self.__data__.get(key.name) is not None:
            return None
        found = type(self).select(key).where(type(self).uid == self.uid).scalar()
        return None if found is None else int(found)

    def judge(self, *, sure: bool = False) -> None:
        """Refuse what cannot be stored, and ask about what is improbable; else it is ready to be."""
        self.complete()
        if problems := self.problems():
            raise RulesBroken(problems)
        doubts = {name: say for name, holds, say in self.doubts() if not holds}
        if doubts and not sure:
            raise Doubtful(doubts)
        if doubts and "noted" in self._meta.fields:
            self.noted = "\n".join(doubts.values())
        self.found_by = folded(self.searched())

    def rival(self, name: str) -> Self | None:
        """Another record of the same association in which the same is written there."""
        value = self.__data__.get(name)
        if (register := known(type(self), name)) is not None:
            found: Self | None = register.get(value)
            return found
        fields = self._meta.fields
        own = fields["association"] == self.__data__.get("association")
        others = key_field(type(self)) != (self.__data__.get("id") or 0)
        return type(self).select().where(own, others, fields[name] == value).get_or_none()

    def before(self) -> Self | None:
        """The record as the file has it, before what is changed now; None for a new one."""
        key = self.__data__.get(key_field(type(self)).name)
        return type(self).get_or_none(key_field(type(self)) == key) if key is not None else None

    def stored(self) -> Self:
        """The record as it is in the file: itself, or a copy stored now.

        A copy, because a deed that is undone must not leave this one with a key.
        """
        if self.__data__.get(key_field(type(self)).name) is not None:
            return self
        known = type(self).get_or_none(type(self).uid == self.uid)
        copy = known or type(self)(**self.__data__)
        if known is None:
            copy.save()
        return copy

    def remove(self) -> None:
        """Take the record away for good; refused while another one stands on it."""
        try:
            with transaction():
                note(type(self))
                self.delete_instance()
        except IntegrityError as failure:
            raise self._refusal(failure) from failure

    def _refusal(self, failure: IntegrityError) -> Refused:
        """What a constraint of the database says, as a sentence."""
        words = str(failure)
        if "FOREIGN KEY" in words:
            return Refused(_("No se puede borrar: otros registros lo usan."))
        for one in self._meta.sorted_fields:
            if f"UNIQUE constraint failed: {self._meta.table_name}." in words:
                column = words.rsplit(".", 1)[-1]
                if one.column_name == column:
                    return RulesBroken({one.name: self._taken(one)})
        return Refused(
            _(words) if words in GUARDS_SAY else _("No se pudo guardar: {why}.").format(why=words)
        )

    def _taken(self, one: Field) -> str:
        say = _("Otro registro ya tiene ese mismo dato en «{name}».")
        return say.format(name=_(one.verbose_name))

    def text(self, name: str) -> str:
        """What forms and papers show for this field."""
        value = None if self.__data__.get(name) is None else getattr(self, name)
        return show(self._meta.fields[name], value)

    def fill(self, texts: Mapping[str, str]) -> Self:
        """Take what a person typed, or a row of a sheet; refuse what cannot be read."""
        unreadable = {}
        for name, text in texts.items():
            one = self._meta.fields[name]
            try:
                setattr(self, name, self._read(one, text.strip()))
            except ValueError as unread:
                unreadable[name] = str(unread)
        if unreadable:
            raise RulesBroken(unreadable)
        return self

    def _read(self, one: Field, text: str) -> Any:
        if not text:
            usual = one.default() if callable(one.default) else one.default
            return None if one.null else usual
        if isinstance(one, ForeignKeyField):
            return one.rel_model.find(text, self)
        return read(one, text)

    @classmethod
    def beside(cls, other: "Record") -> "ModelSelect[Self]":
        """The records of the same association as `other`; all, where associations share them."""
        query = cls.select()
        if "association" in cls._meta.fields and "association" in other._meta.fields:
            own, others = cls._meta.fields["association"], other._meta.fields["association"]
            query = query.where(own == getattr(other, others.name))
        return query

    @classmethod
    def like(cls, words: str, other: "Record", limit: int) -> list[Self]:
        """The first `limit` records beside `other` that contain every word, by alphabet."""
        query = cls.beside(other).order_by(cls.found_by)
        for word in folded(words).split():
            query = query.where(cls.found_by.contains(word))
        return list(query.limit(limit))

    @classmethod
    def find(cls, text: str, other: "Record") -> Self:
        """The one record that `text` names, in the same association as the record `other`."""
        wanted = folded(text)
        query = cls.beside(other).where(cls.found_by.startswith(wanted))
        found = [one for one in query if wanted in (folded(str(one)), folded(one.searched()))]
        if len(found) == 1:
            return found[0]
        if found:
            raise ValueError(_("Hay varios «{text}». Elija uno de la lista.").format(text=text))
        raise ValueError(_("«{text}» no está registrado.").format(text=text))


@dataclass(frozen=True)
class Column:
    """One column of a list or a sheet: what is asked of SQLite, and how it is shown.

    Where room is short the highest `rank` goes first; rank 0 always stays. `tones` gives the
    weight of each word of a state: good, warn, danger or soft.
    """

    title: str
    expression: Any
    like: Field | None = None  # kind of data it is shown as; the expression's own if None
    total: bool = False
    strong: bool = False
    rank: int = 0
    sample: str = ""
    tones: Mapping[str, str] = field(default_factory=dict)

    @property
    def field(self) -> Field:
        shown_as: Field = self.like if self.like is not None else self.expression
        return shown_as

    @property
    def order(self) -> Any:
        """What a list sorted by this column goes by: names without capitals and accents."""
        one = self.expression
        named = isinstance(one, NameField) and one.name == "name"
        return one.model.found_by if named else one  # found_by begins with the name

    def show(self, value: Any) -> str:
        return show(self.field, value)


@dataclass(frozen=True)
class State:
    """A filter people know by one word: «Por cobrar», «Anuladas»."""

    title: str
    holds: Expression


@dataclass(frozen=True)
class RecordType:
    """How people meet a kind of record: its names, its list, its form."""

    model: type[Record]
    title: str
    one: str  # «socio»: said after a verb
    menu: str
    icon: str
    columns: tuple[Column, ...]
    form: Mapping[str, tuple[str, ...]]  # section title -> field names
    joins: tuple[ForeignKeyField, ...] = ()  # what the columns need, each along its key
    search: tuple[ForeignKeyField, ...] = ()  # also found by the words of these
    order: tuple[Any, ...] = ()
    every: Expression | None = None  # holds for all of them, and SQLite finds them by it
    day: Field | None = None  # the date a month filter looks at
    states: tuple[State, ...] = ()
    counts: Expression | None = None  # which rows a total counts; all if None
    issued: bool = False  # a paper: made by a deed, never edited, voided with a reason

    @property
    def association(self) -> Field | None:
        """The field that says whose records these are; None for what all associations share."""
        for model in (self.model, *(key.rel_model for key in self.joins)):
            if "association" in model._meta.fields:
                field: Field = model._meta.fields["association"]
                return field
        return None

    @property
    def is_feminine(self) -> bool:
        """Whether people say «la» of one of them."""
        first = folded(self.one).split()[0]
        return first not in MASCULINE and first.endswith(("a", "ion", "dad"))

    @property
    def name(self) -> str:
        """What the program itself calls this kind: «member», «cash_receipt»."""
        return str(self.model._meta.table_name)
