"""How often a paper was printed is kept, shown in its list, and never changed."""

from datetime import datetime

import pytest
from peewee import IntegrityError
from playhouse.test_utils import count_queries

from models.changes import database, unwatch, watch
from models.documents import Document
from models.listing import Listing
from models.prints import PRINTED, SAVED, last_print, record_prints, times_printed
from models.produce.deliveries import DELIVERIES
from models.voiding import void_delivery
from tests.factories import a_delivery, cash, may


def papers_of(association, count):
    return [a_delivery(association, "10.0", may(6)).document for _n in range(count)]


def test_each_print_counts_and_those_never_printed_are_left_out(association):
    first, second, third = papers_of(association, 3)

    record_prints([first, second], PRINTED)
    record_prints([first], SAVED)

    assert times_printed([first.id, second.id, third.id]) == {first.id: 2, second.id: 1}


def test_the_last_print_says_when_and_how(association):
    (paper,) = papers_of(association, 1)
    assert last_print(paper) is None

    before = datetime.now().replace(microsecond=0)
    record_prints([paper], PRINTED)
    record_prints([paper], SAVED)

    last = last_print(paper)
    assert (last.times, last.way) == (2, SAVED)
    assert before <= last.moment <= datetime.now()


def test_hundreds_are_kept_and_counted_with_one_question_each(association):
    papers = papers_of(association, 30)

    with count_queries() as kept:
        record_prints(papers, PRINTED)
    with count_queries() as asked:
        found = times_printed([one.id for one in papers])

    # One more tells, should the disk fail, whether it was stored all the same.
    assert (kept.count, asked.count) == (2, 1)
    assert set(found.values()) == {1}


def test_the_list_of_papers_says_how_often_and_nothing_for_never(association):
    _never, often = papers_of(association, 2)
    record_prints([often], PRINTED)
    record_prints([often], PRINTED)

    place = [column.title for column in DELIVERIES.columns].index("Impreso") + 1
    found = {row[0]: row[place] for row in Listing(DELIVERIES, association).window(0, -1)}

    assert list(found.values()).count(None) == 1
    assert found[often.id] == 2


def test_the_lists_of_papers_are_told(association):
    (paper,) = papers_of(association, 1)
    told = []
    watch(told.append)

    record_prints([paper], PRINTED)

    unwatch(told.append)
    assert [Document in kinds for kinds in told] == [True]


def test_a_void_paper_and_one_of_a_closed_month_are_printed_too(worked_month):
    voided = Document.get(Document.state == "voided")

    record_prints([voided], PRINTED)  # May is closed

    assert times_printed([voided.id]) == {voided.id: 1}


def test_what_was_printed_is_neither_changed_nor_taken_away(association):
    (paper,) = papers_of(association, 1)
    record_prints([paper], PRINTED)

    for statement in ("UPDATE printing SET way = 'saved'", "DELETE FROM printing"):
        with pytest.raises(IntegrityError, match="Lo registrado no se"):
            database.execute_sql(statement)


def test_voiding_is_no_print(association):
    delivery = a_delivery(association, "10.0", may(6), advance=cash("1.00"))

    void_delivery(delivery, may(6), "peso equivocado")

    assert times_printed([delivery.document_id]) == {}
