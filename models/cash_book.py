"""Receipts for money in (RI) and out (RE), and transfers between cash and bank (TR)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peewee import ForeignKeyField, fn

from models import money
from models.associations import Association
from models.buyers import Buyer
from models.categories import EXPENSE, INCOME, Category
from models.changes import transaction
from models.documents import (
    STATES_OF_HER,
    VALID,
    VOIDED,
    Document,
    Paper,
    issue,
    issued,
)
from models.fields import ChoiceField, NameField, SolesField, show
from models.language import N_, _
from models.lots import Lot
from models.members import Member
from models.money import BANK, CASH, PURSES, Leg
from models.numbers import MOST, too_large
from models.parameters import parameter
from models.record import Column, Doubtful, Record, RecordType, RulesBroken, State

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
    answer: Leg  # the leg opposite to cash or bank, without its sign: (account, party, amount)
    about: Document | None = None
    lot: Lot | None = None


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
    sign = 1 if kind == "RI" else -1
    account, party, amount = matter.answer
    document = issue(association, kind, paper, about=matter.about, noted=noted)
    receipt = Receipt.create(
        document=document,
        member=who.member,
        buyer=who.buyer,
        party=who.name,
        party_id=who.tax_id,
        concept=matter.concept,
        category=matter.category,
        lot=matter.lot,
        account=payment.account,
        method=payment.means,
        operation=payment.operation,
        amount=payment.amount,
    )
    money.post(
        document,
        [(payment.account, None, sign * payment.amount), (account, party, -sign * amount)],
    )
    return receipt


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
    association = heading.association
    _check_words(heading, INCOME, who, concept)
    check_payment(payment)
    doubts = payment_doubts(association, paper.day, payment)
    matter = Matter(concept, heading, (money.INCOME, heading, payment.amount))
    return receive(association, paper, who, matter, payment, ask(doubts, sure=sure))


@transaction()
def expense(
    heading: Category,
    who: Party,
    concept: str,
    payment: Payment,
    paper: Paper,
    *,
    lot: Lot | None = None,
    sure: bool = False,
) -> Receipt:
    """Money is spent: of the association, or as a cost of a lot that is not settled yet."""
    association = heading.association
    _check_words(heading, EXPENSE, who, concept)
    check_payment(payment)
    doubts = payment_doubts(association, paper.day, payment)
    threshold = parameter(association, "bank_means_threshold", paper.day)
    if payment.account == CASH and payment.amount >= threshold:
        doubts["account"] = _("Desde S/ {limit} se paga por banco (Ley 28194).").format(
            limit=show(Receipt.amount, threshold)
        )
    answer: Leg = (money.EXPENSE, heading, payment.amount)
    if lot is not None:  # a cost of the lot is borne by its members, not by the association
        lot = lot.stored()
        answer = (money.PRODUCE, lot, payment.amount)
    matter = Matter(concept, heading, answer, lot=lot)
    return hand_out(association, paper, who, matter, payment, ask(doubts, sure=sure))


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


class Transfer(Record):
    """Money moved between cash and bank: neither income nor expense."""

    document = ForeignKeyField(Document, primary_key=True, on_delete="RESTRICT")
    source = ChoiceField(verbose_name=N_("Sale de"), choices=PURSES)
    target = ChoiceField(verbose_name=N_("Entra a"), choices=PURSES)
    amount = SolesField(verbose_name=N_("Monto S/"))
    operation = NameField(verbose_name=N_("N° de operación"), default="")
    document_id: int

    def __str__(self) -> str:
        return str(self.document)

    def searched(self) -> str:
        return f"{self.document.number} {self.operation}"


@transaction()
def transfer(
    association: Association,
    source: str,
    target: str,
    amount: Decimal,
    paper: Paper,
    *,
    operation: str = "",
    sure: bool = False,
) -> Transfer:
    """Move money from cash to bank or back: a paper TR."""
    if made := issued(paper.uid, "TR"):
        return Transfer.get_by_id(made)
    if {source, target} != {CASH, BANK}:
        raise RulesBroken({"target": _("Elija de dónde sale y a dónde entra: caja y banco.")})
    payment = Payment(amount, CASH)
    check_payment(payment)
    noted = ask(payment_doubts(association, paper.day, payment), sure=sure)
    document = issue(association, "TR", paper, noted=noted)
    moved = Transfer.create(
        document=document, source=source, target=target, amount=amount, operation=operation
    )
    money.post(document, [(source, None, -amount), (target, None, amount)])
    return moved


_TONES = {VALID: "good", VOIDED: "danger"}

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
        Column(N_("Estado"), Document.state, sample="Anulado", tones=_TONES, rank=1),
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

TRANSFERS = RecordType(
    Transfer,
    title=N_("Transferencias"),
    one=N_("transferencia"),
    menu="money",
    icon="arrow-left-right",
    columns=(
        Column(N_("Número"), Document.number, sample="TR-2026-0007"),
        Column(N_("Fecha"), Document.day, sample="31/12/2026"),
        Column(N_("Sale de"), Transfer.source, sample="Banco o billetera"),
        Column(N_("Entra a"), Transfer.target, sample="Banco o billetera"),
        Column(N_("N° de operación"), Transfer.operation, sample="OP-0518-123", rank=1),
        Column(N_("Monto S/"), Transfer.amount, sample="12,239.50", total=True, strong=True),
        Column(
            N_("Estado"),
            Document.state,
            like=ChoiceField(choices=STATES_OF_HER),
            sample="Anulado",
            tones=_TONES,
        ),
    ),
    joins=(Transfer.document,),
    search=(),
    form={N_("Transferencia"): ("source", "target", "amount", "operation")},
    order=(Document.day.desc(), Document.id.desc()),
    every=Document.kind == "TR",
    day=Document.day,
    states=(State(N_("Anuladas"), Document.state == VOIDED),),
    counts=Document.state == VALID,
    issued=True,
)
