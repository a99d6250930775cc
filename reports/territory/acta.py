"""The acta of a session, as the registry would take it, and the sheet to sign before it.

Body, day, hours of beginning and end, place, call, quorum, who came by alphabet, agreements with
their votes, and room for the signatures of who presides, who writes and who attended (domain 7.2,
Res. 038-2013-SUNARP-SN arts. 11, 13, 62).
"""

from models.council.resolutions import Resolution, resolutions_of
from models.council.sessions import FIRST, Session, Turn, quorum_of, roll_of
from models.language import _, ngettext, speaking
from reports.papers.blocks import Block, Column, Grid, Over, Row, Say, Signatures, Title
from reports.papers.heads import short_day
from reports.papers.pages import Folio, folio_pdf
from reports.papers.words import long_day
from reports.territory.forum_heads import letterhead_of

GUESTS = 6  # empty rows of the sheet
TO_SIGN = 10.5  # mm


def acta_pdf(session: Session) -> bytes:
    with speaking("es"):
        return folio_pdf(acta_folio(session))


def acta_folio(session: Session) -> Folio:
    came = [one for one in roll_of(session) if one.presence is not None]
    return Folio(
        letterhead_of(session.forum),
        _("Acta de la sesión {kind} N° {number}").format(
            kind=session.text("kind").lower(), number=session.number
        ),
        [] if session.sealed else [_("BORRADOR. El acta no está cerrada.")],
        [
            Say(_opening(session)),
            Over([Title(_("Quórum")), Say(_quorum(session, came))]),
            _agenda(session),
            *_resolved(session),
            *_remarks(session),
            Say(_closing(session)),
            Signatures(
                [
                    _("Dirige la sesión: {name}").format(name=session.chair or "…"),
                    _("Toma el acta: {name}").format(name=session.secretary or "…"),
                ]
            ),
            _attended(came),
        ],
        foot=_("Acta para pegar o transcribir en el libro de actas del espacio."),
    )


def _opening(session: Session) -> str:
    say = _(
        "En {venue}, siendo las {starts} horas del {day}, en {call} convocatoria, se reunió «{forum}»"
        " en sesión {kind}. Se convocó el {called} por {means}. Dirige la sesión {chair} y toma el"
        " acta {secretary}."
    )
    return say.format(
        venue=session.venue,
        starts=session.starts,
        day=long_day(session.day),
        call=_("primera") if session.call == FIRST else _("segunda"),
        forum=session.forum,
        kind=session.text("kind").lower(),
        called=long_day(session.called_on),
        means=session.means,
        chair=session.chair or "____________________",
        secretary=session.secretary or "____________________",
    )


def _quorum(session: Session, came: list[Turn]) -> str:
    quorum = quorum_of(session)
    say = _(
        "Al {day} están acreditados {accredited} actores. Asisten, por sí o por sus representantes,"
        " {present}; para el quórum se necesitan {needed}."
    ).format(
        day=long_day(session.day),
        accredited=quorum.accredited,
        present=quorum.present,
        needed=quorum.needed,
    )
    held = (
        _("Hay quórum y la sesión queda instalada.")
        if quorum.reached
        else _("No hay quórum: no se toman acuerdos.")
    )
    women = sum(one.sex == "F" for one in came)
    people = ngettext("En total vino {n} persona", "En total vinieron {n} personas", len(came))
    men = len(came) - women
    sexes = _("{women} y {men}").format(
        women=ngettext("{n} mujer", "{n} mujeres", women).format(n=women),
        men=ngettext("{n} varón", "{n} varones", men).format(n=men),
    )
    return f"{say} {held} {people.format(n=len(came))}: {sexes}."


def _agenda(session: Session) -> Block:
    points = [Say(f"{n}.  {point}") for n, point in enumerate(session.points, start=1)]
    return Over([Title(_("Agenda")), *points])


