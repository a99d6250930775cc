"""What waits for the treasurer: a few sentences, each with what it is about.

One sentence for each matter however many records stand behind it, so that the list stays short.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from peewee import fn

from models import money
from models.associations import Association
from models.cash.cash_count import CashCount
from models.council.resolutions import due_by
from models.documents import Document
from models.fields import show, total
from models.language import _, ngettext
from models.money import MoneyEntry
from models.months import Month, newest_opening
from models.parameters import Parameter
from models.people import dues
from models.people.consents import how_many_lack
from models.people.forgetting import may_lose_dni
from models.people.members import Member
from models.people.officers import Officer
from models.produce.harvests import Harvest
from models.produce.lots import Lot
from models.produce.products import Product
from models.produce.sales import Sale
from models.record import Record, rows

COPY_DAYS = 7  # a week, as the data protection rules ask (domain 9)
COUNT_DAYS = 7  # cash is counted every week (domain 6.1)
TERM_DAYS = 60  # before a board's term ends (domain 1.2)

SALE, SALES, COPY, TERM, UNDECIDED, EMPTY = "sale", "sales", "copy", "term", "undecided", "empty"
CLOSE, UNCOUNTED, DUES, UNPAID, SERVICE = "close", "uncounted", "dues", "unpaid", "service"
RESOLVED = "resolved"
CONSENTS, DNI = "consents", "dni"  # signatures missing; numbers that need not be kept any longer
NO_MEMBERS, NO_PRODUCTS, NO_DUES, NO_SERVICE = "members", "products", "no dues", "no service"


@dataclass(frozen=True)
class Notice:
    """One thing that waits; `tone` is «warn» when it should not wait long, else «soft»."""

    matter: str
    sentence: str
    tone: str = "warn"
    record: Record | None = None
    month: Month | None = None


def notices(association: Association, today: date, copied: date | None) -> list[Notice]:
    """What waits on that day, the most pressing first; `copied` is the day of the last copy."""
    owed = _owed(association, today)
    return [
        *_first_steps(association),
        *_overdue([one for one in owed if one.due < today]),
        *_unpaid(association, today),
        *_not_copied(today, copied),
        *_ready_to_close(association, today),
        *_not_counted(association, today),
        *_due([one for one in owed if one.due >= today]),
        *_ending_terms(association, today),
        *_resolutions(today),
        *_no_service_rate(association),
        *_undecided(association),
        *_dues(association, today),
        *_empty_months(association, today),
        *_personal_data(association, today),
    ]


def _first_steps(association: Association) -> Iterator[Notice]:
    """What new books lack, in the order it is needed; nothing once members and products are in."""

    def some(kind: type[Record], **more: Any) -> bool:
        return bool(kind.select().filter(association=association, **more).exists())

    members, products = some(Member), some(Product)
    if members and products:
        return
    if not members:
        yield Notice(NO_MEMBERS, _("Para empezar: registre a sus socios."), "soft")
    if not products:
        yield Notice(NO_PRODUCTS, _("Registre sus productos y sus calidades."), "soft")
    if not some(Parameter, name="dues_per_member", value__gt=0):
        yield Notice(NO_DUES, _("Diga de cuánto es la cuota del mes."), "soft")
    if not some(Parameter, name="service_pct"):
        say = _("Diga qué % descuenta la asociación por su servicio.")
        yield Notice(NO_SERVICE, say, "soft")


class Owed(NamedTuple):
    """A sale not collected in full: its key, when it is due, and what is missing, S/."""

    sale: int
    due: date
    balance: Decimal


def _owed(association: Association, today: date) -> list[Owed]:
    """Without their buyers and papers: of many sales only how much and since when is said."""
    balances = money.balances_by_party(association, money.RECEIVABLE, today)
    dues = Sale.select(Sale.document, Sale.due).where(Sale.document.in_(list(balances)))
    return [Owed(sale, due, balances[sale]) for sale, due in rows(dues)]


def _overdue(late: list[Owed]) -> Iterator[Notice]:
    if len(late) == 1:
        yield _one_sale(late[0], _("{buyer} debe S/ {amount}. Venció el {day}."))
    elif late:
        say = _("{n} ventas vencidas suman S/ {amount}. La más antigua venció el {day}.")
        yield _many_sales(late, say)


def _due(waiting: list[Owed]) -> Iterator[Notice]:
    if len(waiting) == 1:
        yield _one_sale(waiting[0], _("{buyer} debe S/ {amount}. Vence el {day}."))
    elif waiting:
        say = _("{n} ventas por cobrar suman S/ {amount}. La primera vence el {day}.")
        yield _many_sales(waiting, say)


def _one_sale(one: Owed, say: str) -> Notice:
    sale = Sale.get_by_id(one.sale)
    sentence = say.format(
        buyer=sale.buyer, amount=show(Sale.total, one.balance), day=show(Sale.due, one.due)
    )
    return Notice(SALE, sentence, record=sale)


def _many_sales(several: list[Owed], say: str) -> Notice:
    amount = sum((one.balance for one in several), Decimal(0))
    first = min(one.due for one in several)
    sentence = say.format(
        n=len(several), amount=show(Sale.total, amount), day=show(Sale.due, first)
    )
    return Notice(SALES, sentence)


def _unpaid(association: Association, today: date) -> Iterator[Notice]:
    """Nets of settlements not paid yet."""
    nets = money.balances_by_party(association, money.PAYABLE, today)
    if nets:
        say = ngettext(
            "Falta pagar {n} liquidación: S/ {amount}.",
            "Falta pagar {n} liquidaciones: S/ {amount}.",
            len(nets),
        )
        amount = show(Sale.total, -sum(nets.values(), Decimal(0)))
        yield Notice(UNPAID, say.format(n=len(nets), amount=amount))


def _not_copied(today: date, copied: date | None) -> Iterator[Notice]:
    if copied is None:
        yield Notice(COPY, _("Todavía no hay ninguna copia del libro."))
    elif (days := (today - copied).days) >= COPY_DAYS:
        yield Notice(COPY, _("La última copia es de hace {n} días.").format(n=days))


def _ready_to_close(association: Association, today: date) -> Iterator[Notice]:
    """Months with papers that are over and still open; the oldest closes first."""
    opening = newest_opening(association)
    if opening is None or Month.of(opening.day) >= Month.of(today):
        return
    month = Month.of(opening.day)
    papers = Document.select().where(
        Document.association == association, Document.day.between(month.first, month.last)
    )
    if papers.exists():
        say = _("{month} terminó. Falta cerrarlo.").format(month=month.title)
        yield Notice(CLOSE, say[:1].upper() + say[1:], month=month)


def _not_counted(association: Association, today: date) -> Iterator[Notice]:
    """Cash that nobody counted for a week, while there is some."""
    opening = newest_opening(association)
    if opening is None or not money.balance(association, money.CASH, today):
        return
    last = CashCount.select(fn.MAX(CashCount.day)).where(CashCount.association == association)
    counted: date | None = last.scalar()
    if counted is None and (counted := _first_paper(association)) is None:
        return  # the books are new: what was in cash was said when they began
    if (days := (today - counted).days) >= COUNT_DAYS:
        yield Notice(UNCOUNTED, _("La caja no se cuenta hace {n} días.").format(n=days))


def _first_paper(association: Association) -> date | None:
    """The day of the first paper that moved cash."""
    first = MoneyEntry.select(fn.MIN(MoneyEntry.day)).where(
        MoneyEntry.association == association, MoneyEntry.account == money.CASH
    )
    day: date | None = first.scalar()
    return day


def _dues(association: Association, today: date) -> Iterator[Notice]:
    """Dues of months before this one that nobody paid."""
    owed = dues.owed_in_all(association, Month.of(today).previous.last)
    if owed:
        say = ngettext(
            "{n} socio debe S/ {amount} de cuotas.",
            "{n} socios deben S/ {amount} de cuotas.",
            len(owed),
        )
        amount = show(Sale.total, sum(owed.values(), Decimal(0)))
        yield Notice(DUES, say.format(n=len(owed), amount=amount), "soft")


def _ending_terms(association: Association, today: date) -> Iterator[Notice]:
    """The offices whose last holder's term ends soon or has ended."""
    last = Officer.alias()
    newest = last.select(fn.MAX(last.since)).where(
        last.association == association, last.office == Officer.office
    )
    terms = rows(
        Officer.select(Officer.until)
        .where(
            Officer.association == association,
            Officer.since == newest,
            Officer.until <= today + timedelta(days=TERM_DAYS),
        )
        .order_by(Officer.until)
    )
    if not terms:
        return
    until, count = terms[0][0], len(terms)
    say = (
        ngettext(
            "El mandato de {n} dirigente terminó el {day}.",
            "El mandato de {n} dirigentes terminó; el primero, el {day}.",
            count,
        )
        if until < today
        else ngettext(
            "El mandato de {n} dirigente termina el {day}.",
            "El mandato de {n} dirigentes termina; el primero, el {day}.",
            count,
        )
    )
    yield Notice(TERM, say.format(n=count, day=show(Officer.until, until)))


