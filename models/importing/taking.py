"""Taking a checked file into the book: after a copy, all of it or nothing, and remembered."""

from collections.abc import Mapping

from models.associations import Association
from models.changes import Refused, transaction
from models.file import copies
from models.importing.checking import Report, stamp
from models.importing.draft import Draft
from models.importing.imports import Import
from models.importing.kinds import BY_NAME
from models.importing.steps import Steps
from models.importing.storing import stored
from models.language import _


def taken_in(association: Association, draft: Draft, report: Report) -> Steps[Import]:
    """Copy the book and store what was checked, in steps; answers the Import.

    Refused while a cell is in question, where nothing is new, and where the book changed since.
    """
    if report.stops:
        raise Refused(_("Todavía hay celdas por corregir o confirmar. No se importó nada."))
    if report.is_empty:
        raise Refused(_("No hay nada nuevo que importar."))
    if stamp() != report.stamp:
        raise Refused(_("El libro cambió después de revisar el archivo. Revíselo otra vez."))
    yield from copies.copied(copies.copies_folder())
    with transaction():
        run = yield from stored(association, report.plan, report.known, draft.path.name)
        draft.remember(association)
    return run


def said(counts: Mapping[str, int]) -> str:
    """«120 socios, 340 entregas»; "" where there is nothing."""
    words = []
    for name, count in counts.items():
        if count:
            kind = BY_NAME[name]
            words.append(f"{count:,} {_(kind.one if count == 1 else kind.many)}")
    return ", ".join(words)
