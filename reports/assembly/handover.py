"""Acta de entrega: what the outgoing treasurer hands to the incoming one, before the fiscal."""

from datetime import date
from decimal import Decimal

from models import money
from models.associations import Association
from models.language import _, speaking
from models.month.flows import MEMBERS, OWN, RESTRICTED, WITHHELD
from models.month.handover import DEBTS, Handover, handover_at
from models.months import Month
from reports.papers.blocks import Beside, Block, Column, Grid, Over, Row, Say, Signatures, Title
from reports.papers.heads import (
    amount_of_goods,
    figure,
    full_figure,
    letterhead_of,
    short_day,
    signers,
    sums_of,
)
from reports.papers.pages import Folio, folio_pdf
from reports.papers.words import amount_in_words, long_day

ZERO = Decimal(0)


def handover_pdf(association: Association, day: date) -> bytes:
    with speaking("es"):
        return folio_pdf(handover_folio(association, handover_at(association, day)))


def handover_folio(association: Association, kept: Handover) -> Folio:
    treasurer, president, auditor = signers(association, kept.day)
    return Folio(
        letterhead_of(association),
        _("Acta de entrega de tesorería"),
        [_("Lo que hay al {day}, según los libros.").format(day=long_day(kept.day))],
        [
            Say(
                _(
                    "En ____________________, a las ______ del ____ / ____ / ________, quien deja "
                    "la tesorería entrega, y quien la recibe cuenta y recibe, lo que sigue:"
                )
            ),
            _cash(kept),
            Beside([_whose(kept), _debt_totals(kept)]),
            _goods(kept),
            *_lists(kept),
            _papers(kept),
            Say(_("Observaciones: ____________________________________________________________")),
            Signatures(
                [
                    _("Entrega: {who}").format(who=treasurer),
                    _("Recibe: nombre y DNI"),
                    auditor,
                    president,
                ],
                room=22,
            ),
        ],
    )


def _cash(kept: Handover) -> Block:
    cash, bank = (kept.held.get(one, ZERO) for one in (money.CASH, money.BANK))
    books = sums_of(
        _("Dinero según los libros"),
        [
            (_("Caja"), cash, False),
            (_("Banco"), bank, False),
            (_("En total"), cash + bank, True),
        ],
    )
    said = Say(_("Son {words}.").format(words=amount_in_words(cash + bank)))
    return Beside([Over([books, said]), _counted(kept)])


def _counted(kept: Handover) -> Block:
    """The last count; without one, room to write it."""
    if kept.count is None:
        title = Title(_("Último arqueo"))
        return Over(
            [title, Say(_("No hay arqueo registrado. Cuenten la caja y anoten: ____________"))]
        )
    rows = [
        Row([full_figure(value), str(number), full_figure(value * number)])
        for value, number in kept.pieces
    ]
    rows.append(Row([_("Contado"), "", full_figure(kept.count.counted)], strong=True))
    if kept.count.difference:
        words = _("Diferencia con el libro")
        rows.append(Row([words, "", full_figure(kept.count.difference)]))
    return Grid(
        [
            Column(_("Billete o moneda S/"), 2),
            Column(_("Cuántos"), 1, figure=True),
            Column(_("S/"), 1, figure=True),
        ],
        rows,
        _("Último arqueo, del {day}").format(day=short_day(kept.count.day)),
    )


def _whose(kept: Handover) -> Block:
    owned = kept.owned
    lines = [
        (_("De la asociación"), owned[OWN], False),
        (_("De los socios"), owned[MEMBERS], False),
        (_("De fondos restringidos"), owned[RESTRICTED], False),
        (_("Retenciones por pagar"), owned[WITHHELD], False),
        (_("En total"), sum(owned.values(), ZERO), True),
    ]
    return sums_of(_("De quién es el dinero"), lines)


def _debt_words() -> dict[str, str]:
    return {
        money.ADVANCES: _("Adelantos"),
        money.LOANS: _("Préstamos"),
        money.INPUTS: _("Insumos"),
        money.CARRIED: _("Saldo deudor"),
        money.DUES: _("Cuotas"),
        money.CHARGES: _("Cargos"),
    }


