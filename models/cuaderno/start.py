"""What a cuaderno begins with: the association, its people and produce, and its opening balances."""

from datetime import date
from decimal import Decimal

from models import money
from models.associations import Association
from models.cash.funds import Fund
from models.changes import Refused
from models.cuaderno.words import Event, Keys, day, keep, number
from models.fields import folded, line
from models.language import _
from models.months import Month
from models.opening import Held, begin_books, register
from models.parameters import EPOCH, Parameter
from models.people.members import Member, next_place
from models.places import District
from models.produce.buyers import Buyer
from models.produce.plots import Plot
from models.produce.products import Grade, Product, Unit, add_product


def set_up(keys: Keys, inputs: Event) -> None:
    """Store all that stands before the events."""
    keys.association = _association(inputs["association"])
    _set_parameters(keys, inputs["parameters"])
    for one in inputs["members"]:
        member = new_member(keys.association, one)
        member.admitted = day(one["admitted"])
        member.save(sure=True)
        keep(keys.members, one["ref"], member)
    for one in inputs["products"]:
        _enter_product(keys, one, day(inputs["opening"]["date"]))
    for one in inputs["buyers"]:
        enter_buyer(keys, one)
    for one in inputs.get("plots", ()):
        _enter_plot(keys, one)
    _open(keys, inputs["opening"])


def new_member(association: Association, written: Event) -> Member:
    """The member written there, not stored yet."""
    place, code = next_place(association)
    return Member(
        association=association,
        place=place,
        code=code,
        dues_exempt=bool(written.get("dues_exempt", False)),
    ).fill({name: written[name] for name in ("name", "dni", "sex")})


def enter_buyer(keys: Keys, written: Event) -> None:
    buyer = Buyer(association=keys.association).fill(
        {name: written[name] for name in ("name", "ruc", "dni") if written.get(name)}
    )
    buyer.save(sure=True)
    keep(keys.buyers, written["ref"], buyer)


def _association(written: Event) -> Association:
    district = District.get_or_none(District.ubigeo == written["ubigeo"])
    if district is None:
        raise Refused(
            _("El distrito {ubigeo} no está en la lista.").format(ubigeo=written["ubigeo"])
        )
    texts = {name: written[name] for name in ("name", "ruc")}
    return register(Association(district=district).fill(texts))


def _set_parameters(keys: Keys, written: Event) -> None:
    for name in ("service_pct", "dues_per_member", "bank_means_threshold"):
        for row in written.get(name, ()):
            _set(keys, name, day(row["from"]), number(row["value"]))
    for row in written.get("retention", ()):
        _set(keys, "retention_pct", day(row["from"]), number(row["rate_pct"]))
        _set(keys, "retention_threshold", day(row["from"]), number(row["threshold"]))
    if step := written.get("cash_step"):
        _set(keys, "cash_step", EPOCH, number(step))
    for row in written.get("units", ()):
        _set_unit(keys, row, row["of"], None)


def _set(keys: Keys, name: str, since: date, value: Decimal) -> None:
    known = Parameter.get_or_none(
        Parameter.association == keys.association,
        Parameter.name == name,
        Parameter.since == since,
    )
    row = known or Parameter(association=keys.association, name=name, since=since)
    row.value = value
    row.save()


def _set_unit(keys: Keys, written: Event, of: str, product: Product | None) -> None:
    """The factor typed; it takes the place of the one every association begins with."""
    name = line(written["unit"])
    beside = Unit.select().where(
        Unit.association == keys.association,
        Unit.of == of,
        Unit.product.is_null() if product is None else Unit.product == product,
    )
    known = next((one for one in beside if folded(str(one.name)) == folded(name)), None)
    row = known or Unit(association=keys.association, name=name, of=of, product=product)
    row.factor = number(written["factor"])
    row.save()


def _enter_product(keys: Keys, written: Event, since: date) -> None:
    product = Product(association=keys.association).fill(
        {"name": written["name"], "unit": written["unit"]}
    )
    if base := written.get("moisture_base_pct"):
        product.moisture_base = number(base)
    grades = []
    for row in written["grades"]:
        if (written["ref"], row["ref"]) in keys.grades:
            raise ValueError(_("la clave «{ref}» está repetida.").format(ref=row["ref"]))
        grade = Grade(name=line(row["name"]), tariff=number(row["tariff"]))
        keys.grades[written["ref"], row["ref"]] = grade
        grades.append(grade)
    keep(keys.products, written["ref"], add_product(product, grades, since, written["igv"]))
    for row in written.get("units", ()):
        _set_unit(keys, row, str(product.unit), product)


def _enter_plot(keys: Keys, written: Event) -> None:
    plot = Plot(
        association=keys.association,
        member=keys.members[written["member"]],
        code=line(written["ref"]),
        typed_area=number(written["area"]),
        area_unit=written["unit"],
    )
    plot.save(sure=True)
    keep(keys.plots, written["ref"], plot)


def _open(keys: Keys, written: Event) -> None:
    held = [
        Held(money.CASH, number(written["cash"])),
        Held(money.BANK, number(written["bank"])),
    ]
    for account in (money.LOANS, money.INPUTS, money.INCOME_TO_DATE):
        for row in written.get(account, ()):
            held.append(Held(account, number(row["amount"]), keys.members[row["member"]]))
    for row in written.get("dues", ()):
        member, month = keys.members[row["member"]], str(Month.read(row["month"]))
        held.append(Held(money.DUES, number(row["amount"]), member, month))
    for row in written.get("funds", ()):
        fund = Fund.create(association=keys.association, name=line(row["name"]))
        keep(keys.funds, row["fund"], fund)
        held.append(Held(money.FUNDS, number(row["amount"]), fund))
    since = day(written["date"])
    if since.day != 1:
        raise ValueError(
            _("El libro empieza el primer día de un mes, no el {day}.").format(
                day=f"{since:%d/%m/%Y}"
            )
        )
    begin_books(keys.association, Month.of(since), held)
