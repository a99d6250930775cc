"""The last sheet of the monthly workbook: what the screens say beside its rows added up anew."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models import stock
from models.cash.categories import ADVANCES, COLLECTIONS
from models.language import _, ngettext
from reports.excel.month_request import Request, headings_of
from reports.excel.sheets import Figure, Kind, Mark, Section, Sheet, Table, Tone, Value

ZERO = Decimal(0)


@dataclass(frozen=True)
class Check:
    """One figure said on screen and the same one added up from the rows of a sheet."""

    what: str
    sheet: str
    measure: str
    said: Decimal
    summed: Decimal

    @property
    def agrees(self) -> bool:
        return self.said == self.summed


def control_sheet(request: Request, sheets: Sequence[Sheet]) -> Sheet:
    checks = list(_checks(request, _Rows(sheets)))
    differ = sum(not one.agrees for one in checks)
    say = ngettext("{n} cifra no cuadra", "{n} cifras no cuadran", differ).format(n=differ)
    verdict = Figure(_("Resultado"), say if differ else _("Todo cuadra"))
    headings = headings_of(
        (_("Qué"), Kind.TEXT),
        (_("Hoja"), Kind.TEXT),
        (_("Medida"), Kind.TEXT),
        (_("En pantalla"), Kind.FINE),
        (_("Sumado de la hoja"), Kind.FINE),
        (_("Diferencia"), Kind.FINE),
        (_("Resultado"), Kind.TEXT),
    )
    lines: list[list[Value]] = [
        [
            one.what,
            one.sheet,
            one.measure,
            one.said,
            one.summed,
            one.summed - one.said,
            _("cuadra") if one.agrees else _("no cuadra"),
        ]
        for one in checks
    ]
    differs = Mark(f'[{_("Resultado")}]="{_("no cuadra")}"', Tone.DANGER)
    return Sheet(
        _("Control"),
        [Table(headings, lines, marks=[differs])],
        [[Section(_("La pantalla y las hojas"), [verdict])]],
        notes=[_("Cada cifra de la pantalla se compara con la suma de las filas de su hoja.")],
    )


class _Rows:
    """The rows of each sheet's only table, by its title, and sums over them."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._tables = {one.title: one.only_table for one in sheets}

    def count(self, title: str, heading: str, value: Value) -> Decimal:
        """How many rows have that value under that heading."""
        (found,) = self._columns(title, heading)
        return Decimal(sum(one == value for one in found))

    def sum(self, title: str, heading: str) -> Decimal:
        (figures,) = self._columns(title, heading)
        return sum(map(_figure, figures), ZERO)

    def sums(self, title: str, heading: str, *by: str) -> dict[tuple[Value, ...], Decimal]:
        """The values under the headings `by` -> the sum of the rows that have them."""
        figures, *keys = self._columns(title, heading, *by)
        found: dict[tuple[Value, ...], Decimal] = defaultdict(Decimal)
        for figure, *key in zip(figures, *keys, strict=True):
            found[tuple(key)] += _figure(figure)
        return found

    def by_unit(self, title: str, heading: str, units: Mapping[str, str]) -> dict[str, Decimal]:
        """Unit -> the sum of the rows of its products, which `units` gives by name."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for (product,), quantity in self.sums(title, heading, _("Producto")).items():
            found[units[str(product)]] += quantity
        return found

    def _columns(self, title: str, *headings: str) -> list[list[Value]]:
        table = self._tables[title]
        assert table is not None, title
        names = [one.text for one in table.headings]
        places = [names.index(heading) for heading in headings]
        return [[row[place] for row in table.rows] for place in places]


def _figure(value: Value) -> Decimal:
    return Decimal(value) if isinstance(value, int | Decimal) else ZERO


def _checks(request: Request, rows: _Rows) -> Iterator[Check]:
    yield from _books(request, rows)
    yield from _produce(request, rows)
    yield from _sales(request, rows)
    yield from _debts(request, rows)
    yield from _money(request)
    yield from _people(request, rows)


def _soles(what: str, sheet: str, said: Decimal, summed: Decimal) -> Check:
    return Check(what, sheet, _("S/"), said, summed)


def _books(request: Request, rows: _Rows) -> Iterator[Check]:
    cash, bank = request.books
    for name, title, book, held in (
        (_("caja"), _("Libro caja"), cash, request.money.cash),
        (_("banco"), _("Libro banco"), bank, request.money.bank),
    ):
        came, went = rows.sum(title, _("Ingreso S/")), rows.sum(title, _("Egreso S/"))
        yield _soles(_("Ingresos {book}").format(book=name), title, book.came, came)
        yield _soles(_("Egresos {book}").format(book=name), title, book.went, went)
        left = book.opening + came - went
        yield _soles(_("Saldo final {book}").format(book=name), title, held, left)
    both, totals = _("Libro caja y Libro banco"), request.totals
    yield _soles(_("Cobros"), both, totals.collected, _under(rows, COLLECTIONS))
    yield _soles(_("Adelantos pagados"), both, totals.advances_paid, -_under(rows, ADVANCES))


def _under(rows: _Rows, rubro: str) -> Decimal:
    """What came less what went under that rubro, in cash and bank."""
    found = ZERO
    for title in (_("Libro caja"), _("Libro banco")):
        found += rows.sums(title, _("Ingreso S/"), _("Rubro")).get((rubro,), ZERO)
        found -= rows.sums(title, _("Egreso S/"), _("Rubro")).get((rubro,), ZERO)
    return found


def _produce(request: Request, rows: _Rows) -> Iterator[Check]:
    units = {one.product: one.unit for one in request.deliveries}
    weighed = rows.by_unit(_("Acopio"), _("Pagable kg"), units)
    for unit, quantity in request.totals.delivered.items():
        yield Check(_("Acopio"), _("Acopio"), unit, quantity, weighed[unit])
    units = {str(one.product.name): str(one.product.unit) for one in request.harvests}
    picked = rows.by_unit(_("Cosechas"), _("kg"), units)
    yield Check(_("Cosecha"), _("Cosechas"), "kg", request.indicators.kilos, picked["kg"])
    title, by = _("Kardex"), (_("Producto"), _("Calidad"))
    came, went = rows.sums(title, _("Entrada kg"), *by), rows.sums(title, _("Salida kg"), *by)
    held = stock.held_before(request.association, request.month.next.first)
    for card in request.kardex:
        grade = card.grade
        key = (str(grade.product.name), str(grade.name))
        left = card.opening + came.get(key, ZERO) - went.get(key, ZERO)
        what = _("Queda de {what}").format(what=stock.described(grade))
        yield Check(what, title, str(grade.product.unit), held.get(grade.id, ZERO), left)


def _sales(request: Request, rows: _Rows) -> Iterator[Check]:
    totals, title = request.totals, _("Ventas")
    yield _soles(_("Ventas"), title, totals.sales, rows.sum(title, _("Importe")))
    title = _("Cuentas por cobrar")
    yield _soles(_("Cuentas por cobrar"), title, totals.receivable, rows.sum(title, _("Saldo")))
    settled, title = totals.settled, _("Liquidaciones")
    yield _soles(_("Liquidado bruto"), title, settled.gross, rows.sum(title, _("Bruto")))
    yield _soles(_("Liquidado neto"), title, settled.net, rows.sum(title, _("Neto")))


def _debts(request: Request, rows: _Rows) -> Iterator[Check]:
    owed, title = request.owed, _("Adelantos y préstamos")
    for what, said, heading in (
        (_("Adelantos pendientes"), owed.advances, _("Adelantos")),
        (_("Préstamos por cobrar"), owed.loans, _("Préstamos")),
        (_("Insumos por cobrar"), owed.inputs, _("Insumos")),
        (_("Saldos deudores"), owed.carried, _("Saldo deudor")),
        (_("Neto por pagar"), owed.unpaid, _("Por pagar")),
    ):
        yield _soles(what, title, said, rows.sum(title, heading))
    yield _soles(_("Cuotas por cobrar"), _("Cuotas"), owed.dues, rows.sum(_("Cuotas"), _("Debe")))


def _money(request: Request) -> Iterator[Check]:
    """What the summary says of the money, beside what it is made of."""
    whose, title = request.money, _("Resumen")
    parts, funds = request.parts.total, sum((one.closing for one in request.funds), ZERO)
    yield _soles(_("Dinero de socios"), title, whose.members, parts)
    yield _soles(_("Fondos restringidos"), title, whose.restricted, funds)
    change = request.change
    yield _soles(_("Resultado propio"), title, request.result.result, change.result)
    yield _soles(_("Cambio de caja y banco"), title, change.money, change.explained)


def _people(request: Request, rows: _Rows) -> Iterator[Check]:
    found, title = request.indicators, _("Padrón")
    here = rows.count(title, _("Condición"), _("Activo"))
    yield Check(_("Socios activos"), title, _("socios"), Decimal(found.active), here)
