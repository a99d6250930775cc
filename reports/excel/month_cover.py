"""The first sheet of the monthly workbook: the month in one look, and the way to every sheet."""

from collections.abc import Sequence
from datetime import datetime

from models.language import _
from models.month.closing import Closing, book_code
from reports.excel.month_charts import SOLD_TITLE, WHOSE_TITLE
from reports.excel.month_request import Request
from reports.excel.sheets import Figure, Kind, Section, Sheet, Value, contents_of


def cover_of(request: Request, sheets: Sequence[Sheet], verdict: Value) -> Sheet:
    """`verdict` is what the control of the figures came to."""
    return Sheet(
        _("Portada"),
        sections=[
            [_state(request, verdict), _money(request), _whose(request)],
            [_produce(request), _owed(request), _result(request)],
            [contents_of(sheets, _("Contenido y filas"))],
        ],
        notes=[request.state()],
        heading=_("Libro de {month}").format(month=request.month.title),
        shows=(_(WHOSE_TITLE), _(SOLD_TITLE)),
    )


def _state(request: Request, verdict: Value) -> Section:
    closing = request.closing
    control = Figure(_("Control de las cifras"), verdict)
    if closing is None:
        return Section(_("Estado del mes"), [Figure(_("Estado"), _("Abierto")), control])
    made = datetime.fromisoformat(str(closing.made))
    return Section(
        _("Estado del mes"),
        [
            Figure(_("Estado"), _("Cerrado")),
            Figure(_("Cerrado el"), made.date(), Kind.DAY),
            Figure(_("Código de control"), str(closing.code), strong=True),
            *figures_of_code(closing),
            control,
        ],
    )


def figures_of_code(closing: Closing) -> list[Figure]:
    """What stands for all that was written in the book until the month closed."""
    code = book_code(closing)
    if code is None:
        return []
    return [
        Figure(_("Código del libro"), code.letters, strong=True),
        Figure(_("Cambios anotados"), code.changes, Kind.WHOLE),
    ]


def _money(request: Request) -> Section:
    held = request.money
    return Section(
        _("Dinero al último día"),
        [
            Figure(_("Caja"), held.cash),
            Figure(_("Banco"), held.bank),
            Figure(_("Caja y banco"), held.total, strong=True),
        ],
    )


def _whose(request: Request) -> Section:
    held = request.money
    seldom = [
        (_("De fondos restringidos"), held.restricted),
        (_("Retenciones por pagar"), held.withheld),
    ]
    return Section(
        _("De quién es"),
        [
            Figure(_("De los socios"), held.members),
            *(Figure(label, amount) for label, amount in seldom if amount),
            Figure(_("De la asociación"), held.own, strong=True),
        ],
    )


def _produce(request: Request) -> Section:
    totals = request.totals
    return Section(
        _("Acopio, ventas y liquidaciones"),
        [
            *(
                Figure(_("Acopio {unit}").format(unit=unit), quantity, Kind.QUANTITY)
                for unit, quantity in totals.delivered.items()
            ),
            Figure(_("Ventas"), totals.sales, strong=True),
            Figure(_("Cobros"), totals.collected),
            Figure(_("Liquidado bruto"), totals.settled.gross),
            Figure(_("Liquidado neto"), totals.settled.net),
        ],
    )


def _owed(request: Request) -> Section:
    owed = request.owed
    by_members = owed.advances + owed.loans + owed.inputs + owed.carried
    return Section(
        _("Lo que se debe"),
        [
            Figure(_("Deben los clientes"), owed.receivable),
            Figure(_("Deben los socios"), by_members),
            Figure(_("Cuotas y cargos por cobrar"), owed.dues + owed.charges),
            Figure(_("Se debe a los socios"), owed.unpaid),
        ],
    )


def _result(request: Request) -> Section:
    result = request.result
    return Section(
        _("Resultado propio del mes"),
        [
            Figure(_("Ingresos propios"), result.total_income),
            Figure(_("Gastos propios"), result.total_expense),
            Figure(_("Resultado propio"), result.result, strong=True),
        ],
    )
