"""«El mes cuadra»: what is looked at before a month is closed (domain 6.1).

A fault stops the closing, a warning is written down with it, a hint is only said. Each names what
to open to put it right.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from models.associations import Association
from models.language import N_, _
from models.months import Month, newest_opening
from models.record import Record

FAULT, WARNING, HINT = "fault", "warning", "hint"
LEVELS = ((FAULT, N_("Falta arreglar")), (WARNING, N_("Revise")), (HINT, N_("Para saber")))


@dataclass(frozen=True)
class Finding:
    """One thing that was found: how grave, in words, and the record or place behind it."""

    level: str
    sentence: str
    record: Record | None = None
    place: str = ""

    def __str__(self) -> str:
        return self.sentence


def findings(association: Association, month: Month) -> list[Finding]:
    """All that is to be known before closing the month, the gravest first."""
    order = [level for level, _title in LEVELS]
    return sorted(_all(association, month), key=lambda one: order.index(one.level))


def _all(association: Association, month: Month) -> Iterator[Finding]:
    yield from _in_order(association, month)


def _in_order(association: Association, month: Month) -> Iterator[Finding]:
    opening = newest_opening(association)
    if opening is None:
        yield Finding(FAULT, _("Primero registre los saldos con que empieza el libro."))
    elif str(opening.month) > str(month):
        yield Finding(FAULT, _("El mes de {month} ya está cerrado.").format(month=month.title))
    elif str(opening.month) < str(month):
        first = Month.of(opening.day)
        yield Finding(FAULT, _("Primero cierre {month}.").format(month=first.title))
