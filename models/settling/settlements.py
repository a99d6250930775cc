"""Settlements (LQ): what each member gets from a lot, and its payment (domain 5, FORMAT rules 8-10).

A lot is settled once, whole, when all its sales are collected. While nothing of it is paid it can
be undone; the papers stay, void. A later, better price is shared out over the same kilos (top-up).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from peewee import BooleanField, ForeignKeyField, IntegerField, fn

from models import money
from models.associations import Association
from models.cash.cash_book import (
    Matter,
    Party,
    Payment,
    Receipt,
    ask,
    check_payment,
    day_doubts,
    hand_out,
    payment_doubts,
    receive,
)
from models.cash.categories import EXPENSE, INCOME, PAYOUTS, ROUNDING, TOP_UPS, category
from models.changes import Refused, note, transaction
from models.documents import (
    STATES_OF_HER,
    TONES,
    VALID,
    VOIDED,
    Document,
    Paper,
    check_valid,
    check_void,
    dependents,
    issued,
    strike,
)
from models.fields import (
    ChoiceField,
    DayField,
    NameField,
    NoteField,
    PercentField,
    QuantityField,
    SolesField,
    show,
    total,
)
from models.language import N_, _, in_spanish
from models.money import CASH, Leg, MoneyEntry, check_owed
from models.numbers import cut
from models.parameters import parameter
from models.people.members import Member
from models.produce.buyers import Buyer
from models.produce.lots import Lot
from models.produce.products import Grade, Product
from models.record import (
    Column,
    Record,
    RecordType,
    RulesBroken,
    State,
    rows,
)
from models.reversals import standing
from models.settling.deductions import BASES

if TYPE_CHECKING:
    from models.settling.forecast import Asked

ZERO = Decimal(0)


class TopUp(Record):
    """A better price a buyer paid later for a settled lot, for one grade or all of it."""

    document = ForeignKeyField(Document, primary_key=True, on_delete="RESTRICT")
    lot = ForeignKeyField(Lot, on_delete="RESTRICT", verbose_name=N_("Lote"))
    grade = ForeignKeyField(Grade, null=True, on_delete="RESTRICT", verbose_name=N_("Calidad"))
    amount = SolesField(verbose_name=N_("Monto S/"))
    document_id: int
    lot_id: int
    grade_id: int | None

    def searched(self) -> str:
        return ""  # found by its receipt


class LotSettlement(Record):
    """One settling of a lot: its figures as they were shared out on that day."""

    association = ForeignKeyField(Association, on_delete="RESTRICT", index=False)
    lot = ForeignKeyField(Lot, on_delete="RESTRICT", verbose_name=N_("Lote"))
    day = DayField(verbose_name=N_("Fecha"))
    gross = SolesField(verbose_name=N_("Bruto S/"))
    costs = SolesField(verbose_name=N_("Costos S/"))
    service_pct = PercentField(verbose_name=N_("Servicio %"))
    service = SolesField(verbose_name=N_("Servicio S/"))
    is_top_up = BooleanField(verbose_name=N_("Reintegro"), default=False)
    noted = NoteField(verbose_name=N_("Se preguntó y se confirmó"), default="")
    lot_id: int

    class Meta:
        indexes = ((("association", "day"), False),)

    def searched(self) -> str:
        return ""  # found by its lot


class Settlement(Record):
    """What one member gets from one settling: gross − costs − service − advances − deducted."""

    document = ForeignKeyField(Document, primary_key=True, on_delete="RESTRICT")
    run = ForeignKeyField(LotSettlement, on_delete="RESTRICT", backref="settlements")
    member = ForeignKeyField(Member, on_delete="RESTRICT", verbose_name=N_("Socio"))
    gross = SolesField(verbose_name=N_("Bruto S/"))
    costs = SolesField(verbose_name=N_("Costos S/"))
    service = SolesField(verbose_name=N_("Servicio S/"))
    advances = SolesField(verbose_name=N_("Adelantos S/"))
    deducted = SolesField(verbose_name=N_("Descuentos S/"))
    net = SolesField(verbose_name=N_("Neto S/"))
    carried_out = SolesField(verbose_name=N_("Saldo deudor S/"))
    document_id: int
    run_id: int
    member_id: int

    def __str__(self) -> str:
        return str(self.document)

    def searched(self) -> str:
        return str(self.document.number)


class SettlementLine(Record):
    """The part of one delivery in a settlement, in its product's unit, and its figures in S/."""

    settlement = ForeignKeyField(Settlement, on_delete="RESTRICT", backref="lines", index=False)
    delivery = ForeignKeyField(Document, on_delete="RESTRICT", backref="+")
    quantity = QuantityField()
    gross = SolesField()
    costs = SolesField()
    service = SolesField()
    advance = SolesField()
    settlement_id: int
    delivery_id: int

    class Meta:
        indexes = ((("settlement", "delivery"), True),)

    def searched(self) -> str:
        return ""  # nobody looks for one by itself


