"""The numbers used, as a workbook: the program's series, the talonarios, and the papers of a series."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from models.associations import Association
from models.documents import Document
from models.language import N_, _
from models.numbering import Leaves, Series, leaves_of, papers_of, ranges, series_of
from reports.excel.sheets import Book, Heading, Kind, Sheet, Table
from reports.files import association_name, write_whole


def save_numbering(association: Association, day: date, folder: Path) -> Path:
    """Write it as it is on that day to a workbook in `folder`; a sheet for each series."""
    from reports.excel.workbook import workbook  # loads openpyxl

    every = series_of(association)
    sheets = [
        Sheet(_("Series"), [_series(every)]),
        Sheet(_("Talonarios"), [_leaves(leaves_of(association))]),
        *(
            Sheet(f"{one.kind}-{one.year}", [_papers(papers_of(association, one.kind, one.year))])
            for one in every
        ),
    ]
    book = Book(str(association), _("Numeración"), day, sheets)
    name = f"{day:%Y-%m-%d}_{_('numeracion')}_{association_name(association)}.xlsx"
    return write_whole(folder / name, workbook(book))


def _series(every: Sequence[Series]) -> Table:
    whole = (_("Usados"), _("Anulados"))
    return Table(
        [
            *map(Heading, (_("Serie"), _("Primero"), _("Último"))),
            *(Heading(words, Kind.WHOLE, True) for words in whole),
        ],
        [
            [
                f"{one.kind}-{one.year}",
                one.number(one.first),
                one.number(one.last),
                one.used,
                one.voided,
            ]
            for one in every
        ],
    )


def _leaves(every: Sequence[Leaves]) -> Table:
    titles = (
        N_("Talonario"),
        N_("Clase"),
        N_("Hojas"),
        N_("Usadas"),
        N_("Anuladas"),
        N_("Malogradas"),
        N_("Faltan"),
    )
    return Table(
        [Heading(_(one)) for one in titles] + [Heading(_("Por usar"), Kind.WHOLE)],
        [
            [
                str(one.booklet.name),
                one.booklet.text("kind"),
                ranges([one.booklet.first]) + " – " + ranges([one.booklet.last]),
                ranges(one.used),
                ranges(one.voided),
                ranges(one.spoiled),
                ranges(one.missing),
                one.left,
            ]
            for one in every
        ],
    )


def _papers(papers: Sequence[Document]) -> Table:
    return Table(
        [
            *(Heading(_("Número")), Heading(_("Fecha"), Kind.DAY), Heading(_("Estado"))),
            *(Heading(_("Anulado el"), Kind.DAY), Heading(_("Motivo"))),
            *(Heading(_("Talonario")), Heading(_("Hoja N°"), Kind.WHOLE)),
        ],
        [
            [
                *(str(one), one.day, one.text("state"), one.voided_on, str(one.reason)),
                *(str(one.booklet or ""), one.slip),
            ]
            for one in papers
        ],
    )
