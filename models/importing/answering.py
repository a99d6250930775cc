"""A person answers the cells in question; each answer may be taken back."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from models.importing.checking import Question
from models.importing.draft import Answers, Draft
from models.importing.entries import DUPLICATE, PROBLEM, why_not
from models.importing.readings import text_of
from models.importing.wanted import Wanted
from models.record import RulesBroken


@dataclass
class Answering:
    """The questions still open, and the answers so far."""

    draft: Draft
    open: list[Question]
    before: list[tuple[Answers, list[Question]]] = field(default_factory=list)

    def column_of(self, question: Question) -> Wanted | None:
        """The column a cell is of; None where a whole row is in question."""
        for part in self.draft.used:
            if part.table.sheet == question.cell.sheet and part.layout.kind is not None:
                return part.layout.kind.by_name.get(question.cell.name)
        return None

    def row_of(self, question: Question) -> str:
        """What its row says in the sheet, left to right; "" where it is not a row of it."""
        for part in self.draft.used:
            if part.table.sheet != question.cell.sheet:
                continue
            for row in part.table.rows:
                if row.number == question.cell.row:
                    return "  ·  ".join(words for one in row.values if (words := text_of(one)))
        return ""

    def correct(self, question: Question, text: str) -> None:
        """Write `text` in the place of the cell; refused is what cannot be read there."""
        column = self.column_of(question)
        if column is not None and (wrong := why_not(column, text)):
            raise RulesBroken({question.cell.name: wrong})
        self._keep()
        self.draft.answers.corrected[question.cell] = text
        self._answered([one for one in self.open if one.cell == question.cell])

    def same_as(self, question: Question) -> list[Question]:
        """The open questions about the same text in the same column, with this one."""
        same = (question.cell.sheet, question.cell.name, question.text)
        return [one for one in self.open if (one.cell.sheet, one.cell.name, one.text) == same]

    def correct_all(self, question: Question, text: str) -> None:
        """Write `text` wherever the same stands in the same column; refused as one is."""
        same = self.same_as(question)
        self.correct(question, text)
        for one in same:
            self.draft.answers.corrected[one.cell] = text
        cells = {one.cell for one in same}
        self._answered([one for one in self.open if one.cell in cells])

    def confirm(self, questions: Iterable[Question]) -> None:
        """It is right as it stands: what is improbable, or looks like another."""
        some = [one for one in questions if one.about != PROBLEM]
        self._keep()
        self.draft.answers.confirmed |= {(one.cell, one.say) for one in some}
        self._answered(some)

    def leave_out(self, questions: Iterable[Question]) -> None:
        """The rows they stand in are not imported."""
        rows = {one.cell.line for one in questions}
        self._keep()
        self.draft.answers.left_out |= rows
        self._answered([one for one in self.open if one.cell.line in rows])

    def take_back(self) -> bool:
        """Forget the last answer; whether there was one."""
        if not self.before:
            return False
        self.draft.answers, self.open = self.before.pop()
        return True

    def _keep(self) -> None:
        self.before.append((deepcopy(self.draft.answers), list(self.open)))

    def _answered(self, some: Sequence[Question]) -> None:
        gone = {id(one) for one in some}
        self.open = [one for one in self.open if id(one) not in gone]


def can_confirm(question: Question) -> bool:
    """Whether «it is right» is an answer to it."""
    return question.about != PROBLEM


def is_duplicate(question: Question) -> bool:
    return question.about == DUPLICATE
