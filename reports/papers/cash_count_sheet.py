"""Arqueo: the notes and coins that were counted, beside what the cash book said (domain 6.4)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from models.associations import Association
from models.cash.cash_count import PIECES, CashCount, CountedPiece
from models.documents import Document
from models.language import _, speaking
from models.record import rows
from reports.papers.blocks import Beside, Block, Column, Grid, Over, Row, Say, Signatures
from reports.papers.heads import full_figure, letterhead_of, short_day, signers, soles
from reports.papers.pages import Folio, folio_pdf
from reports.papers.words import amount_in_words, long_day

LEAST_NOTE = Decimal(10)


def cash_count_pdf(count: CashCount) -> bytes:
    """The sheet the treasurer, the fiscal and a witness sign; Spanish, as every paper."""
    with speaking("es"):
        return folio_pdf(cash_count_folio(count))


def cash_count_folio(count: CashCount) -> Folio:
    association: Association = count.association
    pieces = CountedPiece.select(CountedPiece.value, CountedPiece.pieces)
    found: dict[Decimal, int] = dict(rows(pieces.where(CountedPiece.cash_count == count)))
    names = signers(association, count.day, ["treasurer", "auditor"])
    witness = _("Testigo (DNI)")
    if count.witness:
        witness = _("Testigo: {name}").format(name=count.witness)
    notes = [value for value in PIECES if value >= LEAST_NOTE]
    coins = [value for value in PIECES if value < LEAST_NOTE]
    blocks: list[Block] = [
        Beside([_counted(_("Billetes"), notes, found), _counted(_("Monedas"), coins, found)]),
        _compared(count),
        Say(_("Contado: {words}.").format(words=amount_in_words(count.counted)), strong=True),
        *_difference(count),
        Over(
            [
                Say(
                    _(
                        "Se contó todo el efectivo delante de quienes firman, y queda en poder "
                        "de la tesorería."
                    )
                ),
                Signatures([*names, witness], 26),
            ]
        ),
    ]
    return Folio(
        letterhead_of(association),
        _("Arqueo de caja"),
        [_("Efectivo contado al {day}.").format(day=long_day(count.day))],
        blocks,
        most=1,
    )


def _counted(title: str, values: Sequence[Decimal], found: Mapping[Decimal, int]) -> Grid:
    columns = [
        Column(_("De S/"), 20, True),
        Column(_("Cuántos"), 22, True),
        Column(_("Suman S/"), 35, True),
    ]
    lines = []
    for value in values:
        pieces = found.get(value, 0)
        cells = [full_figure(value), str(pieces), full_figure(value * pieces)]
        lines.append(Row(cells))
    whole = sum((value * found.get(value, 0) for value in values), Decimal(0))
    return Grid(columns, [*lines, Row([_("Total"), "", full_figure(whole)], strong=True)], title)


def _compared(count: CashCount) -> Grid:
    name = _("Diferencia")
    if count.difference > 0:
        name = _("Sobra")
    elif count.difference < 0:
        name = _("Falta")
    lines = [
        Row([_("Efectivo contado"), full_figure(count.counted)]),
        Row(
            [_("Saldo según el libro caja, antes de anotar la diferencia"), full_figure(count.book)]
        ),
        Row([name, full_figure(abs(count.difference))], strong=True),
    ]
    columns = [Column("", 130), Column(_("S/"), 40, True)]
    return Grid(columns, lines, _("Contado y libro"))


def _difference(count: CashCount) -> list[Block]:
    if not count.difference:
        return [Say(_("Lo contado es igual a lo que dice el libro."))]
    blocks: list[Block] = []
    if count.explanation:
        blocks.append(Say(_("Explicación: {why}").format(why=count.explanation)))
    document: Document | None = count.document
    if document is None:
        return blocks
    if document.is_valid:
        say = _("La diferencia de {amount} está en el libro caja con {number} del {day}.")
    else:
        say = _("La diferencia de {amount} se registró con {number} del {day}, ya anulado.")
    blocks.append(
        Say(
            say.format(
                amount=soles(abs(count.difference)), number=document, day=short_day(document.day)
            )
        )
    )
    return blocks
