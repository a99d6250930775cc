"""Documento de seguridad: how this association keeps people's data, filled from what the book knows.

With it the sheet that helps to inscribe the data bank (Ley 29733, art. 34; D.S. 016-2024-JUS).
"""

from collections.abc import Sequence
from datetime import date

from models.associations import Association
from models.history import signed
from models.language import _, ngettext, speaking
from models.parameters import parameter
from models.people.officers import Officer, officers_on
from models.privacy import Kept, Safety, kept, safety
from reports.papers.blocks import Block, Column, Grid, Row, Signatures
from reports.papers.heads import letterhead_of, short_day, signers
from reports.papers.pages import Folio
from reports.papers.paper import pdf
from reports.privacy.words import FOOT, blank

LINE = 30  # letters of a line to write on


def security_pdf(association: Association, day: date) -> bytes:
    """The document and the sheet for the register; Spanish, whatever the screen speaks."""
    with speaking("es"):
        held, state = kept(association), safety(association)
        return pdf([_document(association, day, held, state), _register(association, day, held)])


def _document(association: Association, day: date, held: Kept, state: Safety) -> Folio:
    hours = int(parameter(association, "incident_hours", day))
    return Folio(
        letterhead_of(association),
        _("Documento de seguridad"),
        [_("Cómo guardamos los datos de las personas. Al {day}.").format(day=short_day(day))],
        [
            _said(_("Quién responde"), _who(association, day)),
            _said(_("Qué se guarda"), _what(association, day, held)),
            _said(_("Cómo se protege"), _how(state)),
            _said(
                _("Si algo pasa"),
                [
                    (
                        _("Robo, pérdida o mirada ajena"),
                        _(
                            "Se sigue la hoja «Me robaron la computadora»: aviso a la autoridad en"
                            " {hours} horas y a las personas."
                        ).format(hours=hours),
                    ),
                    (_("Incidentes hasta hoy"), blank(LINE * 2)),
                    (
                        _("Se revisa cada 6 meses"),
                        _("Última revisión: {line}").format(line=blank(LINE)),
                    ),
                ],
            ),
            Signatures(signers(association, day), 22),
        ],
        most=1,
        foot=_(FOOT),
    )


def _said(title: str, lines: Sequence[tuple[str, str]]) -> Block:
    rows = [Row([words, said]) for words, said in lines]
    return Grid([Column("", 52), Column("", 130)], rows, title)


def _who(association: Association, day: date) -> list[tuple[str, str]]:
    held = officers_on(association, day)
    return [
        (_("Titular de los datos"), ", ".join([str(association.name), association.place])),
        (_("Responde por ellos"), _named(held, "president")),
        (_("Lleva el libro"), _named(held, "treasurer")),
        (_("Vigila"), _named(held, "auditor")),
        (_("Firma los cambios del libro"), signed() or blank(LINE)),
        (_("Otros que usan la computadora"), blank(LINE * 2)),
    ]


def _named(held: Sequence[Officer], office: str) -> str:
    found = [str(one.member) for one in held if one.office == office]
    return ", ".join(found) or blank(LINE)


def _what(association: Association, day: date, held: Kept) -> list[tuple[str, str]]:
    years = int(parameter(association, "keep_years", day))
    return [
        (_("Personas"), _people(held)),
        (_("Datos"), _kinds(held)),
        (
            _("Datos sensibles"),
            _("Sí: lo que la asociación paga a cada socio, y las encuestas de la familia."),
        ),
        (
            _("Consentimientos"),
            ngettext(
                "Falta {n} firma de quienes hoy son socios.",
                "Faltan {n} firmas de quienes hoy son socios.",
                held.lacking,
            ).format(n=held.lacking)
            if held.lacking
            else _("Todos los socios de hoy firmaron."),
        ),
        (
            _("Cuánto se guardan"),
            _(
                "Los papeles de cuentas, {years} años desde enero del segundo año después del último"
                " (Código Tributario, art. 87.7). Lo demás, mientras la persona es socia o hasta que"
                " pida retirarlo."
            ).format(years=years),
        ),
    ]


def _people(held: Kept) -> str:
    say = ngettext("{n} socio", "{n} socios", held.members).format(n=held.members)
    more = [
        ngettext("{n} cliente", "{n} clientes", held.buyers).format(n=held.buyers),
        ngettext("{n} representante", "{n} representantes", held.others).format(n=held.others),
    ]
    counts = (held.buyers, held.others)
    return ", ".join([say, *(words for words, count in zip(more, counts, strict=True) if count)])


