"""Books of any size, as years of work would leave them, made in seconds.

A book is begun through the deeds; then the papers of each month are written as plain rows, with the
numbers, entries and search words the deeds would have given them, and every trigger in force:
numbers without gaps, entries that add up to zero, stock that was there before it was sold. In a
month that is over all is sold and collected, advances come back and lots are paid out; what is left
stands in the opening of the next. The month of today is open: advances and credit are outstanding.
"""

import os
import random
import shutil
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any
from uuid import UUID

from models import money, opening
from models.associations import Association
from models.cash.cash_book import Receipt
from models.cash.categories import ADVANCES, COLLECTIONS, EXPENSE, INCOME, category
from models.changes import database, transaction
from models.documents import Document
from models.fields import folded
from models.file import storage
from models.money import BANK, CASH, PRODUCE, RECEIVABLE, MoneyEntry
from models.months import Month, Opening, OpeningBalance
from models.parameters import Parameter
from models.people.members import Member
from models.places import District
from models.produce.buyers import Buyer
from models.produce.deliveries import Delivery
from models.produce.harvests import Harvest
from models.produce.lots import Lot
from models.produce.products import Grade, Product, add_product
from models.produce.sales import Sale, SaleLine
from models.record import Record
from models.stock import StockEntry

A_SALE = 100  # deliveries in one sale of the lot to settle
A_MONTH = 833  # deliveries: ten thousand a year, of a large association

# fmt: off
SURNAMES = (
    "Quispe", "Mamani", "Huamán", "Condori", "Ccahua", "Flores", "Rojas", "Sullca", "Puma", "Ttito",
    "Chávez", "Núñez", "Paucar", "Yupanqui", "Champi", "Layme", "Ccori", "Apaza", "Zúñiga", "Castro",
)
NAMES = ("María", "Rosa", "Juana", "Elena", "Lucía", "Julio", "Pedro", "Hilario", "Víctor", "Inés")
PRODUCTS = (
    "Papa nativa", "Papa", "Chuño", "Moraya", "Maíz", "Quinua",
    "Kiwicha", "Tarwi", "Haba", "Cebada", "Oca", "Olluco",
)
# fmt: on
GRADES = ("Primera", "Segunda", "Tercera")
TARIFF, PRICE = Decimal("0.50"), Decimal("2.30")  # S/ a kilo
PLENTY = Decimal(9_000_000)  # S/ in cash and in bank on the first day


def book(months: int, deliveries: int = A_MONTH) -> Path:
    """The file of a book of so many months up to this one, closed; made once for a run."""
    path = _folder() / f"{months}-{deliveries}{storage.SUFFIX}"
    if not path.exists():
        with storage.opened(path, create_missing=True):
            _fill(months, deliveries)
    return path


def lot_to_settle(deliveries: int) -> Path:
    """The file of a book with one lot of so many deliveries of 300 members, sold and collected.

    Every member owes dues of a month.
    """
    path = _folder() / f"lot-{deliveries}{storage.SUFFIX}"
    if not path.exists():
        with storage.opened(path, create_missing=True):
            month = Month.of(date.today())
            begun = _begin(month)
            with transaction():
                for name in ("service_pct", "dues_per_member"):
                    Parameter.create(
                        association=begun.association,
                        name=name,
                        since=month.first,
                        value=Decimal(5),
                    )
                _Writer(begun).write_lot(month, deliveries)
    return path


@contextmanager
def copied(path: Path) -> Iterator[Path]:
    """A copy to write in, gone after the block."""
    with TemporaryDirectory() as folder:
        yield Path(shutil.copy(path, folder))


def rows_in(path: Path) -> int:
    """Rows of all tables together."""
    with storage.opened(path):
        tables = database.get_tables()
        counts = (database.execute_sql(f"SELECT count(*) FROM {table}") for table in tables)
        return sum(count.fetchone()[0] for count in counts)


def _folder() -> Path:
    """One folder for all that one `make bench` runs; those of runs that are over are removed."""
    shared = Path(gettempdir()) / "ecocuenca-bench"
    mine = shared / str(os.getppid())
    for other in shared.glob("*"):
        if other != mine and not _runs(int(other.name)):
            shutil.rmtree(other, ignore_errors=True)
    mine.mkdir(parents=True, exist_ok=True)
    return mine


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # it runs, for somebody else
    return True


def _fill(months: int, deliveries: int) -> None:
    this = Month.of(date.today())
    month = this
    for _ in range(months - 1):
        month = month.previous
    begun = _begin(month)
    database.execute_sql("PRAGMA cache_size = -200000")  # for this connection alone
    with transaction(), _without_indexes():
        writer = _Writer(begun)
        while True:
            writer.write(month, deliveries, is_open=month == this)
            if month == this:
                break
            writer.carry_forward(month)
            month = month.next


