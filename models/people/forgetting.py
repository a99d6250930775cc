"""Taking away the data of somebody who left: what goes, what the accounts keep, and until when.

The name stays: the law asks it of the libro padrón (Código Civil, art. 83) and of the papers that
were issued. The DNI stays as long as the papers of the accounts are kept, counted from the first of
January of the second year after the last one (Código Tributario, art. 87.7); a receipt that was
printed with it stays as it was printed. All else goes at once, also from the history. Who never had
anything with the association may go altogether.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from models import history, money
from models.associations import Association
from models.cash.cash_book import Receipt
from models.changes import Refused, transaction
from models.documents import Document
from models.economy.incomes import BASELINES
from models.fields import show
from models.food.surveys import DIET, SHORTAGE
from models.language import _, in_spanish, ngettext
from models.money import MoneyEntry
from models.months import OpeningBalance, newest_opening
from models.parameters import parameter
from models.people.charges import ChargeLine
from models.people.households import HOUSEHOLDS, Household
from models.people.members import MEMBERS, SERIES, Member
from models.people.officers import Officer
from models.people.statement_view import statement_of
from models.produce.deliveries import Delivery
from models.produce.plots import PLOTS, Plot
from models.record import Record, RulesBroken
from models.settling.settlements import Settlement

# What a member's row says of the person, and no account needs.
EMPTIED: dict[str, Any] = {
    "born": None,
    "civil_state": None,
    "partner": "",
    "partner_dni": None,
    "occupation": "",
    "address": "",
    "phone": None,
    "household": None,
    "tongue": "",
    "ppa_code": "",
    "ruc": None,
    "bank_account": "",
    "remarks": "",
}
# What the person answered about the family: kept with consent alone.
SURVEYS = (DIET, SHORTAGE, BASELINES)


@dataclass(frozen=True)
class Forgetting:
    """What taking away the data of one member means, before it is done."""

    member: Member
    obstacles: tuple[str, ...]  # why not now; nothing where it may be done
    whole: bool  # nothing else in the book is of this person: the row itself goes
    surveys: int  # answers that go
    dni_until: date | None  # the last day on which the DNI is kept; None where it goes at once

    @property
    def is_done(self) -> bool:
        """Nothing more can go: it was done, and the DNI is gone or has to stay for now."""
        member = self.member
        return member.forgotten is not None and (member.lost_dni or self.dni_until is not None)


def forgetting_of(member: Member, day: date) -> Forgetting:
    """What it would mean on that day."""
    member = Member.get_by_id(member.id)
    whole = not _named_elsewhere(member)
    obstacles = () if whole else tuple(_obstacles(member, day))
    surveys = sum(_of(member, kind.model).count() for kind in SURVEYS)
    until = _kept_until(member, day)
    return Forgetting(
        member, obstacles, whole, surveys, until if until is not None and day <= until else None
    )


def forget(member: Member, day: date) -> Member | None:
    """Take the data away; the member as it stays, or None where nothing of it stays."""
    found = forgetting_of(member, day)
    if found.obstacles:
        raise Refused("\n".join(found.obstacles))
    if found.is_done:
        raise RulesBroken(
            {"forgotten": _("Los datos de {name} ya se retiraron.").format(name=member.name)}
        )
    with transaction():
        for kind in SURVEYS:
            for one in _of(found.member, kind.model):
                one.remove()
                history.forget(kind, one.key)
        home, left = found.member.home, None
        if found.whole:
            found.member.remove()
            history.forget(MEMBERS, found.member.id)
        else:
            _forget_places(found.member)
            left = _emptied(found, day)
        _forget_family(home)
    return left


def _forget_family(home: Household | None) -> None:
    """What is said of a family goes with the last one of it; counts of families keep its row."""
    if home is None:
        return
    of_it = Member.select().where(Member.home == home)
    if of_it.where(Member.forgotten.is_null()).exists():
        return
    if of_it.exists():
        home.name = in_spanish("Familia N° {key}").format(key=home.id)
        home.people = home.children = None
        home.remarks = ""
        home.save(sure=True)
    else:
        home.remove()
    history.forget(HOUSEHOLDS, home.id)


def _forget_places(member: Member) -> None:
    """Where the plots lie; how large they are and what grew on them stays."""
    for plot in Plot.select().where(Plot.member == member, Plot.points.is_null(False)):
        plot.points = None
        plot.save(sure=True)
        history.forget(PLOTS, plot.id)


def _emptied(found: Forgetting, day: date) -> Member:
    member = found.member
    for name, value in EMPTIED.items():
        setattr(member, name, value)
    member.forgotten = member.forgotten or day
    if found.dni_until is None:
        member.dni = SERIES.format(key=member.id)
    member.save(sure=True)
    history.forget(MEMBERS, member.id)
    return member


def _of(member: Member, kind: type[Record]) -> Any:
    return kind.select().where(kind._meta.fields["member"] == member)


# Questions ----------------------------------------------------------------------------------


def may_lose_dni(association: Association, day: date) -> list[Member]:
    """Whose data were taken away, and whose DNI need not be kept any longer."""
    query = Member.select().where(
        Member.association == association, Member.forgotten.is_null(False)
    )
    waiting = [one for one in query if not one.lost_dni]
    return [one for one in waiting if forgetting_of(one, day).dni_until is None]


def _obstacles(member: Member, day: date) -> Iterator[str]:
    """Why the data cannot go yet: the person is still a member, or something is still open."""
    name = member.name
    if member.departed is None or member.departed > day:
        yield _("{name} sigue en el padrón. Registre primero su retiro.").format(name=name)
    if Officer.select().where(
        Officer.member == member, Officer.until.is_null() | (Officer.until >= day)
    ):
        yield _("{name} tiene un cargo en la junta. Ponga primero hasta cuándo.").format(name=name)
    begun = newest_opening(member.association)
    if begun is None:
        return
    # What is dated later than today is open too.
    statement = statement_of(member, date.min, max(day, begun.day))
    if statement.debt:
        say = _("{name} debe S/ {amount} al {day}. Cóbrelo o anúlelo primero.")
        amount = show(MoneyEntry.amount, statement.debt)
        yield say.format(name=name, amount=amount, day=f"{day:%d/%m/%Y}")
    if statement.credit:
        say = _("La asociación le debe S/ {amount} a {name}. Páguelo primero.")
        yield say.format(name=name, amount=show(MoneyEntry.amount, statement.credit))
    if count := sum(one.left > 0 for one in statement.handed):
        say = ngettext(
            "{n} entrega de {name} está por liquidar. Liquídela primero.",
            "{n} entregas de {name} están por liquidar. Liquídelas primero.",
            count,
        )
        yield say.format(n=count, name=name)


def _kept_until(member: Member, day: date) -> date | None:
    """The last day on which the papers that name the member are kept; None where there are none."""
    last = max((found for found in _last_papers(member) if found is not None), default=None)
    if last is None:
        return None
    years = int(parameter(member.association, "keep_years", day))
    return date(last.year + 1 + years, 12, 31)


def _last_papers(member: Member) -> Iterator[date | None]:
    for model, paper in _PAPERS:
        query = model.select(fn.MAX(Document.day)).join(Document, on=paper == Document.id)
        found = query.where(model._meta.fields["member"] == member).scalar()
        yield date.fromisoformat(found) if isinstance(found, str) else found


_PAPERS: tuple[tuple[type[Record], Any], ...] = (
    (Delivery, Delivery.document),
    (Receipt, Receipt.document),
    (Settlement, Settlement.document),
    (ChargeLine, ChargeLine.charge),
)


def _named_elsewhere(member: Member) -> bool:
    """Whether any other record stands on the member's; an answer to a survey does not count."""
    answers = [kind.model for kind in SURVEYS]
    others = [key for key in Member._meta.backrefs if key.model not in answers]
    return any(key.model.select().where(key == member).exists() for key in others) or any(
        kind.select().where(kind.party == member.id, kind.account.in_(_BY_MEMBER)).exists()
        for kind in (MoneyEntry, OpeningBalance)
    )


_BY_MEMBER = (money.LOANS, money.INPUTS, money.DUES, money.CARRIED, money.INCOME_TO_DATE)
