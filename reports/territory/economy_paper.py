"""Economía de las familias: incomes, prices, kilos sold together and who it is all of, by crop year."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from models.associations import Association
from models.economy.incomes import IncomeChange, income_of_families
from models.economy.prices import LocalPrice, PriceDifference, price_differences
from models.economy.together import SoldTogether, diversity, sold_together
from models.economy.who import Figure, members_on, share_of, split, whole
from models.fields import QuantityField, show
from models.land.seasons import Season
from models.language import _, ngettext, speaking
from models.numbers import rounded
from reports.papers.blocks import Beside, Block, Column, Grid, Row, Say
from reports.papers.heads import full_figure, letterhead_of, short_day
from reports.papers.pages import Folio, folio_pdf

_QUANTITY = QuantityField()


def economy_pdf(association: Association, season: Season, day: date) -> bytes:
    """Of a crop year against the one before, as it is known on that day."""
    with speaking("es"):
        return folio_pdf(_folio(association, season, day))


def _folio(association: Association, season: Season, day: date) -> Folio:
    since, until = season.since, min(season.until, max(day, season.since))
    days = _("Campaña {season}, del {since} al {until}, contra la campaña {before}.").format(
        season=season, since=short_day(since), until=short_day(until), before=season.previous
    )
    note = _("Ingreso: lo liquidado por la asociación, sin los costos ni el servicio.")
    change = income_of_families(association, season, season.previous)
    return Folio(
        letterhead_of(association),
        _("Economía de las familias"),
        [days, note],
        [
            _prices(price_differences(association, since, until)),
            _together(sold_together(association, since, until)),
            Beside([_people(members_on(association, until)), _varieties(association, season)]),
            _incomes(change),
        ],
    )


def _incomes(change: IncomeChange) -> Grid:
    columns = [
        Column(_("Familia"), 70),
        Column(_("Antes S/"), 34, True),
        Column(_("Ahora S/"), 34, True),
        Column(_("Cambio"), 28, True),
    ]
    lines = [
        Row([one.name, _soles(one.before), full_figure(one.now), _percent(one.change_pct)])
        for one in change.families
    ]
    count = len(change.known)
    if count:
        word = ngettext(
            "Mediana de {n} familia con dato de antes",
            "Mediana de {n} familias con dato de antes",
            count,
        ).format(n=count)
        medians = [_soles(change.median_before), _soles(change.median_now)]
        lines.append(Row([word, *medians, _percent(change.change_pct)], strong=True))
    return Grid(columns, lines, _("Ingreso de cada familia"))


def _prices(several: Sequence[PriceDifference]) -> Block:
    if not several:
        return Say(_("Precios: no se vendió nada en la campaña."))
    columns = [
        Column(_("Producto"), 40),
        Column(_("Comparado"), 28, True),
        Column(_("Precio nuestro S/"), 26, True),
        Column(_("Precio local S/"), 26, True),
        Column(_("Diferencia S/"), 26, True),
        Column(_("En total S/"), 28, True),
    ]
    lines = []
    for one in several:
        unit = one.product.text("unit")
        figures = [""] * 4
        if one.quantity:
            per_unit = one.per_unit or Decimal(0)
            own, local = (rounded(whole_ / one.quantity, 4) for whole_ in (one.amount, one.local))
            prices = [show(LocalPrice.price, price) for price in (own, local, per_unit)]
            figures = [*prices, full_figure(one.total)]
        compared = (
            f"{show(_QUANTITY, one.quantity)} {unit}" if one.quantity else _("sin precio local")
        )
        lines.append(Row([str(one.product), compared, *figures]))
    total = sum((one.total for one in several), Decimal(0))
    lines.append(Row(["", "", "", "", _("Total"), full_figure(total)], strong=True))
    return Grid(columns, lines, _("Precio de la asociación y precio local"))


def _together(several: Sequence[SoldTogether]) -> Block:
    if not several:
        return Say(_("Cosecha y venta: no hay registradas en la campaña."))
    columns = [
        Column(_("Producto"), 60),
        Column(_("Cosechado"), 36, True),
        Column(_("Vendido juntos"), 36, True),
        Column(_("Parte"), 24, True),
    ]
    lines = [
        Row(
            [
                one.product,
                f"{show(_QUANTITY, one.harvested)} {one.unit}",
                f"{show(_QUANTITY, one.sold)} {one.unit}",
                f"{one.share_pct} %" if one.share_pct is not None else "",
            ]
        )
        for one in several
    ]
    return Grid(columns, lines, _("Lo que se vende junto"))


def _people(members: Sequence[Figure]) -> Grid:
    """How many members, and of them women and young people."""
    all_of_them = whole(members)
    lines = [Row([_("Socios activos"), str(all_of_them), ""], strong=True)]
    for by in ("sex", "age", "community"):
        lines += [
            Row([word, str(count), f"{share_of(count, all_of_them)} %"])
            for word, count in split(members, by).items()
        ]
    columns = [Column(_("Quiénes"), 40), Column("", 16, True), Column("", 20, True)]
    return Grid(columns, lines, _("Socias y socios"))


def _varieties(association: Association, season: Season) -> Grid:
    grown = diversity(association, season.since, season.until)
    lines = [
        Row([_("Productos cosechados"), str(grown.products)]),
        Row([_("De ellos, variedades nativas"), str(grown.native)]),
    ]
    return Grid([Column(_("Qué"), 56), Column("", 16, True)], lines, _("Variedad"))


def _soles(amount: Decimal | None) -> str:
    return _("sin dato") if amount is None else full_figure(amount)


def _percent(change: Decimal | None) -> str:
    return "" if change is None else f"{change:+} %".replace("-", "−")