@contextmanager
def _without_indexes() -> Iterator[None]:
    """Indexes are made again at the end, which is many times faster than keeping them on the way."""
    large = [model._meta.table_name for model in _LARGE]
    found = database.execute_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        f" AND tbl_name IN ({', '.join('?' * len(large))})",
        large,
    ).fetchall()
    for name, _sql in found:
        database.execute_sql(f"DROP INDEX {name}")
    yield
    for _name, sql in found:
        database.execute_sql(sql)


_LARGE: tuple[type[Record], ...] = (
    Document,
    Delivery,
    Receipt,
    Sale,
    SaleLine,
    Harvest,
    MoneyEntry,
    StockEntry,
    OpeningBalance,
)


# How a book begins ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Begun:
    association: Association
    members: Sequence[Member]
    grades: Sequence[Grade]
    buyers: Sequence[Buyer]


def _begin(month: Month) -> _Begun:
    chance = random.Random(1)
    with transaction():
        association = opening.register(
            Association(name="Asociación de Productores de la Cuenca", district=District.get())
        )
        held = [opening.Held(CASH, PLENTY), opening.Held(BANK, PLENTY)]
        opening.begin_books(association, month, held)
        members = [
            Member.create(
                association=association,
                place=place,
                code=f"S{place:02}",
                name=f"{chance.choice(SURNAMES)} {chance.choice(SURNAMES)}, {chance.choice(NAMES)}",
                dni=f"{40_000_000 + place}",
                sex=chance.choice("FM"),
                admitted=date(2010, 1, 15),
            )
            for place in range(1, 301)
        ]
        grades = []
        for name in PRODUCTS:
            kinds = [Grade(name=grade, tariff=TARIFF) for grade in GRADES]
            add_product(Product(association=association, name=name), kinds, month.first)
            grades += kinds
        buyers = [
            Buyer.create(association=association, name=f"Comercial {name}") for name in SURNAMES
        ]
    return _Begun(association, members, grades, buyers)


# What happens in a month ----------------------------------------------------------------------

Values = dict[str, Any]
Leg = tuple[str, int, int]  # account, party, céntimos


