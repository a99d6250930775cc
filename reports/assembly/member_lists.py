"""Lists of people for the assembly: the padrón, and who may vote with room to sign.

The padrón says what the law asks of it: name, activity, address, admission and office (CC art. 83);
the DNI only if asked for. Who attends is listed by alphabet (domain 1.3, SUNARP 62).
"""

from collections.abc import Sequence
from datetime import date

from models.associations import Association, LegalBook
from models.language import _, ngettext, speaking
from models.parameters import parameter
from models.people.members import Member, register_of
from models.people.officers import officers_on
from models.people.voters import Barred, Voters, quorum_of, voters_on
from models.places import Community
from reports.papers.blocks import Block, Column, Grid, Row, Say, Signatures
from reports.papers.heads import letterhead_of, short_day, signers, soles
from reports.papers.pages import Folio, folio_pdf
from reports.papers.words import long_day


def register_pdf(association: Association, day: date, *, with_dni: bool = False) -> bytes:
    with speaking("es"):
        return folio_pdf(register_folio(association, day, with_dni=with_dni))


def register_folio(association: Association, day: date, *, with_dni: bool = False) -> Folio:
    members = register_of(association, day)
    held = {one.member_id: one.text("office") for one in officers_on(association, day)}
    communities = _communities(members)
    rows = [
        Row(
            [
                str(one.place),
                str(one.name),
                *([str(one.dni)] if with_dni else []),
                str(one.occupation),
                ", ".join(filter(None, (communities.get(one.community_id, ""), one.address))),
                short_day(one.admitted),
                held.get(one.id) or _condition(one, day),
            ]
        )
        for one in members
    ]
    active = sum(one.is_member_on(day) for one in members)
    women = sum(one.sex == "F" and one.is_member_on(day) for one in members)
    said = _("{n} inscritos; {active} activos al {day}, {women} mujeres.").format(
        n=len(members), active=active, day=long_day(day), women=women
    )
    grid = Grid(
        [
            Column(_("N°"), exact=True),
            Column(_("Apellidos y nombres"), 52),
            *([Column(_("DNI"), exact=True)] if with_dni else []),
            Column(_("Actividad"), 24),
            Column(_("Domicilio"), 40),
            Column(_("Ingreso"), exact=True),
            Column(_("Cargo o condición"), 34),
        ],
        rows,
    )
    return Folio(
        letterhead_of(association),
        _("Padrón de socios al {day}").format(day=long_day(day)),
        [_certified(association), said],
        [grid, Signatures(signers(association, day, ("president", "treasurer", "auditor")))],
    )


def _condition(member: Member, day: date) -> str:
    if member.is_member_on(day):
        return _("Activo")
    return f"{member.text('departure')} {short_day(member.departed)}"


def _communities(members: list[Member]) -> dict[int | None, str]:
    keys = {one.community_id for one in members}
    return {one.id: str(one.name) for one in Community.select().where(Community.id.in_(keys))}


def _certified(association: Association) -> str:
    """The certified book the padrón stands in, which a quorum statement must quote (SUNARP 62)."""
    kept = (
        LegalBook.select()
        .where(LegalBook.association == association, LegalBook.book == "members")
        .order_by(LegalBook.opened.desc(), LegalBook.id.desc())
        .first()
    )
    if kept is None:
        return ""
    words = _("Libro padrón N° {number}, abierto el {day}").format(
        number=kept.number, day=short_day(kept.opened)
    )
    by = _("legalizado por {who}").format(who=kept.certified_by) if kept.certified_by else ""
    return ", ".join(filter(None, (words, by))) + "."


# Who may vote -----------------------------------------------------------------------------------


def voters_pdf(association: Association, day: date, *, with_dni: bool = False) -> bytes:
    with speaking("es"):
        return folio_pdf(voters_folio(association, day, with_dni=with_dni))


def voters_folio(association: Association, day: date, *, with_dni: bool = False) -> Folio:
    voters = voters_on(association, day)
    grid = Grid(
        [
            Column(_("N°"), exact=True),
            Column(_("Apellidos y nombres"), 78),
            *([Column(_("DNI"), exact=True)] if with_dni else []),
            Column(_("Padrón N°"), exact=True),
            Column(_("Firma o huella"), 62),
        ],
        [
            Row([str(number), str(one.name), *_dni(one, with_dni), str(one.place), ""])
            for number, one in enumerate(voters.entitled, start=1)
        ],
        _("Socios hábiles, por orden alfabético"),
        tall=10.5,
    )
    blocks: list[Block] = [*(Say(words) for words in _counted(voters)), grid]
    if voters.barred:
        blocks.append(_not_entitled(voters.barred))
    allowed = int(parameter(association, "arrears_months", day))
    if allowed:
        rule = ngettext(
            "Es hábil quien no debe más de {n} mes de cuotas, ni multas ni aportes.",
            "Es hábil quien no debe más de {n} meses de cuotas, ni multas ni aportes.",
            allowed,
        ).format(n=allowed)
    else:
        rule = _("Es hábil quien no debe cuotas de meses anteriores, ni multas ni aportes.")
    return Folio(
        letterhead_of(association),
        _("Socios hábiles al {day}").format(day=long_day(day)),
        [_certified(association), rule],
        [*blocks, Signatures(signers(association, day, ("president", "treasurer", "auditor")))],
    )


def _dni(member: Member, with_dni: bool) -> list[str]:
    return [str(member.dni)] if with_dni else []


def _counted(voters: Voters) -> list[str]:
    entitled = len(voters.entitled)
    return [
        _("Socios activos: {active}. Hábiles: {entitled}. No hábiles: {barred}.").format(
            active=voters.active, entitled=entitled, barred=len(voters.barred)
        ),
        _(
            "Quórum de la primera convocatoria, más de la mitad: {of_entitled} si el estatuto "
            "cuenta a los hábiles; {of_active} si cuenta a todos los activos."
        ).format(of_entitled=quorum_of(entitled), of_active=quorum_of(voters.active)),
    ]


def _not_entitled(barred: Sequence[Barred]) -> Block:
    rows = [Row([str(one.member.name), str(one.member.place), _why(one)]) for one in barred]
    return Grid(
        [
            Column(_("Apellidos y nombres"), 78),
            Column(_("Padrón N°"), exact=True),
            Column(_("Debe"), 84),
        ],
        rows,
        _("No hábiles, y por qué"),
    )


def _why(one: Barred) -> str:
    words = []
    if one.months:
        say = ngettext("{n} mes de cuotas", "{n} meses de cuotas", one.months)
        words.append(say.format(n=one.months))
    if one.charges:
        words.append(
            _("{amount} de multas, aportes u otros cargos").format(amount=soles(one.charges))
        )
    return "; ".join(words)
