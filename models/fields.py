"""Kinds of data: how each is kept in SQLite, read from what people type, and shown.

Every value from outside (a form, a sheet, a cuaderno) goes through `read`, and each kind of value
has exactly one reader, which refuses with a sentence (ValueError) what it cannot take.
"""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache, singledispatch
from typing import Any, overload

from peewee import (
    BooleanField,
    Cast,
    DateField,
    Field,
    ForeignKeyField,
    Function,
    IntegerField,
    TextField,
    fn,
)

from models.language import _
from models.numbers import as_typed, read_number, show_number, too_fine

LAST_YEAR = 2199  # of a day that can be written


class ExactField(Field):
    """A Decimal kept as a whole number of its smallest unit, so SQLite adds it exactly."""

    field_type = "INTEGER"
    places = 0
    shown_places = 0

    def db_value(self, value: Decimal | int | None) -> int | None:
        if value is None:
            return None
        units = Decimal(value).scaleb(self.places)
        if units % 1:
            raise ValueError(too_fine(self.places))
        return int(units)

    @overload
    def python_value(self, value: int) -> Decimal: ...
    @overload
    def python_value(self, value: None) -> None: ...
    def python_value(self, value: int | None) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self.places)


class SolesField(ExactField):
    """Money in soles (S/), kept in céntimos."""

    places = shown_places = 2


class PriceField(ExactField):
    """Soles (S/) for one unit, kept in ten-thousandths of a sol."""

    places, shown_places = 4, 2


class QuantityField(ExactField):
    """Kilos, litres or pieces, in the unit of their product; kept in thousandths (grams)."""

    places, shown_places = 3, 1


class HectaresField(ExactField):
    """Land in hectares (ha), kept in whole square metres."""

    places, shown_places = 4, 2


class PercentField(ExactField):
    """Per cent, kept in hundredths of one."""

    places, shown_places = 2, 1


class FactorField(ExactField):
    """How many kilos, litres or square metres one unit is, kept in ten-thousandths."""

    places, shown_places = 4, 1


class DayField(DateField):
    """A plain date, kept as AAAA-MM-DD."""

    field_type = "TEXT"  # STRICT tables have no DATE


class NameField(TextField):
    """One line of text: blanks folded, no control characters, at most 120 letters."""


class NoteField(TextField):
    """Text of several lines, at most 1000 letters."""


class ChoiceField(TextField):
    """One of a few words; `choices` gives (what is kept, what is shown)."""


class DniField(TextField):
    """National identity number: 8 digits (domain 3)."""


class MaskedField(DniField):
    """The same number where others may read along: «•••321»."""


class RucField(TextField):
    """Tax number: 11 digits with prefix and check digit (domain 3)."""


class PhoneField(TextField):
    """Mobile (9 digits from 9) or landline with its area code (9 digits from 0), optional."""


class MomentField(TextField):
    """When something was done: AAAA-MM-DDTHH:MM:SS, local; shown without the seconds."""


class HourField(TextField):
    """An hour of the day: HH:MM, 24 hours."""


class UbigeoField(TextField):
    """INEI district code: 6 digits as text, the leading zero kept (domain 3)."""


IDENTITY = (DniField, RucField, PhoneField, UbigeoField)  # their shape is checked at every door


def total(expression: Any, field: ExactField | None = None) -> Function:
    """SUM in the field's own unit, zero for no rows. Plain fn.SUM answers in céntimos or grams."""
    field = field or expression
    return fn.COALESCE(fn.SUM(expression), 0).python_value(field.python_value)


def whole(condition: Any) -> Cast:
    """1 where the condition holds, 0 elsewhere, for counting."""
    return Cast(condition, "INTEGER")


@lru_cache(4096)  # the same few names come in row after row
def folded(text: str) -> str:
    """`text` without capitals, accents or doubled blanks: what searches compare."""
    if text.isascii():
        return " ".join(text.casefold().split())
    letters = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


# Reading ------------------------------------------------------------------------------------


