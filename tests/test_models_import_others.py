"""Sheets written by other programs and other hands read as what they say."""

from decimal import Decimal
from pathlib import Path

import pytest

from models.importing.reading import CellFault, read_file
from models.importing.readings import (
    Forms,
    day_orders,
    decimal_signs,
    meaning_of,
)
from models.importing.tables import Table, find_tables
from tests.sheets_by_others import EXPECTED, Expected

Files = dict[str, Path]


def tables_of(path: Path) -> list[Table]:
    return [
        table
        for sheet in read_file(path).sheets
        if not sheet.hidden
        for table in find_tables(sheet)
    ]


def forms_of(table: Table, expected: Expected, place: int) -> Forms:
    """What is known of a column: the only possible reading, or what the person answers."""
    words = table.headings[place].words
    values = [row.values[place] for row in table.records]
    signs, orders = decimal_signs(values), day_orders(values)
    if words in expected.asked:
        assert len(signs) == 2 or len(orders) == 2
        return expected.asked[words]
    assert len(orders) == 1
    assert len(signs) == 1
    return Forms(signs[0], orders[0])


@pytest.mark.parametrize("name", EXPECTED)
def test_its_records_mean_what_was_written(name: str, sheets_by_others: Files) -> None:
    tables = tables_of(sheets_by_others[name])

    assert len(tables) == len(EXPECTED[name])
    for table, expected in zip(tables, EXPECTED[name], strict=True):
        assert tuple(heading.words for heading in table.headings) == expected.headings
        assert "".join(heading.letter for heading in table.headings) == expected.letters
        assert {row.number: row.mark for row in table.rows if row.mark} == expected.left_out
        forms = [forms_of(table, expected, place) for place in range(len(expected.kinds))]
        meanings = {
            row.number: [
                meaning_of(kind, value, form)
                for kind, value, form in zip(expected.kinds, row.values, forms, strict=True)
            ]
            for row in table.records
        }
        read = {number: tuple(cell.value for cell in cells) for number, cells in meanings.items()}
        assert read == expected.records
        said = {
            (number, table.headings[place].words or table.headings[place].letter): cell.said
            for number, cells in meanings.items()
            for place, cell in enumerate(cells)
            if cell.said
        }
        assert said == expected.said


@pytest.mark.parametrize("name", ["ventas.xls", "ventas.ods", "otra_vez_ventas.xlsx"])
def test_a_fault_is_seen_in_every_kind_of_file(name: str, sheets_by_others: Files) -> None:
    (sheet,) = read_file(sheets_by_others[name]).sheets

    assert sheet.rows[3] == (None, "TOTAL", Decimal("901.234"), "#DIV/0!")
    assert isinstance(sheet.rows[3][3], CellFault)


def test_a_formula_that_was_never_worked_out_is_seen(sheets_by_others: Files) -> None:
    (sheet,) = read_file(sheets_by_others["ventas.xlsx"]).sheets

    assert sheet.rows[3] == (None, "TOTAL", "=SUM(C2:C3)", "=1/0")


def test_faults_of_a_large_old_book_are_seen(sheets_by_others: Files) -> None:
    (sheet,) = read_file(sheets_by_others["faltas.xls"]).sheets

    faulty = [n for n, row in enumerate(sheet.rows, 1) if isinstance(row[2], CellFault)]
    assert faulty == [100, 200, 300, 400, 500, 600]


def test_rows_all_alike_are_no_bomb(sheets_by_others: Files) -> None:
    (sheet,) = read_file(sheets_by_others["iguales.ods"]).sheets

    assert sheet.rows == (("Papa",) * 20,) * 5_000
