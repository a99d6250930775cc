"""What amounts and days are called on paper."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports.papers.words import amount_in_words, long_day

WRITTEN_BY_HAND = {
    "0.00": "CERO Y 00/100 SOLES",
    "0.01": "CERO Y 01/100 SOLES",
    "0.50": "CERO Y 50/100 SOLES",
    "0.99": "CERO Y 99/100 SOLES",
    "1.00": "UNO Y 00/100 SOLES",
    "2.00": "DOS Y 00/100 SOLES",
    "5.00": "CINCO Y 00/100 SOLES",
    "10.00": "DIEZ Y 00/100 SOLES",
    "11.00": "ONCE Y 00/100 SOLES",
    "15.00": "QUINCE Y 00/100 SOLES",
    "16.00": "DIECISÉIS Y 00/100 SOLES",
    "19.90": "DIECINUEVE Y 90/100 SOLES",
    "20.00": "VEINTE Y 00/100 SOLES",
    "21.00": "VEINTIUNO Y 00/100 SOLES",
    "22.00": "VEINTIDÓS Y 00/100 SOLES",
    "23.00": "VEINTITRÉS Y 00/100 SOLES",
    "26.00": "VEINTISÉIS Y 00/100 SOLES",
    "29.00": "VEINTINUEVE Y 00/100 SOLES",
    "30.00": "TREINTA Y 00/100 SOLES",
    "31.00": "TREINTA Y UNO Y 00/100 SOLES",
    "34.50": "TREINTA Y CUATRO Y 50/100 SOLES",
    "40.00": "CUARENTA Y 00/100 SOLES",
    "57.05": "CINCUENTA Y SIETE Y 05/100 SOLES",
    "68.80": "SESENTA Y OCHO Y 80/100 SOLES",
    "75.30": "SETENTA Y CINCO Y 30/100 SOLES",
    "80.00": "OCHENTA Y 00/100 SOLES",
    "96.83": "NOVENTA Y SEIS Y 83/100 SOLES",
    "100.00": "CIEN Y 00/100 SOLES",
    "101.00": "CIENTO UNO Y 00/100 SOLES",
    "121.00": "CIENTO VEINTIUNO Y 00/100 SOLES",
    "149.00": "CIENTO CUARENTA Y NUEVE Y 00/100 SOLES",
    "161.20": "CIENTO SESENTA Y UNO Y 20/100 SOLES",
    "200.00": "DOSCIENTOS Y 00/100 SOLES",
    "212.30": "DOSCIENTOS DOCE Y 30/100 SOLES",
    "320.06": "TRESCIENTOS VEINTE Y 06/100 SOLES",
    "400.00": "CUATROCIENTOS Y 00/100 SOLES",
    "500.00": "QUINIENTOS Y 00/100 SOLES",
    "590.00": "QUINIENTOS NOVENTA Y 00/100 SOLES",
    "600.00": "SEISCIENTOS Y 00/100 SOLES",
    "700.00": "SETECIENTOS Y 00/100 SOLES",
    "858.70": "OCHOCIENTOS CINCUENTA Y OCHO Y 70/100 SOLES",
    "900.00": "NOVECIENTOS Y 00/100 SOLES",
    "999.99": "NOVECIENTOS NOVENTA Y NUEVE Y 99/100 SOLES",
    "1000.00": "MIL Y 00/100 SOLES",
    "1001.00": "MIL UNO Y 00/100 SOLES",
    "1100.00": "MIL CIEN Y 00/100 SOLES",
    "1565.43": "MIL QUINIENTOS SESENTA Y CINCO Y 43/100 SOLES",
    "1843.10": "MIL OCHOCIENTOS CUARENTA Y TRES Y 10/100 SOLES",
    "2000.00": "DOS MIL Y 00/100 SOLES",
    "2665.70": "DOS MIL SEISCIENTOS SESENTA Y CINCO Y 70/100 SOLES",
    "16000.00": "DIECISÉIS MIL Y 00/100 SOLES",
    "21000.00": "VEINTIÚN MIL Y 00/100 SOLES",
    "21021.00": "VEINTIÚN MIL VEINTIUNO Y 00/100 SOLES",
    "31000.00": "TREINTA Y UN MIL Y 00/100 SOLES",
    "100000.00": "CIEN MIL Y 00/100 SOLES",
    "101000.00": "CIENTO UN MIL Y 00/100 SOLES",
    "121000.00": "CIENTO VEINTIÚN MIL Y 00/100 SOLES",
    "200001.00": "DOSCIENTOS MIL UNO Y 00/100 SOLES",
    "501501.00": "QUINIENTOS UN MIL QUINIENTOS UNO Y 00/100 SOLES",
    "1000000.00": "UN MILLÓN Y 00/100 SOLES",
    "1000001.00": "UN MILLÓN UNO Y 00/100 SOLES",
    "1001000.00": "UN MILLÓN MIL Y 00/100 SOLES",
    "2000000.00": "DOS MILLONES Y 00/100 SOLES",
    "21000000.00": "VEINTIÚN MILLONES Y 00/100 SOLES",
    "100000000.00": "CIEN MILLONES Y 00/100 SOLES",
    "101001001.01": "CIENTO UN MILLONES MIL UNO Y 01/100 SOLES",
    "999999999.99": (
        "NOVECIENTOS NOVENTA Y NUEVE MILLONES NOVECIENTOS NOVENTA Y NUEVE MIL "
        "NOVECIENTOS NOVENTA Y NUEVE Y 99/100 SOLES"
    ),
}


@pytest.mark.parametrize(("amount", "words"), WRITTEN_BY_HAND.items())
def test_an_amount_is_written_as_a_receipt_says_it(amount, words):
    assert amount_in_words(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["-0.01", "1000000000.00", "0.005"])
def test_what_no_receipt_can_hold_is_refused(amount):
    with pytest.raises(ValueError, match="is not an amount"):
        amount_in_words(Decimal(amount))


# A second way to the same number: each word is worth something, MIL and MILLONES multiply.
UP_TO_29 = (
    "CERO UNO DOS TRES CUATRO CINCO SEIS SIETE OCHO NUEVE DIEZ ONCE DOCE TRECE CATORCE QUINCE "
    "DIECISÉIS DIECISIETE DIECIOCHO DIECINUEVE VEINTE VEINTIUNO VEINTIDÓS VEINTITRÉS "
    "VEINTICUATRO VEINTICINCO VEINTISÉIS VEINTISIETE VEINTIOCHO VEINTINUEVE"
)
WORTH = {word: value for value, word in enumerate(UP_TO_29.split())}
WORTH |= {"UN": 1, "VEINTIÚN": 21, "TREINTA": 30, "CUARENTA": 40, "CINCUENTA": 50, "SESENTA": 60}
WORTH |= {"SETENTA": 70, "OCHENTA": 80, "NOVENTA": 90, "CIEN": 100, "CIENTO": 100}
WORTH |= {"DOSCIENTOS": 200, "TRESCIENTOS": 300, "CUATROCIENTOS": 400, "QUINIENTOS": 500}
WORTH |= {"SEISCIENTOS": 600, "SETECIENTOS": 700, "OCHOCIENTOS": 800, "NOVECIENTOS": 900}


def read_back(words):
    *whole, centimos, soles = words.split()
    assert soles == "SOLES"
    assert whole.pop() == "Y"
    millions = thousands = rest = 0
    for word in whole:
        if word in ("MILLÓN", "MILLONES"):
            millions, rest = rest, 0
        elif word == "MIL":
            thousands, rest = rest or 1, 0
        elif word != "Y":
            rest += WORTH[word]
    return Decimal(millions * 1_000_000 + thousands * 1000 + rest) + Decimal(centimos[:2]) / 100


@given(st.integers(0, 99_999_999_999))
@example(2_100_000)
@example(12_100_000_000)
def test_every_amount_is_read_back_from_its_words(centimos):
    amount = Decimal(centimos) / 100

    assert read_back(amount_in_words(amount)) == amount


@given(st.integers(0, 99_999_999_999))
def test_nobody_says_un_mil_or_veintiuno_mil(centimos):
    words = f" {amount_in_words(Decimal(centimos) / 100)}"

    assert "UNO MIL" not in words
    assert "LLÓN UN MIL" not in words
    assert not words.startswith(" UN MIL ")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 5, 16), "16 de mayo de 2026"),
        (date(2026, 9, 1), "1 de setiembre de 2026"),
        (date(2024, 2, 29), "29 de febrero de 2024"),
    ],
)
def test_a_day_is_written_as_peru_writes_it(day, words):
    assert long_day(day) == words
