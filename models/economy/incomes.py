"""What a family earned through the association, and its change against a baseline (domain 7.1).

Income is what settlements left after costs and service, before advances and deductions: those were
paid to the family already, or paid what it owed. Void and reversed settlements do not count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from peewee import ForeignKeyField

from models.associations import Association
from models.documents import VALID, Document
from models.economy.who import Figure, Who, families_on, figures, people_on
from models.fields import DayField, NameField, SolesField, total
from models.land.seasons import Season, SeasonField
from models.language import N_, _
from models.numbers import rounded
from models.people.members import Member
from models.record import Column, Record, RecordType, rows
from models.reversals import reversed_papers
from models.settling.settlements import Settlement

ZERO = Decimal(0)


class IncomeBaseline(Record):
    """What a family told it earned of its produce in a crop year before, S/; asked once."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    member = ForeignKeyField(Member, verbose_name=N_("Familia de"), on_delete="RESTRICT")
    season = SeasonField(verbose_name=N_("Campaña"))
    income = SolesField(verbose_name=N_("Ingreso por ventas, S/"))
    day = DayField(verbose_name=N_("Fecha de la encuesta"))
    source = NameField(verbose_name=N_("Cómo se sabe"), default="")
    member_id: int

    class Meta:
        indexes = (
            (("association", "season"), False),
            (("member", "season"), True),
        )

    def __str__(self) -> str:
        return f"{self.member}, {self.season}"

    def searched(self) -> str:
        return str(self.season)

    def problems(self) -> dict[str, str]:
        try:
            self.season = str(Season.read(str(self.season or "")))
        except ValueError as unread:
            return {"season": str(unread)}
        return super().problems()

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield "income", self.income >= 0, _("No puede ser menor que cero.")
        same = IncomeBaseline.select().where(
            IncomeBaseline.member == self.member_id,
            IncomeBaseline.season == self.season,
            IncomeBaseline.id != (self.id or 0),
        )
        yield "season", not same.exists(), _("Esa familia ya tiene línea de base de esa campaña.")


def income_by_member(association: Association, since: date, until: date) -> list[Figure]:
    """S/ of settlements of the days `since` to `until`, both included."""
    earned = total(Settlement.gross - Settlement.costs - Settlement.service, Settlement.gross)
    query = (
        Settlement.select(Settlement.member, earned)
        .join(Document)
        .where(
            Document.association == association,
            Document.state == VALID,
            Document.day.between(since, until),
            Document.id.not_in(reversed_papers()),
        )
        .group_by(Settlement.member)
    )
    return figures(people_on(association, until), dict(rows(query)))


@dataclass(frozen=True)
class FamilyIncome:
    """Of one family, S/; `before` is its baseline, None where nothing is known of it."""

    family: str
    name: str
    now: Decimal
    before: Decimal | None

    @property
    def change_pct(self) -> Decimal | None:
        """Change against the baseline, %, to one decimal; None without one, or of nothing."""
        return change_pct(self.before, self.now)


@dataclass(frozen=True)
class IncomeChange:
    """The families of the padrón, and the middle of those whose baseline is known."""

    families: Sequence[FamilyIncome]

    @property
    def known(self) -> list[FamilyIncome]:
        return [one for one in self.families if one.before is not None]

    @property
    def median_now(self) -> Decimal | None:
        """Of the families with a baseline, S/ to the céntimo."""
        return middle([one.now for one in self.known])

    @property
    def median_before(self) -> Decimal | None:
        return middle([one.before for one in self.known if one.before is not None])

    @property
    def change_pct(self) -> Decimal | None:
        return change_pct(self.median_before, self.median_now)


def change_pct(before: Decimal | None, now: Decimal | None) -> Decimal | None:
    if not before or now is None:
        return None
    return rounded((now - before) * 100 / before, 1)


def middle(several: Sequence[Decimal]) -> Decimal | None:
    """The median, to the céntimo; None of none."""
    if not several:
        return None
    ranked, half = sorted(several), len(several) // 2
    return rounded((ranked[half] + ranked[~half]) / 2, 2)


def income_of_families(association: Association, season: Season, baseline: Season) -> IncomeChange:
    """Income of each active family in a crop year, against another one.

    What a family told in the survey of the baseline year comes before what the books say of it; a
    family of which neither says anything has no baseline.
    """
    now = _by_family(income_by_member(association, season.since, season.until))
    before = _by_family(income_by_member(association, baseline.since, baseline.until))
    before |= _told(association, baseline, people_on(association, season.until))
    return IncomeChange(
        [
            FamilyIncome(family, members[0].family_name, now.get(family, ZERO), before.get(family))
            for family, members in families_on(association, season.until).items()
        ]
    )


def _by_family(several: Sequence[Figure]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for one in several:
        found[one.who.family] = found.get(one.who.family, ZERO) + one.amount
    return found


def _told(association: Association, season: Season, people: dict[int, Who]) -> dict[str, Decimal]:
    query = IncomeBaseline.select(IncomeBaseline.member, IncomeBaseline.income).where(
        IncomeBaseline.association == association, IncomeBaseline.season == str(season)
    )
    return _by_family(figures(people, dict(rows(query))))


BASELINES = RecordType(
    IncomeBaseline,
    title=N_("Líneas de base"),
    one=N_("línea de base"),
    menu="people",
    icon="flag",
    columns=(
        Column(N_("Campaña"), IncomeBaseline.season, sample="2025-2026"),
        Column(N_("Familia de"), Member.name, sample="Quispe Mamani, María", strong=True),
        Column(N_("Ingreso S/"), IncomeBaseline.income, sample="12,141.50", total=True),
        Column(N_("Encuesta"), IncomeBaseline.day, sample="31/12/2026", rank=1),
        Column(N_("Cómo se sabe"), IncomeBaseline.source, sample="Encuesta de inicio", rank=2),
    ),
    joins=(IncomeBaseline.member,),
    search=(IncomeBaseline.member,),
    form={N_("Línea de base"): ("member", "season", "income", "day", "source")},
    order=(IncomeBaseline.season.desc(), Member.found_by),
)
