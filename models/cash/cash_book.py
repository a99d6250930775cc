"""Receipts for money that comes in (RI) and goes out (RE)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from peewee import ForeignKeyField, fn

from models import money
from models.associations import Association
from models.cash.categories import DONATIONS, EXPENSE, INCOME, Category, category
from models.cash.funds import Fund, check_fund
from models.changes import transaction
from models.documents import (
    VALID,
    VOIDED,
    Document,
    Paper,
    issue,
    issued,
)
from models.fields import ChoiceField, NameField, SolesField, show
from models.language import N_, _
from models.money import BANK, CASH, PURSES, Leg
from models.numbers import MOST, too_large
from models.parameters import parameter
from models.people.members import Member
from models.prints import TIMES_PRINTED
from models.produce.buyers import Buyer
from models.produce.lots import Lot
from models.record import Column, Doubtful, Record, RecordType, RulesBroken, State
from models.reversals import STATES_SHOWN, TONES_SHOWN, shown_state
from models.settling.settlements import check_not_settled

METHODS = (
    ("cash", N_("Efectivo")),
    ("deposit", N_("Depósito")),
    ("transfer", N_("Transferencia")),
    ("wallet", N_("Yape o Plin")),
    ("cheque", N_("Cheque")),
)


class Receipt(Record):
    """A receipt as it was printed: who, how much, what for, by which means."""

    document = ForeignKeyField(Document, primary_key=True, on_delete="RESTRICT")
    member = ForeignKeyField(Member, null=True, on_delete="RESTRICT", verbose_name=N_("Socio"))
    buyer = ForeignKeyField(Buyer, null=True, on_delete="RESTRICT", verbose_name=N_("Cliente"))
    party = NameField(verbose_name=N_("Recibido de / Pagado a"))
    party_id = NameField(verbose_name=N_("DNI o RUC"), default="")
    concept = NameField(verbose_name=N_("Concepto"))
    category = ForeignKeyField(Category, on_delete="RESTRICT", verbose_name=N_("Rubro"))
    lot = ForeignKeyField(Lot, null=True, on_delete="RESTRICT", verbose_name=N_("Lote"))
    fund = ForeignKeyField(Fund, null=True, on_delete="RESTRICT", verbose_name=N_("Fondo"))
    account = ChoiceField(verbose_name=N_("De dónde"), choices=PURSES)
    method = ChoiceField(verbose_name=N_("Medio de pago"), choices=METHODS)
    operation = NameField(verbose_name=N_("N° de operación"), default="")
    amount = SolesField(verbose_name=N_("Monto S/"))
    document_id: int

    def __str__(self) -> str:
        return str(self.document)

    def searched(self) -> str:
        return f"{self.document.number} {self.party} {self.concept}"


@dataclass(frozen=True)
class Payment:
    """How money changes hands: S/, cash or bank (a wallet counts as bank), and its operation."""

    amount: Decimal
    account: str
    operation: str = ""
    method: str = ""

    @property
    def means(self) -> str:
        return self.method or ("cash" if self.account == CASH else "transfer")


@dataclass(frozen=True)
class Party:
    """Who gives or takes the money: a member, a buyer, or a name."""

    name: str
    tax_id: str = ""
    member: Member | None = None
    buyer: Buyer | None = None

    @classmethod
    def of(cls, who: "Member | Buyer | str") -> "Party":
        if isinstance(who, Member):
            return cls(str(who.name), str(who.dni), member=who)
        if isinstance(who, Buyer):
            return cls(str(who.name), who.tax_id, buyer=who)
        return cls(who)


@dataclass(frozen=True)
class Matter:
    """What a receipt is for: its words, its heading, and what the money answers in the books."""

    concept: str
    category: Category
    # The legs opposite to cash or bank, positive where they answer it: (account, party, amount).
    answers: Sequence[Leg]
    about: Document | None = None
    lot: Lot | None = None
    fund: Fund | None = None


def receive(
    association: Association,
    paper: Paper,
    who: Party,
    matter: Matter,
    payment: Payment,
    noted: str = "",
) -> Receipt:
    """Money comes in: a receipt RI. Inside or outside a transaction; asks nothing."""
    return _give_receipt(association, "RI", paper, who, matter, payment, noted)


def hand_out(
    association: Association,
    paper: Paper,
    who: Party,
    matter: Matter,
    payment: Payment,
    noted: str = "",
) -> Receipt:
    """Money goes out: a receipt RE. Inside or outside a transaction; asks nothing."""
    return _give_receipt(association, "RE", paper, who, matter, payment, noted)


@transaction()
def _give_receipt(
    association: Association,
    kind: str,
    paper: Paper,
    who: Party,
    matter: Matter,
    payment: Payment,
    noted: str,
) -> Receipt:
    if made := issued(paper.uid, kind):
        return Receipt.get_by_id(made)
    check_payment(payment)
    given = Given(paper, who, matter, payment, noted)
    document = issue(association, kind, paper, about=matter.about, noted=noted)
    receipt = given.receipt(document)
    receipt.save(force_insert=True)
    money.post(document, given.legs(kind))
    return receipt


@dataclass(frozen=True)
class Given:
    """A receipt that was judged and waits for its number."""

    paper: Paper
    who: Party
    matter: Matter
    payment: Payment
    noted: str = ""

    def of_lot(self, lot: Lot) -> "Given":
        """A cost of the lot: its members bear it, not the association."""
        cost: Leg = (money.PRODUCE, lot, self.payment.amount)
        return replace(self, matter=replace(self.matter, lot=lot, answers=[cost]))

    def receipt(self, document: Document) -> Receipt:
        """The receipt as it will be printed; not stored yet."""
        who, matter, payment = self.who, self.matter, self.payment
        return Receipt(
            document=document,
            member=who.member,
            buyer=who.buyer,
            party=who.name,
            party_id=who.tax_id,
            concept=matter.concept,
            category=matter.category,
            lot=matter.lot,
            fund=matter.fund,
            account=payment.account,
            method=payment.means,
            operation=payment.operation,
            amount=payment.amount,
        )

    def legs(self, kind: str) -> list[Leg]:
        """What it moves, as money comes in (RI) or goes out (RE)."""
        sign = 1 if kind == "RI" else -1
        return [
            (self.payment.account, None, sign * self.payment.amount),
            *((account, party, -sign * amount) for account, party, amount in self.matter.answers),
        ]


def check_payment(payment: Payment) -> None:
    """Refuse what is no payment at all."""
    if payment.amount <= 0:
        raise RulesBroken({"amount": _("El monto debe ser mayor que cero.")})
    if payment.amount % Decimal("0.01"):
        raise RulesBroken({"amount": _("Ese monto no puede ser. Escriba soles y céntimos.")})
    if payment.amount >= MOST:
        raise RulesBroken({"amount": too_large()})
    if payment.account not in (CASH, BANK):
        raise RulesBroken({"account": _("Elija caja o banco.")})
    if payment.means not in dict(METHODS):
        raise RulesBroken({"method": _("Elija cómo se paga.")})
    if (payment.account == CASH) != (payment.means == "cash"):
        raise RulesBroken({"method": _("El efectivo va a la caja; lo demás, al banco.")})


def payment_doubts(association: Association, day: date, payment: Payment) -> dict[str, str]:
    """What is odd about a payment, by field."""
    doubts = day_doubts(day)
    step = parameter(association, "cash_step", day)
    if payment.account == CASH and payment.amount % step:
        doubts["amount"] = _(
            "¿S/ {amount} en efectivo? La moneda más pequeña es de S/ {step}."
        ).format(amount=show(Receipt.amount, payment.amount), step=show(Receipt.amount, step))
    return doubts


def day_doubts(day: date) -> dict[str, str]:
    if day <= date.today():
        return {}
    return {"day": _("Esa fecha todavía no llega. ¿Es correcta?")}


def ask(doubts: dict[str, str], *, sure: bool) -> str:
    """Ask about what is improbable, unless the person is sure; the words to note on the paper."""
    if doubts and not sure:
        raise Doubtful(doubts)
    return "\n".join(doubts.values())


# Deeds --------------------------------------------------------------------------------------


@transaction()
def income(
    heading: Category,
    who: Party,
    concept: str,
    payment: Payment,
    paper: Paper,
    *,
    sure: bool = False,
) -> Receipt:
    """Money of the association itself comes in."""
    given = income_of(heading, who, concept, payment, paper, sure=sure)
    return receive(heading.association, paper, who, given.matter, payment, given.noted)


def income_of(
    heading: Category, who: Party, concept: str, payment: Payment, paper: Paper, *, sure: bool
) -> Given:
    """That income, judged; nothing is stored."""
    _check_words(heading, INCOME, who, concept)
    check_payment(payment)
    doubts = payment_doubts(heading.association, paper.day, payment)
    matter = Matter(concept, heading, [(money.INCOME, heading, payment.amount)])
    return Given(paper, who, matter, payment, ask(doubts, sure=sure))


@transaction()
def donate(
    association: Association,
    who: Party,
    concept: str,
    payment: Payment,
    paper: Paper,
    *,
    fund: Fund | None = None,
    sure: bool = False,
) -> Receipt:
    """A donation comes in: a receipt RI. Given to a fund it is kept apart from the own money."""
    heading = category(association, INCOME, DONATIONS)
    fund = fund and fund.stored()
    given = donation_of(heading, who, concept, payment, paper, fund=fund, sure=sure)
    return receive(association, paper, who, given.matter, payment, given.noted)


def donation_of(
    heading: Category,
    who: Party,
    concept: str,
    payment: Payment,
    paper: Paper,
    *,
    fund: Fund | None,
    sure: bool,
) -> Given:
    """That donation, judged; nothing is stored."""
    _check_words(heading, INCOME, who, concept)
    check_payment(payment)
    noted = ask(payment_doubts(heading.association, paper.day, payment), sure=sure)
    answer: Leg = (money.INCOME, heading, payment.amount)
    if fund is not None:
        answer = (money.FUNDS, fund, payment.amount)
    return Given(paper, who, Matter(concept, heading, [answer], fund=fund), payment, noted)


@transaction()
def expense(
    heading: Category,
    who: Party,
    concept: str,
    payment: Payment,
    paper: Paper,
    *,
    lot: Lot | None = None,
    fund: Fund | None = None,
    sure: bool = False,
) -> Receipt:
    """Money is spent: the association's own, of a fund, or as a cost of a lot not settled yet."""
    given = expense_of(heading, who, concept, payment, paper, lot=lot, fund=fund, sure=sure)
    if lot is not None:
        given = given.of_lot(lot.stored())
    receipt = hand_out(heading.association, paper, who, given.matter, payment, given.noted)
    if fund is not None:
        check_fund(fund, paper.day)
    return receipt


