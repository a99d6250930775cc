"""Screens by where they are gone to; the code of each is read in when it is first wanted.

A window that opens shows one screen: to read in the twenty others first takes as long as all the
rest. Each is named in an import of its own, so that a packager finds it.
"""

from tkinter import Misc
from typing import Any

from models.associations import ASSOCIATIONS
from models.cash.cash_book import RECEIPTS
from models.cash.cash_count import CASH_COUNTS
from models.cash.transfers import TRANSFERS
from models.council.resolutions import RESOLUTIONS
from models.council.sessions import SESSIONS
from models.importing.imports import IMPORTS
from models.indicators.records import INDICATORS
from models.month.closing import CLOSINGS
from models.people.charges import CHARGES
from models.people.members import MEMBERS
from models.people.workdays import WORKDAYS
from models.plan.plans import PLANS
from models.produce.deliveries import DELIVERIES
from models.produce.plots import PLOTS
from models.produce.sales import SALES
from models.produce.write_offs import WRITE_OFFS
from models.reversals import REVERSALS
from models.settling.lot_view import LOTS
from models.settling.settlements import SETTLEMENTS
from ui.context import Context, Screen
from ui.places import Maker

# The work of a day --------------------------------------------------------------------------------


def cash(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.cash.cash_screen import CashScreen

    return CashScreen(parent, context, **what)


def month_book(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.month.month_book import MonthBook

    return MonthBook(parent, context, **what)


def reports(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.month.reports_page import Reports

    return Reports(parent, context, **what)


def charts(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.month.charts_page import Charts

    return Charts(parent, context, **what)


def form(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.form import Form

    return Form(parent, context, **what)


def weigh_in(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.weighing.weigh_in import WeighIn

    return WeighIn(parent, context, **what)


def blank_sheets(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.weighing.blank_sheets import BlankSheets

    return BlankSheets(parent, context, **what)


def pass_sheet(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.weighing.pass_sheet import PassSheet

    return PassSheet(parent, context, **what)


def sheet_made(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.weighing.sheet_made import SheetMade

    return SheetMade(parent, context, **what)


def sell(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.sell import Sell

    return Sell(parent, context, **what)


def receive(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.cash.receive import Receive

    return Receive(parent, context, **what)


def spend(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.cash.spend import Spend

    return Spend(parent, context, **what)


def dues(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.people.dues_screen import DuesScreen

    return DuesScreen(parent, context, **what)


def dues_run(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.people.dues_run import DuesRun

    return DuesRun(parent, context, **what)


def charge_run(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.people.charge_run import ChargeRun

    return ChargeRun(parent, context, **what)


def charge_page(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.people.charges import ChargePage

    return ChargePage(parent, context, **what)


def attendance(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.people.workdays import Roll

    return Roll(parent, context, **what)


def pass_money(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.cash.transfer import PassMoney

    return PassMoney(parent, context, **what)


def to_settle(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.settling.lots import ToSettle

    return ToSettle(parent, context, **what)


def settle_lot(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.settling.settle import SettleLot

    return SettleLot(parent, context, **what)


def settled_lot(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.settling.settled import SettledLot

    return SettledLot(parent, context, **what)


def lot_page(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.settling.lot_page import LotPage

    return LotPage(parent, context, **what)


def register_loss(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.settling.loss import RegisterLoss

    return RegisterLoss(parent, context, **what)


def top_up(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.settling.top_up import ReceiveTopUp

    return ReceiveTopUp(parent, context, **what)


def count_cash(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.cash.count_cash import CountCash

    return CountCash(parent, context, **what)


def close_month(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.month.close_month import CloseMonth

    return CloseMonth(parent, context, **what)


def funds(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.cash.funds import Funds

    return Funds(parent, context, **what)


def budget(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.cash.budget import BudgetPage

    return BudgetPage(parent, context, **what)


def kardex(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.kardex import KardexPage

    return KardexPage(parent, context, **what)


def owed_sales(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.cash.owed_sales import OwedSales

    return OwedSales(parent, context, **what)


def member_page(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.people.member_page import MemberPage

    return MemberPage(parent, context, **what)


def correct_opening(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.start import CorrectOpening

    return CorrectOpening(parent, context, **what)


def opening_debts(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.opening_debts import OpeningDebts

    return OpeningDebts(parent, context, **what)


def preview(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.previewing.preview import Preview

    return Preview(parent, context, **what)


def restore_page(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.copies.restore_page import RestorePage

    return RestorePage(parent, context, **what)


def lock_book(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.locked.lock_page import LockBook

    return LockBook(parent, context, **what)


def help_page(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.help_page import Help

    return Help(parent, context, **what)


def about(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.about import About

    return About(parent, context, **what)


def news(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.news import NewsPage

    return NewsPage(parent, context, **what)


def import_sheet(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.importing.import_screen import ImportScreen

    return ImportScreen(parent, context, **what)


def session_page(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.council.sessions import SessionPage

    return SessionPage(parent, context, **what)


def plan_board(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.council.plans import PlanBoard

    return PlanBoard(parent, context, **what)


def activity_page(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.council.activity import ActivityPage

    return ActivityPage(parent, context, **what)


def indicator_page(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.council.indicators import IndicatorPage

    return IndicatorPage(parent, context, **what)


def donor_report(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.council.donor import DonorPage

    return DonorPage(parent, context, **what)


def territory(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.council.territory import TerritoryPage

    return TerritoryPage(parent, context, **what)


# The territory -------------------------------------------------------------------------------------


def sketch(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.land.map_page import MapPage

    return MapPage(parent, context, **what)


def families(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.land.families import Families

    return Families(parent, context, **what)


def economy(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.land.economy_page import EconomyPage

    return EconomyPage(parent, context, **what)


def family_page(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.land.families import FamilyPage

    return FamilyPage(parent, context, **what)


def plots(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.land.plots import Plots

    return Plots(parent, context, **what)


# Personal data ------------------------------------------------------------------------------------


def consents(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.privacy.consents import Consents

    return Consents(parent, context, **what)


def security(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.privacy.papers import SecurityPage

    return SecurityPage(parent, context, **what)


def stolen(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.privacy.papers import StolenPage

    return StolenPage(parent, context, **what)


def help_report(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.privacy.help_report import HelpReport

    return HelpReport(parent, context, **what)


# Lists that do more than the general one ----------------------------------------------------------


def deliveries(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.papers import Deliveries

    return Deliveries(parent, context, **what)


def sales(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.papers import Sales

    return Sales(parent, context, **what)


def receipts(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.papers import Receipts

    return Receipts(parent, context, **what)


def transfers(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.papers import Transfers

    return Transfers(parent, context, **what)


def charges(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.people.charges import Charges

    return Charges(parent, context, **what)


def workdays(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.people.workdays import Workdays

    return Workdays(parent, context, **what)


def members(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.people.member_page import Members

    return Members(parent, context, **what)


def lots(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.settling.lots import Lots

    return Lots(parent, context, **what)


def write_offs(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.settling.settlement_papers import WriteOffs

    return WriteOffs(parent, context, **what)


def settlements(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.settling.settlement_papers import Settlements

    return Settlements(parent, context, **what)


def cash_counts(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.cash.cash_counts import CashCounts

    return CashCounts(parent, context, **what)


def closings(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.month.closings import Closings

    return Closings(parent, context, **what)


def reversals(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.month.reversing import Reversals

    return Reversals(parent, context, **what)


def imports(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.importing.imports_list import Imports

    return Imports(parent, context, **what)


def numbering(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.month.numbering import Numbering

    return Numbering(parent, context, **what)


def history(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.history_page import HistoryPage

    return HistoryPage(parent, context, **what)


def verify_paper(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.month.verify_paper import VerifyPaper

    return VerifyPaper(parent, context, **what)


def associations(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.start import Associations

    return Associations(parent, context, **what)


def sessions(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.council.sessions import Sessions

    return Sessions(parent, context, **what)


def resolutions(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.council.sessions import Resolutions

    return Resolutions(parent, context, **what)


def plans(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.council.plans import Plans

    return Plans(parent, context, **what)


def indicators(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.council.indicators import Indicators

    return Indicators(parent, context, **what)


# Screens without an entry in the navigation: one comes to them from a deed or a record.
PAGES: dict[str, Maker] = {
    "form": form,
    "weigh_in": weigh_in,
    "pass_sheet": pass_sheet,
    "sheet_made": sheet_made,
    "sell": sell,
    "receive": receive,
    "spend": spend,
    "pass_money": pass_money,
    "dues_run": dues_run,
    "charge_run": charge_run,
    "charge_page": charge_page,
    "attendance": attendance,
    "settle_lot": settle_lot,
    "settled_lot": settled_lot,
    "lot_page": lot_page,
    "register_loss": register_loss,
    "top_up": top_up,
    "count_cash": count_cash,
    "member_page": member_page,
    "opening": correct_opening,
    "opening_debts": opening_debts,
    "session_page": session_page,
    "plan_board": plan_board,
    "activity_page": activity_page,
    "indicator_page": indicator_page,
    "family_page": family_page,
    "preview": preview,
    "import_sheet": import_sheet,
    "help": help_page,
    "about": about,
    "news": news,
    "restore": restore_page,
    "history": history,
    "consents": consents,
    "security": security,
    "stolen": stolen,
    "help_report": help_report,
    "lock_book": lock_book,
}
# By the name of their kind: «delivery».
LISTS: dict[str, Maker] = {
    DELIVERIES.name: deliveries,
    SALES.name: sales,
    RECEIPTS.name: receipts,
    TRANSFERS.name: transfers,
    LOTS.name: lots,
    WRITE_OFFS.name: write_offs,
    SETTLEMENTS.name: settlements,
    CASH_COUNTS.name: cash_counts,
    CLOSINGS.name: closings,
    MEMBERS.name: members,
    CHARGES.name: charges,
    WORKDAYS.name: workdays,
    REVERSALS.name: reversals,
    IMPORTS.name: imports,
    ASSOCIATIONS.name: associations,
    SESSIONS.name: sessions,
    RESOLUTIONS.name: resolutions,
    PLANS.name: plans,
    INDICATORS.name: indicators,
    PLOTS.name: plots,
}
