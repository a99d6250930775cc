"""Where the columns of a ledger stand: which fit, how wide, and what a person made of them."""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass

from peewee import BooleanField, IntegerField

from models.fields import ChoiceField, ExactField, NameField, NoteField
from models.language import _
from models.record import Column
from ui.theme import Look

GAP = 3  # steps between two columns, at the least
NARROWEST = 10  # steps
MOST = 2.2  # times its sample a column of names takes when there is room to spare


@dataclass(frozen=True)
class Slot:
    """A column in its place; `grip` is where its width can be drawn (px)."""

    column: Column
    left: int
    right: int
    grip: int

    @property
    def room(self) -> int:
        return self.right - self.left


def is_number(column: Column) -> bool:
    return isinstance(column.field, ExactField | IntegerField) and not isinstance(
        column.field, BooleanField
    )


def is_state(column: Column) -> bool:
    return bool(column.tones)


def is_elastic(column: Column) -> bool:
    """Whether its words can be much longer than the sample says."""
    return not (is_number(column) or is_state(column)) and (
        isinstance(column.field, NameField | NoteField)
        and not isinstance(column.field, ChoiceField)
    )


def natural_px(look: Look, column: Column) -> int:
    """Width the sample and the title ask for, in the font in use."""
    role = "strong" if column.strong else "body"
    words = look.width(_(column.sample), role)
    head = look.width(_(column.title), "small_strong")
    if is_state(column):
        shown = (column.show(value) for value in column.tones)
        words = max(look.width(one, "small_strong") for one in shown) + look.em(8)
    return max(words, head)


def arrange(
    look: Look, columns: Sequence[Column], drawn: MutableMapping[str, float], room_px: int
) -> list[Slot]:
    """The columns there is room for. `drawn` gives widths (steps) that a person chose."""
    side, gap = look.px(4), look.px(GAP)
    kept = list(columns)
    wide = {
        column.title: look.em(drawn[column.title])
        if column.title in drawn
        else natural_px(look, column)
        for column in kept
    }

    def spare() -> int:
        return room_px - 2 * side - sum(wide[c.title] for c in kept) - gap * (len(kept) - 1)

    while spare() < 0 and (rank := max(column.rank for column in kept)):
        kept.remove(next(column for column in reversed(kept) if column.rank == rank))
    free = [column for column in kept if column.title not in drawn]
    _stretch(look, [c for c in free if is_elastic(c)], wide, spare())
    if (missing := -spare()) > 0:
        _squeeze(look, [c for c in kept if c.title not in drawn] or kept, wide, missing)
    elif len(kept) > 1 and not drawn:
        gap += spare() // (len(kept) - 1)
    return _placed(kept, wide, side, gap)


def _stretch(look: Look, elastic: Sequence[Column], wide: dict[str, int], extra: int) -> None:
    """Names get what is left over, up to a measure; what is still left goes to the gaps."""
    wishes = {c.title: round(wide[c.title] * (MOST - 1)) for c in elastic}
    total = sum(wishes.values())
    if extra > 0 and total:
        part = min(1.0, 0.8 * extra / total)
        for title, wish in wishes.items():
            wide[title] += round(wish * part)


def _squeeze(look: Look, kept: Sequence[Column], wide: dict[str, int], missing: int) -> None:
    """Names give way; days, codes and other short words only after them; figures never do."""
    words = [c for c in kept if not (is_number(c) or is_state(c))]
    for soft in ([c for c in words if is_elastic(c)], [c for c in words if not is_elastic(c)]):
        least = look.em(NARROWEST)
        room = sum(max(0, wide[c.title] - least) for c in soft)
        part = min(1.0, missing / room) if room and missing > 0 else 0
        for column in soft:
            given = round(max(0, wide[column.title] - least) * part)
            wide[column.title] -= given
            missing -= given


def _placed(kept: Sequence[Column], wide: dict[str, int], side: int, gap: int) -> list[Slot]:
    slots, left = [], side
    for column in kept:
        right = left + wide[column.title]
        slots.append(Slot(column, left, right, right + gap // 2))
        left = right + gap
    return slots
