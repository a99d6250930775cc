"""Officers: who of the members holds office on the board, and since when (domain 1.2)."""

from collections.abc import Iterator
from datetime import date

from peewee import ForeignKeyField

from models.associations import Association
from models.fields import ChoiceField, DayField, NameField
from models.language import N_, _
from models.people.members import Member
from models.record import Column, Record, RecordType

OFFICES = (
    ("president", N_("Presidenta o presidente")),
    ("vice", N_("Vicepresidenta o vicepresidente")),
    ("secretary", N_("Secretaria o secretario de actas")),
    ("treasurer", N_("Tesorera o tesorero")),
    ("auditor", N_("Fiscal")),
    ("board_member", N_("Vocal")),
)


class Officer(Record):
    """A term of office on the board, both days included; without an end while it lasts."""

    association = ForeignKeyField(Association, verbose_name=N_("Asociación"), on_delete="RESTRICT")
    member = ForeignKeyField(Member, verbose_name=N_("Socio"), on_delete="RESTRICT")
    office = ChoiceField(verbose_name=N_("Cargo"), choices=OFFICES)
    since = DayField(verbose_name=N_("Desde"))
    until = DayField(verbose_name=N_("Hasta"), null=True)
    minutes = NameField(verbose_name=N_("Acta de elección"), default="")
    member_id: int

    def __str__(self) -> str:
        return f"{self.text('office')}: {self.member}"

    def searched(self) -> str:
        return self.text("office")

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield (
            "until",
            self.until is None or self.until >= self.since,
            _("El cargo termina antes de empezar. Revise las dos fechas."),
        )


def officers_on(association: Association, day: date) -> list[Officer]:
    """Who held office on that day, by the order of the offices."""
    held = (
        Officer.select(Officer, Member)
        .join(Member)
        .where(
            Officer.association == association,
            Officer.since <= day,
            Officer.until.is_null() | (Officer.until >= day),
        )
    )
    order = [office for office, _title in OFFICES]
    return sorted(held, key=lambda one: order.index(one.office))


OFFICERS = RecordType(
    Officer,
    title=N_("Junta directiva"),
    one=N_("cargo"),
    menu="association",
    icon="person-badge",
    columns=(
        Column(N_("Cargo"), Officer.office, sample="Secretaria o secretario de actas"),
        Column(N_("Socio"), Member.name, sample="Quispe Mamani, María Asunción", strong=True),
        Column(N_("Desde"), Officer.since, sample="15/01/2024"),
        Column(N_("Hasta"), Officer.until, sample="15/01/2026"),
        Column(N_("Acta de elección"), Officer.minutes, sample="Acta 12", rank=1),
    ),
    joins=(Officer.member,),
    search=(Officer.member,),
    form={N_("Cargo"): ("office", "member", "since", "until", "minutes")},
    order=(Officer.since.desc(),),
)