def expense_of(
    heading: Category,
    who: Party,
    concept: str,
    payment: Payment,
    paper: Paper,
    *,
    lot: Lot | None,
    fund: Fund | None,
    sure: bool,
) -> Given:
    """That expense, judged; nothing is stored."""
    association = heading.association
    if lot is not None and fund is not None:
        raise RulesBroken({"fund": _("Un gasto es de un lote o de un fondo, no de los dos.")})
    _check_words(heading, EXPENSE, who, concept)
    check_payment(payment)
    doubts = payment_doubts(association, paper.day, payment)
    threshold = parameter(association, "bank_means_threshold", paper.day)
    if payment.account == CASH and payment.amount >= threshold:
        doubts["account"] = _("Desde S/ {limit} se paga por banco (Ley 28194).").format(
            limit=show(Receipt.amount, threshold)
        )
    noted = ask(doubts, sure=sure)
    answer: Leg = (money.EXPENSE, heading, payment.amount)
    if lot is not None:
        check_not_settled(lot)
    elif fund is not None:
        answer = (money.FUNDS, fund, payment.amount)
    given = Given(paper, who, Matter(concept, heading, [answer], fund=fund), payment, noted)
    return given if lot is None else given.of_lot(lot)


def _check_words(heading: Category, direction: str, who: Party, concept: str) -> None:
    missing = {}
    if heading.direction != direction:
        missing["category"] = _("Ese rubro no es de esta clase.")
    if not who.name.strip():
        missing["party"] = _("Falta el nombre de la persona.")
    if not concept.strip():
        missing["concept"] = _("Falta decir por qué.")
    if missing:
        raise RulesBroken(missing)


