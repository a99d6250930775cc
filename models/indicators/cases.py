"""What a figure is made of: cases, how they are brought together, and how they part into groups.

Every figure is a list of cases, each with the record it comes from: so each is worked out in one
way, parted in one way, and can be followed to what was typed.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from models.council.forums import AGES
from models.language import N_, _
from models.numbers import rounded
from models.people.members import SEXES

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
# Fewer people than this are not told apart in what leaves the association.
LEAST = 3

OTHERS = "*"  # the groups that are too small, together
SEX, AGE, COMMUNITY, WATERSHED = "sex", "age", "community", "watershed"
GROUPS = (
    (SEX, N_("Por sexo")),
    (AGE, N_("Por edad")),
    (COMMUNITY, N_("Por comunidad")),
    (WATERSHED, N_("Por cuenca")),
)
_WORDS: Mapping[str, Mapping[str, str]] = {SEX: dict(SEXES), AGE: dict(AGES)}


@dataclass(frozen=True)
class Case:
    """One part of a figure. `of` is what the amount is a part of, in a share; `person` stands for
    whose it is, so that small groups are known; `kind` and `key` name the record behind it."""

    label: str
    amount: Decimal
    kind: str
    key: int
    of: Decimal = ONE
    person: Hashable = None
    sex: str = ""
    age: str = ""
    community: str = ""
    watershed: str = ""


Together = Callable[[Sequence[Case]], Decimal | None]


def count(cases: Sequence[Case]) -> Decimal | None:
    return Decimal(len(cases))


def total(cases: Sequence[Case]) -> Decimal | None:
    return sum((one.amount for one in cases), ZERO)


def mean(cases: Sequence[Case]) -> Decimal | None:
    """To 0.01; None of nothing."""
    return rounded((total(cases) or ZERO) / len(cases), 2) if cases else None


def mean_share(cases: Sequence[Case]) -> Decimal | None:
    """Of figures that are per cents themselves, to 0.1; None of nothing."""
    return rounded((total(cases) or ZERO) / len(cases), 1) if cases else None


def middle(cases: Sequence[Case]) -> Decimal | None:
    """The median, to 0.01; None of nothing."""
    return rounded(Decimal(median(one.amount for one in cases)), 2) if cases else None


def share(cases: Sequence[Case]) -> Decimal | None:
    """Amounts as per cent of what they are parts of, to 0.1; None of nothing."""
    of = sum((one.of for one in cases), ZERO)
    return rounded((total(cases) or ZERO) * HUNDRED / of, 1) if of else None


def people_in(cases: Sequence[Case]) -> int:
    """How many persons the cases are of; 0 where they are of none."""
    return len({one.person for one in cases if one.person is not None})


@dataclass(frozen=True)
class Part:
    """A group, its figure, and of how many persons it is. It is named when it is shown, in the
    language of who reads it."""

    group: str
    key: str
    value: Decimal | None
    people: int

    @property
    def name(self) -> str:
        if self.key == OTHERS:
            return _("Otros, menos de {n} personas cada uno").format(n=LEAST)
        return name_of(self.group, self.key)


def _grouped(cases: Sequence[Case], group: str) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = defaultdict(list)
    for one in cases:
        found[getattr(one, group)].append(one)
    return found


def _parts(cases: Sequence[Case], group: str, together: Together) -> list[Part]:
    found = _grouped(cases, group)
    return [
        Part(group, key, together(found[key]), people_in(found[key]))
        for key in sorted(found, key=lambda key: _place(group, key))
    ]


def parts_of(cases: Sequence[Case], group: str, together: Together) -> list[Part]:
    """The figure of each group; nothing where all cases are of one."""
    parts = _parts(cases, group, together)
    return parts if len(parts) > 1 else []


def shown_parts(cases: Sequence[Case], group: str, together: Together) -> list[Part]:
    """The same for a paper that leaves the association: groups of fewer than LEAST persons stand
    together, and where even these are fewer, or one alone could be told from the rest, none stands."""
    if not people_in(cases):
        return parts_of(cases, group, together)
    found = _grouped(cases, group)
    small = [key for key, some in found.items() if people_in(some) < LEAST]
    if not small:
        return parts_of(cases, group, together)
    rest = [one for key in small for one in found[key]]
    large = [one for one in cases if getattr(one, group) not in small]
    if people_in(rest) < LEAST or not large:
        return []
    return [
        *_parts(large, group, together),
        Part(group, OTHERS, together(rest), people_in(rest)),
    ]


def name_of(group: str, key: str) -> str:
    if not key:
        return _("Sin dato")
    return _(_WORDS[group][key]) if group in _WORDS else key


def _place(group: str, key: str) -> tuple[int, str]:
    known = list(_WORDS.get(group, ()))
    if not key:
        return len(known) + 1, ""
    return (known.index(key), key) if key in known else (0, key)
