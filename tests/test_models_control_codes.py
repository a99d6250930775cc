"""The control code: any fact altered in the book shows, voiding does not, and it is told kindly."""

import re

import pytest
from peewee import ForeignKeyField, IntegerField, IntegrityError
from playhouse.test_utils import count_queries

from models import control_codes
from models.changes import database
from models.code_letters import LETTERS
from models.control_codes import code_of, codes_of, read_number, verify
from models.documents import Document
from models.fields import DayField, ExactField
from models.produce.deliveries import Delivery
from models.voiding import void, void_delivery
from tests.factories import (
    a_collection,
    a_delivery,
    a_member,
    a_sale,
    bank,
    cash,
    may,
    no_guards,
)


def number(text):
    return Document.get(Document.number == text)


def test_every_paper_of_the_worked_month_has_a_code_of_its_own(worked_month):
    keys = [one.id for one in Document.select()]

    codes = codes_of(keys)

    assert set(codes) == set(keys)
    assert len(set(codes.values())) == len(keys)
    assert all(re.fullmatch(f"[{LETTERS}]{{4}}-[{LETTERS}]{{4}}", one) for one in codes.values())


def test_codes_of_many_are_those_of_each_with_no_more_questions(worked_month):
    papers = list(Document.select().where(Document.kind << ("EN", "RE", "V", "LQ")))
    one_of_each = {paper.kind: paper for paper in papers}.values()
    alone = {paper.id: code_of(paper) for paper in papers}

    with count_queries() as few:
        codes_of([one.id for one in one_of_each])
    with count_queries() as many:
        together = codes_of([one.id for one in papers])

    assert together == alone
    assert many.count == few.count <= 11


@pytest.mark.parametrize("kind", ["EN", "RI", "RE", "V", "TR", "LQ"])
def test_any_figure_or_word_of_a_paper_that_is_altered_changes_its_code(worked_month, kind):
    """By whatever door: here by SQL, with the guards of the file taken away."""
    paper = Document.get(Document.kind == kind)
    before, others = code_of(paper), _codes_of_all_but(paper)
    tables = [*control_codes._FACTS[kind], *control_codes._ENTRIES]

    for key, *fields in tables:
        table = key.model._meta.table_name
        for field in fields:
            column = field.column_name
            stored = database.execute_sql(
                f"SELECT rowid, {column} FROM {table} WHERE {key.column_name} = ?", (paper.id,)
            ).fetchall()
            for row, value in stored[:1]:
                altered = _another(field, value)
                if altered is None:
                    continue
                with no_guards():
                    change = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"
                    try:
                        database.execute_sql(change, (altered, row))
                    except IntegrityError:  # its own check keeps it from being altered alone
                        continue
                    assert code_of(paper) != before, (table, column)
                    database.execute_sql(change, (value, row))
    assert code_of(paper) == before
    assert _codes_of_all_but(paper) == others


def _codes_of_all_but(paper):
    return codes_of([one.id for one in Document.select().where(Document.id != paper.id)])


def _another(field, value):
    """Another value of the same kind; None where there is none to be had."""
    if isinstance(field, ForeignKeyField):
        other = field.rel_model.select().where(field.rel_field != value).first()
        return other._pk if other is not None else None
    if isinstance(field, ExactField | IntegerField):
        return (value or 0) + 1
    if isinstance(field, DayField):
        return "2026-07-29"
    return (value or "") + "x"


def test_voiding_leaves_the_code_as_it_was_issued(association):
    delivery = a_delivery(association, "100.0", may(6), advance=cash("40.00"))
    a_delivery(association, "100.0", may(6))
    sale = a_sale(association, "50.0", may(7), credit_days=30)
    receipt = a_collection(sale, bank("10.00"), may(8))
    papers = list(Document.select())
    before = codes_of([one.id for one in papers])

    void(receipt.document, may(8), "monto equivocado")
    void(sale.document, may(8), "no se hizo")
    void_delivery(Delivery.get_by_id(delivery.document_id), may(8), "peso equivocado")

    assert Document.select().where(Document.state == "voided").count() == 4
    assert codes_of([one.id for one in papers]) == before


def test_a_name_written_better_later_leaves_the_code(association):
    member = a_member(association, "Rosa Kispe")
    paper = a_delivery(association, "10.0", may(6), member=member).document
    before = code_of(paper)

    member.name = "Rosa Quispe"
    member.save()

    assert code_of(paper) == before


def test_a_paper_is_verified_however_its_number_and_code_are_typed(worked_month):
    paper = number("RI-2026-0003")
    code = code_of(paper)

    for typed in ("RI-2026-0003", "ri 2026 3", " ri-2026-3 ", "RI20260003", "ri/2026/0003"):
        assert verify(worked_month, typed, code).matches, typed
    worn = code.lower().replace("-", " ").replace("0", "o").replace("1", "l").replace("8", "b")
    assert verify(worked_month, "RI-2026-0003", worn).matches
    assert verify(worked_month, "RI-2026-0003", worn.replace("5", "S").replace("v", "u")).matches


def test_another_code_does_not_match_and_the_paper_is_told_all_the_same(worked_month):
    answer = verify(worked_month, "RI-2026-0003", code_of(number("RI-2026-0001")))

    assert (str(answer.document), answer.matches, answer.is_void) == ("RI-2026-0003", False, False)
    assert not verify(worked_month, "RI-2026-0003", "").matches


def test_a_void_paper_matches_and_says_that_it_is_void(worked_month):
    paper = number("V-2026-0001")

    answer = verify(worked_month, "V-2026-0001", code_of(paper))

    assert (answer.matches, answer.is_void) == (True, True)


@pytest.mark.parametrize("typed", ["RI-2026-0099", "hola", "", "RI-2026-", "'; DROP TABLE"])
def test_a_number_nobody_issued_is_told_as_such(worked_month, typed):
    answer = verify(worked_month, typed, "ABCD-EFGH")

    assert (answer.document, answer.matches, answer.is_void) == (None, False, False)


def test_numbers_beyond_four_digits_are_read():
    assert read_number("en 2026 12345") == "EN-2026-12345"
    assert read_number("EN202612345") == "EN-2026-12345"
    assert read_number("v-2026-7") == "V-2026-0007"


def test_the_code_of_the_same_facts_is_the_same_for_good():
    """Papers handed out before must still be verified by every later version."""
    facts = [["RI", "RI-2026-0001", "2026-05-05", "a", None], [[None, "S/", 500]]]

    assert control_codes._code(control_codes._written(facts)) == "CB2J-31P4"
