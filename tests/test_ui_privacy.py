"""The screens of personal data, by keys: consents, forgetting, the theft, and the report for help."""

from datetime import date

import pytest

from models import trouble_log
from models.exports import PAPERS, Leaving
from models.people.consents import lacking
from models.people.members import Member, resign
from tests.factories import a_delivery, a_member, may
from tests.ui_keys import words_in
from ui import printing
from ui.people.member_page import MemberPage
from ui.previewing.preview import Preview
from ui.privacy.consents import Consents
from ui.privacy.help_report import HelpReport
from ui.privacy.papers import SecurityPage, StolenPage


@pytest.fixture
def people(association) -> list[Member]:
    return [a_member(association, name) for name in ("Apaza, Ana", "Ccori, José", "Puma, Luz")]


def test_who_signed_is_marked_with_the_space_bar_and_written_down_with_f9(desk, people):
    desk.show(Consents)
    desk.type(" ", "<Down>", " ", "<F9>")

    assert [str(one) for one in lacking(desk.context.association)] == ["Ccori, José"]
    assert Member.get(Member.name == "Apaza, Ana").consented == date.today()
    assert desk.told == ["Se anotaron 2 firmas."]


def test_without_a_mark_nothing_is_written_down_and_it_is_said_how(desk, people):
    screen = desk.show(Consents)

    desk.type("<F9>")

    assert "Marque primero a quienes firmaron" in screen.told.said
    assert len(lacking(desk.context.association)) == 3


def test_a_day_that_is_still_to_come_is_refused_beside_the_field(desk, people):
    screen = desk.show(Consents)
    screen.day.set(f"01/01/{date.today().year + 1}")

    desk.type(" ", "<F9>")

    assert "no puede ser futura" in screen.told.said
    assert len(lacking(desk.context.association)) == 3


def test_the_forms_of_all_who_lack_are_seen_at_once_and_noted_when_they_leave(
    desk, people, tmp_path, monkeypatch
):
    monkeypatch.setattr(printing, "folder", lambda *_name: tmp_path)
    desk.show(Consents)
    desk.type("<Control-p>")
    ((place, what),) = desk.gone
    assert place == "preview"

    preview = desk.show(Preview, **what)
    desk.wait(800)
    preview.view.save()

    assert len(preview.view.begins) == 3
    noted = Leaving.get()
    assert (noted.kind, noted.people, noted.with_dni) == (PAPERS, 3, True)
    assert list(tmp_path.glob("consentimientos-*.pdf"))


def test_a_form_to_be_filled_by_hand_tells_of_nobody(desk, people):
    screen = desk.show(Consents)
    screen.see_blank()
    ((_place, what),) = desk.gone

    desk.show(Preview, **what)
    what["printout"].left("saved")

    assert not Leaving.select().exists()


def test_the_data_of_who_left_are_taken_away_once_the_question_is_answered(desk, people):
    member = resign(people[0], may(20), "Acta 3", sure=True)
    member.phone = "987654321"
    member.save()
    a_delivery(desk.context.association, "10.0", may(3), member=people[1])
    page = desk.show(MemberPage, member=member)

    desk.answer("<Return>")  # in a question so grave, Enter changes nothing
    page.forget()
    assert Member.get_by_id(member.id).phone == "987654321"

    desk.answer("<Tab>")
    desk.root.after(400, lambda: desk.root.grab_current().answer(True))
    page.forget()
    desk.wait()

    assert Member.get_or_none(Member.id == member.id) is None
    assert desk.told == ["Se quitó a Apaza, Ana del padrón."]


def test_what_is_in_the_way_is_said_and_nothing_is_taken(desk, people):
    a_delivery(desk.context.association, "10.0", may(3), member=people[0])
    member = resign(people[0], may(20), "Acta 3", sure=True)
    page = desk.show(MemberPage, member=member)

    page.forget()
    desk.wait()

    said = words_in(desk.root.grab_current())
    assert "está por liquidar" in said
    desk.root.grab_current().answer(None)
    assert Member.get_by_id(member.id).forgotten is None


def test_of_a_member_nothing_is_offered_to_be_taken_away(desk, people):
    page = desk.show(MemberPage, member=people[0])

    assert "Retirar sus datos…" not in words_in(page)
    assert "Sus datos" in words_in(page)


def test_the_file_of_a_member_is_noted_as_given_with_the_dni(desk, people, tmp_path, monkeypatch):
    page = desk.show(MemberPage, member=people[0])

    page.see_file()

    ((_place, what),) = desk.gone
    what["printout"].left("printed")
    noted = Leaving.get()
    assert (noted.what, noted.with_dni, noted.place) == ("Ficha de Apaza, Ana", True, "printer")


def test_the_theft_page_says_when_the_time_ends_as_the_hour_is_typed(desk, association):
    page = desk.show(StolenPage)
    page.day.set("30/05/2026")
    page.hour.set("23:15")
    page.reload()

    assert page.view.pdf
    page.day.set(f"01/01/{date.today().year + 1}")
    page.reload()
    assert "todavía no llega" in page.line.said
    page.hour.set("")
    page.reload()
    assert "no es una hora" in page.line.said


def test_the_security_document_is_made_of_a_book_without_a_board(desk, association):
    page = desk.show(SecurityPage)

    assert page.view.pdf
    assert len(page.view.desk.pages.sizes()) == 2


def test_the_report_for_help_is_read_before_it_is_saved(desk, association, tmp_path, monkeypatch):
    monkeypatch.setattr(trouble_log, "usual_path", lambda: tmp_path / "fallas.log")
    monkeypatch.setattr(printing, "folder", lambda *_name: tmp_path)
    trouble_log.write(ValueError("Rosa debe 120"))
    page = desk.show(HelpReport)
    shown = str(page.words.cget("text"))

    desk.type("<F9>")

    (saved,) = tmp_path.glob("informe-para-ayuda-*.txt")
    assert saved.read_text("utf-8") == shown
    assert "builtins.ValueError" in shown
    assert "Rosa" not in shown
