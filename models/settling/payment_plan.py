"""How the papers of a settled lot will be paid: a plan, stored only when it is paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.associations import Association
from models.money import BANK, CASH
from models.parameters import parameter
from models.settling.payouts import payable_in
from models.settling.settlements import Settlement, nets_to_pay

ZERO = Decimal(0)
LATER = ""


@dataclass(frozen=True)
class Plan:
    """How one settlement will be paid: from cash, from the bank, or `LATER`."""

    account: str = CASH
    operation: str = ""


class PaymentPlan:
    """The plan of each paper; of those that nobody said a word about, the usual one."""

    def __init__(self) -> None:
        self.papers: Sequence[Settlement] = ()
        self.unpaid: dict[int, Decimal] = {}  # LQ's key -> its net not paid yet, S/
        self._said: dict[int, Plan] = {}

    def look_again(self, association: Association, papers: Sequence[Settlement], day: date) -> None:
        """These are the papers now; what was planned for those paid meanwhile is forgotten."""
        self.papers, self.unpaid = papers, nets_to_pay(papers)
        self._said = {key: plan for key, plan in self._said.items() if key in self.unpaid}
        self._step = parameter(association, "cash_step", day)
        self._limit = parameter(association, "bank_means_threshold", day)

    def of(self, paper: Settlement) -> Plan:
        """As it was said; else in cash, and by bank from the amount of the law (Ley 28194)."""
        usual = Plan(BANK if paper.net >= self._limit else CASH)
        return self._said.get(paper.document_id, usual)

    def say(self, paper: Settlement, plan: Plan) -> None:
        self._said[paper.document_id] = plan

    def say_all(self, account: str) -> None:
        """All that waits by one account; the operations of the bank are kept."""
        for one in self.papers:
            if self.waits(one):
                self.say(one, Plan(account, self.of(one).operation if account == BANK else ""))

    def forget(self) -> None:
        self._said = {}

    def waits(self, paper: Settlement) -> bool:
        """Whether its net is not paid yet."""
        return paper.document_id in self.unpaid

    @property
    def has_operations(self) -> bool:
        """Whether the number of an operation was typed that would be lost."""
        return any(plan.operation for plan in self._said.values())

    def to_pay(self) -> list[Settlement]:
        return [one for one in self.papers if self.waits(one) and self.of(one).account != LATER]

    def handed_over(self, paper: Settlement) -> Decimal:
        """What leaves cash or bank for it now, S/."""
        plan = self.of(paper)
        if plan.account == LATER or not self.waits(paper):
            return ZERO
        return payable_in(plan.account, self.unpaid[paper.document_id], self._step)

    def in_all(self) -> Decimal:
        """All that is handed over now, S/."""
        return sum((self.handed_over(one) for one in self.papers), ZERO)

    def by_account(self) -> dict[str, Decimal]:
        """What leaves cash and what leaves the bank now, S/."""
        sums = {CASH: ZERO, BANK: ZERO}
        for one in self.to_pay():
            sums[self.of(one).account] += self.handed_over(one)
        return sums

    def rounding(self) -> Decimal:
        """What the association adds up to the coin, S/."""
        added = (self.handed_over(one) - self.unpaid[one.document_id] for one in self.to_pay())
        return sum(added, ZERO)
