"""Lots: a name under which sales and their costs are settled together."""

from peewee import ForeignKeyField

from models.associations import Association
from models.changes import Refused
from models.fields import NameField, folded
from models.language import N_, _
from models.record import Column, Record, RecordType, RulesBroken, rows


class Lot(Record):
    """A pool of produce sold together; it is given by the sales and costs that name it."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    name = NameField(verbose_name=N_("Lote"))

    class Meta:
        indexes = ((("association", "name"), True),)

    def __str__(self) -> str:
        return str(self.name)


def lots_of(association: Association) -> list[Lot]:
    """Every lot, the newest first."""
    return list(Lot.select().where(Lot.association == association).order_by(Lot.id.desc()))


def lot_called(association: Association, name: str) -> Lot:
    """The lot of that name; a new one, not stored yet, when there is none."""
    for one in lots_of(association):
        if folded(str(one.name)) == folded(name):
            return one
    return Lot(association=association, name=name)


def lot_named(association: Association, name: str) -> Lot:
    """The lot of that name, made when it is not there yet."""
    if not name.strip():
        raise RulesBroken({"lot": _("Falta el nombre del lote.")})
    lot = lot_called(association, name)
    if not lot.id:
        lot.save()
    return lot


def check_one_unit(lot: Lot, units: set[str]) -> None:
    """The products of a lot are counted in one unit (FORMAT rule 7); void sales count for nothing."""
    from models.documents import VALID, Document
    from models.products import Product
    from models.sales import Sale, SaleLine

    sold = Product.select(Product.unit).join(SaleLine).join(Sale).join(Document)
    sold = sold.where(Sale.lot == lot, Document.state == VALID).distinct()
    if len(units | {unit for (unit,) in rows(sold)}) > 1:
        raise Refused(
            _("En el lote «{lot}» todo se cuenta en una sola unidad.").format(lot=lot.name)
        )


LOTS = RecordType(
    Lot,
    title=N_("Lotes"),
    one=N_("lote"),
    menu="collection",
    icon="boxes",
    columns=(Column(N_("Lote"), Lot.name, sample="papa nativa de mayo", strong=True),),
    form={N_("Lote"): ("name",)},
    order=(Lot.id.desc(),),
)
