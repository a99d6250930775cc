"""The history of the whole book: found by words, by who and by day, a page at a time."""

from contextlib import contextmanager

import pytest

from models import history, history_pages
from models.changes import database
from models.history_pages import asked
from models.people.members import MEMBERS
from models.places import Community
from models.voiding import void_delivery
from tests.factories import a_buyer, a_delivery, a_member, an_expense, cash, may, no_guards


@contextmanager
def questions():
    """What is asked of SQLite meanwhile."""
    made = []
    database.query_hooks.append(made.append)
    try:
        yield made
    finally:
        database.query_hooks.remove(made.append)


@pytest.fixture
def lived(association):
    """Two persons worked on members, a buyer, papers and places."""
    history.sign("Rosa Quispe")
    member = a_member(association, "Ñahui Puma, José")
    member.fill({"phone": "984123456", "address": "Calle Real"}).save()
    history.sign("Julio Mamani")
    a_buyer(association, "Molino San Juan").stored()
    delivery = a_delivery(association, "10.0", may(5), member=member)
    void_delivery(delivery, may(6), "otra persona")
    an_expense(association, cash("1.00"), may(5))
    return member


def rows(typed: str) -> list[tuple]:
    return [row[2:] for row in asked(typed).window(0, 50)]


def test_a_row_says_who_did_what_to_which_record_and_to_what_of_it(lived):
    assert rows("quispe cambio") == [
        (
            "Rosa Quispe",
            "cambió socio",
            f"Ñahui Puma, José ({lived.code})",
            "Sector o dirección, Celular",
        )
    ]
    assert ("Julio Mamani", "registró cliente", "Molino San Juan", "") in rows("julio")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("nahui", 2),  # the member alone: what is written of others names its key
        ("JOSÉ ñahui", 2),
        ("984123456", 1),
        ("calle real", 1),
        ("molino", 1),
        ("cambió socio", 1),
        ("anulado", 1),  # what «Anulado el» is called by
        ("100%", 0),
        ("[a-z]*", 0),
        ("nah_i", 0),
    ],
)
def test_it_is_found_by_the_words_of_the_record_of_the_change_and_of_who_made_it(
    lived, typed, found
):
    assert len(rows(typed)) == found if found else rows(typed) == []


def test_papers_are_found_by_their_number_and_by_their_kind(lived):
    assert {row[2] for row in rows("EN-2026-0001")} == {"EN-2026-0001"}
    assert ("Julio Mamani", "registró entrega", "EN-2026-0001", "") in rows("entrega")
    assert ("Julio Mamani", "cambió documento", "EN-2026-0001", VOIDED) in rows("otra persona")


VOIDED = "Estado, Anulado el, Motivo"


def test_it_is_found_by_day(lived):
    with no_guards():
        database.execute_sql("UPDATE change SET moment = '2026-05-07T10:00:00.000' WHERE id > 3")
        database.execute_sql("UPDATE change SET moment = '2026-05-08T10:00:00.000' WHERE id > 9")

    of_the_day = asked("07/05/2026")
    assert of_the_day.count() == 6
    assert [row[0] for row in of_the_day.window(0, 50)] == [9, 8, 7, 6, 5, 4]
    assert asked("08/05/2026 07/05/2026 nadie").count() == 0
    assert asked("7/5/2026 8/5/2026").count() == asked("").count() - 3


def test_a_page_is_one_question_whatever_stands_on_it(lived):
    whole = asked("").window(0, 500)
    with questions() as made:
        page = asked("").window(3, 5)

    assert len(made) == 1
    assert page == whole[3:8]
    assert asked("").count() == len(whole)


def test_pages_show_every_change_once_and_the_newest_first(lived):
    numbers = [row[0] for place in range(0, 200, 7) for row in asked("").window(place, 7)]

    assert numbers == sorted(set(numbers), reverse=True)
    assert len(numbers) == asked("").count()


def test_a_change_is_told_whole_with_the_name_of_its_record(lived):
    (number, *_row) = asked("quispe cambio").window(0, 1)[0]

    assert history_pages.told(number).text == (
        f"Rosa Quispe cambió el socio Ñahui Puma, José ({lived.code}):"
        " Sector o dirección: se puso «Calle Real»; Celular: se puso «984 123 456»."
    )
    assert history_pages.record_of(history.Change.get_by_id(number)) == lived


def test_every_change_of_a_book_can_be_told(worked_month):
    for row in asked("").window(0, -1):
        assert history_pages.told(row[0]).text.endswith(".")
        assert all(isinstance(cell, str) for cell in row[1:])


def test_what_is_gone_or_forgotten_is_told_without_its_words(lived):
    community = Community.create(name="Nueva", district=lived.association.district)
    community.remove()
    lived.fill({"phone": ""}).save()
    history.forget(MEMBERS, lived.id)

    assert rows("984123456") == []
    assert rows("borró comunidad") == [
        ("Julio Mamani", "borró comunidad", f"N° {community.id}", "")
    ]
    assert {row[3] for row in rows("socio")} == {"", "se retiraron los datos personales"}
