"""Books nobody planned, with every deed there is: whatever is tried, the parts add up to wholes.

Each deed may be refused. The laws of deliveries, sales and cash alone are in
`test_models_random_months.py`.
"""

import os
import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from models import money
from models.associations import Association
from models.cash.cash_book import Party, Receipt, donate, expense, income
from models.cash.cash_count import count_cash, in_book
from models.cash.categories import EXPENSE
from models.cash.funds import Fund
from models.cash.transfers import transfer
from models.changes import Refused
from models.documents import VALID, Document, Paper
from models.file import storage
from models.month.closing import checked, close_month, reopen_month
from models.month.money import change_of, members_money, money_of, result_of
from models.month.preflight import faults_in
from models.months import Month, newest_opening
from models.parameters import EPOCH, Parameter
from models.people import charges, dues
from models.people.charges import ChargeLine, charge, pay_charge
from models.people.dues import pay_dues
from models.people.loans import charge_inputs, lend, repay_inputs, repay_loan
from models.produce.lots import Lot
from models.produce.sales import Sale, balance_of
from models.produce.write_offs import Loss, write_off
from models.reversing import reverse
from models.review.books import faults
from models.settling.payouts import pay_settlement
from models.settling.settle import settle, undo_settlement
from models.settling.settlements import LotSettlement, Settlement
from models.settling.top_ups import receive_top_up
from models.voiding import void
from tests.cuaderno_figures import Refs
from tests.cuaderno_months import month as figures_of
from tests.factories import (
    JUNE,
    MAY,
    a_buyer,
    a_collection,
    a_delivery,
    a_grade,
    a_heading,
    a_lot,
    a_member,
    a_sale,
    an_association,
    an_expense,
    an_income,
    bank,
    cash,
    june,
    may,
)

SEEDS = 400 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 4
DEEDS = (
    ("deliver",) * 7
    + ("sell", "collect", "collect", "settle") * 4
    + ("pay", "pay", "write_off", "undo", "top_up", "lot_cost", "void", "reverse")
    + ("lend", "inputs", "repay", "give_back", "pay_dues", "charge", "pay_charge")
    + ("donate", "spend_fund", "spend", "earn", "transfer", "count", "close", "reopen")
)
NAMES = ("Ana", "Luis", "Rosa")


