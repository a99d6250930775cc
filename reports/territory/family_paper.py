"""Ficha de la familia: plots, harvests, food and sales of a crop year, on one paper."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from models.associations import Association
from models.fields import HectaresField, QuantityField, show
from models.food.family_file import FamilyFile, family_file
from models.food.questions import HarvestUse, Score
from models.food.surveys import BANDS
from models.land.seasons import Season
from models.language import _, ngettext, speaking
from models.produce.harvests import DESTINATIONS
from reports.papers.blocks import Beside, Block, Column, Grid, Row, Say
from reports.papers.heads import letterhead_of, short_day, soles
from reports.papers.pages import Folio, folio_pdf

_HECTARES, _QUANTITY = HectaresField(), QuantityField()
# The destinations as the columns of the table, in the words of the family; the rest is «otros».
SHOWN = ("sale", "own_use", "seed", "barter", "processing", "loss")


def family_pdf(association: Association, family: str, season: Season, day: date) -> bytes:
    """The file of one family, as it is known on that day."""
    with speaking("es"):
        return folio_pdf(family_folio(family_file(association, family, season), day))


def family_folio(one: FamilyFile, day: date) -> Folio:
    community, watershed = one.places
    people = ngettext("{n} persona en el hogar", "{n} personas en el hogar", one.people)
    facts = [
        community,
        _("cuenca {watershed}").format(watershed=watershed) if watershed else "",
        people.format(n=one.people) if one.people else "",
    ]
    who = ", ".join(member.name for member in one.members)
    days = _("Campaña {season}, del {since} al {until}. Registrado hasta el {day}.").format(
        season=one.season,
        since=short_day(one.season.since),
        until=short_day(one.season.until),
        day=short_day(day),
    )
    return Folio(
        letterhead_of(one.association),
        _("Ficha de la familia: {name}").format(name=one.name),
        ["   ".join(filter(None, facts)), _("En el padrón: {who}.").format(who=who), days],
        list(_blocks(one)),
        most=1,
    )


def _blocks(one: FamilyFile) -> Iterator[Block]:
    yield _plots(one)
    if one.uses:
        yield _uses(one)
    yield _harvests(one.harvests)
    yield Beside([_food(one), _sales(one)], gap=8)


def _plots(one: FamilyFile) -> Block:
    if not one.plots:
        return Say(_("Parcelas: no tiene registradas."))
    columns = [
        Column(_("Parcela"), 16, exact=True),
        Column(_("Nombre o sector"), 40),
        Column(_("Tenencia"), 34),
        Column(_("Tipo de riego"), 26),
        Column(_("Andenes"), 28),
        Column(_("ha"), 18, True),
    ]
    lines = [
        Row(
            [
                str(plot.code),
                str(plot.name),
                *(plot.text(name) for name in ("tenure", "irrigation", "terraces", "area")),
            ]
        )
        for plot in one.plots
    ]
    lines.append(Row(["", "", "", "", _("Total"), show(_HECTARES, one.hectares)], strong=True))
    return Grid(columns, lines, _("Parcelas"))


def _uses(one: FamilyFile) -> Grid:
    columns = [
        Column(_("Parcela"), 16, exact=True),
        Column(_("Campaña"), 22, exact=True),
        Column(_("Cultivo"), 40),
        Column(_("ha"), 16, True),
        Column(_("Esperado"), 24, True),
        Column(_("Cosechado"), 24, True),
        Column(_("Por ha"), 20, True),
        Column(_("Entregado"), 24, True),
    ]
    lines = []
    for use in one.uses:
        grown = _amount(use.harvested, use.unit) if use.harvested else ""
        rate = use.per_hectare
        figures = [
            show(_HECTARES, use.area) if use.area else "",
            _amount(use.expected, use.unit) if use.expected else "",
            grown,
            f"{rate:,}" if rate is not None else "",
            _amount(use.delivered, use.unit) if use.delivered else "",
        ]
        lines.append(Row([use.plot, use.season, use.said, *figures]))
    return Grid(columns, lines, _("Qué se sembró: esta campaña y las dos anteriores"))


def _harvests(several: Sequence[HarvestUse]) -> Block:
    if not several:
        return Say(_("Cosechas: no hay registradas en la campaña."))
    titles = (
        _("Para venta"),
        _("Comida"),
        _("Semilla"),
        _("Trueque"),
        _("Transformó"),
        _("Perdió"),
    )
    columns = [
        Column(_("Producto"), 36),
        Column(_("Cosechó"), 26, True),
        *(Column(title, 20, True) for title in (*titles, _("Otros"))),
    ]
    lines = []
    for one in several:
        others = [one.part(name) for name in DESTINATIONS if name not in SHOWN]
        parts = [*(one.part(name) for name in SHOWN), sum(others, Decimal(0))]
        cells = [one.product, _amount(one.total, one.unit)]
        lines.append(Row([*cells, *(show(_QUANTITY, part) if part else "" for part in parts)]))
    return Grid(columns, lines, _("Qué hizo con su cosecha"))


def _food(one: FamilyFile) -> Block:
    """The surveys, newest last."""
    lines = [
        Row([short_day(score.day), _("Grupos de comida"), _of_twelve(score, band=True)])
        for score in one.diet
    ] + [
        Row([short_day(score.day), _("Meses con comida"), _of_twelve(score)])
        for score in one.shortage
    ]
    if not lines:
        lines = [Row(["", _("No se hizo ninguna encuesta en la campaña."), ""])]
    columns = [Column(_("Día"), 22, exact=True), Column(_("Encuesta"), 36), Column(_("De 12"), 26)]
    return Grid(columns, lines, _("Comida"))


def _of_twelve(score: Score, *, band: bool = False) -> str:
    return f"{score.score} ({_(dict(BANDS)[score.band]).lower()})" if band else str(score.score)


def _sales(one: FamilyFile) -> Block:
    lines = [
        Row(
            [_("Entregó: {product}").format(product=hand.product), _amount(hand.payable, hand.unit)]
        )
        for hand in one.handed
    ]
    income = one.income
    lines.append(Row([_("Ingreso por liquidaciones"), soles(income.now)], strong=True))
    before = _("sin dato") if income.before is None else soles(income.before)
    lines.append(Row([_("Campaña {s}").format(s=one.season.previous), before]))
    if income.change_pct is not None:
        change = f"{income.change_pct:+} %".replace("-", "−")
        lines.append(Row([_("Cambio"), change]))
    return Grid(
        [Column(_("Ventas por la asociación"), 52), Column("", 30, True)], lines, _("Ventas")
    )


def _amount(quantity: Decimal, unit: str) -> str:
    return f"{show(_QUANTITY, quantity)} {unit}".replace(" ", "\u00a0")
