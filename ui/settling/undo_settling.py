"""Undoing a settling whole: why is asked, and a refusal says what comes first."""

from datetime import date
from tkinter import Misc

from models.changes import Refused
from models.documents import why_not_on
from models.language import N_, _
from models.settling.settle import undo_settlement
from models.settling.settlements import LotSettlement, settlements_of
from ui.context import Context
from ui.widgets.amounts import soles
from ui.widgets.dialogs import Voiding, ask_reason_and_day, tell

REASONS = (N_("Faltó un gasto"), N_("Descuento equivocado"), N_("Fecha equivocada"))


def undo_settling(parent: Misc, context: Context, run: LotSettlement) -> bool:
    """Whether every paper of the settling was voided."""
    papers = [one for one in settlements_of(run) if one.document.is_valid]
    if not papers:
        return False
    used = _("Los números {first} a {last} quedan usados y siguen en la lista, tachados.")
    back = _("Los adelantos, las deudas y el dinero del lote quedan como antes de liquidar.")
    voiding = Voiding(
        _("¿Anular la liquidación del lote «{lot}»?").format(lot=run.lot),
        "  ·  ".join((f"{run.day:%d/%m/%Y}", soles(sum(one.net for one in papers)))),
        [
            ("123", used.format(first=papers[0], last=papers[-1])),
            ("cash-stack", back),
            ("arrow-repeat", _("Después se puede liquidar de nuevo.")),
        ],
        REASONS,
        _("Anular la liquidación"),
        N_("El motivo queda escrito en los papeles y en la lista de anulados."),
        day=max(date.today(), run.day),
        judge=lambda day: why_not_on(papers[0].document, day),
    )
    if (answer := ask_reason_and_day(parent, voiding)) is None:
        return False
    reason, day = answer
    try:
        undo_settlement(run, day, reason)
    except Refused as refused:
        tell(parent, _("No se puede anular"), str(refused))
        return False
    words = _("Anulada la liquidación del lote «{lot}».").format(lot=run.lot)
    context.say(words, "warn")
    return True
