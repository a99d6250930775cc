"""Transfers between cash and bank (TR): neither income nor expense."""

from decimal import Decimal

from peewee import ForeignKeyField

from models import money
from models.associations import Association
from models.cash.cash_book import Payment, ask, check_payment, payment_doubts
from models.changes import transaction
from models.documents import VALID, VOIDED, Document, Paper, issue, issued
from models.fields import ChoiceField, NameField, SolesField
from models.language import N_, _
from models.money import BANK, CASH, PURSES
from models.prints import TIMES_PRINTED
from models.record import Column, Record, RecordType, RulesBroken, State
from models.reversals import STATES_OF_HER_SHOWN, TONES_SHOWN, shown_state


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
            shown_state(),
            like=ChoiceField(choices=STATES_OF_HER_SHOWN),
            sample="Extornada",
            tones=TONES_SHOWN,
        ),
        TIMES_PRINTED,
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
