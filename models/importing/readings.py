"""What the texts of a column may mean, and one strict reader for each kind of value.

A sheet says neither which sign its decimals have nor whether its days are day/month: of the
readings that fit every cell, one is taken and two are asked. The last word is always
`fields.read`, which refuses with a sentence (ValueError) what it cannot take.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from peewee import BooleanField, DateField, Field, IntegerField

from models.fields import DniField, ExactField, read
from models.importing.reading import CellFault, Value
from models.language import _, ngettext
from models.numbers import MINUS


class DecimalSign(Enum):
    """Which sign the decimals of a column have; the other one, if any, stands between thousands."""

    POINT = "."
    COMMA = ","


class DayOrder(Enum):
    """In which order a column writes its days."""

    DAY_FIRST = "d/m"
    MONTH_FIRST = "m/d"


@dataclass(frozen=True)
class Forms:
    """How the texts of a column are written. None where there is nothing to know."""

    decimal: DecimalSign | None = None
    day: DayOrder | None = None


@dataclass(frozen=True)
class Meaning:
    """What a cell means, and what was done to it that the person should know; else ""."""

    value: Any
    said: str = ""


_BLANKS = re.compile("[\\s\u00a0\u2007\u202f\ufeff]+")
_MONEY = re.compile(r"^(s/\.?|pen|\$)\s*|\s*(soles|nuevos soles)\.?$", re.IGNORECASE)
_UNIT = re.compile(
    r"\s*(kgs?|kilos?|kilogramos|qq|has?|hectáreas?|m2|m²|litros?|lts?|l|%)\.?$", re.IGNORECASE
)
_NOTHING = frozenset(("-", "–", "—", MINUS))
_GROUPING = re.compile("[.,'’]")
_DIGITS = re.compile(r"[0-9]+(?:[.,'’][0-9]+)*|[.,][0-9]+", re.ASCII)
_DAY = re.compile(r"([0-9]{1,2})[/.\-\s]([0-9]{1,2})[/.\-\s]([0-9]{4}|[0-9]{2})", re.ASCII)
_FIRST_SERIAL, _LAST_SERIAL = 18264, 73050  # 1950 to 2099: what a figure in a column of days may be
_EPOCH = date(1899, 12, 30)  # day 0 of Excel


def clean(text: str) -> str:
    """`text` without the blanks and the apostrophe that spreadsheets leave around it."""
    return _BLANKS.sub(" ", text).strip().removeprefix("'").strip()


def decimal_signs(values: Iterable[Value]) -> Sequence[DecimalSign]:
    """The signs with which every figure of the column can be read: one is taken, two are asked.

    None: no sign fits all, so that each cell stands by itself (`Forms()`).
    """
    texts = [_figure(value) for value in values if isinstance(value, str)]
    shown = [text for text in texts if _DIGITS.fullmatch(text) and re.search("[.,]", text)]
    if not shown:
        return (DecimalSign.POINT,)
    return tuple(sign for sign in DecimalSign if all(_fits(text, sign) for text in shown))


def day_orders(values: Iterable[Value]) -> Sequence[DayOrder]:
    """The orders in which every day of the column exists: one is taken, two are asked.

    Day first, as in Peru, where nothing speaks against it. None: no order fits all.
    """
    found = [
        match
        for value in values
        if isinstance(value, str)
        if (match := _DAY.fullmatch(clean(value)))
    ]
    if all(int(match[2]) <= 12 for match in found):
        return (DayOrder.DAY_FIRST,)
    if all(int(match[1]) <= 12 for match in found):
        return (DayOrder.MONTH_FIRST,)
    return ()


def _fits(text: str, sign: DecimalSign) -> bool:
    whole, _mark, decimals = text.rpartition(sign.value)
    if not _mark:
        whole, decimals = text, ""
    other = "," if sign is DecimalSign.POINT else "."
    if other in decimals or sign.value in whole:
        return False
    groups = re.split("[.,'’]", whole)
    return len(groups) == 1 or (
        1 <= len(groups[0]) <= 3
        and groups[0][0] != "0"
        and all(len(group) == 3 for group in groups[1:])
    )


def meaning_of(field: Field, value: Value, forms: Forms = Forms()) -> Meaning:
    """What `value` means in `field`; ValueError, with a sentence, when it means nothing there."""
    if value is None or value == "":
        return Meaning(None)
    if isinstance(value, CellFault):
        say = _("La celda dice «{fault}». Corríjala.").format(fault=value)
        raise ValueError(say)  # noqa: TRY004 the sentence of a reader
    if isinstance(field, DateField):
        return _day(field, value, forms)
    if isinstance(field, ExactField | IntegerField) and not isinstance(value, bool | date):
        return Meaning(read(field, _plain(value, forms)))
    if isinstance(field, BooleanField) and isinstance(value, bool):
        return Meaning(value)
    if isinstance(field, DniField):
        return _dni(field, value)
    return Meaning(read(field, text_of(value)))


def text_of(value: Value) -> str:
    """The text of a cell as a person would type it."""
    if isinstance(value, bool):
        return _("sí") if value else _("no")
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return clean(value or "")


def _figure(text: str) -> str:
    """The digits of a figure, without money, unit and blanks."""
    text = _UNIT.sub("", _MONEY.sub("", clean(text))).strip()
    return text.lstrip(f"-{MINUS}").strip()


def _plain(value: str | Decimal, forms: Forms) -> str:
    """The figure in the one way in which `read_number` cannot doubt it."""
    if isinstance(value, Decimal):
        return _undoubted(f"{value:f}")
    text = clean(value)
    if text in _NOTHING:
        return "0"
    digits = _figure(text)
    if not _DIGITS.fullmatch(digits) or not forms.decimal or not _fits(digits, forms.decimal):
        return text
    sign = forms.decimal.value
    whole, mark, decimals = digits.rpartition(sign)
    if not mark:
        whole, decimals = digits, ""
    minus = "-" if text[0] in f"-{MINUS}" else ""
    return _undoubted(f"{minus}{_GROUPING.sub('', whole)}.{decimals or 0}")


def _undoubted(plain: str) -> str:
    """1.250 as 1.2500: three decimals could be thousands."""
    whole, mark, decimals = plain.partition(".")
    return f"{whole}.{decimals:0<4}" if mark else whole


def _day(field: DateField, value: Value, forms: Forms) -> Meaning:
    if isinstance(value, date):
        return Meaning(value)
    if isinstance(value, Decimal) and value % 1 == 0 and _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return Meaning(_EPOCH + timedelta(days=int(value)))
    text = text_of(value)
    if forms.day is DayOrder.MONTH_FIRST and (match := _DAY.fullmatch(text)):
        text = f"{match[2]}/{match[1]}/{match[3]}"
    return Meaning(read(field, text))


def _dni(field: DniField, value: Value) -> Meaning:
    """A DNI kept as a figure loses its zeros at the front: they are put back, and that is said."""
    text = text_of(value)
    digits = re.sub(r"[\s.\-]", "", text)
    if not re.fullmatch("[0-9]{6,7}", digits, re.ASCII):
        return Meaning(read(field, text))
    missing = 8 - len(digits)
    said = ngettext(
        "Al DNI {digits} le faltaba un cero adelante.",
        "Al DNI {digits} le faltaban {count} ceros adelante.",
        missing,
    ).format(digits=digits, count=missing)
    return Meaning(read(field, digits.zfill(8)), said)
