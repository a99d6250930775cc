"""The time a report is about: a month, a half or a whole calendar year."""

from dataclasses import dataclass
from datetime import date

from models.associations import Association
from models.documents import newest_day
from models.language import _
from models.months import Month, first_month, newest_opening


@dataclass(frozen=True)
class Span:
    """From the first day of a month to the last day of the same or a later one."""

    first: Month
    last: Month
    of: str  # «de mayo de 2026», «de enero a junio de 2026», «del año 2026»
    name: str  # of its file: «2026-05», «2026-1», «2026»

    @property
    def since(self) -> date:
        return self.first.first

    @property
    def until(self) -> date:
        return self.last.last


def month_span(month: Month) -> Span:
    return Span(month, month, _("de {month}").format(month=month.title), str(month))


def half_year_span(month: Month) -> Span:
    """The half of the calendar year the month lies in."""
    half = 1 if month.number <= 6 else 2
    first, last = Month(month.year, 6 * half - 5), Month(month.year, 6 * half)
    of = _("de {first} a {last}").format(first=first.name, last=last.title)
    return Span(first, last, of, f"{month.year}-semestre-{half}")


def year_span(month: Month) -> Span:
    """The calendar year of the month."""
    year = month.year
    return Span(Month(year, 1), Month(year, 12), _("del año {year}").format(year=year), str(year))


def known_since(association: Association, span: Span) -> date | None:
    """The first day of the span there are books of; None where they begin after it."""
    begun = first_month(association)
    if begun is None or begun.first > span.until:
        return None
    return max(begun.first, span.since)


def known_until(association: Association, span: Span, today: date) -> date:
    """The last day of the span there is something to say of: no month that has not begun.

    A month not begun owes no dues yet. A paper dated ahead is not left out.
    """
    newest = newest_day(association)
    last = max(Month.of(today), Month.of(newest or today))
    return max(min(span.until, last.last), span.first.last)


def may_change(association: Association, span: Span) -> bool:
    """Whether a month of the span is open still."""
    newest = newest_opening(association)
    return newest is None or newest.day <= span.until
