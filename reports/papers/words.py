"""Amounts and days in words, as a receipt says them: they cannot be altered with one stroke."""

from datetime import date
from decimal import Decimal

from models.language import _
from models.months import Month
from models.numbers import MOST

# What the law and the bank read is Spanish, whatever language the screen speaks.
_UNDER_THIRTY = (
    "CERO UNO DOS TRES CUATRO CINCO SEIS SIETE OCHO NUEVE DIEZ ONCE DOCE TRECE CATORCE QUINCE "
    "DIECISÉIS DIECISIETE DIECIOCHO DIECINUEVE VEINTE VEINTIUNO VEINTIDÓS VEINTITRÉS "
    "VEINTICUATRO VEINTICINCO VEINTISÉIS VEINTISIETE VEINTIOCHO VEINTINUEVE"
)
_TENS = "TREINTA CUARENTA CINCUENTA SESENTA SETENTA OCHENTA NOVENTA"
_HUNDREDS = (
    "CIENTO DOSCIENTOS TRESCIENTOS CUATROCIENTOS QUINIENTOS SEISCIENTOS SETECIENTOS "
    "OCHOCIENTOS NOVECIENTOS"
)


def amount_in_words(soles: Decimal) -> str:
    """«MIL OCHOCIENTOS CUARENTA Y TRES Y 10/100 SOLES», from 0.00 to 999,999,999.99."""
    if not 0 <= soles < MOST or soles != soles.quantize(Decimal("0.01")):
        raise ValueError(f"{soles} is not an amount of soles and céntimos below {MOST}")
    whole, centimos = divmod(int(soles * 100), 100)
    return f"{_number(whole)} Y {centimos:02}/100 SOLES"


def _number(number: int) -> str:
    millions, rest = divmod(number, 1_000_000)
    thousands, units = divmod(rest, 1000)
    parts = []
    if millions:
        parts.append("UN MILLÓN" if millions == 1 else f"{_before_noun(millions)} MILLONES")
    if thousands:
        parts.append("MIL" if thousands == 1 else f"{_before_noun(thousands)} MIL")
    if units or not parts:
        parts.append(_below_thousand(units))
    return " ".join(parts)


def _before_noun(number: int) -> str:
    """VEINTIUNO, TREINTA Y UNO and CIENTO UNO lose their O before MIL and MILLONES."""
    words = _below_thousand(number)
    if words.endswith("VEINTIUNO"):
        return words.removesuffix("UNO") + "ÚN"
    return words.removesuffix("O") if words.endswith("UNO") else words


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if number == 100:
        return "CIEN"
    if not hundreds:
        return _below_hundred(rest)
    return _HUNDREDS.split()[hundreds - 1] + (f" {_below_hundred(rest)}" if rest else "")


def _below_hundred(number: int) -> str:
    if number < 30:
        return _UNDER_THIRTY.split()[number]
    tens, units = divmod(number, 10)
    return _TENS.split()[tens - 3] + (f" Y {_UNDER_THIRTY.split()[units]}" if units else "")


def long_day(day: date) -> str:
    """«16 de mayo de 2026»."""
    return _("{day} de {month}").format(day=day.day, month=Month.of(day).title)
