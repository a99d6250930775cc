"""Paper talonarios: their leaves used, void and missing; and series that go on from a talonario."""

from peewee import ForeignKeyField, IntegerField

from models.associations import Association
from models.fields import ChoiceField, NameField
from models.language import N_
from models.record import Record

KINDS = (
    ("RI", N_("Recibo de ingreso")),
    ("RE", N_("Recibo de egreso")),
    ("EN", N_("Nota de entrega")),
)


class Booklet(Record):
    """A pre-printed talonario: leaves `first` to `last` of one kind of paper."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    kind = ChoiceField(verbose_name=N_("Clase"), choices=KINDS)
    name = NameField(verbose_name=N_("Talonario"))
    first = IntegerField(verbose_name=N_("Primera hoja"))
    last = IntegerField(verbose_name=N_("Última hoja"))

    class Meta:
        indexes = ((("association", "kind", "name"), True),)

    def __str__(self) -> str:
        return str(self.name)


class SpoiledSlip(Record):
    """A leaf that was spoiled and stands for no paper."""

    booklet = ForeignKeyField(
        Booklet, verbose_name=N_("Talonario"), on_delete="RESTRICT", index=False
    )
    slip = IntegerField(verbose_name=N_("Hoja N°"))
    reason = NameField(verbose_name=N_("Motivo"))

    class Meta:
        indexes = ((("booklet", "slip"), True),)

    def searched(self) -> str:
        return f"{self.booklet} {self.slip}"


class SeriesStart(Record):
    """The number a series begins with in a year, where a talonario was used up to the one before."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    kind = ChoiceField(verbose_name=N_("Clase"), choices=KINDS)
    year = IntegerField(verbose_name=N_("Año"))
    first = IntegerField(verbose_name=N_("Empieza en"))

    class Meta:
        indexes = ((("association", "kind", "year"), True),)

    def searched(self) -> str:
        return f"{self.kind} {self.year}"
