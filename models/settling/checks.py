"""«Antes de liquidar»: what stops a settling, and what to look at once more before it.

A fault stops it; a warning and a hint do not. Each names the record or the place behind it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from models.fields import show
from models.language import _, ngettext
from models.month.preflight import FAULT, HINT, WARNING, Finding
from models.parameters import parameter
from models.produce.deliveries import Delivery
from models.produce.products import Grade, Product
from models.produce.sales import Sale
from models.record import rows
from models.settling.deductions import RETENTION
from models.settling.forecast import Forecast, service_on
from models.settling.lot_parts import owing_of, owing_words
from models.settling.member_share import MemberShare
from models.settling.taking import earned_in_year
from models.stock import free

ZERO = Decimal(0)
NEAR = Decimal("0.9")  # of the yearly threshold of the tax: it is said that it comes near
FEW = 3  # names in one sentence


def checks(forecast: Forecast) -> list[Finding]:
    """All that is to be known before settling, what stops it first."""
    found = [*_obstacles(forecast)]
    if forecast.shares:
        found += [*_no_costs(forecast), *_indebted(forecast), *_short(forecast)]
        found += [*_retention(forecast), *_not_drawn(forecast)]
    return found


def _obstacles(forecast: Forecast) -> Iterator[Finding]:
    owing = {owing_words(number, amount): sale for sale, number, amount in owing_of(forecast.lot)}
    _percent, unset = service_on(forecast.lot.association, forecast.day)
    for sentence in forecast.obstacles:
        sale = owing.get(sentence)
        record = Sale.get_by_id(sale) if sale is not None else None
        lacks_sales = not forecast.shares and not forecast.is_top_up
        place = "parameter" if sentence == unset else "sell" if lacks_sales else ""
        yield Finding(FAULT, sentence, record, "" if record else place)


def _no_costs(forecast: Forecast) -> Iterator[Finding]:
    if not forecast.is_top_up and not forecast.costs:
        say = _("El lote no tiene ningún gasto: ni flete, ni estiba, ni sacos. ¿Falta registrarlo?")
        yield Finding(WARNING, say, place="spend")


def _indebted(forecast: Forecast) -> Iterator[Finding]:
    indebted = [one for one in forecast.shares if one.carried_out]
    if indebted:
        yield Finding(
            WARNING,
            _("Quedan con saldo deudor, sin nada que cobrar: {names}.").format(
                names=_names(indebted)
            ),
            indebted[0].member,
        )


def _short(forecast: Forecast) -> Iterator[Finding]:
    short = [
        share
        for share in forecast.shares
        if any(one.amount < one.asked and one.base != RETENTION for one in share.taken)
    ]
    if short:
        yield Finding(
            HINT,
            _("No alcanza para todo lo que se pidió descontar a {names}.").format(
                names=_names(short)
            ),
            short[0].member,
        )


def _retention(forecast: Forecast) -> Iterator[Finding]:
    if taxed := [one for one in forecast.shares if one.taken_for(RETENTION)]:
        yield Finding(
            WARNING,
            _("Se retiene impuesto a {names}: pasan el monto del año.").format(names=_names(taxed)),
            taxed[0].member,
        )
    association, day = forecast.lot.association, forecast.day
    if not parameter(association, "retention_pct", day):
        return
    threshold = parameter(association, "retention_threshold", day)
    earned = earned_in_year(association, day.year)
    near = [
        one
        for one in forecast.shares
        if threshold * NEAR <= earned.get(one.member.id, ZERO) + one.gross <= threshold
    ]
    if near:
        yield Finding(
            HINT,
            _("Con esta liquidación llegan cerca del monto de la retención: {names}.").format(
                names=_names(near)
            ),
            near[0].member,
        )


def _not_drawn(forecast: Forecast) -> Iterator[Finding]:
    """What members of the lot delivered of its products and is not sold yet."""
    if forecast.is_top_up:
        return
    members = {one.member.id for one in forecast.shares}
    grades = {line.grade for one in forecast.shares for line in one.lines}
    products = Grade.select(Grade.product).where(Grade.id.in_(grades))
    left = {
        piece.delivery.id: piece.quantity
        for grade in Grade.select(Grade, Product).join(Product).where(Grade.product.in_(products))
        for piece in free(forecast.lot.association, grade, date.max)
    }
    query = Delivery.select(Delivery.document, Delivery.member)
    owners = dict(rows(query.where(Delivery.document.in_(list(left)))))
    waiting = [key for key in left if owners[key] in members]
    if not waiting:
        return
    say = ngettext(
        "{n} entrega de socios de este lote todavía no se vende: {amount} {unit}.",
        "{n} entregas de socios de este lote todavía no se venden: {amount} {unit}.",
        len(waiting),
    )
    amount = show(Delivery.payable, sum((left[key] for key in waiting), ZERO))
    unit = forecast.shares[0].lines[0].unit
    first = Delivery.get_by_id(waiting[0])
    yield Finding(HINT, say.format(n=len(waiting), amount=amount, unit=unit), first)


def _names(shares: Sequence[MemberShare]) -> str:
    """The first few of them, and how many more."""
    names = ", ".join(str(one.member) for one in shares[:FEW])
    more = len(shares) - FEW
    return names if more <= 0 else _("{names} y {n} más").format(names=names, n=more)
