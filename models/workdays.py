"""Communal work days (faenas): who came, who owes the day, and the fine of who did not (domain 1.5)."""

from peewee import ForeignKeyField

from models.associations import Association
from models.charges import Charge
from models.fields import ChoiceField, DayField, NameField, SolesField
from models.language import N_
from models.members import Member
from models.record import Record

STATES = (
    ("came", N_("Vino")),
    ("sent", N_("Mandó a otra persona")),
    ("excused", N_("Con permiso")),
    ("owes", N_("Debe el día")),
    ("fined", N_("Con multa")),
)


class Workday(Record):
    """A day of communal work, and what absence costs, S/ (zero where it is made up in work)."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    day = DayField(verbose_name=N_("Fecha"))
    title = NameField(verbose_name=N_("Faena"))
    fine = SolesField(verbose_name=N_("Multa S/"))
    association_id: int

    class Meta:
        indexes = ((("association", "day"), False),)

    def __str__(self) -> str:
        return str(self.title)


class Attendance(Record):
    """What one member did on a work day."""

    workday = ForeignKeyField(Workday, on_delete="RESTRICT", backref="attendances", index=False)
    member = ForeignKeyField(Member, on_delete="RESTRICT")
    state = ChoiceField(choices=STATES)
    charge = ForeignKeyField(Charge, null=True, on_delete="RESTRICT")

    class Meta:
        indexes = ((("workday", "member"), True),)

    def searched(self) -> str:
        return ""  # nobody looks for one by itself
