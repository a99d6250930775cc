"""Tables of the monthly workbook: the books, produce, sales and what buyers owe."""

from decimal import Decimal

from models.cash.books import Book as Ledger
from models.documents import VOIDED
from models.language import _
from models.month import view as month_view
from models.month.view import SoldLine
from models.produce.receivables import receivables
from models.produce.sales import STATES
from reports.excel.month_request import Request, excel_day, headings_of, one_unit, or_blank
from reports.excel.sheets import Heading, Kind, Mark, Sheet, Table, Tone, Value

AGES = ("0-30", "31-60", "61-90", "+90")


# The books ----------------------------------------------------------------------------------


def cash_book_sheet(request: Request) -> Sheet:
    cash, _bank = request.books
    table = _ledger(request, cash, operations=False)
    return Sheet(_("Libro caja"), [table], signatures=request.signatures())


def bank_book_sheet(request: Request) -> Sheet:
    _cash, bank = request.books
    return Sheet(_("Libro banco"), [_ledger(request, bank, operations=True)])


def _ledger(request: Request, book: Ledger, *, operations: bool) -> Table:
    headings = headings_of(
        (_("N°"), Kind.WHOLE),
        (_("Fecha"), Kind.DAY),
        (_("Comprobante"), Kind.TEXT),
        (_("Recibido de/Pagado a"), Kind.TEXT),
        (_("Concepto"), Kind.TEXT),
        (_("Rubro"), Kind.TEXT),
        (_("Ingreso S/"), Kind.SOLES, True),
        (_("Egreso S/"), Kind.SOLES, True),
        (_("Saldo S/"), Kind.SOLES),
    )
    begun: list[Value] = [None, request.month.first, None, None, _("Saldo inicial"), None]
    rows: list[list[Value]] = [[*begun, None, None, book.opening]]
    for number, line in enumerate(book.lines, start=1):
        void = not line.is_valid
        concept = _("ANULADO. {concept}").format(concept=line.concept) if void else line.concept
        rows.append(
            [
                number,
                line.day,
                line.number,
                line.party,
                concept,
                line.category,
                line.came if void else or_blank(line.came),
                line.went if void else or_blank(line.went),
                line.balance,
            ]
        )
    if operations:
        headings.append(Heading(_("N° operación")))
        marks = [None, *(line.operation or None for line in book.lines)]
        rows = [[*row, mark] for row, mark in zip(rows, marks, strict=True)]
    voided = Mark(f'LEFT([{_("Concepto")}],8)="{_("ANULADO. {concept}")[:8]}"', Tone.VOID)
    return Table(headings, rows, marks=[voided])


# Produce ------------------------------------------------------------------------------------


def deliveries_sheet(request: Request) -> Sheet:
    deliveries = request.deliveries
    advances = month_view.advances_paid(request.association, request.month)
    adds = one_unit(one.unit for one in deliveries)
    headings = headings_of(
        (_("Fecha"), Kind.DAY),
        (_("N° entrega"), Kind.TEXT),
        (_("Socio"), Kind.TEXT),
        (_("Producto"), Kind.TEXT),
        (_("Calidad"), Kind.TEXT),
        (_("Sacos"), Kind.WHOLE, True),
        (_("Bruto"), Kind.QUANTITY, adds),
        (_("Tara"), Kind.QUANTITY, adds),
        (_("Neto"), Kind.QUANTITY, adds),
        (_("Dscto."), Kind.QUANTITY, adds),
        (_("Pagable kg"), Kind.QUANTITY, adds),
        (_("Adelanto"), Kind.SOLES, True),
    )
    rows: list[list[Value]] = [
        [
            one.day,
            one.number,
            one.member,
            one.product,
            one.grade,
            or_blank(one.sacks),
            one.gross,
            or_blank(one.tare),
            one.net,
            or_blank(one.net - one.payable),
            one.payable,
            advances.get(one.key),
        ]
        for one in deliveries
    ]
    if request.with_dni:
        headings.insert(3, Heading(_("DNI")))
        for row, one in zip(rows, deliveries, strict=True):
            row.insert(3, one.dni)
    return Sheet(_("Acopio"), [Table(headings, rows)])


