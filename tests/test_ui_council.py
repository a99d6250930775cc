"""The table on the screen, by keys: who came, what was resolved, the acta closed, the plan approved."""

import pytest

from models.council.forums import delegates_on
from models.council.resolutions import Resolution
from models.council.sessions import Presence, Session, attend, quorum_of
from models.fields import HourField, read
from models.indicators.records import Indicator
from models.months import Month
from models.plan.plans import Activity, Axis, Progress
from models.plan.spending import expenses_of
from models.plan.versions import standing_of
from models.record import new_uid
from tests.factories import a_member, an_expense, cash, may
from tests.pomacanchi import a_forum, a_plan, a_session, delegates_of
from tests.ui_book import press, settle
from tests.ui_keys import Keys, words_in
from ui.app import open_window
from ui.preferences import Preferences

MAY = Month(2026, 5)


@pytest.fixture
def forum(association):
    return a_forum()


@pytest.fixture
def session(forum) -> Session:
    made = a_session(forum, may(9))
    delegates_of(forum)
    return made


@pytest.fixture
def window(root, association, tmp_path):
    root.geometry("1366x768")
    settle(root, lambda: root.winfo_width() == 1366)
    path = tmp_path / f"{new_uid()}.json"
    made = open_window(
        association, MAY, preferences=Preferences(), preferences_path=path, root=root
    )
    root.focus_force()
    settle(root)
    yield made
    for left in [one for one in root.winfo_children() if one.winfo_class() == "Toplevel"]:
        left.destroy()
    if made.shell.current is not None:
        made.shell.current.drop_keys()
    for sequence in made.shell.deeds:
        root.unbind(sequence)
    made.shell.destroy()
    root.update()


@pytest.fixture
def keys(root, window) -> Keys:
    return Keys(root)


def show(window, root, place, **what):
    made = window.shell.go(place, **what)
    settle(root)
    return made


@pytest.mark.parametrize(
    ("typed", "kept"), [("9", "09:00"), ("9:30", "09:30"), ("1430", "14:30"), ("14.05", "14:05")]
)
def test_an_hour_is_read_as_people_write_it(typed, kept):
    assert read(HourField(), typed) == kept


@pytest.mark.parametrize("typed", ["25", "9:75", "nueve", "9:3"])
def test_what_is_no_hour_is_refused_with_a_sentence(typed):
    with pytest.raises(ValueError, match="no es una hora"):
        read(HourField(), typed)


def test_v_marks_who_came_and_supr_takes_it_back(root, window, keys, session):
    page = show(window, root, "session_page", session=session)

    keys.type("v", "v", "v")
    settle(root)

    assert [one.name for one in Presence.select().order_by(Presence.id)] == [
        *("Alcalde Uno", "Director Ocho", "Gerente Nueve")
    ]
    assert "Vinieron 3 personas" in page.ledger.totals[""]
    assert quorum_of(session).present == 3
    press(page.ledger.canvas, "<Home>", "<Delete>")
    settle(root)
    assert Presence.select().count() == 2


def test_a_resolution_is_written_from_the_session_with_its_votes(root, window, keys, session):
    for one in delegates_on(session.forum, session.day)[:6]:
        attend(session, one)
    show(window, root, "session_page", session=session)

    keys.type("<Control-n>")
    settle(root)
    keys.fill({"A favor": "5", "En contra": "0", "Abstenciones": "0", "Responsable": "La mesa"})
    keys.tab_to(lambda at: at.winfo_class() == "Text", "<Shift-Tab>")
    keys.type("Cercar los manantes")
    keys.type("<F9>")
    settle(root)

    (made,) = Resolution.select()
    assert (str(made), made.wording, made.in_favour) == ("1-01", "Cercar los manantes", 5)
    assert "1-01" in str(window.shell.current.rows["agreed"])


def test_the_acta_is_closed_after_a_question_and_says_what_is_missing(root, window, keys, session):
    for one in delegates_on(session.forum, session.day)[:6]:
        attend(session, one)
    session.secretary = ""
    session.save()
    page = show(window, root, "session_page", session=session)

    closed = keys.answer("¿Cerrar el acta?", "<Return>")
    keys.type("<F9>")
    closed()
    settle(root)
    dialog = root.grab_current()
    assert "Falta quién tomó el acta" in words_in(dialog)
    keys.type("<Escape>")
    session.secretary = "Técnica Siete"
    session.save()
    settle(root)
    closed = keys.answer("¿Cerrar el acta?", "<Return>")
    keys.type("<F9>")
    closed()
    settle(root)

    assert Session.get().sealed is not None
    assert "Acta cerrada" in words_in(page.head)
    assert "Ver el acta" in words_in(page.head)


