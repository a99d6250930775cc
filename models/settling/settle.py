"""Settling a lot: once, whole, when all its sales are collected (domain 5, FORMAT rules 8-10).

While nothing of it is paid it can be undone; the papers stay, void.
"""

from collections.abc import Sequence
from datetime import date

from models import money
from models.cash.cash_book import (
    ask,
    day_doubts,
)
from models.cash.funds import Fund, check_fund
from models.changes import Refused, note, transaction
from models.documents import (
    VALID,
    Document,
    Paper,
    check_void,
    dependents,
)
from models.language import _
from models.money import MoneyEntry, check_owed
from models.produce.lots import Lot
from models.settling.forecast import Asked, forecast
from models.settling.settlements import LotSettlement, Settlement, settlements_of
from models.settling.storing import check_dues, store
from models.voiding import strike


@transaction()
def settle(
    lot: Lot,
    paper: Paper,
    asked: Asked | None = None,
    *,
    sure: bool = False,
) -> list[Settlement]:
    """Settle a lot whole: a paper LQ for each member with something in it, by the padrón.

    `asked` says the most to take off from whom for inputs, loan, dues and charges; more than is
    owed is refused. `paper.uid` is the token of the whole settling.
    """
    if made := LotSettlement.get_or_none(LotSettlement.uid == paper.uid):
        return settlements_of(made)
    made_up = forecast(lot, paper.day, asked)
    if made_up.obstacles:
        raise Refused("\n".join(made_up.obstacles))
    check_dues(made_up)
    return store(made_up, paper, ask(day_doubts(paper.day), sure=sure))


@transaction()
def undo_settlement(run: LotSettlement, day: date, reason: str) -> None:
    """Void every paper of a settling, from the last; refused once any of them is paid, and
    where what it gave a fund was spent.

    The papers stay with their numbers; the lot can be settled again.
    """
    papers = [one for one in settlements_of(run) if one.document.is_valid]
    if not papers:
        raise Refused(_("Esa liquidación ya está anulada."))
    paid = [
        _("{paper} con {receipt}").format(paper=one, receipt=receipt)
        for one in papers
        for receipt in dependents(one.document)
    ]
    if paid:
        say = _("Ya se pagó {papers}. Anule primero esos recibos.")
        raise Refused(say.format(papers=", ".join(paid)))
    if later := _later_top_ups(run):
        raise Refused(
            _("Primero anule el reintegro del {day}.").format(day=f"{later[0].day:%d/%m/%Y}")
        )
    for one in reversed(papers):
        strike(one.document, day, check_void(one.document, day, reason))
    for one in papers:
        if one.carried_out:
            check_owed(one.member.association, money.CARRIED, run.day, one.member)
    for fund in _funds_of(papers):
        check_fund(fund, run.day)
    note(Settlement)


def _funds_of(papers: Sequence[Settlement]) -> list[Fund]:
    """The funds these papers gave to."""
    given = MoneyEntry.select(MoneyEntry.party).where(
        MoneyEntry.account == money.FUNDS,
        MoneyEntry.document.in_([one.document_id for one in papers]),
    )
    return list(Fund.select().where(Fund.id.in_(given)).order_by(Fund.id))


def _later_top_ups(run: LotSettlement) -> list[LotSettlement]:
    if run.is_top_up:
        return []
    query = (
        LotSettlement.select()
        .join_from(LotSettlement, Settlement)
        .join_from(Settlement, Document)
        .where(LotSettlement.lot == run.lot_id, LotSettlement.is_top_up, Document.state == VALID)
        .distinct()
    )
    return list(query)
