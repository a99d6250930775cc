"""What a month's workbook is asked for, and what several of its sheets share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from models.associations import Association
from models.cash.books import Book as Ledger
from models.cash.funds import FundMoves, fund_moves
from models.language import _
from models.month import debts as month_debts
from models.month import money as month_money
from models.month import view as month_view
from models.month.closing import Closing, standing
from models.month.debts import Owed
from models.month.indicators import Indicators, indicators_of
from models.month.money import Change, MembersMoney, Money, Result
from models.month.view import DeliveredLine, MonthTotals
from models.months import Month, first_month, is_open
from models.people.officers import officers_on
from models.produce.harvests import Harvest, harvests_of
from models.produce.kardex import Kardex, kardex_of
from reports.excel.sheets import Heading, Kind


@dataclass(frozen=True)
class Request:
    """Whose month is written, and whether members' DNI is asked for.

    What several sheets say is asked once.
    """

    association: Association
    month: Month
    with_dni: bool = False

    @cached_property
    def books(self) -> tuple[Ledger, Ledger]:
        """Cash and bank."""
        return month_view.books_of(self.association, self.month)

    @cached_property
    def totals(self) -> MonthTotals:
        return month_view.totals_of(self.association, self.month)

    @cached_property
    def result(self) -> Result:
        return month_money.result_of(self.association, self.month)

    @cached_property
    def owed(self) -> Owed:
        return month_debts.owed_at(self.association, self.month.last)

    @cached_property
    def money(self) -> Money:
        return month_money.money_of(self.association, self.month.last)

    @cached_property
    def change(self) -> Change:
        return month_money.change_of(self.association, self.month)

    @cached_property
    def parts(self) -> MembersMoney:
        return month_money.members_money(self.association, self.month.last)

    @cached_property
    def funds(self) -> list[FundMoves]:
        return fund_moves(self.association, self.month.first, self.month.last)

    @cached_property
    def indicators(self) -> Indicators:
        return indicators_of(self.association, self.month)

    @cached_property
    def deliveries(self) -> list[DeliveredLine]:
        return month_view.deliveries_in(self.association, self.month)

    @cached_property
    def kardex(self) -> list[Kardex]:
        return kardex_of(self.association, self.month)

    @cached_property
    def harvests(self) -> list[Harvest]:
        return harvests_of(self.association, self.month.first, self.month.last)

    @cached_property
    def closing(self) -> Closing | None:
        """Of the month; None while it is open."""
        return standing(self.association, self.month)

    def state(self) -> str:
        """Whether the figures may still change."""
        begun = first_month(self.association)
        if begun is None or self.month < begun:
            return _("De {month} no hay nada registrado: el libro empieza después.").format(
                month=self.month.title
            )
        if is_open(self.association, self.month):
            say = _("El mes de {month} está abierto: sus cifras todavía pueden cambiar.")
        else:
            say = _("El mes de {month} está cerrado: sus cifras ya no cambian.")
        return say.format(month=self.month.title)

    def signatures(self) -> list[str]:
        """Who signs: the office and, where the association wrote it, the name."""
        held = {
            str(officer.office): f"{officer.text('office')}: {officer.member}"
            for officer in officers_on(self.association, self.month.last)
        }
        offices = {
            "treasurer": _("Tesorera o tesorero"),
            "president": _("Presidenta o presidente"),
            "auditor": _("Fiscal"),
        }
        return [held.get(office, title) for office, title in offices.items()]


def headings_of(*headings: tuple[str, Kind] | tuple[str, Kind, bool]) -> list[Heading]:
    return [Heading(*heading) for heading in headings]


def or_blank(amount: Decimal | int | None) -> Decimal | int | None:
    """A figure of zero says nothing in a table: the cell stays empty."""
    return amount or None


def one_unit(units: Iterable[str]) -> bool:
    """Whether quantities may be added up: kilos and pieces may not."""
    return len(set(units)) <= 1


def excel_day(day: date) -> str:
    """A day as a condition of Excel names it."""
    return f"DATE({day.year},{day.month},{day.day})"
