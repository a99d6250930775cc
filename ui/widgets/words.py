"""Sentences about any kind of record: Spanish agrees with the gender of the noun."""

from decimal import Decimal

from models.language import _
from models.numbers import show_number
from models.record import RecordType


def agreeing(kind: RecordType, masculine: str, feminine: str, **more: str) -> str:
    """The sentence that agrees with the noun, its {one}, {many} and what else is named filled in."""
    sentence = feminine if kind.is_feminine else masculine
    return sentence.format(one=_(kind.one), many=many(kind), **more)


def many(kind: RecordType) -> str:
    """«socios»."""
    title = _(kind.title)
    return title[:1].lower() + title[1:]


def counted(kind: RecordType, count: int) -> str:
    """«1 socio», «5,000 socios»."""
    noun = _(kind.one) if count == 1 else many(kind)
    return f"{number(count)} {noun}"


def number(count: int) -> str:
    return show_number(Decimal(count), 0, 0)


def starting(sentence: str) -> str:
    """With a capital at the start."""
    return sentence[:1].upper() + sentence[1:]
