"""Informe económico: two pages an assembly of farmers can follow, over a month or several."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from models.associations import Association
from models.cash.budgets import Against, sums
from models.language import _, ngettext, speaking
from models.money import BANK, CASH
from models.month.flows import MEMBERS, OWN, RESTRICTED, WHOSE, WITHHELD, Flow
from models.month.report import EconomicReport, economic_report
from models.month.spans import Span
from reports.assembly.economic_produce import produce_blocks
from reports.papers.blocks import (
    Beside,
    Block,
    Column,
    Grid,
    Over,
    Picture,
    Row,
    Say,
    Signatures,
    Title,
)
from reports.papers.heads import (
    figure,
    full_figure,
    letterhead_of,
    short_day,
    signers,
    soles,
    sums_of,
)
from reports.papers.pages import Folio, folio_pdf, page_count
from reports.papers.pictures import Bars, bars
from reports.papers.words import long_day

ZERO = Decimal(0)
HALF = 87.0  # width of a picture beside another, mm


def economic_pdf(association: Association, span: Span, today: date) -> bytes:
    with speaking("es"):
        report = economic_report(association, span, today)
        folio = economic_folio(association, report)
        if page_count(folio) > folio.most:
            folio = economic_folio(association, report, with_kilos=False)
        return folio_pdf(folio)


def economic_folio(
    association: Association, report: EconomicReport, *, with_kilos: bool = True
) -> Folio:
    """The paper; its picture of the kilos is left out where two pages do not hold it."""
    if report.since is None:
        first = [Say(_("El libro empieza después: de ese tiempo no hay nada registrado."))]
        blocks: list[Block] = [*first]
    else:
        blocks = [
            Say(_said(report), size=10.5),
            *_money(report),
            *_by_rubro(report),
            *produce_blocks(report, with_kilos=with_kilos),
            _settled_and_owed(report),
            *_result(report),
        ]
    return Folio(
        letterhead_of(association),
        _("Informe económico {of}").format(of=report.span.of),
        _under(report),
        [*blocks, Signatures(signers(association, report.until), room=18)],
        most=2,
    )


def _under(report: EconomicReport) -> list[str]:
    since = report.since or report.span.since
    days = _("Del {first} al {last}.").format(first=long_day(since), last=long_day(report.until))
    if report.since is None:
        return [days]
    one = report.span.first == report.span.last
    if report.may_change:
        open_now = _("El mes está abierto") if one else _("Hay meses abiertos")
        state = _("{open}: las cifras todavía pueden cambiar.").format(open=open_now)
    else:
        closed = _("El mes está cerrado") if one else _("Los meses están cerrados")
        state = _("{closed}: las cifras ya no cambian.").format(closed=closed)
    began = _("El libro empieza ese día.") if since > report.span.since else ""
    return [" ".join(filter(None, (days, began, state)))]


def _said(report: EconomicReport) -> str:
    """The report in three sentences."""
    flows = report.flows
    start = _("Empezamos con {start}. Entraron {came} y salieron {went}.").format(
        start=soles(report.money_at_start),
        came=soles(flows.total_came()),
        went=soles(flows.total_went()),
    )
    end = _("Quedan {left}: {cash} en caja y {bank} en el banco.").format(
        left=soles(report.money_at_end),
        cash=soles(report.closing.get(CASH, ZERO)),
        bank=soles(report.closing.get(BANK, ZERO)),
    )
    say = _("Resultado propio de la asociación: {amount}.")
    return " ".join((start, end, say.format(amount=soles(report.result.result))))


# Money ----------------------------------------------------------------------------------------


def _owners(report: EconomicReport) -> list[str]:
    """Own and members' always; a fund or a tax withheld where there is any."""
    start, end, flows = report.owned(at_start=True), report.owned(), report.flows

    def moves(owner: str) -> bool:
        parts = (start[owner], end[owner], flows.total_came(owner), flows.total_went(owner))
        return any(parts)

    return [one for one in WHOSE if one in (OWN, MEMBERS) or moves(one)]


def _owner_titles() -> dict[str, str]:
    return {
        OWN: _("De la asociación"),
        MEMBERS: _("De los socios"),
        RESTRICTED: _("De fondos"),
        WITHHELD: _("Retenciones"),
    }