class SettlementDeduction(Record):
    """One deduction as it was taken: what was asked, what there was room for, and from where."""

    settlement = ForeignKeyField(
        Settlement, on_delete="RESTRICT", backref="deductions", index=False
    )
    place = IntegerField()
    base = ChoiceField(choices=BASES)
    name = NameField()
    asked = SolesField()
    amount = SolesField()
    origin = NameField(default="")
    settlement_id: int

    class Meta:
        indexes = ((("settlement", "place"), True),)

    def searched(self) -> str:
        return ""  # nobody looks for one by itself


def settled_on(lot: Lot) -> date | None:
    """The day the lot was settled; None while it is not, or once that was undone."""
    query = (
        LotSettlement.select(fn.MIN(LotSettlement.day))
        .join_from(LotSettlement, Settlement)
        .join_from(Settlement, Document)
        .where(LotSettlement.lot == lot, Document.state == VALID, ~LotSettlement.is_top_up)
    )
    day: date | None = query.scalar()
    return day


def quantity_settled(delivery: Document) -> Decimal:
    """How much of a delivery the settlements that count have settled, in its product's unit."""
    query = (
        SettlementLine.select(total(SettlementLine.quantity))
        .join_from(SettlementLine, Settlement)
        .join_from(Settlement, Document)
        .join_from(Settlement, LotSettlement)
        .where(
            SettlementLine.delivery == delivery,
            Document.state == VALID,
            ~LotSettlement.is_top_up,
        )
    )
    return Decimal(query.scalar())


# Settling -------------------------------------------------------------------------------------


@transaction()
def settle(
    lot: Lot,
    paper: Paper,
    asked: "Asked | None" = None,
    *,
    sure: bool = False,
) -> list[Settlement]:
    """Settle a lot whole: a paper LQ for each member with something in it, by the padrón.

    `asked` says the most to take off from whom for inputs, loan, dues and charges; more than is
    owed is refused. `paper.uid` is the token of the whole settling.
    """
    from models.settling import storing as settling
    from models.settling.forecast import forecast

    if made := LotSettlement.get_or_none(LotSettlement.uid == paper.uid):
        return settlements_of(made)
    made_up = forecast(lot, paper.day, asked)
    if made_up.obstacles:
        raise Refused("\n".join(made_up.obstacles))
    settling.check_dues(made_up)
    return settling.store(made_up, paper, ask(day_doubts(paper.day), sure=sure))


@transaction()
def undo_settlement(run: LotSettlement, day: date, reason: str) -> None:
    """Void every paper of a settling, from the last; refused once any of them is paid.

    The papers stay with their numbers; the lot can be settled again.
    """
    papers = [one for one in settlements_of(run) if one.document.is_valid]
    if not papers:
        raise Refused(_("Esa liquidación ya está anulada."))
    paid = [
        _("{paper} con {receipt}").format(paper=one, receipt=receipt)
        for one in papers
        for receipt in dependents(one.document)
    ]
    if paid:
        say = _("Ya se pagó {papers}. Anule primero esos recibos.")
        raise Refused(say.format(papers=", ".join(paid)))
    if later := _later_top_ups(run):
        raise Refused(
            _("Primero anule el reintegro del {day}.").format(day=f"{later[0].day:%d/%m/%Y}")
        )
    for one in reversed(papers):
        strike(one.document, day, check_void(one.document, day, reason))
    for one in papers:
        if one.carried_out:
            check_owed(one.member.association, money.CARRIED, run.day, one.member)
    note(Settlement)


def _later_top_ups(run: LotSettlement) -> list[LotSettlement]:
    if run.is_top_up:
        return []
    query = (
        LotSettlement.select()
        .join_from(LotSettlement, Settlement)
        .join_from(Settlement, Document)
        .where(LotSettlement.lot == run.lot_id, LotSettlement.is_top_up, Document.state == VALID)
        .distinct()
    )
    return list(query)


# Paying -------------------------------------------------------------------------------------


