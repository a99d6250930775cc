"""What is typed and what is shown: each kind of value has one reader, and reads what it shows."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.associations import Association
from models.fields import folded, line, read, show
from models.parameters import Parameter
from models.people.members import Member
from models.places import District
from models.produce.buyers import Buyer
from models.produce.deliveries import Delivery
from models.produce.harvests import Harvest
from models.produce.products import Grade, Product
from models.produce.sales import Sale


def figures(places: int) -> st.SearchStrategy[Decimal]:
    """Whole numbers of the smallest unit, up to nine digits before the point."""
    return st.integers(0, 10 ** (9 + places) - 1).map(lambda n: Decimal(n).scaleb(-places))


EXACT = [
    (Sale.total, 2),
    (Grade.tariff, 4),
    (Delivery.gross, 3),
    (Harvest.area, 4),
    (Delivery.impurity, 2),
    (Parameter.value, 4),
]


@pytest.mark.parametrize(("field", "places"), EXACT, ids=lambda one: getattr(one, "name", None))
@given(data=st.data())
def test_a_figure_that_was_shown_reads_as_itself(field, places, data):
    value = data.draw(figures(places))

    assert read(field, show(field, value)) == value


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_that_was_shown_reads_as_itself(day):
    assert read(Member.admitted, show(Member.admitted, day)) == day


@pytest.mark.parametrize(
    "field", [Member.sex, Member.civil_state, Product.unit, Sale.terms], ids=lambda one: one.name
)
def test_a_choice_that_was_shown_reads_as_itself(field):
    for kept, _title in field.choices:
        assert read(field, show(field, kept)) == kept


@given(st.booleans())
def test_yes_and_no_read_as_they_were_shown(value):
    assert read(Member.dues_exempt, show(Member.dues_exempt, value)) is value


@given(st.from_regex("[90][0-9]{8}", fullmatch=True))
def test_a_telephone_that_was_shown_reads_as_itself(digits):
    assert read(Member.phone, show(Member.phone, digits)) == digits


@given(st.from_regex("[0-9]{8}", fullmatch=True))
def test_a_dni_keeps_its_leading_zeros(digits):
    assert read(Member.dni, show(Member.dni, digits)) == digits


@pytest.mark.parametrize("field", [Member.name, Member.remarks], ids=lambda one: one.name)
@given(text=st.text(max_size=130))
def test_a_text_is_refused_or_reads_as_it_was_shown(field, text):
    try:
        kept = read(field, text)
    except ValueError:
        return

    assert read(field, show(field, kept)) == kept
    kept.encode("utf-8")  # can be stored


# Figures ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "soles"),
    [
        ("1250.5", "1250.50"),
        ("1250,5", "1250.50"),
        ("1,250.50", "1250.50"),
        ("1.250,50", "1250.50"),
        ("1,250,000", "1250000.00"),
        ("12,50", "12.50"),
        (".50", "0.50"),
        ("S/ 5", "5.00"),
        ("  S/. 1,250.50 ", "1250.50"),
        ("1 250.50", "1250.50"),
        ("0012", "12.00"),
        ("0,125000", "0.125000"),
    ],
)
def test_both_decimal_keys_are_taken_where_one_reading_is_possible(typed, soles):
    assert read(Grade.tariff, typed) == Decimal(soles)


@pytest.mark.parametrize("typed", ["1,250", "1.250", "12,500", "999.000"])
def test_a_figure_with_two_readings_is_asked(typed):
    with pytest.raises(ValueError, match="puede ser") as asked:
        read(Delivery.gross, typed)

    assert typed in str(asked.value)


def test_both_readings_are_named():
    with pytest.raises(ValueError, match=r"1250 o 1\.25"):
        read(Delivery.gross, "1,250")


HOSTILE = [
    "١٢٣",
    "१२३",
    "１２３",
    "²",
    "½",
    "NaN",
    "nan",
    "sNaN",
    "Infinity",
    "-Infinity",
    "1E400",
    "1e5",
    "0x10",
    "1_000",
    "--5",
    "+5",
    "5-",
    "1..5",
    "1,2.5",
    "1.250.50",
    "1,,250",
    ",",
    ".",
    "12 50",
    "5 0",
    "5kg",
    "cinco",
    "\x005",
    "5\ud800",
    "99999999999",
    "9" * 400,
    "-5",
    "−5",
]


@pytest.mark.parametrize("typed", HOSTILE, ids=ascii)
@pytest.mark.parametrize("field", [Sale.total, Delivery.gross, Parameter.value])
def test_what_is_no_amount_is_refused_with_a_sentence(field, typed):
    with pytest.raises(ValueError, match=r"\.$"):
        read(field, typed)


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_is_refused_with_a_sentence(text):
    value, said = Decimal(0), "."
    try:
        value = read(Sale.total, text)
    except ValueError as refusal:
        said = str(refusal)

    assert said.endswith(".")
    assert 0 <= value < Decimal(10) ** 10
    assert value == value.quantize(Decimal("0.01"))


@pytest.mark.parametrize(
    ("field", "typed"), [(Sale.total, "0.005"), (Delivery.sacks, "2.5"), (Grade.tariff, "0.00001")]
)
def test_more_decimals_than_the_unit_has_are_refused(field, typed):
    with pytest.raises(ValueError, match="decimal"):
        read(field, typed)


# Days ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["07/05/2026", "7/5/2026", "7-5-26", "7.5.2026", "07052026", "070526", "2026-05-07"]
)
def test_a_day_is_read_however_it_is_written(typed):
    assert read(Member.admitted, typed) == date(2026, 5, 7)


def test_today_and_yesterday_are_days():
    today = date.today()

    assert read(Member.admitted, "HOY") == today
    assert read(Member.admitted, "ayer") == today - timedelta(days=1)


def test_a_day_and_month_are_of_this_year():
    assert read(Member.admitted, "7/5") == date(date.today().year, 5, 7)


def test_two_digits_of_a_far_year_are_of_the_last_century():
    assert read(Member.born, "1/2/84") == date(1984, 2, 1)


NO_DAYS = [
    "31/02/2026",
    "29/02/2026",
    "00/05/2026",
    "7/13/2026",
    "٧/٥/٢٠٢٦",
    "7/5/0026",
    "2026/5/7",
]
NO_DAYS += ["mañana", "", "7/5/2026 10:00", "1/1/2200", "7/5/9999", "20260507"]


@pytest.mark.parametrize("typed", NO_DAYS, ids=ascii)
def test_what_is_no_day_is_refused_with_a_sentence(typed):
    with pytest.raises(ValueError, match=r"\.$"):
        read(Member.admitted, typed)


def test_the_29th_of_february_exists_in_a_leap_year():
    assert read(Member.admitted, "29/02/2028") == date(2028, 2, 29)


# Identity -----------------------------------------------------------------------------------

PUBLIC_BODIES = ["20131312955", "20295613620", "20131372931", "20131369981", "20131370645"]
PUBLIC_BODIES += ["20267073580", "20131373075", "20527147612", "20172474501"]


@pytest.mark.parametrize("ruc", PUBLIC_BODIES)
def test_the_ruc_of_a_public_body_is_taken(ruc):
    assert read(Buyer.ruc, ruc) == ruc


def test_a_ruc_is_taken_with_blanks_and_dashes_left_out():
    assert read(Buyer.ruc, " 20-131312955 ") == "20131312955"


@pytest.mark.parametrize(
    ("ruc", "why"),
    [
        ("20131312954", "no corresponde"),
        ("2013131295", "11 cifras"),
        ("20131312955A", "cifras"),
        ("99131312955", "empieza con"),
        ("２０１３１３１２９５５", "solo cifras"),
        ("", "11 cifras"),
    ],
)
def test_a_ruc_of_a_wrong_length_prefix_or_check_digit_is_refused(ruc, why):
    with pytest.raises(ValueError, match=why):
        read(Buyer.ruc, ruc)


@pytest.mark.parametrize("dni", ["1234567", "123456789", "1234567A", "١٢٣٤٥٦٧٨", "10117410-2"])
def test_a_dni_that_is_not_eight_digits_is_refused(dni):
    with pytest.raises(ValueError, match="DNI"):
        read(Member.dni, dni)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("984 123 456", "984123456"), ("+51 984123456", "984123456"), ("(084) 223-344", "084223344")],
)
def test_a_telephone_keeps_only_its_digits(typed, digits):
    assert read(Member.phone, typed) == digits


@pytest.mark.parametrize("typed", ["84123456", "184123456", "98412345", "98412345a"])
def test_what_is_no_telephone_is_refused(typed):
    with pytest.raises(ValueError, match="9 cifras"):
        read(Member.phone, typed)


@pytest.mark.parametrize("typed", ["80205", "0802055", "08020A", "٠٨٠٢٠٥"])
def test_an_ubigeo_is_six_digits_with_its_leading_zero(typed):
    with pytest.raises(ValueError, match="6 cifras"):
        read(District.ubigeo, typed)


# Texts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\ud800", "\u200b", "\u202e", "\ue000"])
@pytest.mark.parametrize("field", [Member.name, Member.remarks, Association.name])
def test_letters_that_cannot_be_seen_or_kept_are_refused(field, letter):
    with pytest.raises(ValueError, match="caracteres"):
        read(field, f"Quispe{letter}Mamani")


def test_blanks_are_folded_and_accents_composed():
    assert line("  José\t\u00a0Pérez  ".replace("é", "e\u0301")) == "José Pérez"


def test_a_name_holds_120_letters_and_no_more():
    assert read(Member.name, "a" * 120) == "a" * 120
    with pytest.raises(ValueError, match="121"):
        read(Member.name, "a" * 121)


def test_a_note_keeps_its_lines_and_holds_1000_letters_in_all():
    assert read(Member.remarks, "uno\r\n\r\n dos ") == "uno\n\ndos"
    with pytest.raises(ValueError, match="1000"):
        read(Member.remarks, "\n".join(["a" * 600] * 2))


def test_searching_looks_past_accents_capitals_and_doubled_blanks():
    assert folded("  ÑAHUI   Águeda ") == "nahui agueda"
