"""What a month of a book holds, in the words and the shape of a cuaderno's `expected`."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from models import money
from models.associations import Association
from models.cash.books import book as book_of
from models.cash.cash_count import counts_in
from models.cash.funds import fund_moves
from models.documents import Document
from models.month.debts import dues_totals, income_to_date, owed_by_members
from models.month.indicators import people_on, percent_of
from models.month.money import change_of, members_money, money_of, result_of
from models.month.settled import settled_in
from models.month.view import amount_of, delivered_by_grade, totals_of, voided_in
from models.months import Month
from models.people.dues import sheet_of
from models.people.members import Member
from models.produce.harvests import Harvest, harvests_of, yield_of
from models.produce.kardex import kardex_of
from models.produce.receivables import AGES, receivables
from tests.cuaderno_figures import BASES, PARTS, ZERO, Refs, Told, soles


def month(association: Association, of: Month, refs: Refs) -> Told:
    """All that is expected of a month, but the number of rows of its sheets."""
    return {
        "cash_book": _book(association, money.CASH, of),
        "bank_book": _book(association, money.BANK, of),
        "cash_counts": [
            {
                "date": str(one.day),
                "counted": soles(one.counted),
                "book": soles(one.book),
                "difference": soles(one.difference),
                "document": str(one.document) if one.document else None,
            }
            for one in counts_in(association, of.first, of.last)
        ],
        "totals": _totals(association, of, refs),
        "kardex": [_card(one, refs) for one in kardex_of(association, of)],
        "receivables": _receivables(association, of.last, refs),
        "balances": _balances(association, of.last, refs),
        "dues": _dues(association, of, refs),
        "harvests": _harvests(harvests_of(association, of.first, of.last), refs),
        "result": _result(association, of),
        "money": _money(association, of, refs),
        "members": _members(association, of.last),
        "voided": [_voided(one) for one in voided_in(association, of)],
    }


def _book(association: Association, purse: str, of: Month) -> Told:
    found = book_of(association, purse, of.first, of.last)
    rows = [
        {
            "date": str(line.day),
            "document": line.number,
            "in": soles(line.came),
            "out": soles(line.went),
            "balance": soles(line.balance),
        }
        | ({"operation": line.operation} if line.operation else {})
        for line in found.lines
    ]
    sums = {"in": soles(found.came), "out": soles(found.went)}
    return {"opening": soles(found.opening), "rows": rows, "closing": soles(found.closing)} | sums


def _totals(association: Association, of: Month, refs: Refs) -> Told:
    found, settled = totals_of(association, of), settled_in(association, of)
    names = ("sales", "sales_voided", "cash_sales", "credit_sales", "collected", "advances_paid")
    figures = ("gross", "costs", "service", "advances", "net", "carried_out")
    by_grade = delivered_by_grade(association, of)
    return {
        "delivered": {
            unit: f"{quantity:.{0 if unit == 'unidad' else 1}f}"
            for unit, quantity in found.delivered.items()
        },
        "delivered_by_grade": {
            "/".join(refs.grade(grade).values()): refs.quantity(quantity, grade.product)
            for grade, quantity in by_grade
        },
        **{name: soles(getattr(found, name)) for name in names},
        "advances_settled": soles(settled.advances),
        "settled": {name: soles(getattr(settled, name)) for name in figures}
        | {name: soles(getattr(settled.deducted, name)) for name in BASES},
        "settlements_paid": soles(found.settlements_paid),
    }


def _card(card: Any, refs: Refs) -> Told:
    def said(quantity: Decimal) -> str:
        return refs.quantity(quantity, card.grade.product)

    rows = [
        {
            "date": str(line.day),
            "document": line.number,
            "in": said(line.came),
            "out": said(line.went),
            "balance": said(line.balance),
        }
        for line in card.lines
    ]
    ends = {"opening": said(card.opening), "closing": said(card.closing)}
    return refs.grade(card.grade) | {"unit": str(card.grade.product.unit), "rows": rows} | ends


def _receivables(association: Association, until: date, refs: Refs) -> Told:
    owed = receivables(association, until)
    ages = [age for age, _most in AGES] + ["+90"]
    return {
        "rows": [
            {
                "sale": str(one.sale),
                "buyer": refs.who(one.sale.buyer),
                "date": str(one.sale.document.day),
                "due": str(one.sale.due),
                "total": soles(one.sale.total),
                "collected": soles(one.collected),
                "balance": soles(one.balance),
                "days": one.days,
                "bucket": one.age,
            }
            for one in owed
        ],
        "buckets": {
            age: soles(sum((one.balance for one in owed if one.age == age), ZERO)) for age in ages
        },
        "total": soles(sum((one.balance for one in owed), ZERO)),
    }


def _balances(association: Association, until: date, refs: Refs) -> Told:
    columns = {name: name for name in ("advances", "inputs", "carried", "unpaid")}
    columns["loan"] = "loans"
    found = owed_by_members(association, until)
    earned = income_to_date(association, until)
    names = _names(association)
    return {
        "rows": [
            {"member": refs.who(one.member)}
            | {name: soles(getattr(one, column)) for name, column in columns.items()}
            for one in found
        ],
        "totals": {
            name: soles(sum((getattr(one, column) for one in found), ZERO))
            for name, column in columns.items()
        },
        "income_to_date": {refs.who(names[key]): soles(amount) for key, amount in earned.items()},
    }


def _names(association: Association) -> dict[int, str]:
    query = Member.select().where(Member.association == association)
    return {one.id: str(one.name) for one in query}


def _dues(association: Association, of: Month, refs: Refs) -> Told:
    found = dues_totals(association, of)
    return {
        "rows": [
            {
                "member": refs.who(one.member),
                "charged": {month: soles(amount) for month, amount in one.charged.items()},
                "paid": {month: soles(amount) for month, amount in one.paid.items()},
                "owed": soles(one.owed),
            }
            for one in sheet_of(association, of.last)
        ],
        "charged_this_month": soles(found.charged),
        "received": soles(found.received),
        "deducted": soles(found.deducted),
        "owed": soles(found.owed),
    }


def _harvests(found: Sequence[Harvest], refs: Refs) -> Told:
    by_product: dict[str, list[Harvest]] = defaultdict(list)
    for one in found:
        by_product[str(one.product)].append(one)
    in_kilos = [one for one in found if one.product.unit == "kg"]
    return {
        "rows": [
            {
                "date": str(one.day),
                "member": refs.who(one.member),
                "product": refs.products[str(one.product)],
                "plot": str(one.plot) if one.plot else None,
                "area_m2": int(one.area * 10000) if one.area else None,
                "total": refs.quantity(one.total, one.product),
                "destinations": _parts([one], refs, str(one.product)),
                "yield_per_ha": _whole(one.per_hectare()),
            }
            for one in found
        ],
        "products": {
            refs.products[name]: {
                "unit": refs.unit_of[name],
                **_shares(own, refs, name),
                "yield_per_ha": _yield(own),
            }
            for name, own in by_product.items()
        },
        "kg": _shares(in_kilos, refs, str(in_kilos[0].product)) if in_kilos else None,
    }


def _whole(figure: Decimal | None) -> str | None:
    return None if figure is None else str(figure)


def _yield(own: Sequence[Harvest]) -> str | None:
    on_land = [one for one in own if one.area]
    land = sum((one.area for one in on_land), ZERO)
    return _whole(yield_of(sum((one.total for one in on_land), ZERO), land or None))


def _parts(own: Sequence[Harvest], refs: Refs, product: str) -> dict[str, str]:
    return {
        name: refs.quantity(sum((getattr(one, name) for one in own), ZERO), product)
        for name in PARTS
    }


def _shares(own: Sequence[Harvest], refs: Refs, product: str) -> Told:
    whole = sum((one.total for one in own), ZERO)
    return {
        "total": refs.quantity(whole, product),
        "destinations": _parts(own, refs, product),
        "pct": {
            name: f"{percent_of(sum((getattr(one, name) for one in own), ZERO), whole):.1f}"
            for name in PARTS
        },
    }


def _result(association: Association, of: Month) -> Told:
    found = result_of(association, of)
    return {
        "income": {name: soles(amount) for name, amount in found.income.items()},
        "expense": {name: soles(amount) for name, amount in found.expense.items()},
        "total_income": soles(found.total_income),
        "total_expense": soles(found.total_expense),
        "result": soles(found.result),
    }


def _money(association: Association, of: Month, refs: Refs) -> Told:
    whose, parts = money_of(association, of.last), members_money(association, of.last)
    names = ("cash", "bank", "own", "members", "restricted", "withheld")
    of_members = (
        "collected_unsettled",
        "costs_unsettled",
        "advances_outstanding",
        "settled_unpaid",
    )
    change = change_of(association, of)
    reasons = ("money", "result", "loans", "inputs", "carried", *names[3:])
    return {
        **{name: soles(getattr(whose, name)) for name in names},
        "funds": {
            refs.funds[str(one.fund)]: soles(one.closing)
            for one in fund_moves(association, of.first, of.last)
        },
        "members_parts": {name: soles(getattr(parts, name)) for name in of_members},
        "change": {name: soles(getattr(change, name)) for name in reasons},
    }


def _members(association: Association, until: date) -> Told:
    found = people_on(association, until)
    share = percent_of(Decimal(found.women), Decimal(found.active))
    counts = {name: getattr(found, name) for name in ("registered", "active", "women")}
    return counts | {"women_pct": f"{share:.1f}"}


def _voided(one: Document) -> Told:
    said = {
        "number": str(one.number),
        "date": str(one.day),
        "voided_on": str(one.voided_on),
        "reason": str(one.reason),
        "amount": soles(amount_of(one) or ZERO),
    }
    follower = one.replaced_by
    return said | ({"replaced_by": str(follower)} if follower is not None else {})
