"""Who changed what, when: every change of every record, before and after, as people read it.

Kept by triggers, so no door is missed. peewee's own change log writes JSON, which SQLite does not
let a trigger do in a file it does not trust (trusted_schema = 0), and knows no person; these
triggers are of the same kind, in plain SQL.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from peewee import BlobField, Field, ForeignKeyField, IntegerField, Model, SqliteDatabase, TextField

from models.chain import FORGOTTEN, seal, sealed
from models.changes import database, transaction
from models.fields import DniField, MaskedField, line, show
from models.language import N_, _
from models.record import Record, RecordType, RulesBroken, key_field

CREATED, CHANGED, REMOVED, RESTORED = "insert", "update", "delete", "restore"
VOUCHED = "vouch"  # somebody went on knowing what `revisar` tells
FOUND = "found"  # stood in the file before its history began
VERBS = {  # each after who did it, before what it was done to
    CREATED: N_("registró"),
    CHANGED: N_("cambió"),
    REMOVED: N_("borró"),
    RESTORED: N_("restauró de una copia"),
    VOUCHED: N_("siguió trabajando, sabiendo lo que se encontró en"),
    FORGOTTEN: N_("retiró los datos personales"),
    FOUND: N_("encontró"),
}
WHOLE = (CREATED, FOUND, FORGOTTEN)  # these tell all the record says from then on
_SILENT = ("found_by",)  # follows from the rest, and would tell it twice
# Between the parts of one change, and between changes: characters no reader lets in (fields.line).
PART, _END = "\x1f", "\x1e"
_QUOTE = "'"
_COPY = "copy"  # in the place of a column: the file a book was put back from
_TOLD = "told"  # likewise: one thing that was found and known


class Signature(Model):
    """One row: who is working now. The triggers read it."""

    if TYPE_CHECKING:
        id: Any

    name = TextField()

    class Meta:
        database = database
        strict_tables = True


class Change(Model):
    """One change of one record. Rows are added by triggers only, never altered."""

    if TYPE_CHECKING:
        id: Any

    moment = TextField()  # AAAA-MM-DDTHH:MM:SS.mmm, local
    who = TextField()
    action = TextField()
    kind = TextField()
    record = IntegerField()
    changes = TextField()  # column, value before and value after as SQL writes them
    salt = BlobField(null=True)  # this and what follows: see models.chain
    seal = BlobField(null=True)  # kept of what was forgotten
    link = BlobField(null=True)

    class Meta:
        database = database
        strict_tables = True
        indexes = ((("kind", "record"), False), (("moment",), False))


def keep(models: list[type[Record]], into: SqliteDatabase = database) -> None:
    """Install the triggers of these tables anew; needed after every change of a table."""
    for model in models:
        for action in (CREATED, CHANGED, REMOVED):
            table = model._meta.table_name
            into.execute_sql(f"DROP TRIGGER IF EXISTS {table}_history_{action}")
            into.execute_sql(_trigger(model, action))


def note_found(models: list[type[Record]], into: SqliteDatabase = database) -> None:
    """Write down each row that stood in the file before its history began: seeds, mostly."""
    for model in models:
        table, key = model._meta.table_name, key_field(model).column_name
        into.execute_sql(
            f"INSERT INTO change (moment, who, action, kind, record, changes)"
            f" SELECT {_NOW}, '', '{FOUND}', '{table}', {key}, {row_as_written(model)}"
            f" FROM {table} WHERE NOT EXISTS"
            f" (SELECT 1 FROM change WHERE kind = '{table}' AND record = {table}.{key})"
        )


_NOW = "strftime('%Y-%m-%dT%H:%M:%f', 'now', 'localtime')"


def _trigger(model: type[Record], action: str) -> str:
    table, key = model._meta.table_name, key_field(model).column_name
    before = "OLD" if action != CREATED else ""
    after = "NEW" if action != REMOVED else ""
    changes = _as_written(model, before, after)
    something = f" WHEN {changes} <> ''" if action == CHANGED else ""
    return (
        f"CREATE TRIGGER {table}_history_{action} AFTER {action} ON {table}{something}"
        " BEGIN INSERT INTO change (moment, who, action, kind, record, changes) VALUES"
        f" ({_NOW}, coalesce((SELECT name FROM signature), ''),"
        f" '{action}', '{table}', {after or before}.{key}, {changes}); END"
    )


def row_as_written(model: type[Record]) -> str:
    """SQL of what a change says of a row of this table that is new as it stands."""
    return _as_written(model, "", str(model._meta.table_name))


def _as_written(model: type[Record], before: str, after: str) -> str:
    """SQL of all columns in which the row `before` is not the row `after`; "" for no row."""
    parts = []
    for one in model._meta.sorted_fields:
        if one.name in _SILENT or one.primary_key:
            continue
        old = f"{before}.{one.column_name}" if before else "NULL"
        new = f"{after}.{one.column_name}" if after else "NULL"
        parts.append(
            f"CASE WHEN {old} IS NOT {new} THEN '{one.column_name}{PART}' || quote({old})"
            f" || '{PART}' || quote({new}) || '{_END}' ELSE '' END"
        )
    return " || ".join(parts)


@transaction()
def forget(kind: RecordType, key: int) -> None:
    """Take out of the history what this record ever said, and say that it was taken out.

    To be called when the record itself says no more than may stay: that much is written down with
    the forgetting. Who changed it, and when, stays; the chain holds as before.
    """
    seal()
    table, model = kind.name, kind.model
    connection = database.connection()
    connection.execute(
        "INSERT INTO change (moment, who, action, kind, record, changes)"
        f" SELECT {_NOW}, ?, ?, ?, ?, coalesce((SELECT {row_as_written(model)} FROM {table}"
        f" WHERE {key_field(model).column_name} = ?), '')",
        (signed(), FORGOTTEN, table, key, key),
    )
    earlier = connection.execute(
        "SELECT salt, who, changes, id FROM change"
        " WHERE kind = ? AND record = ? AND salt IS NOT NULL",
        (table, key),
    ).fetchall()
    connection.executemany(
        "UPDATE change SET changes = '', salt = NULL, seal = ? WHERE id = ?",
        [(sealed(salt, who, words), number) for salt, who, words, number in earlier],
    )


def signed() -> str:
    """In whose name changes are made now; "" while nobody said."""
    return Signature.select(Signature.name).scalar() or ""


def signed_lately(most: int = 4) -> list[str]:
    """In whose names the newest changes were made, the last one first."""
    rows = database.execute_sql(
        "SELECT who FROM (SELECT who, id FROM change ORDER BY id DESC LIMIT 2000)"
        " WHERE who <> '' GROUP BY who ORDER BY max(id) DESC LIMIT ?",
        (most,),
    )
    return [who for (who,) in rows.fetchall()]


def sign(name: str) -> None:
    """From now on changes are made in this person's name."""
    try:
        name = line(name)
    except ValueError as unreadable:
        raise RulesBroken({"name": str(unreadable)}) from unreadable
    if Signature.select(Signature.name).scalar() != name:
        with transaction():
            Signature.insert(id=1, name=name).on_conflict(
                conflict_target=[Signature.id], preserve=[Signature.name]
            ).execute()


