"""The donor report as a workbook: real figures, the same as on paper, without a name of anybody."""

from models.council.forums import AGES
from models.council.resolutions import STATES
from models.indicators.donor import DonorReport
from models.indicators.territory import Place, told_apart
from models.language import _, speaking
from models.people.members import SEXES
from models.plan.board import percent, planned
from reports.excel.sheets import Book, Figure, Heading, Kind, Section, Sheet, Table, Value
from reports.territory.donor_words import TOO_FEW, name_of, rules


def donor_book(report: DonorReport, language: str) -> bytes:
    """`language` is «es» or «en»."""
    from reports.excel.workbook import workbook  # loads openpyxl

    with speaking(language):
        return workbook(_book(report, language))


def _book(report: DonorReport, language: str) -> Book:
    period = _("Del {since} al {until}").format(
        since=f"{report.since:%d/%m/%Y}", until=f"{report.until:%d/%m/%Y}"
    )
    sheets = [
        Sheet(_("Indicadores"), [_indicators(report, language)], notes=rules()),
        Sheet(_("Por grupos"), [_parts(report, language)]),
        Sheet(_("Sesiones y acuerdos"), sections=_table(report)),
        Sheet(_("Plan"), [_plan(report)]),
        Sheet(_("Territorio"), [_territory(report)]),
    ]
    return Book(_("Programa Ecocuenca"), period, report.until, sheets)


def _indicators(report: DonorReport, language: str) -> Table:
    return Table(
        [
            Heading(_("Indicador")),
            Heading(_("Unidad")),
            Heading(_("Línea de base"), Kind.FINE),
            Heading(_("Medida el"), Kind.DAY),
            Heading(_("En el periodo"), Kind.FINE),
            Heading(_("Meta"), Kind.FINE),
            Heading(_("Para el"), Kind.DAY),
            Heading(_("Camino a la meta, %"), Kind.PERCENT),
        ],
        [
            [
                name_of(one.indicator, language),
                str(one.indicator.unit),
                one.indicator.baseline,
                one.indicator.baseline_day,
                None if one.kept_back else one.value,
                one.indicator.target,
                one.indicator.target_day,
                None if one.kept_back else one.way,
            ]
            for one in report.indicators
        ],
    )


def _parts(report: DonorReport, language: str) -> Table:
    return Table(
        [
            *map(Heading, (_("Indicador"), _("Se separa"), _("Grupo"))),
            Heading(_("En el periodo"), Kind.FINE),
            Heading(_("Unidad")),
        ],
        [
            [
                name_of(one.indicator, language),
                *(_(title), part.name, part.value, str(one.indicator.unit)),
            ]
            for one in report.indicators
            if not one.kept_back
            for title, parts in one.shown
            for part in parts
        ],
    )


def _table(report: DonorReport) -> list[list[Section]]:
    table = report.table

    def counted(words: str, number: int | None) -> Figure:
        return Figure(_(words), TOO_FEW if number is None else number, Kind.WHOLE)

    came = [
        Figure(_("Sesiones"), table.sessions, Kind.WHOLE),
        Figure(_("Asistencias"), table.attended, Kind.WHOLE),
        *(counted(words, table.by_sex[key]) for key, words in SEXES),
        *(counted(words, table.by_age[key]) for key, words in AGES),
    ]
    resolved = [
        Figure(_("Acuerdos"), table.resolved, Kind.WHOLE),
        *(counted(words, table.resolutions[key]) for key, words in STATES),
    ]
    return [
        [Section(_("Sesiones de concertación"), came)],
        [Section(_("Acuerdos de esas sesiones"), resolved)],
    ]


def _plan(report: DonorReport) -> Table:
    return Table(
        [
            Heading(_("Plan")),
            Heading(_("Eje")),
            Heading(_("Presupuesto S/"), Kind.SOLES, True),
            Heading(_("Gastado en el periodo S/"), Kind.SOLES, True),
            Heading(_("Avance a la fecha, %"), Kind.PERCENT),
        ],
        [
            [
                str(one.board.plan),
                f"{branch.code}. {branch.axis}",
                planned(branch.steps),
                one.spent_on(branch),
                percent(branch.steps),
            ]
            for one in report.plans
            for branch in one.board.branches
        ],
    )


def _territory(report: DonorReport) -> Table:
    """By watershed: on paper the communities stand under it, where they are large enough."""
    places = report.territory.watersheds
    told = told_apart(places)
    rows = [_place(one.watershed or _("Sin cuenca"), one, one in told) for one in places]
    return Table(
        [
            Heading(_("Cuenca")),
            Heading(_("Asociaciones"), Kind.WHOLE),
            Heading(_("Socios"), Kind.WHOLE, True),
            Heading(_("Mujeres"), Kind.WHOLE),
            Heading(_("Familias"), Kind.WHOLE),
            Heading(_("Parcelas ha"), Kind.FINE),
            Heading(_("Entregado kg"), Kind.QUANTITY),
            Heading(_("Vendido S/"), Kind.SOLES),
            Heading(_("Liquidado S/"), Kind.SOLES),
            Heading(_("Por familia S/"), Kind.SOLES),
        ],
        rows,
    )


def _place(name: str, one: Place, told: bool) -> list[Value]:
    figures: list[Value] = [
        *(one.women, one.families, one.hectares),
        *(one.delivered, one.sales, one.income, one.mean_income),
    ]
    if not told:
        figures = [None] * len(figures)
    return [name, one.associations, one.members, *figures]