def payable_in(account: str, net: Decimal, step: Decimal) -> Decimal:
    """What is handed over for a net, S/: in cash raised to the next coin, by bank to the céntimo."""
    if account != CASH:
        return net
    down = cut(net, step)
    return net if down == net else down + step


@transaction()
def pay_settlement(
    settlement: Settlement,
    account: str,
    paper: Paper,
    *,
    operation: str = "",
    method: str = "",
    sure: bool = False,
) -> Receipt:
    """Pay the whole net of a settlement: a receipt RE. Cash goes up to the coin, as own expense."""
    document = settlement.document
    if made := issued(paper.uid, "RE"):
        return Receipt.get_by_id(made)
    check_valid(document)
    association = document.association
    if earlier := standing(document):
        say = _("{number} ya se pagó con {receipt}.")
        raise Refused(say.format(number=document, receipt=earlier[0]))
    if not settlement.net:
        raise Refused(_("{number} no tiene nada que pagar.").format(number=document))
    if paper.day < document.day:
        raise RulesBroken({"day": _("No se paga antes de liquidar.")})
    step = parameter(association, "cash_step", paper.day)
    paid = payable_in(account, settlement.net, step)
    payment = Payment(paid, account, operation, method)
    check_payment(payment)
    doubts = payment_doubts(association, paper.day, payment)
    limit = parameter(association, "bank_means_threshold", document.day)
    if account == CASH and settlement.net >= limit:
        doubts["account"] = _(
            "{number} es de S/ {total}: desde S/ {limit} se paga por banco (Ley 28194)."
        ).format(
            number=document,
            total=show(Receipt.amount, settlement.net),
            limit=show(Receipt.amount, limit),
        )
    noted = ask(doubts, sure=sure)
    answers: list[Leg] = [
        (money.PAYABLE, document, settlement.net),
        (money.EXPENSE, category(association, EXPENSE, ROUNDING), paid - settlement.net),
    ]
    concept = in_spanish("Pago de la liquidación {number}").format(number=document)
    heading = category(association, EXPENSE, PAYOUTS)
    matter = Matter(concept, heading, answers, about=document)
    return hand_out(association, paper, Party.of(settlement.member), matter, payment, noted)


@transaction()
def pay_settlements(
    papers: Sequence[tuple[Settlement, str, str]], day: date, *, sure: bool = False
) -> list[Receipt]:
    """Pay many in one step: (settlement, account, operation) each, all or none; a receipt each."""
    return [
        pay_settlement(one, account, Paper(day), operation=operation, sure=sure)
        for one, account, operation in papers
    ]


# Later prices ---------------------------------------------------------------------------------


@transaction()
def receive_top_up(
    lot: Lot,
    buyer: Buyer,
    payment: Payment,
    paper: Paper,
    *,
    grade: Grade | None = None,
    sure: bool = False,
) -> Receipt:
    """Take what a buyer pays later for a settled lot: a receipt RI, members' money until settled.

    With a `grade` it goes to that grade's kilos alone.
    """
    if made := issued(paper.uid, "RI"):
        return Receipt.get_by_id(made)
    check_payment(payment)
    association = lot.association
    settled = settled_on(lot)
    if settled is None:
        raise RulesBroken({"lot": _("El lote «{lot}» no está liquidado.").format(lot=lot.name)})
    if paper.day < settled:
        raise RulesBroken({"day": _("El lote se liquidó después de esa fecha.")})
    if grade is not None and grade not in grades_of(lot):
        raise RulesBroken({"grade": _("De esa calidad no hubo nada en el lote.")})
    noted = ask(payment_doubts(association, paper.day, payment), sure=sure)
    matter = Matter(
        in_spanish("Reintegro por el lote {lot}").format(lot=lot.name),
        category(association, INCOME, TOP_UPS),
        [(money.PRODUCE, lot, payment.amount)],
        lot=lot,
    )
    receipt = receive(association, paper, Party.of(buyer), matter, payment, noted)
    TopUp.create(document=receipt.document, lot=lot, grade=grade, amount=payment.amount)
    return receipt


def grades_of(lot: Lot) -> list[Grade]:
    """The grades that were settled in a lot, with their product."""
    from models.produce.deliveries import Delivery

    settled = (
        Delivery.select(Delivery.grade)
        .join(SettlementLine, on=(SettlementLine.delivery == Delivery.document))
        .join(Settlement)
        .join(LotSettlement)
        .where(LotSettlement.lot == lot)
    )
    query = Grade.select(Grade, Product).join(Product).where(Grade.id.in_(settled))
    return list(query.order_by(Product.id, Grade.id))


