"""Losses (ME): produce of a lot that spoiled or was lost, borne by all of the lot (FORMAT rule 7)."""

from dataclasses import dataclass
from decimal import Decimal

from peewee import ForeignKeyField

from models import stock
from models.cash.cash_book import ask, day_doubts
from models.changes import Refused, transaction
from models.documents import VALID, VOIDED, Document, Paper, issue, issued
from models.fields import ChoiceField, NoteField, QuantityField, read
from models.language import N_, _
from models.prints import TIMES_PRINTED
from models.produce.lots import Lot, check_one_unit
from models.produce.products import Grade, Product
from models.produce.sales import units_sold
from models.record import Column, Record, RecordType, RulesBroken, State, rows
from models.reversals import STATES_OF_HER_SHOWN, TONES_SHOWN, shown_state
from models.settling.settlements import check_not_settled


class WriteOff(Record):
    """A quantity written off, in the unit of its product, and why."""

    document = ForeignKeyField(Document, primary_key=True, on_delete="RESTRICT")
    lot = ForeignKeyField(Lot, on_delete="RESTRICT", verbose_name=N_("Lote"))
    product = ForeignKeyField(Product, on_delete="RESTRICT", verbose_name=N_("Producto"))
    grade = ForeignKeyField(Grade, on_delete="RESTRICT", verbose_name=N_("Calidad"))
    quantity = QuantityField(verbose_name=N_("Cantidad"))
    reason = NoteField(verbose_name=N_("Motivo"))
    document_id: int
    lot_id: int

    def __str__(self) -> str:
        return str(self.document)

    def searched(self) -> str:
        return f"{self.document.number} {self.reason}"


def units_lost(lot: Lot) -> set[str]:
    """In which units the products lost of a lot are counted; void losses count for nothing."""
    query = Product.select(Product.unit).join(WriteOff).join(Document)
    query = query.where(WriteOff.lot == lot, Document.state == VALID).distinct()
    return {unit for (unit,) in rows(query)}


@dataclass(frozen=True)
class Loss:
    """What was lost of which lot, in the product's unit, and why."""

    lot: Lot
    grade: Grade
    quantity: Decimal
    reason: str


@transaction()
def write_off(loss: Loss, paper: Paper, *, sure: bool = False) -> WriteOff:
    """Write off produce of a lot: a paper ME and its draws from the deliveries, oldest first."""
    if made := issued(paper.uid, "ME"):
        return WriteOff.get_by_id(made)
    grade, reason = loss.grade, _checked(loss)
    check_not_settled(loss.lot)
    units = {str(grade.product.unit)} | units_sold(loss.lot) | units_lost(loss.lot)
    check_one_unit(loss.lot, units)
    noted = ask(day_doubts(paper.day), sure=sure)
    lot = loss.lot.stored()
    association = lot.association
    document = issue(association, "ME", paper, noted=noted)
    stored = WriteOff.create(
        document=document,
        lot=lot,
        product=grade.product_id,
        grade=grade,
        quantity=loss.quantity,
        reason=reason,
    )
    try:
        pieces = stock.draw(association, grade, loss.quantity, paper.day)
    except Refused as short:
        raise RulesBroken({"quantity": str(short)}) from short
    drawn = [stock.Piece(piece.delivery, -piece.quantity) for piece in pieces]
    stock.post(document, grade, drawn, line=1)
    return stored


def _checked(loss: Loss) -> str:
    """The reason as it is kept; refused is what is no loss at all."""
    problems = {}
    if not (loss.lot.name or "").strip():
        problems["lot"] = _("Falta el nombre del lote.")
    if wrong := loss.grade.product.why_not(loss.quantity):
        problems["quantity"] = wrong
    try:
        reason: str = read(WriteOff.reason, loss.reason)
    except ValueError as unreadable:
        problems["reason"], reason = str(unreadable), ""
    if not reason:
        problems.setdefault("reason", _("Escriba por qué se da de baja."))
    if problems:
        raise RulesBroken(problems)
    return reason


WRITE_OFFS = RecordType(
    WriteOff,
    title=N_("Mermas"),
    one=N_("merma"),
    menu="collection",
    icon="trash3",
    columns=(
        Column(N_("Número"), Document.number, sample="ME-2026-0007"),
        Column(N_("Fecha"), Document.day, sample="31/12/2026"),
        Column(N_("Lote"), Lot.name, sample="papa de mayo"),
        Column(
            N_("Producto"),
            Product.name.concat(" ").concat(Grade.name),
            like=Product.name,
            sample="Papa Segunda",
        ),
        Column(N_("Cantidad"), WriteOff.quantity, sample="2,216.1", total=True, strong=True),
        Column(N_("Motivo"), WriteOff.reason, sample="se malogró en el almacén", rank=1),
        Column(
            N_("Estado"),
            shown_state(),
            like=ChoiceField(choices=STATES_OF_HER_SHOWN),
            sample="Extornada",
            tones=TONES_SHOWN,
        ),
        TIMES_PRINTED,
    ),
    joins=(WriteOff.document, WriteOff.lot, WriteOff.product, WriteOff.grade),
    search=(WriteOff.lot, WriteOff.product, WriteOff.grade),
    form={N_("Merma"): ("lot", "product", "grade", "quantity", "reason")},
    order=(Document.day.desc(), Document.id.desc()),
    every=Document.kind == "ME",
    day=Document.day,
    states=(State(N_("Anuladas"), Document.state == VOIDED),),
    counts=Document.state == VALID,
    issued=True,
)
