"""Tables of the monthly workbook about members: settlements, debts, dues, harvests, the padrón."""

from models.language import _
from models.month import debts as month_debts
from models.month import settled as month_settled
from models.month.settled import SettledLine
from models.people import dues
from models.people.members import CONDITIONS, register_of
from models.produce.harvests import DESTINATIONS, Harvest
from reports.excel.month_request import Request, headings_of, one_unit, or_blank
from reports.excel.sheets import Heading, Kind, Mark, Sheet, Table, Tone, Value

# What is owed -------------------------------------------------------------------------------


def settlements_sheet(request: Request) -> Sheet:
    """A line for each piece. What was taken off besides has a column only where there is some."""
    lines = month_settled.settlement_lines(request.association, request.month)
    adds = one_unit(one.unit for one in lines)
    besides = any(one.deducted and one.deducted.others for one in lines)
    headings = headings_of(
        (_("N°"), Kind.TEXT),
        (_("Fecha"), Kind.DAY),
        (_("Entrega"), Kind.TEXT),
        (_("Socio"), Kind.TEXT),
        (_("Calidad"), Kind.TEXT),
        (_("Pagable kg"), Kind.QUANTITY, adds),
        (_("Bruto"), Kind.SOLES, True),
        (_("Costos"), Kind.SOLES, True),
        (_("Servicio"), Kind.SOLES, True),
        (_("Adelantos"), Kind.SOLES, True),
        (_("Saldo anterior"), Kind.SOLES, True),
        (_("Retención"), Kind.SOLES, True),
        (_("Insumos"), Kind.SOLES, True),
        (_("Préstamo"), Kind.SOLES, True),
        (_("Cuota"), Kind.SOLES, True),
        *([(_("Otros descuentos"), Kind.SOLES, True)] if besides else []),
        (_("Neto"), Kind.SOLES, True),
        (_("Saldo deudor"), Kind.SOLES, True),
    )
    rows = [_settled(one, besides=besides) for one in lines]
    return Sheet(_("Liquidaciones"), [Table(headings, rows, marks=[_owing(_("Saldo deudor"))])])


def _settled(one: SettledLine, *, besides: bool) -> list[Value]:
    piece: list[Value] = [
        one.number,
        one.day,
        one.delivery,
        one.member,
        one.grade,
        one.quantity,
        one.gross,
        or_blank(one.costs),
        or_blank(one.service),
        or_blank(one.advances),
    ]
    off = one.deducted
    if off is None:
        return piece + [None] * (8 if besides else 7)
    return [
        *piece,
        or_blank(off.carried_in),
        or_blank(off.retention),
        or_blank(off.inputs),
        or_blank(off.loan),
        or_blank(off.dues),
        *([or_blank(off.others)] if besides else []),
        one.net,
        or_blank(one.carried_out),
    ]


def debts_sheet(request: Request) -> Sheet:
    headings = headings_of(
        (_("Socio"), Kind.TEXT),
        (_("Adelantos"), Kind.SOLES, True),
        (_("Préstamos"), Kind.SOLES, True),
        (_("Insumos"), Kind.SOLES, True),
        (_("Saldo deudor"), Kind.SOLES, True),
        (_("Por pagar"), Kind.SOLES, True),
    )
    rows = [
        [
            str(one.member),
            or_blank(one.advances),
            or_blank(one.loans),
            or_blank(one.inputs),
            or_blank(one.carried),
            or_blank(one.unpaid),
        ]
        for one in month_debts.owed_by_members(request.association, request.month.last)
    ]
    marks = [_owing(_("Saldo deudor"))]
    return Sheet(_("Adelantos y préstamos"), [Table(headings, rows, marks=marks)])


def dues_sheet(request: Request) -> Sheet:
    """What was paid for each month owed; empty where the member owed nothing for it."""
    members = dues.sheet_of(request.association, request.month.last)
    months = sorted({month for one in members for month in one.charged})
    credit = any(one.credit for one in members)  # has a column only where there is some
    headings = headings_of(
        (_("Socio"), Kind.TEXT),
        *((month, Kind.SOLES, True) for month in months),
        (_("Debe"), Kind.SOLES, True),
        *[(_("A favor"), Kind.SOLES, True)][: int(credit)],
    )
    rows = [
        [
            str(one.member),
            *(one.paid.get(month) for month in months),
            or_blank(one.owed),
            *[or_blank(one.credit)][: int(credit)],
        ]
        for one in members
    ]
    return Sheet(_("Cuotas"), [Table(headings, rows, fixed=1, marks=[_owing(_("Debe"))])])


def _owing(heading: str) -> Mark:
    return Mark(f"N([{heading}])>0", Tone.WARN, (heading,))


# Harvests and people ------------------------------------------------------------------------


def harvests_sheet(request: Request) -> Sheet:
    """What is not decided yet has a column only in a month that has some of it."""
    harvests = request.harvests
    adds = one_unit(str(one.product.unit) for one in harvests)
    undecided = any(one.undecided for one in harvests)
    parts = [name for name in DESTINATIONS if name != "undecided" or undecided]
    headings = headings_of(
        (_("Fecha"), Kind.DAY),
        (_("Socio"), Kind.TEXT),
        (_("Parcela"), Kind.TEXT),
        (_("Producto"), Kind.TEXT),
        (_("ha"), Kind.FINE),
        (_("kg"), Kind.QUANTITY, adds),
        *((destination_label(name), Kind.QUANTITY, adds) for name in parts),
        (_("kg/ha"), Kind.WHOLE),
    )
    rows = [
        [
            one.day,
            str(one.member.name),
            str(one.plot or "") or None,
            str(one.product.name),
            one.area,
            one.total,
            *(or_blank(getattr(one, name)) for name in parts),
            one.per_hectare(),
        ]
        for one in harvests
    ]
    return Sheet(_("Cosechas"), [Table(headings, rows)])


def destination_label(name: str) -> str:
    """«Autoconsumo»."""
    return _(Harvest._meta.fields[name].verbose_name)


def members_sheet(request: Request) -> Sheet:
    until = request.month.last
    headings = headings_of(
        (_("N°"), Kind.WHOLE),
        (_("Socio"), Kind.TEXT),
        (_("Sexo"), Kind.TEXT),
        (_("Ingreso"), Kind.DAY),
        (_("Condición"), Kind.TEXT),
    )
    people = register_of(request.association, until)
    conditions = {kept: _(shown) for kept, shown in CONDITIONS}
    rows: list[list[Value]] = [
        [
            one.place,
            str(one.name),
            one.text("sex"),
            one.admitted,
            conditions["active" if one.is_member_on(until) else "left"],
        ]
        for one in people
    ]
    if request.with_dni:
        headings.insert(2, Heading(_("DNI")))
        for row, one in zip(rows, people, strict=True):
            row.insert(2, str(one.dni))
    return Sheet(_("Padrón"), [Table(headings, rows)])
