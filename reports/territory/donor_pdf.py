"""The donor report on paper, in Spanish or English, without a name of anybody."""

from models.council.forums import AGES
from models.council.resolutions import STATES
from models.indicators.cases import LEAST
from models.indicators.donor import DonorReport, PlanFigures, Table
from models.indicators.measuring import said
from models.indicators.territory import Place, Territory, told_apart
from models.language import _, speaking
from models.people.members import SEXES
from models.plan.board import percent, planned
from models.plan.plans import SOURCES
from reports.papers.blocks import Beside, Block, Column, Grid, Over, Row, Say, Title
from reports.papers.furniture import Letterhead
from reports.papers.heads import full_figure, short_day
from reports.papers.pages import Folio, folio_pdf
from reports.papers.words import long_day
from reports.territory.donor_words import TOO_FEW, name_of, rules, value_of


def donor_pdf(report: DonorReport, language: str) -> bytes:
    """`language` is «es» or «en»; what people wrote themselves stays as they wrote it."""
    with speaking(language):
        return folio_pdf(donor_folio(report, language))


def donor_folio(report: DonorReport, language: str) -> Folio:
    basins = ", ".join(one.watershed for one in report.territory.watersheds if one.watershed)
    return Folio(
        Letterhead(_("Programa Ecocuenca"), "", basins, ""),
        _("Informe de indicadores"),
        [
            _("Del {since} al {until}.").format(
                since=long_day(report.since), until=long_day(report.until)
            ),
            _("Asociaciones: {names}.").format(names="; ".join(report.associations)),
        ],
        [
            _indicators(report, language),
            *_parts(report, language),
            _table(report.table),
            *(_plan(one) for one in report.plans),
            _territory(report.territory),
            Over([Title(_("Cómo se lee")), *(Say(words) for words in rules())]),
        ],
        foot=_("Sin nombres ni documentos de personas."),
    )


def _indicators(report: DonorReport, language: str) -> Block:
    rows = []
    for one in report.indicators:
        kept, unit = one.indicator, str(one.indicator.unit)
        rows.append(
            Row(
                [
                    name_of(kept, language),
                    unit,
                    _on(said(kept.baseline, unit), kept.baseline_day),
                    value_of(one),
                    _on(said(kept.target, unit), kept.target_day),
                    f"{one.way} %" if one.way is not None and not one.kept_back else "",
                ]
            )
        )
    if not rows:
        return Over([Title(_("Indicadores")), Say(_("No hay indicadores definidos."))])
    return Grid(
        [
            Column(_("Indicador"), 70),
            Column(_("Unidad"), exact=True),
            Column(_("Línea de base"), 26, figure=True),
            Column(_("En el periodo"), 22, figure=True),
            Column(_("Meta"), 26, figure=True),
            Column(_("Camino a la meta"), 18, figure=True),
        ],
        rows,
        _("Indicadores"),
    )


def _on(figure: str, day) -> str:  # type: ignore[no-untyped-def]
    """«45.2 (31/12/2025)»."""
    return f"{figure} ({short_day(day)})" if figure else ""


def _parts(report: DonorReport, language: str) -> list[Block]:
    rows = []
    for one in report.indicators:
        if one.kept_back or not one.shown:
            continue
        rows.append(Row([name_of(one.indicator, language), "", ""], strong=True))
        for title, parts in one.shown:
            rows += [
                Row([_(title) if place == 0 else "", part.name, said(part.value, _unit(one))])
                for place, part in enumerate(parts)
            ]
    if not rows:
        return []
    columns = [
        Column(_("Indicador"), 70),
        Column(_("Grupo"), 70),
        Column(_("En el periodo"), 26, figure=True),
    ]
    return [Grid(columns, rows, _("Por grupos"))]


def _unit(one) -> str:  # type: ignore[no-untyped-def]
    return str(one.indicator.unit)


def _table(table: Table) -> Block:
    people = [
        *((_(words), table.by_sex[key]) for key, words in SEXES),
        *((_(words), table.by_age[key]) for key, words in AGES),
    ]
    left = Grid(
        [Column("", 3), Column(_("Asistencias"), 1.2, figure=True)],
        [
            Row([_("Todas"), str(table.attended)], strong=True),
            *(Row([words, TOO_FEW if n is None else str(n)]) for words, n in people),
        ],
        _("Sesiones de concertación: {n}").format(n=table.sessions),
    )
    right = Grid(
        [Column("", 3), Column(_("Acuerdos"), 1.2, figure=True)],
        [
            Row([_("Todos"), str(table.resolved)], strong=True),
            *(Row([_(words), str(table.resolutions[key])]) for key, words in STATES),
        ],
        _("Acuerdos de esas sesiones"),
    )
    return Beside([left, right])


def _plan(one: PlanFigures) -> Block:
    rows = [
        Row(
            [
                f"{branch.code}. {branch.axis}",
                full_figure(planned(branch.steps)),
                full_figure(one.spent_on(branch)),
                f"{percent(branch.steps)} %",
            ]
        )
        for branch in one.board.branches
    ]
    steps = one.board.steps
    whole = [full_figure(planned(steps)), full_figure(one.spent_in_all), f"{percent(steps)} %"]
    rows.append(Row([_("Todo el plan"), *whole], strong=True))
    grid = Grid(
        [
            Column(_("Eje"), 80),
            Column(_("Presupuesto S/"), 26, figure=True),
            Column(_("Gastado en el periodo S/"), 28, figure=True),
            Column(_("Avance a la fecha"), 22, figure=True),
        ],
        rows,
        str(one.board.plan),
    )
    words = dict(SOURCES)
    sources = "; ".join(f"{_(words[key])} {full_figure(n)}" for key, n in one.sources.items())
    return Over([grid, Say(_("Presupuesto por fuente, S/: {sources}.").format(sources=sources))])


def _territory(territory: Territory) -> Block:
    rows, told = [], told_apart(territory.watersheds)
    for basin in territory.watersheds:
        rows.append(_place(basin.watershed or _("Sin cuenca"), basin, basin in told, strong=True))
        if basin in told:
            rows += _communities(territory, basin)
    whole = territory.whole
    rows.append(_place(_("Todo"), whole, whole.people >= LEAST, strong=True))
    return Grid(
        [
            Column(_("Cuenca y comunidad"), 60),
            Column(_("Socios"), 14, figure=True),
            Column(_("Mujeres"), 14, figure=True),
            Column(_("Familias"), 14, figure=True),
            Column(_("Parcelas ha"), 18, figure=True),
            Column(_("Entregado kg"), 22, figure=True),
            Column(_("Vendido S/"), 24, figure=True),
            Column(_("Liquidado S/"), 24, figure=True),
            Column(_("Por familia S/"), 24, figure=True),
        ],
        rows,
        _("El territorio"),
    )


def _communities(territory: Territory, basin: Place) -> list[Row]:
    """Those that can be told apart; the others stand in their watershed alone."""
    own = [one for one in territory.communities if one.watershed == basin.watershed]
    return [
        _place(f"    {one.community or _('Sin comunidad')}", one, told=True)
        for one in told_apart(own)
    ]


def _place(name: str, one: Place, told: bool, strong: bool = False) -> Row:
    own = [str(one.women), str(one.families), said(one.hectares, "")]
    money = [said(one.delivered, ""), said(one.sales, "S/"), full_figure(one.income)]
    money.append(said(one.mean_income, "S/"))
    figures = [*own, *money] if told else [TOO_FEW] * 7
    return Row([name, str(one.members), *figures], strong)
