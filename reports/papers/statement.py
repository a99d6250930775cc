"""Estado de cuenta del socio: what was brought, settled, received and paid, and what is owed."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from models.language import _, speaking
from models.people.members import Member
from models.people.statement_view import Owed, Statement, statement_of
from models.settling.account import quantity
from reports.papers.blocks import Block, Column, Grid, Over, Row, Say, Signatures
from reports.papers.heads import figure, full_figure, letterhead_of, short_day, signers, soles
from reports.papers.pages import Folio, folio_pdf
from reports.papers.words import long_day

ZERO = Decimal(0)


def statement_pdf(member: Member, since: date, until: date, *, with_dni: bool = False) -> bytes:
    """The member's account from `since` to `until`, both included; the DNI only if asked for."""
    with speaking("es"):
        statement = statement_of(member, since, until)
        return folio_pdf(statement_folio(statement, with_dni=with_dni))


def statement_folio(statement: Statement, *, with_dni: bool = False) -> Folio:
    member = statement.member
    dni = _("DNI {dni}").format(dni=member.dni) if with_dni else ""
    days = _("Del {first} al {last}.").format(
        first=long_day(statement.since), last=long_day(statement.until)
    )
    *names, treasurer = [
        _("Socia o socio: conforme (DNI)"),
        *signers(member.association, statement.until, ["treasurer"]),
    ]
    signatures = Signatures([treasurer, *names], 24, fingerprint=True)
    return Folio(
        letterhead_of(member.association),
        _("Estado de cuenta: {name}").format(name=member.name),
        ["   ".join(filter(None, (str(member.code), dni, days)))],
        [*_blocks(statement), Over([Say(conclusion(statement), strong=True), signatures])],
        most=1,
    )


def _blocks(statement: Statement) -> Iterator[Block]:
    if not (statement.handed or statement.settled or statement.moved):
        yield Say(_("En este tiempo no entregó, no se le liquidó, no recibió ni pagó nada."))
    if statement.handed:
        yield _handed(statement)
    if statement.settled:
        yield _settled(statement)
    if statement.moved:
        yield _moved(statement)
    yield from standing(statement)


def standing(statement: Statement) -> Iterator[Grid]:
    """What is owed on the last day, by the member and to the member."""
    day = long_day(statement.until)
    if statement.owes:
        yield _owed(_("Lo que debe al {day}").format(day=day), statement.owes)
    if statement.to_pay:
        yield _owed(_("Lo que la asociación le debe al {day}").format(day=day), statement.to_pay)


def _handed(statement: Statement) -> Grid:
    columns = [
        Column(_("Entrega"), 30, exact=True),
        Column(_("Día"), 25, exact=True),
        Column(_("Producto"), 52),
        Column(_("Pagable"), 26, True),
        Column(_("Liquidado"), 26, True),
        Column(_("Falta liquidar"), 26, True),
    ]
    lines = [
        Row(
            [
                one.number,
                short_day(one.day),
                one.what,
                quantity(one.payable, one.unit),
                quantity(one.settled, one.unit) if one.settled else "",
                quantity(one.left, one.unit) if one.left else "",
            ]
        )
        for one in statement.handed
    ]
    units = dict.fromkeys(one.unit for one in statement.handed)
    for unit in units:
        own = [one for one in statement.handed if one.unit == unit]
        sums = [sum((getattr(one, name) for one in own), ZERO) for name in _WEIGHTS]
        total = ["", "", _("Total"), *(quantity(amount, unit) for amount in sums)]
        lines.append(Row(total, strong=True))
    return Grid(columns, lines, _("Lo que entregó"))


_WEIGHTS = ("payable", "settled", "left")


def _settled(statement: Statement) -> Grid:
    columns = [
        Column(_("Liquidación"), 29, exact=True),
        Column(_("Día"), 24, exact=True),
        Column(_("Lote"), 25),
        Column(_("Ventas S/"), 24, True),
        Column(_("Costos y servicio"), 20, True),
        Column(_("Adelantos"), 22, True),
        Column(_("Dsctos."), 20, True),
        Column(_("Neto S/"), 24, True),
    ]
    parts = [
        (one.gross, one.costs + one.service, one.advances, one.deducted, one.net)
        for one in statement.settled
    ]
    lines = [
        Row([one.number, short_day(one.day), one.lot, *map(full_figure, figures)])
        for one, figures in zip(statement.settled, parts, strict=True)
    ]
    sums = [full_figure(sum(column, ZERO)) for column in zip(*parts, strict=True)]
    total = Row(["", "", _("Total"), *sums], strong=True)
    return Grid(columns, [*lines, total], _("Lo que se le liquidó"))


def _moved(statement: Statement) -> Grid:
    columns = [
        Column(_("Recibo"), 29, exact=True),
        Column(_("Día"), 24, exact=True),
        Column(_("Por"), 80),
        Column(_("Recibió S/"), 25, True),
        Column(_("Pagó S/"), 24, True),
    ]
    lines = [
        Row([one.number, short_day(one.day), one.concept, figure(one.received), figure(one.paid)])
        for one in statement.moved
    ]
    received = sum((one.received for one in statement.moved), ZERO)
    paid = sum((one.paid for one in statement.moved), ZERO)
    cells = ["", "", _("Total"), full_figure(received), full_figure(paid)]
    return Grid(columns, [*lines, Row(cells, strong=True)], _("Dinero que recibió y que pagó"))


def _owed(title: str, several: Sequence[Owed]) -> Grid:
    lines = [Row([one.words, full_figure(one.amount)]) for one in several]
    whole = sum((one.amount for one in several), ZERO)
    columns = [Column(_("Por"), 145), Column(_("S/"), 37, True)]
    return Grid(columns, [*lines, Row([_("Total"), full_figure(whole)], strong=True)], title)


def conclusion(statement: Statement) -> str:
    """How things stand, in one sentence."""
    if not statement.debt and not statement.credit:
        return _("Está al día: no debe nada y no se le debe nada.")
    if not statement.credit:
        return _("Debe {debt} a la asociación.").format(debt=soles(statement.debt))
    if not statement.debt:
        return _("No debe nada. La asociación le debe {credit}.").format(
            credit=soles(statement.credit)
        )
    return _("Debe {debt}, y la asociación le debe {credit}.").format(
        debt=soles(statement.debt), credit=soles(statement.credit)
    )