def known_parties(association: Association, words: str, most: int) -> list[Member | Buyer]:
    """Members, then buyers, that contain every word: whom money comes from and goes to."""
    beside = Buyer(association=association)
    people: list[Member | Buyer] = list(Member.like(words, beside, most))
    return people + Buyer.like(words, beside, most - len(people))


RECEIPTS = RecordType(
    Receipt,
    title=N_("Recibos"),
    one=N_("recibo"),
    menu="money",
    icon="receipt",
    columns=(
        Column(N_("Número"), Document.number, sample="RE-2026-0007"),
        Column(N_("Fecha"), Document.day, sample="31/12/2026"),
        Column(N_("Recibido de / Pagado a"), Receipt.party, sample="Quispe Mamani, María"),
        Column(N_("Concepto"), Receipt.concept, sample="Adelanto de la entrega EN-2026", rank=2),
        Column(N_("Rubro"), Category.name, sample="adelantos a socios", rank=3),
        Column(
            N_("Ingreso S/"),
            fn.IIF(Document.kind == "RI", Receipt.amount, None).coerce(False),
            like=Receipt.amount,
            sample="12,239.50",
            total=True,
            strong=True,
        ),
        Column(
            N_("Egreso S/"),
            fn.IIF(Document.kind == "RE", Receipt.amount, None).coerce(False),
            like=Receipt.amount,
            sample="12,239.50",
            total=True,
            strong=True,
        ),
        Column(N_("De dónde"), Receipt.account, sample="Banco o billetera", rank=4),
        Column(
            N_("Estado"),
            shown_state(),
            like=ChoiceField(choices=STATES_SHOWN),
            sample="Extornado",
            tones=TONES_SHOWN,
            rank=1,
        ),
        TIMES_PRINTED,
    ),
    joins=(Receipt.document, Receipt.category),
    search=(Receipt.category,),
    form={
        N_("Recibo"): ("party", "party_id", "concept", "category", "lot"),
        N_("Pago"): ("amount", "account", "method", "operation"),
    },
    order=(Document.day.desc(), Document.id.desc()),
    day=Document.day,
    states=(
        State(N_("Ingresos"), (Document.kind == "RI") & (Document.state == VALID)),
        State(N_("Egresos"), (Document.kind == "RE") & (Document.state == VALID)),
        State(N_("Anulados"), Document.state == VOIDED),
    ),
    counts=Document.state == VALID,
    issued=True,
)
