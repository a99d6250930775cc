"""Buyers: who the association sells to."""

from collections.abc import Iterator

from peewee import ForeignKeyField

from models.associations import Association
from models.fields import DniField, MaskedField, NameField, NoteField, PhoneField, RucField
from models.language import N_, _
from models.record import Column, Record, RecordType


class Buyer(Record):
    association = ForeignKeyField(Association, verbose_name=N_("Asociación"), on_delete="RESTRICT")
    name = NameField(verbose_name=N_("Nombre o razón social"))
    ruc = RucField(verbose_name=N_("RUC"), null=True)
    dni = DniField(verbose_name=N_("DNI"), null=True)
    phone = PhoneField(verbose_name=N_("Celular"), null=True)
    address = NameField(verbose_name=N_("Dirección"), default="")
    remarks = NoteField(verbose_name=N_("Observaciones"), default="")

    def __str__(self) -> str:
        return str(self.name)

    def searched(self) -> str:
        return f"{self.name} {self.ruc or ''} {self.dni or ''}"

    @property
    def tax_id(self) -> str:
        """RUC, else DNI, else nothing."""
        return str(self.ruc or self.dni or "")

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        same = (
            Buyer.select()
            .where(
                Buyer.association == self.association,
                Buyer.id != (self.id or 0),
                Buyer.ruc == self.ruc,
            )
            .first()
            if self.ruc
            else None
        )
        yield (
            "ruc",
            same is None,
            _("El RUC {ruc} ya es de {name}.").format(ruc=self.ruc, name=same),
        )


BUYERS = RecordType(
    Buyer,
    title=N_("Clientes"),
    one=N_("cliente"),
    menu="collection",
    icon="shop",
    columns=(
        Column(
            N_("Nombre o razón social"),
            Buyer.name,
            sample="Comercializadora del Sur S.A.C.",
            strong=True,
        ),
        Column(N_("RUC"), Buyer.ruc, sample="20999999990"),
        Column(N_("DNI"), Buyer.dni, like=MaskedField(), sample="•••999", rank=2),
        Column(N_("Celular"), Buyer.phone, sample="984 123 456", rank=1),
    ),
    form={N_("Cliente"): ("name", "ruc", "dni", "phone", "address", "remarks")},
    order=(Buyer.found_by,),
)
