"""The table: who may speak, how many are enough, what is resolved, and what a closed acta keeps."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import IntegrityError
from pypdf import PdfReader

from models.attention import RESOLVED, notices
from models.changes import Refused, database
from models.council.forums import Actor, Delegate
from models.council.resolutions import DONE, RESOLUTIONS, Resolution
from models.council.sessions import (
    SECOND,
    Presence,
    Session,
    attend,
    needed_of,
    quorum_of,
    reopen,
    roll_of,
    seal,
    take_away,
)
from models.listing import Listing
from models.record import Doubtful, RulesBroken
from reports.territory.acta import acta_pdf
from tests.factories import june, may
from tests.pomacanchi import a_forum, a_resolution, a_session, delegates_of


@pytest.fixture
def forum(association):
    return a_forum()


@pytest.fixture
def people(forum) -> dict[str, Delegate]:
    return delegates_of(forum)


@pytest.fixture
def session(forum, people) -> Session:
    """Five of eight actors came."""
    made = a_session(forum, may(9))
    for name in ("Alcalde Uno", "Presidente Tres", "Presidenta Cuatro", "Socia Cinco"):
        attend(made, people[name])
    attend(made, people["Lideresa Seis"])
    return made


@given(st.integers(0, 500), st.integers(0, 9999))
def test_a_quorum_is_the_first_number_above_its_share(accredited, hundredths):
    share = Decimal(hundredths) / 100

    needed = needed_of(accredited, share)

    assert needed * 100 > accredited * share >= (needed - 1) * 100


@pytest.mark.parametrize(
    ("accredited", "share", "needed"), [(8, 50, 5), (7, 50, 4), (9, 0, 1), (0, 50, 1), (10, 66, 7)]
)
def test_the_quorum_by_hand(accredited, share, needed):
    assert needed_of(accredited, Decimal(share)) == needed


def test_only_who_is_accredited_on_the_day_counts(forum, people):
    made = a_session(forum, may(9))
    gone, late = people["Director Ocho"], people["Gerente Nueve"]
    gone.until, late.since = may(8), may(10)
    gone.save()
    late.save()

    assert quorum_of(made).accredited == 6
    for one in (gone, late):
        with pytest.raises(Refused, match="no estaba acreditado el 09/05/2026"):
            attend(made, one)


def test_on_second_call_whoever_comes_is_enough(forum, people):
    made = a_session(forum, may(9), call=SECOND)
    attend(made, people["Socia Cinco"])

    assert quorum_of(made).reached


def test_who_came_keeps_name_sex_and_age_of_that_day(session, people):
    one = people["Socia Cinco"]
    one.name, one.age = "Socia Cambiada", "old"
    one.save()
    one.actor.name = "Asociación Cambiada"
    one.actor.save()

    turn = next(turn for turn in roll_of(session) if turn.delegate == one)

    assert (turn.name, turn.body, turn.age) == ("Socia Cinco", "Asociación Tocorani", "grown")


def test_to_mark_twice_is_to_mark_once(session, people):
    attend(session, people["Socia Cinco"])

    assert Presence.select().where(Presence.session == session).count() == 5
    take_away(Presence.get(Presence.delegate == people["Socia Cinco"]))
    assert quorum_of(session).present == 4


def test_votes_are_no_more_than_the_actors_who_came(session):
    a_resolution(session, "Caben todos.", (3, 1, 1))

    with pytest.raises(RulesBroken, match="suman 6 y vinieron 5"):
        a_resolution(session, "Sobra uno.", (4, 1, 1))


def test_without_quorum_nothing_is_resolved(forum, people):
    made = a_session(forum, may(9))
    attend(made, people["Socia Cinco"])

    with pytest.raises(RulesBroken, match="vinieron 1 y se necesitan 5"):
        a_resolution(made, "Entre una sola.", (1, 0, 0))


def test_less_than_half_in_favour_is_asked(session):
    resolved = {"wording": "Dividido.", "responsible": "Nadie", "in_favour": 2, "against": 2}

    with pytest.raises(Doubtful, match="más de la mitad de los 5"):
        Resolution(session=session, **resolved).save()


def test_resolutions_are_numbered_in_their_session(session, forum, people):
    first, second = (a_resolution(session, word, (5, 0, 0)) for word in ("Uno.", "Dos."))
    seal(session, may(9))
    later = a_session(forum, june(9), call=SECOND)
    attend(later, people["Socia Cinco"])
    other = a_resolution(later, "Tres.", (1, 0, 0))

    assert [str(one) for one in (first, second, other)] == ["1-01", "1-02", "2-01"]
    assert {row[1] for row in Listing(RESOLUTIONS).window(0, 9)} == {"1-01", "1-02", "2-01"}


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"ends": None}, "Falta la hora en que terminó"),
        ({"chair": ""}, "Falta quién dirigió"),
        ({"secretary": ""}, "Falta quién tomó el acta"),
    ],
)
def test_an_acta_is_not_closed_without_what_the_registry_asks(session, missing, said):
    for name, value in missing.items():
        setattr(session, name, value)
    session.save()

    with pytest.raises(RulesBroken, match=said):
        seal(session, may(9))


def test_an_acta_is_not_closed_with_more_votes_than_came(session, people):
    a_resolution(session, "Los cinco.", (5, 0, 0))
    take_away(Presence.get(Presence.delegate == people["Socia Cinco"]))
    session.call = SECOND
    session.save()

    with pytest.raises(Refused, match="El acuerdo 1-01 suma 5 votos y vinieron 4"):
        seal(session, may(9))


def test_a_closed_acta_stays_as_it_was_signed(session, people, forum):
    resolved = a_resolution(session, "Cercar.", (5, 0, 0))
    seal(session, may(9))
    Delegate.create(
        forum=forum,
        actor=Actor.create(name="Otra comunidad", kind="community"),
        name="Nueva",
        sex="F",
        age="grown",
        document="Acta",
        since=date(2025, 1, 1),
    )

    with pytest.raises(Refused, match="El acta está cerrada"):
        attend(session, people["Técnica Siete"])
    with pytest.raises(Refused, match="El acta está cerrada"):
        take_away(Presence.get(Presence.session == session))
    session.venue = "Otro lugar"
    with pytest.raises(Refused, match="El acta está cerrada"):
        session.save()
    resolved.in_favour = 4
    with pytest.raises(RulesBroken, match="El acta está cerrada"):
        resolved.save()
    with pytest.raises(Refused, match="El acta está cerrada"):
        a_resolution(session, "Otro más.", (5, 0, 0))
    assert (quorum_of(session).accredited, quorum_of(session).needed) == (8, 5)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE session SET agenda = 'Otra'",
        "DELETE FROM session",
        "DELETE FROM presence",
        "UPDATE presence SET name = 'Otro'",
        "UPDATE resolution SET against = 5",
        "DELETE FROM resolution",
    ],
)
def test_the_file_itself_keeps_a_closed_acta(session, statement):
    a_resolution(session, "Cercar.", (5, 0, 0))
    seal(session, may(9))

    with pytest.raises(IntegrityError, match="El acta está cerrada"):
        database.execute_sql(statement)


def test_how_a_resolution_fares_goes_on_after_the_acta_is_closed(session):
    one = a_resolution(session, "Cercar.", (5, 0, 0), due=june(1))
    seal(session, may(9))

    one.state, one.settled_on, one.evidence = DONE, june(2), "Foto"
    one.save()

    assert Resolution.get().state == DONE


def test_the_newest_acta_is_opened_again_with_a_reason(session, forum):
    seal(session, may(9))

    reopen(session, "Voto mal contado")
    session.venue = "Otro lugar"
    session.save()

    assert Session.get().reopened == "Voto mal contado"
    seal(session, may(10))
    a_session(forum, june(9))
    with pytest.raises(Refused, match="Hay sesiones después"):
        reopen(session, "Otra vez")


def test_what_is_overdue_waits_at_the_start_page(association, session):
    today = date.today()
    one = a_resolution(session, "Cercar.", (5, 0, 0), due=today)

    def said() -> list[str]:
        found = notices(association, today, today)
        return [notice.sentence for notice in found if notice.matter == RESOLVED]

    assert said() == []  # it is due today: not late yet
    one.due = today - timedelta(days=1)
    one.save()
    assert said() == [f"1 acuerdo de concertación venció el {one.due:%d/%m/%Y}."]


def test_an_acta_of_many_with_long_names_loses_nobody(forum, people):
    made = a_session(forum, may(9), call=SECOND)
    actor = Actor.create(
        name="Asociación de Productoras Agroecológicas de Santa Lucía", kind="women"
    )
    for number in range(70):
        one = Delegate.create(
            forum=forum,
            actor=actor,
            name=f"Quispe Mamani de Huamán Condori, María Asunción N{number:02}",
            sex="F",
            age="grown",
            document="Acta",
            since=date(2025, 1, 1),
        )
        attend(made, one)

    pages = PdfReader(BytesIO(acta_pdf(made))).pages

    words = "".join(page.extract_text() for page in pages)
    assert len(pages) > 2
    assert all(f"N{number:02}" in words for number in range(70))
    assert "BORRADOR" in words
