"""What can be done with a lot from several screens."""

from functools import partial

from models.exports import PAPERS, Taken, members_in
from models.language import _
from models.produce.lots import Lot
from ui.context import Context
from ui.previewing.printout import Unnumbered


def open_sheet(context: Context, lot: Lot) -> None:
    """The lot sheet for the assembly, as it will be printed."""
    from reports.files import safe_name
    from reports.papers.lot_sheet import lot_sheet_pdf

    title = _("Hoja del lote «{lot}»").format(lot=lot)
    name = f"lote-{safe_name(str(lot))}.pdf"
    taken = Taken(lot.association, PAPERS, title, members_in(lot))
    paper = Unnumbered(title, "lot_sheet", "lotes", name, partial(lot_sheet_pdf, lot), taken)
    context.go("preview", printout=paper)