def test_the_plan_is_approved_in_a_session(root, window, keys, session, forum):
    plan, _activities = a_plan(forum)
    for one in delegates_on(session.forum, session.day)[:6]:
        attend(session, one)
    page = show(window, root, "plan_board", plan=plan)
    assert "Borrador de la versión 1" in words_in(page.head)

    chosen = keys.answer("¿En qué sesión se aprobó?", "<Return>")
    keys.type("<F9>")
    chosen()
    settle(root)

    assert not standing_of(plan).is_draft
    assert "Versión 1, aprobada" in words_in(page.head)


def test_a_new_session_begins_in_the_space_there_is_and_as_the_last_one_was_led(
    root, window, keys, session
):
    show(window, root, "session")

    keys.type("<Control-n>")
    settle(root)
    typed = window.shell.current.typed()

    assert (typed["forum"], typed["chair"], typed["venue"]) == (
        *("Mesa de la laguna", "Alcalde Uno"),
        "Salón comunal, plaza principal",
    )
    assert typed["agenda"] == ""


def test_without_a_space_the_space_comes_first(root, window, keys, association):
    show(window, root, "session")

    keys.type("<Control-n>")
    settle(root)

    assert window.shell.current.kind.name == "forum"


def test_an_axis_is_added_to_the_plan_and_enter_opens_an_activity(root, window, keys, forum):
    plan, _activities = a_plan(forum)
    page = show(window, root, "plan_board", plan=plan)

    keys.press_verb("Nuevo eje")
    settle(root)
    keys.fill({"Eje": "Institucionalidad"})
    keys.type("<F9>")
    settle(root)
    assert [one.name for one in Axis.select()][-1] == "Institucionalidad"
    press(window.shell.current.ledger.canvas, "<Home>", "<Down>", "<Down>", "<Return>")
    settle(root)

    assert window.shell.current is not page
    assert str(window.shell.current.activity) == "Rehabilitar andenes"


def test_an_expense_is_tied_to_an_activity_and_taken_off_again(
    root, window, keys, association, forum
):
    _plan, activities = a_plan(forum)
    receipt = an_expense(association, cash("40.00"), may(5))
    page = show(window, root, "activity_page", activity=activities[0])

    page.face.set("free")
    page._choose()
    settle(root)
    keys.type("<F9>")
    settle(root)
    assert expenses_of(activities[0]) == [receipt]

    page.face.set("paid")
    page._choose()
    settle(root)
    press(page.ledger.canvas, "<Delete>")
    settle(root)
    assert expenses_of(activities[0]) == []


def test_an_expense_is_tied_to_the_plan_from_its_receipt(root, window, keys, association, forum):
    _plan, activities = a_plan(forum)
    receipt = an_expense(association, cash("40.00"), may(5))
    show(window, root, "receipt")

    keys.press_verb("Es gasto del plan")
    settle(root)
    keys.fill({"Actividad": "Rehabilitar andenes"})
    keys.type("<F9>")
    settle(root)

    assert expenses_of(activities[0]) == [receipt]


def test_progress_is_written_from_the_activity(root, window, keys, forum):
    _plan, activities = a_plan(forum)
    show(window, root, "activity_page", activity=activities[0])

    keys.type("<F9>")
    settle(root)
    keys.fill({"Se hizo": "1.5"})
    keys.type("<F9>")
    settle(root)

    (made,) = Progress.select()
    assert (made.activity, made.done) == (Activity.get_by_id(activities[0].id), 1.5)


def test_an_indicator_leads_to_the_records_behind_it(root, window, association):
    member = a_member(association)
    indicator = Indicator.create(name="Socios", formula="members")
    page = show(window, root, "indicator_page", indicator=indicator)

    press(page.ledger.canvas, "<Home>", "<Return>")
    settle(root)

    assert window.shell.current.member == member


def test_the_donor_report_is_seen_in_both_languages_and_a_bad_day_is_said(root, window, keys):
    page = show(window, root, "donor_report")
    assert page.view.pdf
    spanish = page.view.pdf

    page.language.set("en")
    page.reload()
    settle(root)
    assert page.view.pdf
    assert page.view.pdf != spanish
    page.days["until"].set("01/01/2020")
    page.reload()
    settle(root)

    assert "Termina antes de empezar" in page.line.said
    assert page.view.printout is None
