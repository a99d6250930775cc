"""Where the headings are and which rows are records, in sheets that a person made to be looked at."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.importing.limits import letter_of
from models.importing.reading import CellFault, Row, Sheet
from models.importing.tables import HEADING, NOTE, TOTAL, find_tables

MAY_7 = date(2026, 5, 7)
HEADINGS = ("Fecha", "Socio", "Kilos")
ANA = (MAY_7, "Ana", D(12))
LUZ = ("08/05/2026", "Luz", "3,5")


def sheet(*rows: Row, merged: tuple[tuple[int, int, int, int], ...] = ()) -> Sheet:
    return Sheet("Hoja", rows, merged=merged)


def words_of(found: Sheet) -> list[list[str]]:
    return [[heading.words for heading in table.headings] for table in find_tables(found)]


def marks_of(found: Sheet) -> dict[int, str]:
    (table,) = find_tables(found)
    return {row.number: row.mark for row in table.rows if row.mark}


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (16383, "XFD")]
)
def test_columns_have_their_letters(column: int, letters: str) -> None:
    assert letter_of(column) == letters


def test_an_empty_sheet_has_no_table() -> None:
    assert find_tables(sheet()) == ()
    assert find_tables(sheet((), (None, None))) == ()


def test_a_plain_table_is_all_records() -> None:
    (table,) = find_tables(sheet(HEADINGS, ANA, LUZ))

    assert [heading.letter for heading in table.headings] == ["A", "B", "C"]
    assert [(row.number, row.values) for row in table.records] == [(2, ANA), (3, LUZ)]


def test_titles_and_what_is_known_of_the_sheet_stand_above() -> None:
    (table,) = find_tables(
        sheet(
            ("ASOCIACIÓN LOS ANDES",),
            ("Mes:", "Mayo", "Caserío:", "Tocorani"),
            (),
            (None, *HEADINGS, "Pago"),
            (None, *ANA, D(5)),
        )
    )

    assert [heading.words for heading in table.headings] == [*HEADINGS, "Pago"]
    assert [heading.letter for heading in table.headings] == ["B", "C", "D", "E"]
    assert table.above == ("ASOCIACIÓN LOS ANDES", "Mes:", "Mayo", "Caserío:", "Tocorani")


def test_words_in_a_row_over_the_headings_are_not_taken_for_them() -> None:
    found = sheet(
        ("Distrito", "Pomacanchi", "Mes", "Mayo"),
        ("N°", "Socio", "DNI", "Fecha", "Kilos", "S/"),
        (D(1), "Ana", D(40000001), MAY_7, D(12), D(5)),
    )

    assert words_of(found) == [["N°", "Socio", "DNI", "Fecha", "Kilos", "S/"]]


def test_headings_of_two_lines_are_joined_under_their_group() -> None:
    found = sheet(
        ("Fecha", "Socio", "Peso", None, "Pago", "Obs."),
        (None, None, "bruto", "neto", "S/", None),
        (MAY_7, "Ana", D(12), D(11), D(5), "ojo"),
    )

    assert words_of(found) == [["Fecha", "Socio", "Peso bruto", "Peso neto", "Pago S/", "Obs."]]


def test_a_group_ends_where_its_merged_cell_ends() -> None:
    found = sheet(
        ("Fecha", "Peso", None, None),
        (None, "bruto", "neto", "Precio"),
        (MAY_7, D(12), D(11), D(5)),
        merged=((0, 0, 1, 0), (0, 1, 0, 2)),
    )

    assert words_of(found) == [["Fecha", "Peso bruto", "Peso neto", "Precio"]]


def test_a_list_without_figures_takes_its_first_line_for_headings() -> None:
    found = sheet(("Socio", "Comunidad"), ("Ana Quispe", "Tocorani"), ("Luz Puma", "Santa Lucía"))

    assert words_of(found) == [["Socio", "Comunidad"]]
    assert marks_of(found) == {}


def test_a_first_record_of_words_is_no_second_line_of_headings() -> None:
    found = sheet(("Socio", "Comunidad", "DNI"), ("Ana", "Tocorani", None), ("Luz", "Lima", D(4)))

    assert words_of(found) == [["Socio", "Comunidad", "DNI"]]
    assert [row.number for row in find_tables(found)[0].records] == [2, 3]


def test_a_table_without_headings_has_columns_without_words() -> None:
    (table,) = find_tables(sheet(ANA, LUZ))

    assert [heading.words for heading in table.headings] == ["", "", ""]
    assert [row.number for row in table.records] == [1, 2]


def test_one_column_is_a_table() -> None:
    assert words_of(sheet(("Socio",), ("Ana",), ("Luz",))) == [["Socio"]]


@pytest.mark.parametrize(
    "row",
    [
        (None, "TOTAL", D(15)),
        ("Total mayo", None, D(15)),
        (None, "Sub total", "15,50"),
        (None, "Sub-totales:", D(15)),
        ("SUMAS", None, D(15)),
        (None, "Van", D(15)),
        (None, "Vienen de la hoja 1", D(15)),
        (MAY_7, "Saldo anterior", D(15)),
        (None, None, D(15)),
        (None, "Total", CellFault("=SUM(C2:C3)")),
    ],
)
def test_sums_in_the_middle_are_marked(row: Row) -> None:
    found = sheet(HEADINGS, ANA, LUZ, row, ANA, LUZ)

    assert marks_of(found) == {4: TOTAL}


@pytest.mark.parametrize(
    "row",
    [
        (MAY_7, "Total Agro S.A.C.", D(15)),
        (MAY_7, "Van Loon", D(15)),
        (None, "Sumac Ñan", D(15)),
        (MAY_7, None, D(15)),
        (MAY_7, "Ana", None),
        (MAY_7, "Ana", CellFault("#N/A")),
    ],
)
def test_records_that_look_a_little_like_sums_are_records(row: Row) -> None:
    assert marks_of(sheet(HEADINGS, ANA, LUZ, row, ANA, LUZ)) == {}


def test_headings_printed_again_are_marked() -> None:
    assert marks_of(sheet(HEADINGS, ANA, LUZ, (), HEADINGS, ANA)) == {5: HEADING}


def test_notes_groups_and_signatures_are_marked() -> None:
    found = sheet(
        ("Fecha", "Socio", "Kilos", "Pago"),
        ("Comunidad de Tocorani",),
        (*ANA, D(1)),
        (*LUZ, D(2)),
        (),
        (None, "Los sacos son de 50."),
        (),
        ("Tesorera", None, "Presidenta"),
    )

    assert marks_of(found) == {2: NOTE, 6: NOTE, 8: NOTE}


def test_a_second_table_below_is_another_table() -> None:
    found = sheet(
        HEADINGS,
        ANA,
        LUZ,
        (),
        ("Pagos del mes",),
        ("Día", "Recibido de", "Monto"),
        (MAY_7, "Agro Sur", D(15)),
    )

    first, second = find_tables(found)

    assert [row.number for row in first.records] == [2, 3]
    assert [heading.words for heading in second.headings] == ["Día", "Recibido de", "Monto"]
    assert second.above == ("Pagos del mes",)
    assert [row.number for row in second.records] == [7]


def test_an_empty_row_ends_no_table() -> None:
    (table,) = find_tables(sheet(HEADINGS, ANA, (), (), LUZ))

    assert [row.number for row in table.records] == [2, 5]


def test_cells_made_one_downwards_hold_for_each_of_their_rows() -> None:
    (table,) = find_tables(
        sheet(HEADINGS, ANA, (None, "Luz", D(3)), (None, "Rosa", D(4)), merged=((1, 0, 2, 0),))
    )

    assert [row.values[0] for row in table.records] == [MAY_7, MAY_7, None]


CELLS = st.one_of(
    st.none(),
    st.sampled_from(["Fecha", "Socio", "Total", "12,5", "07/05/2026", "Peso (kg)", "Mes:", ""]),
    st.text(max_size=8),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.booleans(),
    st.builds(CellFault, st.just("#N/A")),
)


@given(
    rows=st.lists(st.lists(CELLS, max_size=6).map(tuple), max_size=12),
    merged=st.lists(st.tuples(*[st.integers(0, 13)] * 4), max_size=3).map(tuple),
)
def test_no_value_of_any_sheet_is_lost(
    rows: list[Row], merged: tuple[tuple[int, int, int, int], ...]
) -> None:
    """Each row with a value is above a table, its headings, or one of its rows, in order."""
    found = find_tables(sheet(*rows, merged=merged))

    numbers = [row.number for table in found for row in table.rows]
    assert numbers == sorted(set(numbers))
    for number, row in enumerate(rows, 1):
        kept = [line for table in found for line in table.rows if line.number == number]
        texts = [text for table in found for text in table.above]
        words = [heading.words for table in found for heading in table.headings]
        for value in row:
            if value is None:
                continue
            if kept:
                assert value in kept[0].values
            else:
                said = " ".join(str(value).split())
                assert str(value) in texts or any(said in word for word in words)
    for table in found:
        assert all(len(row.values) == len(table.headings) for row in table.rows)
