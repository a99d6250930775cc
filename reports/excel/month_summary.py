"""The sheets of the monthly workbook that say it in few figures: summary, indicators and notes."""

from dataclasses import replace
from datetime import datetime

from models.cash.books import Book as Ledger
from models.documents import replacements
from models.language import _
from models.listing import Listing
from models.month import view as month_view
from models.parameters import PARAMETERS
from models.produce.products import UNITS_OF_MEASURE
from models.program import VERSION
from models.record import RecordType
from models.settling.deductions import DEDUCTIONS
from reports.excel.lists import Shown, list_sheet
from reports.excel.month_cover import figures_of_code
from reports.excel.month_people import destination_label
from reports.excel.month_request import Request, headings_of
from reports.excel.sheets import Figure, Kind, Section, Sheet, Table


def summary_sheet(request: Request) -> Sheet:
    voided = _voided(request)
    notes = [request.state()]
    if not voided.rows:
        notes.insert(0, _("No hay documentos anulados."))
    return Sheet(
        _("Resumen"),
        [table for table in (_funds(request), voided) if table.rows],
        [_movements(request), _balances(request)],
        notes=notes,
        signatures=request.signatures(),
    )


def _movements(request: Request) -> list[Section]:
    """What happened in the month."""
    cash, bank = request.books
    totals = request.totals
    produce = [
        Figure(_("Acopio {unit}").format(unit=unit), quantity, Kind.QUANTITY)
        for unit, quantity in totals.delivered.items()
    ]
    return [
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
        Section(
            _("Acopio y liquidaciones"),
            [
                *produce,
                Figure(_("Adelantos pagados"), totals.advances_paid),
                Figure(_("Liquidado bruto"), totals.settled.gross),
                Figure(_("Liquidado neto"), totals.settled.net),
                Figure(_("Liquidaciones pagadas"), totals.settlements_paid),
            ],
        ),
        *_members_money(request),
    ]


def _members_money(request: Request) -> list[Section]:
    """What members' money is made of, where there is any."""
    parts = request.parts
    figures = [
        Figure(label, amount)
        for label, amount in (
            (_("Cobrado sin liquidar"), parts.collected_unsettled),
            (_("Costos sin liquidar"), parts.costs_unsettled),
            (_("Adelantos sin recuperar"), parts.advances_outstanding),
            (_("Netos sin pagar"), parts.settled_unpaid),
        )
        if amount
    ]
    return [Section(_("De qué es el dinero de socios"), figures)] if figures else []


def _balances(request: Request) -> list[Section]:
    """How things stood at the end of the month, and why."""
    owed, result, whose = request.owed, request.result, request.money
    charges = [Figure(_("Multas y aportes por cobrar"), owed.charges)] if owed.charges else []
    return [
        Section(
            _("Lo que deben a la asociación"),
            [
                Figure(_("Adelantos pendientes"), owed.advances),
                Figure(_("Cuentas por cobrar"), owed.receivable),
                Figure(_("Cuotas por cobrar"), owed.dues),
                *charges,
                Figure(_("Préstamos por cobrar"), owed.loans),
                Figure(_("Insumos por cobrar"), owed.inputs),
                Figure(_("Saldos deudores"), owed.carried),
            ],
        ),
        Section(_("Lo que debe a sus socios"), [Figure(_("Neto por pagar"), owed.unpaid)]),
        Section(
            _("Lo ganado y lo gastado"),
            [
                Figure(_("Ingresos propios"), result.total_income),
                Figure(_("Gastos propios"), result.total_expense),
                Figure(_("Resultado propio"), result.result),
            ],
        ),
        Section(
            _("De quién es el dinero de caja y banco"),
            [
                Figure(_("Dinero propio"), whose.own),
                Figure(_("Dinero de socios"), whose.members),
                Figure(_("Fondos restringidos"), whose.restricted),
                Figure(_("Retenciones por pagar"), whose.withheld),
            ],
        ),
        Section(_("Por qué cambió el dinero en el mes"), _why(request)),
    ]


def _why(request: Request) -> list[Figure]:
    """What explains the change of cash and bank; of what most months lack, only what there is."""
    change = request.change
    came_back = change.loans + change.inputs + change.carried
    rest = [
        (_("Devuelto por socios, menos lo prestado"), came_back),
        (_("Aumento del dinero de socios"), change.members),
        (_("Aumento de los fondos"), change.restricted),
        (_("Aumento de las retenciones"), change.withheld),
    ]
    return [
        Figure(_("Lo ganado menos lo gastado"), change.result),
        *(Figure(label, amount) for label, amount in rest if amount),
        Figure(_("Cambio de caja y banco"), change.money),
    ]


def _of_book(book: Ledger, name: str) -> list[Figure]:
    return [
        Figure(_("Saldo inicial {book}").format(book=name), book.opening),
        Figure(_("Ingresos {book}").format(book=name), book.came),
        Figure(_("Egresos {book}").format(book=name), book.went),
        Figure(_("Saldo final {book}").format(book=name), book.closing),
    ]


def _funds(request: Request) -> Table:
    return Table(
        headings_of(
            (_("Fondo"), Kind.TEXT),
            (_("Había"), Kind.SOLES, True),
            (_("Recibido"), Kind.SOLES, True),
            (_("Gastado"), Kind.SOLES, True),
            (_("Queda"), Kind.SOLES, True),
        ),
        [
            (str(one.fund), one.opening, one.received, one.spent, one.closing)
            for one in request.funds
        ],
        title=_("Movimiento de los fondos"),
    )


def _voided(request: Request) -> Table:
    papers = month_view.voided_in(request.association, request.month)
    keys = [paper.id for paper in papers]
    amounts, followers = month_view.amounts_of(keys), replacements(keys)
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
                amounts.get(paper.id),
                paper.voided_on,
                followers.get(paper.id),
                str(paper.reason),
            )
            for paper in papers
        ],
        title=_("Documentos anulados"),
    )


def indicators_sheet(request: Request) -> Sheet:
    found = request.indicators
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
    """On which rates, limits, deductions and units the figures stand, and who closed the month."""
    tables = [_listed(kind, request) for kind in (PARAMETERS, DEDUCTIONS, UNITS_OF_MEASURE)]
    notes = [
        request.state(),
        _("Un total se pone rojo en Excel si no es la suma de su columna."),
        _("Lo anulado conserva su número y su fecha, y no cuenta en ningún total."),
        _("Cada cifra es la que había al último día del mes."),
    ]
    return Sheet(_("Notas"), tables, [_closed(request)], notes=notes)


def _closed(request: Request) -> list[Section]:
    """Who closed the month and with which code, and by which program this was written."""
    program = Section(_("El programa"), [Figure(_("Versión de ECOCUENCA"), VERSION)])
    closing = request.closing
    if closing is None:
        return [program]
    made = datetime.fromisoformat(str(closing.made))
    return [
        Section(
            _("Cierre del mes"),
            [
                Figure(_("Cerrado el"), made.date(), Kind.DAY),
                Figure(_("Hora"), f"{made:%H:%M}"),
                Figure(_("Quién lo cerró"), str(closing.who) or _("sin nombre")),
                Figure(_("Código de control"), str(closing.code)),
                *figures_of_code(closing),
            ],
        ),
        program,
    ]


def _listed(kind: RecordType, request: Request) -> Table:
    rows = Listing(kind, request.association).window(0, -1)
    listed = list_sheet(Shown(request.association, kind.title, kind.columns, rows, {}))
    return replace(listed.tables[0], title=_(kind.title))
