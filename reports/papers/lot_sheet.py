"""Hoja del lote: all of a lot on paper, for the assembly and the fiscal: every sum can be checked.

Sales, losses and costs, the part of each delivery, the service, and what each member gets. Of a lot
that is not settled it says how it stands today and what is missing.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from models.language import _, speaking
from models.produce.lots import Lot
from models.record import rows
from models.settling.account import LotFacts, SettlementFacts, percent, quantity
from models.settling.facts import facts_by_paper, facts_of_forecast
from models.settling.forecast import forecast
from models.settling.lot_view import valid_runs_of
from models.settling.settlements import Settlement
from reports.papers.blocks import Block, Column, Grid, Over, Row, Say, Signatures
from reports.papers.heads import full_figure, letterhead_of, short_day, signers, soles
from reports.papers.pages import Folio, folio_pdf
from reports.papers.words import amount_in_words, long_day

ZERO = Decimal(0)


def lot_sheet_pdf(lot: Lot) -> bytes:
    """The sheet of a lot as it was settled, later prices too; if it was not, as it stands today."""
    with speaking("es"):
        return folio_pdf(lot_sheet_folio(lot, date.today()))


def lot_sheet_folio(lot: Lot, today: date) -> Folio:
    runs = valid_runs_of(lot)
    if runs:
        day, under = runs[0].day, _("Liquidado el {day}.").format(day=long_day(runs[0].day))
        blocks = [block for run in runs for block in _run(_facts_of(run.id))]
    else:
        made_up = forecast(lot, today)
        day, under = (
            today,
            _("Cómo va al {day}: todavía no está liquidado.").format(day=long_day(today)),
        )
        missing = [Say(words, strong=True) for words in made_up.obstacles]
        blocks = [*missing, *_run(facts_of_forecast(made_up))]
    signatures = Signatures(signers(lot.association, day), 24)
    *blocks, last = blocks or [Say("")]
    return Folio(
        letterhead_of(lot.association),
        _("Hoja del lote «{lot}»").format(lot=lot.name),
        [under],
        [*blocks, Over([last, signatures])],
        most=1,
    )


def _facts_of(run: int) -> list[SettlementFacts]:
    query = Settlement.select(Settlement.document).where(Settlement.run == run)
    keys = [key for (key,) in rows(query.order_by(Settlement.document))]
    facts = facts_by_paper(keys)
    return [facts[key] for key in keys]


def _run(members: Sequence[SettlementFacts]) -> Iterator[Block]:
    """All blocks of one settling."""
    if not members:
        return
    lot = members[0].lot
    if lot.is_top_up:
        title = _("Reintegro del {day}").format(day=long_day(lot.day))
        yield Say(title, strong=True, size=12)
    yield from _sold(lot)
    if lot.lost:
        yield _lost(lot)
    if lot.spent:
        yield _spent(lot)
    yield _summary(lot, members)
    yield _by_member(members)
    yield from _deductions(members)
    for pool in lot.pools:
        title = _("{what}: {quantity}, por entrega").format(
            what=pool.what, quantity=quantity(pool.quantity, pool.unit)
        )
        yield _pieces(members, pool.grade, title)
    yield _check(lot, members)


def _sold(lot: LotFacts) -> Iterator[Block]:
    if lot.is_top_up:
        columns = [
            Column(_("Recibo"), 28, exact=True),
            Column(_("Día"), 23, exact=True),
            Column(_("Quién pagó"), 62),
            Column(_("Por"), 42),
            Column(_("Monto S/"), 27, True),
        ]
        lines = [
            Row(
                [
                    one.number,
                    short_day(one.day),
                    one.buyer,
                    one.what or _("todo el lote"),
                    full_figure(one.amount),
                ]
            )
            for one in lot.sold
        ]
        total = Row(["", "", _("Total"), "", full_figure(lot.gross)], strong=True)
        yield Grid(columns, [*lines, total], _("Lo que se pagó después"))
        return
    columns = [
        Column(_("Venta"), 28, exact=True),
        Column(_("Día"), 23, exact=True),
        Column(_("Cliente"), 40),
        Column(_("Producto"), 32),
        Column(lot.unit, 18, True),
        Column(_("S/ por {unit}").format(unit=lot.unit), 16, True),
        Column(_("Importe S/"), 25, True),
    ]
    lines = [
        Row(
            [
                one.number,
                short_day(one.day),
                one.buyer,
                one.what,
                _goods(one.quantity, one.unit),
                full_figure(one.price),
                full_figure(one.amount),
            ]
        )
        for one in lot.sold
    ]
    sold = sum((one.quantity for one in lot.sold), ZERO)
    cells = ["", "", _("Total"), "", _goods(sold, lot.unit), "", full_figure(lot.gross)]
    yield Grid(columns, [*lines, Row(cells, strong=True)], _("Ventas"))


def _lost(lot: LotFacts) -> Grid:
    columns = [
        Column(_("Merma"), 28, exact=True),
        Column(_("Día"), 23, exact=True),
        Column(_("Producto"), 32),
        Column(_("Motivo"), 81),
        Column(lot.unit, 18, True),
    ]
    lines = [
        Row([one.number, short_day(one.day), one.what, one.reason, _goods(one.quantity, one.unit)])
        for one in lot.lost
    ]
    lost = sum((one.quantity for one in lot.lost), ZERO)
    total = Row(["", "", _("Total"), "", _goods(lost, lot.unit)], strong=True)
    return Grid(columns, [*lines, total], _("Mermas: las llevan todos"))


def _spent(lot: LotFacts) -> Grid:
    columns = [
        Column(_("Recibo"), 28, exact=True),
        Column(_("Día"), 23, exact=True),
        Column(_("Por"), 54),
        Column(_("Pagado a"), 52),
        Column(_("Monto S/"), 25, True),
    ]
    lines = [
        Row(
            [
                one.receipt.number,
                short_day(one.receipt.day),
                one.concept,
                one.party,
                full_figure(one.receipt.amount),
            ]
        )
        for one in lot.spent
    ]
    total = Row(["", "", _("Total"), "", full_figure(lot.costs)], strong=True)
    return Grid(columns, [*lines, total], _("Costos"))


def _pieces(members: Sequence[SettlementFacts], grade: int, title: str) -> Grid:
    """The parts of one product and grade, by number of the delivery."""
    parts = [(one, who.code) for who in members for one in who.brought if one.grade == grade]
    parts.sort(key=lambda part: (part[0].number[:7], len(part[0].number), part[0].number))
    columns = [
        Column(_("Entrega"), 30, exact=True),
        Column(_("Día"), 25, exact=True),
        Column(_("Socio"), 18, exact=True),
        Column(parts[0][0].unit if parts else "", 17, True),
        Column(_("Ventas S/"), 26, True),
        Column(_("Costos"), 20, True),
        Column(_("Servicio"), 22, True),
        Column(_("Adelanto"), 22, True),
    ]
    names = ("in_lot", "earned", "costs", "service", "advance")
    lines = []
    for one, who in parts:
        figures = [full_figure(getattr(one, name)) for name in names[1:]]
        lines.append(
            Row([one.number, short_day(one.day), who, _goods(one.in_lot, one.unit), *figures])
        )
    sums = [sum((getattr(one, name) for one, _who in parts), ZERO) for name in names]
    unit = parts[0][0].unit if parts else ""
    cells = ["", "", _("Total"), _goods(sums[0], unit), *map(full_figure, sums[1:])]
    return Grid(columns, [*lines, Row(cells, strong=True)], title)


def _summary(lot: LotFacts, members: Sequence[SettlementFacts]) -> Grid:
    carried = sum((one.carried_out for one in members), ZERO)
    service = _("Descuento por servicio, {percent} de las ventas").format(
        percent=percent(lot.service_pct)
    )
    steps = [
        (_("Ventas"), lot.gross),
        (_("Costos"), -lot.costs),
        (service, -lot.service),
        (_("Adelantos que ya recibieron"), -sum((one.advances for one in members), ZERO)),
        (_("Descuentos"), -sum((one.deducted for one in members), ZERO)),
        (_("Lo que algunos quedan debiendo"), carried),
    ]
    lines = [Row([words, full_figure(amount)]) for words, amount in steps if amount]
    net = sum((one.net for one in members), ZERO)
    columns = [Column("", 130), Column(_("S/"), 40, True)]
    total = Row([_("Neto para los socios"), full_figure(net)], strong=True)
    return Grid(columns, [*lines, total], _("La cuenta del lote"))


def _check(lot: LotFacts, members: Sequence[SettlementFacts]) -> Say:
    """That the parts add up to the whole, said from the parts."""
    parts = sum((one.gross for one in members), ZERO)
    net = sum((one.net for one in members), ZERO)
    say = _("Las partes de los socios suman {parts}, igual que las ventas. Neto: {words}.")
    if parts != lot.gross:
        say = _("Las partes de los socios suman {parts} y las ventas no: revise el libro.")
    return Say(say.format(parts=soles(parts), words=amount_in_words(net)))


def _by_member(members: Sequence[SettlementFacts]) -> Grid:
    owing = any(one.carried_out for one in members)
    columns = [
        Column(_("Socio"), 40),
        Column(members[0].lot.unit, 18, True),
        Column(_("Ventas S/"), 24, True),
        Column(_("Costos"), 17, True),
        Column(_("Servicio"), 20, True),
        Column(_("Adelantos"), 21, True),
        Column(_("Dsctos."), 18, True),
        Column(_("Neto S/"), 24, True),
        *([Column(_("Queda debiendo"), 20, True)] if owing else []),
    ]
    names = ["gross", "costs", "service", "advances", "deducted", "net"]
    names += ["carried_out"] if owing else []
    lines = []
    for one in members:
        brought = sum((part.in_lot for part in one.brought), ZERO)
        figures = [full_figure(getattr(one, name)) for name in names]
        who = f"{one.code} {one.member}"
        lines.append(Row([who, _goods(brought, one.lot.unit), *figures]))
    sums = [full_figure(sum((getattr(one, name) for one in members), ZERO)) for name in names]
    whole = sum((part.in_lot for one in members for part in one.brought), ZERO)
    total = Row([_("Total"), _goods(whole, members[0].lot.unit), *sums], strong=True)
    return Grid(columns, [*lines, total], _("Lo que le toca a cada socio"))


def _deductions(members: Sequence[SettlementFacts]) -> Iterator[Block]:
    """What the deductions were, all members together."""
    sums: dict[str, Decimal] = {}
    for one in members:
        for taken in one.taken:
            sums[taken.name] = sums.get(taken.name, ZERO) + taken.amount
    if sums:
        words = ", ".join(f"{name} {soles(amount)}" for name, amount in sums.items())
        yield Say(_("Descuentos: {words}.").format(words=words))


def _goods(amount: Decimal, unit: str) -> str:
    """«322.4», under a heading that says the unit."""
    return quantity(amount, unit).removesuffix(f" {unit}")
