"""Questions about one member that cross subjects: what they brought, what they owe, all that was."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import JOIN, Case, Cast, Select, Value, fn

from models import money
from models.cash.cash_book import Receipt
from models.documents import STATES, VALID, VOIDED, Document
from models.fields import ChoiceField, DayField, ExactField, NameField, QuantityField, total
from models.language import N_, _
from models.listing import Row
from models.month.debts import MemberDebts
from models.people.charges import Charge, ChargeLine
from models.people.members import Member
from models.people.workdays import MARKS, Attendance, Workday
from models.produce.deliveries import Delivery
from models.produce.harvests import Harvest
from models.produce.products import Grade, Product
from models.record import Column, Record, rows
from models.settling.settlements import Settlement

ZERO = Decimal(0)


# What they brought and owe --------------------------------------------------------------------


@dataclass(frozen=True)
class Brought:
    """One product of one member in a crop year, in the product's unit."""

    product: Product
    promised: Decimal  # harvested for sale
    delivered: Decimal  # payable


def brought(member: Member, since: date, until: date) -> list[Brought]:
    """What was harvested for sale and what was delivered, both days included, product by product."""
    harvested = (
        Harvest.select(Harvest.product, total(Harvest.sale))
        .where(Harvest.member == member, Harvest.day.between(since, until))
        .group_by(Harvest.product)
    )
    handed_over = (
        Delivery.select(Delivery.product, total(Delivery.payable))
        .join(Document)
        .where(
            Delivery.member == member,
            Document.state == VALID,
            Document.day.between(since, until),
        )
        .group_by(Delivery.product)
    )
    promised: dict[int, Decimal] = dict(rows(harvested))
    delivered: dict[int, Decimal] = dict(rows(handed_over))
    products = Product.select().where(Product.id.in_([*promised, *delivered]))
    return [
        Brought(one, promised.get(one.id, ZERO), delivered.get(one.id, ZERO))
        for one in products.order_by(Product.id)
    ]


def debts_of(member: Member, until: date) -> MemberDebts:
    """What is owed by the member at the end of that day, and the nets not paid to them, S/."""
    association = member.association
    by_delivery = money.balances_by_party(association, money.ADVANCES, until)
    own = Delivery.select(Delivery.document).where(
        Delivery.member == member, Delivery.document.in_(list(by_delivery))
    )
    by_paper = money.balances_by_party(association, money.PAYABLE, until)
    nets = Settlement.select(Settlement.document).where(
        Settlement.member == member, Settlement.document.in_(list(by_paper))
    )
    return MemberDebts(
        member,
        sum((by_delivery[key] for (key,) in rows(own)), ZERO),
        money.balance(association, money.LOANS, until, member),
        money.balance(association, money.INPUTS, until, member),
        money.balance(association, money.CARRIED, until, member),
        -sum((by_paper[key] for (key,) in rows(nets)), ZERO),
    )


# All that was -------------------------------------------------------------------------------

_TONES = {VALID: "good", VOIDED: "danger"}

# What each row of the time line says; the rows come from several tables, so nothing is asked here.
TIME_LINE: tuple[Column, ...] = (
    Column(N_("Fecha"), DayField(), sample="31/12/2026"),
    Column(N_("Papel"), NameField(), sample="EN-2026-0007"),
    Column(N_("Qué pasó"), NameField(), sample="Entregó papa nativa, primera", strong=True),
    Column(N_("Cantidad"), QuantityField(), sample="12,203.4"),
    Column(N_("Unidad"), ChoiceField(), like=Product.unit, sample="unidad", rank=2),
    Column(N_("Recibió S/"), None, like=Receipt.amount, sample="12,141.50"),
    Column(N_("Pagó S/"), None, like=Receipt.amount, sample="12,141.50", rank=1),
    Column(N_("Estado"), None, like=ChoiceField(choices=STATES), sample="Anulado", tones=_TONES),
)


