"""Verificar recibo: what the book says of a paper somebody holds, and the facts to compare by eye."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.associations import Association
from models.cash.cash_book import Receipt
from models.cash.transfers import Transfer
from models.control_codes import is_whole_number, read_number, verify
from models.documents import Document, replacements
from models.fields import SolesField, show
from models.language import _
from models.people.charges import Charge
from models.produce.deliveries import Delivery
from models.produce.sales import Sale
from models.produce.write_offs import WriteOff
from models.record import RulesBroken
from models.reversals import Reversal
from models.settling.settlements import Settlement

FITS, VOID, REVERSED, DIFFERS, UNKNOWN = "fits", "void", "reversed", "differs", "unknown"
CODE_LETTERS = 8
_MONEY = SolesField()
_FIGURE = re.compile(r"\d+(?:\.\d+)?")

Fact = tuple[str, str]


@dataclass(frozen=True)
class Claim:
    """What a paper says of itself, as typed or read by a telephone; day and figure only if read."""

    number: str
    code: str
    day: str = ""  # AAAA-MM-DD
    figure: str = ""


def claim_of(number: str, code: str = "") -> Claim:
    """What was typed. In place of the number the whole text of the square may stand:
    number|day|figure|code."""
    parts = [part.strip() for part in number.split("|")]
    if len(parts) == 4:
        return Claim(read_number(parts[0]), parts[3], parts[1], parts[2])
    return Claim(read_number(number), code.strip())


@dataclass(frozen=True)
class Answer:
    """Whether a paper is one of this book's, what to do then, and what it should say."""

    state: str
    sentence: str
    advice: str
    document: Document | None = None
    facts: tuple[Fact, ...] = ()


def answer_to(association: Association, claim: Claim) -> Answer:
    """Refuses (RulesBroken) a claim without number, or with a code that cannot be one."""
    _check(claim)
    found = verify(association, claim.number, claim.code)
    document = found.document
    if document is None:
        return _unknown(claim.number)
    facts = tuple(facts_of(document))
    if not found.matches:
        say = _("El código de {number} es otro.").format(number=document)
        return Answer(DIFFERS, say, _do_not_trust(), document, facts)
    if wrong := _misread(claim, document):
        return Answer(DIFFERS, wrong, _do_not_trust(), document, facts)
    if found.is_void:
        return _void(document, facts)
    if found.reversed_by is not None:
        say = _("{number} es de este libro, pero lo deshace {other}.").format(
            number=document, other=found.reversed_by
        )
        return Answer(REVERSED, say, _("Ya no cuenta. No pague ni cobre con él."), document, facts)
    say = _("{number} salió de este libro y sigue valiendo.").format(number=document)
    look = _("Compare a ojo lo de abajo con el papel: persona, fecha y monto deben ser iguales.")
    return Answer(FITS, say, look, document, facts)


def _check(claim: Claim) -> None:
    problems = {}
    if not claim.number:
        problems["number"] = _("Falta el número del papel.")
    elif not is_whole_number(claim.number):
        problems["number"] = _("Escriba el número entero, como está en el papel: RE-2026-0015.")
    count = len(re.sub(r"[\W_]", "", claim.code))
    if not count:
        problems["code"] = _("Falta el código de control, de 8 letras y cifras.")
    elif count != CODE_LETTERS:
        say = _("El código de control tiene 8 letras y cifras; escribió {n}.")
        problems["code"] = say.format(n=count)
    if problems:
        raise RulesBroken(problems)


def _unknown(number: str) -> Answer:
    say = _("En este libro no hay {number}.").format(number=number)
    do = _(
        "Revise el número y que esté abierto el libro de quien lo emitió. Si está bien copiado, "
        "ese papel no salió de aquí: no pague ni cobre con él."
    )
    return Answer(UNKNOWN, say, do)


def _do_not_trust() -> str:
    return _(
        "Revise que esté bien copiado. Si lo está, el papel no es como salió de este libro: no "
        "pague ni cobre con él y avise a la junta directiva."
    )


def _void(document: Document, facts: tuple[Fact, ...]) -> Answer:
    say = _("{number} es de este libro, pero se anuló el {day}: {reason}.").format(
        number=document,
        day=f"{document.voided_on:%d/%m/%Y}",
        reason=str(document.reason).rstrip("."),
    )
    do = _("Ya no vale. No pague ni cobre con él.")
    if other := replacements([document.id]).get(document.id):
        do = f"{do} {_('Lo reemplaza {number}.').format(number=other)}"
    return Answer(VOID, say, do, document, facts)


