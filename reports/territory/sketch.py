"""Croquis de parcelas: where the plots of each community lie, drawn to scale, and a list of them.

A sketch for people who know the ground: no roads, no relief, north above. It needs no internet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, Rect, String
from reportlab.lib.colors import Color
from reportlab.lib.units import mm

from models.associations import Association
from models.fields import HectaresField, show
from models.land.mapping import Placed, placed_plots
from models.land.points import Point, metres, middle
from models.language import _, ngettext, speaking
from reports.papers.blocks import WIDTH, Block, Column, Grid, Picture, Row, Say
from reports.papers.heads import letterhead_of, short_day
from reports.papers.pages import Folio, folio_pdf
from reports.papers.pen import PLAIN, drawable, width_mm

INK, FILL, PAPER = Color(0.1, 0.1, 0.1), Color(0.87, 0.87, 0.87), Color(1, 1, 1)
TALLEST, LEAST = 120.0, 45.0  # of a drawing, mm
EDGE, FOOT = 8.0, 11.0  # around the plots, and below them for the scale; mm
SIZE = 8.0
SMALLEST = 1.6  # of a plot that would not be seen otherwise, mm
STEPS = (1, 2, 5)  # of a scale bar: 10 m, 20 m, 50 m, 100 m, …

_HECTARES = HectaresField()


def sketch_pdf(association: Association, day: date, community: str | None = None) -> bytes:
    """The plots of every community, or of one by its name, as they are known on that day."""
    with speaking("es"):
        plots = placed_plots(association)
        if community is not None:
            plots = [one for one in plots if one.community == community]
        return folio_pdf(_folio(association, day, plots))


def _folio(association: Association, day: date, plots: Sequence[Placed]) -> Folio:
    drawn = sum(bool(one.points) for one in plots)
    said = ngettext(
        "{n} parcela, {drawn} con puntos de GPS.",
        "{n} parcelas, {drawn} con puntos de GPS.",
        len(plots),
    )
    under = [
        said.format(n=len(plots), drawn=drawn),
        _(
            "Como estaba registrado el {day}. Dibujo a escala, el norte arriba; no es un plano."
        ).format(day=short_day(day)),
    ]
    blocks = [block for part in _by_community(plots) for block in _part(part)]
    nothing = [Say(_("Todavía no hay parcelas registradas."))]
    return Folio(letterhead_of(association), _("Croquis de parcelas"), under, blocks or nothing)


def _by_community(plots: Sequence[Placed]) -> Iterator[list[Placed]]:
    for _key, several in groupby(plots, key=lambda one: (one.watershed, one.community)):
        yield list(several)


def _part(plots: Sequence[Placed]) -> list[Block]:
    """The drawing of a community and the list of its plots."""
    first = plots[0]
    community = first.community or _("Sin comunidad")
    title = (
        _("{community}, cuenca {watershed}").format(community=community, watershed=first.watershed)
        if first.watershed
        else community
    )
    drawn = [one for one in plots if one.points]
    if not drawn:
        return [Say(title, strong=True, size=11), _list(plots, "")]
    return [Picture(title, sketch(drawn, WIDTH)), _list(plots, "")]


def _list(plots: Sequence[Placed], title: str) -> Grid:
    columns = [
        Column(_("Código"), 18, exact=True),
        Column(_("Nombre o sector"), 44),
        Column(_("Socio"), 52),
        Column(_("Escrito, ha"), 22, True),
        Column(_("Según GPS, ha"), 24, True),
        Column(_("Altitud, m"), 18, True),
    ]
    lines = []
    for one in plots:
        plot = one.plot
        measured = show(_HECTARES, plot.measured) if len(one.points) > 2 else ""
        if not measured:
            measured = _("un punto") if one.points else _("sin puntos")
        altitude = f"{plot.altitude:,}" if plot.altitude is not None else ""
        cells = [str(plot.code), str(plot.name), str(plot.member), plot.text("area")]
        lines.append(Row([*cells, measured, altitude]))
    total = show(_HECTARES, sum((one.plot.area for one in plots), start=plots[0].plot.area * 0))
    lines.append(Row(["", "", _("Total"), total, "", ""], strong=True))
    return Grid(columns, lines, title)


# Drawing: from here on floats, of millimetres on the paper --------------------------------------


@dataclass
class _Sheet:
    """A drawing under way: how points come on it, and where words stand already."""

    origin: Point
    scale: float  # mm for a metre
    left: float
    low: float
    tall: float = 0
    words: list[tuple[float, float, float]] = field(default_factory=list)  # left, up, width

    def at(self, point: Point) -> tuple[float, float]:
        """Where a point comes, in mm from the lower left corner."""
        north, east = _metres_from(self.origin, point)
        return self.left + east * self.scale, self.low + north * self.scale


def _metres_from(origin: Point, point: Point) -> tuple[float, float]:
    to_north, to_east = metres(origin.lat)
    return (
        float((point.lat - origin.lat) * to_north),
        float((point.lon - origin.lon) * to_east),
    )


def sketch(plots: Sequence[Placed], width: float) -> Drawing:
    """The plots with points, as large as they fit; `width` in mm."""
    points = [one for plot in plots for one in plot.points]
    origin = Point(min(one.lat for one in points), min(one.lon for one in points))
    far = Point(max(one.lat for one in points), max(one.lon for one in points))
    north, east = _metres_from(origin, far)
    room, most = width - 2 * EDGE, TALLEST - 2 * EDGE - FOOT
    scale = min(room / max(east, 30.0), most / max(north, 20.0))
    tall = max(north * scale, LEAST - 2 * EDGE) + 2 * EDGE + FOOT
    low = FOOT + EDGE + (tall - FOOT - 2 * EDGE - north * scale) / 2
    sheet = _Sheet(origin, scale, EDGE + (room - east * scale) / 2, low, tall)
    drawing = Drawing(width * mm, tall * mm)
    frame = Rect(0, FOOT * mm, width * mm, (tall - FOOT) * mm)
    frame.fillColor, frame.strokeColor, frame.strokeWidth = PAPER, INK, 0.5
    drawing.add(frame)
    for one in plots:
        _draw_plot(drawing, sheet, one)
    for one in plots:
        _name(drawing, sheet, one, width)
    _draw_scale(drawing, scale, width)
    _draw_north(drawing, width, tall)
    return drawing


def _draw_plot(drawing: Drawing, sheet: _Sheet, placed: Placed) -> None:
    places = [sheet.at(one) for one in placed.points]
    wide = max(x for x, _y in places) - min(x for x, _y in places)
    tall = max(y for _x, y in places) - min(y for _x, y in places)
    if len(places) > 2 and max(wide, tall) >= SMALLEST:
        corners = [side * mm for place in places for side in place]
        shape = Polygon(corners, fillColor=FILL, strokeColor=INK, strokeWidth=0.7)
        drawing.add(shape)
        return
    x, y = sheet.at(middle(placed.points))
    dot = Circle(x * mm, y * mm, SMALLEST / 2 * mm)
    dot.fillColor, dot.strokeColor, dot.strokeWidth = INK, INK, 0.5
    drawing.add(dot)


def _name(drawing: Drawing, sheet: _Sheet, placed: Placed, width: float) -> None:
    """Its code on it; beside or below it where another one stands already."""
    words = drawable(str(placed.plot.code))
    wide = width_mm(words, SIZE)
    x, y = sheet.at(middle(placed.points))
    points = len(placed.points) > 2
    left, up = (x - wide / 2, y - 1) if points else (x + 1.6, y - 1)
    for shift in (0.0, -3.4, 3.4, -6.8, 6.8):
        if not any(
            abs(up + shift - other) < 3.2 and left < end + 0.5 and start < left + wide + 0.5
            for start, other, end in sheet.words
        ):
            up += shift
            break
    left, up = min(max(left, 1.0), width - wide - 1), min(max(up, FOOT + 1), sheet.tall - 4)
    sheet.words.append((left, up, left + wide))
    drawing.add(_words(left, up, words))


def _draw_scale(drawing: Drawing, scale: float, width: float) -> None:
    """A bar of a round length, at most a third of the width: half of it full."""
    longest, length = width / 3, 1
    power = 1
    while power * scale <= longest:
        length = max([step * power for step in STEPS if step * power * scale <= longest])
        power *= 10
    long = length * scale
    for start, fill in ((0.0, INK), (long / 2, PAPER)):
        half = Rect(start * mm, 5.2 * mm, long / 2 * mm, 1.6 * mm)
        half.fillColor, half.strokeColor, half.strokeWidth = fill, INK, 0.5
        drawing.add(half)
    said = f"{length / 1000:g} km" if length >= 1000 else f"{length} m"
    drawing.add(_words(0, 1.4, "0"))
    drawing.add(_words(long - width_mm(said, SIZE) / 2, 1.4, said))


def _draw_north(drawing: Drawing, width: float, tall: float) -> None:
    x, top = width - 5, tall - 3
    drawing.add(Line(x * mm, (top - 9) * mm, x * mm, top * mm, strokeColor=INK, strokeWidth=0.8))
    head = [x - 1.4, top - 3, x + 1.4, top - 3, x, top]
    drawing.add(Polygon([side * mm for side in head], fillColor=INK, strokeColor=INK))
    drawing.add(_words(x - 1, top - 12.4, "N"))


def _words(left: float, up: float, words: str) -> String:
    return String(left * mm, up * mm, words, fontName=PLAIN, fontSize=SIZE, fillColor=INK)
