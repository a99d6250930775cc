"""Cases of members, their families and their produce: what the padrón and the books know of them."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from models.associations import Association
from models.documents import Document
from models.economy.incomes import income_by_member
from models.economy.prices import price_differences
from models.economy.together import native_varieties_by_member, products_by_member
from models.economy.who import Figure
from models.indicators.cases import ONE, ZERO, Case
from models.indicators.people import Person, watersheds_of_associations
from models.indicators.span import Span
from models.land.care import hectares_cared_for
from models.produce.deliveries import Delivery
from models.produce.harvests import Harvest
from models.produce.plots import Plot
from models.produce.products import Product
from models.produce.sales import Sale, SaleLine
from models.record import rows

KILOS = "kg"


def _of(
    one: Person, amount: Decimal, kind: str, key: int, label: str = "", of: Decimal = ONE
) -> Case:
    who = one.who
    words = f"{label} · {who.name}" if label else who.name
    return Case(
        *(words, amount, kind, key, of, who.member),
        *(who.sex, one.age, who.community, one.watershed),
    )


def _by_member(people: Mapping[int, Person], amounts: Mapping[int, Decimal]) -> list[Case]:
    return [_of(one, amounts[key], "member", key) for key, one in people.items() if key in amounts]


# People -----------------------------------------------------------------------------------------


def members(span: Span) -> list[Case]:
    return [_of(one, ONE, "member", key) for key, one in span.people.items()]


def women(span: Span) -> list[Case]:
    return [
        _of(one, ONE if one.who.sex == "F" else ZERO, "member", key)
        for key, one in span.people.items()
    ]


def young(span: Span) -> list[Case]:
    """Of those whose birth date is known; until which age is a parameter of the association."""
    return [
        _of(one, ONE if one.who.young else ZERO, "member", key)
        for key, one in span.people.items()
        if one.who.young is not None
    ]


# Produce ------------------------------------------------------------------------------------------


def delivered(span: Span) -> list[Case]:
    query = (
        Delivery.select(Delivery.document, Document.number, Delivery.member, Delivery.payable)
        .join_from(Delivery, Document)
        .join_from(Delivery, Product)
        .where(span.counts(), Product.unit == KILOS)
        .order_by(Document.day, Document.id)
    )
    people = span.everyone
    return [
        _of(people[member], kilos, "delivery", key, number)
        for key, number, member, kilos in rows(query)
        if member in people
    ]


def sold(span: Span) -> list[Case]:
    """Kilos, by the watershed of the association: what is sold together is of nobody alone."""
    return _sale_lines(span, SaleLine.quantity, Product.unit == KILOS)


def sales(span: Span) -> list[Case]:
    """S/ of all sales, whatever they are measured in, by the watershed of the association."""
    return _sale_lines(span, SaleLine.amount, True)


def _sale_lines(span: Span, amount: Any, condition: Any) -> list[Case]:
    where = watersheds_of_associations()
    query = (
        SaleLine.select(Document.id, Document.number, Document.association, amount)
        .join_from(SaleLine, Sale)
        .join_from(Sale, Document)
        .join_from(SaleLine, Product)
        .where(span.counts(), condition)
        .order_by(Document.day, Document.id, SaleLine.place)
    )
    return [
        Case(number, part, "sale", key, watershed=where.get(association, ""))
        for key, number, association, part in rows(query)
        if not span.watershed or where.get(association) == span.watershed
    ]


def harvests(span: Span, part: Any, *, shared: bool) -> list[Case]:
    """Of each harvest in kilos, a part of it; as a share of all of it, or by itself."""
    query = (
        Harvest.select(Harvest.id, Product.name, Harvest.member, part, Harvest.total)
        .join_from(Harvest, Product)
        .where(Harvest.day.between(span.since, span.until), Product.unit == KILOS)
        .order_by(Harvest.day, Harvest.id)
    )
    people = span.everyone
    return [
        _of(people[member], amount, "harvest", key, product, whole if shared else ONE)
        for key, product, member, amount, whole in rows(query)
        if member in people
    ]


def crops(span: Span) -> list[Case]:
    """Distinct products of each member who harvested something."""
    return _by_member(span.everyone, _everywhere(span, products_by_member))


def native(span: Span) -> list[Case]:
    """Native varieties harvested, of each member who harvested something."""
    grown = dict.fromkeys(_everywhere(span, products_by_member), ZERO)
    return _by_member(span.everyone, grown | _everywhere(span, native_varieties_by_member))


def _everywhere(
    span: Span, ask: Callable[[Association, date, date], list[Figure]]
) -> dict[int, Decimal]:
    """Member's key -> the figure, of all associations."""
    found: dict[int, Decimal] = {}
    for association in Association.select():
        figures = ask(association, span.since, span.until)
        found |= {one.who.member: one.amount for one in figures}
    return found


def better_price(span: Span) -> list[Case]:
    """S/ above the local price, product by product, where one is known."""
    where = watersheds_of_associations()
    return [
        Case(str(one.product), one.total, "product", one.product.id, watershed=where[whose.id])
        for whose in Association.select()
        if span.watershed in ("", where[whose.id])
        for one in price_differences(whose, span.since, span.until)
        if one.quantity
    ]


def land(span: Span) -> list[Case]:
    people = span.people
    query = Plot.select(Plot.id, Plot.code, Plot.member, Plot.area).order_by(Plot.id)
    return [
        _of(people[member], area, "plot", key, code)
        for key, code, member, area in rows(query)
        if member in people
    ]


def cared_land(span: Span) -> list[Case]:
    """Hectares of plots with three practices or more, verified in the year before the last day."""

    def ask(association: Association, _since: date, until: date) -> list[Figure]:
        return hectares_cared_for(association, until)

    return _by_member(span.people, _everywhere(span, ask))


# Families ---------------------------------------------------------------------------------------


def income(span: Span) -> list[Case]:
    """S/ from settlements, costs and service taken off, of every family with an active member; also
    of those who sold nothing. Members of one household are one family."""
    earned: dict[str, Decimal] = defaultdict(Decimal)
    everyone, income = span.everyone, _everywhere(span, income_by_member)
    for key, one in everyone.items():
        earned[one.who.family] += income.get(key, ZERO)
    first: dict[str, Person] = {}
    for one in everyone.values():
        if one.who.active:
            first.setdefault(one.who.family, one)
    return [_of_family(one, earned[family]) for family, one in first.items()]


def _of_family(one: Person, amount: Decimal, kind: str = "member", key: int = 0) -> Case:
    """Of a family there is a place, and neither a sex nor an age."""
    who = one.who
    return Case(
        *(who.family_name, amount, kind, key or who.member, ONE, who.family),
        community=who.community,
        watershed=one.watershed,
    )


def surveyed(span: Span, survey: Any, answers: Any) -> list[Case]:
    """Of each family its newest survey of these days."""
    query = (
        survey.select(survey.id, survey.member, answers.coerce(False))
        .where(survey.day.between(span.since, span.until))
        .order_by(survey.day, survey.id)
    )
    people, newest = span.everyone, dict[str, Case]()
    for key, member, score in rows(query):
        if member in people:
            case = _of_family(people[member], Decimal(score), survey._meta.table_name, key)
            newest[people[member].who.family] = case
    return list(newest.values())
