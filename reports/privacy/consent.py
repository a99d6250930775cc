"""Consentimiento: what a member agrees to, in plain words, to be read aloud and signed.

It says who keeps the data, which, what for, for how long, who gets them and what rights there are
(Ley 29733, arts. 13 and 18; D.S. 016-2024-JUS). What is missing in the book is left as a line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.associations import Association
from models.language import _
from models.parameters import parameter
from models.people.members import Member
from reports.papers.blocks import Block, Column, Grid, Over, Row, Say, Signatures, Title
from reports.papers.heads import letterhead_of
from reports.papers.pages import Folio
from reports.privacy.words import FOOT, blank, section

LONG, SHORT = 46, 14  # letters of a line to write on


@dataclass(frozen=True)
class Terms:
    """What the form says of this association on a day."""

    association: Association
    years: int  # the accounts are kept
    access_days: int
    rectify_days: int


def terms_of(association: Association, day: date) -> Terms:
    names = ("keep_years", "access_days", "rectify_days")
    return Terms(association, *(int(parameter(association, name, day)) for name in names))


def consent_folio(terms: Terms, member: Member | None) -> Folio:
    """The form of one member; one to be filled by hand where there is none."""
    who = [str(member.code), str(member.name)] if member is not None else []
    return Folio(
        letterhead_of(terms.association),
        _("Consentimiento para guardar mis datos"),
        ["   ".join(who)],
        [*_blocks(terms, member), _signing(member)],
        most=1,
        foot=_(FOOT),
    )


def _blocks(terms: Terms, member: Member | None) -> Sequence[Block]:
    association = terms.association
    name = str(member.name) if member is not None else blank(LONG)
    dni = str(member.dni) if member is not None else blank(SHORT)
    home = str(member.address) if member is not None else ""
    where = str(association.address or "") or blank(SHORT * 2)
    return [
        Say(
            _(
                "Yo, {name}, con DNI {dni}, que vivo en {home}, digo que me leyeron este papel en mi"
                " lengua, que lo entendí y que firmo porque quiero."
            ).format(name=name, dni=dni, home=home or blank(SHORT * 2))
        ),
        section(
            _("¿Quién guarda mis datos?"),
            _(
                "{association}, con domicilio en {where}, {place}. Es la titular del banco de"
                " datos «Socios». Los guarda en su computadora, con un programa que trabaja sin"
                " internet: quien hizo el programa no recibe nada."
            ).format(association=association.name, where=where, place=association.place),
        ),
        section(
            _("¿Para qué?"),
            _(
                "Para llevar el padrón y las cuentas: mis entregas, liquidaciones, pagos, cuotas,"
                " préstamos y faenas; y para rendir cuentas a la asamblea. Lo que la asociación me"
                " paga es un dato sensible, por eso este papel va por escrito."
            ),
        ),
        section(
            _("¿Qué datos?"),
            _(
                "Para ser socia o socio hacen falta: nombre, DNI, sexo, comunidad, fecha de ingreso"
                " y mis cuentas con la asociación. Lo demás es voluntario, y aquí digo si lo doy:"
            ),
        ),
        _choices(),
        section(
            _("¿A quién se dan?"),
            _(
                "Al programa Ecocuenca y a quienes lo financian, solo cifras sin nombres. A la"
                " SUNAT, a los bancos o a un juez, lo que la ley mande. A otros, solo si me"
                " preguntan antes y acepto."
            ),
        ),
        section(
            _("¿Por cuánto tiempo?"),
            _(
                "Los papeles de cuentas y mi DNI en ellos, {years} años después de lo último que se"
                " pagó o cobró, como manda la ley. Mi nombre queda en el libro padrón. Lo demás se"
                " borra cuando deje de ser socia o socio y lo pida."
            ).format(years=terms.years),
        ),
        section(
            _("¿Qué derechos tengo?"),
            _(
                "Puedo pedir gratis a la tesorera o el tesorero: ver todo lo que se guarda de mí"
                " (me contestan en {access} días), y corregirlo, borrarlo u oponerme (en {rectify}"
                " días). Puedo retirar este consentimiento cuando quiera; lo ya pagado y cobrado no"
                " se borra. Si no me atienden, puedo reclamar ante la Autoridad Nacional de"
                " Protección de Datos Personales."
            ).format(access=terms.access_days, rectify=terms.rectify_days),
        ),
    ]


def _choices() -> Grid:
    """What is given freely, each with a box to cross."""
    said = (
        _("Mi celular y mi dirección, para avisarme"),
        _("Mi fecha de nacimiento, mi lengua y quiénes viven en mi casa"),
        _("Mi cuenta bancaria, para pagarme por banco"),
        _("Dónde están mis parcelas (puntos del GPS)"),
        _("Las encuestas de lo que mi familia come y gana"),
    )
    columns = [Column(_("Doy este dato"), 130), Column(_("Sí"), 22), Column(_("No"), 22)]
    return Grid(columns, [Row([one, "☐", "☐"]) for one in said])


def _signing(member: Member | None) -> Block:
    name = str(member.name) if member is not None else _("Nombre")
    return Over(
        [
            Say(_("Me lo leyeron en:   ☐ castellano     ☐ quechua     ☐ otra lengua")),
            Say(_("Lugar y fecha: {line}").format(line=blank(LONG))),
            Signatures(
                [
                    _("Por la asociación: nombre, cargo y DNI"),
                    _("Socia o socio: {name}").format(name=name),
                ],
                20,
                fingerprint=True,
            ),
            Title(_("Base legal")),
            Say(
                _(
                    "Ley 29733, de protección de datos personales, arts. 13, 14 y 18, y su"
                    " reglamento, D.S. 016-2024-JUS. Tiempo de las cuentas: Código Tributario, art."
                    " 87.7. Padrón: Código Civil, art. 83."
                ),
                size=8,
            ),
        ]
    )
