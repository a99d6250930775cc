"""Screens by where they are gone to; the code of each is read in when it is first wanted.

A window that opens shows one screen: to read in the twenty others first takes as long as all the
rest. Each is named in an import of its own, so that a packager finds it.
"""

from tkinter import Misc
from typing import Any

from models.associations import ASSOCIATIONS
from models.cash_book import RECEIPTS
from models.deliveries import DELIVERIES
from models.members import MEMBERS
from models.sales import SALES
from models.transfers import TRANSFERS
from ui.context import Context, Screen
from ui.places import Maker

# The work of a day --------------------------------------------------------------------------------


def cash(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.cash_screen import CashScreen

    return CashScreen(parent, context, **what)


def month_book(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.month_book import MonthBook

    return MonthBook(parent, context, **what)


def form(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.form import Form

    return Form(parent, context, **what)


def weigh_in(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.weigh_in import WeighIn

    return WeighIn(parent, context, **what)


def sell(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.sell import Sell

    return Sell(parent, context, **what)


def receive(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.receive import Receive

    return Receive(parent, context, **what)


def spend(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.spend import Spend

    return Spend(parent, context, **what)


def pass_money(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.transfer import PassMoney

    return PassMoney(parent, context, **what)


def member_page(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.member_page import MemberPage

    return MemberPage(parent, context, **what)


def correct_opening(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.start import CorrectOpening

    return CorrectOpening(parent, context, **what)


def preview(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.preview import Preview

    return Preview(parent, context, **what)


def help_page(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.help_page import Help

    return Help(parent, context, **what)


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


def members(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.member_page import Members

    return Members(parent, context, **what)


def associations(parent: Misc, context: Context, **what: Any) -> Screen:
    from ui.start import Associations

    return Associations(parent, context, **what)


# Screens without an entry in the navigation: one comes to them from a deed or a record.
PAGES: dict[str, Maker] = {
    "form": form,
    "weigh_in": weigh_in,
    "sell": sell,
    "receive": receive,
    "spend": spend,
    "pass_money": pass_money,
    "member_page": member_page,
    "opening": correct_opening,
    "preview": preview,
    "help": help_page,
}
# By the name of their kind: «delivery».
LISTS: dict[str, Maker] = {
    DELIVERIES.name: deliveries,
    SALES.name: sales,
    RECEIPTS.name: receipts,
    TRANSFERS.name: transfers,
    MEMBERS.name: members,
    ASSOCIATIONS.name: associations,
}
