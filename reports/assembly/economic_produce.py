"""The part of the economic report about produce: what was delivered and sold, and its picture."""

from collections.abc import Sequence
from decimal import Decimal

from models.language import _
from models.month.report import EconomicReport, ProduceLine
from models.months import Month
from reports.papers.blocks import WIDTH, Block, Column, Grid, Over, Picture, Row, Say, Title
from reports.papers.heads import amount_of_goods, figure
from reports.papers.pictures import Bars, bars, columns

ZERO = Decimal(0)
PRODUCTS = 5  # bars of a picture; the rest are one bar more
TOGETHER = 12  # products in a table that stands on one page with its picture


def produce_blocks(report: EconomicReport, *, with_kilos: bool) -> list[Block]:
    if not report.produce:
        title = Title(_("Productos"))
        return [Over([title, Say(_("No hubo entregas ni ventas."))])]
    grid = Grid(
        [
            Column(_("Producto"), 4.6),
            Column(_("Unidad"), exact=True),
            Column(_("Había"), 1.8, figure=True),
            Column(_("Entregado"), 1.9, figure=True),
            Column(_("Vendido"), 1.9, figure=True),
            Column(_("Merma"), 1.6, figure=True),
            Column(_("Queda"), 1.8, figure=True),
            Column(_("Ventas S/"), 2.1, figure=True),
        ],
        [
            Row(
                [
                    str(one.product),
                    one.product.text("unit"),
                    *map(
                        amount_of_goods,
                        (one.opening, one.delivered, one.sold, one.lost, one.closing),
                    ),
                    figure(one.amount),
                ]
            )
            for one in report.produce
        ],
        _("Productos entregados y vendidos"),
    )
    picture = _kilos(report) if with_kilos else None
    if picture is None:
        return [grid]
    # Kept on one page where they are short enough to be read together.
    return [Over([grid, picture])] if len(grid.rows) <= TOGETHER else [grid, picture]


def _kilos(report: EconomicReport) -> Block | None:
    """Kilos by month over several months, else by product."""
    if len(report.kilos) > 1 and any(report.kilos.values()):
        months = [
            (Month.read(month).name[:3], kilos, f"{kilos:,.0f}")
            for month, kilos in report.kilos.items()
        ]
        return Picture(_("Kilos entregados cada mes"), columns(months, WIDTH, 38))
    lines = sorted(
        (one for one in report.produce if one.product.unit == "kg"),
        key=lambda one: -max(one.delivered, one.sold),
    )
    shown = [_bar(str(one.product), [one]) for one in lines[:PRODUCTS]]
    if rest := lines[PRODUCTS:]:
        shown.append(_bar(_("otros"), rest))
    if not shown:
        return None
    return Picture(_("Kilos de cada producto"), bars(shown, (_("Entregado"), _("Vendido")), WIDTH))


def _bar(name: str, lines: Sequence[ProduceLine]) -> Bars:
    values = (
        sum((one.delivered for one in lines), ZERO),
        sum((one.sold for one in lines), ZERO),
    )
    said = tuple(_("{n} kg").format(n=amount_of_goods(value) or "0") for value in values)
    return Bars(name, values, said)
