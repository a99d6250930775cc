"""Undoing an import: asked once, with why, and done whole or not at all."""

from tkinter import Misc

from models.changes import Refused
from models.importing.imports import Import
from models.importing.undoing import undone
from models.language import N_, _
from ui.context import Context
from ui.importing.work import store_in_sight
from ui.widgets.dialogs import Voiding, ask_reason, tell

REASONS = (N_("Era otro archivo"), N_("El archivo estaba mal"), N_("Se importó antes de tiempo"))


def undo_import(parent: Misc, context: Context, run: Import) -> bool:
    """Whether it was undone; what stands in the way is said."""
    voiding = Voiding(
        question=_("¿Deshacer la importación de «{file}»?").format(file=run.file_name),
        about=_("Importado el {day}").format(day=run.text("moment")),
        facts=[
            ("slash-circle", _("Sus papeles se anulan y guardan su número.")),
            (
                "people",
                _("Sus socios, parcelas y cosechas se quitan, si nada se registró con ellos."),
            ),
            ("arrow-counterclockwise", _("Se deshace todo o nada.")),
        ],
        reasons=REASONS,
        yes=_("Deshacer la importación"),
        no=N_("No deshacer"),
        why=N_("¿Por qué se deshace?"),
        note=N_("El motivo queda en cada papel anulado."),
    )
    if (reason := ask_reason(parent, voiding)) is None:
        return False
    try:
        left = store_in_sight(parent, _("Deshaciendo"), _("Dejar como estaba"), undone(run, reason))
    except Refused as refused:
        tell(parent, _("No se deshizo"), str(refused))
        return False
    if left is None:
        context.say(_("Se dejó como estaba. No se deshizo nada."), "warn")
        return False
    context.refresh()
    say = _("Se deshizo la importación de «{file}».").format(file=run.file_name)
    if left:
        kept = _("Quedan {n} registros, porque papeles anulados los nombran.").format(n=left)
        say = f"{say} {kept}"
    context.say(say)
    return True