@singledispatch
def read(field: Field, text: str) -> Any:
    """The value `text` stands for in `field`; ValueError, with a sentence, when it stands for none."""
    return line(text)


@read.register
def _read_exact(field: ExactField, text: str) -> Decimal:
    return read_number(text, field.places)


@read.register
def _read_whole(field: IntegerField, text: str) -> int:
    return int(read_number(text, 0))


@read.register
def _read_truth(field: BooleanField, text: str) -> bool:
    if folded(text) in ("si", "x", "1", "yes"):
        return True
    if folded(text) in ("no", "0"):
        return False
    raise ValueError(_("Escriba «sí» o «no»."))


_DAY = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})(?:[/.\-\s](\d{4}|\d{2}))?", re.ASCII)
_RUN_OF_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


@read.register
def _read_day(field: DateField, text: str) -> date:
    """dd/mm/aaaa, ddmmaaaa, ddmmaa, dd/mm of this year, AAAA-MM-DD, «hoy» or «ayer»."""
    text, today = text.strip(), date.today()
    if folded(text) in ("hoy", "ayer"):
        return today - timedelta(days=folded(text) == "ayer")
    if iso := _ISO.fullmatch(text):
        year, month, day = map(int, iso.groups())
    elif typed := _DAY.fullmatch(text) or _RUN_OF_DIGITS.fullmatch(text):
        day, month = int(typed[1]), int(typed[2])
        year = int(typed[3] or today.year)
        if (
            len(typed[3] or "") == 2
        ):  # of this century, unless that is more than ten years ahead: 84 is 1984
            year += 2000 if year <= today.year % 100 + 10 else 1900
    else:
        raise ValueError(
            _("«{text}» no es una fecha. Escriba día/mes/año: 07/05/2026.").format(
                text=as_typed(text)
            )
        )
    if not 1900 <= year <= LAST_YEAR:
        raise ValueError(_("El año {year} no puede ser.").format(year=year))
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(_("La fecha «{text}» no existe.").format(text=as_typed(text))) from None


@read.register
def _read_name(field: NameField, text: str) -> str:
    return line(text)


@read.register
def _read_note(field: NoteField, text: str) -> str:
    note = "\n".join(line(one, most=1000) for one in text.splitlines()).strip()
    return _at_most(1000, note)


@read.register
def _read_choice(field: ChoiceField, text: str) -> str:
    wanted = folded(text)
    for kept, shown in field.choices:
        if wanted in (folded(_(shown)), folded(kept)):
            return str(kept)
    words = ", ".join(_(shown) for _kept, shown in field.choices)
    raise ValueError(_("«{text}» no está entre: {words}.").format(text=as_typed(text), words=words))


_BETWEEN_DIGITS = re.compile(r"[\s.\-]")


@read.register
def _read_dni(field: DniField, text: str) -> str:
    digits = _BETWEEN_DIGITS.sub("", text)
    if digits and not (digits.isascii() and digits.isdecimal()):
        raise ValueError(
            _("El DNI tiene solo cifras; escribió «{text}».").format(text=as_typed(text))
        )
    if len(digits) != 8:
        raise ValueError(_("El DNI tiene 8 cifras; escribió {count}.").format(count=len(digits)))
    return digits


@read.register
def _read_ruc(field: RucField, text: str) -> str:
    from stdnum.exceptions import InvalidComponent, InvalidFormat, InvalidLength
    from stdnum.pe import ruc

    digits = re.sub(r"[\s.\-]", "", text)
    try:
        if not digits.isascii():
            raise InvalidFormat
        return str(ruc.validate(digits))
    except InvalidLength:
        say = _("El RUC tiene 11 cifras; escribió {count}.").format(count=len(digits))
    except InvalidComponent:
        say = _("El RUC empieza con 10, 15, 17 o 20; escribió {start}.").format(
            start=as_typed(digits[:2])
        )
    except InvalidFormat:
        say = _("El RUC tiene solo cifras; escribió «{text}».").format(text=as_typed(text))
    except ValueError:  # stdnum's InvalidChecksum
        say = _("La última cifra del RUC {ruc} no corresponde. Revíselo.").format(
            ruc=as_typed(digits)
        )
    raise ValueError(say)


