"""Charts that Excel draws itself, from the cells of a table."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.excel.cells import clean
from reports.excel.layout import Placed
from reports.excel.looks import INK, LINE, SERIES
from reports.excel.sheets import Chart

_ACROSS = 2  # charts side by side
_COLUMNS, _ROWS = 7, 17  # cells that one takes
_LETTERS = 9  # width of those columns
_WIDTH_CM, _HEIGHT_CM = 13, 8
_APART = 75  # letters from one to the next
_MOST_LABELLED = 6  # bars whose figures do not run into one another
_HAIRLINE = 6350  # half a point, in English metric units
_TITLE_SIZE = 1200  # hundredths of a point


@dataclass(frozen=True)
class Source:
    """A chart, and the table of a sheet whose cells it draws."""

    sheet: Worksheet
    placed: Placed
    chart: Chart


def sources_of(sheet: Worksheet, placed: Sequence[Placed]) -> list[Source]:
    """The charts of its tables; a table with nothing in it has none."""
    return [
        Source(sheet, one, chart) for one in placed if one.table.rows for chart in one.table.charts
    ]


def draw_beside(target: Worksheet, sources: Sequence[Source], right_of: int) -> None:
    """Charts two by two, at the right of that column."""
    for number, source in enumerate(sources):
        down, across = divmod(number, _ACROSS)
        column = right_of + 2 + across * _COLUMNS
        for place in range(column, column + _COLUMNS):
            target.column_dimensions[get_column_letter(place)].width = _LETTERS
        target.add_chart(_bars(source), f"{get_column_letter(column)}{4 + down * _ROWS}")


def draw_under(
    target: Worksheet, sources: Sequence[Source], row: int, widths: Mapping[int, float]
) -> None:
    """Charts side by side under that row; `widths` are those of the columns, in letters."""
    edges = [0.0, *accumulate(widths[place] for place in sorted(widths))]
    for number, source in enumerate(sources):
        column = bisect_left(edges, number * _APART) + 1
        target.add_chart(_bars(source), f"{get_column_letter(column)}{row + 2}")


def _bars(source: Source) -> BarChart:
    placed, chart = source.placed, source.chart
    made = BarChart()
    made.type = "bar" if chart.lying else "col"
    made.title = _title(chart.title)
    made.width, made.height = _WIDTH_CM, _HEIGHT_CM
    made.gapWidth = 60
    names = [heading.text for heading in placed.table.headings]
    for heading in chart.headings:
        column = names.index(heading) + 1
        figures = Reference(source.sheet, column, placed.top, column, placed.last)
        made.add_data(figures, titles_from_data=True)
    made.set_categories(Reference(source.sheet, 1, placed.top + 1, 1, placed.last))
    for series, color in zip(made.series, SERIES, strict=False):
        series.graphicalProperties = GraphicalProperties(solidFill=color)
        series.invertIfNegative = False
    if len(placed.table.rows) <= _MOST_LABELLED and len(made.series) == 1:
        made.dataLabels = _figures_on_bars()
    if _lowest(placed, chart) >= 0:
        made.y_axis.scaling.min = 0  # else Excel may cut bars off to make more of a difference
    if len(made.series) == 1:
        made.legend = None
    else:
        made.legend.position = "b"
    # Excel hides axes of which nothing is said.
    made.x_axis.delete = made.y_axis.delete = False
    made.x_axis.tickLblPos = "low"
    made.y_axis.number_format = "#,##0"
    hairline = LineProperties(solidFill=LINE, w=_HAIRLINE)
    made.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=hairline))
    if chart.lying:
        made.x_axis.scaling.orientation = "maxMin"  # the first at the top,
        made.y_axis.crosses = "max"  # and the figures below all the same
    return made


def _figures_on_bars() -> DataLabelList:
    return DataLabelList(
        numFmt="#,##0",
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
    )


def _lowest(placed: Placed, chart: Chart) -> Decimal:
    headings = placed.table.headings
    places = [place for place, one in enumerate(headings) if one.text in chart.headings]
    cells = (row[place] for row in placed.table.rows for place in places)
    return min(
        (Decimal(one) for one in cells if isinstance(one, int | Decimal)), default=Decimal(0)
    )


def _title(text: str) -> Title:
    """In the size of a heading: Excel's own is half as high again."""
    letters = CharacterProperties(sz=_TITLE_SIZE, b=True, solidFill=INK)
    run = RegularTextRun(rPr=letters, t=clean(text))
    said = Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[run])
    return Title(tx=Text(rich=RichText(p=[said])), overlay=False)