def _resolutions(today: date) -> Iterator[Notice]:
    """Resolutions of the consultation spaces whose day came and that are not fulfilled."""
    late = due_by(today - timedelta(days=1))
    if late:
        say = ngettext(
            "{n} acuerdo de concertación venció el {day}.",
            "{n} acuerdos de concertación vencieron; el primero, el {day}.",
            len(late),
        )
        yield Notice(RESOLVED, say.format(n=len(late), day=f"{late[0].due:%d/%m/%Y}"), "soft")


def _no_service_rate(association: Association) -> Iterator[Notice]:
    """A lot cannot be settled before the association says what it keeps for its service."""
    rates = Parameter.select().where(
        Parameter.association == association, Parameter.name == "service_pct"
    )
    lots = Lot.select().where(Lot.association == association)
    if lots.exists() and not rates.exists():
        yield Notice(
            SERVICE, _("Para liquidar falta decir qué % descuenta la asociación por su servicio.")
        )


def _undecided(association: Association) -> Iterator[Notice]:
    """Harvests (in kg) of the open months of which a part has no destination yet."""
    opening = newest_opening(association)
    count, amount = (
        Harvest.select(fn.COUNT(1), total(Harvest.undecided))
        .join(Product)
        .where(
            Harvest.association == association,
            Harvest.undecided > 0,
            Product.unit == "kg",
            Harvest.day >= (opening.day if opening else date.min),
        )
        .tuples()
        .first()
    )
    if count:
        say = ngettext(
            "{n} cosecha tiene {kilos} kg por decidir.",
            "{n} cosechas tienen {kilos} kg por decidir.",
            count,
        )
        sentence = say.format(n=count, kilos=show(Harvest.undecided, amount))
        yield Notice(UNDECIDED, sentence, "soft")