def note_restored(copy: str) -> None:
    """Write down that the book was put back as the copy of that file name held it."""
    with transaction():
        _note_of_book(RESTORED, _COPY, [copy])


def note_vouched(found: list[str]) -> None:
    """Write down that somebody knows what was found in the book, and works on."""
    with transaction():
        _note_of_book(VOUCHED, _TOLD, found)


def vouched() -> set[str]:
    """All that was found in the book and known when somebody worked on."""
    rows = database.execute_sql(
        "SELECT changes FROM change WHERE action = ?", (VOUCHED,)
    ).fetchall()
    return {_unquoted(after) for (changes,) in rows for _column, _before, after in parts(changes)}


def _note_of_book(action: str, column: str, words: list[str]) -> None:
    changes = "".join(
        f"{column}{PART}NULL{PART}'{one.replace(_QUOTE, _QUOTE * 2)}'{_END}" for one in words
    )
    for (key,) in database.execute_sql("SELECT id FROM association").fetchall():
        Change.insert(
            moment=datetime.now().isoformat(timespec="milliseconds"),
            who=signed(),
            action=action,
            kind="association",
            record=key,
            changes=changes,
        ).execute()


def _unquoted(written: str) -> str:
    return written[1:-1].replace(_QUOTE * 2, _QUOTE)