def _money(report: EconomicReport) -> list[Block]:
    flows, owners, titles = report.flows, _owners(report), _owner_titles()
    start, end = report.owned(at_start=True), report.owned()
    purses = (CASH, BANK)

    def row(words: str, parts: Sequence[Decimal], total: Decimal, *, strong: bool = False) -> Row:
        return Row([words, *map(figure, parts), full_figure(total)], strong)

    opening = [report.opening.get(one, ZERO) for one in purses]
    closing = [report.closing.get(one, ZERO) for one in purses]
    moved = [report.moved_in(one) for one in purses]
    by_purse = [
        row(_("Al empezar"), opening, report.money_at_start, strong=True),
        row(_("Entró"), [flows.total_came(one) for one in purses], flows.total_came()),
        row(_("Salió"), [-flows.total_went(one) for one in purses], -flows.total_went()),
        *([row(_("Entre caja y banco"), moved, sum(moved, ZERO))] if any(moved) else []),
        row(_("Al final"), closing, report.money_at_end, strong=True),
    ]
    passed = [report.passed(one) for one in owners]
    by_owner = [
        row(_("Al empezar"), [start[o] for o in owners], report.money_at_start, strong=True),
        row(_("Entró"), [flows.total_came(one) for one in owners], flows.total_came()),
        row(_("Salió"), [-flows.total_went(one) for one in owners], -flows.total_went()),
        *([row(_("Pasó en las liquidaciones"), passed, sum(passed, ZERO))] if any(passed) else []),
        row(_("Al final"), [end[one] for one in owners], report.money_at_end, strong=True),
    ]
    said = [
        Bars(titles[one], (start[one], end[one]), (soles(start[one]), soles(end[one])))
        for one in owners
    ]
    purse_grid = Grid(
        [
            Column("", 4.2),
            Column(_("Caja S/"), 2.2, figure=True),
            Column(_("Banco S/"), 2.2, figure=True),
            Column(_("Total S/"), 2.2, figure=True),
        ],
        by_purse,
        _("Caja y banco"),
    )
    picture = Picture(
        _("Cuánto es de cada quien"), bars(said, (_("Al empezar"), _("Al final")), HALF)
    )
    whose_grid = Grid(
        [
            Column("", 3.6),
            *(Column(titles[one], 2.2, figure=True) for one in owners),
            Column(_("Total"), 2.2, figure=True),
        ],
        by_owner,
        _("De quién es el dinero, S/"),
    )
    blocks: list[Block] = [Beside([purse_grid, picture]), whose_grid]
    if end[MEMBERS] < 0:
        say = _(
            "A los socios se les adelantó {amount} más de lo que se cobró por sus productos: "
            "la asociación lo puso de su dinero y lo recupera al cobrar."
        )
        blocks.append(Say(say.format(amount=soles(-end[MEMBERS]))))
    elif end[MEMBERS] > 0:
        say = _("De lo que hay, {amount} es de los socios: no se puede gastar en otra cosa.")
        blocks.append(Say(say.format(amount=soles(end[MEMBERS]))))
    return blocks


def _by_rubro(report: EconomicReport) -> list[Block]:
    flows, owners = report.flows, _owners(report)
    return [
        _rubros(_("Qué entró, S/"), flows.came, owners, _("Nada entró en ese tiempo.")),
        _rubros(_("Qué salió, S/"), flows.went, owners, _("Nada salió en ese tiempo.")),
    ]


def _rubros(title: str, flows: Sequence[Flow], owners: Sequence[str], none: str) -> Block:
    if not flows:
        return Over([Title(title), Say(none)])
    titles = _owner_titles()
    most_first = sorted(flows, key=lambda one: -one.amount)
    rows = [
        Row([one.name, *(figure(one.by_owner.get(o, ZERO)) for o in owners), figure(one.amount)])
        for one in most_first
    ]
    sums = [sum((one.by_owner.get(o, ZERO) for one in flows), ZERO) for o in owners]
    whole = sum((one.amount for one in flows), ZERO)
    rows.append(Row([_("Total"), *map(figure, sums), full_figure(whole)], strong=True))
    return Grid(
        [
            Column(_("Rubro"), 3.6),
            *(Column(titles[one], 2.2, figure=True) for one in owners),
            Column(_("Total"), 2.2, figure=True),
        ],
        rows,
        title,
    )


