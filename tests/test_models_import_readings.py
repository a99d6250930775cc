"""What a cell means: one reading is taken, two are asked, and nothing is guessed."""

from contextlib import suppress
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import BooleanField, Field, IntegerField

from models.fields import (
    DayField,
    DniField,
    HectaresField,
    NameField,
    NoteField,
    PercentField,
    PhoneField,
    QuantityField,
    RucField,
    SolesField,
)
from models.importing.reading import CellFault, Value
from models.importing.readings import (
    DayOrder,
    DecimalSign,
    Forms,
    Meaning,
    day_orders,
    decimal_signs,
    meaning_of,
)

POINT, COMMA = DecimalSign.POINT, DecimalSign.COMMA
POINTS, COMMAS = Forms(POINT), Forms(COMMA)


@pytest.mark.parametrize(
    ("values", "signs"),
    [
        ([], (POINT,)),
        (["Ana", None, D("1.5"), "12", "—"], (POINT,)),
        (["1,234"], (POINT, COMMA)),
        (["1.234", "12.500"], (POINT, COMMA)),
        (["1.234", "0.500"], (POINT,)),
        (["1.234", "3,5"], (COMMA,)),
        (["1,234", "3.5"], (POINT,)),
        (["1,234.50"], (POINT,)),
        (["S/ 1.234,50 "], (COMMA,)),
        (["1,5 kg"], (COMMA,)),
        (["1 250,50"], (COMMA,)),
        (["1'250.50"], (POINT,)),
        (["1,234,567"], (POINT,)),
        (["1.234.567"], (COMMA,)),
        (["1,5", "1.5"], ()),
        (["-3,50", "(3.50)"], (COMMA,)),
    ],
)
def test_the_decimal_sign_of_a_column_is_the_one_that_fits_all(
    values: list[Value], signs: tuple[DecimalSign, ...]
) -> None:
    assert decimal_signs(values) == signs


@pytest.mark.parametrize(
    ("values", "orders"),
    [
        (["05/06/2026"], (DayOrder.DAY_FIRST,)),
        (["05/06/2026", "25/06/2026"], (DayOrder.DAY_FIRST,)),
        (["05/06/2026", "06/25/2026 10:30"], (DayOrder.MONTH_FIRST,)),
        (["25/06/2026", "06/25/2026"], ()),
        ([date(2026, 6, 25), None, "Ana"], (DayOrder.DAY_FIRST,)),
    ],
)
def test_days_are_day_and_month_unless_the_column_says_otherwise(
    values: list[Value], orders: tuple[DayOrder, ...]
) -> None:
    assert day_orders(values) == orders


@pytest.mark.parametrize(
    ("field", "value", "forms", "means"),
    [
        (SolesField(), "1,234", POINTS, D(1234)),
        (SolesField(), "1.234", COMMAS, D(1234)),
        (QuantityField(), "1,234", COMMAS, D("1.234")),
        (QuantityField(), D("1.234"), POINTS, D("1.234")),
        (QuantityField(), "1.2340", Forms(), D("1.234")),
        (SolesField(), " S/. 1,250.50\u00a0", POINTS, D("1250.50")),
        (SolesField(), "s/ 12 soles", POINTS, D(12)),
        (SolesField(), "1.250,5", COMMAS, D("1250.5")),
        (SolesField(), "1 250,50", COMMAS, D("1250.50")),
        (SolesField(), "1'250.50", POINTS, D("1250.50")),
        (SolesField(), ".50", POINTS, D("0.50")),
        (SolesField(), "'12.50", POINTS, D("12.50")),
        (SolesField(), "3,5", Forms(), D("3.5")),
        (QuantityField(), "12.5 kg", POINTS, D("12.5")),
        (QuantityField(), "12,5 Kilos.", COMMAS, D("12.5")),
        (HectaresField(), "0,25 ha", COMMAS, D("0.25")),
        (PercentField(), "18%", POINTS, D(18)),
        (SolesField(), "-", POINTS, D(0)),
        (SolesField(), "—", POINTS, D(0)),
        (SolesField(), None, POINTS, None),
        (SolesField(), " \u00a0", POINTS, None),
        (IntegerField(), D(12), POINTS, 12),
        (IntegerField(), "1,200", POINTS, 1200),
        (DayField(), date(2026, 5, 7), Forms(), date(2026, 5, 7)),
        (DayField(), "7/5/26", Forms(), date(2026, 5, 7)),
        (DayField(), "06/25/2026", Forms(day=DayOrder.MONTH_FIRST), date(2026, 6, 25)),
        (DayField(), "2026-05-07", Forms(), date(2026, 5, 7)),
        (DayField(), "2026/5/7", Forms(), date(2026, 5, 7)),
        (DayField(), "07/05/2026 13:30", Forms(), date(2026, 5, 7)),
        (DayField(), "2026-05-07T00:00:00", Forms(), date(2026, 5, 7)),
        (DayField(), "7-may-26", Forms(), date(2026, 5, 7)),
        (DayField(), "Jueves, 7 de mayo del 2026", Forms(), date(2026, 5, 7)),
        (DayField(), "12 Setiembre 2026", Forms(), date(2026, 9, 12)),
        (DayField(), "12-Sept.-2026", Forms(), date(2026, 9, 12)),
        (DayField(), "-", Forms(), None),
        (DniField(), D(40000001), Forms(), "40000001"),
        (DniField(), "'01234567", Forms(), "01234567"),
        (DniField(), "4000 0001", Forms(), "40000001"),
        (RucField(), D(20100070970), Forms(), "20100070970"),
        (PhoneField(), D(984123456), Forms(), "984123456"),
        (PhoneField(), "–", Forms(), None),
        (NameField(), "  Rosa\u00a0\n Quispe\u200b ", Forms(), "Rosa Quispe"),
        (NameField(), "'ichu", Forms(), "'ichu"),
        (NameField(), D(45), Forms(), "45"),
        (NoteField(), "una\ndos ", Forms(), "una\ndos"),
        (BooleanField(), True, Forms(), True),
        (BooleanField(), "x", Forms(), True),
    ],
)
def test_a_cell_means_what_it_says(field: Field, value: Value, forms: Forms, means: Any) -> None:
    assert meaning_of(field, value, forms) == Meaning(means)


