"""The verbs of a cuaderno about what members owe and get: dues, loans, settlements, counts, closing."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from models.cash.cash_book import Payment
from models.cash.cash_count import count_cash
from models.changes import Refused
from models.cuaderno.words import Event, Keys, keep, number, payment, whole
from models.documents import VALID, Document
from models.fields import line
from models.language import _
from models.month.closing import close_month
from models.months import Month
from models.people.dues import pay_dues
from models.people.loans import charge_inputs, lend, repay_inputs, repay_loan
from models.produce.lots import Lot, lot_called, lot_named
from models.produce.write_offs import Loss, write_off
from models.settling.payouts import pay_settlement
from models.settling.settle import settle
from models.settling.settlements import LotSettlement, Settlement


def _pay_dues(keys: Keys, event: Event, sure: bool) -> None:
    member, paper = keys.members[event["member"]], keys.paper(event)
    keep(keys.papers, event["ref"], pay_dues(member, payment(event), paper, sure=sure))


def _repay_inputs(keys: Keys, event: Event, sure: bool) -> None:
    member, paper = keys.members[event["member"]], keys.paper(event)
    keep(keys.papers, event["ref"], repay_inputs(member, payment(event), paper, sure=sure))


def _repay_loan(keys: Keys, event: Event, sure: bool) -> None:
    member, principal = keys.members[event["member"]], number(event["principal"])
    paid = principal + number(event.get("interest", "0"))
    paying = Payment(paid, event["account"], line(event.get("operation", "")))
    made = repay_loan(member, principal, paying, keys.paper(event), sure=sure)
    keep(keys.papers, event["ref"], made)


def _lend(keys: Keys, event: Event, sure: bool) -> None:
    member, concept = keys.members[event["member"]], line(event["concept"])
    lend(member, concept, payment(event), keys.paper(event), sure=sure)


def _charge_inputs(keys: Keys, event: Event, sure: bool) -> None:
    member, concept = keys.members[event["member"]], line(event["concept"])
    charge_inputs(member, concept, payment(event), keys.paper(event), sure=sure)


def _write_off(keys: Keys, event: Event, sure: bool) -> None:
    lot = lot_named(keys.association, line(event["lot"]))
    loss = Loss(lot, keys.grade(event), number(event["quantity"]), event["reason"])
    write_off(loss, keys.paper(event), sure=sure)


def _settle(keys: Keys, event: Event, sure: bool) -> None:
    asked = {
        keys.members[ref].id: {base: number(most) for base, most in wanted.items()}
        for ref, wanted in event.get("deductions", {}).items()
    }
    lot, paper = _lot(keys, event), keys.paper(event)
    if not lot.id:
        say = _("El lote «{lot}» no tiene ninguna venta que cuente.")
        raise Refused(say.format(lot=lot.name))
    settle(lot, paper, asked, sure=sure)


def _lot(keys: Keys, event: Event) -> Lot:
    return lot_called(keys.association, line(event["lot"]))


def _pay_settlement(keys: Keys, event: Event, sure: bool) -> None:
    member = keys.members[event["member"]]
    owed = (
        Settlement.select(Settlement, Document)
        .join_from(Settlement, Document)
        .join_from(Settlement, LotSettlement)
        .where(
            Settlement.member == member,
            LotSettlement.lot == _lot(keys, event),
            Document.state == VALID,
        )
        .order_by(Document.id.desc())
        .first()
    )
    if owed is None:
        raise Refused(_("{name} no tiene liquidación de ese lote.").format(name=member.name))
    operation = line(event.get("operation", ""))
    pay_settlement(owed, event["account"], keys.paper(event), operation=operation, sure=sure)


def _count_cash(keys: Keys, event: Event, sure: bool) -> None:
    count: dict[Decimal, int] = {}
    for written, pieces in event["count"].items():
        value = number(written)
        if value in count:
            raise ValueError(_("S/ {value} está dos veces.").format(value=f"{value:.2f}"))
        count[value] = whole(pieces)
    explanation = event.get("explanation", "")
    count_cash(keys.association, count, keys.paper(event), explanation=explanation, sure=sure)


def _close_month(keys: Keys, event: Event, sure: bool) -> None:
    close_month(keys.association, Month.read(event["month"]), sure=sure)


OF_MEMBERS: dict[str, Callable[[Keys, Any, bool], None]] = {
    "pay_dues": _pay_dues,
    "repay_inputs": _repay_inputs,
    "repay_loan": _repay_loan,
    "lend": _lend,
    "charge_inputs": _charge_inputs,
    "write_off": _write_off,
    "settle": _settle,
    "pay_settlement": _pay_settlement,
    "cash_count": _count_cash,
    "close_month": _close_month,
}