@dataclass
class Village:
    """An association where any deed is tried, on any day; each by its name."""

    chance: Random
    association: Association = field(default_factory=an_association)
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        rates = {"service_pct": "5.00", "dues_per_member": "5.00"}
        rates |= {"retention_pct": "1.50", "retention_threshold": "60.00"}
        for name, value in rates.items():
            Parameter.delete().where(Parameter.name == name).execute()
            Parameter.create(
                association=self.association, name=name, since=EPOCH, value=Decimal(value)
            )
        self.members = [a_member(self.association, name) for name in NAMES]
        self.grades = [a_grade(self.association, name=one) for one in ("Primera", "Segunda")]
        Fund.create(association=self.association, name="Riego")

    def live(self, deeds: int = 80) -> None:
        """The days go on, with a late paper now and then."""
        for step in range(deeds):
            late = self.chance.randrange(-9, 1) if self.chance.random() < 0.2 else 0
            name = self.chance.choice(DEEDS)
            with suppress(Refused):
                getattr(self, name)(MAY.first + timedelta(days=step * 60 // deeds + late))
                self.done[name] += 1

    def tenths(self, most: int) -> Decimal:
        """From 0.1 to `most`, by tenths."""
        return Decimal(self.chance.randrange(1, most * 10)) / 10

    def payment(self, most: int) -> Any:
        return self.chance.choice((cash, bank))(f"{self.tenths(most):.2f}")

    def member(self) -> Any:
        return self.chance.choice(self.members)

    def one_of(self, model: Any) -> Any:
        found = self.chance.choice(list(model.select()) or [None])
        if found is None:
            raise Refused("no hay")
        return found

    def lot(self) -> Lot:
        return a_lot(self.association, self.chance.choice(("papa-1", "papa-2", "papa-3")))

    def deliver(self, day: date) -> None:
        advance = self.chance.choice((None, self.payment(60)))
        grade, kilos = self.chance.choice(self.grades), str(self.tenths(150))
        who = self.member()
        a_delivery(self.association, kilos, day, member=who, grade=grade, advance=advance)

    def sell(self, day: date) -> None:
        price = str(Decimal(self.chance.randrange(100, 30000)) / 10000)
        grade, kilos = self.chance.choice(self.grades), str(self.tenths(90))
        a_sale(self.association, kilos, day, price=price, grade=grade, lot=self.lot())

    def collect(self, day: date) -> None:
        sale = self.one_of(Sale)
        whole = bank(f"{balance_of(sale):.2f}")
        a_collection(sale, self.chance.choice((whole, whole, self.payment(30))), day)

    def write_off(self, day: date) -> None:
        grade = self.chance.choice(self.grades)
        write_off(Loss(self.lot(), grade, self.tenths(9), "se malogró"), Paper(day), sure=True)

    def lot_cost(self, day: date) -> None:
        an_expense(self.association, self.payment(40), day, lot=self.lot())

    def settle(self, day: date) -> None:
        most = [Decimal("0.00"), Decimal("3.00"), Decimal("11.10")]
        bases = ("loan", "inputs", "dues", "charges")
        asked = {
            one.id: {base: self.chance.choice(most) for base in bases}
            for one in self.members
            if self.chance.random() < 0.3
        }
        lot = self.one_of(Lot)
        try:
            settle(lot, Paper(day), asked, sure=True)
        except Refused:
            settle(lot, Paper(day), sure=True)

    def undo(self, day: date) -> None:
        undo_settlement(self.one_of(LotSettlement), day, "precio equivocado")

    def pay(self, day: date) -> None:
        account = self.chance.choice((money.CASH, money.BANK))
        pay_settlement(self.one_of(Settlement), account, Paper(day), sure=True)

    def top_up(self, day: date) -> None:
        grade = self.chance.choice((None, *self.grades))
        paid, buyer = self.payment(50), a_buyer(self.association)
        receive_top_up(self.one_of(Lot), buyer, paid, Paper(day), grade=grade, sure=True)

    def lend(self, day: date) -> None:
        lend(self.member(), "Semilla", self.payment(80), Paper(day), sure=True)

    def inputs(self, day: date) -> None:
        charge_inputs(self.member(), "Guano", self.payment(50), Paper(day), sure=True)

    def repay(self, day: date) -> None:
        paid = self.payment(30)
        principal = paid.amount - min(paid.amount, self.chance.choice((Decimal(0), Decimal(1))))
        repay_loan(self.member(), principal, paid, Paper(day), sure=True)

    def give_back(self, day: date) -> None:
        repay_inputs(self.member(), self.payment(20), Paper(day), sure=True)

    def pay_dues(self, day: date) -> None:
        pay_dues(self.member(), cash(self.chance.choice(("5.00", "2.50"))), Paper(day), sure=True)

    def charge(self, day: date) -> None:
        kind = self.chance.choice((charges.FINE, charges.EXTRA, charges.CONTRIBUTION))
        amounts = {one.id: self.tenths(9) for one in self.members}
        charge(self.association, kind, "Faena", amounts, Paper(day), sure=True)

    def pay_charge(self, day: date) -> None:
        pay_charge(self.one_of(ChargeLine), self.payment(5), Paper(day), sure=True)

    def donate(self, day: date) -> None:
        fund = self.chance.choice((None, Fund.get()))
        paid, who = self.payment(90), Party("ONG")
        donate(self.association, who, "Donativo", paid, Paper(day), fund=fund, sure=True)

    def spend_fund(self, day: date) -> None:
        heading, paid = a_heading(self.association, EXPENSE), self.payment(60)
        expense(heading, Party("Tienda"), "Tubos", paid, Paper(day), fund=Fund.get(), sure=True)

    def spend(self, day: date) -> None:
        an_expense(self.association, self.payment(60), day)

    def earn(self, day: date) -> None:
        an_income(self.association, self.payment(60), day)

    def transfer(self, day: date) -> None:
        purses = self.chance.sample((money.CASH, money.BANK), 2)
        transfer(self.association, *purses, self.tenths(200), Paper(day), sure=True)

    def count(self, day: date) -> None:
        held = in_book(self.association, day) + self.chance.choice((-1, 0, 1))
        pieces = {Decimal("0.10"): int(held * 10)}
        count_cash(self.association, pieces, Paper(day), explanation="vuelto", sure=True)

    def void(self, day: date) -> None:
        void(self.one_of(Document), day, "error")

    def reverse(self, day: date) -> None:
        reverse(self.one_of(Document), Paper(day), "error", sure=True)

    def close(self, day: date) -> None:
        if day > may(29):
            close_month(self.association, MAY, sure=True)

    def reopen(self, day: date) -> None:
        reopen_month(self.association, MAY, "faltó un recibo")


@pytest.fixture(scope="module")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("random") / "x.ecocuenca"
    storage.create(path)
    storage.close()
    return path


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_is_done_the_books_hold(empty_book, tmp_path, seed):
    path = tmp_path / "x.ecocuenca"
    shutil.copyfile(empty_book, path)
    with storage.opened(path):
        village = Village(Random(seed))
        village.live()

        for law in LAWS:
            law(village.association)
        assert len(village.done) > 8  # it was tried in earnest


# What is held -------------------------------------------------------------------------------

Held = dict[str, Any]


def all_held(association: Association) -> Held:
    """Every balance of every account, and every month of dues owed, at the end of May and June.

    In the account of dues stands what was paid since the last opening: it is no balance.
    """
    left_out = (money.DUES, money.MEMO)
    accounts = [account for account, _title in money.ACCOUNTS if account not in left_out]
    return {
        str(day): {
            account: money.balances_by_party(association, account, day) for account in accounts
        }
        | {"owed": dues.owed_by_month(association, day)}
        for day in (MAY.last, JUNE.last)
    }


class _Names(dict[Any, str]):
    def __missing__(self, key: Any) -> str:
        return str(key)


NAMED = Refs(_Names(), _Names(), _Names(), _Names(), _Names())


def figures(association: Association) -> Held:
    """Every figure of both months."""
    return {str(one): figures_of(association, one, NAMED) for one in (MAY, JUNE)}


# Laws ---------------------------------------------------------------------------------------


def the_review_finds_nothing(association: Association) -> None:
    assert faults() == []


def nothing_stops_the_closing_of_the_oldest_open_month(association: Association) -> None:
    opening = newest_opening(association)
    assert opening is not None
    assert faults_in(association, Month.of(opening.day)) == []


def money_is_somebodys_and_what_changed_is_explained(association: Association) -> None:
    for month in (MAY, JUNE):
        whose, parts = money_of(association, month.last), members_money(association, month.last)
        change = change_of(association, month)
        assert whose.own + whose.members + whose.restricted + whose.withheld == whose.total
        assert parts.total == whose.members
        assert change.explained == change.money
        assert change.result == result_of(association, month).result


def what_members_earned_is_what_their_lots_sold(association: Association) -> None:
    settled = [one for one in Settlement.select() if one.document.is_valid]
    runs = {one.run_id: one.run for one in settled}
    assert sum(one.gross for one in settled) == sum(run.gross for run in runs.values())
    assert sum(one.service for one in settled) == sum(run.service for run in runs.values())
    for one in settled:
        taken = one.costs + one.service + one.advances + one.deducted
        assert one.gross + one.carried_out == taken + one.net


def no_debt_and_no_fund_is_below_zero(association: Association) -> None:
    for day in (may(15), MAY.last, june(15), JUNE.last):
        for account in (money.LOANS, money.INPUTS, money.CARRIED, money.ADVANCES, money.CHARGES):
            owed = money.balances_by_party(association, account, day)
            assert all(amount > 0 for amount in owed.values()), account
        for account in (money.FUNDS, money.PAYABLE):
            held = money.balances_by_party(association, account, day)
            assert all(amount < 0 for amount in held.values()), account


def settling_and_undoing_it_leaves_the_record_alone(association: Association) -> None:
    before = all_held(association)
    papers = Document.select().count()
    done = 0
    for lot in Lot.select():
        with suppress(Refused):
            issued = settle(lot, Paper(JUNE.last), sure=True)
            undo_settlement(issued[0].run, JUNE.last, "precio equivocado")
            done += len(issued)
    assert all_held(association) == before
    assert Document.select().count() == papers + done


def what_is_voided_and_typed_again_is_held_as_before(association: Association) -> None:
    before = all_held(association)
    receipts = Receipt.select().join(Document).where(Document.state == VALID)
    for one in list(receipts.where(Document.kind == "RI", Document.about.is_null())):
        if one.fund_id or one.lot_id or str(one.category) != "otros ingresos":
            continue
        with suppress(Refused):
            void(one.document, JUNE.last, "error")
            paid = (cash if one.account == money.CASH else bank)(f"{one.amount:.2f}")
            paper = Paper(one.document.day, replaces=one.document)
            income(one.category, Party(one.party), one.concept, paid, paper, sure=True)
    assert all_held(association) == before


def closing_and_opening_again_change_no_figure(association: Association) -> None:
    newest = Month.of(date(2026, 6, 1)) if checked(association) else MAY
    seen, held = figures(association), all_held(association)

    close_month(association, newest, sure=True)
    assert figures(association) == seen
    assert all_held(association) == held
    assert all(one.is_same for one in checked(association))

    reopen_month(association, newest, "faltó un recibo")
    assert figures(association) == seen
    assert all_held(association) == held


LAWS: tuple[Callable[[Association], None], ...] = (
    the_review_finds_nothing,
    nothing_stops_the_closing_of_the_oldest_open_month,
    money_is_somebodys_and_what_changed_is_explained,
    what_members_earned_is_what_their_lots_sold,
    no_debt_and_no_fund_is_below_zero,
    settling_and_undoing_it_leaves_the_record_alone,
    what_is_voided_and_typed_again_is_held_as_before,
    closing_and_opening_again_change_no_figure,
    the_review_finds_nothing,
)


# The order of typing ------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_what_does_not_depend_on_one_another_may_be_typed_in_any_order(empty_book, tmp_path, seed):
    """Papers of one day: their numbers are others, every balance and total is the same."""
    seen = []
    for turn in range(2):
        path = tmp_path / f"{turn}.ecocuenca"
        shutil.copyfile(empty_book, path)
        with storage.opened(path):
            village = Village(Random(0))
            today = one_day(village, Random(seed))
            Random(turn).shuffle(today)
            for deed in today:
                deed()
            seen.append((all_held(village.association), totals(village.association)))

    assert seen[0] == seen[1]


def one_day(village: Village, chance: Random) -> list[Callable[[], object]]:
    ana, luis, rosa = village.members
    told = village.association

    def soles() -> str:
        return f"{Decimal(chance.randrange(1, 300)) / 10:.2f}"

    amounts = [soles() for _place in range(8)]
    fine = {one.id: Decimal(amounts[0]) for one in village.members}
    return [
        lambda: a_delivery(told, "30.0", may(9), member=ana, grade=village.grades[0]),
        lambda: a_delivery(told, "20.0", may(9), member=luis, grade=village.grades[1]),
        lambda: lend(rosa, "Semilla", cash(amounts[1]), Paper(may(9))),
        lambda: charge_inputs(ana, "Guano", bank(amounts[2]), Paper(may(9))),
        lambda: pay_dues(luis, cash("5.00"), Paper(may(9))),
        lambda: an_income(told, bank(amounts[3]), may(9)),
        lambda: an_expense(told, cash(amounts[4]), may(9)),
        lambda: charge(told, charges.FINE, "Faena", fine, Paper(may(9))),
        lambda: donate(
            told, Party("ONG"), "Donativo", bank(amounts[5]), Paper(may(9)), fund=Fund.get()
        ),
        lambda: transfer(told, money.CASH, money.BANK, Decimal(amounts[6]), Paper(may(9))),
    ]


def totals(association: Association) -> Held:
    """The figures of May that name no paper."""
    seen = figures(association)[str(MAY)]
    kept = ("balances", "dues", "result", "money", "members", "totals")
    return {name: seen[name] for name in kept}