@dataclass(frozen=True)
class TimeLine:
    """Deliveries, receipts, harvests, settlements, charges and work days, the newest first. Read page by page.

    The key of a row is a kind and a key, «delivery 12»: `record_of` answers the record.
    """

    member: Member
    since: date | None = None  # everything if None
    until: date | None = None  # both included

    def window(self, offset: int, limit: int) -> list[Row]:
        past = self._rows().alias("past")
        names = ("key", "day", "number", "what", "quantity", "unit", "came", "went", "state")
        query = (
            Document.select(*(getattr(past.c, name) for name in names))
            .from_(past)
            .order_by(past.c.day.desc(), past.c.place.desc(), past.c.key)
        )
        return [_shown(row) for row in rows(query.limit(limit).offset(offset))]

    def count(self) -> int:
        past = self._rows().alias("past")
        return int(Document.select(fn.COUNT(1)).from_(past).scalar())

    def _rows(self) -> Any:
        every = self._deliveries().union_all(self._receipts()).union_all(self._harvests())
        return (
            every.union_all(self._settlements())
            .union_all(self._charges())
            .union_all(self._work_days())
        )

    def _within(self, day: Any) -> Any:
        if self.since is None or self.until is None:
            return Value(1)
        return day.between(self.since, self.until)

    def _deliveries(self) -> Select:
        what = fn.PRINTF("%s %s, %s", _("Entregó"), fn.LOWER(Product.name), fn.LOWER(Grade.name))
        return (
            Delivery.select(
                fn.PRINTF("delivery %d", Delivery.document).alias("key"),
                Document.day.alias("day"),
                Document.number.alias("number"),
                what.alias("what"),
                Delivery.payable.alias("quantity"),
                Product.unit.alias("unit"),
                Value(None).alias("came"),
                Value(None).alias("went"),
                Document.state.alias("state"),
                Document.id.alias("place"),
            )
            .join_from(Delivery, Document)
            .join_from(Delivery, Product)
            .join_from(Delivery, Grade)
            .where(Delivery.member == self.member, self._within(Document.day))
        )

    def _receipts(self) -> Select:
        return (
            Receipt.select(
                fn.PRINTF("receipt %d", Receipt.document),
                Document.day,
                Document.number,
                Receipt.concept,
                Value(None),
                Value(None),
                fn.IIF(Document.kind == "RE", Receipt.amount, None),
                fn.IIF(Document.kind == "RI", Receipt.amount, None),
                Document.state,
                Document.id,
            )
            .join_from(Receipt, Document)
            .where(Receipt.member == self.member, self._within(Document.day))
        )

    def _harvests(self) -> Select:
        return (
            Harvest.select(
                fn.PRINTF("harvest %d", Harvest.id),
                Harvest.day,
                Value(""),
                fn.PRINTF("%s %s", _("Cosechó"), fn.LOWER(Product.name)),
                Harvest.total,
                Product.unit,
                Value(None),
                Value(None),
                Value(None),
                Value(0),
            )
            .join_from(Harvest, Product, JOIN.INNER)
            .where(Harvest.member == self.member, self._within(Harvest.day))
        )

    def _settlements(self) -> Select:
        return (
            Settlement.select(
                fn.PRINTF("settlement %d", Settlement.document),
                Document.day,
                Document.number,
                fn.PRINTF(_("Se le liquidó: neto S/ %s"), _in_soles(Settlement.net)),
                Value(None),
                Value(None),
                Value(None),
                Value(None),
                Document.state,
                Document.id,
            )
            .join_from(Settlement, Document)
            .where(Settlement.member == self.member, self._within(Document.day))
        )

    def _charges(self) -> Select:
        said = fn.PRINTF(_("Se le cargó S/ %s: %s"), _in_soles(ChargeLine.amount), Charge.concept)
        return (
            ChargeLine.select(
                fn.PRINTF("charge %d", ChargeLine.charge),
                Document.day,
                Document.number,
                said,
                Value(None),
                Value(None),
                Value(None),
                Value(None),
                Document.state,
                Document.id,
            )
            .join_from(ChargeLine, Charge)
            .join_from(Charge, Document)
            .where(ChargeLine.member == self.member, self._within(Document.day))
        )

    def _work_days(self) -> Select:
        marks = [(Attendance.state == kept, _(words)) for kept, words in MARKS]
        said = fn.PRINTF(_("Faena «%s»: %s"), Workday.title, fn.LOWER(Case(None, marks, "")))
        return (
            Attendance.select(
                fn.PRINTF("workday %d", Attendance.workday),
                Workday.day,
                Value(""),
                said,
                Value(None),
                Value(None),
                Value(None),
                Value(None),
                Value(None),
                Value(0),
            )
            .join_from(Attendance, Workday)
            .where(Attendance.member == self.member, self._within(Workday.day))
        )


def _in_soles(amount: Any) -> Any:
    """«1,239.50», written by SQLite out of whole céntimos."""
    whole = Cast(amount, "INTEGER")
    return fn.PRINTF("%,d.%02d", whole / 100, whole - whole / 100 * 100)


def record_of(key: str) -> Record:
    """The record a row of the time line stands for."""
    kind, number = key.split()
    models: dict[str, type[Record]] = {
        "delivery": Delivery,
        "receipt": Receipt,
        "harvest": Harvest,
        "settlement": Settlement,
        "charge": Charge,
        "workday": Workday,
    }
    found: Record = models[kind].get_by_id(int(number))
    return found


def _shown(row: Row) -> Row:
    """The days and amounts of SQLite as the columns show them."""
    values = [
        column.field.python_value(value)
        if isinstance(column.field, ExactField | DayField)
        else value
        for column, value in zip(TIME_LINE, row[1:], strict=True)
    ]
    return (row[0], *values)