@dataclass
class _Writer:
    begun: _Begun
    chance: random.Random = field(default_factory=random.Random)
    rows: dict[type[Record], list[Values]] = field(default_factory=lambda: defaultdict(list))
    numbers: Counter[tuple[str, int]] = field(default_factory=Counter)
    balances: Counter[tuple[str, int]] = field(default_factory=Counter)  # account, party: céntimos
    keys: Counter[type[Record]] = field(default_factory=Counter)
    credit: list[tuple[int, str, Values]] = field(default_factory=list)  # sales to collect

    def __post_init__(self) -> None:
        association = self.begun.association
        self.balances[CASH, 0] = self.balances[BANK, 0] = int(PLENTY * 100)
        self.keys.update({one: one.select().count() for one in (Opening, OpeningBalance)})
        self.advances = category(association, EXPENSE, ADVANCES).id
        self.collections = category(association, INCOME, COLLECTIONS).id
        self.income = category(association, INCOME, "otros ingresos").id
        self.expense = category(association, EXPENSE, "otros gastos").id

    def write(self, month: Month, deliveries: int, *, is_open: bool) -> None:
        """Every paper of the month; what is open is neither given back nor sold to the end."""
        self.chance.seed(str(month))  # so that a month is the same in every book
        last = date.today() if is_open else month.first + timedelta(days=27)
        days = [
            month.first + timedelta(days=last.day * place // deliveries)
            for place in range(deliveries)
        ]
        lots = [self._lot(f"lote {number} de {month}") for number in range(1, 5)]
        for sale in self.credit:
            self._collect(month.first, *sale)
        self.credit, given = [], []
        for place, day in enumerate(days):
            given.append(self._deliver(day, self.begun.grades[place // 2 % len(self.begun.grades)]))
            if place % 5 == 0:
                self._harvest(day)
            if place % 2 and not (is_open and place > deliveries * 0.9):
                self._sell(day, given[-2:], lots[place // 2 % len(lots)])
            if place % 60 == 0:
                self._spend(day)
        if not is_open:
            self._give_back(last, given)
            self._pay_out(last, lots)
        self._store()

    def write_lot(self, month: Month, deliveries: int) -> None:
        """Deliveries of two grades on the month's first day, sold by the truck as one lot."""
        self.chance.seed(str(month))
        day, lot = month.first, self._lot("papa")
        for place in range(0, deliveries, A_SALE):
            grade = self.begun.grades[place // A_SALE % 2]
            self._sell(day, [self._deliver(day, grade) for _one in range(A_SALE)], lot)
        for sale in self.credit:
            self._collect(day, *sale)
        who = self.begun.members[0]
        spent = [(CASH, 0, -83_333), (PRODUCE, lot, 83_333)]
        self._receipt("RE", day, who, "Flete", self.expense, spent, lot=lot)
        self._store()

    def carry_forward(self, month: Month) -> None:
        """What `models.opening.carry_forward` would store; nothing is left in store."""
        key = self._add(Opening, association_id=self.begun.association.id, month=str(month.next))
        for (account, party), amount in sorted(self.balances.items()):
            if amount:
                self._add(
                    OpeningBalance,
                    opening_id=key,
                    account=account,
                    party=party,
                    detail="",
                    amount=amount,
                )
        self.balances = Counter({one: held for one, held in self.balances.items() if held})
        self._store()

    # Papers -----------------------------------------------------------------------------------

    def _deliver(self, day: date, grade: Grade) -> Values:
        member = self.chance.choice(self.begun.members)
        document, number = self._paper("EN", day)
        gross, tare = self.chance.randrange(20_000, 90_000, 100), 500
        net = gross - tare
        impure = self.chance.choice((0, 0, 0, 700))
        payable = net - impure
        suggested = payable // 200 * 10  # céntimos: half a sol a kilo, cut down to ten céntimos
        made = self._row(
            Delivery,
            document_id=document,
            found_by=number.lower(),
            member_id=member.id,
            product_id=grade.product_id,
            grade_id=grade.id,
            harvest_id=None,
            typed_quantity=gross,
            typed_unit="kg",
            factor=10_000,
            sacks=1,
            gross=gross,
            tare=tare,
            net=net,
            impurity=100 if impure else None,
            impurity_off=impure,
            moisture=None,
            moisture_base=None,
            moisture_off=0,
            payable=payable,
            tariff=int(TARIFF * 10_000),
            suggested=suggested,
        )
        self._move(document, day, grade.id, document, 0, payable)
        self._receipt(
            "RE",
            day,
            member,
            f"Adelanto de la entrega {number}",
            self.advances,
            [(CASH, 0, -suggested), (money.ADVANCES, document, suggested)],
            about=document,
        )
        return made

    def _sell(self, day: date, given: Sequence[Values], lot: int) -> None:
        """Two whole deliveries of one grade; every other sale on credit, until next month."""
        buyer = self.chance.choice(self.begun.buyers)
        document, number = self._paper("V", day)
        on_credit = self.numbers["V", day.year] % 2 == 0
        grade, product = given[0]["grade_id"], given[0]["product_id"]
        grams = sum(one["payable"] for one in given)
        amount = (grams * int(PRICE * 100) + 500) // 1000
        sale = self._row(
            Sale,
            document_id=document,
            found_by=number.lower(),
            buyer_id=buyer.id,
            lot_id=lot,
            terms="credit" if on_credit else "cash",
            due=str(day + timedelta(days=30 * on_credit)),
            voucher="",
            total=amount,
        )
        self._add(
            SaleLine,
            sale_id=document,
            place=1,
            product_id=product,
            grade_id=grade,
            quantity=grams,
            price=int(PRICE * 10_000),
            amount=amount,
            igv="por_confirmar",
        )
        for one in given:
            self._move(document, day, grade, one["document_id"], 1, -one["payable"])
        self._post(document, day, [(RECEIVABLE, document, amount), (PRODUCE, lot, -amount)])
        if on_credit:
            self.credit.append((document, number, sale))
        else:
            self._collect(day, document, number, sale)

    def _collect(self, day: date, document: int, number: str, sale: Values) -> None:
        buyer = self.begun.buyers[sale["buyer_id"] - 1]
        self._receipt(
            "RI",
            day,
            buyer,
            f"Cobro de la venta {number}",
            self.collections,
            [(BANK, 0, sale["total"]), (RECEIVABLE, document, -sale["total"])],
            about=document,
            lot=sale["lot_id"],
        )

    def _give_back(self, day: date, given: Sequence[Values]) -> None:
        """Every advance of the month, one receipt for each member."""
        of_members = defaultdict(list)
        for one in given:
            of_members[one["member_id"]].append(one)
        for member, ones in of_members.items():
            legs = [(money.ADVANCES, one["document_id"], -one["suggested"]) for one in ones]
            amount = sum(one["suggested"] for one in ones)
            who = self.begun.members[member - 1]
            legs.insert(0, (CASH, 0, amount))
            self._receipt("RI", day, who, "Devolución de adelantos", self.collections, legs)

    def _pay_out(self, day: date, lots: Sequence[int]) -> None:
        for lot in lots:
            if amount := -self.balances[PRODUCE, lot]:
                legs = [(BANK, 0, -amount), (PRODUCE, lot, amount)]
                who = self.begun.members[0]
                self._receipt("RE", day, who, "Pago del lote", self.expense, legs, lot=lot)

    def _spend(self, day: date) -> None:
        who, amount = self.chance.choice(self.begun.members), 4_550
        spent = [(CASH, 0, -amount), (money.EXPENSE, self.expense, amount)]
        came = [(CASH, 0, amount), (money.INCOME, self.income, -amount)]
        self._receipt("RE", day, who, "Sacos y pita", self.expense, spent)
        self._receipt("RI", day, who, "Alquiler de la balanza", self.income, came)

    def _harvest(self, day: date) -> None:
        member, grams = self.chance.choice(self.begun.members), 400_000
        grade = self.chance.choice(self.begun.grades)
        self._add(
            Harvest,
            found_by=f"{day:%d/%m/%Y}",
            association_id=self.begun.association.id,
            member_id=member.id,
            product_id=grade.product_id,
            day=str(day),
            plot_id=None,
            area=2_500,
            total=grams,
            sale=grams // 2,
            own_use=grams // 4,
            seed=grams // 4,
            **dict.fromkeys(("barter", "processing", "feed", "gift", "loss", "undecided"), 0),
            noted="",
        )

    def _lot(self, name: str) -> int:
        return self._add(
            Lot, association_id=self.begun.association.id, name=name, found_by=folded(name)
        )

    # Rows -------------------------------------------------------------------------------------

    def _paper(self, kind: str, day: date, about: int | None = None) -> tuple[int, str]:
        self.numbers[kind, day.year] += 1
        sequence = self.numbers[kind, day.year]
        number = f"{kind}-{day.year}-{sequence:04}"
        key = self._add(
            Document,
            found_by=number.lower(),
            association_id=self.begun.association.id,
            kind=kind,
            year=day.year,
            sequence=sequence,
            number=number,
            day=str(day),
            typed=f"{day}T10:00:00",
            state="valid",
            voided_on=None,
            reason="",
            about_id=about,
            replaces_id=None,
            noted="",
        )
        return key, number

    def _receipt(
        self,
        kind: str,
        day: date,
        who: Member | Buyer,
        concept: str,
        heading: int,
        legs: Sequence[Leg],
        about: int | None = None,
        lot: int | None = None,
    ) -> None:
        document, number = self._paper(kind, day, about)
        account, _party, amount = legs[0]
        self._row(
            Receipt,
            document_id=document,
            found_by=folded(f"{number} {who.name} {concept}"),
            member_id=who.id if isinstance(who, Member) else None,
            buyer_id=who.id if isinstance(who, Buyer) else None,
            party=who.name,
            party_id=who.dni or "",
            concept=concept,
            category_id=heading,
            lot_id=lot,
            account=account,
            method="cash" if account == CASH else "transfer",
            operation="" if account == CASH else f"OP-{document}",
            amount=abs(amount),
        )
        self._post(document, day, legs)

    def _post(self, document: int, day: date, legs: Sequence[Leg]) -> None:
        for account, party, amount in legs:
            self.balances[account, party] += amount
            self._add(
                MoneyEntry,
                document_id=document,
                association_id=self.begun.association.id,
                day=str(day),
                account=account,
                party=party,
                amount=amount,
            )

    def _move(
        self, document: int, day: date, grade: int, delivery: int, line: int, grams: int
    ) -> None:
        self._add(
            StockEntry,
            document_id=document,
            association_id=self.begun.association.id,
            day=str(day),
            grade_id=grade,
            delivery_id=delivery,
            line=line,
            quantity=grams,
        )

    def _add(self, model: type[Record], **values: Any) -> int:
        """A row with a key of its own."""
        self.keys[model] += 1
        self._row(model, id=self.keys[model], **values)
        return self.keys[model]

    def _row(self, model: type[Record], **values: Any) -> Values:
        uid = UUID(int=self.chance.getrandbits(128), version=4)
        row = {"found_by": "", **values, "uid": str(uid)}
        self.rows[model].append(row)
        return row

    def _store(self) -> None:
        connection: sqlite3.Connection = database.connection()
        for model in (Lot, Document, *(one for one in self.rows if one not in (Lot, Document))):
            if rows := self.rows[model]:
                columns = list(rows[0])
                connection.executemany(
                    f"INSERT INTO {model._meta.table_name} ({', '.join(columns)})"
                    f" VALUES ({', '.join(':' + column for column in columns)})",
                    rows,
                )
        self.rows.clear()
