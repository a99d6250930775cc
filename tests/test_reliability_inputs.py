"""R13, R19: whatever is typed, pasted or imported is taken as one value or refused with a sentence.

500 examples for each kind of value; 10,000 with HYPOTHESIS_PROFILE=nightly.
"""

import os
import re
import sqlite3
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from peewee import BooleanField, Field, IntegerField

from models.cuaderno import words as cuaderno
from models.fields import (
    ChoiceField,
    DayField,
    DniField,
    ExactField,
    FactorField,
    HectaresField,
    HourField,
    NameField,
    NoteField,
    PercentField,
    PhoneField,
    PriceField,
    QuantityField,
    RucField,
    SolesField,
    UbigeoField,
    read,
    show,
    writable,
)
from models.importing.readings import DASHES, meaning_of
from models.numbers import MOST, read_count
from models.settling.shares import shared
from reports.files import safe_name

pytestmark = pytest.mark.bar("R13")

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
much = settings(
    max_examples=10_000 if NIGHTLY else 500,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

NASTY = (
    "",
    "0",
    "-0",
    "NaN",
    "Infinity",
    "1e5",
    "1E+400",
    "1_000",
    "٣٤٥",
    "१",
    "７",
    "²",
    "½",
    "1,234",
    "1.234",
    "1.234,50",
    "1 234,50",
    "S/ 20",
    "−5",
    "00000000000000000001",
    "9" * 400,
    "31/02/2026",
    "29/02/2028",
    "2026-02-31",
    "46150",
    "2026-W05-3",
    "hoy",
    "\0",
    "12\0",
    "\u202e21",
    "\u200b12",
    "12\u00a0500",
    "a\ud800b",
    "a\ufffeb",
    "\ue000",
    "Jose\u0301",
    "=cmd|' /C calc'!A0",
    "CON",
    "con.txt",
    "COM¹",
    "../../etc/passwd",
    "a/b:c*d?",
    "<b>",
    "'; DROP TABLE member;--",
    "\t \u3000\u2028",
    "línea\r\notra",
)
typed = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(), max_size=200),
    st.text(st.sampled_from("0123456789.,-+eE'_ S/\u00a0\u202f\u2009١２−%$:naíN"), max_size=20),
    st.from_regex(r"\A[0-9]{1,3}([.,][0-9]{1,3}){0,4}\Z"),
    st.from_regex(r"\A[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{1,5}\Z"),
    st.from_regex(r"\A[0-9]{6,13}\Z"),
    st.floats().map(str),
    st.integers().map(str),
    st.decimals(0, 10**9, places=2).map(str),
    st.dates(date(1890, 1, 1), date(2210, 1, 1)).map(lambda day: f"{day:%d/%m/%Y}"),
)
KINDS: tuple[Field, ...] = (
    SolesField(),
    PriceField(),
    QuantityField(),
    HectaresField(),
    PercentField(),
    FactorField(),
    IntegerField(),
    BooleanField(),
    DayField(),
    HourField(),
    NameField(),
    NoteField(),
    DniField(),
    RucField(),
    PhoneField(),
    UbigeoField(),
    ChoiceField(choices=(("F", "Mujer"), ("M", "Varón"))),
)
every_kind = pytest.mark.parametrize("field", KINDS, ids=lambda field: type(field).__name__)
KEPT = sqlite3.connect(":memory:")
MOST_SAID = 220  # letters of a sentence beside a field


def taken(field: Field, text: str) -> Any:
    """The value; None where it was refused, with a sentence a person can read."""
    try:
        return read(field, text)
    except ValueError as refused:
        said = str(refused)
        assert said.endswith((".", "?")), said
        assert len(said) <= MOST_SAID
        assert writable(said), said
        assert not re.search("(?i)error|invalid|null|literal", said.replace(text[:40], "")), said
        return None


@much
@given(text=typed)
@example("-")
def test_it_is_one_canonical_value_or_refused_with_a_sentence_by_every_door(text):
    for field in KINDS:
        value = taken(field, text)
        if value is None:
            continue
        _is_canonical(field, value)
        if isinstance(field, ExactField):
            _has_the_digits_typed(field, value, text)
        if value != "" and not isinstance(field, NoteField):
            _is_read_so_in_a_sheet(field, text, read(field, text.strip()))


def _is_canonical(field: Field, value: Any) -> None:
    """It is shown so that it reads as itself, and kept so that it comes back as it was."""
    assert taken(field, show(field, value)) == value
    raw = KEPT.execute("SELECT ?", (field.db_value(value),)).fetchone()[0]
    assert field.python_value(raw) == value
    if isinstance(value, str):
        assert writable(value)
        assert unicodedata.is_normalized("NFC", value)
        assert len(value) <= (1000 if isinstance(field, NoteField) else 120)


def _has_the_digits_typed(field: ExactField, value: Decimal, text: str) -> None:
    assert 0 <= value < MOST
    assert value == value.quantize(Decimal(1).scaleb(-field.places))
    digits = re.sub("[^0-9]", "", text, flags=re.ASCII)
    assert f"{value:f}".replace(".", "").strip("0") in digits
    assert not any(letter.isdecimal() and not letter.isascii() for letter in text)


def _is_read_so_in_a_sheet(field: Field, text: str, value: Any) -> None:
    try:
        meant = meaning_of(field, text).value
    except ValueError:
        # A day without its year is this year's only for who types it today.
        assert isinstance(field, DayField)
        return
    # In a sheet a dash says that there is nothing.
    assert meant == value or text.strip()[:1] in ("'", "’") or text.strip() in DASHES


@much
@given(text=typed)
def test_a_cuaderno_reads_a_day_as_a_screen_does(text):
    try:
        day = cuaderno.day(text)
    except ValueError:
        return

    assert day == read(DayField(), text)


@much
@given(text=typed)
def test_a_file_name_is_one_that_every_system_takes(text):
    name = safe_name(text)

    assert re.fullmatch("[A-Za-z0-9_-]{1,82}", name)
    assert not re.fullmatch("(?i)con|prn|aux|nul|com[0-9]|lpt[0-9]", name)
    assert os.path.basename(name) == name


@much
@given(text=typed)
@example("١٢")
@example("S/ 20")
def test_a_count_is_of_plain_digits(text):
    count = read_count(text, 0, 60)

    assert count is None or str(count) == (text.strip().lstrip("0") or "0")


@every_kind
def test_a_million_letters_are_refused_at_once_in_a_short_sentence(field):
    for letter in ("9", "a", "\u202e", " 9", "1,"):
        assert taken(field, letter * (1_000_000 // len(letter))) is None


@pytest.mark.bar("R19")
@much
@given(
    whole=st.decimals(0, 10**7, places=2),
    weights=st.lists(st.decimals(0, 10**5, places=3), min_size=1, max_size=40),
)
def test_parts_add_up_to_the_whole_and_none_is_a_centimo_off(whole, weights):
    if not sum(weights):
        return

    parts = shared(whole, weights)

    assert sum(parts) == whole
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - whole * weight / sum(weights)) < Decimal("0.01")
        assert part == part.quantize(Decimal("0.01"))
