"""The sheet people look at rather than read: what came and was sold, and whose the money is."""

from decimal import Decimal

from models.language import N_, _
from models.month.produce_by_month import ByProduct, delivered_by_month, sold_by_month
from models.months import Month, first_month
from reports.excel.month_request import Request, headings_of, or_blank
from reports.excel.sheets import Chart, Kind, Sheet, Table, Value

_SIDE_BY_SIDE = 6  # names of products that can be read under bars that stand
SOLD_TITLE = N_("Ventas por producto, en soles")
WHOSE_TITLE = N_("De quién es el dinero, en soles")
ZERO = Decimal(0)


def charts_sheet(request: Request) -> Sheet:
    """This month by product, and the twelve months that end with it."""
    last = request.month
    first = max(Month(last.year - 1, last.number).next, first_month(request.association) or last)
    first = min(first, last)
    delivered = delivered_by_month(request.association, first, last)
    sold = sold_by_month(request.association, first, last).amounts
    return Sheet(
        _("Gráficos"),
        [
            months_table(delivered, sold, first, last),
            _products(delivered, sold, last),
            _whose(request),
        ],
    )


def months_table(delivered: ByProduct, sold: ByProduct, first: Month, last: Month) -> Table:
    """Kilos and soles of each month; other units cannot be added to kilos."""
    rows: list[list[Value]] = []
    month = first
    while month <= last:
        kilos = [by.get(month, ZERO) for good, by in delivered.items() if good.unit == "kg"]
        soles = [by.get(month, ZERO) for by in sold.values()]
        rows.append([str(month), sum(kilos, ZERO), sum(soles, ZERO)])
        month = month.next
    return Table(
        headings_of(
            (_("Mes"), Kind.TEXT),
            (_("Acopio kg"), Kind.QUANTITY, True),
            (_("Ventas S/"), Kind.SOLES, True),
        ),
        rows,
        title=_("Mes a mes"),
        charts=[
            Chart(_("Kilos acopiados por mes"), [_("Acopio kg")]),
            Chart(_("Ventas por mes, en soles"), [_("Ventas S/")]),
        ],
    )


def _products(delivered: ByProduct, sold: ByProduct, month: Month) -> Table:
    goods = [
        good
        for good in {**delivered, **sold}
        if month in delivered.get(good, {}) or month in sold.get(good, {})
    ]
    lying = len(goods) > _SIDE_BY_SIDE
    return Table(
        headings_of(
            (_("Producto"), Kind.TEXT),
            (_("Acopio kg"), Kind.QUANTITY, True),
            (_("Ventas S/"), Kind.SOLES, True),
        ),
        [
            [
                good.name,
                or_blank(delivered.get(good, {}).get(month) if good.unit == "kg" else None),
                or_blank(sold.get(good, {}).get(month)),
            ]
            for good in goods
        ],
        title=_("Por producto en {month}").format(month=month.title),
        charts=[
            Chart(_("Kilos acopiados por producto"), [_("Acopio kg")], lying),
            Chart(_(SOLD_TITLE), [_("Ventas S/")], lying),
        ],
    )


def _whose(request: Request) -> Table:
    held = request.money
    seldom: list[list[Value]] = [
        [_("Fondos restringidos"), held.restricted],
        [_("Retenciones por pagar"), held.withheld],
    ]
    return Table(
        headings_of((_("De quién es"), Kind.TEXT), (_("Caja y banco S/"), Kind.SOLES, True)),
        [
            [_("De los socios"), held.members],
            [_("De la asociación"), held.own],
            *(row for row in seldom if row[1]),
        ],
        title=_("De quién es el dinero de caja y banco"),
        charts=[Chart(_(WHOSE_TITLE), [_("Caja y banco S/")])],
    )
