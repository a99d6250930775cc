"""Paying what a settlement leaves: the whole net, in cash up to the coin, or by bank."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from models import money
from models.cash.cash_book import (
    Matter,
    Party,
    Payment,
    Receipt,
    ask,
    check_payment,
    hand_out,
    payment_doubts,
)
from models.cash.categories import EXPENSE, PAYOUTS, ROUNDING, category
from models.changes import Refused, transaction
from models.documents import (
    Paper,
    check_valid,
    issued,
)
from models.fields import (
    show,
)
from models.language import _, in_spanish
from models.money import CASH, Leg
from models.numbers import cut
from models.parameters import parameter
from models.record import (
    RulesBroken,
)
from models.reversals import check_not_before_reversal, standing
from models.settling.settlements import Settlement


def payable_in(account: str, net: Decimal, step: Decimal) -> Decimal:
    """What is handed over for a net, S/: in cash raised to the next coin, by bank to the céntimo."""
    if account != CASH:
        return net
    down = cut(net, step)
    return net if down == net else down + step


@transaction()
def pay_settlement(
    settlement: Settlement,
    account: str,
    paper: Paper,
    *,
    operation: str = "",
    method: str = "",
    sure: bool = False,
) -> Receipt:
    """Pay the whole net of a settlement: a receipt RE. Cash goes up to the coin, as own expense."""
    document = settlement.document
    if made := issued(paper.uid, "RE"):
        return Receipt.get_by_id(made)
    check_valid(document)
    association = document.association
    if earlier := standing(document):
        say = _("{number} ya se pagó con {receipt}.")
        raise Refused(say.format(number=document, receipt=earlier[0]))
    if not settlement.net:
        raise Refused(_("{number} no tiene nada que pagar.").format(number=document))
    if paper.day < document.day:
        raise RulesBroken({"day": _("No se paga antes de liquidar.")})
    net = settlement.net
    check_not_before_reversal(document, paper.day, net, money.PAYABLE, document, sign=-1)
    step = parameter(association, "cash_step", paper.day)
    paid = payable_in(account, settlement.net, step)
    payment = Payment(paid, account, operation, method)
    check_payment(payment)
    doubts = payment_doubts(association, paper.day, payment)
    limit = parameter(association, "bank_means_threshold", document.day)
    if account == CASH and settlement.net >= limit:
        doubts["account"] = _(
            "{number} es de S/ {total}: desde S/ {limit} se paga por banco (Ley 28194)."
        ).format(
            number=document,
            total=show(Receipt.amount, settlement.net),
            limit=show(Receipt.amount, limit),
        )
    noted = ask(doubts, sure=sure)
    answers: list[Leg] = [
        (money.PAYABLE, document, settlement.net),
        (money.EXPENSE, category(association, EXPENSE, ROUNDING), paid - settlement.net),
    ]
    concept = in_spanish("Pago de la liquidación {number}").format(number=document)
    heading = category(association, EXPENSE, PAYOUTS)
    matter = Matter(concept, heading, answers, about=document)
    return hand_out(association, paper, Party.of(settlement.member), matter, payment, noted)


@transaction()
def pay_settlements(
    papers: Sequence[tuple[Settlement, str, str]], day: date, *, sure: bool = False
) -> list[Receipt]:
    """Pay many in one step: (settlement, account, operation) each, all or none; a receipt each."""
    return [
        pay_settlement(one, account, Paper(day), operation=operation, sure=sure)
        for one, account, operation in papers
    ]