def _kinds(held: Kept) -> str:
    kinds = (
        (_("nombre, entregas, pagos y deudas"), held.members),
        (_("DNI"), held.dni),
        (_("celular"), held.phones),
        (_("dirección"), held.addresses),
        (_("fecha de nacimiento"), held.births),
        (_("cónyuge"), held.partners),
        (_("cuenta bancaria"), held.accounts),
        (_("encuestas"), held.surveys),
        (_("lugar de las parcelas"), held.places),
    )
    return "; ".join(f"{words} ({count})" for words, count in kinds if count)


def _how(state: Safety) -> list[tuple[str, str]]:
    locked = (
        _("Sí: se abre con palabras que solo sabe quien lo lleva.")
        if state.locked
        else _("No: quien tenga la computadora o una copia puede leer el libro.")
    )
    beside = _("{n} junto al libro, la última del {last}").format(
        n=state.copies, last=short_day(state.last_copy) if state.last_copy else ""
    )
    return [
        (_("Programa"), _("Trabaja sin internet. Nadie de afuera recibe datos.")),
        (_("Cerrado con llave"), locked),
        (
            _("Copias"),
            _("{beside}. En memoria USB: {carried}.").format(
                beside=beside if state.last_copy else _("Ninguna junto al libro"),
                carried=(
                    short_day(state.last_carried) if state.last_carried else _("ninguna anotada")
                ),
            ),
        ),
        (_("Dónde se guarda la memoria"), blank(LINE * 2)),
        (
            _("Cambios"),
            _("Cada cambio queda anotado con quién, cuándo, y cómo era antes."),
        ),
        (
            _("DNI"),
            _("Tapado en las listas, y fuera de los Excel y papeles si no se pide."),
        ),
        (
            _("Salidas de datos"),
            ngettext(
                "Anotada {n}; con DNI, {dni}.", "Anotadas {n}; con DNI, {dni}.", state.leavings
            ).format(n=state.leavings, dni=state.with_dni),
        ),
        (
            _("Clave de la computadora"),
            _("☐ Sí   ☐ No      ¿Quién la sabe? {line}").format(line=blank(LINE)),
        ),
    ]


# The register ---------------------------------------------------------------------------------


def _register(association: Association, day: date, held: Kept) -> Folio:
    """What the form of the register asks, with the answers the book knows."""
    years = int(parameter(association, "keep_years", day))
    lines = [
        (_("Titular"), str(association.name)),
        (_("RUC"), str(association.ruc or blank(LINE))),
        (_("Partida en SUNARP"), str(association.registry or blank(LINE))),
        (
            _("Domicilio"),
            ", ".join([str(association.address or blank(LINE)), association.place]),
        ),
        (_("Quien representa"), _named(officers_on(association, day), "president")),
        (_("Nombre del banco de datos"), _("Socios")),
        (_("Para qué"), _("Padrón y cuentas de los socios, y rendición de cuentas a la asamblea.")),
        (_("Personas"), _people(held)),
        (_("Datos"), _kinds(held)),
        (_("Datos sensibles"), _("Ingresos económicos, con consentimiento por escrito.")),
        (_("De dónde vienen"), _("De cada persona, con su consentimiento firmado.")),
        (_("Soporte"), _("Computadora sin internet, y papel.")),
        (
            _("A quién se dan"),
            _("A nadie con nombres, salvo lo que la ley mande. Cifras sin nombres a donantes."),
        ),
        (_("Fuera del Perú"), _("No salen.")),
        (
            _("Cuánto se guardan"),
            _("Cuentas: {years} años. Lo demás, mientras es socio.").format(years=years),
        ),
        (_("Medidas de seguridad"), _("Las del documento de seguridad.")),
        (
            _("Dónde se piden los derechos"),
            _("A la tesorería de la asociación, en su domicilio, gratis."),
        ),
        (_("N° y fecha de inscripción"), blank(LINE)),
    ]
    rows = [Row([words, said]) for words, said in lines]
    return Folio(
        letterhead_of(association),
        _("Para inscribir el banco de datos"),
        [_("Es gratis. Se presenta a la Autoridad de Protección de Datos: www.gob.pe/anpd")],
        [
            Grid(
                [Column(_("Lo que pide el formulario"), 52), Column(_("Lo que se pone"), 130)], rows
            )
        ],
        most=1,
        foot=_(FOOT),
    )
