"""Me robaron la computadora: what was on it, who must be told by when, and the letter to do it with."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from models.associations import Association
from models.language import _, ngettext, speaking
from models.people.officers import officers_on
from models.privacy import AUTHORITY, Incident, Kept, Safety, kept, safety
from reports.papers.blocks import Block, Column, Grid, Over, Row, Say, Signatures, Title
from reports.papers.heads import letterhead_of, short_day, signers
from reports.papers.pages import Folio
from reports.papers.paper import pdf
from reports.papers.words import long_day
from reports.privacy.words import FOOT, blank, section


def stolen_pdf(association: Association, found: Incident) -> bytes:
    """What to do, and the letter; Spanish, whatever the screen speaks."""
    with speaking("es"):
        held, state = kept(association), safety(association)
        return pdf(
            [_what_to_do(association, found, held, state), _letter(association, found, held, state)]
        )


def _moment(when: datetime) -> str:
    return _("{day} a las {hour}").format(day=short_day(when.date()), hour=f"{when:%H:%M}")


def _what_to_do(association: Association, found: Incident, held: Kept, state: Safety) -> Folio:
    deadline = _(
        "Se notó el {noticed}. Plazo para avisar: hasta el {until} ({hours} horas)."
    ).format(noticed=_moment(found.noticed), until=_moment(found.until), hours=found.hours)
    return Folio(
        letterhead_of(association),
        _("Me robaron la computadora"),
        [_("También si se perdió, o si se perdió una memoria USB con una copia del libro.")],
        [
            Say(deadline, strong=True, size=11),
            *_steps(found, state),
            Grid(
                [Column(_("Qué había en el libro"), 140), Column(_("Cuántos"), 40, figure=True)],
                [Row([words, str(count)]) for words, count in _contents(held) if count],
                _("Lo que se llevaron"),
            ),
            section(_("¿Lo puede leer quien se la llevó?"), _readable(state)),
            section(_("Cómo seguir con el libro"), _going_on(state)),
        ],
        most=1,
        foot=_(FOOT),
    )


def _steps(found: Incident, state: Safety) -> Iterator[Block]:
    steps = (
        _("Denuncie el robo o la pérdida en la comisaría. Guarde la copia de la denuncia."),
        _("Avise hoy a la presidencia y al fiscal de la asociación."),
        _(
            "Avise a la {authority} hasta el {until}, con la carta de la hoja que sigue. La norma lo"
            " pide cuando hay datos sensibles o de muchas personas, y los pagos a socios lo son. Si"
            " duda, avise. Dónde se presenta: www.gob.pe/anpd"
        ).format(authority=_(AUTHORITY), until=_moment(found.until)),
        _(
            "Avise a los socios y a los demás que están en el libro: qué pasó, qué datos eran, y que"
            " no crean en llamadas o mensajes que pidan dinero en nombre de la asociación."
        ),
        _("Cambie las claves del banco, de la billetera del celular y del correo."),
        _("Anote lo que pasó y lo que hizo, con día y hora, y guárdelo con la denuncia."),
    )
    yield Title(_("Qué hacer, en este orden"))
    for place, words in enumerate(steps, start=1):
        yield Say(f"{place}.  {words}")


def _contents(held: Kept) -> Sequence[tuple[str, int]]:
    return (
        (_("Socios, también los retirados: nombre, entregas, pagos y deudas"), held.members),
        (_("Con DNI"), held.dni),
        (_("Con celular"), held.phones),
        (_("Con dirección"), held.addresses),
        (_("Con fecha de nacimiento"), held.births),
        (_("Con el DNI de su cónyuge"), held.partners),
        (_("Con cuenta bancaria"), held.accounts),
        (_("Encuestas de lo que la familia come o gana"), held.surveys),
        (_("Parcelas con sus puntos en el mapa"), held.places),
        (_("Clientes con DNI o celular"), held.buyers),
        (_("Representantes e invitados con DNI o celular"), held.others),
    )


def _readable(state: Safety) -> str:
    if not state.locked:
        return _(
            "Sí. El libro no está cerrado con llave: quien tiene la computadora lo puede leer, igual"
            " que los Excel y PDF guardados en ella. La clave de Windows no lo impide."
        )
    if state.in_clear:
        return ngettext(
            "Sí: el libro está cerrado con llave, pero {n} copia o Excel junto a él no lo está.",
            "Sí: el libro está cerrado con llave, pero {n} copias o Excel junto a él no lo están.",
            state.in_clear,
        ).format(n=state.in_clear)
    return _(
        "El libro está cerrado con llave: sin sus palabras no se lee. Si las palabras estaban"
        " anotadas junto a la computadora, tómelo como leído. Los Excel y PDF guardados en ella sí"
        " se pueden leer."
    )


def _going_on(state: Safety) -> str:
    carried = (
        _("La última copia anotada en una memoria USB u otro disco es del {day}.").format(
            day=short_day(state.last_carried)
        )
        if state.last_carried
        else _("No hay anotada ninguna copia en una memoria USB. Busque las que haya.")
    )
    return _(
        "{carried} Las copias que estaban junto al libro se fueron con la computadora. En otra"
        " computadora instale Ecocuenca, abra Ajustes, Restaurar una copia, y elija la copia de la"
        " memoria. Después registre de los talonarios y papeles lo que le falte desde ese día."
    ).format(carried=carried)


# The letter -----------------------------------------------------------------------------------


def _letter(association: Association, found: Incident, held: Kept, state: Safety) -> Folio:
    day = found.noticed.date()
    president = next(
        (str(one.member) for one in officers_on(association, day) if one.office == "president"), ""
    )
    said = [f"{words}: {count}" for words, count in _contents(held) if count]
    locked = _("El archivo está cifrado.") if state.locked else _("El archivo no está cifrado.")
    paragraphs = (
        _("Señores: {authority}").format(authority=_(AUTHORITY)),
        _("Asunto: aviso de un incidente con datos personales (Ley 29733, D.S. 016-2024-JUS)."),
        _(
            "{association}, titular del banco de datos «Socios», inscrito con el N° {number}, les"
            " avisa que el {noticed} notó que le robaron o perdió la computadora con ese banco de"
            " datos, en {place}. Ocurrió entre el {line} y ese momento. Denuncia policial N° {number}."
        ).format(
            association=association.name,
            number=blank(14),
            noticed=_moment(found.noticed),
            place=blank(24),
            line=blank(16),
        ),
        _("Datos que contenía: {said}.").format(said="; ".join(said)),
        _(
            "{locked} Lo que puede pasar: que se use el nombre, el DNI o el celular de las personas"
            " para engañarlas o pedirles dinero, y que se conozcan los pagos que recibieron."
        ).format(locked=locked),
        _(
            "Lo que se hizo: se denunció, se avisó a las personas el {line}, se cambiaron las claves"
            " y se siguió trabajando con una copia verificada del {copy}. Lo que se hará para que no"
            " se repita: {more}"
        ).format(
            line=blank(14),
            copy=short_day(state.last_carried) if state.last_carried else blank(14),
            more=blank(60),
        ),
        _("Quien atiende por la asociación: {name}, celular {line}, correo {line}.").format(
            name=president or blank(30), line=blank(16)
        ),
    )
    return Folio(
        letterhead_of(association),
        _("Carta de aviso"),
        [_("Complete las líneas a mano antes de firmar.")],
        [
            Say(_("{line}, {day}").format(line=blank(24), day=long_day(day))),
            *(Over([Say(one), Say("", size=5)]) for one in paragraphs),
            Signatures([*signers(association, day, ["president", "treasurer"])], 26),
        ],
        most=1,
        foot=_(FOOT),
    )
