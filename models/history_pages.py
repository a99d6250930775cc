"""The history of the whole book: found by words, by who and by day, the newest first, a page at a time.

A page is one question, however many kinds of record stand on it. Every association of the file is
told, for it is one history.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from string import ascii_letters, ascii_lowercase
from typing import Any

from peewee import ForeignKeyField

from models import catalog, chain, history
from models.booklets import SeriesStart, SpoiledSlip
from models.chain import OUTSIDE
from models.changes import database
from models.code_letters import LENGTH, plain
from models.documents import Document
from models.fields import MomentField, folded, show
from models.history import CHANGED, VERBS, Change, Sentence
from models.language import N_, _, ngettext
from models.listing import Row
from models.months import Opening, OpeningBalance
from models.people.loans import Loan
from models.people.workdays import Attendance
from models.plan.versions import PlanVersion
from models.produce.sales import SaleLine
from models.record import Record, RecordType, key_field
from models.settling.kept_forecast import KeptForecast
from models.settling.settlements import LotSettlement
from models.settling.top_ups import SharedTopUp, TopUp
from models.stock import OpeningStock

DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")

# Columns of a row, after its number: moment, who, what was done, to which record, to what of it.
_ROW = "SELECT id, moment, who, action, kind, record, changes, seal IS NOT NULL, {name} FROM change"


@dataclass(frozen=True)
class Asked:
    """The changes in which every word is found. Nothing is read until asked for."""

    words: str = ""
    since: date | None = None
    until: date | None = None  # both included

    def window(self, offset: int, limit: int) -> list[Row]:
        """Rows `offset` to `offset + limit`, as they are shown; one question."""
        asked = (
            f"{_ROW.format(name=_name())} {{where}} ORDER BY id DESC LIMIT {limit} OFFSET {offset}"
        )
        return [_shown(*row) for row in self._ask(asked)]

    def count(self) -> int:
        return int(self._ask("SELECT count(*) FROM change {where}")[0][0])

    def _ask(self, question: str) -> list[tuple[Any, ...]]:
        conditions, values = ["1"], list[Any]()
        if self.since is not None:
            conditions.append("moment >= ?")
            values.append(self.since.isoformat())
        if self.until is not None:
            conditions.append("moment < ?")
            values.append((self.until + timedelta(days=1)).isoformat())
        for word in folded(self.words).split():
            condition, given = _found(word)
            conditions.append(condition)
            values += given
        where = f"WHERE {' AND '.join(conditions)}"
        found: list[tuple[Any, ...]] = database.execute_sql(
            question.format(where=where), values
        ).fetchall()
        return found


def asked(typed: str) -> Asked:
    """What somebody typed to find: words, and perhaps a day, «07/05/2026»."""
    words, days = [], []
    for word in typed.split():
        day = _day(word)
        if day is None:
            words.append(word)
        else:
            days.append(day)
    return Asked(" ".join(words), min(days) if days else None, max(days) if days else None)


def _day(word: str) -> date | None:
    if (found := DAY.fullmatch(word)) is None:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


# A code somebody kept -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    words: str
    tone: str  # good, warn or danger


def answer_to(typed: str) -> Answer:
    """Whether the book ever had that control code, and all that was written until then stands."""
    if len(plain(typed)) != LENGTH:
        say = _(
            "El código del libro tiene 8 letras y cifras. Cópielo entero, como está en el papel."
        )
        return Answer(say, "warn")
    found = chain.code_found(typed)
    if found is None:
        say = _(
            "Este libro nunca tuvo ese código. Si está bien copiado, alguien cambió lo que estaba "
            "escrito o cortó el final. Avise a la junta y compare con una copia guardada."
        )
        return Answer(say, "danger")
    when = {"count": f"{found.changes:,}", "day": show(MomentField(), found.moment)}
    if not chain.holds():
        say = _("El libro tuvo ese código el {day}, pero después se alteró su historial.")
        return Answer(say.format(**when), "danger")
    say = _(
        "El libro tuvo ese código el {day}, con {count} cambios anotados. Lo anotado hasta entonces "
        "sigue igual."
    )
    return Answer(say.format(**when), "good")


# One change ---------------------------------------------------------------------------------------


def told(number: int) -> Sentence:
    """The whole sentence of one change."""
    row = Change.get_by_id(number)
    kind = kinds().get(str(row.kind))
    if kind is None:
        who = row.who or _("Alguien")
        return Sentence(row.moment, row.who, f"{who} {_done(row.action, row.kind, row.record)}.")
    record = record_of(row)
    return history.sentence(row, kind, history.called(record) if record is not None else "")


def of_record(table: str, key: int) -> list[Sentence]:
    """All that happened to one record, there or gone, the newest first."""
    rows = Change.select().where(Change.kind == table, Change.record == key)
    kind = kinds().get(table)
    found = list(rows.order_by(Change.id.desc()))
    if kind is None or not found:
        return []
    record = record_of(found[0])
    name = history.called(record) if record is not None else ""
    return [history.sentence(row, kind, name) for row in found]


def record_of(change: Change) -> Record | None:
    """The record it was done to; None where it is no longer there."""
    kind = kinds().get(str(change.kind))
    if kind is None:
        return None
    found: Record | None = kind.model.get_or_none(key_field(kind.model) == change.record)
    return found


@cache
def kinds() -> Mapping[str, RecordType]:
    """Table -> what people call one of its rows: the kinds they know, and what stands behind."""
    behind = [
        RecordType(model, title="", one=one, menu="", icon="", columns=(), form={})
        for model, one in _BEHIND.items()
    ]
    return {kind.name: kind for kind in (*catalog.CATALOG, *behind)}


_BEHIND: Mapping[type[Record], str] = {
    Document: N_("documento"),
    SaleLine: N_("línea de venta"),
    Opening: N_("apertura de mes"),
    OpeningBalance: N_("saldo inicial"),
    OpeningStock: N_("stock inicial"),
    SpoiledSlip: N_("hoja inutilizada"),
    SeriesStart: N_("inicio de numeración"),
    Loan: N_("préstamo"),
    Attendance: N_("asistencia"),
    TopUp: N_("reintegro"),
    SharedTopUp: N_("reintegro repartido"),
    LotSettlement: N_("liquidación de lote"),
    KeptForecast: N_("cálculo guardado"),
    PlanVersion: N_("versión del plan"),
}


# A row --------------------------------------------------------------------------------------------


def _shown(
    number: int,
    moment: str,
    who: str,
    action: str,
    table: str,
    record: int,
    changes: str,
    forgotten: int,
    name: str | None,
) -> Row:
    kind = kinds().get(table)
    which = name or (_("N° {key}").format(key=record) if kind is not None else "")
    what = _("se retiraron los datos personales") if forgotten else ""
    if kind is not None and action == CHANGED and not forgotten:
        what = ", ".join(_labels(kind.model, changes))
    return number, moment, who or _("Alguien"), _done(action, table, record), which, what


def _done(action: str, table: str, record: int) -> str:
    """«cambió socio»; of what another program did, how much that was."""
    if action == OUTSIDE:
        say = ngettext(
            "encontró {n} cambio hecho con otro programa",
            "encontró {n} cambios hechos con otro programa",
            record,
        )
        return say.format(n=record)
    kind = kinds().get(table)
    one = _(kind.one) if kind is not None else table
    return f"{_(VERBS[action])} {one}" if action in VERBS else one


def _labels(model: type[Record], changes: str) -> list[str]:
    """What the data are called in which something changed."""
    columns = {one.column_name: one for one in model._meta.sorted_fields}
    return [
        _(columns[column].verbose_name or columns[column].name)
        for column, _before, _after in history.parts(changes)
        if column in columns
    ]


@cache
def _name() -> str:
    """SQL of what the record of a change is called now, whichever kind it is of."""
    known = ((name, _name_in(kind.model)) for name, kind in kinds().items())
    cases = " ".join(f"WHEN '{name}' THEN ({found})" for name, found in known if found)
    return f"CASE kind {cases} END"


def _name_in(model: type[Record]) -> str:
    fields, table = model._meta.fields, str(model._meta.table_name)
    key = key_field(model)
    if isinstance(key, ForeignKeyField):  # a paper is called by its number
        return "SELECT number FROM document WHERE id = change.record"
    where = f"WHERE {table}.{key.column_name} = change.record"
    if "member" in fields and "name" not in fields:
        of = f"SELECT member.name FROM {table} JOIN member ON member.id = {table}.member_id"
        return f"{of} {where}"
    if {"name", "code"} <= fields.keys():
        return f"SELECT trim(name || ' (' || code || ')') FROM {table} {where}"
    for one in ("name", "number", "title", "month"):
        if one in fields:
            return f"SELECT {one} FROM {table} {where}"
    if "day" in fields:
        return f"SELECT strftime('%d/%m/%Y', day) FROM {table} {where}"
    return ""


# What is looked for -------------------------------------------------------------------------------

# SQLite knows no accents and no capitals but those of English: each letter is any of these.
_LETTERS: dict[str, str] = {}
for _one in (*ascii_letters, *map(chr, range(0xC0, 0x180))):
    if folded(_one) in ascii_lowercase:
        _LETTERS[folded(_one)] = _LETTERS.get(folded(_one), "") + _one
_EXACT = str.maketrans({one: f"\\{one}" for one in "%_\\"})


def _pattern(word: str) -> str:
    """For GLOB: texts that contain the folded word however it is written there."""
    letters = (f"[{_LETTERS.get(one, one)}]" for one in word)
    return f"*{''.join(letters)}*"


def _found(word: str) -> tuple[str, list[Any]]:
    """Whether a change has that word: who, what was done, what was written, or whose record it is."""
    verbs = [action for action, verb in VERBS.items() if word in folded(_(verb))]
    tables = [name for name, kind in kinds().items() if word in folded(_(kind.one))]
    likely = _pattern(word)
    exact = f"%{word.translate(_EXACT)}%"
    conditions = [
        "who GLOB ?",
        "changes GLOB ?",
        f"action IN ({', '.join('?' * len(verbs))})",
        f"kind IN ({', '.join('?' * len(tables))})",
    ]
    values: list[Any] = [likely, likely, *verbs, *tables]
    for column in _columns_called(word):
        conditions.append("(action = 'update' AND instr(changes, ?))")
        values.append(f"{column}{history.PART}")
    for kind in catalog.CATALOG:
        key = key_field(kind.model).column_name
        conditions.append(
            f"(kind = '{kind.name}' AND record IN"
            f" (SELECT {key} FROM {kind.name} WHERE found_by LIKE ? ESCAPE '\\'))"
        )
        values.append(exact)
    return f"({' OR '.join(conditions)})", values


def _columns_called(word: str) -> set[str]:
    """The columns whose data people call by that word: «celular»."""
    return {
        one.column_name
        for kind in kinds().values()
        for one in kind.model._meta.sorted_fields
        if one.verbose_name and word in folded(_(one.verbose_name))
    }