def _misread(claim: Claim, document: Document) -> str:
    """What of the text read by a telephone is not what the book says; "" for nothing."""
    if claim.day and claim.day != f"{document.day:%Y-%m-%d}":
        say = _("El papel dice que es del {read}, y {number} es del {day}.")
        return say.format(
            number=document, read=_shown_day(claim.day), day=f"{document.day:%d/%m/%Y}"
        )
    stated, read = _stated(document), _FIGURE.search(claim.figure)
    if stated is not None and read is not None and Decimal(read[0]) != stated:
        say = _("El papel dice {read}, y {number} dice {stated}.")
        return say.format(read=claim.figure, number=document, stated=facts_of(document)[-1][1])
    return ""


def _shown_day(text: str) -> str:
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text


# What a paper says ------------------------------------------------------------------------------


def facts_of(document: Document) -> list[Fact]:
    """What a paper states, to be compared by eye: its kind, day, whose it is, and its figure."""
    stated = _STATED.get(str(document.kind))
    own = stated[1](stated[0].get_by_id(document.id)) if stated else []
    kind = (_("Clase"), document.text("kind"))
    return [kind, (_("Fecha"), document.text("day")), *own]


def _stated(document: Document) -> Decimal | None:
    """The one figure the paper is about; None for a reversal, which may have none."""
    if document.kind not in _FIGURES:
        return None
    record = _STATED[str(document.kind)][0].get_by_id(document.id)
    figures = (getattr(record, name) for name in _FIGURES[str(document.kind)])
    return next((Decimal(one) for one in figures if one), Decimal(0))


_FIGURES: Mapping[str, tuple[str, ...]] = {
    "EN": ("payable",),
    "RI": ("amount",),
    "RE": ("amount",),
    "V": ("total",),
    "TR": ("amount",),
    "ME": ("quantity",),
    "LQ": ("carried_out", "net"),
    "CG": ("total",),
}


def _soles(amount: Decimal) -> str:
    return _("S/ {amount}").format(amount=show(_MONEY, amount))


def _delivery(one: Delivery) -> list[Fact]:
    return [
        (_("Socio"), str(one.member)),
        (_("Producto"), f"{one.product} {one.grade}"),
        (_("Pagable"), one.product.said(one.payable)),
    ]


def _receipt(one: Receipt) -> list[Fact]:
    came = one.document.kind == "RI"
    return [
        (_("Recibido de") if came else _("Pagado a"), str(one.party)),
        (_("Concepto"), str(one.concept)),
        (_("Monto"), _soles(one.amount)),
    ]


def _sale(one: Sale) -> list[Fact]:
    return [
        (_("Cliente"), str(one.buyer)),
        (_("Lote"), str(one.lot)),
        (_("Total"), _soles(one.total)),
    ]


def _transfer(one: Transfer) -> list[Fact]:
    return [
        (_("Sale de"), one.text("source")),
        (_("Entra a"), one.text("target")),
        (_("Monto"), _soles(one.amount)),
    ]


def _write_off(one: WriteOff) -> list[Fact]:
    return [
        (_("Producto"), f"{one.product} {one.grade}"),
        (_("Motivo"), str(one.reason)),
        (_("Cantidad"), one.product.said(one.quantity)),
    ]


def _settlement(one: Settlement) -> list[Fact]:
    owes = [(_("Saldo deudor"), _soles(one.carried_out))] if one.carried_out else []
    return [(_("Socio"), str(one.member)), *owes, (_("Neto"), _soles(one.net))]


def _charge(one: Charge) -> list[Fact]:
    return [(_("Concepto"), str(one.concept)), (_("Total"), _soles(one.total))]


def _reversal(one: Reversal) -> list[Fact]:
    return [(_("Deshace"), str(one.original)), (_("Motivo"), str(one.reason))]


_STATED: Mapping[str, tuple[Any, Callable[[Any], list[Fact]]]] = {
    "EN": (Delivery, _delivery),
    "RI": (Receipt, _receipt),
    "RE": (Receipt, _receipt),
    "V": (Sale, _sale),
    "TR": (Transfer, _transfer),
    "ME": (WriteOff, _write_off),
    "LQ": (Settlement, _settlement),
    "CG": (Charge, _charge),
    "EX": (Reversal, _reversal),
}