def sales_sheet(request: Request) -> Sheet:
    lines = month_view.sales_in(request.association, request.month)
    adds = one_unit(str(one.line.product.unit) for one in lines)
    headings = headings_of(
        (_("Fecha"), Kind.DAY),
        (_("N°"), Kind.TEXT),
        (_("Cliente"), Kind.TEXT),
        (_("RUC/DNI"), Kind.TEXT),
        (_("Comprobante SUNAT"), Kind.TEXT),
        (_("Producto"), Kind.TEXT),
        (_("Calidad"), Kind.TEXT),
        (_("kg"), Kind.QUANTITY, adds),
        (_("P. unit."), Kind.FINE),
        (_("Importe"), Kind.SOLES, True),
        (_("IGV"), Kind.TEXT),
        (_("Condición"), Kind.TEXT),
        (_("Vence"), Kind.DAY),
        (_("Cobrado"), Kind.SOLES, True),
        (_("Saldo"), Kind.SOLES, True),
        (_("Estado"), Kind.TEXT),
    )
    voided = _(dict(STATES)[VOIDED])
    marks = [
        Mark(f'[{_("Estado")}]="{voided}"', Tone.VOID),
        Mark(
            f"AND(N([{_('Saldo')}])>0,[{_('Vence')}]<{excel_day(request.month.last)})",
            Tone.WARN,
            (_("Vence"), _("Saldo"), _("Estado")),
        ),
    ]
    rows = [_sold(one, with_dni=request.with_dni) for one in lines]
    return Sheet(_("Ventas"), [Table(headings, rows, marks=marks)])


def _sold(one: SoldLine, *, with_dni: bool) -> list[Value]:
    """A line of a sale; a void one states its price and no quantity or amount."""
    sale, line, void = one.sale, one.line, one.state == "voided"
    zero = Decimal(0)
    return [
        sale.document.day,
        str(sale.document),
        str(sale.buyer.name),
        (sale.buyer.tax_id if with_dni else sale.buyer.ruc) or None,
        str(sale.voucher) or None,
        str(line.product.name),
        str(line.grade.name),
        zero if void else line.quantity,
        line.price,
        zero if void else line.amount,
        line.text("igv"),
        sale.text("terms"),
        sale.due,
        one.collected if one.first else None,
        one.balance if one.first else None,
        _(dict(STATES)[one.state]),
    ]


def receivables_sheet(request: Request) -> Sheet:
    headings = headings_of(
        (_("Fecha"), Kind.DAY),
        (_("N°"), Kind.TEXT),
        (_("Cliente"), Kind.TEXT),
        (_("Vence"), Kind.DAY),
        (_("Importe"), Kind.SOLES, True),
        (_("Cobrado"), Kind.SOLES, True),
        (_("Saldo"), Kind.SOLES, True),
        (_("Días"), Kind.WHOLE),
        *((age, Kind.SOLES, True) for age in AGES),
        (_("Estado"), Kind.TEXT),
    )
    last, past_due = request.month.last, _("Vencida")
    rows = [
        [
            one.sale.document.day,
            str(one.sale.document),
            str(one.sale.buyer.name),
            one.sale.due,
            one.sale.total,
            or_blank(one.collected),
            one.balance,
            one.days,
            *(one.balance if one.age == age else None for age in AGES),
            past_due if one.sale.due < last else _("Por vencer"),
        ]
        for one in receivables(request.association, last)
    ]
    attention = (_("Vence"), _("Saldo"), _("Días"), _("Estado"))
    marks = [Mark(f'[{_("Estado")}]="{past_due}"', Tone.WARN, attention)]
    return Sheet(_("Cuentas por cobrar"), [Table(headings, rows, marks=marks)])


def kardex_sheet(request: Request) -> Sheet:
    headings = headings_of(
        (_("Producto"), Kind.TEXT),
        (_("Calidad"), Kind.TEXT),
        (_("Fecha"), Kind.DAY),
        (_("Documento"), Kind.TEXT),
        (_("Detalle"), Kind.TEXT),
        (_("Entrada kg"), Kind.QUANTITY),
        (_("Salida kg"), Kind.QUANTITY),
        (_("Saldo kg"), Kind.QUANTITY),
    )
    rows: list[list[Value]] = []
    for card in request.kardex:
        names: list[Value] = [str(card.grade.product.name), str(card.grade.name)]
        begun: list[Value] = [request.month.first, None, _("Saldo inicial"), None, None]
        rows.append([*names, *begun, card.opening])
        rows += [
            [
                *names,
                line.day,
                line.number,
                line.detail,
                or_blank(line.came),
                or_blank(line.went),
                line.balance,
            ]
            for line in card.lines
        ]
    return Sheet(_("Kardex"), [Table(headings, rows)])
