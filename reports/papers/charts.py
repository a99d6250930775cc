"""Gráficos: one page to look at rather than to read. The same drawing on paper and on screen."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from models.associations import Association
from models.language import _, speaking
from models.month.flows import MEMBERS, OWN, RESTRICTED, WHOSE, WITHHELD
from models.month.money import Money
from models.month.pictures import MonthBar, Pictures, pictures_of_month, pictures_of_year
from models.month.report import ProduceLine
from models.months import Month
from reports.papers.blocks import WIDTH, Beside, Block, Over, Picture, Say, Title
from reports.papers.heads import amount_of_goods, full_figure, letterhead_of, soles
from reports.papers.pages import Folio, folio_pdf
from reports.papers.pictures import Bars, bars
from reports.papers.words import long_day

ZERO = Decimal(0)
HALF = (WIDTH - 8) / 2  # of a picture beside another, mm
PRODUCTS = 6  # bars of a picture; the rest are one bar more


def month_charts_pdf(association: Association, month: Month, today: date) -> bytes:
    """The twelve months that end with it, its products and whose the money is at its end."""
    with speaking("es"):
        shown = pictures_of_month(association, month, today)
        return folio_pdf(charts_folio(association, shown))


def year_charts_pdf(association: Association, month: Month, today: date) -> bytes:
    """The same of the calendar year the month lies in."""
    with speaking("es"):
        shown = pictures_of_year(association, month, today)
        return folio_pdf(charts_folio(association, shown))


def charts_folio(association: Association, shown: Pictures) -> Folio:
    first, last = shown.months[0].month, shown.months[-1].month
    under = _("Meses: de {first} a {last}. Productos: {of}. Dinero: al {day}.").format(
        first=first.title,
        last=last.title,
        of=shown.span.of.removeprefix("de ").removeprefix("del "),
        day=long_day(shown.until),
    )
    return Folio(
        letterhead_of(association),
        _("Gráficos {of}").format(of=shown.span.of),
        [under],
        [_by_month(shown), _by_product(shown), _whose(shown)],
        most=1,
    )


def _by_month(shown: Pictures) -> Block:
    kilos = [Bars(_named(one), (one.kilos or ZERO,), (_kilos(one.kilos),)) for one in shown.months]
    sales = [Bars(_named(one), (one.sales or ZERO,), (_soles(one.sales),)) for one in shown.months]
    say = _("En esos meses: {kilos} kg entregados y {sales} en ventas.")
    words = say.format(kilos=amount_of_goods(shown.kilos) or "0.0", sales=soles(shown.sales))
    known = [one.month for one in shown.months if one.kilos is not None]
    if not known:
        words = _("De esos meses no hay libro.")
    elif known[0] != shown.months[0].month:
        words = f"{words} {_('El libro empieza en {month}.').format(month=known[0].title)}"
    return Over(
        [
            Beside(
                [
                    Picture(_("Kilos entregados cada mes"), bars(kilos, (), HALF)),
                    Picture(_("Ventas de cada mes, S/"), bars(sales, (), HALF)),
                ]
            ),
            Say(words),
        ]
    )


def _named(one: MonthBar) -> str:
    return f"{one.month.name} {one.month.year}"


def _kilos(quantity: Decimal | None) -> str:
    return "" if quantity is None else amount_of_goods(quantity) or "0.0"


def _soles(amount: Decimal | None) -> str:
    return "" if amount is None else full_figure(amount)


def _by_product(shown: Pictures) -> Block:
    moved = [one for one in shown.products if one.delivered or one.sold or one.amount]
    if not moved:
        return Over([Title(_("Productos")), Say(_("No hubo entregas ni ventas."))])
    weighed = [one for one in moved if one.product.unit == "kg"]
    kilos = [
        Bars(
            name,
            (_sum(lines, "delivered"), _sum(lines, "sold")),
            (_kilos(_sum(lines, "delivered")), _kilos(_sum(lines, "sold"))),
        )
        for name, lines in _most_first(weighed, "delivered")
    ]
    sales = [
        Bars(name, (_sum(lines, "amount"),), (full_figure(_sum(lines, "amount")),))
        for name, lines in _most_first(moved, "amount")
    ]
    key = (_("Entregado"), _("Vendido"))
    left: Block = Picture(_("Kilos de cada producto"), bars(kilos, key, HALF))
    if not kilos:
        left = Over([Title(_("Kilos de cada producto")), Say(_("Nada se pesó en kilos."))])
    return Beside([left, Picture(_("Ventas de cada producto, S/"), bars(sales, (), HALF))])


def _most_first(lines: Sequence[ProduceLine], by: str) -> list[tuple[str, Sequence[ProduceLine]]]:
    """The products with most of it, each by itself; the others together."""
    ordered = sorted(lines, key=lambda one: -getattr(one, by))
    shown = ordered if len(ordered) <= PRODUCTS + 1 else ordered[:PRODUCTS]
    found: list[tuple[str, Sequence[ProduceLine]]] = [(str(one.product), [one]) for one in shown]
    rest = ordered[len(shown) :]
    return [*found, (_("otros"), rest)] if rest else found


def _sum(lines: Sequence[ProduceLine], part: str) -> Decimal:
    return sum((getattr(one, part) for one in lines), ZERO)


def _whose(shown: Pictures) -> Block:
    held = shown.money
    said = [
        Bars(words, (amount,), (soles(amount),))
        for words, amount in zip(_owners().values(), _parts(held), strict=True)
    ]
    say = _("En caja y banco hay {total}.").format(total=soles(held.total))
    if held.members < 0:
        more = _("A los socios se les adelantó {amount} más de lo que se cobró por sus productos.")
        say = f"{say} {more.format(amount=soles(-held.members))}"
    return Over([Picture(_("De quién es el dinero"), bars(said, (), WIDTH)), Say(say)])


def _owners() -> dict[str, str]:
    words = {
        OWN: _("De la asociación"),
        MEMBERS: _("De los socios"),
        RESTRICTED: _("De fondos"),
        WITHHELD: _("Retenciones"),
    }
    return {one: words[one] for one in WHOSE}


def _parts(held: Money) -> tuple[Decimal, ...]:
    return held.own, held.members, held.restricted, held.withheld
