"""The workbook of a calendar year: its months side by side, each as its own workbook states it."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from models.associations import Association
from models.changes import Refused
from models.language import _, speaking
from models.month.closing import closed_months
from models.month.year import Year, year_of
from models.months import first_month
from models.program import VERSION
from reports.excel.month_charts import months_table
from reports.excel.month_request import headings_of
from reports.excel.sheets import (
    Book,
    Chart,
    Figure,
    Kind,
    Section,
    Sheet,
    Table,
    Value,
    contents_of,
)
from reports.excel.workbook import workbook
from reports.excel.year_tables import (
    indicators_sheet,
    money_sheet,
    owed_sheet,
    produce_sheet,
    result_of,
    result_sheet,
    sales_sheet,
    total_of,
)
from reports.files import association_name, write_whole

ZERO = Decimal(0)


def export_year(association: Association, number: int, today: date, folder: Path) -> Path:
    """Write the year's workbook into `folder`, whole or not at all; Refused before the books."""
    book = year_book(association, number, today)
    return write_whole(folder / year_file_name(association, number), workbook(book))


def year_file_name(association: Association, number: int) -> str:
    """«2026_asociacion.xlsx»."""
    return f"{number}_{association_name(association, 70)}.xlsx"


def year_book(association: Association, number: int, today: date) -> Book:
    """All its sheets, in Spanish; of a year under way, up to the month of `today`."""
    year = year_of(association, number, today)
    if not year.months:
        begun = first_month(association)
        since = begun.title if begun else _("más adelante")
        say = _("Del año {year} no hay nada: el libro empieza en {month}.")
        raise Refused(say.format(year=number, month=since))
    with speaking("es"):
        closed = {str(one.month): str(one.code) for one in closed_months(association)}
        sheets = [
            charts_sheet(year),
            money_sheet(year),
            produce_sheet(year),
            sales_sheet(year),
            owed_sheet(year),
            result_sheet(year),
            indicators_sheet(year),
            _notes(year, closed),
        ]
        title = _("Año {year}").format(year=number)
        last = year.months[-1].month.last
        return Book(str(association.name), title, last, sheets, _cover(year, sheets, closed))


def charts_sheet(year: Year) -> Sheet:
    first, last = year.months[0].month, year.months[-1].month
    months = months_table(year.delivered, year.sold.amounts, first, last)
    results: list[list[Value]] = [
        [str(one.month), one.cash.closing, one.bank.closing, result_of(year, one.month)]
        for one in year.months
    ]
    others = Table(
        headings_of(
            (_("Mes"), Kind.TEXT),
            (_("Caja S/"), Kind.SOLES),
            (_("Banco S/"), Kind.SOLES),
            (_("Resultado propio S/"), Kind.SOLES),
        ),
        results,
        title=_("Dinero y resultado"),
        charts=[
            Chart(_("Caja y banco al fin de cada mes, en soles"), [_("Caja S/"), _("Banco S/")]),
            Chart(_("Resultado propio por mes, en soles"), [_("Resultado propio S/")]),
        ],
    )
    return Sheet(_("Gráficos"), [months, others])


def _cover(year: Year, sheets: Sequence[Sheet], closed: dict[str, str]) -> Sheet:
    last = year.months[-1]
    months = [one.month for one in year.months]
    income = sum((total_of(year.income, one) for one in months), ZERO)
    expense = sum((total_of(year.expense, one) for one in months), ZERO)
    return Sheet(
        _("Portada"),
        sections=[
            [
                Section(
                    _("Meses"),
                    [
                        Figure(_("Desde"), months[0].title),
                        Figure(_("Hasta"), months[-1].title),
                        Figure(
                            _("Cerrados"), sum(str(one) in closed for one in months), Kind.WHOLE
                        ),
                        Figure(
                            _("Abiertos"), sum(str(one) not in closed for one in months), Kind.WHOLE
                        ),
                    ],
                ),
                Section(
                    _("Dinero al último día"),
                    [
                        Figure(_("Caja"), last.whose.cash),
                        Figure(_("Banco"), last.whose.bank),
                        Figure(_("Caja y banco"), last.whose.total, strong=True),
                        Figure(_("De los socios"), last.whose.members),
                        Figure(_("De la asociación"), last.whose.own, strong=True),
                    ],
                ),
            ],
            [
                Section(
                    _("Ventas y liquidaciones"),
                    [
                        Figure(
                            _("Ventas"),
                            _sum(one.sales.cash + one.sales.credit for one in year.months),
                            strong=True,
                        ),
                        Figure(_("Cobros"), _sum(one.collected for one in year.months)),
                        Figure(_("Liquidado neto"), _sum(one.settled.net for one in year.months)),
                        Figure(_("Deben los clientes"), last.owed.receivable),
                        Figure(_("Se debe a los socios"), last.owed.unpaid),
                    ],
                ),
                Section(
                    _("Resultado propio del año"),
                    [
                        Figure(_("Ingresos propios"), income),
                        Figure(_("Gastos propios"), expense),
                        Figure(_("Resultado propio"), income - expense, strong=True),
                    ],
                ),
            ],
            [contents_of(sheets, _("Contenido y filas"))],
        ],
        heading=_("Libro del año {year}").format(year=year.number),
        shows=(_("Ventas por mes, en soles"), _("Resultado propio por mes, en soles")),
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)


def _notes(year: Year, closed: dict[str, str]) -> Sheet:
    """Which months may still change, and the control code of those that may not."""
    rows: list[list[Value]] = [
        [
            one.month.title,
            _("Cerrado") if str(one.month) in closed else _("Abierto"),
            closed.get(str(one.month)),
        ]
        for one in year.months
    ]
    headings = headings_of(
        (_("Mes"), Kind.TEXT), (_("Estado"), Kind.TEXT), (_("Código de control"), Kind.TEXT)
    )
    notes = [
        _("Las cifras de un mes abierto todavía pueden cambiar."),
        _("En la columna Año: lo que entra y sale se suma; lo que hay o se debe es lo último."),
        _("Versión de ECOCUENCA: {version}").format(version=VERSION),
    ]
    return Sheet(_("Notas"), [Table(headings, rows)], notes=notes)
