"""What can be done with a lot from several screens."""

from models.language import _
from models.produce.lots import Lot
from ui import printing
from ui.context import Context


def open_sheet(context: Context, lot: Lot) -> None:
    """The lot sheet for the assembly as a PDF, opened where the system can."""
    from reports.files import safe_name, write_whole
    from reports.papers.lot_sheet import lot_sheet_pdf

    name = f"lote-{safe_name(str(lot))}.pdf"
    path = write_whole(printing.folder("lotes") / name, lot_sheet_pdf(lot))
    words = _("Se abre {path}") if printing.open_with_system(path) else _("Está en {path}")
    context.say(words.format(path=path))
