"""Reading the points of plots from a file: which file, which plot, and what is doubtful."""

from pathlib import Path
from tkinter import Misc, filedialog

from models.changes import Refused
from models.land.gps import MOST_BYTES, read_shapes
from models.land.mapping import assigned, put_on_map
from models.language import _, ngettext
from models.produce.plots import Plot
from models.record import Doubtful
from ui.context import Context
from ui.widgets.dialogs import ask

KINDS = ("*.geojson", "*.json", "*.kml", "*.gpx", "*.csv", "*.txt")


def read_gps(parent: Misc, context: Context, chosen: Plot | None = None) -> None:
    """Ask for a file and put its plots on the map; a single shape is that of the `chosen` plot."""
    picked = filedialog.askopenfilename(
        parent=parent,
        title=_("¿Qué archivo del GPS se lee?"),
        filetypes=[(_("Archivos de GPS"), KINDS), (_("Todos los archivos"), "*")],
    )
    if picked:
        take(parent, context, Path(picked), chosen)


def take(parent: Misc, context: Context, path: Path, chosen: Plot | None = None) -> None:
    """Put the plots of this file on the map, all or none; what is doubtful is asked first."""
    try:
        shapes = read_shapes(path.name, _content(path))
        pairs = assigned(context.association, shapes, chosen)
        try:
            put_on_map(pairs)
        except Doubtful as doubt:
            sure = ask(
                parent,
                _("¿Se guardan estos puntos?"),
                str(doubt),
                _("Guardar los puntos"),
                _("No guardar"),
                safe=True,
            )
            if not sure:
                return
            put_on_map(pairs, sure=True)
    except Refused as refused:
        context.say(str(refused), "danger")
        return
    codes = ", ".join(str(plot.code) for plot, _shape in pairs[:8])
    say = ngettext("Puntos guardados de {codes}.", "Puntos guardados de {n}: {codes}.", len(pairs))
    context.say(say.format(codes=codes, n=len(pairs)))


def _content(path: Path) -> bytes:
    """One byte more than may be read: enough to see that there is too much."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as trouble:
        raise Refused(_("No se puede leer «{file}».").format(file=path.name)) from trouble
