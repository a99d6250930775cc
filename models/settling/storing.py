"""How a settling is stored: its papers, their lines and deductions, and the money they move.

Each kind of row is stored in one statement, however many members and deliveries there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models import money
from models.associations import Association
from models.cash.categories import DUES as DUES_HEADING
from models.cash.categories import INCOME, SERVICE, Category, category
from models.documents import Paper, issue_all
from models.fields import folded
from models.language import _
from models.money import Leg, MoneyEntry
from models.people import charges, dues
from models.record import Key, RulesBroken, insert_all, rows
from models.settling.deductions import CARRIED, CHARGES, DUES, INPUTS, LOAN, RETENTION
from models.settling.forecast import Forecast
from models.settling.member_share import MemberShare
from models.settling.settlements import (
    LotSettlement,
    Settlement,
    SettlementDeduction,
    SettlementLine,
    settlements_of,
)
from models.settling.top_ups import SharedTopUp

_DEBTS = {INPUTS: money.INPUTS, LOAN: money.LOANS}


def store(made_up: Forecast, paper: Paper, noted: str) -> list[Settlement]:
    """Store a settling as it was forecast: a paper LQ for each member, by the padrón."""
    run = _store_run(made_up, paper, noted)
    shared = [{"run": run.id, "top_up": one.document_id} for one in made_up.top_ups]
    insert_all(SharedTopUp, shared)
    association, count = made_up.lot.association, len(made_up.shares)
    documents = issue_all(association, "LQ", paper.day, count, noted=noted)
    insert_all(
        Settlement,
        [
            {
                "found_by": folded(str(document.number)),
                "document": document.id,
                "run": run.id,
                "member": share.member.id,
                "gross": share.gross,
                "costs": share.costs,
                "service": share.service,
                "advances": share.advances,
                "deducted": share.deducted,
                "net": share.net,
                "carried_out": share.carried_out,
            }
            for share, document in zip(made_up.shares, documents, strict=True)
        ],
    )
    papers = settlements_of(run)
    _store_parts(made_up, papers)
    headings = _Headings.of(association)
    money.post_all(
        {
            one.document: _legs(share, made_up, one, headings)
            for share, one in zip(made_up.shares, papers, strict=True)
        }
    )
    return papers


def check_dues(made_up: Forecast) -> None:
    """Refuse to take dues that a payment typed before, and dated later, has paid."""
    taking = {one.member.id: one for one in made_up.shares if one.taken_for(DUES)}
    later = MoneyEntry.select(MoneyEntry.party).where(
        MoneyEntry.association == made_up.lot.association_id,
        MoneyEntry.account == money.DUES,
        MoneyEntry.day > made_up.day,
    )
    for (party,) in rows(later.distinct()):
        if party in taking:
            _check_dues(taking[party], made_up.day)


def _check_dues(share: MemberShare, day: date) -> None:
    if share.taken_for(DUES) > dues.most_to_pay(share.member, day):
        raise RulesBroken({DUES: _("{name} ya pagó esas cuotas.").format(name=share.member.name)})


def _store_run(made_up: Forecast, paper: Paper, noted: str) -> LotSettlement:
    return LotSettlement.create(
        uid=paper.uid,
        association=made_up.lot.association_id,
        lot=made_up.lot,
        day=paper.day,
        gross=made_up.gross,
        costs=made_up.costs,
        service_pct=made_up.service_pct,
        service=made_up.service,
        is_top_up=made_up.is_top_up,
        noted=noted,
    )


def _store_parts(made_up: Forecast, papers: Sequence[Settlement]) -> None:
    pairs = list(zip(made_up.shares, papers, strict=True))
    insert_all(
        SettlementLine,
        [
            {
                "settlement": paper.document_id,
                "delivery": line.delivery,
                "quantity": line.quantity,
                "gross": line.gross,
                "costs": line.costs,
                "service": line.service,
                "advance": line.advance,
            }
            for share, paper in pairs
            for line in share.lines
        ],
    )
    insert_all(
        SettlementDeduction,
        [
            {
                "settlement": paper.document_id,
                "place": place,
                "base": one.base,
                "name": one.name,
                "asked": one.asked,
                "amount": one.amount,
                "origin": one.origin,
            }
            for share, paper in pairs
            for place, one in enumerate(share.taken, start=1)
        ],
    )


@dataclass(frozen=True)
class _Headings:
    """The headings of own income that every paper of a settling goes to."""

    service: Category
    dues: Category

    @classmethod
    def of(cls, association: Association) -> "_Headings":
        return cls(
            category(association, INCOME, SERVICE), category(association, INCOME, DUES_HEADING)
        )


def _legs(
    share: MemberShare, made_up: Forecast, paper: Settlement, headings: _Headings
) -> list[Leg]:
    """What a settlement moves: the lot's money goes to service, to debts, and to what is owed."""
    member = share.member
    legs: list[Leg] = [
        (money.PRODUCE, made_up.lot, share.gross - share.costs),
        (money.INCOME, headings.service, -share.service),
        (money.PAYABLE, paper.document, -share.net),
        (money.CARRIED, member, share.carried_out),
        (money.INCOME_TO_DATE, member, share.gross),
        (money.MEMO, None, -share.gross),
    ]
    legs += [(money.ADVANCES, Key(line.delivery), -line.advance) for line in share.lines]
    for one in share.taken:
        if one.base == CARRIED:
            legs.append((money.CARRIED, member, -one.amount))
        elif one.base == RETENTION:
            legs.append((money.WITHHELD, None, -one.amount))
        elif one.base in _DEBTS:
            legs.append((_DEBTS[one.base], member, -one.amount))
        elif one.base == DUES:
            legs += _opposite(dues.legs(member, one.amount, headings.dues))
        elif one.base == CHARGES:
            legs += _opposite(charges.legs(member, one.amount, made_up.day))
        elif one.deduction.fund is not None:
            legs.append((money.FUNDS, one.deduction.fund, -one.amount))
        else:
            legs.append((money.INCOME, one.deduction.category, -one.amount))
    return legs


def _opposite(legs: Sequence[Leg]) -> list[Leg]:
    return [(account, party, -amount) for account, party, amount in legs]
