"""The development plan as it is printed, and a year of it looked back on."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from models.language import _, speaking
from models.plan.board import (
    Branch,
    Review,
    Step,
    YearStep,
    amount,
    percent,
    review_of,
)
from models.plan.plans import SOURCES, Plan
from models.plan.versions import (
    ActivityText,
    AxisText,
    PlanText,
    PlanVersion,
    read_version,
    standing_of,
    text_of,
)
from reports.papers.blocks import Block, Column, Grid, Over, Row, Say, Signatures, Title
from reports.papers.heads import figure, full_figure
from reports.papers.pages import Folio, folio_pdf
from reports.papers.words import long_day
from reports.territory.forum_heads import letterhead_of

ZERO = Decimal(0)


def plan_pdf(plan: Plan, version: PlanVersion | None = None) -> bytes:
    """That version as it was approved; without one, the plan as it is written now."""
    with speaking("es"):
        return folio_pdf(plan_folio(plan, version))


def plan_folio(plan: Plan, version: PlanVersion | None = None) -> Folio:
    text = read_version(version) if version is not None else text_of(plan)
    return Folio(
        letterhead_of(plan.forum),
        text.name,
        [
            _("Del {since} al {until}.").format(
                since=long_day(text.since), until=long_day(text.until)
            ),
            _state(plan, version),
        ],
        [
            Over([Title(_("Visión")), *(Say(line) for line in text.vision.splitlines())]),
            *(block for axis in text.axes for block in _axis(axis)),
            _money(text),
            Signatures([_("Por el espacio de concertación"), _("Secretaría")]),
        ],
        foot=_("Plan de desarrollo local sostenible, acordado por los actores del territorio."),
    )


def _state(plan: Plan, version: PlanVersion | None) -> str:
    if version is not None:
        say = _("Versión {number}, aprobada en la sesión N° {session} del {day}.")
        return say.format(
            number=version.number, session=version.session.number, day=long_day(version.day)
        )
    return _("{state}.").format(state=standing_of(plan).words)


def _axis(axis: AxisText) -> list[Block]:
    title = Title(_("Eje {code}. {name}").format(code=axis.code, name=axis.name))
    if not axis.activities:
        return [Over([title, Say(_("Sin actividades todavía."))])]
    rows = []
    for aim in axis.objectives:
        words = _("Objetivo {code}. {name}").format(code=aim.code, name=aim.name)
        rows.append(Row(["", words, "", "", "", ""], strong=True))
        rows += [_activity(one) for one in aim.activities]
    grid = Grid(
        [
            Column(_("N°"), exact=True),
            Column(_("Actividad"), 62),
            Column(_("Responsable y aliados"), 44),
            Column(_("Plazo"), exact=True),
            Column(_("Meta"), 24),
            Column(_("S/"), 20, figure=True),
        ],
        rows,
    )
    return [title, grid]


def _activity(one: ActivityText) -> Row:
    allies = _(" Con {allies}.").format(allies=one.allies) if one.allies else ""
    name = one.name
    if one.indicator:
        name = _("{name} (indicador: {indicator})").format(name=name, indicator=one.indicator)
    return Row(
        [
            one.code,
            name,
            f"{one.responsible}.{allies}",
            f"{one.since:%m/%Y} – {one.until:%m/%Y}",
            f"{amount(one.goal)} {one.unit}",
            figure(one.amount),
        ]
    )


def _money(text: PlanText) -> Block:
    """Who puts in how much, by year."""
    found: dict[str, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for activity in text.activities:
        for one in activity.shares:
            found[one.source][one.year] += one.amount
    years = sorted({year for by_year in found.values() for year in by_year})
    words = dict(SOURCES)
    rows = [
        Row(
            [
                _(words[source]),
                *(figure(found[source][year]) for year in years),
                figure(sum(found[source].values(), ZERO)),
            ]
        )
        for source in words
        if source in found
    ]
    sums = [sum((found[source][year] for source in found), ZERO) for year in years]
    rows.append(
        Row([_("Total"), *map(full_figure, sums), full_figure(sum(sums, ZERO))], strong=True)
    )
    columns = [
        Column(_("Quién lo pone"), 60),
        *(Column(str(year), 26, figure=True) for year in years),
        Column(_("Total S/"), 30, figure=True),
    ]
    return Grid(columns, rows, _("Presupuesto por fuente y año, S/"))


# A year looked back on ----------------------------------------------------------------------------


def review_pdf(plan: Plan, year: int) -> bytes:
    with speaking("es"):
        return folio_pdf(review_folio(plan, review_of(plan, year)))


def review_folio(plan: Plan, review: Review) -> Folio:
    by_activity = {one.step.activity.id: one for one in review.steps}
    blocks: list[Block] = [_summary(review, by_activity)]
    for branch in review.board.branches:
        if branch.steps:
            blocks.append(_branch(branch, [by_activity[one.activity.id] for one in branch.steps]))
    say = _(
        "El avance de una actividad es lo hecho de su meta, hasta 100 %; el de un eje, el promedio de"
        " sus actividades. Lo gastado sale de los recibos de egreso amarrados al plan."
    )
    return Folio(
        letterhead_of(plan.forum),
        _("Revisión del año {year}").format(year=review.year),
        [
            str(plan.name),
            _("Lo planificado y lo hecho al 31 de diciembre de {year}.").format(year=review.year),
        ],
        [*blocks, Say(say)],
        foot=_("Sale de lo registrado; no se escribe a mano."),
    )


def _summary(review: Review, by_activity: dict[int, YearStep]) -> Block:
    rows = []
    for branch in review.board.branches:
        steps = [by_activity[one.activity.id] for one in branch.steps]
        rows.append(_sums(f"{branch.code}. {branch.axis}", steps, branch.steps))
    rows.append(_sums(_("Todo el plan"), review.steps, review.board.steps, strong=True))
    return Grid(
        [
            Column(_("Eje"), 80),
            Column(_("Previsto S/"), 24, figure=True),
            Column(_("Gastado S/"), 24, figure=True),
            Column(_("Avance a la fecha"), 24, figure=True),
        ],
        rows,
        _("En resumen"),
    )


def _sums(
    name: str, years: Sequence[YearStep], steps: Sequence[Step], *, strong: bool = False
) -> Row:
    return Row(
        [
            name,
            full_figure(sum((one.planned for one in years), ZERO)),
            full_figure(sum((one.spent for one in years), ZERO)),
            f"{percent(steps)} %",
        ],
        strong,
    )


def _branch(branch: Branch, steps: Sequence[YearStep]) -> Block:
    return Grid(
        [
            Column(_("N°"), exact=True),
            Column(_("Actividad"), 56),
            Column(_("Previsto S/"), 22, figure=True),
            Column(_("Gastado S/"), 22, figure=True),
            Column(_("Hecho en el año"), 20, figure=True),
            Column(_("Hecho y meta"), 34),
            Column(_("Avance"), exact=True),
        ],
        [
            Row(
                [
                    one.step.code,
                    str(one.step.activity),
                    figure(one.planned),
                    figure(one.spent),
                    amount(one.done) if one.done else "",
                    _("{done} de {goal} {unit}").format(
                        done=amount(one.step.done),
                        goal=amount(one.step.activity.goal),
                        unit=one.step.activity.unit,
                    ),
                    f"{one.step.percent} %",
                ]
            )
            for one in steps
        ],
        f"{branch.code}. {branch.axis}",
    )
