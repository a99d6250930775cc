"""Personal data: who consented, what is forgotten of somebody who left, and what the law's days give."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib import util
from pathlib import Path

import pytest
from peewee import IntegrityError

from models import chain, exports, history, money, privacy
from models.associations import Association
from models.attention import CONSENTS, DNI, notices
from models.cash.cash_book import Party, Receipt, income
from models.cash.categories import INCOME
from models.changes import Refused, database
from models.documents import Paper
from models.exports import COPY, DOCUMENTS, LIST, Leaving, Taken
from models.file import schema, storage
from models.food.surveys import DietSurvey
from models.parameters import Parameter
from models.people.consents import how_many_lack, lacking, sign_consents
from models.people.forgetting import forget, forgetting_of
from models.people.households import Household
from models.people.members import MEMBERS, Member, found, resign
from models.people.officers import Officer
from models.produce.plots import Plot
from models.record import RulesBroken
from models.review.books import faults
from tests.factories import a_delivery, a_heading, a_member, cash, may

CANARY = "44556677"  # a DNI that must be nowhere once it is taken away
PHONE, STREET, REMARK = "987654321", "Jirón Canario 123", "Debe al Banco Canario"
TOLD = (PHONE, STREET, REMARK)


@pytest.fixture
def leaver(association) -> Member:
    """Somebody whose data fill the form, and who left on 20 May."""
    member = a_member(association, "Canario Huamán, Rosa", CANARY)
    member.phone, member.address, member.remarks = PHONE, STREET, REMARK
    member.born, member.partner = date(1980, 1, 2), "Puma Quispe, José"
    member.save()
    return resign(member, may(20), "Acta 3", sure=True)


def a_paper(member: Member) -> None:
    """A receipt of 7 May to the name of the member: from then on the accounts know the person."""
    party = Party.of(member)
    heading = a_heading(member.association, INCOME)
    income(heading, party, "Rifa", cash("5.00"), Paper(may(7)), sure=True)


def written(*kinds: str) -> str:
    """All the history says, as it stands in the file; of these kinds alone, if some are named."""
    rows = database.execute_sql("SELECT kind, changes FROM change").fetchall()
    return "".join(changes for kind, changes in rows if not kinds or kind in kinds)


# Consents -------------------------------------------------------------------------------------


def test_who_did_not_sign_is_lacking_until_the_day_of_the_signature_is_written(association):
    first, second = a_member(association), a_member(association, "Puma Huamán, José")

    assert [str(one) for one in lacking(association)] == [str(second), str(first)]
    assert sign_consents([first.id], may(2)) == 1
    assert [str(one) for one in lacking(association)] == [str(second)]
    assert Member.get_by_id(first.id).consented == may(2)


def test_a_consent_taken_back_is_lacking_again_and_a_new_signature_ends_that(association):
    member = a_member(association)
    sign_consents([member.id], may(2))
    member = Member.get_by_id(member.id)
    member.withdrew = may(9)
    member.save()

    assert how_many_lack(association) == 1

    sign_consents([member.id], may(12))
    assert how_many_lack(association) == 0
    assert Member.get_by_id(member.id).withdrew is None


def test_a_consent_is_not_taken_back_before_it_was_signed_nor_signed_tomorrow(association):
    member = a_member(association)
    member.withdrew = may(1)

    with pytest.raises(RulesBroken, match="antes de firmarlo"):
        member.save()
    with pytest.raises(RulesBroken, match="no puede ser futura"):
        sign_consents([member.id], date.today() + timedelta(days=1))


def test_the_home_page_counts_the_signatures_that_are_missing(association):
    for name in ("Quispe, Ana", "Puma, José"):
        a_member(association, name)

    said = {one.matter: one.sentence for one in notices(association, may(5), may(5))}

    assert said[CONSENTS] == "Faltan 2 consentimientos firmados."


# Forgetting -----------------------------------------------------------------------------------


def test_the_data_of_a_member_stay_as_long_as_she_is_one(association):
    member = a_member(association)
    a_paper(member)

    with pytest.raises(Refused, match="sigue en el padrón"):
        forget(member, may(30))


def test_the_data_stay_while_a_delivery_is_not_settled(association):
    member = a_member(association, "Canario Huamán, Rosa")
    a_delivery(association, "100.0", may(4), member=member)
    resign(member, may(20), "Acta 3", sure=True)

    with pytest.raises(Refused, match=r"1 entrega de Canario Huamán, Rosa está por liquidar"):
        forget(member, may(30))


def test_the_data_stay_while_the_member_owes(association):
    member = a_member(association, "Canario Huamán, Rosa")
    a_delivery(association, "100.0", may(4), member=member, advance=cash("50.00"))
    resign(member, may(20), "Acta 3", sure=True)

    with pytest.raises(Refused, match=r"debe S/ 50\.00\. Cóbrelo o anúlelo primero"):
        forget(member, may(30))


def test_the_data_of_who_holds_office_stay(association, leaver):
    Officer.create(association=association, member=leaver, office="auditor", since=may(1))

    with pytest.raises(Refused, match="tiene un cargo en la junta"):
        forget(leaver, may(30))


def test_what_no_account_needs_goes_also_from_the_history_and_the_accounts_stay(
    association, leaver, book
):
    a_paper(leaver)
    before = money.balance(association, money.CASH, may(31))
    assert all(one in written() for one in TOLD)

    left = forget(leaver, may(30))

    assert left is not None
    assert (left.name, left.dni, left.phone, left.address, left.born) == (
        "Canario Huamán, Rosa",
        CANARY,
        None,
        "",
        None,
    )
    assert left.forgotten == may(30)
    assert not any(one in written() for one in TOLD)
    assert not any(one.encode() in book.read_bytes() for one in TOLD)
    assert money.balance(association, money.CASH, may(31)) == before
    assert not faults()
    assert "retiró los datos personales" in history.of(MEMBERS, left)[0].text


def test_the_dni_stays_five_years_and_the_time_to_declare_and_then_it_may_go(association, leaver):
    """Paper of 2026, declared in 2027, five years from 1 January 2028: the last day is 31/12/2032."""
    a_paper(leaver)
    assert forgetting_of(leaver, may(30)).dni_until == date(2032, 12, 31)
    forget(leaver, may(30))

    with pytest.raises(RulesBroken, match="ya se retiraron"):
        forget(leaver, date(2032, 12, 31))
    late = {one.matter: one.sentence for one in notices(association, date(2033, 1, 1), may(5))}
    assert late[DNI] == "Ya puede quitar el DNI de Canario Huamán, Rosa, que se retiró."

    left = forget(leaver, date(2033, 1, 1))

    assert left is not None
    assert left.lost_dni
    assert left.masked_dni == "retirado"
    assert CANARY not in written("member")
    assert found(association, CANARY, 5) == []
    assert Receipt.get().party_id == CANARY  # a paper stays as it was printed
    assert [str(one) for one in found(association, "canario", 5)] == ["Canario Huamán, Rosa"]


def test_answers_about_the_family_and_the_places_of_plots_go_with_the_rest(association, leaver):
    a_paper(leaver)
    survey = DietSurvey(association=association, member=leaver, day=may(3), remarks=REMARK)
    survey.fill(dict.fromkeys(("feast", *_groups()), "no")).save()
    plot = Plot(association=association, member=leaver, typed_area=Decimal(1), area=Decimal(1))
    plot.fill({"points": "-13.9876543, -71.5"}).save(sure=True)
    assert forgetting_of(leaver, may(30)).surveys == 1

    forget(leaver, may(30))

    assert not DietSurvey.select().exists()
    assert Plot.get().points is None
    assert REMARK not in written()
    assert "139876543" not in written()
    assert not faults()


@pytest.mark.parametrize("with_paper", [True, False])
def test_the_family_goes_with_the_last_of_it_and_not_before(association, with_paper):
    family = Household.create(association=association, name="Familia Canario", remarks=REMARK)
    both = [a_member(association, f"Canario, {name}") for name in ("Rosa", "Juana")]
    for one in both:
        one.home = family
        one.save()
        if with_paper:
            a_paper(one)
        resign(one, may(20), "Acta 3", sure=True)

    forget(both[0], may(30))
    assert Household.get().name == "Familia Canario"

    forget(both[1], may(30))

    left = [(one.name, one.remarks) for one in Household.select()]
    assert left == ([(f"Familia N° {family.id}", "")] if with_paper else [])
    assert "Familia Canario" not in written()
    assert REMARK not in written()
    assert not faults()


def _groups() -> list[str]:
    from models.food.surveys import GROUPS

    return [name for name, _words in GROUPS]


def test_who_never_had_anything_with_the_association_goes_altogether(association, book):
    member = a_member(association, "Canario Huamán, Rosa", CANARY)

    assert forgetting_of(member, may(30)).whole
    assert forget(member, may(30)) is None

    assert Member.get_or_none(Member.id == member.id) is None
    assert CANARY not in written()
    assert CANARY.encode() not in book.read_bytes()
    assert not faults()


# What left ------------------------------------------------------------------------------------


def test_what_left_the_book_is_noted_and_neither_changed_nor_removed(association):
    a_member(association)
    history.sign("Rosa")

    Taken(association, LIST, "Socios", 1).to(DOCUMENTS)

    noted = Leaving.get()
    assert (noted.what, noted.who, noted.people, noted.with_dni) == ("Socios", "Rosa", 1, False)
    for statement in ("UPDATE leaving SET people = 0", "DELETE FROM leaving"):
        with pytest.raises(IntegrityError):
            database.execute_sql(statement)


def test_a_book_that_is_only_looked_at_notes_nothing(association, book):
    storage.close()
    storage.look_at(book, "SOLO PARA VER.")

    Taken(Association.get(), LIST, "Socios", 1).to(DOCUMENTS)

    assert not Leaving.select().exists()


def test_of_a_folder_only_its_kind_is_kept(association, tmp_path, monkeypatch):
    mine = tmp_path / "usuaria-canario" / "Ecocuenca" / "listas"
    mine.mkdir(parents=True)
    monkeypatch.setattr(exports, "user_documents_path", lambda: tmp_path / "usuaria-canario")

    assert exports.place_of(mine / "x.xlsx") == DOCUMENTS
    assert exports.place_of(tmp_path / "x.xlsx") == exports.BESIDE
    assert exports.place_of(Path("/")) in (exports.FOLDER, exports.STICK)
    exports.note_copy(mine / "x-copia-1.ecocuenca")
    noted = Leaving.get()
    assert (noted.kind, noted.with_dni) == (COPY, True)
    assert "usuaria" not in str(noted.__data__)


# The days of the law --------------------------------------------------------------------------


def test_the_time_to_tell_runs_from_the_hour_it_was_noticed(association):
    noticed = datetime(2026, 5, 30, 23, 15)

    found_ = privacy.incident(association, noticed, datetime(2026, 5, 31, 8, 0))

    assert found_.until == datetime(2026, 6, 1, 23, 15)
    with pytest.raises(Refused, match="todavía no llega"):
        privacy.incident(association, noticed, datetime(2026, 5, 30, 23, 0))


def test_the_hours_are_those_that_the_law_gives_on_that_day(association):
    since = date(2026, 6, 1)
    Parameter.create(association=association, name="incident_hours", since=since, value=Decimal(72))

    before = privacy.incident(association, datetime(2026, 5, 31, 9, 0), datetime(2026, 6, 2))
    after = privacy.incident(association, datetime(2026, 6, 1, 9, 0), datetime(2026, 6, 2))

    assert (before.hours, after.hours) == (48, 72)


def test_what_the_book_holds_is_counted_by_kind(association, leaver):
    a_member(association, "Puma, José")

    kept = privacy.kept(association)

    assert (kept.members, kept.dni, kept.phones, kept.addresses, kept.births) == (2, 2, 1, 1, 1)
    assert kept.lacking == 1
    assert not privacy.safety(association).locked


def test_an_older_book_gets_the_days_of_the_law_although_its_months_are_closed(worked_month):
    """The migration stands over a trigger that lets nobody write in a closed month."""
    path = schema.MIGRATIONS / "0008_privacy.py"
    spec = util.spec_from_file_location("privacy_migration", path)
    assert spec is not None
    assert spec.loader is not None
    migration = util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    names = [name for name, _value, _source in migration.PARAMETERS]
    guards = {}
    for name in ("parameter_closed_delete", "parameter_closed_insert"):
        row = database.execute_sql("SELECT sql FROM sqlite_schema WHERE name = ?", (name,))
        guards[name] = row.fetchone()[0]
    database.execute_sql("DROP TRIGGER parameter_closed_delete")
    Parameter.delete().where(Parameter.name.in_(names)).execute()
    database.execute_sql(guards["parameter_closed_delete"])

    migration._seed(database)

    own = Parameter.select().where(Parameter.name.in_(names))
    assert {one.name: one.value for one in own} == {
        "keep_years": 5,
        "incident_hours": 48,
        "access_days": 20,
        "rectify_days": 10,
    }
    with pytest.raises(IntegrityError, match="cerrado"):
        Parameter.insert(
            association=worked_month, name="keep_years", since=may(2), value=1, found_by="", uid="x"
        ).execute()


def test_the_chain_of_the_history_holds_over_what_was_forgotten(association, leaver):
    forget(leaver, may(30))

    assert not list(chain.breaks(database.connection()))