def _resolved(session: Session) -> list[Block]:
    found = resolutions_of(session)
    if not found:
        return [Over([Title(_("Acuerdos")), Say(_("No se tomaron acuerdos."))])]
    first, *rest = [_resolution(one) for one in found]
    return [Over([Title(_("Acuerdos")), first]), *rest]


def _resolution(one: Resolution) -> Block:
    votes = _("Votación: {favour} a favor, {against} en contra, {abstained}").format(
        favour=one.in_favour,
        against=one.against,
        abstained=ngettext("{n} abstención", "{n} abstenciones", one.abstained).format(
            n=one.abstained
        ),
    )
    if not one.against and not one.abstained:
        votes = _("Votación: {favour} a favor, por unanimidad").format(favour=one.in_favour)
    due = _(" Plazo: {day}.").format(day=long_day(one.due)) if one.due else ""
    who = _("Responsable: {name}.").format(name=one.responsible)
    return Over(
        [
            Say(_("Acuerdo N° {number}.  {words}").format(number=one, words=one.wording), True),
            Say(f"{votes}. {who}{due}"),
        ]
    )


def _remarks(session: Session) -> list[Block]:
    lines = str(session.remarks).splitlines()
    return [Over([Title(_("Otros hechos")), *(Say(one) for one in lines)])] if lines else []


def _closing(session: Session) -> str:
    say = _(
        "No habiendo más que tratar, siendo las {ends} horas del mismo día se levantó la sesión. Leída"
        " el acta, la aprueban y firman quienes dirigieron y quienes asistieron."
    )
    return say.format(ends=session.ends or "______")


def _attended(came: list[Turn]) -> Grid:
    return Grid(
        [
            Column(_("N°"), exact=True),
            Column(_("Apellidos y nombres"), 52),
            Column(_("DNI"), exact=True),
            Column(_("Representa a"), 48),
            Column(_("Va como"), exact=True),
            Column(_("Firma o huella"), 40),
        ],
        [
            Row([str(number), one.name, _dni(one), one.body, one.role, ""])
            for number, one in enumerate(came, start=1)
        ],
        _("Asistentes, por orden alfabético"),
        tall=TO_SIGN,
    )


def _dni(one: Turn) -> str:
    said = one.presence or one.delegate
    return str(said.dni or "") if said is not None else ""


# Before the session -----------------------------------------------------------------------------


def attendance_pdf(session: Session) -> bytes:
    with speaking("es"):
        return folio_pdf(attendance_folio(session))


def attendance_folio(session: Session) -> Folio:
    """Who may come, by alphabet, with room to sign, and rows for guests."""
    turns = [one for one in roll_of(session) if one.delegate is not None]
    rows = [
        Row([str(number), one.name, _dni(one), one.body, one.role, "", ""])
        for number, one in enumerate(turns, start=1)
    ]
    rows += [Row([str(len(turns) + n), *[""] * 6]) for n in range(1, GUESTS + 1)]
    say = _("{day}, {starts} horas. {venue}. Convocada el {called} por {means}.")
    points = "  ".join(f"{n}. {point}." for n, point in enumerate(session.points, start=1))
    return Folio(
        letterhead_of(session.forum),
        _("Lista de asistencia, sesión {kind} N° {number}").format(
            kind=session.text("kind").lower(), number=session.number
        ),
        [
            say.format(
                day=long_day(session.day),
                starts=session.starts,
                venue=session.venue,
                called=short_day(session.called_on),
                means=session.means,
            ),
            _("Agenda: {points}").format(points=points),
        ],
        [
            Grid(
                [
                    Column(_("N°"), exact=True),
                    Column(_("Apellidos y nombres"), 46),
                    Column(_("DNI"), exact=True),
                    Column(_("Representa a"), 42),
                    Column(_("Va como"), exact=True),
                    Column(_("Hora"), 12),
                    Column(_("Firma o huella"), 38),
                ],
                rows,
                tall=TO_SIGN,
            ),
            Say(_("Los invitados tienen voz y no voto. Edad: hasta 29, de 30 a 59, de 60 a más.")),
        ],
        foot=_("Se guarda con el acta."),
    )
