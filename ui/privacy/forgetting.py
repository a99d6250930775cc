"""What one person may ask: to see all that is kept of them, and to have it taken away."""

from datetime import date
from functools import partial
from tkinter import Misc

from models.changes import Refused
from models.exports import PAPERS, Taken
from models.language import _, ngettext
from models.people.forgetting import Forgetting, forget, forgetting_of
from models.people.members import Member
from ui.context import Context
from ui.previewing.printout import Unnumbered
from ui.widgets.dialogs import ask, tell


def open_member_file(context: Context, member: Member) -> None:
    """The file of the member, as it will be printed: with the DNI, for it goes to its owner."""
    from reports.files import safe_name
    from reports.privacy.member_file import member_file_pdf

    today = date.today()
    title = _("Ficha de {name}").format(name=member)
    name = f"ficha-{safe_name(str(member))}-{today}.pdf"
    make = partial(member_file_pdf, member, today)
    taken = Taken(member.association, PAPERS, title, 1, not member.lost_dni)
    printout = Unnumbered(title, "member_file", "datos-personales", name, make, taken)
    context.go("preview", printout=printout)


def forget_member(parent: Misc, context: Context, member: Member) -> bool:
    """Whether the member is no longer there at all; what stands in the way is said."""
    today = date.today()
    found = forgetting_of(member, today)
    if found.obstacles:
        tell(parent, _("Todavía no se pueden retirar sus datos"), "\n".join(found.obstacles))
        return False
    if found.is_done:
        say = _("Ya se retiraron. Su DNI se queda hasta el {day}: la ley lo pide para las cuentas.")
        until = f"{found.dni_until:%d/%m/%Y}" if found.dni_until else ""
        tell(parent, _("Sus datos ya se retiraron"), say.format(day=until))
        return False
    question = _("¿Retirar los datos de {name}?").format(name=member)
    said, no = "\n".join(_what_follows(found)), _("No retirar")
    if not ask(parent, question, said, _("Retirar datos"), no, danger=True):
        return False
    try:
        left = forget(member, today)
    except Refused as refused:
        tell(parent, _("No se retiró nada"), str(refused))
        return False
    done = _("Se retiraron los datos de {name}.") if left else _("Se quitó a {name} del padrón.")
    context.say(done.format(name=member))
    return left is None


def _what_follows(found: Forgetting) -> list[str]:
    """What goes, what stays and why, and where the program cannot reach."""
    copies = _("Las copias, los Excel y los papeles hechos antes todavía los tienen.")
    for_good = _("No se puede deshacer.")
    if found.whole:
        nothing = _("No tuvo nada con la asociación: se quita del padrón, con su historia.")
        return [nothing, copies, for_good]
    sentences = [
        _(
            "Se borran, también de la historia: celular, dirección, nacimiento, cónyuge, cuenta,"
            " observaciones y los puntos de sus parcelas."
        )
    ]
    if found.surveys:
        say = ngettext(
            "Se borra {n} encuesta de su familia.",
            "Se borran {n} encuestas de su familia.",
            found.surveys,
        )
        sentences.append(say.format(n=found.surveys))
    sentences.append(_("Se quedan su nombre, en el padrón y los papeles, y sus cuentas."))
    if found.dni_until is not None:
        say = _("Su DNI se queda hasta el {day}: la ley lo pide para los papeles de cuentas.")
        sentences.append(say.format(day=f"{found.dni_until:%d/%m/%Y}"))
    else:
        sentences.append(_("Su DNI también se borra; los recibos quedan como se imprimieron."))
    return [*sentences, copies, for_good]