@dataclass(frozen=True)
class Sentence:
    """One change as people read it."""

    moment: str  # AAAA-MM-DDTHH:MM:SS.mmm, local
    who: str
    text: str


def of(kind: RecordType, record: Record) -> list[Sentence]:
    """All that happened to a record, the newest first."""
    rows = Change.select().where(Change.kind == kind.name, Change.record == record.key)
    name = called(record)
    return [sentence(row, kind, name) for row in rows.order_by(Change.id.desc())]


def of_paper(kind: RecordType, record: Record, document: Record) -> list[Sentence]:
    """All that happened to something issued and to its numbered paper, the newest first."""
    paper = replace(kind, model=type(document))
    own = (Change.kind == kind.name) & (Change.record == record.key)
    numbered = (Change.kind == paper.name) & (Change.record == document.key)
    rows = Change.select().where(own | numbered).order_by(Change.id.desc())
    name = called(document)
    return [sentence(row, kind if row.kind == kind.name else paper, name) for row in rows]


def called(record: Record) -> str:
    """«Julián Mamani (S-0012)»: what people call it, with the code it may have."""
    code = record.text("code") if "code" in record._meta.fields else ""
    name = str(record)
    return name if not code or code in name else f"{name} ({code})"


def parts(changes: str) -> Iterator[tuple[str, str, str]]:
    """Column, value before and value after as SQL writes them, of each part of a change."""
    for part in changes.split(_END)[:-1]:
        column, before, after = part.split(PART)
        yield column, before, after


def sentence(row: Change, kind: RecordType, name: str) -> Sentence:
    """One change of the record of that name, as people read it."""
    which = _("la {one} {name}") if kind.is_feminine else _("el {one} {name}")
    named = which.format(one=_(kind.one), name=name or _("N° {key}").format(key=row.record))
    who = row.who or _("Alguien")
    if row.action == FOUND:
        say = _("Cuando empezó el historial ya estaba {which}").format(which=named)
    elif row.action == FORGOTTEN:
        say = _("{who} retiró los datos personales que había de {which}").format(
            who=who, which=_("{one} N° {key}").format(one=_(kind.one), key=row.record)
        )
    else:
        say = _("{who} {did} {which}").format(who=who, did=_(VERBS[row.action]), which=named)
    if row.seal is not None:
        details = _("se retiraron los datos personales")
    else:
        details = "; ".join(_details(row.changes, kind.model, row.action))
    return Sentence(row.moment, row.who, f"{say}: {details}." if details else f"{say}.")


def _details(changes: str, model: type[Record], action: str) -> Iterator[str]:
    if action == FORGOTTEN:
        return  # what stayed was known before
    columns = {one.column_name: one for one in model._meta.sorted_fields}
    for column, before, after in parts(changes):
        field = columns.get(column)
        if column == _COPY and action == RESTORED:
            yield _("Copia: {name}").format(name=_unquoted(after))
        if column == _TOLD and action == VOUCHED:
            yield _unquoted(after).rstrip(".")
        if field is None or (field.name == "uid" and action != CHANGED):
            continue
        label = _(field.verbose_name or field.name)
        old, new = words(field, before), words(field, after)
        if action == CHANGED:
            yield _how_changed(old, new).format(label=label, before=old, after=new)
        elif new or old:
            yield f"{label}: {new or old}"


def _how_changed(old: str, new: str) -> str:
    if not old:
        return _("{label}: se puso «{after}»")
    if not new:
        return _("{label}: se quitó «{before}»")
    return _("{label}: de «{before}» a «{after}»")


def words(field: Field, stored: str) -> str:
    """What SQL wrote of a value, as it is shown; a reference by the words of what it points to."""
    if stored == "NULL":
        return ""
    value = _unquoted(stored) if stored.startswith("'") else int(stored)
    if isinstance(field, ForeignKeyField):
        other = field.rel_model.get_or_none(field.rel_field == value)
        return str(other) if other is not None else str(value)
    if isinstance(field, DniField):  # whoever reads the history need not read these
        field = MaskedField()
    return show(field, field.python_value(value))
