"""What a file holds is read exactly, wherever it stands; and how it was read is said."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal as D
from pathlib import Path

import pytest
import xlsxwriter

from models.changes import Refused
from models.importing.reading import Cancelled, CellFault, Progress, Workbook, read_file


def rows_of(path: Path) -> tuple[tuple[object, ...], ...]:
    (sheet,) = read_file(path).sheets
    return sheet.rows


def workbook(
    path: Path, rows: int = 0
) -> tuple[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet]:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Hoja")
    for row in range(rows):
        sheet.write_row(row, 0, [row, f"Socio {row}", row / 10])
    return book, sheet


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "libro de prueba ñ.xlsx"


# Cells ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (1850, D(1850)),
        (40000001, D(40000001)),
        (0.1, D("0.1")),
        (0.1 + 0.2, D("0.3")),  # as Excel keeps and shows it
        (1234.5600000000002, D("1234.56")),
        (-2.5, D("-2.5")),
        (1e-7, D("1E-7")),
        (1e300, "1e+300"),  # no reader of figures takes it
        (True, True),
        ("Ñusta", "Ñusta"),
        (" a ", " a "),
        ("1.50", "1.50"),
        ("=1+1 es texto", "=1+1 es texto"),
    ],
)
def test_a_cell_is_what_was_written(path: Path, written: object, read: object) -> None:
    book, sheet = workbook(path)
    sheet.write_string(0, 0, written) if isinstance(written, str) else sheet.write(0, 0, written)
    book.close()

    ((cell,),) = rows_of(path)

    assert cell == read
    assert type(cell) is type(read)


@pytest.mark.parametrize(
    ("written", "form", "read"),
    [
        (date(2026, 5, 7), "dd/mm/yyyy", date(2026, 5, 7)),
        (datetime(2026, 5, 7), "dd/mm/yyyy hh:mm", date(2026, 5, 7)),
        (datetime(2026, 5, 7, 13, 30), "dd/mm/yyyy hh:mm", "07/05/2026 13:30"),
        (time(7, 5), "hh:mm", "07:05"),
        (timedelta(hours=30, minutes=15), "[h]:mm", "30:15"),
    ],
)
def test_days_are_days_and_hours_are_words(
    path: Path, written: date, form: str, read: object
) -> None:
    book, sheet = workbook(path)
    sheet.write_datetime(0, 0, written, book.add_format({"num_format": form}))
    book.close()

    assert rows_of(path) == ((read,),)


def test_blanks_are_nothing_and_a_row_ends_with_its_last_value(path: Path) -> None:
    book, sheet = workbook(path)
    sheet.write_row(0, 0, ["a", "", "  ", "\u00a0", "b", " ", None])
    sheet.write_row(2, 0, ["c"])
    book.close()

    assert rows_of(path) == (("a", None, None, None, "b"), (), ("c",))


def test_a_sheet_that_begins_elsewhere_keeps_its_places(path: Path) -> None:
    book, sheet = workbook(path)
    sheet.write("C3", "aquí")
    book.close()

    assert rows_of(path) == ((), (), (None, None, "aquí"))


def test_a_formula_without_a_result_is_no_empty_cell(path: Path) -> None:
    book, sheet = workbook(path)
    sheet.write("A1", "x")
    sheet.write_formula("B1", "=1/0", None, "#DIV/0!")
    sheet.write_formula("C1", "=A9&A8<5", None, "")
    sheet.write_formula("D1", '=IF(A1="","",A2)')
    sheet.write_formula("E1", "=2*3", None, 6)
    sheet.write_formula("F4", "=NA()", None, "#N/A")
    book.close()

    first, *_between, last = rows_of(path)

    assert first == ("x", "#DIV/0!", "=A9&A8<5", D(0), D(6))
    assert last == (None, None, None, None, None, "#N/A")
    assert [type(cell) for cell in (*first[1:3], last[5])] == [CellFault] * 3


def test_hidden_sheets_are_marked_and_empty_ones_are_there(path: Path) -> None:
    book, sheet = workbook(path)
    sheet.write("A1", "x")
    sheet.merge_range("A2:C3", "junto")
    book.add_worksheet("Oculta").hide()
    book.add_worksheet("Muy oculta").very_hidden()
    book.close()

    sheets = read_file(path).sheets

    assert [(one.name, one.hidden) for one in sheets] == [
        ("Hoja", False),
        ("Oculta", True),
        ("Muy oculta", True),
    ]
    assert sheets[0].merged == ((1, 0, 2, 2),)
    assert sheets[1].rows == ()


# Many rows --------------------------------------------------------------------------------------


def test_twenty_thousand_rows_are_read_and_told_as_they_come(path: Path) -> None:
    book, _sheet = workbook(path, 20_000)
    book.close()
    told: list[Progress] = []

    (sheet,) = read_file(path, progress=told.append).sheets

    assert len(sheet.rows) == 20_000
    assert sheet.rows[-1] == (D(19_999), "Socio 19999", D("1999.9"))
    assert tuple(row for bunch in told for row in bunch.rows) == sheet.rows
    assert (told[0].sheet, len(told[0].rows), told[0].total) == ("Hoja", 50, 20_000)
    assert told[-1].done == 20_000


def test_the_person_can_stop_it(path: Path) -> None:
    book, _sheet = workbook(path, 5_000)
    book.close()
    told: list[Progress] = []

    with pytest.raises(Cancelled, match="No se importó nada"):
        read_file(path, progress=told.append, cancelled=lambda: bool(told))

    assert told[-1].done < 5_000


@pytest.mark.parametrize("name", ["no está.xlsx", ".", "a\0.csv"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="No se encuentra el archivo"):
        read_file(tmp_path / name)


# Text files -------------------------------------------------------------------------------------

WORDS = (("Día", "Kilos"), ("06/05/2026", "1,5"), ("ñandú “a”", "–"))


@pytest.mark.parametrize(
    ("encoding", "recognised"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_how_a_text_is_written_is_recognised(
    tmp_path: Path, encoding: str, recognised: str, separator: str
) -> None:
    path = tmp_path / "a.csv"
    lines = [separator.join(row) for row in WORDS]
    path.write_bytes("\r\n".join(lines).encode(encoding))

    read = read_file(path)

    assert (read.encoding, read.separator, read.sheets[0].rows) == (recognised, separator, WORDS)


def text_file(path: Path, content: bytes, **chosen: str) -> Workbook:
    path.write_bytes(content)
    return read_file(path, **chosen)


def test_commas_that_separate_are_told_from_commas_of_decimals(tmp_path: Path) -> None:
    read = text_file(tmp_path / "a.csv", b'Socio,Kilos\n"Quispe, Ana","1,5"\n"Puma, Luz","2,5"\n')

    assert read.separator == ","
    assert read.sheets[0].rows[1] == ("Quispe, Ana", "1,5")


def test_letters_that_only_latin_1_has_are_read_as_it(tmp_path: Path) -> None:
    read = text_file(tmp_path / "a.csv", b"a;\xf1\x81\n")

    assert (read.encoding, read.sheets[0].rows) == ("latin-1", (("a", "ñ\x81"),))


def test_how_it_is_read_can_be_chosen(tmp_path: Path) -> None:
    content = "a,b;ñ\n".encode()

    assert text_file(tmp_path / "a.csv", content).sheets[0].rows == (("a,b", "ñ"),)
    read = text_file(tmp_path / "a.csv", content, encoding="cp1252", separator=",")

    assert (read.encoding, read.separator, read.sheets[0].rows) == ("cp1252", ",", (("a", "b;Ã±"),))


def test_an_encoding_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no es un texto"):
        text_file(tmp_path / "a.csv", b"a;\xf1\n", encoding="utf-8")


def test_one_column_is_one_column(tmp_path: Path) -> None:
    assert text_file(tmp_path / "a.txt", b"Rosa\nLuz\n").sheets[0].rows == (("Rosa",), ("Luz",))


@pytest.mark.parametrize(
    ("content", "row"), [(b'a;b\n1;2\n3;"4\n5;6\n', 3), (b'a;b\n"Ana" Luz;2\n', 2)]
)
def test_a_quotation_mark_that_swallows_what_follows_is_refused(
    tmp_path: Path, content: bytes, row: int
) -> None:
    with pytest.raises(Refused, match=f"Las comillas de la fila {row}"):
        text_file(tmp_path / "a.csv", content)


def test_quotation_marks_keep_lines_and_separators_together(tmp_path: Path) -> None:
    read = text_file(tmp_path / "a.csv", b'Nota;Kilos\n"dos\nl;neas ""x""";3\n')

    assert read.sheets[0].rows[1] == ('dos\nl;neas "x"', "3")
