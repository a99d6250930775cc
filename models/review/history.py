"""Whether the history is as it was written, and whether every record is as its history says.

The links of the chain tell what was done to the history; the history tells what was done to the
records behind the back of its triggers. One reading of both, table by table, in order.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from itertools import groupby
from operator import itemgetter

from peewee import DoesNotExist, Field

from models import chain, history, history_pages
from models.associations import Association
from models.chain import ALTERED, ERASED, MISSING, OUTSIDE, Break
from models.changes import database
from models.documents import Document
from models.fields import show
from models.file import schema
from models.history import CHANGED, REMOVED, WHOLE
from models.language import _, ngettext
from models.record import Record, RecordType, key_field

Told = Mapping[str, str]  # column -> value as SQL writes it

_SHOWN = 20  # places told one by one; a book tampered with throughout has thousands


def altered_history() -> Iterator[str]:
    """A sentence for each place where the history is not as it was written."""
    kinds = history_pages.kinds()
    for place, found in enumerate(chain.breaks(database.connection())):
        if place == _SHOWN:
            yield _("El historial tiene más lugares alterados.")
            return
        yield _of_break(found, kinds)
    yield from _by_others()


def _by_others() -> Iterator[str]:
    """What another program wrote stays told once it is linked: nobody has vouched for it."""
    asked = "SELECT id, record, moment FROM change WHERE action = ? ORDER BY id LIMIT ?"
    for number, count, moment in database.execute_sql(asked, (OUTSIDE, _SHOWN)).fetchall():
        say = ngettext(
            "Otro programa hizo {n} cambio en el libro. Se encontró el {day}: anotación N° {number}.",
            "Otro programa hizo {n} cambios en el libro. Se encontraron el {day}: anotación N° {number}.",
            count,
        )
        yield say.format(n=count, day=_day(moment), number=number)


def _of_break(found: Break, kinds: Mapping[str, RecordType]) -> str:
    if found.what == MISSING:
        return ngettext(
            "En el historial de cambios falta {count} anotación, la N° {number} ({when}).",
            "En el historial de cambios faltan {count} anotaciones, desde la N° {number} ({when}).",
            found.count,
        ).format(count=found.count, number=found.number, when=_between(found))
    if found.what == ALTERED:
        say = _("Se alteró la anotación N° {number} del historial ({whose}, {when}).")
    elif found.what == ERASED:
        say = _("Se vació sin decirlo la anotación N° {number} del historial ({whose}, {when}).")
    else:
        say = _("La anotación N° {number} del historial la hizo otro programa ({whose}, {when}).")
    kind = kinds.get(found.kind)
    one = _(kind.one) if kind is not None else found.kind
    whose = _("{one} N° {key}").format(one=one, key=found.record)
    return say.format(number=found.number, whose=whose, when=_between(found))


def _between(found: Break) -> str:
    since, until = _day(found.since or found.until), _day(found.until)
    if since == until:
        return until
    return _("entre el {since} y el {until}").format(since=since, until=until)


def _day(moment: str) -> str:
    try:
        return show(Document.day, date.fromisoformat(moment[:10]))
    except ValueError:  # altered
        return moment[:10]


# The records --------------------------------------------------------------------------------


def altered_records(association: Association | None = None) -> Iterator[str]:
    """A sentence for each record that is not as its history left it, of that association or all."""
    kinds = history_pages.kinds()
    for model in schema.with_history():
        for key, say in _altered_in(model):
            if _concerns(association, model, key):
                yield _("{record}: {what}").format(record=_name(model, key, kinds), what=say)


def _altered_in(model: type[Record]) -> Iterator[tuple[int, str]]:
    """Key, and what is wrong. Rows and changes are read side by side, each in the order of keys."""
    table, key = str(model._meta.table_name), key_field(model).column_name
    asked = f"SELECT {key}, {history.row_as_written(model)} FROM {table} ORDER BY {key}"
    rows = iter(database.execute_sql(asked))
    changes = database.execute_sql(
        "SELECT record, action, changes FROM change WHERE kind = ? ORDER BY record, id", (table,)
    )
    usual = _usual(table)
    row = next(rows, None)
    for record, its_changes in groupby(changes, key=itemgetter(0)):
        while row is not None and row[0] < record:
            yield row[0], _("no está en el historial; lo escribió otro programa.")
            row = next(rows, None)
        now = row[1] if row is not None and row[0] == record else None
        yield from ((record, say) for say in _differences(model, list(its_changes), now, usual))
        if now is not None:
            row = next(rows, None)
    while row is not None:
        yield row[0], _("no está en el historial; lo escribió otro programa.")
        row = next(rows, None)


def _usual(table: str) -> Told:
    """What a row has in a column that came later than the row."""
    columns = database.execute_sql(f"PRAGMA table_info({table})").fetchall()
    return {name: usual for _place, name, _type, _null, usual, _key in columns if usual is not None}


def _differences(
    model: type[Record], its_changes: list[tuple[int, str, str]], now: str | None, usual: Told
) -> Iterator[str]:
    if len(its_changes) == 1 and its_changes[0][1] in WHOLE and its_changes[0][2] == now:
        return  # as it was entered: so stand nearly all
    last = _last_told(its_changes)
    if last is None or now is None:
        if last is None and now is not None:
            yield _("según el historial se borró, y está.")
        elif last is not None:
            yield _("ya no está, y según el historial no se borró.")
        return
    stands = {column: after for column, _before, after in history.parts(now)}
    for one in model._meta.sorted_fields:
        column = one.column_name
        kept = last.get(column, stands.get(column) if column == "uid" else usual.get(column))
        is_now = stands.get(column)
        if column in last.keys() | stands.keys() and (kept or "NULL") != (is_now or "NULL"):
            yield _("«{label}» dice «{now}» y según el historial es «{told}».").format(
                label=_(one.verbose_name or one.name),
                now=_said(one, is_now or "NULL"),
                told=_said(one, kept or "NULL"),
            )


def _said(field: Field, stored: str) -> str:
    try:
        return history.words(field, stored)
    except (ValueError, TypeError):  # no value of this field, whoever wrote it there
        return stored.strip("'")


def _last_told(its_changes: list[tuple[int, str, str]]) -> dict[str, str] | None:
    """What the history says last of each column; None of what was taken away."""
    last: dict[str, str] | None = {}
    for _record, action, changes in its_changes:
        after = {column: value for column, _before, value in history.parts(changes)}
        if action in WHOLE:
            last = after or None  # what was forgotten may have been taken away before
        elif action == REMOVED:
            last = None
        elif action == CHANGED:
            last = {**(last or {}), **after}
    return last


def _concerns(association: Association | None, model: type[Record], key: int) -> bool:
    """Whether the record is that association's, as far as it says; what says nothing is all's."""
    field = model._meta.fields.get("association")
    if association is None or field is None:
        return True
    own = model.select(field).where(key_field(model) == key).tuples().first()
    return own is None or own[0] == association.id


def _name(model: type[Record], key: int, kinds: Mapping[str, RecordType]) -> str:
    table = str(model._meta.table_name)
    if table not in kinds:
        return _("En «{table}», la fila {row}").format(table=table, row=key)
    one = _(kinds[table].one)
    one = one[:1].upper() + one[1:]
    with suppress(ValueError, TypeError, DoesNotExist):  # what was altered may not read as a name
        return _("{one} «{name}»").format(one=one, name=model.get(key_field(model) == key))
    return _("{one} N° {key}").format(one=one, key=key)
