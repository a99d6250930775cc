"""Small builders of records, each with one plausible default, and the worked month to try."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from models import money
from models.associations import Association
from models.cash.cash_book import Party, Payment, Receipt, expense, income
from models.cash.categories import EXPENSE, INCOME, Category, category
from models.changes import database
from models.cuaderno import loading as cuaderno
from models.documents import Paper
from models.months import Month
from models.opening import Held, begin_books, register
from models.people.members import Member
from models.places import District
from models.produce.buyers import Buyer
from models.produce.deliveries import Delivery, Handover, deliver
from models.produce.harvests import Harvest
from models.produce.lots import Lot, lot_called
from models.produce.products import Grade, Product, add_product
from models.produce.sales import Sale
from models.produce.selling import Bargain, Item, collect, sell
from models.produce.weighing import Weight

WORKED_MONTH = Path(__file__).parent / "data" / "month_worked.json"
MAY, JUNE = Month(2026, 5), Month(2026, 6)


def may(day: int) -> date:
    return date(2026, 5, day)


def june(day: int) -> date:
    return date(2026, 6, day)


# The worked month -----------------------------------------------------------------------------


def worked_month() -> dict[str, Any]:
    """The worked month as it was written: inputs, and what must come out."""
    return json.loads(WORKED_MONTH.read_text("utf-8"))


def month_before_closing() -> dict[str, Any]:
    """The worked month up to the evening before it is closed: May can still be written in."""
    return _month_before("close_month")


def month_before_settling() -> dict[str, Any]:
    """The worked month up to 29 May: all is sold, nothing is settled."""
    return _month_before("settle")


def _month_before(verb: str) -> dict[str, Any]:
    written = worked_month()
    events = written["inputs"]["events"]
    until = next(place for place, event in enumerate(events) if event["do"] == verb)
    written["inputs"]["events"] = events[:until]
    return written


def load(written: dict[str, Any], folder: Path) -> Association:
    """Do the cuaderno `written` in the open book."""
    path = folder / "cuaderno.json"
    path.write_text(json.dumps(written, ensure_ascii=False), "utf-8")
    return cuaderno.load(path)


# People and produce ---------------------------------------------------------------------------


def an_association(
    name: str = "Asociación de Productores Tocorani",
    cash: str = "1000.00",
    bank: str = "500.00",
    month: Month = MAY,
) -> Association:
    """With the units, headings and limits of every one, and books begun with that money."""
    association = register(
        Association(name=name, district=District.get(District.ubigeo == "080205"))
    )
    held = [Held(money.CASH, Decimal(cash)), Held(money.BANK, Decimal(bank))]
    begin_books(association, month, held)
    return association


def a_member(
    association: Association,
    name: str = "Quispe Mamani, María",
    dni: str = "",
    admitted: date = date(2024, 1, 15),
) -> Member:
    """The member of that name; entered now if there is none yet."""
    known = Member.get_or_none(Member.association == association, Member.name == name)
    count = Member.select().where(Member.association == association).count()
    new = Member(association=association, name=name, dni=dni or f"{40000001 + count}", sex="F")
    return known or _stored(new, admitted)


def _stored(member: Member, admitted: date) -> Member:
    member.admitted = admitted
    member.save()
    return member


def a_grade(association: Association, product: str = "Papa", name: str = "Primera") -> Grade:
    """The grade of that product, at S/ 0.50 in advance for a kilo; made now if there is none."""
    known = Grade.select().join(Product)
    known = known.where(
        Product.association == association, Product.name == product, Grade.name == name
    ).get_or_none()
    if known is not None:
        return known
    grades = {one: Grade(name=one, tariff=Decimal("0.50")) for one in ("Primera", "Segunda")}
    new = Product(association=association, name=product)
    add_product(new, list(grades.values()), date(2026, 1, 1))
    return grades[name]


def a_buyer(association: Association, name: str = "Comercial Sur S.A.C.") -> Buyer:
    """The buyer of that name, or a new one that is stored with its first sale."""
    known = Buyer.get_or_none(Buyer.association == association, Buyer.name == name)
    return known or Buyer(association=association, name=name)


def a_lot(association: Association, name: str = "papa-mayo") -> Lot:
    """The lot of that name, or a new one that is stored with its first sale."""
    return lot_called(association, name)


def a_heading(association: Association, direction: str, name: str = "") -> Category:
    default = {INCOME: "otros ingresos", EXPENSE: "útiles"}[direction]
    return category(association, direction, name or default)


# Deeds ----------------------------------------------------------------------------------------


def cash(amount: str) -> Payment:
    return Payment(Decimal(amount), money.CASH)


def bank(amount: str) -> Payment:
    return Payment(Decimal(amount), money.BANK, "OP-1")


def a_harvest(member: Member, day: date, total: str = "500.0", **destinations: str) -> Harvest:
    """All of it for sale, unless it is said where it went."""
    parts = {name: Decimal(part) for name, part in (destinations or {"sale": total}).items()}
    grade = a_grade(member.association)
    harvest = Harvest(
        association=member.association,
        member=member,
        product=grade.product,
        day=day,
        total=Decimal(total),
        **parts,
    )
    harvest.save()
    return harvest


def a_delivery(
    association: Association,
    kilos: str,
    day: date,
    *,
    member: Member | None = None,
    grade: Grade | None = None,
    advance: Payment | None = None,
    harvest: Harvest | None = None,
    paper: Paper | None = None,
    sure: bool = True,
) -> Delivery:
    handover = Handover(
        member or a_member(association),
        grade or a_grade(association),
        Weight(Decimal(kilos), "kg"),
        harvest,
        advance,
    )
    return deliver(handover, paper or Paper(day), sure=sure)


def a_sale(
    association: Association,
    kilos: str,
    day: date,
    *,
    price: str = "1.00",
    grade: Grade | None = None,
    lot: Lot | None = None,
    credit_days: int | None = None,
    paper: Paper | None = None,
    sure: bool = True,
) -> Sale:
    item = Item(grade or a_grade(association), Decimal(kilos), Decimal(price))
    bargain = Bargain(a_buyer(association), lot or a_lot(association), [item], credit_days)
    return sell(bargain, paper or Paper(day), sure=sure)


def a_collection(sale: Sale, payment: Payment, day: date, *, sure: bool = True) -> Receipt:
    return collect(sale, payment, Paper(day), sure=sure)


def an_income(association: Association, payment: Payment, day: date) -> Receipt:
    heading = a_heading(association, INCOME)
    return income(heading, Party("Feria Demo"), "Rifa", payment, Paper(day), sure=True)


def an_expense(
    association: Association, payment: Payment, day: date, *, lot: Lot | None = None
) -> Receipt:
    heading = a_heading(association, EXPENSE)
    who = Party("Librería Demo")
    return expense(heading, who, "Cuadernos", payment, Paper(day), lot=lot, sure=True)


# Looking at the file --------------------------------------------------------------------------


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the open book: the same before and after what left no trace."""
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    names = [name for (name,) in database.execute_sql(query)]
    return {name: list(database.execute_sql(f"SELECT * FROM {name}")) for name in sorted(names)}


@contextmanager
def no_guards() -> Iterator[None]:
    """Without the triggers of the file, and with them again."""
    rows = database.execute_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    triggers = rows.fetchall()
    database.execute_sql("PRAGMA ignore_check_constraints = 1")
    database.execute_sql("PRAGMA foreign_keys = 0")
    with database.atomic():
        for name, _sql in triggers:
            database.execute_sql(f"DROP TRIGGER {name}")
        yield
        for _name, sql in triggers:
            database.execute_sql(sql)
    database.execute_sql("PRAGMA foreign_keys = 1")
    database.execute_sql("PRAGMA ignore_check_constraints = 0")
