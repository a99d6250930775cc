"""Libro caja and libro banco as numbered sheets, to be pasted into the certified book.

Every sheet ends with what it carries («Van») and the next begins with it («Vienen»). The program
prints pages; it does not replace the certified book (domain 1.3).
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from models.associations import Association, LegalBook
from models.cash.books import Book, BookLine, book
from models.language import _, speaking
from models.money import BANK, CASH
from models.months import Month, is_open
from reports.papers.blocks import Column, Grid, Row, Say, Signatures
from reports.papers.heads import figure, full_figure, letterhead_of, short_day, signers
from reports.papers.pages import Folio, folio_pdf

ZERO = Decimal(0)


def book_pages_pdf(association: Association, purse: str, month: Month) -> bytes:
    with speaking("es"):
        return folio_pdf(book_folio(association, purse, month))


def book_folio(association: Association, purse: str, month: Month) -> Folio:
    kept = book(association, purse, month.first, month.last)
    grid = Grid(
        [
            Column(_("N°"), exact=True),
            Column(_("Fecha"), exact=True),
            Column(_("Comprobante"), exact=True),
            Column(_("Recibido de / Pagado a"), 40),
            Column(_("Concepto"), 46),
            Column(_("Ingreso S/"), 19, figure=True),
            Column(_("Egreso S/"), 19, figure=True),
            Column(_("Saldo S/"), 20, figure=True),
        ],
        [
            Row(
                [
                    "",
                    short_day(month.first),
                    "",
                    "",
                    _("Saldo inicial"),
                    "",
                    "",
                    full_figure(kept.opening),
                ]
            ),
            *(
                _line(number, line, on_bank=purse == BANK)
                for number, line in enumerate(kept.lines, start=1)
            ),
        ],
        carried=_carrier(kept),
    )
    closing = Row(
        [
            *("", short_day(month.last), "", "", _("Totales y saldo final")),
            *map(full_figure, (kept.came, kept.went, kept.closing)),
        ],
        strong=True,
    )
    state = _("El mes está abierto: las cifras todavía pueden cambiar.")
    title = _("Libro caja de {month}") if purse == CASH else _("Libro banco de {month}")
    return Folio(
        letterhead_of(association),
        title.format(month=month.title),
        [
            _pasted_into(association),
            _("Folio N° ________"),
            state if is_open(association, month) else "",
        ],
        [
            Grid(grid.columns, [*grid.rows, closing], carried=grid.carried),
            Say(_("{n} movimientos en el mes.").format(n=len(kept.lines))),
            Signatures(signers(association, month.last)),
        ],
    )


def _line(number: int, line: BookLine, *, on_bank: bool) -> Row:
    concept = line.concept if line.is_valid else _("ANULADO · {what}").format(what=line.concept)
    operation = (
        _("Op. {number}").format(number=line.operation) if on_bank and line.operation else ""
    )
    return Row(
        [
            str(number),
            short_day(line.day),
            line.number,
            line.party,
            "  ·  ".join(filter(None, (concept, operation))),
            figure(line.came) if line.is_valid else "0.00",
            figure(line.went),
            full_figure(line.balance),
        ]
    )


def _carrier(kept: Book) -> Callable[[int], Sequence[str]]:
    """What came and went in the first rows of the table, and the balance after them."""

    def carried(rows: int) -> Sequence[str]:
        lines = kept.lines[: max(rows - 1, 0)]  # the first row is the opening
        came = sum((line.came for line in lines), ZERO)
        went = sum((line.went for line in lines), ZERO)
        balance = lines[-1].balance if lines else kept.opening
        return ["", "", "", "", "…", full_figure(came), full_figure(went), full_figure(balance)]

    return carried


def _pasted_into(association: Association) -> str:
    """The certified book the sheets are for, where it is registered."""
    kept = (
        LegalBook.select()
        .where(LegalBook.association == association, LegalBook.book == "cash")
        .order_by(LegalBook.opened.desc(), LegalBook.id.desc())
        .first()
    )
    if kept is None:
        return _("Para pegar en el libro caja legalizado.")
    words = _("Para pegar en el Libro caja N° {number}, abierto el {day}").format(
        number=kept.number, day=short_day(kept.opened)
    )
    by = _("legalizado por {who}").format(who=kept.certified_by) if kept.certified_by else ""
    pages = _("{n} folios").format(n=kept.pages) if kept.pages else ""
    return ", ".join(filter(None, (words, by, pages))) + "."