@pytest.mark.parametrize(
    ("field", "value", "means", "said"),
    [
        (DniField(), D(1234567), "01234567", "Al DNI 1234567 le faltaba un cero adelante."),
        (DniField(), "123456", "00123456", "Al DNI 123456 le faltaban 2 ceros adelante."),
        (DayField(), D(46148), date(2026, 5, 6), "Excel guarda el 06/05/2026 como 46148."),
    ],
)
def test_what_is_put_right_is_said(field: Field, value: Value, means: Any, said: str) -> None:
    assert meaning_of(field, value) == Meaning(means, said)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        (SolesField(), "1,234", "puede ser 1234 o 1.234"),
        (SolesField(), "1E400", "no es un número"),
        (SolesField(), "1e2", "no es un número"),
        (SolesField(), "٣٤", "no es un número"),
        (SolesField(), "1_000", "no es un número"),
        (SolesField(), "12 50", "no es un número"),
        (SolesField(), "$ 50", "no es un número"),
        (SolesField(), "nan", "no es un número"),
        (SolesField(), True, "no es un número"),
        (SolesField(), date(2026, 5, 7), "no es un número"),
        (SolesField(), D(-3), "menor que cero"),
        (SolesField(), "- 3.50", "menor que cero"),
        (SolesField(), D("33.3333333333333"), "2 decimales"),
        (SolesField(), "1" * 400, "demasiado grande"),
        (QuantityField(), "12 qq", "no es un número"),
        (QuantityField(), "3 @", "no es un número"),
        (HectaresField(), "500 m2", "no es un número"),
        (IntegerField(), D("1.5"), "número entero"),
        (DayField(), "05/06", "falta el año"),
        (DayField(), "hoy", "falta el año"),
        (DayField(), "31/02/2026", "no existe"),
        (DayField(), "7 de brumario de 2026", "no es una fecha"),
        (DayField(), D(12), "no es una fecha"),
        (DayField(), D(99999), "no es una fecha"),
        (DayField(), D("46148.5"), "no es una fecha"),
        (DniField(), D(12345), "8 cifras"),
        (DniField(), "1.23E+07", "solo cifras"),
        (DniField(), "٤٠٠٠٠٠٠١", "solo cifras"),
        (NameField(), "a\u202eb", "no se pueden guardar"),
        (SolesField(), CellFault("#DIV/0!"), "La celda dice «#DIV/0!»"),
        (NameField(), CellFault("=A1"), "La fórmula no tiene resultado"),
    ],
)
def test_what_means_nothing_there_is_refused(field: Field, value: Value, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        meaning_of(field, value)


@given(
    amount=st.decimals(0, 9_999_999, places=2),
    sign=st.sampled_from(DecimalSign),
    with_thousands=st.booleans(),
    dressed=st.sampled_from(["{}", "S/ {}", " {}\u00a0", "{} soles"]),
)
def test_an_amount_written_with_either_sign_comes_back(
    amount: D, sign: DecimalSign, with_thousands: bool, dressed: str
) -> None:
    text = f"{amount:,}" if with_thousands else f"{amount}"
    if sign is COMMA:
        text = text.translate(str.maketrans(",.", ".,"))
    text = dressed.format(text)

    assert decimal_signs([text]) == (sign,)
    assert meaning_of(SolesField(), text, Forms(sign)).value == amount


@given(value=st.one_of(st.text(), st.decimals(allow_nan=False, allow_infinity=False), st.dates()))
def test_any_value_means_something_or_is_refused(value: Value) -> None:
    for field in (SolesField(), DayField(), DniField(), NameField(), IntegerField(), RucField()):
        for forms in (POINTS, COMMAS, Forms(day=DayOrder.MONTH_FIRST)):
            with suppress(ValueError):
                assert isinstance(meaning_of(field, value, forms).said, str)
    assert len(decimal_signs([value])) <= 2
    assert len(day_orders([value])) <= 1
