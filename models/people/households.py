"""Households: who cooks from one pot. Members of one household are one family in every count."""

from collections.abc import Iterator

from peewee import ForeignKeyField, IntegerField

from models.associations import Association
from models.fields import NameField, NoteField
from models.language import N_, _
from models.record import Column, Record, RecordType


class Household(Record):
    """A family that eats together. A member without one counts as a family alone."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    name = NameField(verbose_name=N_("Familia"))
    people = IntegerField(verbose_name=N_("Personas en el hogar"), null=True)
    children = IntegerField(verbose_name=N_("Menores de 5 años"), null=True)
    remarks = NoteField(verbose_name=N_("Observaciones"), default="")

    class Meta:
        indexes = ((("association", "name"), True),)

    def __str__(self) -> str:
        return str(self.name)

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        for name in ("people", "children"):
            count = getattr(self, name)
            say = _("Escriba cuántas personas son, de 0 a 40.")
            yield name, count is None or 0 <= count <= 40, say
        people, children = self.people, self.children
        yield (
            "children",
            people is None or children is None or children <= people,
            _("Hay más niños que personas en el hogar."),
        )


HOUSEHOLDS = RecordType(
    Household,
    title=N_("Hogares"),
    one=N_("hogar"),
    menu="people",
    icon="house-heart",
    columns=(
        Column(N_("Familia"), Household.name, sample="Familia Quispe Mamani", strong=True),
        Column(N_("Personas"), Household.people, sample="12"),
        Column(N_("Menores de 5"), Household.children, sample="12"),
    ),
    form={N_("Hogar"): ("name", "people", "children", "remarks")},
    order=(Household.found_by,),
)