def _debt_totals(kept: Handover) -> Block:
    words = _debt_words()
    members = [(words[one], kept.owed(one), False) for one in DEBTS]
    buyers = sum((one.balance for one in kept.receivable), ZERO)
    unpaid = sum((amount for _one, amount in kept.unpaid), ZERO)
    lines = [
        (_("Compradores"), buyers, False),
        *(line for line in members if line[1]),
        (_("Deben a la asociación"), buyers + sum((a for _w, a, _s in members), ZERO), True),
        (_("Liquidaciones por pagar"), unpaid, True),
    ]
    return sums_of(_("Quién debe"), lines)


def _goods(kept: Handover) -> Block:
    title = _("Productos en almacén")
    if not kept.produce:
        return Over([Title(title), Say(_("No hay productos en almacén."))])
    rows = [
        Row([str(one.product), str(one.name), amount_of_goods(left), one.product.text("unit")])
        for one, left in kept.produce
    ]
    columns = [
        Column(_("Producto"), 3),
        Column(_("Calidad"), 2),
        Column(_("Queda"), 1.5, figure=True),
        Column(_("Unidad"), 1.5),
    ]
    return Grid(columns, rows, title)


def _lists(kept: Handover) -> list[Block]:
    """Those who owe, the funds and the settlements not paid, one by one."""
    blocks: list[Block] = []
    if kept.funds:
        rows = [Row([str(one.fund), full_figure(one.closing)]) for one in kept.funds]
        columns = [Column(_("Fondo"), 3), Column(_("Queda S/"), 1, figure=True)]
        blocks.append(Grid(columns, rows, _("Fondos restringidos")))
    if kept.receivable:
        columns = [
            Column(_("Venta"), exact=True),
            Column(_("Fecha"), exact=True),
            Column(_("Comprador"), 70),
            Column(_("Vence"), exact=True),
            Column(_("Días"), 12, figure=True),
            Column(_("Debe S/"), 22, figure=True),
        ]
        rows = [
            Row(
                [
                    *(str(one.sale.document), short_day(one.sale.document.day)),
                    *(str(one.sale.buyer), short_day(one.sale.due)),
                    *(str(one.days), figure(one.balance)),
                ]
            )
            for one in kept.receivable
        ]
        blocks.append(Grid(columns, rows, _("Ventas por cobrar")))
    if kept.debts:
        blocks.append(_debtors(kept))
    if kept.unpaid:
        rows = [
            Row([str(one.document), short_day(one.document.day), str(one.member), figure(left)])
            for one, left in kept.unpaid
        ]
        columns = [
            Column(_("Liquidación"), exact=True),
            Column(_("Fecha"), exact=True),
            Column(_("Socio"), 80),
            Column(_("Por pagar S/"), 22, figure=True),
        ]
        blocks.append(Grid(columns, rows, _("Liquidaciones por pagar")))
    return blocks


def _debtors(kept: Handover) -> Block:
    """Each member who owes, in a column for each kind of debt there is."""
    words = _debt_words()
    kinds = [one for one in DEBTS if kept.owed(one)]
    rows = [
        Row(
            [
                *(str(one.member.place), str(one.member)),
                *(figure(one.by_account.get(kind, ZERO)) for kind in kinds),
                figure(one.amount),
            ]
        )
        for one in kept.debts
    ]
    whole = sum((one.amount for one in kept.debts), ZERO)
    sums = [figure(kept.owed(kind)) for kind in kinds]
    rows.append(Row(["", _("Total"), *sums, figure(whole)], strong=True))
    columns = [
        Column(_("N°"), exact=True),
        Column(_("Socio"), 50),
        *(Column(words[kind], 20, figure=True) for kind in kinds),
        Column(_("Total S/"), 21, figure=True),
    ]
    return Grid(columns, rows, _("Lo que deben los socios, S/"))


def _papers(kept: Handover) -> Block:
    series = ", ".join(kept.series) or _("ninguno")
    lines = [_("Último número de cada serie: {numbers}.").format(numbers=series)]
    if kept.closing is not None:
        month = Month.read(str(kept.closing.month))
        lines.append(
            _("Último mes cerrado: {month}, código de control {code}.").format(
                month=month.title, code=kept.closing.code
            )
        )
    else:
        lines.append(_("Todavía no se cerró ningún mes."))
    if kept.code is not None:
        lines.append(
            _("Código del libro hoy: {code}, con {count} cambios anotados.").format(
                code=kept.code.letters, count=f"{kept.code.changes:,}"
            )
        )
    if kept.open_month is not None:
        lines.append(_("Mes abierto desde: {month}.").format(month=kept.open_month.title))
    title = Title(_("Papeles y cierres"))
    return Over([title, *(Say(words) for words in lines)])
