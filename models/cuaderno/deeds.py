"""What each verb of a cuaderno does: the same deed as the screen of that name."""

from collections.abc import Callable
from typing import Any

from models.cash.cash_book import Receipt, donate, expense, income
from models.cash.categories import EXPENSE, INCOME, category
from models.cash.transfers import transfer
from models.cuaderno.members import OF_MEMBERS
from models.cuaderno.start import enter_buyer, new_member
from models.cuaderno.words import Event, Keys, day, keep, number, payment, weight, whole
from models.fields import line
from models.language import _
from models.people.members import admit, resign
from models.produce.deliveries import Handover, deliver
from models.produce.harvests import DESTINATIONS, Harvest
from models.produce.lots import lot_named
from models.produce.plots import hectares
from models.produce.sales import Sale
from models.produce.selling import Bargain, Item, collect, sell
from models.voiding import void

Deed = Callable[[Keys, Event, bool], None]  # whether the person is sure of what is improbable


def _harvest(keys: Keys, event: Event, sure: bool) -> None:
    written = event["destinations"]
    parts: dict[str, Any] = {name: number(written.get(name, "0")) for name in DESTINATIONS}
    if unknown := set(written) - set(DESTINATIONS):
        raise ValueError(_("«{text}» no es un destino.").format(text=", ".join(sorted(unknown))))
    area = None
    if event.get("area"):
        area = hectares(keys.association, number(event["area"]), event.get("area_unit", "ha"))
    made = Harvest(
        association=keys.association,
        member=keys.members[event["member"]],
        product=keys.products[event["product"]],
        day=day(event["date"]),
        plot=keys.plots[event["plot"]] if event.get("plot") else None,
        area=area,
        total=number(event["total"]),
        **parts,
    )
    made.save(sure=sure)
    keep(keys.harvests, event["ref"], made)


def _deliver(keys: Keys, event: Event, sure: bool) -> None:
    grade, advance = keys.grade(event), event.get("advance")
    handover = Handover(
        keys.members[event["member"]],
        grade,
        weight(event, grade),
        keys.harvests[event["harvest"]] if event.get("harvest") else None,
        payment(advance) if advance else None,
    )
    keep(keys.deliveries, event["ref"], deliver(handover, keys.paper(event), sure=sure))


def _sell(keys: Keys, event: Event, sure: bool) -> None:
    items = [
        Item(keys.grade(row), number(row["quantity"]), number(row["price"]))
        for row in event["lines"]
    ]
    if event["terms"] not in ("cash", "credit"):
        raise ValueError(_("«{text}» no es una condición de venta.").format(text=event["terms"]))
    bargain = Bargain(
        keys.buyers[event["buyer"]],
        lot_named(keys.association, line(event["lot"])),
        items,
        whole(event["credit_days"]) if event["terms"] == "credit" else None,
        line(event.get("voucher", "")),
    )
    keep(keys.papers, event["ref"], sell(bargain, keys.paper(event), sure=sure))


def _void_sale(keys: Keys, event: Event, sure: bool) -> None:
    void(keys.made(Sale, event["sale"]).document, day(event["date"]), line(event["reason"]))


def _void_receipt(keys: Keys, event: Event, sure: bool) -> None:
    void(keys.made(Receipt, event["receipt"]).document, day(event["date"]), line(event["reason"]))


def _collect(keys: Keys, event: Event, sure: bool) -> None:
    sale = keys.made(Sale, event["sale"])
    keep(keys.papers, event["ref"], collect(sale, payment(event), keys.paper(event), sure=sure))


def _income(keys: Keys, event: Event, sure: bool) -> None:
    heading = category(keys.association, INCOME, line(event["category"]))
    who, concept = keys.who(event["from"]), line(event["concept"])
    paper = keys.paper(event)
    made = income(heading, who, concept, payment(event), paper, sure=sure)
    keep(keys.papers, event["ref"], made)


def _expense(keys: Keys, event: Event, sure: bool) -> None:
    lot = lot_named(keys.association, line(event["lot"])) if event.get("lot") else None
    fund = keys.funds[event["fund"]] if event.get("fund") else None
    heading = category(keys.association, EXPENSE, line(event["category"]))
    who, concept, paid = keys.who(event["payee"]), line(event["concept"]), payment(event)
    expense(heading, who, concept, paid, keys.paper(event), lot=lot, fund=fund, sure=sure)


def _donate(keys: Keys, event: Event, sure: bool) -> None:
    fund = keys.funds[event["fund"]] if event.get("fund") else None
    who, concept, paid = keys.who(event["from"]), line(event["concept"]), payment(event)
    made = donate(keys.association, who, concept, paid, keys.paper(event), fund=fund, sure=sure)
    keep(keys.papers, event["ref"], made)


def _transfer(keys: Keys, event: Event, sure: bool) -> None:
    transfer(
        keys.association,
        event["from"],
        event["to"],
        number(event["amount"]),
        keys.paper(event),
        operation=line(event.get("operation", "")),
        sure=sure,
    )


def _admit(keys: Keys, event: Event, sure: bool) -> None:
    written = event["member"]
    member = admit(new_member(keys.association, written), day(event["date"]), sure=sure)
    keep(keys.members, written["ref"], member)


def _resign(keys: Keys, event: Event, sure: bool) -> None:
    member, reason = keys.members[event["member"]], line(event["reason"])
    keys.members[event["member"]] = resign(member, day(event["date"]), reason, sure=sure)


def _add_buyer(keys: Keys, event: Event, sure: bool) -> None:
    enter_buyer(keys, event["buyer"])


DEEDS: dict[str, Deed] = {
    "harvest": _harvest,
    "deliver": _deliver,
    "sell": _sell,
    "void_sale": _void_sale,
    "void_receipt": _void_receipt,
    "collect": _collect,
    "income": _income,
    "donate": _donate,
    "expense": _expense,
    "transfer": _transfer,
    "admit": _admit,
    "resign": _resign,
    "add_buyer": _add_buyer,
    **OF_MEMBERS,
}