# Settlements and debts ------------------------------------------------------------------------


def _settled_and_owed(report: EconomicReport) -> Block:
    return Beside([_settled(report), _owed(report)])


def _settled(report: EconomicReport) -> Block:
    settled, paid = report.settled, report.flows.settlements_paid
    title, unpaid = _("Qué se liquidó y se pagó"), report.owing.owed.unpaid
    if not settled.papers:
        none: list[Block] = [Title(title), Say(_("No se liquidó ningún lote."))]
        left = [(_("Se pagó a los socios"), paid, False), (_("Falta pagarles"), unpaid, True)]
        return Over([*none, *([sums_of("", left)] if paid or unpaid else [])])
    words = ngettext(
        "{papers} liquidaciones a {n} socio.",
        "{papers} liquidaciones a {n} socios.",
        settled.members,
    ).format(papers=settled.papers, n=settled.members)
    lines = [
        (_("Valor de lo entregado"), settled.gross, False),
        (_("Costos de los lotes"), -settled.costs, False),
        (_("Descuento por servicio"), -settled.service, False),
        (_("Adelantos ya pagados"), -settled.advances, False),
        (_("Cuotas, préstamos y otros"), -settled.deducted, False),
        (_("Quedan debiendo"), settled.carried_out, False),
        (_("Neto para los socios"), settled.net, True),
        (_("Se pagó a los socios"), paid, False),
        (_("Falta pagarles"), unpaid, True),
    ]
    kept = [one for one in lines if one[1] or one[2]]
    return Over([sums_of(title, kept), Say(words)])


def _owed(report: EconomicReport) -> Block:
    owing, owed = report.owing, report.owing.owed
    lines = [
        *(
            (_("Compradores, {age} días").format(age=age), amount, False)
            for age, amount in owing.by_age.items()
        ),
        (_("Compradores, en total"), owed.receivable, True),
        (_("Adelantos por liquidar"), owed.advances, False),
        (_("Préstamos"), owed.loans, False),
        (_("Insumos a crédito"), owed.inputs, False),
        (_("Saldos deudores"), owed.carried, False),
        (_("Cuotas"), owed.dues, False),
        (_("Multas, aportes y otros"), owed.charges, False),
        (_("Socios, en total"), owing.members, True),
    ]
    title = _("Quién debe, al {day}").format(day=short_day(report.until))
    return sums_of(title, [one for one in lines if one[1] or one[2]])


# Result ---------------------------------------------------------------------------------------


def _result(report: EconomicReport) -> list[Block]:
    """Own income and expense, beside the year's budget where there is one.

    Dues and service count when received or deducted.
    """
    result, plan = report.result, report.plan
    sides = Beside(
        [
            _own(_("Ingresos propios de la asociación"), result.income, plan.income, report),
            _own(_("Gastos propios de la asociación"), result.expense, plan.expense, report),
        ]
    )
    say = _("Resultado propio: {income} menos {expense} = {result}.").format(
        income=soles(result.total_income),
        expense=soles(result.total_expense),
        result=soles(result.result),
    )
    words = [Say(say, strong=True)]
    if plan.is_planned:
        note = _("«Año» es lo que va de {year} hasta el {day}.").format(
            year=plan.year, day=short_day(report.until)
        )
        words.append(Say(note))
    return [Over([sides, *words])]


def _own(
    title: str, moved: Mapping[str, Decimal], planned: list[Against], report: EconomicReport
) -> Grid:
    total = sum(moved.values(), ZERO)
    if not report.plan.is_planned:
        lines = [(name, amount, False) for name, amount in moved.items()]
        return sums_of(title, [*lines, (_("Total"), total, True)])
    rows = [
        Row(
            [
                str(one.category),
                figure(moved.get(str(one.category), ZERO)),
                figure(one.actual),
                full_figure(one.plan) if one.plan is not None else "",
            ]
        )
        for one in planned
    ]
    plan, actual = sums(planned)
    whole = [_("Total"), *map(full_figure, (total, actual, plan))]
    return Grid(
        [
            Column(_("Rubro"), 3),
            Column(_("Este informe S/"), 1, figure=True),
            Column(_("Año S/"), 1, figure=True),
            Column(_("Presupuesto S/"), 1, figure=True),
        ],
        [*rows, Row(whole, strong=True)],
        title,
    )
