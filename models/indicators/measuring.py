"""Indicators as they stand: their figure in a span of days, its groups, and where each comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.indicators import cases
from models.indicators.cases import GROUPS, LEAST, Case, Part
from models.indicators.questions import QUESTIONS
from models.indicators.records import BY_HAND, Indicator, IndicatorValue
from models.indicators.span import Span
from models.numbers import rounded, show_number


@dataclass(frozen=True)
class Measured:
    """An indicator in a span. `parts` tells its groups apart for who works here, `shown` for a paper
    that leaves the association; `kept_back` says that the figure itself is of too few people."""

    indicator: Indicator
    since: date
    until: date
    value: Decimal | None
    cases: Sequence[Case]
    parts: Sequence[tuple[str, Sequence[Part]]]
    shown: Sequence[tuple[str, Sequence[Part]]]
    kept_back: bool

    @property
    def change(self) -> Decimal | None:
        """From the baseline, in the indicator's unit."""
        if self.value is None or self.indicator.baseline is None:
            return None
        return Decimal(self.value - self.indicator.baseline)

    @property
    def way(self) -> Decimal | None:
        """How much of the way from baseline to target is gone, in per cent to 0.1."""
        start, end = self.indicator.baseline, self.indicator.target
        if self.value is None or start is None or end is None or start == end:
            return None
        return rounded((self.value - start) * 100 / (end - start), 1)


def said(value: Decimal | None, unit: str) -> str:
    """Money with its céntimos, the rest with the decimals it has; nothing where there is none."""
    return "" if value is None else show_number(value, 2 if "S/" in unit else 0, 4)


def measure(indicator: Indicator, since: date, until: date) -> Measured:
    """The indicator from `since` to `until`, both included."""
    if indicator.formula == BY_HAND:
        return _typed(indicator, since, until)
    question = QUESTIONS[str(indicator.formula)]
    basin = str(indicator.watershed or "")
    found = question.ask(Span(since, until, basin))
    titles = dict(GROUPS)
    personal = question.together is not cases.count
    return Measured(
        *(indicator, since, until, question.together(found), found),
        [
            (titles[one], parts)
            for one in question.groups
            if (parts := cases.parts_of(found, one, question.together))
        ],
        [
            (titles[one], parts)
            for one in question.groups
            if (parts := cases.shown_parts(found, one, question.together))
        ],
        personal and 0 < cases.people_in(found) < LEAST,
    )


def _typed(indicator: Indicator, since: date, until: date) -> Measured:
    """The last figure typed for a day of the span; its groups are those of the same day."""
    typed = list(
        IndicatorValue.select()
        .where(IndicatorValue.indicator == indicator, IndicatorValue.day.between(since, until))
        .order_by(IndicatorValue.day, IndicatorValue.id)
    )
    wholes = [one for one in typed if not _group_of(one)]
    last = wholes[-1] if wholes else None
    same = [one for one in typed if last is not None and one.day == last.day and _group_of(one)]
    parts = [
        (title, [_part(group, one) for one in same if _group_of(one) == group])
        for group, title in GROUPS
    ]
    told = [(title, some) for title, some in parts if some]
    safe = [
        (title, some)
        for title, some in told
        if all(part.people == 0 or part.people >= LEAST for part in some)
    ]
    few = last is not None and last.people is not None and 0 < last.people < LEAST
    value = last.value if last is not None else None
    seen = [Case(str(one), one.value, "indicator_value", one.id) for one in typed]
    return Measured(indicator, since, until, value, seen, told, safe, few)


def _group_of(one: IndicatorValue) -> str:
    if one.sex:
        return cases.SEX
    if one.age:
        return cases.AGE
    return cases.COMMUNITY if one.community_id else ""


def _part(group: str, one: IndicatorValue) -> Part:
    key = str(one.community) if group == cases.COMMUNITY else str(getattr(one, group))
    return Part(group, key, one.value, one.people or 0)


def measured(since: date, until: date) -> list[Measured]:
    """Every indicator of the file in these days, by alphabet."""
    query = Indicator.select().order_by(Indicator.found_by, Indicator.id)
    return [measure(one, since, until) for one in query]
