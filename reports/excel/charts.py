"""Charts that Excel draws itself, from the cells of a table beside them."""

from collections.abc import Sequence

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.excel.layout import Placed
from reports.excel.looks import LINE, SERIES
from reports.excel.sheets import Chart

_ACROSS = 2  # charts side by side
_COLUMNS, _ROWS = 8, 17  # cells of the usual size that one takes
_WIDTH_CM, _HEIGHT_CM = 13.0, 8.2
_HAIRLINE = 6350  # half a point, in English metric units


def draw_charts(target: Worksheet, placed: Sequence[Placed], right_of: int) -> None:
    """The charts of all tables of a sheet, two by two, at the right of its columns."""
    drawn = [(one, chart) for one in placed if one.table.rows for chart in one.table.charts]
    for number, (one, chart) in enumerate(drawn):
        down, across = divmod(number, _ACROSS)
        corner = f"{get_column_letter(right_of + 2 + across * _COLUMNS)}{4 + down * _ROWS}"
        target.add_chart(_bars(target, one, chart), corner)


def _bars(target: Worksheet, placed: Placed, chart: Chart) -> BarChart:
    made = BarChart()
    made.type = "bar" if chart.lying else "col"
    made.title = chart.title
    made.title.overlay = False
    made.width, made.height, made.gapWidth = _WIDTH_CM, _HEIGHT_CM, 60
    names = [heading.text for heading in placed.table.headings]
    for heading in chart.headings:
        column = names.index(heading) + 1
        figures = Reference(target, column, placed.top, column, placed.last)
        made.add_data(figures, titles_from_data=True)
    made.set_categories(Reference(target, 1, placed.top + 1, 1, placed.last))
    for series, color in zip(made.series, SERIES, strict=False):
        series.graphicalProperties = GraphicalProperties(solidFill=color)
        series.invertIfNegative = False
    made.dataLabels = DataLabelList(showVal=True, numFmt="#,##0")
    for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(made.dataLabels, name, False)
    if len(made.series) == 1:
        made.legend = None
    else:
        made.legend.position = "b"
    # Excel hides axes of which nothing is said.
    made.x_axis.delete = made.y_axis.delete = False
    made.x_axis.tickLblPos = "low"
    made.y_axis.number_format = "#,##0"
    made.y_axis.majorGridlines.spPr = GraphicalProperties(
        ln=LineProperties(solidFill=LINE, w=_HAIRLINE)
    )
    if chart.lying:
        made.x_axis.scaling.orientation = "maxMin"
    return made
