"""All associations of the file seen together, by watershed and community."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.indicators.cases import LEAST, ZERO, Case, middle, total
from models.indicators.people import Person
from models.indicators.questions import QUESTIONS
from models.indicators.span import Span
from models.numbers import rounded


@dataclass(frozen=True)
class Place:
    """A community of a watershed, a watershed, or all: its members on the last day of the span, and
    what they did in it. `sales` is S/ of what their associations sold, None of a community: what is
    sold together is of nobody alone. `income` is S/ from settlements less costs and service."""

    watershed: str
    community: str
    associations: int
    members: int
    families: int
    women: int
    plots: int
    hectares: Decimal
    delivered: Decimal
    sales: Decimal | None
    income: Decimal
    middle_income: Decimal | None

    @property
    def people(self) -> int:
        """Among how many its figures hide one: members, or families where these are fewer."""
        return min(self.members, self.families)

    @property
    def mean_income(self) -> Decimal | None:
        """S/ per family, to the céntimo; None without families."""
        return rounded(self.income / self.families, 2) if self.families else None


@dataclass(frozen=True)
class Territory:
    """The communities under their watershed, and all of it."""

    communities: Sequence[Place]
    watersheds: Sequence[Place]
    whole: Place


def told_apart(places: Sequence[Place]) -> list[Place]:
    """Those whose figures may leave the association by themselves: of LEAST people or more, and none
    where all the others together are fewer, for theirs could be reckoned from the whole."""
    large = [one for one in places if one.people >= LEAST]
    rest = [one for one in places if one.people < LEAST]
    return [] if rest and sum(one.people for one in rest) < LEAST else large


def territory_of(since: date, until: date) -> Territory:
    """From `since` to `until`, both included. Who left before the end delivered, and is no member."""
    span = Span(since, until)
    people = list(span.people.values())
    asked = {name: QUESTIONS[name].ask(span) for name in ("land", "delivered", "sales", "income")}
    where = {(one.watershed, one.who.community) for one in people}
    where |= {(case.watershed, case.community) for case in asked["delivered"]}
    by_place = sorted(where, key=lambda one: (not one[0], one[0], not one[1], one[1]))
    communities = [_place(people, asked, *one) for one in by_place]
    basins = list(dict.fromkeys(basin for basin, _community in by_place))
    return Territory(
        communities,
        [_place(people, asked, one, None) for one in basins],
        _place(people, asked, None, None),
    )


def _place(
    people: Sequence[Person],
    asked: dict[str, list[Case]],
    watershed: str | None,
    community: str | None,
) -> Place:
    """None stands for every one."""

    def here(basin: str, place: str) -> bool:
        return watershed in (None, basin) and community in (None, place)

    own = [one for one in people if here(one.watershed, one.who.community)]
    some = {
        name: [one for one in cases if here(one.watershed, one.community)]
        for name, cases in asked.items()
    }
    return Place(
        watershed or "",
        community or "",
        len({one.association for one in own}),
        len(own),
        len(some["income"]),
        sum(one.who.sex == "F" for one in own),
        len(some["land"]),
        total(some["land"]) or ZERO,
        total(some["delivered"]) or ZERO,
        total(some["sales"]) if community is None else None,
        total(some["income"]) or ZERO,
        middle(some["income"]),
    )
