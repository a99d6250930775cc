"""What personal data the book holds, and who must be told by when if they are lost or stolen.

Sources: Ley 29733 and its rules, D.S. 016-2024-JUS. What the law wants of an association this small
is not settled in every point; the papers made of this say so.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from peewee import fn

from models.associations import Association
from models.changes import Refused
from models.council.forums import Delegate
from models.council.sessions import Presence
from models.economy.incomes import IncomeBaseline
from models.exports import STICK, Leaving
from models.file import copies
from models.food.surveys import DietSurvey, ShortageSurvey
from models.language import N_, _
from models.locked import encryption
from models.parameters import parameter
from models.people.consents import how_many_lack
from models.people.members import Member
from models.produce.buyers import Buyer
from models.produce.plots import Plot
from models.record import Record, rows

AUTHORITY = N_(
    "Autoridad Nacional de Protección de Datos Personales (ANPD), Ministerio de Justicia"
)


@dataclass(frozen=True)
class Kept:
    """How many people's data the book of an association holds, by kind of datum."""

    members: int
    dni: int
    phones: int
    addresses: int
    births: int
    partners: int  # with a DNI
    accounts: int  # at a bank
    surveys: int
    places: int  # plots with their points
    buyers: int  # with a DNI or a telephone
    others: int  # of spaces and sessions, with a DNI or a telephone
    lacking: int  # consents

    @property
    def is_sensitive(self) -> bool:
        """What people earn counts as sensitive (Ley 29733, art. 2): the book says what they were paid."""
        return self.members > 0


def kept(association: Association) -> Kept:
    """Three questions and a few counts."""
    said = [Member.phone, Member.born, Member.partner_dni]
    written = [Member.address, Member.bank_account]
    own = Member.association == association
    dni = fn.COUNT(Member.id).filter(
        Member.forgotten.is_null() | (Member.dni != fn.PRINTF("%08d", Member.id))
    )
    query = Member.select(
        fn.COUNT(Member.id),
        dni,
        *(fn.COUNT(one) for one in said),
        *(fn.COUNT(Member.id).filter(one != "") for one in written),
    ).where(own)
    members, with_dni, phones, births, partners, addresses, accounts = rows(query)[0]
    asked: list[type[Record]] = [DietSurvey, ShortageSurvey, IncomeBaseline]
    surveys = [
        kind.select().where(kind._meta.fields["association"] == association) for kind in asked
    ]
    places = Plot.select().where(Plot.association == association, Plot.points.is_null(False))
    buyers = Buyer.select().where(
        Buyer.association == association, Buyer.dni.is_null(False) | Buyer.phone.is_null(False)
    )
    delegates = Delegate.select().where(Delegate.dni.is_null(False) | Delegate.phone.is_null(False))
    guests = Presence.select().where(Presence.dni.is_null(False))
    return Kept(
        members=members,
        dni=with_dni,
        phones=phones,
        addresses=addresses,
        births=births,
        partners=partners,
        accounts=accounts,
        surveys=sum(query.count() for query in surveys),
        places=places.count(),
        buyers=buyers.count(),
        others=delegates.count() + guests.count(),
        lacking=how_many_lack(association),
    )


@dataclass(frozen=True)
class Incident:
    """A computer, a memory stick or a copy that is gone, and until when it has to be told."""

    noticed: datetime
    hours: int

    @property
    def until(self) -> datetime:
        return self.noticed + timedelta(hours=self.hours)


def incident(association: Association, noticed: datetime, now: datetime) -> Incident:
    """With the hours the law gives on that day; refused for a moment that is still to come."""
    if noticed > now:
        raise Refused(_("Esa hora todavía no llega. Revise el día y la hora."))
    return Incident(noticed, int(parameter(association, "incident_hours", noticed.date())))


@dataclass(frozen=True)
class Safety:
    """How this book is kept, as far as the program knows."""

    copies: int  # beside the book
    last_copy: date | None
    last_carried: date | None  # to a memory stick or another disk
    locked: bool  # with words: whoever takes the file cannot read it
    in_clear: int  # copies and workbooks beside a locked book that can be read all the same
    leavings: int  # of data, all that were noted
    with_dni: int


def safety(association: Association) -> Safety:
    noted = Leaving.select().where(Leaving.association == association)
    carried = noted.where(Leaving.kind == "copy", Leaving.place == STICK)
    newest = carried.order_by(Leaving.id.desc()).first()
    folder, locked = copies.copies_folder(), encryption.is_open_locked()
    return Safety(
        sum(1 for _one in folder.glob(f"*{copies.SUFFIX}")),
        copies.last_copy(),
        datetime.fromisoformat(newest.moment).date() if newest is not None else None,
        locked,
        len(encryption.left_in_clear()) if locked else 0,
        noted.count(),
        noted.where(Leaving.with_dni).count(),
    )
