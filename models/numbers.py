"""Figures as people type and read them, exact; and the one rounding rule.

Peru writes 1,250.50. A keypad sends a point or a comma as it likes, so both are taken as the
decimal mark where only one reading is possible; where two are, the person is asked.
"""

import re
from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from models.language import _

MINUS = "−"
MOST = Decimal(10) ** 9  # what no amount or quantity reaches: more cannot be said in words
_BLANKS = "[ \t\u00a0\u202f]"
_SOLES = re.compile(r"^S/\.?", re.IGNORECASE)
# A blank stands only between thousands: «12 50» may be twelve and a half, or a slip.
_SPACED = re.compile(rf"[0-9]{{1,3}}({_BLANKS}[0-9]{{3}})+([.,][0-9]{{1,2}})?")
_LONG = 40  # letters of what was typed that a sentence names
_MARK = re.compile("[.,]")
_COUNT = re.compile("[0-9]{1,9}")
_SHAPE = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+", re.ASCII)


def read_number(text: str, places: int, *, signed: bool = False) -> Decimal:
    """The figure `text` stands for, with at most `places` decimals.

    Refuses (ValueError, with a sentence) what cannot be read, what has two readings, more
    decimals than the unit has, and a minus where none belongs.
    """
    digits = _SOLES.sub("", text.strip()).strip()
    negative = digits[:1] in (MINUS, "-")
    digits = digits[1:].strip() if negative else digits
    if _SPACED.fullmatch(digits):
        digits = re.sub(_BLANKS, "", digits)
    if not _SHAPE.fullmatch(digits):
        raise ValueError(_("«{text}» no es un número.").format(text=as_typed(text)))
    if negative and not signed:
        raise ValueError(_("No puede ser menor que cero."))
    whole, decimals = _parts(digits, text.strip())
    if decimals.rstrip("0")[places:]:
        raise ValueError(too_fine(places))
    if Decimal(whole or 0) >= MOST:
        raise ValueError(_("«{text}» es demasiado grande.").format(text=as_typed(text)))
    value = Decimal(f"{whole or 0}.{decimals or 0}")
    return (-value if negative else value).quantize(Decimal(1).scaleb(-places))


def read_count(text: str, least: int, most: int) -> int | None:
    """A whole number from `least` to `most`, both included; None for any other words."""
    digits = text.strip()
    if not _COUNT.fullmatch(digits) or not least <= int(digits) <= most:
        return None
    return int(digits)


def as_typed(text: str) -> str:
    """What was typed as a sentence can name it: on one line, seen by all, and not all of it."""
    shown = "".join(letter for letter in text[: 2 * _LONG] if letter.isprintable()).strip()
    return shown if len(shown) <= _LONG else f"{shown[:_LONG]}…"


def _parts(digits: str, text: str) -> tuple[str, str]:
    """Whole part and decimals of digits with points and commas between them."""
    marks = [mark for mark in digits if mark in ".,"]
    if not marks:
        return digits, ""
    groups = _MARK.split(digits)
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1:  # 1,250.50
        if _grouped(groups[:-1]):
            return "".join(groups[:-1]), groups[-1]
    elif len(marks) > 1 and len(set(marks)) == 1:  # 1,250,000
        if _grouped(groups):
            return "".join(groups), ""
    elif len(marks) == 1:
        if len(groups[1]) == 3 and _grouped(groups):
            large, small = groups[0] + groups[1], f"{groups[0]}.{groups[1].rstrip('0') or '0'}"
            raise ValueError(
                _("«{text}» puede ser {large} o {small}. Escriba uno de los dos.").format(
                    text=text, large=large, small=small
                )
            )
        return groups[0], groups[1]
    raise ValueError(_("«{text}» no es un número.").format(text=as_typed(text)))


def _grouped(groups: Sequence[str]) -> bool:
    """Whether these are thousands: one to three digits, not starting with 0, then threes."""
    first = groups[0]
    return 1 <= len(first) <= 3 and first[0] != "0" and all(len(g) == 3 for g in groups[1:])


def too_fine(places: int) -> str:
    """The sentence for more decimals than the unit has."""
    if places == 0:
        return _("Escriba un número entero, sin decimales.")
    if places == 1:
        return _("Escriba como máximo 1 decimal.")
    return _("Escriba como máximo {n} decimales.").format(n=places)


def too_large() -> str:
    """The sentence for an amount (S/) that reaches MOST."""
    return _("El monto más alto que se puede registrar es S/ 999,999,999.99.")


def show_number(value: Decimal, least: int, most: int) -> str:
    """`value` with thousands commas and `least` to `most` decimals, as `read_number` reads it."""
    decimals = max(least, -value.normalize().as_tuple().exponent)  # type: ignore[operator]
    if decimals == 3:
        decimals = 4  # 1.125 could be read as one thousand one hundred twenty-five
    text = f"{abs(value):,.{min(decimals, max(most, 4))}f}"
    return f"{MINUS} {text}" if value < 0 else text


def rounded(value: Decimal, places: int) -> Decimal:
    """`value` rounded half up, the moment it becomes a fact."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def cut(value: Decimal, step: Decimal) -> Decimal:
    """`value` cut down to a multiple of `step`."""
    return (value / step).to_integral_value(ROUND_FLOOR) * step
