"""The budget of a year by rubro, as the assembly approved it, and what really came and went."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peewee import ForeignKeyField, IntegerField

from models import money
from models.associations import Association
from models.cash.categories import EXPENSE, INCOME, Category
from models.fields import SolesField, show, total
from models.language import N_, _
from models.money import MoneyEntry
from models.numbers import rounded
from models.record import Column, Record, RecordType, rows

ZERO = Decimal(0)
FIRST, LAST = 2000, 2099  # years a budget is made for


class Budget(Record):
    """What is planned for one rubro in a calendar year, S/."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    year = IntegerField(verbose_name=N_("Año"))
    category = ForeignKeyField(Category, verbose_name=N_("Rubro"), on_delete="RESTRICT")
    amount = SolesField(verbose_name=N_("Presupuesto S/"))
    category_id: int

    class Meta:
        indexes = ((("association", "year", "category"), True),)

    def __str__(self) -> str:
        return f"{self.year} {self.category}"

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield "amount", self.amount >= 0, _("No puede ser menor que cero.")
        yield "year", FIRST <= self.year <= LAST, _("Escriba el año con 4 cifras, como 2026.")
        twin = Budget.get_or_none(
            Budget.association == self.association,
            Budget.year == self.year,
            Budget.category == self.category,
        )
        say = _("Ese rubro ya tiene S/ {amount} en {year}.")
        yield (
            "category",
            twin is None or twin.id == self.id,
            say.format(amount=show(Budget.amount, twin.amount) if twin else "", year=self.year),
        )


@dataclass(frozen=True)
class Against:
    """One rubro of a year: what was planned and what came or went so far, S/."""

    category: Category
    plan: Decimal | None  # None where nothing was planned
    actual: Decimal

    @property
    def left(self) -> Decimal | None:
        """Of the plan, S/; negative where it was passed."""
        return None if self.plan is None else self.plan - self.actual

    @property
    def percent(self) -> Decimal | None:
        """How much of the plan came or went; None where nothing was planned."""
        return rounded(self.actual * 100 / self.plan, 1) if self.plan else None

    @property
    def is_passed(self) -> bool:
        """Whether more was spent than planned; more income than planned is no trouble."""
        return self.category.direction == EXPENSE and self.actual > (self.plan or ZERO)


@dataclass(frozen=True)
class YearPlan:
    """Own income and expense of a year against what the assembly approved."""

    year: int
    income: list[Against]
    expense: list[Against]

    @property
    def is_planned(self) -> bool:
        return any(one.plan is not None for one in (*self.income, *self.expense))


def budget_of(association: Association, year: int, until: date | None = None) -> YearPlan:
    """Every rubro planned for the year or moved in it (up to the day `until`), largest plan first.

    Only the association's own money counts: neither a fund's nor the members' (FORMAT rule 16).
    """
    planned = {
        one.category_id: Decimal(one.amount)
        for one in Budget.select().where(Budget.association == association, Budget.year == year)
    }
    moved = (
        MoneyEntry.select(MoneyEntry.party, total(MoneyEntry.amount))
        .where(
            MoneyEntry.association == association,
            MoneyEntry.account.in_((money.INCOME, money.EXPENSE)),
            MoneyEntry.day.between(date(year, 1, 1), until or date(year, 12, 31)),
        )
        .group_by(MoneyEntry.party)
    )
    actual = {party: amount for party, amount in rows(moved) if amount}
    keys = list(planned.keys() | actual.keys())
    found: dict[str, list[Against]] = {INCOME: [], EXPENSE: []}
    for one in Category.select().where(Category.id.in_(keys)).order_by(Category.found_by):
        amount = actual.get(one.id, ZERO)
        came = -amount if one.direction == INCOME else amount
        found[one.direction].append(Against(one, planned.get(one.id), came))
    for some in found.values():
        some.sort(key=lambda one: (one.plan is None, -(one.plan or ZERO), -one.actual))
    return YearPlan(year, found[INCOME], found[EXPENSE])


def sums(some: list[Against]) -> tuple[Decimal, Decimal]:
    """Planned and actual of all these, S/."""
    plan = sum((one.plan or ZERO for one in some), ZERO)
    return plan, sum((one.actual for one in some), ZERO)


BUDGETS = RecordType(
    Budget,
    title=N_("Presupuesto"),
    one=N_("línea del presupuesto"),
    menu="catalogue",
    icon="bullseye",
    columns=(
        Column(N_("Año"), Budget.year, sample="2026"),
        Column(N_("Rubro"), Category.name, sample="movilidad/viáticos", strong=True),
        Column(N_("Clase"), Category.direction, sample="Ingreso"),
        Column(N_("Presupuesto S/"), Budget.amount, sample="12,239.50", total=True),
    ),
    joins=(Budget.category,),
    search=(Budget.category,),
    form={N_("Presupuesto"): ("year", "category", "amount")},
    order=(Budget.year.desc(), Category.direction.desc(), Category.found_by),
)