# Questions ----------------------------------------------------------------------------------


def settlements_of(run: LotSettlement) -> list[Settlement]:
    """The papers of a settling, by the padrón."""
    query = (
        Settlement.select(Settlement, Document, Member)
        .join_from(Settlement, Document)
        .join_from(Settlement, Member)
        .where(Settlement.run == run)
    )
    return list(query.order_by(Document.id))


def runs_of(lot: Lot) -> list[LotSettlement]:
    """Every settling of a lot, undone ones too, in the order they were made."""
    return list(LotSettlement.select().where(LotSettlement.lot == lot).order_by(LotSettlement.id))


def unpaid(association: Association, until: date) -> list[tuple[Settlement, Decimal]]:
    """Settlements of which the net is not paid at the end of that day, by number, and how much."""
    owed = money.balances_by_party(association, money.PAYABLE, until)
    query = (
        Settlement.select(Settlement, Document, Member)
        .join_from(Settlement, Document)
        .join_from(Settlement, Member)
        .where(Settlement.document.in_(list(owed)))
        .order_by(Document.day, Document.id)
    )
    return [(one, -owed[one.document_id]) for one in query]


def unpaid_of(settlement: Settlement) -> Decimal:
    """What is not paid of it yet, S/: its net, or nothing."""
    return -money.owed_by(money.PAYABLE, settlement.document_id)


def nets_to_pay(papers: Sequence[Settlement]) -> dict[int, Decimal]:
    """Key of each of these settlements that is not paid -> its net, S/; one question for all."""
    query = (
        MoneyEntry.select(MoneyEntry.party, total(0 - MoneyEntry.amount, MoneyEntry.amount))
        .where(
            MoneyEntry.account == money.PAYABLE,
            MoneyEntry.party.in_([one.document_id for one in papers]),
        )
        .group_by(MoneyEntry.party)
        .having(fn.SUM(MoneyEntry.amount) != 0)
    )
    return dict(rows(query))


def lines_of(settlement: Settlement) -> list[SettlementLine]:
    """Its lines by number of the delivery, each with the delivery's document."""
    query = (
        SettlementLine.select(SettlementLine, Document)
        .join(Document, on=(SettlementLine.delivery == Document.id))
        .where(SettlementLine.settlement == settlement)
    )
    return list(query.order_by(Document.year, Document.sequence))


# Not -fn.SUM: to peewee that is an order, from the largest down.
_unpaid = MoneyEntry.select(0 - fn.SUM(MoneyEntry.amount)).where(
    MoneyEntry.account == money.PAYABLE, MoneyEntry.party == Settlement.document
)

SETTLEMENTS = RecordType(
    Settlement,
    title=N_("Liquidaciones"),
    one=N_("liquidación"),
    menu="collection",
    icon="cash-coin",
    columns=(
        Column(N_("Número"), Document.number, sample="LQ-2026-0007"),
        Column(N_("Fecha"), Document.day, sample="31/12/2026"),
        Column(N_("Socio"), Member.name, sample="Quispe Mamani, R."),
        Column(N_("Lote"), Lot.name, sample="papa de mayo", rank=2),
        Column(N_("Bruto S/"), Settlement.gross, sample="12,141.50", total=True, rank=1),
        Column(N_("Neto S/"), Settlement.net, sample="12,141.50", total=True, strong=True),
        Column(
            N_("Por pagar S/"),
            fn.NULLIF(_unpaid, 0).coerce(False),
            like=Settlement.net,
            sample="12,141.50",
            total=True,
        ),
        Column(
            N_("Estado"),
            Document.state,
            like=ChoiceField(choices=STATES_OF_HER),
            sample="Anulada",
            tones=TONES,
        ),
    ),
    joins=(Settlement.document, Settlement.member, Settlement.run, LotSettlement.lot),
    search=(Settlement.member,),
    form={
        N_("Liquidación"): ("member", "gross", "costs", "service", "advances"),
        N_("Neto"): ("deducted", "net", "carried_out"),
    },
    order=(Document.day.desc(), Document.id.desc()),
    every=Document.kind == "LQ",
    day=Document.day,
    states=(
        State(N_("Por pagar"), (Document.state == VALID) & (_unpaid.coerce(False) > 0)),
        State(N_("Anuladas"), Document.state == VOIDED),
    ),
    counts=Document.state == VALID,
    issued=True,
)
