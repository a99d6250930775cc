"""Undoing an import: all it made goes, or stays, as a whole.

Its papers are voided by the one door (`voiding`), the newest first, and keep their numbers. Its
registers are removed; those that only void papers of the import still name stay in the padrón.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from models.changes import Refused, note, transaction
from models.documents import Document, kept_reason
from models.importing.imports import MADE, Import, made_by
from models.importing.steps import Steps, linked, to_its_end
from models.language import _
from models.produce.harvests import Harvest
from models.record import Record, key_field, rows
from models.voiding import void

SLICE = 400  # keys in one question


def undo(run: Import, reason: str) -> int:
    """All of it at once; how many registers stay because void papers name them."""
    return to_its_end(undone(run, reason))


def undone(run: Import, reason: str) -> Steps[int]:
    """Undo it in steps within one transaction: yields how far it is. Given up, nothing changed."""
    with transaction():
        kept = kept_reason(reason, _("Escriba por qué se deshace."))
        stored = Import.get_by_id(run.id)
        if not stored.stands:
            raise Refused(_("Esa importación ya se deshizo."))
        keys = made_by(run, "document")
        papers = list(_found(Document, keys))
        if not any(paper.is_valid for paper in papers) and papers:
            _check_registers_alone(run)
        yield from linked(_void_papers(papers, kept))
        left = 0
        for kind in _REGISTERS:
            left += yield from linked(_remove(kind, made_by(run, kind), set(keys)))
        stored.undone = datetime.now().isoformat(timespec="seconds")
        stored.reason = kept
        stored.save()
        note(Import)
    run.undone, run.reason = stored.undone, kept
    return left


def _check_registers_alone(run: Import) -> None:
    """Papers that were all voided one by one before leave only the registers to remove."""
    if not any(made_by(run, kind) for kind in _REGISTERS):
        raise Refused(_("Todos sus papeles ya están anulados; no hay qué deshacer."))


_REGISTERS = ("harvest", "plot", "member")


def _void_papers(papers: list[Document], reason: str) -> Steps[None]:
    """Void them, the last one first: what was paid before what it was paid for."""
    valid = [paper for paper in papers if paper.is_valid]
    for done, paper in enumerate(reversed(valid), 1):
        day = max(date.today(), paper.day)
        try:
            void(paper, day, reason)
        except Refused as refused:
            raise Refused(
                _("No se deshizo nada. {number}: {why}").format(number=paper, why=refused)
            ) from refused
        yield done, len(valid)


def _remove(kind: str, keys: list[int], papers: set[int]) -> Steps[int]:
    """Take away the registers of a kind; refused if anything but these papers stands on them.

    Answers how many stay, because the papers name them.
    """
    model = MADE[kind]
    here = list(_found(model, keys))
    named: set[int] = set()
    for reference, other in model._meta.backrefs.items():
        for key, standing in _standing(reference, other, [one.key for one in here]):
            if standing not in papers or not _is_paper(other):
                who = next(one for one in here if one.key == key)
                raise Refused(_blocked(who, other))
            named.add(key)
    for done, one in enumerate(here, 1):
        if one.key not in named:
            one.remove()
        yield done, len(here)
    return len(named)


def _is_paper(other: Any) -> bool:
    """Whether its key is that of its document."""
    return str(key_field(other).name) == "document"


def _standing(reference: Any, other: Any, keys: list[int]) -> Iterator[tuple[int, int]]:
    """Key of a register, and of a record that names it."""
    for start in range(0, len(keys), SLICE):
        some = keys[start : start + SLICE]
        yield from rows(other.select(reference, key_field(other)).where(reference.in_(some)))


def _blocked(who: Record, other: Any) -> str:
    what = _("cosechas") if other is Harvest else _("otros registros")
    say = _("No se deshizo nada: {name} tiene {what} que se registraron después. Quítelos primero.")
    return say.format(name=who, what=what)


def _found(model: Any, keys: list[int]) -> Iterator[Any]:
    """The records of these keys that are still there, in their order."""
    key = key_field(model)
    for start in range(0, len(keys), SLICE):
        some = keys[start : start + SLICE]
        yield from model.select().where(key.in_(some)).order_by(key)
