"""A cuaderno: one JSON file with what a treasurer typed, done through the same deeds as the screens.

It is done whole or not at all. A deed that is refused when it should not be, or an expectation that
is not met, undoes everything, and the sentence names the event by its place in the list.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from peewee import DoesNotExist

from models import money
from models.associations import Association
from models.buyers import Buyer
from models.cash_book import Party, Payment, Receipt, expense, income, transfer
from models.categories import EXPENSE, INCOME, category
from models.changes import Refused, transaction
from models.deliveries import Handover, Weight, deliver
from models.documents import Paper, void
from models.fields import folded, line
from models.harvests import DESTINATIONS, Harvest
from models.language import _
from models.lots import lot_named
from models.members import Member, admit, next_place, resign
from models.months import Month
from models.opening import Fund, Held, begin_books, register
from models.parameters import EPOCH, Parameter
from models.places import District
from models.plots import Plot, hectares
from models.products import Grade, Product, Unit, add_product
from models.record import Doubtful, Record
from models.sales import Bargain, Item, Sale, collect, sell

Event = Mapping[str, Any]

SAMPLE = Path(__file__).with_name("sample.json")  # a month of a fictitious association

# What a cuaderno says, and the method the program knows by that name.
_METHODS = {
    "efectivo": "cash",
    "deposito": "deposit",
    "transferencia": "transfer",
    "yape": "wallet",
    "plin": "wallet",
    "yape o plin": "wallet",
    "cheque": "cheque",
}


def load(path: Path) -> Association:
    """Do all that the cuaderno at `path` says; nothing is stored if any of it cannot be done."""
    written = _read(path)
    with transaction():
        return _Cuaderno().do(written)


def _read(path: Path) -> Event:
    try:
        written = json.loads(path.read_text("utf-8"))
    except OSError as trouble:
        raise Refused(_("No se puede leer el cuaderno {path}.").format(path=path)) from trouble
    except (ValueError, RecursionError) as trouble:
        raise Refused(_("El archivo {path} no es un cuaderno.").format(path=path)) from trouble
    if not isinstance(written, dict) or written.get("form") != "cuaderno-1":
        raise Refused(_("El archivo {path} no es un cuaderno.").format(path=path))
    inputs = written.get("inputs")
    if not isinstance(inputs, dict) or not isinstance(inputs.get("events", []), list):
        raise Refused(_("El archivo {path} no es un cuaderno.").format(path=path))
    return inputs


class _NotMet(Exception):
    """What an event expected did not come."""


# What a file may be unfit in: refused, unreadable, missing a key, a thing of another kind.
_UNFIT = (
    Refused,
    _NotMet,
    ValueError,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    DoesNotExist,
)


@dataclass
class _Cuaderno:
    """What the keys of the file stand for, as it is done."""

    association: Association = field(default_factory=Association)
    members: dict[str, Member] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    grades: dict[tuple[str, str], Grade] = field(default_factory=dict)
    buyers: dict[str, Buyer] = field(default_factory=dict)
    plots: dict[str, Plot] = field(default_factory=dict)
    harvests: dict[str, Harvest] = field(default_factory=dict)
    papers: dict[str, Record] = field(default_factory=dict)

    def do(self, inputs: Event) -> Association:
        events = inputs.get("events", [])
        for place, event in enumerate(events, start=1):
            self._check_verb(place, event)
        try:
            self._set_up(inputs)
        except _UNFIT as failure:
            raise Refused(_("Al empezar el cuaderno: {why}").format(why=_why(failure))) from failure
        for place, event in enumerate(events, start=1):
            try:
                self._event(event)
            except _UNFIT as failure:
                raise Refused(
                    _("Evento {place} ({verb}): {why}").format(
                        place=place, verb=event["do"], why=_why(failure)
                    )
                ) from failure
        return self.association

    def _check_verb(self, place: int, event: Any) -> None:
        """Before anything is done: every verb, also of a nested event, is one that is known."""
        verb = event.get("do") if isinstance(event, dict) else None
        if verb not in _VERBS:
            raise Refused(
                _("Evento {place}: el programa todavía no sabe hacer «{verb}».").format(
                    place=place, verb=verb
                )
            )
        if verb in ("expect_refused", "expect_warning"):
            self._check_verb(place, event.get("event"))

    # What there is on the first day ---------------------------------------------------------

    def _set_up(self, inputs: Event) -> None:
        self._associate(inputs["association"])
        self._set_parameters(inputs["parameters"])
        for one in inputs["members"]:
            self._enter_member(one)
        for one in inputs["products"]:
            self._enter_product(one, inputs["opening"]["date"])
        for one in inputs["buyers"]:
            self.add_buyer({"buyer": one})
        for one in inputs.get("plots", ()):
            self._enter_plot(one)
        self._open(inputs["opening"])

    def _associate(self, written: Event) -> None:
        district = District.get_or_none(District.ubigeo == written["ubigeo"])
        if district is None:
            raise Refused(_("El distrito {ubigeo} no está en la lista.").format(**written))
        self.association = register(
            Association(district=district).fill({"name": written["name"], "ruc": written["ruc"]})
        )

    def _set_parameters(self, written: Event) -> None:
        for name in ("service_pct", "dues_per_member", "bank_means_threshold"):
            for row in written.get(name, ()):
                self._set(name, _day(row["from"]), _number(row["value"]))
        for row in written.get("retention", ()):
            self._set("retention_pct", _day(row["from"]), _number(row["rate_pct"]))
            self._set("retention_threshold", _day(row["from"]), _number(row["threshold"]))
        if step := written.get("cash_step"):
            self._set("cash_step", EPOCH, _number(step))
        for row in written.get("units", ()):
            self._set_unit(row, None)

    def _set(self, name: str, since: date, value: Decimal) -> None:
        known = Parameter.get_or_none(
            Parameter.association == self.association,
            Parameter.name == name,
            Parameter.since == since,
        )
        row = known or Parameter(association=self.association, name=name, since=since)
        row.value = value
        row.save()

    def _set_unit(self, written: Event, product: Product | None) -> None:
        """The factor typed; it takes the place of the one every association begins with."""
        known = Unit.get_or_none(
            Unit.association == self.association,
            Unit.name == written["unit"],
            Unit.product.is_null() if product is None else Unit.product == product,
        )
        row = known or Unit(association=self.association, name=written["unit"], product=product)
        row.of = written.get("of") or (product and product.unit)
        row.factor = _number(written["factor"])
        row.save()

    def _enter_member(self, written: Event, day: str = "") -> None:
        place, code = next_place(self.association)
        member = Member(
            association=self.association,
            place=place,
            code=code,
            dues_exempt=bool(written.get("dues_exempt", False)),
        ).fill({"name": written["name"], "dni": written["dni"], "sex": written["sex"]})
        self.members[written["ref"]] = admit(member, _day(day or written["admitted"]))

    def _enter_product(self, written: Event, since: str) -> None:
        product = Product(association=self.association).fill(
            {"name": written["name"], "unit": written["unit"]}
        )
        if base := written.get("moisture_base_pct"):
            product.moisture_base = _number(base)
        grades = []
        for row in written["grades"]:
            grade = Grade(name=line(row["name"]), tariff=_number(row["tariff"]))
            self.grades[written["ref"], row["ref"]] = grade
            grades.append(grade)
        self.products[written["ref"]] = add_product(product, grades, _day(since), written["igv"])
        for row in written.get("units", ()):
            self._set_unit(row, product)

    def _enter_plot(self, written: Event) -> None:
        plot = Plot(
            association=self.association,
            member=self.members[written["member"]],
            code=line(written["ref"]),
            typed_area=_number(written["area"]),
            area_unit=written["unit"],
        )
        plot.save()
        self.plots[written["ref"]] = plot

    def _open(self, written: Event) -> None:
        held = [
            Held(money.CASH, _number(written["cash"])),
            Held(money.BANK, _number(written["bank"])),
        ]
        for account in (money.LOANS, money.INPUTS, money.INCOME_TO_DATE):
            for row in written.get(account, ()):
                held.append(Held(account, _number(row["amount"]), self.members[row["member"]]))
        for row in written.get("dues", ()):
            member, month = self.members[row["member"]], str(Month.read(row["month"]))
            held.append(Held(money.DUES, _number(row["amount"]), member, month))
        for row in written.get("funds", ()):
            fund = Fund.create(association=self.association, name=line(row["name"]))
            held.append(Held(money.FUNDS, _number(row["amount"]), fund))
        begin_books(self.association, Month.of(_day(written["date"])), held)

    # What was done --------------------------------------------------------------------------

    def _event(self, event: Event, *, sure: bool = True) -> None:
        verb = event["do"]
        if verb == "expect_refused":
            self._expect(event, Refused)
        elif verb == "expect_warning":
            self._expect(event, Doubtful)
            if event["keep"]:
                self._event(event["event"])
        else:
            _VERBS[verb](self, event, sure)

    def _expect(self, event: Event, kind: type[Exception]) -> None:
        """Try the event inside; it must end in `kind` with one of the words, and leave no trace."""
        inner = event["event"]
        try:
            with transaction():
                self._event(inner, sure=kind is Refused)
                raise _Undo
        except _Undo:
            said = ""
        except (Refused, Doubtful) as answer:
            said = str(answer) if isinstance(answer, kind) else ""
        if not any(folded(words) in folded(said) for words in event["says_one_of"]) or not said:
            raise _NotMet(
                _("se esperaba otra respuesta ({because}); dijo: «{said}».").format(
                    because=event["because"], said=said or _("nada")
                )
            )

    def _grade(self, event: Event) -> Grade:
        return self.grades[event["product"], event["grade"]]

    def _who(self, name: str) -> Party:
        return Party.of(self.members.get(name) or line(name))

    def _paper(self, event: Event) -> Paper:
        replaced = event.get("replaces")
        return Paper(
            _day(event["date"]),
            replaces=self.papers[replaced].document if replaced else None,
            number=event.get("number", ""),
        )

    def harvest(self, event: Event, sure: bool) -> None:
        destinations = {
            name: _number(event["destinations"].get(name, "0"))
            for name in DESTINATIONS
            if name != "undecided"
        }
        plot = self.plots[event["plot"]] if event.get("plot") else None
        area = None
        if event.get("area"):
            area = hectares(self.association, _number(event["area"]), event.get("area_unit", "ha"))
        made = Harvest(
            association=self.association,
            member=self.members[event["member"]],
            product=self.products[event["product"]],
            day=_day(event["date"]),
            plot=plot,
            area=area,
            total=_number(event["total"]),
            **destinations,
        )
        made.save(sure=sure)
        self.harvests[event["ref"]] = made

    def deliver(self, event: Event, sure: bool) -> None:
        grade = self._grade(event)
        harvest = self.harvests[event["harvest"]] if event.get("harvest") else None
        advance = event.get("advance")
        handover = Handover(
            self.members[event["member"]],
            grade,
            _weight(event, grade),
            harvest,
            _payment(advance) if advance else None,
        )
        self.papers[event["ref"]] = deliver(handover, self._paper(event), sure=sure)

    def sell(self, event: Event, sure: bool) -> None:
        items = [
            Item(self._grade(row), _number(row["quantity"]), _number(row["price"]))
            for row in event["lines"]
        ]
        bargain = Bargain(
            self.buyers[event["buyer"]],
            lot_named(self.association, line(event["lot"])),
            items,
            int(event["credit_days"]) if event["terms"] == "credit" else None,
            line(event.get("voucher", "")),
        )
        self.papers[event["ref"]] = sell(bargain, self._paper(event), sure=sure)

    def void_sale(self, event: Event, sure: bool) -> None:
        sale = self.papers[event["sale"]]
        assert isinstance(sale, Sale)
        void(sale.document, _day(event["date"]), line(event["reason"]))

    def void_receipt(self, event: Event, sure: bool) -> None:
        receipt = self.papers[event["receipt"]]
        assert isinstance(receipt, Receipt)
        void(receipt.document, _day(event["date"]), line(event["reason"]))

    def collect(self, event: Event, sure: bool) -> None:
        sale = self.papers[event["sale"]]
        assert isinstance(sale, Sale)
        self.papers[event["ref"]] = collect(sale, _payment(event), self._paper(event), sure=sure)

    def income(self, event: Event, sure: bool) -> None:
        heading = category(self.association, INCOME, line(event["category"]))
        who, concept = self._who(event["from"]), line(event["concept"])
        self.papers[event["ref"]] = income(
            heading, who, concept, _payment(event), self._paper(event), sure=sure
        )

    def expense(self, event: Event, sure: bool) -> None:
        if event.get("fund"):
            raise Refused(_("Todavía no se gasta de un fondo."))
        lot = lot_named(self.association, line(event["lot"])) if event.get("lot") else None
        heading = category(self.association, EXPENSE, line(event["category"]))
        who, concept = self._who(event["payee"]), line(event["concept"])
        expense(heading, who, concept, _payment(event), self._paper(event), lot=lot, sure=sure)

    def transfer(self, event: Event, sure: bool) -> None:
        transfer(
            self.association,
            event["from"],
            event["to"],
            _number(event["amount"]),
            self._paper(event),
            operation=line(event.get("operation", "")),
            sure=sure,
        )

    def admit(self, event: Event, sure: bool = True) -> None:
        self._enter_member(event["member"], event["date"])

    def resign(self, event: Event, sure: bool) -> None:
        name = event["member"]
        self.members[name] = resign(self.members[name], _day(event["date"]), line(event["reason"]))

    def add_buyer(self, event: Event, sure: bool = True) -> None:
        written = event["buyer"]
        buyer = Buyer(association=self.association).fill(
            {name: written[name] for name in ("name", "ruc", "dni") if written.get(name)}
        )
        buyer.save()
        self.buyers[written["ref"]] = buyer


class _Undo(Exception):
    """Takes back what was only tried."""


_VERBS: dict[str, Callable[[_Cuaderno, Event, bool], None] | None] = {
    "harvest": _Cuaderno.harvest,
    "deliver": _Cuaderno.deliver,
    "sell": _Cuaderno.sell,
    "void_sale": _Cuaderno.void_sale,
    "void_receipt": _Cuaderno.void_receipt,
    "collect": _Cuaderno.collect,
    "income": _Cuaderno.income,
    "expense": _Cuaderno.expense,
    "transfer": _Cuaderno.transfer,
    "admit": _Cuaderno.admit,
    "resign": _Cuaderno.resign,
    "add_buyer": _Cuaderno.add_buyer,
    "expect_refused": None,
    "expect_warning": None,
}


def _weight(event: Event, grade: Grade) -> Weight:
    on_scale = "gross" in event
    return Weight(
        gross=_number(event["gross" if on_scale else "quantity"]),
        unit=str(grade.product.unit) if on_scale else event["unit"],
        tare=_number(event["tare"]) if on_scale else Decimal(0),
        sacks=int(event.get("sacks", 0)),
        impurity=_number(event["impurity_pct"]) if event.get("impurity_pct") else None,
        moisture=_number(event["moisture_pct"]) if event.get("moisture_pct") else None,
    )


def _payment(event: Event) -> Payment:
    """How the money was paid; a cuaderno that names no method leaves it to the account."""
    method = event.get("method", "")
    return Payment(
        _number(event["amount"]),
        event["account"],
        line(event.get("operation", "")),
        _METHODS[folded(method)] if method else "",
    )


def _number(text: Any) -> Decimal:
    """A figure of the file: a string of digits with a decimal point, no thousands comma."""
    if not isinstance(text, str) or not text or not set(text) <= set("0123456789."):
        raise ValueError(_("«{text}» no es un número.").format(text=text))
    return Decimal(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise ValueError(_("«{text}» no es una fecha.").format(text=text)) from None


def _why(failure: BaseException) -> str:
    """The sentence of a failure; a key the file lacks is named as it is."""
    if isinstance(failure, KeyError):
        return _("falta «{name}», o no se registró antes.").format(name=failure.args[0])
    return str(failure)
