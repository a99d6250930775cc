"""Months, and the line before which nothing can be typed any more.

What there was on the first day of a month stands in an `Opening`: the balances the books began
with, and later those of each closed month. Nothing dated before the newest one can be stored,
changed or voided; the same rule stands as triggers in the database (migration 0001). A question
about a day reads the last opening before it and what came after: never more than the open months.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Self

from peewee import Field, ForeignKeyField, Function, IntegerField, TextField, fn

from models.asked import kept
from models.associations import Association
from models.changes import Refused
from models.fields import SolesField
from models.language import N_, _
from models.record import Record

NAMES = (
    N_("enero"),
    N_("febrero"),
    N_("marzo"),
    N_("abril"),
    N_("mayo"),
    N_("junio"),
    N_("julio"),
    N_("agosto"),
    N_("setiembre"),
    N_("octubre"),
    N_("noviembre"),
    N_("diciembre"),
)


@dataclass(frozen=True, order=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    @lru_cache(500)
    def read(cls, text: str) -> Self:
        """The month written AAAA-MM; ValueError, with a sentence, for anything else."""
        if not re.fullmatch(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])", text, re.ASCII):
            raise ValueError(
                _("«{text}» no es un mes. Escriba año-mes, por ejemplo 2026-05.").format(text=text)
            )
        return cls(int(text[:4]), int(text[5:]))

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def name(self) -> str:
        """«mayo»."""
        return _(NAMES[self.number - 1])

    @property
    def title(self) -> str:
        """«mayo de 2026»."""
        return _("{month} de {year}").format(month=self.name, year=self.year)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Month":
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> "Month":
        return Month.of(self.first - timedelta(days=1))


class Opening(Record):
    """The first day of a month whose opening balances are known and fixed."""

    association = ForeignKeyField(Association, on_delete="RESTRICT", index=False)
    month = TextField()  # AAAA-MM
    association_id: int

    class Meta:
        indexes = ((("association", "month"), True),)

    @property
    def day(self) -> date:
        return Month.read(str(self.month)).first

    def searched(self) -> str:
        return ""  # nobody looks for one by itself


class OpeningBalance(Record):
    """What one account held on that day; `detail` tells rows of one party apart (a month owed)."""

    opening = ForeignKeyField(Opening, on_delete="RESTRICT", backref="balances")
    account = TextField()
    party = IntegerField(default=0)
    detail = TextField(default="")
    amount = SolesField()

    def searched(self) -> str:
        return ""  # nobody looks for one by itself


def month_of(day: Field) -> Function:
    """The month of a day, AAAA-MM, for grouping by it."""
    return fn.SUBSTR(day, 1, 7).coerce(False)


@kept
def newest_opening(association: Association) -> Opening | None:
    """Where the open months begin; None while the books have not begun."""
    query = Opening.select().where(Opening.association == association)
    return query.order_by(Opening.month.desc()).get_or_none()


def opening_before(association: Association, day: date) -> Opening | None:
    """The last opening on or before `day`."""
    query = Opening.select().where(
        Opening.association == association, Opening.month <= str(Month.of(day))
    )
    return query.order_by(Opening.month.desc()).get_or_none()


@kept
def first_month(association: Association) -> Month | None:
    """The month the books began with."""
    first = Opening.select(fn.MIN(Opening.month)).where(Opening.association == association).scalar()
    return Month.read(first) if first else None


def is_open(association: Association, month: Month) -> bool:
    opening = newest_opening(association)
    return opening is not None and str(opening.month) <= str(month)


def check_open(association: Association, day: date) -> None:
    """Refuse a day before the books began or in a closed month (FORMAT rule 14)."""
    newest = newest_opening(association)
    if newest is None:
        raise Refused(_("Primero registre los saldos con que empieza el libro."))
    if day >= newest.day:
        return
    begun = first_month(association)
    if begun is not None and day < begun.first:
        raise Refused(
            _("El libro empieza el {day}; no se puede registrar nada antes.").format(
                day=f"{begun.first:%d/%m/%Y}"
            )
        )
    raise Refused(closed_words(Month.of(day), newest.day))


def why_closed(association: Association, day: date) -> str:
    """Why nothing can be stored on that day; "" where it can."""
    try:
        check_open(association, day)
    except Refused as refused:
        return str(refused)
    return ""


def closed_words(month: Month, open_from: date) -> str:
    """That the month is closed, and the two ways on."""
    say = _(
        "El mes de {month} está cerrado. Use una fecha desde el {day}, o reabra el mes en"
        " «Cerrar el mes»."
    )
    return say.format(month=month.title, day=f"{open_from:%d/%m/%Y}")


def open_since(association: Association) -> date | None:
    """The first day of the open months; None while no month was closed yet."""
    first, newest = first_month(association), newest_opening(association)
    if first is None or newest is None or newest.day == first.first:
        return None
    return newest.day
