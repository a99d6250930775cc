"""The budget of a year by rubro, as the assembly approved it, and what really came and went."""

from peewee import ForeignKeyField, IntegerField

from models.associations import Association
from models.categories import Category
from models.fields import SolesField
from models.language import N_
from models.record import Column, Record, RecordType


class Budget(Record):
    """What is planned for one rubro in a calendar year, S/."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    year = IntegerField(verbose_name=N_("Año"))
    category = ForeignKeyField(Category, verbose_name=N_("Rubro"), on_delete="RESTRICT")
    amount = SolesField(verbose_name=N_("Presupuesto S/"))

    class Meta:
        indexes = ((("association", "year", "category"), True),)

    def __str__(self) -> str:
        return f"{self.year} {self.category}"


BUDGETS = RecordType(
    Budget,
    title=N_("Presupuesto"),
    one=N_("línea del presupuesto"),
    menu="catalogue",
    icon="bullseye",
    columns=(
        Column(N_("Año"), Budget.year, sample="2026"),
        Column(N_("Rubro"), Category.name, sample="movilidad/viáticos", strong=True),
        Column(N_("Clase"), Category.direction, sample="Ingreso"),
        Column(N_("Presupuesto S/"), Budget.amount, sample="12,239.50", total=True),
    ),
    joins=(Budget.category,),
    search=(Budget.category,),
    form={N_("Presupuesto"): ("year", "category", "amount")},
    order=(Budget.year.desc(), Category.direction.desc(), Category.found_by),
)