_AROUND_PHONES, _OF_PERU = re.compile(r"[\s.\-()]"), re.compile(r"^\+?51(?=9)")
_PHONE = re.compile(r"[90]\d{8}", re.ASCII)


@read.register
def _read_phone(field: PhoneField, text: str) -> str:
    digits = _OF_PERU.sub("", _AROUND_PHONES.sub("", text))
    if not _PHONE.fullmatch(digits):
        raise ValueError(_("El celular tiene 9 cifras y empieza con 9."))
    return digits


_HOUR = re.compile(r"(\d{1,2})(?:[:.h\s]?(\d{2}))?", re.ASCII)


@read.register
def _read_hour(field: HourField, text: str) -> str:
    """9, 9:30, 0930 or 14.30; ten to midnight is 23:50."""
    typed = _HOUR.fullmatch(text.strip())
    hour, minute = (int(typed[1]), int(typed[2] or 0)) if typed else (24, 0)
    if hour > 23 or minute > 59:
        raise ValueError(
            _("«{text}» no es una hora. Escriba 9:30 o 14:30.").format(text=as_typed(text))
        )
    return f"{hour:02}:{minute:02}"


@read.register
def _read_ubigeo(field: UbigeoField, text: str) -> str:
    digits = text.strip()
    if not re.fullmatch(r"\d{6}", digits, re.ASCII):
        raise ValueError(
            _("El ubigeo tiene 6 cifras; escribió «{text}».").format(text=as_typed(digits))
        )
    return digits


def line(text: str, most: int = 120) -> str:
    """`text` on one line, in its composed form; control and lone surrogate characters refused."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if not writable(text):
        raise ValueError(
            _("El texto tiene caracteres que no se pueden guardar. Escríbalo de nuevo.")
        )
    return _at_most(most, text)


def writable(text: str) -> bool:
    """Whether all of it can be kept, seen and printed; a new line can."""
    # Cc control, Cs surrogates, Cn and Co what no font or reader knows; Cf hides and reorders.
    unfit = ("Cc", "Cs", "Cn", "Co", "Cf")
    return (text.isascii() and text.isprintable()) or not any(
        unicodedata.category(letter) in unfit for letter in text if letter != "\n"
    )


def _at_most(most: int, text: str) -> str:
    if len(text) > most:
        raise ValueError(
            _("El texto tiene {count} letras; caben {most}.").format(count=len(text), most=most)
        )
    return text


# Showing ------------------------------------------------------------------------------------


@singledispatch
def show(field: Field, value: Any) -> str:
    """The text for `value`, such that read(field, show(field, value)) == value."""
    return "" if value is None else str(value)


@show.register
def _show_exact(field: ExactField, value: Decimal | None) -> str:
    return "" if value is None else show_number(value, field.shown_places, field.places)


@show.register
def _show_day(field: DateField, value: date | None) -> str:
    return "" if value is None else f"{value:%d/%m/%Y}"


@show.register
def _show_moment(field: MomentField, value: str | None) -> str:
    return f"{value[8:10]}/{value[5:7]}/{value[:4]} {value[11:16]}" if value else ""


@show.register
def _show_masked(field: MaskedField, value: str | None) -> str:
    """Enough to tell two people apart, too little to be copied."""
    return f"•••{value[-3:]}" if value else ""


@show.register
def _show_choice(field: ChoiceField, value: str | None) -> str:
    return "" if value is None else _(dict(field.choices)[value])


@show.register
def _show_truth(field: BooleanField, value: bool | None) -> str:
    return "" if value is None else _("sí") if value else _("no")


@show.register
def _show_phone(field: PhoneField, value: str | None) -> str:
    return "" if not value else f"{value[:3]} {value[3:6]} {value[6:]}"


@show.register
def _show_reference(field: ForeignKeyField, value: Any) -> str:
    return "" if value is None else str(value)
