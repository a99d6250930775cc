"""Ficha del socio: all that the book holds of one person, for that person to read.

It answers the right of access, so the DNI stands on it in full: it is handed to its owner alone.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from models.language import _, speaking
from models.people.member_file import MemberFile, member_file
from models.people.member_view import TIME_LINE
from models.people.members import Member
from reports.papers.blocks import Block, Column, Grid, Over, Row, Say, Signatures
from reports.papers.heads import letterhead_of, short_day, signers
from reports.papers.pages import Folio, folio_pdf
from reports.papers.statement import conclusion, standing

_WIDE = (22, 29, 66, 22, 18, 22, 22, 20)  # of the columns of the time line
_FIGURES = (3, 5, 6)


def member_file_pdf(member: Member, day: date) -> bytes:
    """What is known of the member on that day; Spanish, whatever the screen speaks."""
    with speaking("es"):
        return folio_pdf(member_file_folio(member_file(member, day)))


def member_file_folio(one: MemberFile) -> Folio:
    member, association = one.member, one.member.association
    under = _("{code}   Todo lo que la asociación guarda de esta persona al {day}.")
    given = _("Recibí esta ficha: nombre, firma y fecha")
    treasurer = signers(association, one.day, ["treasurer"])
    return Folio(
        letterhead_of(association),
        _("Ficha de {name}").format(name=member.name),
        [under.format(code=member.code, day=short_day(one.day))],
        [
            *_blocks(one),
            Over(
                [
                    Say(
                        _(
                            "Si algo está mal, pida que se corrija. Si ya no quiere que se guarde"
                            " algo, pida que se retire."
                        ),
                        strong=True,
                    ),
                    Signatures([*treasurer, given], 24, fingerprint=True),
                ]
            ),
        ],
        foot=_("Contiene datos personales: se entrega solo a su dueña o dueño."),
    )


def _blocks(one: MemberFile) -> Iterator[Block]:
    for title, facts in one.facts:
        rows = [Row([words, said]) for words, said in facts]
        yield Grid([Column("", 52), Column("", 130)], rows, title)
    if one.member.consented is None:
        yield Say(_("No firmó todavía el consentimiento para guardar sus datos."))
    yield from _offices(one)
    yield from _land(one)
    yield Over([Say(conclusion(one.statement), strong=True)])
    yield from standing(one.statement)
    yield from _past(one)
    yield from _family(one)
    yield from _leavings(one)


def _table(
    title: str, headings: Sequence[tuple[str, float]], lines: Sequence[Sequence[str]]
) -> Iterator[Grid]:
    """A table whose first column is never broken; nothing where it has no lines."""
    if lines:
        columns = [Column(words, share) for words, share in headings]
        columns[0] = Column(*headings[0], exact=True)
        yield Grid(columns, [Row(line) for line in lines], title)


def _offices(one: MemberFile) -> Iterator[Grid]:
    lines = [
        [short_day(held.since), held.text("until"), held.text("office"), str(held.minutes)]
        for held in one.offices
    ]
    headings = ((_("Desde"), 24), (_("Hasta"), 24), (_("Cargo"), 70), (_("Acta"), 60))
    return _table(_("Cargos que tuvo"), headings, lines)


def _land(one: MemberFile) -> Iterator[Grid]:
    lines = [
        [
            str(plot.code),
            str(plot.name),
            plot.text("area"),
            plot.text("tenure"),
            _("sí") if plot.points else _("no"),
        ]
        for plot in one.plots
    ]
    headings = (
        (_("Parcela"), 20),
        (_("Nombre o sector"), 60),
        (_("Área (ha)"), 24),
        (_("Tenencia"), 50),
        (_("Con GPS"), 24),
    )
    yield from _table(_("Parcelas"), headings, lines)
    seen = [[short_day(day), plot, said] for day, plot, said in one.on_land]
    yield from _table(
        _("Siembras, prácticas y condición de sus parcelas"),
        ((_("Día"), 24), (_("Parcela"), 24), (_("Qué se anotó"), 130)),
        seen,
    )


def _past(one: MemberFile) -> Iterator[Block]:
    if not one.past:
        yield Say(_("No hay entregas, cosechas, pagos, cargos ni faenas a su nombre."))
        return
    columns = [
        Column(_(column.title), share, place in _FIGURES, place < 2)
        for place, (column, share) in enumerate(zip(TIME_LINE, _WIDE, strict=True))
    ]
    rows = [
        Row([column.show(said) for column, said in zip(TIME_LINE, row[1:], strict=True)])
        for row in one.past
    ]
    yield Grid(columns, rows, _("Todo lo que hubo con la asociación"))


def _family(one: MemberFile) -> Iterator[Grid]:
    lines = [[short_day(said.day), said.title, said.said] for said in one.surveys]
    headings = ((_("Día"), 24), (_("Encuesta"), 40), (_("Qué se contestó"), 114))
    return _table(_("Lo que contestó sobre su familia"), headings, lines)


def _leavings(one: MemberFile) -> Iterator[Block]:
    lines = [
        [
            left.text("moment"),
            str(left.what),
            left.text("place"),
            left.text("with_dni"),
            str(left.who),
        ]
        for left in one.leavings
    ]
    headings = (
        (_("Día y hora"), 34),
        (_("Qué salió"), 58),
        (_("A dónde"), 40),
        (_("Con DNI"), 18),
        (_("Quién lo sacó"), 32),
    )
    title = _("Papeles y listas de socios que salieron del libro desde que ingresó")
    if not lines:
        yield Say(_("No salió del libro ninguna lista con datos de socios desde que ingresó."))
    yield from _table(title, headings, lines)
