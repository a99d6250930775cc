"""Sheets of the year's workbook: a line for each figure, a column for each month, and the year.

What flows is added up in the column of the year; what is held or owed stands there as it was at
the end of the last month.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from operator import attrgetter

from models.language import N_, _
from models.month.indicators import percent_of
from models.month.produce_by_month import ByProduct
from models.month.year import MonthFigures, Year
from models.months import Month
from reports.excel.month_people import destination_label
from reports.excel.sheets import Heading, Kind, Sheet, Table, Value

ZERO = Decimal(0)
Said = Decimal | int | None
Line = tuple[str, str, Callable[[MonthFigures], Said]]  # group, what, and its figure in a month


def year_table(year: Year, kind: Kind, rows: Iterable[Sequence[Value]]) -> Table:
    """Group, what, twelve months and the year; group and what stay in sight."""
    months = [Month(year.number, number) for number in range(1, 13)]
    return Table(
        [
            *(Heading(_("Grupo")), Heading(_("Concepto"))),
            *(Heading(month.name.capitalize(), kind) for month in months),
            Heading(_("Año"), kind),
        ],
        list(rows),
        fixed=2,
    )


def _row(
    year: Year, group: str, what: str, by_month: Mapping[Month, Said], whole: Said
) -> list[Value]:
    months = [Month(year.number, number) for number in range(1, 13)]
    return [group, what, *(by_month.get(month) for month in months), whole]


def flows(year: Year, lines: Iterable[Line]) -> list[list[Value]]:
    """Of each line, what every month brought and their sum."""
    found = []
    for group, what, figure in lines:
        by_month = {one.month: figure(one) for one in year.months}
        whole = sum((amount or ZERO for amount in by_month.values()), ZERO)
        found.append(_row(year, group, what, by_month, whole))
    return found


def held(year: Year, lines: Iterable[Line]) -> list[list[Value]]:
    """Of each line, what there was at the end of every month, and at the end of the last."""
    found = []
    for group, what, figure in lines:
        by_month = {one.month: figure(one) for one in year.months}
        last = figure(year.months[-1]) if year.months else None
        found.append(_row(year, group, what, by_month, last))
    return found


def money_sheet(year: Year) -> Sheet:
    rows: list[list[Value]] = []
    for group, purse in ((_("Caja"), "cash"), (_("Banco"), "bank")):
        opening = attrgetter(f"{purse}.opening")
        by_month = {one.month: opening(one) for one in year.months}
        begun = opening(year.months[0]) if year.months else None
        rows.append(_row(year, group, _("Saldo inicial"), by_month, begun))
        rows += flows(
            year,
            [
                (group, _("Ingresos"), attrgetter(f"{purse}.came")),
                (group, _("Egresos"), attrgetter(f"{purse}.went")),
            ],
        )
        rows += held(year, [(group, _("Saldo final"), attrgetter(f"{purse}.closing"))])
    whose = _("De quién es")
    rows += held(
        year,
        [
            (whose, _("De los socios"), attrgetter("whose.members")),
            (whose, _("Fondos restringidos"), attrgetter("whose.restricted")),
            (whose, _("Retenciones por pagar"), attrgetter("whose.withheld")),
            (whose, _("De la asociación"), attrgetter("whose.own")),
        ],
    )
    return Sheet(_("Caja y banco"), [year_table(year, Kind.SOLES, rows)])


def produce_sheet(year: Year) -> Sheet:
    rows = [
        *_by_good(year, _("Acopio"), year.delivered),
        *_by_good(year, _("Vendido"), year.sold.quantities),
    ]
    return Sheet(
        _("Productos"),
        [year_table(year, Kind.QUANTITY, rows)],
        notes=[_("Cada producto en su unidad.")],
    )


def _by_good(year: Year, group: str, found: ByProduct) -> list[list[Value]]:
    return [
        _row(year, group, f"{good.name} ({good.unit})", by, sum(by.values(), ZERO))
        for good, by in found.items()
    ]


def sales_sheet(year: Year) -> Sheet:
    sales, settled = _("Ventas"), _("Liquidaciones")
    rows = flows(
        year,
        [
            (sales, _("Ventas al contado"), attrgetter("sales.cash")),
            (sales, _("Ventas al crédito"), attrgetter("sales.credit")),
            (sales, _("Ventas"), lambda one: one.sales.cash + one.sales.credit),
            (sales, _("Ventas anuladas"), attrgetter("sales.voided")),
            (sales, _("Cobros"), attrgetter("collected")),
        ],
    )
    by_good = _("Ventas por producto")
    for good, by in year.sold.amounts.items():
        rows.append(_row(year, by_good, good.name, by, sum(by.values(), ZERO)))
    rows += flows(
        year,
        [
            (settled, _("Adelantos pagados"), attrgetter("advances_paid")),
            (settled, _("Liquidado bruto"), attrgetter("settled.gross")),
            (settled, _("Costos"), attrgetter("settled.costs")),
            (settled, _("Servicio"), attrgetter("settled.service")),
            (settled, _("Adelantos descontados"), attrgetter("settled.advances")),
            (settled, _("Otros descuentos"), attrgetter("settled.deducted")),
            (settled, _("Liquidado neto"), attrgetter("settled.net")),
            (settled, _("Liquidaciones pagadas"), attrgetter("settlements_paid")),
        ],
    )
    return Sheet(_("Ventas y liquidaciones"), [year_table(year, Kind.SOLES, rows)])


_OWED = (
    (N_("Cuentas por cobrar"), "receivable"),
    (N_("Adelantos pendientes"), "advances"),
    (N_("Cuotas por cobrar"), "dues"),
    (N_("Multas y aportes por cobrar"), "charges"),
    (N_("Préstamos por cobrar"), "loans"),
    (N_("Insumos por cobrar"), "inputs"),
    (N_("Saldos deudores"), "carried"),
)


def owed_sheet(year: Year) -> Sheet:
    to_us, by_us = _("Deben a la asociación"), _("Debe la asociación")
    lines: list[Line] = [(to_us, _(what), attrgetter(f"owed.{name}")) for what, name in _OWED]
    lines.append((by_us, _("Neto por pagar a socios"), attrgetter("owed.unpaid")))
    return Sheet(
        _("Lo que se debe"),
        [year_table(year, Kind.SOLES, held(year, lines))],
        notes=[_("Cada cifra es la que había al último día del mes.")],
    )


def result_sheet(year: Year) -> Sheet:
    income = [_rubro(year, _("Ingresos propios"), *one) for one in year.income.items()]
    expense = [_rubro(year, _("Gastos propios"), *one) for one in year.expense.items()]
    result = _("Resultado propio")
    rows = [
        *income,
        *expense,
        *flows(
            year,
            [
                (result, _("Ingresos propios"), lambda one: total_of(year.income, one.month)),
                (result, _("Gastos propios"), lambda one: total_of(year.expense, one.month)),
                (result, result, lambda one: result_of(year, one.month)),
            ],
        ),
    ]
    return Sheet(_("Resultado"), [year_table(year, Kind.SOLES, rows)])


def _rubro(year: Year, group: str, name: str, by: Mapping[Month, Decimal]) -> list[Value]:
    return _row(year, group, name, by, sum(by.values(), ZERO))


def total_of(by_rubro: Mapping[str, Mapping[Month, Decimal]], month: Month) -> Decimal:
    return sum((by.get(month, ZERO) for by in by_rubro.values()), ZERO)


def result_of(year: Year, month: Month) -> Decimal:
    """Own income less own expense of the month, S/."""
    return total_of(year.income, month) - total_of(year.expense, month)


def indicators_sheet(year: Year) -> Sheet:
    """People at the end of each month, kilos of harvest by what was done with them, and its %."""
    people, harvest = _("Personas"), _("Cosecha kg")
    kilos = _kilos(year)
    named = [name for name, amount in kilos.items() if name != "undecided" or amount]
    whole = sum(kilos.values(), ZERO)
    counted = held(
        year,
        [
            (people, _("Socios activos"), lambda one: one.people.active),
            (people, _("Mujeres"), lambda one: one.people.women),
        ],
    )
    counted += flows(year, [(harvest, _("Cosecha"), _harvest)])
    counted += flows(year, [(harvest, destination_label(name), _harvested(name)) for name in named])
    parts = held(year, [(people, _("Mujeres %"), lambda one: one.people.women_percent)])
    for name in named:
        by_month = {
            one.month: percent_of(one.harvested[name], _harvest(one)) for one in year.months
        }
        label = f"{destination_label(name)} %"
        share = percent_of(kilos[name], whole)
        parts.append(_row(year, _("Cosecha %"), label, by_month, share))
    return Sheet(
        _("Indicadores"),
        [year_table(year, Kind.QUANTITY, counted), year_table(year, Kind.PERCENT, parts)],
    )


def _harvest(one: MonthFigures) -> Decimal:
    return sum(one.harvested.values(), ZERO)


def _harvested(name: str) -> Callable[[MonthFigures], Decimal]:
    return lambda one: one.harvested[name]


def _kilos(year: Year) -> dict[str, Decimal]:
    """Destination -> kilos of the year."""
    names = year.months[0].harvested if year.months else {}
    return {name: sum((one.harvested[name] for one in year.months), ZERO) for name in names}
