"""Forecasts that were read out, to tell what changed since, for whom and why."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from peewee import ForeignKeyField, TextField

from models.cash.cash_book import Receipt
from models.changes import transaction
from models.documents import VALID, Document
from models.fields import DayField, show
from models.language import _
from models.money import MoneyEntry
from models.produce.lots import Lot
from models.produce.sales import Sale
from models.record import Record, rows
from models.reversals import reversed_papers
from models.settling.forecast import Forecast
from models.settling.member_share import MemberShare

ZERO = Decimal(0)
FIGURES = ("quantity", "gross", "costs", "service", "advances", "net", "carried_out")


class KeptForecast(Record):
    """A forecast of a lot as it was told to its members. `figures` is JSON of the program."""

    lot = ForeignKeyField(Lot, on_delete="RESTRICT")
    made = TextField()
    day = DayField()
    figures = TextField()

    class Meta:
        table_name = "forecast"

    def searched(self) -> str:
        return ""  # found by its lot


@dataclass(frozen=True)
class MemberFigures:
    """What one member would get, S/, and of which deliveries, in the unit of the lot."""

    name: str
    amounts: Mapping[str, Decimal]  # by FIGURES
    pieces: Mapping[str, Decimal]  # number of the delivery -> quantity in the lot
    taken: Mapping[str, Decimal]  # name of the deduction -> S/

    @property
    def due(self) -> Decimal:
        """The net; what stays owed is less than nothing."""
        return self.amounts["net"] - self.amounts["carried_out"]


@dataclass(frozen=True)
class Figures:
    """A forecast reduced to what is compared, and the papers it rests on."""

    day: date
    service_pct: Decimal
    sales: Mapping[str, Decimal]  # number -> S/
    costs: Mapping[str, Decimal]  # number of the receipt -> S/
    top_ups: Mapping[str, Decimal]  # number of the receipt -> S/
    members: Mapping[int, MemberFigures]  # member's key


@dataclass(frozen=True)
class Change:
    """What a member would get now instead of before, S/, and why, a sentence each."""

    member: int
    name: str
    before: Decimal
    now: Decimal
    why: tuple[str, ...]


# Keeping --------------------------------------------------------------------------------------


@transaction()
def keep(forecast: Forecast) -> KeptForecast:
    """Keep a forecast as it is told to the members now."""
    return KeptForecast.create(
        lot=forecast.lot,
        made=datetime.now().isoformat(timespec="seconds"),
        day=forecast.day,
        figures=json.dumps(_written(figures_of(forecast)), ensure_ascii=False),
    )


def last_kept(lot: Lot) -> tuple[KeptForecast, Figures] | None:
    """The newest forecast of the lot that can be read; None where there is none."""
    query = KeptForecast.select().where(KeptForecast.lot == lot)
    for one in query.order_by(KeptForecast.id.desc()):
        try:
            return one, _read(one)
        except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation):
            continue  # kept by another version, or spoiled: there is nothing to compare with
    return None


def figures_of(forecast: Forecast) -> Figures:
    """What of a forecast is compared, with the papers of the lot that count now."""
    counts = (Document.state == VALID) & Document.id.not_in(reversed_papers())
    sales = (
        Sale.select(Document.number, Sale.total)
        .join(Document)
        .where(Sale.lot == forecast.lot, counts)
    )
    costs = (
        Receipt.select(Document.number, Receipt.amount)
        .join(Document)
        .where(Receipt.lot == forecast.lot, Document.kind == "RE", counts)
    )
    return Figures(
        forecast.day,
        forecast.service_pct,
        dict(rows(sales.order_by(Document.id))),
        dict(rows(costs.order_by(Document.id))),
        {str(one.document): one.amount for one in forecast.top_ups},
        {one.member.id: _figures_of(one) for one in forecast.shares},
    )


def _figures_of(share: MemberShare) -> MemberFigures:
    return MemberFigures(
        str(share.member.name),
        {name: getattr(share, name) for name in FIGURES},
        {line.number: line.quantity for line in share.lines},
        {one.name: one.amount for one in share.taken if one.amount},
    )


def _written(figures: Figures) -> dict[str, Any]:
    return {
        "day": figures.day.isoformat(),
        "service_pct": str(figures.service_pct),
        **{name: _texts(getattr(figures, name)) for name in ("sales", "costs", "top_ups")},
        "members": {
            str(key): {
                "name": one.name,
                "amounts": _texts(one.amounts),
                "pieces": _texts(one.pieces),
                "taken": _texts(one.taken),
            }
            for key, one in figures.members.items()
        },
    }


def _read(kept: KeptForecast) -> Figures:
    found = json.loads(str(kept.figures))
    return Figures(
        date.fromisoformat(found["day"]),
        Decimal(found["service_pct"]),
        _amounts(found["sales"]),
        _amounts(found["costs"]),
        _amounts(found["top_ups"]),
        {
            int(key): MemberFigures(
                str(one["name"]),
                {name: Decimal(one["amounts"][name]) for name in FIGURES},
                _amounts(one["pieces"]),
                _amounts(one["taken"]),
            )
            for key, one in found["members"].items()
        },
    )


def _texts(amounts: Mapping[str, Decimal]) -> dict[str, str]:
    return {name: str(amount) for name, amount in amounts.items()}


def _amounts(texts: Mapping[str, str]) -> dict[str, Decimal]:
    return {str(name): Decimal(text) for name, text in texts.items()}


# Comparing ------------------------------------------------------------------------------------


def changes(before: Figures, now: Figures) -> list[Change]:
    """Whose net or saldo deudor is another one now, or who came or went, and why; by the padrón."""
    of_all = tuple(_papers_changed(before, now))
    found = []
    for key in [*now.members, *(key for key in before.members if key not in now.members)]:
        was, is_now = before.members.get(key), now.members.get(key)
        due = [one.due if one else ZERO for one in (was, is_now)]
        named = is_now or was
        if named is None or (due[0] == due[1] and was is not None and is_now is not None):
            continue
        own = tuple(_own_changes(was, is_now))
        shared = of_all if _is_touched(was, is_now) else ()
        found.append(Change(key, named.name, due[0], due[1], (*own, *shared)))
    return found


def _is_touched(was: MemberFigures | None, now: MemberFigures | None) -> bool:
    """Whether what the whole lot earned or cost reached this member."""
    if was is None or now is None:
        return False
    names = ("gross", "costs", "service")
    return any(was.amounts[name] != now.amounts[name] for name in names)


def _papers_changed(before: Figures, now: Figures) -> Iterator[str]:
    for name, new, gone, other in (
        (
            "sales",
            _("Venta nueva {number}, S/ {amount}."),
            _("La venta {number} ya no cuenta."),
            _("La venta {number} pasó de S/ {before} a S/ {amount}."),
        ),
        (
            "costs",
            _("Gasto nuevo {number}, S/ {amount}."),
            _("El gasto {number} ya no cuenta."),
            _("El gasto {number} pasó de S/ {before} a S/ {amount}."),
        ),
        (
            "top_ups",
            _("Reintegro nuevo {number}, S/ {amount}."),
            _("El reintegro {number} ya no cuenta."),
            _("El reintegro {number} pasó de S/ {before} a S/ {amount}."),
        ),
    ):
        yield from _each_changed(getattr(before, name), getattr(now, name), new, gone, other)
    if before.service_pct != now.service_pct:
        yield _("El servicio pasó de {before} % a {now} %.").format(
            before=_plain(before.service_pct), now=_plain(now.service_pct)
        )


def _own_changes(was: MemberFigures | None, now: MemberFigures | None) -> Iterator[str]:
    if was is None:
        yield _("Antes no tenía nada en el lote.")
        return
    if now is None:
        yield _("Ya no tiene nada en el lote.")
        return
    for number in dict.fromkeys([*was.pieces, *now.pieces]):
        had, has = was.pieces.get(number, ZERO), now.pieces.get(number, ZERO)
        if had == has:
            continue
        say = _("De la entrega {number} entran al lote {now}, antes {before}.")
        yield say.format(number=number, now=_plain(has), before=_plain(had))
    if was.amounts["advances"] != now.amounts["advances"]:
        yield _("Sus adelantos pasaron de S/ {before} a S/ {now}.").format(
            before=_soles(was.amounts["advances"]), now=_soles(now.amounts["advances"])
        )
    yield from _each_changed(
        was.taken,
        now.taken,
        _("Descuento nuevo: {number}, S/ {amount}."),
        _("Ya no se descuenta: {number}."),
        _("{number} pasó de S/ {before} a S/ {amount}."),
    )


def _each_changed(
    was: Mapping[str, Decimal], now: Mapping[str, Decimal], new: str, gone: str, other: str
) -> Iterator[str]:
    for name, amount in now.items():
        if name not in was:
            yield new.format(number=name, amount=_soles(amount))
        elif was[name] != amount:
            yield other.format(number=name, before=_soles(was[name]), amount=_soles(amount))
    for name in was:
        if name not in now:
            yield gone.format(number=name)


def _soles(amount: Decimal) -> str:
    return show(MoneyEntry.amount, amount)


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"
