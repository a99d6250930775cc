"""Whoever alters the history of a book, by whatever door, is found, and where (R20)."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from peewee import IntegrityError, SqliteDatabase
from playhouse.migrations import Runner

from models import chain, history
from models.chain import ALTERED, ERASED, MISSING, UNLINKED, breaks, code_found, code_now
from models.changes import database, transaction
from models.file import schema, storage
from models.people.members import MEMBERS
from models.places import Watershed
from models.produce.buyers import BUYERS, Buyer
from models.review.books import faults
from tests.factories import a_buyer, a_member, an_association, no_guards
from tests.test_models_random_months import Village

pytestmark = pytest.mark.bar("R20")


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of an association where sixty deeds were tried, some in another name."""
    path = tmp_path_factory.mktemp("village") / "x.ecocuenca"
    with storage.opened(path, create_missing=True):
        nightly = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
        village = Village(Random(None if nightly else 7))
        for deed in range(60):
            history.sign("Rosa Quispe" if deed % 20 < 10 else "Julio Mamani")
            village.try_something()
        assert chain.is_whole()
    return path.read_bytes()


@pytest.fixture(scope="module")
def hand(village: bytes) -> Iterator[sqlite3.Connection]:
    """Another program with that file before it, its guards taken away; what it does is undone."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(village)
        for trigger in ("change_no_update", "change_no_delete"):
            connection.execute(f"DROP TRIGGER {trigger}")
        yield connection


@pytest.fixture
def meddling(hand: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    with undone(hand):
        yield hand


@contextmanager
def undone(hand: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    hand.execute("BEGIN")
    try:
        yield hand
    finally:
        hand.execute("ROLLBACK")


def last_of(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT max(id) FROM change").fetchone()[0])


def found_in(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    return [(one.what, one.number) for one in breaks(connection)]


def test_a_book_kept_by_the_program_holds(meddling):
    assert last_of(meddling) > 100
    assert found_in(meddling) == []


other_texts = st.text(st.characters(codec="utf-8"), max_size=9)
other_values = {
    **dict.fromkeys(("moment", "who", "action", "kind", "changes"), other_texts),
    "record": st.integers(0, 99),
    "salt": st.none() | st.binary(max_size=20),
    "link": st.binary(max_size=40),
}


@given(st.data(), st.sampled_from(list(other_values)))
def test_a_change_that_was_edited_is_found_at_its_place(hand, data, column):
    number = data.draw(st.integers(1, last_of(hand)))
    value = data.draw(other_values[column])
    with undone(hand) as meddling:
        asked = f"SELECT {column} FROM change WHERE id = ?"
        assume(meddling.execute(asked, (number,)).fetchone() != (value,))
        meddling.execute(f"UPDATE change SET {column} = ? WHERE id = ?", (value, number))

        assert found_in(meddling) == [(ALTERED, number)]


@given(st.data())
def test_changes_that_were_taken_away_are_missed_from_the_first_of_them_on(hand, data):
    first = data.draw(st.integers(1, last_of(hand) - 1))
    count = data.draw(st.integers(1, last_of(hand) - first))
    with undone(hand) as meddling:
        meddling.execute("DELETE FROM change WHERE id BETWEEN ? AND ?", (first, first + count - 1))

        assert [(one.what, one.number, one.count) for one in breaks(meddling)] == [
            (MISSING, first, count)
        ]


@given(st.data())
def test_two_changes_that_were_exchanged_are_both_found(hand, data):
    numbers = st.integers(1, last_of(hand))
    one, other = data.draw(st.lists(numbers, min_size=2, max_size=2, unique=True))
    with undone(hand) as meddling:
        for now, after in ((one, -1), (other, one), (-1, other)):
            meddling.execute("UPDATE change SET id = ? WHERE id = ?", (after, now))

        assert {(ALTERED, one), (ALTERED, other)} <= set(found_in(meddling))


@given(st.data())
def test_a_change_that_was_put_in_is_found(hand, data):
    number = data.draw(st.integers(2, last_of(hand)))
    with undone(hand) as meddling:
        meddling.execute("UPDATE change SET id = -id - 1 WHERE id >= ?", (number,))
        meddling.execute("UPDATE change SET id = -id WHERE id < 0")
        meddling.execute(
            "INSERT INTO change SELECT ?, moment, who, action, kind, record, changes, salt, seal,"
            " link FROM change WHERE id = 1",
            (number,),
        )

        assert (ALTERED, number) in found_in(meddling)


@given(st.data())
def test_a_tail_that_was_cut_off_is_found_by_the_code_on_paper_alone(hand, data):
    kept = data.draw(st.integers(1, last_of(hand) - 1))
    on_paper = code_now(hand)
    with undone(hand) as meddling:
        earlier = code_at(meddling, kept)
        meddling.execute("DELETE FROM change WHERE id > ?", (kept,))

        assert found_in(meddling) == []
        assert code_found(on_paper.letters, meddling) is None
        assert code_now(meddling) == code_found(earlier, meddling)


@given(st.data(), st.sampled_from(("who", "changes", "kind", "moment")))
def test_a_chain_that_was_linked_anew_is_found_by_the_code_on_paper_alone(hand, data, column):
    number = data.draw(st.integers(1, last_of(hand)))
    with undone(hand) as meddling:
        papers = {at: code_at(meddling, at) for at in {1, max(1, number - 1), number}}
        papers[last_of(hand)] = code_now(meddling).letters
        meddling.execute(f"UPDATE change SET {column} = 'otro' WHERE id = ?", (number,))
        link_anew(meddling)

        assert found_in(meddling) == []
        for at, letters in papers.items():
            assert (code_found(letters, meddling) is not None) == (at < number)


def code_at(connection: sqlite3.Connection, number: int) -> str:
    (link,) = connection.execute("SELECT link FROM change WHERE id = ?", (number,)).fetchone()
    return chain.spelled(link)


def link_anew(connection: sqlite3.Connection) -> None:
    """What somebody does who has read how it is done, written here without the program."""
    link = bytes(32)
    for number, *told, who, changes, salt in connection.execute(
        "SELECT id, moment, action, kind, record, who, changes, salt FROM change ORDER BY id"
    ).fetchall():
        its_seal = sha256(salt + compact([who, changes])).digest()
        link = sha256(link + compact([number, *told]) + its_seal).digest()
        connection.execute("UPDATE change SET link = ? WHERE id = ?", (link, number))


def compact(values: list) -> bytes:
    return json.dumps(values, separators=(",", ":")).encode()


def test_the_links_are_those_that_are_written_down_here(meddling):
    links = "SELECT group_concat(hex(link)) FROM (SELECT link FROM change ORDER BY id)"
    before = meddling.execute(links).fetchone()

    link_anew(meddling)

    assert meddling.execute(links).fetchone() == before


def test_a_link_of_today_is_the_link_of_tomorrow():
    """How a link is made is fixed: it is on papers."""
    its_seal = chain.sealed(bytes(range(16)), "Rosa Ñahui", "name\x1fNULL\x1f'Año «1»'\x1e")
    link = chain._link(chain.START, [1, "2026-05-01T10:00:00.000", "insert", "member", 3], its_seal)

    assert link.hex() == "59c413ea9345c2ca3818610e898a456e6ef8bcb93a13ffd1a20b3223a7276aa8"
    assert chain.spelled(link) == "B721-7TMK"


# The newest ones alone -------------------------------------------------------------------------


def test_only_the_newest_are_looked_at_where_that_is_asked(meddling):
    last = last_of(meddling)
    meddling.execute("UPDATE change SET who = 'otra' WHERE id = ?", (last - 50,))

    assert list(breaks(meddling, 50)) == []
    assert [one.number for one in breaks(meddling, 51)] == [last - 50]
    assert [one.number for one in breaks(meddling, 10 * last)] == [last - 50]


# In the open book ------------------------------------------------------------------------------


def test_what_was_altered_is_said_with_its_record_and_its_days(association):
    member = a_member(association)
    number = last_of(database.connection())
    with no_guards():
        database.execute_sql("UPDATE change SET moment = '2026-05-07T10:00:00.000' WHERE id > 1")
        link_anew(database.connection())
        database.execute_sql("UPDATE change SET who = 'Otra' WHERE id = ?", (number,))

    assert faults() == [
        f"Se alteró la anotación N° {number} del historial (socio N° {member.id}, 07/05/2026)."
    ]


def test_a_record_that_was_altered_without_its_history_is_told_with_both_values(association):
    buyer = a_buyer(association, "Molino San Juan").stored()
    with no_guards():
        database.execute_sql("UPDATE buyer SET name = 'Molino San Jorge'")

    assert faults() == [
        f"Cliente «Molino San Jorge»: {LABEL} dice «Molino San Jorge»"
        + " y según el historial es «Molino San Juan»."
    ]

    Buyer.get_by_id(buyer.id).fill({"name": "Molino San Juan"}).save()
    assert len(faults()) == 0


LABEL = "«Nombre o razón social»"


@pytest.mark.parametrize("column", ["uid", "name", "remarks", "association_id"])
def test_no_column_of_a_record_is_left_out(association, column):
    an_association("Asociación de Cachora")
    a_buyer(association, "Molino San Juan").stored()
    other = "2" if column == "association_id" else "'otro'"
    with no_guards():
        database.execute_sql(f"UPDATE buyer SET {column} = {other}")

    assert len(faults()) >= 1


def test_a_record_taken_away_or_put_in_without_its_history_is_told(association):
    kept = [a_buyer(association, name).stored() for name in ("Uno", "Dos")]
    with no_guards():
        database.execute_sql("DELETE FROM buyer WHERE name = 'Uno'")
        database.execute_sql(
            "INSERT INTO buyer SELECT 9, 'x', found_by, association_id, 'Tres', "
            f"{', '.join(BUYER_REST)} FROM buyer WHERE id = {kept[1].id}"
        )

    assert faults() == [
        f"Cliente N° {kept[0].id}: ya no está, y según el historial no se borró.",
        "Cliente «Tres»: no está en el historial; lo escribió otro programa.",
    ]


BUYER_REST = [
    column.column_name
    for column in Buyer._meta.sorted_fields
    if column.name not in ("id", "uid", "found_by", "association", "name")
]


def test_what_another_program_changed_under_the_guards_is_told_and_stays_told(association, book):
    history.sign("Rosa Quispe")
    member = a_member(association)
    storage.close()
    with closing(sqlite3.connect(book)) as other:
        other.execute("UPDATE member SET phone = '984000000'")
        other.commit()
    storage.open_book(book)
    number = last_of(database.connection())

    assert found_in(database.connection()) == [(UNLINKED, number)]
    assert f"La anotación N° {number} del historial la hizo otro programa" in faults()[0]

    a_buyer(association).stored()

    (said,) = faults()
    assert said.startswith("Otro programa hizo 1 cambio en el libro. Se encontró el ")
    told = database.execute_sql(
        "SELECT record FROM change WHERE action = ?", (chain.OUTSIDE,)
    ).fetchall()
    assert told == [(1,)]
    assert history.of(MEMBERS, member)[0].text.endswith("Celular: se puso «984 000 000».")


def test_within_a_work_what_it_wrote_so_far_is_no_break(association):
    with transaction():
        a_member(association)

        assert chain.is_whole(chain.NEWEST)


def test_work_given_up_leaves_no_link_and_the_next_holds(association):
    before = code_now()
    with pytest.raises(KeyError), transaction():
        a_member(association)
        raise KeyError
    assert code_now() == before

    with transaction():
        a_member(association)
        with pytest.raises(KeyError), transaction():
            a_buyer(association).stored()
            raise KeyError
        assert code_now() == before

    assert code_now().changes == before.changes + 1
    assert chain.is_whole()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET who = 'Otra'",
        "UPDATE change SET salt = NULL, seal = zeroblob(32), changes = ''",
        "UPDATE change SET link = zeroblob(32)",
        "UPDATE change SET link = NULL",
        "UPDATE change SET link = NULL, salt = NULL",
        "UPDATE change SET changes = ''",
        "DELETE FROM change",
    ],
)
def test_the_file_itself_refuses_to_alter_its_history(association, statement):
    with pytest.raises(IntegrityError, match="Lo registrado no se"):
        database.execute_sql(statement)


def test_a_change_is_linked_once_and_only_whole(association):
    insert = (
        "INSERT INTO change (moment, who, action, kind, record, changes)"
        " VALUES ('', '', '', '', 1, 'x')"
    )
    database.execute_sql(insert)
    newest = "WHERE id = (SELECT max(id) FROM change)"
    for wrong in (
        "link = zeroblob(32)",
        "link = zeroblob(31), salt = zeroblob(16)",
        "link = zeroblob(32), salt = zeroblob(16), changes = 'y'",
        "link = zeroblob(32), salt = zeroblob(16), seal = zeroblob(32)",
        "changes = 'y'",
    ):
        with pytest.raises(IntegrityError, match="Lo registrado no se cambia"):
            database.execute_sql(f"UPDATE change SET {wrong} {newest}")
    database.execute_sql(f"UPDATE change SET link = zeroblob(32), salt = zeroblob(16) {newest}")


def test_a_book_of_before_is_linked_whole_when_it_is_brought_up_to_date(tmp_path):
    path, migrations = tmp_path / "x.ecocuenca", tmp_path / "migrations"
    migrations.mkdir()
    for one in sorted(schema.MIGRATIONS.glob("000[1-6]*.py")):
        shutil.copy(one, migrations)
    old = SqliteDatabase(path)
    Runner(old, str(migrations)).up()
    history.keep([Watershed], old)
    for day in range(1, 3000):
        old.execute_sql(
            "INSERT INTO watershed (uid, found_by, name) VALUES (?, '', ?)", (str(day), str(day))
        )
    old.execute_sql("DELETE FROM watershed WHERE name = '7'")
    old.execute_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    old.execute_sql("PRAGMA user_version = 6")
    old.close()

    with storage.opened(path):
        assert faults() == []
        assert database.execute_sql(
            "SELECT count(*), sum(link IS NULL), sum(action = 'found') FROM change"
        ).fetchone() == (3014, 0, 14)


# What is forgotten -----------------------------------------------------------------------------


def test_what_is_forgotten_leaves_the_file_and_the_chain_holds(association, book: Path):
    history.sign("Rosa Quispe")
    member = a_member(association, "Zzyzx Mamani, Julián", dni="77777777")
    member.fill({"phone": "977777777"}).save()
    neighbour = a_member(association, "Huamán Puma, José")
    before = code_now()

    with transaction():
        member.fill({"name": "Retirado", "dni": "40000009", "phone": ""}).save(sure=True)
        history.forget(MEMBERS, member.id)

    assert faults() == []
    assert code_found(before.letters) == before
    told = [one.text for one in history.of(MEMBERS, member)]
    one = f"el socio Retirado ({member.code})"
    assert told == [
        f"Rosa Quispe retiró los datos personales que había de socio N° {member.id}.",
        f"Rosa Quispe cambió {one}: se retiraron los datos personales.",
        f"Rosa Quispe cambió {one}: se retiraron los datos personales.",
        f"Rosa Quispe registró {one}: se retiraron los datos personales.",
    ]
    assert "Huamán Puma, José" in history.of(MEMBERS, neighbour)[0].text
    storage.close()
    held = book.read_bytes()
    for words in ("Zzyzx", "zzyzx", "77777777", "977777777"):
        assert words.encode() not in held


def test_a_record_is_still_watched_after_it_was_forgotten(association):
    member = a_member(association)
    history.forget(MEMBERS, member.id)
    member.fill({"phone": "984123456"}).save()
    assert faults() == []

    with no_guards():
        database.execute_sql("UPDATE member SET name = 'Otro'")

    assert faults() == [f"Socio «Otro»: {NAME} dice «Otro» y según el historial es «{member}»."]


NAME = "«Apellidos y nombres»"


def test_a_record_may_be_forgotten_twice_and_one_taken_away_too(association):
    buyer = a_buyer(association).stored()
    history.forget(BUYERS, buyer.id)
    history.forget(BUYERS, buyer.id)
    buyer.remove()
    history.forget(BUYERS, buyer.id)

    assert faults() == []


def test_a_change_that_was_emptied_without_saying_so_is_told(association):
    member = a_member(association)
    number = last_of(database.connection())
    with no_guards():
        emptied(number)

    assert found_in(database.connection()) == [(ERASED, number)]
    assert (
        f"Se vació sin decirlo la anotación N° {number} del historial (socio N° {member.id}"
        in faults()[0]
    )


def emptied(number: int) -> None:
    """As forgetting does it, but with nothing that says so."""
    salt, who, changes = database.execute_sql(
        "SELECT salt, who, changes FROM change WHERE id = ?", (number,)
    ).fetchone()
    database.execute_sql(
        "UPDATE change SET changes = '', salt = NULL, seal = ? WHERE id = ?",
        (chain.sealed(salt, who, changes), number),
    )
