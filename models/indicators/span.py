"""The days and the watershed a question is asked of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.documents import VALID, Document
from models.indicators.people import Person, everyone_on
from models.reversals import reversed_papers


@dataclass(frozen=True)
class Span:
    """The days of a question, both included, and its watershed; "" for all."""

    since: date
    until: date
    watershed: str = ""

    @property
    def everyone(self) -> Mapping[int, Person]:
        """Who left before the end too: what they did in these days counts."""
        return everyone_on(self.until, self.watershed)

    @property
    def people(self) -> Mapping[int, Person]:
        """The active members on the last day."""
        return {key: one for key, one in self.everyone.items() if one.who.active}

    def counts(self) -> Any:
        """Condition: the paper is of these days, and neither void nor reversed by their end."""
        undone = Document.id.in_(reversed_papers(self.until))
        return (Document.state == VALID) & Document.day.between(self.since, self.until) & ~undone
