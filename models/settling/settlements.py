"""Settlements (LQ): what each member got from a lot, as it was stored (domain 5, FORMAT rules 8-10).

A lot is settled once, whole (`settle`); its nets are paid in `payouts`; a later, better price is a
top-up (`top_ups`).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from peewee import BooleanField, ForeignKeyField, IntegerField, fn

from models import money
from models.asked import kept
from models.associations import Association
from models.changes import Refused
from models.documents import (
    STATES_OF_HER,
    TONES,
    VALID,
    VOIDED,
    Document,
)
from models.fields import (
    ChoiceField,
    DayField,
    NameField,
    NoteField,
    PercentField,
    QuantityField,
    SolesField,
    total,
)
from models.language import N_, _
from models.money import MoneyEntry
from models.people.members import Member
from models.prints import TIMES_PRINTED
from models.produce.lots import Lot
from models.record import (
    Column,
    Record,
    RecordType,
    State,
    rows,
)
from models.settling.deductions import BASES


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


@kept
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


def check_not_settled(lot: Lot) -> None:
    """Refuse to sell, spend or write off in a lot that is settled (FORMAT rule 15)."""
    if lot.id and (day := settled_on(lot)) is not None:
        raise Refused(
            _("El lote «{lot}» ya se liquidó el {day}. Use otro lote.").format(
                lot=lot.name, day=f"{day:%d/%m/%Y}"
            )
        )


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
        TIMES_PRINTED,
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