def _personal_data(association: Association, today: date) -> Iterator[Notice]:
    """Consents nobody signed yet, and the DNI of people who left that the law no longer asks for."""
    if count := how_many_lack(association):
        say = ngettext(
            "Falta {n} consentimiento firmado.", "Faltan {n} consentimientos firmados.", count
        )
        yield Notice(CONSENTS, say.format(n=count), "soft")
    if waiting := may_lose_dni(association, today):
        say = ngettext(
            "Ya puede quitar el DNI de {name}, que se retiró.",
            "Ya puede quitar el DNI de {n} personas que se retiraron.",
            len(waiting),
        )
        sentence = say.format(n=len(waiting), name=waiting[0])
        yield Notice(DNI, sentence, "soft", waiting[0])


def _empty_months(association: Association, today: date) -> Iterator[Notice]:
    """Months already over, since the last one that is closed, in which no paper was made."""
    opening = newest_opening(association)
    if opening is None:
        return
    papers = Document.select().where(Document.association == association)
    month, empty = Month.of(opening.day), list[Month]()
    while month < Month.of(today):
        # Month by month: SQLite looks at the first paper of each, not at all of them.
        if not papers.where(Document.day.between(month.first, month.last)).exists():
            empty.append(month)
        month = month.next
    if len(empty) == 1:
        sentence = _("{month} no tiene nada registrado.").format(month=empty[0].title)
    elif empty:
        sentence = _("{n} meses no tienen nada registrado; el último es {month}.").format(
            n=len(empty), month=empty[-1].title
        )
    else:
        return
    yield Notice(EMPTY, sentence[:1].upper() + sentence[1:], "soft", month=empty[-1])
