"""Restricted funds: money given for one purpose and kept apart from the association's own."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peewee import ForeignKeyField, fn

from models import money
from models.associations import Association
from models.changes import Refused
from models.fields import NameField, SolesField, show, total
from models.language import N_, _
from models.money import MoneyEntry
from models.months import OpeningBalance, opening_before
from models.record import Column, Record, RecordType, rows


class Fund(Record):
    """What a donor gave for one purpose; spent on that alone, never more than it holds."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    name = NameField(verbose_name=N_("Fondo"))
    association_id: int

    class Meta:
        indexes = ((("association", "name"), True),)

    def __str__(self) -> str:
        return str(self.name)


def funds_of(association: Association) -> list[Fund]:
    """Every fund, by alphabet."""
    query = Fund.select().where(Fund.association == association)
    return list(query.order_by(Fund.found_by))


def held_in(fund: Fund, until: date) -> Decimal:
    """What is left of a fund at the end of that day, S/."""
    return -money.balance(fund.association, money.FUNDS, until, fund)


def check_fund(fund: Fund, day: date) -> None:
    """Refuse what leaves a fund below zero at the end of that day or of a later one."""
    short = money.lowest(fund.association, money.FUNDS, day, fund, sign=-1)
    if short.amount < 0:
        raise Refused(
            _("No alcanza el fondo «{fund}»: el {day} faltarían S/ {short}.").format(
                fund=fund.name,
                day=f"{short.day:%d/%m/%Y}",
                short=show(MoneyEntry.amount, -short.amount),
            )
        )


@dataclass(frozen=True)
class FundMoves:
    """One fund from a day to another, S/: opening + received − spent = closing."""

    fund: Fund
    opening: Decimal
    received: Decimal
    spent: Decimal

    @property
    def closing(self) -> Decimal:
        return self.opening + self.received - self.spent


def fund_moves(association: Association, since: date, until: date) -> list[FundMoves]:
    """What each fund held, received and spent from `since` to `until`, both included."""
    opening = opening_before(association, since)
    begun = OpeningBalance.select(OpeningBalance.party, total(OpeningBalance.amount)).where(
        OpeningBalance.opening == opening, OpeningBalance.account == money.FUNDS
    )
    # Paper by paper first: a void one posted the opposite too, and neither came nor went.
    papers = (
        MoneyEntry.select(
            MoneyEntry.party, MoneyEntry.day, fn.SUM(MoneyEntry.amount).alias("amount")
        )
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account == money.FUNDS,
            MoneyEntry.day.between(opening.day if opening else date.min, until),
        )
        .group_by(MoneyEntry.document, MoneyEntry.party)
        .alias("papers")
    )
    amount, is_before = papers.c.amount, papers.c.day < since
    before = fn.IIF(is_before, amount, 0)
    came = fn.IIF(~is_before & (amount < 0), amount, 0)
    went = fn.IIF(~is_before & (amount > 0), amount, 0)
    sums = [fn.SUM(part) for part in (before, came, went)]
    moved = papers.select_from(papers.c.party, *sums).group_by(papers.c.party)
    held = dict(rows(begun.group_by(OpeningBalance.party)))
    read = SolesField().python_value  # peewee knows no field of a query over a query
    moves = {party: [read(part) for part in parts] for party, *parts in rows(moved)}
    zero = Decimal(0)
    found = []
    for fund in funds_of(association):
        earlier, received, spent = moves.get(fund.id, (zero, zero, zero))
        found.append(FundMoves(fund, -held.get(fund.id, zero) - earlier, -received, spent))
    return found


FUNDS = RecordType(
    Fund,
    title=N_("Fondos restringidos"),
    one=N_("fondo"),
    menu="catalogue",
    icon="piggy-bank",
    columns=(Column(N_("Fondo"), Fund.name, sample="Proyecto de riego 2026", strong=True),),
    form={N_("Fondo"): ("name",)},
    order=(Fund.found_by,),
)
