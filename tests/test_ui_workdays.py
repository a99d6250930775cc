"""Faenas by keys: attendance with one key for each member, days made up, and the fine."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from models.associations import Association
from models.people.charges import Charge, owed_in_all
from models.people.members import Member
from models.people.workdays import CAME, EXCUSED, FINED, MADE_UP, OWES, SENT, Workday, mark, roll_of
from tests.factories import a_member
from tests.ui_desk import Desk
from ui.people.workdays import Roll, Workdays

TODAY = date.today()


@pytest.fixture
def four(association: Association) -> list[Member]:
    return [a_member(association, name) for name in ("Ana", "Beto", "Carla", "Dina")]


@pytest.fixture
def canal(association: Association, four) -> Workday:
    made = Workday(
        association=association,
        day=TODAY - timedelta(days=3),
        title="Limpieza del canal",
        fine=Decimal("30.00"),
    )
    made.save()
    return made


def states(workday: Workday) -> list[str]:
    return [one.state for one in roll_of(workday)]


def test_a_letter_marks_and_goes_on_to_the_next(desk: Desk, canal) -> None:
    desk.show(Roll, workday=canal)

    desk.type("v", "m", "p", "d")

    assert states(canal) == [CAME, SENT, EXCUSED, OWES]


def test_a_mark_is_changed_and_taken_away(desk: Desk, canal) -> None:
    desk.show(Roll, workday=canal)

    desk.type("v", "v", "<Home>", "d", "<Delete>")

    assert states(canal) == [OWES, "", "", ""]


def test_it_says_how_many_came_and_how_many_are_not_marked(desk: Desk, canal) -> None:
    screen = desk.show(Roll, workday=canal)

    desk.type("v", "d")

    said = str(screen.figures.cget("text"))
    assert "multa de S/ 30.00" in said
    assert "Vino: 1" in said
    assert "Debe el día: 1" in said
    assert "Sin anotar: 2" in said


def test_one_is_found_by_name_and_marked(desk: Desk, canal) -> None:
    desk.show(Roll, workday=canal)

    desk.root.focus_get().event_generate("<Control-f>")
    desk.type("carla", "<Return>", "d")

    assert states(canal) == ["", "", OWES, ""]


def test_a_day_is_made_up_and_taken_back_with_one_key(desk: Desk, canal, four) -> None:
    mark(canal, {four[0].id: OWES})
    desk.show(Roll, workday=canal)

    desk.type("r")
    made_up = states(canal)[0]
    desk.type("r")

    assert made_up == MADE_UP
    assert states(canal)[0] == OWES
    assert desk.told == ["Ana repuso el día hoy.", "Ana debe otra vez el día."]


def test_who_owes_is_fined_after_a_question(desk: Desk, canal, four, association) -> None:
    mark(canal, {one.id: OWES for one in four[:3]} | {four[3].id: CAME})
    desk.show(Roll, workday=canal)

    desk.answer("<Return>")
    desk.type("<F8>")

    assert Charge.get().total == 90
    assert states(canal) == [FINED, FINED, FINED, CAME]
    assert owed_in_all(association, TODAY) == {one.id: 30 for one in four[:3]}
    assert desk.gone == [("preview", {"documents": [Charge.get().document]})]


def test_who_steps_back_fines_nobody(desk: Desk, canal, four) -> None:
    mark(canal, {four[0].id: OWES})
    desk.show(Roll, workday=canal)

    desk.answer("<Escape>")
    desk.type("<F8>")

    assert Charge.select().count() == 0


def test_who_was_fined_is_not_marked_and_told_why(desk: Desk, canal, four) -> None:
    mark(canal, {four[0].id: OWES})
    desk.show(Roll, workday=canal)
    desk.answer("<Return>")
    desk.type("<F8>")

    desk.type("<Home>", "v")

    assert states(canal)[0] == FINED
    assert desk.told[-1] == "Ana tiene la multa CG-2026-0001. Anule primero ese cargo."


def test_the_list_opens_the_attendance(desk: Desk, canal) -> None:
    desk.context.month = desk.context.month.of(canal.day)
    screen = desk.show(Workdays)

    screen.ledger.canvas.focus_force()
    desk.type("<Return>")

    assert [(where, str(what["workday"])) for where, what in desk.gone] == [
        ("attendance", "Limpieza del canal")
    ]
