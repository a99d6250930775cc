"""Reversing a paper of a closed month on a day of an open one (FORMAT rule 12, domain 2.7)."""

from collections.abc import Sequence

from models import money, stock
from models.cash.cash_book import ask, day_doubts
from models.changes import Refused, note, transaction
from models.documents import (
    Document,
    Paper,
    check_valid,
    issue,
    issued,
    kept_reason,
)
from models.language import _, ngettext
from models.months import Month, is_open
from models.reversals import Reversal, reversed_by, standing
from models.voiding import check, check_left


@transaction()
def reverse(document: Document, paper: Paper, reason: str, *, sure: bool = False) -> Reversal:
    """Undo a paper of a closed month on a day of an open one: a paper EX about it.

    Refused for what can be voided, is void or reversed already, is a reversal or a settlement; while
    a paper that serves it counts; in a settled lot; and where money, stock, a fund or what somebody
    owes would end below zero.
    """
    if made := issued(paper.uid, "EX"):
        return Reversal.get_by_id(made)
    reason = kept_reason(reason, _("Escriba por qué se extorna."))
    check_reversible(document)
    noted = ask(day_doubts(paper.day), sure=sure)
    opposite = issue(document.association, "EX", paper, about=document, noted=noted)
    reversal = Reversal.create(document=opposite, original=document, reason=reason)
    money.reverse(document, opposite)
    stock.reverse(document, opposite)
    check_left(opposite)
    note(Document)
    return reversal


def check_reversible(document: Document) -> None:
    """Refuse what is not to be reversed; the sentence says what to do instead."""
    check_valid(document)
    if document.kind == "EX":
        raise Refused(_("{number} es un extorno: si está mal, anúlelo.").format(number=document))
    if document.kind == "LQ":
        raise Refused(_("Una liquidación no se extorna: el lote queda como se liquidó."))
    if is_open(document.association, Month.of(document.day)):
        raise Refused(
            _("{number} es de un mes abierto: anúlelo, no hace falta extornarlo.").format(
                number=document
            )
        )
    if by := reversed_by(document):
        raise Refused(_("{number} ya está extornado por {by}.").format(number=document, by=by))
    if waiting := standing(document):
        raise Refused(_waiting_words(document, waiting))
    check(document)


def _waiting_words(document: Document, waiting: Sequence[Document]) -> str:
    """What stands on it, and what to do first; what the word «extornar» means, said once."""
    say = ngettext(
        "De {number} depende {papers}. Anule o extorne primero ese papel.",
        "De {number} dependen {papers}. Anule o extorne primero esos papeles.",
        len(waiting),
    )
    if document.kind == "EN":
        say = ngettext(
            "De esta entrega hay un adelanto pagado, {papers}. Anule o extorne primero ese recibo.",
            "De esta entrega hay adelantos pagados, {papers}. Anule o extorne primero esos"
            " recibos.",
            len(waiting),
        )
    said = say.format(number=document, papers=", ".join(map(str, waiting)))
    return said + "\n" + _("Extornar = anotar lo contrario con fecha de hoy.")
