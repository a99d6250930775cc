"""What the cells of a column may mean, and one strict reader for each kind of value.

A sheet says neither which sign its decimals have nor whether its days are day/month: of the
readings that fit every cell of a column, one is taken and two are asked. The last word is always
that of `fields.read`, which refuses with a sentence (ValueError) what it cannot take.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from peewee import BooleanField, DateField, Field, IntegerField

from models.fields import (
    DniField,
    ExactField,
    HectaresField,
    NoteField,
    PercentField,
    PriceField,
    QuantityField,
    SolesField,
    folded,
    read,
    show,
)
from models.importing.reading import CellFault, Value
from models.language import _, in_spanish, ngettext
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
    """How the texts of a column are written. None: each cell stands by itself."""

    decimal: DecimalSign | None = None
    day: DayOrder | None = None


class Meaning(NamedTuple):
    """What a cell means, and what was done to it that the person should know; else ""."""

    value: Any
    said: str = ""


# What a column may be -----------------------------------------------------------------------


def decimal_signs(values: Iterable[Value]) -> Sequence[DecimalSign]:
    """The signs with which every figure of the column can be read: one is taken, two are asked.

    None: no sign fits all, so that each cell stands by itself (`Forms()`).
    """
    texts = {_figure(text, _ANY_UNIT) for text in _with_digits(values)}
    shown = [text for text in texts if _DIGITS.fullmatch(text) and re.search("[.,]", text)]
    if not shown:
        return (DecimalSign.POINT,)
    return tuple(sign for sign in DecimalSign if all(_fits(text, sign) for text in shown))


def day_orders(values: Iterable[Value]) -> Sequence[DayOrder]:
    """The orders in which every day of the column exists: one is taken.

    Day first, as in Peru, where nothing speaks against it. None: no order fits all.
    """
    texts = (_without_hour(clean(text)) for text in _with_digits(values))
    found = [match for text in texts if (match := _DAY.fullmatch(text))]
    if all(int(match[2]) <= 12 for match in found):
        return (DayOrder.DAY_FIRST,)
    if all(int(match[1]) <= 12 for match in found):
        return (DayOrder.MONTH_FIRST,)
    return ()


def _with_digits(values: Iterable[Value]) -> set[str]:
    return {value for value in values if isinstance(value, str) and _DIGIT.search(value)}


# What a cell means --------------------------------------------------------------------------


def meaning_of(field: Field, value: Value, forms: Forms = Forms()) -> Meaning:
    """What `value` means in `field`; ValueError, with a sentence, when it means nothing there.

    Refused too: a formula without a result, a day without its year, a figure in another unit.
    A dash is zero for figures and nothing for all else. A cell shown as 18 % in Excel is 0.18.
    """
    if isinstance(value, CellFault):
        raise ValueError(_fault(value))  # noqa: TRY004 the sentence of a reader
    if isinstance(value, Decimal) and isinstance(field, ExactField):
        return Meaning(read(field, _undoubted(f"{value:f}")), _part_of_one(field, value))
    text = text_of(value)
    if not text:
        return Meaning(None)
    is_figure = isinstance(field, ExactField | IntegerField) and not isinstance(field, BooleanField)
    if text in DASHES:
        return Meaning(read(field, "0") if is_figure else None)
    if isinstance(field, DateField):
        return Meaning(value) if isinstance(value, date) else _day(field, text, forms)
    if is_figure and not isinstance(value, bool | date):
        return Meaning(read(field, _plain(field, text, forms)))
    if isinstance(field, DniField):
        return _dni(field, text)
    if isinstance(field, NoteField) and isinstance(value, str):
        return Meaning(read(field, value))
    return Meaning(read(field, text))


def _part_of_one(field: Field, value: Decimal) -> str:
    """What is said of a per cent below one: most likely Excel shows it as a hundred times more."""
    if not isinstance(field, PercentField) or not 0 < value < 1:
        return ""
    say = _("¿{figure} %, menos de 1 %? Si en Excel se ve «{shown} %», escriba {shown}.")
    return say.format(figure=f"{value:f}", shown=f"{(value * 100).normalize():f}")


def text_of(value: Value) -> str:
    """The text of a cell as a person would type it, on one line."""
    if isinstance(value, bool):
        return _("sí") if value else _("no")
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return clean(value or "")


def clean(text: str) -> str:
    """`text` without what spreadsheets and web pages leave in it and no one sees.

    Blanks of all kinds at its ends and in rows, and the apostrophe that made a figure a text.
    """
    if not text.isascii():
        text = _UNSEEN.sub("", text)
    text = " ".join(text.split())
    return text[1:] if text[:1] in ("'", "’") and _DIGIT.match(text, 1) else text


_DIGIT = re.compile("[0-9]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# They stand for nothing in a cell.
DASHES = frozenset(("-", "–", "—", MINUS, "--"))


def _fault(cell: CellFault) -> str:
    if cell.startswith("="):
        return _("La fórmula no tiene resultado. Abra el archivo en Excel, guárdelo y repita.")
    return _("La celda dice «{fault}». Corrija su fórmula.").format(fault=cell)


# Figures ------------------------------------------------------------------------------------

_MONEY = re.compile(r"^(s/\.?|pen )\s*|\s*(nuevos soles|soles)$", re.IGNORECASE)
_KILOS = re.compile(
    in_spanish(r"\s*(kgs?|kilos?|kilogramos?|l|lts?|litros?|unid(ad(es)?)?)\.?$"), re.IGNORECASE
)
_UNITS: dict[
    type[Field], re.Pattern[str]
] = {  # any other unit is another figure: 12 qq are not 12 kg
    QuantityField: _KILOS,
    HectaresField: re.compile(in_spanish(r"\s*(has?|hect[áa]reas?)\.?$"), re.IGNORECASE),
    PercentField: re.compile(r"\s*%$"),
    SolesField: _MONEY,
    PriceField: _MONEY,
}
_ANY_UNIT = re.compile(r"^s/\.?\s*|\s*(%|[a-z]{1,10}\.?|m2|m²)$", re.IGNORECASE)
_NO_UNIT = re.compile("$^")
_DIGITS = re.compile(r"[0-9]+(?:[.,'’][0-9]+)*|[.,][0-9]+", re.ASCII)
_GROUPING = re.compile("[.,'’]")
_BLANK_OF_THOUSANDS = re.compile("(?<=[0-9]) (?=[0-9]{3}(?![0-9]))")


def _figure(text: str, unit: re.Pattern[str]) -> str:
    """The digits of a figure, without its unit, its minus and blanks."""
    digits = unit.sub("", clean(text)).lstrip(f"-{MINUS}").strip()
    return _BLANK_OF_THOUSANDS.sub("", digits)


def _fits(text: str, sign: DecimalSign) -> bool:
    """Whether those digits can be read with that sign for decimals."""
    whole, mark, decimals = text.rpartition(sign.value)
    groups = _GROUPING.split(whole if mark else text)
    if _GROUPING.search(decimals if mark else "") or sign.value in whole:
        return False
    return len(groups) == 1 or (
        1 <= len(groups[0]) <= 3
        and groups[0][0] != "0"
        and all(len(group) == 3 for group in groups[1:])
    )


def _plain(field: Field, text: str, forms: Forms) -> str:
    """The figure in the one way in which `read_number` cannot doubt it; else as it stands."""
    digits = _figure(text, _UNITS.get(type(field), _NO_UNIT))
    minus = "-" if text[0] in f"-{MINUS}" else ""
    if not _DIGITS.fullmatch(digits):
        return text
    if not forms.decimal or not _fits(digits, forms.decimal):
        return minus + digits
    whole, mark, decimals = digits.rpartition(forms.decimal.value)
    if not mark:
        whole, decimals = digits, ""
    return _undoubted(f"{minus}{_GROUPING.sub('', whole) or 0}.{decimals or 0}")


def _undoubted(plain: str) -> str:
    """1.250 as 1.2500: three decimals could be thousands."""
    whole, mark, decimals = plain.partition(".")
    return f"{whole}.{decimals:0<4}" if mark else whole


# Days ---------------------------------------------------------------------------------------

_DAY = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4}|[0-9]{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,2})", re.ASCII)
_MONTH_NAMED = re.compile(
    in_spanish(
        r"([0-9]{1,2})[ /.\-]*(?:de )?([a-z]{3,10})\.?[ /.\-]*(?:del? )?([0-9]{4}|[0-9]{2})"
    ),
    re.ASCII,
)
_WEEKDAY = re.compile(r"^(lunes|martes|miercoles|jueves|viernes|sabado|domingo),? ")
_HOUR = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.0+)?)?( ?[ap]\.? ?m\.?)?$", re.IGNORECASE)
_YEARLESS = re.compile(in_spanish(r"[0-9]{1,2}[/.\- ][0-9]{1,2}|hoy|ayer"), re.ASCII)
_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "set", "oct", "nov", "dic")
_OTHER_MONTHS = {"sep": 9, "jan": 1, "apr": 4, "aug": 8, "dec": 12}
_SERIAL = re.compile("[0-9]{5}", re.ASCII)
_FIRST_SERIAL, _LAST_SERIAL = 18264, 55153  # Excel's figure of 01/01/1950 and of 31/12/2050
_EXCEL_ZERO = date(1899, 12, 30)


def _day(field: DateField, text: str, forms: Forms) -> Meaning:
    text = _without_hour(text)
    if _SERIAL.fullmatch(text) and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL:
        day = _EXCEL_ZERO + timedelta(days=int(text))
        said = _("Excel guarda el {day} como {figure}.")
        return Meaning(day, said.format(day=show(field, day), figure=text))
    if _YEARLESS.fullmatch(folded(text)):
        raise ValueError(
            _("A «{text}» le falta el año. Escriba día/mes/año: 07/05/2026.").format(text=text)
        )
    return Meaning(read(field, _day_first(text, forms)))


def _without_hour(text: str) -> str:
    return _HOUR.sub("", text)


def _day_first(text: str, forms: Forms) -> str:
    """The day as `fields.read` takes it: day/month/year, or AAAA-MM-DD."""
    if forms.day is DayOrder.MONTH_FIRST and (match := _DAY.fullmatch(text)):
        return f"{match[2]}/{match[1]}/{match[3]}"
    if match := _YEAR_FIRST.fullmatch(text):
        return f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}"
    words = _WEEKDAY.sub("", folded(text))
    if (match := _MONTH_NAMED.fullmatch(words)) and (month := _month(match[2])):
        return f"{match[1]}/{month}/{match[3]}"
    return text


def _month(word: str) -> int:
    """The number of the month whose name begins so; 0 for no month."""
    start = word[:3]
    return _MONTHS.index(start) + 1 if start in _MONTHS else _OTHER_MONTHS.get(start, 0)


# People -------------------------------------------------------------------------------------


_BETWEEN_DIGITS = re.compile(r"[\s.\-]")
_SHORT_DNI = re.compile("[0-9]{6,7}", re.ASCII)


def _dni(field: DniField, text: str) -> Meaning:
    """A DNI kept as a figure loses its zeros at the front: they are put back, and that is said."""
    digits = _BETWEEN_DIGITS.sub("", text)
    if not _SHORT_DNI.fullmatch(digits):
        return Meaning(read(field, text))
    missing = 8 - len(digits)
    said = ngettext(
        "Al DNI {digits} le faltaba un cero adelante.",
        "Al DNI {digits} le faltaban {count} ceros adelante.",
        missing,
    ).format(digits=digits, count=missing)
    return Meaning(read(field, digits.zfill(8)), said)
