"""The sheets of the monthly workbook that say it in few figures: summary, indicators and notes."""

from dataclasses import replace
from decimal import Decimal

from models import money, month_money, month_view
from models.books import Book as Ledger
from models.indicators import indicators_of
from models.language import _
from models.listing import Listing
from models.parameters import PARAMETERS
from models.products import UNITS_OF_MEASURE
from models.record import RecordType
from reports.month_request import Request
from reports.month_tables import destination_label, headings_of
from reports.sheets import Figure, Kind, Section, Sheet, Table, list_sheet


def summary_sheet(request: Request) -> Sheet:
    association, month = request.association, request.month
    cash, bank = request.books
    totals = month_view.totals_of(association, month)
    result = month_money.result_of(association, month)
    owned = month_money.money_of(association, month.last)
    produce = [
        Figure(_("Acopio {unit}").format(unit=unit), quantity, Kind.QUANTITY)
        for unit, quantity in totals.delivered.items()
    ]
    left = [
        Section(_("Movimiento de la caja"), _of_book(cash, _("caja"))),
        Section(_("Movimiento del banco"), _of_book(bank, _("banco"))),
        Section(
            _("Ventas y cobros del mes"),
            [
                Figure(_("Ventas"), totals.sales),
                Figure(_("Ventas al contado"), totals.cash_sales),
                Figure(_("Ventas al crédito"), totals.credit_sales),
                Figure(_("Ventas anuladas"), totals.sales_voided),
                Figure(_("Cobros"), totals.collected),
            ],
        ),
    ]
    right = [
        Section(
            _("Acopio y adelantos del mes"),
            [
                *produce,
                Figure(_("Adelantos pagados"), totals.advances_paid),
                Figure(_("Adelantos pendientes"), totals.advances_pending),
            ],
        ),
        Section(
            _("Lo que deben a la asociación"),
            [
                Figure(_("Cuentas por cobrar"), totals.receivable),
                Figure(_("Préstamos por cobrar"), _held(request, money.LOANS)),
                Figure(_("Insumos por cobrar"), _held(request, money.INPUTS)),
            ],
        ),
        Section(
            _("Resultado y de quién es el dinero"),
            [
                Figure(_("Ingresos propios"), result.total_income),
                Figure(_("Gastos propios"), result.total_expense),
                Figure(_("Resultado propio"), result.result),
                Figure(_("Dinero propio"), owned.own),
                Figure(_("Dinero de socios"), owned.members),
                Figure(_("Fondos restringidos"), owned.restricted),
            ],
        ),
    ]
    voided = _voided(request)
    notes = [request.state()]
    if not voided.rows:
        notes.insert(0, _("No hay documentos anulados."))
    return Sheet(
        _("Resumen"),
        [voided] if voided.rows else [],
        [left, right],
        notes=notes,
        signatures=request.signatures(),
    )


def _of_book(book: Ledger, name: str) -> list[Figure]:
    return [
        Figure(_("Saldo inicial {book}").format(book=name), book.opening),
        Figure(_("Ingresos {book}").format(book=name), book.came),
        Figure(_("Egresos {book}").format(book=name), book.went),
        Figure(_("Saldo final {book}").format(book=name), book.closing),
    ]


def _held(request: Request, account: str) -> Decimal:
    return money.balance(request.association, account, request.month.last)


def _voided(request: Request) -> Table:
    papers = month_view.voided_in(request.association, request.month)
    return Table(
        headings_of(
            (_("N°"), Kind.TEXT),
            (_("Fecha"), Kind.DAY),
            (_("Importe S/"), Kind.SOLES),
            (_("Anulado el"), Kind.DAY),
            (_("Reemplazado por"), Kind.TEXT),
            (_("Motivo"), Kind.TEXT),
        ),
        [
            (
                str(paper.number),
                paper.day,
                month_view.amount_of(paper),
                paper.voided_on,
                str(paper.replaced_by or ""),
                str(paper.reason),
            )
            for paper in papers
        ],
        title=_("Documentos anulados"),
    )


def indicators_sheet(request: Request) -> Sheet:
    found = indicators_of(request.association, request.month)
    people = [
        Figure(_("Socios activos"), found.active, Kind.WHOLE),
        Figure(_("Mujeres"), found.women, Kind.WHOLE),
        Figure(_("Mujeres %"), found.women_percent, Kind.PERCENT),
    ]
    parts = [
        Figure(f"{destination_label(name)} %", percent, Kind.PERCENT)
        for name, percent in found.percents.items()
        if name != "undecided" or percent
    ]
    yields = [
        Figure(_("Rendimiento kg/ha {product}").format(product=product), reached, Kind.WHOLE)
        for product, reached in found.yields.items()
    ]
    harvest = [Figure(_("Cosecha kg"), found.kilos, Kind.QUANTITY), *parts]
    sections = [
        Section(_("Personas"), people),
        Section(_("Qué se hizo con la cosecha"), harvest),
        *([Section(_("Rendimiento de la tierra"), yields)] if yields else []),
    ]
    return Sheet(_("Indicadores"), sections=[sections])


def notes_sheet(request: Request) -> Sheet:
    """On which rates, limits and units the figures stand."""
    tables = [_listed(kind, request) for kind in (PARAMETERS, UNITS_OF_MEASURE)]
    notes = [
        request.state(),
        _("Un total se pone rojo en Excel si no es la suma de su columna."),
        _("Lo anulado conserva su número y su fecha, y no cuenta en ningún total."),
        _("Cada cifra es la que había al último día del mes."),
    ]
    return Sheet(_("Notas"), tables, notes=notes)


def _listed(kind: RecordType, request: Request) -> Table:
    rows = Listing(kind, request.association).window(0, -1)
    return replace(list_sheet(kind, rows).tables[0], title=_(kind.title))
